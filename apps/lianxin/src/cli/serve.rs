use super::{Settings, log, migrate};
use crate::backup::keep_making;
use crate::config::Config;
use crate::live::Live;
use crate::modules::migrations;
use crate::nightly::keep_verifying;
use crate::start;
use clap::Args;
use lianxin_db::Db;
use lianxin_kernel::{App, Worker};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// After the signal, how long requests that are under way may take. A request ends by itself after 30 s.
const LAST_REQUESTS: Duration = Duration::from_secs(35);

/// How soon a failed commit ends the program.
const LOOK_AT_DISK: Duration = Duration::from_millis(500);

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    settings: Settings,
    /// Address and port, in place of the setting.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Whether missing migrations are applied first. By itself `true` on a SQLite file, which is
    /// copied before, and `false` on PostgreSQL, where several processes may serve.
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    migrate: Option<bool>,
}

impl Serve {
    pub async fn run(self) -> Result<ExitCode, String> {
        let mut config = Config::load(self.settings.config.as_deref())?;
        if let Some(listen) = self.listen {
            config.server.listen = listen;
        }
        let faults = config.faults();
        if !faults.is_empty() {
            return Err(faults.join("\nlianxin: "));
        }
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        bring_forward(&db, self.migrate.unwrap_or(db.is_sqlite())).await?;
        let app = start::start(&config, db).await?;
        let backup = config.backup.clone();
        let mut beside = vec![];
        if !backup.folder.is_empty() {
            beside.push(tokio::spawn(keep_making(app.clone(), backup)));
        }
        if config.verify.nightly {
            beside.push(tokio::spawn(keep_verifying(app.clone(), config.verify)));
        }
        serve(app, config.server.address()?, beside).await?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn bring_forward(db: &Db, migrate: bool) -> Result<(), String> {
    let missing = lianxin_db::pending(db, &migrations()).await.map_err(|e| e.to_string())?;
    if missing.is_empty() {
        return Ok(());
    }
    if !migrate {
        let count = missing.len();
        return Err(format!(
            "{count} migrations are missing: run lianxin migrate, or serve with --migrate"
        ));
    }
    for line in migrate::apply(db).await? {
        tracing::info!("{line}");
    }
    Ok(())
}

/// Serves until the process is told to stop; then ends what is under way and closes the database.
/// `beside`: what also runs and is cut off then.
pub async fn serve(
    app: App,
    address: SocketAddr,
    beside: Vec<JoinHandle<()>>,
) -> Result<(), String> {
    lianxin_privacy::begin(&app).await.map_err(|e| format!("the program does not start: {e}"))?;
    lianxin_activities::begin(&app)
        .await
        .map_err(|e| format!("the program does not start: {e}"))?;
    // Before anybody can ask anything: who is told to stop right after the first answer still ends in order.
    let told_to_stop = told_to_stop()?;
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|e| format!("server.listen: {address}: {e}"))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let (stop, stopping) = watch::channel(false);
    let router = start::router(app.clone());
    let server = tokio::spawn(lianxin_web::serve(listener, router, stopped(stopping.clone())));
    let worker = tokio::spawn(work(app.clone(), stopping));
    println!("listening on http://{address}");
    tracing::info!(%address, "serving");
    let broken = tokio::select! {
        () = told_to_stop => false,
        () = disk_failed(&app) => true,
    };
    tracing::info!("stopping: no new requests, those under way end");
    if let Some(live) = app.settings().find::<Live>() {
        live.stop();
    }
    let _ = stop.send(true);
    match tokio::time::timeout(LAST_REQUESTS, server).await {
        Ok(Ok(ended)) => ended.map_err(|e| format!("serving ended: {e}"))?,
        Ok(Err(e)) => return Err(format!("serving ended: {e}")),
        Err(_) => tracing::warn!("some requests did not end and are cut off"),
    }
    let _ = worker.await;
    for beside in beside {
        beside.abort();
        let _ = beside.await;
    }
    if let Some(replica) = app.replica() {
        let _ = replica.close().await;
    }
    app.db().close().await.map_err(|e| format!("the database does not close: {e}"))?;
    tracing::info!("stopped");
    match broken {
        true => Err("a commit could not be written; look at the disk, then start again".into()),
        false => Ok(()),
    }
}

/// Ends when a commit could not be written. What the file holds is known again when it is opened anew,
/// so whoever keeps the program running starts it again.
async fn disk_failed(app: &App) {
    while !app.db().is_poisoned() {
        tokio::time::sleep(LOOK_AT_DISK).await;
    }
}

/// A job that runs at the stop is undone or finished by its transaction; its lease ends and it runs
/// again.
async fn work(app: App, stopping: watch::Receiver<bool>) {
    let worker = Worker::new(app);
    tokio::select! { () = worker.run() => {}, () = stopped(stopping) => {} }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means the sender is gone, and with it the one who would serve.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Ends at SIGTERM, which services get, or SIGINT, which Ctrl-C sends.
fn told_to_stop() -> Result<impl Future<Output = ()>, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|e| format!("signals cannot be heard: {e}"));
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    })
}
