//! Making sessions out of dates: each succeeds or says why not.
use crate::model::{SessionId, SignUpTimes, Way, When};
use crate::reasons;
use crate::record::{ProgramRecord, SessionRecord};
use crate::rooms;
use crate::series::Series;
use crate::store;
use crate::views::DateResult;
use crate::{Config, model::ProgramFields};
use lianxin_db::Tx;
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Read, Reason, Result, Timestamp, Write, Zone,
};
use lianxin_places::CenterRef;
use lianxin_seats::{PoolSpec, Rules};

/// The dates of a series, or an error that names what is wrong with it.
pub fn dates_of(series: &Series, zone: &Zone, now: Timestamp) -> Result<Vec<When>> {
    let today = zone.date(now);
    let dates = series.dates(today).map_err(Error::Invalid)?;
    Ok(dates.into_iter().map(|d| series.when(d, zone)).collect())
}

/// Whether the fields are right, also with regard to the center: its room must be its own.
pub async fn check_fields(tx: &mut Tx, center: &CenterRef, fields: &ProgramFields) -> Result<()> {
    let mut faults = fields.faults();
    if let Some(id) = fields.room {
        match lianxin_places::room(tx, id).await? {
            Some(room) if room.center == center.id => {
                let capacity = room.capacity.filter(|_| fields.mode != crate::model::Mode::Online);
                if let (Some(capacity), Some(seats)) = (capacity, fields.seats_on_site)
                    && seats > capacity
                {
                    let fault = FieldError::new("seats_on_site", FieldCode::OutOfRange);
                    faults.push(fault.with("min", 1).with("max", capacity));
                }
            }
            _ => faults.push(FieldError::new("room", FieldCode::Unknown)),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Why there can be no session then, if so.
pub async fn against(
    r: &mut Read<'_>,
    center: &CenterRef,
    session: &SessionRecord,
) -> Result<Option<Reason>> {
    if let Some(why) = besides_the_room(r, center, session).await? {
        return Ok(Some(why));
    }
    rooms::against(r, center, session).await
}

/// What stands against it before anybody looks what its room is held for.
async fn besides_the_room(
    r: &mut Read<'_>,
    center: &CenterRef,
    session: &SessionRecord,
) -> Result<Option<Reason>> {
    if session.starts_at < r.now() {
        return Ok(Some(reasons::in_past()));
    }
    // Outdoors and online the center need not be open.
    if session.room.is_none() {
        return Ok(None);
    }
    let note = closed(r.tx(), center, session.date).await?;
    Ok(note.map(|note| reasons::center_closed(&note)))
}

/// What the notice at the door says when the center is closed all that day; nothing when it is open,
/// or when nothing is known of its hours.
async fn closed(tx: &mut Tx, center: &CenterRef, date: Date) -> Result<Option<String>> {
    let days = lianxin_places::open_spans(tx, center.id, date, date).await?;
    let Some(day) = days.into_iter().next().filter(|d| d.is_known() && d.spans.is_empty()) else {
        return Ok(None);
    };
    let values = day.reason.map(|r| r.values).unwrap_or_default();
    let note = values.get("note").or_else(|| values.get("name"));
    Ok(Some(match note {
        Some(lianxin_kernel::ReasonValue::Text(text)) => text.clone(),
        _ => date.to_string(),
    }))
}

/// A session of a program, not yet kept.
pub fn draft(id: SessionId, program: &ProgramRecord, when: When) -> SessionRecord {
    SessionRecord {
        id,
        program: program.clone(),
        date: when.date,
        starts_at: when.starts_at,
        ends_at: when.ends_at,
        room: program.fields.room,
        outdoor: program.fields.outdoor.as_ref().map(|o| o.as_str().to_owned()),
        cancelled: false,
        cancel_reason: None,
    }
}

/// Only looks: what would become of each date.
pub async fn preview(
    r: &mut Read<'_>,
    center: &CenterRef,
    program: &ProgramRecord,
    dates: &[When],
) -> Result<Vec<DateResult>> {
    let mut results = vec![];
    for when in dates {
        let session = draft(SessionId(lianxin_db::Id::NIL), program, *when);
        let refused = against(r, center, &session).await?;
        results.push(result(*when, None, refused));
    }
    Ok(results)
}

fn result(when: When, session: Option<SessionId>, refused: Option<Reason>) -> DateResult {
    let When { date, starts_at, ends_at } = when;
    DateResult { date, starts_at, ends_at, session, refused }
}

/// Makes the sessions that can be; the others say why not.
pub async fn add(
    w: &mut Write<'_>,
    center: &CenterRef,
    program: &ProgramRecord,
    dates: &[When],
) -> Result<Vec<DateResult>> {
    let mut results = vec![];
    for when in dates {
        let session = draft(w.fresh_in(center.district), program, *when);
        let refused = put(w, center, &session).await?;
        let made = refused.is_none().then_some(session.id);
        results.push(result(*when, made, refused));
    }
    Ok(results)
}

async fn put(
    w: &mut Write<'_>,
    center: &CenterRef,
    session: &SessionRecord,
) -> Result<Option<Reason>> {
    if let Some(why) = besides_the_room(&mut w.read(), center, session).await? {
        return Ok(Some(why));
    }
    if let Some(why) = rooms::hold(w, center, session).await? {
        return Ok(Some(why));
    }
    store::session::insert(w.tx(), session).await?;
    store::day::mark(w.tx(), center.id, session.date).await?;
    open_pools(w, session).await?;
    Ok(None)
}

async fn open_pools(w: &mut Write<'_>, session: &SessionRecord) -> Result<()> {
    let fields = &session.program.fields;
    if !fields.sign_up_needed {
        return Ok(());
    }
    for way in fields.mode.ways() {
        open_pool(w, session, *way).await?;
    }
    Ok(())
}

async fn open_pool(w: &mut Write<'_>, session: &SessionRecord, way: Way) -> Result<()> {
    let fields = &session.program.fields;
    let times = SignUpTimes::of(fields, session.starts_at, w.zone());
    let spec = PoolSpec {
        subject: session.id.0,
        label: way.code().to_owned(),
        capacity: fields.capacity(way),
        opens_at: times.opens_at,
        closes_at: Some(times.closes_at),
        ends_at: session.ends_at,
        rules: rules(w, fields),
    };
    lianxin_seats::open_pool(w, spec).await?;
    Ok(())
}

pub fn rules(w: &Write<'_>, fields: &ProgramFields) -> Rules {
    Rules {
        party_max: fields.party_max,
        waiting: fields.waiting_list,
        offer_minutes: fields.offer_minutes,
        fair: fields.fair_first,
        quota: w.settings().get::<Config>().open_sign_ups_limit,
    }
}
