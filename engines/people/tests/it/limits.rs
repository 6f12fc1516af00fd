use crate::world::*;
use lianxin_kernel::{Error, Language, Result, Secret, Span};
use lianxin_people::{CodeRequested, PhoneSignIn, RequestCode};
use lianxin_testkit::{both, race};

const MINE: &str = "13812342071";

fn wait(answer: Result<CodeRequested>) -> u32 {
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

    async fn many_at_once_get_one_code(t: Test) {
        let all = race(8, |_| {
            let (act, phone) = (t.nobody(), Secret::new(phone(MINE)));
            let command = RequestCode { phone, language: Language::En, address: None };
            async move { act.run(command).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 1, "{all:?}");
        t.work_jobs().await;
        assert_eq!(t.app.settings().find::<Outbox>().unwrap().sent.lock().unwrap().len(), 1);
    }

    async fn a_network_asks_for_sixty_codes_an_hour(t: Test) {
        let ask = |n: u32, network: &str| {
            let phone = Secret::new(phone(&format!("139{n:08}")));
            let address = Some(Secret::new(network.to_owned()));
            let act = t.nobody();
            async move { act.run(RequestCode { phone, language: Language::ZhCn, address }).await }
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
        // Also the right one is worth nothing now.
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::Wrong { .. }));
    }

    async fn wrong_tries_at_once_are_all_counted(t: Test) {
        let code = code_for(t, MINE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        race(12, |_| {
            let (act, code) = (t.nobody(), Secret::new(wrong.to_owned()));
            let phone = Secret::new(phone(MINE));
            async move { act.run(lianxin_people::SignInByPhone { phone, code }).await.unwrap() }
        }).await;
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::Wrong { .. }));
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
