//! Comparing two allocations and trying all of them, both written without anything of the crate's own.
use lianxin_season::Round;
use std::cmp::Ordering;

/// Shares from the worst-off club upwards, then blocks, ranks, what clubs had, and ranks by what they had.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// (given, wanted)
    pub shares: Vec<(i64, i64)>,
    pub then: [i64; 4],
}

pub fn fraction(a: &(i64, i64), b: &(i64, i64)) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

impl Standing {
    pub fn of(round: &Round, given: &[Vec<usize>]) -> Self {
        let mut shares = Vec::new();
        let mut then = [0; 4];
        for (club, blocks) in round.clubs.iter().zip(given) {
            shares.push((blocks.len() as i64, i64::from(club.wanted)));
            for like in club.likes.iter().filter(|like| blocks.contains(&like.block)) {
                let (rank, had) = (i64::from(like.rank), i64::from(club.had));
                then[0] += 1;
                then[1] -= rank;
                then[2] -= had;
                then[3] += rank * had;
            }
        }
        shares.sort_by(fraction);
        Self { shares, then }
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        let pairs = self.shares.iter().zip(&other.shares);
        let shares = pairs.map(|(a, b)| fraction(a, b)).find(|order| order.is_ne());
        shares.unwrap_or_else(|| self.then.cmp(&other.then))
    }
}

pub fn conflict(round: &Round, a: usize, b: usize) -> bool {
    let above = |room: usize| {
        std::iter::successors(Some(room), |&room| round.rooms[room].part_of).collect::<Vec<_>>()
    };
    let (inner, outer) = (round.blocks[a].room, round.blocks[b].room);
    overlap(round, a, b) && (above(inner).contains(&outer) || above(outer).contains(&inner))
}

fn overlap(round: &Round, a: usize, b: usize) -> bool {
    let (a, b) = (&round.blocks[a], &round.blocks[b]);
    a.weekday == b.weekday && a.from.max(b.from) < a.to.min(b.to)
}

/// Whether the club may have the block beside what all have.
pub fn may_have(round: &Round, given: &[Vec<usize>], club: usize, block: usize) -> bool {
    let (c, b) = (&round.clubs[club], &round.blocks[block]);
    let day = given[club].iter().filter(|&&own| round.blocks[own].weekday == b.weekday).count();
    c.likes.iter().any(|like| like.block == block)
        && round.rooms[b.room].capacity >= c.size
        && given[club].len() < usize::from(c.wanted)
        && day < usize::from(c.a_day)
        && !given[club].iter().any(|&own| overlap(round, own, block))
        && !given.iter().flatten().any(|&other| other == block || conflict(round, other, block))
}

/// The best of all allocations there are.
pub fn best(round: &Round) -> Standing {
    let mut given = vec![Vec::new(); round.clubs.len()];
    let mut best = Standing::of(round, &given);
    try_from(round, 0, &mut given, &mut best);
    best
}

fn try_from(round: &Round, block: usize, given: &mut Vec<Vec<usize>>, best: &mut Standing) {
    if block == round.blocks.len() {
        let standing = Standing::of(round, given);
        if standing.compare(best).is_gt() {
            *best = standing;
        }
        return;
    }
    try_from(round, block + 1, given, best);
    for club in 0..given.len() {
        if may_have(round, given, club, block) {
            given[club].push(block);
            try_from(round, block + 1, given, best);
            given[club].pop();
        }
    }
}
