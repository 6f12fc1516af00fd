//! Whether somebody may have a room at a time: by its rules and by the calendar, all reasons at once.
use crate::model::{Asked, Booked, Booker, BookingId, Facts, Policy, QuotaOf, Verdict, decide};
use crate::reasons;
use crate::record::{BookingAt, RoomAt};
use crate::store;
use crate::store::booking::Whose;
use lianxin_calendar::{Kind as Use, OccupancyId, Resource, Span, Wish};
use lianxin_kernel::{
    Date, Decision, Error, FieldCode, Kind, Language, Names, Read, Reason, Result, Span as Length,
    Timestamp, Zone,
};
use lianxin_people::{OrganizationId, OrganizationRef, PersonId};

/// Who asks.
#[derive(Clone, Debug)]
pub struct Asker {
    pub person: PersonId,
    pub organization: Option<OrganizationRef>,
}

impl Asker {
    pub fn booker(&self) -> Booker {
        self.organization.as_ref().map_or(Booker::Resident, |o| o.kind.into())
    }

    /// What others read on the calendar: never a person's name.
    pub fn label(&self) -> Names {
        match &self.organization {
            Some(organization) => organization.name.clone(),
            None => Names::zh_cn("居民预约")
                .with(Language::ZhTw, "居民預約")
                .with(Language::En, "Booked by a resident"),
        }
    }
}

/// The person, and the organization if they act for it today.
pub async fn asker(
    r: &mut Read<'_>,
    person: PersonId,
    organization: Option<OrganizationId>,
) -> Result<Asker> {
    let Some(id) = organization else { return Ok(Asker { person, organization: None }) };
    let (app, today) = (r.app().clone(), r.zone().date(r.now()));
    let all = lianxin_people::organizations_of(r.tx(), &app, person, today).await?;
    let found = all.into_iter().map(|(organization, _)| organization).find(|o| o.id == id);
    let organization = found.ok_or_else(|| Error::field("organization", FieldCode::Unknown))?;
    Ok(Asker { person, organization: Some(organization) })
}

/// The rules of a room on a day.
pub async fn policy(r: &mut Read<'_>, at: &RoomAt, day: Date) -> Result<Policy> {
    let said = store::policy::on(r.tx(), at.room.id, at.center.id, day).await?;
    Ok(said.map_or_else(Policy::usual, |p| p.rules))
}

/// What is asked, before anything is known of it.
#[derive(Clone, Debug)]
pub struct Ask {
    pub span: Span,
    pub people: i64,
    pub asker: Asker,
}

impl Ask {
    pub fn wish(&self, at: &RoomAt, owner: BookingId, outside_hours: bool) -> Wish {
        Wish {
            resource: Resource::room(at.room.id, at.center.id),
            span: self.span,
            kind: Use::Booking,
            owner: owner.id(),
            label: self.asker.label(),
            outside_hours,
            series: None,
        }
    }

    fn asked(&self) -> Asked {
        Asked { span: self.span, people: self.people, booker: self.asker.booker() }
    }
}

/// What the rules and the calendar say.
#[derive(Clone, Debug)]
pub struct Answer {
    /// When it was asked.
    pub now: Timestamp,
    pub policy: Policy,
    pub verdict: Verdict,
    /// What the calendar has against it.
    pub calendar: Vec<Reason>,
}

impl Answer {
    /// Only that somebody else has the room then: one may wait for it.
    pub fn is_only_taken(&self) -> bool {
        let taken = |r: &Reason| {
            matches!(r.code.as_ref(), "calendar.taken" | "calendar.setup" | "calendar.item_taken")
        };
        self.verdict.against.is_empty()
            && !self.calendar.is_empty()
            && self.calendar.iter().all(taken)
    }

    pub fn against(&self) -> Vec<Reason> {
        self.verdict.against.iter().chain(&self.calendar).cloned().collect()
    }

    pub fn decision(&self) -> Decision {
        let against = self.against();
        let notes = self.verdict.notes.clone();
        match (against.is_empty(), self.verdict.approval) {
            (false, _) => Decision::no(against),
            (true, true) => Decision::waiting(notes),
            (true, false) => {
                let free = notes.is_empty().then(reasons::free);
                Decision::yes(notes.into_iter().chain(free).collect())
            }
        }
    }

    /// When the room is given back if nobody came; never after its end. Who has it when its time runs
    /// already has as long from now.
    pub fn release_at(&self, span: Span) -> Option<Timestamp> {
        let at = span.from.max(self.now) + Length::minutes(self.policy.release_min?);
        (at < span.to).then_some(at)
    }
}

/// Looks at rules and calendar. `own`: the booking and what it holds, which do not count against it.
pub async fn answer(
    r: &mut Read<'_>,
    at: &RoomAt,
    ask: &Ask,
    own: Option<(BookingId, Option<OccupancyId>)>,
) -> Result<Answer> {
    let (policy, verdict) = by_rules(r, at, ask, own.map(|(id, _)| id), &[]).await?;
    let owner = own.map_or(BookingId(lianxin_db::Id::NIL), |(id, _)| id);
    let wish = ask.wish(at, owner, false);
    let held = own.and_then(|(_, held)| held);
    let calendar = lianxin_calendar::may_occupy(r, &wish, held).await?.reasons;
    Ok(Answer { now: r.now(), policy, verdict, calendar })
}

/// What the rules alone say. `besides`: what would be had too, of a series that is looked at.
pub async fn by_rules(
    r: &mut Read<'_>,
    at: &RoomAt,
    ask: &Ask,
    own: Option<BookingId>,
    besides: &[Span],
) -> Result<(Policy, Verdict)> {
    let zone = r.zone().clone();
    let policy = policy(r, at, zone.date(ask.span.from)).await?;
    let mut facts = facts(r, at, ask, &policy, own, &zone).await?;
    facts.others.extend(besides.iter().map(|span| Booked { span: *span, no_show: false }));
    let verdict = decide(&policy, &ask.asked(), &facts, r.now(), &zone);
    Ok((policy, verdict))
}

/// What a booking would hold.
pub async fn wish_of(r: &mut Read<'_>, at: &BookingAt) -> Result<Wish> {
    let BookingAt { booking, at } = at;
    let asker = asker(r, booking.person, booking.organization).await?;
    let ask = Ask { span: booking.span, people: booking.people, asker };
    Ok(ask.wish(at, booking.id, false))
}

async fn facts(
    r: &mut Read<'_>,
    at: &RoomAt,
    ask: &Ask,
    policy: &Policy,
    own: Option<BookingId>,
    zone: &Zone,
) -> Result<Facts> {
    let (person, now) = (ask.asker.person, r.now());
    let whose = match (&ask.asker.organization, policy.quota_of) {
        (Some(organization), _) => Whose::Organization(organization.id),
        (None, QuotaOf::Person) => Whose::Persons(vec![person]),
        (None, QuotaOf::Household) => {
            let mut all = lianxin_people::household_persons(r.tx(), person).await?;
            all.push(person);
            Whose::Persons(all)
        }
    };
    let day = zone.date(ask.span.from);
    let back = policy.no_shows.map_or(0, |rule| rule.days);
    let looked = zone.date(now).plus_days(-i32::try_from(back).unwrap_or(365));
    // The week and the month of what is asked may have begun before.
    let since = zone.start_of(looked.min(day.first_of_month()).min(day.plus_days(-7)));
    let others = store::booking::counted(r.tx(), at.room.id, &whose, since, own).await?;
    let known = lianxin_people::person(r.tx(), person).await?;
    let age = known.and_then(|p| p.born).map(|born| born.age_on(day));
    Ok(Facts { age, capacity: at.room.capacity, others })
}
