use super::acting;
use crate::events::ConsentChanged;
use crate::model::{Answer, Channel, OnWithdrawal, PurposeKey, Standing};
use crate::permissions;
use crate::reasons;
use crate::store::consent::{DecisionRow, last, say};
use crate::store::purpose::{PurposeRow, find, text};
use crate::targets::{self, PersonAt, guardian, guards, is_child};
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Permission, Purpose, Read, Result, Write,
};
use lianxin_people::PersonId;
use serde::Serialize;

/// Say yes or no to a purpose, or take a yes back: for oneself, or as guardian for a child.
#[derive(Clone, Debug, Serialize)]
pub struct SayToPurpose {
    pub purpose: PurposeKey,
    pub answer: Answer,
    /// Of the text that was read; a withdrawal needs none.
    pub version: Option<i64>,
    /// `portal` or `kiosk`.
    pub channel: Channel,
}

impl Command for SayToPurpose {
    const NAME: &'static str = "privacy.say_to_purpose";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PersonAt) -> Result<()> {
        if self.channel.needs_witness() {
            return Err(Error::field("channel", FieldCode::Wrong));
        }
        let guardian = guardian(&mut w.read(), &at.person).await?;
        let (answer, version, channel) = (self.answer, self.version, self.channel);
        let heard = Heard { answer, version, channel, witness: None, guardian };
        decide(w, at.person.id, &self.purpose, heard).await
    }
}

/// Write down what a person said to a purpose at a desk or on paper; who writes is the witness. Of a
/// child the guardian says it.
#[derive(Clone, Debug, Serialize)]
pub struct RecordDecision {
    pub person: PersonId,
    pub purpose: PurposeKey,
    pub answer: Answer,
    pub version: Option<i64>,
    pub channel: Channel,
    pub guardian: Option<PersonId>,
}

impl Command for RecordDecision {
    const NAME: &'static str = "privacy.record_decision";
    const NEEDS: Permission = permissions::WITNESS;
    type Target = PersonAt;
    type Out = ();

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::Service)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::person_at(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PersonAt) -> Result<()> {
        let witness = acting(w)?;
        // Nobody is witness of their own word.
        if witness == self.person {
            return Err(Error::Forbidden);
        }
        match (is_child(&w.read(), &at.person), self.guardian) {
            (false, None) => {}
            (true, None) => return Err(Error::field("guardian", FieldCode::Required)),
            // Who is old enough says it themself, also at the desk.
            (false, Some(_)) => return Err(Error::reason(reasons::own_word_needed())),
            (true, Some(guardian)) => speaks_for(w, witness, guardian, self.person).await?,
        }
        w.saw(self.person);
        let (answer, version, channel) = (self.answer, self.version, self.channel);
        let guardian = self.guardian;
        let heard = Heard { answer, version, channel, witness: Some(witness), guardian };
        decide(w, self.person, &self.purpose, heard).await
    }
}

/// Only who is written down as the guardian of the child, and is not also the witness.
async fn speaks_for(
    w: &mut Write<'_>,
    witness: PersonId,
    guardian: PersonId,
    child: PersonId,
) -> Result<()> {
    if guardian == witness {
        return Err(Error::Forbidden);
    }
    match guards(&mut w.read(), guardian, child).await? {
        true => Ok(()),
        false => Err(Error::reason(reasons::not_guardian())),
    }
}

struct Heard {
    answer: Answer,
    version: Option<i64>,
    channel: Channel,
    witness: Option<PersonId>,
    guardian: Option<PersonId>,
}

async fn decide(w: &mut Write<'_>, person: PersonId, key: &PurposeKey, heard: Heard) -> Result<()> {
    let purpose = find(w.tx(), key.as_str()).await?.found("purpose")?;
    if !purpose.fields.asks() {
        return Err(Error::reason(reasons::not_asked()));
    }
    let current = text(w.tx(), key.as_str(), None).await?.found("text of the purpose")?.version;
    let before = last(w.tx(), person, key.as_str()).await?;
    let given = before.is_some_and(|b| b.answer == Answer::Given);
    let version = match (heard.answer, heard.version) {
        (Answer::Withdrawn, _) if !given => return Err(Error::reason(reasons::not_given())),
        (Answer::Withdrawn, _) => before.map_or(current, |b| b.version),
        (_, None) => return Err(Error::field("version", FieldCode::Required)),
        (_, Some(read)) if read != current => {
            return Err(Error::reason(reasons::text_changed(current)));
        }
        (_, Some(read)) => read,
    };
    // A no to what was a yes takes it back.
    let answer = match heard.answer {
        Answer::Refused if given => Answer::Withdrawn,
        answer => answer,
    };
    let row = DecisionRow {
        id: w.fresh_in(person.id().district()),
        person,
        purpose: key.clone(),
        said: Standing { answer, version, at: w.now() },
        channel: heard.channel,
        by: w.actor().who(),
        witness: heard.witness.map(Kind::id),
        guardian: heard.guardian.map(Kind::id),
    };
    w.on(person);
    say(w.tx(), &row).await?;
    if answer == Answer::Withdrawn {
        take_effect(w, person, &purpose).await?;
    }
    let given = answer == Answer::Given;
    w.say(ConsentChanged { person, purpose: key.clone(), given }).await
}

/// What a withdrawal does to what is held for the purpose. Restricting needs nothing more: without
/// consent nobody may use it.
async fn take_effect(w: &mut Write<'_>, person: PersonId, purpose: &PurposeRow) -> Result<()> {
    if purpose.fields.on_withdrawal != OnWithdrawal::Erase {
        return Ok(());
    }
    let app = w.app().clone();
    for holding in app.holdings().filter(|h| h.purpose() == purpose.key.as_str()) {
        holding.erase(w, person.id()).await?;
    }
    Ok(())
}
