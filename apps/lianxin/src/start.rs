use crate::config::{Config, Place};
use crate::modules::MODULES;
use crate::sms::CommandSms;
use crate::{composed, live, pages, routes};
use lianxin_db::{Db, DbError, Options, Replica};
use lianxin_kernel::{App, Builder, Module, Settings};
use lianxin_notices::{DevelopmentSms, SmsSenders};
use lianxin_people::{CodeSenders, DevelopmentSender};
use lianxin_web::{PublicUrl, Site, TrustProxy};
use std::sync::Arc;
use std::time::Duration;

/// How many text messages the development page shows.
const DEVELOPMENT_MESSAGES: usize = 50;

/// Opens the database the settings name; a SQLite file that is not there is made.
pub async fn open_database(config: &Config) -> Result<Db, String> {
    open_with(config, config.database.options()).await
}

/// Opens the database to read it: a SQLite file also while the program serves it.
pub async fn open_to_read(config: &Config) -> Result<Db, String> {
    match config.database.place()? {
        Place::Sqlite(path) => {
            let db = Db::sqlite_to_read(&path, config.database.options()).await;
            db.map_err(|e| format!("the database does not open: {e}"))
        }
        Place::Postgres(_) => open_database(config).await,
    }
}

/// Opens the database to change it, or only to read it where another process has its file.
pub async fn open_beside(config: &Config) -> Result<Db, String> {
    let Place::Sqlite(path) = config.database.place()? else {
        return open_database(config).await;
    };
    match Db::sqlite(&path, config.database.options()).await {
        Err(DbError::InUse(_)) => open_to_read(config).await,
        opened => opened.map_err(|e| format!("the database does not open: {e}")),
    }
}

pub async fn open_with(config: &Config, options: Options) -> Result<Db, String> {
    let opened = match config.database.place()? {
        Place::Sqlite(path) => Db::sqlite(&path, options).await,
        Place::Postgres(url) => Db::postgres(&url, options).await,
    };
    let db = opened.map_err(|e| format!("the database does not open: {e}"))?;
    // PostgreSQL is only reached for when it is used.
    db.ping().await.map_err(|e| format!("{}: {e}", config.database.masked_url()))?;
    Ok(db)
}

/// The settings as the parts of the program read them.
pub fn settings(config: &Config) -> Settings {
    let mut settings = Settings::default();
    settings.set(lianxin_people::authority());
    settings.set(TrustProxy(config.server.trust_proxy));
    settings.set(config.people());
    settings.set(config.privacy.clone());
    settings.set(lianxin_activities::Config { open_sign_ups_limit: config.seats.limit() });
    settings.set(config.notices.settings());
    settings.set(config.installation.clone());
    settings.set(config.server.clone());
    if !config.server.public_url.is_empty() {
        settings.set(PublicUrl(config.server.public("")));
    }
    settings.set(composed::MainRegion::default());
    settings.set(live::Live::default());
    if let Some(command) = CommandSms::new(&config.notices.sms_command) {
        let command = Arc::new(command);
        settings.set(SmsSenders(command.clone()));
        settings.set(CodeSenders(command));
    }
    if config.installation.development {
        let kept = DevelopmentSms::keeping(DEVELOPMENT_MESSAGES);
        settings.set(SmsSenders(Arc::new(kept.clone())));
        settings.set(kept);
        settings.set(CodeSenders(Arc::new(DevelopmentSender)));
    }
    settings
}

/// The running program on a database whose tables are there.
pub async fn start(config: &Config, db: Db) -> Result<App, String> {
    start_with(config, db, MODULES).await
}

/// The same made of other modules.
pub async fn start_with(
    config: &Config,
    db: Db,
    modules: &'static [&'static Module],
) -> Result<App, String> {
    let started = lianxin_kernel::was_started(&db).await.map_err(|e| e.to_string())?;
    let keys = config.keys.ring(&config.database, started)?;
    let replica = replica(config, &db).await?;
    let mut builder = Builder::new(db, config.installation.zone()?, modules, keys);
    builder.replica = replica;
    builder.district = config.installation.district;
    builder.settings = settings(config);
    builder.start().await.map_err(|e| format!("the program does not start: {e}"))
}

/// The copy of the database that may be read from. It need not be up when the program starts.
async fn replica(config: &Config, db: &Db) -> Result<Option<Replica>, String> {
    let settings = &config.database;
    if settings.replica.is_empty() {
        return Ok(None);
    }
    let most = Duration::from_secs(settings.replica_lag_seconds);
    let opened = Replica::postgres(&settings.replica, db.clone(), most, settings.options()).await;
    opened.map(Some).map_err(|e| format!("database.replica: {}: {e}", settings.masked_replica()))
}

/// Everything the program answers over HTTP.
pub fn router(app: App) -> axum::Router {
    let pages = pages::router(&app);
    let whole = axum::middleware::from_fn_with_state(app.clone(), composed::layer);
    let api = routes::api().router.layer(whole).merge(live::router());
    lianxin_web::site(app, Site { api, pages, shared: pages::shared })
}
