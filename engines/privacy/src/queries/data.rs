use crate::model::RequestId;
use crate::permissions;
use crate::store::purpose;
use crate::targets::{self, PersonAt, RequestAt, own_eyes};
use crate::views::{HeldData, HeldPart, HeldRows};
use lianxin_kernel::{Kind, Permission, Purpose, Query, Read, Result};
use lianxin_people::PersonId;
use std::collections::{BTreeMap, HashMap};

/// Everything held about whoever asks, by purpose.
pub struct ShowMyData;

impl Query for ShowMyData {
    const NAME: &'static str = "privacy.show_my_data";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = HeldData;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<HeldData> {
        own_eyes(r, &at.person).await?;
        held(r, at.person.id).await
    }
}

/// The same of someone who asked for it, for who answers.
pub struct ShowHeld {
    pub request: RequestId,
}

impl Query for ShowHeld {
    const NAME: &'static str = "privacy.show_held";
    const NEEDS: Permission = permissions::HELD;
    const LOGGED: bool = true;
    type Target = RequestAt;
    type Out = HeldData;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RequestAt) -> Result<HeldData> {
        // Once it is answered there is no ground to look anymore.
        if !at.request.state.is_open() {
            return Err(lianxin_kernel::Error::reason(crate::reasons::not_open()));
        }
        r.saw(at.request.person);
        held(r, at.request.person).await
    }
}

async fn held(r: &mut Read<'_>, person: PersonId) -> Result<HeldData> {
    let at = r.now();
    let mut by_purpose: BTreeMap<&str, Vec<HeldRows>> = BTreeMap::new();
    let app = r.app().clone();
    for holding in app.holdings() {
        let rows = holding.collect(r, person.id()).await?;
        if !rows.is_empty() {
            let rows = HeldRows { holding: holding.name().to_owned(), rows };
            by_purpose.entry(holding.purpose()).or_default().push(rows);
        }
    }
    let register = purpose::all(r.tx()).await?.into_iter();
    let mut register: HashMap<String, _> =
        register.map(|p| (p.key.to_string(), p.fields)).collect();
    let part = |(key, holdings): (&str, Vec<HeldRows>)| {
        let fields = register.remove(key);
        HeldPart {
            purpose: key.to_owned(),
            name: fields.as_ref().map(|f| f.name.clone()),
            basis: fields.as_ref().map(|f| f.basis),
            classes: fields.as_ref().map(|f| f.classes.clone()).unwrap_or_default(),
            retention_days: fields.as_ref().map(|f| f.retention_days),
            recipients: fields.map(|f| f.recipients).unwrap_or_default(),
            holdings,
        }
    };
    let parts = by_purpose.into_iter().map(part).collect();
    Ok(HeldData { format: "lianxin.my-data/1", person, at, parts })
}
