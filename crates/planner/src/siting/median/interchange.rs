use super::lists::{Lists, NONE};
use crate::Watch;

/// The two nearest open candidates of a home, by slot, and what they cost it; no slot is `base`.
#[derive(Clone, Copy)]
struct Near {
    slots: [u32; 2],
    values: [i64; 2],
}

/// What opening candidate `c` in place of a slot gains, in one table row per slot. Few entries of a
/// row are not 0, and `touched` names them (Resende and Werneck 2007).
#[derive(Clone)]
struct Row {
    extra: Vec<i64>,
    member: Vec<bool>,
    touched: Vec<u32>,
}

/// Chosen candidates with everything that prices a swap kept up to date.
#[derive(Clone)]
pub(super) struct Open<'a> {
    lists: &'a Lists,
    /// The candidate of each slot.
    pub slots: Vec<u32>,
    /// The slot of each candidate.
    at: Vec<u32>,
    near: Vec<Near>,
    /// What opening a candidate saves.
    save: Vec<i64>,
    /// What closing a slot loses.
    loss: Vec<i64>,
    rows: Vec<Row>,
    free: Vec<u32>,
    reach: Vec<i64>,
    pub value: i64,
    pub spent: u64,
    /// Pairs looked at: the measure of work, the same on every machine.
    pub work: u64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Swap {
    pub open: Option<u32>,
    pub close: Option<u32>,
    pub gain: i64,
}

impl<'a> Open<'a> {
    pub fn none(lists: &'a Lists) -> Self {
        let near = lists.base.iter().map(|base| Near { slots: [NONE; 2], values: [*base; 2] });
        let mut open = Self {
            lists,
            slots: vec![],
            at: vec![NONE; lists.candidates()],
            near: near.collect(),
            save: vec![0; lists.candidates()],
            loss: vec![],
            rows: vec![],
            free: vec![],
            reach: vec![i64::MAX; lists.homes()],
            value: lists.base.iter().sum(),
            spent: 0,
            work: lists.pairs() as u64,
        };
        for home in 0..lists.homes() {
            open.count(home, 1);
        }
        open
    }

    /// Opens `chosen`, in our numbers.
    pub fn with(lists: &'a Lists, chosen: &[u32]) -> Self {
        let mut open = Self::none(lists);
        for c in chosen {
            open.swap(Some(*c), None);
        }
        open
    }

    pub fn chosen(&self) -> Vec<u32> {
        let mut chosen: Vec<u32> = self.slots.iter().copied().filter(|c| *c != NONE).collect();
        chosen.sort_unstable();
        chosen
    }

    pub fn is_open(&self, candidate: u32) -> bool {
        self.at[candidate as usize] != NONE
    }

    pub fn slot(&self, candidate: u32) -> Option<u32> {
        Some(self.at[candidate as usize]).filter(|slot| *slot != NONE)
    }

    fn count(&mut self, home: usize, sign: i64) {
        let Near { slots: [slot, _], values: [one, two] } = self.near[home];
        let weight = self.lists.weights[home];
        if slot == NONE {
            for pair in self.lists.near(home) {
                self.save[pair.other as usize] += sign * (one - weight * i64::from(pair.cost));
            }
            return;
        }
        self.loss[slot as usize] += sign * (two - one);
        let row = &mut self.rows[slot as usize];
        let mut seen = 0;
        for pair in self.lists.near(home) {
            let value = weight * i64::from(pair.cost);
            if value >= two {
                break;
            }
            seen += 1;
            let c = pair.other as usize;
            self.save[c] += sign * (one - value).max(0);
            row.extra[c] += sign * (two - value.max(one));
            if !row.member[c] {
                row.member[c] = true;
                row.touched.push(pair.other);
            }
        }
        self.work += seen;
    }

    /// Opens one, closes the candidate of a slot, or both.
    pub fn swap(&mut self, open: Option<u32>, close: Option<u32>) {
        if let Some(slot) = close {
            let out = std::mem::replace(&mut self.slots[slot as usize], NONE);
            self.at[out as usize] = NONE;
            self.spent -= self.lists.price[out as usize];
            self.free.push(slot);
        }
        let gone = close.unwrap_or(NONE - 1);
        let mut come = NONE;
        if let Some(c) = open {
            come = self.take_slot(c);
            self.spent += self.lists.price[c as usize];
            for pair in self.lists.reached(c) {
                let home = pair.other as usize;
                self.reach[home] = self.lists.weights[home] * i64::from(pair.cost);
            }
        }
        for home in 0..self.near.len() {
            let now = self.near[home];
            if self.reach[home] < now.values[1] || now.slots[0] == gone || now.slots[1] == gone {
                let next = self.next(home, now, gone, come);
                self.count(home, -1);
                self.near[home] = next;
                self.value += next.values[0] - now.values[0];
                self.count(home, 1);
            }
        }
        self.work += self.near.len() as u64 / 4;
        if let Some(c) = open {
            for pair in self.lists.reached(c) {
                self.reach[pair.other as usize] = i64::MAX;
            }
        }
    }

    fn take_slot(&mut self, candidate: u32) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(NONE);
            self.loss.push(0);
            let all = self.lists.candidates();
            self.rows.push(Row { extra: vec![0; all], member: vec![false; all], touched: vec![] });
            self.slots.len() as u32 - 1
        });
        self.slots[slot as usize] = candidate;
        self.at[candidate as usize] = slot;
        slot
    }

    /// The two nearest of a home once slot `gone` is closed and slot `come` opened.
    fn next(&self, home: usize, now: Near, gone: u32, come: u32) -> Near {
        let reach = self.reach[home];
        let [one, two] = now.slots;
        let [v1, v2] = now.values;
        let pair = |slots, values| Near { slots, values };
        if one == gone {
            match reach < v2 {
                true => pair([come, two], [reach, v2]),
                false => self.second(home, two, v2, v2),
            }
        } else if reach < v1 {
            pair([come, one], [reach, v1])
        } else if reach < v2 {
            pair([one, come], [v1, reach])
        } else {
            self.second(home, one, v1, v2)
        }
    }

    /// With the nearest known, looks for the one after it; nothing open lies between it and `from`.
    fn second(&self, home: usize, slot: u32, value: i64, from: i64) -> Near {
        let weight = self.lists.weights[home];
        let list = self.lists.near(home);
        let skip = list.partition_point(|pair| weight * i64::from(pair.cost) < from);
        let next = list[skip..].iter().find(|pair| {
            let at = self.at[pair.other as usize];
            at != NONE && at != slot
        });
        let base = self.lists.base[home];
        match next {
            _ if slot == NONE => Near { slots: [NONE; 2], values: [base; 2] },
            Some(pair) => {
                let found = weight * i64::from(pair.cost);
                Near { slots: [slot, self.at[pair.other as usize]], values: [value, found] }
            }
            None => Near { slots: [slot, NONE], values: [value, base] },
        }
    }

    /// The best candidate to open beside the others that the room allows.
    pub fn best_to_open(&self) -> Option<Swap> {
        let left = self.lists.room - self.spent;
        if self.lists.even && left == 0 {
            return None;
        }
        let worth = |c: &u32| {
            let price = self.lists.price[*c as usize];
            (price <= left && !self.is_open(*c)).then_some(())?;
            Some((self.save[*c as usize] as f64 / (price.max(1) as f64), *c))
        };
        let all = (0..self.lists.candidates() as u32).filter_map(|c| worth(&c));
        let best = all.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        Some(Swap { open: Some(best.1), close: None, gain: self.save[best.1 as usize] })
    }

    /// What a swap gains, where the room allows it.
    pub fn gain(&self, open: u32, slot: u32) -> Option<i64> {
        let (c, s) = (open as usize, slot as usize);
        let out = self.slots[s];
        let left = self.lists.room - self.spent;
        let fits = out != NONE && self.lists.price[c] <= left + self.lists.price[out as usize];
        fits.then(|| self.save[c] + self.rows[s].extra[c] - self.loss[s])
    }

    /// The best slot to close for a candidate that opens.
    pub fn best_to_close(&self, open: u32) -> Option<Swap> {
        let slots = 0..self.slots.len() as u32;
        let gains = slots.filter_map(|slot| Some((self.gain(open, slot)?, slot)));
        let (gain, slot) = gains.max_by_key(|(gain, slot)| (*gain, NONE - slot))?;
        Some(Swap { open: Some(open), close: Some(slot), gain })
    }

    /// The best of all swaps.
    pub fn best_swap(&mut self) -> Option<Swap> {
        match self.lists.even {
            true => self.best_even(),
            false => {
                self.work += (self.slots.len() * self.lists.candidates()) as u64;
                let closed = (0..self.lists.candidates() as u32).filter(|c| !self.is_open(*c));
                closed
                    .filter_map(|c| self.best_to_close(c))
                    .max_by_key(|s| (s.gain, NONE - s.open.unwrap_or(0)))
            }
        }
    }

    fn best_even(&mut self) -> Option<Swap> {
        let closed = (0..self.lists.candidates()).filter(|c| self.at[*c] == NONE);
        // What a row does not name gains what it saves; the best of those serves every slot.
        let most = closed.max_by_key(|c| (self.save[*c], usize::MAX - c))?;
        let mut best: Option<(i64, u32, usize)> = None;
        let mut seen = self.lists.candidates();
        for slot in 0..self.slots.len() {
            if self.slots[slot] == NONE {
                continue;
            }
            let row = &mut self.rows[slot];
            let mut top = (self.save[most] + row.extra[most], most as u32);
            let mut i = 0;
            while let Some(c) = row.touched.get(i).copied() {
                let extra = row.extra[c as usize];
                if extra == 0 {
                    row.member[c as usize] = false;
                    row.touched.swap_remove(i);
                    continue;
                }
                i += 1;
                let gain = self.save[c as usize] + extra;
                if gain > top.0 && self.at[c as usize] == NONE {
                    top = (gain, c);
                }
            }
            seen += i;
            let gain = top.0 - self.loss[slot];
            if best.is_none_or(|best| gain > best.0) {
                best = Some((gain, top.1, slot));
            }
        }
        self.work += seen as u64;
        let (gain, open, slot) = best?;
        Some(Swap { open: Some(open), close: Some(slot as u32), gain })
    }

    /// Opens what the room allows, then swaps as long as that gains and nothing stops it.
    pub fn descend(&mut self, watch: &Watch<'_>) {
        loop {
            let add = self.best_to_open().filter(|add| add.gain > 0);
            if add.is_none() && watch.stop().is_some() {
                return;
            }
            let Some(step) = add.or_else(|| self.best_swap().filter(|swap| swap.gain > 0)) else {
                return;
            };
            self.swap(step.open, step.close);
        }
    }
}
