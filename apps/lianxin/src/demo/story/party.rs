//! With whom someone comes.
use crate::demo::activities::Template;
use crate::demo::dice::Dice;
use crate::demo::people::{Namer, Resident};
use crate::demo::table;
use lianxin_activities::{ActivityKind as Kind, CompanionBand, CompanionDraft};
use lianxin_kernel::{Date, Result};

/// The companions of someone for this program; nobody for most.
pub fn companions(
    dice: &Dice,
    namer: &Namer,
    template: &Template,
    resident: &Resident,
    today: Date,
) -> Result<Vec<CompanionDraft>> {
    let most = template.party_max - 1;
    let count = match template.kind {
        _ if most < 1 || template.for_children() => 0,
        Kind::ParentChild => dice.between(1, most.min(2)),
        _ if dice.chance(0.25) => dice.between(1, most.min(3)),
        _ => 0,
    };
    let family: String = resident.name.chars().take(1).collect();
    let one = |n: i64| {
        let (band, born) = match (template.kind, resident.age_on(today)) {
            (Kind::ParentChild, _) => (CompanionBand::Child, today.year() - 7),
            (_, 60..) if n == 0 => (CompanionBand::Elder, resident.born.year()),
            (_, 60..) => (CompanionBand::Child, today.year() - 9),
            _ if n > 0 => (CompanionBand::Child, today.year() - 8),
            _ => (CompanionBand::Adult, resident.born.year()),
        };
        let surname = match band {
            CompanionBand::Child => family.clone(),
            CompanionBand::Adult | CompanionBand::Elder => namer.surname(dice).to_owned(),
        };
        let name = table::line(&format!("{surname}{}", namer.given(dice, born)))?;
        Ok(CompanionDraft { name, band })
    };
    (0..count).map(one).collect()
}
