use crate::model::Model;

/// The pairs still allowed in a part of the search.
#[derive(Clone)]
pub struct Open {
    pub pairs: Vec<bool>,
}

/// Two things of which only one can be had, and that the flow can't keep apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clash {
    /// Blocks.
    Blocks(usize, usize),
    /// Pairs of one club.
    Pairs(usize, usize),
}

/// Open blocks, and each club's open pairs on a day, in sets of which one at most can be had.
pub struct Groups {
    /// Of each block; none when it is closed.
    pub of_block: Vec<Option<usize>>,
    pub blocks: Vec<Vec<usize>>,
    /// Per club: its weekdays with sets of pairs.
    pub days: Vec<Vec<(u8, Vec<Vec<usize>>)>>,
    pub clashes: Vec<Clash>,
}

impl Open {
    pub fn all(model: &Model) -> Self {
        Self { pairs: vec![true; model.pairs.len()] }
    }

    pub fn has_block(&self, model: &Model, block: usize) -> bool {
        model.of_block[block].iter().any(|&pair| self.pairs[pair])
    }

    pub fn close_block(&mut self, model: &Model, block: usize) {
        model.of_block[block].iter().for_each(|&pair| self.pairs[pair] = false);
    }

    /// What is closed when the block is given to somebody.
    pub fn close_against(&mut self, model: &Model, block: usize) {
        model.against[block].iter().for_each(|&other| self.close_block(model, other));
    }

    /// What is closed when the club has the pair's block.
    pub fn close_beside(&mut self, model: &Model, pair: usize) {
        let p = model.pairs[pair];
        for &other in &model.of_club[p.club] {
            if other != pair && model.round.overlap(model.pairs[other].block, p.block) {
                self.pairs[other] = false;
            }
        }
    }

    pub fn groups(&self, model: &Model) -> Groups {
        let mut of_block = vec![None; model.round.blocks.len()];
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        let mut clashes = Vec::new();
        for block in (0..of_block.len()).filter(|&b| self.has_block(model, b)) {
            let earlier = model.against[block].iter().filter(|&&b| b < block);
            let open: Vec<usize> = earlier.copied().filter(|&b| of_block[b].is_some()).collect();
            let mut near: Vec<usize> = open.iter().filter_map(|&b| of_block[b]).collect();
            near.sort_unstable();
            near.dedup();
            let joins = near.into_iter().find(|&g| blocks[g].iter().all(|b| open.contains(b)));
            let group = joins.unwrap_or_else(|| {
                blocks.push(Vec::new());
                blocks.len() - 1
            });
            blocks[group].push(block);
            of_block[block] = Some(group);
            clashes.extend(
                open.into_iter()
                    .filter(|&b| of_block[b] != Some(group))
                    .map(|b| Clash::Blocks(b, block)),
            );
        }
        let days =
            (0..model.of_club.len()).map(|club| self.days(model, club, &mut clashes)).collect();
        Groups { of_block, blocks, days, clashes }
    }

    fn days(
        &self,
        model: &Model,
        club: usize,
        clashes: &mut Vec<Clash>,
    ) -> Vec<(u8, Vec<Vec<usize>>)> {
        let mut days: Vec<(u8, Vec<Vec<usize>>)> = Vec::new();
        for &pair in model.of_club[club].iter().filter(|&&pair| self.pairs[pair]) {
            let weekday = model.round.blocks[model.pairs[pair].block].weekday;
            if days.last().is_none_or(|(day, _)| *day != weekday) {
                days.push((weekday, Vec::new()));
            }
            let Some((_, sets)) = days.last_mut() else { continue };
            if model.round.clubs[club].a_day == 1 {
                match sets.first_mut() {
                    Some(all) => all.push(pair),
                    None => sets.push(vec![pair]),
                }
                continue;
            }
            let beside = |&other: &usize| {
                model.round.overlap(model.pairs[other].block, model.pairs[pair].block)
            };
            let joins = sets.iter().position(|set| set.iter().all(beside));
            for (at, set) in sets.iter().enumerate() {
                if joins != Some(at) {
                    clashes.extend(
                        set.iter().copied().filter(beside).map(|other| Clash::Pairs(other, pair)),
                    );
                }
            }
            match joins {
                Some(at) => sets[at].push(pair),
                None => sets.push(vec![pair]),
            }
        }
        days
    }
}
