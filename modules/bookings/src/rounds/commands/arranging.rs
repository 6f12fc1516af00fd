use super::{write, wrong_state};
use crate::permissions;
use crate::rounds::model::{BlockFacts, BlockId, RoundFacts, RoundId, RoundState};
use crate::rounds::record::{BlockRecord, RoundAt, RoundRecord};
use crate::rounds::seeing;
use crate::rounds::store;
use crate::rounds::targets;
use crate::rounds::views::{DeskRound, SeasonRound};
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Permission, Read, Result, Write,
};
use lianxin_places::{CenterId, CenterRef};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Begin a round for a season. Clubs do not see it until it is opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateRound {
    pub center: CenterId,
    pub facts: RoundFacts,
}

impl Command for CreateRound {
    const NAME: &'static str = "bookings.create_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = CenterRef;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<SeasonRound> {
        check(w, &self.facts)?;
        let round = RoundRecord {
            id: w.fresh_in(center.district),
            center: center.id,
            facts: self.facts.clone(),
            kept: RoundState::Draft,
            result: None,
            ended_on: None,
            made_at: w.now(),
            version: 1,
        };
        store::round::insert(w.tx(), &round).await?;
        w.on(round.id);
        Ok(seeing::round(&RoundAt { round, center }, w.now()))
    }
}

/// Change what a round is about, as long as nothing is shared out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeRound {
    pub round: RoundId,
    pub facts: RoundFacts,
}

impl Command for ChangeRound {
    const NAME: &'static str = "bookings.change_round";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = SeasonRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<SeasonRound> {
        let state = at.round.state(w.now());
        if !state.is_arranged() && state != RoundState::Open {
            return Err(wrong_state(state));
        }
        check(w, &self.facts)?;
        let facts = self.facts.clone();
        let round = write(w.tx(), RoundRecord { facts, ..at.round }).await?;
        Ok(seeing::round(&RoundAt { round, ..at }, w.now()))
    }
}

fn check(w: &Write<'_>, facts: &RoundFacts) -> Result<()> {
    facts.check(w.zone().date(w.now()))?;
    if facts.wishes_until >= w.zone().start_of(facts.first_day) {
        return Err(Error::field("wishes_until", FieldCode::OutOfRange));
    }
    Ok(())
}

/// Say which blocks a round offers. What was proposed before is taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutBlocks {
    pub round: RoundId,
    pub blocks: Vec<BlockFacts>,
}

impl Command for PutBlocks {
    const NAME: &'static str = "bookings.put_blocks";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = DeskRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<DeskRound> {
        let state = at.round.state(w.now());
        if !state.is_arranged() {
            return Err(wrong_state(state));
        }
        self.check(w, at.center.id).await?;
        let round = write(w.tx(), RoundRecord { result: None, ..at.round }).await?;
        store::award::delete_of_round(w.tx(), round.id).await?;
        let before = store::round::blocks(w.tx(), round.id).await?;
        let known: HashMap<BlockFacts, BlockId> = before.iter().map(|b| (b.facts, b.id)).collect();
        let wanted: HashSet<&BlockFacts> = self.blocks.iter().collect();
        for gone in before.iter().filter(|b| !wanted.contains(&b.facts)) {
            store::round::delete_block(w.tx(), gone.id).await?;
        }
        for facts in self.blocks.iter().filter(|b| !known.contains_key(b)) {
            let block = BlockRecord { id: w.fresh(), facts: *facts };
            store::round::insert_block(w.tx(), round.id, &block).await?;
        }
        seeing::desk_round(&mut w.read(), RoundAt { round, ..at }).await
    }
}

impl PutBlocks {
    async fn check(&self, w: &mut Write<'_>, center: CenterId) -> Result<()> {
        if self.blocks.len() > lianxin_season::MOST_BLOCKS {
            let fault = FieldError::new("blocks", FieldCode::TooMany);
            return Err(Error::Invalid(vec![
                fault.with("max", lianxin_season::MOST_BLOCKS as i64),
            ]));
        }
        let rooms = lianxin_places::rooms(w.tx(), center).await?;
        let rooms: HashSet<_> = rooms.into_iter().map(|room| room.id).collect();
        let (mut faults, mut seen) = (vec![], HashSet::new());
        for (n, block) in self.blocks.iter().enumerate() {
            faults.extend(block.fault(n));
            if !rooms.contains(&block.room) {
                faults.push(FieldError::new(format!("blocks.{n}.room"), FieldCode::Unknown));
            }
            if !seen.insert(block) {
                faults.push(FieldError::new(format!("blocks.{n}"), FieldCode::Taken));
            }
        }
        faults.truncate(20);
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}
