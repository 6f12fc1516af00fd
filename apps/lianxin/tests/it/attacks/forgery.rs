//! Another site's page that uses the browser of someone who is signed in, and a session that was
//! made for them beforehand.
use crate::shape::Document;
use crate::world::*;
use serde_json::json;

/// As a browser tells of a request that another site's page sends.
const FOREIGN: [&[(&str, &str)]; 5] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("origin", "https://evil.example"), ("host", "lianxin.example")],
    &[("origin", "null"), ("host", "lianxin.example")],
    &[("origin", "https://lianxin.example.evil.example"), ("host", "lianxin.example")],
];

#[tokio::test(flavor = "multi_thread")]
async fn no_change_is_taken_from_another_site() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("administrator").await;
    let document = Document::of_this_program();
    let before = t.audit().await.len();
    let mut count = 0;
    for (method, path, _) in document.operations() {
        if method == "GET" {
            continue;
        }
        let path = path.replace(['{', '}'], "");
        for foreign in FOREIGN {
            let mut headers = vec![("content-type", "application/json")];
            headers.extend(foreign);
            let answer = b.raw(&method, &path, &headers, b"{}".to_vec()).await;
            assert_eq!(answer.status, 403, "{method} {path} {foreign:?}: {}", answer.text);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
    assert_eq!(t.audit().await.len(), before);
    t.end().await;
}

/// A form can send only these kinds without the browser asking first.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_changes_nothing() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("administrator").await;
    let document = Document::of_this_program();
    for (method, path, operation) in document.operations() {
        let json = &operation["requestBody"]["content"]["application/json"];
        if json.is_null() {
            continue;
        }
        let path = path.replace(['{', '}'], "");
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
            let answer = b.raw(&method, &path, &[("content-type", kind)], b"{}".to_vec()).await;
            let fine = matches!(answer.status, 404 | 415);
            assert!(fine, "{method} {path} {kind} → {} {}", answer.status, answer.text);
        }
    }
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_planted_before_the_sign_in_is_worth_nothing_after() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut attacker = world.nobody();
    let mut victim = world.resident("13800002071", "安").await;
    let planted = victim.session().unwrap().to_owned();
    victim.post(&format!("{API}/sign-out"), json!({})).await.expect(204);
    attacker.plant_session(&planted);
    victim.plant_session(&planted);
    let body = json!({ "login": "clerk", "password": PASSWORD });
    victim.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
    assert_ne!(victim.session(), Some(planted.as_str()));
    attacker.get(&format!("{API}/me")).await.expect(401);
    for made_up in ["x", "", "sin_00000000000000000000000000", &"a".repeat(4_000)] {
        attacker.plant_session(made_up);
        attacker.get(&format!("{API}/me")).await.expect(401);
    }
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_out_session_stays_out() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("clerk").await;
    let token = b.session().unwrap().to_owned();
    b.get(&format!("{API}/me")).await.expect(200);
    b.post(&format!("{API}/sign-out"), json!({})).await.expect(204);
    assert_eq!(b.session(), None);
    b.plant_session(&token);
    b.get(&format!("{API}/me")).await.expect(401);
    let bearer = format!("Bearer {token}");
    let (mut nobody, headers) = (world.nobody(), [("authorization", bearer.as_str())]);
    let answer = nobody.raw("GET", &format!("{API}/me"), &headers, vec![]).await;
    assert_eq!(answer.status, 401);
    t.end().await;
}
