//! What is answered, in the shapes of the API.
use super::*;
use lianxin_kernel::{AnyId, Kind, Names, Scope, Scoped};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A region among others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RegionSummary {
    pub id: RegionId,
    pub kind: RegionKind,
    pub name: Names,
    pub parent: Option<RegionId>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

/// A published number and how it was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublishedFigure {
    pub key: String,
    pub value: f64,
    pub unit: Option<String>,
    pub as_of: Option<RoughDate>,
    /// Every dated value, the oldest first.
    pub history: Vec<FigureAt>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FigureAt {
    pub as_of: RoughDate,
    pub value: f64,
}

/// How many centers of a level are how far, counted in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BuildOut {
    pub level: Level,
    pub open: i64,
    pub building: i64,
    pub renovating: i64,
    pub planned: i64,
    pub closed: i64,
}

/// A region with what is published and counted of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Region {
    #[serde(flatten)]
    pub summary: RegionSummary,
    /// The regions it lies in, the largest first, and itself.
    pub path: Vec<RegionSummary>,
    pub children: Vec<RegionSummary>,
    pub published: Vec<PublishedFigure>,
    pub build_out: Vec<BuildOut>,
    /// Where the numbers of `build_out` come from: always `register`.
    pub build_out_source: String,
}

/// A center in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CenterCard {
    pub id: CenterId,
    pub key: Key,
    pub name: Names,
    pub level: Level,
    pub status: Status,
    pub region: RegionId,
    pub address: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// In a straight line from the position asked for.
    pub meters: Option<i64>,
    pub phone: Option<String>,
    pub now: OpenState,
    /// The published number, else how many are registered, if any.
    pub rooms: Option<i64>,
}

/// A center with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Center {
    #[serde(flatten)]
    pub card: CenterCard,
    pub region_path: Vec<RegionSummary>,
    pub brand: Option<String>,
    pub motto: Option<String>,
    pub identities: Vec<String>,
    pub themes: Vec<String>,
    pub opened_on: Option<RoughDate>,
    pub published: Published,
    pub registered_rooms: i64,
    pub free_of_charge: Option<bool>,
    pub operator: Option<String>,
    pub catchment: Option<Catchment>,
    pub sister_facilities: Vec<SisterFacility>,
    pub figures: Vec<CenterFigure>,
    pub history: Vec<StatusSince>,
    /// Seven days from today on.
    pub week: Vec<DayHours>,
    pub sources: Vec<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Room {
    pub id: RoomId,
    /// The room that it is a part of: the hall of which it is a half.
    pub part_of: Option<RoomId>,
    #[serde(flatten)]
    pub facts: RoomFacts,
}

/// The own map as GeoJSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapCollection {
    /// `FeatureCollection`
    pub r#type: String,
    pub features: Vec<MapPiece>,
}

/// A GeoJSON feature. Its properties have `kind`: `region` (with `id`, `region_kind`, `name`),
/// `road`, `water` or `green`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapPiece {
    /// `Feature`
    pub r#type: String,
    pub properties: Value,
    pub geometry: Value,
}

/// A center as the other parts of the program need it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CenterRef {
    pub id: CenterId,
    pub key: Key,
    pub district: u16,
    pub name: Names,
    pub level: Level,
    pub status: Status,
    pub region: RegionId,
    /// The center itself and the regions above it, from near to far.
    #[serde(skip)]
    pub path: Vec<AnyId>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

/// Where a center is, and how far it is built.
#[derive(Clone, Debug, PartialEq)]
pub struct CenterSpot {
    pub id: CenterId,
    pub name: Names,
    pub status: Status,
    pub point: Option<Point>,
}

/// A room as the other parts of the program need it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomRef {
    pub id: RoomId,
    pub center: CenterId,
    pub name: Names,
    pub floor: Option<String>,
    pub capacity: Option<i64>,
    pub part_of: Option<RoomId>,
}

/// A region or a center: what a grant or a figure can be at.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRef {
    pub id: AnyId,
    pub kind: PlaceKind,
    pub name: Names,
    pub district: u16,
    /// The place itself and the regions above it, from near to far.
    pub path: Vec<AnyId>,
}

impl Scoped for CenterRef {
    fn scope(&self) -> Scope {
        Scope::district(self.district).at(self.path.clone()).on(self.id.id())
    }
}

impl Scoped for PlaceRef {
    fn scope(&self) -> Scope {
        Scope::district(self.district).at(self.path.clone()).on(self.id)
    }
}

impl CenterRef {
    /// Who may do what to things of this center.
    pub fn scope(&self) -> Scope {
        Scoped::scope(self)
    }
}

impl PlaceRef {
    /// Who may do what to things of this place.
    pub fn scope(&self) -> Scope {
        Scoped::scope(self)
    }
}
