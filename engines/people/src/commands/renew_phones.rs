use super::steps::main;
use crate::model::{PersonId, PhoneColumns};
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Seal phones anew with the newest key, some at a time, and renew what they are found by.
#[derive(Serialize)]
pub(crate) struct RenewPhones {
    pub after: PersonId,
}

impl RenewPhones {
    const AT_ONCE: i64 = 500;
}

impl Command for RenewPhones {
    const NAME: &'static str = "people.renew_phones";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    /// Where to go on; none at the end.
    type Out = Option<PersonId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<PersonId>> {
        let app = w.app().clone();
        let rows = store::person::sealed_after(w.tx(), self.after, Self::AT_ONCE).await?;
        for row in &rows {
            if let Some(phone) = &row.phone {
                let phone = phone.open(app.keys())?;
                let columns = PhoneColumns::of(row.id, &phone, app.keys(), app.random())?;
                store::person::set_phone(w.tx(), row.id, Some(columns)).await?;
            }
        }
        Ok(rows.last().map(|row| row.id))
    }
}
