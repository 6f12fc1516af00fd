use super::model::{StaffLine, StaffState};
use super::permissions::SEE_STAFF;
use super::store::{self as rows, EndedAccount, Login};
use crate::commands::{main, subject_of};
use crate::model::{PersonId, PlaceId};
use crate::place::{places_of, scope_of};
use crate::rights::store::grant;
use crate::rights::{GrantRow, Phase};
use crate::store;
use lianxin_kernel::{
    AnyId, Cursor, Kind, Limit, Page, Permission, Query, Read, Result, Role, Scope,
};
use std::collections::HashSet;

/// How many accounts are looked at in one go.
const AT_ONCE: i64 = 200;

/// Lists the accounts of staff at a place and below, by login; those that were ended by themselves.
pub struct ListStaff {
    pub place: PlaceId,
    pub ended: bool,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListStaff {
    const NAME: &'static str = "people.list_staff";
    const NEEDS: Permission = SEE_STAFF;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<StaffLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Page<StaffLine>> {
        let limit = Limit::new(self.limit)?;
        let places: HashSet<AnyId> =
            places_of(r.tx(), self.place, true).await?.into_iter().collect();
        let most = usize::try_from(limit.with_one_more()).unwrap_or_default();
        let cursor = Cursor::parse(self.after.as_deref(), 1)?;
        let page = match self.ended {
            false => {
                let after = cursor.map(|c| c.part::<String>(0)).transpose()?.unwrap_or_default();
                let found = open_accounts(r, &places, after, most).await?;
                let key = |l: &StaffLine| vec![l.login.clone().unwrap_or_default()];
                Page::cut(found, limit, key)
            }
            true => {
                let region = matches!(self.place, PlaceId::Region(_));
                let after = cursor.map(|c| c.part::<PersonId>(0)).transpose()?;
                let after = after.unwrap_or(PersonId(AnyId::NIL));
                let found = ended_accounts(r, &places, region, at.district, after, most).await?;
                Page::cut(found, limit, |l| vec![l.person.to_string()])
            }
        };
        for line in &page.items {
            r.saw(line.person);
        }
        Ok(page)
    }
}

async fn open_accounts(
    r: &mut Read<'_>,
    places: &HashSet<AnyId>,
    mut after: String,
    most: usize,
) -> Result<Vec<StaffLine>> {
    let (main, mut found) = (main(r.app()), vec![]);
    loop {
        let logins = rows::logins(r.tx(), main, &after, AT_ONCE).await?;
        let Some(last) = logins.last() else {
            return Ok(found);
        };
        after.clone_from(&last.login);
        for line in lines(r, logins, places).await? {
            found.push(line);
            if found.len() == most {
                return Ok(found);
            }
        }
    }
}

/// Those of the logins that are at these places.
async fn lines(
    r: &mut Read<'_>,
    logins: Vec<Login>,
    places: &HashSet<AnyId>,
) -> Result<Vec<StaffLine>> {
    let (app, now) = (r.app().clone(), r.now());
    let today = r.zone().date(now);
    let ids: Vec<PersonId> = logins.iter().map(|l| l.person).collect();
    let people = store::person::many(r.tx(), &ids).await?;
    let mut grants = grant::of_many(r.tx(), &app, &ids).await?;
    grants.retain(|g| g.phase(today, now) != Phase::Over);
    let (last, proven) = (rows::last(r.tx(), &ids).await?, rows::with_factor(r.tx(), &ids).await?);
    let mut lines = vec![];
    for Login { login, person } in logins {
        let Some(known) = people.iter().find(|p| p.id == person) else {
            continue;
        };
        let theirs: Vec<&GrantRow> = grants.iter().filter(|g| g.person == person).collect();
        let nothing = theirs.is_empty();
        let own: Vec<&GrantRow> =
            theirs.into_iter().filter(|g| places.contains(&g.place.id())).collect();
        let home = known.home_center.is_some_and(|home| places.contains(&home.id()));
        let here = !own.is_empty() || (nothing && home);
        if !here {
            continue;
        }
        let subject = subject_of(&app, "login", &login)?;
        let tried = store::limit::look(r.tx(), main(&app), &subject).await?;
        let locked_until = tried.locked_until.filter(|until| now < *until);
        let mut roles: Vec<Role> = own.iter().map(|g| g.role).collect();
        roles.sort_unstable_by_key(|role| role.code());
        roles.dedup();
        lines.push(StaffLine {
            person,
            name: known.name.clone(),
            login: Some(login),
            state: if locked_until.is_some() { StaffState::Locked } else { StaffState::Active },
            locked_until,
            ended_at: None,
            signed_in_at: last.get(&person).copied(),
            second_factor: proven.contains(&person),
            roles,
        });
    }
    Ok(lines)
}

/// They hold nothing anymore, so they are where they were at home; who had none, at any region.
async fn ended_accounts(
    r: &mut Read<'_>,
    places: &HashSet<AnyId>,
    region: bool,
    district: u16,
    mut after: PersonId,
    most: usize,
) -> Result<Vec<StaffLine>> {
    let mut found: Vec<StaffLine> = vec![];
    loop {
        let ended = rows::ended(r.tx(), district, after, AT_ONCE).await?;
        let Some(last) = ended.last() else {
            return Ok(found);
        };
        after = last.person;
        let ids: Vec<PersonId> = ended.iter().map(|e| e.person).collect();
        let last = rows::last(r.tx(), &ids).await?;
        for EndedAccount { person, name, home_center, ended_at } in ended {
            if !home_center.map_or(region, |home| places.contains(&home)) {
                continue;
            }
            found.push(StaffLine {
                person,
                name,
                login: None,
                state: StaffState::Ended,
                locked_until: None,
                ended_at: Some(ended_at),
                signed_in_at: last.get(&person).copied(),
                second_factor: false,
                roles: vec![],
            });
            if found.len() == most {
                return Ok(found);
            }
        }
    }
}
