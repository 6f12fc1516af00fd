use super::dual::Side;
use super::lists::{Lists, within};
use crate::siting::{Choice, Cover, Limit};

/// What is left of a question once everything is taken out that cannot change its answer: homes
/// that a kept site covers or nobody can, homes told apart by nobody (merged), and candidates
/// another one covers as much as for no more money (Church's and Chen's reductions).
#[derive(Clone, Debug)]
pub(super) struct Core {
    /// Of merged homes; together below 2^52.
    pub weights: Vec<i64>,
    /// Candidate of the core to candidate of the question, ascending.
    pub names: Vec<u32>,
    /// What each candidate takes of the budget; at least 1.
    pub costs: Vec<u64>,
    pub budget: u64,
    /// Candidate to homes, and home to candidates.
    pub homes: Lists,
    pub candidates: Lists,
}

/// A question and what of it is settled at once.
pub(super) struct Settled {
    pub core: Core,
    /// Open in any case: kept, or free of charge. By their names in the question.
    pub open: Vec<u32>,
    pub covered: u64,
}

impl Settled {
    /// For a question that was checked.
    pub(super) fn new(cover: &Cover, choice: &Choice) -> Self {
        let n = cover.candidates() as u32;
        let cost = |c: u32| match &choice.limit {
            Limit::Budget { costs, .. } => costs[c as usize],
            Limit::Sites(_) | Limit::Free => 1,
        };
        let spent: u64 = choice.kept.iter().map(|c| cost(*c)).sum();
        let budget = match &choice.limit {
            Limit::Sites(p) => u64::from(*p),
            Limit::Budget { total, .. } => *total,
            Limit::Free => u64::from(n),
        }
        .saturating_sub(spent);
        let mut weights: Vec<i64> = cover.weights.iter().map(|w| *w as i64).collect();
        let (mut open, mut covered) = (choice.kept.clone(), 0);
        let mut take = |candidate: u32| {
            cover.of(candidate).iter().map(|h| std::mem::take(&mut weights[*h as usize])).sum()
        };
        for candidate in &choice.kept {
            covered += take(*candidate);
        }
        for candidate in (0..n).filter(|c| cost(*c) == 0) {
            let more: i64 = take(candidate);
            covered += more;
            if more > 0 {
                open.push(candidate);
            }
        }
        open.sort_unstable();
        open.dedup();
        let names: Vec<u32> = (0..n)
            .filter(|c| cost(*c) <= budget && open.binary_search(c).is_err())
            .filter(|c| cost(*c) > 0)
            .collect();
        let lists = names.iter().map(|c| {
            let list = cover.of(*c).iter().copied().filter(|h| weights[*h as usize] > 0);
            list.collect::<Vec<u32>>()
        });
        let homes = Lists::new(lists);
        let costs = names.iter().map(|c| cost(*c)).collect();
        let core = Core { candidates: Lists::default(), weights, names, costs, budget, homes };
        Self { core: core.merged().undominated().merged(), open, covered: covered as u64 }
    }

    /// The same question with candidates decided for and against.
    pub(super) fn decided(&self, sides: &[Side]) -> Self {
        let on = |side: Side| {
            (0..self.core.len() as u32).filter(move |c| sides[*c as usize] == side).collect()
        };
        let (taken, free): (Vec<u32>, Vec<u32>) = (on(Side::In), on(Side::Free));
        let mut core = self.core.clone();
        let covered = core.value(&taken);
        for candidate in &taken {
            for home in self.core.homes.of(*candidate) {
                core.weights[*home as usize] = 0;
            }
            core.budget = core.budget.saturating_sub(core.costs[*candidate as usize]);
        }
        let free: Vec<u32> =
            free.into_iter().filter(|c| core.costs[*c as usize] <= core.budget).collect();
        let mut open = self.open.clone();
        open.extend(taken.iter().map(|c| self.core.names[*c as usize]));
        open.sort_unstable();
        Self { core: core.only(&free).undominated(), open, covered: self.covered + covered as u64 }
    }

    /// The same question with another budget for what is not settled; what exceeds it goes.
    pub(super) fn with_budget(&self, budget: u64) -> Self {
        let mut core = self.core.clone();
        core.budget = budget;
        let fits: Vec<u32> =
            (0..core.len() as u32).filter(|c| core.costs[*c as usize] <= budget).collect();
        let core = core.only(&fits);
        Self { core, open: self.open.clone(), covered: self.covered }
    }

    /// An answer to the question from one to its core.
    pub(super) fn named(&self, open: &[u32]) -> Vec<u32> {
        let mut named = self.open.clone();
        named.extend(open.iter().map(|c| self.core.names[*c as usize]));
        named.sort_unstable();
        named
    }

    /// Of an answer to the question what is in the core.
    pub(super) fn within(&self, open: &[u32]) -> Vec<u32> {
        open.iter()
            .filter_map(|name| self.core.names.binary_search(name).ok())
            .map(|c| c as u32)
            .collect()
    }
}

impl Core {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Only these candidates, ascending; homes are merged anew.
    pub(super) fn only(&self, candidates: &[u32]) -> Self {
        let pick = |c: &u32| *c as usize;
        Self {
            weights: self.weights.clone(),
            names: candidates.iter().map(|c| self.names[pick(c)]).collect(),
            costs: candidates.iter().map(|c| self.costs[pick(c)]).collect(),
            budget: self.budget,
            homes: Lists::new(candidates.iter().map(|c| self.homes.of(*c))),
            candidates: Lists::default(),
        }
        .merged()
    }

    /// Homes with the same candidates become one; homes without candidates or people go.
    fn merged(self) -> Self {
        let candidates = self.homes.turned(self.weights.len());
        let mut order: Vec<(u64, u32)> = (0u32..)
            .zip(candidates.iter())
            .filter(|(home, list)| !list.is_empty() && self.weights[*home as usize] > 0)
            .map(|(home, list)| (mixed(list), home))
            .collect();
        order.sort_unstable_by(|(a, x), (b, y)| {
            a.cmp(b).then_with(|| candidates.of(*x).cmp(candidates.of(*y))).then(x.cmp(y))
        });
        // Named by the first home of each, so that neighbors in the question stay neighbors.
        let mut groups: Vec<(u32, i64)> = vec![];
        let mut last: Option<u32> = None;
        for (_, home) in order {
            let weight = self.weights[home as usize];
            let same = last.is_some_and(|last| candidates.of(last) == candidates.of(home));
            match groups.last_mut() {
                Some(group) if same => group.1 += weight,
                _ => groups.push((home, weight)),
            }
            last = Some(home);
        }
        groups.sort_unstable();
        let candidates = Lists::new(groups.iter().map(|(home, _)| candidates.of(*home)));
        let weights = groups.into_iter().map(|(_, weight)| weight).collect();
        let homes = candidates.turned(self.names.len());
        Self { weights, homes, candidates, ..self }
    }

    fn undominated(self) -> Self {
        let keep: Vec<u32> = (0..self.len() as u32).filter(|a| !self.dominated(*a)).collect();
        if keep.len() == self.len() {
            return self;
        }
        self.only(&keep)
    }

    /// Another candidate covers the same homes and more for no more; of equals the first stays.
    fn dominated(&self, a: u32) -> bool {
        let mine = self.homes.of(a);
        let cost = self.costs[a as usize];
        let Some(rarest) = mine.iter().min_by_key(|h| self.candidates.of(**h).len()) else {
            return true;
        };
        self.candidates.of(*rarest).iter().any(|b| {
            let (theirs, price) = (self.homes.of(*b), self.costs[*b as usize]);
            let equal = theirs.len() == mine.len() && price == cost;
            *b != a && price <= cost && (!equal || *b < a) && within(mine, theirs)
        })
    }

    /// All that can be covered.
    pub(super) fn total(&self) -> i64 {
        self.weights.iter().sum()
    }

    pub(super) fn reach(&self, candidate: u32) -> i64 {
        self.homes.of(candidate).iter().map(|h| self.weights[*h as usize]).sum()
    }

    /// How many can be open at once at most.
    pub(super) fn most_open(&self) -> usize {
        let mut costs = self.costs.clone();
        costs.sort_unstable();
        let mut left = self.budget;
        let fits = |cost: &&u64| {
            let fits = **cost <= left;
            left = left.saturating_sub(**cost);
            fits
        };
        costs.iter().take_while(fits).count()
    }

    pub(super) fn value(&self, open: &[u32]) -> i64 {
        let mut seen = vec![false; self.weights.len()];
        let homes = open.iter().flat_map(|c| self.homes.of(*c));
        homes
            .filter(|h| !std::mem::replace(&mut seen[**h as usize], true))
            .map(|h| self.weights[*h as usize])
            .sum()
    }
}

fn mixed(list: &[u32]) -> u64 {
    let step = |hash: u64, item: &u32| {
        (hash.rotate_left(5) ^ u64::from(*item)).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    list.iter().fold(0, step)
}
