use super::give_duty::check_duty;
use super::{AtPlace, granted, in_order};
use crate::model::GrantId;
use crate::permissions;
use crate::rights::model::{GrantKind, Modules};
use crate::rights::{check_modules, may_give, not_own, store};
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Permission, Read, Result, Scoped, Timestamp, Write,
    allows,
};
use serde::Serialize;

/// Bring other days, hours or modules to a grant; what is not said stays.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGrant {
    pub grant: GrantId,
    pub modules: Option<Option<Modules>>,
    /// Of standing and contract grants.
    pub from: Option<Option<Date>>,
    pub until: Option<Option<Date>>,
    /// Of duty.
    pub from_at: Option<Timestamp>,
    pub until_at: Option<Timestamp>,
}

impl Command for ChangeGrant {
    const NAME: &'static str = "people.change_grant";
    const NEEDS: Permission = permissions::DUTY;
    type Target = AtPlace;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AtPlace> {
        granted(r, self.grant).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AtPlace) -> Result<()> {
        may_touch(w, &at)?;
        w.saw(at.grant.person);
        people::person::hold(w.tx(), at.grant.person).await?.found("person")?;
        not_own(w, at.grant.person).await?;
        let app = w.app().clone();
        // Read again behind the lock of the person.
        let mut grant = store::grant::find(w.tx(), &app, self.grant).await?.found("grant")?;
        let duty = grant.kind == GrantKind::Duty;
        let (days, hours) =
            (self.from.or(self.until).is_some(), self.from_at.or(self.until_at).is_some());
        if (duty && days) || (!duty && hours) {
            let field = if duty { "until" } else { "until_at" };
            return Err(Error::field(field, FieldCode::Wrong));
        }
        grant.modules = self.modules.clone().unwrap_or(grant.modules);
        grant.from = self.from.unwrap_or(grant.from);
        grant.until = self.until.unwrap_or(grant.until);
        grant.from_at = self.from_at.or(grant.from_at);
        grant.until_at = self.until_at.or(grant.until_at);
        in_order(grant.from, grant.until)?;
        check_modules(&app, grant.modules.as_ref())?;
        if let (Some(from), Some(until)) = (grant.from_at, grant.until_at) {
            check_duty(from, until, w.now())?;
        }
        may_give(w, grant.role, &at.scope.path, grant.modules.as_ref()).await?;
        (grant.given_at, grant.given_by) = (w.now(), w.person());
        store::grant::update(w.tx(), &app, &grant).await
    }
}

/// Whoever plans duty plans only duty.
pub(super) fn may_touch(w: &Write<'_>, at: &AtPlace) -> Result<()> {
    let duty = at.grant.kind == GrantKind::Duty;
    match duty || allows(Some(w.actor()), permissions::GRANT, &at.scope()) {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}
