//! A street with one center, its rooms and staff; people on demand.
use lianxin_activities::*;
use lianxin_kernel::{Act, Grant, Kind, Language, Line, Names, Role, Secret, TimeOfDay, Weekday};
use lianxin_people::{AddPerson, PersonId};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Key, Level, Period, RegionFacts, RegionId, RegionKind, RoomFacts,
    RoomId, Status,
};
use lianxin_testkit::Test;

pub struct Town {
    pub district: RegionId,
    pub center: CenterId,
    pub room: RoomId,
    pub manager: Act,
    pub clerk: Act,
}

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

impl Town {
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
        let district = act.run(PutRegion::new(key("qinghe"), facts)).await.unwrap().id;
        let name = Names::zh_cn("青禾路街道党群服务中心").with(Language::En, "Qinghe Road Center");
        let facts = CenterFacts::new(Level::Street, district, name, Status::Open);
        let center = act.run(PutCenter::new(key("qinghe-road"), facts)).await.unwrap().id;
        let mut facts = RoomFacts::named(Names::zh_cn("合唱室"));
        facts.capacity = Some(60);
        let room = act.run(PutRoom::new(center, facts)).await.unwrap().id;
        let manager = staff(t, center, Role::CenterManager).await;
        let clerk = staff(t, center, Role::Clerk).await;
        Self { district, center, room, manager, clerk }
    }

    /// Open Monday to Saturday, 08:00 to 21:00.
    pub async fn open_on_weekdays(&self, t: &Test) {
        let from = "2026-01-01".parse().unwrap();
        let week = Period::weekly(from, &[1, 2, 3, 4, 5, 6], time("08:00"), time("21:00"));
        let periods = vec![week];
        t.system().run(PutHours { center: self.center, periods }).await.unwrap();
    }

    /// A choir with this many places on Tuesday 2026-03-10, 09:30 to 11:00.
    pub fn choir(&self, seats: i64) -> ProgramDraft {
        ProgramDraft {
            center: self.center,
            fields: serde_json::from_value(serde_json::json!({
                "title": {"zh-CN": "合唱团", "en": "Choir"}, "kind": "arts_group",
                "mode": "on_site", "party_max": 6, "seats_on_site": seats,
                "sign_up_needed": true, "waiting_list": true, "room": self.room,
            }))
            .unwrap(),
            series: once("2026-03-10", "09:30", "11:00"),
            publish: true,
        }
    }

    pub async fn publish(&self, draft: ProgramDraft) -> NewProgram {
        self.manager.run(AddProgram { draft }).await.unwrap()
    }

    /// The choir's session.
    pub async fn session(&self, draft: ProgramDraft) -> SessionId {
        self.publish(draft).await.dates[0].session.unwrap()
    }
}

pub fn once(date: &str, from: &str, to: &str) -> Series {
    Series::Once { date: date.parse().unwrap(), from: time(from), to: time(to) }
}

pub fn weekly(weekday: u8, first: &str, last: &str, left_out: &[&str]) -> Series {
    Series::Weekly {
        weekdays: vec![Weekday::new(weekday).unwrap()],
        first: first.parse().unwrap(),
        last: last.parse().unwrap(),
        from: time("09:30"),
        to: time("11:00"),
        left_out: left_out.iter().map(|d| d.parse().unwrap()).collect(),
    }
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

pub async fn person(t: &Test, name: &str, born: Option<&str>) -> PersonId {
    let new = AddPerson {
        name: Secret::new(Line::new(name).unwrap()),
        phone: None,
        birth_date: born.map(|b| Secret::new(b.parse().unwrap())),
        age_band: None,
        home_center: None,
        language: Language::ZhCn,
    };
    t.system().run(new).await.unwrap().hit.person
}

/// A resident's act.
pub async fn resident(t: &Test, name: &str) -> (Act, PersonId) {
    let id = person(t, name, Some("1960-05-01")).await;
    (t.person_act(id, &[]), id)
}

pub async fn staff(t: &Test, center: CenterId, role: Role) -> Act {
    let id = person(t, "职员", None).await;
    t.person_act(id, &[Grant::new(role, center.id())])
}

pub fn wish(companions: usize) -> Wish {
    let companion = |n| CompanionDraft {
        name: Line::new(&format!("同伴{n}")).unwrap(),
        band: CompanionBand::Adult,
    };
    Wish { mode: Way::OnSite, companions: (0..companions).map(companion).collect(), wait: true }
}

/// The code a conflict names.
pub fn refused<T: std::fmt::Debug>(result: lianxin_kernel::Result<T>) -> String {
    match result {
        Err(lianxin_kernel::Error::Conflict(reasons)) => reasons[0].code.to_string(),
        Err(lianxin_kernel::Error::Invalid(fields)) => {
            format!("{} {}", fields[0].field, fields[0].code)
        }
        Err(e) => e.to_string(),
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}
