//! Codes, passwords and people that somebody tries to guess.
use crate::world::*;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_and_then_none_fits() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    let phone = "13800002071";
    let asked = b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await.expect(202);
    let right = asked.body["development_code"].as_str().unwrap().to_owned();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let path = format!("{API}/sign-in/phone");
    for _ in 0..5 {
        b.post(&path, json!({ "phone": phone, "code": wrong })).await.expect(422);
    }
    let late = b.post(&path, json!({ "phone": phone, "code": right })).await;
    assert!(matches!(late.status, 422 | 429), "{}", late.text);
    assert_eq!(b.session(), None);
    // Another is not to be had at once either.
    b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await.expect(429);
    t.end().await;
}

/// The same words for a phone and a login that are known and for those that are not.
#[tokio::test(flavor = "multi_thread")]
async fn no_answer_tells_who_has_an_account() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    world.resident("13800002071", "安").await;
    t.clock.forward(lianxin_kernel::Span::hours(2));
    let mut b = world.nobody();
    let mut said = vec![];
    for phone in ["13800002071", "13800002072"] {
        let path = format!("{API}/sign-in/code");
        let mut asked = b.post(&path, json!({ "phone": phone })).await.expect(202).body;
        asked["development_code"] = json!(null);
        let path = format!("{API}/sign-in/phone");
        let wrong = b.post(&path, json!({ "phone": phone, "code": "0000000" })).await;
        said.push((
            asked,
            wrong.status,
            wrong.body["fields"].clone(),
            wrong.body["detail"].clone(),
        ));
    }
    assert_eq!(said[0], said[1]);
    let mut said = vec![];
    for login in ["clerk", "nobody.here"] {
        let path = format!("{API}/sign-in/staff");
        let mut tries = vec![];
        for _ in 0..6 {
            let answer = b.post(&path, json!({ "login": login, "password": "wrong horse" })).await;
            tries.push((answer.status, answer.body["fields"].clone(), answer.body["code"].clone()));
        }
        said.push(tries);
    }
    assert_eq!(said[0], said[1]);
    t.end().await;
}
