use super::{acting, fine};
use crate::config::Config;
use crate::events::NoticeWanted;
use crate::jobs::TellMore;
use crate::model::{BreachFields, BreachId, BreachState};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::breach::BreachRow;
use crate::targets::{self, Kept, PlaceAt};
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Line, Permission, Purpose, Read, Result, Timestamp,
    Write,
};
use lianxin_people::{PersonId, PlaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many people one call lists at most.
const PERSONS: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BreachChanged {
    pub breach: BreachId,
    pub number: String,
    pub version: i64,
}

async fn write(w: &mut Write<'_>, row: &BreachRow) -> Result<BreachChanged> {
    if !store::breach::change(w.tx(), row).await? {
        return Err(Error::reason(reasons::changed_meanwhile()));
    }
    Ok(BreachChanged { breach: row.id, number: row.number.clone(), version: row.version })
}

fn open(row: &BreachRow) -> Result<()> {
    match row.state {
        BreachState::Open => Ok(()),
        BreachState::Closed => Err(Error::reason(reasons::closed())),
    }
}

fn found_in_past(found_at: Timestamp, now: Timestamp) -> Result<()> {
    match found_at <= now {
        true => Ok(()),
        false => Err(Error::field("found_at", FieldCode::OutOfRange)),
    }
}

/// Write down a leak, tampering or loss of data of persons.
#[derive(Clone, Debug, Serialize)]
pub struct RecordBreach {
    pub place: PlaceId,
    pub found_at: Timestamp,
    pub fields: BreachFields,
}

impl Command for RecordBreach {
    const NAME: &'static str = "privacy.record_breach";
    const NEEDS: Permission = permissions::WRITE;
    type Target = PlaceAt;
    type Out = BreachChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PlaceAt) -> Result<BreachChanged> {
        fine(self.fields.faults())?;
        let (now, district) = (w.now(), w.district());
        found_in_past(self.found_at, now)?;
        let year = w.zone().date(now).year();
        let n = store::request::next_number(w.tx(), district, "BR", year).await?;
        let row = BreachRow {
            id: w.fresh(),
            number: format!("BR-{year}-{n:04}"),
            place: at.0.id,
            state: BreachState::Open,
            found_at: self.found_at,
            fields: self.fields.clone(),
            version: 1,
            recorded_by: acting(w)?,
            recorded_at: now,
            authority_told_at: None,
            authority_how: None,
            persons_told_at: None,
            closed_at: None,
        };
        w.on(row.id);
        store::breach::insert(w.tx(), &row).await?;
        Ok(BreachChanged { breach: row.id, number: row.number, version: 1 })
    }
}

/// Write down what became known later.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeBreach {
    pub breach: BreachId,
    /// The version that was read.
    pub version: i64,
    pub found_at: Timestamp,
    pub fields: BreachFields,
}

impl Command for ChangeBreach {
    const NAME: &'static str = "privacy.change_breach";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<BreachRow>;
    type Out = BreachChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<BreachRow>) -> Result<BreachChanged> {
        fine(self.fields.faults())?;
        found_in_past(self.found_at, w.now())?;
        let mut row = at.row;
        open(&row)?;
        row.fields = self.fields.clone();
        row.found_at = self.found_at;
        row.version = self.version + 1;
        write(w, &row).await
    }
}

/// List people whose data it was: at most 1,000 in one call.
#[derive(Clone, Debug, Serialize)]
pub struct AddConcerned {
    pub breach: BreachId,
    pub persons: Vec<PersonId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConcernedAdded)]
pub struct Added {
    /// Not listed before.
    pub added: i64,
    /// Not known as persons.
    pub unknown: i64,
}

impl Command for AddConcerned {
    const NAME: &'static str = "privacy.add_concerned";
    const NEEDS: Permission = permissions::CONCERNED;
    type Target = Kept<BreachRow>;
    type Out = Added;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::Emergency)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<BreachRow>) -> Result<Added> {
        open(&at.row)?;
        match self.persons.len() {
            0 => return Err(Error::field("persons", FieldCode::Required)),
            n if n > PERSONS => {
                let fault = FieldError::new("persons", FieldCode::TooMany);
                return Err(Error::Invalid(vec![fault.with("max", PERSONS as i64)]));
            }
            _ => {}
        }
        let mut persons = self.persons.clone();
        persons.sort();
        persons.dedup();
        let known = lianxin_people::persons(w.tx(), &persons).await?;
        let (now, mut added) = (w.now(), 0);
        for person in &known {
            added +=
                i64::from(store::breach::add_person(w.tx(), self.breach, person.id, now).await?);
        }
        let unknown = persons.len() as i64 - known.len() as i64;
        Ok(Added { added, unknown })
    }
}

/// Tell those listed who were not told: the first now, the rest right after.
#[derive(Clone, Debug, Serialize)]
pub struct TellConcerned {
    pub breach: BreachId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BreachTold)]
pub struct Told {
    pub told: i64,
    /// Told right after.
    pub left: i64,
}

impl Command for TellConcerned {
    const NAME: &'static str = "privacy.tell_concerned";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<BreachRow>;
    type Out = Told;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<BreachRow>) -> Result<Told> {
        let now = w.now();
        let mut row = at.row;
        open(&row)?;
        let most = w.settings().get::<Config>().told_at_once;
        let told = store::breach::tell(w.tx(), row.id, now, most.into()).await?;
        for person in &told {
            let fields = &row.fields;
            let notice = NoticeWanted::new(*person, "data_breach", "/me/data")
                .text("number", &row.number)
                .names("kinds", &fields.kinds)
                .names("cause", &fields.cause)
                .names("harm", &fields.harm)
                .names("measures", &fields.measures)
                .names("advice", &fields.advice)
                .names("contact", &fields.contact);
            w.say(notice).await?;
        }
        let (listed, all_told) = store::breach::counts(w.tx(), row.id).await?;
        let left = listed - all_told;
        if left > 0 {
            w.later_once(&row.id.to_string(), TellMore { breach: row.id }, now).await?;
        } else if !told.is_empty() {
            row.persons_told_at = Some(now);
            row.version += 1;
            write(w, &row).await?;
        }
        Ok(Told { told: told.len() as i64, left })
    }
}

/// Note that the authority was told, and how.
#[derive(Clone, Debug, Serialize)]
pub struct NoteAuthorityTold {
    pub breach: BreachId,
    pub at: Timestamp,
    /// By letter, by phone to whom, under which number.
    pub how: Line<120>,
}

impl Command for NoteAuthorityTold {
    const NAME: &'static str = "privacy.note_authority_told";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<BreachRow>;
    type Out = BreachChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<BreachRow>) -> Result<BreachChanged> {
        let mut row = at.row;
        open(&row)?;
        if let Some(at) = row.authority_told_at {
            return Err(Error::reason(reasons::told_already(at)));
        }
        if self.at > w.now() || self.at < row.found_at {
            return Err(Error::field("at", FieldCode::OutOfRange));
        }
        row.authority_told_at = Some(self.at);
        row.authority_how = Some(self.how.to_string());
        row.version += 1;
        write(w, &row).await
    }
}

/// Close a breach: the authority was told, and everybody listed.
#[derive(Clone, Debug, Serialize)]
pub struct CloseBreach {
    pub breach: BreachId,
}

impl Command for CloseBreach {
    const NAME: &'static str = "privacy.close_breach";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<BreachRow>;
    type Out = BreachChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<BreachRow>) -> Result<BreachChanged> {
        let mut row = at.row;
        open(&row)?;
        if row.authority_told_at.is_none() {
            return Err(Error::reason(reasons::authority_not_told()));
        }
        let (listed, told) = store::breach::counts(w.tx(), row.id).await?;
        if listed > told {
            return Err(Error::reason(reasons::persons_not_told(listed - told)));
        }
        row.state = BreachState::Closed;
        row.closed_at = Some(w.now());
        row.version += 1;
        write(w, &row).await
    }
}
