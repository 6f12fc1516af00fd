use lianxin_places::{CenterId, RegionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// What every street shall have (五个一, row 001-22).
    pub enum FiveKind {
        /// A center of the street's level.
        Center = "center",
        Health = "health",
        Elders = "elders",
        Childcare = "childcare",
        Market = "market",
    }
}

lianxin_kernel::words! {
    /// How far one of the five is.
    pub enum FiveStatus { There = "there", Coming = "coming", Missing = "missing" }
}

/// One of the five in a street.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiveSlot {
    pub kind: FiveKind,
    /// The center that is it, or that it stands beside.
    pub center: Option<CenterId>,
    pub name: Option<String>,
    pub status: FiveStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiveStreet {
    pub region: RegionId,
    pub name: String,
    pub slots: Vec<FiveSlot>,
    /// All five are there.
    pub complete: bool,
}

/// Which streets have all five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Five {
    pub items: Vec<FiveStreet>,
    pub complete: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EstateStation {
    pub region: RegionId,
    pub name: String,
    /// The open station in it.
    pub station: Option<CenterId>,
}

/// Which housing estates have a station of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estates {
    pub estates: u64,
    pub with_station: u64,
    /// 0 to 1; `null` without estates.
    pub share: Option<f64>,
    pub items: Vec<EstateStation>,
}

impl FiveKind {
    /// Which of the five a sister facility is, by its word. One house can be two.
    pub fn of_sister(word: &str) -> &'static [Self] {
        match word {
            "community_hospital" | "health_center" | "health_station" | "clinic" => &[Self::Health],
            "elder_care_center" | "elder_care" | "day_care_center" => &[Self::Elders],
            "childcare_center" | "childcare" | "nursery" => &[Self::Childcare],
            "farmers_market" | "market" => &[Self::Market],
            _ if word.starts_with("medical_and_elder_care") => &[Self::Health, Self::Elders],
            _ => &[],
        }
    }
}
