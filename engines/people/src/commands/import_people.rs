use super::steps::{add, check_birth_date, main};
use crate::import::{LineOutcome, PersonLine};
use crate::model::{AddedBy, PersonId, Phone};
use crate::permissions;
use crate::place::CenterId;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, FieldError, Kind, Permission, Read, Result, Scope, Secret,
    Write,
};
use serde::Serialize;

/// Take over people from a list, some lines at a time. A line that is there already stays as it is.
#[derive(Serialize)]
pub(crate) struct ImportPeople {
    /// With the center the line names.
    pub lines: Secret<Vec<(PersonLine, Option<CenterId>)>>,
    pub count: usize,
}

impl Command for ImportPeople {
    const NAME: &'static str = "people.import_people";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Vec<LineOutcome>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Vec<LineOutcome>> {
        let today = w.zone().date(w.now());
        let mut outcomes = vec![];
        for (line, home) in self.lines.expose() {
            outcomes.push(match one(w, line, *home, today).await {
                Ok(outcome) => outcome,
                Err(Error::Invalid(why)) => {
                    LineOutcome::Refused(why.into_iter().map(|e| (e.field, e.code)).collect())
                }
                Err(e) => return Err(e),
            });
        }
        Ok(outcomes)
    }
}

async fn one(
    w: &mut Write<'_>,
    line: &PersonLine,
    home: Option<CenterId>,
    today: Date,
) -> Result<LineOutcome> {
    check_birth_date(line.birth_date, today)?;
    let district = home.map_or(main(w.app()), |c| c.id().district());
    match known(w, line, home, district).await? {
        Some(person) => bring_up_to_date(w, person, line, home).await,
        None => {
            let person = PersonRow {
                id: w.fresh_in::<PersonId>(district),
                name: line.name.to_string(),
                phone: line.phone.as_ref().map(|p| p.as_str().to_owned()),
                birth_date: line.birth_date,
                language: line.language,
                home_center: home,
            };
            add(w, person, AddedBy::Import).await?;
            Ok(LineOutcome::Took)
        }
    }
}

/// Who the line is about: whoever has the phone; without one, who has the name and the birth date
/// and the home center.
async fn known(
    w: &mut Write<'_>,
    line: &PersonLine,
    home: Option<CenterId>,
    district: u16,
) -> Result<Option<PersonRow>> {
    let name = line.name.as_str();
    let Some(phone) = &line.phone else {
        let all = store::person::without_phone(w.tx(), district, name).await?;
        let same = |p: &PersonRow| p.birth_date == line.birth_date && p.home_center == home;
        return Ok(all.into_iter().find(same));
    };
    let person = first_with(w, district, phone).await?;
    if person.as_ref().is_some_and(|p| p.name != name) {
        let taken = FieldError::new("phone", FieldCode::Taken);
        return Err(Error::Invalid(vec![taken]));
    }
    Ok(person)
}

async fn first_with(w: &mut Write<'_>, district: u16, phone: &Phone) -> Result<Option<PersonRow>> {
    let all = store::person::with_phone_in(w.tx(), district, phone).await?;
    Ok(all.into_iter().next())
}

/// What the list leaves open stays as it is.
async fn bring_up_to_date(
    w: &mut Write<'_>,
    person: PersonRow,
    line: &PersonLine,
    home: Option<CenterId>,
) -> Result<LineOutcome> {
    let birth_date = line.birth_date.or(person.birth_date);
    let home_center = home.or(person.home_center);
    let language = line.language;
    let same = (birth_date, home_center, language)
        == (person.birth_date, person.home_center, person.language);
    if same {
        return Ok(LineOutcome::Same);
    }
    let person = PersonRow { birth_date, home_center, language, ..person };
    store::person::update(w.tx(), &person).await?;
    Ok(LineOutcome::Took)
}
