//! What a form says about how old somebody is: the birth date or an age band, not both.
use super::age::{AgeBand, Born, StatedBand};
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Result};

/// What is said of somebody's age; both as they stand in a form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    pub birth_date: Option<Date>,
    pub age_band: Option<AgeBand>,
}

/// The same of a change: what is not there stays, `Some(None)` takes it away.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SaidAnew {
    pub birth_date: Option<Option<Date>>,
    pub age_band: Option<Option<AgeBand>>,
}

impl Said {
    /// What is known from then on. A birth date lies between 1900 and today.
    pub fn born(self, today: Date) -> Result<Option<Born>> {
        match (self.birth_date, self.age_band) {
            (Some(_), Some(_)) => Err(Error::field("age_band", FieldCode::OnlyOne)),
            (Some(date), None) if date.year() < 1900 || date > today => {
                let field = FieldError::new("birth_date", FieldCode::OutOfRange);
                Err(Error::Invalid(vec![field.with("min", "1900-01-01").with("max", today)]))
            }
            (Some(date), None) => Ok(Some(Born::On(date))),
            (None, Some(band)) => Ok(Some(Born::About(StatedBand { band, on: today }))),
            (None, None) => Ok(None),
        }
    }
}

impl SaidAnew {
    /// What is known after the change: what is said now takes the place of what was known. Taking a
    /// birth date away leaves a band as it is, and the other way around.
    pub fn born(self, before: Option<Born>, today: Date) -> Result<Option<Born>> {
        let (birth_date, age_band) = (self.birth_date.flatten(), self.age_band.flatten());
        let said = Said { birth_date, age_band }.born(today)?;
        let stays = |born: &Born| match born {
            Born::On(_) => self.birth_date.is_none(),
            Born::About(_) => self.age_band.is_none(),
        };
        Ok(said.or(before.filter(stays)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-22";

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn about(band: AgeBand, on: &str) -> Born {
        Born::About(StatedBand { band, on: day(on) })
    }

    #[test]
    fn one_of_the_two_is_said_or_none() {
        let today = day(TODAY);
        let said = |birth_date: Option<&str>, age_band| {
            Said { birth_date: birth_date.map(day), age_band }.born(today)
        };
        assert_eq!(said(None, None).unwrap(), None);
        assert_eq!(said(Some(TODAY), None).unwrap(), Some(Born::On(today)));
        let band = AgeBand::From70;
        assert_eq!(said(None, Some(band)).unwrap(), Some(about(band, TODAY)));
        for (date, band, field, code) in [
            (Some("1950-01-01"), Some(band), "age_band", FieldCode::OnlyOne),
            (Some("1899-12-31"), None, "birth_date", FieldCode::OutOfRange),
            (Some("2026-11-23"), None, "birth_date", FieldCode::OutOfRange),
        ] {
            let Err(Error::Invalid(why)) = said(date, band) else {
                panic!("{date:?} {band:?} is taken");
            };
            assert_eq!((why[0].field.as_str(), why[0].code), (field, code));
        }
    }

    #[test]
    fn what_is_said_anew_takes_the_place_of_what_was() {
        let today = day(TODAY);
        let (date, band) = (Born::On(day("1950-01-01")), about(AgeBand::From60, "2020-01-01"));
        let said = |birth_date, age_band, before| {
            SaidAnew { birth_date, age_band }.born(before, today).unwrap()
        };
        let born = Some(Some(day("1950-01-01")));
        assert_eq!(said(born, None, Some(band)), Some(date));
        assert_eq!(said(born, Some(None), Some(band)), Some(date));
        let again = Some(Some(AgeBand::From60));
        assert_eq!(said(None, again, Some(date)), Some(about(AgeBand::From60, TODAY)));
        assert_eq!(said(None, again, Some(band)), Some(about(AgeBand::From60, TODAY)));
        for known in [date, band] {
            assert_eq!(said(None, None, Some(known)), Some(known));
            assert_eq!(said(Some(None), Some(None), Some(known)), None);
        }
        assert_eq!(said(Some(None), None, Some(band)), Some(band));
        assert_eq!(said(None, Some(None), Some(date)), Some(date));
        assert_eq!(said(Some(None), None, Some(date)), None);
    }
}
