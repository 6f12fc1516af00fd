//! From a proposal to dates on the calendar, and their end. Each club's dates are taken by a job of their
//! own, so that nobody else waits for a whole season to be written.
use super::become_state;
use crate::permissions;
use crate::reasons;
use crate::rounds::model::{AppealState, AwardId, RoundId, RoundState};
use crate::rounds::notices::tell;
use crate::rounds::record::{AwardAt, RoundAt, RoundRecord};
use crate::rounds::seeing;
use crate::rounds::store;
use crate::rounds::targets;
use crate::rounds::views::SeasonRound;
use lianxin_calendar::{Kind as Use, NewSeries, Resource, SeriesRule, end_series, occupy_series};
use lianxin_db::DbError;
use lianxin_kernel::{
    Act, Command, Date, Error, Found, Job, Kind, Permission, Read, Result, Write,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Make what is proposed final, and write it into the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublishRound {
    pub round: RoundId,
}

impl Command for PublishRound {
    const NAME: &'static str = "bookings.publish_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonRound> {
        let at = become_state(w, at, RoundState::Published).await?;
        let appeals = store::appeal::of_round(w.tx(), at.round.id, None).await?;
        let open = appeals.iter().filter(|a| a.state == AppealState::Open).count();
        if open > 0 {
            return Err(Error::reason(reasons::appeals_open(open as i64)));
        }
        let now = w.now();
        let awards = store::award::of_round(w.tx(), at.round.id, None).await?;
        for award in &awards {
            w.later(HoldAward { award: award.id }, now).await?;
        }
        let wishes = store::wish::of_round(w.tx(), at.round.id).await?;
        let clubs: BTreeSet<_> = wishes.into_iter().map(|wish| wish.organization).collect();
        for club in clubs {
            tell(w, &at, club, "round_published", &[]).await?;
        }
        Ok(seeing::round(&at, now))
    }
}

/// Writes the dates of one award into the calendar; those that can not be had are kept with reasons.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HoldAward {
    pub award: AwardId,
}

impl Job for HoldAward {
    const NAME: &'static str = "bookings.hold_award";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

impl Command for HoldAward {
    const NAME: &'static str = "bookings.hold_award";
    const NEEDS: Permission = permissions::KEEP;
    type Target = AwardAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AwardAt> {
        targets::award(r.tx(), self.award).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AwardAt) -> Result<()> {
        if at.award.series.is_some() || at.at.round.kept != RoundState::Published {
            return Ok(());
        }
        hold(w, &at).await
    }
}

async fn hold(w: &mut Write<'_>, at: &AwardAt) -> Result<()> {
    let (award, round) = (&at.award, &at.at.round);
    let blocks = store::round::blocks(w.tx(), round.id).await?;
    let block = blocks.into_iter().find(|b| b.id == award.block).found("block")?.facts;
    let setting = lianxin_calendar::setting(w.tx(), block.room).await?;
    let (from, to) = block.used(&setting);
    let club = lianxin_people::organization(w.tx(), award.organization).await?;
    let new = NewSeries {
        rule: SeriesRule {
            rule: block.rule(round.facts.last_day),
            first: round.facts.first_day,
            from_minute: from,
            minutes: to - from,
            except: vec![],
            skip_holidays: round.facts.skip_holidays,
        },
        resource: Resource::room(block.room, round.center),
        kind: Use::Season,
        owner: award.id.id(),
        label: club.found("organization")?.name,
        outside_hours: false,
    };
    let owner = award.id.id();
    let series = occupy_series(w, new, |_, _| owner).await?.series;
    match store::award::set_series(w.tx(), award.id, series).await? {
        true => Ok(()),
        // Somebody else wrote them at the same time: this one takes back what it wrote.
        false => Err(DbError::Retry.into()),
    }
}

/// End a season early: what lies ahead of a day is given back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndRound {
    pub round: RoundId,
    /// The first day that is given back; not before today.
    pub from: Date,
}

impl Command for EndRound {
    const NAME: &'static str = "bookings.end_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonRound> {
        let now = w.now();
        let from = self.from.max(w.zone().date(now));
        let round = RoundRecord { ended_on: Some(from), ..at.round };
        let at = become_state(w, RoundAt { round, ..at }, RoundState::Ended).await?;
        for award in store::award::of_round(w.tx(), at.round.id, None).await? {
            w.later(EndAward { award: award.id, from }, now).await?;
        }
        Ok(seeing::round(&at, now))
    }
}

/// Gives back what an award holds from a day on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndAward {
    pub award: AwardId,
    pub from: Date,
}

impl Job for EndAward {
    const NAME: &'static str = "bookings.end_award";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

impl Command for EndAward {
    const NAME: &'static str = "bookings.end_award";
    const NEEDS: Permission = permissions::KEEP;
    type Target = AwardAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AwardAt> {
        targets::award(r.tx(), self.award).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AwardAt) -> Result<()> {
        let from = w.zone().start_of(self.from);
        match at.award.series {
            Some(series) => end_series(w, series, from).await.map(drop),
            None => Ok(()),
        }
    }
}
