//! What was added up is what a count of everything gives, whatever happens in which order.
use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_kernel::{Act, Date, Error, Grant, Kind, Line, Role, Span, Timestamp};
use lianxin_testkit::{Test, both, race};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

async fn figures(town: &Town, by: By) -> (Figure, Vec<(String, Figure)>) {
    let (from, to) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    let filter = FigureFilter { place: town.center.to_string(), from, to, by };
    let figures = town.manager.ask(ShowFigures { filter }).await.unwrap();
    (figures.total, figures.rows.into_iter().map(|r| (r.key, r.figure)).collect())
}

/// The sum of the records, one by one.
async fn recount(town: &Town) -> Figure {
    let (from, to) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    let (mut sum, mut after) = (Figure::default(), None);
    loop {
        let filter = RecordFilter { place: town.center.to_string(), from, to, after, limit: None };
        let page = town.manager.ask(ListRecords { filter }).await.unwrap();
        page.items.iter().for_each(|r| sum += r.figure);
        match page.next {
            Some(next) => after = Some(next),
            None => return sum,
        }
    }
}

async fn agree(t: &Test, town: &Town, step: &str) {
    let (total, _) = figures(town, By::Month).await;
    assert_eq!(total, recount(town).await, "{step}");
    for by in [By::Day, By::Center] {
        let (same, rows) = figures(town, by).await;
        let mut sum = Figure::default();
        rows.iter().for_each(|(_, f)| sum += *f);
        assert_eq!((same, sum), (total, total), "{step} {by:?}");
    }
    assert_eq!(t.findings("activities.days").await, Vec::<String>::new(), "{step}");
}

async fn add_up(t: &Test) -> i64 {
    let mut all = 0;
    loop {
        let some = t.system().run(AddUpDays {}).await.unwrap();
        all += some;
        if some == 0 {
            return all;
        }
    }
}

/// A refusal is an answer too; what else goes wrong is a fault.
fn fine<T>(result: Result<T, Error>) {
    match result {
        Ok(_) | Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound(_)) => {}
        Err(other) => panic!("{other}"),
    }
}

fn comer(person: lianxin_people::PersonId) -> Comer {
    Comer { card: None, sign_up: None, person: Some(person), members: None }
}

async fn random_month(t: &Test, seed: u64) {
    let town = Town::build(t).await;
    let mut dice = Dice(seed);
    let mut programs = vec![];
    for publish in [true, true, false] {
        let series = weekly(2, "2026-03-03", "2026-03-24", &[]);
        let room = None;
        let mut draft = ProgramDraft { series, publish, ..town.choir(3) };
        draft.fields.room = room;
        draft.fields.outdoor = Some(Line::new("广场").unwrap());
        programs.push(town.publish(draft).await);
    }
    let sessions: Vec<SessionId> =
        programs.iter().flat_map(|p| p.dates.iter().filter_map(|d| d.session)).collect();
    let mut people: Vec<(Act, lianxin_people::PersonId)> = vec![];
    for n in 0..6 {
        people.push(resident(t, &format!("居民{n}")).await);
    }
    let mut sign_ups = vec![];
    for n in 0..90 {
        let session = *dice.one(&sessions);
        let (act, person) = dice.one(&people).clone();
        let what = dice.below(12);
        match what {
            0..=2 => {
                let companions = usize::try_from(dice.below(2)).unwrap();
                let signed = act.run(SignUpForSession { session, wish: wish(companions) }).await;
                sign_ups.extend(signed.as_ref().ok().map(|s| s.id));
                fine(signed);
            }
            3..=4 => fine(town.clerk.run(CheckInAtDesk { session, comer: comer(person) }).await),
            5 => fine(town.clerk.run(UndoCheckIn { session, comer: comer(person) }).await),
            6 if !sign_ups.is_empty() => {
                let sign_up = *dice.one(&sign_ups);
                let reason = Line::new("不来了").unwrap();
                fine(town.clerk.run(RemoveSignUp { sign_up, reason }).await);
            }
            7 if dice.below(4) == 0 => {
                let reason = Line::new("停电").unwrap();
                fine(town.manager.run(CancelSession { session, reason }).await);
            }
            8 => {
                let day = format!("2026-03-{:02}", 3 + dice.below(27)).parse::<Date>().unwrap();
                let change = SessionChange { date: Some(day), ..SessionChange::default() };
                fine(town.manager.run(ChangeSession { session, change }).await);
            }
            9 if dice.below(4) == 0 => {
                let program = dice.one(&programs).program.id;
                let status = *dice.one(&[ProgramStatus::Published, ProgramStatus::Archived]);
                fine(town.manager.run(SetProgramStatus { program, status }).await);
            }
            10 => drop(add_up(t).await),
            _ => {
                let hours = i64::try_from(dice.below(20)).unwrap();
                t.clock.forward(Span::hours(hours));
                // Close to a session, where there is something to come to.
                let soon = dice.below(2) == 0;
                if soon && let Ok(shown) = town.manager.ask(ShowSession { session }).await {
                    let start = shown.card.starts_at;
                    if start > t.app.now() && (start - t.app.now()).in_seconds() < 4 * 86_400 {
                        t.clock.set(start);
                    }
                }
            }
        }
        if n % 6 == 0 {
            agree(t, &town, &format!("seed {seed}, step {n}, {what}")).await;
        }
    }
    t.clock.forward(Span::days(40));
    agree(t, &town, "before the end").await;
    assert!(add_up(t).await > 0);
    agree(t, &town, "at the end").await;
}

both! { MODULES;
    async fn whatever_happens_the_sums_are_those_of_the_records(t: Test) {
        random_month(t, 1).await;
    }

    async fn whatever_else_happens_the_sums_are_those_of_the_records(t: Test) {
        random_month(t, 2).await;
    }

    async fn a_day_is_added_up_when_it_is_over_and_anew_when_somebody_came_after_all(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(5)).await;
        let (_, late) = resident(t, "甲").await;
        assert_eq!(add_up(t).await, 0, "nothing took place yet");
        t.clock.set(Timestamp::parse("2026-03-10T03:30:00Z").unwrap());
        assert_eq!(add_up(t).await, 0, "over for half an hour: something may be under way");
        assert_eq!(figures(&town, By::Day).await.1[0].0, "2026-03-10");
        t.clock.forward(Span::hours(1));
        assert_eq!(add_up(t).await, 1);
        assert_eq!(add_up(t).await, 0, "and not again");
        assert_eq!(figures(&town, By::Month).await.0.visits, 0);
        town.clerk.run(CheckInAtDesk { session, comer: comer(late) }).await.unwrap();
        let (total, rows) = figures(&town, By::Day).await;
        assert_eq!((total.visits, total.sessions, rows.len()), (1, 1, 1), "at once");
        assert_eq!(add_up(t).await, 1);
        agree(t, &town, "afterwards").await;
        t.tamper("update activities_day set visits = visits + 1 where district = 1").await;
        let found = t.findings("activities.days").await;
        assert!(found[0].ends_with("2026-03-10 was added up wrong"), "{found:?}");
        t.tamper("delete from activities_day where district = 1").await;
        let found = t.findings("activities.days").await;
        assert!(found[0].ends_with("2026-03-10 was forgotten"), "{found:?}");
        t.breaks("activities.days");
    }

    race async fn what_changes_while_a_day_is_added_up_is_not_lost(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(40)).await;
        let mut late = vec![];
        for n in 0..24 {
            late.push(resident(t, &format!("居民{n}")).await.1);
        }
        t.clock.set(Timestamp::parse("2026-03-10T05:00:00Z").unwrap());
        race(32, |n| {
            let (clerk, system) = (town.clerk.clone(), t.system());
            let person = late.get(n).copied();
            async move {
                match person {
                    Some(person) => drop(clerk.run(CheckInAtDesk { session, comer: comer(person) }).await.unwrap()),
                    None => drop(system.run(AddUpDays {}).await.unwrap()),
                }
            }
        })
        .await;
        agree(t, &town, "after the race").await;
        assert_eq!(figures(&town, By::Month).await.0.visits, 24);
        add_up(t).await;
        agree(t, &town, "added up").await;
        assert_eq!(figures(&town, By::Month).await.0.visits, 24);
    }

    async fn each_fault_of_a_session_is_found(t: Test) {
        let town = Town::build(t).await;
        town.session(town.choir(5)).await;
        let faults = [
            ("update activities_session set date = '2026-03-11'", "update activities_session set date = '2026-03-10'", "it does not start on its date"),
            ("update seats_pool set cancelled = (1 = 1)", "update seats_pool set cancelled = (1 = 0)", "do not agree whether it takes place"),
            ("update seats_pool set ends_at = ends_at + 1", "update seats_pool set ends_at = ends_at - 1", "its places end at another time"),
            ("update calendar_occupancy set state = 'released'", "update calendar_occupancy set state = 'held'", "it does not have its room"),
            ("update calendar_occupancy set ends_at = ends_at + 1", "update calendar_occupancy set ends_at = ends_at - 1", "it holds another room, or at another time"),
            ("update activities_session set status = 'cancelled'", "update activities_session set status = 'scheduled'", "cancelled without a moment"),
            ("update activities_session set center = id", "update activities_session set center = (select center from activities_program)", "another center than its program"),
            ("update activities_session set ends_at = starts_at - 1", "update activities_session set ends_at = starts_at + 5400000000", "ends before it starts"),
        ];
        for (breaking, mending, expected) in faults {
            assert!(t.tamper(breaking).await > 0, "{expected}");
            let found = t.findings("activities.sessions").await;
            assert!(found.iter().any(|f| f.contains(expected)), "{expected}: {found:?}");
            t.tamper(mending).await;
            assert_eq!(t.findings("activities.sessions").await, Vec::<String>::new(), "after {expected}");
        }
        let director = t.person_act(t.some_id(), &[Grant::new(Role::DistrictManager, town.district.id())]);
        assert!(director.run(AddUpDays {}).await.is_err(), "only the program adds up");
    }
}
