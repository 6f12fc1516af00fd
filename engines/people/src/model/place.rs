use lianxin_kernel::{Error, Kind, Result};
use lianxin_places::{CenterId, RegionId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Where a role holds: a center, or a region and all below it. In JSON the id itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceId {
    Center(CenterId),
    Region(RegionId),
}

impl PlaceId {
    pub fn kind(self) -> &'static str {
        match self {
            Self::Center(_) => "center",
            Self::Region(_) => "region",
        }
    }

    pub fn id(self) -> lianxin_kernel::AnyId {
        match self {
            Self::Center(id) => id.id(),
            Self::Region(id) => id.id(),
        }
    }

    pub(crate) fn of(kind: &str, id: lianxin_kernel::AnyId) -> Self {
        match kind {
            "center" => Self::Center(id.into()),
            _ => Self::Region(id.into()),
        }
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Center(id) => id.fmt(f),
            Self::Region(id) => id.fmt(f),
        }
    }
}

impl FromStr for PlaceId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let center = text.parse().map(Self::Center);
        center.or_else(|_| text.parse().map(Self::Region)).map_err(|_| Error::NotFound("place"))
    }
}

impl From<CenterId> for PlaceId {
    fn from(id: CenterId) -> Self {
        Self::Center(id)
    }
}

impl From<RegionId> for PlaceId {
    fn from(id: RegionId) -> Self {
        Self::Region(id)
    }
}

impl Serialize for PlaceId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PlaceId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(|_| de::Error::custom("unknown: not an id like cen_… or reg_…"))
    }
}

impl utoipa::PartialSchema for PlaceId {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^(cen|reg)_[0-9a-hjkmnp-tv-z]{26}$"))
            .into()
    }
}

impl utoipa::ToSchema for PlaceId {}
