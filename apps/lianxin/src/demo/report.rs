//! What the demo has, for whoever starts it and for tests that walk through it.
use super::activities::{Meeting, Special};
use super::network::{Center, Network};
use super::people::{ELDER, RESIDENT, Resident};
use super::play::Played;
use super::staff::Staff;
use super::table::names;
use lianxin_activities::{ProgramId, SessionId};
use lianxin_kernel::{Date, Error, Names, Result, Role, Timestamp};
use lianxin_people::PersonId;
use lianxin_places::{CenterId, Level, RegionId};
use lianxin_planning::{RunId, ScenarioId};
use lianxin_seats::ClaimId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct DemoReport {
    pub seed: u64,
    pub today: Date,
    pub district: RegionId,
    pub main_center: CenterId,
    pub main_center_name: Names,
    /// The same, in the order resident, elder, clerk, center manager, district manager,
    /// administrator.
    pub sign_ins: Vec<SignIn>,
    pub sessions: Sessions,
    pub draft_program: Option<ProgramId>,
    /// The elder's sign-up that has an offer, and the one that waits.
    pub elder_offer: Option<ClaimId>,
    pub elder_waiting: Option<ClaimId>,
    pub planning: Planning,
    pub counts: Counts,
}

/// The scenarios of the district, and the search that is done.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Planning {
    pub today: ScenarioId,
    pub plan_a: ScenarioId,
    pub plan_b: ScenarioId,
    pub run: RunId,
}

/// Sessions at the main center, by what they show.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sessions {
    /// Tomorrow, with free places and sign-up open.
    pub free: SessionId,
    /// Full, with a waiting list that moves up by itself.
    pub full: SessionId,
    /// For children of 6 to 12, full.
    pub children: SessionId,
    /// Full; a freed place is offered for a day. The elder has an offer.
    pub offers: SessionId,
    /// Full; those who got less this month go first. The elder waits.
    pub fair: SessionId,
    /// Sign-up was needed; under way, or begins within half an hour.
    pub now: SessionId,
    /// Today, 08:00 to 21:00, without sign-up.
    pub open_play: SessionId,
    /// On site and online.
    pub festival: SessionId,
    pub cancelled: SessionId,
}

/// A sign-in that is ready, and what can be tried with it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// `resident`, `elder`, `clerk`, `center_manager`, `district_manager` or `administrator`
    pub who: String,
    pub person: PersonId,
    pub name: String,
    /// Residents sign in with it; the code is shown on the page.
    pub phone: Option<String>,
    /// Staff sign in with it.
    pub login: Option<String>,
    pub password: Option<String>,
    pub card: Option<String>,
    pub tries: Names,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub county_centers: usize,
    pub regional_centers: usize,
    pub street_centers_open: usize,
    pub street_centers_building: usize,
    pub community_centers: usize,
    pub estate_stations: usize,
    pub rooms: usize,
    pub residents: usize,
    pub sessions_past: usize,
    pub sessions_coming: usize,
    pub sign_ups: usize,
    pub check_ins: usize,
    pub feedback: usize,
}

const TRIES: [[&str; 3]; 6] = [
    [
        "报名一场有名额的活动，带家人参加；到正在进行的活动签到；看消息和居民卡",
        "報名一場有名額的活動，帶家人參加；到正在進行的活動簽到；看訊息和居民卡",
        "sign up for a session with free places, with family; check in to the one under way; see \
         messages and the card",
    ],
    [
        "大字版；接受或谢绝空出的名额；看自己在候补名单上的位置和原因；让前台刷卡签到",
        "大字版；接受或婉拒空出的名額；看自己在候補名單上的位置和原因；請櫃台刷卡簽到",
        "large text; accept or decline an offered place; see the position on a waiting list and \
         why; be checked in by card",
    ],
    [
        "今天的前台：扫卡签到，替人报名，查名单，登记新居民",
        "今天的櫃台：掃卡簽到，替人報名，查名單，登記新居民",
        "today's desk: check in by card, sign someone up, see the lists, add a resident",
    ],
    [
        "发布草稿，新建活动，取消一场并通知大家，看反馈和统计",
        "發布草稿，新增活動，取消一場並通知大家，看回饋和統計",
        "publish the draft, make a program, cancel a session so that all are told, see feedback \
         and figures",
    ],
    [
        "全区地图，建设进度，各中心的场次、人次和爽约，不显示姓名",
        "全區地圖，建設進度，各中心的場次、人次和爽約，不顯示姓名",
        "the map of the district, what is being built, sessions, visits and no-shows of each \
         center, without names",
    ],
    [
        "给人职责，看谁为什么能做什么，改一个角色，查操作日志，管理居民自助终端和个人信息登记",
        "給人職責，看誰為什麼能做什麼，改一個角色，查操作日誌，管理居民自助終端和個人資料登記",
        "give roles, see what someone may do and why, change a role, search the audit, look after \
         kiosks and the registers of privacy",
    ],
];

pub struct Parts<'a> {
    pub seed: u64,
    pub today: Date,
    pub now: Timestamp,
    pub network: &'a Network,
    pub residents: &'a [Resident],
    pub staff: &'a [Staff],
    pub meetings: &'a [Meeting],
    pub played: &'a Played,
    pub planning: Planning,
}

impl Parts<'_> {
    fn special(&self, special: Special) -> Result<(usize, &Meeting)> {
        let missing = || Error::internal(format!("the session {special:?} did not come about"));
        let on_day = |m: &Meeting| special != Special::OpenHouse || m.date == self.today;
        let fits = |(_, m): &(usize, &Meeting)| m.special == Some(special) && on_day(m);
        self.meetings.iter().enumerate().find(fits).ok_or_else(missing)
    }

    fn session(&self, special: Special) -> Result<SessionId> {
        Ok(self.special(special)?.1.session)
    }

    fn claim(&self, special: Special, person: usize) -> Result<Option<ClaimId>> {
        let (meeting, _) = self.special(special)?;
        Ok(self.played.claims.get(&(meeting, person)).copied())
    }

    pub fn report(&self) -> Result<DemoReport> {
        let missing = || Error::internal("there is no main center");
        let main: &Center = self.network.main().ok_or_else(missing)?;
        let sessions = Sessions {
            free: self.session(Special::Free)?,
            full: self.session(Special::Full)?,
            children: self.session(Special::Children)?,
            offers: self.session(Special::Offers)?,
            fair: self.session(Special::Fair)?,
            now: self.session(Special::Now)?,
            open_play: self.session(Special::OpenHouse)?,
            festival: self.session(Special::Festival)?,
            cancelled: self.session(Special::Cancelled)?,
        };
        Ok(DemoReport {
            seed: self.seed,
            today: self.today,
            district: self.network.district,
            main_center: main.id,
            main_center_name: main.name.clone(),
            sign_ins: self.sign_ins(),
            sessions,
            draft_program: self.special(Special::Draft).ok().map(|(_, m)| m.program),
            elder_offer: self.claim(Special::Offers, ELDER)?,
            elder_waiting: self.claim(Special::Fair, ELDER)?,
            planning: self.planning,
            counts: self.counts(),
        })
    }

    fn sign_ins(&self) -> Vec<SignIn> {
        let two = [("resident", RESIDENT), ("elder", ELDER)].into_iter();
        let residents = two.filter_map(|(who, n)| {
            let r = self.residents.get(n)?;
            Some(SignIn {
                who: who.to_owned(),
                person: r.id,
                name: r.name.clone(),
                phone: r.phone.clone(),
                login: None,
                password: None,
                card: r.card.as_ref().map(ToString::to_string),
                tries: Names::default(),
            })
        });
        let staff = self.staff.iter().map(|s| SignIn {
            who: Role::code(s.role).to_owned(),
            person: s.person,
            name: s.name.to_owned(),
            phone: None,
            login: Some(s.login.to_owned()),
            password: Some(s.password.clone()),
            card: None,
            tries: Names::default(),
        });
        let with =
            |(sign_in, tries): (SignIn, [&str; 3])| SignIn { tries: names(tries), ..sign_in };
        residents.chain(staff).zip(TRIES).map(with).collect()
    }

    fn counts(&self) -> Counts {
        let count = |level, open| self.network.count(level, open);
        let past = self.meetings.iter().filter(|m| m.ends_at <= self.now).count();
        Counts {
            county_centers: count(Level::County, true),
            regional_centers: count(Level::Regional, true),
            street_centers_open: count(Level::Street, true),
            street_centers_building: count(Level::Street, false),
            community_centers: count(Level::Community, true),
            estate_stations: count(Level::Estate, true),
            rooms: self.network.centers.iter().map(|c| c.rooms.len()).sum(),
            residents: self.residents.len(),
            sessions_past: past,
            sessions_coming: self.meetings.len() - past,
            sign_ups: self.played.sign_ups,
            check_ins: self.played.check_ins,
            feedback: self.played.feedback,
        }
    }
}
