//! Reading the audit of a district.
use crate::world::*;
use lianxin_kernel::Role;
use lianxin_people::routes;
use lianxin_testkit::{Browser, both};

const AUDIT: &str = "/api/v1/admin/audit";

async fn browser(t: &Test, login: &str) -> Browser {
    let router = lianxin_web::api([routes()]).router.with_state(t.app.clone());
    let mut browser = Browser::new(router);
    let body = serde_json::json!({ "login": login, "password": PASSWORD });
    browser.post("/api/v1/sign-in/staff", body).await.expect(200);
    browser
}

both! { setup: setup();
    async fn an_auditor_reads_who_did_what_page_by_page(t: Test) {
        let w = world(t).await;
        let clerk = staff_member(t, "li.na", Role::Clerk, w.north).await;
        staff_member(t, "sun.jian", Role::Auditor, w.district).await;
        let mut desk = browser(t, "li.na").await;
        for n in 0..3 {
            let body = serde_json::json!({
                "name": format!("居民{n}"), "home_center": w.north, "language": "zh-CN",
            });
            desk.post("/api/v1/desk/people", body).await.expect(201);
        }
        let mut auditor = browser(t, "sun.jian").await;
        let path = format!("{AUDIT}?place={}&what=people.add_person&who={clerk}&limit=2", w.district);
        let first = auditor.get(&path).await.expect(200).body;
        assert_eq!(first["items"].as_array().unwrap().len(), 2);
        assert_eq!(first["items"][0]["who"]["person"], clerk.to_string());
        assert_eq!(first["items"][0]["what"], "people.add_person");
        // Names of those who were added stand in no line.
        assert!(!first.to_string().contains("居民"), "{first}");
        let next = first["next"].as_str().unwrap();
        let second = auditor.get(&format!("{path}&after={next}")).await.expect(200).body;
        assert_eq!((second["items"].as_array().unwrap().len(), second["next"].is_null()), (1, true));
        let none = auditor.get(&format!("{path}&until=2026-03-01")).await.expect(200).body;
        assert_eq!(none["items"], serde_json::json!([]));
        let chain = auditor.get(&format!("{AUDIT}/chain?place={}", w.district)).await.expect(200);
        assert!(chain.body["waiting"].as_i64().unwrap() > 0);
        // Reading the audit stands in the audit.
        let read = format!("{AUDIT}?place={}&what=people.list_audit", w.district);
        assert!(!auditor.get(&read).await.expect(200).body["items"].as_array().unwrap().is_empty());
    }

    async fn the_audit_of_a_district_is_not_for_its_streets_and_desks(t: Test) {
        let w = world(t).await;
        staff_member(t, "li.na", Role::Clerk, w.north).await;
        staff_member(t, "street.auditor", Role::Auditor, w.street).await;
        for login in ["li.na", "street.auditor"] {
            let mut b = browser(t, login).await;
            for place in [w.district, w.street] {
                b.get(&format!("{AUDIT}?place={place}")).await.expect(403);
                b.get(&format!("{AUDIT}/chain?place={place}")).await.expect(403);
            }
        }
        staff_member(t, "sun.jian", Role::Auditor, w.district).await;
        let mut auditor = browser(t, "sun.jian").await;
        auditor.get(AUDIT).await.expect(422);
        auditor.get(&format!("{AUDIT}?place={}&limit=1000", w.district)).await.expect(422);
        auditor.get(&format!("{AUDIT}?place={}&after=x", w.district)).await.expect(422);
    }
}
