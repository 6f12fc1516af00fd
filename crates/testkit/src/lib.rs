//! A whole app for a test, on either engine, with a clock that is set by hand.
//!
//! Only tests use this crate, so here a failure may panic.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not be set up has failed")]
mod dump;
mod http;
mod postgres;
mod race;

pub use http::{Answer, Browser};
pub use postgres::{Postgres, server};
pub use race::race;
pub use tokio;

pub use lianxin_db::Isolation;
use lianxin_db::{Db, Id, Look, Migration, Options, Tx, Work, lint, migrate, sql};
use lianxin_kernel::{
    Act, Actor, App, AuditFilter, AuditLine, Builder, Error, Grant, Keyring, Language, ManualClock,
    Module, Person, SeededRandom, Settings, Timestamp, Worker, Zone, audit_lines,
    audit_lines_about, verify,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// An app on a fresh database. Its clock starts on Monday 2026-03-02 at 09:00 in Shanghai.
pub struct Test {
    pub app: App,
    pub clock: Arc<ManualClock>,
    pub engine: &'static str,
    modules: &'static [&'static Module],
    broken: Mutex<Vec<&'static str>>,
    _dir: Option<TempDir>,
    _postgres: Option<Postgres>,
}

/// How a test's app differs from the usual one.
#[derive(Clone)]
pub struct Setup {
    pub modules: &'static [&'static Module],
    pub settings: Settings,
    pub options: Options,
}

impl Setup {
    pub fn new(modules: &'static [&'static Module]) -> Self {
        // How busy the machine is decides nothing here.
        let options = Options { work_limit: Duration::from_secs(120), ..Options::default() };
        Self { modules, settings: Settings::default(), options }
    }
}

/// The start of every test's clock.
pub fn start_of_time() -> Timestamp {
    Timestamp::parse("2026-03-02T01:00:00Z").expect("a valid instant")
}

/// Every migration of these modules, the kernel's first.
pub fn migrations(modules: &[&Module]) -> Vec<Migration> {
    let mut all = lianxin_kernel::MIGRATIONS.to_vec();
    all.extend(modules.iter().flat_map(|m| m.migrations).copied());
    all
}

impl Test {
    pub async fn sqlite(setup: Setup) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let db = Db::sqlite(&dir.path().join("test.db"), setup.options.clone()).await;
        Self::on(db.expect("SQLite opens"), "sqlite", setup, Some(dir), None).await
    }

    /// `None` where no PostgreSQL is at hand: then this half of the test is skipped.
    pub async fn postgres(mut setup: Setup, isolation: Isolation) -> Option<Self> {
        let server = server()?;
        let all = migrations(setup.modules);
        let fresh = Postgres::fresh(&server, &all, start_of_time().into()).await;
        setup.options.isolation = isolation;
        let db = Db::postgres(&fresh.url, setup.options.clone()).await.expect("PostgreSQL opens");
        let name = match isolation {
            Isolation::Serializable => "postgres serializable",
            Isolation::ReadCommitted => "postgres read committed",
        };
        Some(Self::on(db, name, setup, None, Some(fresh)).await)
    }

    async fn on(
        db: Db,
        engine: &'static str,
        setup: Setup,
        dir: Option<TempDir>,
        postgres: Option<Postgres>,
    ) -> Self {
        let now = start_of_time();
        migrate(&db, &migrations(setup.modules), now.into()).await.expect("the migrations apply");
        let clock = Arc::new(ManualClock::at(now));
        let zone = Zone::named("Asia/Shanghai").expect("a known zone");
        let random = Arc::new(SeededRandom::new(7));
        let keys = Keyring::fresh(&*random);
        let mut builder = Builder::new(db, zone, setup.modules, keys);
        builder.clock = clock.clone();
        builder.random = random;
        builder.settings = setup.settings;
        let app = builder.start().await.expect("the app starts");
        let modules = setup.modules;
        let broken = Mutex::default();
        Self { app, clock, engine, modules, broken, _dir: dir, _postgres: postgres }
    }

    /// An act of the program itself.
    pub fn system(&self) -> Act {
        self.app.system("test")
    }

    /// An act of nobody who is signed in.
    pub fn nobody(&self) -> Act {
        self.app.act(None)
    }

    /// An act of this person with these grants.
    pub fn person_act(&self, id: impl Into<Id>, grants: &[Grant]) -> Act {
        let grants = grants.to_vec();
        let person = Person { grants, ..Person::new(id, Language::ZhCn) };
        self.app.act(Some(Actor::Person(person)))
    }

    /// An id that is nothing's.
    pub fn some_id(&self) -> Id {
        Id::compose(self.app.now().millis(), 1, self.app.random().number())
    }

    /// Does what was left for after commits, as the worker would; fails if some of it fails.
    pub async fn work_jobs(&self) -> usize {
        let report = Worker::new(self.app.clone()).run_due().await.expect("jobs can be claimed");
        assert_eq!(report.failed, 0, "a job failed");
        report.done
    }

    /// The audit of the district, oldest first.
    pub async fn audit(&self) -> Vec<AuditLine> {
        let mut lines = self.app.db().look(&Audit(self.app.district())).await.expect("an audit");
        lines.reverse();
        lines
    }

    /// The lines that concern a person, newest first.
    pub async fn about(&self, person: Id) -> Vec<AuditLine> {
        self.app.db().look(&About(person)).await.expect("an audit")
    }

    /// Says that this test leaves something broken on purpose, by the name of the check that finds it.
    pub fn breaks(&self, check: &'static str) {
        self.broken.lock().expect("no test has failed").push(check);
    }

    /// What one check finds now.
    pub async fn findings(&self, name: &str) -> Vec<String> {
        let check = self.app.checks().find(|check| check.name == name).expect("a known check");
        check.look(&self.app).await.findings
    }

    /// Changes rows as no command would.
    pub async fn tamper(&self, text: &'static str) -> u64 {
        self.app.db().write(&Tamper(text)).await.expect("a change of rows")
    }

    /// Breaks rows, and mends them: the check says so in these words, and finds nothing afterwards.
    pub async fn finds(
        &self,
        check: &str,
        breaking: &'static str,
        mending: &'static str,
        expected: &str,
    ) {
        assert!(self.tamper(breaking).await > 0, "{expected}: nothing to break");
        let found = self.findings(check).await;
        assert!(found.iter().any(|f| f.contains(expected)), "{expected}: {found:?}");
        assert!(self.tamper(mending).await > 0, "{expected}: nothing to mend");
        assert_eq!(self.findings(check).await, Vec::<String>::new(), "after {expected}");
    }

    /// What holds after every test: no job was forgotten, and no check finds anything wrong. Called by
    /// [`both!`].
    pub async fn end(self) {
        self.work_jobs().await;
        let broken = std::mem::take(&mut *self.broken.lock().expect("no test has failed"));
        for checked in verify(&self.app).await {
            if broken.contains(&checked.name) {
                assert_ne!(checked.findings, Vec::<String>::new(), "{} is whole", checked.name);
            } else {
                assert_eq!(checked.findings, Vec::<String>::new(), "{}", checked.name);
            }
        }
        self.app.db().close().await.expect("the database closes");
    }

    /// Faults of the schema and of every statement in the program, by the rules of portable SQL.
    pub fn lint(&self) -> Vec<String> {
        let all = migrations(self.modules);
        let references = all.iter().flat_map(|m| lint::reference_tables(m.text)).collect();
        let mut faults = lint::migrations(&all);
        for (place, text) in lianxin_db::STATEMENTS {
            faults.extend(lint::statement(text, &references).map(|why| format!("{place}: {why}")));
        }
        faults
    }
}

struct Tamper(&'static str);

impl Work for Tamper {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<u64, Error> {
        Ok(tx.run(sql(self.0)).await?)
    }
}

struct Audit(u16);

impl Look for Audit {
    type Out = Vec<AuditLine>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<AuditLine>, Error> {
        audit_lines(tx, self.0, &AuditFilter::default(), 10_000).await
    }
}

struct About(Id);

impl Look for About {
    type Out = Vec<AuditLine>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<AuditLine>, Error> {
        audit_lines_about(tx, self.0, None, 1_000).await
    }
}

/// Makes each test run on SQLite and, where one is at hand, on PostgreSQL as an installation runs it:
/// `both! { MODULES; async fn books_a_room(t: Test) { … } }`. In place of the list of modules an
/// expression that gives a [`Setup`] may stand: `both! { setup: my_setup(); … }`.
///
/// `race async fn` also runs where PostgreSQL isolates less: what is wanted by several at a time must
/// be guarded by the schema, whatever the isolation is. Nothing else can tell the two apart.
#[macro_export]
macro_rules! both {
    (setup: $setup:expr;) => {};
    (setup: $setup:expr; $(#[$meta:meta])* async fn $name:ident($t:ident: Test) $body:block $($rest:tt)*) => {
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "the test may need none")]
            use super::*;

            $(#[$meta])*
            async fn story($t: &$crate::Test) $body

            $crate::both! { @sqlite $setup }
            $crate::both! { @postgres postgres, Serializable, $setup }
        }
        $crate::both! { setup: $setup; $($rest)* }
    };
    (setup: $setup:expr; $(#[$meta:meta])* race async fn $name:ident($t:ident: Test) $body:block $($rest:tt)*) => {
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "the test may need none")]
            use super::*;

            $(#[$meta])*
            async fn story($t: &$crate::Test) $body

            $crate::both! { @sqlite $setup }
            $crate::both! { @postgres postgres_serializable, Serializable, $setup }
            $crate::both! { @postgres postgres_read_committed, ReadCommitted, $setup }
        }
        $crate::both! { setup: $setup; $($rest)* }
    };
    (@sqlite $setup:expr) => {
        #[$crate::tokio::test(crate = "lianxin_testkit::tokio", flavor = "multi_thread", worker_threads = 2)]
        async fn sqlite() {
            let test = $crate::Test::sqlite($setup).await;
            story(&test).await;
            test.end().await;
        }
    };
    (@postgres $name:ident, $isolation:ident, $setup:expr) => {
        #[$crate::tokio::test(crate = "lianxin_testkit::tokio", flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            if let Some(test) = $crate::Test::postgres($setup, $crate::Isolation::$isolation).await {
                story(&test).await;
                test.end().await;
            }
        }
    };
    ($modules:expr; $($rest:tt)*) => {
        $crate::both! { setup: $crate::Setup::new($modules); $($rest)* }
    };
}
