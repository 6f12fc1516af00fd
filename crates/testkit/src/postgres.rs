use lianxin_db::{Db, Migration, Options, Timestamp, migrate};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

/// A database of its own on the test server, gone when dropped.
pub struct Postgres {
    pub url: String,
    name: String,
    server: String,
}

/// The address of the test server. Where there is none the PostgreSQL half is skipped, except under
/// `CI=true`: there it must run.
pub fn server() -> Option<String> {
    match std::env::var("LIANXIN_TEST_PG") {
        Ok(url) => Some(url),
        Err(_) if std::env::var("CI").is_ok_and(|v| v == "true") => {
            panic!("LIANXIN_TEST_PG is not set: run the tests through scripts/with-postgres")
        }
        Err(_) => {
            eprintln!("skipped: LIANXIN_TEST_PG is not set");
            None
        }
    }
}

async fn connect(server: &str) -> Client {
    let (client, connection) =
        tokio_postgres::connect(server, NoTls).await.expect("the test server answers");
    tokio::spawn(connection);
    client
}

/// Runs a statement for which nobody may be connected to a database; who still is will be gone soon.
async fn run_alone(client: &Client, text: &str) -> Result<(), tokio_postgres::Error> {
    let mut tries = 0;
    loop {
        match client.batch_execute(text).await {
            Err(e) if e.code() == Some(&SqlState::OBJECT_IN_USE) && tries < 50 => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            done => return done,
        }
    }
}

async fn copy(client: &Client, name: &str, template: &str) -> Result<(), tokio_postgres::Error> {
    let text = format!("create database {name} template {template} encoding 'UTF8'");
    run_alone(client, &text).await
}

impl Postgres {
    /// A database with these migrations applied. The first test that asks for this very list applies it
    /// to a database that stays on the server, `lianxin_like_…`; the others get copies of that one.
    pub async fn fresh(server: &str, migrations: &[Migration], at: Timestamp) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lianxin_test_{}_{number}", std::process::id());
        let mut hasher = DefaultHasher::new();
        migrations.iter().for_each(|m| (m.module, m.name, m.text).hash(&mut hasher));
        let key = hasher.finish();
        let template = format!("lianxin_like_{key:x}");
        let client = connect(server).await;
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        let made = copy(&client, &name, &template).await;
        if made.is_err_and(|e| e.code() == Some(&SqlState::INVALID_CATALOG_NAME)) {
            let lock = key.cast_signed();
            client.execute("select pg_advisory_lock($1)", &[&lock]).await.expect("a lock");
            let known = "select 1 from pg_database where datname = $1";
            let known = client.query_opt(known, &[&template]).await.expect("a list of databases");
            if known.is_none() {
                prepare(&client, base, &template, migrations, at).await;
            }
            client.execute("select pg_advisory_unlock($1)", &[&lock]).await.expect("a lock");
            copy(&client, &name, &template).await.expect("a test database");
        }
        Self { url: format!("{base}/{name}"), name, server: server.to_owned() }
    }
}

/// Only a list that was applied to its end gets the name others look for.
async fn prepare(client: &Client, base: &str, name: &str, list: &[Migration], at: Timestamp) {
    let begun = format!("{name}_begun");
    let text = format!("drop database if exists {begun} with (force)");
    client.batch_execute(&text).await.expect("the server drops what was left half done");
    copy(client, &begun, "template0").await.expect("a database");
    let url = format!("{base}/{begun}");
    let db = Db::postgres(&url, Options::default()).await.expect("PostgreSQL opens");
    migrate(&db, list, at).await.expect("the migrations apply");
    db.close().await.expect("the database closes");
    // Nobody connects to it anymore, not the server's own cleaning either, so copying need not wait.
    let closed = format!("alter database {begun} with allow_connections false");
    client.batch_execute(&closed).await.expect("the database lets nobody in");
    let named = format!("alter database {begun} rename to {name}");
    run_alone(client, &named).await.expect("the database gets its name");
}

impl Drop for Postgres {
    /// On a thread of its own, since the runtime of the test may be ending.
    fn drop(&mut self) {
        let (server, text) =
            (self.server.clone(), format!("drop database if exists {} with (force)", self.name));
        let ending = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let dropped = async { connect(&server).await.batch_execute(&text).await };
            let _ = runtime.expect("a runtime").block_on(dropped);
        });
        let _ = ending.join();
    }
}
