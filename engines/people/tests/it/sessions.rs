use crate::world::*;
use lianxin_db::{FromRow, Look, Row, Tx, sql};
use lianxin_kernel::{Error, FieldCode, Role, Secret, Span};
use lianxin_people::{
    Config, EndOtherSignIns, EndSignIn, EndSignInsOf, Ended, ListSignIns, Origin, PasswordChanged,
    ShowAccount, ShowSignIn, SignInKind, SignInWay, StaffSignIn, WaitsFor, change_password,
    sign_in_staff,
};
use lianxin_testkit::{Setup, both};

const WECHAT: &str = "Mozilla/5.0 (Linux; Android 14) Chrome/116.0 MicroMessenger/8.0";

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn with(change: impl Fn(&mut Config)) -> Setup {
    let mut setup = setup();
    let mut config = Config::default();
    change(&mut config);
    setup.settings.set(config);
    setup
}

async fn list(t: &Test, token: &str) -> Vec<lianxin_people::SignInShown> {
    let act = act_of(t, token).await.unwrap();
    act.ask(ListSignIns { token: secret(token) }).await.unwrap()
}

async fn from(t: &Test, login: &str, address: &str, agent: &str) -> String {
    let origin = Origin::new(address.parse().ok(), agent);
    match sign_in_staff(&t.nobody(), login, &secret(PASSWORD), origin).await.unwrap() {
        StaffSignIn::SignedIn(opened) => opened.token.into_inner(),
        StaffSignIn::Wrong => panic!("wrong"),
    }
}

fn wrong(answer: Result<PasswordChanged, Error>) {
    assert!(matches!(answer, Ok(PasswordChanged::Wrong)), "{answer:?}");
}

both! { setup: setup();
    async fn one_sees_where_one_is_signed_in(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        staff_member(t, "zhao", Role::Clerk, w.north).await;
        let old = from(t, "wang.li", "203.0.113.7", WECHAT).await;
        from(t, "zhao", "198.51.100.1", "").await;
        t.clock.forward(Span::hours(1));
        let here = from(t, "wang.li", "2001:db8::1", "Mozilla/5.0 (Windows NT 10.0) Firefox/120.0").await;
        let all = list(t, &here).await;
        let words: Vec<_> = all.iter().map(|s| {
            (s.browser.code(), s.system.code(), s.network.as_deref().unwrap_or(""), s.here)
        }).collect();
        let expected = [
            ("firefox", "windows", "2001:db8", true),
            ("wechat", "android", "203.0", false),
        ];
        assert_eq!(words, expected);
        assert_eq!((all[0].kind, all[0].way), (SignInKind::Staff, SignInWay::Password));
        assert_eq!((all[1].started_at, all[1].strong_at), (t.app.now() - Span::hours(1), None));
        // One that rested too long is none, though nobody ended it.
        t.clock.forward(Span::hours(7));
        assert_eq!(list(t, &here).await.len(), 1);
        assert!(act_of(t, &old).await.is_none());
    }

    async fn one_ends_one_s_own_and_nobody_else_s(t: Test) {
        let w = world(t).await;
        let wang = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        staff_member(t, "zhao", Role::Administrator, w.street).await;
        let (a, b, c) =
            (staff_token(t, "wang.li").await, staff_token(t, "wang.li").await, staff_token(t, "wang.li").await);
        let zhao = staff_token(t, "zhao").await;
        let all = list(t, &a).await;
        let mine = all.iter().find(|s| s.here).unwrap().id;
        let theirs = act_of(t, &zhao).await.unwrap();
        let e = theirs.run(EndSignIn { sign_in: mine }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        assert!(act_of(t, &a).await.is_some());
        act_of(t, &b).await.unwrap().run(EndSignIn { sign_in: mine }).await.unwrap();
        assert!(act_of(t, &a).await.is_none());
        let others = act_of(t, &b).await.unwrap().run(EndOtherSignIns { token: secret(&b) }).await;
        assert_eq!(others.unwrap(), Ended { ended: 1 });
        assert!(act_of(t, &c).await.is_none() && act_of(t, &b).await.is_some());
        // Whoever stands above the account ends all of them.
        let e = act_of(t, &b).await.unwrap().run(EndSignInsOf { person: wang }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        assert_eq!(theirs.run(EndSignInsOf { person: wang }).await.unwrap(), Ended { ended: 1 });
        assert!(act_of(t, &b).await.is_none() && act_of(t, &zhao).await.is_some());
    }

    async fn nobody_who_acts_for_another_touches_their_sign_ins(t: Test) {
        let father = resident(t, "13812342071", "父", None).await;
        let daughter = added(t, "女", None, None).await.hit.person;
        let token = father.token.into_inner();
        let actor = act_of(t, &token).await.unwrap().actor().unwrap().person().unwrap().clone();
        let actor = lianxin_kernel::Person { by: Some(daughter.0), ..actor };
        let acting = t.app.act(Some(lianxin_kernel::Actor::Person(actor)));
        let e = acting.ask(ListSignIns { token: secret(&token) }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_) | Error::Forbidden), "{e:?}");
        let e = acting.run(EndOtherSignIns { token: secret(&token) }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_) | Error::Forbidden), "{e:?}");
    }

    async fn a_new_password_takes_the_old_one_and_ends_the_others(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let (other, token) = (staff_token(t, "wang.li").await, staff_token(t, "wang.li").await);
        let act = act_of(t, &token).await.unwrap();
        let change = |old: Option<&'static str>, new: &'static str| {
            let (act, token) = (act.clone(), secret(&token));
            async move {
                let old = old.map(secret);
                change_password(&act, token, old.as_ref(), &secret(new)).await
            }
        };
        let e = change(None, "battery staple").await.unwrap_err();
        assert_eq!(refused(e), [("old".to_owned(), FieldCode::Required)]);
        for (new, code) in [
            ("short", FieldCode::TooShort),
            ("xx wang.li xx", FieldCode::EasyToGuess),
            ("password2026", FieldCode::EasyToGuess),
            (PASSWORD, FieldCode::Taken),
        ] {
            let e = change(Some(PASSWORD), new).await.unwrap_err();
            assert_eq!(refused(e), [("new".to_owned(), code)], "{new}");
        }
        wrong(change(Some("not the one"), "battery staple").await);
        assert!(act_of(t, &other).await.is_some());
        let new = match change(Some(PASSWORD), "battery staple").await.unwrap() {
            PasswordChanged::Changed(opened) => opened.token.into_inner(),
            PasswordChanged::Wrong => panic!("wrong"),
        };
        assert!(act_of(t, &other).await.is_none() && act_of(t, &token).await.is_none());
        assert!(act_of(t, &new).await.is_some());
        assert!(matches!(try_staff(t, "wang.li", PASSWORD).await.unwrap(), StaffSignIn::Wrong));
        let answer = try_staff(t, "wang.li", "battery staple").await.unwrap();
        assert!(matches!(answer, StaffSignIn::SignedIn(_)));
    }

    async fn an_old_password_is_not_guessed_from_a_sign_in_left_open(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        let act = act_of(t, &token).await.unwrap();
        let guess = |old: &str| {
            let (act, token, old) = (act.clone(), secret(&token), secret(old));
            async move { change_password(&act, token, Some(&old), &secret("battery staple")).await }
        };
        for _ in 0..5 {
            wrong(guess("not the one").await);
        }
        let e = guess(PASSWORD).await.unwrap_err();
        assert!(matches!(e, Error::TooMany { .. }), "{e:?}");
        let outcomes = outcomes(t, "people.change_password").await;
        assert_eq!(outcomes, ["locked", "wrong", "wrong", "wrong", "wrong"]);
    }

    async fn how_each_sign_in_went_stands_in_the_audit(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        for _ in 0..5 {
            try_staff(t, "wang.li", "not the one").await.unwrap();
        }
        t.clock.forward(Span::minutes(15));
        let token = staff_token(t, "wang.li").await;
        t.nobody().run(lianxin_people::SignOut { token: secret(&token) }).await.unwrap();
        let signed_in = outcomes(t, "people.sign_in_staff").await;
        assert_eq!(signed_in, ["locked", "signed_in", "wrong", "wrong", "wrong", "wrong"]);
        assert_eq!(outcomes(t, "people.sign_out").await, ["signed_out"]);
    }

    async fn of_where_someone_was_only_the_half_is_kept(t: Test) {
        struct Kept;
        struct Text(String);
        impl FromRow for Text {
            fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
                row.get("text").map(Self)
            }
        }
        impl Look for Kept {
            type Out = String;
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<String, Error> {
                let mut all = String::new();
                for q in [
                    "select coalesce(network, '') || browser || system as text from people_sign_in",
                    "select input || notes as text from kernel_audit",
                ] {
                    for Text(text) in tx.all::<Text>(sql(q)).await? {
                        all.push_str(&text);
                    }
                }
                Ok(all)
            }
        }
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        from(t, "wang.li", "203.0.113.7", WECHAT).await;
        let kept = t.app.db().look(&Kept).await.unwrap();
        assert!(kept.contains("203.0") && kept.contains("wechat"), "{kept}");
        assert!(!kept.contains("203.0.113") && !kept.contains("MicroMessenger"), "{kept}");
    }
}

both! { setup: with(|c| c.second_factor = true);
    async fn where_all_staff_need_a_factor_there_are_no_roles_without(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        let act = act_of(t, &token).await.unwrap();
        assert!(act.ask(ShowAccount).await.unwrap().desk.is_empty());
        let state = act.ask(ShowSignIn { token: secret(&token) }).await.unwrap();
        assert_eq!(state.waits_for, Some(WaitsFor::SecondFactor));
        // They can still do what gives them one.
        act.run(lianxin_people::EnrollTotp { token: secret(&token) }).await.unwrap();
    }
}

both! { setup: with(|c| c.password_days = 90);
    async fn an_old_password_gives_no_roles_until_it_is_changed(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        t.clock.forward(Span::days(89));
        let token = staff_token(t, "wang.li").await;
        let act = act_of(t, &token).await.unwrap();
        assert_eq!(act.ask(ShowAccount).await.unwrap().desk.len(), 1);
        t.clock.forward(Span::days(1));
        let token = staff_token(t, "wang.li").await;
        let act = act_of(t, &token).await.unwrap();
        assert!(act.ask(ShowAccount).await.unwrap().desk.is_empty());
        let state = act.ask(ShowSignIn { token: secret(&token) }).await.unwrap();
        assert_eq!(state.waits_for, Some(WaitsFor::NewPassword));
        let (old, new) = (secret(PASSWORD), secret("battery staple"));
        let changed = change_password(&act, secret(&token), Some(&old), &new).await.unwrap();
        let PasswordChanged::Changed(opened) = changed else { panic!("wrong") };
        let act = act_of(t, opened.token.expose()).await.unwrap();
        assert_eq!(act.ask(ShowAccount).await.unwrap().desk.len(), 1);
    }
}
