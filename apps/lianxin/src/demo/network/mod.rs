//! The district: its regions, centers, rooms and hours.
mod centers;
mod hours;
mod many;
mod regions;
mod rooms;

use super::ground::{self, Spot};
use super::stage::{Stage, all};
use super::table;
use lianxin_kernel::{Names, Result};
use lianxin_places::commands::{PutFeatures, PutHolidays};
use lianxin_places::{CenterId, HolidayDay, Level, RegionId, RoomId, RoomKind};
use regions::Place;

pub use many::build as many;

/// The key of the street center everything is shown at.
const MAIN: &str = "qinghelu";

pub struct Network {
    /// The topmost region.
    pub city: RegionId,
    pub district: RegionId,
    /// In the order of the tiles of the ground.
    pub streets: Vec<RegionId>,
    pub centers: Vec<Center>,
    /// Of the centers, the one everything is shown at.
    pub main: usize,
}

pub struct Center {
    pub id: CenterId,
    pub key: String,
    pub level: Level,
    pub open: bool,
    pub name: Names,
    /// Which street it lies in.
    pub street: usize,
    pub rooms: Vec<Room>,
}

#[derive(Clone)]
pub struct Room {
    pub id: RoomId,
    pub kind: RoomKind,
    pub capacity: i64,
}

impl Network {
    pub fn main(&self) -> Option<&Center> {
        self.centers.get(self.main)
    }

    pub fn count(&self, level: Level, open: bool) -> usize {
        self.centers.iter().filter(|c| c.level == level && c.open == open).count()
    }
}

/// A region or center to be, with where it lies.
pub struct Site {
    pub key: String,
    pub name: [String; 3],
    pub street: usize,
    pub spot: Spot,
}

pub async fn build(stage: &Stage) -> Result<Network> {
    holidays(stage).await?;
    let tiles = ground::tiles(stage.plan.seed);
    let Place { city, district, streets, communities, estates } =
        regions::put(stage, &tiles).await?;
    let features = ground::features(stage.plan.seed, &tiles.outline)?;
    stage.act().run(PutFeatures { region: district, features }).await?;
    let put = centers::put(stage, district, &streets, &communities, &estates).await?;
    let main = put.iter().position(|c| c.key == MAIN && c.level == Level::Street).unwrap_or(0);
    let works = put.into_iter().enumerate().map(|(n, center)| {
        let stage = stage.clone();
        async move {
            let rooms = rooms::put(&stage, &center, n == main).await?;
            hours::put(&stage, &center, n == main).await?;
            let centers::Made { id, key, level, open, name, street } = center;
            Ok(Center { id, key, level, open, name, street, rooms })
        }
    });
    let centers = all(works).await?;
    let streets = streets.iter().map(|(id, _)| *id).collect();
    Ok(Network { city, district, streets, centers, main })
}

/// Days that are free by law, as far as a list is published.
pub fn days_off() -> Result<Vec<lianxin_kernel::Date>> {
    let mut days = vec![];
    for [_, from, to, _] in table::rows::<4>(include_str!("../data/holidays.txt"))? {
        let (from, to) = (date(from)?, date(to)?);
        days.extend((0..=from.days_until(to)).map(|n| from.plus_days(n)));
    }
    Ok(days)
}

/// Of the next year no list is published: its days count as provisional.
async fn holidays(stage: &Stage) -> Result<()> {
    let mut days = vec![];
    for [name, from, to, worked] in table::rows::<4>(include_str!("../data/holidays.txt"))? {
        let name = table::line::<40>(name)?;
        let (from, to) = (date(from)?, date(to)?);
        for n in 0..=from.days_until(to) {
            days.push(HolidayDay { date: from.plus_days(n), name: name.clone(), off: true });
        }
        for day in worked.split_whitespace() {
            days.push(HolidayDay { date: date(day)?, name: name.clone(), off: false });
        }
    }
    let source = table::line("国务院办公厅关于2026年部分节假日安排的通知")?;
    stage.act().run(PutHolidays { year: 2026, source, days }).await?;
    Ok(())
}

fn date(text: &str) -> Result<lianxin_kernel::Date> {
    text.parse().map_err(|()| lianxin_kernel::Error::internal(format!("\"{text}\" is no date")))
}
