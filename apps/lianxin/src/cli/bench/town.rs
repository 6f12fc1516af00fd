//! The place the crowd comes to: one center, things that many want, and the people, signed in. All of
//! it through the door.
use crate::config::Config;
use crate::modules::MODULES;
use crate::start::start_with;
use lianxin_activities::{AddProgram, ProgramDraft, SessionId};
use lianxin_db::Db;
use lianxin_kernel::{
    Act, App, Date, Error, Language, Line, Module, Names, Result, Secret, Span, TimeOfDay,
    Timestamp,
};
use lianxin_people::{AddPerson, IssuePaperCode, Origin, PaperSignIn, PersonId, SignInByPaper};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Level, Period, RegionFacts, RegionKind, RoomFacts, RoomId, Status,
};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tokio::task::JoinSet;

/// As many as share commits well.
const AT_ONCE: usize = 256;
/// Activities beside the hot ones, so that a list is as long as lists are.
const OTHERS: usize = 30;
const DAYS: i32 = 25;
const BORN: &str = "1960-05-01";

pub struct Town {
    pub center: CenterId,
    pub room: RoomId,
    /// The times of the room that the crowd wants.
    pub times: Vec<(Timestamp, Timestamp)>,
    /// Begins in a moment, and needs no sign-up.
    pub open_day: SessionId,
    /// Sessions that many want, each with the same number of places.
    pub hot: Vec<SessionId>,
    pub door_key: [u8; 32],
    pub people: Arc<Vec<Resident>>,
}

#[derive(Clone)]
pub struct Resident {
    pub id: PersonId,
    /// What the cookie holds.
    pub token: String,
}

pub struct Plan {
    pub people: usize,
    pub seats: i64,
    pub hot: usize,
}

/// Fills an empty database and leaves no job behind: nobody listens to the notices of these people.
pub async fn build(config: &Config, db: &Db, plan: &Plan) -> Result<Town, String> {
    let quiet: Vec<&'static Module> =
        MODULES.iter().copied().filter(|m| m.name != "notices").collect();
    let app = start_with(config, db.clone(), quiet.leak()).await?;
    fill(&app, plan).await.map_err(|e| format!("the town of the crowd: {e}"))
}

async fn fill(app: &App, plan: &Plan) -> Result<Town> {
    let act = app.system("bench");
    let key = |text: &str| text.parse().map_err(|_| Error::internal("a key"));
    let name = |text: &str| Names::zh_cn(text).with(Language::En, "Crowd");
    let facts = RegionFacts::new(RegionKind::District, None, name("人潮区"));
    let district = act.run(PutRegion::new(key("crowd")?, facts)).await?.id;
    let facts = CenterFacts::new(Level::Street, district, name("人潮中心"), Status::Open);
    let center = act.run(PutCenter::new(key("crowd-center")?, facts)).await?.id;
    let mut facts = RoomFacts::named(name("合唱室"));
    facts.capacity = Some(60);
    let room = act.run(PutRoom::new(center, facts)).await?.id;
    let today = app.zone().date(app.now());
    let (opens, closes) = (TimeOfDay::from_minutes(8 * 60), TimeOfDay::from_minutes(21 * 60));
    if let (Some(opens), Some(closes)) = (opens, closes) {
        let week = Period::weekly(today, &[1, 2, 3, 4, 5, 6, 7], opens, closes);
        act.run(PutHours { center, periods: vec![week] }).await?;
    }
    let mut hot = vec![];
    for n in 0..plan.hot {
        let fields = json!({ "seats_on_site": plan.seats, "sign_up_needed": true,
            "waiting_list": true });
        hot.push(
            program(&act, center, &format!("名额 {n}"), today.plus_days(7), 570, fields).await?,
        );
    }
    for n in 0..OTHERS {
        let day = today.plus_days(1 + i32::try_from(n % 6).unwrap_or(0));
        let fields = json!({ "seats_on_site": 40, "sign_up_needed": true, "waiting_list": true });
        program(&act, center, &format!("活动 {n}"), day, 600, fields).await?;
    }
    let minute = (app.now() - app.zone().start_of(today)).in_minutes() + 5;
    let fields = json!({ "sign_up_needed": false });
    let open_day = program(&act, center, "开放日", today, minute.min(24 * 60 - 30), fields).await?;
    let people = Arc::new(people(app, center, plan.people).await?);
    let door_key = *lianxin_presence::door_key(app)?;
    Ok(Town { center, room, times: times(app, today), open_day, hot, door_key, people })
}

async fn program(
    act: &Act,
    center: CenterId,
    title: &str,
    day: Date,
    minute: i64,
    mut fields: serde_json::Value,
) -> Result<SessionId> {
    let time = |minute| TimeOfDay::from_minutes(minute).map(|t| t.to_string());
    let until = time((minute + 90).min(24 * 60 - 1));
    let common = json!({
        "center": center, "title": { "zh-CN": title, "en": title },
        "description": { "zh-CN": "每周一起唱歌。", "en": "We sing together every week." },
        "kind": "arts_group", "mode": "on_site", "party_max": 2, "outdoor": "广场",
        "series": { "kind": "once", "date": day, "from": time(minute), "to": until },
        "publish": true,
    });
    if let (Some(fields), serde_json::Value::Object(common)) = (fields.as_object_mut(), common) {
        fields.extend(common);
    }
    let draft: ProgramDraft = serde_json::from_value(fields).map_err(Error::internal)?;
    let made = act.run(AddProgram { draft }).await?;
    let session = made.dates.first().and_then(|date| date.session);
    session.ok_or_else(|| Error::internal("the activity has no session"))
}

/// Every hour of the coming weeks while the center is open.
fn times(app: &App, today: Date) -> Vec<(Timestamp, Timestamp)> {
    let hour = |day: i32, hour: i64| {
        let from = app.zone().start_of(today.plus_days(day)) + Span::hours(hour);
        (from, from + Span::hours(1))
    };
    (1..=DAYS).flat_map(|day| (8..21).map(move |h| hour(day, h))).collect()
}

async fn people(app: &App, home: CenterId, count: usize) -> Result<Vec<Resident>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut all = JoinSet::new();
    for _ in 0..AT_ONCE.min(count) {
        let (app, next) = (app.clone(), next.clone());
        all.spawn(async move {
            let mut made = vec![];
            loop {
                let n = next.fetch_add(1, Relaxed);
                if n >= count {
                    return Ok::<_, Error>(made);
                }
                made.push((n, resident(&app.system("bench"), home, n).await?));
            }
        });
    }
    let mut people = vec![];
    while let Some(made) = all.join_next().await {
        people.extend(made.map_err(Error::internal)??);
    }
    people.sort_by_key(|(n, _)| *n);
    Ok(people.into_iter().map(|(_, one)| one).collect())
}

/// Somebody who is known at the desk and signs in with a printed code.
async fn resident(act: &Act, home: CenterId, n: usize) -> Result<Resident> {
    let born: Date = BORN.parse().map_err(|_| Error::internal("a date"))?;
    let new = AddPerson {
        name: Secret::new(Line::new(&format!("居民{n}")).map_err(Error::internal)?),
        phone: None,
        birth_date: Some(Secret::new(born)),
        age_band: None,
        home_center: Some(home),
        language: Language::En,
    };
    let id = act.run(new).await?.hit.person;
    let code = Secret::new(act.run(IssuePaperCode { person: id }).await?.code);
    let sign_in = SignInByPaper { code, birth_date: Secret::new(born), from: Origin::default() };
    match act.run(sign_in).await? {
        PaperSignIn::SignedIn(opened) => Ok(Resident { id, token: opened.token.expose().clone() }),
        PaperSignIn::Wrong => Err(Error::internal("a printed code did not sign in")),
    }
}
