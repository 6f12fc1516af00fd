use crate::floor::Floor;
use crate::model::{Ask, Companion, PARTY_MOST, Pool, PoolId, Record, State, decide};
use crate::reasons;
use crate::record::{Claim, Member, Step};
use crate::store::{self, claim::Who};
use lianxin_db::Tx;
use lianxin_kernel::{
    AnyId, Decision, Error, FieldCode, Found, Kind, Outcome, Random, Read, Result, Timestamp,
    Write, Zone,
};

/// No 0 O, 1 I L, 2 Z, 5 S, 8 B, U: people read these codes aloud and copy them by hand.
const ALPHABET: &[u8; 24] = b"ACDEFGHJKMNPQRTVWXY34679";

/// One party's wish for places.
#[derive(Clone, Debug)]
pub struct ClaimSpec {
    pub pool: PoolId,
    pub person: AnyId,
    pub companions: Vec<Companion>,
    /// Would wait when there is no place.
    pub wait: bool,
    /// Staff claims for the person; then the opening and closing of claims do not bind.
    pub by_staff: bool,
    pub quota_exempt: bool,
}

/// A wish, to learn beforehand how it would be decided.
#[derive(Clone, Copy, Debug)]
pub struct MayClaim {
    pub pool: PoolId,
    /// `None`: somebody without any claims.
    pub person: Option<AnyId>,
    /// People, the claimant included.
    pub party: i64,
    pub by_staff: bool,
    pub quota_exempt: bool,
}

/// A claim that was just made, with what its transaction knows of it.
pub struct Claimed {
    pub claim: Claim,
    pub members: Vec<Member>,
    /// How full its pool is now.
    pub pool: Pool,
    /// The only line of its history.
    pub step: Step,
}

/// Claims places for a party: it is seated whole, waits whole, or is refused with the reasons.
pub async fn claim(w: &mut Write<'_>, spec: ClaimSpec) -> Result<Claim> {
    Ok(claim_whole(w, spec).await?.claim)
}

/// [`claim`], for whom would look up right away what was just written.
pub async fn claim_whole(w: &mut Write<'_>, spec: ClaimSpec) -> Result<Claimed> {
    let party = spec.companions.len() as i64 + 1;
    if party > PARTY_MOST {
        return Err(Error::field("companions", FieldCode::TooMany));
    }
    let now = w.now();
    // Always the person before the pool: one order of locks for everybody.
    store::claim::lock_person(w.tx(), spec.pool.district(), spec.person, now).await?;
    let mut floor = Floor::lock(w, spec.pool).await?;
    let month = month(w.zone(), floor.pool.ends_at);
    let subject = floor.pool.subject;
    let record = store::claim::record(w.tx(), subject, spec.person, month, now).await?;
    let ask = Ask {
        party,
        wait: spec.wait,
        by_staff: spec.by_staff,
        quota_exempt: spec.quota_exempt,
        record,
        ahead: ahead(w.tx(), &floor.pool, party, record).await?,
    };
    let decision = decide(&floor.pool, &ask, now);
    let state = match decision.outcome {
        Outcome::Yes => State::Seated,
        Outcome::Waiting => State::Waiting,
        Outcome::No => return Err(Error::Conflict(decision.reasons)),
    };
    let claim = Claim {
        id: w.fresh_in(spec.pool.id().district()),
        pool: spec.pool,
        subject,
        label: floor.pool.label.clone(),
        person: spec.person,
        party_size: party,
        state,
        place_no: floor.arrive(),
        had_before: record.had,
        position: (state == State::Waiting).then_some(ask.ahead + 1),
        offered_until: None,
        decision,
        reference: String::new(),
        by_staff: spec.by_staff,
        ends_at: floor.pool.ends_at,
        created_at: now,
        changed_at: now,
        moves: 1,
        rank: if floor.pool.rules.fair { record.had } else { 0 },
    };
    let (claim, members) = write(w, claim, &spec.companions).await?;
    let why = claim.decision.reasons.first().cloned().unwrap_or_else(reasons::seated);
    let step = Step { at: claim.changed_at, state: claim.state, what: why.clone() };
    floor.begin(w, &claim, why).await?;
    let pool = floor.finish(w).await?;
    Ok(Claimed { claim, members, pool, step })
}

/// How [`claim`] would decide now, for somebody who would wait.
pub async fn may_claim(r: &mut Read<'_>, wish: MayClaim) -> Result<Decision> {
    let now = r.now();
    let pool = store::pool::by_id(r.tx(), wish.pool).await?.found("pool of places")?;
    let month = month(r.zone(), pool.ends_at);
    let record = match wish.person {
        Some(person) => store::claim::record(r.tx(), pool.subject, person, month, now).await?,
        None => Record::default(),
    };
    let ask = Ask {
        party: wish.party,
        wait: true,
        by_staff: wish.by_staff,
        quota_exempt: wish.quota_exempt,
        record,
        ahead: ahead(r.tx(), &pool, wish.party, record).await?,
    };
    Ok(decide(&pool, &ask, now))
}

/// Waiting parties that stand before a newcomer: all, except where the list is fair. Not counted when
/// there is a place anyway.
async fn ahead(tx: &mut Tx, pool: &Pool, party: i64, had: Record) -> Result<i64> {
    if pool.places.fits(party) || pool.places.parties == 0 {
        return Ok(0);
    }
    let behind = match pool.rules.fair {
        true => store::claim::behind(tx, pool.id, had.had).await?,
        false => 0,
    };
    Ok(pool.places.parties - behind)
}

/// From the first of the calendar month in which `at` lies to the first of the next.
fn month(zone: &Zone, at: Timestamp) -> (Timestamp, Timestamp) {
    let date = zone.date(at);
    let next = date.last_of_month().plus_days(1);
    (zone.start_of(date.first_of_month()), zone.start_of(next))
}

/// Writes claim and party under a reference nobody else has.
async fn write(
    w: &mut Write<'_>,
    mut claim: Claim,
    companions: &[Companion],
) -> Result<(Claim, Vec<Member>)> {
    for _ in 0..16 {
        claim.reference = reference(w.random());
        if store::claim::insert(w.tx(), &claim).await? {
            let members = companions.iter().map(Who::Companion);
            let members = std::iter::once(Who::Claimant(claim.person)).chain(members);
            let mut written = vec![];
            for (number, who) in (1..).zip(members) {
                let id = w.fresh_in(claim.id.id().district());
                written.push(store::claim::insert_member(w.tx(), claim.id, id, number, who).await?);
            }
            return Ok((claim, written));
        }
    }
    Err(Error::internal("no free reference was found for a claim"))
}

fn reference(random: &dyn Random) -> String {
    let letter = || ALPHABET[random.below(ALPHABET.len() as u64) as usize];
    (0..6).map(|_| char::from(letter())).collect()
}
