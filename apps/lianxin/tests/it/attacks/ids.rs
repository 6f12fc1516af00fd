//! The ids of others in every place an id can stand.
use crate::shape::Document;
use crate::world::*;
use serde_json::Value;

/// One resident's things, asked for by another in every path that takes an id: the answer never is
/// theirs.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_the_things_of_another_by_their_id() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let session = world.publish(world.choir(5)).await;
    let mut owner = world.resident("13800002071", "独一无二的安").await;
    let signed =
        owner.post(&format!("{API}/sessions/{session}/sign-ups"), wish(0)).await.expect(201);
    let mut ids = vec![];
    collect_ids(&signed.body, &mut ids);
    for path in ["me", "me/messages", "me/sign-ups"] {
        collect_ids(&owner.get(&format!("{API}/{path}")).await.expect(200).body, &mut ids);
    }
    ids.sort();
    ids.dedup();
    let shared = [
        session.clone(),
        world.center.to_string(),
        world.room.to_string(),
        world.district.to_string(),
    ];
    ids.retain(|id| !shared.contains(id));
    assert!(ids.len() > 2, "{ids:?}");
    let mut other = world.resident("13800002072", "别人").await;
    let document = Document::of_this_program();
    let mut count = 0;
    for (method, path, operation) in document.operations() {
        if !path.contains('{') {
            continue;
        }
        for id in &ids {
            let filled = fill(&path, id);
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| document.example(schema).to_string());
            let answer = other.send(&method, &filled, body.clone(), None).await;
            let told = answer.text.contains("独一无二");
            let refused = (400..500).contains(&answer.status);
            assert!(refused && !told, "{method} {filled} → {} {}", answer.status, answer.text);
            if answer.status == 404 {
                let nobody_s = fill(&path, &made_up(id));
                let same = other.send(&method, &nobody_s, body, None).await;
                let said = |a: &Answer| (a.status, a.body["detail"].clone());
                assert_eq!(said(&same), said(&answer), "{method} {nobody_s} beside {filled}");
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
    let mine = owner.get(&format!("{API}/me/sign-ups")).await.expect(200);
    assert_eq!(mine.body["items"].as_array().unwrap().len(), 1, "{}", mine.text);
    t.end().await;
}

/// An id of the same kind and district that nothing has.
fn made_up(id: &str) -> String {
    let (head, tail) = id.split_at(id.len() - 4);
    let other = if tail.starts_with('0') { "1" } else { "0" };
    format!("{head}{other}{}", &tail[1..])
}

fn fill(path: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { id } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Everything in an answer that looks like an id of ours.
fn collect_ids(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let parts =
                text.split_once('_').filter(|(kind, body)| kind.len() == 3 && body.len() == 26);
            if parts.is_some() {
                ids.push(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| collect_ids(field, ids)),
        _ => {}
    }
}

/// Where the desk names a person in a body, those of another district are nobody.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_of_another_kind_or_made_up_is_refused_everywhere() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.staff("administrator").await;
    let document = Document::of_this_program();
    let strange = ["per_00000000000000000000000000", "x", "%2e%2e", "cen_%00", "1 or 1=1", "'"];
    for (method, path, operation) in document.operations() {
        if !path.contains('{') {
            continue;
        }
        for id in strange {
            let id = id.replace(' ', "%20");
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| document.example(schema).to_string());
            let answer = b.send(&method, &fill(&path, &id), body, None).await;
            let fine = matches!(answer.status, 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422);
            assert!(fine, "{method} {path} {id} → {} {}", answer.status, answer.text);
        }
    }
    t.end().await;
}
