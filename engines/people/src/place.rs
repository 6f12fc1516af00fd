//! What this engine asks of places.
use crate::model::PlaceId;
use lianxin_db::Tx;
use lianxin_kernel::{Act, Error, FieldCode, Kind, Limit, Result, Scope};
use lianxin_places::queries::{CenterFilter, ListCenters};
pub(crate) use lianxin_places::{CenterId, CenterRef, PlaceRef};
use std::collections::BTreeMap;

/// The center a field of the input names.
pub(crate) async fn center_of(tx: &mut Tx, field: &str, id: CenterId) -> Result<CenterRef> {
    let center = lianxin_places::center(tx, id).await?;
    center.ok_or_else(|| Error::field(field, FieldCode::Unknown))
}

/// The centers by the keys they have in files.
pub(crate) async fn centers_by_key(act: &Act) -> Result<BTreeMap<String, CenterId>> {
    let mut centers = BTreeMap::new();
    let mut after = None;
    loop {
        let filter = CenterFilter { after, limit: Some(Limit::MOST), ..CenterFilter::default() };
        let page = act.ask(ListCenters { filter }).await?;
        centers.extend(page.items.into_iter().map(|c| (c.key.to_string(), c.id)));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(centers),
        }
    }
}

pub(crate) async fn place(tx: &mut Tx, id: PlaceId) -> Result<Option<PlaceRef>> {
    let id = match id {
        PlaceId::Center(id) => id.id(),
        PlaceId::Region(id) => id.id(),
    };
    lianxin_places::place(tx, id).await
}

/// The scope of a place a field of the input names.
pub(crate) async fn scope_of(tx: &mut Tx, field: &str, id: PlaceId) -> Result<Scope> {
    let found = place(tx, id).await?.ok_or_else(|| Error::field(field, FieldCode::Unknown))?;
    Ok(Scope::district(found.district).at(found.path))
}
