use super::regions::Regions;

/// Finds what a catchment loses when one home leaves it: the home, and whatever then no longer hangs
/// together with the rest.
pub(super) struct Cut {
    /// By home: the front that came there, where `seen` is of this search.
    front: Vec<u32>,
    seen: Vec<u32>,
    search: u32,
    fronts: Vec<Front>,
    /// What leaves, the home first.
    pub lost: Vec<u32>,
}

#[derive(Default)]
struct Front {
    homes: Vec<u32>,
    next: usize,
    /// The front this one has met; itself while it has met none.
    joined: u32,
}

impl Cut {
    pub fn new(homes: usize) -> Self {
        Self {
            front: vec![0; homes],
            seen: vec![0; homes],
            search: 0,
            fronts: vec![],
            lost: vec![],
        }
    }

    /// Fronts go out from the homes beside the one that leaves, in turn, and join where they meet.
    /// A front that ends without having met the last is cut off; the last is not followed to its end.
    /// Returns how many homes were looked at.
    pub fn around(&mut self, regions: &Regions<'_>, home: u32) -> usize {
        self.lost.clear();
        self.lost.push(home);
        if self.search == u32::MAX {
            self.seen.fill(0);
            self.search = 0;
        }
        self.search += 1;
        let mine = regions.of[home as usize];
        self.seen[home as usize] = self.search;
        self.front[home as usize] = u32::MAX;
        let near = regions.ground.beside[home as usize].iter();
        let mut count = 0;
        for other in near.filter(|other| regions.of[**other as usize] == mine) {
            if self.fronts.len() == count {
                self.fronts.push(Front::default());
            }
            let front = &mut self.fronts[count];
            front.homes.clear();
            front.homes.push(*other);
            (front.next, front.joined) = (0, count as u32);
            self.seen[*other as usize] = self.search;
            self.front[*other as usize] = count as u32;
            count += 1;
        }
        let (mut apart, mut work) = (count, count);
        let mut open: Vec<usize> = (0..count).collect();
        while apart > 1 {
            let mut at = 0;
            while at < open.len() && apart > 1 {
                match self.advance(regions, open[at], mine) {
                    Some(met) => {
                        apart -= met;
                        work += 1;
                        at += 1;
                    }
                    None => {
                        let ended = self.root(open.swap_remove(at));
                        if !open.iter().any(|other| self.root(*other) == ended) {
                            apart -= 1;
                            for front in 0..count {
                                if self.root(front) == ended {
                                    self.lost.extend_from_slice(&self.fronts[front].homes);
                                }
                            }
                        }
                    }
                }
            }
        }
        work
    }

    fn root(&self, mut front: usize) -> usize {
        while self.fronts[front].joined as usize != front {
            front = self.fronts[front].joined as usize;
        }
        front
    }

    /// Looks around the next home of a front; how many others it met, or none when it is at its end.
    fn advance(&mut self, regions: &Regions<'_>, front: usize, mine: u32) -> Option<usize> {
        let home = *self.fronts[front].homes.get(self.fronts[front].next)?;
        self.fronts[front].next += 1;
        let mut met = 0;
        for other in &regions.ground.beside[home as usize] {
            let o = *other as usize;
            if regions.of[o] != mine || self.front[o] == u32::MAX && self.seen[o] == self.search {
                continue;
            }
            if self.seen[o] != self.search {
                self.seen[o] = self.search;
                self.front[o] = front as u32;
                self.fronts[front].homes.push(*other);
                continue;
            }
            let (a, b) = (self.root(front), self.root(self.front[o] as usize));
            if a != b {
                self.fronts[b].joined = a as u32;
                met += 1;
            }
        }
        Some(met)
    }
}
