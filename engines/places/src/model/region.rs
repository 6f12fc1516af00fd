use super::{Key, RegionId};
use lianxin_kernel::{Line, Names};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// How large a region is. A region lies in a larger one.
    pub enum RegionKind {
        City = "city",
        /// A county, or a city of a county's rank.
        County = "county",
        District = "district",
        /// A street office or township (乡镇街道).
        Street = "street",
        Community = "community",
        /// A housing estate (小区).
        Estate = "estate",
    }
}

lianxin_kernel::words! {
    /// What lies on the own map.
    pub enum FeatureKind { Road = "road", Water = "water", Green = "green" }
}

lianxin_kernel::words! {
    /// What a grant or a figure can be at.
    pub enum PlaceKind { Region = "region", Center = "center" }
}

lianxin_kernel::words! {
    /// What a command that says how a thing shall be has done.
    pub enum Changed { Created = "created", Updated = "updated", Same = "same" }
}

/// The answer of such a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Put<I> {
    pub id: I,
    pub changed: Changed,
}

/// What is known of a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegionFacts {
    pub kind: RegionKind,
    /// The region it lies in; `None` at the top, which streets and smaller cannot be.
    pub parent: Option<RegionId>,
    pub name: Names,
    /// Where its name stands on the map.
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
    /// A GeoJSON polygon.
    #[serde(default)]
    pub outline: Option<Value>,
    /// Where this is published.
    #[serde(default)]
    pub sources: Vec<Line<80>>,
}

/// One thing on the own map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapFeature {
    /// Unique in its region.
    pub key: Key,
    pub kind: FeatureKind,
    /// A GeoJSON line or polygon.
    pub geometry: Value,
}

impl RegionKind {
    /// From large to small; a region lies in one of a smaller number.
    pub fn rank(self) -> u8 {
        match self {
            Self::City => 0,
            Self::County | Self::District => 1,
            Self::Street => 2,
            Self::Community => 3,
            Self::Estate => 4,
        }
    }

    /// Cities, counties and districts have a number of their own, which every id below carries.
    pub fn is_numbered(self) -> bool {
        self.rank() < 2
    }
}

impl RegionFacts {
    pub fn new(kind: RegionKind, parent: Option<RegionId>, name: Names) -> Self {
        Self { kind, parent, name, lat: None, lon: None, outline: None, sources: vec![] }
    }
}
