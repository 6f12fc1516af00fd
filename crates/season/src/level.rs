//! What makes one allocation better than another, most important first.
use crate::round::{Club, Round};
use crate::share::Share;
use serde::{Deserialize, Serialize};

/// One of the numbers two allocations are compared by; of each, more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Clubs whose share is above this one. From the lowest share upwards these numbers decide as
    /// comparing the shares from the worst-off club upwards does (leximin).
    Above(Share),
    /// Blocks given. Decides only where clubs of different wishes can be exchanged.
    Blocks,
    /// The ranks of all blocks given, with a minus.
    Ranks,
    /// What each block's club had last season, with a minus: who had less comes first.
    Had,
    /// Rank times what the club had: who had less gets the better ranks.
    HadRanks,
}

/// The levels of a round, in order.
pub fn levels(round: &Round) -> Vec<Level> {
    let mut shares: Vec<Share> = round
        .clubs
        .iter()
        .flat_map(|c| (0..c.wanted).map(|given| Share::new(given, c.wanted)))
        .collect();
    shares.sort_by_key(|s| (*s, s.wanted));
    shares.dedup();
    let above = shares.into_iter().map(Level::Above);
    above.chain([Level::Blocks, Level::Ranks, Level::Had, Level::HadRanks]).collect()
}

impl Level {
    /// What the club's `nth` block (1 is its first) adds, whichever block it is.
    pub fn of_count(self, club: &Club, nth: u8) -> i64 {
        match self {
            Self::Above(share) => i64::from(
                Share::new(nth - 1, club.wanted) <= share && share < Share::new(nth, club.wanted),
            ),
            Self::Blocks => 1,
            Self::Had => -i64::from(club.had),
            Self::Ranks | Self::HadRanks => 0,
        }
    }

    /// What a block of this rank adds.
    pub fn of_rank(self, club: &Club, rank: u8) -> i64 {
        match self {
            Self::Ranks => -i64::from(rank),
            Self::HadRanks => i64::from(club.had) * i64::from(rank),
            Self::Above(_) | Self::Blocks | Self::Had => 0,
        }
    }

    /// The largest number that one block adds to it, at least 1.
    pub(super) fn largest(self, round: &Round) -> f64 {
        let most = |of: &dyn Fn(&Club, i64) -> i64| {
            let each = round
                .clubs
                .iter()
                .flat_map(|c| c.likes.iter().map(move |like| of(c, i64::from(like.rank))));
            each.max().unwrap_or(1).max(1) as f64
        };
        match self {
            Self::Above(_) | Self::Blocks => 1.0,
            Self::Ranks => most(&|_, rank| rank),
            Self::Had => most(&|c, _| i64::from(c.had)),
            Self::HadRanks => most(&|c, rank| i64::from(c.had) * rank),
        }
    }

    /// The least and the most it can be in any allocation.
    pub fn range(self, round: &Round) -> (i64, i64) {
        let sum = |each: &dyn Fn(usize, i64, i64) -> i64| {
            let clubs = round.clubs.iter().enumerate();
            clubs.map(|(club, c)| each(club, i64::from(c.wanted), i64::from(c.had))).sum::<i64>()
        };
        match self {
            Self::Above(_) => (0, sum(&|_, _, _| 1)),
            Self::Blocks => (0, sum(&|_, wanted, _| wanted)),
            Self::Ranks => (-sum(&|club, wanted, _| wanted * worst(round, club)), 0),
            Self::Had => (-sum(&|_, wanted, had| wanted * had), 0),
            Self::HadRanks => (0, sum(&|club, wanted, had| wanted * had * worst(round, club))),
        }
    }
}

fn worst(round: &Round, club: usize) -> i64 {
    let suit = round.clubs[club].likes.iter().filter(|like| round.holds(like.block, club));
    suit.map(|like| i64::from(like.rank)).max().unwrap_or(0)
}

/// The value of an allocation on every level. Blocks a club did not name count nothing.
pub fn values(round: &Round, given: &[Vec<usize>]) -> Vec<i64> {
    let rank = |c: &Club, block: usize| {
        c.likes.iter().find(|like| like.block == block).map_or(0, |like| i64::from(like.rank))
    };
    let each = |of: &dyn Fn(&Club, &[usize]) -> i64| {
        round.clubs.iter().zip(given).map(|(c, blocks)| of(c, blocks)).sum::<i64>()
    };
    let ranks = |c: &Club, blocks: &[usize]| blocks.iter().map(|&b| rank(c, b)).sum::<i64>();
    let value = |level: Level| match level {
        Level::Above(share) => {
            each(&|c, blocks| i64::from(Share::new(blocks.len() as u8, c.wanted) > share))
        }
        Level::Blocks => each(&|_, blocks| blocks.len() as i64),
        Level::Ranks => -each(&ranks),
        Level::Had => -each(&|c, blocks| i64::from(c.had) * blocks.len() as i64),
        Level::HadRanks => each(&|c, blocks| i64::from(c.had) * ranks(c, blocks)),
    };
    levels(round).into_iter().map(value).collect()
}
