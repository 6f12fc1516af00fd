use super::{Marked, modules_of, modules_value};
use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::OrganizationMemberId;
use crate::rights::mac::{mac, trusted};
use crate::rights::model::{GrantKind, GrantRow};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{App, Kind, Result, Role};
use std::collections::{BTreeMap, BTreeSet};

impl FromRow for Marked<GrantRow> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let kind: String = row.get("place_kind")?;
        let grant = GrantRow {
            id: row.get("id")?,
            person: row.get("person")?,
            role: row.get("role")?,
            place: PlaceId::of(&kind, row.get::<Id>("place")?),
            kind: row.get("kind")?,
            modules: modules_of(row, "modules")?,
            from: row.get("from_date")?,
            until: row.get("until_date")?,
            from_at: row.get("from_at")?,
            until_at: row.get("until_at")?,
            member: row.get("member")?,
            given_at: row.get("given_at")?,
            given_by: row.get("given_by")?,
        };
        Ok(Self { row: grant, mac: row.get("mac")? })
    }
}

pub async fn insert(tx: &mut Tx, app: &App, g: &GrantRow) -> Result<()> {
    let q = stmt!(
        "insert into people_grant
           (district, id, person, role, place, place_kind, kind, modules, from_date, until_date,
            from_at, until_at, member, given_at, given_by, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let q = q.bind(g.person.district()).bind(g.id).bind(g.person).bind(g.role);
    let q = q.bind(g.place.id()).bind(g.place.kind()).bind(g.kind);
    let q = q.bind(modules_value(g.modules.as_ref())).bind(g.from).bind(g.until);
    let q = q.bind(g.from_at).bind(g.until_at).bind(g.member).bind(g.given_at).bind(g.given_by);
    tx.run(q.bind(mac(app, g))).await?;
    Ok(())
}

/// Brings new days, hours and modules to a grant.
pub async fn update(tx: &mut Tx, app: &App, g: &GrantRow) -> Result<()> {
    let q = stmt!(
        "update people_grant set modules = $3, from_date = $4, until_date = $5, from_at = $6,
           until_at = $7, given_at = $8, given_by = $9, mac = $10
         where district = $1 and id = $2"
    );
    let q = q.bind(g.person.district()).bind(g.id).bind(modules_value(g.modules.as_ref()));
    let q = q.bind(g.from).bind(g.until).bind(g.from_at).bind(g.until_at);
    tx.run(q.bind(g.given_at).bind(g.given_by).bind(mac(app, g))).await?;
    Ok(())
}

/// Gives a grant over to another record of the same district; `g` says whose it is now.
pub async fn hand_over(tx: &mut Tx, app: &App, g: &GrantRow) -> Result<()> {
    let q = stmt!("update people_grant set person = $3, mac = $4 where district = $1 and id = $2");
    tx.run(q.bind(g.person.district()).bind(g.id).bind(g.person).bind(mac(app, g))).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, g: &GrantRow) -> Result<()> {
    let q = stmt!("delete from people_grant where district = $1 and id = $2");
    tx.run(q.bind(g.person.district()).bind(g.id)).await?;
    Ok(())
}

/// All a person was given, when their account ends.
pub async fn delete_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_grant where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// All that was given for acting for an organization, when that ends.
pub async fn delete_of_member(
    tx: &mut Tx,
    person: PersonId,
    m: OrganizationMemberId,
) -> Result<()> {
    let q = stmt!("delete from people_grant where district = $1 and person = $2 and member = $3");
    tx.run(q.bind(person.district()).bind(person).bind(m)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, app: &App, id: GrantId) -> Result<Option<GrantRow>> {
    let q = stmt!(
        "select id, person, role, place, place_kind, kind, modules, from_date, until_date, from_at,
           until_at, member, given_at, given_by, mac from people_grant
         where district = $1 and id = $2"
    );
    Ok(only(app, tx.opt(q.bind(id.district()).bind(id)).await?))
}

/// The one standing grant of a role at a place, also one that does not fit: it is in the way of
/// another.
pub async fn standing(
    tx: &mut Tx,
    person: PersonId,
    role: Role,
    place: PlaceId,
) -> Result<Option<GrantRow>> {
    let q = stmt!(
        "select id, person, role, place, place_kind, kind, modules, from_date, until_date, from_at,
           until_at, member, given_at, given_by, mac from people_grant
         where district = $1 and person = $2 and role = $3 and place = $4 and kind = $5"
    );
    let q = q.bind(person.district()).bind(person).bind(role).bind(place.id());
    let found = tx.opt::<Marked<GrantRow>>(q.bind(GrantKind::Standing)).await?;
    Ok(found.map(|f| f.row))
}

/// All a person was given, in force or not.
pub async fn of(tx: &mut Tx, app: &App, person: PersonId) -> Result<Vec<GrantRow>> {
    let q = stmt!(
        "select id, person, role, place, place_kind, kind, modules, from_date, until_date, from_at,
           until_at, member, given_at, given_by, mac from people_grant
         where district = $1 and person = $2 order by given_at, id"
    );
    Ok(every(app, tx.all(q.bind(person.district()).bind(person)).await?))
}

/// All that these persons were given, in force or not.
pub async fn of_many(tx: &mut Tx, app: &App, people: &[PersonId]) -> Result<Vec<GrantRow>> {
    let mut found = vec![];
    for people in people.chunks(1_000) {
        let q = stmt!(
            "/* every district: staff of the whole installation sign in by one list of logins */
             select id, person, role, place, place_kind, kind, modules, from_date, until_date,
               from_at, until_at, member, given_at, given_by, mac from people_grant
             where district is not null"
        );
        let q = q.push_in(" and person in ", people.iter().copied());
        found.extend(every(app, tx.all(q.push(" order by given_at, id")).await?));
    }
    Ok(found)
}

/// What was given at these places, by id. Not to a record that leads to another: it gives nothing.
pub async fn at(
    tx: &mut Tx,
    app: &App,
    places: &[Id],
    after: Option<GrantId>,
    most: i64,
) -> Result<Vec<GrantRow>> {
    let mut found: BTreeMap<GrantId, GrantRow> = BTreeMap::new();
    for places in places.chunks(1_000) {
        let q = stmt!(
            "/* every district: what is given at a place lies with the persons it was given to */
             select id, person, role, place, place_kind, kind, modules, from_date, until_date,
               from_at, until_at, member, given_at, given_by, mac from people_grant
             where not exists (select 1 from people_person p where p.district = people_grant.district
               and p.id = people_grant.person and p.merged_into is not null)"
        );
        let q = q.push_in(" and place in ", places.iter().copied()).push_if(" and id > ", after);
        let rows = every(app, tx.all(q.push_bind(" order by id limit ", most)).await?);
        found.extend(rows.into_iter().map(|g| (g.id, g)));
    }
    let most = usize::try_from(most).unwrap_or(0);
    Ok(found.into_values().take(most).collect())
}

/// Who was given a role, where: for telling whom a change of the role touches.
pub async fn with_role(tx: &mut Tx, app: &App, role: Role) -> Result<Vec<GrantRow>> {
    let q = stmt!(
        "/* every district: a role is the same everywhere */
         select id, person, role, place, place_kind, kind, modules, from_date, until_date, from_at,
           until_at, member, given_at, given_by, mac from people_grant where role = $1"
    );
    Ok(every(app, tx.all(q.bind(role)).await?))
}

struct Place(Id);

impl FromRow for Place {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("place").map(Self)
    }
}

/// Every place where someone was given something.
pub async fn places(tx: &mut Tx) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: a role is the same everywhere */
         select distinct place from people_grant"
    );
    Ok(tx.all::<Place>(q).await?.into_iter().map(|p| p.0).collect())
}

/// Every place an account reaches, at any time, by what was given to it or to those it stands in for.
pub async fn reach(tx: &mut Tx, person: PersonId) -> Result<BTreeSet<Id>> {
    let q = stmt!(
        "/* every district: who is stood in for may live elsewhere */
         select distinct place from people_grant where person = $1
           or person in (select absent from people_deputy where deputy = $1)"
    );
    Ok(tx.all::<Place>(q.bind(person)).await?.into_iter().map(|p| p.0).collect())
}

/// The next rows of the whole table, fitting or not, for the check.
pub async fn next(tx: &mut Tx, after: Option<GrantId>, most: i64) -> Result<Vec<Marked<GrantRow>>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, person, role, place, place_kind, kind, modules, from_date, until_date, from_at,
           until_at, member, given_at, given_by, mac from people_grant where 1 = 1"
    );
    Ok(tx.all(q.push_if(" and id > ", after).push_bind(" order by id limit ", most)).await?)
}

fn only(app: &App, found: Option<Marked<GrantRow>>) -> Option<GrantRow> {
    found.and_then(|f| trusted(app, f.row, &f.mac))
}

fn every(app: &App, found: Vec<Marked<GrantRow>>) -> Vec<GrantRow> {
    found.into_iter().filter_map(|f| trusted(app, f.row, &f.mac)).collect()
}
