use crate::world::*;
use lianxin_kernel::{Error, FieldCode, Secret, Span};
use lianxin_people::{PhoneSignIn, ShowAccount, ShowMe, SignOut};
use lianxin_testkit::{both, race};

const MINE: &str = "13812342071";

both! { setup: setup();
    async fn a_new_phone_becomes_a_person_with_a_card(t: Test) {
        let w = world(t).await;
        let ticket = ticket_for(t, MINE).await;
        let done = t.nobody().run(register(&ticket, " 𠮷田茶 ", Some(w.north))).await.unwrap();
        let act = act_of(t, done.opened.token.expose()).await.unwrap();
        let me = act.ask(ShowMe).await.unwrap();
        assert_eq!(me.name, "𠮷田茶");
        assert_eq!(me.phone_hint.as_deref(), Some("138****2071"));
        assert_eq!((me.home_center, me.birth_date, me.age), (Some(w.north), None, None));
        assert!(me.card.code.starts_with("LX-"));
        // Whoever is at home in a district has an id of that district.
        assert_eq!(me.person.0.district(), w.north.0.district());
        let account = act.ask(ShowAccount).await.unwrap();
        assert!(account.desk.is_empty() && !account.elder);
    }

    async fn a_known_phone_signs_in_again(t: Test) {
        let first = resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        match enter(t, MINE, &code).await.unwrap() {
            PhoneSignIn::SignedIn(opened) => {
                assert_eq!(opened.person, first.person);
                assert_ne!(opened.token.expose(), first.token.expose());
            }
            other => panic!("{other:?}"),
        }
    }

    async fn a_code_works_once(t: Test) {
        resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::SignedIn(_)));
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::Wrong { .. }));
    }

    race async fn one_code_shown_many_times_at_once_lets_one_in(t: Test) {
        resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        let all = race(4, |_| {
            let (act, code) = (t.nobody(), Secret::new(code.clone()));
            let phone = Secret::new(phone(MINE));
            async move { act.run(lianxin_people::SignInByPhone { phone, code, from: Default::default() }).await }
        }).await;
        let signed = all.iter().filter(|a| matches!(a, Ok(PhoneSignIn::SignedIn(_)))).count();
        assert_eq!(signed, 1, "{all:?}");
    }

    async fn a_code_ends_after_five_minutes(t: Test) {
        let code = code_for(t, MINE).await;
        t.clock.forward(Span::minutes(5));
        assert!(matches!(enter(t, MINE, &code).await.unwrap(), PhoneSignIn::Wrong { .. }));
    }

    async fn a_newer_code_makes_the_older_worthless(t: Test) {
        let old = code_for(t, MINE).await;
        t.clock.forward(Span::seconds(60));
        let new = code_for(t, MINE).await;
        assert_ne!(old, new);
        assert!(matches!(enter(t, MINE, &old).await.unwrap(), PhoneSignIn::Wrong { .. }));
        assert!(matches!(enter(t, MINE, &new).await.unwrap(), PhoneSignIn::New { .. }));
    }

    async fn a_code_is_good_for_its_phone_only(t: Test) {
        let code = code_for(t, MINE).await;
        code_for(t, "13912342071").await;
        let other = enter(t, "13912342071", &code).await.unwrap();
        assert!(matches!(other, PhoneSignIn::Wrong { .. }));
    }

    async fn a_ticket_lasts_a_quarter_of_an_hour(t: Test) {
        let ticket = ticket_for(t, MINE).await;
        t.clock.forward(Span::minutes(15));
        let e = t.nobody().run(register(&ticket, "茶", None)).await.unwrap_err();
        assert_eq!(refused(e), [("ticket".to_owned(), FieldCode::Wrong)]);
        let e = t.nobody().run(register("AAAA", "茶", None)).await.unwrap_err();
        assert_eq!(refused(e), [("ticket".to_owned(), FieldCode::Wrong)]);
    }

    race async fn one_ticket_sent_by_many_makes_one_person(t: Test) {
        let w = world(t).await;
        let ticket = ticket_for(t, MINE).await;
        let all = race(6, |n| {
            // Also when they name homes in different districts.
            let home = (n % 2 == 0).then_some(w.north);
            let (act, command) = (t.nobody(), register(&ticket, "茶", home));
            async move { act.run(command).await.unwrap() }
        }).await;
        assert_eq!(all.iter().filter(|r| r.new).count(), 1);
        assert!(all.iter().all(|r| r.opened.person == all[0].opened.person));
    }

    race async fn two_tickets_of_one_phone_make_one_person(t: Test) {
        let a = ticket_for(t, MINE).await;
        t.clock.forward(Span::seconds(60));
        let b = ticket_for(t, MINE).await;
        let all = race(2, |n| {
            let (act, command) = (t.nobody(), register(if n == 0 { &a } else { &b }, "茶", None));
            async move { act.run(command).await.unwrap() }
        }).await;
        assert_eq!(all.iter().filter(|r| r.new).count(), 1);
        assert_eq!(all[0].opened.person, all[1].opened.person);
    }

    async fn signing_out_ends_this_sign_in_alone(t: Test) {
        let a = resident(t, MINE, "茶", None).await;
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, MINE).await;
        let PhoneSignIn::SignedIn(b) = enter(t, MINE, &code).await.unwrap() else { panic!() };
        let (a, b) = (a.token.into_inner(), b.token.into_inner());
        t.nobody().run(SignOut { token: Secret::new(a.clone()) }).await.unwrap();
        assert!(act_of(t, &a).await.is_none());
        assert!(act_of(t, &b).await.is_some());
        t.nobody().run(SignOut { token: Secret::new("nonsense".into()) }).await.unwrap();
    }

    async fn a_changed_token_is_nobody(t: Test) {
        let token = resident(t, MINE, "茶", None).await.token.into_inner();
        let last = if token.ends_with('A') { "B" } else { "A" };
        let changed = format!("{}{last}", &token[..63]);
        assert!(act_of(t, &token).await.is_some());
        for bad in [changed.as_str(), "", "AAAA", &"A".repeat(64), &"A".repeat(9_000), "🎎"] {
            assert!(act_of(t, bad).await.is_none(), "{bad}");
        }
    }

    async fn a_resident_unused_for_thirty_days_is_signed_out(t: Test) {
        let token = resident(t, MINE, "茶", None).await.token.into_inner();
        t.clock.forward(Span::days(29));
        assert!(act_of(t, &token).await.is_some());
        t.clock.forward(Span::days(29));
        assert!(act_of(t, &token).await.is_some());
        t.clock.forward(Span::days(30));
        assert!(act_of(t, &token).await.is_none());
    }

    async fn no_sign_in_lasts_longer_than_half_a_year(t: Test) {
        let token = resident(t, MINE, "茶", None).await.token.into_inner();
        for _ in 0..8 {
            t.clock.forward(Span::days(20));
            assert!(act_of(t, &token).await.is_some());
        }
        t.clock.forward(Span::days(20));
        assert!(act_of(t, &token).await.is_none());
    }

    async fn who_is_not_signed_in_has_no_account(t: Test) {
        assert!(matches!(t.nobody().ask(ShowMe).await, Err(Error::SignIn)));
        assert!(matches!(t.nobody().ask(ShowAccount).await, Err(Error::SignIn)));
    }
}
