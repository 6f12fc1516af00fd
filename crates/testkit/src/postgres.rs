use std::sync::atomic::{AtomicU32, Ordering};
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

impl Postgres {
    pub async fn fresh(server: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lianxin_test_{}_{number}", std::process::id());
        let client = connect(server).await;
        // Two tests copying the template at the same moment is refused; then the next try does it.
        let text = format!("create database {name} template template0 encoding 'UTF8'");
        let mut tries = 0;
        while let Err(e) = client.batch_execute(&text).await {
            tries += 1;
            assert!(tries < 50, "no test database: {e}");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        Self { url: format!("{base}/{name}"), name, server: server.to_owned() }
    }
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
