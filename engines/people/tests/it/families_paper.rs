use crate::families_world::*;
use lianxin_kernel::{Error, Role, Secret, Span};
use lianxin_people::{IssuePaperCode, Origin, PaperSignIn, PersonId, ShowMe, SignInByPaper};
use lianxin_testkit::both;

async fn enter(t: &Test, code: &str, date: &str) -> Result<PaperSignIn, Error> {
    enter_from(t, code, date, None).await
}

async fn enter_from(
    t: &Test,
    code: &str,
    date: &str,
    address: Option<&str>,
) -> Result<PaperSignIn, Error> {
    let code = Secret::new(code.to_owned());
    let birth_date = Secret::new(day(date));
    let from = Origin::new(address.map(|a| a.parse().unwrap()), "");
    t.nobody().run(SignInByPaper { code, birth_date, from }).await
}

#[track_caller]
fn is_wrong(answer: Result<PaperSignIn, Error>) {
    assert!(matches!(answer, Ok(PaperSignIn::Wrong)), "{answer:?}");
}

async fn printed(t: &Test) -> (World, PersonId, String) {
    let w = world(t).await;
    let person = elder(t, "䶮奶奶", w.north).await;
    let clerk = desk(t, Role::Clerk, w.north).await;
    let code = clerk.run(IssuePaperCode { person }).await.unwrap().code;
    (w, person, code)
}

both! { setup: listening();
    async fn a_printed_code_signs_in_once_with_the_birth_date(t: Test) {
        let (_, person, code) = printed(t).await;
        is_wrong(enter(t, &code, "1950-03-03").await);
        let typed = code.to_lowercase().replace('-', " ");
        let opened = match enter(t, &typed, "1950-03-02").await.unwrap() {
            PaperSignIn::SignedIn(opened) => opened,
            PaperSignIn::Wrong => panic!("wrong"),
        };
        assert_eq!(opened.person, person);
        let act = act_of(t, opened.token.expose()).await.unwrap();
        assert_eq!(act.ask(ShowMe).await.unwrap().person, person);
        assert!(act.actor().unwrap().person().unwrap().grants.is_empty());
        is_wrong(enter(t, &code, "1950-03-02").await);
        assert!(audit_at(t, person).await.iter().all(|l| !l.input.contains(&code)));
    }

    async fn a_code_ends_after_30_days_and_when_another_is_printed(t: Test) {
        let (w, person, first) = printed(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let second = clerk.run(IssuePaperCode { person }).await.unwrap().code;
        assert_ne!(first, second);
        is_wrong(enter(t, &first, "1950-03-02").await);
        t.clock.forward(Span::days(30));
        is_wrong(enter(t, &second, "1950-03-02").await);
        let third = clerk.run(IssuePaperCode { person }).await.unwrap().code;
        t.clock.forward(Span::days(29));
        assert!(matches!(enter(t, &third, "1950-03-02").await, Ok(PaperSignIn::SignedIn(_))));
    }

    async fn five_wrong_dates_are_the_end_of_a_code(t: Test) {
        let (_, _, code) = printed(t).await;
        for n in 1..=5 {
            is_wrong(enter(t, &code, &format!("1951-01-0{n}")).await);
        }
        is_wrong(enter(t, &code, "1950-03-02").await);
    }

    async fn guessing_from_one_network_has_to_wait(t: Test) {
        let (_, _, code) = printed(t).await;
        let most = lianxin_people::Config::default().address_failures;
        let lobby = Some("203.0.113.7");
        for _ in 0..most {
            is_wrong(enter_from(t, "0000-0000-0000", "1950-03-02", lobby).await);
        }
        let e = enter_from(t, &code, "1950-03-02", lobby).await.unwrap_err();
        assert!(matches!(e, Error::TooMany { .. }), "{e:?}");
        let other = enter_from(t, &code, "1950-03-02", Some("203.0.113.8")).await;
        assert!(matches!(other, Ok(PaperSignIn::SignedIn(_))), "{other:?}");
    }

    async fn only_the_desk_of_the_home_prints_and_the_person_is_told(t: Test) {
        let (w, person, _) = printed(t).await;
        t.work_jobs().await;
        let told = told(t, person).await;
        assert_eq!(told[0]["values"]["what"]["en"], "Printed a sign-in code");
        is_hidden(own(t, person).run(IssuePaperCode { person }).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.run(IssuePaperCode { person }).await);
        let (me, act) = desk_of(t, Role::Clerk, w.north).await;
        is_forbidden(act.run(IssuePaperCode { person: me }).await);
        let unknown = added(t, "不详", None, Some(w.north)).await.hit.person;
        is_refused(act.run(IssuePaperCode { person: unknown }).await, "birth_date", "required");
    }
}
