//! Whether something may be held: every reason that stands against it.
use crate::ground::{self, Ground};
use crate::model::{Kind, Occupancy, OccupancyId, ResourceKind, Span, Wish, outside};
use crate::reasons;
use crate::record::Closing;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Decision, Names, Read, Reason, Result, Timestamp, Zone};
use lianxin_places::OpenSpan;

/// As many as anyone reads.
const MOST_REASONS: i64 = 20;

/// When and where is asked.
#[derive(Clone)]
pub(crate) struct Moment {
    pub now: Timestamp,
    pub zone: Zone,
}

/// Whether a wish would be met now, by the rules of [`crate::occupy`], with every reason that stands
/// against it. `except`: the occupancy that would move there.
pub async fn may_occupy(
    r: &mut Read<'_>,
    wish: &Wish,
    except: Option<OccupancyId>,
) -> Result<Decision> {
    let moment = Moment { now: r.now(), zone: r.zone().clone() };
    let ground = ground::find(r.tx(), wish.resource).await?;
    let before = match except {
        Some(id) => store::occupancy::by_id(r.tx(), id).await?,
        None => None,
    };
    let reasons = against(r.tx(), &moment, wish, &ground, before.as_ref()).await?;
    Ok(match reasons.is_empty() {
        true => Decision::yes(vec![]),
        false => Decision::no(reasons),
    })
}

/// What is held where a wish would be, by time; at most 20. `except`: the occupancy that would move.
pub async fn in_the_way(
    r: &mut Read<'_>,
    wish: &Wish,
    except: Option<OccupancyId>,
) -> Result<Vec<Occupancy>> {
    let now = r.now();
    let ground = ground::find(r.tx(), wish.resource).await?;
    others(r.tx(), now, wish.span, &ground, except).await
}

async fn others(
    tx: &mut Tx,
    now: Timestamp,
    span: Span,
    ground: &Ground,
    except: Option<OccupancyId>,
) -> Result<Vec<Occupancy>> {
    let (before, after) = (ground.setting.before_min, ground.setting.after_min);
    let quarters = span.padded(before, after).quarters_from(now);
    let (district, claimed) = (ground.district(), ground.claimed());
    store::occupancy::in_the_way(tx, district, &claimed, &quarters, except, MOST_REASONS).await
}

pub(crate) async fn against(
    tx: &mut Tx,
    moment: &Moment,
    wish: &Wish,
    ground: &Ground,
    before: Option<&Occupancy>,
) -> Result<Vec<Reason>> {
    if wish.span.is_too_long() {
        return Ok(vec![reasons::too_long(Span::LONGEST_DAYS)]);
    }
    let mut reasons = vec![];
    if is_past(wish.span, before, moment.now) {
        reasons.push(reasons::past());
    }
    let asked_for = matches!(wish.kind, Kind::Booking | Kind::Season);
    if asked_for && !ground.setting.bookable {
        reasons.push(reasons::not_bookable());
    }
    if wish.resource.kind == ResourceKind::Item
        && store::item::of_district(tx, ground.district(), wish.resource.id)
            .await?
            .is_none_or(|item| item.ended_at.is_some())
    {
        reasons.push(reasons::not_bookable());
    }
    if wish.resource.kind != ResourceKind::Person {
        let ahead = Span { from: wish.span.from.max(moment.now), ..wish.span };
        let closings = store::closing::in_force(tx, wish.resource.center, ahead).await?;
        let closings = closings.iter().filter(|closing| concerns(closing, ground));
        reasons.extend(closings.map(|c| reasons::closed(&c.why, c.span.to)));
    }
    if wish.resource.kind == ResourceKind::Room && !wish.outside_hours {
        reasons.extend(outside_hours(tx, moment, wish, ground).await?);
    }
    for other in others(tx, moment.now, wish.span, ground, before.map(|o| o.id)).await? {
        reasons.push(because_of(tx, wish.span, &other, ground).await?);
    }
    Ok(reasons)
}

/// What begins in this quarter hour is not past; nor is what only ends otherwise than before. What is
/// over stays as it was: between its end and now the room may have been another's, or closed.
fn is_past(span: Span, before: Option<&Occupancy>, now: Timestamp) -> bool {
    let quarter = crate::model::quarter_of(now);
    let began = before.is_some_and(|o| o.span.from == span.from);
    let first = if began { span.quarters().end - 1 } else { span.quarters().start };
    first < quarter || before.is_some_and(|o| o.span.quarters().end < quarter)
}

pub(crate) fn concerns(closing: &Closing, ground: &Ground) -> bool {
    closing.room.is_none_or(|room| ground.sharing().contains(&room.0))
}

async fn outside_hours(
    tx: &mut Tx,
    moment: &Moment,
    wish: &Wish,
    ground: &Ground,
) -> Result<Option<Reason>> {
    let zone = &moment.zone;
    let last = Timestamp(wish.span.to.0 - 1);
    let (from, to) = (zone.date(wish.span.from), zone.date(last));
    let days = lianxin_places::open_spans(tx, wish.resource.center, from, to).await?;
    let found = outside(&days, &ground.setting.self_service, wish.span, zone);
    Ok(found.map(|(date, spans)| match spans.is_empty() {
        true => reasons::day_off(date),
        false => reasons::hours(date, written(&spans)),
    }))
}

pub(crate) fn written(spans: &[OpenSpan]) -> String {
    let each = spans.iter().map(|s| format!("{}–{}", s.from, s.to));
    each.collect::<Vec<_>>().join(" ")
}

pub(crate) async fn item_name(tx: &mut Tx, district: u16, item: AnyId) -> Result<Names> {
    let item = store::item::of_district(tx, district, item).await?;
    Ok(item.map(|item| item.facts.name).unwrap_or_default())
}

async fn because_of(tx: &mut Tx, span: Span, other: &Occupancy, ground: &Ground) -> Result<Reason> {
    match other.resource.kind {
        ResourceKind::Item => {
            let name = item_name(tx, ground.district(), other.resource.id).await?;
            return Ok(reasons::item_taken(other.span, name));
        }
        ResourceKind::Person => return Ok(reasons::person_busy(other.span)),
        ResourceKind::Room => {}
    }
    let name = match other.resource.as_room() {
        Some(room) if room.0 == ground.resource.id => ground.room.clone(),
        Some(room) => lianxin_places::room(tx, room).await?,
        None => None,
    };
    let name = name.map(|r| r.name).unwrap_or_default();
    if span.meets(other.span) {
        return Ok(reasons::taken(other.span, name, other.kind));
    }
    let setting = &ground.setting;
    let minutes = match other.span.from < span.from {
        true => other.after_min + setting.before_min,
        false => setting.after_min + other.before_min,
    };
    Ok(reasons::setup(minutes, name))
}
