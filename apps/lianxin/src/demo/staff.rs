//! Four who work there, with passwords made for this run.
use super::network::Network;
use super::stage::Stage;
use super::table;
use data_encoding::BASE32_NOPAD;
use lianxin_kernel::{Actor, App, Error, Grant, Language, Person, Result, Role, Secret};
use lianxin_people::{NewStaff, PersonId, PlaceId, create_staff};

pub struct Staff {
    pub person: PersonId,
    pub name: &'static str,
    pub login: &'static str,
    pub password: String,
    pub role: Role,
    pub place: PlaceId,
}

impl Staff {
    pub fn actor(&self) -> Actor {
        let grants = vec![Grant::new(self.role, self.place.id())];
        Actor::Person(Person { grants, ..Person::new(self.person, Language::ZhCn) })
    }
}

const FOUR: [(&str, &str, Role); 4] = [
    ("陈敏", "clerk", Role::Clerk),
    ("赵立新", "manager", Role::CenterManager),
    ("沈思远", "district", Role::DistrictManager),
    ("何静", "admin", Role::Administrator),
];

/// `app`: the running program, whose randomness is no demo's.
pub async fn hire(app: &App, stage: &Stage, network: &Network) -> Result<[Staff; 4]> {
    let main = network.main().ok_or_else(|| Error::internal("there is no main center"))?.id;
    let mut hired = vec![];
    for (name, login, role) in FOUR {
        let place = match role {
            Role::Administrator => PlaceId::Region(network.city),
            Role::DistrictManager => PlaceId::Region(network.district),
            _ => PlaceId::Center(main),
        };
        let password = password(app);
        let new = NewStaff {
            name: table::line(name)?,
            phone: None,
            language: Language::ZhCn,
            login: login.to_owned(),
            password: Secret::new(password.clone()),
            role,
            place,
        };
        let person = create_staff(&stage.act(), new).await?.person;
        hired.push(Staff { person, name, login, password, role, place });
    }
    hired.try_into().map_err(|_| Error::internal("not all staff were made"))
}

/// 60 random bits in groups that can be typed.
fn password(app: &App) -> String {
    let mut bytes = [0; 10];
    app.random().fill(&mut bytes);
    let text = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let groups = [0, 4, 8].into_iter().filter_map(|n| text.get(n..n + 4));
    groups.collect::<Vec<_>>().join("-")
}
