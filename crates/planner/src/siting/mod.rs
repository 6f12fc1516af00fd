//! Where centers belong: each answer carries a bound and says what it proves.
pub mod cover;
mod given;
pub mod load;
pub mod median;
pub mod program;

pub use given::{Choice, Costs, Cover, Limit};

use serde::{Deserialize, Serialize};

/// What a search for sites found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Candidates to open, by index, ascending; kept ones are among them.
    pub open: Vec<u32>,
    /// What the chosen sites reach, in the unit of the question (people covered, people times
    /// millimeters, sites, millimeters).
    pub value: f64,
    /// No answer can be better than this.
    pub bound: f64,
    /// Where the bound comes from.
    pub bound_by: BoundBy,
    pub status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The bound meets the value: nothing better exists.
    Proved,
    /// The search ended by itself and the bound leaves a gap.
    Bounded,
    /// The time was up; better may exist within the gap.
    TimeUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundBy {
    /// Every possibility was looked at, or ruled out.
    Enumeration,
    Lagrangian,
    /// A linear or integer program.
    Program,
    /// What the question itself limits: everyone, the smallest cost.
    Trivial,
}

impl Answer {
    /// The distance of value and bound as a share of the value; 0 is proved.
    pub fn gap(&self) -> f64 {
        match self.value == self.bound {
            true => 0.0,
            false => (self.bound - self.value).abs() / self.value.abs().max(f64::MIN_POSITIVE),
        }
    }
}
