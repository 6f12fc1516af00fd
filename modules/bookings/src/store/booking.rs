use super::{from_json, to_json};
use crate::model::{Booked, BookingId, BookingState};
use crate::record::BookingRecord;
use lianxin_calendar::Span;
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Cursor, Kind, Limit, Page, Result, Timestamp};
use lianxin_people::{OrganizationId, PersonId};
use lianxin_places::{CenterId, RoomId};

impl FromRow for BookingRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            room: row.get("room")?,
            person: row.get("person")?,
            organization: row.get("organization")?,
            booker: row.get("booker")?,
            title: row.get("title")?,
            people: row.get("people")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            state: row.get("state")?,
            why: row.get("why")?,
            decision: from_json(&row.get("decision")?)?,
            fee_fen: row.get("fee_fen")?,
            release_at: row.get("release_at")?,
            checked_in_at: row.get("checked_in_at")?,
            by_staff: row.get("by_staff")?,
            asked_at: row.get("asked_at")?,
            decided_at: row.get("decided_at")?,
            version: row.get("version")?,
        })
    }
}

/// To be narrowed; people book wherever they go.
fn select() -> Sql {
    stmt!(
        "/* every district: people book wherever they go */
         select id, center, room, person, organization, booker, title, people, starts_at, ends_at,
           state, why, decision, fee_fen, release_at, checked_in_at, by_staff, asked_at,
           decided_at, version
         from bookings_booking where true"
    )
}

pub async fn insert(tx: &mut Tx, b: &BookingRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_booking
           (district, id, center, room, person, organization, booker, title, people, starts_at,
            ends_at, state, why, decision, fee_fen, release_at, checked_in_at, by_staff, asked_at,
            decided_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20, $21)"
    );
    let q = q.bind(b.id.district()).bind(b.id).bind(b.center).bind(b.room).bind(b.person);
    let q = q.bind(b.organization).bind(b.booker).bind(b.title.clone()).bind(b.people);
    let q = q.bind(b.span.from).bind(b.span.to).bind(b.state).bind(b.why.clone());
    let q = q.bind(to_json(&b.decision)?).bind(b.fee_fen).bind(b.release_at);
    let q = q.bind(b.checked_in_at).bind(b.by_staff).bind(b.asked_at).bind(b.decided_at);
    tx.run(q.bind(b.version)).await?;
    Ok(())
}

/// Writes what can change of one that was at the version before.
pub async fn update(tx: &mut Tx, b: &BookingRecord) -> Result<bool> {
    let q = stmt!(
        "update bookings_booking set center = $1, room = $2, starts_at = $3, ends_at = $4,
           state = $5, why = $6, decision = $7, fee_fen = $8, release_at = $9, checked_in_at = $10,
           decided_at = $11, version = $12
         where district = $13 and id = $14 and version = $15"
    );
    let q = q.bind(b.center).bind(b.room).bind(b.span.from).bind(b.span.to).bind(b.state);
    let q = q.bind(b.why.clone()).bind(to_json(&b.decision)?).bind(b.fee_fen);
    let q = q.bind(b.release_at).bind(b.checked_in_at).bind(b.decided_at).bind(b.version);
    let q = q.bind(b.id.district()).bind(b.id).bind(b.version - 1);
    Ok(tx.run(q).await? == 1)
}

pub async fn by_id(tx: &mut Tx, id: BookingId) -> Result<Option<BookingRecord>> {
    let q = select().push_bind(" and district = ", id.district()).push_bind(" and id = ", id);
    Ok(tx.opt(q).await?)
}

/// Bookings of one person to come (the soonest first) or past (the latest first), a page.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    (coming, now): (bool, Timestamp),
    after: Option<&str>,
    limit: Limit,
) -> Result<Page<BookingRecord>> {
    let mut q = select().push_bind(" and person = ", person);
    let open = " and state in ('asked', 'waiting', 'booked')";
    q = match coming {
        true => q.push_bind(" and ends_at > ", now).push(open),
        false => q
            .push_bind(" and (ends_at <= ", now)
            .push(" or state not in ('asked', 'waiting', 'booked'))"),
    };
    if let Some(cursor) = Cursor::parse(after, 2)? {
        q = q.push(if coming { " and (starts_at, id) > (" } else { " and (starts_at, id) < (" });
        q = q.push_bind("", Timestamp(cursor.part(0)?));
        q = q.push_bind(", ", cursor.part::<BookingId>(1)?).push(")");
    }
    q = q.push(if coming {
        " order by starts_at, id"
    } else {
        " order by starts_at desc, id desc"
    });
    let q = q.push_bind(" limit ", limit.with_one_more());
    Ok(Page::cut(tx.all(q).await?, limit, |b: &BookingRecord| {
        vec![b.span.from.0.to_string(), b.id.to_string()]
    }))
}

/// What a list of the desk is narrowed by.
pub struct Wanted<'a> {
    pub center: CenterId,
    pub span: Option<Span>,
    pub ends_after: Option<Timestamp>,
    pub states: &'a [BookingState],
    pub rooms: Option<&'a [RoomId]>,
}

/// By time; at most `most`.
pub async fn at_center(tx: &mut Tx, wanted: &Wanted<'_>, most: i64) -> Result<Vec<BookingRecord>> {
    let q = select().push_bind(" and district = ", wanted.center.district());
    let mut q = q.push_bind(" and center = ", wanted.center);
    if let Some(span) = wanted.span {
        q = q.push_bind(" and starts_at < ", span.to).push_bind(" and ends_at > ", span.from);
    }
    q = q.push_if(" and ends_at > ", wanted.ends_after);
    if let Some(rooms) = wanted.rooms {
        q = q.push_in(" and room in ", rooms.iter().copied());
    }
    let q = q.push_in(" and state in ", wanted.states.iter().copied());
    Ok(tx.all(q.push_bind(" order by starts_at, asked_at, id limit ", most)).await?)
}

struct Counted(Booked);

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let state: BookingState = row.get("state")?;
        let span = Span { from: row.get("starts_at")?, to: row.get("ends_at")? };
        Ok(Self(Booked { span, no_show: state == BookingState::NoShow }))
    }
}

/// Whose bookings count together.
#[derive(Clone, Debug)]
pub enum Whose {
    /// What these persons booked for themselves.
    Persons(Vec<PersonId>),
    Organization(OrganizationId),
}

/// More of one room by one booker than the longest look back can hold.
const MOST_COUNTED: i64 = 2_000;

/// Bookings of a room that count against a quota or were no-shows, begun since.
pub async fn counted(
    tx: &mut Tx,
    room: RoomId,
    whose: &Whose,
    since: Timestamp,
    except: Option<BookingId>,
) -> Result<Vec<Booked>> {
    let q = stmt!(
        "select starts_at, ends_at, state from bookings_booking
         where district = $1 and room = $2 and state in ('asked', 'booked', 'no_show')"
    );
    let q = q.bind(room.district()).bind(room).push_bind(" and starts_at >= ", since);
    let q = match whose {
        Whose::Persons(ids) => {
            q.push_in(" and person in ", ids.iter().copied()).push(" and organization is null")
        }
        Whose::Organization(id) => q.push_bind(" and organization = ", *id),
    };
    let q = q.push_if(" and id <> ", except);
    let all: Vec<Counted> = tx.all(q.push_bind(" order by starts_at limit ", MOST_COUNTED)).await?;
    Ok(all.into_iter().map(|c| c.0).collect())
}

/// Those that wait for a time in these rooms that is still ahead, the first to ask first.
pub async fn waiting(
    tx: &mut Tx,
    center: CenterId,
    rooms: &[RoomId],
    now: Timestamp,
    most: i64,
) -> Result<Vec<BookingRecord>> {
    let q = select().push_bind(" and district = ", center.district());
    let q = q.push_bind(" and center = ", center).push_in(" and room in ", rooms.iter().copied());
    let q = q.push_bind(" and starts_at > ", now).push(" and state = 'waiting'");
    Ok(tx.all(q.push_bind(" order by asked_at, id limit ", most)).await?)
}
