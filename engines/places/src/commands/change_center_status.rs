use super::LANE;
use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Error, FieldCode, Found, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Says that a center has come into another state: built, opened, renovated, closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeCenterStatus {
    pub center: CenterId,
    pub status: Status,
    /// From when on, as well as it is known; not in the future.
    pub since: RoughDate,
}

impl Command for ChangeCenterStatus {
    const NAME: &'static str = "places.change_center_status";
    const NEEDS: Permission = permissions::CHANGE_STATUS;
    type Target = CenterRef;
    type Out = Changed;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        super::center(r, self.center).await
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<Changed> {
        let today = w.zone().date(w.now());
        let since = self.since.earliest().filter(|day| *day <= today);
        let since = since.ok_or_else(|| Error::field("since", FieldCode::OutOfRange))?;
        store::lock(w.tx()).await?;
        let now = store::center(w.tx(), center.id).await?.found("center")?.facts.status;
        if now == self.status {
            return Ok(Changed::Same);
        }
        let history = store::status_history(w.tx(), center.id).await?;
        let last = history.last().and_then(|h| h.since.earliest());
        if last.is_some_and(|last| since < last) {
            return Err(Error::field("since", FieldCode::BeforeStart));
        }
        let state = StatusSince { status: self.status, since: self.since.clone() };
        store::add_status(w.tx(), center.id, &state).await?;
        store::set_status(w.tx(), center.id, self.status).await?;
        let now = w.now();
        store::keep(w.tx(), center.id, KeptPart::Facts, now).await?;
        Ok(Changed::Updated)
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
