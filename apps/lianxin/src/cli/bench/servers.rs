//! The programs that are measured: processes of their own, so that what the crowd burns is not theirs.
use super::asked::get;
use super::client::Connection;
use crate::config::Config;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// The handler that answers from memory.
    pub memory: SocketAddr,
    /// From its start until it answered.
    pub cold_start: Duration,
}

/// The longest a program may take to be there, and to end.
const PATIENCE: Duration = Duration::from_secs(60);

impl Server {
    pub async fn start(
        config: &Config,
        folder: &Path,
        number: usize,
        delay: Duration,
    ) -> Result<Self, String> {
        let failed = |e: std::io::Error| format!("the program to measure does not start: {e}");
        let log =
            std::fs::File::create(folder.join(format!("serve-{number}.log"))).map_err(failed)?;
        let start = Instant::now();
        let mut command = Command::new(std::env::current_exe().map_err(failed)?);
        command
            .args(["bench", "serve", "--fsync-delay-us", &delay.as_micros().to_string()])
            .env("LIANXIN_DATABASE_URL", &config.database.url)
            .env("LIANXIN_DATABASE_CONNECTIONS", config.database.connections.to_string())
            .env("LIANXIN_KEYS_FILE", &config.keys.file)
            .env("LIANXIN_BACKUP_FOLDER", &config.backup.folder)
            .env("LIANXIN_SERVER_LISTEN", "127.0.0.1:0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(failed)?;
        let out = child.stdout.take().ok_or("the program to measure says nothing")?;
        let mut lines = BufReader::new(out).lines();
        let mut said = async |what: &str| {
            let line = tokio::time::timeout(PATIENCE, lines.next_line()).await;
            let line = line.map_err(|_| "it takes too long".to_owned())?.map_err(failed)?;
            let line = line
                .ok_or_else(|| format!("the program to measure ended; see {}", folder.display()))?;
            let address = line.strip_prefix(what).and_then(|a| a.parse().ok());
            address.ok_or_else(|| format!("the program to measure said: {line}"))
        };
        let memory = said("memory on http://").await?;
        let address = said("listening on http://").await?;
        let answer = Connection::to(address).ask(&get("/readyz")).await.map_err(failed)?;
        if answer.status != 200 {
            return Err(format!("the program to measure is not ready: {}", answer.status));
        }
        Ok(Self { child, address, memory, cold_start: start.elapsed() })
    }

    fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// What it has in memory, and had at most, in MB; zero where the system does not tell.
    pub fn memory_used(&self) -> (u64, u64) {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid()));
        let text = text.unwrap_or_default();
        let of = |key: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(key));
            let kb = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
            kb.unwrap_or_default() / 1024
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    /// The time its threads ran so far.
    pub fn burned(&self) -> Duration {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()));
        let text = text.unwrap_or_default();
        let fields = text.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        let ticks = fields.split_whitespace().skip(11).take(2);
        // Linux counts these in hundredths of a second.
        Duration::from_millis(ticks.filter_map(|t| t.parse::<u64>().ok()).sum::<u64>() * 10)
    }

    /// Tells it to stop and waits until it has closed its database.
    pub async fn stop(mut self) -> Result<(), String> {
        let pid = self.pid().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().await;
        told.map_err(|e| format!("kill: {e}"))?;
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let ended = ended.map_err(|_| "the program to measure does not stop".to_owned())?;
        match ended.map_err(|e| e.to_string())?.success() {
            true => Ok(()),
            false => Err("the program to measure ended with an error".into()),
        }
    }
}
