//! The residents of an old district: names, ages, phones, home centers.
mod names;

pub use names::Namer;

use super::dice::Dice;
use super::network::Network;
use super::stage::{Stage, all};
use super::table;
use lianxin_kernel::{Actor, Date, Error, Language, Person, Result, Secret};
use lianxin_people::{AddPerson, AgeBand, CardCode, FindPeople, PersonId, Phone};
use lianxin_places::{CenterId, Level};

/// Of a hundred residents so many have the main center as their home center.
const AT_MAIN: f64 = 0.14;
/// The numbers 199 0000 xxxx belong to the demo; beyond them someone has no phone.
const PHONES: usize = 9_990;
/// How many questions run at once.
const AT_ONCE: usize = 500;

#[derive(Clone)]
pub struct Resident {
    pub id: PersonId,
    pub name: String,
    pub born: Date,
    pub phone: Option<String>,
    pub language: Language,
    /// Of the centers of the network.
    pub home: usize,
    pub party_member: bool,
    /// Known for those who were added at the desk.
    pub card: Option<CardCode>,
}

impl Resident {
    /// What this person does.
    pub fn actor(&self) -> Actor {
        Actor::Person(Person::new(self.id, self.language))
    }

    pub fn age_on(&self, day: Date) -> i64 {
        i64::from(self.born.age_on(day))
    }
}

/// The first two are those the demo is shown with.
pub const RESIDENT: usize = 0;
pub const ELDER: usize = 1;

/// Someone to be.
#[derive(Clone)]
struct Draft {
    name: String,
    born: Date,
    phone: Option<String>,
    language: Language,
    home: usize,
    party_member: bool,
}

impl Draft {
    /// Of the very old without a phone every other one only says about how old they are.
    fn said_band(&self, today: Date) -> Option<AgeBand> {
        let says = self.phone.is_none() && self.born.day() % 2 == 0;
        match self.born.age_on(today) {
            72..80 if says => Some(AgeBand::From70),
            80.. if says => Some(AgeBand::From80),
            _ => None,
        }
    }
}

pub async fn settle(stage: &Stage, network: &Network) -> Result<Vec<Resident>> {
    let drafts = drafts(stage, network)?;
    import(stage, network, &drafts).await?;
    let mut residents = vec![];
    for (n, part) in drafts.chunks(AT_ONCE).enumerate() {
        let works = part.iter().enumerate().map(|(m, draft)| {
            let center = network.centers.get(draft.home).map(|c| c.id);
            let (stage, draft) = (stage.clone(), draft.clone());
            async move {
                let (id, card) = match is_imported(&draft, n * AT_ONCE + m) {
                    true => (find(&stage, &draft, center).await?, None),
                    false => add(&stage, &draft, center).await?,
                };
                let Draft { name, born, phone, language, home, party_member } = draft;
                Ok(Resident { id, name, born, phone, language, home, party_member, card })
            }
        });
        residents.extend(all(works).await?);
    }
    Ok(residents)
}

fn is_imported(draft: &Draft, number: usize) -> bool {
    draft.phone.is_some() && number > ELDER
}

fn drafts(stage: &Stage, network: &Network) -> Result<Vec<Draft>> {
    let (dice, namer) = (Dice::of(stage.plan.seed, "people"), Namer::new()?);
    let mut bands = vec![];
    for [from, to, weight] in table::rows::<3>(include_str!("../data/ages.txt"))? {
        bands.push(((table::number(from)?, table::number(to)?), table::number(weight)?));
    }
    let homes: Vec<usize> = (0..network.centers.len())
        .filter(|n| network.centers.get(*n).is_some_and(|c| c.level == Level::Community))
        .collect();
    let mut drafts =
        vec![persona(stage, network, "林晓雯", 34, 1), persona(stage, network, "周桂芳", 74, 2)];
    while drafts.len() < stage.plan.residents.max(2) {
        let (from, to) = dice.weighted(&bands).copied().unwrap_or((30, 40));
        let born = born(&dice, stage.today, from, to);
        let age = born.age_on(stage.today);
        let name = format!("{}{}", namer.surname(&dice), namer.given(&dice, born.year()));
        let with_phone = match age {
            ..12 => false,
            12..16 => dice.chance(0.4),
            16..75 => dice.chance(0.99),
            75.. => dice.chance(0.8),
        };
        let number = drafts.len() + 1;
        let phone = (with_phone && number < PHONES).then(|| phone(number));
        let language = match dice.below(100) {
            0..2 => Language::ZhTw,
            2..4 => Language::En,
            _ => Language::ZhCn,
        };
        let main = dice.chance(AT_MAIN);
        let home = if main { Some(network.main) } else { dice.pick(&homes).copied() };
        let party_member = age >= 18 && dice.chance(0.09);
        let home = home.unwrap_or(network.main);
        drafts.push(Draft { name, born, phone, language, home, party_member });
    }
    Ok(drafts)
}

/// Newborns are six weeks old, so that they were born when the play begins.
fn born(dice: &Dice, today: Date, from: i64, to: i64) -> Date {
    let days = dice.between(from * 1461 / 4, (to + 1) * 1461 / 4 - 1).max(42);
    today.plus_days(-i32::try_from(days).unwrap_or(42))
}

fn phone(number: usize) -> String {
    format!("1990000{number:04}")
}

fn persona(stage: &Stage, network: &Network, name: &str, age: i32, number: usize) -> Draft {
    let born = stage.today.plus_days(-age * 1461 / 4 - 120);
    Draft {
        name: name.to_owned(),
        born,
        phone: Some(phone(number)),
        language: Language::ZhCn,
        home: network.main,
        party_member: false,
    }
}

/// Those with a phone come from a list, as when a district takes over what it has.
async fn import(stage: &Stage, network: &Network, drafts: &[Draft]) -> Result<()> {
    let mut text = "name,phone,birth_date,language,home_center\n".to_owned();
    for (_, draft) in drafts.iter().enumerate().filter(|(n, d)| is_imported(d, *n)) {
        let Draft { name, born, language, .. } = draft;
        let phone = draft.phone.as_deref().unwrap_or_default();
        let home = network.centers.get(draft.home).map_or("", |c| c.key.as_str());
        text.push_str(&format!("{name},{phone},{born},{},{home}\n", language.code()));
    }
    let report = lianxin_people::import::run_people(&stage.act(), &text).await?;
    match report.refused.first() {
        None => Ok(()),
        Some((line, _)) => Err(Error::internal(format!("line {line} of the people is refused"))),
    }
}

async fn find(stage: &Stage, draft: &Draft, center: Option<CenterId>) -> Result<PersonId> {
    let missing = || Error::internal(format!("{} was not taken over", draft.name));
    let center = center.ok_or_else(missing)?;
    let text = draft.phone.clone().unwrap_or_default();
    let hits = stage.act().ask(FindPeople { center, text }).await?;
    hits.first().map(|hit| hit.person).ok_or_else(missing)
}

async fn add(
    stage: &Stage,
    draft: &Draft,
    home_center: Option<CenterId>,
) -> Result<(PersonId, Option<CardCode>)> {
    let phone = draft.phone.as_deref().and_then(Phone::parse).map(Secret::new);
    let band = draft.said_band(stage.day(-stage.plan.past_days - 1));
    let new = AddPerson {
        name: Secret::new(table::line(&draft.name)?),
        phone,
        birth_date: band.is_none().then(|| Secret::new(draft.born)),
        age_band: band.map(Secret::new),
        home_center,
        language: draft.language,
    };
    let added = stage.act().run(new).await?;
    Ok((added.hit.person, CardCode::read(&added.card_code)))
}
