use super::{names, places_of};
use crate::model::{PersonId, PlaceId};
use crate::permissions;
use crate::place::scope_of;
use crate::rights::model::{DeputyId, Phase};
use crate::rights::store;
use lianxin_kernel::{Permission, Query, Read, Result, Scope, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Who stands in for whom.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeputyLine {
    pub id: DeputyId,
    pub deputy: PersonId,
    pub deputy_name: String,
    pub absent: PersonId,
    pub absent_name: String,
    pub from_at: Timestamp,
    pub until_at: Timestamp,
    pub phase: Phase,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Deputies {
    pub items: Vec<DeputyLine>,
}

/// Most grants that are looked through.
const MOST: i64 = 2_000;

/// Lists who stands in for those who were given something at a place or below, until it is over.
pub struct ListDeputies {
    pub place: PlaceId,
}

impl Query for ListDeputies {
    const NAME: &'static str = "people.list_deputies";
    const NEEDS: Permission = permissions::DUTY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<DeputyLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<DeputyLine>> {
        let (app, now) = (r.app().clone(), r.now());
        let places = places_of(r.tx(), self.place, true).await?;
        let grants = store::grant::at(r.tx(), &app, &places, None, MOST).await?;
        let absent: BTreeSet<PersonId> = grants.into_iter().map(|g| g.person).collect();
        let absent: Vec<PersonId> = absent.into_iter().collect();
        let mut rows = store::deputy::for_absent(r.tx(), &app, &absent).await?;
        rows.retain(|d| d.phase(now) != Phase::Over);
        let persons = names(r.tx(), rows.iter().flat_map(|d| [d.deputy, d.absent])).await?;
        let line = |d: crate::rights::model::DeputyRow| {
            Some(DeputyLine {
                id: d.id,
                deputy: d.deputy,
                deputy_name: persons.get(&d.deputy)?.clone(),
                absent: d.absent,
                absent_name: persons.get(&d.absent)?.clone(),
                from_at: d.from_at,
                until_at: d.until_at,
                phase: d.phase(now),
            })
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }
}
