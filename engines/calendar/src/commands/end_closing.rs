use crate::model::{ClosingId, quarter_of};
use crate::permissions;
use crate::reasons;
use crate::record::Closing;
use crate::store;
use lianxin_kernel::{
    Command, Error, Found, Permission, Read, Result, Span as Length, Timestamp, Write,
};
use lianxin_places::CenterRef;
use serde::{Deserialize, Serialize};

/// Opens again what was closed, from now on. What was released stays so.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndClosing {
    pub closing: ClosingId,
}

impl Command for EndClosing {
    const NAME: &'static str = "calendar.end_closing";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = CenterRef;
    type Out = Closing;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        let closing = store::closing::by_id(r.tx(), self.closing).await?.found("closing")?;
        lianxin_places::center(r.tx(), closing.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, _: CenterRef) -> Result<Closing> {
        // The quarter hour that runs can be used already.
        let quarter = Timestamp(quarter_of(w.now()) * Length::minutes(15).0);
        if !store::closing::end(w.tx(), self.closing, quarter).await? {
            return Err(Error::reason(reasons::closing_over()));
        }
        store::closing::by_id(w.tx(), self.closing).await?.found("closing")
    }
}
