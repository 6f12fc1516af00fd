use crate::config::Installation;
use lianxin_kernel::{Act, App, Language, Names, Result, Timestamp};
use lianxin_places::queries::ListRegions;
use lianxin_places::{RegionId, RegionKind, RegionSummary};
use lianxin_web::{Caller, Json, Problems, Reply};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use utoipa::ToSchema;

/// What the installation says of itself.
#[derive(Serialize, ToSchema)]
pub struct About {
    pub name: Names,
    /// IANA name of the time zone of all centers.
    pub zone: String,
    pub now: Timestamp,
    /// The region of the main district.
    pub district: Option<RegionId>,
    pub languages: Vec<Language>,
    /// Sign-in codes are shown instead of sent.
    pub development: bool,
    /// The staffed line.
    pub phone: Option<String>,
    /// Below this age a guardian says what is done with a child's data.
    pub guardian_until_age: u16,
    pub version: String,
}

/// Says what this installation is.
#[utoipa::path(get, path = "/about", tag = "about", responses((status = 200, body = About), Problems))]
pub async fn show_about(Caller(act): Caller) -> Reply<Json<About>> {
    Ok(Json(about(&act).await?))
}

pub async fn about(act: &Act) -> Result<About> {
    let app = act.app();
    let installation = app.settings().get::<Installation>();
    Ok(About {
        name: installation.name.clone(),
        zone: app.zone().name().to_owned(),
        now: app.now(),
        district: main_region(act, &installation).await?,
        languages: Language::ALL.to_vec(),
        development: installation.development,
        phone: installation.phone(),
        guardian_until_age: app.settings().get::<lianxin_privacy::Config>().guardian_until_age,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// The region of the main district, once it was found: regions keep their ids.
#[derive(Default)]
pub struct MainRegion(Mutex<Option<RegionId>>);

impl MainRegion {
    fn known(app: &App) -> Option<RegionId> {
        let kept = app.settings().find::<Self>()?;
        *kept.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(app: &App, region: RegionId) {
        if let Some(kept) = app.settings().find::<Self>() {
            *kept.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(region);
        }
    }
}

/// The one of the settings, else the first district or county, else the topmost region.
async fn main_region(act: &Act, installation: &Installation) -> Result<Option<RegionId>> {
    if let Ok(region) = installation.region.parse() {
        return Ok(Some(region));
    }
    if let Some(region) = MainRegion::known(act.app()) {
        return Ok(Some(region));
    }
    let regions = act.ask(ListRegions).await?.items;
    let is_district =
        |r: &&RegionSummary| matches!(r.kind, RegionKind::District | RegionKind::County);
    let found = regions.iter().find(is_district).or(regions.first());
    if let Some(region) = found {
        MainRegion::keep(act.app(), region.id);
    }
    Ok(found.map(|r| r.id))
}
