use super::activities::Special;
use super::story::{Story, What};
use super::*;
use crate::MODULES;
use lianxin_activities::{ListMySignUps, MySignUpFilter, MyWhen, SessionStatus, ShowSession};
use lianxin_activities::{SignUpState, Way};
use lianxin_db::{Look, Tx};
use lianxin_kernel::{Act, Actor, Language, Person};
use lianxin_places::queries::ShowMap;
use lianxin_planning::{ShowRun, ShowScenario};
use lianxin_seats::State;
use lianxin_testkit::{Setup, Test};

const SMALL: DemoPlan =
    DemoPlan { seed: 3, residents: 400, past_days: 7, coming_days: 7, share: 0.25, curve: false };

struct Verify(u16);

impl Look for Verify {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        lianxin_seats::verify(tx, self.0).await
    }
}

async fn small() -> (Test, DemoReport) {
    let test = Test::sqlite(Setup::new(MODULES)).await;
    let report = seed(&test.app, SMALL).await.unwrap();
    (test, report)
}

fn as_person(test: &Test, sign_in: &SignIn) -> Act {
    let person = Person::new(sign_in.person, Language::ZhCn);
    test.app.act(Some(Actor::Person(person)))
}

fn mine(when: MyWhen) -> ListMySignUps {
    ListMySignUps { filter: MySignUpFilter { when, after: None, limit: None } }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_demo_is_as_promised() {
    let (test, report) = small().await;
    let Counts { residents, rooms, sessions_past, sessions_coming, .. } = report.counts;
    let c = &report.counts;
    assert_eq!((c.county_centers, c.regional_centers), (1, 3));
    assert_eq!((c.street_centers_open, c.street_centers_building), (12, 5));
    assert_eq!((c.community_centers, c.estate_stations, residents), (60, 40, 400));
    assert!(rooms > 900, "{rooms}");
    assert!(sessions_past > 30 && sessions_coming > 40, "{c:?}");
    assert!(c.sign_ups > 250 && c.check_ins > 120 && c.feedback > 10, "{c:?}");
    let wrong = test.app.db().look(&Verify(test.app.district())).await.unwrap();
    assert_eq!(wrong, Vec::<String>::new());
    let map = test.nobody().ask(ShowMap { region: None }).await.unwrap();
    let of_kind = |kind| map.features.iter().filter(|f| f.properties["kind"] == kind).count();
    assert_eq!(of_kind("region"), 18);
    assert!(of_kind("road") > 20 && of_kind("water") > 1 && of_kind("green") == 2);
    planned(&test, &report).await;
    special_sessions(&test, &report).await;
    signed_up(&test, &report).await;
    let twice = seed(&test.app, SMALL).await;
    assert!(matches!(twice, Err(Error::Internal(why)) if why.contains("empty")));
    test.end().await;
}

/// The district has gaps, sites in them, and a plan that is proved to be the best.
async fn planned(test: &Test, report: &DemoReport) {
    let Planning { today, plan_a, plan_b, run } = report.planning;
    let show = async |scenario| test.system().ask(ShowScenario { scenario }).await.unwrap();
    let (today, plan_a, plan_b) = (show(today).await, show(plan_a).await, show(plan_b).await);
    assert!(today.sites.is_empty() && plan_a.sites.len() >= 4 && plan_a.sites == plan_b.sites);
    let answer = test.system().ask(ShowRun { run }).await.unwrap().answer.unwrap();
    assert_eq!((answer.status.as_str(), answer.gap, answer.open.len()), ("proved", 0.0, 3));
    assert_eq!((plan_a.plan, plan_b.plan), (Some(answer.open), None));
}

async fn special_sessions(test: &Test, report: &DemoReport) {
    let show = async |session| test.nobody().ask(ShowSession { session }).await.unwrap();
    let seats = |s: &lianxin_activities::Session, way| {
        let seats = s.card.seats.iter().find(|v| v.mode == way).unwrap();
        (seats.free.unwrap(), seats.waiting)
    };
    let s = &report.sessions;
    let free = show(s.free).await;
    assert_eq!(free.card.sign_up.state, SignUpState::Open);
    assert_eq!(seats(&free, Way::OnSite), (16, 0));
    for (session, waiting) in [(s.full, 4), (s.children, 3), (s.offers, 2), (s.fair, 6)] {
        let shown = show(session).await;
        assert_eq!(
            seats(&shown, Way::OnSite),
            (0, waiting),
            "{}",
            shown.card.title.get(Language::En)
        );
        assert_eq!(shown.card.sign_up.state, SignUpState::Open);
    }
    assert!(show(s.fair).await.fair.is_some());
    let festival = show(s.festival).await;
    assert_eq!(festival.card.seats.len(), 2);
    assert_eq!(festival.card.seats[0].capacity, Some(150));
    assert!(festival.card.seats.iter().all(|v| v.taken > 20), "{:?}", festival.card.seats);
    let cancelled = show(s.cancelled).await;
    assert_eq!(cancelled.card.status, SessionStatus::Cancelled);
    assert!(cancelled.cancel_reason.is_some());
    assert_eq!(show(s.open_play).await.card.sign_up.state, SignUpState::None);
    let now = test.app.now();
    let running = show(s.now).await;
    assert!(running.check_in.opens_at <= now && now < running.check_in.closes_at);
}

async fn signed_up(test: &Test, report: &DemoReport) {
    let [resident, elder, clerk, ..] = &report.sign_ins[..] else { panic!("six sign-ins") };
    assert_eq!(resident.phone.as_deref(), Some("19900000001"));
    assert!(elder.card.is_some() && clerk.password.as_ref().is_some_and(|p| p.len() == 14));
    let coming = as_person(test, elder).ask(mine(MyWhen::Coming)).await.unwrap().items;
    let state = |session| coming.iter().find(|s| s.session.id == session).unwrap();
    let offered = state(report.sessions.offers);
    assert_eq!(offered.state, State::Offered);
    assert!(offered.offer_until.unwrap() > test.app.now() + lianxin_kernel::Span::hours(12));
    assert_eq!(Some(offered.id), report.elder_offer);
    let waiting = state(report.sessions.fair);
    assert_eq!((waiting.state, Some(waiting.id)), (State::Waiting, report.elder_waiting));
    assert!(waiting.position.unwrap() >= 1);
    assert_eq!(state(report.sessions.now).state, State::Seated);
    let coming = as_person(test, resident).ask(mine(MyWhen::Coming)).await.unwrap().items;
    let festival = coming.iter().find(|s| s.session.id == report.sessions.festival).unwrap();
    assert_eq!(festival.party.len(), 3);
}

/// What a story says, without ids.
async fn told(now: &str) -> Vec<String> {
    let test = Test::sqlite(Setup::new(MODULES)).await;
    test.clock.set(lianxin_kernel::Timestamp::parse(now).unwrap());
    let stage = Stage::on(&test.app, SMALL).await.unwrap();
    let network = network::build(&stage).await.unwrap();
    let residents = people::settle(&stage, &network).await.unwrap();
    let meetings = activities::announce(&stage, &network).await.unwrap();
    let Story { meetings, events } = story::write(&stage, &network, &residents, meetings).unwrap();
    let mut lines: Vec<String> = residents
        .iter()
        .map(|r| format!("{} {} {:?} {}", r.name, r.born, r.phone, r.home))
        .collect();
    lines.extend(
        meetings.iter().map(|m| format!("{} {} {}", m.starts_at, m.center, m.template.key)),
    );
    lines.extend(events.iter().map(|e| {
        let what = match &e.what {
            What::SignUp { companions, by_staff, .. } => format!("{companions:?} {by_staff}"),
            What::Leave => "leave".to_owned(),
            What::CheckIn { by_code } => format!("check in {by_code}"),
            What::Feedback { level, comment } => format!("{level} {comment:?}"),
            What::Cancel { reason } => (*reason).to_owned(),
        };
        format!("{} {} {} {what}", e.at, e.meeting, e.person)
    }));
    test.end().await;
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_and_day_tell_the_same() {
    let one = told("2026-03-02T01:00:00Z").await;
    assert_eq!(one, told("2026-03-02T01:00:00Z").await);
    assert_ne!(one, told("2026-03-03T01:00:00Z").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_any_hour_something_is_under_way_or_soon() {
    // In Shanghai just after midnight, in the morning, and just before midnight.
    for now in ["2026-03-01T16:02:00Z", "2026-03-01T23:58:00Z", "2026-03-02T15:31:00Z"] {
        let test = Test::sqlite(Setup::new(MODULES)).await;
        let now = lianxin_kernel::Timestamp::parse(now).unwrap();
        test.clock.set(now);
        let stage = Stage::on(&test.app, SMALL).await.unwrap();
        let network = network::build(&stage).await.unwrap();
        let meetings = activities::announce(&stage, &network).await.unwrap();
        let one = meetings.iter().find(|m| m.special == Some(Special::Now)).unwrap();
        let soon = now + lianxin_kernel::Span::minutes(30);
        assert!(one.starts_at <= soon && now < one.ends_at, "{} {}", one.starts_at, one.ends_at);
        let today = stage.today;
        assert!(meetings.iter().any(|m| m.special == Some(Special::OpenHouse) && m.date == today));
        test.end().await;
    }
}
