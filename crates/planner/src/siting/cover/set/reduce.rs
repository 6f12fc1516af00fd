use super::super::lists::within;
use super::Set;

/// What is left to decide, and what was decided already, by name.
pub(super) struct Reduced {
    pub set: Set,
    pub taken: Vec<u32>,
    pub cost: u64,
}

impl Set {
    /// Takes candidates that alone cover a home; drops homes that are covered whenever another one
    /// is, and candidates another one covers as much as for no more money; until nothing changes.
    /// `None` when a home has no candidate.
    pub(super) fn reduced(self) -> Option<Reduced> {
        let (mut set, mut taken, mut cost) = (self, vec![], 0u64);
        loop {
            if set.candidates.iter().any(<[u32]>::is_empty) {
                return None;
            }
            let (candidates, homes) = (set.len(), set.candidates.len());
            loop {
                let alone = set.candidates.iter().find(|list| list.len() == 1).map(|list| list[0]);
                let Some(only) = alone else { break };
                taken.push(set.names[only as usize]);
                cost = cost.saturating_add(set.costs[only as usize]);
                set = set.with(only);
            }
            set = set.without_easy_homes();
            let dominated: Vec<bool> = (0..set.len() as u32).map(|c| set.dominated(c)).collect();
            if dominated.contains(&true) {
                set = set.without(&dominated);
            }
            if (set.len(), set.candidates.len()) == (candidates, homes) {
                return Some(Reduced { set, taken, cost });
            }
        }
    }

    fn without_easy_homes(&self) -> Self {
        let homes = self.candidates.len() as u32;
        let mut easy = vec![false; homes as usize];
        for hard in 0..homes {
            let mine = self.candidates.of(hard);
            let Some(fewest) = mine.iter().min_by_key(|c| self.homes.of(**c).len()) else {
                continue;
            };
            if easy[hard as usize] {
                continue;
            }
            for home in self.homes.of(*fewest) {
                let theirs = self.candidates.of(*home);
                let later = theirs.len() > mine.len() || *home > hard;
                if *home != hard && !easy[*home as usize] && later && within(mine, theirs) {
                    easy[*home as usize] = true;
                }
            }
        }
        let all: Vec<u32> = (0..self.len() as u32).collect();
        self.only(&all, (0..homes).filter(|h| !easy[*h as usize]))
    }

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
}
