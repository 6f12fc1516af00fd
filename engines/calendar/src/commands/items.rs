//! Equipment that a center lends.
use crate::model::{Item, ItemFacts, ItemId, ItemKind};
use crate::permissions;
use crate::reasons;
use crate::{ground, store};
use lianxin_db::Tx;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Kind as _, Names, Permission, Read, Result,
    Scope, Scoped, Write,
};
use lianxin_places::{CenterId, CenterRef, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many things a center lends.
const MOST_ITEMS: usize = 500;
/// As many as anyone reads.
const MOST_REASONS: usize = 20;

/// A thing with the center it belongs to.
#[derive(Clone, Debug)]
pub struct ItemAt {
    pub item: Item,
    pub center: CenterRef,
}

impl Scoped for ItemAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.item.id.id())
    }
}

async fn item(tx: &mut Tx, id: ItemId) -> Result<ItemAt> {
    let item = store::item::by_id(tx, id).await?.found("item")?;
    let center = lianxin_places::center(tx, item.center).await?.found("center")?;
    Ok(ItemAt { item, center })
}

/// It stands in a room of its own center.
async fn check(tx: &mut Tx, center: CenterId, facts: &ItemFacts) -> Result<()> {
    facts.check()?;
    let Some(room) = facts.room else { return Ok(()) };
    let room = lianxin_places::room(tx, room).await?.filter(|room| room.center == center);
    room.map(drop).ok_or_else(|| Error::field("room", FieldCode::Unknown))
}

/// A thing that a center has from now on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewItem {
    pub center: CenterId,
    pub kind: ItemKind,
    pub name: Names,
    /// Whether it can be carried to where it is needed.
    pub portable: bool,
    /// The room in which it stands, of what can not be carried.
    #[serde(default)]
    pub room: Option<RoomId>,
}

/// Adds a thing to what a center lends, at most 500.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddItem {
    #[serde(flatten)]
    pub item: NewItem,
}

impl Command for AddItem {
    const NAME: &'static str = "calendar.add_item";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = CenterRef;
    type Out = Item;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.item.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<Item> {
        let NewItem { kind, name, portable, room, .. } = self.item.clone();
        let facts = ItemFacts { kind, name, portable, room };
        check(w.tx(), center.id, &facts).await?;
        // Two that are added at once are counted one after the other.
        ground::lock(w.tx(), [(center.district, center.id.0)]).await?;
        if store::item::of(w.tx(), center.district, &[center.id]).await?.len() >= MOST_ITEMS {
            let fault = FieldError::new("center", FieldCode::TooMany);
            return Err(Error::Invalid(vec![fault.with("max", MOST_ITEMS as i64)]));
        }
        let new = Item { id: w.fresh(), center: center.id, facts, ended_at: None };
        store::item::insert(w.tx(), &new).await?;
        w.on(new.id.id());
        Ok(new)
    }
}

/// Says anew what a thing is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeItem {
    pub item: ItemId,
    pub facts: ItemFacts,
}

impl Command for ChangeItem {
    const NAME: &'static str = "calendar.change_item";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = ItemAt;
    type Out = Item;

    async fn target(&self, r: &mut Read<'_>) -> Result<ItemAt> {
        item(r.tx(), self.item).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ItemAt) -> Result<Item> {
        check(w.tx(), at.center.id, &self.facts).await?;
        if !store::item::change(w.tx(), self.item, &self.facts).await? {
            return Err(Error::reason(reasons::item_ended()));
        }
        store::item::by_id(w.tx(), self.item).await?.found("item")
    }
}

/// Takes a thing out of what is lent, for good. What is held of it from now on stands against it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndItem {
    pub item: ItemId,
}

impl Command for EndItem {
    const NAME: &'static str = "calendar.end_item";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = ItemAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<ItemAt> {
        item(r.tx(), self.item).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ItemAt) -> Result<()> {
        let (district, id, now) = (at.center.district, self.item.id(), w.now());
        ground::lock(w.tx(), [(district, id)]).await?;
        let held = store::occupancy::held_after(w.tx(), district, &[id], now).await?;
        if !held.is_empty() {
            let held = held.iter().take(MOST_REASONS);
            let name = at.item.facts.name;
            let taken = held.map(|o| reasons::item_taken(o.span, name.clone()));
            return Err(Error::Conflict(taken.collect()));
        }
        store::item::end(w.tx(), self.item, now).await
    }
}
