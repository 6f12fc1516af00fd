//! What someone may do, and why; and what their account shows of it.
use crate::world::*;
use lianxin_kernel::{Error, Outcome, Role, Span};
use lianxin_people::{
    AppointDeputy, AskedRights, EndGrant, GiveDuty, GiveGrant, GrantKind, Modules, PersonId,
    PlaceId, RightLine, ShowAccount, ShowRights,
};
use lianxin_testkit::both;

async fn ask(t: &Test, person: PersonId, place: Option<PlaceId>) -> AskedRights {
    t.system().ask(ShowRights { person, place }).await.unwrap()
}

fn line<'a>(asked: &'a AskedRights, permission: &str) -> &'a RightLine {
    asked.items.iter().find(|l| l.permission == permission).unwrap()
}

/// The outcome, the first reason and the kinds it rests on.
fn told(asked: &AskedRights, permission: &str) -> (Outcome, String, Vec<GrantKind>) {
    let line = line(asked, permission);
    let code = line.decision.reasons[0].code.to_string();
    (line.decision.outcome, code, line.by.iter().map(|b| b.kind).collect())
}

fn no(code: &str) -> (Outcome, String, Vec<GrantKind>) {
    (Outcome::No, code.to_owned(), vec![])
}

both! { setup: setup();
    async fn each_right_says_what_it_rests_on(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let absent = staff_member(t, "absent", Role::CenterManager, w.south).await;
        let north = Some(w.north.into());
        let asked = ask(t, id, north).await;
        assert_eq!(told(&asked, "people.find"), (Outcome::Yes, "people.right_by_role".to_owned(), vec![GrantKind::Standing]));
        let by = &line(&asked, "people.find").by[0];
        assert_eq!((by.role, by.at.place, by.until, by.until_at), (Role::Clerk, w.north.into(), None, None));
        assert_eq!(told(&asked, "people.sign_in").1, "people.right_for_everyone");
        assert_eq!(told(&asked, "people.own").1, "people.right_for_oneself");
        assert_eq!(told(&asked, "people.keep"), no("people.right_program_only"));
        assert_eq!(told(&asked, "people.grant"), no("people.right_not_given"));

        let south = Some(w.south.into());
        assert_eq!(told(&ask(t, id, south).await, "people.find"), no("people.right_elsewhere"));
        let (from_at, until_at) = (t.app.now(), t.app.now() + Span::hours(5));
        let duty = GiveDuty { person: id, role: Role::DutyOfficer, place: w.south.into(), modules: None, from_at, until_at };
        let duty = t.system().run(duty).await.unwrap().grant;
        let asked = ask(t, id, south).await;
        assert_eq!(told(&asked, "people.find"), (Outcome::Yes, "people.right_by_duty".to_owned(), vec![GrantKind::Duty]));
        assert_eq!(line(&asked, "people.find").by[0].until_at, Some(until_at));
        t.system().run(EndGrant { grant: duty }).await.unwrap();

        let lend = AppointDeputy { absent, deputy: id, from_at, until_at };
        t.system().run(lend).await.unwrap();
        let asked = ask(t, id, south).await;
        assert_eq!(told(&asked, "people.find"), (Outcome::Yes, "people.right_by_deputy".to_owned(), vec![GrantKind::Deputy]));
        let by = &line(&asked, "people.find").by[0];
        assert_eq!((by.lent_by, by.lent_by_name.as_deref()), (Some(absent), Some("王丽")));
        t.clock.forward(Span::hours(5));
        assert_eq!(told(&ask(t, id, south).await, "people.find"), no("people.right_elsewhere"));
    }

    async fn each_right_that_is_missing_says_what_is_near(t: Test) {
        let w = world(t).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let mut ahead = GiveGrant::standing(id, Role::Clerk, w.north);
        ahead.from = Some("2026-04-01".parse().unwrap());
        t.system().run(ahead).await.unwrap();
        assert_eq!(told(&ask(t, id, None).await, "people.find"), no("people.right_not_now"));
        let mut within = GiveGrant::standing(id, Role::CenterManager, w.north);
        within.modules = Some(Modules::from(vec!["places".to_owned()]));
        t.system().run(within).await.unwrap();
        let asked = ask(t, id, None).await;
        assert_eq!(told(&asked, "people.find"), no("people.right_other_modules"));
        assert_eq!(told(&asked, "places.edit_hours").0, Outcome::Yes);
    }

    async fn one_sees_one_s_own_and_an_administrator_those_below(t: Test) {
        let w = world(t).await;
        let (id, act) = signed_in(t, "wang.li", Role::Clerk, w.north).await;
        let (boss, north) = signed_in(t, "north", Role::Administrator, w.north).await;
        let (_, south) = signed_in(t, "south", Role::Administrator, w.south).await;
        let mine = act.ask(ShowRights { person: id, place: None }).await.unwrap();
        assert_eq!(told(&mine, "people.find").0, Outcome::Yes);
        north.ask(ShowRights { person: id, place: None }).await.unwrap();
        for (who, whom) in [(&south, id), (&act, boss)] {
            let e = who.ask(ShowRights { person: whom, place: None }).await.unwrap_err();
            assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        }
    }

    async fn the_account_shows_what_is_held_and_by_what(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let absent = staff_member(t, "absent", Role::CenterManager, w.south).await;
        let (from_at, until_at) = (t.app.now(), t.app.now() + Span::hours(5));
        t.system().run(AppointDeputy { absent, deputy: id, from_at, until_at }).await.unwrap();
        let token = staff_token(t, "wang.li").await;
        let desk = act_of(t, &token).await.unwrap().ask(ShowAccount).await.unwrap().desk;
        let kinds: Vec<_> = desk.iter().map(|d| (d.role, d.kind, d.until_at)).collect();
        assert_eq!(kinds, [
            (Role::Clerk, GrantKind::Standing, None),
            (Role::CenterManager, GrantKind::Deputy, Some(until_at)),
        ]);
        assert!(desk[0].permissions.iter().any(|p| p == "people.find"));
        assert!(!desk[0].permissions.iter().any(|p| p == "people.duty"));
        assert!(desk[1].permissions.iter().any(|p| p == "people.duty"));
        t.clock.forward(Span::hours(5));
        let desk = act_of(t, &token).await.unwrap().ask(ShowAccount).await.unwrap().desk;
        assert_eq!(desk.len(), 1);
    }
}
