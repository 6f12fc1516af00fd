//! A pool under lock: the only way its claims move.
use crate::events::ClaimMoved;
use crate::jobs::ExpireOffer;
use crate::model::{ClaimId, Filling, Places, Pool, PoolId, State, first_fitting};
use crate::reasons;
use crate::record::Claim;
use crate::store;
use lianxin_db::DbError;
use lianxin_kernel::{Error, Found, Reason, Result, Timestamp, Write};

/// A locked pool, offers that ended before now already settled. Every change ends with
/// [`Floor::finish`], which hands freed places on and writes the counter.
pub(crate) struct Floor {
    pub(crate) pool: Pool,
    /// The counter as it stands in the table.
    counted: Places,
    pub(crate) next_place: i64,
    claimed: i64,
}

impl Floor {
    /// Takes the counter's row first, reads afterwards: what is read cannot change anymore.
    pub(crate) async fn lock(w: &mut Write<'_>, pool: PoolId) -> Result<Self> {
        let counter = store::pool::lock(w.tx(), pool).await?;
        let pool = store::pool::by_id(w.tx(), pool).await?.found("pool of places")?;
        let counted = pool.places;
        let mut floor = Self { pool, counted, next_place: counter.next_place, claimed: 0 };
        floor.expire(w).await?;
        Ok(floor)
    }

    /// Locks the pool of a claim, then reads the claim.
    pub(crate) async fn of_claim(w: &mut Write<'_>, claim: ClaimId) -> Result<(Self, Claim)> {
        let seen = store::claim::by_id(w.tx(), claim).await?.found("claim")?;
        let floor = Self::lock(w, seen.pool).await?;
        let claim = store::claim::by_id(w.tx(), claim).await?.found("claim")?;
        Ok((floor, claim))
    }

    /// Ends the offers whose time is over and hands their places on, so that nothing depends on the
    /// worker being punctual.
    async fn expire(&mut self, w: &mut Write<'_>) -> Result<()> {
        if self.pool.places.offered == 0 {
            return Ok(());
        }
        let now = w.now();
        let due = store::list::offers(w.tx(), self.pool.id, Some(now), None).await?;
        if due.is_empty() {
            return Ok(());
        }
        for mut claim in due {
            self.step(w, &mut claim, State::Expired, reasons::offer_expired(), None).await?;
        }
        self.fill(w).await
    }

    /// Gives the next place of the order of arrival.
    pub(crate) fn arrive(&mut self) -> i64 {
        let place = self.next_place;
        self.next_place += 1;
        self.claimed += 1;
        place
    }

    /// Counts a claim in or out of the places.
    fn tally(&mut self, state: State, people: i64) {
        let places = &mut self.pool.places;
        match state {
            State::Seated => places.taken += people,
            State::Offered => {
                places.taken += people;
                places.offered += people;
            }
            State::Waiting => {
                places.waiting += people;
                places.parties += people.signum();
            }
            State::Left | State::Expired | State::Removed | State::Cancelled => {}
        }
    }

    /// Notes the first state of a claim that was just written.
    pub(crate) async fn begin(
        &mut self,
        w: &mut Write<'_>,
        claim: &Claim,
        why: Reason,
    ) -> Result<()> {
        self.tally(claim.state, claim.party_size);
        store::claim::insert_step(w.tx(), claim, &why).await?;
        say(w, claim, None, why).await
    }

    /// Moves a claim. The caller has refused moves that are not possible with a reason of its own.
    pub(crate) async fn step(
        &mut self,
        w: &mut Write<'_>,
        claim: &mut Claim,
        to: State,
        why: Reason,
        until: Option<Timestamp>,
    ) -> Result<()> {
        let from = claim.state;
        if !from.may_become(to) {
            return Err(Error::internal(format!("a claim that is {from} cannot become {to}")));
        }
        claim.state = to;
        claim.offered_until = until;
        claim.decision = to.decision(vec![why.clone()]);
        claim.changed_at = w.now();
        claim.moves += 1;
        claim.position = None;
        if !store::claim::set_state(w.tx(), claim, from).await? {
            // Only possible if somebody moved it without the lock; look again.
            return Err(DbError::Retry.into());
        }
        self.tally(from, -claim.party_size);
        self.tally(to, claim.party_size);
        store::claim::insert_step(w.tx(), claim, &why).await?;
        if let Some(until) = until {
            let job = ExpireOffer { claim: claim.id, subject: claim.subject };
            w.later(job, until).await?;
        }
        say(w, claim, Some(from), why).await
    }

    /// Hands free places to the waiting list, in its order, to parties that fit.
    async fn fill(&mut self, w: &mut Write<'_>) -> Result<()> {
        let filling = self.pool.filling(w.now());
        let free = self.pool.places.free();
        let idle = self.pool.places.waiting == 0 || free.is_some_and(|free| free < 1);
        if filling == Filling::Nothing || idle {
            return Ok(());
        }
        let waiting = store::list::waiting(w.tx(), self.pool.id, free).await?;
        let chosen = first_fitting(free, waiting.iter().map(|c| c.party_size));
        let mut chosen = chosen.into_iter().peekable();
        for (at, mut claim) in waiting.into_iter().enumerate() {
            if chosen.next_if_eq(&at).is_none() {
                continue;
            }
            let (to, why, until) = match filling {
                Filling::Offer(until) => (State::Offered, reasons::offered(until), Some(until)),
                Filling::Seat | Filling::Nothing => (State::Seated, reasons::promoted(), None),
            };
            self.step(w, &mut claim, to, why, until).await?;
        }
        Ok(())
    }

    /// Hands freed places on and writes the counter.
    pub(crate) async fn finish(mut self, w: &mut Write<'_>) -> Result<Pool> {
        self.fill(w).await?;
        self.write_down(w).await?;
        Ok(self.pool)
    }

    /// Puts into the counters what changed so far.
    pub(crate) async fn write_down(&mut self, w: &mut Write<'_>) -> Result<()> {
        let (now, was) = (self.pool.places, self.counted);
        let by = Places {
            capacity: None,
            taken: now.taken - was.taken,
            offered: now.offered - was.offered,
            waiting: now.waiting - was.waiting,
            parties: now.parties - was.parties,
        };
        if by != Places::default() || self.claimed > 0 {
            store::pool::count(w.tx(), self.pool.id, by, self.claimed).await?;
            (self.counted, self.claimed) = (now, 0);
        }
        Ok(())
    }
}

async fn say(w: &mut Write<'_>, claim: &Claim, from: Option<State>, why: Reason) -> Result<()> {
    let event = ClaimMoved {
        claim: claim.id,
        pool: claim.pool,
        subject: claim.subject,
        person: claim.person,
        from,
        to: claim.state,
        why,
        offered_until: claim.offered_until,
        by_staff: claim.by_staff,
    };
    w.say(event).await
}
