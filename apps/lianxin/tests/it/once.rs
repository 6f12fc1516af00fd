use crate::world::*;
use lianxin_testkit::both;
use serde_json::json;

both! { setup: setup();
    async fn a_request_sent_twice_is_done_once(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(5)).await;
        let mut ann = world.resident("13800002071", "安").await;
        let path = format!("{API}/sessions/{session}/sign-ups");
        let key = Some("0190b6a4-0000-4000-8000-00000000000a");
        let body = wish(1).to_string();
        let first = ann.send("POST", &path, Some(body.clone()), key).await.expect(201);
        let second = ann.send("POST", &path, Some(body), key).await.expect(201);
        assert_eq!(first.body, second.body);
        let taken = world.nobody().get(&format!("{API}/sessions/{session}")).await.expect(200);
        assert_eq!(taken.body["seats"][0]["taken"], json!(2));
        let other = ann.send("POST", &path, Some(wish(0).to_string()), key).await.expect(422);
        assert_eq!(other.body["fields"][0]["field"], "idempotency_key");
        let bad = ann.send("POST", &path, Some(wish(0).to_string()), Some("x")).await.expect(422);
        assert_eq!(bad.body["fields"][0]["field"], "idempotency_key");
        // Another person's key is another key.
        let mut bob = world.resident("13800002072", "波").await;
        bob.send("POST", &path, Some(wish(0).to_string()), key).await.expect(201);
    }
}
