use super::Point;
use lianxin_kernel::{Error, FieldCode, FieldError, Names, Result};

/// Gathers what is wrong with an input, so that all of it is told at once.
#[derive(Default)]
pub(crate) struct Checks(Vec<FieldError>);

impl Checks {
    pub fn refuse(&mut self, field: impl Into<String>, code: FieldCode) {
        self.0.push(FieldError::new(field, code));
    }

    pub fn refuse_if(&mut self, wrong: bool, field: impl Into<String>, code: FieldCode) {
        if wrong {
            self.refuse(field, code);
        }
    }

    pub fn name(&mut self, field: &str, name: &Names, max: usize) {
        if name.is_empty() {
            self.refuse(field, FieldCode::Required);
        }
        if name.longest() > max {
            let error = FieldError::new(field, FieldCode::TooLong);
            self.0.push(error.with("max", limit(max)));
        }
        if name.all().any(|text| text.contains('\n')) {
            self.refuse(field, FieldCode::ControlCharacters);
        }
    }

    pub fn point(&mut self, lat: Option<f64>, lon: Option<f64>) {
        self.0.extend(Point::from_fields(lat, lon).err());
    }

    pub fn at_most(&mut self, field: &str, count: usize, max: usize) {
        if count > max {
            let error = FieldError::new(field, FieldCode::TooMany);
            self.0.push(error.with("max", limit(max)));
        }
    }

    pub fn whole(&mut self, field: &str, value: Option<i64>, max: i64) {
        self.real(field, value.map(|n| n as f64), max);
    }

    /// A number from 0 to `max`; what is no number is out of every range.
    pub fn real(&mut self, field: &str, value: Option<f64>, max: i64) {
        if value.is_some_and(|n| !(0.0..=max as f64).contains(&n)) {
            let error = FieldError::new(field, FieldCode::OutOfRange);
            self.0.push(error.with("min", 0).with("max", max));
        }
    }

    pub fn done(self) -> Result<()> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Error::Invalid(self.0)),
        }
    }
}

fn limit(max: usize) -> i64 {
    i64::try_from(max).unwrap_or(i64::MAX)
}
