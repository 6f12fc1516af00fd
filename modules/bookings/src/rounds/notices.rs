//! Who is told what of a round: everyone who acts for the club.
use super::record::RoundAt;
use crate::events::{NoticeWanted, Value};
use lianxin_kernel::{Result, Write};
use lianxin_people::OrganizationId;
use std::collections::BTreeMap;

pub async fn tell(
    w: &mut Write<'_>,
    at: &RoundAt,
    club: OrganizationId,
    code: &str,
    more: &[(&str, Value)],
) -> Result<()> {
    let (app, today) = (w.app().clone(), w.zone().date(w.now()));
    let values: BTreeMap<String, Value> = [
        ("round", Value::Plain(at.round.facts.name.as_str().into())),
        ("center", Value::Names(at.center.name.clone())),
    ]
    .iter()
    .chain(more)
    .map(|(name, value)| ((*name).to_owned(), value.clone()))
    .collect();
    let link = Some(format!("/me/rounds/{}?club={club}", at.round.id));
    for person in lianxin_people::acting_for(w.tx(), &app, club, today).await? {
        let (code, values, link) = (code.to_owned(), values.clone(), link.clone());
        w.say(NoticeWanted { person, code, values, link }).await?;
    }
    Ok(())
}
