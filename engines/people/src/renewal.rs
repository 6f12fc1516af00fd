//! Sealing anew with the newest key.
use crate::commands::RenewPhones;
use crate::merging::{MergeId, RenewFields};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, App, Held, Kind, SealedColumns};

pub const PHONES: SealedColumns = SealedColumns { name: "people_person.phone", renew: phones };
pub const MERGES: SealedColumns = SealedColumns { name: "people_merge.fields", renew: merges };

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
