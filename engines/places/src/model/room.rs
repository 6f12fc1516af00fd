use lianxin_kernel::{Line, Names};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// Whether a room belongs to what every center has, or to what some add (row 003-08).
    pub enum ZoneClass { Basic = "basic", Extended = "extended" }
}

lianxin_kernel::words! {
    /// What a room is for.
    pub enum RoomKind {
        ServiceHall = "service_hall",
        GovHall = "gov_hall",
        MultiHall = "multi_hall",
        ActivityRoom = "activity_room",
        Dance = "dance",
        Music = "music",
        Choir = "choir",
        Opera = "opera",
        Chess = "chess",
        Calligraphy = "calligraphy",
        Painting = "painting",
        Reading = "reading",
        ChildReading = "child_reading",
        Baking = "baking",
        Cinema = "cinema",
        Fitness = "fitness",
        TableTennis = "table_tennis",
        Yoga = "yoga",
        HealthRoom = "health_room",
        Counseling = "counseling",
        Legal = "legal",
        Mediation = "mediation",
        Maker = "maker",
        Volunteer = "volunteer",
        LovePost = "love_post",
        CharityShop = "charity_shop",
        PointsShop = "points_shop",
        Canteen = "canteen",
        Kitchen = "kitchen",
        College = "college",
        SunClass = "sun_class",
        ChildrenHome = "children_home",
        Nursery = "nursery",
        NursingRoom = "nursing_room",
        ElderHome = "elder_home",
        DayCare = "day_care",
        ElderRest = "elder_rest",
        Bath = "bath",
        Rehab = "rehab",
        Clinic = "clinic",
        Medcare = "medcare",
        PartyCenter = "party_center",
        PartyHall = "party_hall",
        Lounge = "lounge",
        NpeRoom = "npe_room",
        Council = "council",
        Veterans = "veterans",
        Incubator = "incubator",
        Exhibition = "exhibition",
        Bookroom = "bookroom",
        Sentiment = "sentiment",
        Studio = "studio",
        StudyClub = "study_club",
        Market = "market",
        Office = "office",
    }
}

/// What is known of a room. Unknown stays `None`: nothing is guessed from the name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RoomFacts {
    pub name: Names,
    #[serde(default)]
    pub kind: Option<RoomKind>,
    /// As it is called in the house: `3`, `B1`.
    #[serde(default)]
    pub floor: Option<Line<20>>,
    #[serde(default)]
    pub area_m2: Option<f64>,
    /// People.
    #[serde(default)]
    pub capacity: Option<i64>,
    #[serde(default)]
    pub zone_class: Option<ZoneClass>,
    /// Used by residents, not by staff only; counts for the 95 % of row 003-22.
    #[serde(default)]
    pub resident_facing: Option<bool>,
    #[serde(default)]
    pub equipment: Vec<Line<80>>,
}

impl RoomFacts {
    pub fn named(name: Names) -> Self {
        Self {
            name,
            kind: None,
            floor: None,
            area_m2: None,
            capacity: None,
            zone_class: None,
            resident_facing: None,
            equipment: vec![],
        }
    }
}
