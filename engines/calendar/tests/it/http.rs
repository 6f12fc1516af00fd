use crate::house::*;
use axum::Router;
use lianxin_testkit::{Browser, both};
use lianxin_web::{Site, api, site};
use serde_json::json;

both! { setup: quiet(true);
    async fn nobody_arranges_keeps_closes_or_looks_without_signing_in(t: Test) {
        let house = House::build(t).await;
        let api = api([lianxin_calendar::routes()]).router;
        let mut b = Browser::new(site(t.app.clone(), Site { api, pages: Router::new(), shared: |_| false }));
        let (room, center) = (house.rooms[1], house.center);
        let desk = "/api/v1/desk";
        let from_to = json!({ "from": "2026-03-03T01:00:00Z", "to": "2026-03-03T02:00:00Z", "why": "x" });
        let closing = json!({ "center": center, "from": "2026-03-03T01:00:00Z", "to": "2026-03-03T02:00:00Z", "why": "x" });
        let nothing = "0".repeat(26);
        for (method, path, body) in [
            ("PUT", format!("{desk}/rooms/{room}/part-of"), json!({ "part_of": null })),
            ("GET", format!("{desk}/rooms/{room}/setting"), json!(null)),
            ("PUT", format!("{desk}/rooms/{room}/setting"), json!({ "bookable": true })),
            ("POST", format!("{desk}/rooms/{room}/blockings"), from_to),
            ("DELETE", format!("{desk}/blockings/occ_{nothing}"), json!(null)),
            ("GET", format!("{desk}/closings?center={center}"), json!(null)),
            ("POST", format!("{desk}/closings"), closing.clone()),
            ("POST", format!("{desk}/closings/preview"), closing),
            ("POST", format!("{desk}/closings/cls_{nothing}/end"), json!({})),
            ("POST", format!("{desk}/items"), json!({ "center": center, "kind": "tent", "name": { "zh-CN": "x" }, "portable": true })),
            ("PUT", format!("{desk}/items/itm_{nothing}"), json!({ "kind": "tent", "name": { "zh-CN": "x" }, "portable": true })),
            ("POST", format!("{desk}/items/itm_{nothing}/end"), json!({})),
            ("GET", format!("{desk}/feeds?center={center}"), json!(null)),
            ("POST", format!("{desk}/feeds"), json!({ "center": center })),
            ("POST", format!("{desk}/feeds/fed_{nothing}/rotate"), json!({})),
            ("DELETE", format!("{desk}/feeds/fed_{nothing}"), json!(null)),
            ("GET", "/api/v1/me/calendar-feed".into(), json!(null)),
            ("POST", "/api/v1/me/calendar-feed".into(), json!({})),
            ("DELETE", "/api/v1/me/calendar-feed".into(), json!(null)),
            ("GET", format!("{desk}/occupancies?center={center}&from=2026-03-02&to=2026-03-08"), json!(null)),
        ] {
            let body = (!body.is_null()).then(|| body.to_string());
            let answer = b.send(method, &path, body, None).await;
            assert_eq!((answer.status, answer.code()), (401, "sign_in"), "{method} {path}");
        }
    }

    async fn anybody_asks_what_is_free(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 4, on(1, "08:00", "19:00")).await.unwrap();
        let api = api([lianxin_calendar::routes()]).router;
        let mut b = Browser::new(site(t.app.clone(), Site { api, pages: Router::new(), shared: |_| false }));
        let free = "/api/v1/rooms/free?from=2026-03-03&to=2026-03-03&minutes=90";
        let found = b.get(&format!("{free}&earliest=18:00&latest=20:30&weekdays=2")).await.expect(200);
        assert_eq!(found.body["found"], 6);
        let all = found.body["items"].as_array().unwrap();
        let dance = all.iter().find(|free| free["room"] == json!(house.rooms[4])).unwrap();
        assert_eq!((dance["from"].as_str(), dance["until"].as_str()), (Some("2026-03-03T11:00:00Z"), Some("2026-03-03T12:30:00Z")));
        assert_eq!(dance["center_name"]["zh-CN"], "青禾路街道党群服务中心");
        let none = b.get(&format!("{free}&kinds=dance,yoga&centers={}&people=3", house.center)).await.expect(200);
        assert_eq!(none.body, json!({ "items": [], "found": 0, "near_misses": [] }));
        for (wrong, field) in [
            ("kinds=moon_base", "kinds"), ("equipment=magic", "equipment"), ("weekdays=8", "weekdays"),
            ("centers=here", "centers"), ("lat=1", "lon"), ("people=0", "people"), ("walk=900&lat=1&lon=1", "walk"),
            ("latest=00:00", "latest"), ("earliest=25:00", "earliest"), ("what=1", "what"),
        ] {
            let answer = b.get(&format!("{free}&{wrong}")).await.expect(422);
            assert_eq!(answer.body["fields"][0]["field"], field, "{wrong}: {}", answer.text);
        }
        let items = b.get(&format!("/api/v1/centers/{}/items", house.center)).await.expect(200);
        assert_eq!(items.body, json!({ "items": [] }));
    }
}
