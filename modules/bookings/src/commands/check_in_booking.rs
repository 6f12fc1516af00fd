//! Saying that somebody came: by the code at the door, or at the desk.
use crate::model::{BookingId, BookingState};
use crate::moving::write;
use crate::permissions;
use crate::reasons;
use crate::record::{BookingAt, BookingRecord, EARLY, RoomAt};
use crate::store::booking::{Wanted, at_center};
use crate::targets;
use crate::views::{Booking, one};
use lianxin_calendar::Span;
use lianxin_kernel::{Command, Error, Kind, Line, Permission, Read, Result, Secret, Write};
use lianxin_people::PersonId;
use lianxin_places::RoomId;
use lianxin_presence::{Attendee, CheckIn, How, Window};
use serde::{Deserialize, Serialize};

/// Say that one has come to the room one booked. The code at its door proves it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckInAtDoor {
    pub room: RoomId,
    pub token: Secret<Line<40>>,
}

impl Command for CheckInAtDoor {
    const NAME: &'static str = "bookings.check_in_at_door";
    const NEEDS: Permission = permissions::BOOK;
    type Target = RoomAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Booking> {
        let person = PersonId(w.person().ok_or(Error::SignIn)?);
        let key = *lianxin_presence::door_key(w.app())?;
        let given = self.token.expose().as_str();
        lianxin_presence::check_door_token(&key, at.room.id.0, given, w.now())
            .map_err(Error::reason)?;
        let booking = theirs(w, &at, person).await?;
        w.on(booking.id);
        let came = check_in(w, booking, person, How::Qr).await?;
        one(&mut w.read(), came).await
    }
}

/// The booking of this room to which this person may come now: their own, or one of an organization
/// they act for.
async fn theirs(w: &mut Write<'_>, at: &RoomAt, person: PersonId) -> Result<BookingRecord> {
    let now = w.now();
    let wanted = Wanted {
        center: at.center.id,
        span: Span::new(now, now + EARLY),
        ends_after: Some(now),
        states: &[BookingState::Booked],
        rooms: Some(&[at.room.id]),
    };
    let here = at_center(w.tx(), &wanted, 50).await?;
    let (app, today) = (w.app().clone(), w.zone().date(now));
    let mine = lianxin_people::organizations_of(w.tx(), &app, person, today).await?;
    let acts_for = |b: &BookingRecord| mine.iter().any(|(o, _)| Some(o.id) == b.organization);
    let found = here.into_iter().find(|b| b.person == person || acts_for(b));
    found.ok_or_else(|| Error::reason(reasons::none_now()))
}

/// Records that they came, so the room is not given back.
async fn check_in(
    w: &mut Write<'_>,
    booking: BookingRecord,
    person: PersonId,
    how: How,
) -> Result<BookingRecord> {
    if booking.state != BookingState::Booked {
        return Err(Error::reason(reasons::not_open(booking.state.code())));
    }
    if let Some(at) = booking.checked_in_at {
        return Err(Error::reason(reasons::already_here(at)));
    }
    let Span { from: opens, to: closes } = booking.check_in();
    let attendee = Attendee { id: person.id(), person: Some(person.id()), claim: None, band: None };
    let entry = CheckIn {
        subject: booking.id.id(),
        center: booking.center.id(),
        window: Window { opens, closes },
        attendees: vec![attendee],
        how,
        online: false,
    };
    lianxin_presence::check_in(w, entry).await?;
    let checked_in_at = Some(w.now());
    write(w, BookingRecord { checked_in_at, release_at: None, ..booking }).await
}

/// Say at the desk that those who booked have come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckInBooking {
    pub booking: BookingId,
}

impl Command for CheckInBooking {
    const NAME: &'static str = "bookings.check_in_booking";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<Booking> {
        let person = at.booking.person;
        let came = check_in(w, at.booking, person, How::Desk).await?;
        one(&mut w.read(), came).await
    }
}
