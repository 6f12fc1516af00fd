use crate::siting::{Choice, Costs, Limit};
use crate::{Error, Result};

pub(super) const NONE: u32 = u32::MAX;

/// One candidate as a home sees it, or one home as a candidate sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub other: u32,
    pub cost: u32,
}

/// The question as both halves of the search read it: for every home the candidates that are nearer
/// than what it has in any case, the nearest first. Kept candidates are gone: they are that case.
#[derive(Clone)]
pub(super) struct Lists {
    pub weights: Vec<i64>,
    /// What a home costs when nothing chosen is nearer: weight times the nearest kept, or the penalty.
    pub base: Vec<i64>,
    first: Vec<usize>,
    near: Vec<Pair>,
    starts: Vec<usize>,
    homes: Vec<Pair>,
    pub price: Vec<u64>,
    pub room: u64,
    /// All prices are 1: any candidate can stand for any other.
    pub even: bool,
    /// The candidate of the question behind each of ours.
    pub names: Vec<u32>,
    /// Candidates of the question that are open in any case.
    pub kept: Vec<u32>,
}

impl Lists {
    pub fn homes(&self) -> usize {
        self.weights.len()
    }

    pub fn candidates(&self) -> usize {
        self.names.len()
    }

    pub fn pairs(&self) -> usize {
        self.near.len()
    }

    pub fn near(&self, home: usize) -> &[Pair] {
        &self.near[self.first[home]..self.first[home + 1]]
    }

    pub fn reached(&self, candidate: u32) -> &[Pair] {
        let c = candidate as usize;
        &self.homes[self.starts[c]..self.starts[c + 1]]
    }

    /// What the homes cost when `open` (our numbers) are open beside the kept.
    pub fn value(&self, open: &[u32]) -> i64 {
        let mut best = self.base.clone();
        for c in open {
            for pair in self.reached(*c) {
                let home = pair.other as usize;
                best[home] = best[home].min(self.weights[home] * i64::from(pair.cost));
            }
        }
        best.iter().sum()
    }

    /// Our numbers of candidates of the question; what is not ours is left out.
    pub fn ours(&self, named: &[u32]) -> Vec<u32> {
        let found = named.iter().filter_map(|name| self.names.binary_search(name).ok());
        found.map(|c| c as u32).collect()
    }

    /// All that is open, in the numbers of the question, ascending.
    pub fn named(&self, open: &[u32]) -> Vec<u32> {
        let ours = open.iter().map(|c| self.names[*c as usize]);
        let mut all: Vec<u32> = self.kept.iter().copied().chain(ours).collect();
        all.sort_unstable();
        all
    }

    /// The same question with `closed` candidates gone and `opened` ones kept (our numbers).
    pub fn reduced(&self, closed: &[bool], opened: &[u32]) -> Self {
        let mut base = self.base.clone();
        let mut gone = closed.to_vec();
        let mut room = self.room;
        for c in opened {
            gone[*c as usize] = true;
            room = room.saturating_sub(self.price[*c as usize]);
            for pair in self.reached(*c) {
                let home = pair.other as usize;
                base[home] = base[home].min(self.weights[home] * i64::from(pair.cost));
            }
        }
        for (c, price) in self.price.iter().enumerate() {
            gone[c] |= *price > room;
        }
        let stay: Vec<usize> = (0..self.candidates()).filter(|c| !gone[*c]).collect();
        let mut new = vec![NONE; self.candidates()];
        for (i, c) in stay.iter().enumerate() {
            new[*c] = i as u32;
        }
        let mut first = vec![0];
        let mut near = vec![];
        for (home, base) in base.iter().enumerate() {
            let weight = self.weights[home];
            let nearer = self.near(home).iter().take_while(|p| weight * i64::from(p.cost) < *base);
            near.extend(nearer.filter_map(|p| {
                let other = new[p.other as usize];
                (other != NONE).then_some(Pair { other, cost: p.cost })
            }));
            first.push(near.len());
        }
        let (starts, homes) = turned(stay.len(), &first, &near);
        Self {
            weights: self.weights.clone(),
            base,
            first,
            near,
            starts,
            homes,
            price: stay.iter().map(|c| self.price[*c]).collect(),
            room,
            even: self.even,
            names: stay.iter().map(|c| self.names[*c]).collect(),
            kept: self.named_kept(opened),
        }
    }

    fn named_kept(&self, opened: &[u32]) -> Vec<u32> {
        let opened = opened.iter().map(|c| self.names[*c as usize]);
        let mut kept: Vec<u32> = self.kept.iter().copied().chain(opened).collect();
        kept.sort_unstable();
        kept
    }

    /// Reads the question; `far` is what a home beyond reach costs a person, none where that is no
    /// answer. Refuses sums that could not be told exactly.
    pub fn read(costs: &Costs, choice: &Choice, far: Option<u32>) -> Result<Self> {
        check(costs)?;
        choice.check(costs.candidates())?;
        let (price, room) = match &choice.limit {
            Limit::Sites(0) => return Err(Error::value("p", "0 sites asked; ask for at least 1")),
            Limit::Sites(p) => (vec![1; costs.candidates()], u64::from(*p)),
            Limit::Budget { costs, total } => (costs.clone(), *total),
            Limit::Free => {
                let why = "the shortest walks need a number of sites or a budget";
                return Err(Error::value("limit", why));
            }
        };
        let counted: Vec<usize> =
            (0..costs.weights.len()).filter(|home| costs.weights[*home] > 0).collect();
        let mut new = vec![NONE; costs.weights.len()];
        for (i, home) in counted.iter().enumerate() {
            new[*home] = i as u32;
        }
        let mut most = vec![far.unwrap_or(0); counted.len()];
        let mut reached = vec![far.is_some(); counted.len()];
        for (home, cost) in costs.homes.iter().zip(&costs.costs) {
            let home = new[*home as usize] as usize;
            if let Some(most) = most.get_mut(home) {
                *most = (*most).max(*cost);
                reached[home] = true;
            }
        }
        if let Some(home) = reached.iter().position(|reached| !reached) {
            let left = reached.iter().filter(|reached| !**reached).count();
            return Err(Error::Impossible(format!(
                "home {} is out of reach of every candidate ({left} homes are); allow longer walks, add a candidate near it, or count homes out of reach at a fixed cost",
                counted[home]
            )));
        }
        let weights = counted.iter().map(|home| costs.weights[*home]);
        let sum: u128 =
            weights.clone().zip(&most).map(|(w, c)| u128::from(w) * u128::from(*c)).sum();
        if sum > 1 << 52 {
            let why = format!("people times costs may reach {sum}, over 2^52; divide the weights");
            return Err(Error::value("weights", why));
        }
        let penalty = (sum as i64 + 1).min((1 << 60) / (counted.len().max(1) as i64));
        let weights: Vec<i64> = weights.map(|w| w as i64).collect();
        let base = match far {
            Some(far) => weights.iter().map(|w| w * i64::from(far)).collect(),
            None => vec![penalty; counted.len()],
        };
        let mut homes = vec![];
        let mut starts = vec![0];
        for c in 0..costs.candidates() {
            let mine = costs.of(c as u32).filter(|(home, _)| new[*home as usize] != NONE);
            homes.extend(mine.map(|(home, cost)| Pair { other: new[home as usize], cost }));
            starts.push(homes.len());
        }
        let (first, mut near) = turned(counted.len(), &starts, &homes);
        for home in 0..counted.len() {
            near[first[home]..first[home + 1]].sort_unstable_by_key(|p| (p.cost, p.other));
        }
        let all = Self {
            weights,
            base,
            first,
            near,
            starts,
            homes,
            even: price.iter().all(|price| *price == 1),
            names: (0..price.len() as u32).collect(),
            price,
            room,
            kept: vec![],
        };
        Ok(all.reduced(&vec![false; all.candidates()], &choice.kept))
    }
}

/// Lists by one side as lists by the other; within each, ascending as they came.
fn turned(others: usize, first: &[usize], pairs: &[Pair]) -> (Vec<usize>, Vec<Pair>) {
    let mut starts = vec![0usize; others + 1];
    for pair in pairs {
        starts[pair.other as usize + 1] += 1;
    }
    for i in 0..others {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut out = vec![Pair { other: 0, cost: 0 }; pairs.len()];
    for (i, two) in first.windows(2).enumerate() {
        for pair in &pairs[two[0]..two[1]] {
            let at = &mut next[pair.other as usize];
            out[*at] = Pair { other: i as u32, cost: pair.cost };
            *at += 1;
        }
    }
    (starts, out)
}

/// Refuses costs whose parts do not fit each other.
pub(crate) fn check(costs: &Costs) -> Result<()> {
    let pairs = costs.homes.len();
    if costs.weights.is_empty() {
        return Err(Error::value("weights", "there are no homes"));
    }
    if costs.candidates() == 0 {
        return Err(Error::value("first", "there are no candidates"));
    }
    if costs.weights.len() >= NONE as usize || costs.candidates() >= NONE as usize {
        return Err(Error::value("weights", "more than 2^32 homes or candidates"));
    }
    let whole = costs.first.first() == Some(&0)
        && costs.first.last().is_some_and(|last| *last as usize == pairs)
        && costs.first.windows(2).all(|two| two[0] <= two[1]);
    if !whole || costs.costs.len() != pairs {
        let why = format!("does not part {pairs} homes and {} costs", costs.costs.len());
        return Err(Error::value("first", why));
    }
    for c in 0..costs.candidates() {
        let mut last = None;
        for (home, _) in costs.of(c as u32) {
            if last.is_some_and(|last| last >= home) {
                return Err(Error::value("homes", format!("those of candidate {c} do not ascend")));
            }
            if home as usize >= costs.weights.len() {
                return Err(Error::value(
                    "homes",
                    format!("{home}, of candidate {c}, is not there"),
                ));
            }
            last = Some(home);
        }
    }
    Ok(())
}
