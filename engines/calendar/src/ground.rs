//! What shares quarter hours, and its lock.
use crate::model::{Resource, ResourceKind, RoomSetting};
use crate::store;
use lianxin_db::{DbError, Tx};
use lianxin_kernel::{AnyId, Found, Result};
use lianxin_places::{RoomId, RoomRef, RoomTree};
use std::collections::BTreeSet;

/// A resource, with all that shares its quarter hours.
pub(crate) struct Ground {
    /// The topmost room of its tree; of anything else, itself.
    pub id: AnyId,
    pub resource: Resource,
    pub tree: Option<RoomTree>,
    pub room: Option<RoomRef>,
    pub setting: RoomSetting,
}

impl Ground {
    /// Where its rows are: people and things can be of another.
    pub fn district(&self) -> u16 {
        self.resource.district()
    }

    /// Of what it takes the quarter hours: a room with all within it.
    pub fn claimed(&self) -> Vec<AnyId> {
        self.within(self.resource.id)
    }

    /// What can not be used while it is: the claimed, and the rooms around it.
    pub fn sharing(&self) -> Vec<AnyId> {
        match &self.tree {
            Some(tree) => ids(tree.sharing(RoomId(self.resource.id))),
            None => vec![self.resource.id],
        }
    }

    pub fn within(&self, resource: AnyId) -> Vec<AnyId> {
        match &self.tree {
            Some(tree) => ids(tree.within(RoomId(resource))),
            None => vec![resource],
        }
    }

    /// Everything that stands on it.
    pub fn all(&self) -> Vec<AnyId> {
        self.within(self.id)
    }

    /// Whether the two can not be used at once.
    pub fn conflicts(&self, other: &Self) -> bool {
        self.id == other.id && self.sharing().contains(&other.resource.id)
    }
}

fn ids(rooms: Vec<RoomId>) -> Vec<AnyId> {
    rooms.into_iter().map(|room| room.0).collect()
}

/// Only looks.
pub(crate) async fn find(tx: &mut Tx, resource: Resource) -> Result<Ground> {
    let Some(id) = resource.as_room() else {
        let setting = RoomSetting::USUAL;
        return Ok(Ground { id: resource.id, resource, tree: None, room: None, setting });
    };
    let room = lianxin_places::room(tx, id).await?;
    let room = room.filter(|room| room.center == resource.center).found("room")?;
    let tree = lianxin_places::room_tree(tx, id).await?;
    let setting = store::setting::of(tx, id.0).await?;
    Ok(Ground { id: tree.top.0, resource, tree: Some(tree), room: Some(room), setting })
}

/// Finds the grounds of some resources and takes their rows, always in the order of their ids. Rooms
/// can have been joined or parted until the rows were had; then the whole command runs again.
pub(crate) async fn hold(tx: &mut Tx, resources: &[Resource]) -> Result<Vec<Ground>> {
    let mut before = vec![];
    for resource in resources {
        let id = match resource.as_room() {
            Some(room) => lianxin_places::room_tree(tx, room).await?.top.0,
            None => resource.id,
        };
        before.push((resource.district(), id));
    }
    // A thing is closed with its center, which has a row for that.
    let things = resources.iter().filter(|r| r.kind == ResourceKind::Item);
    let centers = things.map(|r| (r.district(), r.center.0));
    lock(tx, before.iter().copied().chain(centers)).await?;
    let mut held = vec![];
    for (resource, (_, id)) in resources.iter().zip(before) {
        let ground = find(tx, *resource).await?;
        if ground.id != id {
            return Err(DbError::Retry.into());
        }
        held.push(ground);
    }
    Ok(held)
}

/// Takes the rows of grounds, each with the district in which it is used.
pub(crate) async fn lock(
    tx: &mut Tx,
    grounds: impl IntoIterator<Item = (u16, AnyId)>,
) -> Result<()> {
    let grounds: BTreeSet<(u16, AnyId)> = grounds.into_iter().collect();
    for (district, ground) in grounds {
        store::ground::lock(tx, district, ground).await?;
    }
    Ok(())
}
