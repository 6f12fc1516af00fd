use super::LANE;
use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Says what the opening hours of a center shall be. No periods: they are not published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutHours {
    pub center: CenterId,
    pub periods: Vec<Period>,
}

impl Command for PutHours {
    const NAME: &'static str = "places.put_hours";
    const NEEDS: Permission = permissions::EDIT_HOURS;
    type Target = CenterRef;
    type Out = Changed;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        super::center(r, self.center).await
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<Changed> {
        Period::check(&self.periods)?;
        let mut periods = self.periods.clone();
        periods.sort_by_key(|p| p.valid_from);
        let today = w.zone().date(w.now());
        let old = store::hours(w.tx(), center.id, today).await?.periods;
        if old == periods {
            return Ok(Changed::Same);
        }
        store::lock(w.tx()).await?;
        store::replace_periods(w.tx(), center.id, &periods).await?;
        let now = w.now();
        store::keep(w.tx(), center.id, KeptPart::Hours, now).await?;
        Ok(if old.is_empty() { Changed::Created } else { Changed::Updated })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
