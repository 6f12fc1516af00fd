use super::change_details::change;
use super::guardian::{CHILDREN, link};
use crate::commands::add;
use crate::families::model::{
    Child, DetailsChange, GuardianEvidence, GuardianRelation, Sex, adult_from,
};
use crate::families::permissions;
use crate::families::steps::{grown_up, own_alone, room_for_one};
use crate::families::store;
use crate::model::{AddedBy, Born, PersonId, Said};
use crate::store as people;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Language, Line, Permission, Read, Result, Scope,
    Secret, Write,
};
use serde::Serialize;

/// Add a child of one's own, who has no phone. It is at home where its guardian is, and gets a card.
/// A parent knows the birth date, and from it follows until when they act for the child, so no band will
/// do. The guardian's word is enough: the child was not known before, so nothing of anybody's is opened.
#[derive(Serialize)]
pub struct AddChild {
    pub name: Secret<Line<40>>,
    pub birth_date: Secret<Date>,
    pub sex: Option<Secret<Sex>>,
    pub relation: GuardianRelation,
    pub language: Option<Language>,
}

impl Command for AddChild {
    const NAME: &'static str = "people.add_child";
    const NEEDS: Permission = permissions::ADD_CHILD;
    type Target = Scope;
    type Out = Child;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_alone(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Child> {
        let guardian: PersonId = w.person().ok_or(Error::SignIn)?.into();
        let today = w.zone().date(w.now());
        let date = *self.birth_date.expose();
        let born = Said { birth_date: Some(date), age_band: None }.born(today)?;
        if !Born::On(date).counts_as_minor(today) {
            return Err(Error::field("birth_date", FieldCode::OutOfRange));
        }
        // Whoever adds two children at once adds one after the other, so the limit holds.
        let parent = people::person::hold(w.tx(), guardian).await?.found("person")?;
        grown_up(parent.born, today, Error::Forbidden)?;
        let children = store::guardian::of_guardian(w.tx(), guardian).await?;
        room_for_one("name", children.len(), CHILDREN)?;
        let home = parent.home_center;
        let district = home.map_or(guardian.id().district(), |c| c.id().district());
        let child = PersonRow {
            id: w.fresh_in::<PersonId>(district),
            name: self.name.expose().to_string(),
            phone: None,
            born,
            language: self.language.unwrap_or(parent.language),
            home_center: home,
            merged_into: None,
        };
        let (id, name) = (child.id, child.name.clone());
        w.on(id);
        w.saw(id);
        add(w, &child, None, AddedBy::Guardian).await?;
        if let Some(sex) = &self.sex {
            let sex = Some(Secret::new(Some(*sex.expose())));
            change(w, id, &DetailsChange { sex, ..DetailsChange::default() }).await?;
        }
        let (relation, evidence) = (self.relation, GuardianEvidence::OwnWord);
        let link = link(w, id, guardian, relation, evidence).await?;
        Ok(Child {
            id: link,
            child: id,
            name,
            birth_date: Some(date),
            age_band: None,
            home_center: home,
            relation,
            adult_from: Some(adult_from(date)),
        })
    }
}
