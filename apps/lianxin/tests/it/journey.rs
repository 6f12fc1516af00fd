//! From announcement to feedback over HTTP, each answer held against the document.
use crate::shape::Document;
use crate::world::*;
use lianxin_testkit::both;
use serde_json::json;

/// Every answer that was seen is what the document says of it.
pub fn hold(world: &World) {
    let document = Document::of_this_program();
    let seen = world.browser.seen.lock().unwrap();
    assert!(!seen.is_empty());
    let mut faults = vec![];
    for one in seen.iter().filter(|s| s.path.starts_with("/api/")) {
        for fault in document.faults(&one.method, &one.path, one.status, &one.body) {
            faults.push(format!("{} {} → {}: {fault}", one.method, one.path, one.status));
        }
    }
    faults.sort();
    faults.dedup();
    assert_eq!(faults, Vec::<String>::new());
}

both! { setup: setup();
    async fn a_choir_from_announcement_to_feedback(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(2)).await;
        let mut nobody = world.nobody();
        let list = nobody.get(&format!("{API}/sessions?from=2026-03-02")).await.expect(200);
        assert_eq!(list.body["items"][0]["id"], json!(session));

        let mut ann = world.resident("13800002071", "安").await;
        let mut bob = world.resident("13800002072", "波").await;
        let join = format!("{API}/sessions/{session}/sign-ups");
        let first = ann.post(&join, wish(1)).await.expect(201).body;
        assert_eq!(first["state"], "seated");
        let second = bob.post(&join, wish(0)).await.expect(201).body;
        assert_eq!((&second["state"], &second["position"]), (&json!("waiting"), &json!(1)));
        let again = bob.post(&join, wish(0)).await.expect(409);
        assert_eq!(again.body["reasons"][0]["code"], "seats.already");

        let me = ann.get(&format!("{API}/me")).await.expect(200).body;
        assert_eq!((&me["open_sign_ups"], &me["open_sign_ups_limit"]), (&json!(1), &json!(6)));
        let leave = format!("{API}/sign-ups/{}/leave", first["id"].as_str().unwrap());
        ann.post(&leave, json!({})).await.expect(200);
        t.work_jobs().await;
        let mine = bob.get(&format!("{API}/me/sign-ups?when=coming")).await.expect(200).body;
        assert_eq!(mine["items"][0]["state"], "seated");
        let inbox = bob.get(&format!("{API}/me/messages")).await.expect(200).body;
        let codes: Vec<_> = inbox["items"].as_array().unwrap().iter().map(|m| &m["code"]).collect();
        assert!(codes.contains(&&json!("sign_up_promoted")), "{codes:?}");
        let unread = bob.get(&format!("{API}/session")).await.expect(200).body;
        assert_eq!(unread["account"]["unread"], json!(codes.len()));
        bob.post(&format!("{API}/me/messages/read-all"), json!({})).await.expect(204);
        let unread = bob.get(&format!("{API}/session")).await.expect(200).body;
        assert_eq!(unread["account"]["unread"], json!(0));

        t.clock.set(lianxin_kernel::Timestamp::parse("2026-03-10T01:25:00Z").unwrap());
        let mut clerk = world.staff("clerk").await;
        let today = clerk.get(&format!("{API}/desk/today?center={}", world.center)).await;
        assert_eq!(today.expect(200).body["sessions"][0]["id"], json!(session));
        let centers = clerk.get(&format!("{API}/desk/centers")).await.expect(200).body;
        assert_eq!(centers["items"][0]["id"], json!(world.center));
        assert_eq!(centers["items"][0]["sessions_today"], json!(1));
        let door = clerk.get(&format!("{API}/desk/sessions/{session}/door")).await.expect(200).body;
        let token = door["token"].clone();
        let body = json!({ "session": session, "token": token });
        let mut bob = signed_in_again(&world, "13800002072").await;
        let here = bob.post(&format!("{API}/check-ins"), body).await.expect(201).body;
        assert_eq!(here["present"][0]["already"], json!(false));
        let list = clerk.get(&format!("{API}/desk/sessions/{session}/participants")).await;
        assert!(list.expect(200).body["seated"][0]["party"][0]["present_at"].is_string());

        t.clock.set(lianxin_kernel::Timestamp::parse("2026-03-10T04:00:00Z").unwrap());
        let said = json!({ "level": 5, "comment": "唱得好 🎵" });
        let feedback = format!("{API}/sessions/{session}/feedback");
        assert!(bob.post(&feedback, said).await.status < 300);
        let mut manager = world.staff("district.manager").await;
        let figures = format!("{API}/figures?place={}&from=2026-03-01&to=2026-03-31&by=center", world.district);
        let figures = manager.get(&figures).await.expect(200).body;
        assert_eq!((&figures["total"]["sessions"], &figures["total"]["visits"]), (&json!(1), &json!(1)));
        let page = world.nobody().get("/activities").await.expect(200);
        assert!(page.text.contains("lx-island"), "{}", page.text);
        hold(&world);
    }

    async fn what_anyone_reads_is_as_the_document_says(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(2)).await;
        let mut b = world.nobody();
        let (center, district) = (world.center, world.district);
        for path in [
            "/about".to_owned(),
            "/session".into(),
            "/regions".into(),
            format!("/regions/{district}"),
            "/centers".into(),
            "/centers?open_now=true&q=%E5%85%B0".into(),
            "/centers?lat=34.7&lon=113.6&limit=1".into(),
            format!("/centers/{center}"),
            format!("/centers/{center}/rooms"),
            format!("/centers/{center}/hours"),
            format!("/map?region={district}"),
            format!("/sessions?center={center}&from=2026-03-02&limit=6"),
            format!("/sessions/{session}"),
        ] {
            b.get(&format!("{API}{path}")).await.expect(200);
        }
        hold(&world);
    }
}

/// Signing in again: the first sign-in may have rested too long.
async fn signed_in_again(world: &World, phone: &str) -> Browser {
    let mut b = world.nobody();
    let code = b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await.expect(202);
    let body = json!({ "phone": phone, "code": code.body["development_code"] });
    let account = b.post(&format!("{API}/sign-in/phone"), body).await.expect(200).body;
    assert!(account["account"]["unread"].is_number(), "{account}");
    b
}
