//! Duty, standing in, and what nobody may do with either.
use crate::world::*;
use lianxin_kernel::{Act, Error, FieldCode, Role, Scope, Span, allows};
use lianxin_people::{
    AppointDeputy, ChangeGrant, EndDeputy, EndGrant, GiveDuty, GiveGrant, PersonId, PlaceId,
    permissions, set_password,
};
use lianxin_testkit::both;

fn at(t: &Test, hours: i64) -> lianxin_kernel::Timestamp {
    t.app.now() + Span::hours(hours)
}

fn duty(t: &Test, person: PersonId, role: Role, place: impl Into<PlaceId>) -> GiveDuty {
    let (from_at, until_at) = (at(t, 0), at(t, 3));
    GiveDuty { person, role, place: place.into(), modules: None, from_at, until_at }
}

fn deputy(t: &Test, absent: PersonId, deputy: PersonId, hours: i64) -> AppointDeputy {
    AppointDeputy { absent, deputy, from_at: at(t, 0), until_at: at(t, hours) }
}

async fn finds(t: &Test, login: &str, place: impl Into<PlaceId>) -> bool {
    let act = act_of(t, &staff_token(t, login).await).await.unwrap();
    may(&act, place.into())
}

fn may(act: &Act, place: PlaceId) -> bool {
    let scope = Scope::district(1).at(vec![place.id()]);
    allows(act.actor(), permissions::FIND, &scope)
}

fn forbidden<T: std::fmt::Debug>(answer: Result<T, Error>) {
    assert!(matches!(answer, Err(Error::Forbidden)), "{answer:?}");
}

both! { setup: setup();
    async fn duty_ends_with_its_hour(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        t.system().run(duty(t, id, Role::DutyOfficer, w.south)).await.unwrap();
        let token = staff_token(t, "wang.li").await;
        for (minutes, holds) in [(0, true), (179, true), (1, false), (600, false)] {
            t.clock.forward(Span::minutes(minutes));
            if let Some(act) = act_of(t, &token).await {
                assert_eq!(may(&act, w.south.into()), holds, "{minutes}");
            }
        }
        let mut late = duty(t, id, Role::DutyOfficer, w.south);
        late.until_at = late.from_at + Span::days(32);
        let e = t.system().run(late).await.unwrap_err();
        assert_eq!(refused(e), [("until_at".to_owned(), FieldCode::OutOfRange)]);
        let mut past = duty(t, id, Role::DutyOfficer, w.south);
        (past.from_at, past.until_at) = (at(t, -3), at(t, 0));
        let e = t.system().run(past).await.unwrap_err();
        assert_eq!(refused(e), [("until_at".to_owned(), FieldCode::InPast)]);
    }

    async fn a_center_manager_plans_duty_and_nothing_else(t: Test) {
        let w = world(t).await;
        let (_, boss) = signed_in(t, "boss", Role::CenterManager, w.north).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let given = boss.run(duty(t, id, Role::DutyOfficer, w.north)).await.unwrap().grant;
        forbidden(boss.run(duty(t, id, Role::DutyOfficer, w.south)).await);
        forbidden(boss.run(GiveGrant::standing(id, Role::Clerk, w.north)).await);
        let standing = grants_at(t, w.north).await;
        let standing = standing.iter().find(|g| g.person == id && g.role == Role::Clerk).unwrap();
        forbidden(boss.run(EndGrant { grant: standing.grant }).await);
        let until_at = Some(at(t, 1));
        let change = |grant| ChangeGrant {
            grant, modules: None, from: None, until: None, from_at: None, until_at,
        };
        boss.run(change(given)).await.unwrap();
        t.clock.forward(Span::hours(1));
        assert!(!grants_at(t, w.north).await.iter().any(|g| g.grant == given && g.in_force));
        boss.run(EndGrant { grant: given }).await.unwrap();
        assert!(grants_at(t, w.north).await.iter().all(|g| g.grant != given));
        // What they do not hold they do not give either, also not for an hour.
        let e = boss.run(duty(t, id, Role::Administrator, w.north)).await.unwrap_err();
        assert!(e.has_reason("people.right_not_held"), "{e:?}");
    }

    async fn a_deputy_holds_what_the_absent_person_holds_and_no_longer(t: Test) {
        let w = world(t).await;
        let absent = staff_member(t, "absent", Role::Clerk, w.south).await;
        let stands_in = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        t.system().run(deputy(t, absent, stands_in, 48)).await.unwrap();
        assert!(finds(t, "wang.li", w.south).await && finds(t, "wang.li", w.north).await);
        let lost = grants_at(t, w.south).await.remove(0).grant;
        t.system().run(EndGrant { grant: lost }).await.unwrap();
        assert!(!finds(t, "wang.li", w.south).await);
        t.system().run(GiveGrant::standing(absent, Role::Clerk, w.south)).await.unwrap();
        t.clock.forward(Span::hours(47));
        assert!(finds(t, "wang.li", w.south).await);
        t.clock.forward(Span::hours(1));
        assert!(!finds(t, "wang.li", w.south).await && finds(t, "wang.li", w.north).await);
    }

    async fn what_is_lent_is_not_lent_on(t: Test) {
        let w = world(t).await;
        let absent = staff_member(t, "absent", Role::CenterManager, w.south).await;
        let second = staff_member(t, "second", Role::Clerk, w.north).await;
        let third = staff_member(t, "third", Role::Clerk, w.north).await;
        t.system().run(deputy(t, absent, second, 48)).await.unwrap();
        t.system().run(deputy(t, second, third, 48)).await.unwrap();
        assert!(finds(t, "second", w.south).await);
        assert!(!finds(t, "third", w.south).await);
        // Who stands in for a manager names no deputy of that manager.
        let act = act_of(t, &staff_token(t, "second").await).await.unwrap();
        forbidden(act.run(deputy(t, absent, third, 48)).await);
        forbidden(act.run(deputy(t, absent, second, 96)).await);
    }

    async fn nobody_changes_their_own_grants_also_not_through_a_deputy(t: Test) {
        let w = world(t).await;
        let (id, act) = signed_in(t, "admin", Role::Administrator, w.district).await;
        let boss = staff_member(t, "boss", Role::Administrator, w.district).await;
        forbidden(act.run(GiveGrant::standing(id, Role::Clerk, w.north)).await);
        forbidden(act.run(duty(t, id, Role::DutyOfficer, w.north)).await);
        forbidden(act.run(deputy(t, boss, id, 10)).await);
        let stands_in = t.system().run(deputy(t, boss, id, 10)).await.unwrap().id;
        // What the boss is given now would come to the deputy.
        forbidden(act.run(GiveGrant::standing(boss, Role::Clerk, w.north)).await);
        forbidden(act.run(duty(t, boss, Role::DutyOfficer, w.north)).await);
        forbidden(act.run(EndDeputy { deputy: stands_in }).await);
        let password = lianxin_kernel::Secret::new("battery staple".to_owned());
        forbidden(set_password(&act, boss, None, &password).await);
        t.clock.forward(Span::hours(10));
        let act = strong_act(t, "admin").await;
        act.run(GiveGrant::standing(boss, Role::Clerk, w.north)).await.unwrap();
    }

    async fn an_account_is_out_of_reach_for_who_stands_below_what_is_lent_to_it(t: Test) {
        let w = world(t).await;
        let boss = staff_member(t, "boss", Role::Administrator, w.district).await;
        let clerk = staff_member(t, "clerk", Role::Clerk, w.north).await;
        let (_, act) = signed_in(t, "admin", Role::Administrator, w.north).await;
        let password = lianxin_kernel::Secret::new("battery staple".to_owned());
        set_password(&act, clerk, None, &password).await.unwrap();
        t.system().run(deputy(t, boss, clerk, 48)).await.unwrap();
        let e = set_password(&act, clerk, None, &password).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }

    async fn who_has_nothing_or_left_lends_nothing(t: Test) {
        let w = world(t).await;
        let nothing = added(t, "茶", None, Some(w.north)).await.hit.person;
        let absent = staff_member(t, "absent", Role::Clerk, w.south).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let e = t.system().run(deputy(t, nothing, id, 48)).await.unwrap_err();
        assert!(e.has_reason("people.nothing_to_lend"), "{e:?}");
        let e = t.system().run(deputy(t, id, id, 48)).await.unwrap_err();
        assert_eq!(refused(e), [("deputy".to_owned(), FieldCode::Wrong)]);
        t.system().run(deputy(t, absent, id, 48)).await.unwrap();
        t.system().run(lianxin_people::EndPerson { person: absent }).await.unwrap();
        assert!(!finds(t, "wang.li", w.south).await);
    }
}
