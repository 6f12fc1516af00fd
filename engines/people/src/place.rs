//! What this engine asks of places.
use crate::model::PlaceId;
use lianxin_db::Tx;
use lianxin_kernel::{Act, AnyId, Error, FieldCode, Kind, Limit, Result, Scope};
use lianxin_places::queries::{CenterFilter, ListCenters};
pub(crate) use lianxin_places::{CenterId, CenterRef, PlaceRef};
use lianxin_places::{center_ids_below, regions_below};
use std::collections::{BTreeMap, BTreeSet};

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

/// A place and, where asked, all below it.
pub(crate) async fn places_of(tx: &mut Tx, at: PlaceId, below: bool) -> Result<Vec<AnyId>> {
    let mut ids: BTreeSet<AnyId> = [at.id()].into();
    if let (PlaceId::Region(region), true) = (at, below) {
        ids.extend(regions_below(tx, region, None).await?.into_iter().map(|r| r.id.0));
        ids.extend(center_ids_below(tx, region.0).await?.into_iter().map(|c| c.0));
    }
    Ok(ids.into_iter().collect())
}

/// The regions and centers above all of these places; nothing above none.
pub(crate) async fn common_path(tx: &mut Tx, places: &BTreeSet<AnyId>) -> Result<Vec<AnyId>> {
    let mut common: Option<Vec<AnyId>> = None;
    for id in places {
        let path = lianxin_places::place(tx, *id).await?.map(|p| p.path).unwrap_or_default();
        common = Some(match common {
            None => path,
            Some(common) => common.into_iter().filter(|id| path.contains(id)).collect(),
        });
    }
    Ok(common.unwrap_or_default())
}
