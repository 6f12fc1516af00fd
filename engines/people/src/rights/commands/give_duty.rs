use super::Given;
use crate::model::{GrantId, PersonId, PlaceId};
use crate::permissions;
use crate::place::scope_of;
use crate::rights::model::{GrantKind, GrantRow, Modules};
use crate::rights::{check_modules, may_give, not_own, store};
use crate::store as people;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Kind, Permission, Read, Result, Role, Scope,
    Span, Timestamp, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest duty in days; whoever is needed for longer is given a role.
const MOST_DAYS: i64 = 31;

/// Put a person on duty at a place: a role from one moment to another.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveDuty {
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
    /// Within these modules only; `null`: all.
    #[serde(default)]
    pub modules: Option<Modules>,
    pub from_at: Timestamp,
    /// When it is over; at most 31 days later.
    pub until_at: Timestamp,
}

impl Command for GiveDuty {
    const NAME: &'static str = "people.give_duty";
    const NEEDS: Permission = permissions::DUTY;
    type Target = Scope;
    type Out = Given;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<Given> {
        w.saw(self.person);
        not_own(w, self.person).await?;
        check_hours(self.from_at, self.until_at, MOST_DAYS, w.now())?;
        check_modules(w.app(), self.modules.as_ref())?;
        people::person::hold(w.tx(), self.person).await?.found("person")?;
        may_give(w, self.role, &at.path, self.modules.as_ref()).await?;
        let grant = GrantRow {
            id: w.fresh_in::<GrantId>(self.person.id().district()),
            person: self.person,
            role: self.role,
            place: self.place,
            kind: GrantKind::Duty,
            modules: self.modules.clone(),
            from: None,
            until: None,
            from_at: Some(self.from_at),
            until_at: Some(self.until_at),
            member: None,
            given_at: w.now(),
            given_by: w.person(),
        };
        let app = w.app().clone();
        store::grant::insert(w.tx(), &app, &grant).await?;
        Ok(Given { grant: grant.id })
    }
}

/// From one moment to a later one that is not past, and not too far apart.
pub(super) fn check_hours(
    from: Timestamp,
    until: Timestamp,
    most_days: i64,
    now: Timestamp,
) -> Result<()> {
    let refused = |code| FieldError::new("until_at", code);
    let error = if until <= from {
        refused(FieldCode::BeforeStart)
    } else if until <= now {
        refused(FieldCode::InPast)
    } else if from + Span::days(most_days) < until {
        refused(FieldCode::OutOfRange).with("max", from + Span::days(most_days))
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![error]))
}

pub(super) fn check_duty(from: Timestamp, until: Timestamp, now: Timestamp) -> Result<()> {
    check_hours(from, until, MOST_DAYS, now)
}
