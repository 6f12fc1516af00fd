//! Text that would be a program, if a page let it.
use crate::shape::Document;
use crate::world::*;
use serde_json::{Value, json};

const SCRIPT: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";

fn holds_script(page: &str) -> bool {
    page.contains("<script>alert") || page.contains("<img src=x")
}

/// Puts the script into every text of an example body.
fn laced(schema_example: Value) -> Value {
    match schema_example {
        Value::String(text) => {
            let free = !text.contains('_') && text.parse::<f64>().is_err() && !text.contains('-');
            if free { json!(SCRIPT) } else { json!(text) }
        }
        Value::Array(items) => items.into_iter().map(laced).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, laced(value))).collect())
        }
        other => other,
    }
}

/// Everything is posted with the script in it; then every page is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_runs_what_somebody_wrote() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut draft = world.choir(5);
    for field in ["title", "description"] {
        draft[field] = json!({ "zh-CN": SCRIPT, "en": SCRIPT });
    }
    let session = world.publish(draft).await;
    let mut resident = world.resident("13800002071", SCRIPT.get(..20).unwrap()).await;
    let mut staff = world.staff("administrator").await;
    let document = Document::of_this_program();
    for (method, path, operation) in document.operations() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() || path.contains("sign-out") || path.contains("sign-in") {
            continue;
        }
        let path = path.replace("{id}", &session);
        let body = laced(document.example(schema)).to_string();
        for b in [&mut resident, &mut staff] {
            let answer = b.send(&method, &path, Some(body.clone()), None).await;
            assert!(answer.status < 500, "{method} {path} → {} {}", answer.status, answer.text);
            let kind = answer.headers.get("content-type").map(|v| v.to_str().unwrap().to_owned());
            let html = kind.is_some_and(|k| k.contains("html"));
            assert!(!html, "{method} {path} answers with a page");
        }
    }
    let pages = [
        "/".to_owned(),
        "/activities".to_owned(),
        format!("/activities/{session}"),
        "/centers".to_owned(),
        format!("/centers/{}", world.center),
        format!("/districts/{}", world.district),
        "/me".to_owned(),
        "/sign-in".to_owned(),
        "/desk".to_owned(),
        "/city".to_owned(),
        format!("/screen/{}", world.center),
    ];
    for page in pages {
        for b in [&mut world.nobody(), &mut resident, &mut staff] {
            let answer = b.get(&page).await;
            assert!(answer.status < 500 && !holds_script(&answer.text), "{page}: {}", answer.text);
        }
    }
    t.end().await;
}

/// What stands in the address must not come back as a program.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_runs_what_stands_in_its_address() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", SCRIPT)
        .append_pair("kind", SCRIPT)
        .append_pair("lang", SCRIPT)
        .append_pair("after", SCRIPT)
        .finish();
    let encoded: String = form_urlencoded::byte_serialize(SCRIPT.as_bytes()).collect();
    for page in ["/", "/activities", "/centers", "/sign-in", "/me", "/nowhere", "/api/v1/centers"] {
        let answer = b.get(&format!("{page}?{query}")).await;
        assert!(answer.status < 500 && !holds_script(&answer.text), "{page}");
    }
    for page in ["/activities/", "/centers/", "/districts/", "/", "/api/v1/centers/"] {
        let answer = b.get(&format!("{page}{encoded}")).await;
        assert!(answer.status < 500 && !holds_script(&answer.text), "{page}");
    }
    t.end().await;
}
