//! Verifies an allocation and its certificate. Uses nothing of the search.
use crate::certificate::{Certificate, Leaf, Limit, Split, Tree};
use crate::level::{Level, levels, values};
use crate::paid::Paid;
use crate::round::{Fault, Round};
use crate::solve::{Allocation, Proof};
use crate::worth::Worth;
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Error)]
pub enum Unproved {
    #[error(transparent)]
    Round(#[from] Fault),
    #[error("club {club} can't have what it was given: {why}; take the allocation back")]
    Given { club: usize, why: &'static str },
    #[error(
        "a limit of the certificate holds not for every allocation: {0:?}; make the certificate anew"
    )]
    Limit(Limit),
    #[error(
        "a leaf of the certificate lets level {level} reach more than the allocation has; make the certificate anew"
    )]
    Open { level: usize },
    #[error("the certificate is not made for this round; make it anew")]
    Other,
    #[error(
        "the allocation says that {said} levels are proved, its certificate closes {closed}; make the certificate anew"
    )]
    Said { said: usize, closed: usize },
}

/// Which of a club's liked blocks are still possible, in the order of its likes.
pub type Possible = Vec<Vec<bool>>;

/// `Ok` when the allocation keeps all rules and its certificate proves as many levels as it says.
pub fn check(round: &Round, allocation: &Allocation) -> Result<(), Unproved> {
    round.check()?;
    check_given(round, &allocation.given)?;
    let levels = levels(round);
    let have = values(round, &allocation.given);
    let worths = &allocation.certificate.worths;
    check_worths(round, &levels, worths)?;
    let case = Case { round, levels: &levels, worths, have: &have };
    let mut closed = 0;
    for step in &allocation.certificate.steps {
        if step.to < closed || step.to >= levels.len() {
            return Err(Unproved::Other);
        }
        case.closes(&step.tree, &mut possible(round), closed, step.to)?;
        closed = step.to + 1;
    }
    match &allocation.proof {
        Proof::Fair if closed == levels.len() => Ok(()),
        Proof::Fair => Err(Unproved::Said { said: levels.len(), closed }),
        Proof::Stopped { proved, .. } if *proved != closed => {
            Err(Unproved::Said { said: *proved, closed })
        }
        stopped => case.check_stopped(stopped, closed, &allocation.certificate),
    }
}

fn check_given(round: &Round, given: &[Vec<usize>]) -> Result<(), Unproved> {
    let refuse = |club: usize, why: &'static str| Err(Unproved::Given { club, why });
    if given.len() != round.clubs.len() {
        return Err(Unproved::Other);
    }
    let mut all: Vec<usize> = Vec::new();
    for (club, (c, blocks)) in round.clubs.iter().zip(given).enumerate() {
        if blocks.len() > usize::from(c.wanted) {
            return refuse(club, "more blocks than it wants");
        }
        for (at, &block) in blocks.iter().enumerate() {
            if !c.likes.iter().any(|like| like.block == block) || !round.holds(block, club) {
                return refuse(club, "a block that does not suit it");
            }
            let day = |&&other: &&usize| round.blocks[other].weekday == round.blocks[block].weekday;
            if blocks.iter().filter(day).count() > usize::from(c.a_day) {
                return refuse(club, "too many blocks on one day");
            }
            if blocks[..at].iter().any(|&other| round.overlap(other, block)) {
                return refuse(club, "two blocks at overlapping times");
            }
            if all.iter().any(|&other| round.conflict(other, block)) {
                return refuse(club, "a block that conflicts with another that was given");
            }
        }
        all.extend(blocks);
    }
    Ok(())
}

/// One of a level has to be worth more than all that the later levels can make up.
fn check_worths(round: &Round, levels: &[Level], worths: &[Worth]) -> Result<(), Unproved> {
    if levels.len() != worths.len() || !Worth::are_small(worths.iter().copied()) {
        return Err(Unproved::Other);
    }
    let mut later = Worth::ZERO;
    for (level, &worth) in levels.iter().zip(worths).rev() {
        if worth <= later {
            return Err(Unproved::Other);
        }
        let (least, most) = level.range(round);
        later += worth * (most - least);
    }
    Ok(())
}

/// Every liked block that is large enough.
pub fn possible(round: &Round) -> Possible {
    let suits = |club: usize| {
        round.clubs[club].likes.iter().map(|like| round.holds(like.block, club)).collect()
    };
    (0..round.clubs.len()).map(suits).collect()
}

/// What a certificate is held against.
pub struct Case<'a> {
    pub round: &'a Round,
    pub levels: &'a [Level],
    pub worths: &'a [Worth],
    pub have: &'a [i64],
}

impl Case<'_> {
    fn check_stopped(
        &self,
        proof: &Proof,
        closed: usize,
        certificate: &Certificate,
    ) -> Result<(), Unproved> {
        let Proof::Stopped { shares, open, have, most, .. } = proof else {
            return Err(Unproved::Other);
        };
        let is_open = self.levels.get(closed) == Some(open) && self.have.get(closed) == Some(have);
        if !is_open || *shares == matches!(open, Level::Above(_)) {
            return Err(Unproved::Other);
        }
        match (most, &certificate.beyond) {
            (None, None) => Ok(()),
            (Some(most), Some(Leaf::Level { unit, prices })) => {
                let reach = self.reach(&possible(self.round), closed, *unit, prices)?;
                if reach <= i128::from(*most) {
                    Ok(())
                } else {
                    Err(Unproved::Open { level: closed })
                }
            }
            _ => Err(Unproved::Other),
        }
    }

    fn closes(
        &self,
        tree: &Tree,
        possible: &mut Possible,
        from: usize,
        to: usize,
    ) -> Result<(), Unproved> {
        match tree {
            Tree::Leaf(Leaf::Whole { ceiling, prices }) => {
                self.whole(possible, ceiling, prices, to)
            }
            Tree::Leaf(Leaf::Level { unit, prices }) => {
                let reach = self.reach(possible, to, *unit, prices)?;
                if from == to && reach <= i128::from(self.have[to]) {
                    Ok(())
                } else {
                    Err(Unproved::Open { level: to })
                }
            }
            Tree::Split(split) => {
                let Split { block, club, without, with } = split.as_ref();
                let is = |c: usize, b: usize| b == *block && club.is_none_or(|own| own == c);
                let against = |c: usize, b: usize| match club {
                    None => b != *block && self.round.conflict(b, *block),
                    Some(own) => b != *block && c == *own && self.round.overlap(b, *block),
                };
                if *block >= self.round.blocks.len() {
                    return Err(Unproved::Other);
                }
                self.closes(without, &mut self.less(possible, is), from, to)?;
                self.closes(with, &mut self.less(possible, against), from, to)
            }
        }
    }

    fn less(&self, possible: &Possible, closed: impl Fn(usize, usize) -> bool) -> Possible {
        let mut less = possible.clone();
        for (club, (c, open)) in self.round.clubs.iter().zip(&mut less).enumerate() {
            for (like, open) in c.likes.iter().zip(open) {
                *open &= !closed(club, like.block);
            }
        }
        less
    }

    fn whole(
        &self,
        possible: &Possible,
        ceiling: &[i64],
        prices: &[(Limit, Worth)],
        to: usize,
    ) -> Result<(), Unproved> {
        let most = self.ceiling(possible, prices, |_| None, self.worths)?;
        let ranges = self.levels.iter().map(|level| level.range(self.round));
        let is_value = ceiling.len() == self.levels.len()
            && ceiling
                .iter()
                .zip(ranges)
                .all(|(value, (least, most))| (least..=most).contains(value));
        let holds = is_value && most <= Worth::sum(self.worths, ceiling.iter().copied());
        if holds && ceiling[..=to] <= self.have[..=to] {
            Ok(())
        } else {
            Err(Unproved::Open { level: to })
        }
    }

    /// The most the level can be where all earlier ones are kept.
    pub fn reach(
        &self,
        possible: &Possible,
        level: usize,
        unit: i64,
        prices: &[(Limit, i64)],
    ) -> Result<i128, Unproved> {
        let mut per_level = vec![Worth::ZERO; self.levels.len()];
        for (limit, price) in prices {
            if let Limit::Kept { level: kept } = limit {
                if *kept >= level || *price < 0 {
                    return Err(Unproved::Limit(limit.clone()));
                }
                per_level[*kept] += Worth::plain(i128::from(*price));
            }
        }
        per_level[level] += Worth::plain(i128::from(unit));
        if unit <= 0 {
            return Err(Unproved::Other);
        }
        let prices: Vec<(Limit, Worth)> = prices
            .iter()
            .map(|(limit, price)| (limit.clone(), Worth::plain(i128::from(*price))))
            .collect();
        let most =
            self.ceiling(possible, &prices, |kept| self.have.get(kept).copied(), &per_level)?;
        Ok(most.low().div_euclid(i128::from(unit)))
    }

    /// What no allocation among the possible exceeds, where one of each level is worth `per_level`.
    fn ceiling(
        &self,
        possible: &Possible,
        prices: &[(Limit, Worth)],
        kept: impl Fn(usize) -> Option<i64>,
        per_level: &[Worth],
    ) -> Result<Worth, Unproved> {
        let clubs = &self.round.clubs;
        let mut paid = Paid::new(self.round);
        let mut most = Worth::ZERO;
        if !Worth::are_small(
            prices.iter().map(|(_, price)| *price).chain(per_level.iter().copied()),
        ) {
            return Err(Unproved::Other);
        }
        for (limit, price) in prices {
            let refuse = || Unproved::Limit(limit.clone());
            if *price < Worth::ZERO && !matches!(limit, Limit::Balance { .. }) {
                return Err(refuse());
            }
            if let Limit::Kept { level } = limit {
                most -= *price * kept(*level).ok_or_else(refuse)?;
            } else {
                most += *price * paid.pay(self.round, limit, *price).ok_or_else(refuse)?;
            }
        }
        let beyond = |worth: Worth| worth.max(Worth::ZERO);
        for (club, c) in clubs.iter().enumerate() {
            for nth in 1..=c.wanted {
                let gain =
                    Worth::sum(per_level, self.levels.iter().map(|level| level.of_count(c, nth)));
                most += beyond(gain - paid.counts[club][usize::from(nth)]);
            }
            for (like, (open, cost)) in
                c.likes.iter().zip(possible[club].iter().zip(&paid.likes[club]))
            {
                if *open {
                    let gain = Worth::sum(
                        per_level,
                        self.levels.iter().map(|level| level.of_rank(c, like.rank)),
                    );
                    most += beyond(gain - *cost - paid.blocks[like.block]);
                }
            }
        }
        Ok(most)
    }
}
