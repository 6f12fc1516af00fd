use super::{acts_for, write, wrong_state};
use crate::permissions;
use crate::reasons;
use crate::rounds::model::{RoundId, RoundState, WishFacts};
use crate::rounds::record::{RoundAt, RoundRecord};
use crate::rounds::store;
use crate::rounds::targets;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Permission, Read, Result, Write,
};
use lianxin_people::OrganizationId;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// State what a club wants of a season, or change it, until wishes are closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutWish {
    pub round: RoundId,
    pub organization: OrganizationId,
    pub wish: WishFacts,
}

impl Command for PutWish {
    const NAME: &'static str = "bookings.put_wish";
    const NEEDS: Permission = permissions::WISH;
    type Target = RoundAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::announced(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<()> {
        acts_for(w, self.organization).await?;
        still_open(w, &at)?;
        put(w, at, self.organization, &self.wish).await
    }

    fn lane(&self) -> Option<String> {
        Some(format!("round {}", self.round))
    }
}

/// State or change what a club wants, for it. Staff may also when wishes are closed, after an appeal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutWishFor {
    pub round: RoundId,
    pub organization: OrganizationId,
    pub wish: WishFacts,
}

impl Command for PutWishFor {
    const NAME: &'static str = "bookings.put_wish_for";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<()> {
        let state = at.round.state(w.now());
        if !matches!(state, RoundState::Open | RoundState::Closed) {
            return Err(wrong_state(state));
        }
        let club = lianxin_people::organization(w.tx(), self.organization).await?;
        if !club.is_some_and(|club| club.active) {
            return Err(Error::field("organization", FieldCode::Unknown));
        }
        put(w, at, self.organization, &self.wish).await
    }
}

/// Take back what a club wants, until wishes are closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WithdrawWish {
    pub round: RoundId,
    pub organization: OrganizationId,
}

impl Command for WithdrawWish {
    const NAME: &'static str = "bookings.withdraw_wish";
    const NEEDS: Permission = permissions::WISH;
    type Target = RoundAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::announced(r.tx(), self.round).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoundAt) -> Result<()> {
        acts_for(w, self.organization).await?;
        still_open(w, &at)?;
        let id = write(w.tx(), at.round).await?.id;
        let had = store::wish::delete(w.tx(), id, self.organization).await?;
        had.then_some(()).found("wish")
    }
}

fn still_open(w: &Write<'_>, at: &RoundAt) -> Result<()> {
    match at.round.state(w.now()) {
        RoundState::Open => Ok(()),
        _ => Err(Error::reason(reasons::wishes_over(at.round.facts.wishes_until))),
    }
}

/// The round is written too: who shares it out meanwhile is refused.
async fn put(w: &mut Write<'_>, at: RoundAt, club: OrganizationId, wish: &WishFacts) -> Result<()> {
    check(w, &at.round, wish).await?;
    let now = w.now();
    let id = write(w.tx(), at.round).await?.id;
    let all = store::wish::of_round(w.tx(), id).await?;
    let most = lianxin_season::MOST_CLUBS;
    if all.len() >= most && all.iter().all(|other| other.organization != club) {
        return Err(Error::reason(reasons::round_full(most as i64)));
    }
    store::wish::put(w.tx(), id, club, wish, now).await
}

/// Each block is one of the round's, named once, in a room that holds the club.
async fn check(w: &mut Write<'_>, round: &RoundRecord, wish: &WishFacts) -> Result<()> {
    let mut faults = wish.faults();
    if faults.is_empty() {
        let rooms = lianxin_places::rooms(w.tx(), round.center).await?;
        let holds: HashMap<_, _> = rooms.into_iter().map(|r| (r.id, r.capacity)).collect();
        let blocks = store::round::blocks(w.tx(), round.id).await?;
        let blocks: HashMap<_, _> = blocks.into_iter().map(|b| (b.id, b.facts.room)).collect();
        let mut seen = HashSet::new();
        for (n, like) in wish.likes.iter().enumerate() {
            let field = format!("likes.{n}.block");
            let Some(room) = blocks.get(&like.block) else {
                faults.push(FieldError::new(field, FieldCode::Unknown));
                continue;
            };
            if !seen.insert(like.block) {
                faults.push(FieldError::new(field.clone(), FieldCode::Taken));
            }
            let capacity = holds.get(room).copied().flatten();
            if let Some(most) = capacity.filter(|most| *most < wish.people) {
                faults.push(FieldError::new(field, FieldCode::OutOfRange).with("max", most));
            }
        }
    }
    faults.truncate(20);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}
