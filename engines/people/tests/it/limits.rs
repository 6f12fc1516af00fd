use crate::world::*;
use lianxin_kernel::{Error, Language, Result, Secret, Span};
use lianxin_people::{CodeRequested, Origin, PhoneSignIn, RequestCode};
use lianxin_testkit::{both, race};

const MINE: &str = "13812342071";

fn wait(answer: Result<CodeRequested>) -> u32 {
    match answer {
        Err(Error::TooMany { after }) => after,
        other => panic!("{other:?}"),
    }
}

fn wait_in(answer: Result<PhoneSignIn>) -> u32 {
    match answer {
        Err(Error::TooMany { after }) => after,
        other => panic!("{other:?}"),
    }
}

both! { setup: setup();
    async fn the_next_code_takes_a_minute(t: Test) {
        let first = ask_code(t, MINE).await.unwrap();
        assert_eq!((first.resend_after, first.expires_in), (60, 300));
        assert!(first.development_code.is_none());
        assert!((59..=61).contains(&wait(ask_code(t, MINE).await)));
        t.clock.forward(Span::seconds(59));
        wait(ask_code(t, MINE).await);
        t.clock.forward(Span::seconds(1));
        ask_code(t, MINE).await.unwrap();
    }

    async fn a_phone_has_five_codes_in_any_hour(t: Test) {
        for _ in 0..5 {
            ask_code(t, MINE).await.unwrap();
            t.clock.forward(Span::minutes(10));
        }
        assert!((595..=605).contains(&wait(ask_code(t, MINE).await)));
        t.clock.forward(Span::minutes(10));
        ask_code(t, MINE).await.unwrap();
        t.clock.forward(Span::minutes(5));
        wait(ask_code(t, MINE).await);
        // Another phone is not held back.
        ask_code(t, "13912342071").await.unwrap();
    }

    race async fn many_at_once_get_one_code(t: Test) {
        let all = race(8, |_| {
            let (act, phone) = (t.nobody(), Secret::new(phone(MINE)));
            let command = RequestCode { phone, language: Language::En, from: Default::default() };
            async move { act.run(command).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 1, "{all:?}");
        t.work_jobs().await;
        assert_eq!(t.app.settings().find::<Outbox>().unwrap().sent.lock().unwrap().len(), 1);
    }

    async fn a_network_asks_for_sixty_codes_an_hour(t: Test) {
        let ask = |n: u32, network: &str| {
            let phone = Secret::new(phone(&format!("139{n:08}")));
            let from = Origin::new(network.parse().ok(), "");
            let act = t.nobody();
            async move { act.run(RequestCode { phone, language: Language::ZhCn, from }).await }
        };
        for n in 0..60 {
            ask(n, "203.0.113.7").await.unwrap();
        }
        wait(ask(60, "203.0.113.7").await);
        ask(60, "203.0.113.8").await.unwrap();
    }

    async fn five_wrong_tries_end_a_code(t: Test) {
        let code = code_for(t, MINE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for left in (0..5).rev() {
            match enter(t, MINE, wrong).await.unwrap() {
                PhoneSignIn::Wrong { tries_left } => assert_eq!(tries_left, left),
                other => panic!("{other:?}"),
            }
        }
        // Also the right one has to wait now, and so has whoever asks for another.
        assert!((59..=61).contains(&wait_in(enter(t, MINE, &code).await)));
        assert!((59..=61).contains(&wait(ask_code(t, MINE).await)));
        t.clock.forward(Span::seconds(60));
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::Wrong { .. }));
        let code = code_for(t, MINE).await;
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::New { .. }));
    }

    async fn every_wait_is_longer_than_the_one_before(t: Test) {
        let mut waits = vec![];
        for _ in 0..4 {
            let code = code_for(t, MINE).await;
            let wrong = if code == "000000" { "000001" } else { "000000" };
            for _ in 0..5 {
                enter(t, MINE, wrong).await.unwrap();
            }
            let seconds = wait_in(enter(t, MINE, &code).await);
            waits.push(seconds);
            t.clock.forward(Span::seconds(seconds.into()));
        }
        assert_eq!(waits, [61, 121, 241, 481]);
        // The right code forgets it all, also how often it had to wait.
        t.clock.forward(Span::hours(1));
        let code = code_for(t, MINE).await;
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::New { .. }));
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            enter(t, MINE, wrong).await.unwrap();
        }
        assert_eq!(wait_in(enter(t, MINE, &code).await), 61);
    }

    async fn who_waits_keeps_where_they_are_signed_in(t: Test) {
        let opened = resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            enter(t, MINE, wrong).await.unwrap();
        }
        wait_in(enter(t, MINE, &code).await);
        assert!(act_of(t, opened.token.expose()).await.is_some());
    }

    async fn wrong_codes_for_a_phone_that_asked_for_none_lock_nobody_out(t: Test) {
        for _ in 0..30 {
            let answer = enter(t, MINE, "000000").await.unwrap();
            assert!(matches!(answer, PhoneSignIn::Wrong { tries_left: 0 }));
        }
        let code = code_for(t, MINE).await;
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::New { .. }));
    }

    async fn an_address_that_guesses_at_many_phones_waits(t: Test) {
        let from = |host: u32| Origin::new(format!("203.0.113.{host}").parse().ok(), "");
        let guess = |n: u32, from: Origin| {
            let phone = Secret::new(phone(&format!("139{n:08}")));
            let act = t.nobody();
            let code = Secret::new("000000".to_owned());
            async move { act.run(lianxin_people::SignInByPhone { phone, code, from }).await }
        };
        for n in 0..50 {
            guess(n, from(7)).await.unwrap();
        }
        wait_in(guess(50, from(7)).await);
        guess(51, from(8)).await.unwrap();
        // And so do all its neighbors, when they take turns.
        for host in 8..12 {
            for n in 0..49 {
                guess(100 * host + n, from(host)).await.unwrap();
            }
        }
        for host in 20..23 {
            guess(9000 + host, from(host)).await.unwrap();
        }
        wait_in(guess(9999, from(99)).await);
        let elsewhere = Origin::new("198.51.100.1".parse().ok(), "");
        guess(9999, elsewhere).await.unwrap();
    }

    async fn neighbors_ask_for_three_hundred_codes_an_hour_together(t: Test) {
        let ask = |n: u32| {
            let phone = Secret::new(phone(&format!("139{n:08}")));
            let from = Origin::new(format!("203.0.113.{}", n % 200).parse().ok(), "");
            let act = t.nobody();
            async move { act.run(RequestCode { phone, language: Language::ZhCn, from }).await }
        };
        for n in 0..300 {
            ask(n).await.unwrap();
        }
        wait(ask(300).await);
    }

    race async fn wrong_tries_at_once_are_all_counted(t: Test) {
        let code = code_for(t, MINE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        race(12, |_| {
            let (act, code) = (t.nobody(), Secret::new(wrong.to_owned()));
            let phone = Secret::new(phone(MINE));
            async move {
                let from = Origin::default();
                let _ = act.run(lianxin_people::SignInByPhone { phone, code, from }).await;
            }
        }).await;
        wait_in(enter(t, MINE, &code).await);
    }

    async fn an_unknown_phone_is_answered_like_a_known_one(t: Test) {
        resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let known = ask_code(t, MINE).await.unwrap();
        let unknown = ask_code(t, "13912342071").await.unwrap();
        assert_eq!(format!("{known:?}"), format!("{unknown:?}"));
        let known = enter(t, MINE, "not it").await.unwrap();
        let unknown = enter(t, "13912342071", "not it").await.unwrap();
        assert_eq!(format!("{known:?}"), format!("{unknown:?}"));
        let none = enter(t, "13712342071", "not it").await.unwrap();
        assert!(matches!(none, PhoneSignIn::Wrong { .. }));
    }

    async fn a_gateway_that_comes_back_in_time_still_sends(t: Test) {
        let outbox = t.app.settings().find::<Outbox>().unwrap();
        *outbox.broken.lock().unwrap() = true;
        ask_code(t, MINE).await.unwrap();
        let worker = lianxin_kernel::Worker::new(t.app.clone());
        assert_eq!(worker.run_due().await.unwrap().failed, 1);
        *outbox.broken.lock().unwrap() = false;
        t.clock.forward(Span::minutes(3));
        t.work_jobs().await;
        assert!(matches!(
            enter(t, MINE, &sent(t, MINE)).await.unwrap(),
            PhoneSignIn::New { .. }
        ));
    }

    async fn a_gateway_that_comes_back_late_sends_nothing(t: Test) {
        let outbox = t.app.settings().find::<Outbox>().unwrap();
        *outbox.broken.lock().unwrap() = true;
        ask_code(t, MINE).await.unwrap();
        let worker = lianxin_kernel::Worker::new(t.app.clone());
        assert_eq!(worker.run_due().await.unwrap().failed, 1);
        *outbox.broken.lock().unwrap() = false;
        t.clock.forward(Span::minutes(6));
        t.work_jobs().await;
        assert!(outbox.sent.lock().unwrap().is_empty());
    }
}
