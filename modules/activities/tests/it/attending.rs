use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_kernel::{Line, Secret, Span, Timestamp};
use lianxin_people::{PersonId, RenewCard};
use lianxin_testkit::{both, race};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn by(person: PersonId) -> Comer {
    Comer { card: None, sign_up: None, person: Some(person), members: None }
}

fn card(code: &str) -> Comer {
    Comer {
        card: Line::new(code).ok().map(Secret::new),
        sign_up: None,
        person: None,
        members: None,
    }
}

async fn code(town: &Town, session: SessionId) -> Secret<Line<40>> {
    let door = town.clerk.ask(ShowDoor { session, site: "http://x".into() }).await.unwrap();
    assert!(door.svg.contains("<svg") && door.url.contains(&door.token));
    Secret::new(Line::new(&door.token).unwrap())
}

both! { MODULES;
    async fn the_code_at_the_door_checks_a_party_in_once(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(9)).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        li.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        let early = CheckInByCode { session, token: code(&town, session).await };
        assert_eq!(refused(li.run(early).await), "presence.too_early");
        t.clock.set(at("2026-03-10T01:10:00Z"));
        let token = code(&town, session).await;
        let there = CheckInByCode { session, token };
        let first = li.run(there.clone()).await.unwrap();
        assert_eq!(first.present.len(), 2);
        assert!(first.present.iter().all(|p| !p.already));
        let again = li.run(there.clone()).await.unwrap();
        assert!(again.present.iter().all(|p| p.already));
        assert_eq!(refused(wang.run(there.clone()).await), "presence.not_signed_up");
        t.clock.forward(Span::minutes(2));
        assert_eq!(refused(li.run(there).await), "presence.token_old");
        let token = code(&town, session).await;
        let gone = li.run(CheckOutByCode { session, token }).await.unwrap();
        assert!(gone.present.iter().all(|p| p.left_at.is_some()));
        t.clock.set(at("2026-03-10T03:00:00Z"));
        let token = code(&town, session).await;
        assert_eq!(refused(li.run(CheckInByCode { session, token }).await), "presence.too_late");
    }

    async fn each_fault_of_who_came_is_found(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(9)).await;
        let (li, _) = resident(t, "李").await;
        li.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        t.clock.set(at("2026-03-10T01:10:00Z"));
        let token = code(&town, session).await;
        li.run(CheckInByCode { session, token }).await.unwrap();
        let faults = [
            ("update presence_stay set claim = id", "update presence_stay set claim = (select id from seats_claim)", "by a sign-up that is not there"),
            ("update seats_claim set subject = id", "update seats_claim set subject = (select subject from presence_stay limit 1)", "by a sign-up to something else"),
            ("update seats_claim set party_size = 1", "update seats_claim set party_size = 2", "more of a party came than it has people"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("activities.stays", breaking, mending, expected).await;
        }
    }

    async fn the_desk_checks_in_by_card_by_name_and_walk_ins(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(3)).await;
        let (li, li_id) = resident(t, "李").await;
        let (_, wang) = resident(t, "王").await;
        let (_, zhao) = resident(t, "赵").await;
        let signed = li.run(SignUpForSession { session, wish: wish(1) }).await.unwrap();
        let li_card = li.run(RenewCard { person: li_id }).await.unwrap().code.to_string();
        t.clock.set(at("2026-03-10T01:20:00Z"));
        let one = Comer { members: Some(vec![signed.party[1].id]), ..card(&li_card) };
        let came = town.clerk.run(CheckInAtDesk { session, comer: one }).await.unwrap();
        assert_eq!(came.present.len(), 1);
        assert!(!came.walk_in);
        let both = town.clerk.run(CheckInAtDesk { session, comer: by(li_id) }).await.unwrap();
        assert_eq!(both.present.iter().map(|p| p.already).collect::<Vec<_>>(), [false, true]);
        let walk_in = town.clerk.run(CheckInAtDesk { session, comer: by(wang) }).await.unwrap();
        assert!(walk_in.walk_in);
        let full = town.clerk.run(CheckInAtDesk { session, comer: by(zhao) }).await;
        assert_eq!(refused(full), "seats.full");
        let unknown = town.clerk.run(CheckInAtDesk { session, comer: card("LX-0000") }).await;
        assert_eq!(refused(unknown), "card unknown");
        let nobody = Comer { card: None, sign_up: None, person: None, members: None };
        assert_eq!(refused(town.clerk.run(CheckInAtDesk { session, comer: nobody }).await), "card required");
        let undone = town.clerk.run(UndoCheckIn { session, comer: by(wang) }).await.unwrap();
        assert!(undone.present.is_empty());
        let list = town.clerk.ask(ShowParticipants { session }).await.unwrap();
        assert_eq!((list.session.present, list.session.seated, list.free), (2, 3, Some(0)));
    }

    race async fn fifty_taps_at_once_are_one_presence(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(9)).await;
        let (li, id) = resident(t, "李").await;
        li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        t.clock.set(at("2026-03-10T01:20:00Z"));
        let answers = race(50, |_| {
            let clerk = town.clerk.clone();
            async move { clerk.run(CheckInAtDesk { session, comer: by(id) }).await.unwrap() }
        })
        .await;
        let fresh = answers.iter().filter(|a| !a.present[0].already).count();
        assert_eq!(fresh, 1);
        let list = town.clerk.ask(ShowParticipants { session }).await.unwrap();
        assert_eq!(list.session.present, 1);
    }

    async fn what_needs_no_sign_up_takes_who_comes(t: Test) {
        let town = Town::build(t).await;
        let mut draft = town.choir(1);
        draft.fields.sign_up_needed = false;
        let session = town.session(draft).await;
        let (li, _) = resident(t, "李").await;
        let refusal = li.run(SignUpForSession { session, wish: wish(0) }).await;
        assert_eq!(refused(refusal), "activities.no_sign_up_needed");
        t.clock.set(at("2026-03-10T02:00:00Z"));
        let token = code(&town, session).await;
        let came = li.run(CheckInByCode { session, token }).await.unwrap();
        assert_eq!(came.present.len(), 1);
        let list = town.clerk.ask(ShowParticipants { session }).await.unwrap();
        assert_eq!(list.walk_ins.len(), 1);
    }

    async fn feedback_is_for_those_who_were_there_once_and_nameless(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(9)).await;
        let (li, id) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        for act in [&li, &wang] {
            act.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        }
        t.clock.set(at("2026-03-10T02:00:00Z"));
        town.clerk.run(CheckInAtDesk { session, comer: by(id) }).await.unwrap();
        let said = |level| GiveFeedback { session, level, comment: None };
        assert_eq!(refused(li.run(said(5)).await), "activities.feedback_too_early");
        t.clock.set(at("2026-03-10T04:00:00Z"));
        assert_eq!(refused(li.run(said(6)).await), "level out_of_range");
        assert_eq!(refused(wang.run(said(5)).await), "activities.feedback_not_there");
        li.run(said(4)).await.unwrap();
        assert_eq!(refused(li.run(said(4)).await), "activities.feedback_given");
        let view = town.clerk.ask(ShowFeedback { session }).await.unwrap();
        assert_eq!((view.count, view.levels), (1, vec![0, 0, 0, 1, 0]));
    }
}
