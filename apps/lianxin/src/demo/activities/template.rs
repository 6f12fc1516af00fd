//! What a kind of program is like, wherever it takes place.
use crate::demo::table;
use lianxin_activities::{ActivityKind, Audience, Mode, ProgramFields};
use lianxin_kernel::{Error, Result, TimeOfDay};
use lianxin_places::{RoomId, RoomKind};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub key: String,
    pub kind: ActivityKind,
    /// In the three languages; so the text.
    pub title: [String; 3],
    pub text: [String; 3],
    /// Kinds of rooms it can be in, the fittest first.
    #[serde(default)]
    pub rooms: Vec<RoomKind>,
    /// Where it meets when it is in no room.
    #[serde(default)]
    pub outdoor: Option<String>,
    pub times: Vec<TimeOfDay>,
    pub minutes: i64,
    /// How many days a week.
    #[serde(default = "one")]
    pub days: i64,
    #[serde(default)]
    pub weekend: bool,
    /// How many people come, usually, in a large house.
    pub mean: f64,
    #[serde(default)]
    pub seats: Option<i64>,
    #[serde(default)]
    pub seats_online: Option<i64>,
    #[serde(default = "one")]
    pub party_max: i64,
    #[serde(default)]
    pub age_min: Option<i64>,
    #[serde(default)]
    pub age_max: Option<i64>,
    #[serde(default)]
    pub fee_fen: i64,
    #[serde(default = "yes")]
    pub sign_up: bool,
    #[serde(default = "a_week")]
    pub opens_days: i64,
    #[serde(default = "an_hour")]
    pub closes_minutes: i64,
    #[serde(default)]
    pub offer_minutes: Option<i64>,
    #[serde(default)]
    pub fair_first: bool,
    #[serde(default = "on_site")]
    pub mode: Mode,
    #[serde(default)]
    pub online_link: Option<String>,
    #[serde(default = "residents")]
    pub audience: Vec<Audience>,
    #[serde(default = "yes")]
    pub publish: bool,
}

fn one() -> i64 {
    1
}

fn yes() -> bool {
    true
}

fn a_week() -> i64 {
    7
}

fn an_hour() -> i64 {
    60
}

fn on_site() -> Mode {
    Mode::OnSite
}

fn residents() -> Vec<Audience> {
    vec![Audience::Resident]
}

/// The templates of weekly programs.
pub fn weekly() -> Result<Vec<Arc<Template>>> {
    let mut all = read(include_str!("../data/programs_arts.json"))?;
    all.extend(read(include_str!("../data/programs_life.json"))?);
    Ok(all)
}

pub fn special() -> Result<Vec<Arc<Template>>> {
    read(include_str!("../data/programs_special.json"))
}

fn read(text: &str) -> Result<Vec<Arc<Template>>> {
    let all: Vec<Template> = serde_json::from_str(text).map_err(Error::internal)?;
    Ok(all.into_iter().map(Arc::new).collect())
}

impl Template {
    /// Whether only children come.
    pub fn for_children(&self) -> bool {
        self.age_max.is_some_and(|max| max < 18)
    }

    pub fn fields(&self, room: Option<RoomId>, seats: Option<i64>) -> Result<ProgramFields> {
        let names = |texts: &[String; 3]| table::names(texts.each_ref().map(String::as_str));
        Ok(ProgramFields {
            title: names(&self.title),
            description: Some(names(&self.text)),
            kind: self.kind,
            mode: self.mode,
            audience: self.audience.clone(),
            age_min: self.age_min,
            age_max: self.age_max,
            fee_fen: self.fee_fen,
            party_max: self.party_max,
            seats_on_site: seats,
            seats_online: self.seats_online,
            sign_up_needed: self.sign_up,
            sign_up_opens_days: self.sign_up.then_some(self.opens_days),
            sign_up_closes_minutes: self.closes_minutes,
            waiting_list: self.sign_up,
            offer_minutes: self.offer_minutes,
            fair_first: self.fair_first,
            contact: Some(table::line("前台 0399-6600 0100")?),
            online_link: self.online_link.as_deref().map(table::line).transpose()?,
            room,
            outdoor: match room {
                Some(_) => None,
                None => self.outdoor.as_deref().map(table::line).transpose()?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_is_right_and_every_kind_is_there() {
        let all: Vec<_> = weekly().unwrap().into_iter().chain(special().unwrap()).collect();
        let keys: BTreeSet<_> = all.iter().map(|t| t.key.clone()).collect();
        assert_eq!(keys.len(), all.len());
        let kinds: BTreeSet<_> = all.iter().map(|t| t.kind.code()).collect();
        assert_eq!(kinds.len(), 13);
        for template in &all {
            let room = (!template.rooms.is_empty()).then_some(RoomId(lianxin_db::Id::NIL));
            let fields = template.fields(room, template.seats).unwrap();
            assert_eq!(fields.faults(), [], "{}", template.key);
        }
    }
}
