use crate::assemble::{Moment, cards, fair_rule, one_card, one_sign_up};
use crate::commands::{against, published};
use crate::model::{ActivityKind, CheckInTimes, SessionId};
use crate::permissions;
use crate::queries::desk::feedback_sum;
use crate::record::{SessionAt, SessionRecord};
use crate::store::{self, session::Wanted};
use crate::targets::{self, Here};
use crate::views::*;
use lianxin_db::Tx;
use lianxin_kernel::{
    Date, Decision, Error, FieldCode, Kind, Limit, Page, Permission, Query, Read, Result, Scope,
    Timestamp,
};
use lianxin_people::{PersonId, PersonRef};
use lianxin_places::{CenterId, Point, RegionId};
use lianxin_seats::{MayClaim, State};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::IntoParams;

/// What a list of sessions is narrowed by. Sessions come by time, those under way first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SessionFilter {
    pub center: Option<CenterId>,
    /// All centers of a region and below.
    pub region: Option<RegionId>,
    /// From this day on; today when not said.
    pub from: Option<Date>,
    /// To this day, included.
    pub to: Option<Date>,
    pub kind: Option<ActivityKind>,
    /// Only what is for people of this age.
    pub age: Option<i64>,
    /// Only what has a free place.
    pub free: Option<bool>,
    /// Words of the title or description.
    pub q: Option<String>,
    /// Only centers within 2 km of this point, as the crow flies.
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// How far "near" is, in meters.
const NEAR: f64 = 2_000.0;

/// A search text longer than this is no search.
const SEARCH_MOST: usize = 80;

pub struct ListSessions {
    pub filter: SessionFilter,
}

impl Query for ListSessions {
    const NAME: &'static str = "activities.list_sessions";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Scope;
    type Out = Page<SessionCard>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<SessionCard>> {
        let limit = Limit::new(self.filter.limit)?;
        let moment = r.moment();
        let wanted = self.wanted(r.tx(), &moment).await?;
        if wanted.centers.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Page { items: vec![], next: None });
        }
        let mut after = self.filter.after.clone();
        let mut items = vec![];
        // Free places are known elsewhere, so pages are looked through until one is full. Bounded:
        // a page that stays short still leads on.
        for _ in 0..8 {
            let page = store::session::list(r.tx(), &wanted, after.as_deref(), limit).await?;
            let found = cards(r.tx(), &moment, &page.items).await?;
            let fits = |c: &SessionCard| self.filter.free != Some(true) || has_free_place(c);
            items.extend(found.into_iter().filter(fits));
            after = page.next;
            if after.is_none() || items.len() as i64 >= limit.get() {
                break;
            }
        }
        Ok(Page { items, next: after })
    }
}

fn has_free_place(card: &SessionCard) -> bool {
    let open = matches!(card.sign_up.state, SignUpState::Open | SignUpState::NotYet);
    let free = |s: &SeatView| s.free.is_none_or(|free| free > 0);
    !card.sign_up.needed || (open && card.seats.iter().any(free))
}

impl ListSessions {
    async fn wanted(&self, tx: &mut Tx, moment: &Moment) -> Result<Wanted> {
        let f = &self.filter;
        if f.q.as_ref().is_some_and(|q| q.chars().count() > SEARCH_MOST) {
            return Err(Error::field("q", FieldCode::TooLong));
        }
        if let (Some(from), Some(to)) = (f.from, f.to)
            && to < from
        {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        let zone = &moment.zone;
        let first = f.from.map(|d| zone.start_of(d)).unwrap_or(moment.now);
        Ok(Wanted {
            centers: self.centers(tx).await?,
            from: Some(first),
            to: f.to.map(|d| zone.start_of(d.plus_days(1))),
            kind: f.kind,
            age: f.age,
            search: f.q.clone().filter(|q| !q.trim().is_empty()),
            ..Wanted::default()
        })
    }

    async fn centers(&self, tx: &mut Tx) -> Result<Option<Vec<CenterId>>> {
        let f = &self.filter;
        if let Some(center) = f.center {
            return Ok(Some(vec![center]));
        }
        let point = Point::from_fields(f.lat, f.lon).map_err(|e| Error::Invalid(vec![e]))?;
        let near = match point {
            Some(point) => Some(lianxin_places::centers_near(tx, point, NEAR).await?),
            None => None,
        };
        let Some(region) = f.region else {
            return Ok(near);
        };
        let below = lianxin_places::center_ids_below(tx, region.id()).await?.into_iter();
        Ok(Some(match near {
            Some(near) => below.filter(|c| near.contains(c)).collect(),
            None => below.collect(),
        }))
    }
}

/// One session, with whether and why the reader may join.
pub struct ShowSession {
    pub session: SessionId,
}

impl Query for ShowSession {
    const NAME: &'static str = "activities.show_session";
    const NEEDS: Permission = permissions::LOOK;
    type Target = SessionAt;
    type Out = Session;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        let at = targets::session(r.tx(), self.session).await?;
        // A draft shows to those who write it.
        let writes = r.actor().is_some_and(|a| a.holds(permissions::DESK.roles, &at.center.path));
        if !writes {
            published(&at)?;
        }
        Ok(at)
    }

    async fn run(&self, r: &mut Read<'_>, at: SessionAt) -> Result<Session> {
        let moment = r.moment();
        let card = one_card(r.tx(), &moment, &at.session).await?;
        let claim = match moment.reader {
            Some(reader) => {
                let claims =
                    lianxin_seats::active_claims(r.tx(), reader, &[self.session.0]).await?;
                match claims.into_iter().next() {
                    Some(claim) => Some(one_sign_up(r.tx(), &moment, claim).await?),
                    None => None,
                }
            }
            None => None,
        };
        let may_join = may_join(r, &at, claim.as_ref()).await?;
        let fields = &at.session.program.fields;
        let times = CheckInTimes::of(at.session.starts_at, at.session.ends_at);
        let takes_part = claim.as_ref().is_some_and(|c| c.state == State::Seated);
        let link = fields.online_link.as_ref().filter(|_| takes_part || !fields.sign_up_needed);
        Ok(Session {
            description: fields.description.clone(),
            contact: fields.contact.as_ref().map(|c| c.as_str().to_owned()),
            party_max: fields.party_max,
            waiting_list: fields.waiting_list,
            fair: fair_rule(fields.fair_first),
            cancel_reason: at.session.cancel_reason.clone(),
            series: other_dates(r.tx(), &at.session, moment.now).await?,
            claim,
            may_join,
            feedback: feedback_sum(r.tx(), self.session).await?.0,
            check_in: CheckInView { opens_at: times.opens_at, closes_at: times.closes_at },
            online_link: link.map(|l| l.as_str().to_owned()),
            card,
        })
    }
}

/// The same rules as signing up, asked beforehand for one person.
async fn may_join(r: &mut Read<'_>, at: &SessionAt, claim: Option<&SignUp>) -> Result<Decision> {
    if let Some(claim) = claim {
        return Ok(claim.decision.clone());
    }
    let (now, zone, reader) = (r.now(), r.zone().clone(), r.person());
    let who: Option<PersonRef> = match reader {
        Some(id) => lianxin_people::person(r.tx(), PersonId(id)).await?,
        None => None,
    };
    if let Some(why) = against(at, who.as_ref(), (now, &zone)) {
        return Ok(match at.session.program.fields.sign_up_needed {
            true => Decision::no(vec![why]),
            // Nothing stands against just coming.
            false if at.session.cancelled || at.session.ends_at <= now => Decision::no(vec![why]),
            false => Decision::yes(vec![why]),
        });
    }
    let pools = lianxin_seats::pools_of_subject(r.tx(), at.session.id.0).await?;
    let mut best: Option<Decision> = None;
    for pool in pools {
        let wish = MayClaim {
            pool: pool.id,
            person: reader,
            party: 1,
            by_staff: false,
            quota_exempt: false,
        };
        let decision = lianxin_seats::may_claim(r, wish).await?;
        if best.as_ref().is_none_or(|b| rank(&decision) < rank(b)) {
            best = Some(decision);
        }
    }
    best.ok_or_else(|| Error::internal("a session that needs sign-up has no places"))
}

fn rank(decision: &Decision) -> u8 {
    match decision.outcome {
        lianxin_kernel::Outcome::Yes => 0,
        lianxin_kernel::Outcome::Waiting => 1,
        lianxin_kernel::Outcome::No => 2,
    }
}

async fn other_dates(tx: &mut Tx, s: &SessionRecord, now: Timestamp) -> Result<Vec<OtherDate>> {
    let coming = store::session::of_program(tx, s.program.id, Some(now), 13).await?;
    let others = coming.into_iter().filter(|o| o.id != s.id).take(12);
    let date =
        |o: SessionRecord| OtherDate { id: o.id, starts_at: o.starts_at, status: o.status(now) };
    Ok(others.map(date).collect())
}

/// How many published sessions each center has on a day, for the list of centers.
pub async fn sessions_per_center(r: &mut Read<'_>, day: Date) -> Result<HashMap<CenterId, i64>> {
    let zone = r.zone().clone();
    let (from, to) = (zone.start_of(day), zone.start_of(day.plus_days(1)));
    let counts = store::session::per_center(r.tx(), from, to).await?;
    Ok(counts.into_iter().map(|c| (c.center, c.sessions)).collect())
}
