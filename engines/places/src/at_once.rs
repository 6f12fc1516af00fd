//! What is asked of many centers at once, in as few statements as of one.
use crate::lookup::Opening;
use crate::model::*;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Date, Kind, Names, Result};
use std::collections::HashMap;

/// Where the centers of a district are, or of them only these; in the order of their ids.
pub async fn center_spots(
    tx: &mut Tx,
    district: u16,
    only: Option<&[CenterId]>,
) -> Result<Vec<CenterSpot>> {
    let spots = store::spots(tx, only).await?;
    Ok(spots.into_iter().filter(|spot| spot.id.id().district() == district).collect())
}

/// What these centers are called.
pub async fn center_names(tx: &mut Tx, ids: &[CenterId]) -> Result<HashMap<CenterId, Names>> {
    let spots = store::spots(tx, Some(ids)).await?;
    Ok(spots.into_iter().map(|spot| (spot.id, spot.name)).collect())
}

/// The rooms of these centers, each house in its order.
pub async fn rooms_of(tx: &mut Tx, centers: &[CenterId]) -> Result<HashMap<CenterId, Vec<Room>>> {
    let mut all: HashMap<CenterId, Vec<Room>> = HashMap::new();
    for row in store::rooms_of(tx, centers).await? {
        all.entry(row.center).or_default().push(Room::from(row));
    }
    Ok(all)
}

/// When what is said of these centers was last changed; one of which nothing was is left out.
pub async fn kept_up(tx: &mut Tx, centers: &[CenterId]) -> Result<HashMap<CenterId, KeptUp>> {
    let mut all: HashMap<CenterId, KeptUp> = HashMap::new();
    for one in store::kept(tx, centers).await? {
        let kept = all.entry(one.center).or_default();
        let part = match one.part {
            KeptPart::Facts => &mut kept.facts,
            KeptPart::Rooms => &mut kept.rooms,
            KeptPart::Hours => &mut kept.hours,
        };
        *part = Some(one.at);
    }
    Ok(all)
}

/// What [`crate::open_spans`] says of each of these centers; one that is not there is left out.
pub async fn open_spans_of(
    tx: &mut Tx,
    centers: &[CenterId],
    from: Date,
    to: Date,
) -> Result<HashMap<CenterId, Vec<DayHours>>> {
    let spots = store::spots(tx, Some(centers)).await?;
    let opening = Opening::read(tx, centers, from).await?;
    let days: Vec<Date> =
        (0..400).map(|n| from.plus_days(n)).take_while(|day| *day <= to).collect();
    let hours = |spot: &CenterSpot| {
        days.iter().map(|day| opening.day(spot.id, spot.status, *day)).collect::<Vec<_>>()
    };
    Ok(spots.iter().map(|spot| (spot.id, hours(spot))).collect())
}
