//! Holds bookings against the calendar and who came, series and rounds against themselves.
use crate::model::{BookingId, BookingState};
use crate::store::check::{self, Bare};
use lianxin_calendar::Occupancy;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{AnyId, App, Check, Error, Kind, Part, Result, broken, in_parts};
use std::collections::{HashMap, HashSet};

pub(crate) const CHECKS: &[Check] = &[
    Check { name: "bookings.bookings", run: |app| Box::pin(bookings(app)) },
    Check {
        name: "bookings.series",
        run: |app| Box::pin(async move { broken(&app, "bsr", check::series()).await }),
    },
    Check {
        name: "bookings.rounds",
        run: |app| Box::pin(async move { broken(&app, "rnd", check::rounds()).await }),
    },
];

/// Bookings that are looked at in one go.
const PART: i64 = 500;

async fn bookings(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "bkg", check::bookings()).await?;
    wrong.extend(in_parts(&app, |after| Several { after: BookingId(after) }).await?);
    Ok(wrong)
}

struct Several {
    after: BookingId,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let bookings = check::some(tx, self.after, PART).await?;
        let ids: Vec<AnyId> = bookings.iter().map(|b| b.id.id()).collect();
        let mut held: HashMap<AnyId, Vec<Occupancy>> = HashMap::new();
        for occupancy in lianxin_calendar::held_by(tx, &ids).await? {
            held.entry(occupancy.owner).or_default().push(occupancy);
        }
        let counts = lianxin_presence::counts_of_subjects(tx, &ids).await?;
        let came: HashSet<AnyId> = counts.iter().map(|count| count.subject).collect();
        let faults = bookings.iter().flat_map(|b| {
            let held = held.get(&b.id.id()).map_or(&[][..], Vec::as_slice);
            let faults = [fault(b, held), coming(b, came.contains(&b.id.id()))];
            faults.into_iter().flatten().map(|why| format!("booking {}: {why}", b.id))
        });
        Ok((ids.last().copied(), faults.collect()))
    }
}

fn coming(b: &Bare, came: bool) -> Option<&'static str> {
    match (b.checked_in, came) {
        (true, false) => Some("somebody came, and no stay says so"),
        (false, true) => Some("a stay says that somebody came, and the booking does not"),
        _ => None,
    }
}

/// Who booked has the room at that time with its things, and nobody else has anything.
fn fault(b: &Bare, held: &[Occupancy]) -> Option<&'static str> {
    let (rooms, things): (Vec<_>, Vec<_>) =
        held.iter().partition(|o| o.resource.as_room().is_some());
    match (&rooms[..], b.state == BookingState::Booked) {
        ([], true) => Some("it does not have its room"),
        ([], false) if things.is_empty() => None,
        (_, false) => Some("it is not booked and holds a room or a thing"),
        ([one], true) => {
            let fits = one.resource.as_room() == Some(b.room) && one.span == b.span;
            let together = things.iter().all(|thing| thing.span == b.span);
            match (fits, together) {
                (false, _) => Some("it holds another room, or at another time"),
                (true, false) => Some("it holds a thing at another time than its room"),
                (true, true) => None,
            }
        }
        (_, true) => Some("it holds more than one room"),
    }
}
