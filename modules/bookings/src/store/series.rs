use super::{from_json, to_json};
use crate::model::{BookingId, BookingSeriesId};
use crate::record::{SeriesDateRecord, SeriesRecord};
use lianxin_calendar::Span;
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Cursor, Kind, Limit, Page, Result, Timestamp};
use lianxin_people::PersonId;
use lianxin_places::CenterId;
use std::collections::{BTreeMap, HashMap};

impl FromRow for SeriesRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            room: row.get("room")?,
            person: row.get("person")?,
            organization: row.get("organization")?,
            title: row.get("title")?,
            people: row.get("people")?,
            rule: from_json(&row.get("rule")?)?,
            outside_hours: row.get("outside_hours")?,
            by_staff: row.get("by_staff")?,
            made_at: row.get("made_at")?,
            last_at: row.get("last_at")?,
            ended_at: row.get("ended_at")?,
            needed_at: row.get("needed_at")?,
            answer_by: row.get("answer_by")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for SeriesDateRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let from: Option<Timestamp> = row.get("booked_from")?;
        let to: Option<Timestamp> = row.get("booked_to")?;
        Ok(Self {
            nth: row.get("nth")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            booking: row.get("booking")?,
            state: row.get("state")?,
            booked: from.zip(to).map(|(from, to)| Span { from, to }),
            reasons: from_json(&row.get("reasons")?)?,
        })
    }
}

/// To be narrowed; people book wherever they go.
fn select() -> Sql {
    stmt!(
        "/* every district: people book wherever they go */
         select id, center, room, person, organization, title, people, rule, outside_hours,
           by_staff, made_at, last_at, ended_at, needed_at, answer_by, version
         from bookings_series where true"
    )
}

pub async fn insert(tx: &mut Tx, s: &SeriesRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_series
           (district, id, center, room, person, organization, title, people, rule, outside_hours,
            by_staff, made_at, last_at, ended_at, needed_at, answer_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    let q = q.bind(s.id.district()).bind(s.id).bind(s.center).bind(s.room).bind(s.person);
    let q = q.bind(s.organization).bind(s.title.clone()).bind(s.people).bind(to_json(&s.rule)?);
    let q = q.bind(s.outside_hours).bind(s.by_staff).bind(s.made_at).bind(s.last_at);
    tx.run(q.bind(s.ended_at).bind(s.needed_at).bind(s.answer_by).bind(s.version)).await?;
    Ok(())
}

/// Writes what can change of one that was at the version before.
pub async fn update(tx: &mut Tx, s: &SeriesRecord) -> Result<bool> {
    let q = stmt!(
        "update bookings_series set last_at = $1, ended_at = $2, needed_at = $3, answer_by = $4,
           version = $5
         where district = $6 and id = $7 and version = $8"
    );
    let q = q.bind(s.last_at).bind(s.ended_at).bind(s.needed_at).bind(s.answer_by);
    let q = q.bind(s.version);
    Ok(tx.run(q.bind(s.id.district()).bind(s.id).bind(s.version - 1)).await? == 1)
}

pub async fn by_id(tx: &mut Tx, id: BookingSeriesId) -> Result<Option<SeriesRecord>> {
    let q = select().push_bind(" and district = ", id.district()).push_bind(" and id = ", id);
    Ok(tx.opt(q).await?)
}

/// Whose series a list is of.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Person(PersonId),
    Center(CenterId),
}

/// Those with dates to come, the soonest to end first; or those that are over, the latest first.
pub async fn list(
    tx: &mut Tx,
    of: Of,
    (past, now): (bool, Timestamp),
    after: Option<&str>,
    limit: Limit,
) -> Result<Page<SeriesRecord>> {
    let mut q = match of {
        Of::Person(person) => select().push_bind(" and person = ", person),
        Of::Center(center) => select()
            .push_bind(" and district = ", center.district())
            .push_bind(" and center = ", center),
    };
    q = match past {
        false => q
            .push_bind(" and last_at > ", now)
            .push_bind(" and (ended_at is null or ended_at > ", now)
            .push(")"),
        true => q.push_bind(" and (last_at <= ", now).push_bind(" or ended_at <= ", now).push(")"),
    };
    if let Some(cursor) = Cursor::parse(after, 2)? {
        q = q.push(if past { " and (last_at, id) < (" } else { " and (last_at, id) > (" });
        q = q.push_bind("", Timestamp(cursor.part(0)?));
        q = q.push_bind(", ", cursor.part::<BookingSeriesId>(1)?).push(")");
    }
    q = q.push(if past { " order by last_at desc, id desc" } else { " order by last_at, id" });
    let q = q.push_bind(" limit ", limit.with_one_more());
    Ok(Page::cut(tx.all(q).await?, limit, |s: &SeriesRecord| {
        vec![s.last_at.0.to_string(), s.id.to_string()]
    }))
}

pub async fn dates(tx: &mut Tx, id: BookingSeriesId) -> Result<Vec<SeriesDateRecord>> {
    let q = stmt!(
        "select d.nth, d.starts_at, d.ends_at, d.booking, d.reasons, b.state,
           b.starts_at as booked_from, b.ends_at as booked_to
         from bookings_series_date d
         left join bookings_booking b on b.district = d.district and b.id = d.booking
         where d.district = $1 and d.series = $2 order by d.nth"
    );
    Ok(tx.all(q.bind(id.district()).bind(id)).await?)
}

pub async fn insert_date(tx: &mut Tx, series: BookingSeriesId, d: &SeriesDateRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_series_date
           (district, series, nth, starts_at, ends_at, booking, reasons)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(series.district()).bind(series).bind(d.nth).bind(d.span.from).bind(d.span.to);
    tx.run(q.bind(d.booking).bind(to_json(&d.reasons)?)).await?;
    Ok(())
}

/// Writes what became of a date.
pub async fn set_date(tx: &mut Tx, series: BookingSeriesId, d: &SeriesDateRecord) -> Result<()> {
    let q = stmt!(
        "update bookings_series_date set starts_at = $1, ends_at = $2, booking = $3, reasons = $4
         where district = $5 and series = $6 and nth = $7"
    );
    let q = q.bind(d.span.from).bind(d.span.to).bind(d.booking).bind(to_json(&d.reasons)?);
    tx.run(q.bind(series.district()).bind(series).bind(d.nth)).await?;
    Ok(())
}

struct Link {
    booking: BookingId,
    series: BookingSeriesId,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { booking: row.get("booking")?, series: row.get("series")? })
    }
}

/// The series of those bookings that are a date of one.
pub async fn of_bookings(
    tx: &mut Tx,
    bookings: impl Iterator<Item = BookingId>,
) -> Result<HashMap<BookingId, BookingSeriesId>> {
    let mut districts: BTreeMap<_, Vec<BookingId>> = BTreeMap::new();
    for id in bookings {
        districts.entry(id.district()).or_default().push(id);
    }
    let mut found = HashMap::new();
    for (district, ids) in districts {
        let q = stmt!("select booking, series from bookings_series_date where district = $1");
        let links: Vec<Link> = tx.all(q.bind(district).push_in(" and booking in ", ids)).await?;
        found.extend(links.into_iter().map(|link| (link.booking, link.series)));
    }
    Ok(found)
}
