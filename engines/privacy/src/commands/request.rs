use super::acting;
use crate::config::Config;
use crate::events::NoticeWanted;
use crate::model::{Channel, DataRequest, RequestId, RequestKind, RequestState};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::targets::{self, PersonAt, RequestAt, guardian};
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Kind, Line, Note, Permission, Purpose, Read, Result, Secret,
    Write,
};
use lianxin_people::{PersonId, PersonRef};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many requests of one person may be open: one of each kind.
const MOST: i64 = 7;

/// Ask something about one's data, or as guardian about that of a child.
#[derive(Clone, Debug, Serialize)]
pub struct AskAboutData {
    pub kind: RequestKind,
    /// What exactly; needed to correct something or to have it given to another.
    pub wish: Option<Secret<Note<1000>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RequestMade {
    pub request: RequestId,
    pub number: String,
    /// The last day of the answer.
    pub due_on: Date,
    /// The holidays up to then are not all known yet.
    pub provisional: bool,
}

impl Command for AskAboutData {
    const NAME: &'static str = "privacy.ask_about_data";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = RequestMade;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PersonAt) -> Result<RequestMade> {
        guardian(&mut w.read(), &at.person).await?;
        let taken = TakenIn {
            kind: self.kind,
            wish: self.wish.as_ref().map(|w| w.expose().to_string()),
            channel: Channel::Portal,
            heir: None,
        };
        take_in(w, &at.person, taken).await
    }
}

/// Take a request in at a desk or from paper; also of a near relative about the data of someone who
/// died (PIPL Art. 49).
#[derive(Clone, Debug, Serialize)]
pub struct TakeInDataRequest {
    pub person: PersonId,
    pub kind: RequestKind,
    pub wish: Option<Secret<Note<1000>>>,
    /// `desk` or `paper`.
    pub channel: Channel,
    pub heir: Option<Heir>,
}

/// A near relative of someone who died.
#[derive(Clone, Debug, Serialize)]
pub struct Heir {
    /// Name and how to reach them.
    pub relative: Secret<Line<120>>,
    /// Child, spouse, …
    pub relation: Line<40>,
    /// Which papers were seen; they are not kept.
    pub evidence: Secret<Line<120>>,
}

impl Command for TakeInDataRequest {
    const NAME: &'static str = "privacy.take_in_data_request";
    const NEEDS: Permission = permissions::TAKE_IN;
    type Target = PersonAt;
    type Out = RequestMade;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::person_at(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PersonAt) -> Result<RequestMade> {
        if !self.channel.needs_witness() {
            return Err(Error::field("channel", FieldCode::Wrong));
        }
        if self.heir.is_some() && !self.kind.is_for_heirs() {
            return Err(Error::field("kind", FieldCode::Wrong));
        }
        acting(w)?;
        w.saw(self.person);
        let taken = TakenIn {
            kind: self.kind,
            wish: self.wish.as_ref().map(|w| w.expose().to_string()),
            channel: self.channel,
            heir: self.heir.clone(),
        };
        take_in(w, &at.person, taken).await
    }
}

struct TakenIn {
    kind: RequestKind,
    wish: Option<String>,
    channel: Channel,
    heir: Option<Heir>,
}

async fn take_in(w: &mut Write<'_>, person: &PersonRef, new: TakenIn) -> Result<RequestMade> {
    let vague = matches!(new.kind, RequestKind::Correct | RequestKind::Transfer);
    if vague && new.wish.is_none() {
        return Err(Error::field("wish", FieldCode::Required));
    }
    let (now, zone) = (w.now(), w.zone().clone());
    let (today, district) = (zone.date(now), person.id.id().district());
    // The number comes first: it holds its row, so two requests of one person follow one another.
    let n = store::request::next_number(w.tx(), district, "DR", today.year()).await?;
    let open = store::request::of_person(w.tx(), person.id, 100).await?;
    let open: Vec<_> =
        open.into_iter().filter(|r| r.state.is_open() || r.is_to_be_done()).collect();
    if let Some(same) = open.iter().find(|r| r.kind == new.kind && r.heir == new.heir.is_some()) {
        return Err(Error::reason(reasons::open_already(&same.number)));
    }
    if open.len() as i64 >= MOST {
        return Err(Error::reason(reasons::too_many_open(MOST)));
    }
    let days = w.settings().get::<Config>().answer_days;
    let calendar = lianxin_places::calendar(w.tx()).await?;
    let due_on = calendar.plus_working_days(today, days.into());
    let id: RequestId = w.fresh_in(district);
    let (relation, relative, evidence) = match &new.heir {
        Some(h) => (
            Some(h.relation.to_string()),
            Some(h.relative.expose().to_string()),
            Some(h.evidence.expose().to_string()),
        ),
        None => (None, None, None),
    };
    let request = DataRequest {
        id,
        number: format!("DR-{}-{n:05}", today.year()),
        person: person.id,
        center: person.home_center,
        kind: new.kind,
        state: RequestState::Received,
        channel: new.channel,
        asked_by: w.actor().who().map(PersonId),
        heir: new.heir.is_some(),
        relation,
        relative,
        evidence,
        wish: new.wish,
        received_at: now,
        due_on,
        provisional: !calendar.knows(due_on),
        taken_by: None,
        taken_at: None,
        answered_by: None,
        answered_at: None,
        outcome: None,
        law: None,
        reason: None,
        answer: None,
        carry_out_at: None,
        done_at: None,
    };
    store::request::insert(w.tx(), &request).await?;
    w.on(id);
    if !request.heir {
        let notice = NoticeWanted::new(person.id, "data_request_received", "/me/data");
        w.say(notice.text("number", &request.number).text("due", due_on)).await?;
    }
    let DataRequest { number, due_on, provisional, .. } = request;
    Ok(RequestMade { request: id, number, due_on, provisional })
}

/// Take a request back, as long as it is not carried out.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawDataRequest {
    pub request: RequestId,
}

impl Command for WithdrawDataRequest {
    const NAME: &'static str = "privacy.withdraw_data_request";
    const NEEDS: Permission = permissions::OWN;
    type Target = RequestAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RequestAt) -> Result<()> {
        let person = targets::oneself(&mut w.read()).await?.person;
        guardian(&mut w.read(), &person).await?;
        // A request of heirs is theirs.
        if at.request.heir || !store::request::withdraw(w.tx(), self.request).await? {
            return Err(Error::reason(reasons::too_late()));
        }
        Ok(())
    }
}

/// Take a request up, or over from a colleague.
#[derive(Clone, Debug, Serialize)]
pub struct TakeDataRequest {
    pub request: RequestId,
}

impl Command for TakeDataRequest {
    const NAME: &'static str = "privacy.take_data_request";
    const NEEDS: Permission = permissions::REQUESTS;
    type Target = RequestAt;
    type Out = ();

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RequestAt) -> Result<()> {
        let (by, now) = (acting(w)?.id(), w.now());
        w.saw(at.request.person);
        match store::request::take(w.tx(), self.request, by, now).await? {
            true => Ok(()),
            false => Err(Error::reason(reasons::not_open())),
        }
    }
}
