use crate::software_key::{HERE, SoftwareKey};
use crate::world::*;
use lianxin_kernel::{Act, Error, FieldCode, Line, Role, Secret, Span};
use lianxin_people::{
    AddPasskey, Challenge, ConfirmTotp, EnrollTotp, FactorAdded, NamePasskey, Opened, Origin,
    PersonId, ProveFactor, ProvePasskey, Proved, RemovePasskey, RemoveTotp, RenewRecoveryCodes,
    ResetFactors, ShowFactors, SignInByPasskey, StaffSignIn, StartPasskey, StartPasskeyProof,
    StartPasskeySignIn,
};
use lianxin_testkit::{Setup, both, race};
use lianxin_web::PublicUrl;
use totp_rs::{Builder, Secret as AppSecret};

fn here() -> Setup {
    let mut setup = setup();
    setup.settings.set(PublicUrl(HERE.into()));
    setup
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// A phone with an app that shows codes.
struct App(String);

impl App {
    fn code(&self, t: &Test) -> String {
        let key = AppSecret::try_from_base32(&self.0).unwrap();
        let totp = Builder::new().with_secret(key).build().unwrap();
        totp.generate(u64::try_from(t.app.now().seconds()).unwrap()).to_string()
    }

    fn wrong(&self, t: &Test) -> String {
        if self.code(t) == "000000" { "000001".into() } else { "000000".into() }
    }
}

/// One of the staff who has just signed in with a password.
async fn signed_in(t: &Test) -> (PersonId, String) {
    let w = world(t).await;
    let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
    (id, staff_token(t, "wang.li").await)
}

async fn act(t: &Test, token: &str) -> Act {
    act_of(t, token).await.unwrap()
}

async fn enroll(t: &Test, token: &str) -> App {
    let made = act(t, token).await.run(EnrollTotp { token: secret(token) }).await.unwrap();
    assert!(made.uri.expose().contains(made.secret.expose()));
    App(made.secret.into_inner())
}

async fn confirm(t: &Test, token: &str, code: &str) -> Result<FactorAdded, Error> {
    let command = ConfirmTotp { token: secret(token), code: secret(code) };
    act(t, token).await.run(command).await
}

/// With an app that was confirmed: its app, the new token, the recovery codes.
async fn with_app(t: &Test, token: &str) -> (App, String, Vec<String>) {
    let app = enroll(t, token).await;
    match confirm(t, token, &app.code(t)).await.unwrap() {
        FactorAdded::Added { opened, recovery_codes } => {
            let codes = recovery_codes.unwrap().into_iter().map(Secret::into_inner).collect();
            (app, opened.token.into_inner(), codes)
        }
        other => panic!("{other:?}"),
    }
}

async fn prove(t: &Test, token: &str, code: &str) -> Result<Proved, Error> {
    let command = ProveFactor { token: secret(token), code: secret(code) };
    act(t, token).await.run(command).await
}

fn proved(answer: Result<Proved, Error>) -> String {
    match answer.unwrap() {
        Proved::Proved(opened) => opened.token.into_inner(),
        other => panic!("{other:?}"),
    }
}

fn is_wrong(answer: Result<Proved, Error>) -> i64 {
    match answer.unwrap() {
        Proved::Wrong { tries_left } => tries_left,
        other => panic!("{other:?}"),
    }
}

async fn strong(t: &Test, token: &str) -> bool {
    act(t, token).await.actor().unwrap().person().unwrap().strong
}

async fn passkey(t: &Test, token: &str, key: &mut SoftwareKey) -> Opened {
    let asked = act(t, token).await.run(StartPasskey { token: secret(token) }).await.unwrap();
    let credential = key.make(HERE, &asked).await;
    match add_passkey(t, token, asked, credential).await.unwrap() {
        FactorAdded::Added { opened, .. } => opened,
        other => panic!("{other:?}"),
    }
}

async fn add_passkey(
    t: &Test,
    token: &str,
    asked: Challenge,
    credential: Secret<serde_json::Value>,
) -> Result<FactorAdded, Error> {
    let name = Line::new("钥匙").unwrap();
    let (token, ceremony) = (secret(token), asked.ceremony);
    let command = AddPasskey { token: token.clone(), ceremony, name, credential };
    act(t, token.expose()).await.run(command).await
}

async fn start_sign_in(t: &Test) -> Challenge {
    let from = Origin::default();
    t.nobody().run(StartPasskeySignIn { from }).await.unwrap()
}

async fn show(
    t: &Test,
    asked: &Challenge,
    credential: Secret<serde_json::Value>,
) -> Result<StaffSignIn, Error> {
    let (ceremony, from) = (asked.ceremony, Origin::default());
    t.nobody().run(SignInByPasskey { ceremony, credential, from }).await
}

both! { setup: here();
    async fn an_app_makes_a_sign_in_strong_and_its_old_token_worthless(t: Test) {
        let (_, token) = signed_in(t).await;
        assert!(!strong(t, &token).await);
        let (app, new, codes) = with_app(t, &token).await;
        assert_eq!(codes.len(), 10);
        // Whoever had planted or seen the token before has nothing now.
        assert!(act_of(t, &token).await.is_none());
        assert!(strong(t, &new).await);
        // The next sign-in begins weak, and becomes strong by the next code.
        t.clock.forward(Span::minutes(1));
        let next = staff_token(t, "wang.li").await;
        assert!(!strong(t, &next).await);
        let proved = proved(prove(t, &next, &app.code(t)).await);
        assert!(act_of(t, &next).await.is_none());
        assert!(strong(t, &proved).await);
        let shown = act(t, &proved).await.ask(ShowFactors).await.unwrap();
        assert!(shown.totp.is_some() && shown.strong && !shown.required);
        assert_eq!((shown.passkeys.len(), shown.recovery_codes_left), (0, 10));
    }

    async fn a_code_is_taken_once_and_none_before_it(t: Test) {
        let (_, token) = signed_in(t).await;
        let (app, token, _) = with_app(t, &token).await;
        // The one that confirmed the app is used up.
        assert_eq!(is_wrong(prove(t, &token, &app.code(t)).await), 4);
        let before = app.code(t);
        t.clock.forward(Span::seconds(30));
        assert_eq!(is_wrong(prove(t, &token, &before).await), 3);
        let token = proved(prove(t, &token, &app.code(t)).await);
        assert_eq!(is_wrong(prove(t, &token, &app.code(t)).await), 4);
    }

    async fn a_clock_that_goes_half_a_minute_wrong_is_borne(t: Test) {
        let (_, token) = signed_in(t).await;
        let (app, token, _) = with_app(t, &token).await;
        t.clock.forward(Span::minutes(5));
        let early = app.code(t);
        t.clock.forward(Span::seconds(30));
        let token = proved(prove(t, &token, &early).await);
        t.clock.forward(Span::minutes(5));
        let late = app.code(t);
        t.clock.forward(Span::seconds(60));
        is_wrong(prove(t, &token, &late).await);
    }

    race async fn one_code_sent_by_many_at_once_proves_once(t: Test) {
        let (_, token) = signed_in(t).await;
        let (app, token, _) = with_app(t, &token).await;
        t.clock.forward(Span::minutes(1));
        let other = staff_token(t, "wang.li").await;
        let code = app.code(t);
        let acts = [act(t, &token).await, act(t, &other).await];
        let all = race(4, |n| {
            let token = secret(if n % 2 == 0 { &token } else { &other });
            let (act, code) = (acts[n % 2].clone(), secret(&code));
            async move { act.run(ProveFactor { token, code }).await }
        }).await;
        let good = all.iter().filter(|a| matches!(a, Ok(Proved::Proved(_)))).count();
        assert_eq!(good, 1, "{all:?}");
    }

    async fn five_wrong_codes_have_to_wait_a_minute_then_two(t: Test) {
        let (_, token) = signed_in(t).await;
        let (app, token, _) = with_app(t, &token).await;
        t.clock.forward(Span::minutes(1));
        for wait in [60, 120] {
            for left in (0..5).rev() {
                assert_eq!(is_wrong(prove(t, &token, &app.wrong(t)).await), left);
            }
            for code in [app.code(t), "7k2mp-q0x4d".to_owned()] {
                match prove(t, &token, &code).await {
                    Err(Error::TooMany { after }) => assert_eq!(after, wait + 1),
                    other => panic!("{other:?}"),
                }
            }
            t.clock.forward(Span::seconds(wait.into()));
        }
        proved(prove(t, &token, &app.code(t)).await);
        let outcomes = outcomes(t, "people.prove_factor").await;
        let count = |outcome: &str| outcomes.iter().filter(|o| *o == outcome).count();
        assert_eq!((count("locked"), count("wrong"), count("proved")), (2, 8, 1));
    }

    async fn a_recovery_code_is_good_once(t: Test) {
        let (id, token) = signed_in(t).await;
        let (_, _, codes) = with_app(t, &token).await;
        let token = staff_token(t, "wang.li").await;
        let token = proved(prove(t, &token, &codes[3].to_uppercase()).await);
        assert_eq!(is_wrong(prove(t, &token, &codes[3]).await), 4);
        let shown = act(t, &token).await.ask(ShowFactors).await.unwrap();
        assert_eq!(shown.recovery_codes_left, 9);
        let renew = RenewRecoveryCodes { token: secret(&token) };
        let new = act(t, &token).await.run(renew).await.unwrap().codes;
        assert_eq!(new.len(), 10);
        is_wrong(prove(t, &token, &codes[4]).await);
        proved(prove(t, &token, new[0].expose()).await);
        // Not those of another.
        let w = lianxin_people::ShowAccount;
        let place = act(t, &staff_token(t, "wang.li").await).await.ask(w).await.unwrap();
        staff_member(t, "zhao", Role::Clerk, place.home_center.unwrap()).await;
        let zhao = staff_token(t, "zhao").await;
        is_wrong(prove(t, &zhao, new[1].expose()).await);
        assert_ne!(id, place.desk[0].place.id().into());
    }

    async fn who_has_a_factor_proves_it_before_changing_any(t: Test) {
        let (_, token) = signed_in(t).await;
        let (_, strong_token, _) = with_app(t, &token).await;
        let weak = staff_token(t, "wang.li").await;
        let act = act(t, &weak).await;
        let token = || secret(&weak);
        let enroll = act.run(EnrollTotp { token: token() }).await.unwrap_err();
        assert!(matches!(enroll, Error::SecondFactor), "{enroll:?}");
        let e = act.run(StartPasskey { token: token() }).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let e = act.run(RemoveTotp { token: token() }).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let e = act.run(RenewRecoveryCodes { token: token() }).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        // And an app that is there is not replaced by the way.
        let strong_act = act_of(t, &strong_token).await.unwrap();
        let token = || secret(&strong_token);
        let e = strong_act.run(EnrollTotp { token: token() }).await.unwrap_err();
        assert!(e.has_reason("people.totp_there"), "{e:?}");
        strong_act.run(RemoveTotp { token: token() }).await.unwrap();
        let shown = strong_act.ask(ShowFactors).await.unwrap();
        assert_eq!((shown.totp, shown.recovery_codes_left), (None, 0));
    }

    async fn an_app_whose_code_never_came_is_no_factor(t: Test) {
        let (_, token) = signed_in(t).await;
        let app = enroll(t, &token).await;
        match confirm(t, &token, &app.wrong(t)).await.unwrap() {
            FactorAdded::Wrong { tries_left } => assert_eq!(tries_left, 4),
            other => panic!("{other:?}"),
        }
        is_wrong(prove(t, &token, &app.code(t)).await);
        // Begun again, only the newer counts.
        let newer = enroll(t, &token).await;
        assert!(matches!(confirm(t, &token, &app.code(t)).await.unwrap(), FactorAdded::Wrong { .. }));
        assert!(matches!(confirm(t, &token, &newer.code(t)).await.unwrap(), FactorAdded::Added { .. }));
    }

    async fn residents_and_those_without_their_token_have_no_factors(t: Test) {
        let w = world(t).await;
        let resident = resident(t, "13812342071", "茶", Some(w.north)).await.token.into_inner();
        let e = act(t, &resident).await.run(EnrollTotp { token: secret(&resident) }).await;
        assert!(matches!(e, Err(Error::Forbidden)), "{e:?}");
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        // Someone else's act with this token, this act with someone else's token, or with none.
        let e = act(t, &resident).await.run(EnrollTotp { token: secret(&token) }).await;
        assert!(matches!(e, Err(Error::SignIn)), "{e:?}");
        let e = act(t, &token).await.run(EnrollTotp { token: secret(&resident) }).await;
        assert!(matches!(e, Err(Error::SignIn)), "{e:?}");
        let e = act(t, &token).await.run(EnrollTotp { token: secret("") }).await;
        assert!(matches!(e, Err(Error::SignIn)), "{e:?}");
        let e = t.nobody().run(EnrollTotp { token: secret(&token) }).await;
        assert!(matches!(e, Err(Error::SignIn)), "{e:?}");
    }

    async fn a_lost_factor_is_taken_away_by_who_stands_above(t: Test) {
        let w = world(t).await;
        let person = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let boss = staff_member(t, "boss", Role::Administrator, w.street).await;
        let (_, token, _) = with_app(t, &staff_token(t, "wang.li").await).await;
        let grants = [grant(Role::Administrator, w.street)];
        let weak = t.person_act(boss, &grants);
        let e = weak.run(ResetFactors { person }).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let clerk = t.person_act(boss, &[grant(Role::Clerk, w.north)]);
        let e = clerk.run(ResetFactors { person }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        let (_, boss_token, _) = with_app(t, &staff_token(t, "boss").await).await;
        let strong_boss = act(t, &boss_token).await;
        let e = strong_boss.run(ResetFactors { person: boss }).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
        strong_boss.run(ResetFactors { person }).await.unwrap();
        assert!(act_of(t, &token).await.is_none());
        with_app(t, &staff_token(t, "wang.li").await).await;
    }

    async fn a_passkey_signs_in_whole_and_strong(t: Test) {
        let (id, token) = signed_in(t).await;
        let mut key = SoftwareKey::new();
        let opened = passkey(t, &token, &mut key).await;
        assert!(act_of(t, &token).await.is_none());
        assert!(strong(t, opened.token.expose()).await);
        let asked = start_sign_in(t).await;
        let text = asked.options.to_string();
        assert!(!text.contains("allowCredentials\":[{"), "names nobody: {text}");
        let shown = key.show(HERE, &asked).await;
        match show(t, &asked, shown.clone()).await.unwrap() {
            StaffSignIn::SignedIn(opened) => {
                assert_eq!(opened.person, id);
                assert!(strong(t, opened.token.expose()).await);
                let account = act(t, opened.token.expose()).await;
                let account = account.ask(lianxin_people::ShowAccount).await.unwrap();
                assert_eq!(account.desk.len(), 1);
            }
            StaffSignIn::Wrong => panic!("wrong"),
        }
        // The same answer a second time, and an answer to another question.
        assert!(matches!(show(t, &asked, shown.clone()).await.unwrap(), StaffSignIn::Wrong));
        let other = start_sign_in(t).await;
        assert!(matches!(show(t, &other, shown).await.unwrap(), StaffSignIn::Wrong));
        let late = start_sign_in(t).await;
        let shown = key.show(HERE, &late).await;
        t.clock.forward(Span::minutes(5));
        assert!(matches!(show(t, &late, shown).await.unwrap(), StaffSignIn::Wrong));
    }

    async fn a_passkey_is_a_second_factor_named_and_removed(t: Test) {
        let (_, token) = signed_in(t).await;
        let mut key = SoftwareKey::new();
        passkey(t, &token, &mut key).await;
        let weak = staff_token(t, "wang.li").await;
        let ask = || StartPasskeyProof { token: secret(&weak) };
        let asked = act(t, &weak).await.run(ask()).await.unwrap();
        let credential = key.show(HERE, &asked).await;
        let command = ProvePasskey { token: secret(&weak), ceremony: asked.ceremony, credential };
        let token = proved(act(t, &weak).await.run(command).await);
        assert!(act_of(t, &weak).await.is_none() && strong(t, &token).await);
        let act = act(t, &token).await;
        let shown = act.ask(ShowFactors).await.unwrap();
        assert!(shown.passkeys[0].used_at.is_some() && shown.passkeys[0].name == "钥匙");
        let passkey = shown.passkeys[0].id;
        act.run(NamePasskey { passkey, name: Line::new("办公室").unwrap() }).await.unwrap();
        assert_eq!(act.ask(ShowFactors).await.unwrap().passkeys[0].name, "办公室");
        // Another person's are not even there.
        let other = resident(t, "13812342071", "茶", None).await;
        let theirs = act_of(t, other.token.expose()).await.unwrap();
        let e = theirs.run(NamePasskey { passkey, name: Line::new("我的").unwrap() }).await;
        assert!(matches!(e, Err(Error::NotFound(_))), "{e:?}");
        act.run(RemovePasskey { token: secret(&token), passkey }).await.unwrap();
        let asked = start_sign_in(t).await;
        let shown = key.show(HERE, &asked).await;
        assert!(matches!(show(t, &asked, shown).await.unwrap(), StaffSignIn::Wrong));
    }

    async fn a_passkey_made_for_another_site_is_none_here(t: Test) {
        let (_, token) = signed_in(t).await;
        let mut asked = act(t, &token).await.run(StartPasskey { token: secret(&token) }).await.unwrap();
        asked.options["publicKey"]["rp"]["id"] = "evil.example".into();
        let made = SoftwareKey::new().make("https://evil.example", &asked).await;
        let added = add_passkey(t, &token, asked, made).await.unwrap();
        assert!(matches!(added, FactorAdded::Wrong { .. }), "{added:?}");
        assert!(act(t, &token).await.ask(ShowFactors).await.unwrap().passkeys.is_empty());
    }

    async fn what_was_asked_of_one_is_not_answered_by_another(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        staff_member(t, "zhao", Role::Clerk, w.north).await;
        let (wang, zhao) = (staff_token(t, "wang.li").await, staff_token(t, "zhao").await);
        let asked = act(t, &wang).await.run(StartPasskey { token: secret(&wang) }).await.unwrap();
        let made = SoftwareKey::new().make(HERE, &asked).await;
        let e = add_passkey(t, &zhao, asked, made).await.unwrap_err();
        assert_eq!(refused(e), [("ceremony".to_owned(), FieldCode::Wrong)]);
    }

    async fn an_address_begins_so_often_and_no_more(t: Test) {
        let from = Origin::new("203.0.113.7".parse().ok(), "");
        for _ in 0..120 {
            t.nobody().run(StartPasskeySignIn { from }).await.unwrap();
        }
        let e = t.nobody().run(StartPasskeySignIn { from }).await.unwrap_err();
        assert!(matches!(e, Error::TooMany { .. }), "{e:?}");
        start_sign_in(t).await;
    }
}

both! { setup: setup();
    async fn without_an_address_of_the_site_there_are_no_passkeys(t: Test) {
        let (_, token) = signed_in(t).await;
        let e = act(t, &token).await.run(StartPasskey { token: secret(&token) }).await.unwrap_err();
        assert!(e.has_reason("people.no_public_url"), "{e:?}");
    }
}
