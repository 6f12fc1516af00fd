use super::model::{HITS, Match, Part, Question, Typed};
use super::store as keys;
use crate::account::without_restricted;
use crate::model::{PersonHit, PersonId, PersonRef};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::queries::person_by_card;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Error, FieldCode, FieldError, Permission, Query, Read, Result, Scope, Span, Timestamp,
};
use std::collections::HashMap;

/// How many keys one step of a search reads: a person has several that begin alike.
const STEP: i64 = 120;
/// How many phones may end alike before the search stops reading them.
const TAILS: i64 = 1_000;
/// Being at a center puts someone in front for so long.
const LATELY: Span = Span::days(60);

/// Finds people at the desk of a center: by a part of the name as it is written, in pinyin or by
/// initials, by the last digits of the phone (four or more), the whole phone, or a card. Those of the
/// center's district, at most 20, the best first: the name itself, then its beginning, then a part of
/// it; in each those at home at this center first, and of them who was here last. A card is found
/// from anywhere.
pub struct FindPeople {
    pub center: CenterId,
    /// 2 to 80 characters.
    pub text: String,
}

impl Query for FindPeople {
    const NAME: &'static str = "people.find_people";
    const NEEDS: Permission = permissions::FIND;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<PersonHit>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Vec<PersonHit>> {
        let text = self.text.trim();
        let refused =
            |code, name, n: i64| Error::Invalid(vec![FieldError::new("q", code).with(name, n)]);
        match text.chars().count() {
            ..2 => return Err(refused(FieldCode::TooShort, "min", 2)),
            81.. => return Err(refused(FieldCode::TooLong, "max", 80)),
            _ => {}
        }
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let search = Search { district: at.district, center: self.center };
        let found: Vec<PersonRef> = match Question::read(text) {
            None => vec![],
            Some(Question::Card(_)) => person_by_card(r.tx(), text).await?.into_iter().collect(),
            Some(Question::Phone(phone)) => {
                let rows = store::person::with_phone_in(r.tx(), at.district, app.keys(), &phone);
                rows.await?.into_iter().map(PersonRef::from).collect()
            }
            Some(Question::PhoneEnd(digits)) => search.by_phone_end(r, &digits).await?,
            Some(Question::Name(typed)) => search.by_name(r, &typed).await?,
        };
        let found = without_restricted(r.tx(), found, |p| p.id).await?;
        for person in &found {
            r.saw(person.id);
        }
        found.into_iter().map(|p| PersonHit::of(p, app.keys(), today)).collect()
    }
}

struct Search {
    district: u16,
    center: CenterId,
}

impl Search {
    /// Step by step, each reading no more than it may show, until there is enough: so it takes as
    /// long among a million people as among a thousand.
    async fn by_name(&self, r: &mut Read<'_>, typed: &Typed) -> Result<Vec<PersonRef>> {
        let since = r.now() - LATELY;
        let mut found = vec![];
        for start in &typed.starts {
            self.steps(r, start, typed.most(), &mut found).await?;
            let lately = keys::lately(r.tx(), self.district, self.center, start, since, STEP);
            take(&mut found, lately.await?);
        }
        let rows = store::person::many(r.tx(), &found).await?;
        let fitting = rows.into_iter().filter_map(|p| Some((typed.fits(&p.name)?, p))).collect();
        self.ranked(r, fitting, &found).await
    }

    async fn steps(
        &self,
        r: &mut Read<'_>,
        start: &[u8],
        most: usize,
        found: &mut Vec<PersonId>,
    ) -> Result<()> {
        let (district, here) = (self.district, Some(self.center));
        let step = STEP.max(i64::try_from(most).unwrap_or(STEP));
        let mut count = 0;
        for center in [here, None] {
            let named = keys::exactly(r.tx(), district, center, start, step).await?;
            count += take(found, named);
        }
        for part in [Part::Start, Part::Middle] {
            for center in [here, None] {
                if count >= most {
                    return Ok(());
                }
                let named = keys::beginning(r.tx(), district, center, part, start, step).await?;
                count += take(found, named);
            }
        }
        Ok(())
    }

    /// The last four are looked up by their keyed hash; of more the phones themselves are opened.
    async fn by_phone_end(&self, r: &mut Read<'_>, digits: &str) -> Result<Vec<PersonRef>> {
        let app = r.app().clone();
        let tail = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
        let rows = store::person::phone_ends(r.tx(), self.district, app.keys(), tail, TAILS);
        let ends = |p: &PersonRow| -> Result<bool> {
            let phone = p.phone.as_ref().map(|p| p.open(app.keys())).transpose()?;
            Ok(phone.is_some_and(|phone| phone.as_str().ends_with(digits)))
        };
        let mut fitting = vec![];
        for row in rows.await? {
            if digits.len() == 4 || ends(&row)? {
                fitting.push(row);
            }
        }
        let fitting = store::person::followed(r.tx(), fitting).await?;
        let ids: Vec<_> = fitting.iter().map(|p| p.id).collect();
        let fitting = fitting.into_iter().map(|p| (Match::Exact, p)).collect();
        self.ranked(r, fitting, &ids).await
    }

    /// The best first: how well it fits, then who is at home here, then who was here last, then as
    /// they were found.
    async fn ranked(
        &self,
        r: &mut Read<'_>,
        rows: Vec<(Match, PersonRow)>,
        order: &[PersonId],
    ) -> Result<Vec<PersonRef>> {
        let ids: Vec<PersonId> = rows.iter().map(|(_, p)| p.id).collect();
        let mut at: HashMap<PersonId, Timestamp> = HashMap::new();
        for ids in ids.chunks(500) {
            let visits = keys::visits(r.tx(), self.district, self.center, ids).await?;
            at.extend(visits.into_iter().map(|v| (v.person, v.at)));
        }
        let place: HashMap<PersonId, usize> =
            order.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let mut rows = rows;
        rows.sort_by_key(|(fit, p)| {
            let here = p.home_center == Some(self.center);
            let last = at.get(&p.id).map(|t| std::cmp::Reverse(t.0));
            (*fit, !here, last.is_none(), last, place.get(&p.id).copied())
        });
        rows.truncate(HITS);
        Ok(rows.into_iter().map(|(_, p)| p.into()).collect())
    }
}

/// Adds who is not there yet, and says how many they were.
fn take(found: &mut Vec<PersonId>, more: Vec<keys::Named>) -> usize {
    let before = found.len();
    for person in more.into_iter().map(|n| n.person) {
        if !found.contains(&person) {
            found.push(person);
        }
    }
    found.len() - before
}
