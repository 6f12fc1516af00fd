use crate::world::*;
use lianxin_kernel::Role;
use lianxin_people::routes;
use lianxin_testkit::{Browser, both};
use serde_json::json;
use tower::ServiceExt as _;

const API: &str = "/api/v1";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Sends a file as the holder of a token.
async fn send(t: &Test, token: &str, path: &str, kind: &str, body: Vec<u8>) -> (u16, String) {
    let router: axum::Router = lianxin_web::api([routes()]).router.with_state(t.app.clone());
    let request = axum::http::Request::post(path)
        .header("content-type", kind)
        .header("authorization", format!("Bearer {token}"))
        .body(axum::body::Body::from(body))
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1024 * 1024).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

both! { setup: setup();
    async fn a_list_is_sent_looked_at_and_confirmed(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let token = staff_token(t, "wang.li").await;
        let path = format!("{API}/desk/imports?center={}", w.north);
        let list = "name,phone\n李茶,13812342071\n谁,x\n";
        let (status, body) = send(t, &token, &path, "text/csv", list.into()).await;
        assert_eq!(status, 201, "{body}");
        let view: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!((&view["state"], &view["tally"]["new"]), (&json!("ready"), &json!(1)));

        let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
        let login = json!({ "login": "wang.li", "password": PASSWORD });
        b.post(&format!("{API}/sign-in/staff"), login).await.expect(200);
        let import = format!("{API}/desk/imports/{}", view["import"].as_str().unwrap());
        let lines = b.get(&format!("{import}/lines?kind=refused")).await.expect(200).body;
        assert_eq!(lines["items"][0]["line"], json!(3));
        assert_eq!(lines["items"][0]["verdict"]["errors"][0]["code"], json!("not_a_phone"));
        let csv = b.get(&format!("{import}/refused")).await.expect(200);
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert!(csv.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let body = json!({ "hash": "no" });
        b.post(&format!("{import}/confirm"), body).await.expect(422);
        let body = json!({ "hash": view["hash"], "with_doubtful": false });
        let view = b.post(&format!("{import}/confirm"), body).await.expect(200).body;
        assert_eq!(view["state"], json!("running"));
        assert_eq!(b.delete(&import).await.expect(409).body["reasons"][0]["code"], "people.import_running");
        t.work_jobs().await;
        let view = b.get(&import).await.expect(200).body;
        assert_eq!((&view["state"], &view["taken"]), (&json!("done"), &json!(1)));
        b.delete(&import).await.expect(204);
        b.get(&import).await.expect(404);
    }

    async fn what_is_no_list_is_refused(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let token = staff_token(t, "wang.li").await;
        let path = format!("{API}/desk/imports?center={}", w.north);
        let large = vec![b'a'; 10 * 1024 * 1024 + 1];
        for (kind, body, status) in [
            ("application/json", b"{}".to_vec(), 422),
            ("text/plain", b"name\nx\n".to_vec(), 422),
            ("text/csv", b"".to_vec(), 422),
            ("text/csv", b"shoe_size\n42\n".to_vec(), 422),
            ("text/csv", b"name\n".to_vec(), 422),
            ("text/csv", vec![0xFF, 0xFF, 0xFF], 422),
            (XLSX, b"PK\x03\x04 no".to_vec(), 422),
            ("text/csv", large, 413),
        ] {
            let (got, answer) = send(t, &token, &path, kind, body).await;
            assert_eq!(got, status, "{kind} {answer}");
        }
        let other = format!("{API}/desk/imports?center={}", w.south);
        assert_eq!(send(t, &token, &other, "text/csv", b"name\nx\n".to_vec()).await.0, 403);
        assert_eq!(send(t, "no token", &path, "text/csv", b"name\nx\n".to_vec()).await.0, 401);
    }

    async fn nothing_of_an_import_for_others(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let id = lianxin_people::ImportId(t.some_id());
        let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
        let import = format!("{API}/desk/imports/{id}");
        for status in [401, 404] {
            b.get(&import).await.expect(status);
            b.get(&format!("{import}/lines")).await.expect(status);
            b.get(&format!("{import}/refused")).await.expect(status);
            b.delete(&import).await.expect(status);
            b.post(&format!("{import}/confirm"), json!({ "hash": "" })).await.expect(status);
            let login = json!({ "login": "wang.li", "password": PASSWORD });
            b.post(&format!("{API}/sign-in/staff"), login).await.expect(200);
        }
    }
}
