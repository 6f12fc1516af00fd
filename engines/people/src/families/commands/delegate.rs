use crate::families::model::{Consent, ConsentRecord, Days, DelegateId, check_modules};
use crate::families::permissions;
use crate::families::steps::{grown_up, not_by, own_alone, room_for_one, who};
use crate::families::store;
use crate::families::store::delegate::DelegateRow;
use crate::families::told;
use crate::model::PersonId;
use crate::queries::{home_scope, person_by_card};
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Secret, Write,
};
use serde::Serialize;

/// The most who may act for one person, and for whom one may act.
const MOST: usize = 10;

/// Let someone act for oneself. They show the card, so nobody learns by it whose phone is whose.
#[derive(Serialize)]
pub struct MakeDelegate {
    pub card: Secret<String>,
    /// The parts of the program; all when not said.
    pub modules: Option<Vec<String>>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Command for MakeDelegate {
    const NAME: &'static str = "people.make_delegate";
    const NEEDS: Permission = permissions::DELEGATE;
    type Target = Scope;
    type Out = DelegateId;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_alone(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<DelegateId> {
        let person: PersonId = w.person().ok_or(Error::SignIn)?.into();
        let found = person_by_card(w.tx(), self.card.expose()).await?;
        let delegate = found.ok_or_else(|| Error::field("card", FieldCode::Unknown))?.id;
        let new = New {
            person,
            delegate,
            field: "card",
            modules: self.modules.as_deref(),
            from: self.from,
            until: self.until,
            consent: Consent::Account,
            record: None,
        };
        make(w, new).await
    }
}

/// Write down at the desk that someone lets another act for them: with their card, or with a record
/// of how they agreed.
#[derive(Serialize)]
pub struct RecordDelegate {
    pub person: PersonId,
    pub delegate: PersonId,
    pub modules: Option<Vec<String>>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// The card of the person themselves.
    pub card: Option<Secret<String>>,
    pub record: Option<Secret<ConsentRecord>>,
}

impl Command for RecordDelegate {
    const NAME: &'static str = "people.record_delegate";
    const NEEDS: Permission = permissions::RECORD_DELEGATE;
    type Target = Scope;
    type Out = DelegateId;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<DelegateId> {
        not_by(w, self.person)?;
        not_by(w, self.delegate)?;
        let consent = match (&self.card, &self.record) {
            (Some(card), _) => {
                let owner = person_by_card(w.tx(), card.expose()).await?;
                if owner.is_none_or(|o| o.id != self.person) {
                    return Err(Error::field("card", FieldCode::Wrong));
                }
                Consent::Card
            }
            (None, Some(_)) => Consent::Record,
            (None, None) => return Err(Error::field("record", FieldCode::Required)),
        };
        let new = New {
            person: self.person,
            delegate: self.delegate,
            field: "delegate",
            modules: self.modules.as_deref(),
            from: self.from,
            until: self.until,
            consent,
            record: self.record.as_ref().map(Secret::expose),
        };
        w.saw(self.person);
        let id = make(w, new).await?;
        told::by_staff(w, self.person, Self::NAME).await?;
        Ok(id)
    }
}

struct New<'a> {
    person: PersonId,
    delegate: PersonId,
    /// Which field of the input named the delegate.
    field: &'static str,
    modules: Option<&'a [String]>,
    from: Option<Date>,
    until: Option<Date>,
    consent: Consent,
    record: Option<&'a ConsentRecord>,
}

async fn make(w: &mut Write<'_>, new: New<'_>) -> Result<DelegateId> {
    let New { person, delegate, field, consent, .. } = new;
    let (now, today) = (w.now(), w.zone().date(w.now()));
    let days = Days { from: new.from.unwrap_or(today), until: new.until };
    days.check(today)?;
    if days.until.is_some_and(|until| until < today) {
        return Err(Error::field("until", FieldCode::InPast));
    }
    let known: Vec<&str> = w.app().modules().iter().map(|m| m.name).collect();
    let modules = check_modules(new.modules, &known)?;
    people::person::hold(w.tx(), person).await?.found("person")?;
    let other = people::person::find(w.tx(), delegate).await?;
    let other = other.ok_or_else(|| Error::field(field, FieldCode::Unknown))?;
    let refused = || Error::field(field, FieldCode::OutOfRange);
    if other.id == person {
        return Err(refused());
    }
    grown_up(other.born, today, refused())?;
    let by = who(w);
    let lasts = |d: &&DelegateRow| d.days.until.is_none_or(|until| today <= until);
    if let Some(before) = store::delegate::pair(w.tx(), person, delegate).await? {
        if lasts(&&before) {
            return Err(Error::field(field, FieldCode::Taken));
        }
        store::delegate::end(w.tx(), before.id, now, by).await?;
    }
    let mine = store::delegate::of_person(w.tx(), person).await?;
    room_for_one(field, mine.iter().filter(lasts).count(), MOST)?;
    let theirs = store::delegate::of_delegate(w.tx(), delegate).await?;
    room_for_one(field, theirs.iter().filter(lasts).count(), MOST)?;
    let id = w.fresh_in::<DelegateId>(person.id().district());
    let row = DelegateRow { id, person, delegate, modules, days, consent, made_at: now };
    store::delegate::insert(w.tx(), &row, new.record, by).await?;
    Ok(id)
}
