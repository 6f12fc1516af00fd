//! The whole way with an authority that somebody else wrote, over the network.
use crate::software_key::HERE;
use crate::world::*;
use lianxin_kernel::{Names, Role, Secret};
use lianxin_people::{AuthoritySignIn, Came, Config, Origin, Provider, come_back, start};
use lianxin_testkit::tokio;
use lianxin_web::PublicUrl;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use webauthn_rs::prelude::Url;

const PACKAGE: &str = "oidc-provider-mock==0.3.4";

/// Ends with the test, whatever happens in it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The folder with the package, fetched once; `None` where Python or its packages are out of reach.
fn package() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-provider-mock-0.3.4");
    let text = folder.to_str()?.to_owned();
    if !folder.join("fetched").is_file() {
        let pip = ["-m", "pip", "install", "--quiet", "--target", &text, PACKAGE];
        let done = Command::new("python3").args(pip).stderr(Stdio::null()).status().ok()?;
        if !done.success() {
            return None;
        }
        std::fs::write(folder.join("fetched"), "").ok()?;
    }
    Some(text)
}

/// An authority with one person, on a port of this machine.
fn authority() -> Option<(Running, String)> {
    let folder = package()?;
    let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let person = r#"{"sub": "4711", "preferred_username": "wang.li"}"#;
    let child = Command::new("python3")
        .env("PYTHONPATH", folder)
        .args(["-m", "oidc_provider_mock", "--port", &port.to_string(), "--require-nonce"])
        .args(["--user-claims", person])
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let running = Running(child);
    for _ in 0..300 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some((running, format!("http://127.0.0.1:{port}")));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    None
}

/// Someone presses the button at the authority's page; where the browser is sent then.
fn press(address: &str) -> Url {
    let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
    let answer = agent.post(address).send_form([("sub", "4711")]).unwrap();
    Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap()
}

#[tokio::test(crate = "lianxin_testkit::tokio", flavor = "multi_thread", worker_threads = 2)]
async fn someone_signs_in_at_another_s_authority() {
    let Some((_running, issuer)) = authority() else {
        println!("skipped: {PACKAGE} cannot be run here");
        return;
    };
    let secret = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-client-secret");
    std::fs::write(&secret, "a secret of the client\n").unwrap();
    let provider = Provider {
        key: "city".into(),
        name: Names::zh_cn("市统一认证"),
        issuer,
        client_id: "lianxin".into(),
        client_secret_file: secret.to_str().unwrap().to_owned(),
        scopes: vec!["profile".into()],
        login_claim: "preferred_username".into(),
        ..Provider::default()
    };
    assert_eq!(provider.faults(), Vec::<String>::new());
    let mut setup = setup();
    setup.settings.set(PublicUrl(HERE.into()));
    setup.settings.set(Config { oidc: vec![provider], ..Config::default() });
    let test = Test::sqlite(setup).await;
    let t = &test;
    let w = world(t).await;
    let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
    for _ in 0..2 {
        let started = start(&t.nobody(), "city", Origin::default()).await.unwrap();
        let address = started.address.clone();
        let back = tokio::task::spawn_blocking(move || press(&address)).await.unwrap();
        assert!(back.as_str().starts_with(HERE), "{back}");
        let of = |name: &str| {
            let found = back.query_pairs().find(|(n, _)| n == name);
            found.unwrap().1.into_owned()
        };
        let came = Came {
            state: of("state"),
            code: Secret::new(of("code")),
            browser: started.browser,
            from: Origin::default(),
        };
        match come_back(&t.nobody(), came).await.unwrap() {
            AuthoritySignIn::SignedIn(opened) => assert_eq!(opened.person, id),
            other => panic!("{other:?}"),
        }
    }
    test.end().await;
}
