//! A district with a street, two centers, staff of every role, and residents; all over HTTP where
//! the site itself has a way.
use lianxin::config::Config;
use lianxin_kernel::{Language, Line, Names, Role, Secret};
use lianxin_people::{NewStaff, PlaceId, create_staff};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Level, Period, RegionFacts, RegionId, RegionKind, RoomFacts, RoomId,
    Status,
};
pub use lianxin_testkit::{Answer, Browser, Setup, Test};
use serde_json::{Value, json};

pub const API: &str = "/api/v1";
pub const PASSWORD: &str = "correct horse 2026";

/// The program as it runs for trying out: codes are shown, text messages kept.
pub fn setup() -> Setup {
    let mut config = Config::default();
    config.installation.development = true;
    let mut setup = Setup::new(lianxin::MODULES);
    setup.settings = lianxin::settings(&config);
    setup
}

pub struct World {
    pub browser: Browser,
    pub district: RegionId,
    pub center: CenterId,
    pub room: RoomId,
}

impl World {
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let region = async |key: &str, kind, parent, name: &str| {
            let facts = RegionFacts::new(kind, parent, Names::zh_cn(name));
            act.run(PutRegion::new(key.parse().unwrap(), facts)).await.unwrap().id
        };
        let district = region("qinghe", RegionKind::District, None, "青禾区").await;
        let street = region("lanyuan", RegionKind::Street, Some(district), "兰园街道").await;
        let name = Names::zh_cn("兰园街道党群服务中心").with(Language::En, "Lanyuan Center");
        let mut facts = CenterFacts::new(Level::Street, street, name, Status::Open);
        facts.phone = Some(Line::new("0371-6000000").unwrap());
        facts.address = Some(Line::new("兰园路 1 号").unwrap());
        let center = act.run(PutCenter::new("lanyuan".parse().unwrap(), facts)).await.unwrap().id;
        let facts =
            CenterFacts::new(Level::Community, street, Names::zh_cn("竹园"), Status::Building);
        act.run(PutCenter::new("zhuyuan".parse().unwrap(), facts)).await.unwrap();
        let mut facts = RoomFacts::named(Names::zh_cn("合唱室"));
        facts.capacity = Some(60);
        let room = act.run(PutRoom::new(center, facts)).await.unwrap().id;
        let hour = |text: &str| text.parse().unwrap();
        let first = "2026-01-01".parse().unwrap();
        let week = Period::weekly(first, &[1, 2, 3, 4, 5, 6, 7], hour("08:00"), hour("21:00"));
        act.run(PutHours { center, periods: vec![week] }).await.unwrap();
        let browser = Browser::new(lianxin::router(t.app.clone()));
        let world = Self { browser, district, center, room };
        world.hire(t, "clerk", Role::Clerk, center).await;
        world.hire(t, "center.manager", Role::CenterManager, center).await;
        world.hire(t, "district.manager", Role::DistrictManager, district).await;
        world.hire(t, "administrator", Role::Administrator, district).await;
        world
    }

    pub async fn hire(&self, t: &Test, login: &str, role: Role, place: impl Into<PlaceId>) {
        let staff = NewStaff {
            name: Line::new("王丽").unwrap(),
            phone: None,
            language: Language::ZhCn,
            login: login.into(),
            password: Secret::new(PASSWORD.into()),
            role,
            place: place.into(),
        };
        create_staff(&t.system(), staff).await.unwrap();
    }

    /// Nobody's browser. What it sees is kept with what all see.
    pub fn nobody(&self) -> Browser {
        self.browser.clone()
    }

    pub async fn staff(&self, login: &str) -> Browser {
        let mut browser = self.nobody();
        let body = json!({ "login": login, "password": PASSWORD });
        browser.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
        browser
    }

    /// A resident who has just registered.
    pub async fn resident(&self, phone: &str, name: &str) -> Browser {
        let mut b = self.nobody();
        let code =
            b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await.expect(202);
        let code = code.body["development_code"].clone();
        let body = json!({ "phone": phone, "code": code });
        let ticket = b.post(&format!("{API}/sign-in/phone"), body).await.expect(200);
        let body = json!({
            "ticket": ticket.body["ticket"], "name": name, "birth_date": "1960-05-01",
            "home_center": self.center, "language": "zh-CN",
        });
        b.post(&format!("{API}/sign-in/register"), body).await.expect(201);
        b
    }

    /// A choir with so many places on a day of the clock's next week.
    pub fn choir(&self, seats: i64) -> Value {
        json!({
            "center": self.center, "title": { "zh-CN": "𠮷祥合唱团", "en": "Choir" },
            "description": { "zh-CN": "每周一起唱歌。" },
            "kind": "arts_group", "mode": "on_site", "party_max": 6, "seats_on_site": seats,
            "sign_up_needed": true, "waiting_list": true, "room": self.room,
            "series": { "kind": "once", "date": "2026-03-10", "from": "09:30", "to": "11:00" },
            "publish": true,
        })
    }

    /// Publishes it and gives the id of its session.
    pub async fn publish(&self, draft: Value) -> String {
        let mut manager = self.staff("center.manager").await;
        let made = manager.post(&format!("{API}/desk/programs"), draft).await.expect(201);
        made.body["dates"][0]["session"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", made.text))
            .to_owned()
    }
}

/// The body of a sign-up for oneself and so many others.
pub fn wish(companions: usize) -> Value {
    let others: Vec<Value> =
        (0..companions).map(|n| json!({ "name": format!("同伴{n}"), "band": "adult" })).collect();
    json!({ "mode": "on_site", "companions": others, "wait": true })
}
