use crate::any_id;
use crate::model::{Kind, Occupancy, OccupancyId, Span};
use lianxin_kernel::{AnyId, Event, Result, Write, words};
use serde::{Deserialize, Serialize};

words! {
    /// What became of an occupancy. Closed over: its room was closed, so it was released.
    pub enum Change {
        Held = "held",
        Moved = "moved",
        Released = "released",
        ClosedOver = "closed_over",
    }
}

/// Something was held, moved, shortened or released.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OccupancyChanged {
    pub occupancy: OccupancyId,
    #[serde(with = "any_id")]
    pub owner: AnyId,
    pub kind: Kind,
    #[serde(flatten)]
    pub span: Span,
    pub change: Change,
    /// Why its room was closed.
    pub why: Option<String>,
}

impl Event for OccupancyChanged {
    const NAME: &'static str = "calendar.occupancy_changed";
}

/// Its room was closed, so it was released. The same as [`OccupancyChanged`] with
/// [`Change::ClosedOver`], for those who need to hear of nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClosedOver(pub OccupancyChanged);

impl Event for ClosedOver {
    const NAME: &'static str = "calendar.closed_over";
}

pub(crate) async fn say(
    w: &mut Write<'_>,
    o: &Occupancy,
    change: Change,
    why: Option<&str>,
) -> Result<()> {
    let why = why.map(str::to_owned);
    let (occupancy, owner, kind, span) = (o.id, o.owner, o.kind, o.span);
    let changed = OccupancyChanged { occupancy, owner, kind, span, change, why };
    if change == Change::ClosedOver {
        w.say(ClosedOver(changed.clone())).await?;
    }
    w.say(changed).await
}
