//! The engine through the door, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod door;

use door::{Enter, Leave, Seeing, Undo, guest, see, subject, window};
use lianxin_kernel::{Module, Span};
use lianxin_presence::{How, check_door_token, door_key, door_token};
use lianxin_testkit::{both, race};

static MODULES: &[&Module] = &[&lianxin_presence::MODULE];

fn enter(n: u64, guests: &[u64]) -> Enter {
    let guests = guests.iter().map(|g| guest(*g)).collect();
    Enter { subject: subject(n), guests, online: false }
}

both! { MODULES;
    async fn the_schema_and_every_statement_are_portable(t: Test) {
        assert_eq!(t.lint(), Vec::<String>::new());
        for (place, text) in lianxin_db::STATEMENTS {
            if let Err(e) = t.app.db().check(text).await {
                panic!("{place}: {e}");
            }
        }
    }

    async fn a_second_check_in_changes_nothing(t: Test) {
        let first = t.app.now();
        let came = t.system().run(enter(1, &[1, 2])).await.unwrap();
        assert_eq!(came, [(guest(1), first, false), (guest(2), first, false)]);
        t.clock.forward(Span::minutes(5));
        let again = t.system().run(enter(1, &[2, 3])).await.unwrap();
        assert_eq!(again, [(guest(2), first, true), (guest(3), t.app.now(), false)]);
        let seer = see(t, subject(1)).await;
        assert_eq!(seer.stays.len(), 3);
        assert_eq!(seer.of_claims.len(), 3);
        assert_eq!(seer.stays[0].how, How::Desk);
        assert_eq!(seer.stays[0].band.as_deref(), Some("elder"));
        assert_eq!((seer.counts[0].came, seer.counts[0].here), (3, 3));
        assert_eq!(see(t, subject(2)).await.stays.len(), 0);
    }

    async fn the_window_opens_at_its_first_and_closes_before_its_last_moment(t: Test) {
        t.clock.set(window().opens - Span(1));
        let early = t.system().run(enter(1, &[1])).await.unwrap_err();
        assert!(early.has_reason("presence.too_early"), "{early}");
        t.clock.set(window().opens);
        t.system().run(enter(1, &[1])).await.unwrap();
        t.clock.set(window().closes - Span(1));
        t.system().run(enter(1, &[2])).await.unwrap();
        t.clock.set(window().closes);
        let late = t.system().run(enter(1, &[3])).await.unwrap_err();
        assert!(late.has_reason("presence.too_late"), "{late}");
        let again = t.system().run(enter(1, &[1])).await.unwrap_err();
        assert!(again.has_reason("presence.too_late"), "{again}");
        assert_eq!(see(t, subject(1)).await.stays.len(), 2);
    }

    async fn leaving_is_once_and_needs_somebody_there(t: Test) {
        t.system().run(enter(1, &[1, 2])).await.unwrap();
        t.clock.forward(Span::minutes(30));
        let left = t.app.now();
        let gone = t.system().run(Leave(subject(1), vec![guest(1), guest(9)])).await.unwrap();
        assert_eq!(gone, [(guest(1), left, false)]);
        t.clock.forward(Span::hours(9));
        let gone = t.system().run(Leave(subject(1), vec![guest(1)])).await.unwrap();
        assert_eq!(gone, [(guest(1), left, true)]);
        let nobody = t.system().run(Leave(subject(1), vec![guest(9)])).await.unwrap_err();
        assert!(nobody.has_reason("presence.not_there"));
        let counts = see(t, subject(1)).await.counts;
        assert_eq!((counts[0].came, counts[0].here), (2, 1));
    }

    async fn what_is_undone_may_happen_again_and_the_audit_tells(t: Test) {
        t.system().run(enter(1, &[1, 2])).await.unwrap();
        t.clock.forward(Span::minutes(1));
        assert_eq!(t.system().run(Undo(subject(1), vec![guest(1)])).await.unwrap(), 1);
        assert_eq!(see(t, subject(1)).await.stays.len(), 1);
        let nobody = t.system().run(Undo(subject(1), vec![guest(1)])).await.unwrap_err();
        assert!(nobody.has_reason("presence.not_there"));
        t.clock.forward(Span::minutes(1));
        let came = t.system().run(enter(1, &[1])).await.unwrap();
        assert_eq!(came, [(guest(1), t.app.now(), false)]);
        let told: Vec<_> = t.audit().await.into_iter().map(|line| line.what).collect();
        assert_eq!(told, ["t.enter", "t.undo", "t.enter"]);
    }

    async fn visits_count_attendees_within_the_time(t: Test) {
        t.system().run(enter(1, &[1, 2])).await.unwrap();
        t.clock.forward(Span::minutes(10));
        let online = Enter { online: true, ..enter(1, &[3]) };
        t.system().run(online).await.unwrap();
        t.system().run(enter(2, &[1])).await.unwrap();
        let seer = see(t, subject(1)).await;
        assert_eq!((seer.visits[0].visits, seer.visits[0].online), (3, 1));
        assert_eq!(seer.at_centers.len(), 2);
        let later = Seeing { subject: subject(1), from: t.app.now(), to: window().closes };
        let at_centers = t.system().ask(later).await.unwrap().at_centers;
        let visits: Vec<_> = at_centers.iter().map(|v| (v.visits, v.online)).collect();
        assert_eq!(visits, [(1, 1), (1, 0)]);
        let before = Seeing { subject: subject(1), from: window().opens, to: t.app.now() };
        assert_eq!(t.system().ask(before).await.unwrap().at_centers[0].visits, 2);
    }

    async fn each_fault_of_a_stay_is_found(t: Test) {
        t.system().run(enter(1, &[1])).await.unwrap();
        let faults = [
            ("update presence_stay set in_at = in_at - 1000000", "update presence_stay set in_at = in_at + 1000000", "at another moment than it began"),
            ("update presence_stay set claim = null, attendee = center", "update presence_stay set claim = person, attendee = person", "somebody came without a place, as somebody else"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("presence.stays", breaking, mending, expected).await;
        }
    }

    race async fn fifty_check_ins_at_once_are_one(t: Test) {
        let answers = race(50, |_| {
            let act = t.system();
            async move { act.run(enter(1, &[1])).await.unwrap() }
        })
        .await;
        let first = answers.iter().filter(|a| !a[0].2).count();
        assert_eq!(first, 1);
        assert_eq!(see(t, subject(1)).await.stays.len(), 1);
    }

    async fn an_installation_has_one_door_key(t: Test) {
        let key = door_key(&t.app).unwrap();
        assert_ne!(key, &[0; 32]);
        let code = door_token(key, subject(1).0, t.app.now()).text;
        assert!(check_door_token(key, subject(1).0, &code, t.app.now()).is_ok());
        assert!(check_door_token(key, subject(2).0, &code, t.app.now()).is_err());
    }
}
