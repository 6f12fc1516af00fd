use lianxin_kernel::Date;
use lianxin_places::{CenterId, Level, MapCollection};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Who reaches a center on foot, and who does not. Numbers of people are counted along the streets,
/// home by home, to the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    pub people: u64,
    /// Of them, 60 and older.
    pub elders: u64,
    pub left_out: LeftOut,
    /// Whose hours counted: the next such weekday. `null` when no time was asked for.
    pub on: Option<Date>,
    /// One for each number of minutes asked for, ascending.
    pub bands: Vec<CoverageBand>,
    pub groups: Vec<AgeReach>,
    /// Of the regions the population names; empty when not asked for.
    pub regions: Vec<RegionReach>,
    /// Centers and sites that count; empty when not asked for.
    pub centers: Vec<CenterReach>,
    /// The mean walk to the nearest center, of all people who have one within an hour.
    pub mean_minutes: Option<f64>,
    /// Where those live who have none within the largest number of minutes; the largest gap first.
    pub gaps: Vec<Gap>,
    /// The ground within each number of minutes; a larger one contains the smaller.
    pub areas: Option<MapCollection>,
    pub took_ms: u64,
}

/// Homes too far from any street: they are in no sum but this one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LeftOut {
    pub homes: u64,
    pub people: u64,
    /// How far the farthest is from a street; `null` when nothing is left out or no street is near.
    pub farthest_m: Option<u64>,
    /// Longitude and latitude of those with the most people, at most 1,000; empty when not asked for.
    #[schema(max_items = 1_000)]
    pub places: Vec<[f64; 2]>,
}

impl LeftOut {
    pub const MOST_PLACES: usize = 1_000;
}

/// How many have a center within some minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CoverageBand {
    pub minutes: u32,
    pub people: u64,
    pub elders: u64,
    /// 0 to 1, of all people.
    pub share: f64,
    /// 0 to 1, of all elders.
    pub elder_share: f64,
}

/// People of an age and how many of them are covered, one number for each number of minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgeReach {
    pub from: u8,
    pub to: Option<u8>,
    pub people: u64,
    pub covered: Vec<u64>,
}

/// The people of a region and how many of them are covered, one number for each number of minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegionReach {
    /// The region's id where the population names one of ours, else the word of the population.
    pub key: String,
    pub name: String,
    pub people: u64,
    pub elders: u64,
    pub covered: Vec<u64>,
    pub elders_covered: Vec<u64>,
}

lianxin_kernel::words! {
    /// Whether as many people come to a center as it is for.
    pub enum LoadFlag { Under = "under", Fits = "fits", Over = "over" }
}

/// A center or a site on trial, and who reaches it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CenterReach {
    /// The id of the center, or the key of the site.
    pub key: String,
    pub center: Option<CenterId>,
    pub name: String,
    pub level: Option<Level>,
    pub lon: f64,
    pub lat: f64,
    /// On trial: it is not there yet.
    pub site: bool,
    /// It counts: in service, open at the time asked for, offering what is asked for.
    pub open: bool,
    /// Too far from any street to be reached.
    pub off_street: bool,
    /// Within each number of minutes, whatever else is near them.
    pub people: Vec<u64>,
    pub elders: Vec<u64>,
    /// People who have no nearer one, within the largest number of minutes.
    pub load: u64,
    /// For how many it is: published, or by the norm for regional centers.
    pub load_from: Option<u64>,
    pub load_to: Option<u64>,
    pub load_flag: Option<LoadFlag>,
    /// The published radius, and the people within so long a walk.
    pub radius_m: Option<u64>,
    pub radius_people: Option<u64>,
}

/// People who live near each other and have no center near.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Gap {
    pub name: String,
    pub people: u64,
    pub elders: u64,
    /// The middle of the people.
    pub lon: f64,
    pub lat: f64,
    /// From the nearest home; `null` beyond an hour.
    pub nearest_minutes: Option<f64>,
    /// A GeoJSON polygon around the homes.
    #[schema(value_type = Option<Object>)]
    pub outline: Option<Value>,
}
