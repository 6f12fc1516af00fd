use crate::world::*;
use lianxin_kernel::{Actor, Error, FieldCode, Language, Person, Role, Secret, Span};
use lianxin_people::{
    EndGrant, GiveGrant, Origin, PersonId, ShowAccount, StaffSignIn, create_staff, set_password,
    sign_in_staff,
};
use lianxin_testkit::{both, race};

fn is_locked(answer: Result<StaffSignIn, Error>) -> bool {
    match answer {
        Err(Error::TooMany { after }) => {
            assert!((1..=901).contains(&after), "{after}");
            true
        }
        Ok(_) => false,
        other => panic!("{other:?}"),
    }
}

both! { setup: setup();
    async fn staff_sign_in_and_hold_their_roles(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let act = act_of(t, &staff_token(t, "Wang.Li").await).await.unwrap();
        let account = act.ask(ShowAccount).await.unwrap();
        assert_eq!((account.person, account.home_center), (id, Some(w.north)));
        assert_eq!(account.desk.len(), 1);
        assert_eq!((account.desk[0].role, account.desk[0].place_kind.as_str()), (Role::Clerk, "center"));
        assert_eq!(account.desk[0].place, w.north.into());
        assert_eq!(account.desk[0].name.all().next(), Some("north"));
    }

    async fn a_code_on_a_phone_gives_no_roles(t: Test) {
        let w = world(t).await;
        let mut new = staff("wang.li", PASSWORD, Role::CenterManager, w.north);
        new.phone = Some(phone("13812342071"));
        create_staff(&t.system(), new).await.unwrap();
        let code = code_for(t, "13812342071").await;
        let lianxin_people::PhoneSignIn::SignedIn(opened) =
            enter(t, "13812342071", &code).await.unwrap() else { panic!() };
        let act = act_of(t, opened.token.expose()).await.unwrap();
        assert!(act.actor().unwrap().person().unwrap().grants.is_empty());
        assert!(act.ask(ShowAccount).await.unwrap().desk.is_empty());
    }

    async fn staff_are_signed_out_with_the_shift(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        for _ in 0..3 {
            t.clock.forward(Span::hours(7));
            assert!(act_of(t, &token).await.is_some());
        }
        t.clock.forward(Span::hours(3));
        assert!(act_of(t, &token).await.is_none());
        let token = staff_token(t, "wang.li").await;
        t.clock.forward(Span::hours(8));
        assert!(act_of(t, &token).await.is_none());
    }

    async fn five_failures_lock_a_login_for_a_quarter_of_an_hour(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        for _ in 0..5 {
            let answer = try_staff(t, "wang.li", "not the one").await.unwrap();
            assert!(matches!(answer, StaffSignIn::Wrong));
        }
        assert!(is_locked(try_staff(t, "wang.li", PASSWORD).await));
        t.clock.forward(Span::minutes(14));
        assert!(is_locked(try_staff(t, "WANG.LI", PASSWORD).await));
        t.clock.forward(Span::minutes(1));
        staff_token(t, "wang.li").await;
    }

    async fn a_login_that_is_not_there_answers_like_one_that_is(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        for login in ["wang.li", "nobody.here", "没有"] {
            for _ in 0..5 {
                let answer = try_staff(t, login, "not the one").await.unwrap();
                assert!(matches!(answer, StaffSignIn::Wrong), "{login}");
            }
            assert!(is_locked(try_staff(t, login, "not the one").await), "{login}");
        }
    }

    race async fn failures_at_once_are_all_counted(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let all = race(8, |_| {
            let act = t.nobody();
            async move { sign_in_staff(&act, "wang.li", &Secret::new("not it 1".into()), Origin::default()).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 5, "{all:?}");
        assert!(is_locked(try_staff(t, "wang.li", PASSWORD).await));
    }

    async fn a_right_password_forgets_the_failures(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        for _ in 0..2 {
            for _ in 0..4 {
                try_staff(t, "wang.li", "not the one").await.unwrap();
            }
            staff_token(t, "wang.li").await;
        }
    }

    async fn failures_far_apart_do_not_add_up(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        for _ in 0..7 {
            try_staff(t, "wang.li", "not the one").await.unwrap();
            t.clock.forward(Span::minutes(15));
        }
        staff_token(t, "wang.li").await;
    }

    async fn a_network_that_guesses_many_logins_has_to_wait(t: Test) {
        let act = t.nobody();
        let password = Secret::new("not the one".to_owned());
        let from = || Origin::new("203.0.113.7".parse().ok(), "");
        for n in 0..50 {
            let login = format!("guess.{n}");
            let answer = sign_in_staff(&act, &login, &password, from()).await.unwrap();
            assert!(matches!(answer, StaffSignIn::Wrong));
        }
        assert!(is_locked(sign_in_staff(&act, "guess.99", &password, from()).await));
        sign_in_staff(&act, "guess.99", &password, Origin::new("203.0.113.8".parse().ok(), "")).await.unwrap();
    }

    async fn a_new_password_ends_what_is_signed_in(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        let new = Secret::new("battery staple".to_owned());
        set_password(&t.system(), id, None, &new).await.unwrap();
        assert!(act_of(t, &token).await.is_none());
        assert!(matches!(try_staff(t, "wang.li", PASSWORD).await.unwrap(), StaffSignIn::Wrong));
        let answer = try_staff(t, "wang.li", "battery staple").await.unwrap();
        assert!(matches!(answer, StaffSignIn::SignedIn(_)));
    }

    async fn a_resident_becomes_staff_with_a_login_of_their_own(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let password = Secret::new(PASSWORD.to_owned());
        let system = t.system();
        let e = set_password(&system, id, None, &password).await.unwrap_err();
        assert_eq!(refused(e), [("login".to_owned(), FieldCode::Required)]);
        let e = set_password(&system, id, Some("wang.li"), &password).await.unwrap_err();
        assert_eq!(refused(e), [("login".to_owned(), FieldCode::Taken)]);
        set_password(&system, id, Some("li.cha"), &password).await.unwrap();
        let act = act_of(t, &staff_token(t, "li.cha").await).await.unwrap();
        assert!(act.ask(ShowAccount).await.unwrap().desk.is_empty());
    }

    async fn bad_accounts_are_refused(t: Test) {
        let w = world(t).await;
        staff_member(t, "taken", Role::Clerk, w.north).await;
        for (login, password, role, field, code) in [
            ("", PASSWORD, Role::Clerk, "login", FieldCode::Required),
            ("ab", PASSWORD, Role::Clerk, "login", FieldCode::TooShort),
            ("王丽丽", PASSWORD, Role::Clerk, "login", FieldCode::Unknown),
            ("taken", PASSWORD, Role::Clerk, "login", FieldCode::Taken),
            ("TAKEN", PASSWORD, Role::Clerk, "login", FieldCode::Taken),
            ("good", "1234567", Role::Clerk, "password", FieldCode::TooShort),
            ("good.login", "My Good.Login", Role::Clerk, "password", FieldCode::EasyToGuess),
            ("good", "Password123", Role::Clerk, "password", FieldCode::EasyToGuess),
            ("good", PASSWORD, Role::Resident, "role", FieldCode::Unknown),
            ("good", PASSWORD, Role::Anyone, "role", FieldCode::Unknown),
        ] {
            let e = create_staff(&t.system(), staff(login, password, role, w.north)).await.unwrap_err();
            assert_eq!(refused(e), [(field.to_owned(), code)], "{login} {password} {role}");
        }
        let nowhere = lianxin_places::CenterId(t.some_id());
        let new = staff("good", PASSWORD, Role::Clerk, nowhere);
        let e = create_staff(&t.system(), new).await.unwrap_err();
        assert_eq!(refused(e), [("place".to_owned(), FieldCode::Unknown)]);
    }

    race async fn one_login_wanted_by_many_becomes_one_account(t: Test) {
        let w = world(t).await;
        let all = race(4, |_| {
            let act = t.system();
            async move { create_staff(&act, staff("wang.li", PASSWORD, Role::Clerk, w.north)).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 1, "{all:?}");
        staff_token(t, "wang.li").await;
    }

    async fn only_administrators_above_make_and_change_accounts(t: Test) {
        let w = world(t).await;
        let someone = added(t, "管", None, None).await.hit.person;
        let clerk = staff_member(t, "clerk", Role::Clerk, w.north).await;
        let boss = staff_member(t, "boss", Role::Administrator, w.district).await;
        let new = || staff("new.one", PASSWORD, Role::Clerk, w.north);
        let password = Secret::new("battery staple".to_owned());
        for grants in [
            vec![],
            vec![grant(Role::Clerk, w.north)],
            vec![grant(Role::CenterManager, w.north)],
            vec![grant(Role::DistrictManager, w.district)],
            vec![grant(Role::Administrator, w.south)],
        ] {
            let act = t.person_act(someone, &grants);
            let e = create_staff(&act, new()).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{grants:?} {e:?}");
            let e = set_password(&act, clerk, None, &password).await.unwrap_err();
            assert!(matches!(e, Error::NotFound(_)), "{grants:?} {e:?}");
        }
        let street = t.person_act(someone, &[grant(Role::Administrator, w.street)]);
        set_password(&street, clerk, None, &password).await.unwrap();
        // A clerk's rights are partly sensitive: only who proved a second factor gives them.
        let e = create_staff(&street, new()).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let grants = vec![grant(Role::Administrator, w.street)];
        let strong = Person { grants, strong: true, ..Person::new(someone, Language::ZhCn) };
        let strong = t.app.act(Some(Actor::Person(strong)));
        create_staff(&strong, new()).await.unwrap();
        // An account that reaches further than one's own is not taken over.
        let e = set_password(&street, boss, None, &password).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        let e = set_password(&t.nobody(), clerk, None, &password).await.unwrap_err();
        assert!(matches!(e, Error::SignIn), "{e:?}");
    }

    async fn nobody_changes_their_own_roles_or_password_as_administrator(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "boss", Role::Administrator, w.district).await;
        let act = t.person_act(id, &[grant(Role::Administrator, w.district)]);
        let e = act.run(GiveGrant::standing(id, Role::CenterManager, w.north)).await;
        assert!(matches!(e, Err(Error::Forbidden)), "{e:?}");
        let own = grants_at(t, w.district).await.remove(0).grant;
        let e = act.run(EndGrant { grant: own }).await;
        assert!(matches!(e, Err(Error::Forbidden)), "{e:?}");
        let password = Secret::new("battery staple".to_owned());
        let e = set_password(&act, id, None, &password).await;
        assert!(matches!(e, Err(Error::Forbidden)), "{e:?}");
    }

    race async fn a_password_changed_meanwhile_does_not_let_the_old_one_in(t: Test) {
        let w = world(t).await;
        let id: PersonId = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let new = Secret::new("battery staple".to_owned());
        // Whichever comes first: afterwards the old password has no sign-in left.
        let (system, nobody) = (t.system(), t.nobody());
        let old = Secret::new(PASSWORD.to_owned());
        let (changed, answer) = lianxin_testkit::tokio::join!(
            set_password(&system, id, None, &new),
            sign_in_staff(&nobody, "wang.li", &old, Origin::default()),
        );
        changed.unwrap();
        if let StaffSignIn::SignedIn(opened) = answer.unwrap() {
            assert!(act_of(t, opened.token.expose()).await.is_none());
        }
    }
}
