//! What places, parties and waiting lists are, and the rules over them. Pure.
use crate::any_id;
use crate::reasons;
use lianxin_kernel::{AnyId, Decision, Line, Reason, Span, Timestamp, id, words};
use serde::{Deserialize, Serialize};

id!(PoolId, "pol");
id!(ClaimId, "sup");
id!(MemberId, "mem");

/// The most people one claim can be for.
pub const PARTY_MOST: i64 = 6;

words! {
    pub enum State {
        Seated = "seated",
        Waiting = "waiting",
        /// Places are held until the person accepts or the offer ends.
        Offered = "offered",
        Left = "left",
        /// The offer ended without an answer.
        Expired = "expired",
        /// By staff.
        Removed = "removed",
        /// What the places were for does not take place.
        Cancelled = "cancelled",
    }
}

words! {
    /// Who a member of a party is: the claimant, or a companion of an age band.
    pub enum Band { Oneself = "self", Child = "child", Adult = "adult", Elder = "elder" }
}

impl State {
    /// Still counts: stands in the way of a second claim and towards the limit.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Seated | Self::Waiting | Self::Offered)
    }

    /// Its people hold places.
    pub fn holds(self) -> bool {
        matches!(self, Self::Seated | Self::Offered)
    }

    /// The closed machine of moves.
    pub fn may_become(self, to: Self) -> bool {
        match self {
            Self::Waiting => !matches!(to, Self::Waiting | Self::Expired),
            Self::Offered => to != Self::Waiting,
            Self::Seated => !to.is_active() && to != Self::Expired,
            Self::Left | Self::Expired | Self::Removed | Self::Cancelled => false,
        }
    }

    /// What is decided for someone in this state.
    pub(crate) fn decision(self, reasons: Vec<Reason>) -> Decision {
        match self {
            Self::Seated => Decision::yes(reasons),
            Self::Waiting | Self::Offered => Decision::waiting(reasons),
            Self::Left | Self::Expired | Self::Removed | Self::Cancelled => Decision::no(reasons),
        }
    }
}

/// How the places of a pool are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Claimant included, 1 to 6.
    pub party_max: i64,
    /// Whether there is a waiting list.
    pub waiting: bool,
    /// How long a freed place is offered; `None` seats the first fitting party at once.
    pub offer_minutes: Option<i64>,
    /// Whether those who got less in the calendar month of the subject go first.
    pub fair: bool,
    /// Most open claims a person may have in the district.
    pub quota: Option<i64>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { party_max: 1, waiting: true, offer_minutes: None, fair: false, quota: None }
    }
}

/// How full a pool is; all numbers are people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// `None`: no limit.
    pub capacity: Option<i64>,
    /// Seated, or held by an offer.
    pub taken: i64,
    /// Of those taken, held by an offer.
    pub offered: i64,
    pub waiting: i64,
    /// Parties that wait, not people.
    pub parties: i64,
}

impl Places {
    /// `None`: no limit.
    pub fn free(&self) -> Option<i64> {
        self.capacity.map(|c| c - self.taken)
    }

    pub fn seated(&self) -> i64 {
        self.taken - self.offered
    }

    pub fn fits(&self, party: i64) -> bool {
        self.free().is_none_or(|free| party <= free)
    }
}

/// Places for one subject, with how full they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    pub id: PoolId,
    #[serde(with = "any_id")]
    pub subject: AnyId,
    pub label: String,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    /// When the subject ends; until then a claim is open.
    pub ends_at: Timestamp,
    pub cancelled: bool,
    pub rules: Rules,
    pub places: Places,
}

/// What may happen with freed places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    Nothing,
    Seat,
    Offer(Timestamp),
}

impl Pool {
    /// When claiming ends: never after the subject does.
    pub fn claims_end(&self) -> Timestamp {
        self.closes_at.map_or(self.ends_at, |at| at.min(self.ends_at))
    }

    /// Places go on to the waiting list until the subject ends; offers only while claiming is open,
    /// since an offer needs time to be answered.
    pub fn filling(&self, now: Timestamp) -> Filling {
        let until = |minutes| (now + Span::minutes(minutes)).min(self.claims_end());
        match self.rules.offer_minutes.map(until) {
            _ if self.cancelled || now >= self.ends_at => Filling::Nothing,
            None => Filling::Seat,
            Some(until) if until <= now => Filling::Nothing,
            Some(until) => Filling::Offer(until),
        }
    }
}

/// Someone who comes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    pub name: Line,
    pub band: Band,
    /// When the companion is known to the register of people.
    #[serde(skip)]
    pub person: Option<AnyId>,
}

/// What a person already has in the district.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Active claims to subjects that have not ended.
    pub open: i64,
    /// Claims seated whose subject ends in the same calendar month as this one.
    pub had: i64,
    /// Whether one of the active claims is to this subject.
    pub already: bool,
}

/// One who asks for places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// People, the claimant included.
    pub party: i64,
    /// Would wait when there is no place.
    pub wait: bool,
    /// Staff may claim for someone outside the opening and closing of claims.
    pub by_staff: bool,
    pub quota_exempt: bool,
    pub record: Record,
    /// Parties that would stand before this one on the waiting list.
    pub ahead: i64,
}

/// The one rule for claiming, and for showing beforehand whether one may.
pub fn decide(pool: &Pool, ask: &Ask, now: Timestamp) -> Decision {
    if pool.cancelled {
        return Decision::no(vec![reasons::subject_cancelled()]);
    }
    if ask.record.already {
        return Decision::no(vec![reasons::already()]);
    }
    let against = against(pool, ask, now);
    if !against.is_empty() {
        return Decision::no(against);
    }
    let free = pool.places.free().unwrap_or(ask.party);
    if pool.places.fits(ask.party) {
        return Decision::yes(vec![reasons::seated()]);
    }
    if !pool.rules.waiting {
        return Decision::no(vec![reasons::full(free, ask.party), reasons::no_waiting_list()]);
    }
    // Waiting would be for nothing.
    if let Some(capacity @ 1..) = pool.places.capacity
        && ask.party > capacity
    {
        return Decision::no(vec![reasons::party_too_big(ask.party, capacity)]);
    }
    if !ask.wait {
        return Decision::no(vec![reasons::full(free, ask.party)]);
    }
    let mut why = vec![reasons::waiting_position(ask.ahead + 1, free, ask.party)];
    if pool.rules.fair {
        why.push(reasons::fair_first(ask.record.had));
    }
    Decision::waiting(why)
}

/// What stands against it whatever the number of places.
fn against(pool: &Pool, ask: &Ask, now: Timestamp) -> Vec<Reason> {
    let mut against = vec![];
    if !ask.by_staff {
        match pool.opens_at {
            _ if now >= pool.claims_end() => against.push(reasons::closed()),
            Some(at) if now < at => against.push(reasons::not_yet(at)),
            _ => {}
        }
    }
    if ask.party > pool.rules.party_max {
        against.push(reasons::party_too_big(ask.party, pool.rules.party_max));
    }
    if let Some(limit) = pool.rules.quota
        && !ask.quota_exempt
        && ask.record.open >= limit
    {
        against.push(reasons::limit(ask.record.open, limit));
    }
    against
}

/// Which parties of the waiting list (in its order) get the free places: again and again the first that
/// fits. One that is too big for what is free keeps its position and is passed.
pub fn first_fitting(free: Option<i64>, parties: impl IntoIterator<Item = i64>) -> Vec<usize> {
    let mut free = free;
    let mut taken = vec![];
    for (at, party) in parties.into_iter().enumerate() {
        match &mut free {
            Some(free) if party > *free => continue,
            Some(free) => *free -= party,
            None => {}
        }
        taken.push(at);
    }
    taken
}

/// Who is next: the first that fits, else the one at the head.
pub fn next_of(free: Option<i64>, parties: &[i64]) -> Option<usize> {
    let fitting = parties.iter().position(|party| free.is_none_or(|free| *party <= free));
    fitting.or_else(|| (!parties.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests;
