use crate::world::*;
use lianxin_kernel::{Language, Line, Note, Role, Secret};
use lianxin_people::{
    CodeSenders, ConsentRecord, DevelopmentSender, EvidenceKind, NewStaff, RecordDelegate,
    create_staff,
};
use lianxin_testkit::{Browser, Setup, both};
use serde_json::json;
use std::sync::Arc;

const API: &str = "/api/v1";
const PASSWORD: &str = "correct horse 2026";

fn setup() -> Setup {
    let mut setup = crate::world::setup();
    setup.settings.set(CodeSenders(Arc::new(DevelopmentSender)));
    setup.settings.set(lianxin_people::authority());
    setup
}

fn browser(t: &Test) -> Browser {
    let routes = [lianxin_people::routes(), lianxin_privacy::routes()];
    Browser::new(lianxin_web::api(routes).router.with_state(t.app.clone()))
}

async fn resident(t: &Test, phone: &str) -> Browser {
    let mut b = browser(t);
    let asked =
        b.post(&format!("{API}/sign-in/code"), json!({ "phone": phone })).await.expect(202).body;
    let body = json!({ "phone": phone, "code": asked["development_code"] });
    b.post(&format!("{API}/sign-in/phone"), body).await.expect(200);
    b
}

both! { setup: setup();
    async fn a_resident_consents_sees_exports_and_asks(t: Test) {
        let w = World::build(t).await;
        added(t, "周", Some("13812342071"), Some("1950-01-01"), Some(w.north)).await;
        let mut b = resident(t, "13812342071").await;
        let all = b.get(&format!("{API}/me/consents")).await.expect(200).body;
        let photos = all["items"].as_array().unwrap().iter().find(|c| c["purpose"] == "photos").unwrap().clone();
        assert_eq!((&photos["ask"], &photos["holds"], &photos["separate"]), (&json!(true), &json!(false), &json!("publish")));
        let version = photos["text"]["version"].clone();
        let path = format!("{API}/me/consents/photos");
        b.post(&path, json!({ "given": true, "version": version })).await.expect(204);
        let wrong = b.post(&path, json!({ "given": true, "version": 7 })).await.expect(409);
        assert_eq!(wrong.body["reasons"][0]["code"], "privacy.text_changed");
        b.post(&path, json!({ "given": true, "version": 1, "channel": "desk" })).await.expect(422);
        let effect = b.get(&format!("{path}/withdrawal")).await.expect(200).body;
        assert_eq!(effect["then"], "erase");
        b.post(&format!("{path}/withdraw"), json!({})).await.expect(204);
        b.post(&format!("{API}/me/consents/no_such_thing/withdraw"), json!({})).await.expect(404);

        let data = b.get(&format!("{API}/me/data")).await.expect(200).body;
        assert_eq!(data["parts"][0]["holdings"][0]["rows"][0]["name"], "周", "{data}");
        let file = b.get(&format!("{API}/me/data/export")).await.expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(file.body["format"], "lianxin.my-data/1");
        let made = b.post(&format!("{API}/me/data/requests"), json!({ "kind": "erase" })).await.expect(201).body;
        assert_eq!(made["due_on"], "2026-03-23");
        let bad = b.post(&format!("{API}/me/data/requests"), json!({ "kind": "forget" })).await.expect(422);
        assert_eq!(bad.body["fields"][0]["field"], "kind");
        let long = "长".repeat(1001);
        b.post(&format!("{API}/me/data/requests"), json!({ "kind": "copy", "wish": long })).await.expect(422);
        let listed = b.get(&format!("{API}/me/data/requests")).await.expect(200).body;
        assert_eq!(listed["items"][0]["number"], "DR-2026-00001");
        let id = made["request"].as_str().unwrap();
        b.post(&format!("{API}/me/data/requests/{id}/withdraw"), json!({})).await.expect(204);
        b.get(&format!("{API}/me/looks?limit=5")).await.expect(200);
        b.get(&format!("{API}/me/looks?limit=0")).await.expect(422);
        for path in ["/desk/privacy/retention".to_owned(), format!("/desk/privacy/requests?place={}", w.north),
            format!("/desk/privacy/breaches?place={}", w.city), format!("/desk/privacy/assessments?place={}", w.city)] {
            b.get(&format!("{API}{path}")).await.expect(403);
        }
    }

    async fn for_a_child_only_the_guardian_s_header_opens_consents(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        let mother = added(t, "周妈妈", Some("13812342071"), Some("1988-05-01"), Some(w.north)).await;
        let aunt = added(t, "周阿姨", Some("13812342072"), Some("1988-05-01"), Some(w.north)).await;
        added(t, "郑", Some("13812342073"), Some("1988-05-01"), Some(w.north)).await;
        guarded(&w, child, mother).await;
        let delegate = RecordDelegate {
            person: child, delegate: aunt, modules: None, from: None, until: None, card: None,
            record: Some(Secret::new(ConsentRecord {
                evidence: EvidenceKind::SignedForm, reason: Note::new("母亲签字").unwrap(),
            })),
        };
        w.clerk.run(delegate).await.unwrap();
        let other = child.to_string();
        let headers = [("lianxin-for", other.as_str()), ("content-type", "application/json")];
        let yes = json!({ "given": true, "version": 1 }).to_string();
        for (phone, looks, says) in [("13812342073", 403, 403), ("13812342072", 409, 409), ("13812342071", 200, 204)] {
            let mut b = resident(t, phone).await;
            for path in ["consents", "data", "data/export", "data/requests", "looks"] {
                let seen = b.raw("GET", &format!("{API}/me/{path}"), &headers[..1], vec![]).await;
                assert_eq!(seen.status, looks, "{phone} {path} {}", seen.text);
            }
            let said = b.raw("POST", &format!("{API}/me/consents/photos"), &headers, yes.clone().into_bytes()).await;
            assert_eq!(said.status, says, "{phone} {}", said.text);
            assert_eq!(holds(t, child, "photos").await, says == 204);
        }
    }

    async fn staff_answer_at_their_place(t: Test) {
        let w = World::build(t).await;
        added(t, "周", Some("13812342071"), None, Some(w.north)).await;
        let mut person = resident(t, "13812342071").await;
        let made = person.post(&format!("{API}/me/data/requests"), json!({ "kind": "copy" })).await.expect(201).body;
        let new = NewStaff {
            name: Line::new("王丽").unwrap(), phone: None, language: Language::ZhCn, login: "wang.li".into(),
            password: Secret::new(PASSWORD.into()), role: Role::CenterManager, place: w.north.into(),
        };
        create_staff(&t.system(), new).await.unwrap();
        let mut b = browser(t);
        b.post(&format!("{API}/sign-in/staff"), json!({ "login": "wang.li", "password": PASSWORD })).await.expect(200);
        let listed = b.get(&format!("{API}/desk/privacy/requests?place={}&state=open", w.north)).await.expect(200).body;
        assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["name"]), (&made["request"], &json!("周")));
        b.get(&format!("{API}/desk/privacy/requests?place={}&state=never", w.north)).await.expect(422);
        let id = made["request"].as_str().unwrap();
        let at = format!("{API}/desk/privacy/requests/{id}");
        b.post(&format!("{at}/take"), json!({})).await.expect(204);
        b.post(&format!("{at}/answer"), json!({ "outcome": "refused", "answer": "不行" })).await.expect(422);
        b.post(&format!("{at}/answer"), json!({ "outcome": "granted", "answer": "请下载" })).await.expect(204);
        assert_eq!(b.get(&at).await.expect(200).body["outcome"], "granted");
        // What is sensitive or the register's is not a center manager's.
        b.get(&format!("{at}/data")).await.expect(404);
        b.post(&format!("{API}/desk/privacy/purposes/photos"), json!({})).await.expect(422);
        b.get(&format!("{API}/desk/privacy/purposes/photos/versions")).await.expect(403);
        let own = person.get(&format!("{API}/me/looks")).await.expect(200).body;
        assert!(own["items"].as_array().unwrap().iter().any(|l| l["what"] == "privacy.take_data_request"));
    }

    async fn the_register_is_public_and_everything_else_asks_to_sign_in(t: Test) {
        let w = World::build(t).await;
        let mut b = browser(t);
        let all = b.get(&format!("{API}/privacy/purposes")).await.expect(200).body;
        let activities = all["items"].as_array().unwrap().iter().find(|p| p["key"] == "activities").unwrap().clone();
        assert_eq!((&activities["basis"], &activities["retention_days"]), (&json!("contract"), &json!(1096)));
        for key in ["notice", "minors", "photos"] {
            let text = b.get(&format!("{API}/privacy/texts/{key}")).await.expect(200).body;
            assert!(text["body"]["en"].is_string() && text["version"] == 1);
        }
        b.get(&format!("{API}/privacy/texts/photos?version=2")).await.expect(404);
        b.get(&format!("{API}/privacy/texts/NO")).await.expect(404);
        for path in ["/me/consents".to_owned(), "/me/data".into(), "/me/data/export".into(), "/me/looks".into(),
            "/me/data/requests".into(), "/desk/privacy/retention".into(), format!("/desk/privacy/requests?place={}", w.city)] {
            b.get(&format!("{API}{path}")).await.expect(401);
        }
    }
}
