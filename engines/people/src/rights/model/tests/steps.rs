//! What may happen, and the small world it happens in.
use crate::model::PlaceId;
use crate::rights::model::Modules;
use lianxin_kernel::{AnyId, Permission, Role};
use proptest::prelude::*;
use std::sync::LazyLock;

pub(super) const PERMISSIONS: [Permission; 5] = [
    Permission::new("t.look", &[Role::Clerk, Role::CenterManager]),
    Permission::new("t.edit", &[Role::CenterManager]),
    Permission::new("u.find", &[Role::Clerk]).names(),
    Permission::new("u.count", &[Role::CenterManager, Role::DistrictManager]),
    Permission::new("v.rule", &[Role::Administrator]),
];
pub(super) const MODULES: [&str; 3] = ["t", "u", "v"];
pub(super) const PEOPLE: usize = 4;
/// With those that a record was split into.
pub(super) const RECORDS: usize = PEOPLE + 2;
pub(super) const CENTERS: usize = 3;
pub(super) const OPERATORS: usize = 2;

#[derive(Clone, Debug)]
pub(super) enum Step {
    Give { person: usize, role: usize, place: usize, modules: u8, from: i32, days: Option<i32> },
    Duty { person: usize, role: usize, place: usize, ahead: i64, hours: i64 },
    ByContract { nth: usize, role: usize, center: usize, modules: u8 },
    End { nth: usize },
    Lend { absent: usize, deputy: usize, ahead: i64, hours: i64 },
    EndLending { nth: usize },
    Join { person: usize, operator: usize, days: Option<i32> },
    Leave { nth: usize },
    Agree { operator: usize, from: i32, days: i32, centers: u8, modules: u8 },
    Cut { nth: usize, days: i32 },
    Fold { operator: usize },
    Wait { hours: i64 },
    Move { center: usize, street: usize },
    Edit { role: usize, rights: u8 },
    Retire { retired: bool },
    Quit { person: usize },
    Merge { kept: usize, merged: usize },
    Undo { nth: usize },
    Split { nth: usize, whole: bool },
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    use Step as S;
    let (person, role, place, nth) = (0..RECORDS, 0..5_usize, 0..CENTERS + 3, 0..8_usize);
    let (operator, center, ahead) = (0..OPERATORS, 0..CENTERS, -10..40_i64);
    let days = prop::option::of(0..6_i32);
    prop_oneof![
        4 => (person.clone(), role.clone(), place.clone(), 0..8_u8, -2..3_i32, days.clone())
            .prop_map(|(person, role, place, modules, from, days)| S::Give { person, role, place, modules, from, days }),
        2 => (person.clone(), role.clone(), place, ahead.clone(), 1..60_i64)
            .prop_map(|(person, role, place, ahead, hours)| S::Duty { person, role, place, ahead, hours }),
        3 => (nth.clone(), role, center.clone(), 0..8_u8)
            .prop_map(|(nth, role, center, modules)| S::ByContract { nth, role, center, modules }),
        2 => nth.clone().prop_map(|nth| S::End { nth }),
        3 => (person.clone(), person.clone(), ahead, 1..60_i64)
            .prop_map(|(absent, deputy, ahead, hours)| S::Lend { absent, deputy, ahead, hours }),
        1 => nth.clone().prop_map(|nth| S::EndLending { nth }),
        3 => (person.clone(), operator.clone(), days)
            .prop_map(|(person, operator, days)| S::Join { person, operator, days }),
        1 => nth.clone().prop_map(|nth| S::Leave { nth }),
        3 => (operator.clone(), -3..2_i32, 0..8_i32, 1..8_u8, 0..8_u8)
            .prop_map(|(operator, from, days, centers, modules)| S::Agree { operator, from, days, centers, modules }),
        3 => (person.clone(), person.clone())
            .prop_map(|(kept, merged)| S::Merge { kept, merged }),
        2 => nth.clone().prop_map(|nth| S::Undo { nth }),
        1 => (nth.clone(), any::<bool>()).prop_map(|(nth, whole)| S::Split { nth, whole }),
        1 => (nth, -1..3_i32).prop_map(|(nth, days)| S::Cut { nth, days }),
        1 => operator.prop_map(|operator| S::Fold { operator }),
        4 => (1..50_i64).prop_map(|hours| S::Wait { hours }),
        1 => (center, 0..2_usize).prop_map(|(center, street)| S::Move { center, street }),
        2 => (0..5_usize, 0..32_u8).prop_map(|(role, rights)| S::Edit { role, rights }),
        1 => any::<bool>().prop_map(|retired| S::Retire { retired }),
        1 => person.prop_map(|person| S::Quit { person }),
    ]
}

pub(super) fn id(kind: u64, n: usize) -> AnyId {
    AnyId::compose(kind, 1, n as u64)
}

pub(super) fn roles() -> [Role; 5] {
    static OWN: LazyLock<Role> = LazyLock::new(|| Role::from_code("evening_desk").unwrap());
    [Role::Clerk, Role::CenterManager, Role::DistrictManager, Role::Administrator, *OWN]
}

/// Centers first, then two streets, then the district.
pub(super) fn place(n: usize) -> PlaceId {
    match n {
        0..CENTERS => PlaceId::Center(id(1, n).into()),
        _ => PlaceId::Region(id(2, n).into()),
    }
}

pub(super) fn modules(mask: u8) -> Option<Modules> {
    let named = MODULES.iter().enumerate().filter(|(n, _)| mask & (1 << n) != 0);
    let named: Vec<String> = named.map(|(_, m)| (*m).to_owned()).collect();
    (!named.is_empty()).then(|| named.into())
}
