use super::asked::{self, What, Wishes};
use super::beside;
use super::ceiling;
use super::copying::Copying;
use super::crowding::{Crowded, Crowding};
use super::figures::{milliseconds, per_second, percentile, row};
use super::proof::{self, Everything, Kept, Proof};
use super::servers::Server;
use super::town::{self, Plan, Resident, Town};
use crate::cli::{log, migrate};
use crate::config::{Config, Level};
use crate::start;
use clap::Args;
use lianxin_bookings::{BookingState, ListDeskBookings};
use lianxin_db::{Db, Isolation, Options};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Crowd {
    #[arg(long, value_enum, default_value = "seats")]
    what: What,
    /// How many come.
    #[arg(long, value_name = "NUMBER", default_value_t = 20_000)]
    people: usize,
    /// Places of the session they come for.
    #[arg(long, value_name = "NUMBER", default_value_t = 400)]
    seats: usize,
    /// Connections that stay open; a person waits for one that is free.
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    connections: usize,
    /// Let them come evenly within this many seconds; 0: as fast as the connections take them.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    within: f64,
    /// Of a hundred so many would not wait for a place.
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    unwilling: usize,
    /// An empty PostgreSQL database to measure on; without it a SQLite file that is gone at the end.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Processes that serve; more than one only on PostgreSQL.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    serves: usize,
    /// Connections each process has to the database.
    #[arg(long, value_name = "NUMBER")]
    pool: Option<usize>,
    #[arg(long)]
    read_committed: bool,
    /// Added to every commit on SQLite, as a slow disk would: 2ms, 500us.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = time)]
    fsync_delay: Duration,
    /// Connections that only read while further crowds sign up; 0: none.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    readers: usize,
    /// Also measure the same without HTTP.
    #[arg(long)]
    ceiling: bool,
    /// Also let a crowd come while a backup is made, restore it, count everything again and serve it.
    #[arg(long)]
    backup: bool,
    /// Where the files of the run are, and stay. Without, they are gone at the end.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

/// Sessions many want: the main one, the ceiling's, four with readers beside, two for the backup.
const HOT: usize = 8;

fn time(text: &str) -> Result<Duration, String> {
    let of = |unit: &str| text.strip_suffix(unit).and_then(|n| n.parse::<u64>().ok());
    let micros = of("us").or_else(|| of("ms").and_then(|n| n.checked_mul(1_000)));
    micros.map(Duration::from_micros).ok_or_else(|| format!("{text} is no time; write 2ms"))
}

impl Crowd {
    pub async fn run(self) -> Result<ExitCode, String> {
        if self.serves > 1 && self.postgres.is_none() {
            return Err("several processes can not share a SQLite file; give --postgres".into());
        }
        let temporary = tempfile::tempdir().map_err(|e| format!("no folder: {e}"))?;
        let folder = self.dir.as_deref().unwrap_or(temporary.path());
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let config = self.config(folder);
        log::start(&config.server);
        let town = self.prepare(&config).await?;
        let mut servers = vec![];
        for number in 0..self.serves.max(1) {
            servers.push(Server::start(&config, folder, number, self.fsync_delay).await?);
        }
        let crowding = Crowding {
            servers: servers.iter().map(|s| s.address).collect(),
            connections: self.connections,
            within: Duration::from_secs_f64(self.within.clamp(0.0, 3_600.0)),
        };
        println!(
            "| {:?} | {} |\n|---|---|",
            self.what,
            if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
        );
        let before: u64 = servers.iter().map(|s| s.memory_used().0).sum();
        let burned: Duration = servers.iter().map(Server::burned).sum();
        let crowded = crowding.run(self.people, self.wishes(&town)).await?;
        let burned = servers.iter().map(Server::burned).sum::<Duration>() - burned;
        let peak: u64 = servers.iter().map(|s| s.memory_used().1).sum();
        let rate = per_second(self.people, crowded.took);
        self.report(&crowded);
        row(
            "server's time for each",
            format!("{:.0} µs", burned.as_secs_f64() * 1e6 / self.people.max(1) as f64),
        );
        row("memory before, at most", format!("{before} MB, {peak} MB"));
        row(
            "cold start",
            servers.iter().map(|s| milliseconds(s.cold_start)).collect::<Vec<_>>().join(", "),
        );
        let mut besides = vec![];
        if self.readers > 0 && self.what == What::Seats {
            besides = self.beside(&crowding, &servers, &town).await?;
        }
        for server in servers {
            server.stop().await?;
        }
        let mut wrong = self.prove(&config, &town, &crowded).await?;
        wrong.extend(besides);
        if let (true, Some([alone, beside])) = (self.backup, town.hot.get(6..8)) {
            let copying = Copying {
                config: &config,
                folder,
                crowding: &crowding,
                town: &town,
                delay: self.fsync_delay,
                unwilling: self.unwilling,
            };
            wrong.extend(copying.run([*alone, *beside]).await?);
        }
        if self.ceiling && self.what == What::Seats {
            let session = *town.hot.get(1).ok_or("no session for the ceiling")?;
            let people = town.people.clone();
            let most = ceiling::sign_ups(&config, self.fsync_delay, session, people).await?;
            row("without HTTP, 256 tasks", format!("{most:.0} a second"));
            row("share of that", format!("{:.0} %", 100.0 * rate / most));
        }
        for what in wrong.iter().take(20) {
            eprintln!("wrong: {what}");
        }
        row(
            "proof",
            if wrong.is_empty() { "holds".to_owned() } else { format!("{} wrong", wrong.len()) },
        );
        Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn config(&self, folder: &Path) -> Config {
        let mut config = Config::default();
        config.database.url = match &self.postgres {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", folder.join("crowd.db").display()),
        };
        config.database.connections = self.pool.unwrap_or(config.database.connections);
        if self.read_committed {
            config.database.isolation = Level::ReadCommitted;
        }
        config.keys.file = folder.join("crowd.keys").display().to_string();
        config.server.log_filter = "warn".into();
        config
    }

    async fn prepare(&self, config: &Config) -> Result<Town, String> {
        // Hundreds are made at once, in no lane: at serializable they would mostly lose races.
        let isolation = Isolation::ReadCommitted;
        let options = Options { isolation, ..config.database.options() };
        let db = start::open_with(config, options).await?;
        let missing = lianxin_db::pending(&db, &crate::modules::migrations()).await;
        if missing.map_err(|e| e.to_string())?.len() != crate::modules::migrations().len() {
            return Err("the database is not empty; a crowd needs one of its own".into());
        }
        migrate::apply(&db).await?;
        let seats = i64::try_from(self.seats).unwrap_or(i64::MAX);
        let plan = Plan { people: self.people, seats, hot: HOT };
        let town = town::build(config, &db, &plan).await?;
        db.close().await.map_err(|e| e.to_string())?;
        Ok(town)
    }

    fn wishes(&self, town: &Town) -> Wishes {
        let people = town.people.clone();
        match (self.what, town.hot.first()) {
            (What::Seats, Some(session)) => asked::seats(people, *session, "main", self.unwilling),
            (What::Room, _) => asked::room(people, town),
            _ => asked::door(people, town),
        }
    }

    fn report(&self, crowded: &Crowded) {
        let mut took: Vec<Duration> = crowded.told.iter().map(|t| t.took).collect();
        took.sort_unstable();
        let accepted = crowded.told.iter().filter(|t| t.status == 201).count();
        let at = |share| milliseconds(percentile(&took, share));
        row("people, connections", format!("{}, {}", self.people, self.connections));
        row("answered a second", format!("{:.0}", per_second(self.people, crowded.took)));
        row("accepted a second", format!("{:.0}", per_second(accepted, crowded.took)));
        row("p50, p95, p99, most", [at(0.5), at(0.95), at(0.99), at(1.0)].join(", "));
        row("refused", self.people - accepted);
        row("busy, unsettled (tried again)", format!("{}, {}", crowded.busy, crowded.unsettled));
    }

    async fn prove(
        &self,
        config: &Config,
        town: &Town,
        crowded: &Crowded,
    ) -> Result<Vec<String>, String> {
        let db = start::open_database(config).await?;
        let failed = |e: lianxin_kernel::Error| format!("the proof: {e}");
        let session = match self.what {
            What::Seats | What::Room => town.hot.first().copied(),
            What::Door => Some(town.open_day),
        };
        let session = session.ok_or("there is no session")?;
        let (claims, stays, faults) = db.look(&Everything(session)).await.map_err(failed)?;
        let (told, people) = (&crowded.told, &*town.people);
        let proof = match self.what {
            What::Seats => proof::seats(told, people, &claims, self.seats),
            What::Room => {
                let kept = self.bookings(config, &db, town).await?;
                proof::room(told, people, &kept, town.times.len())
            }
            What::Door => proof::door(told, people, &stays, session),
        };
        db.close().await.map_err(|e| e.to_string())?;
        let Proof { given, waiting, refused, mut wrong } = proof;
        row("given, waiting, refused", format!("{given}, {waiting}, {refused}"));
        wrong.extend(faults);
        Ok(wrong)
    }

    /// Month by month, as the desk sees them.
    async fn bookings(&self, config: &Config, db: &Db, town: &Town) -> Result<Vec<Kept>, String> {
        let app = start::start(config, db.clone()).await?;
        let today = app.zone().date(app.now());
        let (from, to) = (today, today.plus_days(60));
        let ask = ListDeskBookings { center: town.center, from, to, asked: false };
        let list = app.system("bench").ask(ask).await.map_err(|e| e.to_string())?;
        let all = list
            .items
            .into_iter()
            .map(|item| item.booking)
            .filter(|b| b.state == BookingState::Booked);
        Ok(all.map(|b| Kept { id: b.id, person: b.person, from: b.span.from }).collect())
    }

    /// A quarter of the people for each crowd. Says what the proof finds wrong in them.
    async fn beside(
        &self,
        crowding: &Crowding,
        servers: &[Server],
        town: &Town,
    ) -> Result<Vec<String>, String> {
        let Some(server) = servers.first() else { return Ok(vec![]) };
        let paths = [
            ("activity list", format!("/api/v1/sessions?center={}&limit=20", town.center)),
            ("center page", format!("/centers/{}", town.center)),
        ];
        let mut sessions = town.hot.iter().skip(2);
        let mut parts = town.people.chunks(self.people.div_ceil(4).max(1));
        let mut wrong = vec![];
        for (name, path) in paths {
            let length = beside::remember(server, &path).await?;
            let mut reads = vec![];
            for address in [(server.address, path.as_str()), (server.memory, "/")] {
                let (Some(session), Some(part)) = (sessions.next(), parts.next()) else { break };
                let part: Arc<Vec<Resident>> = Arc::new(part.to_vec());
                let wishes = asked::seats(part.clone(), *session, "beside", self.unwilling);
                let beside =
                    beside::run(crowding, (part.len(), wishes), self.readers, address).await?;
                reads.push((beside.reads, per_second(part.len(), beside.crowded.took)));
                let bad = beside.crowded.told.iter().filter(|t| !matches!(t.status, 201 | 409));
                wrong.extend(bad.map(|t| format!("beside readers: answered {}", t.status)));
            }
            if let [(ours, crowd), (memory, crowd_memory)] = reads.as_slice() {
                row(
                    &format!("{name}, {length} bytes"),
                    format!(
                        "{ours:.0} reads a second beside {crowd:.0} sign-ups; from memory {memory:.0} beside {crowd_memory:.0}: {:.0} %",
                        100.0 * ours / memory.max(1.0)
                    ),
                );
            }
        }
        Ok(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_has_a_unit() {
        assert_eq!(time("2ms"), Ok(Duration::from_millis(2)));
        assert_eq!(time("500us"), Ok(Duration::from_micros(500)));
        assert!(time("2").is_err() && time("2 s").is_err());
    }
}
