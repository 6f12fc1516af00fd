use lianxin_calendar::{SeriesRule, Span};
use lianxin_kernel::{Error, FieldCode, FieldError, Line, Result, Timestamp, Zone};
use lianxin_people::{OrganizationId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When somebody wants a room again and again, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBookingSeries {
    /// From today on at the earliest.
    pub rule: SeriesRule,
    /// How many come, 1 to 10,000.
    pub people: i64,
    /// What for: choir rehearsal. Shown to staff.
    #[serde(serialize_with = "crate::masked")]
    #[schema(value_type = String)]
    pub title: Line<60>,
    /// For an organization one acts for.
    #[serde(default)]
    pub organization: Option<OrganizationId>,
}

impl NewBookingSeries {
    /// Its dates, or everything that is wrong with it.
    pub fn dates(&self, zone: &Zone, now: Timestamp) -> Result<Vec<Span>> {
        let mut faults = vec![];
        if !(1..=10_000).contains(&self.people) {
            let fault = FieldError::new("people", FieldCode::OutOfRange);
            faults.push(fault.with("min", 1).with("max", 10_000));
        }
        if self.rule.first < zone.date(now) {
            faults.push(FieldError::new("rule.first", FieldCode::InPast));
        }
        match self.rule.dates(zone) {
            Ok(dates) if faults.is_empty() => Ok(dates),
            Ok(_) => Err(Error::Invalid(faults)),
            Err(wrong) => {
                let inside = |fault: FieldError| match fault.field.starts_with("rule.") {
                    true => fault,
                    false => FieldError { field: format!("rule.{}", fault.field), ..fault },
                };
                faults.extend(wrong.into_iter().map(inside));
                Err(Error::Invalid(faults))
            }
        }
    }
}

/// A series booked at the desk.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeskBookingSeries {
    pub person: PersonId,
    #[serde(flatten)]
    pub new: NewBookingSeries,
    /// Also when the center is not open.
    #[serde(default)]
    pub outside_hours: bool,
}
