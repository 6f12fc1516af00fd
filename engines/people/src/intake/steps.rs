//! What a line means for the register, and bringing it in.
use super::model::{PersonLine, Verdict};
use crate::commands::{add, main};
use crate::finding::sound_of;
use crate::model::{AddedBy, Born, PersonId, Said, fold};
use crate::place::CenterId;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_db::Tx;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Kind, Read, Result, Write};

/// How many who are much alike are named.
const ALIKE: usize = 5;

/// What a line means now. Wrong fields are a verdict and no error.
pub async fn judge(r: &mut Read<'_>, line: &PersonLine, home: Option<CenterId>) -> Result<Verdict> {
    let today = r.zone().date(r.now());
    let born = match born_of(line, today) {
        Err(Error::Invalid(why)) => return Ok(Verdict::refused(why)),
        other => other?,
    };
    let app = r.app().clone();
    let district = home.map_or(main(&app), |c| c.id().district());
    let name = fold(line.name.as_str());
    let Some(phone) = &line.phone else {
        let all = store::person::without_phone(r.tx(), district, line.name.as_str()).await?;
        let same = |p: &PersonRow| said_alike(p.born, born) && p.home_center == home;
        return match all.into_iter().find(same) {
            Some(person) => Ok(compared(&person, line, home, today)?),
            None => unknown(r, district, line, home, today).await,
        };
    };
    let all = store::person::with_phone_in(r.tx(), district, app.keys(), phone).await?;
    match all.into_iter().next() {
        Some(person) if fold(&person.name) == name => compared(&person, line, home, today),
        Some(_) => Ok(Verdict::refused(vec![FieldError::new("phone", FieldCode::Taken)])),
        None => unknown(r, district, line, home, today).await,
    }
}

/// What a line says about the age of its person.
fn born_of(line: &PersonLine, today: Date) -> Result<Option<Born>> {
    Said { birth_date: line.birth_date, age_band: line.age_band }.born(today)
}

/// The same word on the age: of a band, whatever day it was said on, so that the same list next year
/// means the same people.
fn said_alike(known: Option<Born>, listed: Option<Born>) -> bool {
    match (known, listed) {
        (Some(Born::About(known)), Some(Born::About(listed))) => known.band == listed.band,
        _ => known == listed,
    }
}

/// What the list leaves open stays as it is.
fn compared(
    person: &PersonRow,
    line: &PersonLine,
    home: Option<CenterId>,
    today: Date,
) -> Result<Verdict> {
    let now = updated(person, line, home, today)?;
    let mut fields = vec![];
    let date = |born: Option<Born>| born.and_then(Born::date);
    for (field, changed) in [
        ("birth_date", date(now.born) != date(person.born)),
        ("age_band", now.born != person.born && date(now.born).is_none()),
        ("language", now.language != person.language),
        ("home_center", now.home_center != person.home_center),
    ] {
        if changed {
            fields.push(field.to_owned());
        }
    }
    Ok(match fields.is_empty() {
        true => Verdict::Same { person: Some(person.id), line: None },
        false => Verdict::Changed { person: person.id, fields },
    })
}

fn updated(
    person: &PersonRow,
    line: &PersonLine,
    home: Option<CenterId>,
    today: Date,
) -> Result<PersonRow> {
    Ok(PersonRow {
        born: brought_up_to_date(person.born, born_of(line, today)?, today),
        home_center: home.or(person.home_center),
        language: line.language.unwrap_or(person.language),
        ..person.clone()
    })
}

/// A birth date says more than a band, so no list puts a band in its place; and a band that is said
/// again is the one that was said, unless whoever said it has grown out of it.
fn brought_up_to_date(known: Option<Born>, listed: Option<Born>, today: Date) -> Option<Born> {
    match (known, listed) {
        (Some(known @ Born::On(_)), Some(Born::About(_))) => Some(known),
        (Some(known), Some(again)) if said_alike(Some(known), listed) => {
            Some(if known.agrees_with(again, today) { known } else { again })
        }
        (known, listed) => listed.or(known),
    }
}

/// Nobody is known by this line; but somebody may be much like it.
async fn unknown(
    r: &mut Read<'_>,
    district: u16,
    line: &PersonLine,
    home: Option<CenterId>,
    today: Date,
) -> Result<Verdict> {
    let born = born_of(line, today)?;
    let sound = sound_of(line.name.as_str());
    let name = fold(line.name.as_str());
    let alike = |p: &PersonRow| match (p.born, born) {
        (Some(Born::On(a)), Some(Born::On(b))) => a == b,
        (Some(a), Some(b)) if !a.agrees_with(b, today) => false,
        _ => fold(&p.name) == name && (home.is_none() || p.home_center == home),
    };
    let all = store::person::sounding(r.tx(), district, &sound).await?;
    let people: Vec<PersonId> = all.iter().filter(|p| alike(p)).map(|p| p.id).take(ALIKE).collect();
    match people.is_empty() {
        true => Ok(Verdict::New {}),
        false => Ok(Verdict::Doubtful { people }),
    }
}

/// Brings a line in as its verdict says.
pub async fn take(
    w: &mut Write<'_>,
    line: &PersonLine,
    home: Option<CenterId>,
    verdict: &Verdict,
) -> Result<()> {
    match verdict {
        Verdict::New {} | Verdict::Doubtful { .. } => {
            let district = home.map_or(main(w.app()), |c| c.id().district());
            let born = born_of(line, w.zone().date(w.now()))?;
            let person = PersonRow {
                id: w.fresh_in::<PersonId>(district),
                name: line.name.to_string(),
                phone: None,
                born,
                language: line.language.unwrap_or_default(),
                home_center: home,
                merged_into: None,
            };
            w.saw(person.id);
            add(w, &person, line.phone.as_ref(), AddedBy::Import).await?;
        }
        Verdict::Changed { person, .. } => {
            if let Some(person) = store::person::hold(w.tx(), *person).await? {
                w.saw(person.id);
                let today = w.zone().date(w.now());
                store::person::update(w.tx(), &updated(&person, line, home, today)?).await?;
            }
        }
        Verdict::Same { .. } | Verdict::Refused { .. } => {}
    }
    Ok(())
}

/// The home center of a line: the one the list is for. A line that names another is refused; who may
/// import there gives a list for it.
pub async fn home_of(
    tx: &mut Tx,
    line: &PersonLine,
    center: CenterId,
) -> Result<Result<CenterId, FieldError>> {
    let Some(key) = &line.home_center else {
        return Ok(Ok(center));
    };
    let of_list = lianxin_places::center(tx, center).await?.map(|c| c.key.to_string());
    Ok(match of_list.as_deref() == Some(key) {
        true => Ok(center),
        false => Err(FieldError::new("home_center", FieldCode::Wrong)),
    })
}
