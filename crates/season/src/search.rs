//! Closes the levels one after another: a better allocation is found, or shown not to be there.
use crate::bound;
use crate::certificate::{Leaf, Split, Step, Tree};
use crate::flow;
use crate::model::Model;
use crate::open::{Clash, Groups, Open};

pub struct Search<'a> {
    model: &'a Model,
    stop: &'a dyn Fn() -> bool,
    /// The best so far: pairs and their values.
    pub best: Vec<usize>,
    pub have: Vec<i64>,
    pub steps: Vec<Step>,
    /// On the level that was left open: what it can't exceed, and the leaf that shows it.
    pub beyond: Option<(i64, Leaf)>,
}

impl<'a> Search<'a> {
    pub fn new(model: &'a Model, stop: &'a dyn Fn() -> bool) -> Self {
        let have = model.values(&[]);
        Self { model, stop, best: Vec::new(), have, steps: Vec::new(), beyond: None }
    }

    /// Runs until every level is closed or it is stopped.
    pub fn run(&mut self) {
        let open = Open::all(self.model);
        let groups = open.groups(self.model);
        let relaxed = flow::best(self.model, &open, &groups, self.stop);
        self.complete(&relaxed.pairs);
        let uses: Vec<f64> = relaxed_uses(self.model, &relaxed.pairs);
        self.round(&open, &uses);
        if let Some(leaf) = relaxed.leaf {
            // What the flow can't exceed is closed as far as the best has it.
            let same = relaxed.values.iter().zip(&self.have).take_while(|(a, b)| a == b).count();
            if same > 0 {
                self.steps.push(Step { to: same - 1, tree: Tree::Leaf(leaf) });
            }
        }
        let from = self.steps.last().map_or(0, |step| step.to + 1);
        for level in from..self.model.levels.len() {
            self.beyond = None;
            let Some(tree) = self.close(&open, level, true) else { return };
            self.steps.push(Step { to: level, tree });
        }
    }

    /// Shows that nothing open that keeps the earlier levels has more of this one than the best; on the way
    /// the best may become better. `None` when stopped.
    fn close(&mut self, open: &Open, level: usize, is_root: bool) -> Option<Tree> {
        if let Some(leaf) = bound::without_prices(self.model, open, &self.have, level) {
            return Some(Tree::Leaf(leaf));
        }
        if (self.stop)() {
            return None;
        }
        let groups = open.groups(self.model);
        if groups.clashes.is_empty() {
            let exact = flow::best(self.model, open, &groups, self.stop);
            self.offer(exact.pairs, exact.values);
            return exact.leaf.map(Tree::Leaf);
        }
        let bound = bound::reach(self.model, open, &self.have, level);
        if let Some(bound) = &bound {
            if bound.reach > i128::from(self.have[level]) {
                self.round(open, &bound.uses);
            }
            if is_root {
                self.beyond =
                    i64::try_from(bound.reach).ok().map(|reach| (reach, bound.leaf.clone()));
            }
        }
        let (reach, uses, leaf) = match bound {
            Some(bound) => {
                (i64::try_from(bound.reach).unwrap_or(i64::MAX), bound.uses, Some(bound.leaf))
            }
            None => (i64::MAX, vec![0.0; open.pairs.len()], None),
        };
        if self.have[level] < reach
            && let Halves::Both(split) = self.split(open, &groups, &uses, level, reach)?
        {
            return Some(Tree::Split(split));
        }
        leaf.map(Tree::Leaf)
    }

    /// Closes both halves; ends as soon as the best has `reach`.
    fn split(
        &mut self,
        open: &Open,
        groups: &Groups,
        uses: &[f64],
        level: usize,
        reach: i64,
    ) -> Option<Halves> {
        let model = self.model;
        let (mut without, mut with) = (open.clone(), open.clone());
        let (block, club, use_of) = match undecided(model, groups, uses) {
            Choice::Block(block) => {
                without.close_block(model, block);
                with.close_against(model, block);
                (block, None, use_of(model, uses, block))
            }
            Choice::Pair(pair) => {
                without.pairs[pair] = false;
                with.close_beside(model, pair);
                (model.pairs[pair].block, Some(model.pairs[pair].club), uses[pair])
            }
        };
        // The likelier half first: the sooner a good allocation is found, the sooner the rest is closed.
        let with_first = use_of >= 0.5;
        let first = self.close(if with_first { &with } else { &without }, level, false)?;
        if self.have[level] >= reach {
            return Some(Halves::Enough);
        }
        let second = self.close(if with_first { &without } else { &with }, level, false)?;
        let (with, without) = if with_first { (first, second) } else { (second, first) };
        Some(Halves::Both(Box::new(Split { block, club, without, with })))
    }

    /// Takes an allocation without clashes when it is better.
    fn offer(&mut self, pairs: Vec<usize>, values: Vec<i64>) {
        if values > self.have {
            (self.best, self.have) = (pairs, values);
        }
    }

    /// Makes an allocation of what may hold clashes by leaving out the later of two.
    fn complete(&mut self, pairs: &[usize]) {
        let mut kept = Vec::new();
        for &pair in pairs {
            kept.push(pair);
            if flow::clash(self.model, &kept).is_some() {
                kept.pop();
            }
        }
        let values = self.model.values(&kept);
        self.offer(kept, values);
    }

    /// Opens the blocks that are used most as far as they don't clash, and takes the best of those.
    fn round(&mut self, open: &Open, uses: &[f64]) {
        let model = self.model;
        let mut less = open.clone();
        let mut blocks: Vec<usize> =
            (0..model.round.blocks.len()).filter(|&b| open.has_block(model, b)).collect();
        blocks.sort_by(|&a, &b| use_of(model, uses, b).total_cmp(&use_of(model, uses, a)));
        for block in blocks {
            if less.has_block(model, block) {
                less.close_against(model, block);
            }
        }
        loop {
            let groups = less.groups(model);
            let relaxed = flow::best(model, &less, &groups, self.stop);
            match flow::clash(model, &relaxed.pairs) {
                None => return self.offer(relaxed.pairs, relaxed.values),
                Some(Clash::Pairs(a, b)) => {
                    less.pairs[if uses[a] < uses[b] { a } else { b }] = false
                }
                Some(Clash::Blocks(a, _)) => less.close_block(model, a),
            }
        }
    }
}

enum Halves {
    Both(Box<Split>),
    /// The best came to what the whole allows, so the whole is closed without its halves.
    Enough,
}

enum Choice {
    Block(usize),
    Pair(usize),
}

/// What clashes and is used nearest to one half; blocks before pairs.
fn undecided(model: &Model, groups: &Groups, uses: &[f64]) -> Choice {
    let half = |use_of: f64| (use_of - 0.5).abs();
    let clashes = groups.clashes.iter();
    let blocks = clashes.clone().filter_map(|clash| match clash {
        Clash::Blocks(a, b) => Some([*a, *b]),
        Clash::Pairs(..) => None,
    });
    let near = |&a: &usize, &b: &usize| {
        half(use_of(model, uses, a)).total_cmp(&half(use_of(model, uses, b)))
    };
    if let Some(block) = blocks.flatten().min_by(near) {
        return Choice::Block(block);
    }
    let pairs = clashes.filter_map(|clash| match clash {
        Clash::Pairs(a, b) => Some([*a, *b]),
        Clash::Blocks(..) => None,
    });
    let pair = pairs.flatten().min_by(|&a, &b| half(uses[a]).total_cmp(&half(uses[b])));
    Choice::Pair(pair.unwrap_or_default())
}

fn use_of(model: &Model, uses: &[f64], block: usize) -> f64 {
    model.of_block[block].iter().map(|&pair| uses[pair]).sum()
}

fn relaxed_uses(model: &Model, pairs: &[usize]) -> Vec<f64> {
    let mut uses = vec![0.0; model.pairs.len()];
    pairs.iter().for_each(|&pair| uses[pair] = 1.0);
    uses
}
