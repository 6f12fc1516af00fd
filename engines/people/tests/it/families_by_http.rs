use crate::families_world::*;
use axum::extract::Request;
use axum::middleware::map_request;
use lianxin_kernel::Role;
use lianxin_people::{PersonId, routes};
use lianxin_testkit::{Answer, Browser, both};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const API: &str = "/api/v1";

fn browser(t: &Test) -> Browser {
    Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()))
}

/// The person in whose name a browser acts, if it does.
type Name = Arc<Mutex<Option<String>>>;

/// A browser that says in whose name it acts, as the site does.
fn naming(t: &Test) -> (Browser, Name) {
    let name = Name::default();
    let said = name.clone();
    let say = move |mut request: Request| {
        if let Some(person) = said.lock().unwrap().as_deref() {
            request.headers_mut().insert("lianxin-for", person.parse().unwrap());
        }
        std::future::ready(request)
    };
    let router = lianxin_web::api([routes()]).router.with_state(t.app.clone());
    (Browser::new(router.layer(map_request(say))), name)
}

fn act_as(name: &Name, person: Option<&str>) {
    *name.lock().unwrap() = person.map(str::to_owned);
}

/// One of the staff at their screen.
async fn staffed(t: &Test, login: &str, role: Role, place: lianxin_places::CenterId) -> Browser {
    staff_member(t, login, role, place).await;
    let mut b = browser(t);
    let body = json!({ "login": login, "password": PASSWORD });
    b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
    b
}

async fn get(b: &mut Browser, path: &str) -> Answer {
    b.get(&format!("{API}{path}")).await
}

async fn post(b: &mut Browser, path: &str, body: Value) -> Answer {
    b.post(&format!("{API}{path}"), body).await
}

/// Adds someone at the desk; says who, and their card.
async fn new_person(
    b: &mut Browser,
    name: &str,
    date: &str,
    home: lianxin_places::CenterId,
) -> (String, String) {
    let body =
        json!({ "name": name, "birth_date": date, "home_center": home, "language": "zh-CN" });
    let made = post(b, "/desk/people", body).await.expect(201).body;
    let text = |field: &str| made[field].as_str().unwrap().to_owned();
    (text("person"), text("card_code"))
}

/// Signs someone in with a printed code.
async fn on_paper(t: &Test, desk: &mut Browser, id: &str, date: &str) -> Browser {
    on_paper_at(browser(t), desk, id, date).await
}

async fn on_paper_at(mut b: Browser, desk: &mut Browser, id: &str, date: &str) -> Browser {
    let paper =
        post(desk, &format!("/desk/people/{id}/paper-code"), json!({})).await.expect(201).body;
    assert!(paper["svg"].as_str().unwrap().starts_with("<svg"));
    let wrong = json!({ "code": paper["code"], "birth_date": "1900-01-01" });
    let wrong = post(&mut b, "/sign-in/paper", wrong).await.expect(422);
    assert_eq!(
        (&wrong.body["fields"][0]["field"], &wrong.body["fields"][0]["code"]),
        (&json!("code"), &json!("wrong"))
    );
    let body = json!({ "code": paper["code"], "birth_date": date });
    let account = post(&mut b, "/sign-in/paper", body).await.expect(200).body["account"].clone();
    assert_eq!((&account["person"], &account["desk"]), (&json!(id), &json!([])));
    b
}

both! { setup: listening();
    async fn a_family_is_written_down_and_seen(t: Test) {
        let w = world(t).await;
        let mut desk = staffed(t, "wang.li", Role::CenterManager, w.north).await;
        let (mother, _) = new_person(&mut desk, "王母", "1985-01-01", w.north).await;
        let (father, _) = new_person(&mut desk, "李父", "1984-01-01", w.north).await;
        let path = format!("/desk/people/{mother}/household");
        assert_eq!(get(&mut desk, &path).await.expect(200).body, json!({ "household": null }));
        post(&mut desk, &path, json!({ "address": "幸福路 3 号" })).await.expect(201);
        let body = json!({ "person": father, "relation": "spouse" });
        let made = post(&mut desk, &format!("{path}/members"), body.clone()).await.expect(201).body;
        let members = made["members"].as_array().unwrap();
        assert!(members.iter().any(|m| m["name"] == "李父"), "{made}");
        let again = post(&mut desk, &format!("{path}/members"), body).await.expect(422);
        assert_eq!(again.body["fields"][0]["code"], "taken");
        let change = desk.patch(&format!("{API}{path}"), json!({ "address": null })).await.expect(200);
        assert_eq!(change.body["household"]["address"], json!(null));

        let mut b = on_paper(t, &mut desk, &mother, "1985-01-01").await;
        let seen = get(&mut b, "/me/household").await.expect(200).body;
        assert_eq!(seen["household"]["members"].as_array().unwrap().len(), 2);
        let child = json!({ "name": "小茶", "birth_date": "2016-01-01", "relation": "mother", "sex": "female" });
        let child = post(&mut b, "/me/children", child).await.expect(201).body;
        assert_eq!(child["adult_from"], "2034-01-01");
        let kid = child["child"].as_str().unwrap();
        assert_eq!(get(&mut b, "/me/children").await.expect(200).body["items"][0]["name"], "小茶");
        let path = format!("/me/children/{kid}/pick-up-persons");
        let named = json!({ "name": "张邻居", "phone": "13812342071", "until": "2026-06-30" });
        let named = post(&mut b, &path, named).await.expect(201);
        assert!(!named.text.contains("13812342071"), "{}", named.text);
        let entry = named.body["id"].as_str().unwrap();
        let at_desk = format!("/desk/people/{kid}/pick-up-persons");
        assert_eq!(get(&mut desk, &at_desk).await.expect(200).body["items"][0]["id"], entry);
        let phone = get(&mut desk, &format!("{at_desk}/{entry}/phone")).await.expect(200).body;
        assert_eq!(phone, json!({ "phone": "13812342071" }));
        b.delete(&format!("{API}{path}/{entry}")).await.expect(204);
        assert_eq!(get(&mut b, &path).await.expect(200).body, json!({ "items": [] }));
        let guardians = get(&mut desk, &format!("/desk/people/{kid}/guardians")).await.expect(200).body;
        assert_eq!(guardians["items"][0]["evidence"], "own_word");
        let body = json!({ "guardian": father, "relation": "father", "evidence": "birth_certificate" });
        let link = post(&mut desk, &format!("/desk/people/{kid}/guardians"), body).await.expect(201).body;
        let link = link["id"].as_str().unwrap();
        desk.delete(&format!("{API}/desk/people/{kid}/guardians/{link}")).await.expect(204);
        let leave = format!("/desk/people/{father}/household/leave");
        post(&mut desk, &leave, json!({})).await.expect(204);
        post(&mut desk, &leave, json!({})).await.expect(404);
    }

    async fn someone_lets_another_act_and_ends_it(t: Test) {
        let w = world(t).await;
        let mut desk = staffed(t, "wang.li", Role::Clerk, w.north).await;
        let (father, _) = new_person(&mut desk, "李父", "1945-01-01", w.north).await;
        let (daughter, card) = new_person(&mut desk, "李女", "1980-01-01", w.north).await;
        let mut his = on_paper(t, &mut desk, &father, "1945-01-01").await;
        let (hers, name) = naming(t);
        let mut hers = on_paper_at(hers, &mut desk, &daughter, "1980-01-01").await;
        act_as(&name, Some(&father));
        assert_eq!(get(&mut hers, "/me").await.expect(403).code(), "forbidden");
        let body = json!({ "card": card, "modules": ["people"], "until": "2026-12-31" });
        let id = post(&mut his, "/me/delegates", body).await.expect(201).body["id"].clone();
        let id = id.as_str().unwrap().to_owned();
        let listed = get(&mut hers, "/me/acting-for").await.expect(200).body;
        assert_eq!(listed["items"][0]["person"], json!(father));
        assert_eq!(listed["items"][0]["basis"], "delegate");
        assert_eq!(get(&mut hers, "/me").await.expect(200).body["name"], "李父");
        post(&mut hers, "/me/delegates", json!({ "card": card })).await.expect(403);
        for bad in ["per_x", "", "cen_00000000000000000000000000", &PersonId(t.some_id()).to_string()] {
            act_as(&name, Some(bad));
            assert_eq!(get(&mut hers, "/me").await.expect(403).code(), "forbidden", "{bad}");
        }
        act_as(&name, Some(&"x".repeat(65)));
        assert_eq!(get(&mut hers, "/me").await.expect(422).body["fields"][0]["field"], "lianxin_for");
        let (mut nobody, of_nobody) = naming(t);
        act_as(&of_nobody, Some(&father));
        get(&mut nobody, "/me").await.expect(401);
        his.delete(&format!("{API}/me/delegates/{id}")).await.expect(204);
        act_as(&name, Some(&father));
        get(&mut hers, "/me").await.expect(403);
        act_as(&name, None);
        assert_eq!(get(&mut hers, "/me").await.expect(200).body["name"], "李女");
        let record = json!({ "evidence": "signed_form", "reason": "住院" });
        let body = json!({ "delegate": daughter, "record": record });
        let path = format!("/desk/people/{father}/delegates");
        let made = post(&mut desk, &path, body).await.expect(201).body;
        let id = made["id"].as_str().unwrap();
        assert_eq!(get(&mut desk, &path).await.expect(200).body["items"][0]["consent"], "record");
        hers.delete(&format!("{API}/me/acting-for/{id}")).await.expect(204);
        desk.delete(&format!("{API}{path}/{id}")).await.expect(404);
    }

    async fn residency_standings_and_the_record(t: Test) {
        let w = world(t).await;
        let mut desk = staffed(t, "wang.li", Role::CenterManager, w.north).await;
        let (id, _) = new_person(&mut desk, "李茶", "1950-01-01", w.north).await;
        let mut b = on_paper(t, &mut desk, &id, "1950-01-01").await;
        let change = json!({ "sex": "female", "needs": { "words": ["hearing"] } });
        let told = b.patch(&format!("{API}/me/details"), change).await.expect(200).body;
        assert_eq!((&told["sex"], &told["needs"]["words"]), (&json!("female"), &json!(["hearing"])));
        let state = |body: &Value| body["state"].as_str().unwrap().to_owned();
        assert_eq!(state(&get(&mut b, "/me/residency").await.expect(200).body), "unverified");
        let claimed = post(&mut b, "/me/residency", json!({ "evidence": "lease" })).await.expect(200);
        assert_eq!(state(&claimed.body), "claimed");
        let path = format!("/desk/people/{id}/residency");
        let body = json!({ "evidence": "lease", "until": "2026-12-31" });
        let done = post(&mut desk, &format!("{path}/confirm"), body).await.expect(200);
        assert_eq!(state(&done.body), "confirmed");
        post(&mut desk, &path, json!({})).await.expect(200);
        let own = post(&mut desk, &format!("{path}/refuse"), json!({ "reason": "不" })).await.expect(403);
        assert_eq!(own.code(), "own_request");
        let body = json!({ "kind": "party_member", "place": w.north });
        let standing = post(&mut b, "/me/standings", body).await.expect(201).body;
        let given = json!({ "kind": "volunteer", "place": w.north });
        let at = format!("/desk/people/{id}/standings");
        let office = post(&mut desk, &at, given).await.expect(201).body;
        assert_eq!(get(&mut desk, &at).await.expect(200).body["items"].as_array().unwrap().len(), 1);
        assert_eq!(get(&mut b, "/me/standings").await.expect(200).body["items"].as_array().unwrap().len(), 2);
        let list = format!("/desk/standings?place={}&kind=volunteer", w.north);
        assert_eq!(get(&mut desk, &list).await.expect(200).body["items"][0]["name"], "李茶");
        let list = format!("/desk/standings?place={}&kind=party_member&purpose=service", w.north);
        assert_eq!(get(&mut desk, &list).await.expect(403).code(), "second_factor");

        let record = format!("/desk/people/{id}/record");
        let plain = get(&mut desk, &record).await.expect(200).body;
        assert_eq!((&plain["name"], &plain["needs"], &plain["phone"]), (&json!("李茶"), &json!(null), &json!(null)));
        let some = get(&mut desk, &format!("{record}?fields=name,sex")).await.expect(200).body;
        assert_eq!((&some["sex"], &some["birth_date"], &some["fields"]), (&json!("female"), &json!(null), &json!(["name", "sex"])));
        let asked = get(&mut desk, &format!("{record}?fields=needs&purpose=service")).await;
        assert_eq!(asked.expect(403).code(), "second_factor");
        let bad = get(&mut desk, &format!("{record}?fields=shoe_size")).await.expect(422);
        assert_eq!(bad.body["fields"][0]["code"], "unknown");
        let needs = desk.send("PUT", &format!("{API}/desk/people/{id}/needs"), Some("{\"words\":[]}".into()), None).await;
        assert_eq!(needs.expect(403).code(), "second_factor");
        let standing = standing["id"].as_str().unwrap();
        desk.delete(&format!("{API}/desk/people/{id}/sensitive-standings/{standing}")).await.expect(403);
        b.delete(&format!("{API}/me/standings/{standing}")).await.expect(204);
        desk.delete(&format!("{API}{at}/{}", office["id"].as_str().unwrap())).await.expect(204);
    }

    async fn another_center_and_nobody_learn_nothing(t: Test) {
        let w = world(t).await;
        let mut north = staffed(t, "north", Role::CenterManager, w.north).await;
        let mut south = staffed(t, "south", Role::CenterManager, w.south).await;
        let (id, _) = new_person(&mut north, "小茶", "2015-01-01", w.north).await;
        let (other, _) = new_person(&mut south, "别人", "1980-01-01", w.south).await;
        let reads = ["household", "delegates", "guardians", "residency", "standings", "details",
            "record", "pick-up-persons"];
        let writes = [
            ("household", json!({})),
            ("household/members", json!({ "person": other, "relation": "child" })),
            ("household/leave", json!({})),
            ("delegates", json!({ "delegate": other, "record": { "evidence": "signed_form", "reason": "x" } })),
            ("guardians", json!({ "guardian": other, "relation": "father", "evidence": "court_decision" })),
            ("pick-up-persons", json!({ "name": "坏人" })),
            ("residency", json!({})),
            ("residency/confirm", json!({ "evidence": "community_word" })),
            ("residency/refuse", json!({ "reason": "x" })),
            ("paper-code", json!({})),
        ];
        for who in [&mut south, &mut browser(t)] {
            let mut seen = vec![];
            for path in reads {
                seen.push(get(who, &format!("/desk/people/{id}/{path}")).await);
            }
            for (path, body) in &writes {
                seen.push(post(who, &format!("/desk/people/{id}/{path}"), body.clone()).await);
            }
            for answer in seen {
                assert!(matches!(answer.status, 401 | 404), "{}", answer.text);
                assert!(!answer.text.contains("小茶"), "{}", answer.text);
            }
        }
        for path in ["details", "household", "delegates", "acting-for", "children", "residency", "standings"] {
            get(&mut browser(t), &format!("/me/{path}")).await.expect(401);
        }
        let body = json!({ "kind": "volunteer", "place": w.north });
        post(&mut south, &format!("/desk/people/{id}/standings"), body).await.expect(403);
        // What is not in the body is not taken from it.
        let body = json!({ "name": "x", "birth_date": "2016-01-01", "relation": "mother", "guardian": other });
        assert_eq!(post(&mut north, "/me/children", body).await.status, 422);
    }
}
