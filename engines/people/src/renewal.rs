//! Sealing anew with the newest key.
use crate::commands::RenewPhones;
use crate::merging::{MergeId, RenewFields};
use crate::model::{CODE_PHONE, CodeId, PersonId};
use crate::store::code;
use lianxin_db::{Tx, Work};
use lianxin_kernel::{AnyId, App, Error, Held, Kind, Result, SealedColumns};

pub const PHONES: SealedColumns = SealedColumns { name: "people_person.phone", renew: phones };
pub const MERGES: SealedColumns = SealedColumns { name: "people_merge.fields", renew: merges };

pub const CODES: SealedColumns = SealedColumns {
    name: CODE_PHONE,
    renew: |app, after| {
        Box::pin(async move { app.db().write(&RenewCodes { app: &app, after }).await })
    },
};

/// So many at a time, to let others write between.
const AT_ONCE: i64 = 200;

/// Codes whose message has not left.
struct RenewCodes<'a> {
    app: &'a App,
    after: Option<AnyId>,
}

impl Work for RenewCodes<'_> {
    type Out = Option<AnyId>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Option<AnyId>> {
        let after = CodeId(self.after.unwrap_or(AnyId::NIL));
        let (keys, mut last) = (self.app.keys(), None);
        for (code, sealed) in code::sealed_after(tx, after, AT_ONCE).await? {
            let plain = keys.open(CODE_PHONE, code.id(), &sealed)?;
            let anew = keys.seal(CODE_PHONE, code.id(), &plain, self.app.random())?;
            code::seal_anew(tx, code, anew).await?;
            last = Some(code.id());
        }
        Ok(last)
    }
}

fn phones(app: App, after: Option<AnyId>) -> Held<'static, Option<AnyId>> {
    Box::pin(async move {
        let after = PersonId(after.unwrap_or(AnyId::NIL));
        Ok(app.system("keys").run(RenewPhones { after }).await?.map(Kind::id))
    })
}

fn merges(app: App, after: Option<AnyId>) -> Held<'static, Option<AnyId>> {
    Box::pin(async move {
        let after = MergeId(after.unwrap_or(AnyId::NIL));
        Ok(app.system("keys").run(RenewFields { after }).await?.map(Kind::id))
    })
}
