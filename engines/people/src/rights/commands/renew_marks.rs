use crate::organizations::store::{contract, member};
use crate::permissions;
use crate::rights::mac::fits;
use crate::rights::store::{deputy, grant, role};
use lianxin_kernel::{
    AnyId, App, Command, Held, Kind, Permission, Read, Result, Scope, SealedColumns, Write, words,
};
use serde::Serialize;

words! {
    /// The tables whose rows carry a mark.
    pub enum Marks {
        Roles = "roles",
        Grants = "grants",
        Deputies = "deputies",
        Members = "members",
        Contracts = "contracts",
    }
}

/// How many rows one transaction takes.
const BATCH: i64 = 500;

/// What a new key has to mark anew.
pub(crate) const SEALED: SealedColumns = SealedColumns { name: "people.rights", renew };

fn renew(app: App, _: Option<AnyId>) -> Held<'static, Option<AnyId>> {
    Box::pin(async move {
        let act = app.system("keys");
        for table in Marks::ALL {
            let mut after = None;
            while let Some(last) = act.run(RenewMarks { table: *table, after }).await? {
                after = Some(AnyId::from_bytes(last));
            }
        }
        Ok(None)
    })
}

/// Mark some rows anew with the newest key. One that does not fit stays as it is: a new mark would
/// make it right.
#[derive(Serialize)]
pub(crate) struct RenewMarks {
    pub table: Marks,
    #[serde(skip)]
    pub after: Option<AnyId>,
}

impl Command for RenewMarks {
    const NAME: &'static str = "people.renew_marks";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    /// The last row that was looked at, when there may be more.
    type Out = Option<[u8; 16]>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<[u8; 16]>> {
        let app = w.app().clone();
        let tx = w.tx();
        macro_rules! walk {
            ($next:path, $write:path, $id:ident) => {{
                let rows = $next(tx, self.after.map(Into::into), BATCH).await?;
                for marked in rows.iter().filter(|m| fits(&app, &m.row, &m.mac)) {
                    $write(tx, &app, &marked.row).await?;
                }
                let full = rows.len() >= 500;
                Ok(rows.last().filter(|_| full).map(|m| *m.row.$id.id().as_bytes()))
            }};
        }
        match self.table {
            Marks::Roles => {
                for marked in role::all(tx).await?.iter().filter(|m| fits(&app, &m.row, &m.mac)) {
                    role::mark(tx, &app, &marked.row).await?;
                }
                Ok(None)
            }
            Marks::Grants => walk!(grant::next, grant::update, id),
            Marks::Deputies => walk!(deputy::next, deputy::mark, id),
            Marks::Members => walk!(member::next, member::update, id),
            Marks::Contracts => walk!(contract::next, contract::end, contract),
        }
    }
}
