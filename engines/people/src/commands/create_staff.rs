use super::steps::{add, main};
use crate::jobs::Tidy;
use crate::model::{AddedBy, PersonId, Phone, PlaceId, check_login, check_password};
use crate::passwords;
use crate::permissions;
use crate::place::{CenterId, scope_of};
use crate::rights::store::grant;
use crate::rights::{GiveGrant, may_give};
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    Act, Command, Error, FieldCode, Language, Line, Permission, Read, Result, Role, Scope, Secret,
    Write,
};
use serde::{Deserialize, Serialize};

/// One of the staff to be: with a login, a first password and a first role.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub name: Line<40>,
    pub phone: Option<Phone>,
    pub language: Language,
    pub login: String,
    pub password: Secret<String>,
    pub role: Role,
    pub place: PlaceId,
}

/// Create an account of staff. Made by [`create_staff`], which hashes the password before.
#[derive(Serialize)]
pub struct CreateStaff {
    name: Secret<Line<40>>,
    phone: Option<Secret<Phone>>,
    language: Language,
    login: String,
    hash: Secret<String>,
    role: Role,
    place: PlaceId,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct StaffCreated {
    pub person: PersonId,
    pub login: String,
}

pub async fn create_staff(act: &Act, new: NewStaff) -> Result<StaffCreated> {
    let login = check_login(&new.login)?;
    check_password(new.password.expose(), &login)?;
    let hash = passwords::hash(act.app().random(), &new.password).await?;
    let NewStaff { name, phone, language, role, place, .. } = new;
    let (name, phone) = (Secret::new(name), phone.map(Secret::new));
    act.run(CreateStaff { name, phone, language, login, hash, role, place }).await
}

impl Command for CreateStaff {
    const NAME: &'static str = "people.create_staff";
    const NEEDS: Permission = permissions::STAFF;
    type Target = Scope;
    type Out = StaffCreated;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<StaffCreated> {
        may_give(w, self.role, &at.path, None).await?;
        let person = PersonRow {
            id: w.fresh::<PersonId>(),
            name: self.name.expose().to_string(),
            phone: None,
            born: None,
            language: self.language,
            home_center: home(self.place),
            merged_into: None,
        };
        let (id, now, main) = (person.id, w.now(), main(w.app()));
        w.on(id);
        let (login, hash) = (&self.login, self.hash.expose());
        if !store::credential::insert(w.tx(), main, login, id, hash, now).await? {
            return Err(Error::field("login", FieldCode::Taken));
        }
        let phone = self.phone.as_ref().map(Secret::expose);
        add(w, &person, phone, AddedBy::Staff).await?;
        let grant = GiveGrant::standing(id, self.role, self.place).row(w, None);
        let app = w.app().clone();
        grant::insert(w.tx(), &app, &grant).await?;
        Tidy::again(w).await?;
        Ok(StaffCreated { person: id, login: self.login.clone() })
    }
}

fn home(place: PlaceId) -> Option<CenterId> {
    match place {
        PlaceId::Center(id) => Some(id),
        PlaceId::Region(_) => None,
    }
}
