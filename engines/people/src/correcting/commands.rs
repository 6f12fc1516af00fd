use super::model::{Correction, CorrectionReason};
use super::permissions::CORRECT;
use crate::commands::{account_scope, hold_phone, main};
use crate::families::commands::change_details;
use crate::families::model::DetailsChange;
use crate::families::{not_by, told};
use crate::model::{Born, PersonHit, PersonId, Phone, PhoneColumns, SaidAnew};
use crate::place::center_of;
use crate::sessions::SignInWay;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_db::DbError;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Write,
};
use serde::Serialize;

/// Put right what stands in the record of somebody else. They are told; of a child, the guardians are.
#[derive(Serialize)]
pub struct CorrectPerson {
    pub person: PersonId,
    pub correction: Correction,
    pub reason: CorrectionReason,
}

/// What guardians are told was done.
const FOR_A_CHILD: &str = "people.correct_child";

impl Command for CorrectPerson {
    const NAME: &'static str = "people.correct_person";
    const NEEDS: Permission = CORRECT;
    type Target = Scope;
    type Out = PersonHit;

    /// Another phone lets its holder in, so this is for who may act on the whole account.
    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PersonHit> {
        not_by(w, self.person)?;
        let before = store::person::hold(w.tx(), self.person).await?.found("person")?;
        if self.correction.is_empty() {
            return Err(Error::field("name", FieldCode::Required));
        }
        let today = w.zone().date(w.now());
        w.saw(before.id);
        let after = self.corrected(w, &before, today).await?;
        let mut changed = differing(&before, &after);
        if self.put_phone(w, &before).await? {
            changed.push("phone");
        }
        if self.put_sex(w).await? {
            changed.push("sex");
        }
        store::person::update(w.tx(), &after).await?;
        if !changed.is_empty() {
            tell(w, &before, &after, today).await?;
        }
        w.note("changed", changed);
        let row = store::person::exactly(w.tx(), self.person).await?.found("person")?;
        PersonHit::of(row.into(), w.app().keys(), today)
    }
}

impl CorrectPerson {
    async fn corrected(
        &self,
        w: &mut Write<'_>,
        before: &PersonRow,
        today: Date,
    ) -> Result<PersonRow> {
        let mut after = before.clone();
        let Correction { name, birth_date, age_band, home_center, language, .. } = &self.correction;
        if let Some(name) = name {
            after.name = name.expose().to_string();
        }
        let said = SaidAnew {
            birth_date: birth_date.as_ref().map(|b| *b.expose()),
            age_band: age_band.as_ref().map(|b| *b.expose()),
        };
        after.born = said.born(before.born, today)?;
        if let Some(center) = home_center {
            center_of(w.tx(), "home_center", *center).await?;
            after.home_center = Some(*center);
        }
        after.language = language.unwrap_or(after.language);
        Ok(after)
    }

    /// Says whether it is another phone now.
    async fn put_phone(&self, w: &mut Write<'_>, person: &PersonRow) -> Result<bool> {
        let Some(phone) = self.correction.phone.as_ref().map(|p| p.expose().as_ref()) else {
            return Ok(false);
        };
        let app = w.app().clone();
        let old = person.phone.as_ref().map(|p| p.open(app.keys())).transpose()?;
        if old.as_ref() == phone {
            return Ok(false);
        }
        let (now, district) = (w.now(), person.id.id().district());
        // Always in the same order, so that two who exchange phones do not wait for each other.
        let mut phones: Vec<&Phone> = old.iter().chain(phone).collect();
        phones.sort_unstable_by_key(|p| p.as_str());
        for one in phones {
            let key = hold_phone(w, one).await?;
            store::code::end_for_phone(w.tx(), main(&app), &key, now).await?;
        }
        let taken = || Error::field("phone", FieldCode::Taken);
        let mut columns = None;
        if let Some(phone) = phone {
            let held = store::person::with_phone_in(w.tx(), district, app.keys(), phone).await?;
            if held.iter().any(|p| p.id != person.id) {
                return Err(taken());
            }
            columns = Some(PhoneColumns::of(person.id, phone, app.keys(), app.random())?);
        }
        match store::person::set_phone(w.tx(), person.id, columns).await {
            Err(Error::Db(DbError::Unique(what))) if what.contains("phone") => return Err(taken()),
            other => other?,
        }
        // Whoever has the old phone is not let on as this person.
        store::sign_in::end_by(w.tx(), person.id, SignInWay::PhoneCode, now).await?;
        Ok(true)
    }

    async fn put_sex(&self, w: &mut Write<'_>) -> Result<bool> {
        let Some(sex) = &self.correction.sex else {
            return Ok(false);
        };
        let before = crate::families::store::details::of(w.tx(), self.person).await?.sex;
        if before == *sex.expose() {
            return Ok(false);
        }
        let change = DetailsChange { sex: Some(sex.clone()), ..DetailsChange::default() };
        change_details(w, self.person, &change).await?;
        Ok(true)
    }
}

fn differing(before: &PersonRow, after: &PersonRow) -> Vec<&'static str> {
    let fields = [
        ("name", before.name != after.name),
        ("birth_date", before.born.and_then(Born::date) != after.born.and_then(Born::date)),
        ("age_band", before.born.and_then(Born::band) != after.born.and_then(Born::band)),
        ("home_center", before.home_center != after.home_center),
        ("language", before.language != after.language),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Tells the person; of who is a child, before or after, the guardians.
async fn tell(w: &mut Write<'_>, before: &PersonRow, after: &PersonRow, today: Date) -> Result<()> {
    let may_be = |p: &PersonRow| p.born.is_some_and(|born| born.counts_as_child(today));
    let guardians = match may_be(before) || may_be(after) {
        true => crate::families::store::guardian::of_child(w.tx(), after.id).await?,
        false => vec![],
    };
    for one in &guardians {
        told::by_staff(w, one.guardian, FOR_A_CHILD).await?;
    }
    // In doubt both are told.
    if guardians.is_empty() || !after.born.is_some_and(|born| born.is_child(today)) {
        told::by_staff(w, after.id, CorrectPerson::NAME).await?;
    }
    Ok(())
}
