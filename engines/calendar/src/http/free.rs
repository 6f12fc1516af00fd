//! The search for free rooms, open to everyone.
use crate::free::{Ask, FreeList, Near};
use crate::model::ItemKind;
use crate::queries::FindRooms;
use lianxin_kernel::{Date, Error, FieldCode, Result, TimeOfDay, Weekday};
use lianxin_places::{CenterId, Point, RoomKind};
use lianxin_web::{Caller, Json, Params, Problems, Reply, Routes, routes};
use serde::Deserialize;
use utoipa::IntoParams;

/// What is looked for. Lists are written with commas between: `kinds=dance,yoga`.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RoomsWanted {
    /// How many people it has to hold.
    #[param(minimum = 1, maximum = 100_000)]
    people: Option<i64>,
    /// What it is for, one of these: `dance,yoga`.
    kinds: Option<String>,
    /// What has to be there, all of it: `projector,piano`.
    equipment: Option<String>,
    from: Date,
    /// The last day, at most 89 days after the first.
    to: Date,
    /// Days of the week, 1 is Monday: `1,3`.
    weekdays: Option<String>,
    /// Not before this time of the day.
    earliest: Option<TimeOfDay>,
    /// Over at this time of the day.
    latest: Option<TimeOfDay>,
    /// How long, in quarter hours.
    #[param(minimum = 15, maximum = 1_440)]
    minutes: i64,
    /// Only at these centers; when not given at all of the district.
    centers: Option<String>,
    /// With `lon`: around this place.
    #[param(minimum = -90, maximum = 90)]
    lat: Option<f64>,
    #[param(minimum = -180, maximum = 180)]
    lon: Option<f64>,
    /// The longest way there in minutes on foot, guessed from the straight line at an elder's pace; 15
    /// when not given.
    #[param(minimum = 1, maximum = 120)]
    walk: Option<i64>,
}

const WALK: i64 = 15;

impl RoomsWanted {
    fn ask(self) -> Result<Ask> {
        let point = Point::from_fields(self.lat, self.lon);
        let point = point.map_err(|fault| Error::Invalid(vec![fault]))?;
        let minutes = self.walk.unwrap_or(WALK);
        let weekday = |text: &str| text.parse().ok().and_then(Weekday::new);
        Ok(Ask {
            people: self.people,
            kinds: list("kinds", self.kinds, RoomKind::from_code)?,
            equipment: list("equipment", self.equipment, ItemKind::from_code)?,
            from: self.from,
            to: self.to,
            weekdays: list("weekdays", self.weekdays, weekday)?,
            earliest: self.earliest.unwrap_or(TimeOfDay::MIDNIGHT),
            latest: self.latest.unwrap_or(TimeOfDay::DAY_END),
            minutes: self.minutes,
            centers: list("centers", self.centers, |text| text.parse::<CenterId>().ok())?,
            near: point.map(|point| Near { point, minutes }),
        })
    }
}

fn list<T>(
    field: &'static str,
    text: Option<String>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>> {
    let text = text.unwrap_or_default();
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let read = |word| read(word).ok_or_else(|| Error::field(field, FieldCode::Unknown));
    words.map(read).collect()
}

/// Finds free rooms, the best first, and what comes near.
#[utoipa::path(get, path = "/rooms/free", tag = "calendar", params(RoomsWanted),
    responses((status = 200, body = FreeList), Problems))]
async fn find_rooms(
    Caller(act): Caller,
    Params(wanted): Params<RoomsWanted>,
) -> Reply<Json<FreeList>> {
    let ask = wanted.ask()?;
    Ok(Json(act.ask(FindRooms { ask }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(find_rooms))
}
