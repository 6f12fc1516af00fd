//! What every answer forbids the browser, and headers and paths that try to be something else.
use crate::world::*;

const PAGES: [&str; 8] =
    ["/", "/activities", "/centers", "/sign-in", "/sign-in/staff", "/me", "/desk", "/nowhere"];

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_keeps_the_page_to_itself() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    let api = ["/api/v1/centers", "/api/v1/me", "/api/v1/nowhere", "/api/v1/session"];
    for path in PAGES.into_iter().chain(api) {
        let answer = b.get(path).await;
        let header = |name: &str| answer.headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        let policy = header("content-security-policy").unwrap();
        for part in
            ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        for loose in ["unsafe-inline", "unsafe-eval", "*", "http:", "https:"] {
            assert!(!policy.contains(loose), "{path}: {policy}");
        }
        assert_eq!(header("x-frame-options").as_deref(), Some("DENY"), "{path}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy").as_deref(), Some("same-origin"), "{path}");
        assert_eq!(header("cross-origin-opener-policy").as_deref(), Some("same-origin"), "{path}");
        for open in ["access-control-allow-origin", "server", "x-powered-by"] {
            assert_eq!(header(open), None, "{path}");
        }
        if path.starts_with("/api/") {
            assert!(header("cache-control").unwrap().contains("no-store"), "{path}");
        }
    }
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_name_another_method_path_or_person_are_not_believed() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.resident("13800002071", "安").await;
    let me = b.get(&format!("{API}/me")).await.expect(200).body;
    for header in [
        ("x-http-method-override", "DELETE"),
        ("x-original-url", "/api/v1/desk/people?q=安"),
        ("x-rewrite-url", "/api/v1/desk/people?q=安"),
        ("x-forwarded-user", "administrator"),
        ("x-user-id", "administrator"),
        ("x-real-ip", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1"),
    ] {
        let headers = [("accept", "application/json"), header];
        let headers = headers.map(|(name, value)| (name, value));
        if !header.1.is_ascii() {
            continue;
        }
        let answer = b.raw("GET", &format!("{API}/me"), &headers, vec![]).await;
        assert_eq!((answer.status, &answer.body), (200, &me), "{header:?}");
    }
    for (method, path) in [
        ("TRACE", "/"),
        ("CONNECT", "/api/v1/me"),
        ("PROPFIND", "/api/v1/me"),
        ("PUT", "/api/v1/me"),
    ] {
        let answer = b.raw(method, path, &[], vec![]).await;
        assert!(matches!(answer.status, 400 | 404 | 405), "{method} {path} → {}", answer.status);
    }
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_the_site() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    for path in [
        "/../../etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%2e%2e%5c%2e%2e%5cCargo.toml",
        "//evil.example/a",
        "/api/v1/../../healthz",
        "/api/v1//me",
        "/API/V1/me",
        "/api/v1/me/",
        "/api/v1/me;a=b",
        "/api/v1/%6de",
        "/.env",
        "/.git/config",
    ] {
        let answer = b.get(path).await;
        assert!(matches!(answer.status, 400 | 401 | 404), "{path} → {}", answer.status);
        assert!(!answer.text.contains("root:") && !answer.text.contains("[workspace"), "{path}");
        let away = answer.headers.get("location").map(|v| v.to_str().unwrap().to_owned());
        assert_eq!(away, None, "{path}");
    }
    t.end().await;
}

/// No answer sends the browser elsewhere, whatever a link asks for.
#[tokio::test(flavor = "multi_thread")]
async fn no_link_of_ours_leads_to_another_site() {
    let t = Test::sqlite(setup()).await;
    let world = World::build(&t).await;
    let mut b = world.nobody();
    for page in PAGES {
        for name in ["next", "to", "return", "return_to", "redirect", "url", "continue", "back"] {
            for target in
                ["https://evil.example", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
            {
                let query: String = form_urlencoded::Serializer::new(String::new())
                    .append_pair(name, target)
                    .finish();
                let answer = b.get(&format!("{page}?{query}")).await;
                if let Some(to) = answer.headers.get("location") {
                    let to = to.to_str().unwrap();
                    assert!(to.starts_with('/') && !to.starts_with("//"), "{page}?{query} → {to}");
                }
                let linked = format!("href=\"{target}");
                assert!(!answer.text.contains(&linked), "{page}?{query}");
            }
        }
    }
    t.end().await;
}
