//! Every operation, called by those who may not.
use crate::fresh::root;
use crate::shape::Document;
use crate::world::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Operations that answer people who are not signed in, one a line: `GET /api/v1/about`.
fn public() -> BTreeSet<String> {
    listed("public-operations.txt")
}

fn listed(file: &str) -> BTreeSet<String> {
    let path = root().join("apps/lianxin/tests/it").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// A request of an operation that says what it should, about things that are there.
struct Asked {
    name: String,
    method: String,
    path: String,
    body: Option<String>,
}

impl Asked {
    async fn by(&self, browser: &mut Browser) -> Answer {
        let kind =
            if self.name.ends_with("/desk/imports") { "text/csv" } else { "application/json" };
        let body = self.body.clone().unwrap_or_default().into_bytes();
        let headers = [("content-type", kind)];
        browser.raw(&self.method, &self.path, &headers, body).await
    }
}

/// Puts what is really there in the place of made-up words, at any depth.
fn real(value: &mut Value, world: &World) {
    let Value::Object(fields) = value else {
        return;
    };
    for (name, field) in fields.iter_mut() {
        match (name.as_str(), &field) {
            ("place", Value::String(_)) => *field = json!(world.district),
            ("home", Value::String(_)) => *field = json!(world.center),
            ("role", Value::String(text)) if text == "茶" => *field = json!("clerk"),
            ("purpose", Value::String(text)) if text == "茶" => *field = json!("activities"),
            _ => real(field, world),
        }
    }
}

fn asked(document: &Document, world: &World, session: &str) -> Vec<Asked> {
    let mut all = vec![];
    for (method, path, operation) in document.operations() {
        let name = format!("{method} {path}");
        let (mut filled, mut query) = (path.clone(), vec![]);
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let field = parameter["name"].as_str().unwrap();
            let value = match field {
                "center" => world.center.to_string(),
                "place" => world.district.to_string(),
                "id" if path.contains("/sessions/{id}") => session.to_owned(),
                "id" if path.contains("/centers/{id}") => world.center.to_string(),
                "id" if path.contains("/regions/{id}") => world.district.to_string(),
                "q" => "王丽".to_owned(),
                _ => match document.example(&parameter["schema"]) {
                    Value::String(text) => text,
                    other => other.to_string(),
                },
            };
            match parameter["in"].as_str() {
                Some("path") => filled = filled.replace(&format!("{{{field}}}"), &value),
                _ if parameter["required"] == true => query.push(format!("{field}={value}")),
                _ => {}
            }
        }
        if !query.is_empty() {
            filled = format!("{filled}?{}", query.join("&"));
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let body = match path.trim_start_matches(API) {
            "/desk/programs" | "/desk/programs/preview" if method == "POST" => Some(world.choir(5)),
            // A list and no JSON: it is sent as what it is.
            "/desk/imports" if method == "POST" => Some(json!("name\n王丽")),
            _ if schema.is_null() => None,
            _ => {
                let mut body = document.example(schema);
                for (field, value) in [
                    ("center", json!(world.center)),
                    ("home_center", json!(world.center)),
                    ("session", json!(session)),
                    ("phone", json!("13800002071")),
                ] {
                    if body.get(field).is_some() {
                        body[field] = value;
                    }
                }
                real(&mut body, world);
                Some(body)
            }
        };
        let body = body.map(|b| match b {
            Value::String(list) => list,
            other => other.to_string(),
        });
        all.push(Asked { name, method, path: filled, body });
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn without_signing_in_only_public_operations_answer() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let session = world.publish(world.choir(5)).await;
    let (document, mut open) = (Document::of_this_program(), public());
    let mut faults = vec![];
    for one in asked(&document, &world, &session) {
        let listed = open.remove(&one.name);
        let answer = one.by(&mut world.nobody()).await;
        let fine = match listed {
            true => answer.status < 500 && answer.status != 401,
            false => answer.status == 401,
        };
        if !fine {
            faults.push(format!("{} {:?} → {} {}", one.name, one.body, answer.status, answer.text));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(open.is_empty(), "in the list, but no operation: {open:?}");
    t.end().await;
}

/// What is neither public nor reviewed as a resident's own answers a resident with a refusal.
#[tokio::test(flavor = "multi_thread")]
async fn a_resident_gets_nothing_but_their_own() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let session = world.publish(world.choir(5)).await;
    let mut resident = world.resident("13800002079", "安").await;
    let document = Document::of_this_program();
    let (public, mut own) = (public(), listed("resident-operations.txt"));
    let (mut faults, mut count) = (vec![], 0);
    for one in asked(&document, &world, &session) {
        if own.remove(&one.name) || public.contains(&one.name) {
            continue;
        }
        let answer = one.by(&mut resident).await;
        count += 1;
        if !matches!(answer.status, 403 | 404) {
            faults.push(format!("{} {:?} → {} {}", one.name, one.body, answer.status, answer.text));
        }
    }
    assert!(count > 20, "{count}");
    assert_eq!(faults, Vec::<String>::new());
    assert!(own.is_empty(), "in the list, but no operation: {own:?}");
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_of_one_center_get_nothing_from_another() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let session = world.publish(world.choir(5)).await;
    // A clerk of the other center.
    let other = lianxin_places::queries::ListCenters { filter: Default::default() };
    let centers = t.system().ask(other).await.unwrap().items;
    let other = centers.iter().find(|c| c.id != world.center).unwrap().id;
    world.hire(&t, "other.clerk", lianxin_kernel::Role::CenterManager, other).await;
    let mut clerk = world.staff("other.clerk").await;
    let document = Document::of_this_program();
    let mut faults = vec![];
    for one in asked(&document, &world, &session) {
        let theirs = one.path.contains(&session) || one.path.contains(&world.center.to_string());
        if !one.path.contains("/desk/") || !theirs {
            continue;
        }
        let answer = one.by(&mut clerk).await;
        if !matches!(answer.status, 403 | 404) {
            faults.push(format!("{} → {} {}", one.name, answer.status, answer.text));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    t.end().await;
}
