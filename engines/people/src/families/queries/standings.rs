use crate::families::kinds;
use crate::families::model::{Standing, StandingAt, StandingId, StandingKind};
use crate::families::permissions;
use crate::families::steps::looked_at;
use crate::families::store;
use crate::families::store::standing::{SEALED, StandingRow};
use crate::model::{PersonId, PlaceId};
use crate::place::scope_of;
use crate::queries::{home_scope, persons};
use lianxin_kernel::{
    Cursor, Error, FieldCode, Limit, Page, Permission, Purpose, Query, Read, Result, Scope,
};

/// What someone is in the life of places: all of it to themselves, what is not sensitive to the desk
/// of their home.
pub struct ListStandings {
    pub person: PersonId,
}

impl Query for ListStandings {
    const NAME: &'static str = "people.list_standings";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<Standing>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<Standing>> {
        looked_at(r, self.person);
        let own = r.actor().and_then(|a| a.who()).is_some_and(|who| self.person == who.into());
        let rows = store::standing::of(r.tx(), self.person).await?;
        let keys = r.app().keys();
        let all = rows.into_iter().filter_map(|row| kinds::read(keys, row));
        Ok(all.filter(|s| own || !s.kind.is_sensitive()).collect())
    }
}

/// Who is something at a place, for its staff.
pub struct ListStandingsAt {
    pub place: PlaceId,
    pub kind: StandingKind,
    pub after: Option<String>,
    pub limit: Limit,
}

impl Query for ListStandingsAt {
    const NAME: &'static str = "people.list_standings_at";
    const NEEDS: Permission = permissions::STANDING;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<StandingAt>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<StandingAt>> {
        if self.kind.is_sensitive() {
            return Err(Error::field("purpose", FieldCode::Required));
        }
        let after = after(self.after.as_deref())?;
        let most = self.limit.with_one_more();
        let rows = store::standing::at(r.tx(), self.place, self.kind.code(), after, most).await?;
        named(r, rows, self.limit).await
    }
}

/// The party members or veterans of a place, for a stated purpose. At most 2,000 are looked through
/// for one page.
pub struct ListSensitiveStandingsAt {
    pub place: PlaceId,
    pub kind: StandingKind,
    pub purpose: Option<Purpose>,
    pub after: Option<String>,
    pub limit: Limit,
}

impl Query for ListSensitiveStandingsAt {
    const NAME: &'static str = "people.list_sensitive_standings_at";
    const NEEDS: Permission = permissions::SENSITIVE_STANDING;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<StandingAt>;

    fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<StandingAt>> {
        Purpose::stated(self.purpose)?;
        if !self.kind.is_sensitive() {
            return Err(Error::field("kind", FieldCode::Unknown));
        }
        let after = after(self.after.as_deref())?;
        let rows = store::standing::at(r.tx(), self.place, SEALED, after, 2_000).await?;
        let keys = r.app().keys();
        let most = usize::try_from(self.limit.with_one_more()).unwrap_or(1);
        let fits = |row: &StandingRow| kinds::kind_of(keys, row) == Some(self.kind);
        let rows = rows.into_iter().filter(fits).take(most).collect();
        named(r, rows, self.limit).await
    }
}

fn after(text: Option<&str>) -> Result<Option<StandingId>> {
    Cursor::parse(text, 1)?.map(|c| c.part(0)).transpose()
}

async fn named(r: &mut Read<'_>, rows: Vec<StandingRow>, limit: Limit) -> Result<Page<StandingAt>> {
    let page = Page::cut(rows, limit, |row| vec![row.id.to_string()]);
    let ids: Vec<PersonId> = page.items.iter().map(|row| row.person).collect();
    let known = persons(r.tx(), &ids).await?;
    let mut items = vec![];
    for row in page.items {
        let id = row.person;
        let Some(person) = known.iter().find(|p| p.id == id) else {
            continue;
        };
        if let Some(standing) = kinds::read(r.app().keys(), row) {
            r.saw(id);
            let (name, phone_hint) = (person.name.clone(), person.phone_hint(r.app().keys())?);
            items.push(StandingAt { person: id, name, phone_hint, standing });
        }
    }
    Ok(Page { items, next: page.next })
}
