//! Finds rows that were changed past the program.
use crate::organizations;
use crate::permissions;
use crate::rights::mac::{Fingerprinted, fits};
use crate::rights::store::{self, Marked};
use lianxin_kernel::{App, Check, Permission, Query, Read, Result, Scope};

/// How many rows are looked at in one transaction.
const BATCH: i64 = 1_000;

pub(crate) const CHECK: Check = Check { name: "people.rights", run: |app| Box::pin(findings(app)) };

async fn findings(app: App) -> Result<Vec<String>> {
    app.system("check people.rights").ask(FindChanged).await
}

/// Names every row of who may do what that does not fit its fingerprint.
pub(crate) struct FindChanged;

impl Query for FindChanged {
    const NAME: &'static str = "people.find_changed_rights";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Vec<String>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<String>> {
        let app = r.app().clone();
        let mut all = vec![];
        all.extend(changed(&app, &store::role::all(r.tx()).await?));
        macro_rules! walk {
            ($next:path, $id:ident) => {{
                let mut after = None;
                loop {
                    let rows = $next(r.tx(), after, BATCH).await?;
                    all.extend(changed(&app, &rows));
                    match rows.last() {
                        Some(last) if rows.len() >= 1_000 => after = Some(last.row.$id),
                        _ => break,
                    }
                }
            }};
        }
        walk!(store::grant::next, id);
        walk!(store::deputy::next, id);
        walk!(organizations::store::member::next, id);
        walk!(organizations::store::contract::next, contract);
        Ok(all)
    }
}

fn changed<T: Fingerprinted>(app: &App, rows: &[Marked<T>]) -> Vec<String> {
    let wrong = rows.iter().filter(|m| !fits(app, &m.row, &m.mac));
    wrong.map(|m| format!("{} {} was changed past the program", T::TABLE, m.row.which())).collect()
}
