use super::rooms::others;
use crate::asking::{Ask, answer, asker};
use crate::model::BookingId;
use crate::moving::held;
use crate::permissions;
use crate::record::RoomAt;
use crate::store;
use crate::targets;
use crate::views::{Alternative, Offer, RoomName, ThingName};
use lianxin_calendar::{OccupancyId, Span};
use lianxin_kernel::{
    Error, FieldCode, FieldError, Permission, Query, Read, Result, Span as Length, Timestamp,
};
use lianxin_people::{OrganizationId, PersonId};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// What one would ask for.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferAsked {
    pub from: Timestamp,
    pub to: Timestamp,
    /// How many come, 1 to 10,000.
    pub people: i64,
    /// For an organization one acts for.
    #[serde(default)]
    pub organization: Option<OrganizationId>,
    /// A booking of the reader's that would move there; what it has now does not stand in its way.
    #[serde(default)]
    pub booking: Option<BookingId>,
    /// False: only whether, without looking for alternatives.
    #[serde(default = "yes")]
    pub alternatives: bool,
}

fn yes() -> bool {
    true
}

/// Whether the reader may have a room at a time: every reason, and the nearest alternatives.
pub struct ShowOffer {
    pub room: RoomId,
    pub asked: OfferAsked,
}

/// What moves, with what it holds.
type Own = Option<(BookingId, Option<OccupancyId>)>;

/// Alternatives of each kind: other rooms at that time, other times of that room.
const MOST: usize = 3;
/// How many are looked at for them.
const MOST_LOOKED_AT: usize = 24;

impl Query for ShowOffer {
    const NAME: &'static str = "bookings.show_offer";
    const NEEDS: Permission = permissions::BOOK;
    type Target = RoomAt;
    type Out = Offer;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<Offer> {
        let OfferAsked { from, to, people, organization, booking, alternatives: wanted } =
            self.asked;
        let span = Span::new(from, to);
        let span = span.ok_or_else(|| Error::field("to", FieldCode::BeforeStart))?;
        if !(1..=10_000).contains(&people) {
            let fault = FieldError::new("people", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("min", 1).with("max", 10_000)]));
        }
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let asker = asker(r, person, organization).await?;
        let own = own(r, person, booking).await?;
        let ask = Ask { span, people, asker };
        let answer = answer(r, &at, &ask, own).await?;
        let helps = !answer.calendar.is_empty() || too_many(&answer.verdict.against);
        let alternatives = match wanted && helps {
            true => alternatives(r, &at, &ask, own).await?,
            false => vec![],
        };
        let (items, taken) = crate::things::at(r.tx(), &at, (span, own.map(|(id, _)| id))).await?;
        Ok(Offer {
            decision: answer.decision(),
            may_wait: answer.is_only_taken(),
            fee_fen: answer.verdict.fee_fen,
            items: items.into_iter().map(ThingName::from).collect(),
            items_taken: taken.into_iter().map(ThingName::from).collect(),
            alternatives,
        })
    }
}

async fn own(r: &mut Read<'_>, person: PersonId, booking: Option<BookingId>) -> Result<Own> {
    let Some(id) = booking else { return Ok(None) };
    let found = store::booking::by_id(r.tx(), id).await?.filter(|b| b.person == person);
    let found = found.ok_or_else(|| Error::field("booking", FieldCode::Unknown))?;
    Ok(Some((id, held(r.tx(), &found).await?.map(|o| o.id))))
}

/// Another room would help.
fn too_many(against: &[lianxin_kernel::Reason]) -> bool {
    against.iter().any(|r| r.code == "bookings.too_many")
}

/// Only what could really be booked: each is held against rules and calendar.
async fn alternatives(
    r: &mut Read<'_>,
    at: &RoomAt,
    ask: &Ask,
    own: Own,
) -> Result<Vec<Alternative>> {
    let mut found = vec![];
    for other in others(r, at, ask.people).await?.into_iter().take(MOST_LOOKED_AT) {
        if found.len() == MOST {
            break;
        }
        if may(r, &other, ask, own).await? {
            found.push(alternative(&other, ask.span));
        }
    }
    let before = found.len();
    for span in beside(ask.span) {
        if found.len() == before + MOST {
            break;
        }
        let moved = Ask { span, ..ask.clone() };
        if span.from > r.now() && may(r, at, &moved, own).await? {
            found.push(alternative(at, span));
        }
    }
    Ok(found)
}

async fn may(r: &mut Read<'_>, at: &RoomAt, ask: &Ask, own: Own) -> Result<bool> {
    Ok(answer(r, at, ask, own).await?.against().is_empty())
}

fn alternative(at: &RoomAt, span: Span) -> Alternative {
    let room = &at.room;
    let name = RoomName { id: room.id, name: room.name.clone(), floor: room.floor.clone() };
    Alternative { room: name, capacity: room.capacity, span }
}

/// The same length a little earlier or later that day, then on the following days; the nearest first.
fn beside(span: Span) -> impl Iterator<Item = Span> {
    let by = move |minutes: i64| {
        let by = Length::minutes(minutes);
        Span { from: span.from + by, to: span.to + by }
    };
    let near = (1..=8).flat_map(move |n| [by(30 * n), by(-30 * n)]);
    near.chain((1..=8).map(move |days| by(days * 24 * 60)))
}
