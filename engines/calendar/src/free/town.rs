//! What is searched, as it was read.
use super::bits::Bits;
use crate::model::{Item, ItemKind, RoomSetting, WeekBits, WeekNo};
use crate::record::Closing;
use lianxin_kernel::{Timestamp, Zone};
use lianxin_places::{CenterSpot, DayHours, Room, RoomId};

pub(crate) struct Town {
    pub now: Timestamp,
    pub zone: Zone,
    pub centers: Vec<Center>,
}

pub(crate) struct Center {
    pub spot: CenterSpot,
    /// Each day from the first that is asked for to the last.
    pub days: Vec<DayHours>,
    /// Of the whole center.
    pub closings: Vec<Closing>,
    /// What can be carried, of the kinds that are asked for.
    pub items: Vec<(Item, Busy)>,
    /// What stands in a room for good, of those kinds.
    pub fixed: Vec<(RoomId, ItemKind)>,
    pub rooms: Vec<Place>,
}

/// A room that residents may ask for.
pub(crate) struct Place {
    pub room: Room,
    pub setting: RoomSetting,
    /// Those of it, of what is within it and of what is around it.
    pub closings: Vec<Closing>,
    pub busy: Busy,
}

/// When something is busy over some weeks.
#[derive(Clone, Default)]
pub(crate) struct Busy {
    /// The quarter hour of the first bit.
    first: i64,
    bytes: Vec<u8>,
}

impl Busy {
    /// Takes in a week; those come in their order, from the first that is asked for on.
    pub fn add(&mut self, since: WeekNo, week: WeekNo, bits: &WeekBits) {
        self.first = since.quarters().start;
        let nth = usize::try_from(week.0 - since.0).unwrap_or(0);
        self.bytes.resize(nth * WeekBits::BYTES, 0);
        self.bytes.extend_from_slice(bits.as_bytes());
    }

    /// From a quarter hour on.
    pub(super) fn from(&self, quarter: i64) -> Bits {
        if self.bytes.is_empty() {
            return Bits::NONE;
        }
        let Ok(bit) = usize::try_from(quarter - self.first) else {
            let missing = usize::try_from(self.first - quarter).unwrap_or(Bits::LEN);
            return match missing < Bits::LEN {
                true => self.from(self.first).up(missing),
                false => Bits::NONE,
            };
        };
        let (rest, shift) = (self.bytes.get(bit / 8..).unwrap_or_default(), bit % 8);
        let mut raw = [0; 25];
        let known = rest.len().min(raw.len());
        raw[..known].copy_from_slice(&rest[..known]);
        let word = |k: usize| {
            let low =
                raw[k * 8..k * 8 + 8].iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte));
            match shift {
                0 => low,
                _ => low >> shift | u64::from(raw[k * 8 + 8]) << (64 - shift),
            }
        };
        Bits::from_words([word(0), word(1), word(2)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn any_stretch_is_what_the_weeks_say(
            busy in prop::collection::btree_set(0i64..4 * 672, 0..300), from in -300i64..3_000,
        ) {
            let since = WeekNo(2_900);
            let first = since.quarters().start;
            let mut all = Busy::default();
            for n in 0..4 {
                let mut bits = WeekBits::FREE;
                for q in busy.iter().filter(|q| **q / 672 == n) {
                    bits.set(q % 672, true);
                }
                // A week without anything has no row.
                if !bits.is_free() {
                    all.add(since, WeekNo(since.0 + n), &bits);
                }
            }
            let seen: BTreeSet<i64> = all.from(first + from).members().collect();
            let known = busy.iter().map(|q| q - from).filter(|q| (0..192).contains(q));
            prop_assert_eq!(seen, known.collect::<BTreeSet<_>>());
        }
    }
}
