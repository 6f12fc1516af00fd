use crate::reasons;
use crate::round::Round;
use crate::share::Share;
use lianxin_kernel::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one club is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// First `season.given`; below the wish also what stands against each named block.
    pub reasons: Vec<Reason>,
    /// Below the wish: the blocks it could use if others did not have them.
    pub held: Vec<Held>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub block: usize,
    /// Clubs that have the block, or one that conflicts with it.
    pub by: Vec<usize>,
}

pub fn why(round: &Round, given: &[Vec<usize>]) -> Vec<Why> {
    (0..round.clubs.len()).map(|club| of_club(round, given, club)).collect()
}

fn of_club(round: &Round, given: &[Vec<usize>], club: usize) -> Why {
    let (c, own) = (&round.clubs[club], &given[club]);
    let share = Share::new(own.len() as u8, c.wanted);
    let mut why = Why { reasons: vec![reasons::given(share)], held: Vec::new() };
    if share.given >= share.wanted {
        return why;
    }
    let (mut too_small, mut same_day, mut same_time) = (0, 0, 0);
    let (mut taken, mut part) = (Others::default(), Others::default());
    for block in c.likes.iter().map(|like| like.block).filter(|block| !own.contains(block)) {
        let weekday = round.blocks[block].weekday;
        let by = |stands: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..given.len())
                .filter(|&other| other != club && given[other].iter().any(|&b| stands(b)))
                .collect()
        };
        if !round.holds(block, club) {
            too_small += 1;
        } else if own.iter().filter(|&&b| round.blocks[b].weekday == weekday).count()
            >= usize::from(c.a_day)
        {
            same_day += 1;
        } else if own.iter().any(|&b| round.overlap(b, block)) {
            same_time += 1;
        } else {
            let all = by(&|b| round.conflict(b, block) || b == block);
            let same_room = by(&|b| {
                round.conflict(b, block) && round.blocks[b].room == round.blocks[block].room
            });
            let others = if same_room.is_empty() { &mut part } else { &mut taken };
            others.blocks += usize::from(!all.is_empty()) as i64;
            others.clubs.extend(&all);
            if !all.is_empty() {
                why.held.push(Held { block, by: all });
            }
        }
    }
    let named = c.likes.len() as i64;
    let known = |yes: bool, reason: Reason| yes.then_some(reason);
    let share_of = |club: &usize| Share::new(given[*club].len() as u8, round.clubs[*club].wanted);
    let best_off = |others: &Others| others.clubs.iter().map(share_of).max();
    let told = [
        known(named < i64::from(c.wanted), reasons::named_few(named, i64::from(c.wanted))),
        known(too_small > 0, reasons::too_small(too_small, i64::from(c.size))),
        known(same_day > 0, reasons::same_day(same_day, i64::from(c.a_day))),
        known(same_time > 0, reasons::same_time(same_time)),
        best_off(&taken).map(|share| reasons::taken(taken.blocks, taken.clubs.len() as i64, share)),
        best_off(&part)
            .map(|share| reasons::part_taken(part.blocks, part.clubs.len() as i64, share)),
    ];
    why.reasons.extend(told.into_iter().flatten());
    why
}

#[derive(Default)]
struct Others {
    blocks: i64,
    clubs: BTreeSet<usize>,
}
