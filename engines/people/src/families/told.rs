//! Whoever someone acted for is told: by whom and what, in words (`web/src/i18n/acts`).
use crate::events::NoticeWanted;
use crate::families::commands::TellActedFor;
use crate::families::store;
use crate::model::{PersonId, PersonRef};
use crate::queries::person;
use lianxin_kernel::{Act, ActedFor, Error, Job, Kind, Language, Listener, Names, Result, Write};
use lianxin_web::act_words;
use serde::{Deserialize, Serialize};

/// To whom the kernel tells that someone acted for another.
pub(crate) const LISTENER: Listener =
    Listener { event: "kernel.acted_for", job: "people.tell_acted_for" };

/// Hears that someone acted for another.
#[derive(Serialize, Deserialize)]
pub(crate) struct ActedForHeard(ActedFor);

impl Job for ActedForHeard {
    const NAME: &'static str = "people.tell_acted_for";

    async fn work(self, act: &Act) -> Result<()> {
        let ActedFor { person, by, what } = self.0;
        let (person, by) = (person.id().into(), by.id().into());
        act.run(TellActedFor { person, by, what }).await
    }
}

/// Family is named. Staff are not: the center answers for what they do.
pub(crate) async fn acted_for(
    w: &mut Write<'_>,
    id: PersonId,
    by: PersonId,
    what: &str,
) -> Result<()> {
    let today = w.zone().date(w.now());
    let Some(other) = person(w.tx(), id).await? else {
        return Ok(());
    };
    if store::guardian::pair(w.tx(), id, by).await?.is_some() {
        // Below this age the guardian is who would read it; in doubt they are told themselves.
        if other.born.is_some_and(|born| born.is_child(today)) {
            return Ok(());
        }
        let name = name_of(w, by).await?;
        return say(w, id, name, what).await;
    }
    // Also one that was ended since: what was done was done by them.
    let name = match store::delegate::ever(w.tx(), id, by).await? {
        true => name_of(w, by).await?,
        false => staff_of(w, &other).await?,
    };
    say(w, id, name, what).await
}

/// The same for what the desk does about someone without acting as them.
pub(crate) async fn by_staff(w: &mut Write<'_>, id: PersonId, what: &str) -> Result<()> {
    let Some(other) = person(w.tx(), id).await? else {
        return Ok(());
    };
    let staff = staff_of(w, &other).await?;
    say(w, id, staff, what).await
}

async fn say(w: &mut Write<'_>, id: PersonId, by: Names, what: &str) -> Result<()> {
    let mut values = serde_json::Map::new();
    values.insert("by".into(), serde_json::to_value(by).map_err(Error::internal)?);
    values.insert("what".into(), serde_json::to_value(act_words(what)).map_err(Error::internal)?);
    w.say(NoticeWanted { person: id, code: "acted_for", values, link: Some("/me") }).await
}

async fn name_of(w: &mut Write<'_>, by: PersonId) -> Result<Names> {
    let name = person(w.tx(), by).await?.map(|p| p.name);
    Ok(Names::zh_cn(name.as_deref().unwrap_or("—")))
}

async fn staff_of(w: &mut Write<'_>, other: &PersonRef) -> Result<Names> {
    let center = match other.home_center {
        Some(center) => lianxin_places::center(w.tx(), center).await?,
        None => None,
    };
    let name = |language| {
        let name = center.as_ref().map(|c| c.name.get(language).to_owned());
        name.unwrap_or_default()
    };
    let english = match name(Language::En) {
        center if center.is_empty() => "the staff".to_owned(),
        center => format!("the staff of {center}"),
    };
    Ok(Names::zh_cn(&format!("{}工作人员", name(Language::ZhCn)))
        .with(Language::ZhTw, &format!("{}工作人員", name(Language::ZhTw)))
        .with(Language::En, &english))
}
