use lianxin_kernel::{Error, FieldCode, FieldError, Note, Result, Secret, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

words! {
    /// As on the identity card (GB/T 2261.1); who does not say leaves it out.
    pub enum Sex { Female = "female", Male = "male" }
}

words! {
    /// What someone needs so that a visit goes well. Says nothing of an illness by name, but may let
    /// one guess it: sensitive.
    pub enum Need {
        Hearing = "hearing",
        Sight = "sight",
        Speech = "speech",
        Walking = "walking",
        Wheelchair = "wheelchair",
        Dementia = "dementia",
        Learning = "learning",
        Diet = "diet",
        Company = "company",
    }
}

/// A birthday of the lunar calendar. One in a leap month is kept in the ordinary month of a year
/// without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LunarBirthday {
    /// 1 to 12
    pub month: u8,
    /// 1 to 30
    pub day: u8,
    /// In the leap month of this number.
    #[serde(default)]
    pub leap: bool,
}

impl LunarBirthday {
    pub fn check(self) -> Result<()> {
        let outside = |field: &str, max: i64| {
            let field = FieldError::new(format!("lunar_birthday.{field}"), FieldCode::OutOfRange);
            Err(Error::Invalid(vec![field.with("min", 1).with("max", max)]))
        };
        match (self.month, self.day) {
            (1..=12, 1..=30) => Ok(()),
            (1..=12, _) => outside("day", 30),
            _ => outside("month", 12),
        }
    }
}

/// Needs and a short note about them. Kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    pub words: Vec<Need>,
    #[serde(default)]
    pub note: Option<Note<200>>,
}

impl Needs {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.note.is_none()
    }

    /// Each word once, in the order of the list.
    pub(crate) fn tidy(mut self) -> Self {
        self.words.sort_unstable();
        self.words.dedup();
        self
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(|e| Error::internal(format!("needs: {e}")))
    }
}

/// What someone told of themselves beside the least; all of it is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Details {
    pub sex: Option<Sex>,
    pub lunar_birthday: Option<LunarBirthday>,
    pub needs: Option<Needs>,
}

/// A change of details: what is not given stays, `Some(None)` takes it away.
#[derive(Clone, Default, Serialize)]
pub struct DetailsChange {
    pub sex: Option<Secret<Option<Sex>>>,
    pub lunar_birthday: Option<Secret<Option<LunarBirthday>>>,
    pub needs: Option<Secret<Option<Needs>>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn needs_come_back_as_they_were_kept() {
        let words = vec![Need::Wheelchair, Need::Hearing, Need::Wheelchair];
        let needs = Needs { words, note: Some(Note::new("left ear").unwrap()) }.tidy();
        assert_eq!(needs.words, [Need::Hearing, Need::Wheelchair]);
        assert_eq!(Needs::from_bytes(&needs.to_bytes().unwrap()).unwrap(), needs);
        assert!(Needs::from_bytes(b"{").is_err());
        assert!(Needs::default().is_empty() && !needs.is_empty());
    }

    proptest! {
        #[test]
        fn a_lunar_birthday_has_12_months_of_30_days(month: u8, day: u8, leap: bool) {
            let good = (1..=12).contains(&month) && (1..=30).contains(&day);
            prop_assert_eq!(LunarBirthday { month, day, leap }.check().is_ok(), good);
        }
    }
}
