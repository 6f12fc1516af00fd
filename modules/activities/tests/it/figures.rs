use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_kernel::{Error, Grant, Kind, Line, Role, Timestamp};
use lianxin_testkit::both;

fn filter(place: String, by: By) -> FigureFilter {
    let (from, to) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    FigureFilter { place, from, to, by }
}

fn lately(place: String, from: &str, to: &str) -> ShowFreshness {
    let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
    ShowFreshness { filter: FreshnessFilter { place, from, to } }
}

both! { MODULES;
    async fn freshness_says_what_is_new_and_how_far_it_goes(t: Test) {
        let town = Town::build(t).await;
        let place = || town.center.to_string();
        let none = town.manager.ask(lately(place(), "2026-03-01", "2026-03-31")).await.unwrap();
        let one = &none.items[0];
        assert_eq!((one.programs, one.newest_on, one.announced_until, one.programs_changed_at), (0, None, None, None));
        assert!(one.facts_changed_at.is_some(), "the center was put");
        let series = weekly(2, "2026-03-03", "2026-03-24", &[]);
        town.publish(ProgramDraft { series, ..town.choir(5) }).await;
        let series = weekly(3, "2026-04-08", "2026-04-15", &[]);
        town.publish(ProgramDraft { series, ..town.choir(5) }).await;
        t.clock.set(Timestamp::parse("2026-04-09T00:00:00Z").unwrap());
        let march = town.manager.ask(lately(place(), "2026-03-01", "2026-03-31")).await.unwrap();
        let april = town.manager.ask(lately(place(), "2026-03-20", "2026-04-30")).await.unwrap();
        let date = |text: &str| Some(text.parse().unwrap());
        assert_eq!((march.items[0].programs, march.items[0].new_programs), (1, 1));
        let now = &april.items[0];
        assert_eq!((now.programs, now.new_programs), (2, 1), "the first began before");
        assert_eq!((now.newest_on, now.announced_until), (date("2026-04-08"), date("2026-04-15")));
        assert!(now.programs_changed_at.is_some() && now.hours_known_days <= 28);
        let district = town.district;
        let director = t.person_act(t.some_id(), &[Grant::new(Role::DistrictManager, district.id())]);
        let all = director.ask(lately(district.to_string(), "2026-03-20", "2026-04-30")).await.unwrap();
        assert_eq!(all.items, april.items);
        let wider = town.manager.ask(lately(district.to_string(), "2026-03-01", "2026-03-31")).await;
        assert!(matches!(wider, Err(Error::Forbidden)), "a center's manager sees their center");
        assert!(matches!(town.clerk.ask(lately(place(), "2026-03-01", "2026-03-31")).await, Err(Error::Forbidden)));
        assert_eq!(refused(town.manager.ask(lately(place(), "2026-03-31", "2026-03-01")).await), "to before_start");
    }

    async fn sessions_visits_and_hours_come_from_the_records(t: Test) {
        let town = Town::build(t).await;
        let series = weekly(2, "2026-03-03", "2026-03-24", &[]);
        let new = town.publish(ProgramDraft { series, ..town.choir(5) }).await;
        let sessions: Vec<SessionId> = new.dates.iter().filter_map(|d| d.session).collect();
        assert_eq!(sessions.len(), 4);
        for (n, session) in sessions.iter().take(3).enumerate() {
            for name in ["甲", "乙"] {
                let (act, id) = resident(t, name).await;
                let session = *session;
                act.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
                if n < 2 && name == "甲" {
                    let before = t.app.now();
                    let shown = act.ask(ShowSession { session }).await.unwrap();
                    t.clock.set(shown.card.starts_at);
                    let comer = Comer { card: None, sign_up: None, person: Some(id), members: None };
                    town.clerk.run(CheckInAtDesk { session, comer }).await.unwrap();
                    t.clock.set(before);
                }
            }
        }
        let reason = Line::new("停电").unwrap();
        town.manager.run(CancelSession { session: sessions[2], reason }).await.unwrap();
        t.clock.set(Timestamp::parse("2026-03-20T00:00:00Z").unwrap());
        let figures = town.manager.ask(ShowFigures { filter: filter(town.center.to_string(), By::Month) }).await.unwrap();
        let expected = Figure {
            sessions: 2,
            visits: 4,
            online_visits: 0,
            service_minutes: 180,
            sign_ups: 8,
            no_shows: 4,
            cancelled: 1,
        };
        assert_eq!(figures.total, expected);
        assert_eq!(figures.rows.len(), 1);
        assert_eq!(figures.rows[0].key, "2026-03");
        let district = town.district;
        let director = t.person_act(t.some_id(), &[Grant::new(Role::DistrictManager, district.id())]);
        let by_center = director.ask(ShowFigures { filter: filter(district.to_string(), By::Center) }).await.unwrap();
        assert_eq!((by_center.total, by_center.rows.len()), (expected, 1));
        let (from, to) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
        let records = RecordFilter { place: town.center.to_string(), from, to, after: None, limit: None };
        let records = town.manager.ask(ListRecords { filter: records }).await.unwrap();
        let mut sum = Figure::default();
        records.items.iter().for_each(|r| sum += r.figure);
        assert_eq!((sum, records.items.len()), (expected, 3), "the records add up to the figure");
        let wider = town.manager.ask(ShowFigures { filter: filter(district.to_string(), By::Month) }).await;
        assert!(matches!(wider, Err(Error::Forbidden)), "a center's manager sees their center");
    }

    async fn a_period_is_bounded(t: Test) {
        let town = Town::build(t).await;
        let mut wide = filter(town.center.to_string(), By::Day);
        wide.to = "2031-01-01".parse().unwrap();
        assert_eq!(refused(town.manager.ask(ShowFigures { filter: wide }).await), "to out_of_range");
        let mut odd = filter(town.center.to_string(), By::Day);
        odd.to = "2026-02-01".parse().unwrap();
        assert_eq!(refused(town.manager.ask(ShowFigures { filter: odd }).await), "to before_start");
        let odd = filter("cen_nothing".into(), By::Day);
        assert_eq!(refused(town.manager.ask(ShowFigures { filter: odd }).await), "place unknown");
    }
}
