//! What was found, for people and for other programs: a page that needs nothing but itself, GeoJSON
//! and tables.
mod escape;
mod features;
mod number;
mod page;
mod tables;
#[cfg(test)]
mod tests;
mod words;

pub use features::{area_features, catchment_features, gap_features, site_features};
pub use page::html;
pub use tables::{assigned, bands, centers, gaps as gap_table, groups, plans, regions, sites};

use crate::Profile;
use crate::coverage::{AreaBand, Comparison, Coverage, Gaps, LoadLimits, Site};
use crate::people::People;
use crate::siting::Answer;
use crate::streets::Streets;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "zh-TW")]
    ZhTw,
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// By its tag: zh-CN, zh-TW or en.
    pub fn tagged(tag: &str) -> Option<Self> {
        [Self::ZhCn, Self::ZhTw, Self::En].into_iter().find(|l| l.tag().eq_ignore_ascii_case(tag))
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::En => "en",
        }
    }
}

/// Everything a report may show. What is not there is left out of it.
pub struct Report<'a> {
    pub language: Language,
    pub title: &'a str,
    pub profile: &'a Profile,
    /// Weekday (1 Monday … 7 Sunday) and minute of the day of the question.
    pub at: Option<(u8, u16)>,
    pub service: Option<&'a str>,
    pub streets: &'a Streets,
    pub people: &'a People,
    /// Those the coverage is about, and what each is.
    pub sites: &'a [Site],
    pub roles: &'a [Role],
    /// Places that could have been chosen.
    pub candidates: &'a [Site],
    pub coverage: &'a Coverage,
    pub areas: &'a [AreaBand],
    /// The gaps, and beyond how many minutes they are.
    pub gaps: Option<(&'a Gaps, u32)>,
    pub chosen: Option<Chosen<'a>>,
    pub catchments: Option<Catchments<'a>>,
    pub comparison: Option<&'a Comparison>,
    /// Names of the files, as their reader knows them.
    pub sources: &'a [String],
    /// Who must be named where the map is shown.
    pub attribution: &'a [String],
    pub origin: Origin,
}

impl Report<'_> {
    /// Whether ages are known, so that elders can be told from others.
    fn ages(&self) -> bool {
        self.coverage.elders > 0 || self.coverage.groups.len() > 1
    }
}

/// Where the people come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    #[default]
    Counted,
    /// A total spread evenly along residential streets.
    Uniform,
    MadeUp,
}

/// What a site is in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// There today, and counted.
    Open,
    /// There today, and not counted: closed at the hour, without the service, given up.
    Closed,
    New,
}

/// What a choice of sites was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    CoverMost,
    CoverAll,
    LeastWalk,
    LeastFarthest,
    Balanced,
}

/// An answer, and what it was chosen from.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    pub aim: Aim,
    /// What counts as covered.
    pub minutes: u32,
    pub answer: &'a Answer,
    pub candidates: usize,
    pub new: usize,
    pub kept: usize,
    /// How often an elder counts.
    pub elder_weight: u64,
    /// By how much a value of the answer is divided to be read: people times millimeters by people
    /// and speed; 1 for people and sites.
    pub unit: f64,
    /// In fen.
    pub cost: Option<u64>,
    pub curve: &'a [Marginal],
}

/// The best with so many new sites.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Marginal {
    pub sites: u32,
    pub value: f64,
    pub bound: f64,
    pub proved: bool,
}

/// Which site each home is given to.
#[derive(Clone, Copy)]
pub struct Catchments<'a> {
    /// Beside the homes of the people, an index into the sites.
    pub of: &'a [Option<u32>],
    /// Beside the sites.
    pub loads: &'a [u64],
    pub limits: Option<LoadLimits>,
}
