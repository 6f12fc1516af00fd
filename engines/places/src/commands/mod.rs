//! Every change to places, one file each.
mod add_hours_exception;
mod change_center_status;
mod put_center;
mod put_features;
mod put_holidays;
mod put_hours;
mod put_region;
mod put_region_figures;
mod put_room;
mod remove_hours_exception;

pub use add_hours_exception::{AddHoursException, AddedException, NewException};
pub use change_center_status::ChangeCenterStatus;
pub use put_center::PutCenter;
pub use put_features::PutFeatures;
pub use put_holidays::PutHolidays;
pub use put_hours::PutHours;
pub use put_region::PutRegion;
pub use put_region_figures::PutRegionFigures;
pub use put_room::PutRoom;
pub use remove_hours_exception::RemoveHoursException;

use crate::lookup;
use crate::model::{CenterId, CenterRef, RegionId};
use lianxin_kernel::{Error, Found, Permission, Read, Result, Scope, Write, allows};

/// All changes to places stand in one line: they are rare, and each takes the same lock.
const LANE: &str = "places";

async fn center(r: &mut Read<'_>, id: CenterId) -> Result<CenterRef> {
    lookup::center(r.tx(), id).await?.found("center")
}

async fn region(r: &mut Read<'_>, id: RegionId) -> Result<Scope> {
    lookup::region_scope(r.tx(), id).await?.found("region")
}

/// Whoever moves a thing must be allowed to at the place it comes to as well.
async fn may_at(w: &mut Write<'_>, needs: Permission, id: RegionId) -> Result<()> {
    let scope = lookup::region_scope(w.tx(), id).await?.found("region")?;
    match allows(Some(w.actor()), needs, &scope) {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}
