use crate::events::Value;
use crate::permissions;
use crate::rounds::model::AwardId;
use crate::rounds::notices::tell;
use crate::rounds::record::AwardAt;
use crate::rounds::targets;
use lianxin_calendar::{OccupancyChanged, Span};
use lianxin_kernel::{Act, Command, Permission, Read, Result, Write};
use serde::Serialize;

/// A closing took a date of a season: the club is told.
pub async fn follow_closing(act: &Act, closed: OccupancyChanged) -> Result<()> {
    let (award, span) = (AwardId(closed.owner), closed.span);
    act.run(TellClosed { award, span, why: closed.why.unwrap_or_default() }).await
}

#[derive(Clone, Debug, Serialize)]
struct TellClosed {
    award: AwardId,
    #[serde(flatten)]
    span: Span,
    why: String,
}

impl Command for TellClosed {
    const NAME: &'static str = "bookings.tell_season_closed";
    const NEEDS: Permission = permissions::KEEP;
    type Target = AwardAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AwardAt> {
        targets::award(r.tx(), self.award).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AwardAt) -> Result<()> {
        let more = [
            ("starts_at", Value::Plain(self.span.from.into())),
            ("reason", Value::Plain(self.why.clone().into())),
        ];
        tell(w, &at.at, at.award.organization, "season_date_closed", &more).await
    }
}
