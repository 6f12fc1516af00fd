//! A city with two districts, and one of everything that a path can name: all of it at one center, or
//! of one person whose home it is.
use super::watch::Watcher;
use crate::world::{API, Answer, Browser, PASSWORD, Test, setup};
use lianxin_kernel::{Language, Line, Names, Role, Secret};
use lianxin_people::{NewStaff, PersonId, PlaceId, create_staff};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Level, Period, RegionFacts, RegionId, RegionKind, RoomFacts, Status,
};
use lianxin_testkit::Setup;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use totp_rs::{Builder, Secret as AppSecret};

/// Names nobody else has and no text of the program holds, so that finding one means it was told.
pub const NAMES: [&str; 8] = [
    "濮阳鸑鷟",
    "濮阳骐骥",
    "公孙蘅芷",
    "闾丘觱篥",
    "亓官葳蕤",
    "宰父嫏嬛",
    "夹谷琬琰",
    "漆雕翀翯",
];
pub const PERSON: &str = NAMES[0];
pub const PHONE: &str = "13877772071";
pub const BORN: &str = "1951-07-13";
/// Whatever of the persons must not be told from above.
pub const SECRETS: [&str; 12] = [
    NAMES[0],
    NAMES[1],
    NAMES[2],
    NAMES[3],
    NAMES[4],
    NAMES[5],
    NAMES[6],
    NAMES[7],
    PHONE,
    "138****2071",
    BORN,
    "2016-11-19",
];

/// Where a role is held, seen from the one center where everything is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Center,
    Street,
    District,
    /// Another center of the same street.
    Beside,
    /// Another district.
    Elsewhere,
    /// Above all districts.
    City,
}

impl Held {
    /// Where every role is held; the city, for what is only kept there, by one of them alone.
    pub const ALL: [Self; 5] =
        [Self::Center, Self::Street, Self::District, Self::Beside, Self::Elsewhere];
}

pub struct Town {
    pub watcher: Arc<Watcher>,
    browser: Browser,
    pub city: RegionId,
    pub district: RegionId,
    pub street: RegionId,
    pub center: CenterId,
    pub beside: CenterId,
    pub elsewhere: RegionId,
    /// One of everything, by the word of [`super::asking`].
    pub things: BTreeMap<&'static str, String>,
    /// Has every right everywhere.
    pub boss: Browser,
    pub person: Browser,
}

pub fn watched() -> (Setup, Arc<Watcher>) {
    let (mut setup, watcher) = (setup(), Arc::<Watcher>::default());
    watcher.watch(&mut setup);
    (setup, watcher)
}

/// The text at a path of fields: `items.0.id`.
pub fn at(answer: &Answer, path: &str) -> String {
    let pointer = format!("/{}", path.replace('.', "/"));
    let found = answer.body.pointer(&pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {path} in {}", answer.text)).to_owned()
}

async fn region(t: &Test, key: &str, kind: RegionKind, parent: Option<RegionId>) -> RegionId {
    let facts = RegionFacts::new(kind, parent, Names::zh_cn(key));
    t.system().run(PutRegion::new(key.parse().unwrap(), facts)).await.unwrap().id
}

async fn center(t: &Test, key: &str, street: RegionId) -> CenterId {
    let facts = CenterFacts::new(Level::Community, street, Names::zh_cn(key), Status::Open);
    let center = t.system().run(PutCenter::new(key.parse().unwrap(), facts)).await.unwrap().id;
    let hour = |text: &str| text.parse().unwrap();
    let first = "2026-01-01".parse().unwrap();
    let week = Period::weekly(first, &[1, 2, 3, 4, 5, 6, 7], hour("08:00"), hour("21:00"));
    t.system().run(PutHours { center, periods: vec![week] }).await.unwrap();
    center
}

impl Town {
    pub async fn build(t: &Test, watcher: Arc<Watcher>) -> Self {
        lianxin_privacy::begin(&t.app).await.unwrap();
        let city = region(t, "city", RegionKind::City, None).await;
        let district = region(t, "qinghe", RegionKind::District, Some(city)).await;
        let street = region(t, "lanyuan", RegionKind::Street, Some(district)).await;
        let elsewhere = region(t, "donghe", RegionKind::District, Some(city)).await;
        let far = region(t, "heyan", RegionKind::Street, Some(elsewhere)).await;
        center(t, "far", far).await;
        let (here, beside) = (center(t, "here", street).await, center(t, "beside", street).await);
        let room = PutRoom::new(here, RoomFacts::named(Names::zh_cn("合唱室")));
        let room = t.system().run(room).await.unwrap().id;
        let browser = Browser::new(lianxin::router(t.app.clone()));
        let boss = browser.clone();
        let person = browser.clone();
        let things = [
            ("center", here.to_string()),
            ("region", district.to_string()),
            ("room", room.to_string()),
        ];
        let mut town = Self {
            watcher,
            browser,
            city,
            district,
            street,
            center: here,
            beside,
            elsewhere,
            things: things.into(),
            boss,
            person,
        };
        let id = town.hire(t, "boss", Role::Administrator, city).await;
        town.things.insert("boss", id.to_string());
        for role in [Role::CenterManager, Role::SocialWorker] {
            let grant = lianxin_people::GiveGrant::standing(id, role, city);
            t.system().run(grant).await.unwrap();
        }
        town.boss = town.strong(t, "boss").await;
        town.furnish(t).await;
        t.work_jobs().await;
        town
    }

    /// Someone new who holds a role, with a login.
    pub async fn hire(
        &self,
        t: &Test,
        login: &str,
        role: Role,
        place: impl Into<PlaceId>,
    ) -> PersonId {
        let staff = NewStaff {
            name: Line::new("柜台").unwrap(),
            phone: None,
            language: Language::ZhCn,
            login: login.into(),
            password: Secret::new(PASSWORD.into()),
            role,
            place: place.into(),
        };
        create_staff(&t.system(), staff).await.unwrap().person
    }

    pub fn place(&self, held: Held) -> PlaceId {
        match held {
            Held::Center => self.center.into(),
            Held::Street => self.street.into(),
            Held::District => self.district.into(),
            Held::Beside => self.beside.into(),
            Held::Elsewhere => self.elsewhere.into(),
            Held::City => self.city.into(),
        }
    }

    pub fn nobody(&self) -> Browser {
        self.browser.clone()
    }

    /// Signed in with a password alone.
    pub async fn weak(&self, login: &str) -> Browser {
        let mut b = self.nobody();
        let body = json!({ "login": login, "password": PASSWORD });
        b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
        b
    }

    /// Signed in with a second factor, that of an app which shows codes.
    pub async fn strong(&self, t: &Test, login: &str) -> Browser {
        let mut b = self.weak(login).await;
        let made = b.post(&format!("{API}/me/factors/totp"), json!({})).await.expect(200);
        let key = AppSecret::try_from_base32(at(&made, "secret")).unwrap();
        let app = Builder::new().with_secret(key).build().unwrap();
        let now = u64::try_from(t.app.now().seconds()).unwrap();
        let body = json!({ "code": app.generate(now).to_string() });
        b.post(&format!("{API}/me/factors/totp/confirm"), body).await.expect(200);
        b
    }

    /// A resident who is known already, by the code their phone gets.
    pub async fn resident(&self, phone: &str) -> Browser {
        let mut b = self.nobody();
        let asked = b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await;
        let code = asked.expect(202).body["development_code"].clone();
        let body = json!({ "phone": phone, "code": code });
        b.post(&format!("{API}/sign-in/phone"), body).await.expect(200);
        b
    }

    pub fn thing(&self, word: &str) -> &str {
        self.things.get(word).unwrap_or_else(|| panic!("there is no {word} in the town"))
    }
}
