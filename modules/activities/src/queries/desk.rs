use crate::assemble::{desk_sessions, one_desk_session, parties, way_of};
use crate::model::{SessionId, Way};
use crate::permissions;
use crate::record::SessionAt;
use crate::store::{self, session::Wanted};
use crate::targets::{self, Here};
use crate::views::*;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Date, Keyring, Permission, Query, Read, Result};
use lianxin_people::{PersonId, PersonRef};
use lianxin_places::CenterId;
use lianxin_seats::{Band, Claim, ClaimId, State};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use utoipa::ToSchema;

/// The day of a center: its sessions and their sums. No names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskDay {
    pub center: CenterName,
    pub date: Date,
    pub sessions: Vec<DeskSession>,
    pub totals: Totals,
}

#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Totals {
    /// Not cancelled.
    pub sessions: i64,
    /// People with a place.
    pub seats_taken: i64,
    /// People waiting.
    pub waiting: i64,
    /// People there now.
    pub present: i64,
    /// People who came; one who comes to two sessions makes two visits.
    pub visits: i64,
}

pub struct ShowDeskDay {
    pub center: CenterId,
    /// Today when not said.
    pub date: Option<Date>,
}

/// More sessions than a center has in a day.
const DAY_MOST: i64 = 500;

impl Query for ShowDeskDay {
    const NAME: &'static str = "activities.show_desk_day";
    const NEEDS: Permission = permissions::DESK;
    type Target = targets::Center;
    type Out = DeskDay;

    async fn target(&self, r: &mut Read<'_>) -> Result<targets::Center> {
        targets::center(r.tx(), self.center).await.map(targets::Center)
    }

    async fn run(&self, r: &mut Read<'_>, center: targets::Center) -> Result<DeskDay> {
        let moment = r.moment();
        let date = self.date.unwrap_or_else(|| moment.zone.date(moment.now));
        let wanted = Wanted {
            centers: Some(vec![self.center]),
            from: Some(moment.zone.start_of(date)),
            to: Some(moment.zone.start_of(date.plus_days(1))),
            drafts: true,
            cancelled: true,
            ..Wanted::default()
        };
        let found = store::session::all(r.tx(), &wanted, DAY_MOST).await?;
        let sessions = desk_sessions(r.tx(), &moment, &found).await?;
        let center = CenterName { id: center.0.id, name: center.0.name };
        Ok(DeskDay { center, date, totals: totals(&sessions), sessions })
    }
}

fn totals(sessions: &[DeskSession]) -> Totals {
    let mut totals = Totals::default();
    for s in sessions.iter().filter(|s| s.card.status != crate::model::SessionStatus::Cancelled) {
        totals.sessions += 1;
        totals.seats_taken += s.seated;
        totals.waiting += s.card.seats.iter().map(|seat| seat.waiting).sum::<i64>();
        totals.present += s.here;
        totals.visits += s.present;
    }
    totals
}

/// Who takes part, by name: for the staff of the center.
pub struct ShowParticipants {
    pub session: SessionId,
}

impl Query for ShowParticipants {
    const NAME: &'static str = "activities.show_participants";
    const NEEDS: Permission = permissions::ATTEND;
    const LOGGED: bool = true;
    type Target = SessionAt;
    type Out = Participants;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, r: &mut Read<'_>, at: SessionAt) -> Result<Participants> {
        let (app, moment) = (r.app().clone(), r.moment());
        let claims = lianxin_seats::claims_of_subject(r.tx(), self.session.0).await?;
        let mut next = BTreeSet::new();
        let pools = lianxin_seats::pools_of_subject(r.tx(), self.session.0).await?;
        for pool in &pools {
            next.extend(lianxin_seats::next_to_promote(r.tx(), pool.id).await?);
        }
        let people = people(r.tx(), &claims).await?;
        let mut parties = parties(r.tx(), &claims).await?;
        let today = moment.zone.date(moment.now);
        let (mut seated, mut waiting, mut gone) = (vec![], vec![], vec![]);
        for claim in claims {
            let (state, id) = (claim.state, claim.id);
            let party = parties.remove(&id).unwrap_or_default();
            let line = participant(claim, party, &people, &next, app.keys(), today)?;
            match state {
                State::Seated => seated.push(line),
                State::Waiting | State::Offered => waiting.push(line),
                State::Left | State::Expired | State::Removed | State::Cancelled => gone.push(line),
            }
        }
        waiting.sort_by_key(|p: &Participant| p.position.unwrap_or(0));
        let session = one_desk_session(r.tx(), &moment, &at.session).await?;
        let on_site = session.card.seats.iter().find(|s| s.mode == Way::OnSite);
        let free = on_site.and_then(|s| s.free);
        let walk_ins = walk_ins(r.tx(), self.session).await?;
        Ok(Participants { session, seated, waiting, gone, walk_ins, free })
    }
}

async fn people(tx: &mut Tx, claims: &[Claim]) -> Result<HashMap<AnyId, PersonRef>> {
    let ids: Vec<PersonId> = claims.iter().map(|c| PersonId(c.person)).collect();
    let mut people = HashMap::new();
    for chunk in ids.chunks(500) {
        let found = lianxin_people::persons(tx, chunk).await?;
        people.extend(found.into_iter().map(|p| (p.id.0, p)));
    }
    Ok(people)
}

fn participant(
    claim: Claim,
    party: Vec<PartyMember>,
    people: &HashMap<AnyId, PersonRef>,
    next: &BTreeSet<ClaimId>,
    keys: &Keyring,
    today: Date,
) -> Result<Participant> {
    let person = people.get(&claim.person);
    let phone_hint = person.map(|p| p.phone_hint(keys)).transpose()?.flatten();
    Ok(Participant {
        sign_up: claim.id,
        person: PersonId(claim.person),
        name: person.map(|p| p.name.clone()).unwrap_or_default(),
        phone_hint,
        age_group: person.and_then(|p| p.age_group(today)),
        mode: way_of(&claim.label),
        state: claim.state,
        position: claim.position,
        party,
        decision: claim.decision,
        next_to_promote: next.contains(&claim.id),
        created_at: claim.created_at,
        by_staff: claim.by_staff,
        reference: claim.reference,
    })
}

/// Those who came to a session that needs no sign-up.
async fn walk_ins(tx: &mut Tx, session: SessionId) -> Result<Vec<PartyMember>> {
    let stays = lianxin_presence::present_of_subject(tx, session.0).await?;
    let stays: Vec<_> = stays.into_iter().filter(|s| s.claim.is_none()).collect();
    let people: Vec<AnyId> = stays.iter().filter_map(|s| s.person).collect();
    let names: BTreeMap<_, _> = crate::assemble::names_of(tx, &people).await?.into_iter().collect();
    let member = |s: lianxin_presence::Stay| PartyMember {
        id: s.attendee.into(),
        name: s.person.and_then(|p| names.get(&p).cloned()).unwrap_or_default(),
        band: Band::Oneself,
        present_at: Some(s.in_at),
        left_at: s.out_at,
    };
    Ok(stays.into_iter().map(member).collect())
}

/// The code for the door, as it is right now.
pub struct ShowDoor {
    pub session: SessionId,
    /// Where the site is reached from phones.
    pub site: String,
}

impl Query for ShowDoor {
    const NAME: &'static str = "activities.show_door";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = SessionAt;
    type Out = Door;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, r: &mut Read<'_>, at: SessionAt) -> Result<Door> {
        let moment = r.moment();
        let key = *lianxin_presence::door_key(r.app())?;
        let token = lianxin_presence::door_token(&key, self.session.0, moment.now);
        let url = format!("/check-in/{}?t={}", self.session, token.text);
        let line = one_desk_session(r.tx(), &moment, &at.session).await?;
        let title = at.session.program.fields.title.clone();
        let about = title.get(lianxin_kernel::Language::ZhCn).to_owned();
        Ok(Door {
            svg: lianxin_presence::qr_svg(&format!("{}{url}", self.site), &about)?,
            token: token.text,
            url,
            valid_until: token.valid_until,
            next_in: token.next_in,
            present: line.present,
            seated: line.seated,
            title,
            starts_at: at.session.starts_at,
            ends_at: at.session.ends_at,
            room: at.session.room,
        })
    }
}

/// What people thought of a session. No names.
pub struct ShowFeedback {
    pub session: SessionId,
}

impl Query for ShowFeedback {
    const NAME: &'static str = "activities.show_feedback";
    const NEEDS: Permission = permissions::DESK;
    type Target = SessionAt;
    type Out = FeedbackView;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, r: &mut Read<'_>, _: SessionAt) -> Result<FeedbackView> {
        let (sum, levels) = feedback_sum(r.tx(), self.session).await?;
        let said = store::feedback::comments(r.tx(), self.session, 200).await?;
        let comment = |s: store::feedback::Said| FeedbackComment {
            level: s.level,
            comment: s.comment,
            at: s.at,
        };
        let comments = said.into_iter().map(comment).collect();
        Ok(FeedbackView { count: sum.count, average: sum.average, levels, comments })
    }
}

/// How many said what.
pub async fn feedback_sum(tx: &mut Tx, session: SessionId) -> Result<(FeedbackSum, Vec<i64>)> {
    let given = store::feedback::levels(tx, session).await?;
    let of = |level| given.iter().find(|g| g.level == level).map_or(0, |g| g.count);
    let levels: Vec<i64> = (1..=5).map(of).collect();
    let count: i64 = levels.iter().sum();
    let points: i64 = (1..=5).zip(&levels).map(|(level, n)| level * n).sum();
    let average = (count > 0).then(|| points as f64 / count as f64);
    Ok((FeedbackSum { count, average }, levels))
}
