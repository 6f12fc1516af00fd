//! Putting together what readers see of a round.
use super::model::{BlockId, RoundState};
use super::record::{AppealRecord, AwardRecord, BlockRecord, RoundAt, WishRecord};
use super::store;
use super::views::{
    DeskRound, SeasonAppeal, SeasonAward, SeasonBlock, SeasonClub, SeasonDate, SeasonHeld,
    SeasonRound, SeasonWhy, WhyKept,
};
use crate::views::{CenterName, OrganizationName, RoomName};
use lianxin_db::Tx;
use lianxin_kernel::{Found, Names, Read, Result, Timestamp};
use lianxin_people::OrganizationId;
use lianxin_places::CenterId;
use std::collections::HashMap;

pub fn round(at: &RoundAt, now: Timestamp) -> SeasonRound {
    let RoundAt { round, center } = at;
    SeasonRound {
        id: round.id,
        center: CenterName { id: center.id, name: center.name.clone() },
        facts: round.facts.clone(),
        state: round.state(now),
        result: round.result.clone(),
        ended_on: round.ended_on,
    }
}

/// Names of clubs, each looked up once.
#[derive(Default)]
pub struct Clubs(HashMap<OrganizationId, Names>);

impl Clubs {
    pub async fn name(&mut self, tx: &mut Tx, id: OrganizationId) -> Result<OrganizationName> {
        if let Some(name) = self.0.get(&id) {
            return Ok(OrganizationName { id, name: name.clone() });
        }
        let name = lianxin_people::organization(tx, id).await?.found("organization")?.name;
        self.0.insert(id, name.clone());
        Ok(OrganizationName { id, name })
    }
}

/// The blocks in the order of the week; `taken`: with whose they are.
pub async fn blocks(
    r: &mut Read<'_>,
    clubs: &mut Clubs,
    center: CenterId,
    blocks: Vec<BlockRecord>,
    taken: &HashMap<BlockId, OrganizationId>,
) -> Result<Vec<SeasonBlock>> {
    let rooms = lianxin_places::rooms(r.tx(), center).await?;
    let mut shown = vec![];
    for BlockRecord { id, facts } in blocks {
        // A room that is gone offers nothing.
        let Some(room) = rooms.iter().find(|room| room.id == facts.room) else { continue };
        let taken_by = match taken.get(&id) {
            Some(club) => Some(clubs.name(r.tx(), *club).await?),
            None => None,
        };
        shown.push(SeasonBlock {
            id,
            room: RoomName { id: room.id, name: room.name.clone(), floor: room.floor.clone() },
            capacity: room.capacity,
            weekday: facts.weekday,
            from_minute: facts.from_minute,
            to_minute: facts.to_minute,
            taken_by,
        });
    }
    Ok(shown)
}

/// `named`: the reader may know which clubs have the blocks.
pub async fn why(
    r: &mut Read<'_>,
    clubs: &mut Clubs,
    why: WhyKept,
    named: bool,
) -> Result<SeasonWhy> {
    let mut held = vec![];
    for kept in why.held {
        let mut by = vec![];
        for club in kept.by.into_iter().filter(|_| named) {
            by.push(clubs.name(r.tx(), club).await?);
        }
        held.push(SeasonHeld { block: kept.block, by });
    }
    Ok(SeasonWhy { given: why.given, reasons: why.reasons, held })
}

pub async fn award(r: &mut Read<'_>, award: AwardRecord) -> Result<SeasonAward> {
    let series = match award.series {
        Some(id) => lianxin_calendar::series(r.tx(), id).await?,
        None => None,
    };
    let dates = series.map(|series| series.dates).unwrap_or_default();
    let dates = dates.into_iter().map(|date| SeasonDate {
        span: date.span,
        occupancy: date.occupancy,
        state: date.state,
        reasons: date.reasons,
    });
    Ok(SeasonAward {
        id: award.id,
        block: award.block,
        on_calendar: award.series.is_some(),
        dates: dates.collect(),
    })
}

pub async fn awards(r: &mut Read<'_>, all: Vec<AwardRecord>) -> Result<Vec<SeasonAward>> {
    let mut shown = vec![];
    for one in all {
        shown.push(award(r, one).await?);
    }
    Ok(shown)
}

pub async fn appeal(r: &mut Read<'_>, a: AppealRecord) -> Result<SeasonAppeal> {
    let organization = Clubs::default().name(r.tx(), a.organization).await?;
    Ok(SeasonAppeal {
        id: a.id,
        organization,
        text: a.text,
        state: a.state,
        answer: a.answer,
        made_at: a.made_at,
        answered_at: a.answered_at,
    })
}

/// All of it, for those who share it out.
pub async fn desk_round(r: &mut Read<'_>, at: RoundAt) -> Result<DeskRound> {
    let (id, now) = (at.round.id, r.now());
    let mut clubs = Clubs::default();
    // What was proposed before an accepted appeal is not proposed anymore.
    let current = !at.round.state(now).is_arranged() && at.round.kept != RoundState::Open;
    let given = match current {
        true => store::award::of_round(r.tx(), id, None).await?,
        false => vec![],
    };
    let taken = given.iter().map(|award| (award.block, award.organization)).collect();
    let offered = store::round::blocks(r.tx(), id).await?;
    let blocks = blocks(r, &mut clubs, at.center.id, offered, &taken).await?;
    let mut shown = vec![];
    for wish in store::wish::of_round(r.tx(), id).await? {
        let WishRecord { organization, facts, why: kept, put_at } = wish;
        let own = given.iter().filter(|award| award.organization == organization);
        let why = match kept.filter(|_| current) {
            Some(kept) => Some(why(r, &mut clubs, kept, true).await?),
            None => None,
        };
        shown.push(SeasonClub {
            organization: clubs.name(r.tx(), organization).await?,
            wish: facts,
            put_at,
            why,
            awards: awards(r, own.copied().collect()).await?,
        });
    }
    let mut appeals = vec![];
    for a in store::appeal::of_round(r.tx(), id, None).await? {
        appeals.push(appeal(r, a).await?);
    }
    Ok(DeskRound { round: round(&at, now), blocks, clubs: shown, appeals })
}
