use crate::families::permissions;
use crate::families::store;
use crate::model::PersonId;
use crate::queries::home_scope;
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, FieldError, Found, Permission, Read, Result, Scope, Write,
};
use serde::Serialize;

/// Someone moves out. The last to leave ends the household, and its address goes.
#[derive(Serialize)]
pub struct LeaveHousehold {
    pub person: PersonId,
    /// The last day there, not in the future; today when not said.
    pub until: Option<Date>,
}

impl Command for LeaveHousehold {
    const NAME: &'static str = "people.leave_household";
    const NEEDS: Permission = permissions::CHANGE_FAMILY;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let (now, today) = (w.now(), w.zone().date(w.now()));
        let here = store::household::membership(w.tx(), self.person).await?.found("household")?;
        store::household::hold(w.tx(), here.household).await?.found("household")?;
        people::person::hold(w.tx(), self.person).await?.found("person")?;
        let until = self.until.unwrap_or(today);
        if until < here.days.from {
            return Err(Error::field("until", FieldCode::BeforeStart));
        }
        if until > today {
            let field = FieldError::new("until", FieldCode::OutOfRange).with("max", today);
            return Err(Error::Invalid(vec![field]));
        }
        store::household::leave(w.tx(), self.person, until).await?;
        w.saw(self.person);
        if store::household::members(w.tx(), here.household).await?.is_empty() {
            store::household::end(w.tx(), here.household, now).await?;
        }
        Ok(())
    }
}
