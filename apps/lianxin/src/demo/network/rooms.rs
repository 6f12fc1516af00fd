//! The rooms of a center, by its level.
use super::Room;
use super::centers::Made;
use crate::demo::stage::Stage;
use crate::demo::table;
use lianxin_calendar::RoomSetting;
use lianxin_calendar::commands::{ArrangeRoom, PutSetting};
use lianxin_kernel::{Error, Result};
use lianxin_places::commands::PutRoom;
use lianxin_places::{Level, RoomFacts, RoomId, RoomKind};

/// The letter by which the table says where a room is found.
fn letter(level: Level, main: bool) -> char {
    match level {
        _ if main => 'm',
        Level::County => 'c',
        Level::Regional => 'r',
        Level::Street => 's',
        Level::Community => 'q',
        Level::Estate | Level::Post => 'e',
    }
}

/// A small house has small rooms.
fn share(level: Level) -> f64 {
    match level {
        Level::County | Level::Regional | Level::Street => 1.0,
        Level::Community => 0.6,
        Level::Estate | Level::Post => 0.35,
    }
}

pub async fn put(stage: &Stage, center: &Made, main: bool) -> Result<Vec<Room>> {
    let mut rooms = vec![];
    if !center.open {
        return Ok(rooms);
    }
    let letter = letter(center.level, main);
    for [kind, cn, tw, en, area, people, zone, floor, equipment, at] in
        table::rows::<10>(include_str!("../data/rooms.txt"))?
    {
        if !at.contains(letter) {
            continue;
        }
        let word: RoomKind = table::word(kind)?;
        let (area, people): (f64, f64) = (table::number(area)?, table::number(people)?);
        let share = share(center.level);
        let capacity = (people * share).round() as i64;
        let floor: i64 = table::number(floor)?;
        // What is on the upper floors of a large house is on the first or second of a small one.
        let floor = if share < 1.0 { 1 + floor / 5 } else { floor };
        let mut facts = RoomFacts::named(table::names([cn, tw, en]));
        facts.kind = Some(word);
        facts.floor = Some(table::line(&floor.to_string())?);
        facts.area_m2 = Some((area * share).round());
        facts.capacity = Some(capacity);
        facts.zone_class = Some(table::word(zone)?);
        facts.resident_facing = Some(word != RoomKind::Office);
        let things = equipment.split('、').filter(|t| !t.is_empty());
        facts.equipment = things.map(table::line).collect::<Result<_, Error>>()?;
        let id = stage.act().run(PutRoom::new(center.id, facts.clone())).await?.id;
        if main && word == RoomKind::MultiHall {
            halves(stage, center, id, facts).await?;
        }
        rooms.push(Room { id, kind: word, capacity });
    }
    Ok(rooms)
}

/// A folding wall makes two rooms of the hall.
async fn halves(stage: &Stage, center: &Made, hall: RoomId, facts: RoomFacts) -> Result<()> {
    for [cn, tw, en] in [
        ["多功能厅东半厅", "多功能廳東半廳", "Multi-purpose hall, east half"],
        ["多功能厅西半厅", "多功能廳西半廳", "Multi-purpose hall, west half"],
    ] {
        let half = RoomFacts {
            name: table::names([cn, tw, en]),
            area_m2: facts.area_m2.map(|area| (area / 2.0).round()),
            capacity: facts.capacity.map(|people| people / 2),
            equipment: vec![],
            ..facts.clone()
        };
        let room = stage.act().run(PutRoom::new(center.id, half)).await?.id;
        stage.act().run(ArrangeRoom { room, part_of: Some(hall) }).await?;
        // Chairs are set up before each use and cleared away after it.
        let setting =
            RoomSetting { before_min: 15, after_min: 15, bookable: true, self_service: vec![] };
        stage.act().run(PutSetting { room, setting }).await?;
    }
    Ok(())
}
