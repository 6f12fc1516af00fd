//! Whether everything that was told is so, and everything that is so was told.
use super::crowding::Told;
use super::town::Resident;
use lianxin_activities::SessionId;
use lianxin_bookings::{BookingId, BookingState};
use lianxin_db::{Look, Tx};
use lianxin_kernel::{Error, Result, Timestamp};
use lianxin_people::PersonId;
use lianxin_presence::Stay;
use lianxin_seats::{Claim, ClaimId, State};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeSet, HashMap};

/// What people were told, counted, and everything that is not so.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Proof {
    pub given: usize,
    pub waiting: usize,
    pub refused: usize,
    pub wrong: Vec<String>,
}

#[derive(Deserialize)]
struct Problem {
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    code: String,
}

impl Proof {
    fn must(&mut self, so: bool, what: impl FnOnce() -> String) {
        if !so {
            self.wrong.push(what());
        }
    }

    /// The body of an answer that gives something; other answers are counted or found wrong.
    fn read<T: DeserializeOwned>(&mut self, n: usize, told: &Told, refusal: &str) -> Option<T> {
        match told.status {
            201 => match serde_json::from_slice(&told.body) {
                Ok(body) => return Some(body),
                Err(e) => {
                    self.wrong.push(format!("person {n}: an answer that can not be read: {e}"))
                }
            },
            409 => {
                let problem: Option<Problem> = serde_json::from_slice(&told.body).ok();
                let codes = problem.map(|p| p.reasons).unwrap_or_default();
                let named = codes.iter().any(|reason| reason.code == refusal);
                self.must(named, || format!("person {n}: refused without {refusal}"));
                self.refused += 1;
            }
            status => {
                let said = String::from_utf8_lossy(&told.body);
                self.wrong.push(format!("person {n}: answered {status} {said}"));
            }
        }
        None
    }
}

#[derive(Deserialize)]
struct SignedUp {
    id: ClaimId,
    state: State,
    position: Option<i64>,
    reference: String,
}

/// `claims`: all there are to the session.
pub fn seats(told: &[Told], people: &[Resident], claims: &[Claim], capacity: usize) -> Proof {
    let mut proof = Proof::default();
    let mut of: HashMap<PersonId, &Claim> = HashMap::new();
    for claim in claims {
        let second = of.insert(PersonId(claim.person), claim);
        proof.must(second.is_none(), || format!("{} claimed twice", PersonId(claim.person)));
    }
    let mut positions = vec![];
    for (n, (told, person)) in told.iter().zip(people).enumerate() {
        let Some(said) = proof.read::<SignedUp>(n, told, "seats.full") else {
            let claim = of.remove(&person.id);
            proof.must(claim.is_none(), || format!("person {n} was told no and has a claim"));
            continue;
        };
        match said.state {
            State::Seated => proof.given += 1,
            _ => proof.waiting += 1,
        }
        positions.extend(said.position);
        let claim = of.remove(&person.id);
        let same = claim.is_some_and(|c| {
            c.id == said.id
                && c.state == said.state
                && c.reference == said.reference
                && c.position == said.position
        });
        proof.must(same, || {
            format!("person {n} was told what is not so: {} {:?}", said.state, said.position)
        });
    }
    proof.must(of.is_empty(), || format!("{} claims nobody was told of", of.len()));
    let all = proof.given + proof.waiting + proof.refused;
    let (given, free) = (proof.given, capacity.min(all));
    proof.must(given == free, || format!("{given} of {free} places were given"));
    positions.sort_unstable();
    let gapless = positions.iter().copied().eq(1..=positions.len() as i64);
    proof.must(gapless, || "the positions told have gaps or doubles".into());
    proof
}

#[derive(Deserialize)]
struct Booked {
    id: BookingId,
    from: Timestamp,
    state: BookingState,
}

/// A booking as the database has it.
pub struct Kept {
    pub id: BookingId,
    pub person: PersonId,
    pub from: Timestamp,
}

/// `kept`: all bookings of the room that hold a time.
pub fn room(told: &[Told], people: &[Resident], kept: &[Kept], times: usize) -> Proof {
    let mut proof = Proof::default();
    let mut of: HashMap<PersonId, &Kept> = kept.iter().map(|k| (k.person, k)).collect();
    let distinct = kept.iter().map(|k| k.from).collect::<BTreeSet<_>>().len();
    proof.must(distinct == kept.len(), || "one time was given twice".into());
    for (n, (told, person)) in told.iter().zip(people).enumerate() {
        let said = proof.read::<Booked>(n, told, "calendar.taken");
        let kept = of.remove(&person.id);
        match said {
            None => {
                proof.must(kept.is_none(), || format!("person {n} was told no and has a booking"))
            }
            Some(said) => {
                proof.given += 1;
                let same = kept.is_some_and(|k| k.id == said.id && k.from == said.from);
                let booked = said.state == BookingState::Booked;
                proof.must(same && booked, || {
                    format!("person {n} was told of a booking that is not so")
                });
            }
        }
    }
    proof.must(of.is_empty(), || format!("{} bookings nobody was told of", of.len()));
    let wanted = times.min(told.len());
    let given = proof.given;
    proof.must(given == wanted, || format!("{given} of {wanted} times were given"));
    proof
}

#[derive(Deserialize)]
struct CameIn {
    session: SessionId,
    present: Vec<Present>,
}

#[derive(Deserialize)]
struct Present {
    at: Timestamp,
    already: bool,
}

/// `stays`: all at the session.
pub fn door(told: &[Told], people: &[Resident], stays: &[Stay], session: SessionId) -> Proof {
    let mut proof = Proof::default();
    let mut of: HashMap<PersonId, &Stay> = HashMap::new();
    for stay in stays {
        let second = of.insert(PersonId(stay.attendee), stay);
        proof.must(second.is_none(), || format!("{} came twice", PersonId(stay.attendee)));
    }
    for (n, (told, person)) in told.iter().zip(people).enumerate() {
        let said = proof.read::<CameIn>(n, told, "");
        let stay = of.remove(&person.id);
        let Some(said) = said else { continue };
        proof.given += 1;
        let same = match (said.present.as_slice(), stay) {
            ([one], Some(stay)) => said.session == session && one.at == stay.in_at && !one.already,
            _ => false,
        };
        proof.must(same, || format!("person {n} was told of a coming that is not so"));
    }
    proof.must(of.is_empty(), || format!("{} stays nobody was told of", of.len()));
    proof
}

/// Everything there is to a session, and what the reconciler says.
pub struct Everything(pub SessionId);

impl Look for Everything {
    type Out = (Vec<Claim>, Vec<Stay>, Vec<String>);
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        let claims = lianxin_seats::claims_of_subject(tx, self.0.0).await?;
        let stays = lianxin_presence::present_of_subject(tx, self.0.0).await?;
        let faults = lianxin_seats::verify(tx, self.0.0.district()).await?;
        Ok((claims, stays, faults))
    }
}
