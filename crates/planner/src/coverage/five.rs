use serde::{Deserialize, Serialize};

/// What every street should have (row 001-22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A center of the street's level.
    Center,
    Health,
    ElderCare,
    Nursery,
    Market,
}

impl SlotKind {
    pub const ALL: [Self; 5] =
        [Self::Center, Self::Health, Self::ElderCare, Self::Nursery, Self::Market];
}

/// Ascending: of several facilities the best fills the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotStatus {
    Missing,
    /// There was one; it is closed.
    Closed,
    Planned,
    Building,
    Open,
}

/// Something that may fill a slot of a street.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    pub street: String,
    pub kind: SlotKind,
    pub key: String,
    pub name: String,
    pub status: SlotStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slot {
    pub kind: SlotKind,
    pub status: SlotStatus,
    /// Key and name of what fills it.
    pub facility: Option<(String, String)>,
    /// How many facilities of the kind the street has, whatever their status.
    pub facilities: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiveInOne {
    pub street: String,
    /// In the order of [`SlotKind::ALL`].
    pub slots: Vec<Slot>,
    /// How many of the five are open.
    pub filled: u32,
    pub complete: bool,
}

/// Of each street, in the order given. Facilities of other streets are not looked at.
pub fn five_in_one(streets: &[String], facilities: &[Facility]) -> Vec<FiveInOne> {
    let slot = |street: &String, kind| {
        let of = facilities.iter().filter(|f| f.street == *street && f.kind == kind);
        let (mut best, mut count): (Option<&Facility>, u32) = (None, 0);
        for facility in of.filter(|f| f.status > SlotStatus::Missing) {
            count += 1;
            if best.is_none_or(|best| facility.status > best.status) {
                best = Some(facility);
            }
        }
        let status = best.map_or(SlotStatus::Missing, |f| f.status);
        let facility = best.map(|f| (f.key.clone(), f.name.clone()));
        Slot { kind, status, facility, facilities: count }
    };
    let of = |street: &String| {
        let slots: Vec<Slot> = SlotKind::ALL.iter().map(|kind| slot(street, *kind)).collect();
        let open = slots.iter().filter(|slot| slot.status == SlotStatus::Open).count();
        let (filled, complete) = (open as u32, open == SlotKind::ALL.len());
        FiveInOne { street: street.clone(), slots, filled, complete }
    };
    streets.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_is_complete_when_all_five_are_open() {
        let facility = |street: &str, kind, key: &str, status| Facility {
            street: street.to_owned(),
            kind,
            key: key.to_owned(),
            name: key.to_uppercase(),
            status,
        };
        let mut all: Vec<Facility> =
            SlotKind::ALL.iter().map(|kind| facility("a", *kind, "x", SlotStatus::Open)).collect();
        all.push(facility("a", SlotKind::Market, "second", SlotStatus::Planned));
        all.push(facility("b", SlotKind::Market, "m1", SlotStatus::Planned));
        all.push(facility("b", SlotKind::Market, "m2", SlotStatus::Building));
        all.push(facility("c", SlotKind::Market, "elsewhere", SlotStatus::Open));
        let made = five_in_one(&["a".to_owned(), "b".to_owned()], &all);
        assert!(made[0].complete && made[0].filled == 5 && made[0].slots[4].facilities == 2);
        assert_eq!((made[1].complete, made[1].filled, made.len()), (false, 0, 2));
        assert_eq!(made[1].slots[4].facility, Some(("m2".to_owned(), "M2".to_owned())));
        assert_eq!(made[1].slots[0].status, SlotStatus::Missing);
    }
}
