//! Equipment that is had with a room: held together, or not at all.
use crate::model::BookingId;
use crate::reasons;
use crate::record::RoomAt;
use crate::store;
use lianxin_calendar::{Item, ItemId, Occupancy, Resource, ResourceKind, Span, Wish};
use lianxin_db::Tx;
use lianxin_kernel::{Error, FieldCode, FieldError, Found, Kind as _, Read, Reason, Result, Write};
use lianxin_places::RoomId;
use std::collections::HashSet;

/// With one booking.
const MOST: usize = 10;

/// What somebody wants with a room: each once, of its center.
pub async fn wanted(tx: &mut Tx, at: &RoomAt, ids: &[ItemId]) -> Result<Vec<Item>> {
    if ids.len() > MOST {
        let fault = FieldError::new("items", FieldCode::TooMany);
        return Err(Error::Invalid(vec![fault.with("max", MOST as i64)]));
    }
    let mut all: Vec<Item> = vec![];
    for (n, id) in ids.iter().enumerate() {
        let item = lianxin_calendar::item(tx, *id).await?;
        let item = item.filter(|item| item.center == at.center.id);
        let field = || Error::field(format!("items.{n}"), FieldCode::Unknown);
        let item = item.ok_or_else(field)?;
        if !all.iter().any(|had| had.id == item.id) {
            all.push(item);
        }
    }
    Ok(all)
}

/// What a booking wants with its room.
pub async fn of(tx: &mut Tx, booking: BookingId) -> Result<Vec<Item>> {
    let mut all = vec![];
    for id in store::thing::of(tx, booking).await? {
        all.push(lianxin_calendar::item(tx, id).await?.found("item")?);
    }
    Ok(all)
}

/// Takes the rows of a room and its things together, before anything is looked at.
pub async fn hold(w: &mut Write<'_>, at: &RoomAt, things: &[Item]) -> Result<()> {
    let room = Resource::room(at.room.id, at.center.id);
    let things = things.iter().map(|item| Resource::item(item.id, item.center));
    let all: Vec<Resource> = [room].into_iter().chain(things).collect();
    lianxin_calendar::hold_all(w, &all).await
}

/// The room and all that is wanted with it.
pub fn wishes(room: Wish, things: &[Item]) -> Vec<Wish> {
    let each: Vec<Wish> = things.iter().map(|item| wish(&room, item)).collect();
    [room].into_iter().chain(each).collect()
}

fn wish(room: &Wish, item: &Item) -> Wish {
    Wish { resource: Resource::item(item.id, item.center), ..room.clone() }
}

/// What stands against having these in a room; `own`: what the booking holds itself.
pub async fn against(
    r: &mut Read<'_>,
    room: &Wish,
    things: &[Item],
    own: &[Occupancy],
) -> Result<Vec<Reason>> {
    let within = within(r.tx(), room.resource.as_room()).await?;
    let mut against = vec![];
    for item in things {
        if !stands_in(item, &within) {
            against.push(reasons::item_elsewhere(&item.facts.name));
        }
        let held = own.iter().find(|o| is_of(o, item.id)).map(|o| o.id);
        let wish = wish(room, item);
        against.extend(lianxin_calendar::may_occupy(r, &wish, held).await?.reasons);
    }
    Ok(against)
}

/// The rooms that are had with a room.
async fn within(tx: &mut Tx, room: Option<RoomId>) -> Result<Vec<RoomId>> {
    let Some(room) = room else { return Ok(vec![]) };
    Ok(lianxin_places::room_tree(tx, room).await?.within(room))
}

fn stands_in(item: &Item, rooms: &[RoomId]) -> bool {
    item.facts.room.is_none_or(|own| rooms.contains(&own))
}

pub fn is_of(o: &Occupancy, item: ItemId) -> bool {
    o.resource.kind == ResourceKind::Item && o.resource.id == item.0
}

/// What a center lends that can be had in this room: what is free at a time, and what somebody has.
/// `own`: what that booking has is free for it.
pub async fn at(
    tx: &mut Tx,
    at: &RoomAt,
    (span, own): (Span, Option<BookingId>),
) -> Result<(Vec<Item>, Vec<Item>)> {
    let mut all = lianxin_calendar::items_of(tx, at.center.id).await?;
    if all.is_empty() {
        return Ok((all, vec![]));
    }
    let within = within(tx, Some(at.room.id)).await?;
    let quarters = span.quarters();
    let had = lianxin_calendar::occupancies_at(tx, at.center.id, span.padded(15, 15)).await?;
    let had = had.into_iter().filter(|o| o.resource.kind == ResourceKind::Item);
    let meets = |o: &Occupancy| {
        let other = o.padded().quarters();
        other.start < quarters.end && quarters.start < other.end
    };
    let others = had.filter(|o| own.is_none_or(|own| o.owner != own.id()));
    let had: HashSet<_> = others.filter(meets).map(|o| o.resource.id).collect();
    all.retain(|item| stands_in(item, &within));
    Ok(all.into_iter().partition(|item| !had.contains(&item.id.0)))
}

/// Keeps what a booking wants.
pub async fn keep(tx: &mut Tx, booking: BookingId, things: &[Item]) -> Result<()> {
    for item in things {
        store::thing::insert(tx, booking, item.id).await?;
    }
    Ok(())
}
