//! Bodies that are too large, too deep, packed, or say more than they may.
use crate::shape::Document;
use crate::world::*;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::io::Write as _;

fn bodied(document: &Document) -> Vec<(String, String, &Value)> {
    let all = document.operations().into_iter();
    all.filter_map(|(method, path, operation)| {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let path = path.replace(['{', '}'], "");
        (!schema.is_null()).then_some((method, path, schema))
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_too_deep_or_packed_is_refused() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("administrator").await;
    let document = Document::of_this_program();
    let deep = |open: &str, close: &str, n: usize| {
        format!("{}1{}", open.repeat(n), close.repeat(n)).into_bytes()
    };
    let mut packed = GzEncoder::new(vec![], Compression::best());
    packed.write_all(&vec![b' '; 64 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 256 * 1024);
    let bodies: [(&str, Vec<u8>); 5] = [
        ("large", vec![b'['; 300 * 1024]),
        ("deep lists", deep("[", "]", 50_000)),
        ("deep objects", deep("{\"a\":", "}", 20_000)),
        ("a number without end", format!("{{\"a\":{}}}", "9".repeat(200_000)).into_bytes()),
        ("packed", packed),
    ];
    for (method, path, _) in bodied(&document) {
        for (what, body) in &bodies {
            let mut headers = vec![("content-type", "application/json")];
            if *what == "packed" {
                headers.push(("content-encoding", "gzip"));
            }
            let answer = b.raw(&method, &path, &headers, body.clone()).await;
            let fine = matches!(answer.status, 400 | 404 | 413 | 415 | 422);
            assert!(fine, "{method} {path} {what} → {} {}", answer.status, answer.text);
        }
    }
    t.end().await;
}

/// Fields nobody offered: what decides who one is and what one may.
#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_was_not_offered_is_refused_and_sets_nothing() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.resident("13800002071", "安").await;
    let document = Document::of_this_program();
    let extra = [
        ("id", json!("per_00000000000000000000000000")),
        ("person", json!("per_00000000000000000000000000")),
        ("role", json!("administrator")),
        ("grants", json!([{ "role": "administrator" }])),
        ("strong", json!(true)),
        ("district", json!(2)),
        ("ended_at", json!(null)),
        ("__proto__", json!({ "role": "administrator" })),
    ];
    let mut count = 0;
    for (method, path, schema) in bodied(&document) {
        let known = document.resolve(schema);
        for (field, value) in &extra {
            if known["properties"].get(field).is_some() || known["properties"].is_null() {
                continue;
            }
            let mut body = document.example(schema);
            let Some(fields) = body.as_object_mut() else { continue };
            fields.insert((*field).to_owned(), value.clone());
            let answer = b.send(&method, &path, Some(body.to_string()), None).await;
            let fine = matches!(answer.status, 401 | 403 | 404 | 422);
            assert!(fine, "{method} {path} {field} → {} {}", answer.status, answer.text);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
    let session = b.get(&format!("{API}/session")).await.expect(200).body;
    assert_eq!(session["account"]["desk"], json!([]));
    t.end().await;
}
