//! What the pages show of the answers of the API.
use lianxin_kernel::{Date, Names, Reason, Timestamp};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct List<T> {
    pub items: Vec<T>,
}

#[derive(Deserialize)]
pub struct About {
    pub name: Names,
    pub phone: Option<String>,
}

#[derive(Deserialize)]
pub struct OpenState {
    pub state: String,
    pub until: Option<Timestamp>,
    pub opens_at: Option<Timestamp>,
    pub reason: Option<Reason>,
}

#[derive(Deserialize)]
pub struct CenterCard {
    pub id: String,
    pub name: Names,
    pub level: String,
    pub status: String,
    pub address: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub phone: Option<String>,
    pub now: OpenState,
}

#[derive(Deserialize)]
pub struct Center {
    #[serde(flatten)]
    pub card: CenterCard,
    pub region_path: Vec<RegionName>,
    pub motto: Option<String>,
    pub free_of_charge: Option<bool>,
    pub week: Vec<DayHours>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
pub struct RegionName {
    pub name: Names,
}

#[derive(Deserialize)]
pub struct Region {
    pub name: Names,
    pub children: Vec<RegionLink>,
}

#[derive(Deserialize)]
pub struct RegionLink {
    pub id: String,
    pub name: Names,
}

#[derive(Deserialize)]
pub struct DayHours {
    pub date: Date,
    pub spans: Vec<Hours>,
    pub reason: Option<Reason>,
}

#[derive(Deserialize)]
pub struct Hours {
    pub from: String,
    pub to: String,
}

#[derive(Deserialize)]
pub struct Room {
    pub name: Names,
    pub floor: Option<String>,
    pub capacity: Option<i64>,
}

#[derive(Deserialize)]
pub struct SessionCard {
    pub id: String,
    pub title: Names,
    pub kind: String,
    pub mode: String,
    pub center: CenterName,
    pub place: Place,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub status: String,
    pub age_min: Option<i64>,
    pub age_max: Option<i64>,
    pub fee: Fee,
    pub seats: Vec<SeatView>,
    pub sign_up: SignUp,
}

#[derive(Deserialize)]
pub struct CenterName {
    pub id: String,
    pub name: Names,
}

#[derive(Deserialize)]
pub struct Place {
    pub room: Option<Names>,
    pub floor: Option<String>,
    pub outdoor: Option<String>,
    pub online: bool,
}

#[derive(Deserialize)]
pub struct Fee {
    /// In fen.
    pub amount: i64,
    pub currency: String,
}

#[derive(Deserialize)]
pub struct SeatView {
    pub mode: String,
    pub capacity: Option<i64>,
    pub free: Option<i64>,
    pub waiting: i64,
}

#[derive(Deserialize)]
pub struct SignUp {
    pub needed: bool,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub state: String,
}

#[derive(Deserialize)]
pub struct Session {
    #[serde(flatten)]
    pub card: SessionCard,
    pub description: Option<Names>,
    pub contact: Option<String>,
    pub cancel_reason: Option<String>,
}
