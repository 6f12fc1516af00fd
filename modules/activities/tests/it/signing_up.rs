use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_kernel::{Error, Line, Outcome, Secret, Span};
use lianxin_people::{AgeBand, ChangeMe};
use lianxin_seats::State;
use lianxin_testkit::{Setup, both};

fn quota_of_two() -> Setup {
    let mut setup = Setup::new(MODULES);
    setup.settings.set(Config { open_sign_ups_limit: Some(2) });
    setup
}

both! { MODULES;
    async fn a_party_gets_all_its_places_or_waits(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(4)).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        let (zhao, _) = resident(t, "赵").await;
        let first = li.run(SignUpForSession { session, wish: wish(2) }).await.unwrap();
        assert_eq!((first.state, first.party.len()), (State::Seated, 3));
        assert_eq!((first.party[0].name.as_str(), first.reference.len()), ("李", 6));
        let second = wang.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        assert_eq!((second.state, second.position), (State::Waiting, Some(1)));
        assert_eq!(second.decision.outcome, Outcome::Waiting);
        let third = zhao.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        assert_eq!(third.state, State::Seated, "one place was free and one was asked for");
        let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
        let seats = &shown.card.seats[0];
        assert_eq!((seats.taken, seats.free, seats.waiting), (4, Some(0), 2));
        li.run(LeaveSession { sign_up: first.id }).await.unwrap();
        let promoted = wang.ask(ShowSignUp { sign_up: second.id }).await.unwrap();
        assert_eq!((promoted.state, promoted.position), (State::Seated, None));
        t.work_jobs().await;
    }

    async fn what_stands_against_joining_is_said_beforehand(t: Test) {
        let town = Town::build(t).await;
        let mut draft = town.choir(4);
        draft.fields.age_min = Some(60);
        draft.fields.sign_up_opens_days = Some(3);
        let session = town.session(draft).await;
        let child = person(t, "小明", Some("2018-01-01")).await;
        let child = t.person_act(child, &[]);
        let unknown = person(t, "某", None).await;
        let unknown = t.person_act(unknown, &[]);
        let (elder, _) = resident(t, "李").await;
        let about = async |name, band| {
            let act = t.person_act(person(t, name, None).await, &[]);
            let age_band = Some(Secret::new(Some(band)));
            act.run(ChangeMe { age_band, ..ChangeMe::default() }).await.unwrap();
            act
        };
        let young = about("小红", AgeBand::From14).await;
        // May turn 60 before the day of the session.
        let unsure = about("周", AgeBand::From18).await;
        let sixty = about("吴", AgeBand::From60).await;
        for (act, code) in [
            (&child, "activities.age"),
            (&unknown, "activities.age_unknown"),
            (&young, "activities.age_outside"),
            (&unsure, "activities.age_unsure"),
            (&sixty, "seats.not_yet"),
            (&elder, "seats.not_yet"),
        ] {
            let shown = act.ask(ShowSession { session }).await.unwrap();
            assert_eq!(shown.may_join.outcome, Outcome::No);
            assert_eq!(shown.may_join.reasons[0].code, code);
            assert_eq!(refused(act.run(SignUpForSession { session, wish: wish(0) }).await), code);
        }
        t.clock.forward(Span::days(6));
        let shown = elder.ask(ShowSession { session }).await.unwrap();
        assert_eq!(shown.may_join.outcome, Outcome::Yes);
        assert_eq!(shown.card.sign_up.state, SignUpState::Open);
        elder.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let again = elder.run(SignUpForSession { session, wish: wish(0) }).await;
        assert_eq!(refused(again), "seats.already");
        t.clock.forward(Span::days(30));
        let late = child.run(SignUpForSession { session, wish: wish(0) }).await;
        assert_eq!(refused(late), "activities.ended");
    }

    async fn hybrid_places_are_counted_apart(t: Test) {
        let town = Town::build(t).await;
        let mut draft = town.choir(1);
        draft.fields.mode = Mode::Hybrid;
        draft.fields.seats_online = Some(2);
        draft.fields.online_link = Line::new("https://meeting.example/1").ok();
        let session = town.session(draft).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let online = Wish { mode: Way::Online, ..wish(1) };
        let signed = wang.run(SignUpForSession { session, wish: online }).await.unwrap();
        assert_eq!((signed.mode, signed.state), (Way::Online, State::Seated));
        let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
        let taken: Vec<_> = shown.card.seats.iter().map(|s| (s.mode, s.taken, s.free)).collect();
        assert_eq!(taken, [(Way::OnSite, 1, Some(0)), (Way::Online, 2, Some(0))]);
        assert_eq!(shown.online_link, None);
        let shown = wang.ask(ShowSession { session }).await.unwrap();
        assert!(shown.online_link.is_some());
    }

    async fn others_do_not_learn_of_a_sign_up(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(4)).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        let sign_up = li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap().id;
        assert!(matches!(wang.ask(ShowSignUp { sign_up }).await, Err(Error::NotFound(_))));
        assert!(matches!(wang.run(LeaveSession { sign_up }).await, Err(Error::NotFound(_))));
        assert!(matches!(t.nobody().ask(ShowSignUp { sign_up }).await, Err(Error::SignIn)));
        assert!(town.clerk.ask(ShowSignUp { sign_up }).await.is_ok());
        let names = li.ask(ShowParticipants { session }).await;
        assert!(matches!(names, Err(Error::Forbidden)));
        let page = wang.ask(ListMySignUps { filter: MySignUpFilter::default() }).await.unwrap();
        assert!(page.items.is_empty());
        let page = li.ask(ListMySignUps { filter: MySignUpFilter::default() }).await.unwrap();
        assert_eq!(page.items.len(), 1);
    }

    async fn staff_are_not_bound_by_an_age_that_nobody_knows(t: Test) {
        let town = Town::build(t).await;
        let mut draft = town.choir(4);
        draft.fields.age_min = Some(60);
        let session = town.session(draft).await;
        let unsure = person(t, "周", None).await;
        let act = t.person_act(unsure, &[]);
        let age_band = Some(Secret::new(Some(AgeBand::From18)));
        act.run(ChangeMe { age_band, ..ChangeMe::default() }).await.unwrap();
        let alone = act.run(SignUpForSession { session, wish: wish(0) }).await;
        assert_eq!(refused(alone), "activities.age_unsure");
        let at_desk = SignUpFor { session, person: unsure, wish: wish(0) };
        assert_eq!(town.clerk.run(at_desk).await.unwrap().state, State::Seated);
    }

    async fn staff_act_with_reasons(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(2)).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        let (_, zhao) = resident(t, "赵").await;
        let first = li.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        let pair = wang.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        let single = town.clerk.run(SignUpFor { session, person: zhao, wish: wish(0) }).await.unwrap();
        assert_eq!(single.position, Some(2));
        let why = || Line::new("行动不便").unwrap();
        let early = town.clerk.run(PromoteSignUp { sign_up: single.id, reason: why() }).await;
        assert_eq!(refused(early), "seats.full");
        let own = wang.run(PromoteSignUp { sign_up: pair.id, reason: why() }).await;
        assert!(matches!(own, Err(Error::NotFound(_))), "nobody moves themself up");
        town.clerk.run(RemoveSignUp { sign_up: first.id, reason: why() }).await.unwrap();
        let seated = wang.ask(ShowSignUp { sign_up: pair.id }).await.unwrap();
        assert_eq!(seated.state, State::Seated);
        let list = town.clerk.ask(ShowParticipants { session }).await.unwrap();
        let names = |list: &[Participant]| list.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&list.seated), ["王"]);
        assert_eq!(names(&list.waiting), ["赵"]);
        assert_eq!(names(&list.gone), ["李"]);
        assert!(list.waiting[0].by_staff && list.waiting[0].next_to_promote);
    }
}

both! { setup: quota_of_two();
    async fn a_resident_has_a_limit_of_open_sign_ups(t: Test) {
        let town = Town::build(t).await;
        let mut sessions = vec![];
        for hour in ["08:00", "10:00", "12:00"] {
            let to = format!("{}:30", &hour[..2]);
            let draft = ProgramDraft { series: once("2026-03-10", hour, &to), ..town.choir(9) };
            sessions.push(town.session(draft).await);
        }
        let (li, id) = resident(t, "李").await;
        for session in &sessions[..2] {
            li.run(SignUpForSession { session: *session, wish: wish(0) }).await.unwrap();
        }
        let third = SignUpForSession { session: sessions[2], wish: wish(0) };
        assert_eq!(refused(li.run(third.clone()).await), "seats.limit");
        let by_staff = SignUpFor { session: sessions[2], person: id, wish: wish(0) };
        town.clerk.run(by_staff).await.unwrap();
    }
}
