use crate::MODULES;
use crate::town::Town;
use axum::Router;
use lianxin_testkit::{Browser, Test, both};
use lianxin_web::{Site, api, site};
use serde_json::json;

fn browser(t: &Test) -> Browser {
    let api = api([lianxin_places::routes()]).router;
    Browser::new(site(t.app.clone(), Site { api, pages: Router::new(), shared: |_| false }))
}

both! { MODULES;
    async fn every_public_page_answers(t: Test) {
        let town = Town::build(&t.system()).await;
        let mut b = browser(t);
        let regions = b.get("/api/v1/regions").await.expect(200).body;
        assert_eq!(regions["items"].as_array().unwrap().len(), 4);
        let region = b.get(&format!("/api/v1/regions/{}", town.street)).await.expect(200).body;
        assert_eq!((&region["kind"], &region["build_out_source"]), (&json!("street"), &json!("register")));
        assert_eq!(region["path"][2]["id"], json!(town.street));
        let list = b.get("/api/v1/centers?lat=34.75&lon=113.66&open_now=false&level=street").await.expect(200).body;
        assert_eq!((&list["items"][0]["meters"], &list["next"]), (&json!(0), &json!(null)));
        let center = b.get(&format!("/api/v1/centers/{}", town.center)).await.expect(200).body;
        assert_eq!(center["now"], json!({"state": "unknown", "until": null, "opens_at": null, "reason": {"code": "hours.not_published", "values": {}}}));
        assert_eq!((&center["published"]["room_count"], &center["catchment"]), (&json!(null), &json!(null)));
        assert_eq!(center["week"][0]["weekday"], json!(1));
        let rooms = b.get(&format!("/api/v1/centers/{}/rooms", town.center)).await.expect(200).body;
        assert_eq!(rooms, json!({"items": []}));
        let hours = b.get(&format!("/api/v1/centers/{}/hours", town.center)).await.expect(200).body;
        assert_eq!(hours, json!({"periods": [], "exceptions": []}));
        let map = b.get(&format!("/api/v1/map?region={}", town.city)).await.expect(200).body;
        assert_eq!(map, json!({"type": "FeatureCollection", "features": []}));
    }

    async fn bad_requests_are_problems(t: Test) {
        let town = Town::build(&t.system()).await;
        let mut b = browser(t);
        for path in ["/api/v1/regions/reg_x", "/api/v1/centers/cen_0", &format!("/api/v1/centers/{}", town.street)] {
            assert_eq!(b.get(path).await.expect(404).code(), "not_found");
        }
        for query in ["lat=91&lon=1", "lat=1", "limit=0", "level=moon", "colour=red", "region=cen_1", "after=%00"] {
            let answer = b.get(&format!("/api/v1/centers?{query}")).await;
            assert_eq!((answer.status, answer.code()), (422, "invalid"), "{query}: {}", answer.text);
        }
        let path = format!("/api/v1/centers/{}/hours/exceptions", town.center);
        let body = json!({"from": "2026-03-02", "to": "2026-03-02", "closed": true, "note": "检修"});
        assert_eq!(b.post(&path, body).await.expect(401).code(), "sign_in");
        let bad = json!({"from": "2026-03-32", "to": "2026-03-02", "closed": true, "note": "检修"});
        assert_eq!(b.post(&path, bad).await.expect(401).code(), "sign_in", "before the body is read");
        b.delete(&format!("{path}/hex_{}", "0".repeat(26))).await.expect(401);
    }
}

/// Every reference of the document leads somewhere, and every operation says what can go wrong.
#[test]
fn the_document_is_whole() {
    let document = serde_json::to_value(api([lianxin_places::routes()]).document).unwrap();
    let text = document.to_string();
    for piece in text.split("\"#/components/").skip(1) {
        let path = format!("/components/{}", piece.split('"').next().unwrap());
        assert!(document.pointer(&path).is_some(), "{path}");
    }
    let paths = document["paths"].as_object().unwrap();
    let operations: Vec<_> = paths.values().flat_map(|p| p.as_object().unwrap().values()).collect();
    assert_eq!(operations.len(), 9);
    for operation in operations {
        assert!(operation["operationId"].is_string(), "{operation}");
        assert!(operation["responses"].as_object().unwrap().len() > 1, "{operation}");
    }
}
