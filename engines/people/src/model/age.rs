//! How old somebody is, as far as it is known: from the birth date, or from about how old they said
//! they were on some day. The one place that says what follows from either.
use lianxin_kernel::{Date, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// About how old somebody is, in full years, for who does not know the birth date or does not say
    /// it. The lines are ages that rules go by: 14 (personal information protection law, article 31),
    /// 18 (civil code, article 17), 60 (law on the rights of elders, article 2), 70 (one of the prices of
    /// canteens), 80 (the allowance for great age); 6 is when school begins (compulsory education law,
    /// article 11).
    pub enum AgeBand {
        Under6 = "under_6",
        From6 = "6_13",
        From14 = "14_17",
        From18 = "18_59",
        From60 = "60_69",
        From70 = "70_79",
        From80 = "80_plus",
    }
}

impl AgeBand {
    /// The ages that are in it.
    pub fn ages(self) -> Age {
        let (from, to) = match self {
            Self::Under6 => (0, Some(5)),
            Self::From6 => (6, Some(13)),
            Self::From14 => (14, Some(17)),
            Self::From18 => (18, Some(59)),
            Self::From60 => (60, Some(69)),
            Self::From70 => (70, Some(79)),
            Self::From80 => (80, None),
        };
        Age { from, to }
    }
}

/// About how old somebody was on the day they said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatedBand {
    pub band: AgeBand,
    pub on: Date,
}

/// What is known of when somebody was born: the day, or about how old they were on a day. Never both,
/// so that they cannot say two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Born {
    On(Date),
    About(StatedBand),
}

/// An age in full years: at least `from`, at most `to`. Exact when both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    pub from: u8,
    /// Nothing where no age is too high.
    pub to: Option<u8>,
}

/// Whether something is so, when what is known may not settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Yes,
    No,
    Unsure,
}

words! {
    /// As what the program treats someone of an age: under 14 as a child (the minors' rules of the
    /// personal information protection law), from 60 as an elder (the law on the rights of elders).
    pub enum PersonAgeGroup { Child = "child", Adult = "adult", Elder = "elder" }
}

/// From this age one consents oneself to what is done with one's data (personal information
/// protection law, article 31).
pub const OWN_CONSENT: u8 = 14;
/// From this age one is grown up (civil code, article 17).
pub const ADULT: u8 = 18;
/// From this age one is an elder (law on the rights of elders, article 2).
pub const ELDER: u8 = 60;

impl Certainty {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unsure,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unsure => Self::Unsure,
        }
    }
}

impl Age {
    pub fn at_least(self, years: u8) -> Certainty {
        match self.to {
            _ if self.from >= years => Certainty::Yes,
            Some(to) if to < years => Certainty::No,
            _ => Certainty::Unsure,
        }
    }

    /// Whether it lies between two ages, both included.
    pub fn within(self, min: Option<u8>, max: Option<u8>) -> Certainty {
        let old_enough = min.map_or(Certainty::Yes, |min| self.at_least(min));
        let above = max.and_then(|max| max.checked_add(1));
        let young_enough = above.map_or(Certainty::Yes, |above| self.at_least(above).not());
        old_enough.and(young_enough)
    }

    fn overlaps(self, other: Self) -> bool {
        self.within(Some(other.from), other.to) != Certainty::No
    }
}

impl StatedBand {
    /// A band ages with its person: between two birthdays of the statement, which of the band's people
    /// had theirs is not known, so one year more is possible.
    fn age_on(self, day: Date) -> Age {
        let Age { from, to } = self.band.ages();
        let same_day = (self.on.month(), self.on.day()) == (day.month(), day.day());
        let more = u8::from(!same_day);
        let years = |from: Date, to: Date| u8::try_from(from.age_on(to).max(0)).unwrap_or(u8::MAX);
        if self.on <= day {
            let passed = years(self.on, day);
            let to = to.and_then(|to| to.checked_add(passed)?.checked_add(more));
            return Age { from: from.saturating_add(passed), to };
        }
        let before = years(day, self.on);
        let from = from.saturating_sub(before).saturating_sub(more);
        Age { from, to: to.map(|to| to.saturating_sub(before)) }
    }
}

impl Born {
    pub fn date(self) -> Option<Date> {
        match self {
            Self::On(date) => Some(date),
            Self::About(_) => None,
        }
    }

    pub fn band(self) -> Option<StatedBand> {
        match self {
            Self::On(_) => None,
            Self::About(band) => Some(band),
        }
    }

    /// The age on a day, 0 before the birth.
    pub fn age_on(self, day: Date) -> Age {
        match self {
            Self::On(date) => {
                let years = u8::try_from(date.age_on(day).max(0)).unwrap_or(u8::MAX);
                Age { from: years, to: Some(years) }
            }
            Self::About(band) => band.age_on(day),
        }
    }

    /// Under 14, or may be. In doubt someone is treated as a child: a guardian's consent too many
    /// harms less than the data of a child without one (personal information protection law,
    /// article 31), and a birth date settles it at once.
    pub fn counts_as_child(self, day: Date) -> bool {
        self.may_be_under(OWN_CONSENT, day)
    }

    /// Under 14 for sure: somebody else reads what they would be told.
    pub fn is_child(self, day: Date) -> bool {
        self.age_on(day).at_least(OWN_CONSENT) == Certainty::No
    }

    /// Under 18, or may be. In doubt a guardian who was written down stays one: to end it by a guess
    /// would leave a child with nobody to speak for it. The guardian was linked to a birth date, so
    /// the doubt is there only after somebody took the date away, and giving it again ends it.
    pub fn counts_as_minor(self, day: Date) -> bool {
        self.may_be_under(ADULT, day)
    }

    pub fn may_be_under(self, years: u8, day: Date) -> bool {
        self.age_on(day).at_least(years) != Certainty::Yes
    }

    /// As what someone is treated: who may be under 14 as a child, an elder only who is one for sure.
    pub fn age_group(self, day: Date) -> PersonAgeGroup {
        match self.age_on(day) {
            _ if self.counts_as_child(day) => PersonAgeGroup::Child,
            age if age.at_least(ELDER) == Certainty::Yes => PersonAgeGroup::Elder,
            _ => PersonAgeGroup::Adult,
        }
    }

    /// Whether both can be true of one person, as far as it can be told on a day.
    pub fn agrees_with(self, other: Self, day: Date) -> bool {
        match (self, other) {
            (Self::On(one), Self::On(other)) => one == other,
            _ => self.age_on(day).overlaps(other.age_on(day)),
        }
    }
}

#[cfg(test)]
mod tests;
