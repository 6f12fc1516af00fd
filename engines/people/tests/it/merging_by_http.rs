use crate::world::*;
use lianxin_kernel::Role;
use lianxin_people::routes;
use lianxin_testkit::{Browser, both};
use serde_json::json;

const API: &str = "/api/v1";

async fn signed_in(t: &Test, login: &str) -> Browser {
    let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
    let body = json!({ "login": login, "password": PASSWORD });
    b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
    b
}

both! { setup: setup();
    async fn a_manager_merges_and_undoes(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let kept = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let merged = added(t, "李茶", Some("13812342071"), Some(w.north)).await.hit.person;
        let mut b = signed_in(t, "wang.li").await;
        let path = format!("{API}/desk/people/duplicates?center={}", w.north);
        let found = b.get(&path).await.expect(200).body;
        assert_eq!(found["items"][0]["likeness"], "name_and_center");
        let path = format!("{API}/desk/people/{kept}/merge");
        let shown = b.get(&format!("{path}?merged={merged}")).await.expect(200).body;
        assert_eq!(shown["fields"][0], json!({
            "field": "phone", "kept": null, "merged": "138****2071",
            "kept_band": null, "merged_band": null, "stays": "merged",
        }));
        let done = b.post(&path, json!({ "merged": merged })).await.expect(200).body;
        let again = b.post(&path, json!({ "merged": merged })).await.expect(409);
        assert_eq!(again.body["reasons"][0]["code"], "people.merge_done");
        let past = b.get(&format!("{API}/desk/people/{kept}/merges")).await.expect(200).body;
        assert_eq!(past["items"][0]["merge"], done["merge"]);
        let undo = format!("{API}/desk/merges/{}/undo", done["merge"].as_str().unwrap());
        b.post(&undo, json!({})).await.expect(200);
        b.post(&undo, json!({})).await.expect(409);
        let body = json!({ "one": kept, "other": merged });
        b.post(&format!("{API}/desk/people/duplicates/tell-apart"), body).await.expect(204);
        let path = format!("{API}/desk/people/duplicates?center={}", w.north);
        assert_eq!(b.get(&path).await.expect(200).body["items"], json!([]));
        b.get(&format!("{API}/desk/people/{kept}/held")).await.expect(200);
        let body = json!({ "name": "王丽", "things": [] });
        let answer = b.post(&format!("{API}/desk/people/{kept}/split"), body).await.expect(422);
        assert_eq!(answer.body["fields"][0]["field"], "things");
    }

    async fn bad_input_is_refused(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let kept = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let mut b = signed_in(t, "wang.li").await;
        let path = format!("{API}/desk/people/{kept}/merge");
        b.post(&path, json!({})).await.expect(422);
        b.post(&path, json!({ "merged": kept, "take": ["shoe_size"] })).await.expect(422);
        b.post(&path, json!({ "merged": kept, "force": true })).await.expect(422);
        let answer = b.post(&path, json!({ "merged": kept })).await.expect(409);
        assert_eq!(answer.body["reasons"][0]["code"], "people.merge_same");
        b.get(&path).await.expect(422);
        let body = json!({ "one": kept, "other": kept });
        b.post(&format!("{API}/desk/people/duplicates/tell-apart"), body).await.expect(422);
        let body = json!({ "name": "x", "things": [{ "holding": "a", "id": "b" }] });
        b.post(&format!("{API}/desk/people/{kept}/split"), body).await.expect(422);
        b.get(&format!("{API}/desk/people/duplicates?center={}&limit=0", w.north)).await.expect(422);
        b.get(&format!("{API}/desk/people/duplicates?center={}", w.south)).await.expect(403);
    }

    async fn a_clerk_and_nobody_learn_nothing(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let kept = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let merged = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let people = format!("{API}/desk/people");
        let mut nobody = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
        let mut clerk = signed_in(t, "wang.li").await;
        for (b, hidden, open) in [(&mut nobody, 401, 401), (&mut clerk, 404, 403)] {
            b.get(&format!("{people}/duplicates?center={}", w.north)).await.expect(open);
            b.get(&format!("{people}/{kept}/merge?merged={merged}")).await.expect(hidden);
            b.post(&format!("{people}/{kept}/merge"), json!({ "merged": merged })).await.expect(hidden);
            b.get(&format!("{people}/{kept}/merges")).await.expect(hidden);
            b.get(&format!("{people}/{kept}/held")).await.expect(hidden);
            let body = json!({ "name": "x", "things": [{ "holding": "a", "id": "b_c" }] });
            b.post(&format!("{people}/{kept}/split"), body).await.expect(hidden);
            let body = json!({ "one": kept, "other": merged });
            b.post(&format!("{people}/duplicates/tell-apart"), body).await.expect(hidden);
            let merge = lianxin_people::MergeId(t.some_id());
            b.post(&format!("{API}/desk/merges/{merge}/undo"), json!({})).await.expect(hidden);
        }
    }
}
