//! Whatever is sent, the answer is a problem that says what is wrong, never a fault of ours.
use crate::shape::Document;
use crate::world::*;
use serde_json::{Value, json};

const BROKEN: [&str; 9] =
    ["", "{", "[7]", "null", "7", "\"茶\"", "{\"a\":}", "{} {}", "{\"name\": \"\u{0}\"}"];

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_can_not_be_read_is_refused() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("administrator").await;
    let document = Document::of_this_program();
    let mut count = 0;
    for (method, path, operation) in document.operations() {
        if operation.get("requestBody").is_none() {
            continue;
        }
        let path = path.replace(['{', '}'], "");
        for body in BROKEN {
            let answer = b.send(&method, &path, Some(body.to_owned()), None).await;
            let fine = matches!(answer.status, 400 | 404 | 409 | 413 | 422);
            assert!(fine, "{method} {path} {body:?} → {} {}", answer.status, answer.text);
            assert!(!answer.code().is_empty(), "{method} {path} {body:?}: {}", answer.text);
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_field_is_named() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("center.manager").await;
    let programs = format!("{API}/desk/programs");
    let with = |field: &str, value: Value| {
        let mut draft = world.choir(5);
        draft[field] = value;
        draft
    };
    let long = "长".repeat(2_001);
    for (field, value, code) in [
        ("title", json!({ "zh-CN": "a\u{7}b" }), "control_characters"),
        ("title", json!({ "zh-CN": "a\u{202E}b" }), "control_characters"),
        ("title", json!({ "zh-CN": long }), "too_long"),
        ("title", json!({}), "required"),
        ("title", json!({ "fr": "thé" }), "unknown"),
        ("title", json!("茶"), "wrong_type"),
        ("kind", json!("dance"), "unknown"),
        ("party_max", json!("six"), "wrong_type"),
        ("party_max", json!(0), "out_of_range"),
        ("seats_on_site", json!(-1), "out_of_range"),
        ("center", json!("cen_x"), "unknown"),
        ("publish", json!("yes"), "wrong_type"),
    ] {
        let answer = b.post(&programs, with(field, value.clone())).await;
        assert_eq!(answer.status, 422, "{field} {value}: {}", answer.text);
        let error = &answer.body["fields"][0];
        assert_eq!(error["code"], json!(code), "{field} {value}: {}", answer.text);
    }
    let answer = b.post(&programs, with("colour", json!("red"))).await;
    assert!(answer.status < 500, "{}", answer.text);
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_script_and_sign_comes_back_as_it_went_in() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("center.manager").await;
    for text in ["𠮷田 䶮", "🎎👨‍👩‍👧", "O'Brien \"x\" \\ %_", "<script>alert(1)</script>", "ʼ مرحبا"]
    {
        let mut draft = world.choir(5);
        draft["title"] = json!({ "zh-CN": text });
        draft["room"] = json!(null);
        draft["outdoor"] = json!("院子");
        let made = b.post(&format!("{API}/desk/programs"), draft).await.expect(201);
        assert_eq!(made.body["program"]["title"]["zh-CN"], json!(text));
        let session = made.body["dates"][0]["session"].as_str().unwrap();
        let shown = b.get(&format!("{API}/sessions/{session}")).await.expect(200);
        assert_eq!(shown.body["title"]["zh-CN"], json!(text));
        let page = world.nobody().get(&format!("/activities/{session}")).await.expect(200);
        assert!(!page.text.contains("<script>alert"), "{}", page.text);
    }
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_and_the_wrong_kind_are_refused() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    let path = format!("{API}/sign-in/code");
    let large = json!({ "phone": "1".repeat(300 * 1024) }).to_string();
    let answer = b.send("POST", &path, Some(large), None).await.expect(413);
    assert_eq!(answer.code(), "too_large");
    let answer = b.send("POST", &path, None, None).await.expect(415);
    assert_eq!(answer.code(), "bad_json");
    let answer = b.send("DELETE", &path, None, None).await;
    assert_eq!(answer.status, 405);
    let answer = b.get(&format!("{API}/nowhere")).await.expect(404);
    assert_eq!(answer.code(), "not_found");
    for query in
        ["limit=0", "limit=101", "limit=x", "after=!!", "lat=91&lon=0", "colour=red", "q=%FF"]
    {
        let answer = b.get(&format!("{API}/centers?{query}")).await;
        assert!(matches!(answer.status, 200 | 422), "{query} → {} {}", answer.status, answer.text);
    }
    for id in
        ["x", "cen_", "cen_00000000000000000000000000", "reg_06h013m0p66x156t001dkh8ytr", "%00"]
    {
        let answer = b.get(&format!("{API}/centers/{id}")).await;
        assert_eq!(answer.status, 404, "{id}: {}", answer.text);
        assert_eq!(b.get(&format!("/centers/{id}")).await.status, 404, "{id}");
    }
    t.end().await;
}
