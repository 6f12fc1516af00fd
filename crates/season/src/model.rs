use crate::certificate::{Leaf, Limit, Split, Tree};
use crate::level::{Level, levels};
use crate::round::{Block, Club, Like, Round};
use crate::worth::Worth;
use std::collections::BTreeSet;

/// A club and a block that suits it.
#[derive(Clone, Copy)]
pub struct Pair {
    pub club: usize,
    pub block: usize,
    pub rank: u8,
}

/// The round in an order of its own, so that the answer does not hang on the order it came in: blocks by
/// time and room, clubs by what they ask for; blocks that suit nobody are left out.
pub struct Model {
    pub round: Round,
    pub levels: Vec<Level>,
    pub worths: Vec<Worth>,
    /// By club, then by block.
    pub pairs: Vec<Pair>,
    /// Pairs of each club and of each block.
    pub of_club: Vec<Vec<usize>>,
    pub of_block: Vec<Vec<usize>>,
    /// Blocks each block conflicts with.
    pub against: Vec<Vec<usize>>,
    /// Largest sets of blocks that all conflict.
    pub cliques: Vec<Vec<usize>>,
    /// The round's own numbers.
    clubs: Vec<usize>,
    blocks: Vec<usize>,
}

impl Model {
    pub fn new(given: &Round) -> Self {
        let fits = |club: usize, like: &Like| given.holds(like.block, club);
        let liked: BTreeSet<usize> = (0..given.clubs.len())
            .flat_map(|club| {
                given.clubs[club].likes.iter().filter(move |l| fits(club, l)).map(|l| l.block)
            })
            .collect();
        let mut blocks: Vec<usize> = liked.into_iter().collect();
        let time = |b: &Block| (b.weekday, b.from, b.to, b.room);
        blocks.sort_by_key(|&b| time(&given.blocks[b]));
        let mut place = vec![0; given.blocks.len()];
        for (at, &block) in blocks.iter().enumerate() {
            place[block] = at;
        }
        let renumbered = |club: usize| {
            let c = &given.clubs[club];
            let suit = c.likes.iter().filter(|like| fits(club, like));
            let mut likes: Vec<Like> =
                suit.map(|l| Like { block: place[l.block], rank: l.rank }).collect();
            likes.sort_by_key(|like| like.block);
            Club { likes, ..c.clone() }
        };
        let mut clubs: Vec<(usize, Club)> =
            (0..given.clubs.len()).map(|club| (club, renumbered(club))).collect();
        clubs.sort_by_cached_key(|(_, c)| {
            let likes: Vec<(usize, u8)> = c.likes.iter().map(|l| (l.block, l.rank)).collect();
            (c.had, c.wanted, c.a_day, likes)
        });
        let round = Round {
            rooms: given.rooms.clone(),
            blocks: blocks.iter().map(|&b| given.blocks[b].clone()).collect(),
            clubs: clubs.iter().map(|(_, c)| c.clone()).collect(),
        };
        Self::over(round, clubs.into_iter().map(|(club, _)| club).collect(), blocks)
    }

    fn over(round: Round, clubs: Vec<usize>, blocks: Vec<usize>) -> Self {
        let levels = levels(&round);
        let worths = Worth::of_levels(&round, &levels);
        let (mut of_club, mut of_block) =
            (vec![Vec::new(); round.clubs.len()], vec![Vec::new(); round.blocks.len()]);
        let mut pairs = Vec::new();
        for (club, c) in round.clubs.iter().enumerate() {
            for like in &c.likes {
                of_club[club].push(pairs.len());
                of_block[like.block].push(pairs.len());
                pairs.push(Pair { club, block: like.block, rank: like.rank });
            }
        }
        let n = round.blocks.len();
        let against: Vec<Vec<usize>> =
            (0..n).map(|a| (0..n).filter(|&b| a != b && round.conflict(a, b)).collect()).collect();
        let cliques = cliques(&round, &against);
        Self { round, levels, worths, pairs, of_club, of_block, against, cliques, clubs, blocks }
    }

    pub fn values(&self, pairs: &[usize]) -> Vec<i64> {
        crate::level::values(&self.round, &self.by_club(pairs))
    }

    fn by_club(&self, pairs: &[usize]) -> Vec<Vec<usize>> {
        let mut given = vec![Vec::new(); self.round.clubs.len()];
        for &pair in pairs {
            given[self.pairs[pair].club].push(self.pairs[pair].block);
        }
        given
    }

    /// What each club of the round has, by the round's own numbers.
    pub fn given(&self, pairs: &[usize]) -> Vec<Vec<usize>> {
        let mut given = vec![Vec::new(); self.clubs.len()];
        for (club, blocks) in self.by_club(pairs).into_iter().enumerate() {
            let own = &mut given[self.clubs[club]];
            own.extend(blocks.into_iter().map(|b| self.blocks[b]));
            own.sort_unstable();
        }
        given
    }

    /// Puts the round's own numbers into a certificate.
    pub fn name(&self, tree: &mut Tree) {
        match tree {
            Tree::Leaf(Leaf::Whole { prices, .. }) => {
                prices.iter_mut().for_each(|(limit, _)| self.name_limit(limit))
            }
            Tree::Leaf(Leaf::Level { prices, .. }) => {
                prices.iter_mut().for_each(|(limit, _)| self.name_limit(limit))
            }
            Tree::Split(split) => {
                let Split { block, club, without, with } = split.as_mut();
                *block = self.blocks[*block];
                *club = club.map(|c| self.clubs[c]);
                self.name(without);
                self.name(with);
            }
        }
    }

    fn name_limit(&self, limit: &mut Limit) {
        let rename = |blocks: &mut Vec<usize>| blocks.iter_mut().for_each(|b| *b = self.blocks[*b]);
        match limit {
            Limit::Balance { club } | Limit::Order { club, .. } | Limit::Day { club, .. } => {
                *club = self.clubs[*club]
            }
            Limit::Apart { club, blocks } => {
                *club = self.clubs[*club];
                rename(blocks);
            }
            Limit::Once { blocks } => rename(blocks),
            Limit::Kept { .. } => {}
        }
    }
}

/// Blocks of one line of rooms (each containing the next) at one moment all conflict, and two that conflict
/// are in such a set: at the moment the later of them begins.
fn cliques(round: &Round, against: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let at = |block: usize, moment: u16| {
        round.blocks[block].from <= moment && moment < round.blocks[block].to
    };
    let mut all = BTreeSet::new();
    for (inner, beside) in against.iter().enumerate() {
        let near = || beside.iter().copied().chain([inner]);
        let moments: BTreeSet<u16> =
            near().map(|b| round.blocks[b].from).filter(|&m| at(inner, m)).collect();
        for moment in moments {
            let line = near().filter(|&b| {
                at(b, moment) && round.within(round.blocks[inner].room, round.blocks[b].room)
            });
            all.insert(line.collect::<BTreeSet<usize>>());
        }
    }
    let mut having: Vec<Vec<&BTreeSet<usize>>> = vec![Vec::new(); round.blocks.len()];
    for set in &all {
        set.iter().for_each(|&b| having[b].push(set));
    }
    let first = |set: &BTreeSet<usize>| set.first().map_or(&[][..], |&b| &having[b][..]);
    let largest = all.iter().filter(|set| {
        !first(set).iter().any(|other| set.len() < other.len() && set.is_subset(other))
    });
    largest.map(|set| set.iter().copied().collect()).collect()
}
