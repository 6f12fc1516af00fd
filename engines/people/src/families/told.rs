//! Whoever someone acted for is told: by whom and what.
use crate::events::NoticeWanted;
use crate::families::commands::TellActedFor;
use crate::families::model::is_child;
use crate::families::store;
use crate::model::{PersonId, PersonRef};
use crate::queries::person;
use lianxin_kernel::{Act, ActedFor, Error, Job, Kind, Language, Listener, Names, Result, Write};
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
        // Below this age the guardian is who would read it.
        if other.birth_date.is_some_and(|born| is_child(born, today)) {
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
    values.insert("what".into(), serde_json::to_value(area(what)).map_err(Error::internal)?);
    values.insert("act".into(), what.into());
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

/// What a command is about, in words: its part of the program, or what of a person it changes.
fn area(what: &str) -> Names {
    let three = |zh: &str, tw: &str, en: &str| {
        Names::zh_cn(zh).with(Language::ZhTw, tw).with(Language::En, en)
    };
    match what.split_once('.') {
        Some(("people", "issue_paper_code")) => {
            three("打印登录码", "列印登入碼", "a printed sign-in code")
        }
        Some(("people", "record_delegate")) => {
            three("登记代办人", "登記代辦人", "someone who may act for you")
        }
        Some(("people", "claim_residency")) => three("居住申报", "居住申報", "your residency"),
        Some(("people", _)) => three("个人资料", "個人資料", "your details"),
        Some(("activities", _)) => three("活动报名", "活動報名", "your activities"),
        Some(("presence", _)) => three("到访签到", "到訪簽到", "your visits"),
        Some(("notices", _)) => three("消息", "訊息", "your messages"),
        _ => three("事项", "事項", "your account"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_words_in_all_languages() {
        for what in ["people.change_me", "people.issue_paper_code", "activities.sign_up", "x", ""] {
            let names = area(what);
            for language in Language::ALL {
                assert!(names.exact(language).is_some(), "{what} {language:?}");
            }
        }
        assert_ne!(area("people.change_me"), area("activities.sign_up"));
    }
}
