//! Puts what is shown together from the parts that own it: places, seats, presence, people.
use crate::model::{SessionId, SignUpTimes, Way};
use crate::record::{SessionAt, SessionRecord};
use crate::store;
use crate::views::*;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Names, Reason, Result, Timestamp, Zone};
use lianxin_people::{PersonId, PersonRef};
use lianxin_places::{CenterId, RoomId};
use lianxin_presence::{Count, Stay};
use lianxin_seats::{Band, Claim, ClaimId, Claimed, Member, Pool, State, Step};
use std::collections::{BTreeMap, HashMap};

/// When and to whom something is shown.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: Timestamp,
    pub zone: Zone,
    pub reader: Option<AnyId>,
}

type Room = (Names, Option<String>);

/// Cards of these sessions, in their order.
pub async fn cards(
    tx: &mut Tx,
    moment: &Moment,
    sessions: &[SessionRecord],
) -> Result<Vec<SessionCard>> {
    let subjects: Vec<AnyId> = sessions.iter().map(|s| s.id.0).collect();
    let mut pools: HashMap<AnyId, Vec<Pool>> = HashMap::new();
    for chunk in subjects.chunks(500) {
        for pool in lianxin_seats::pools_of_subjects(tx, chunk).await? {
            pools.entry(pool.subject).or_default().push(pool);
        }
    }
    let mut mine: HashMap<AnyId, State> = HashMap::new();
    if let Some(reader) = moment.reader {
        for chunk in subjects.chunks(500) {
            let claims = lianxin_seats::active_claims(tx, reader, chunk).await?;
            mine.extend(claims.into_iter().map(|c| (c.subject, c.state)));
        }
    }
    let centers = center_names(tx, sessions).await?;
    let rooms = room_names(tx, sessions).await?;
    let no_pools = vec![];
    let card = |s: &SessionRecord| {
        let pools = pools.get(&s.id.0).unwrap_or(&no_pools);
        let room = s.room.and_then(|id| rooms.get(&id));
        let name = centers.get(&s.program.center).cloned().unwrap_or_default();
        let center = CenterName { id: s.program.center, name };
        card(s, moment, pools, mine.get(&s.id.0).copied(), center, room)
    };
    Ok(sessions.iter().map(card).collect())
}

/// The card of one session.
pub async fn one_card(
    tx: &mut Tx,
    moment: &Moment,
    session: &SessionRecord,
) -> Result<SessionCard> {
    let mut all = cards(tx, moment, std::slice::from_ref(session)).await?;
    all.pop().ok_or_else(|| lianxin_kernel::Error::internal("a session without its card"))
}

async fn center_names(tx: &mut Tx, sessions: &[SessionRecord]) -> Result<HashMap<CenterId, Names>> {
    let mut names = HashMap::new();
    for s in sessions {
        if let std::collections::hash_map::Entry::Vacant(place) = names.entry(s.program.center)
            && let Some(center) = lianxin_places::center(tx, s.program.center).await?
        {
            place.insert(center.name);
        }
    }
    Ok(names)
}

async fn room_names(tx: &mut Tx, sessions: &[SessionRecord]) -> Result<HashMap<RoomId, Room>> {
    let mut names = HashMap::new();
    for id in sessions.iter().filter_map(|s| s.room) {
        if let std::collections::hash_map::Entry::Vacant(place) = names.entry(id)
            && let Some(room) = lianxin_places::room(tx, id).await?
        {
            place.insert((room.name, room.floor));
        }
    }
    Ok(names)
}

fn card(
    s: &SessionRecord,
    moment: &Moment,
    pools: &[Pool],
    mine: Option<State>,
    center: CenterName,
    room: Option<&Room>,
) -> SessionCard {
    let fields = &s.program.fields;
    SessionCard {
        id: s.id,
        program: s.program.id,
        title: fields.title.clone(),
        kind: fields.kind,
        mode: fields.mode,
        center,
        place: SessionPlace {
            room: room.map(|(name, _)| name.clone()),
            floor: room.and_then(|(_, floor)| floor.clone()),
            outdoor: s.outdoor.clone(),
            online: fields.mode != crate::model::Mode::OnSite,
        },
        starts_at: s.starts_at,
        ends_at: s.ends_at,
        status: s.status(moment.now),
        audience: fields.audience.clone(),
        age_min: fields.age_min,
        age_max: fields.age_max,
        fee: fields.fee(),
        seats: fields.mode.ways().iter().filter_map(|way| seat_view(*way, pools)).collect(),
        sign_up: sign_up_view(s, moment),
        mine,
    }
}

pub fn pool_of(pools: &[Pool], way: Way) -> Option<&Pool> {
    pools.iter().find(|p| p.label == way.code())
}

fn seat_view(way: Way, pools: &[Pool]) -> Option<SeatView> {
    let places = pool_of(pools, way)?.places;
    Some(SeatView {
        mode: way,
        capacity: places.capacity,
        taken: places.taken,
        free: places.free(),
        waiting: places.waiting,
    })
}

fn sign_up_view(s: &SessionRecord, moment: &Moment) -> SignUpView {
    let fields = &s.program.fields;
    let times = SignUpTimes::of(fields, s.starts_at, &moment.zone);
    let state = match times.opens_at {
        _ if !fields.sign_up_needed => SignUpState::None,
        _ if s.cancelled || moment.now >= times.closes_at => SignUpState::Closed,
        Some(opens) if moment.now < opens => SignUpState::NotYet,
        _ => SignUpState::Open,
    };
    let needed = fields.sign_up_needed;
    SignUpView {
        needed,
        opens_at: times.opens_at.filter(|_| needed),
        closes_at: needed.then_some(times.closes_at),
        state,
    }
}

/// Names of people by id, for parties and lists.
pub async fn names_of(tx: &mut Tx, people: &[AnyId]) -> Result<HashMap<AnyId, String>> {
    let mut names = HashMap::new();
    for chunk in people.chunks(500) {
        let ids: Vec<PersonId> = chunk.iter().copied().map(PersonId).collect();
        let found = lianxin_people::persons(tx, &ids).await?;
        names.extend(found.into_iter().map(|p| (p.id.0, p.name)));
    }
    Ok(names)
}

/// Who makes someone one and the same at a session: the person, or a companion's place in a party.
pub fn attendee(member: &Member) -> AnyId {
    member.person.filter(|_| member.band == Band::Oneself).unwrap_or(member.id.0)
}

/// The party of each claim, with who is there.
pub async fn parties(tx: &mut Tx, claims: &[Claim]) -> Result<BTreeMap<ClaimId, Vec<PartyMember>>> {
    let ids: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
    let people: Vec<AnyId> = claims.iter().map(|c| c.person).collect();
    let names = names_of(tx, &people).await?;
    let (mut members, mut stays) = (vec![], vec![]);
    for chunk in ids.chunks(500) {
        members.extend(lianxin_seats::members_of(tx, chunk).await?);
        let any: Vec<AnyId> = chunk.iter().map(|c| c.0).collect();
        stays.extend(lianxin_presence::stays_of_claims(tx, &any).await?);
    }
    let there: HashMap<(Option<AnyId>, AnyId), &Stay> =
        stays.iter().map(|s| ((s.claim, s.attendee), s)).collect();
    let mut parties: BTreeMap<ClaimId, Vec<PartyMember>> = BTreeMap::new();
    for member in members {
        let stay = there.get(&(Some(member.claim.0), attendee(&member)));
        let of_person = || member.person.and_then(|p| names.get(&p).cloned());
        parties.entry(member.claim).or_default().push(PartyMember {
            id: member.id,
            name: member.name.clone().or_else(of_person).unwrap_or_default(),
            band: member.band,
            present_at: stay.map(|s| s.in_at),
            left_at: stay.and_then(|s| s.out_at),
        });
    }
    Ok(parties)
}

/// How a pool's label reads as a way to take part.
pub fn way_of(label: &str) -> Way {
    Way::from_code(label).unwrap_or(Way::OnSite)
}

/// Sign-ups as their person sees them, in the order of the claims.
pub async fn sign_ups(tx: &mut Tx, moment: &Moment, claims: Vec<Claim>) -> Result<Vec<SignUp>> {
    let ids: Vec<SessionId> = claims.iter().map(|c| SessionId(c.subject)).collect();
    let sessions = store::session::by_ids(tx, &ids).await?;
    let cards = cards(tx, moment, &sessions).await?;
    let cards: HashMap<SessionId, SessionCard> = cards.into_iter().map(|c| (c.id, c)).collect();
    let mut parties = parties(tx, &claims).await?;
    let mut out = vec![];
    for claim in claims {
        let Some(session) = cards.get(&SessionId(claim.subject)).cloned() else {
            continue;
        };
        let given = store::feedback::given(tx, claim.person, &[session.id]).await?;
        let history = lianxin_seats::history_of(tx, claim.id).await?;
        out.push(SignUp {
            id: claim.id,
            session,
            person: PersonId(claim.person),
            mode: way_of(&claim.label),
            state: claim.state,
            party: parties.remove(&claim.id).unwrap_or_default(),
            position: claim.position,
            offer_until: claim.offered_until,
            decision: claim.decision,
            created_at: claim.created_at,
            history: history
                .into_iter()
                .map(|Step { at, what, .. }| HistoryLine { at, what })
                .collect(),
            feedback_given: !given.is_empty(),
            reference: claim.reference,
        });
    }
    Ok(out)
}

pub async fn one_sign_up(tx: &mut Tx, moment: &Moment, claim: Claim) -> Result<SignUp> {
    let mut all = sign_ups(tx, moment, vec![claim]).await?;
    all.pop().ok_or_else(|| lianxin_kernel::Error::internal("a sign-up without its session"))
}

/// The answer to someone who just signed up for a session that is to come: [`one_sign_up`], from what
/// their transaction has in hand anyway.
pub async fn fresh_sign_up(
    tx: &mut Tx,
    moment: &Moment,
    at: &SessionAt,
    (mut pools, who): (Vec<Pool>, PersonRef),
    claimed: Claimed,
) -> Result<SignUp> {
    let Claimed { claim, members, pool, step } = claimed;
    if let Some(before) = pools.iter_mut().find(|p| p.id == pool.id) {
        *before = pool;
    }
    let session = &at.session;
    let room = room_names(tx, std::slice::from_ref(session)).await?;
    let room = session.room.and_then(|id| room.get(&id));
    let center = CenterName { id: at.center.id, name: at.center.name.clone() };
    let mine = (moment.reader == Some(claim.person)).then_some(claim.state);
    let card = card(session, moment, &pools, mine, center, room);
    let party = members.into_iter().map(|member| PartyMember {
        id: member.id,
        name: member.name.unwrap_or_else(|| who.name.clone()),
        band: member.band,
        present_at: None,
        left_at: None,
    });
    Ok(SignUp {
        id: claim.id,
        session: card,
        person: PersonId(claim.person),
        mode: way_of(&claim.label),
        state: claim.state,
        party: party.collect(),
        position: claim.position,
        offer_until: claim.offered_until,
        decision: claim.decision,
        created_at: claim.created_at,
        history: vec![HistoryLine { at: step.at, what: step.what }],
        feedback_given: false,
        reference: claim.reference,
    })
}

/// Sessions for the desk, in their order.
pub async fn desk_sessions(
    tx: &mut Tx,
    moment: &Moment,
    sessions: &[SessionRecord],
) -> Result<Vec<DeskSession>> {
    let subjects: Vec<AnyId> = sessions.iter().map(|s| s.id.0).collect();
    let mut counts: HashMap<AnyId, Count> = HashMap::new();
    let mut seated: HashMap<AnyId, i64> = HashMap::new();
    for chunk in subjects.chunks(500) {
        let came = lianxin_presence::counts_of_subjects(tx, chunk).await?;
        counts.extend(came.into_iter().map(|c| (c.subject, c)));
        for pool in lianxin_seats::pools_of_subjects(tx, chunk).await? {
            *seated.entry(pool.subject).or_default() += pool.places.seated();
        }
    }
    let cards = cards(tx, moment, sessions).await?;
    let desk = |(s, card): (&SessionRecord, SessionCard)| {
        let count = counts.get(&s.id.0);
        let seated = seated.get(&s.id.0).copied().unwrap_or(0);
        let came = count.map_or(0, |c| c.signed_up);
        DeskSession {
            card,
            present: count.map_or(0, |c| c.came),
            here: count.map_or(0, |c| c.here),
            seated,
            no_show: if s.held(moment.now) { (seated - came).max(0) } else { 0 },
            program_status: s.program.status,
            cancel_reason: s.cancel_reason.clone(),
            room: s.room,
            party_max: s.program.fields.party_max,
        }
    };
    Ok(sessions.iter().zip(cards).map(desk).collect())
}

pub async fn one_desk_session(
    tx: &mut Tx,
    moment: &Moment,
    session: &SessionRecord,
) -> Result<DeskSession> {
    let mut all = desk_sessions(tx, moment, std::slice::from_ref(session)).await?;
    all.pop().ok_or_else(|| lianxin_kernel::Error::internal("a session without its desk line"))
}

/// The reason shown for a rule of the waiting list other than arrival.
pub fn fair_rule(fair: bool) -> Option<Reason> {
    fair.then(crate::reasons::fair_first)
}
