use super::{
    children_of, delegates_of, guardians_of, household_of, open_details, public::residency,
};
use crate::families::kinds;
use crate::families::model::{Field, Record};
use crate::families::permissions;
use crate::families::steps::is_family;
use crate::families::store;
use crate::model::{Born, PersonId};
use crate::queries::{home_scope, person, phone_of};
use lianxin_kernel::{
    Error, FieldCode, FieldError, Found, Permission, Purpose, Query, Read, Result, Scope,
};

/// One person's record for the desk of their home, without what is sensitive.
pub struct ShowRecord {
    pub person: PersonId,
    pub purpose: Option<Purpose>,
    /// Which fields; when none is named, [`Field::usual`].
    pub fields: Vec<Field>,
}

impl Query for ShowRecord {
    const NAME: &'static str = "people.show_record";
    const NEEDS: Permission = permissions::RECORD;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Record;

    fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Record> {
        if let Some(at) = self.fields.iter().position(|f| f.is_sensitive()) {
            return Err(Error::field(format!("fields.{at}"), FieldCode::Unknown));
        }
        read(r, self.person, &self.fields).await
    }
}

/// The same with fields that are sensitive. It says what for, and the person can see that.
pub struct ShowSensitiveRecord {
    pub person: PersonId,
    pub purpose: Option<Purpose>,
    pub fields: Vec<Field>,
}

impl Query for ShowSensitiveRecord {
    const NAME: &'static str = "people.show_sensitive_record";
    const NEEDS: Permission = permissions::RECORD_SENSITIVE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Record;

    fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Record> {
        Purpose::stated(self.purpose)?;
        read(r, self.person, &self.fields).await
    }
}

async fn read(r: &mut Read<'_>, id: PersonId, fields: &[Field]) -> Result<Record> {
    if fields.len() > Field::ALL.len() {
        let most = i64::try_from(Field::ALL.len()).unwrap_or_default();
        let field = FieldError::new("fields", FieldCode::TooMany).with("max", most);
        return Err(Error::Invalid(vec![field]));
    }
    let mut fields = if fields.is_empty() { Field::usual() } else { fields.to_vec() };
    fields.sort_unstable();
    fields.dedup();
    let reader = r.actor().and_then(|a| a.who()).map(PersonId::from);
    r.saw(id);
    let own_household = match reader {
        Some(reader) if reader == id => true,
        Some(reader) => is_family(r.tx(), reader, id).await?,
        None => false,
    };
    let mut record = Record::empty(id, fields.clone(), own_household);
    for field in fields {
        fill(r, &mut record, field).await?;
    }
    Ok(record)
}

async fn fill(r: &mut Read<'_>, record: &mut Record, field: Field) -> Result<()> {
    let id = record.person;
    let today = r.zone().date(r.now());
    let known = person(r.tx(), id).await?.found("person")?;
    match field {
        Field::AgeGroup => record.age_group = known.age_group(today),
        Field::AgeBand => record.age_band = known.age_band(),
        Field::Language => record.language = Some(known.language),
        Field::HomeCenter => record.home_center = known.home_center,
        Field::Name => record.name = Some(known.name),
        Field::PhoneHint => record.phone_hint = known.phone_hint(r.app().keys())?,
        Field::Phone => {
            let keys = r.app().keys().clone();
            record.phone = phone_of(r.tx(), &keys, id).await?.map(|p| p.as_str().to_owned());
        }
        Field::BirthDate => record.birth_date = known.born.and_then(Born::date),
        Field::Sex => record.sex = store::details::of(r.tx(), id).await?.sex,
        Field::LunarBirthday => {
            record.lunar_birthday = store::details::of(r.tx(), id).await?.lunar_birthday;
        }
        Field::Household => record.household = household_of(r, id).await?,
        Field::Guardians => record.guardians = Some(guardians_of(r, id).await?),
        Field::Children => record.children = Some(children_of(r, id).await?),
        Field::Delegates => record.delegates = Some(delegates_of(r, id).await?),
        Field::PickUpPersons => {
            record.pick_up_persons = Some(store::pick_up::of_child(r.tx(), id).await?);
        }
        Field::Residency => record.residency = Some(residency(r.tx(), id, today).await?),
        Field::Standings | Field::SensitiveStandings => {
            let sensitive = field.is_sensitive();
            let rows = store::standing::of(r.tx(), id).await?;
            let keys = r.app().keys();
            let all = rows.into_iter().filter_map(|row| kinds::read(keys, row));
            let all = Some(all.filter(|s| s.kind.is_sensitive() == sensitive).collect());
            match sensitive {
                true => record.sensitive_standings = all,
                false => record.standings = all,
            }
        }
        Field::Needs => {
            let row = store::details::of(r.tx(), id).await?;
            record.needs = open_details(r.app(), id, row)?.needs;
        }
    }
    Ok(())
}
