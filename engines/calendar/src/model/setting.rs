use lianxin_kernel::{Error, FieldCode, FieldError, Result};
use lianxin_places::WeekSpan;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a room is used. What it says of setup holds for what is held from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomSetting {
    /// Minutes for setting up before each use, 0 to 240.
    #[serde(default)]
    pub before_min: i64,
    /// Minutes for cleaning after each use, 0 to 240.
    #[serde(default)]
    pub after_min: i64,
    /// Whether it can be asked for at all; activities and staff use it either way.
    pub bookable: bool,
    /// When its door opens without staff, beyond the hours of the center. Not on holidays that are
    /// kept otherwise, and not on days that are an exception.
    #[serde(default)]
    pub self_service: Vec<WeekSpan>,
}

impl RoomSetting {
    /// Of a room of which nothing was said.
    pub const USUAL: Self =
        Self { before_min: 0, after_min: 0, bookable: true, self_service: vec![] };
    const MOST_MINUTES: i64 = 240;
    const MOST_SPANS: usize = 28;

    pub fn check(&self) -> Result<()> {
        let mut faults = vec![];
        for (field, minutes) in [("before_min", self.before_min), ("after_min", self.after_min)] {
            if !(0..=Self::MOST_MINUTES).contains(&minutes) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", 0).with("max", Self::MOST_MINUTES));
            }
        }
        if self.self_service.len() > Self::MOST_SPANS {
            let fault = FieldError::new("self_service", FieldCode::TooMany);
            faults.push(fault.with("max", Self::MOST_SPANS as i64));
        }
        for (n, span) in self.self_service.iter().enumerate() {
            if span.weekdays.is_empty() {
                let field = format!("self_service.{n}.weekdays");
                faults.push(FieldError::new(field, FieldCode::Required));
            }
            if span.weekdays.len() > 7 {
                let field = format!("self_service.{n}.weekdays");
                faults.push(FieldError::new(field, FieldCode::TooMany).with("max", 7));
            }
            if span.to <= span.from {
                let field = format!("self_service.{n}.to");
                faults.push(FieldError::new(field, FieldCode::BeforeStart));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}
