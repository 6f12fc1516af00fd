//! A PostgreSQL of our own, which may be stopped the hard way, and a streaming copy of it.
use crate::book::What;
use crate::check::{faults, last_faults};
use crate::load::Load;
use crate::rounds::rounds;
use crate::town::Town;
use lianxin_kernel::{Random, SystemRandom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Server {
    bin: PathBuf,
    pub folder: TempDir,
    pub port: u16,
    child: Option<Child>,
}

/// Where the server programs are; `None` where they are not.
fn programs() -> Option<PathBuf> {
    let all = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = all.map(|e| e.unwrap().path().join("bin")).filter(|p| p.join("initdb").exists());
    let found = newest.max();
    if found.is_none() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "PostgreSQL is not here");
        eprintln!("skipped: PostgreSQL is not here");
    }
    found
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn said(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

impl Server {
    /// Empty and running.
    pub fn start_new() -> Option<Self> {
        let mut server = Self::prepared()?;
        let data = server.data();
        let mut done = server.program("initdb");
        done.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        done.arg("-D").arg(&data);
        let out = done.output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
        server.start();
        Some(server)
    }

    fn prepared() -> Option<Self> {
        let bin = programs()?;
        // Not below a TMPDIR of root's, which may be closed to the user that PostgreSQL runs as. In memory it
        // starts quickly, and what a server loses that ends at once, it loses there too.
        let base = ["/dev/shm", "/tmp"].into_iter().find(|p| Path::new(p).is_dir()).unwrap();
        let folder = tempfile::Builder::new().prefix("lianxin-crash.").tempdir_in(base).unwrap();
        if is_root() {
            let out = Command::new("chown").arg("postgres").arg(folder.path()).output().unwrap();
            assert!(out.status.success(), "{}", said(&out));
        }
        Some(Self { bin, folder, port: free_port(), child: None })
    }

    /// A streaming copy of this one.
    pub fn copy(&self) -> Self {
        let mut copy = Self::prepared().unwrap();
        let data = copy.data();
        let mut program = copy.program("pg_basebackup");
        program.args(["-h", "127.0.0.1", "-U", "postgres", "-c", "fast", "-R", "-X", "stream"]);
        let out =
            program.arg("-p").arg(self.port.to_string()).arg("-D").arg(&data).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
        copy.start();
        copy
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn start(&mut self) {
        let (folder, data, port) =
            (self.folder.path().to_owned(), self.data(), self.port.to_string());
        let mut command = self.program("postgres");
        command.arg("-D").arg(&data).args(["-p", &port, "-c", "listen_addresses=127.0.0.1"]);
        command.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
        command.args(["-c", "max_connections=60", "-c", "dynamic_shared_memory_type=mmap"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.child = Some(command.spawn().unwrap());
        let began = Instant::now();
        while !self.is_ready(&data) {
            assert!(began.elapsed() < Duration::from_secs(60), "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn is_ready(&self, data: &Path) -> bool {
        let pid = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        pid.lines().nth(7).is_some_and(|line| line.trim() == "ready")
    }

    /// As `pg_ctl stop -m immediate`: nothing is brought to an end.
    pub fn stop_at_once(&mut self) {
        if let Some(mut child) = self.child.take() {
            let pid = child.id().to_string();
            let _ = Command::new("kill").args(["-QUIT", &pid]).status();
            let _ = child.wait();
        }
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub fn sql(&self, text: &str) {
        let out = self.program("psql").arg(self.url()).args(["-Xqc", text]).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop_at_once();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// The program stays, its database server goes and comes back: whoever waits is told, and settles it.
#[test]
fn nothing_answered_is_lost_when_the_database_server_stops_at_once() {
    let Some(mut server) = Server::start_new() else { return };
    let town = Town::build(&server.url(), "");
    let mut load = Load::new(&town);
    let stops = rounds(2);
    let mut serving = town.serve();
    for round in 0..stops {
        load.run(&serving.address, || {
            std::thread::sleep(Duration::from_millis(100 + SystemRandom.below(500)));
            server.stop_at_once();
            std::thread::sleep(Duration::from_millis(SystemRandom.below(300)));
            server.start();
            std::thread::sleep(Duration::from_millis(200));
        });
        load.settle(&serving.address);
        if round % 10 == 9 || round + 1 == stops {
            serving.kill();
            let found = town.inside(async |app| faults(&app, &load).await);
            assert_eq!(found, Vec::<String>::new(), "round {round}");
            serving = town.serve();
        }
    }
    serving.kill();
    assert_eq!(town.inside(async |app| last_faults(&app).await), Vec::<String>::new());
    let signed_up = load.books.iter().flat_map(|b| b.done.values());
    assert!(signed_up.filter(|(intent, _)| intent.what == What::SignUp).count() > 0);
    println!("{stops} stops, {} answers", load.answered());
}
