use crate::backup::keep_making;
use crate::cli::{log, serve};
use crate::config::Config;
use crate::start;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::routing::get;
use clap::Args;
use std::process::ExitCode;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::net::TcpListener;

#[derive(Debug, Args)]
pub struct Serve {
    /// Added to every commit on SQLite, as a slow disk would.
    #[arg(long, default_value_t = 0)]
    fsync_delay_us: u64,
}

impl Serve {
    pub async fn run(self) -> Result<ExitCode, String> {
        let config = Config::load(None)?;
        log::start(&config.server);
        let mut options = config.database.options();
        options.commit_delay = Duration::from_micros(self.fsync_delay_us);
        let db = start::open_with(&config, options).await?;
        let app = start::start(&config, db).await?;
        let mut beside = vec![tokio::spawn(memory().await?)];
        if !config.backup.folder.is_empty() {
            beside.push(tokio::spawn(keep_making(app.clone(), config.backup.clone())));
        }
        serve::serve(app, config.server.address()?, beside).await?;
        Ok(ExitCode::SUCCESS)
    }
}

type Kept = Arc<RwLock<Bytes>>;

/// What reads are compared with: a plain axum handler that answers from memory, in the same process
/// and so under the same load. It answers with the body it was sent last.
async fn memory() -> Result<impl Future<Output = ()>, String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    println!("memory on http://{address}");
    let router = Router::new().route("/", get(answer).post(keep)).with_state(Kept::default());
    Ok(async move {
        if let Err(e) = axum::serve(listener, router).await {
            tracing::error!(error = %e, "the handler to compare with ended");
        }
    })
}

async fn answer(State(kept): State<Kept>) -> ([(header::HeaderName, &'static str); 1], Bytes) {
    let bytes = kept.read().unwrap_or_else(PoisonError::into_inner).clone();
    ([(header::CONTENT_TYPE, "application/json")], bytes)
}

async fn keep(State(kept): State<Kept>, body: Bytes) {
    *kept.write().unwrap_or_else(PoisonError::into_inner) = body;
}
