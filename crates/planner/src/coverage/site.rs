use crate::LonLat;
use serde::{Deserialize, Serialize};

/// A center, or a candidate for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    pub key: String,
    pub name: String,
    pub at: LonLat,
    /// Whether it counts: open at the hour asked for, gives the service asked for, stands in the plan.
    pub open: bool,
    /// A reach of its own (rows 000-55, 002-03), walked along the streets.
    pub radius_m: Option<u32>,
    /// How many people its catchment should have.
    pub load: Option<LoadLimits>,
}

impl Site {
    /// Open, without a reach or a load of its own.
    pub fn open(key: impl Into<String>, name: impl Into<String>, at: LonLat) -> Self {
        let (key, name) = (key.into(), name.into());
        Self { key, name, at, open: true, radius_m: None, load: None }
    }
}

/// Both ends fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadLimits {
    pub from: u64,
    pub to: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadFlag {
    Under,
    Fits,
    Over,
}

impl LoadLimits {
    pub fn flag(&self, load: u64) -> LoadFlag {
        match load {
            load if load < self.from => LoadFlag::Under,
            load if load > self.to => LoadFlag::Over,
            _ => LoadFlag::Fits,
        }
    }
}
