use super::names;
use crate::model::surname;
use crate::permissions;
use crate::targets::{self, PersonAt, own_eyes};
use crate::views::LookView;
use lianxin_kernel::{
    Cursor, Kind, Limit, Names, Page, Permission, Query, Read, Result, Role, Timestamp,
    audit_lines_about,
};
use lianxin_people::PersonId;
use lianxin_web::act_words;
use std::collections::HashMap;

/// Who looked at the record of whoever asks, or changed it, and for what; the latest first.
pub struct ListMyLooks {
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListMyLooks {
    const NAME: &'static str = "privacy.list_my_looks";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = Page<LookView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<Page<LookView>> {
        own_eyes(r, &at.person).await?;
        let limit = Limit::new(self.limit)?;
        let after = Cursor::parse(self.after.as_deref(), 1)?;
        let before = after.map(|c| c.part(0)).transpose()?.map(Timestamp);
        let me = at.person.id.id();
        let lines = audit_lines_about(r.tx(), me, before, limit.with_one_more()).await?;
        let page = Page::cut(lines, limit, |line| vec![line.at.0.to_string()]);
        let who: Vec<PersonId> = page.items.iter().filter_map(|l| l.who).map(PersonId).collect();
        let known = names(r, who.clone()).await?;
        let duties = duties(r, who).await?;
        Ok(page.map(|line| {
            // Others than staff (a daughter, a guardian) are told apart by having no duty.
            let oneself = line.who == Some(me);
            let by = line.who.filter(|_| !oneself).map(PersonId);
            let duty = by.and_then(|id| duties.get(&id));
            LookView {
                at: line.at,
                words: act_words(&line.what),
                what: line.what,
                purpose: line.purpose.map(|p| p.code().to_owned()),
                who: by.and_then(|id| known.get(&id)).map(|name| surname(name)),
                role: duty.map(|d| d.0),
                place: duty.map(|d| d.1.clone()),
                oneself,
                on_behalf: line.behalf == Some(me),
            }
        }))
    }
}

/// What each of these people is today and where, of several the first.
async fn duties(r: &mut Read<'_>, who: Vec<PersonId>) -> Result<HashMap<PersonId, (Role, Names)>> {
    let app = r.app().clone();
    let mut all = HashMap::new();
    for person in who {
        if all.contains_key(&person) {
            continue;
        }
        if let Some((role, place)) = lianxin_people::duties(r.tx(), &app, person).await?.first()
            && let Some(place) = lianxin_places::place(r.tx(), place.id()).await?
        {
            all.insert(person, (*role, place.name));
        }
    }
    Ok(all)
}
