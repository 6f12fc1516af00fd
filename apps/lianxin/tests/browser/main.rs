//! The journeys of `web/e2e` in a real browser, against this program with a demo district.
use std::env;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Filling the district takes most of it.
const READY_IN: Duration = Duration::from_secs(600);
const STOPPED_IN: Duration = Duration::from_secs(60);
/// Enough for lists of several pages; the full demo has 5000.
const RESIDENTS: &str = "600";

type Any = Box<dyn std::error::Error>;

#[test]
fn people_find_their_way() -> Result<(), Any> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    if let Some(missing) = missing(&web) {
        // Where everything is checked, a check that does not run is a failed one.
        assert!(env::var_os("CI").is_none(), "{missing}");
        println!("skipped: {missing}");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let mut server = Server::start(&address, folder.path())?;
    server.ready(&address)?;
    let journeys = Command::new("node")
        .arg("e2e/run.mjs")
        .current_dir(&web)
        .env("LIANXIN_E2E_BASE", address.replace("127.0.0.1", "http://localhost"))
        .env("LIANXIN_E2E_REPORT", folder.path().join("demo.json"))
        .status()?;
    let stopped = server.stop()?;
    assert!(journeys.success(), "journeys: {journeys}");
    assert!(stopped.success(), "the server was told to stop and ended with {stopped}");
    Ok(())
}

/// What is not here and is needed, and how to get it.
fn missing(web: &Path) -> Option<String> {
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    if !node.is_ok_and(|s| s.success()) {
        return Some("node is not installed".to_owned());
    }
    for (path, how) in
        [("node_modules/playwright-core", "npm ci"), ("dist/index.html", "npm run build")]
    {
        if !web.join(path).exists() {
            return Some(format!("web/{path} is not there: run {how} in web/"));
        }
    }
    let chromium =
        env::var_os("LIANXIN_CHROMIUM").map_or("/usr/bin/chromium".into(), PathBuf::from);
    let hint = "install Chromium, or name it in LIANXIN_CHROMIUM";
    (!chromium.exists()).then(|| format!("{} is not there: {hint}", chromium.display()))
}

/// The running program; ends with the test, however that ends.
struct Server(Child);

impl Server {
    fn start(address: &str, folder: &Path) -> Result<Self, Any> {
        let child = Command::new(env!("CARGO_BIN_EXE_lianxin"))
            .args(["demo", "--listen", address, "--seed", "7", "--residents", RESIDENTS, "--dir"])
            .arg(folder)
            .spawn()?;
        Ok(Self(child))
    }

    fn ready(&mut self, address: &str) -> Result<(), Any> {
        let start = Instant::now();
        while start.elapsed() < READY_IN {
            if let Some(status) = self.0.try_wait()? {
                return Err(format!("the server ended before it was ready: {status}").into());
            }
            if is_ready(address).unwrap_or(false) {
                return Ok(());
            }
            sleep(Duration::from_millis(200));
        }
        Err(format!("the server was not ready after {} s", READY_IN.as_secs()).into())
    }

    /// As a service manager stops it.
    fn stop(&mut self) -> Result<ExitStatus, Any> {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status()?;
        assert!(told.success(), "the server could not be told to stop");
        let start = Instant::now();
        while start.elapsed() < STOPPED_IN {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status);
            }
            sleep(Duration::from_millis(100));
        }
        Err(format!("the server did not stop in {} s", STOPPED_IN.as_secs()).into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Has no effect on one that has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_ready(address: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}
