//! A command while it runs: how far it is, and Ctrl-C.
use lianxin_planner::{Progress, Watch};
use std::io::{IsTerminal, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[derive(Clone)]
pub struct Running {
    begun: Instant,
    cancelled: Arc<AtomicBool>,
    terminal: bool,
}

impl Running {
    pub fn new() -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { begun: Instant::now(), cancelled: Arc::default(), terminal }
    }

    /// Cancels at the first Ctrl-C; at the second the program ends where it stands.
    pub async fn listen(&self) {
        if tokio::signal::ctrl_c().await.is_ok() {
            self.cancelled.store(true, Ordering::Relaxed);
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    }

    /// Says which part begins; on a terminal only.
    pub fn part(&self, part: &str) {
        self.tell(part, None);
    }

    fn tell(&self, part: &str, share: Option<f64>) {
        if self.terminal {
            let share = share.map(|s| format!(" {:.0}%", s * 100.0)).unwrap_or_default();
            let mut out = std::io::stderr().lock();
            // Progress that cannot be shown is not worth an error.
            let _ =
                write!(out, "\r\x1b[K{:6.1} s  {part}{share}", self.begun.elapsed().as_secs_f64());
            let _ = out.flush();
        }
    }

    /// Takes the line of progress away.
    pub fn quiet(&self) {
        if self.terminal {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }

    /// For a search that may take so long from now.
    pub fn watch(&self, seconds: u64) -> Watch<'_> {
        let start = Instant::now();
        Watch::limited(Duration::from_secs(seconds), move || start.elapsed())
            .cancelled_by(&self.cancelled)
            .telling(|Progress { part, share }| self.tell(part, share))
    }
}
