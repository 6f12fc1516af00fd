use crate::authority::{FakeAuthority, ISSUER, Lie};
use crate::software_key::HERE;
use crate::world::*;
use lianxin_kernel::{Error, Line, Names, Role, Secret, Span};
use lianxin_people::{
    AuthoritySignIn, Came, Config, Fetcher, LinkSubject, ListSubjects, Opened, Origin, PersonId,
    Provider, ShowAccount, SignInWay, Started, UnlinkSubject, come_back, start,
};
use lianxin_testkit::{Setup, both, start_of_time};
use lianxin_web::PublicUrl;
use serde_json::json;
use std::sync::Arc;

fn with(provider: Provider) -> Setup {
    let fake = FakeAuthority::new(start_of_time().seconds());
    let mut setup = setup();
    setup.settings.set(PublicUrl(HERE.into()));
    setup.settings.set(Config { oidc: vec![provider], ..Config::default() });
    setup.settings.set(Fetcher(Arc::new(fake.clone())));
    setup.settings.set(fake);
    setup
}

fn city() -> Provider {
    Provider {
        key: "city".into(),
        name: Names::zh_cn("市统一认证"),
        issuer: ISSUER.into(),
        client_id: "lianxin".into(),
        strong: vec!["urn:two".into(), "otp".into()],
        ..Provider::default()
    }
}

fn by_login() -> Provider {
    Provider { login_claim: "preferred_username".into(), ..city() }
}

fn by_mail() -> Provider {
    Provider { login_claim: "email".into(), ..city() }
}

fn fake(t: &Test) -> FakeAuthority {
    t.app.settings().find::<FakeAuthority>().unwrap().as_ref().clone()
}

async fn go(t: &Test) -> Started {
    start(&t.nobody(), "city", Origin::default()).await.unwrap()
}

fn came(state: String, code: &str, browser: &str) -> Came {
    let (code, browser) = (Secret::new(code.to_owned()), Secret::new(browser.to_owned()));
    Came { state, code, browser, from: Origin::default() }
}

/// There and back again.
async fn round(t: &Test) -> Result<AuthoritySignIn, Error> {
    let started = go(t).await;
    let state = fake(t).visit(&started.address);
    come_back(&t.nobody(), came(state, "the code", started.browser.expose())).await
}

fn opened(answer: Result<AuthoritySignIn, Error>) -> Opened {
    match answer.unwrap() {
        AuthoritySignIn::SignedIn(opened) => opened,
        other => panic!("{other:?}"),
    }
}

async fn link(t: &Test, person: PersonId, subject: &str) -> Result<(), Error> {
    let subject = Secret::new(Line::new(subject).unwrap());
    t.system().run(LinkSubject { person, provider: "city".into(), subject }).await
}

both! { setup: with(city());
    async fn whom_an_administrator_linked_signs_in_with_their_roles(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked));
        link(t, id, "4711").await.unwrap();
        let opened = opened(round(t).await);
        assert_eq!(opened.person, id);
        let act = act_of(t, opened.token.expose()).await.unwrap();
        assert!(!act.actor().unwrap().person().unwrap().strong);
        assert_eq!(act.ask(ShowAccount).await.unwrap().desk.len(), 1);
        let here = lianxin_people::ShowSignIn { token: opened.token.clone() };
        assert_eq!(act.ask(here).await.unwrap().way, SignInWay::Authority);
        let links = t.system().ask(ListSubjects { person: id }).await.unwrap();
        assert!(links[0].used_at.is_some() && links[0].subject == "4711");
        // Taken away, it opens nothing, and what it opened ends.
        t.system().run(UnlinkSubject { person: id, provider: "city".into() }).await.unwrap();
        assert!(act_of(t, opened.token.expose()).await.is_none());
        assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked));
    }

    async fn every_lie_is_refused(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        link(t, id, "4711").await.unwrap();
        link(t, staff_member(t, "zhao", Role::Clerk, w.north).await, "someone else").await.unwrap();
        for lie in [
            Lie::Nonce, Lie::Issuer, Lie::Audience, Lie::Expired, Lie::NoSignature,
            Lie::SharedSecret, Lie::OtherKey, Lie::Changed, Lie::NoToken,
        ] {
            let started = go(t).await;
            let state = fake(t).visit(&started.address);
            fake(t).set(|s| s.lie = lie);
            let came = came(state, "the code", started.browser.expose());
            let answer = come_back(&t.nobody(), came).await.unwrap();
            assert!(matches!(answer, AuthoritySignIn::Refused), "{lie:?} {answer:?}");
            fake(t).set(|s| s.lie = Lie::None);
        }
        let refused = t.audit().await.into_iter().filter(|l| l.notes.contains("refused"));
        assert_eq!(refused.count(), 9);
        opened(round(t).await);
    }

    async fn an_authority_that_is_away_or_another_is_said_to_be(t: Test) {
        for lie in [Lie::Away, Lie::Described] {
            fake(t).set(|s| s.lie = lie);
            let e = start(&t.nobody(), "city", Origin::default()).await.unwrap_err();
            assert!(e.has_reason("people.authority_away"), "{lie:?} {e:?}");
        }
        let e = start(&t.nobody(), "nobody", Origin::default()).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }

    async fn only_the_browser_that_went_comes_back_and_once(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        link(t, id, "4711").await.unwrap();
        let refused = |answer: Result<AuthoritySignIn, Error>, why: &str| {
            assert!(matches!(answer, Ok(AuthoritySignIn::Refused)), "{why} {answer:?}");
        };
        let back = |state: &str, code: &str, browser: &str| {
            let (act, came) = (t.nobody(), came(state.to_owned(), code, browser));
            async move { come_back(&act, came).await }
        };
        let started = go(t).await;
        let state = fake(t).visit(&started.address);
        let browser = started.browser.expose();
        refused(back(&state, "the code", "").await, "no cookie");
        refused(back(&state, "the code", &"A".repeat(43)).await, "another browser");
        refused(back("", "the code", browser).await, "no state");
        refused(back(browser, "the code", browser).await, "no id in it");
        let other = go(t).await;
        let mixed = format!("{}.{}", state.split_once('.').unwrap().0, other.browser.expose());
        refused(back(&mixed, "the code", other.browser.expose()).await, "the id of another");
        // That took it, so the right browser has to go again.
        refused(back(&state, "the code", browser).await, "taken");
        let started = go(t).await;
        let state = fake(t).visit(&started.address);
        refused(back(&state, "a wrong code", started.browser.expose()).await, "wrong code");
        let started = go(t).await;
        let state = fake(t).visit(&started.address);
        opened(back(&state, "the code", started.browser.expose()).await);
        refused(back(&state, "the code", started.browser.expose()).await, "a second time");
        let started = go(t).await;
        let state = fake(t).visit(&started.address);
        t.clock.forward(Span::minutes(15));
        refused(back(&state, "the code", started.browser.expose()).await, "too late");
    }

    async fn what_an_authority_proved_counts_as_the_settings_say(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        link(t, id, "4711").await.unwrap();
        for (claims, strong) in [
            (json!({}), false),
            (json!({ "acr": "urn:one" }), false),
            (json!({ "acr": "urn:two" }), true),
            (json!({ "amr": ["pwd"] }), false),
            (json!({ "amr": ["pwd", "otp"] }), true),
        ] {
            fake(t).set(|s| s.claims = claims.clone());
            let opened = opened(round(t).await);
            let act = act_of(t, opened.token.expose()).await.unwrap();
            assert_eq!(act.actor().unwrap().person().unwrap().strong, strong, "{claims}");
        }
    }

    async fn a_subject_is_one_s_and_links_need_who_stands_above(t: Test) {
        let w = world(t).await;
        let wang = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let zhao = staff_member(t, "zhao", Role::Administrator, w.street).await;
        link(t, wang, "4711").await.unwrap();
        for (person, subject) in [(zhao, "4711"), (wang, "4712")] {
            let e = link(t, person, subject).await.unwrap_err();
            assert_eq!(refused(e), [("subject".to_owned(), lianxin_kernel::FieldCode::Taken)]);
        }
        let act = t.person_act(zhao, &[grant(Role::Administrator, w.street)]);
        let command = |person| LinkSubject {
            person, provider: "city".into(), subject: Secret::new(Line::new("1").unwrap()),
        };
        let e = act.run(command(wang)).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let e = t.person_act(wang, &[grant(Role::Clerk, w.north)]).run(command(zhao)).await;
        assert!(matches!(e, Err(Error::NotFound(_))), "{e:?}");
        let unknown = LinkSubject { provider: "other".into(), ..command(wang) };
        let e = t.system().run(unknown).await.unwrap_err();
        assert_eq!(refused(e), [("provider".to_owned(), lianxin_kernel::FieldCode::Unknown)]);
        // An ended account frees what the authority calls its owner.
        t.system().run(lianxin_people::EndPerson { person: wang }).await.unwrap();
        assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked));
    }
}

both! { setup: with(by_login());
    async fn a_claim_the_settings_name_links_the_first_time(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        fake(t).set(|s| s.claims = json!({ "preferred_username": "Wang.Li" }));
        assert_eq!(opened(round(t).await).person, id);
        // From then on the subject counts, and no other subject takes the account by its login.
        fake(t).set(|s| s.claims = json!({ "preferred_username": "nobody" }));
        assert_eq!(opened(round(t).await).person, id);
        fake(t).set(|s| {
            s.subject = "4712".into();
            s.claims = json!({ "preferred_username": "wang.li" });
        });
        assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked));
        // And who has no account here gets none.
        fake(t).set(|s| s.claims = json!({ "preferred_username": "someone.new" }));
        assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked));
    }
}

both! { setup: with(by_mail());
    async fn an_address_nobody_verified_links_nobody(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang@a.example", Role::Clerk, w.north).await;
        for claims in [
            json!({ "email": "wang@a.example" }),
            json!({ "email": "wang@a.example", "email_verified": false }),
            json!({ "email_verified": true }),
        ] {
            fake(t).set(|s| s.claims = claims.clone());
            assert!(matches!(round(t).await.unwrap(), AuthoritySignIn::NotLinked), "{claims}");
        }
        fake(t).set(|s| s.claims = json!({ "email": "wang@a.example", "email_verified": true }));
        assert_eq!(opened(round(t).await).person, id);
    }
}
