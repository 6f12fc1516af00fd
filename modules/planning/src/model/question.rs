use super::{NetworkId, PopulationId, ScenarioId};
use lianxin_kernel::{Error, FieldCode, FieldError, Line, Result, TimeOfDay, Weekday};
use lianxin_places::CenterId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// Who walks: speed and steps differ.
    pub enum Walker {
        Adult = "adult",
        Elder = "elder",
        /// A wheelchair or a pram: no steps.
        Wheels = "wheels",
    }
}

lianxin_kernel::words! {
    /// What of a coverage is wanted besides its sums; each costs time.
    pub enum CoveragePart {
        Areas = "areas",
        Gaps = "gaps",
        Regions = "regions",
        Centers = "centers",
        /// Where homes lie that are too far from any street.
        LeftOut = "left_out",
    }
}

/// A weekday and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    pub weekday: Weekday,
    pub time: TimeOfDay,
}

/// A place where a center could be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Unique among the sites of a scenario.
    pub key: Line<40>,
    pub name: Line<80>,
    #[schema(minimum = -180, maximum = 180)]
    pub lon: f64,
    #[schema(minimum = -90, maximum = 90)]
    pub lat: f64,
    /// What building it costs, in fen.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub cost: Option<i64>,
    /// It is part of every plan.
    #[serde(default)]
    pub kept: bool,
}

/// Who reaches a center within how many minutes?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub network: NetworkId,
    pub population: PopulationId,
    pub profile: Walker,
    /// At most six, each 1 to 60.
    #[schema(min_items = 1, max_items = 6)]
    pub minutes: Vec<u32>,
    /// Only centers that are open then, on the next such day: exceptions and holidays count. Without
    /// it, all that are in service.
    #[serde(default)]
    pub at: Option<Moment>,
    /// Only centers that offer this: an identity, a theme, a kind of sister facility or of room. Sites
    /// on trial offer everything.
    #[serde(default)]
    pub service: Option<Line<60>>,
    /// The sites and closings of this scenario's plan; without a plan, of the scenario as it stands.
    #[serde(default)]
    pub scenario: Option<ScenarioId>,
    /// Sites on trial, besides those of the scenario; one with the same key takes its place.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub sites: Vec<Site>,
    /// Centers counted as closed.
    #[serde(default)]
    pub close: Vec<CenterId>,
    #[serde(default)]
    pub parts: Vec<CoveragePart>,
}

impl Walker {
    pub fn profile(self) -> lianxin_planner::Profile {
        match self {
            Self::Adult => lianxin_planner::Profile::adult(),
            Self::Elder => lianxin_planner::Profile::elder(),
            Self::Wheels => lianxin_planner::Profile::wheels(),
        }
    }
}

impl Site {
    pub const MOST: usize = 200;

    /// Where it is to a centimeter: what is kept is then read back to the bit.
    pub fn rounded(mut self) -> Self {
        self.lon = (self.lon * 1e7).round() / 1e7;
        self.lat = (self.lat * 1e7).round() / 1e7;
        self
    }

    /// What is wrong with these sites.
    pub fn check_all(sites: &[Self]) -> Vec<FieldError> {
        let mut wrong = vec![];
        if sites.len() > Self::MOST {
            wrong.push(FieldError::new("sites", FieldCode::TooMany).with("max", 200));
        }
        let mut keys = BTreeSet::new();
        for (n, site) in sites.iter().enumerate() {
            let mut refuse = |field: &str, code, max: i64| {
                let error = FieldError::new(format!("sites.{n}.{field}"), code);
                wrong.push(match max {
                    0 => error,
                    max => error.with("min", -max).with("max", max),
                });
            };
            if !site.lon.is_finite() || site.lon.abs() > 180.0 {
                refuse("lon", FieldCode::OutOfRange, 180);
            }
            if !site.lat.is_finite() || site.lat.abs() > 90.0 {
                refuse("lat", FieldCode::OutOfRange, 90);
            }
            if site.cost.is_some_and(|cost| !(0..=1_000_000_000_000_000).contains(&cost)) {
                refuse("cost", FieldCode::OutOfRange, 0);
            }
            if !keys.insert(site.key.as_str()) {
                refuse("key", FieldCode::Taken, 0);
            }
        }
        wrong
    }
}

/// What is wrong with a list of minutes.
pub fn check_minutes(minutes: &[u32]) -> Vec<FieldError> {
    let out = |field: String| {
        FieldError::new(field, FieldCode::OutOfRange).with("min", 1).with("max", 60)
    };
    let mut wrong: Vec<FieldError> = minutes
        .iter()
        .enumerate()
        .filter(|(_, m)| !(1..=60).contains(*m))
        .map(|(n, _)| out(format!("minutes.{n}")))
        .collect();
    match minutes.len() {
        0 => wrong.push(FieldError::new("minutes", FieldCode::Required)),
        1..=6 => {}
        _ => wrong.push(FieldError::new("minutes", FieldCode::TooMany).with("max", 6)),
    }
    wrong
}

/// Ascending, each once.
pub fn sorted(minutes: &[u32]) -> Vec<u32> {
    let set: BTreeSet<u32> = minutes.iter().copied().collect();
    set.into_iter().collect()
}

pub fn refuse(wrong: Vec<FieldError>) -> Result<()> {
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(wrong)),
    }
}

impl Question {
    pub const MOST_CLOSED: usize = 1_000;

    pub fn check(&self) -> Result<()> {
        let mut wrong = check_minutes(&self.minutes);
        wrong.extend(Site::check_all(&self.sites));
        if self.close.len() > Self::MOST_CLOSED {
            wrong.push(FieldError::new("close", FieldCode::TooMany).with("max", 1_000));
        }
        refuse(wrong)
    }

    pub fn wants(&self, part: CoveragePart) -> bool {
        self.parts.contains(&part)
    }
}
