use super::steps::{add, main};
use crate::events::NoticeWanted;
use crate::model::{AddedBy, AgeBand, PersonHit, PersonId, Phone, Said};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Command, Date, Language, Line, Permission, Read, Result, Scope, Secret, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Add someone at the desk: with or without a phone, so also children and elders.
#[derive(Serialize)]
pub struct AddPerson {
    pub name: Secret<Line<40>>,
    pub phone: Option<Secret<Phone>>,
    pub birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    pub age_band: Option<Secret<AgeBand>>,
    /// Its desk may add people; without one only the program itself may.
    pub home_center: Option<CenterId>,
    pub language: Language,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Added {
    #[serde(flatten)]
    pub hit: PersonHit,
    pub card_code: String,
}

impl Command for AddPerson {
    const NAME: &'static str = "people.add_person";
    const NEEDS: Permission = permissions::ADD;
    type Target = Scope;
    type Out = Added;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        match self.home_center {
            Some(center) => Ok(center_of(r.tx(), "home_center", center).await?.scope()),
            None => Ok(Scope::district(main(r.app()))),
        }
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Added> {
        let today = w.zone().date(w.now());
        let said = Said {
            birth_date: self.birth_date.as_ref().map(|b| *b.expose()),
            age_band: self.age_band.as_ref().map(|b| *b.expose()),
        };
        let born = said.born(today)?;
        let person = PersonRow {
            id: w.fresh::<PersonId>(),
            name: self.name.expose().to_string(),
            phone: None,
            born,
            language: self.language,
            home_center: self.home_center,
            merged_into: None,
        };
        w.on(person.id);
        let phone = self.phone.as_ref().map(Secret::expose);
        let card = add(w, &person, phone, AddedBy::Staff).await?;
        w.say(NoticeWanted::welcome(person.id)).await?;
        let hit = PersonHit::of(person.into(), w.app().keys(), today)?;
        let hit = PersonHit { phone_hint: phone.map(Phone::hint), ..hit };
        Ok(Added { hit, card_code: card.code })
    }
}
