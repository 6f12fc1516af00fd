use super::{RegionId, RoughDate};
use lianxin_kernel::{Line, Names, Note};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// At which level of the network a center is (rows 000-17, 003-01).
    pub enum Level {
        County = "county",
        Regional = "regional",
        Street = "street",
        Community = "community",
        Estate = "estate",
        /// A service post in a park, an office building or a shopping street.
        Post = "post",
    }
}

lianxin_kernel::words! {
    /// How far a center is (row 000-24).
    pub enum Status {
        Planned = "planned",
        Building = "building",
        Open = "open",
        Renovating = "renovating",
        Closed = "closed",
    }
}

/// From when on a center had a status, as well as it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct StatusSince {
    pub status: Status,
    pub since: RoughDate,
}

/// What was published about a center's size; `None` is "not published", never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Published {
    pub area_m2: Option<f64>,
    /// The area is only roughly known.
    pub area_about: bool,
    pub floors: Option<i64>,
    pub room_count: Option<i64>,
    pub service_items: Option<i64>,
    /// The number of service items is only roughly known.
    pub service_items_about: bool,
    /// Of the eight service domains (row 000-12).
    pub domains: Option<i64>,
}

/// Whom a center serves, as published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Catchment {
    pub communities: Option<i64>,
    pub people_min: Option<i64>,
    pub people_max: Option<i64>,
    pub public_units: Option<i64>,
    pub enterprises: Option<i64>,
    pub radius_m_min: Option<i64>,
    pub radius_m_max: Option<i64>,
    /// 0 to 1
    pub share_60_plus: Option<f64>,
}

/// What else is in the same house or next door (row 000-03).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SisterFacility {
    #[schema(value_type = String)]
    pub kind: Line<60>,
    #[serde(default)]
    pub name: Option<Names>,
}

/// What is known of a center.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CenterFacts {
    pub level: Level,
    pub region: RegionId,
    pub name: Names,
    pub status: Status,
    #[serde(default)]
    pub address: Option<Line<200>>,
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
    #[serde(default)]
    pub phone: Option<Line<40>>,
    #[serde(default)]
    pub brand: Option<Line<80>>,
    #[serde(default)]
    pub motto: Option<Line<200>>,
    #[serde(default)]
    pub identities: Vec<Line<80>>,
    #[serde(default)]
    pub themes: Vec<Line<80>>,
    #[serde(default)]
    pub opened_on: Option<RoughDate>,
    #[serde(default)]
    pub published: Published,
    #[serde(default)]
    pub free_of_charge: Option<bool>,
    /// Who runs it, if not the street office itself.
    #[serde(default)]
    pub operator: Option<Line<120>>,
    #[serde(default)]
    pub catchment: Option<Catchment>,
    #[serde(default)]
    pub sister_facilities: Vec<SisterFacility>,
    /// Where this is published.
    #[serde(default)]
    pub sources: Vec<Line<80>>,
    #[serde(default)]
    pub note: Option<Note<1000>>,
}

impl CenterFacts {
    pub fn new(level: Level, region: RegionId, name: Names, status: Status) -> Self {
        Self {
            level,
            region,
            name,
            status,
            address: None,
            lat: None,
            lon: None,
            phone: None,
            brand: None,
            motto: None,
            identities: vec![],
            themes: vec![],
            opened_on: None,
            published: Published::default(),
            free_of_charge: None,
            operator: None,
            catchment: None,
            sister_facilities: vec![],
            sources: vec![],
            note: None,
        }
    }
}
