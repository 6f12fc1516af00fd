//! The program as operators run it.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub fn lianxin(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    command.current_dir(folder).env_clear().env("LIANXIN_SERVER_LOG_FILTER", "warn");
    command
}

pub fn run(command: &mut Command) -> (Output, String, String) {
    let out = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
    (out, stdout, stderr)
}

/// Serves on a free port; gives its address.
pub fn serve(folder: &Path, more: &[&str]) -> (Child, String) {
    let mut command = lianxin(folder);
    command.args(["serve", "--listen", "127.0.0.1:0"]).args(more).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
    (child, address)
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

pub fn terminate(child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
}

#[test]
fn it_serves_until_it_is_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = serve(folder.path(), &[]);
    assert!(get(&address, "/healthz").starts_with("HTTP/1.0 200"));
    assert!(get(&address, "/api/v1/about").contains("Asia/Shanghai"));
    let (out, said, _) = run(lianxin(folder.path()).arg("check"));
    assert!(out.status.success() && said.contains("in use by a running program"), "{said}");
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    // Closed: the log is in the file, and the next one can open it.
    assert!(!folder.path().join("lianxin.db-wal").exists());
    let (out, said, _) = run(lianxin(folder.path()).arg("check"));
    assert!(out.status.success() && said.contains("up to date"), "{said}");
}

#[test]
fn missing_migrations_are_applied_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = run(lianxin(folder.path()).args(["serve", "--migrate", "false"]));
    assert!(
        !refused.0.status.success() && refused.2.contains("migrations are missing"),
        "{}",
        refused.2
    );
    let (out, said, why) = run(lianxin(folder.path()).arg("migrate"));
    assert!(out.status.success() && said.contains("applied places 1"), "{said}{why}");
    let (out, said, _) = run(lianxin(folder.path()).arg("migrate"));
    assert!(out.status.success() && said.is_empty(), "{said}");
    let (mut child, address) = serve(folder.path(), &["--migrate", "false"]);
    assert!(get(&address, "/readyz").starts_with("HTTP/1.0 200"));
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn check_says_what_is_in_force_and_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lianxin.toml");
    let checked = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(lianxin(folder.path()).args(["check", "--config", "lianxin.toml"]))
    };
    let (out, said, _) = checked("[server]\nlisten = \"0.0.0.0:80\"\n");
    assert!(out.status.success() && said.contains("server.listen = \"0.0.0.0:80\""), "{said}");
    assert!(!folder.path().join("lianxin.db").exists(), "a look makes no file");
    for (text, part) in [
        ("[server]\nlissten = \"x\"\n", "lissten"),
        ("[server]\nlisten = \"x\"\n", "\"x\" is no address"),
        ("[database]\nurl = \"mysql://h/d\"\n", "mysql://h/d"),
        ("[database]\nurl = \"sqlite:no/such/folder/a.db\"\n", "no/such/folder is not there"),
        ("[installation]\nzone = \"Mars/Olympus\"\n", "Mars/Olympus"),
        ("[installation\n", "lianxin.toml"),
    ] {
        let (out, _, why) = checked(text);
        assert_eq!(out.status.code(), Some(1), "{text}");
        assert!(why.contains(part), "{part}: {why}");
    }
    let (out, said, why) = checked("[database]\nurl = \"postgres://u:geheim@127.0.0.1:1/d\"\n");
    assert_eq!(out.status.code(), Some(1));
    assert!(!said.contains("geheim") && !why.contains("geheim"), "{said}{why}");
    let (out, ..) = run(lianxin(folder.path()).env("LIANXIN_SERVER_LISTEN", "x").arg("check"));
    assert_eq!(out.status.code(), Some(1));
    let (_, said, _) = run(lianxin(folder.path()).env("LIANXIN_DATABSE_URL", "x").arg("check"));
    assert!(said.contains("LIANXIN_DATABSE_URL names no setting"), "{said}");
}

#[test]
fn an_import_reports_and_an_administrator_can_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let network =
        r#"{ "places": [{ "key": "qinghe", "kind": "district", "name": { "zh-CN": "青禾区" } }] }"#;
    std::fs::write(folder.path().join("network.json"), network).unwrap();
    let (out, said, why) = run(lianxin(folder.path()).args(["import", "network", "network.json"]));
    assert!(
        out.status.success() && said.contains("1 taken, 0 unchanged, 0 refused"),
        "{said}{why}"
    );
    let people = "name,phone\n安,13800002071\n,1\n";
    std::fs::write(folder.path().join("people.csv"), people).unwrap();
    let (out, said, _) = run(lianxin(folder.path()).args(["import", "people", "people.csv"]));
    assert!(out.status.success() && said.contains("1 taken, 0 unchanged, 1 refused"), "{said}");
    assert!(said.contains("line 3: refused: name required"), "{said}");
    let (out, ..) =
        run(lianxin(folder.path()).args(["import", "people", "--strict", "people.csv"]));
    assert_eq!(out.status.code(), Some(1));
    let (out, _, why) = run(lianxin(folder.path()).args(["import", "people", "gone.csv"]));
    assert!(!out.status.success() && why.contains("gone.csv"), "{why}");
    let create = ["admin", "create", "--login", "root.admin", "--name", "管理员"];
    let (out, said, why) = run(lianxin(folder.path()).args(create));
    assert!(out.status.success() && said.contains("password: "), "{said}{why}");
    let (out, _, why) = run(lianxin(folder.path()).args(create));
    assert!(!out.status.success() && why.contains("taken"), "{why}");
}

#[test]
fn openapi_prints_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let (out, said, _) = run(lianxin(folder.path()).arg("openapi"));
    assert!(out.status.success());
    let document: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(document["paths"].get("/api/v1/about").is_some());
}
