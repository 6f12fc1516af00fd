use crate::permissions;
use crate::record::ItemList;
use crate::store;
use lianxin_kernel::{Found, Permission, Query, Read, Result};
use lianxin_places::{CenterId, CenterRef};

/// What a center lends, in the order in which it was added.
pub struct ListItems {
    pub center: CenterId,
}

impl Query for ListItems {
    const NAME: &'static str = "calendar.list_items";
    const NEEDS: Permission = permissions::LOOK;
    type Target = CenterRef;
    type Out = ItemList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<ItemList> {
        let items = store::item::of(r.tx(), center.district, &[center.id]).await?;
        Ok(ItemList { items })
    }
}
