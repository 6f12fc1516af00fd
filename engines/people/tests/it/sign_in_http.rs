use crate::software_key::{HERE, SoftwareKey};
use crate::world::*;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use lianxin_kernel::Role;
use lianxin_people::{Challenge, routes};
use lianxin_testkit::{Browser, Setup, both};
use lianxin_web::PublicUrl;
use serde_json::json;
use totp_rs::{Builder, Secret as AppSecret};
use tower::ServiceExt;

const API: &str = "/api/v1";

fn here() -> Setup {
    let mut setup = setup();
    setup.settings.set(PublicUrl(HERE.into()));
    setup
}

fn router(t: &Test) -> Router {
    lianxin_web::api([routes()]).router.with_state(t.app.clone())
}

async fn staff_browser(t: &Test, login: &str) -> Browser {
    let mut b = Browser::new(router(t));
    let body = json!({ "login": login, "password": PASSWORD });
    b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
    b
}

fn code(t: &Test, secret: &str) -> String {
    let key = AppSecret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(key).build().unwrap();
    totp.generate(u64::try_from(t.app.now().seconds()).unwrap()).to_string()
}

/// With cookies of one's own, which the browser of the tests does not keep.
async fn send(
    router: &Router,
    method: &str,
    path: &str,
    cookie: &str,
    body: &str,
) -> Response<Body> {
    let request = Request::builder().method(method).uri(format!("{API}{path}"));
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let request = request.header(header::COOKIE, cookie).body(Body::from(body.to_owned()));
    router.clone().oneshot(request.unwrap()).await.unwrap()
}

fn cookie(answer: &Response<Body>, name: &str) -> String {
    let all = answer.headers().get_all(header::SET_COOKIE).iter();
    let text = all.map(|c| c.to_str().unwrap()).find(|c| c.starts_with(name)).unwrap();
    assert!(text.contains("HttpOnly"), "{text}");
    text.split(';').next().unwrap().to_owned()
}

both! { setup: here();
    async fn a_planted_cookie_is_worth_nothing_once_the_sign_in_is_strong(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = staff_browser(t, "wang.li").await;
        let mut planted = b.clone();
        let totp = format!("{API}/me/factors/totp");
        let made = b.post(&totp, json!({})).await.expect(200).body;
        assert!(made["svg"].as_str().unwrap().starts_with("<svg"));
        let app = made["secret"].as_str().unwrap().to_owned();
        let wrong = b.post(&format!("{totp}/confirm"), json!({ "code": "12" })).await.expect(422);
        assert_eq!(wrong.body["fields"][0]["code"], "wrong");
        let body = json!({ "code": code(t, &app) });
        let added = b.post(&format!("{totp}/confirm"), body).await.expect(200).body;
        assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
        planted.get(&format!("{API}/me/factors")).await.expect(401);
        let session = b.get(&format!("{API}/session")).await.expect(200).body;
        assert_eq!(session["sign_in"]["strong"], json!(true));
        assert_eq!(session["sign_in"]["waits_for"], json!(null));
        // The next sign-in, and a step up by a recovery code.
        let mut b = staff_browser(t, "wang.li").await;
        let path = format!("{API}/sign-in/second-factor");
        let bad = b.post(&path, json!({ "code": "7k2mp-q0x4d" })).await.expect(422);
        assert_eq!(bad.body["fields"][0]["values"]["left"], 4);
        let body = json!({ "code": added["recovery_codes"][0] });
        let proved = b.post(&path, body).await.expect(200).body;
        assert_eq!(proved["account"]["desk"][0]["role"], "clerk");
        let items = b.get(&format!("{API}/me/sign-ins")).await.expect(200).body["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), 2);
        let here = items.as_array().unwrap().iter().find(|i| i["here"] == true).unwrap();
        assert!(here["strong_at"].is_string());
        let ended = b.post(&format!("{API}/me/sign-ins/end-others"), json!({})).await.expect(200);
        assert_eq!(ended.body["ended"], 1);
        let id = here["id"].as_str().unwrap();
        b.delete(&format!("{API}/me/sign-ins/{id}")).await.expect(204);
        b.get(&format!("{API}/me/sign-ins")).await.expect(401);
    }

    async fn a_passkey_goes_through_the_whole_of_http(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = staff_browser(t, "wang.li").await;
        let path = format!("{API}/me/factors/passkeys");
        let asked = b.post(&format!("{path}/start"), json!({})).await.expect(200).body;
        assert_eq!(asked["options"]["publicKey"]["rp"]["id"], "lianxin.example");
        let asked: Challenge = serde_json::from_value(asked).unwrap();
        let mut key = SoftwareKey::new();
        let credential = key.make(HERE, &asked).await;
        let body = json!({ "ceremony": asked.ceremony, "name": "钥匙", "credential": credential.expose() });
        b.post(&path, body).await.expect(200);
        let mut b = Browser::new(router(t));
        let path = format!("{API}/sign-in/passkey");
        let asked = b.post(&format!("{path}/start"), json!({})).await.expect(200).body;
        let asked: Challenge = serde_json::from_value(asked).unwrap();
        let credential = key.show(HERE, &asked).await;
        let body = json!({ "ceremony": asked.ceremony, "credential": credential.expose() });
        let account = b.post(&path, body.clone()).await.expect(200).body["account"].clone();
        assert_eq!(account["desk"][0]["role"], "clerk");
        b.post(&path, body).await.expect(422);
        let body = json!({ "ceremony": asked.ceremony, "credential": { "id": "x" } });
        assert_eq!(b.post(&path, body).await.expect(422).body["fields"][0]["code"], "wrong_type");
        let body = json!({ "old": null, "new": "battery staple" });
        b.post(&format!("{API}/me/password"), body).await.expect(204);
    }

    async fn a_device_becomes_a_kiosk_where_cards_sign_in(t: Test) {
        let w = world(t).await;
        staff_member(t, "boss", Role::CenterManager, w.north).await;
        let person = added(t, "茶", None, Some(w.north)).await;
        let router = router(t);
        let body = json!({ "login": "boss", "password": PASSWORD }).to_string();
        let session = send(&router, "POST", "/sign-in/staff", "", &body).await;
        let session = cookie(&session, "lianxin_session");
        let body = json!({ "center": w.north, "name": "门口" }).to_string();
        let made = send(&router, "POST", "/desk/kiosks", &session, &body).await;
        assert_eq!(made.status(), 201);
        let kiosk = cookie(&made, "lianxin_kiosk");
        let card = json!({ "card": person.card_code }).to_string();
        assert_eq!(send(&router, "POST", "/sign-in/card", "", &card).await.status(), 403);
        let wrong = json!({ "card": "LX-0000-0000-0000-0000" }).to_string();
        assert_eq!(send(&router, "POST", "/sign-in/card", &kiosk, &wrong).await.status(), 422);
        let signed = send(&router, "POST", "/sign-in/card", &kiosk, &card).await;
        assert_eq!(signed.status(), 200);
        let session = cookie(&signed, "lianxin_session");
        assert_eq!(send(&router, "GET", "/session", &session, "").await.status(), 200);
        for path in ["/me", "/me/sign-ins", "/me/factors"] {
            let status = send(&router, "GET", path, &session, "").await.status();
            assert!(status == 403 || status == 404, "{path} {status}");
        }
    }

    async fn who_comes_back_from_nowhere_is_sent_to_the_sign_in_page(t: Test) {
        let router = router(t);
        for query in ["", "?state=a.b&code=c", "?error=access_denied&state=a.b"] {
            let path = format!("/sign-in/authorities/back{query}");
            let answer = send(&router, "GET", &path, "lianxin_authority=b", "").await;
            assert_eq!(answer.status(), 303, "{query}");
            let to = answer.headers()[header::LOCATION].to_str().unwrap();
            assert_eq!(to, "/sign-in/staff?refused=authority", "{query}");
        }
        let path = "/sign-in/authorities/nobody/start";
        assert_eq!(send(&router, "POST", path, "", "{}").await.status(), 404);
    }

    async fn nothing_of_factors_or_sign_ins_without_a_session(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = Browser::new(router(t));
        for path in ["/me/sign-ins", "/me/factors", &format!("/desk/kiosks?center={}", w.north),
            &format!("/staff/{id}/subjects")] {
            assert_eq!(b.get(&format!("{API}{path}")).await.expect(401).code(), "sign_in");
        }
        for path in ["/me/factors/totp", "/me/factors/recovery-codes", "/me/factors/passkeys/start",
            "/me/sign-ins/end-others", "/sign-in/second-factor/passkey/start",
            &format!("/staff/{id}/sign-ins/end"), &format!("/staff/{id}/factors/reset")] {
            assert_eq!(b.post(&format!("{API}{path}"), json!({})).await.expect(401).code(), "sign_in");
        }
        for (path, body) in [
            ("/me/password", json!({ "new": "battery staple" })),
            ("/sign-in/second-factor", json!({ "code": "123456" })),
            ("/me/factors/totp/confirm", json!({ "code": "123456" })),
        ] {
            assert_eq!(b.post(&format!("{API}{path}"), body).await.expect(401).code(), "sign_in");
        }
    }
}
