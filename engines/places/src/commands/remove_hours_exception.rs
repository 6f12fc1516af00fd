use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Takes an exception back: the usual hours hold again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveHoursException {
    pub center: CenterId,
    pub exception: ExceptionId,
}

impl Command for RemoveHoursException {
    const NAME: &'static str = "places.remove_hours_exception";
    const NEEDS: Permission = permissions::EDIT_HOURS;
    type Target = CenterRef;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        super::center(r, self.center).await
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<()> {
        if !store::remove_exception(w.tx(), center.id, self.exception).await? {
            return Err(Error::NotFound("hours exception"));
        }
        let now = w.now();
        store::keep(w.tx(), center.id, KeptPart::Hours, now).await
    }
}
