use crate::model::*;
use crate::store::CenterSketch;
use lianxin_kernel::{Cursor, Error, FieldCode, FieldError, Result};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use utoipa::IntoParams;

/// Which centers, and in which order.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CenterFilter {
    /// Words of the name, address or brand, in simplified or traditional characters or English.
    #[param(max_length = 80)]
    pub q: Option<String>,
    /// In this region or below it.
    #[param(value_type = Option<String>)]
    pub region: Option<RegionId>,
    #[param(inline)]
    pub level: Option<Level>,
    #[param(inline)]
    pub status: Option<Status>,
    /// Only those that are open at this moment.
    pub open_now: Option<bool>,
    /// With `lon`: the nearest first.
    #[param(minimum = -90, maximum = 90)]
    pub lat: Option<f64>,
    #[param(minimum = -180, maximum = 180)]
    pub lon: Option<f64>,
    pub after: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<i64>,
}

/// Where a center stands in the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rank {
    pub id: CenterId,
    pub meters: Option<i64>,
    /// Meters; without a position the level, the upper ones first.
    number: i64,
    text: String,
}

impl CenterFilter {
    pub(super) fn check(&self) -> Result<Option<Point>> {
        if self.q.as_ref().is_some_and(|q| q.chars().count() > 80) {
            let error = FieldError::new("q", FieldCode::TooLong).with("max", 80);
            return Err(Error::Invalid(vec![error]));
        }
        Point::from_fields(self.lat, self.lon).map_err(|e| Error::Invalid(vec![e]))
    }

    pub(super) fn takes(&self, center: &CenterSketch) -> bool {
        self.q.as_ref().is_none_or(|q| matches(&center.folded, q))
    }
}

impl Rank {
    /// The place of a center in the list: by distance when a position is given (those without one
    /// come last), else by level and name.
    pub fn of(center: &CenterSketch, from: Option<Point>) -> Self {
        let (id, point) = (center.id, center.point);
        let Some(from) = from else {
            let level = Level::ALL.iter().position(|l| *l == center.level);
            let number = level.and_then(|n| i64::try_from(n).ok()).unwrap_or(i64::MAX);
            let text = center.folded.lines().next().unwrap_or_default().to_owned();
            return Self { id, meters: None, number, text };
        };
        let meters = point.map(|point| meters(from, point).round() as i64);
        Self { id, meters, number: meters.unwrap_or(i64::MAX), text: String::new() }
    }

    pub fn cursor(&self) -> Vec<String> {
        vec![self.number.to_string(), self.text.clone(), self.id.to_string()]
    }

    pub fn parse(cursor: &Cursor) -> Result<Self> {
        let (number, text, id) = (cursor.part(0)?, cursor.part(1)?, cursor.part(2)?);
        Ok(Self { id, meters: None, number, text })
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.number, r.id);
        self.number
            .cmp(&other.number)
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| key(self).cmp(&key(other)))
    }
}
