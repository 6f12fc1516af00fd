use super::steps::{Opened, add, hold_phone, main};
use crate::events::NoticeWanted;
use crate::model::{AddedBy, AgeBand, PersonId, Said, SignInKind, Ticket};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::sessions::{NewSignIn, Origin, SignInWay, open_sign_in};
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Language, Line, Permission, Read, Result, Scope, Scoped,
    Secret, Write,
};
use serde::{Deserialize, Serialize};

/// Become known: the holder of a proved phone gives a name.
///
/// Sent twice, or from two windows, it makes one person: whoever has the phone by then is signed in.
#[derive(Serialize)]
pub struct Register {
    pub ticket: Secret<String>,
    pub name: Secret<Line<40>>,
    pub birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    pub age_band: Option<Secret<AgeBand>>,
    pub home_center: Option<CenterId>,
    pub language: Language,
    pub from: Origin,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Registered {
    pub opened: Opened,
    /// False when the phone already had its person.
    pub new: bool,
}

/// A ticket that holds, and the district where the person will be at home.
pub struct Registering {
    ticket: Ticket,
    district: u16,
}

impl Scoped for Registering {
    fn scope(&self) -> Scope {
        Scope::district(self.district)
    }
}

impl Command for Register {
    const NAME: &'static str = "people.register";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Registering;
    type Out = Registered;

    async fn target(&self, r: &mut Read<'_>) -> Result<Registering> {
        let key = r.app().secret("people.ticket")?;
        let ticket = Ticket::read(self.ticket.expose(), key, r.now());
        let ticket = ticket.ok_or_else(|| Error::field("ticket", FieldCode::Wrong))?;
        let mut district = main(r.app());
        if let Some(center) = self.home_center {
            district = center_of(r.tx(), "home_center", center).await?.district;
        }
        Ok(Registering { ticket, district })
    }

    async fn run(&self, w: &mut Write<'_>, target: Registering) -> Result<Registered> {
        let said = Said {
            birth_date: self.birth_date.as_ref().map(|b| *b.expose()),
            age_band: self.age_band.as_ref().map(|b| *b.expose()),
        };
        let born = said.born(w.zone().date(w.now()))?;
        let phone = target.ticket.phone;
        hold_phone(w, &phone).await?;
        let app = w.app().clone();
        let new = NewSignIn::by(SignInKind::Resident, SignInWay::PhoneCode, &self.from);
        if let Some(person) = store::person::with_phone(w.tx(), app.keys(), &phone).await?.first() {
            let opened = open_sign_in(w, person.id, new).await?;
            return Ok(Registered { opened, new: false });
        }
        let person = PersonRow {
            id: w.fresh::<PersonId>(),
            name: self.name.expose().to_string(),
            phone: None,
            born,
            language: self.language,
            home_center: self.home_center,
            merged_into: None,
        };
        let id = person.id;
        add(w, &person, Some(&phone), AddedBy::Registered).await?;
        w.say(NoticeWanted::welcome(id)).await?;
        let opened = open_sign_in(w, id, new).await?;
        Ok(Registered { opened, new: true })
    }
}
