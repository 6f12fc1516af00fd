use super::names;
use crate::config::Config;
use crate::model::{PurposeKey, ask_now, in_force, surname};
use crate::permissions;
use crate::reasons;
use crate::store::{consent, purpose};
use crate::targets::{self, PersonAt, own_eyes};
use crate::views::{ConsentView, HeldCount, PrivacyText, WithdrawalEffect};
use lianxin_kernel::{Error, Found, Kind, Permission, Purpose, Query, Read, Result};
use lianxin_people::PersonId;
use std::collections::HashMap;

/// Where whoever asks stands with each purpose that needs consent.
pub struct ListMyConsents;

impl Query for ListMyConsents {
    const NAME: &'static str = "privacy.list_my_consents";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = Vec<ConsentView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<Vec<ConsentView>> {
        own_eyes(r, &at.person).await?;
        consents_of(r, at.person.id).await
    }
}

/// The same of someone at home at the desk that asks.
pub struct ShowConsentsOf {
    pub person: PersonId,
}

impl Query for ShowConsentsOf {
    const NAME: &'static str = "privacy.show_consents_of";
    const NEEDS: Permission = permissions::WITNESS;
    const LOGGED: bool = true;
    type Target = PersonAt;
    type Out = Vec<ConsentView>;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::Service)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::person_at(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<Vec<ConsentView>> {
        r.saw(at.person.id);
        consents_of(r, at.person.id).await
    }
}

async fn consents_of(r: &mut Read<'_>, person: PersonId) -> Result<Vec<ConsentView>> {
    let (now, pause) = (r.now(), r.settings().get::<Config>().pause());
    let material: HashMap<String, i64> = purpose::material(r.tx()).await?.into_iter().collect();
    let texts = purpose::texts(r.tx()).await?;
    let mut texts: HashMap<PurposeKey, PrivacyText> =
        texts.into_iter().map(|t| (t.subject.clone(), t.into())).collect();
    let said = consent::last_of_all(r.tx(), person).await?;
    let people = said.iter().flat_map(|d| [d.witness, d.guardian]).flatten().map(PersonId);
    let people = names(r, people.collect()).await?;
    let mut last: HashMap<_, _> = said.into_iter().map(|d| (d.purpose.clone(), d)).collect();
    let asked = purpose::all(r.tx()).await?.into_iter().filter(|p| p.fields.asks());
    let view = |p: purpose::PurposeRow| {
        let text = texts.remove(&p.key);
        let weight = material.get(p.key.as_str()).copied().unwrap_or(0);
        let d = last.remove(&p.key);
        let said = d.as_ref().map(|d| d.said);
        let name_of = |id: Option<lianxin_kernel::AnyId>| people.get(&PersonId(id?)).cloned();
        ConsentView {
            holds: in_force(p.fields.basis, said, weight),
            // Without a text there is nothing to ask about.
            ask: text.is_some() && ask_now(said, weight, now, pause),
            purpose: p.key,
            name: p.fields.name,
            separate: p.fields.separate,
            text,
            answer: said.map(|s| s.answer),
            answered_version: said.map(|s| s.version),
            answered_at: said.map(|s| s.at),
            channel: d.as_ref().map(|d| d.channel),
            witness: d.as_ref().and_then(|d| name_of(d.witness)).map(|n| surname(&n)),
            guardian: d.as_ref().and_then(|d| name_of(d.guardian)),
        }
    };
    Ok(asked.map(view).collect())
}

/// What it would do to take a consent back: what stops, and what is erased or only stored.
pub struct ShowWithdrawal {
    pub purpose: PurposeKey,
}

impl Query for ShowWithdrawal {
    const NAME: &'static str = "privacy.show_withdrawal";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = WithdrawalEffect;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<WithdrawalEffect> {
        own_eyes(r, &at.person).await?;
        let row = purpose::find(r.tx(), self.purpose.as_str()).await?.found("purpose")?;
        if !row.fields.asks() {
            return Err(Error::reason(reasons::not_asked()));
        }
        let (app, mut held) = (r.app().clone(), vec![]);
        for holding in app.holdings().filter(|h| h.purpose() == row.key.as_str()) {
            let rows = holding.collect(r, at.person.id.id()).await?.len() as i64;
            held.push(HeldCount { holding: holding.name().to_owned(), rows });
        }
        let (stops, then) = (row.fields.stops, row.fields.on_withdrawal);
        Ok(WithdrawalEffect { purpose: row.key, stops, then, held })
    }
}
