use crate::world::*;
use lianxin_kernel::{Role, Span};
use lianxin_people::{CodeSenders, DevelopmentSender, routes};
use lianxin_testkit::{Browser, Setup, both};
use serde_json::json;
use std::sync::Arc;

fn developing() -> Setup {
    let mut setup = setup();
    setup.settings.set(CodeSenders(Arc::new(DevelopmentSender)));
    setup
}

fn browser(t: &Test) -> Browser {
    Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()))
}

const API: &str = "/api/v1";

both! { setup: developing();
    async fn a_resident_signs_in_registers_and_leaves(t: Test) {
        let w = world(t).await;
        let mut b = browser(t);
        let nobody = b.get(&format!("{API}/session")).await.expect(200);
        assert_eq!(nobody.body, json!({ "account": null, "sign_in": null }));
        let phone = "138 1234 2071";
        let path = format!("{API}/sign-in/code");
        let asked = b.post(&path, json!({ "phone": phone })).await.expect(202).body;
        assert_eq!((&asked["resend_after"], &asked["expires_in"]), (&json!(60), &json!(300)));
        let code = asked["development_code"].as_str().unwrap().to_owned();
        let again = b.post(&path, json!({ "phone": phone })).await.expect(429);
        assert_eq!(again.code(), "too_many");

        let path = format!("{API}/sign-in/phone");
        let wrong = b.post(&path, json!({ "phone": phone, "code": "12" })).await.expect(422);
        assert_eq!(wrong.body["fields"][0]["field"], "code");
        assert_eq!(wrong.body["fields"][0]["code"], "wrong");
        assert_eq!(wrong.body["fields"][0]["values"]["left"], 4);
        // The front end sends a key with every intent; a token is not kept under it all the same.
        let body = json!({ "phone": phone, "code": code }).to_string();
        let new = b.send("POST", &path, Some(body), Some("0123456789abcdef")).await.expect(200).body;
        assert_eq!(new["account"], json!(null));
        let body = json!({
            "ticket": new["ticket"], "name": "𠮷田茶", "birth_date": "1952-03-09",
            "home_center": w.north, "language": "zh-TW",
        });
        let made = b.post(&format!("{API}/sign-in/register"), body).await.expect(201);
        let cookie = made.headers["set-cookie"].to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let account = &made.body["account"];
        assert_eq!((&account["name"], &account["elder"]), (&json!("𠮷田茶"), &json!(true)));
        assert_eq!((&account["language"], &account["desk"]), (&json!("zh-TW"), &json!([])));

        let me = b.get(&format!("{API}/me")).await.expect(200).body;
        assert_eq!((&me["phone_hint"], &me["age"]), (&json!("138****2071"), &json!(73)));
        let me = b.patch(&format!("{API}/me"), json!({ "name": "李茶", "birth_date": null })).await;
        let me = me.expect(200).body;
        assert_eq!((&me["name"], &me["birth_date"]), (&json!("李茶"), &json!(null)));
        assert_eq!(me["home_center"], json!(w.north));
        let card = b.post(&format!("{API}/me/card/renew"), json!({})).await.expect(200).body;
        assert_ne!(card["code"], me["card"]["code"]);

        b.post(&format!("{API}/sign-out"), json!({})).await.expect(204);
        b.get(&format!("{API}/me")).await.expect(401);
        assert_eq!(b.get(&format!("{API}/session")).await.expect(200).body, json!({ "account": null, "sign_in": null }));
    }

    async fn staff_sign_in_and_work_at_their_desk(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = browser(t);
        let path = format!("{API}/sign-in/staff");
        let wrong = b.post(&path, json!({ "login": "wang.li", "password": "nope" })).await.expect(422);
        assert_eq!(wrong.body["fields"][0]["field"], "password");
        assert_eq!(wrong.body["fields"][0]["code"], "wrong");
        let body = json!({ "login": "wang.li", "password": PASSWORD });
        let account = b.post(&path, body).await.expect(200).body["account"].clone();
        assert_eq!(account["desk"][0]["place"], json!(w.north));
        assert_eq!(account["desk"][0]["place_kind"], "center");
        assert_eq!(account["desk"][0]["name"], json!({ "zh-CN": "north" }));
        assert_eq!(account["desk"][0]["role"], "clerk");

        let body = json!({
            "name": "䶮奶奶", "phone": null, "birth_date": "1940-01-01", "home_center": w.north,
            "language": "zh-CN",
        });
        let made = b.post(&format!("{API}/desk/people"), body).await.expect(201).body;
        assert_eq!((&made["name"], &made["age_group"]), (&json!("䶮奶奶"), &json!("elder")));
        let found = b.get(&format!("{API}/desk/people?q=%E4%B6%AE%E5%A5%B6&center={}", w.north)).await;
        let found = found.expect(200).body;
        assert_eq!(found["items"][0]["person"], made["person"]);
        let id = made["person"].as_str().unwrap();
        let card = b.get(&format!("{API}/desk/people/{id}/card")).await.expect(200).body;
        assert_eq!(card["code"], made["card_code"]);
        assert!(card["svg"].as_str().unwrap().starts_with("<svg"));
        b.get(&format!("{API}/desk/people?q=%E5%A5%B6%E5%A5%B6&center={}", w.south)).await.expect(403);
        t.clock.forward(Span::hours(8));
        b.get(&format!("{API}/desk/people?q=%E5%A5%B6%E5%A5%B6&center={}", w.north)).await.expect(401);
    }

    async fn bad_input_is_answered_with_the_field(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = browser(t);
        let body = json!({ "login": "wang.li", "password": PASSWORD });
        b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
        let good = json!({ "name": "茶", "home_center": w.north, "language": "zh-CN" });
        for (field, value, code) in [
            ("name", json!(""), "required"),
            ("name", json!("长".repeat(41)), "too_long"),
            ("name", json!("a\u{0}b"), "control_characters"),
            ("name", json!("a\u{202E}b"), "control_characters"),
            ("name", json!(7), "wrong_type"),
            ("phone", json!("12345"), "not_a_phone"),
            ("birth_date", json!("2026-02-30"), "not_a_date"),
            ("birth_date", json!("2030-01-01"), "out_of_range"),
            ("home_center", json!("cen_x"), "unknown"),
            ("home_center", json!(lianxin_places::CenterId(t.some_id())), "unknown"),
        ] {
            let mut body = good.clone();
            body[field] = value;
            let answer = b.post(&format!("{API}/desk/people"), body.clone()).await.expect(422);
            let first = &answer.body["fields"][0];
            assert_eq!((&first["field"], &first["code"]), (&json!(field), &json!(code)), "{body}");
        }
        let mut body = good.clone();
        body["role"] = json!("administrator");
        let answer = b.post(&format!("{API}/desk/people"), body).await;
        assert!(answer.status == 400 || answer.status == 422, "{}", answer.text);
        b.post(&format!("{API}/desk/people"), good).await.expect(201);
    }

    async fn nothing_of_the_desk_or_of_oneself_without_a_session(t: Test) {
        let w = world(t).await;
        let mut b = browser(t);
        let id = added(t, "茶", None, Some(w.north)).await.hit.person;
        for path in ["/me".to_owned(), format!("/desk/people?q=ab&center={}", w.north),
            format!("/desk/people/{id}/card")] {
            assert_eq!(b.get(&format!("{API}{path}")).await.expect(401).code(), "sign_in");
        }
        b.patch(&format!("{API}/me"), json!({})).await.expect(401);
        b.post(&format!("{API}/me/card/renew"), json!({})).await.expect(401);
        let body = json!({ "name": "茶", "home_center": w.north, "language": "zh-CN" });
        b.post(&format!("{API}/desk/people"), body).await.expect(401);
        b.post(&format!("{API}/sign-out"), json!({})).await.expect(204);
    }
}
