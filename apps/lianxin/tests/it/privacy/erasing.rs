use lianxin::MODULES;
use lianxin_activities::*;
use lianxin_kernel::{Act, Error, Line, Note, Role, Secret, Span, Timestamp};
use lianxin_people::{
    AgeBand, ChangeMe, CodeSenders, DevelopmentSender, FindPeople, PersonId, Phone, RequestCode,
    ShowCard, ShowMe,
};
use lianxin_privacy::*;
use lianxin_testkit::{Setup, Test, both, tokio};
use lianxin_testtown::*;
use std::sync::{Arc, Mutex, OnceLock};

/// Words that stand nowhere else.
const WORDS: [&str; 7] =
    ["龘靐齉", "13912345678", "齾齾很好", "爩同伴", "灪心愿", "麤太吵了", "1951-11-23"];

/// What this process logs, from the moment a test asks.
fn log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Arc::<Mutex<Vec<u8>>>::default();
        let to = log.clone();
        let writer = move || Tee(to.clone());
        let all = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
        all.with_writer(writer).with_ansi(false).init();
        log
    })
    .clone()
}

struct Tee(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Tee {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn setup() -> Setup {
    let mut setup = Setup::new(MODULES);
    setup.settings.set(CodeSenders(Arc::new(DevelopmentSender)));
    setup
}

async fn session(w: &World, date: &str) -> SessionId {
    let fields = serde_json::from_value(serde_json::json!({
        "title": { "zh-CN": "茶话会" }, "kind": "arts_group", "mode": "online", "online_link": "https://example.org/tea",
        "party_max": 6, "seats_online": 20, "sign_up_needed": true, "waiting_list": true,
    }))
    .unwrap();
    let series = Series::Once {
        date: date.parse().unwrap(),
        from: "09:30".parse().unwrap(),
        to: "11:00".parse().unwrap(),
    };
    let draft = ProgramDraft { center: w.north, fields, series, publish: true };
    w.manager.run(AddProgram { draft }).await.unwrap().dates[0].session.unwrap()
}

fn wish(companions: &[&str]) -> Wish {
    let companion =
        |name: &&str| CompanionDraft { name: Line::new(name).unwrap(), band: CompanionBand::Elder };
    Wish { mode: Way::Online, companions: companions.iter().map(companion).collect(), wait: true }
}

async fn come(w: &World, session: SessionId, person: PersonId) {
    let comer = Comer { card: None, sign_up: None, person: Some(person), members: None };
    w.clerk.run(CheckInAtDesk { session, comer }).await.unwrap();
}

/// A person who did everything that leaves words, and whose erasing is granted.
struct Story {
    w: World,
    person: PersonId,
    act: Act,
    request: RequestId,
    held: SessionId,
    to_come: SessionId,
}

async fn words_left(t: &Test) -> Story {
    let w = World::build(t).await;
    let person = added(t, WORDS[0], Some(WORDS[1]), Some(WORDS[6]), Some(w.north)).await;
    let other = added(t, "别人", None, Some("1960-01-01"), Some(w.north)).await;
    let (act, other_act) = (t.person_act(person, &[]), t.person_act(other, &[]));
    let code = RequestCode {
        phone: Secret::new(Phone::parse(WORDS[1]).unwrap()),
        language: lianxin_kernel::Language::ZhCn,
        from: lianxin_people::Origin::new(None, ""),
    };
    t.nobody().run(code).await.unwrap();
    let held = session(&w, "2026-03-03").await;
    let removed = session(&w, "2026-03-04").await;
    let to_come = session(&w, "2026-03-20").await;
    let sign_up = |session, companions| SignUpForSession { session, wish: wish(companions) };
    act.once("a key of the browser").run(sign_up(held, &[WORDS[3]])).await.unwrap();
    other_act.run(sign_up(held, &[])).await.unwrap();
    act.run(sign_up(to_come, &[])).await.unwrap();
    let gone = act.run(sign_up(removed, &[])).await.unwrap();
    let reason = Line::new(WORDS[5]).unwrap();
    w.manager.run(RemoveSignUp { sign_up: gone.id, reason }).await.unwrap();
    t.clock.set(Timestamp::parse("2026-03-03T01:20:00Z").unwrap());
    come(&w, held, person).await;
    come(&w, held, other).await;
    t.clock.set(Timestamp::parse("2026-03-03T04:00:00Z").unwrap());
    let comment = Some(Note::new(WORDS[2]).unwrap());
    act.run(GiveFeedback { session: held, level: 4, comment }).await.unwrap();
    w.clerk.ask(FindPeople { center: w.north, text: WORDS[0].into() }).await.unwrap();
    say(&act, "photos", Answer::Given, Some(1)).await.unwrap();
    let request = ask(&act, RequestKind::Erase, Some(WORDS[4])).await.unwrap().request;
    grant_request(&w.manager, request).await.unwrap();
    t.work_jobs().await;
    Story { w, person, act, request, held, to_come }
}

/// What is counted of the city: figures, levels, rows of each table that counts something.
async fn counts(t: &Test, s: &Story) -> Vec<String> {
    let filter = FigureFilter {
        place: s.w.city.to_string(),
        from: "2026-03-01".parse().unwrap(),
        to: "2026-03-31".parse().unwrap(),
        by: By::default(),
    };
    let figures = s.w.admin.ask(ShowFigures { filter }).await.unwrap();
    let feedback = s.w.manager.ask(ShowFeedback { session: s.held }).await.unwrap();
    let mut all = vec![format!("{:?}", figures.total), format!("{:?}", feedback.levels)];
    let mut rows = std::collections::BTreeMap::<String, usize>::new();
    for line in t.dump().await {
        let (column, _) = line.split_once(": ").unwrap();
        let (table, column) = column.split_once('.').unwrap();
        let counted =
            ["people_person", "people_card", "seats_", "presence_", "activities_", "notices_"];
        if column == "district" && counted.iter().any(|c| table.starts_with(c)) {
            *rows.entry(table.to_owned()).or_default() += 1;
        }
    }
    // Giving up what was to come is a step of its own.
    rows.remove("seats_history");
    all.extend(rows.into_iter().map(|(table, n)| format!("{table} {n}")));
    all
}

/// How many places of a session are taken.
async fn taken(t: &Test, session: SessionId) -> i64 {
    let read = async |tx: &mut lianxin_db::Tx| lianxin_seats::pools_of_subject(tx, session.0).await;
    t.app.db().read(read).await.unwrap().iter().map(|pool| pool.places.taken).sum()
}

/// What the database server logged, where one is ours to read.
fn server_log(t: &Test) -> String {
    let Some(path) =
        std::env::var_os("LIANXIN_TEST_PG_LOG").filter(|_| t.engine.starts_with("postgres"))
    else {
        return String::new();
    };
    let log = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    assert!(log.contains("ready to accept connections"), "the server's log is not read");
    log
}

both! { setup: setup();
    async fn erasing_leaves_every_count_and_no_word(t: Test) {
        let log = log();
        let s = words_left(t).await;
        assert_eq!(t.system().run(CarryOutErasing { request: s.request }).await.unwrap(), 0, "not yet");
        t.clock.forward(Span::hours(24));
        let before = counts(t, &s).await;
        assert!(before.iter().any(|l| l.contains("visits: 3")), "{before:?}");
        // The phone may be sealed; all other words are there to be found.
        for word in WORDS.iter().filter(|word| **word != WORDS[1]) {
            assert!(!t.traces(&[word]).await.is_empty(), "{word} was never there");
        }
        assert_eq!(taken(t, s.to_come).await, 1);
        t.work_jobs().await;
        assert_eq!(t.traces(&WORDS).await, Vec::<String>::new(), "{}", t.engine);
        assert_eq!(counts(t, &s).await, before);
        // The account is ended, and found by nobody.
        assert!(s.act.ask(ShowMe).await.is_err());
        assert!(s.w.clerk.ask(ShowCard { person: s.person }).await.is_err());
        let find = FindPeople { center: s.w.north, text: WORDS[0].into() };
        assert!(s.w.clerk.ask(find).await.unwrap().is_empty());
        // The place that was to come is free again.
        assert_eq!(taken(t, s.to_come).await, 0);
        let request = s.w.admin.ask(ShowDataRequest { request: s.request }).await.unwrap();
        assert!(request.request.done_at.is_some() && request.request.wish.is_none() && request.name.is_none());
        assert_eq!(t.system().run(CarryOutErasing { request: s.request }).await.unwrap(), 0, "once");
        let logged = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
        assert!(logged.contains("act refused"), "the log is not listened to");
        let server = server_log(t);
        for word in WORDS {
            assert!(!logged.contains(word), "{word} was logged");
            assert!(!server.contains(word), "{word} was logged by the database");
        }
    }

    async fn about_how_old_somebody_said_they_were_goes_too(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "龘奶奶", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        let age_band = Some(Secret::new(Some(AgeBand::From70)));
        act.run(ChangeMe { age_band, ..ChangeMe::default() }).await.unwrap();
        let data = serde_json::to_string(&act.ask(ShowMyData).await.unwrap()).unwrap();
        assert!(data.contains("70_79") && data.contains("age_band_on"), "{data}");
        assert!(!t.traces(&["70_79"]).await.is_empty());
        let request = ask(&act, RequestKind::Erase, None).await.unwrap().request;
        grant_request(&w.manager, request).await.unwrap();
        t.clock.forward(Span::hours(24));
        t.work_jobs().await;
        assert_eq!(t.traces(&["70_79"]).await, Vec::<String>::new(), "{}", t.engine);
    }

    async fn a_granted_erasing_can_be_taken_back_until_it_is_done(t: Test) {
        let s = words_left(t).await;
        s.act.run(WithdrawDataRequest { request: s.request }).await.unwrap();
        t.clock.forward(Span::hours(25));
        t.work_jobs().await;
        assert_eq!(s.act.ask(ShowMe).await.unwrap().name, WORDS[0]);
        let again = s.act.run(WithdrawDataRequest { request: s.request }).await;
        assert_eq!(refused(again), "privacy.too_late");
        assert!(matches!(grant_request(&s.w.manager, s.request).await, Err(Error::Conflict(_))));
    }

    async fn all_that_is_held_can_be_seen(t: Test) {
        let s = words_left(t).await;
        let data = s.act.ask(ShowMyData).await.unwrap();
        let text = serde_json::to_string(&data).unwrap();
        for word in WORDS.iter().filter(|w| **w != WORDS[5]) {
            assert!(text.contains(word), "{word}");
        }
        let purposes: Vec<&str> = data.parts.iter().map(|p| p.purpose.as_str()).collect();
        assert_eq!(purposes, ["account", "activities", "data_requests", "messages"]);
        assert!(data.parts.iter().all(|p| p.name.is_some() && p.retention_days.is_some()));
        let strangers = strong(t, s.w.clerk_id, Role::Clerk, s.w.north.into());
        assert!(!serde_json::to_string(&strangers.ask(ShowMyData).await.unwrap()).unwrap().contains(WORDS[0]));
    }
}

/// What SQLite let go is overwritten: neither file nor log holds a word.
#[tokio::test(crate = "lianxin_testkit::tokio", flavor = "multi_thread")]
async fn no_word_stays_in_the_file() {
    let t = Test::sqlite(setup()).await;
    words_left(&t).await;
    t.clock.forward(Span::hours(24));
    t.work_jobs().await;
    t.app.db().close().await.unwrap();
    let files = t.files();
    assert!(files.iter().any(|(_, bytes)| bytes.len() > 100_000));
    for (path, bytes) in files {
        for word in WORDS {
            let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
            assert!(!found, "{word} is in {}", path.display());
        }
    }
}
