//! The work of signing in, which takes time: it is the same for who is known and who is not. What is
//! compared is the work itself, statement by statement and hash by hash, and no clock. A passkey and
//! an authority's answer name nobody before they are proved, so there is nothing to compare.
use crate::matrix::watch::Watcher;
use crate::world::*;
use serde_json::{Value, json};
use std::sync::Arc;

type Work = (Vec<(&'static str, u64)>, Vec<String>);

/// What one request made the program do, with what was left for after it.
async fn work(t: &Test, watcher: &Watcher, b: &Browser, path: &str, body: &Value) -> Work {
    t.work_jobs().await;
    watcher.work();
    let answer = b.clone().post(&format!("{API}/sign-in/{path}"), body.clone()).await;
    assert!(matches!(answer.status, 202 | 422), "{path} {body}: {}", answer.text);
    t.work_jobs().await;
    let (done, labored) = watcher.work();
    assert!(!done.is_empty(), "{path} did nothing");
    (done, labored)
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_is_as_much_work_for_the_unknown_as_for_the_known() {
    let watcher = Arc::<Watcher>::default();
    let mut setup = setup();
    watcher.watch(&mut setup);
    let t = Test::sqlite(setup).await;
    let world = World::build(&t).await;
    let mut an = world.resident("13800002071", "安").await;
    let mut desk = world.staff("center.manager").await;
    let body = json!({
        "name": "李", "birth_date": "1950-01-01", "home_center": world.center, "language": "zh-CN",
    });
    let person = desk.post(&format!("{API}/desk/people"), body).await.expect(201).body;
    let path = format!("{API}/desk/people/{}/paper-code", person["person"].as_str().unwrap());
    let paper = desk.post(&path, json!({})).await.expect(201).body["code"].clone();
    let other = desk.post(&path, json!({})).await.expect(201).body["code"].clone();
    assert_ne!(paper, other);
    let renew = format!("{API}/me/card/renew");
    let replaced = an.post(&renew, json!({})).await.expect(200).body["code"].clone();
    an.post(&renew, json!({})).await.expect(200);
    let mut kiosk = desk.clone();
    let body = json!({ "center": world.center, "name": "大厅" });
    kiosk.post(&format!("{API}/desk/kiosks"), body).await.expect(201);
    t.clock.forward(lianxin_kernel::Span::hours(2));
    let b = world.nobody();

    let login = |login: &str| json!({ "login": login, "password": "wrong horse" });
    let phone = |phone: &str| json!({ "phone": phone });
    let code = |phone: &str| json!({ "phone": phone, "code": "0000000" });
    let printed = |code: &Value| json!({ "code": code, "birth_date": "1950-01-02" });
    // The first code was ended by the second, so it is as good as never printed.
    for (path, known, unknown) in [
        ("staff", login("clerk"), login("nobody.here")),
        ("staff", login("clerk"), login("")),
        ("code", phone("13800002071"), phone("13800002072")),
        ("phone", code("13800002071"), code("13800002072")),
        ("phone", code("13800002071"), code("13800002073")),
        ("paper", printed(&other), printed(&paper)),
    ] {
        if path == "phone" && unknown["phone"] == "13800002073" {
            // Neither asked for a code.
            t.clock.forward(lianxin_kernel::Span::hours(2));
        }
        let of_known = work(&t, &watcher, &b, path, &known).await;
        let of_unknown = work(&t, &watcher, &b, path, &unknown).await;
        assert_eq!(of_known, of_unknown, "{path}");
        let slow = if path == "staff" { vec!["argon2id$v=19$m=19456,t=2,p=1"] } else { vec![] };
        assert_eq!(of_known.1, slow, "{path}");
    }
    let shown = |code: &Value| json!({ "card": code });
    let of_replaced = work(&t, &watcher, &kiosk, "card", &shown(&replaced)).await;
    let made_up = json!("LX-0123-4567-89AB-CDEF");
    assert_eq!(of_replaced, work(&t, &watcher, &kiosk, "card", &shown(&made_up)).await, "card");
    t.end().await;
}
