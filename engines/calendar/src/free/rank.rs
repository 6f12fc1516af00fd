//! How well a room suits, whatever the time.
use super::Ask;
use super::answer::RoomFound;
use super::town::Center;
use crate::model::ItemKind;
use lianxin_places::{Room, fold};

/// What of the question a room does not meet, however free it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// So many people find no place.
    Small(i64),
    Lacks(ItemKind),
    /// So many minutes of walking more.
    Far(i64),
}

/// A room beside a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub faults: Vec<Fault>,
    /// What does not stand in it and is lent.
    pub carried: Vec<ItemKind>,
    /// 0: not much too large. 1: larger. 2: much larger. 3: not known.
    pub fit: u8,
    /// Places left over; none when it is not known.
    pub spare: i64,
    pub walk: Option<i64>,
}

impl Wanted {
    /// `None` when it is something else altogether.
    pub fn of(ask: &Ask, center: &Center, room: &Room) -> Option<Self> {
        let kind = room.facts.kind;
        if !ask.kinds.is_empty() && !kind.is_some_and(|kind| ask.kinds.contains(&kind)) {
            return None;
        }
        let mut faults = vec![];
        let walk = match ask.near {
            Some(near) => Some(near.walk(center.spot.point?)),
            None => None,
        };
        let longest = ask.near.map_or(i64::MAX, |near| near.minutes);
        if let Some(walk) = walk.filter(|walk| *walk > longest) {
            faults.push(Fault::Far(walk - longest));
        }
        let (fit, spare) = match (ask.people, room.facts.capacity) {
            (None, _) => (0, 0),
            (Some(_), None) => (3, 0),
            (Some(people), Some(places)) => {
                if places < people {
                    faults.push(Fault::Small(people - places));
                }
                (fit(people, places), places - people)
            }
        };
        let mut carried: Vec<ItemKind> = vec![];
        for kind in ask.equipment.iter().filter(|kind| !stands_in(center, room, **kind)) {
            let lent = center.items.iter().any(|(item, _)| item.facts.kind == *kind);
            match lent {
                true if carried.contains(kind) => {}
                true => carried.push(*kind),
                false if faults.contains(&Fault::Lacks(*kind)) => {}
                false => faults.push(Fault::Lacks(*kind)),
            }
        }
        Some(Self { faults, carried, fit, spare, walk })
    }

    /// The one thing that is not met, when it comes near enough to be told: a room for at least half
    /// of them, a walk that is half as long again or five minutes longer.
    pub fn near_fault(&self, ask: &Ask) -> Option<Fault> {
        let [fault] = self.faults.as_slice() else { return None };
        let near = match fault {
            Fault::Small(missing) => ask.people.is_some_and(|people| missing * 2 <= people),
            Fault::Lacks(_) => true,
            Fault::Far(more) => *more <= farther(ask),
        };
        near.then_some(*fault)
    }
}

/// How many minutes farther than asked for still comes near.
pub(super) fn farther(ask: &Ask) -> i64 {
    ask.near.map_or(0, |near| (near.minutes / 2).max(5))
}

fn fit(people: i64, places: i64) -> u8 {
    match places {
        _ if places * 2 <= people * 3 => 0,
        _ if places <= people * 3 => 1,
        _ => 2,
    }
}

/// Whether a thing that is kept stands there, or the words of the room's equipment name it.
fn stands_in(center: &Center, room: &Room, kind: ItemKind) -> bool {
    if center.fixed.contains(&(room.id, kind)) {
        return true;
    }
    let mut lines = room.facts.equipment.iter().map(|line| fold(line.as_str()));
    lines.any(|line| kind.words().iter().any(|word| line.contains(&fold(word))))
}

pub(super) fn found(center: &Center, room: &Room, walk_minutes: Option<i64>) -> RoomFound {
    let facts = &room.facts;
    RoomFound {
        room: room.id,
        name: facts.name.clone(),
        kind: facts.kind,
        floor: facts.floor.as_ref().map(ToString::to_string),
        capacity: facts.capacity,
        center: center.spot.id,
        center_name: center.spot.name.clone(),
        walk_minutes,
    }
}
