use crate::config::{LogFormat, Server};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts the log, on the standard error: `RUST_LOG` goes before the settings.
pub fn start(server: &Server) {
    let set = || EnvFilter::try_new(&server.log_filter).unwrap_or_default();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| set());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Only a first log is started; a second start changes nothing.
    let _ = match server.log_format {
        LogFormat::Json => log.json().flatten_event(true).try_init(),
        LogFormat::Text => log.try_init(),
    };
}
