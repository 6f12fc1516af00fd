use super::acting;
use crate::config::Config;
use crate::events::{NoticeWanted, PersonErased};
use crate::jobs::CarryOut;
use crate::model::{RequestId, RequestKind, RequestOutcome, RequestState};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::targets::{self, RequestAt};
use crate::wording::outcome_words;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Kind, Line, Note, Permission, Purpose, Read, Result,
    Secret, Write, forget_answers,
};
use serde::Serialize;

/// Answer a request: granted, in part, or refused with the reason and the law (PIPL Art. 50). What was
/// granted is done: a restriction at once, an erasure after a while in which it can be taken back.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerDataRequest {
    pub request: RequestId,
    pub outcome: RequestOutcome,
    /// What the person is told.
    pub answer: Secret<Note<1000>>,
    /// Needed unless granted.
    pub reason: Option<Secret<Note<1000>>>,
    /// The article it rests on; needed unless granted.
    pub law: Option<Line<120>>,
}

impl Command for AnswerDataRequest {
    const NAME: &'static str = "privacy.answer_data_request";
    const NEEDS: Permission = permissions::DECIDE;
    type Target = RequestAt;
    type Out = ();

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RequestAt) -> Result<()> {
        let by = acting(w)?;
        let mut request = at.request;
        // Also of a request that someone else wrote down.
        if by == request.person {
            return Err(Error::OwnRequest);
        }
        self.whole()?;
        if !request.state.is_open() {
            return Err(Error::reason(reasons::not_open()));
        }
        let now = w.now();
        let granted = self.outcome == RequestOutcome::Granted;
        let later = granted && request.kind == RequestKind::Erase;
        request.state = RequestState::Answered;
        request.answered_by = Some(by);
        request.answered_at = Some(now);
        request.outcome = Some(self.outcome);
        request.law = self.law.as_ref().map(Line::to_string);
        request.reason = self.reason.as_ref().map(|r| r.expose().to_string());
        request.answer = Some(self.answer.expose().to_string());
        request.carry_out_at = later.then(|| now + w.settings().get::<Config>().erase_after());
        request.done_at = (!later).then_some(now);
        if !store::request::answer(w.tx(), &request).await? {
            return Err(Error::reason(reasons::not_open()));
        }
        w.saw(request.person);
        match request.kind {
            RequestKind::Restrict if granted => lianxin_people::restrict(w, request.person).await?,
            RequestKind::Lift if granted => lianxin_people::lift(w, request.person).await?,
            _ => {}
        }
        if let Some(at) = request.carry_out_at {
            w.later(CarryOut { request: request.id }, at).await?;
        }
        // The relative is told at the desk: the one who died reads no messages.
        if !request.heir {
            let notice = NoticeWanted::new(request.person, "data_request_answered", "/me/data");
            let notice =
                notice.text("number", &request.number).text("answer", self.answer.expose());
            w.say(notice.names("outcome", &outcome_words(self.outcome))).await?;
        }
        Ok(())
    }
}

impl AnswerDataRequest {
    /// A refusal, also in part, says why and by which law.
    fn whole(&self) -> Result<()> {
        if self.outcome == RequestOutcome::Granted {
            return Ok(());
        }
        let mut faults = vec![];
        if self.reason.is_none() {
            faults.push(FieldError::new("reason", FieldCode::Required));
        }
        if self.law.is_none() {
            faults.push(FieldError::new("law", FieldCode::Required));
        }
        super::fine(faults)
    }
}

/// Take everything personal of someone away, as granted: in every holding of the program, the account
/// last known to it ended. Counts and ledgers stay as they were.
#[derive(Clone, Debug, Serialize)]
pub struct CarryOutErasing {
    pub request: RequestId,
}

impl Command for CarryOutErasing {
    const NAME: &'static str = "privacy.carry_out_erasing";
    const NEEDS: Permission = permissions::KEEP;
    type Target = RequestAt;
    /// Rows changed; 0 when the request was taken back, or is carried out already.
    type Out = u64;

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RequestAt) -> Result<u64> {
        let now = w.now();
        let due = at.request.carry_out_at.is_some_and(|at| at <= now);
        if at.request.kind != RequestKind::Erase
            || !due
            || !store::request::done(w.tx(), self.request, now).await?
        {
            return Ok(0);
        }
        let person = at.request.person;
        let (app, mut changed) = (w.app().clone(), 0);
        for holding in app.holdings() {
            changed += holding.erase(w, person.id()).await?;
        }
        changed += forget_answers(w.tx(), person.id()).await?;
        w.say(PersonErased { person }).await?;
        Ok(changed)
    }
}
