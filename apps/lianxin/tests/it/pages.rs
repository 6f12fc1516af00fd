//! Pages are readable before any script, and bring the first answers of the front end.
use crate::world::*;
use lianxin_testkit::both;
use serde_json::{Value, json};

/// The answers a page brings.
fn island(page: &Answer) -> Value {
    let text = page.text.split("id=\"lx-island\" type=\"application/json\">").nth(1).unwrap();
    serde_json::from_str(text.split("</script>").next().unwrap()).unwrap()
}

fn linked(page: &Answer) -> Value {
    let text = page.text.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    serde_json::from_str(text.split("</script>").next().unwrap()).unwrap()
}

/// The page without its head, as words.
fn words(page: &Answer) -> String {
    let body = page.text.split("<body").nth(1).unwrap();
    let body = body.split("id=\"lx-island\"").next().unwrap();
    let mut out = String::new();
    let mut inside = true;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

fn built() -> bool {
    let built = lianxin_web::Assets::load().template.is_some();
    if !built {
        eprintln!("skipped: the front end is not built");
    }
    built
}

both! { setup: setup();
    async fn a_page_brings_the_answers_the_front_end_asks_for(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(2)).await;
        let (center, mut b) = (world.center, world.nobody());
        if !built() {
            return;
        }
        for (path, addresses) in [
            ("/".to_owned(), vec![
                "/centers?limit=100".to_owned(),
                format!("/centers/{center}"),
                format!("/sessions?center={center}&from=2026-03-02&limit=6"),
            ]),
            ("/centers".into(), vec!["/centers?limit=50".into()]),
            (format!("/centers/{center}"), vec![
                format!("/centers/{center}"),
                format!("/centers/{center}/rooms"),
                format!("/sessions?center={center}&from=2026-03-02&limit=5"),
            ]),
            ("/activities".into(), vec![
                "/sessions?from=2026-03-02&limit=20".into(),
                "/centers?limit=100".into(),
            ]),
            (format!("/activities/{session}"), vec![format!("/sessions/{session}")]),
        ] {
            let page = b.get(&path).await.expect(200);
            let kept = island(&page);
            for address in addresses.into_iter().chain(["/session".into()]) {
                let address = format!("{API}{address}");
                let answer = b.get(&address).await.expect(200).body;
                assert_eq!(kept[&address], answer, "{path}: {address}");
            }
            assert_eq!(kept["/api/v1/about"]["district"], json!(world.district), "{path}");
        }
    }

    async fn a_page_reads_without_scripts(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(2)).await;
        let mut b = world.nobody();
        if !built() {
            return;
        }
        let page = b.get(&format!("/activities/{session}")).await.expect(200);
        let text = words(&page);
        for part in ["𠮷祥合唱团", "09:30–11:00", "合唱室", "兰园街道党群服务中心", "每周一起唱歌", "2 个名额"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(page.text.contains("<meta property=\"og:title\" content=\"𠮷祥合唱团 · 连心\">"));
        let event = linked(&page);
        assert_eq!((&event["@type"], &event["startDate"]), (&json!("Event"), &json!("2026-03-10T01:30:00Z")));
        assert_eq!(event["maximumAttendeeCapacity"], json!(2));
        let page = b.get(&format!("/centers/{}", world.center)).await.expect(200);
        let text = words(&page);
        for part in ["开放中", "兰园路 1 号", "08:00–21:00", "合唱室", "𠮷祥合唱团"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        let center = linked(&page);
        assert_eq!(center["@type"], json!("CivicStructure"));
        assert_eq!(center["openingHoursSpecification"].as_array().unwrap().len(), 7);
        let list = words(&b.get("/centers").await.expect(200));
        assert!(list.contains("竹园") && list.contains("建设中"), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_answers_with_the_status_it_deserves() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    for (path, status) in [
        ("/", 200),
        ("/me", 200),
        ("/desk/today", 200),
        ("/city", 200),
        ("/sign-in/staff", 200),
        ("/forbidden", 403),
        ("/nowhere", 404),
        ("/me/nowhere/at/all", 404),
        ("/activities/ses_06h013m0p66x156t001dkh8ytr", 404),
        ("/districts/x", 404),
        ("/assets/gone.js", 404),
        ("/robots.txt", 200),
    ] {
        let answer = b.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
    }
    assert_eq!(b.send("POST", "/", Some("{}".into()), None).await.status, 405);
    for (path, text) in [("/healthz", "ok"), ("/readyz", "ok")] {
        assert_eq!(b.get(path).await.expect(200).text, text);
    }
    let metrics = b.get("/metrics").await.expect(200).text;
    for name in ["lianxin_http_requests_total", "lianxin_acts_total", "lianxin_jobs_due"] {
        assert!(metrics.contains(name), "{name}");
    }
    assert!(!metrics.contains("13800002071") && !metrics.contains("cen_"), "{metrics}");
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_messages_of_development_show_only_in_development() {
    let t = Test::sqlite(setup()).await;
    let mut b = Browser::new(lianxin::router(t.app.clone()));
    assert_eq!(b.get("/development/messages").await.status, 200);
    t.end().await;
    let mut real = setup();
    real.settings = lianxin::settings(&lianxin::config::Config::default());
    let t = Test::sqlite(real).await;
    let mut b = Browser::new(lianxin::router(t.app.clone()));
    assert_eq!(b.get("/development/messages").await.status, 404);
    t.end().await;
}
