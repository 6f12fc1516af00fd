use super::{PlaceNames, names, places_of};
use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::{self, OrganizationId};
use crate::permissions;
use crate::place::scope_of;
use crate::rights::model::{GrantKind, GrantRow, Modules, Phase, held};
use crate::rights::{known, store};
use lianxin_kernel::{
    Cursor, Date, Limit, Names, Page, Permission, Query, Read, Result, Role, Scope, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;

/// Where something is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrantPlace {
    pub place: PlaceId,
    /// `center` or `region`
    pub kind: String,
    pub name: Names,
}

/// What was given to a person at a place.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GrantLine {
    pub grant: GrantId,
    pub person: PersonId,
    pub name: String,
    pub role: Role,
    pub at: GrantPlace,
    pub kind: GrantKind,
    /// `null`: all modules.
    pub modules: Option<Modules>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub from_at: Option<Timestamp>,
    pub until_at: Option<Timestamp>,
    /// Of a contract grant.
    pub organization: Option<OrganizationId>,
    pub organization_name: Option<Names>,
    pub phase: Phase,
    /// Whether it gives something now: its time, its role, its contract and its membership all hold.
    pub in_force: bool,
    pub given_at: Timestamp,
}

/// Lists what was given at a place.
pub struct ListGrants {
    pub place: PlaceId,
    /// Also at all places below.
    pub below: bool,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListGrants {
    const NAME: &'static str = "people.list_grants";
    const NEEDS: Permission = permissions::DUTY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<GrantLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<GrantLine>> {
        let limit = Limit::new(self.limit)?;
        let after = match Cursor::parse(self.after.as_deref(), 1)? {
            Some(cursor) => Some(cursor.part::<GrantId>(0)?),
            None => None,
        };
        let app = r.app().clone();
        let places = places_of(r.tx(), self.place, self.below).await?;
        let most = limit.with_one_more();
        let rows = store::grant::at(r.tx(), &app, &places, after, most).await?;
        let page = Page::cut(rows, limit, |g| vec![g.id.to_string()]);
        let items = lines(r, page.items).await?;
        Ok(Page { items, next: page.next })
    }
}

async fn lines(r: &mut Read<'_>, rows: Vec<GrantRow>) -> Result<Vec<GrantLine>> {
    let (app, now) = (r.app().clone(), r.now());
    let today = r.zone().date(now);
    let persons = names(r.tx(), rows.iter().map(|g| g.person)).await?;
    persons.keys().for_each(|person| r.saw(*person));
    let mut in_force: HashSet<GrantId> = HashSet::new();
    let mut of_member = HashMap::new();
    for person in rows.iter().map(|g| g.person).collect::<HashSet<_>>() {
        let known = known(r.tx(), &app, person).await?;
        let own = held(&known, person, today, now).into_iter().filter(|h| h.deputy.is_none());
        in_force.extend(own.map(|h| h.grant));
        of_member.extend(known.members.into_iter().map(|m| (m.id, m.organization)));
    }
    let mut places = PlaceNames::default();
    let mut lines = vec![];
    for g in rows {
        // Who has left holds nothing.
        let Some(name) = persons.get(&g.person).cloned() else {
            continue;
        };
        let organization = g.member.and_then(|m| of_member.get(&m).copied());
        let organization_name = match organization {
            Some(id) => organizations::store::organization::find(r.tx(), id).await?.map(|o| o.name),
            None => None,
        };
        let at = GrantPlace {
            place: g.place,
            kind: g.place.kind().to_owned(),
            name: places.get(r.tx(), g.place).await?,
        };
        lines.push(GrantLine {
            grant: g.id,
            person: g.person,
            name,
            role: g.role,
            at,
            kind: g.kind,
            phase: g.phase(today, now),
            in_force: in_force.contains(&g.id),
            modules: g.modules,
            from: g.from,
            until: g.until,
            from_at: g.from_at,
            until_at: g.until_at,
            organization,
            organization_name,
            given_at: g.given_at,
        });
    }
    Ok(lines)
}
