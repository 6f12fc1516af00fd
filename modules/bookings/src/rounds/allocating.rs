//! Sharing out: asks what is wished, finds the fair sharing beside the async threads, checks its proof
//! without trusting the search, and has it kept.
use super::commands::KeepAllocation;
use super::model::{BlockId, RoundId};
use super::views::{DeskRound, HeldKept, RoundResult, WhyKept};
use crate::queries::{AskAllocation, ShowDeskRound};
use lianxin_kernel::{Act, Error, Result, Timestamp};
use lianxin_people::OrganizationId;
use lianxin_season::{Allocation, Proof, Round, allocate, check};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// What is shared out, and what its numbers stand for.
#[derive(Clone, Debug)]
pub struct Input {
    pub version: i64,
    pub round: Round,
    pub blocks: Vec<BlockId>,
    pub clubs: Vec<OrganizationId>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Allocated {
    pub result: RoundResult,
    pub clubs: Vec<ClubGiven>,
}

#[derive(Clone, Debug)]
pub struct ClubGiven {
    pub organization: OrganizationId,
    pub blocks: Vec<BlockId>,
    pub why: WhyKept,
}

/// One takes a whole core.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);
/// Then the best so far is taken, and it is said how much of it is proved.
const LONGEST: Duration = Duration::from_secs(20);

/// Shares out a round anew. Whose change of wishes or blocks comes in between has it refused.
pub async fn allocate_round(act: &Act, round: RoundId) -> Result<DeskRound> {
    let input = act.ask(AskAllocation { round }).await?;
    let (version, now) = (input.version, act.app().now());
    let turn = ONE_AT_A_TIME.acquire().await.map_err(Error::internal)?;
    let found = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let begun = Instant::now();
        let found = allocate(&input.round, &|| begun.elapsed() > LONGEST);
        proved(&input, &found.map_err(Error::internal)?, now)
    });
    let found = found.await.map_err(|e| Error::internal(format!("a sharing broke off: {e}")))??;
    act.run(KeepAllocation { round, version, found }).await?;
    act.ask(ShowDeskRound { round }).await
}

/// Nothing is taken over whose certificate does not hold.
fn proved(input: &Input, found: &Allocation, at: Timestamp) -> Result<Allocated> {
    check(&input.round, found).map_err(Error::internal)?;
    let (proved, shares_proved) = match &found.proof {
        Proof::Fair => (true, true),
        Proof::Stopped { shares, .. } => (false, *shares),
    };
    let sum = |of: &dyn Fn(&lianxin_season::Share) -> u8| -> i64 {
        found.shares.iter().map(|share| i64::from(of(share))).sum()
    };
    let least = found.shares.iter().min();
    let result = RoundResult {
        clubs: found.shares.len() as i64,
        wanted: sum(&|share| share.wanted),
        given: sum(&|share| share.given),
        met: found.shares.iter().filter(|share| share.given == share.wanted).count() as i64,
        least_given: least.map_or(0, |share| i64::from(share.given)),
        least_wanted: least.map_or(0, |share| i64::from(share.wanted)),
        shares_proved,
        proved,
        at,
    };
    let clubs = input.clubs.iter().zip(found.given.iter().zip(&found.why));
    let clubs = clubs.map(|(club, (given, why))| {
        let held = why.held.iter().map(|held| HeldKept {
            block: input.blocks[held.block],
            by: held.by.iter().map(|club| input.clubs[*club]).collect(),
        });
        ClubGiven {
            organization: *club,
            blocks: given.iter().map(|block| input.blocks[*block]).collect(),
            why: WhyKept {
                given: given.len() as i64,
                reasons: why.reasons.clone(),
                held: held.collect(),
            },
        }
    });
    Ok(Allocated { result, clubs: clubs.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_db::Id;
    use lianxin_season::{Block, Club, Like, Room};

    fn input() -> Input {
        let room = Room { part_of: None, capacity: 30 };
        let block = |weekday| Block { room: 0, weekday, from: 540, to: 660 };
        let likes = vec![Like { block: 0, rank: 1 }, Like { block: 1, rank: 2 }];
        let club = Club { wanted: 1, size: 20, a_day: 1, likes, had: 0 };
        let round = Round {
            rooms: vec![room],
            blocks: vec![block(1), block(2)],
            clubs: vec![club.clone(), club],
        };
        let nil = Id::NIL;
        let (blocks, clubs) = (vec![BlockId(nil); 2], vec![OrganizationId(nil); 2]);
        Input { version: 1, round, blocks, clubs }
    }

    #[test]
    fn a_sharing_without_its_proof_is_not_taken_over() {
        let input = input();
        let at = Timestamp(0);
        let found = allocate(&input.round, &|| false).unwrap();
        let kept = proved(&input, &found, at).unwrap().result;
        assert!(kept.proved && kept.shares_proved && kept.met == 2);
        let mut forged = found.clone();
        forged.given[0].clear();
        assert!(proved(&input, &forged, at).is_err());
        let mut bare = found;
        bare.certificate.steps.clear();
        assert!(proved(&input, &bare, at).is_err());
    }
}
