use crate::permissions;
use crate::utilization::{Utilization, utilization};
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Found, Permission, Query, Read, Result};
use lianxin_places::{CenterId, CenterRef};

/// How much the rooms of a center were used.
pub struct ShowUtilization {
    pub center: CenterId,
    pub from: Date,
    /// The last day; at most 400 days with the first.
    pub to: Date,
}

const MOST_DAYS: i32 = 400;

impl Query for ShowUtilization {
    const NAME: &'static str = "calendar.show_utilization";
    const NEEDS: Permission = permissions::UTILIZATION;
    type Target = CenterRef;
    type Out = Utilization;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<Utilization> {
        if self.to < self.from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        if self.from.days_until(self.to) >= MOST_DAYS {
            let fault = FieldError::new("to", FieldCode::OutOfRange);
            let last = self.from.plus_days(MOST_DAYS - 1);
            return Err(Error::Invalid(vec![fault.with("max", last)]));
        }
        let zone = r.zone().clone();
        utilization(r.tx(), &zone, center.id, self.from, self.to).await
    }
}
