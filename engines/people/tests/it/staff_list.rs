//! Which accounts of staff there are at a place.
use crate::world::*;
use lianxin_kernel::{Error, Role, Span};
use lianxin_people::{EndGrant, EndPerson, ListStaff, PlaceId, StaffLine, StaffState, routes};
use lianxin_testkit::{Browser, both};
use serde_json::json;

fn at(place: impl Into<PlaceId>) -> ListStaff {
    ListStaff { place: place.into(), ended: false, after: None, limit: None }
}

async fn list(t: &Test, query: ListStaff) -> Vec<StaffLine> {
    t.system().ask(query).await.unwrap().items
}

fn logins(lines: &[StaffLine]) -> Vec<&str> {
    lines.iter().filter_map(|l| l.login.as_deref()).collect()
}

both! { setup: setup();
    async fn accounts_are_listed_where_they_hold_something(t: Test) {
        let w = world(t).await;
        let north = staff_member(t, "b.north", Role::Clerk, w.north).await;
        staff_member(t, "c.south", Role::CenterManager, w.south).await;
        staff_member(t, "a.admin", Role::Administrator, w.district).await;
        added(t, "李茶", None, Some(w.north)).await;
        let all = list(t, at(w.district)).await;
        assert_eq!(logins(&all), ["a.admin", "b.north", "c.south"]);
        assert_eq!(logins(&list(t, at(w.street)).await), ["b.north", "c.south"]);
        let lines = list(t, at(w.north)).await;
        assert_eq!(lines, [StaffLine {
            person: north,
            name: "王丽".into(),
            login: Some("b.north".into()),
            state: StaffState::Active,
            locked_until: None,
            ended_at: None,
            signed_in_at: None,
            second_factor: false,
            roles: vec![Role::Clerk],
        }]);
        // Page by page.
        let first = t.system().ask(ListStaff { limit: Some(2), ..at(w.district) }).await.unwrap();
        let rest = ListStaff { limit: Some(2), after: first.next.clone(), ..at(w.district) };
        let rest = t.system().ask(rest).await.unwrap();
        assert_eq!((logins(&first.items).len(), logins(&rest.items)), (2, vec!["c.south"]));
        assert_eq!(rest.next, None);
        for limit in [0, 101] {
            assert!(t.system().ask(ListStaff { limit: Some(limit), ..at(w.north) }).await.is_err());
        }
        // Without a role it stays where its holder is at home.
        let grant = grants_at(t, w.north).await[0].grant;
        t.system().run(EndGrant { grant }).await.unwrap();
        let lines = list(t, at(w.north)).await;
        assert_eq!((logins(&lines), lines[0].roles.len()), (vec!["b.north"], 0));
    }

    async fn it_says_who_came_last_and_what_keeps_them_out(t: Test) {
        let w = world(t).await;
        let person = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let came = t.app.now();
        staff_token(t, "wang.li").await;
        t.clock.forward(Span::days(1));
        let most = lianxin_people::Config::default().staff_failures;
        for _ in 0..most {
            try_staff(t, "wang.li", "wrong-password-1").await.unwrap();
        }
        let line = list(t, at(w.north)).await.remove(0);
        assert_eq!((line.state, line.signed_in_at), (StaffState::Locked, Some(came)));
        let until = line.locked_until.unwrap();
        t.clock.forward(until - t.app.now());
        let line = list(t, at(w.north)).await.remove(0);
        assert_eq!((line.state, line.locked_until), (StaffState::Active, None));
        t.system().run(EndPerson { person }).await.unwrap();
        assert_eq!(list(t, at(w.north)).await, []);
        let ended = ListStaff { ended: true, ..at(w.street) };
        let line = list(t, ended).await.remove(0);
        assert_eq!((line.person, line.state, line.login), (person, StaffState::Ended, None));
        assert_eq!((line.ended_at, line.signed_in_at), (Some(t.app.now()), Some(came)));
        assert_eq!(list(t, ListStaff { ended: true, ..at(w.south) }).await, []);
    }

    async fn only_managers_see_it_at_their_place(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let me = added(t, "我", None, None).await.hit.person;
        let at_north = grant(Role::CenterManager, w.north);
        let manager = t.person_act(me, std::slice::from_ref(&at_north));
        assert_eq!(logins(&manager.ask(at(w.north)).await.unwrap().items), ["wang.li"]);
        for grants in [
            vec![],
            vec![at_north],
            vec![grant(Role::Clerk, w.street)],
            vec![grant(Role::DistrictManager, w.district)],
        ] {
            let e = t.person_act(me, &grants).ask(at(w.street)).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{grants:?} {e:?}");
        }
    }

    async fn it_works_by_http(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
        let path = format!("/api/v1/admin/staff?place={}", w.north);
        b.get(&path).await.expect(401);
        let body = json!({ "login": "wang.li", "password": PASSWORD });
        b.post("/api/v1/sign-in/staff", body).await.expect(200);
        let page = b.get(&path).await.expect(200).body;
        let line = &page["items"][0];
        assert_eq!((&line["login"], &line["state"], &line["second_factor"]), (&json!("wang.li"), &json!("active"), &json!(false)));
        assert_eq!(b.get(&format!("{path}&ended=true")).await.expect(200).body["items"], json!([]));
        b.get(&format!("/api/v1/admin/staff?place={}", w.street)).await.expect(403);
        for query in ["", "?place=x", &format!("?place={}&limit=0", w.north), &format!("?place={}&x=1", w.north)] {
            b.get(&format!("/api/v1/admin/staff{query}")).await.expect(422);
        }
    }
}
