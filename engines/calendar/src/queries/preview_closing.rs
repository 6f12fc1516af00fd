use crate::commands::NewClosing;
use crate::permissions;
use crate::record::Closed;
use lianxin_kernel::{Found, Permission, Query, Read, Result};
use lianxin_places::CenterRef;

/// Says what a closing would take away; changes nothing.
pub struct PreviewClosing {
    pub closing: NewClosing,
}

impl Query for PreviewClosing {
    const NAME: &'static str = "calendar.preview_closing";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = CenterRef;
    type Out = Closed;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.closing.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, _: CenterRef) -> Result<Closed> {
        let span = self.closing.span(r.now())?;
        let (rooms, _) = self.closing.rooms(r.tx()).await?;
        let affected = self.closing.affected(r.tx(), &rooms, span).await?;
        Ok(Closed { closing: None, affected })
    }
}
