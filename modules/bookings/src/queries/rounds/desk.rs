use crate::permissions;
use crate::rounds::model::{AppealState, RoundId};
use crate::rounds::record::RoundAt;
use crate::rounds::views::{DeskRound, DeskRoundLine, DeskRoundList};
use crate::rounds::{seeing, store, targets};
use lianxin_kernel::{Found, Permission, Query, Read, Result};
use lianxin_places::{CenterId, CenterRef};

/// The rounds of a center, the latest season first.
pub struct ListRounds {
    pub center: CenterId,
}

impl Query for ListRounds {
    const NAME: &'static str = "bookings.list_rounds";
    const NEEDS: Permission = permissions::SEE_ROUNDS;
    type Target = CenterRef;
    type Out = DeskRoundList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<DeskRoundList> {
        let now = r.now();
        let mut items = vec![];
        for round in store::round::of_center(r.tx(), center.id).await? {
            let blocks = store::round::blocks(r.tx(), round.id).await?.len();
            let clubs = store::wish::of_round(r.tx(), round.id).await?.len();
            let appeals = store::appeal::of_round(r.tx(), round.id, None).await?;
            let open = appeals.iter().filter(|a| a.state == AppealState::Open).count();
            let at = RoundAt { round, center: center.clone() };
            items.push(DeskRoundLine {
                round: seeing::round(&at, now),
                blocks: blocks as i64,
                clubs: clubs as i64,
                open_appeals: open as i64,
            });
        }
        Ok(DeskRoundList { items })
    }
}

/// One round with its blocks, clubs, sharing and appeals.
pub struct ShowDeskRound {
    pub round: RoundId,
}

impl Query for ShowDeskRound {
    const NAME: &'static str = "bookings.show_desk_round";
    const NEEDS: Permission = permissions::SEE_ROUNDS;
    type Target = RoundAt;
    type Out = DeskRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoundAt) -> Result<DeskRound> {
        seeing::desk_round(r, at).await
    }
}
