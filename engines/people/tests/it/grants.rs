use crate::world::*;
use lianxin_kernel::{Actor, Error, FieldCode, Language, Person, Role, Span};
use lianxin_people::{EndGrant, GiveGrant, PersonId, PlaceId};
use lianxin_testkit::{both, race};

fn give(person: PersonId, role: Role, place: impl Into<PlaceId>) -> GiveGrant {
    GiveGrant::standing(person, role, place)
}

async fn roles(t: &Test, token: &str) -> Vec<Role> {
    let act = act_of(t, token).await.unwrap();
    act.actor().unwrap().person().unwrap().grants.iter().map(|g| g.role).collect()
}

both! { setup: setup();
    async fn a_role_holds_on_its_days(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut duty = give(id, Role::CenterManager, w.south);
        duty.from = Some("2026-03-03".parse().unwrap());
        duty.until = Some("2026-03-04".parse().unwrap());
        t.system().run(duty).await.unwrap();
        let mut seen = vec![];
        for _ in 0..4 {
            seen.push(roles(t, &staff_token(t, "wang.li").await).await.len());
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, [1, 2, 2, 1]);
    }

    async fn a_revoked_role_ends_at_once(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let token = staff_token(t, "wang.li").await;
        assert_eq!(roles(t, &token).await, [Role::Clerk]);
        let revoke = EndGrant { grant: grants_at(t, w.north).await.remove(0).grant };
        t.system().run(revoke.clone()).await.unwrap();
        assert!(roles(t, &token).await.is_empty());
        let e = t.system().run(revoke).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }

    race async fn the_same_role_given_often_is_held_once(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        race(4, |_| {
            let act = t.system();
            async move { act.run(give(id, Role::CenterManager, w.north)).await.unwrap().grant }
        }).await;
        let mut held = roles(t, &staff_token(t, "wang.li").await).await;
        held.sort();
        assert_eq!(held, [Role::CenterManager, Role::Clerk]);
    }

    async fn only_an_administrator_at_or_above_the_place_gives_roles(t: Test) {
        let w = world(t).await;
        let boss = added(t, "管", None, None).await.hit.person;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        for grants in [
            vec![],
            vec![grant(Role::CenterManager, w.north)],
            vec![grant(Role::DistrictManager, w.district)],
            vec![grant(Role::Administrator, w.south)],
        ] {
            let act = t.person_act(boss, &grants);
            let e = act.run(give(id, Role::Clerk, w.north)).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{grants:?} {e:?}");
        }
        // Among what a clerk may is what is sensitive: who gives that has proved a second factor.
        let grants = vec![grant(Role::Administrator, w.north)];
        let weak = t.person_act(boss, &grants);
        let e = weak.run(give(id, Role::Clerk, w.north)).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let strong = Person { grants, strong: true, ..Person::new(boss, Language::ZhCn) };
        let act = t.app.act(Some(Actor::Person(strong)));
        act.run(give(id, Role::Clerk, w.north)).await.unwrap();
        // Not above one's own place.
        let e = act.run(give(id, Role::Administrator, w.street)).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
        let e = t.nobody().run(give(id, Role::Clerk, w.north)).await.unwrap_err();
        assert!(matches!(e, Error::SignIn), "{e:?}");
    }

    async fn what_makes_no_sense_is_refused(t: Test) {
        let w = world(t).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let system = t.system();
        for role in [Role::Anyone, Role::Resident] {
            let e = system.run(give(id, role, w.north)).await.unwrap_err();
            assert_eq!(refused(e), [("role".to_owned(), FieldCode::Unknown)]);
        }
        let mut back = give(id, Role::Clerk, w.north);
        back.from = Some("2026-03-04".parse().unwrap());
        back.until = Some("2026-03-03".parse().unwrap());
        let e = system.run(back).await.unwrap_err();
        assert_eq!(refused(e), [("until".to_owned(), FieldCode::BeforeStart)]);
        let nowhere = lianxin_places::RegionId(t.some_id());
        let e = system.run(give(id, Role::Clerk, nowhere)).await.unwrap_err();
        assert_eq!(refused(e), [("place".to_owned(), FieldCode::Unknown)]);
        let e = system.run(give(PersonId(t.some_id()), Role::Clerk, w.north)).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }
}
