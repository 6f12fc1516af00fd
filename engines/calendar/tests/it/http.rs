use crate::house::*;
use axum::Router;
use lianxin_testkit::{Browser, both};
use lianxin_web::{Site, api, site};
use serde_json::json;

both! { setup: quiet(true);
    async fn nobody_arranges_keeps_closes_or_looks_without_signing_in(t: Test) {
        let house = House::build(t).await;
        let api = api([lianxin_calendar::routes()]).router;
        let mut b = Browser::new(site(t.app.clone(), Site { api, pages: Router::new() }));
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
            ("GET", format!("{desk}/occupancies?center={center}&from=2026-03-02&to=2026-03-08"), json!(null)),
        ] {
            let body = (!body.is_null()).then(|| body.to_string());
            let answer = b.send(method, &path, body, None).await;
            assert_eq!((answer.status, answer.code()), (401, "sign_in"), "{method} {path}");
        }
    }
}
