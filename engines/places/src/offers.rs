//! What centers offer and whom they are for: what a plan of the network asks of all of them at once.
use crate::lookup::Opening;
use crate::model::*;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Date, Line, Result};
use std::collections::HashMap;

/// What one center offers and whom it is for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CenterOffer {
    pub identities: Vec<String>,
    pub themes: Vec<String>,
    pub sister_facilities: Vec<SisterFacility>,
    /// The kinds of its rooms, each once.
    pub rooms: Vec<RoomKind>,
    pub catchment: Option<Catchment>,
}

/// What these centers offer.
pub async fn offers(tx: &mut Tx, ids: &[CenterId]) -> Result<HashMap<CenterId, CenterOffer>> {
    let mut rooms = store::room_kinds(tx, ids).await?;
    let texts = |lines: Vec<Line<80>>| lines.into_iter().map(Line::into_string).collect();
    let rows = store::centers(tx, ids).await?;
    let offer = |row: store::CenterRow| {
        let rooms = rooms.remove(&row.id).unwrap_or_default();
        let facts = row.facts;
        let offer = CenterOffer {
            identities: texts(facts.identities),
            themes: texts(facts.themes),
            sister_facilities: facts.sister_facilities,
            rooms,
            catchment: facts.catchment,
        };
        (row.id, offer)
    };
    Ok(rows.into_iter().map(offer).collect())
}

/// When these centers are open on a day.
pub async fn hours_on(
    tx: &mut Tx,
    centers: &[CenterRef],
    date: Date,
) -> Result<HashMap<CenterId, DayHours>> {
    let ids: Vec<CenterId> = centers.iter().map(|c| c.id).collect();
    let opening = Opening::read(tx, &ids, date).await?;
    Ok(centers.iter().map(|c| (c.id, opening.day(c.id, c.status, date))).collect())
}

/// The regions in a region, of one kind or of every, in the order of their keys.
pub async fn regions_below(
    tx: &mut Tx,
    region: RegionId,
    kind: Option<RegionKind>,
) -> Result<Vec<RegionSummary>> {
    store::regions_below(tx, region, kind).await
}
