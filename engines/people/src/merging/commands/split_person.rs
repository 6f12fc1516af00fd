use crate::commands::add;
use crate::merging::permissions;
use crate::merging::queries::thing_of;
use crate::merging::steps::{about, against_grants, both_scope};
use crate::model::{AddedBy, AgeBand, PersonHit, PersonId, Said};
use crate::rights::{holding, refuse};
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    AnyId, Command, Date, Error, FieldCode, FieldError, Found, Kind, Line, Permission, Read,
    Result, Scope, Secret, Write, reason,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How many things may be taken out at once.
const MOST: usize = 500;

/// Take things out of a record that belong to somebody else: they go to a new person with a card of
/// their own, at the same home center. Roles go only if who splits could give them.
#[derive(Serialize)]
pub struct SplitPerson {
    pub person: PersonId,
    pub name: Secret<Line<40>>,
    pub birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    pub age_band: Option<Secret<AgeBand>>,
    /// The holding and the thing, as the list of what is held names them; 1 to 500.
    pub things: Vec<(String, String)>,
}

/// Who was made, and how much is theirs now.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TakenOut {
    #[serde(flatten)]
    pub hit: PersonHit,
    pub card_code: String,
    pub rows: usize,
}

impl Command for SplitPerson {
    const NAME: &'static str = "people.split_person";
    const NEEDS: Permission = permissions::MERGE;
    type Target = Scope;
    type Out = TakenOut;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.person, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<TakenOut> {
        let today = w.zone().date(w.now());
        let said = Said {
            birth_date: self.birth_date.as_ref().map(|b| *b.expose()),
            age_band: self.age_band.as_ref().map(|b| *b.expose()),
        };
        let born = said.born(today)?;
        let code = match self.things.len() {
            0 => Some(FieldCode::Required),
            1..=MOST => None,
            _ => Some(FieldCode::TooMany),
        };
        if let Some(code) = code {
            let most = i64::try_from(MOST).unwrap_or_default();
            return Err(Error::Invalid(vec![FieldError::new("things", code).with("max", most)]));
        }
        let whole = store::person::hold(w.tx(), self.person).await?.found("person")?;
        if w.who() == Some(whole.id.id()) {
            return Err(Error::reason(reason!("people.merge_oneself")));
        }
        let person = PersonRow {
            id: w.fresh_in::<PersonId>(whole.id.id().district()),
            name: self.name.expose().to_string(),
            phone: None,
            born,
            ..whole.clone()
        };
        let card = add(w, &person, None, AddedBy::Staff).await?;
        about(w, &[whole.id, person.id]).await?;
        let rows = self.take_out(w, whole.id, person.id).await?;
        let hit = PersonHit::of(person.into(), w.app().keys(), today)?;
        Ok(TakenOut { hit, card_code: card.code, rows })
    }
}

impl SplitPerson {
    /// All or nothing: a thing that is not theirs, or can't go, refuses the whole.
    async fn take_out(&self, w: &mut Write<'_>, from: PersonId, to: PersonId) -> Result<usize> {
        let app = w.app().clone();
        let mut asked: BTreeMap<&str, Vec<(usize, AnyId)>> = BTreeMap::new();
        for (nth, (holding, thing)) in self.things.iter().enumerate() {
            asked.entry(holding.as_str()).or_default().push((nth, thing_of(thing)?));
        }
        let mut wrong: Vec<usize> = vec![];
        let mut count = 0;
        // In the order of the holdings: a grant goes only where the membership it rests on went.
        for holding in app.holdings() {
            let name = holding.name();
            let Some(things) = asked.remove(name) else {
                continue;
            };
            let ids: Vec<AnyId> = things.iter().map(|(_, id)| *id).collect();
            if name == holding::GRANTS {
                refuse(against_grants(&mut w.read(), from, to, Some(&ids)).await?)?;
            }
            let gone = holding.repoint(w, from.id(), to.id(), Some(&ids)).await?;
            count += gone.len();
            wrong.extend(things.iter().filter(|(_, id)| !gone.contains(id)).map(|(nth, _)| nth));
        }
        wrong.extend(asked.values().flatten().map(|(nth, _)| nth));
        wrong.sort_unstable();
        match wrong.is_empty() {
            true => Ok(count),
            false => Err(Error::Invalid(
                wrong
                    .into_iter()
                    .map(|nth| FieldError::new(format!("things.{nth}"), FieldCode::Unknown))
                    .collect(),
            )),
        }
    }
}
