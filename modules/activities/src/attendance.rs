//! Who comes to a session, checked in as parties.
use crate::assemble::{attendee, names_of, pool_of, way_of};
use crate::counting::touched;
use crate::model::{CheckInTimes, Way};
use crate::reasons;
use crate::record::{SessionAt, SessionRecord};
use crate::views::{CheckIn, Present};
use lianxin_kernel::{AnyId, Error, FieldCode, Kind, Result, Write};
use lianxin_presence::{Attendee, How, Stay, Window};
use lianxin_seats::{Band, ClaimId, ClaimSpec, Member, MemberId, State};
use std::collections::HashMap;

/// Those who come together.
pub struct Party {
    claim: Option<ClaimId>,
    way: Way,
    walk_in: bool,
    members: Vec<One>,
}

struct One {
    member: Option<MemberId>,
    attendee: AnyId,
    person: Option<AnyId>,
    name: String,
    band: Band,
}

impl Party {
    /// Of the party only these.
    pub fn only(mut self, members: &[MemberId]) -> Result<Self> {
        self.members.retain(|one| one.member.is_some_and(|m| members.contains(&m)));
        match self.members.len() == members.len() {
            true => Ok(self),
            false => Err(Error::field("members", FieldCode::Unknown)),
        }
    }
}

pub fn own_window(session: &SessionRecord) -> Window {
    let times = CheckInTimes::of(session.starts_at, session.ends_at);
    Window { opens: times.opens_at, closes: times.closes_at }
}

pub fn desk_window(session: &SessionRecord) -> Window {
    let times = CheckInTimes::of(session.starts_at, session.ends_at);
    Window { opens: times.opens_at, closes: times.desk_closes_at }
}

/// The party with which this person has a place here; where no sign-up is needed, or someone came
/// without, the person alone.
pub async fn party_of(w: &mut Write<'_>, at: &SessionAt, person: AnyId) -> Result<Party> {
    if let Some(party) = seated_party(w, at, person).await? {
        return Ok(party);
    }
    let came = lianxin_presence::present_of(w.tx(), at.session.id.0, &[person]).await?;
    if at.session.program.fields.sign_up_needed && came.is_empty() {
        return Err(Error::reason(reasons::not_signed_up()));
    }
    alone(w, person).await
}

/// Like [`party_of`], but who has no sign-up gets a place now, if there is one.
pub async fn party_or_walk_in(w: &mut Write<'_>, at: &SessionAt, person: AnyId) -> Result<Party> {
    if let Some(party) = seated_party(w, at, person).await? {
        return Ok(party);
    }
    let subject = at.session.id.0;
    let pools = lianxin_seats::pools_of_subject(w.tx(), subject).await?;
    let Some(pool) = pool_of(&pools, Way::OnSite).map(|p| p.id) else {
        return alone(w, person).await;
    };
    let active = lianxin_seats::active_claims(w.tx(), person, &[subject]).await?;
    match active.into_iter().next() {
        // Stands on the list and in the door: a free place is theirs, as for anyone who comes.
        Some(claim) if claim.state == State::Waiting => {
            lianxin_seats::promote(w, claim.id, "walk-in").await?;
        }
        Some(claim) => drop(lianxin_seats::accept(w, claim.id).await?),
        None => {
            let spec = ClaimSpec {
                pool,
                person,
                companions: vec![],
                wait: false,
                by_staff: true,
                quota_exempt: true,
            };
            lianxin_seats::claim(w, spec).await?;
        }
    }
    let party = seated_party(w, at, person).await?;
    let mut party = party.ok_or_else(|| Error::reason(reasons::not_signed_up()))?;
    party.walk_in = true;
    Ok(party)
}

async fn seated_party(w: &mut Write<'_>, at: &SessionAt, person: AnyId) -> Result<Option<Party>> {
    let active = lianxin_seats::active_claims(w.tx(), person, &[at.session.id.0]).await?;
    let Some(claim) = active.into_iter().find(|c| c.state == State::Seated) else {
        return Ok(None);
    };
    let members = lianxin_seats::members_of(w.tx(), &[claim.id]).await?;
    let names = names_of(w.tx(), &[person]).await?;
    let members = members.iter().map(|m| one(m, &names)).collect();
    let way = way_of(&claim.label);
    Ok(Some(Party { claim: Some(claim.id), way, walk_in: false, members }))
}

fn one(member: &Member, names: &HashMap<AnyId, String>) -> One {
    let of_person = || member.person.and_then(|p| names.get(&p).cloned());
    One {
        member: Some(member.id),
        attendee: attendee(member),
        person: member.person,
        name: member.name.clone().or_else(of_person).unwrap_or_default(),
        band: member.band,
    }
}

async fn alone(w: &mut Write<'_>, person: AnyId) -> Result<Party> {
    let name = names_of(w.tx(), &[person]).await?.remove(&person).unwrap_or_default();
    let (attendee, person) = (person, Some(person));
    let one = One { member: None, attendee, person, name, band: Band::Oneself };
    Ok(Party { claim: None, way: Way::OnSite, walk_in: true, members: vec![one] })
}

pub async fn check_in(
    w: &mut Write<'_>,
    at: &SessionAt,
    party: Party,
    window: Window,
    how: How,
) -> Result<CheckIn> {
    if at.session.cancelled {
        return Err(Error::reason(reasons::cancelled()));
    }
    let attendees = party.members.iter().map(|one| Attendee {
        id: one.attendee,
        person: one.person,
        claim: party.claim.map(Kind::id),
        band: Some(one.band.code().to_owned()),
    });
    let entry = lianxin_presence::CheckIn {
        subject: at.session.id.0,
        center: at.center.id.0,
        window,
        attendees: attendees.collect(),
        how,
        online: party.way == Way::Online,
    };
    let present = lianxin_presence::check_in(w, entry).await?;
    touched(w, &at.session).await?;
    let (center, now) = (at.center.id, w.now());
    // Online nobody is here.
    for person in party.members.iter().filter_map(|one| one.person) {
        if party.way != Way::Online {
            lianxin_people::was_here(w.tx(), person.into(), center, now).await?;
        }
    }
    answer(w, at, &party, &present.iter().map(|p| (p.attendee, p.already)).collect::<Vec<_>>())
        .await
}

pub async fn check_out(w: &mut Write<'_>, at: &SessionAt, party: Party) -> Result<CheckIn> {
    let gone = lianxin_presence::check_out(w, at.session.id.0, &ids(&party)).await?;
    answer(w, at, &party, &gone.iter().map(|p| (p.attendee, p.already)).collect::<Vec<_>>()).await
}

pub async fn undo(w: &mut Write<'_>, at: &SessionAt, party: Party) -> Result<CheckIn> {
    lianxin_presence::undo(w, at.session.id.0, &ids(&party)).await?;
    touched(w, &at.session).await?;
    answer(w, at, &party, &[]).await
}

fn ids(party: &Party) -> Vec<AnyId> {
    party.members.iter().map(|one| one.attendee).collect()
}

/// Who of the party is there now. `already`: for whom nothing changed.
async fn answer(
    w: &mut Write<'_>,
    at: &SessionAt,
    party: &Party,
    already: &[(AnyId, bool)],
) -> Result<CheckIn> {
    let stays = lianxin_presence::present_of(w.tx(), at.session.id.0, &ids(party)).await?;
    let of = |one: &One| -> Option<Present> {
        let stay: &Stay = stays.iter().find(|s| s.attendee == one.attendee)?;
        Some(Present {
            name: one.name.clone(),
            band: one.band,
            at: stay.in_at,
            left_at: stay.out_at,
            already: already.contains(&(one.attendee, true)),
        })
    };
    Ok(CheckIn {
        session: at.session.id,
        title: at.session.program.fields.title.clone(),
        present: party.members.iter().filter_map(of).collect(),
        at: w.now(),
        sign_up: party.claim,
        walk_in: party.walk_in,
    })
}
