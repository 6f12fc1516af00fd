use super::Ask;
use super::answer::{Free, FreeList};
use super::day::Day;
use super::house::{House, Times};
use super::miss::{self, missed, near};
use super::rank::{Wanted, found};
use super::town::{Place, Town};
use crate::model::ItemKind;
use crate::reasons;
use lianxin_kernel::Reason;
use lianxin_places::RoomId;

/// As many as anyone reads.
const MOST_FREE: usize = 50;

/// What comes first: the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    fit: u8,
    walk: i64,
    /// The quarter hour with which it begins.
    from: i64,
    spare: i64,
    room: RoomId,
}

/// A room on a day.
struct Hit<'a> {
    rank: Rank,
    house: usize,
    place: &'a Place,
    wanted: usize,
    day: usize,
    /// Bits of the day: the earliest start, and the last without a break.
    first: i64,
    last: i64,
}

/// Answers a question that was checked.
pub(crate) fn search(town: &Town, ask: &Ask) -> FreeList {
    let days = Day::all(ask, town.now, &town.zone);
    let houses: Vec<House<'_>> =
        town.centers.iter().map(|center| House::new(center, &days, ask, town.now)).collect();
    let (mut hits, mut wishes, mut misses) = (vec![], vec![], vec![]);
    let mut times: Vec<Option<Times>> = vec![];
    for (nth, house) in houses.iter().enumerate() {
        for place in &house.center.rooms {
            let Some(wanted) = Wanted::of(ask, house.center, &place.room) else { continue };
            if !wanted.faults.is_empty() {
                misses.extend(near(house, place, &wanted, ask));
                continue;
            }
            let before = hits.len();
            times.clear();
            times.extend((0..days.len()).map(|nth| house.times(place, &wanted, nth)));
            hits.extend(free(house, &times).map(|(day, first, last)| {
                let rank = Rank {
                    fit: wanted.fit,
                    walk: wanted.walk.unwrap_or(0),
                    from: days.get(day).map_or(0, |day| day.start + first),
                    spare: wanted.spare,
                    room: place.room.id,
                };
                Hit { rank, house: nth, place, wanted: wishes.len(), day, first, last }
            }));
            if hits.len() == before {
                misses.extend(missed(house, place, &wanted, &times));
            }
            wishes.push(wanted);
        }
    }
    let found = hits.len() as i64;
    if hits.len() > MOST_FREE {
        hits.select_nth_unstable_by_key(MOST_FREE, |hit| hit.rank);
        hits.truncate(MOST_FREE);
    }
    hits.sort_unstable_by_key(|hit| hit.rank);
    let told = |hit: &Hit<'_>| tell(houses.get(hit.house)?, wishes.get(hit.wanted)?, ask, hit);
    let items = hits.iter().filter_map(told).collect();
    FreeList { items, found, near_misses: miss::told(misses) }
}

/// The earliest start on each day and the last one of the same stretch.
fn free(house: &House<'_>, times: &[Option<Times>]) -> impl Iterator<Item = (usize, i64, i64)> {
    house.days.iter().zip(times).enumerate().filter_map(|(nth, (day, times))| {
        let times = times.as_ref()?;
        let starts = house.within(times.starts & times.lent, day.asked);
        let first = starts.first()?;
        Some((nth, first, starts.end_of_run(first) - 1))
    })
}

fn tell(house: &House<'_>, wanted: &Wanted, ask: &Ask, hit: &Hit<'_>) -> Option<Free> {
    let day = house.days.get(hit.day)?;
    let (span, need) = (day.span(hit.first, hit.first + house.need()), house.need());
    let until = day.at(hit.last + need);
    let mut why: Vec<Reason> = vec![];
    if let Some(people) = ask.people {
        why.push(match hit.place.room.facts.capacity {
            Some(places) => reasons::fits(people, places),
            None => reasons::places_unknown(),
        });
    }
    why.extend(wanted.walk.map(reasons::walk));
    why.push(reasons::free_until(until));
    why.extend(wanted.carried.iter().map(|kind: &ItemKind| reasons::lent(*kind)));
    Some(Free {
        place: found(house.center, &hit.place.room, wanted.walk),
        date: day.date,
        from: span.from,
        to: span.to,
        until,
        items: house.lending(wanted, day, hit.first),
        why,
    })
}
