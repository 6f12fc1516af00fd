use super::give_duty::check_hours;
use crate::model::PersonId;
use crate::permissions;
use crate::place::place;
use crate::rights::loading::account_scope;
use crate::rights::model::{DeputyId, DeputyRow, Phase};
use crate::rights::{may_give, not_own, reasons, store};
use crate::store as people;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Timestamp, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest absence in days.
const MOST_DAYS: i64 = 366;

/// Let one person hold what another holds while that one is away: at each moment what the other holds
/// then, never more. What is lent can not be lent on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointDeputy {
    pub absent: PersonId,
    pub deputy: PersonId,
    pub from_at: Timestamp,
    /// When it is over; at most 366 days later.
    pub until_at: Timestamp,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeputyAppointed {
    pub id: DeputyId,
}

impl Command for AppointDeputy {
    const NAME: &'static str = "people.appoint_deputy";
    const NEEDS: Permission = permissions::DUTY;
    type Target = Scope;
    type Out = DeputyAppointed;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        account_scope(r.tx(), self.absent).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<DeputyAppointed> {
        if self.absent == self.deputy {
            return Err(Error::field("deputy", FieldCode::Wrong));
        }
        check_hours(self.from_at, self.until_at, MOST_DAYS, w.now())?;
        w.saw(self.deputy);
        w.saw(self.absent);
        not_own(w, self.deputy).await?;
        // One's own absence one may plan; that of someone one stands in for would be lending on.
        if w.person() != Some(self.absent.id()) {
            not_own(w, self.absent).await?;
        }
        let unknown = || Error::field("deputy", FieldCode::Unknown);
        people::person::hold(w.tx(), self.deputy).await?.ok_or_else(unknown)?;
        // A record that was merged into another lends nothing: that one does.
        let absent = people::person::exactly(w.tx(), self.absent).await?;
        absent.filter(|p| p.merged_into.is_none()).found("person")?;
        let (app, now) = (w.app().clone(), w.now());
        let today = w.zone().date(now);
        let lent = store::grant::of(w.tx(), &app, self.absent).await?;
        let lent: Vec<_> =
            lent.into_iter().filter(|g| g.phase(today, now) != Phase::Over).collect();
        if lent.is_empty() {
            return Err(Error::reason(reasons::nothing_to_lend()));
        }
        for grant in &lent {
            let path = place(w.tx(), grant.place).await?.map(|p| p.path).unwrap_or_default();
            may_give(w, grant.role, &path, grant.modules.as_ref()).await?;
        }
        let row = DeputyRow {
            id: w.fresh_in::<DeputyId>(self.deputy.id().district()),
            deputy: self.deputy,
            absent: self.absent,
            from_at: self.from_at,
            until_at: self.until_at,
            given_at: now,
            given_by: w.person(),
        };
        store::deputy::insert(w.tx(), &app, &row).await?;
        Ok(DeputyAppointed { id: row.id })
    }
}
