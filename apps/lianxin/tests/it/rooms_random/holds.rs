//! What is true whatever was done: read from the calendar and told again by plain rules.
use super::doing::Known;
use super::town::{CLOSES, OPENS, Town, midnight};
use lianxin_activities::ShowParticipants;
use lianxin_bookings::{Booking, BookingState, ShowBooking};
use lianxin_calendar::{Kind, Occupancy, ResourceKind, Span, occupancies_at, verify};
use lianxin_kernel::{Permission, Query, Read, Result, Scope, Span as Length};
use lianxin_places::CenterId;
use lianxin_testkit::Test;

const LOOK: Permission = lianxin_calendar::permissions::SEE;

struct Held {
    center: CenterId,
    span: Span,
}

impl Query for Held {
    const NAME: &'static str = "t.held";
    const NEEDS: Permission = LOOK;
    type Target = Scope;
    type Out = (Vec<Occupancy>, Vec<String>);

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.center.0.district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        let now = r.now();
        let held = occupancies_at(r.tx(), self.center, self.span).await?;
        Ok((held, verify(r.tx(), now).await?))
    }
}

/// From two days ago on; nothing is held further ahead than a season.
pub async fn held(t: &Test, town: &Town) -> (Vec<Occupancy>, Vec<String>) {
    let from = midnight(t) - Length::days(2);
    let span = Span { from, to: from + Length::days(120) };
    t.system().ask(Held { center: town.center, span }).await.unwrap()
}

/// Everything that is wrong, in words.
pub async fn faults(t: &Test, town: &Town, known: &Known) -> Vec<String> {
    let (held, mut faults) = held(t, town).await;
    let places: Vec<_> = held.iter().map(|o| place(town, o)).collect();
    for (n, one) in held.iter().enumerate() {
        for (m, other) in held.iter().enumerate().skip(n + 1) {
            let meet = one.padded().meets(other.padded());
            if meet && shares(&known.part_of, places[n], places[m]) {
                faults.push(format!("two have one room: {one:?} and {other:?}"));
            }
        }
        if !one.outside_hours && one.kind != Kind::Blocking && places[n].is_some() {
            faults.extend(outside(t, one));
        }
        faults.extend(closed(known, one, places[n]));
    }
    faults
}

/// The number of the room; nothing for a thing.
fn place(town: &Town, o: &Occupancy) -> Option<usize> {
    match o.resource.kind {
        ResourceKind::Room => town.rooms.iter().position(|r| r.0 == o.resource.id),
        _ => None,
    }
}

/// The same room or one within the other; there is one thing, which shares with itself.
fn shares(part_of: &[Option<usize>], one: Option<usize>, other: Option<usize>) -> bool {
    let within = |room: usize, whole: usize| {
        std::iter::successors(Some(room), |r| part_of[*r]).any(|r| r == whole)
    };
    match (one, other) {
        (Some(one), Some(other)) => within(one, other) || within(other, one),
        (None, None) => true,
        _ => false,
    }
}

fn outside(t: &Test, o: &Occupancy) -> Option<String> {
    let zone = t.app.zone();
    let day = zone.start_of(zone.date(o.span.from));
    let open = Span { from: day + Length::hours(OPENS), to: day + Length::hours(CLOSES) };
    let fine = open.from <= o.span.from && o.span.to <= open.to;
    (!fine).then(|| format!("not within the hours: {o:?}"))
}

/// What lay ahead when a room was closed is not in it any more. Activities are for staff to move.
fn closed(known: &Known, o: &Occupancy, place: Option<usize>) -> Option<String> {
    let bound = matches!(o.kind, Kind::Booking | Kind::Season) && !o.outside_hours;
    let place = place.filter(|_| bound)?;
    let shut = known.closings.iter().find(|(_, room, span, made)| {
        let here = room.is_none_or(|room| room == place);
        here && span.meets(o.span) && o.span.from >= *made
    })?;
    Some(format!("in a closed room: {o:?} in {shut:?}"))
}

/// A booking that is had holds its room, and nothing else does in its name; so with sessions.
pub async fn owners(t: &Test, town: &Town, known: &Known) -> Vec<String> {
    let (held, _) = held(t, town).await;
    let since = midnight(t) - Length::days(1);
    let mut faults = vec![];
    for id in &known.bookings {
        let b = t.system().ask(ShowBooking { booking: *id }).await.unwrap();
        if b.span.from < since {
            continue;
        }
        let rooms: Vec<&Occupancy> = held
            .iter()
            .filter(|o| o.owner == id.0 && o.resource.kind == ResourceKind::Room)
            .collect();
        faults.extend(of_booking(&b, &rooms));
    }
    for session in &known.sessions {
        let s = t.system().ask(ShowParticipants { session: *session }).await.unwrap().session.card;
        let has = held.iter().filter(|o| o.owner == session.0).count();
        let expected = usize::from(s.status.code() != "cancelled");
        if s.starts_at >= since && has != expected {
            faults.push(format!("a session {} holds {has} rooms", s.status.code()));
        }
    }
    faults
}

fn of_booking(b: &Booking, rooms: &[&Occupancy]) -> Option<String> {
    let fine = match (b.state, rooms) {
        // What ended early holds what was used.
        (BookingState::Booked, [one]) => one.span.from == b.span.from,
        (BookingState::Booked, _) => false,
        (_, []) => true,
        // Given back after it began: the part that is over stays as history.
        (_, [one]) => one.span.to <= b.span.to && one.span.from == b.span.from,
        _ => false,
    };
    (!fine).then(|| format!("a booking {:?} of {:?} holds {rooms:?}", b.state, b.span))
}
