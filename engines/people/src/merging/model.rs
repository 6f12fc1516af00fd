use crate::model::{Born, PersonHit, PersonId, Phone, StatedBand};
use crate::place::CenterId;
use lianxin_kernel::{Language, Reason, Span, Timestamp, id, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

id!(MergeId, "mrg");

/// How long a merge can be undone.
pub(crate) const UNDO: Span = Span::days(90);

words! {
    /// What two records may differ in.
    pub enum PersonField {
        Name = "name",
        Phone = "phone",
        /// The birth date, or the age band in its place.
        BirthDate = "birth_date",
        Language = "language",
        HomeCenter = "home_center",
    }
}

words! {
    /// Which of two records.
    pub enum Side { Kept = "kept", Merged = "merged" }
}

words! {
    /// Why two records look like one person.
    pub enum Likeness {
        NameAndBirthDate = "name_and_birth_date",
        SoundAndBirthDate = "sound_and_birth_date",
        NameAndPhoneEnd = "name_and_phone_end",
        NameAndCenter = "name_and_center",
    }
}

/// Two records that look like one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Duplicate {
    pub one: PersonHit,
    pub other: PersonHit,
    pub likeness: Likeness,
    /// One of them is of the family of who asks, or who asks: it is marked in the audit.
    pub own_household: bool,
}

/// A field in which two records differ. The phone is shown as `138****2071`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Differing {
    pub field: PersonField,
    pub kept: Option<String>,
    pub merged: Option<String>,
    /// In place of the birth date, where it is an age band.
    pub kept_band: Option<StatedBand>,
    pub merged_band: Option<StatedBand>,
    /// Whose value stays unless another is chosen.
    pub stays: Side,
}

/// How much one part of the program holds about two records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HeldCount {
    /// `activities.sign_ups`
    pub holding: String,
    pub purpose: String,
    pub kept: usize,
    pub merged: usize,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MergePreview {
    pub kept: PersonHit,
    pub merged: PersonHit,
    pub fields: Vec<Differing>,
    pub held: Vec<HeldCount>,
    /// Why it is not possible; empty when it is.
    pub hindrances: Vec<Reason>,
    /// One of them is of the family of who asks, or who asks: it is marked in the audit.
    pub own_household: bool,
}

/// What went over, by part of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Moved {
    pub holding: String,
    pub rows: usize,
}

/// What a merge did, or its undoing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Merged {
    pub merge: MergeId,
    pub kept: PersonId,
    pub merged: PersonId,
    pub moved: Vec<Moved>,
    /// What could not go, since the other had the same: it stays with the merged record.
    pub stayed: Vec<Moved>,
    pub undo_until: Timestamp,
}

/// A merge of the past.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PastMerge {
    pub merge: MergeId,
    pub kept: PersonId,
    pub merged: PersonId,
    /// The name of the merged record.
    pub name: String,
    pub at: Timestamp,
    pub undone_at: Option<Timestamp>,
    /// Null when it can't be undone, or was.
    pub undo_until: Option<Timestamp>,
}

/// A thing of a person that may be taken out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HeldThing {
    pub holding: String,
    #[schema(value_type = String)]
    pub id: String,
    /// As the person may read it.
    #[schema(value_type = Object)]
    pub what: serde_json::Value,
}

/// The fields of a record that a merge may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fields {
    pub name: String,
    pub phone: Option<Phone>,
    pub born: Option<Born>,
    pub language: Language,
    pub home_center: Option<CenterId>,
}

/// What a merge changed of the kept record, and what the roles and memberships said that it had then,
/// by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Changed {
    pub before: Fields,
    pub after: Fields,
    pub rights: BTreeMap<String, String>,
}

impl Fields {
    /// What stays of two records: the kept one's, where it has nothing the other's; of the fields in
    /// `take` the other's. Nothing is taken that is not there.
    pub fn merged_with(&self, other: &Self, take: &[PersonField]) -> Self {
        let takes = |field| take.contains(&field);
        let option = |field| move |own: bool, theirs: bool| theirs && (takes(field) || !own);
        let phone = option(PersonField::Phone)(self.phone.is_some(), other.phone.is_some());
        let born = self.lets_born(other) || takes(PersonField::BirthDate) && other.born.is_some();
        let home = option(PersonField::HomeCenter)(
            self.home_center.is_some(),
            other.home_center.is_some(),
        );
        let of = |theirs: bool| if theirs { other } else { self };
        Self {
            name: of(takes(PersonField::Name)).name.clone(),
            phone: of(phone).phone.clone(),
            born: of(born).born,
            language: of(takes(PersonField::Language)).language,
            home_center: of(home).home_center,
        }
    }

    /// Whether the other's word on the age is taken unless something else is chosen: where there is none,
    /// and a birth date in place of a band, as it says more.
    fn lets_born(&self, other: &Self) -> bool {
        match (self.born, other.born) {
            (None, theirs) => theirs.is_some(),
            (Some(Born::About(_)), Some(Born::On(_))) => true,
            (Some(_), _) => false,
        }
    }

    /// The fields before a merge, except those that were changed since.
    pub fn undone(&self, merge: &Changed) -> Self {
        let Changed { before, after, .. } = merge;
        fn back<T: Clone + PartialEq>(now: &T, before: &T, after: &T) -> T {
            if now == after { before.clone() } else { now.clone() }
        }
        Self {
            name: back(&self.name, &before.name, &after.name),
            phone: back(&self.phone, &before.phone, &after.phone),
            born: back(&self.born, &before.born, &after.born),
            language: back(&self.language, &before.language, &after.language),
            home_center: back(&self.home_center, &before.home_center, &after.home_center),
        }
    }

    /// Where two records differ, and whose value stays unless another is chosen.
    pub fn differing(&self, other: &Self) -> Vec<Differing> {
        let text = |fields: &Self, field| match field {
            PersonField::Name => Some(fields.name.clone()),
            PersonField::Phone => fields.phone.as_ref().map(Phone::hint),
            PersonField::BirthDate => fields.born.and_then(Born::date).map(|d| d.to_string()),
            PersonField::Language => Some(fields.language.code().to_owned()),
            PersonField::HomeCenter => fields.home_center.map(|c| c.to_string()),
        };
        let same = |field| match field {
            PersonField::Name => self.name == other.name,
            PersonField::Phone => self.phone == other.phone,
            PersonField::BirthDate => self.born == other.born,
            PersonField::Language => self.language == other.language,
            PersonField::HomeCenter => self.home_center == other.home_center,
        };
        let one = |field| {
            let (kept, merged) = (text(self, field), text(other, field));
            let band = |fields: &Self| match field {
                PersonField::BirthDate => fields.born.and_then(Born::band),
                _ => None,
            };
            let (kept_band, merged_band) = (band(self), band(other));
            let lets = match field {
                PersonField::BirthDate => self.lets_born(other),
                _ => kept.is_none(),
            };
            let stays = if lets { Side::Merged } else { Side::Kept };
            Differing { field, kept, merged, kept_band, merged_band, stays }
        };
        PersonField::ALL.iter().copied().filter(|f| !same(*f)).map(one).collect()
    }
}

/// Two ids in the order a pair is kept in.
pub(crate) fn pair(a: PersonId, b: PersonId) -> (PersonId, PersonId) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AgeBand;
    use lianxin_kernel::Date;
    use proptest::prelude::*;

    fn fields(name: &str, phone: Option<&str>, born: Option<&str>) -> Fields {
        Fields {
            name: name.into(),
            phone: phone.and_then(Phone::parse),
            born: born.map(|b| Born::On(b.parse().unwrap())),
            language: Language::ZhCn,
            home_center: None,
        }
    }

    #[test]
    fn the_kept_record_stays_and_is_filled_up() {
        let kept = fields("王丽", None, Some("1950-01-01"));
        let other = fields("王莉", Some("13812342071"), None);
        let merged = kept.merged_with(&other, &[]);
        assert_eq!(merged, fields("王丽", Some("13812342071"), Some("1950-01-01")));
        let merged = kept.merged_with(&other, &[PersonField::Name, PersonField::BirthDate]);
        assert_eq!(merged, fields("王莉", Some("13812342071"), Some("1950-01-01")));
        let differing = kept.differing(&other);
        let told: Vec<_> = differing.iter().map(|d| (d.field, d.stays)).collect();
        assert_eq!(
            told,
            [
                (PersonField::Name, Side::Kept),
                (PersonField::Phone, Side::Merged),
                (PersonField::BirthDate, Side::Kept),
            ]
        );
        assert_eq!(differing[1].merged.as_deref(), Some("138****2071"));
    }

    #[test]
    fn a_birth_date_says_more_than_a_band() {
        let (date, none) = (fields("王丽", None, Some("1950-01-01")), fields("王丽", None, None));
        let on = "2026-11-22".parse().unwrap();
        let born = Some(Born::About(StatedBand { band: AgeBand::From70, on }));
        let band = Fields { born, ..none.clone() };
        for (kept, other, expected) in
            [(&band, &date, &date), (&date, &band, &date), (&none, &band, &band)]
        {
            assert_eq!(&kept.merged_with(other, &[]), expected);
        }
        assert_eq!(date.merged_with(&band, &[PersonField::BirthDate]), band);
        let shown = band.differing(&date);
        assert_eq!(
            (shown[0].kept.as_deref(), shown[0].merged.as_deref()),
            (None, Some("1950-01-01"))
        );
        assert_eq!(
            (shown[0].kept_band.map(|b| b.band), shown[0].stays),
            (Some(AgeBand::From70), Side::Merged)
        );
    }

    #[test]
    fn undoing_leaves_what_was_changed_since() {
        let before = fields("王丽", None, None);
        let after = fields("王莉", Some("13812342071"), Some("1950-01-01"));
        let changed =
            Changed { before: before.clone(), after: after.clone(), rights: BTreeMap::new() };
        assert_eq!(after.undone(&changed), before);
        let later = Fields { name: "王李".into(), ..after };
        assert_eq!(later.undone(&changed), Fields { name: "王李".into(), ..before });
    }

    fn any_fields() -> impl Strategy<Value = Fields> {
        let phone = proptest::option::of(13_000_000_000_u64..13_000_000_003);
        let day = |day: u8| -> Date { format!("1950-01-0{day}").parse().unwrap() };
        let band = move |n: u8| StatedBand { band: AgeBand::From60, on: day(n) };
        let born = proptest::option::of(prop_oneof![
            (1_u8..4).prop_map(move |n| Born::On(day(n))),
            (1_u8..4).prop_map(move |n| Born::About(band(n))),
        ]);
        (0..3_u8, phone, born).prop_map(|(name, phone, born)| Fields {
            name: name.to_string(),
            phone: phone.and_then(|p| Phone::parse(&p.to_string())),
            born,
            language: Language::ZhCn,
            home_center: None,
        })
    }

    proptest! {
        #[test]
        fn a_merge_undone_at_once_changed_nothing(
            kept in any_fields(),
            other in any_fields(),
            picks in proptest::collection::vec(0_usize..5, 0..5),
        ) {
            let take: Vec<_> = picks.into_iter().map(|n| PersonField::ALL[n]).collect();
            let after = kept.merged_with(&other, &take);
            let changed = Changed { before: kept.clone(), after: after.clone(), rights: BTreeMap::new() };
            prop_assert_eq!(after.undone(&changed), kept.clone());
            // Nothing that one of them had is gone.
            prop_assert_eq!(after.phone.is_some(), kept.phone.is_some() || other.phone.is_some());
            prop_assert_eq!(after.born.is_some(), kept.born.is_some() || other.born.is_some());
            // What was shown to stay is what stays.
            let shown = kept.differing(&other).into_iter().find(|d| d.field == PersonField::BirthDate);
            if let Some(shown) = shown.filter(|_| !take.contains(&PersonField::BirthDate)) {
                let stays = if shown.stays == Side::Kept { kept.born } else { other.born };
                prop_assert_eq!(after.born, stays);
            }
        }
    }
}
