//! A small center, made through the commands, and the program that serves it.
use crate::client::Client;
use lianxin::config::Config;
use lianxin_bookings::{Policy, PutRoomPolicy};
use lianxin_kernel::{App, Clock, Language, Line, Names, Role, Secret, SystemClock, Timestamp};
use lianxin_people::{NewStaff, PlaceId, create_staff};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{CenterFacts, Level, Period, RegionFacts, RegionKind, RoomFacts, Status};
use serde_json::json;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PASSWORD: &str = "correct horse 2026";
pub const PEOPLE: usize = 16;
/// Fewer than want them, so that places are contended for, and freed ones move on.
pub const SEATS: [i64; 3] = [4, 6, 200];

/// Where everything of one story lies.
pub struct Town {
    pub folder: PathBuf,
    pub faults: String,
    pub room: String,
    /// Where the sessions are.
    halls: Vec<String>,
    pub district: String,
    pub sessions: Vec<String>,
    pub people: Vec<Client>,
    pub clerk: Client,
    _temp: Option<TempDir>,
}

/// The program, ended the hard way when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// With which code it ended by itself, and what it said; none while it runs.
    pub fn ended(&mut self) -> Option<(Option<i32>, String)> {
        let ended = self.child.try_wait().unwrap()?;
        let mut said = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            errors.read_to_string(&mut said).unwrap();
        }
        Some((ended.code(), said))
    }

    pub fn let_no_file_grow(&self) {
        let pid = self.child.id().to_string();
        let done = Command::new("prlimit").args(["--fsize=1:1", "--pid", &pid]).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A zone in which it is about noon: a session that begins soon is a session of today, wherever this runs.
fn zone_at_noon() -> String {
    let hour = (SystemClock.now().millis() / 3_600_000 % 24) as i64;
    match 12 - hour {
        east @ 1.. => format!("Etc/GMT-{east}"),
        west => format!("Etc/GMT+{}", -west),
    }
}

impl Town {
    /// On a fresh database at `url`; `faults` are bugs the program is started with.
    pub fn build(url: &str, faults: &str) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().to_owned();
        Self { _temp: Some(temp), ..Self::build_in(&folder, url, faults, "") }
    }

    pub fn build_in(folder: &Path, url: &str, faults: &str, more: &str) -> Self {
        let mut town = Self::bare(folder, url, faults, more);
        (town.room, town.halls, town.district) = town.inside(async |app| ground(&app).await);
        let serving = town.serve();
        town.fill(&serving.address);
        town
    }

    /// Settings and tables alone.
    pub fn bare(folder: &Path, url: &str, faults: &str, more: &str) -> Self {
        let zone = zone_at_noon();
        let config = format!(
            "[installation]\ndevelopment = true\nzone = \"{zone}\"\n[server]\nlog_filter = \"off\"\n\
             [database]\nurl = \"{url}\"\n{more}\n[keys]\nfile = \"keys\"\n\
             [people]\ncodes_per_address = 10000\ncodes_per_network = 10000\n[seats]\nopen_sign_ups_limit = 0\n"
        );
        std::fs::write(folder.join("lianxin.toml"), config).unwrap();
        let town = Self {
            folder: folder.to_owned(),
            faults: faults.to_owned(),
            room: String::new(),
            halls: vec![],
            district: String::new(),
            sessions: vec![],
            people: vec![],
            clerk: Client::new(""),
            _temp: None,
        };
        let migrated =
            town.command().args(["migrate", "--config", "lianxin.toml"]).output().unwrap();
        assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
        town
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin"));
        command.current_dir(&self.folder).env_clear().env("LIANXIN_FAULTS", &self.faults);
        command
    }

    pub fn serve(&self) -> Running {
        Self::listening(self.command())
    }

    /// Where a file may not grow, writing to it fails instead of ending the program.
    pub fn serve_with_limits(&self) -> Running {
        let mut command = Command::new("sh");
        command.current_dir(&self.folder);
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_lianxin")]);
        command.stderr(Stdio::piped());
        Self::listening(command)
    }

    fn listening(mut command: Command) -> Running {
        command.args(["serve", "--config", "lianxin.toml", "--listen", "127.0.0.1:0"]);
        // Another test that starts a program just now may hold the lock of the file for a moment longer.
        for _ in 0..50 {
            let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
            let mut line = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
            if let Some(address) = line.trim().strip_prefix("listening on http://") {
                return Running { child, address: address.to_owned() };
            }
            let _ = child.wait();
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it does not serve");
    }

    pub fn config(&self) -> Config {
        let mut config = Config::load(Some(&self.folder.join("lianxin.toml"))).unwrap();
        config.keys.file = self.folder.join("keys").display().to_string();
        let file = config.database.url.strip_prefix("sqlite:").map(|file| self.folder.join(file));
        if let Some(file) = file {
            config.database.url = format!("sqlite:{}", file.display());
        }
        config
    }

    /// Does something with the database in this process, while nobody serves it.
    pub fn inside<T>(&self, what: impl AsyncFnOnce(App) -> T) -> T {
        runtime().block_on(async {
            let config = self.config();
            let db = lianxin::open_database(&config).await.unwrap();
            let app = lianxin::start(&config, db).await.unwrap();
            let out = what(app.clone()).await;
            app.db().close().await.unwrap();
            out
        })
    }

    /// People register and sessions are published over HTTP.
    fn fill(&mut self, address: &str) {
        let mut manager = Client::new(address);
        manager.must("/sign-in/staff", &json!({ "login": "center.manager", "password": PASSWORD }));
        let begins = self.begins();
        let center = manager.get("/centers").1["items"][0]["id"].clone();
        for (seats, hall) in SEATS.into_iter().zip(&self.halls) {
            let program = json!({
                "center": center, "title": { "zh-CN": "合唱团" }, "description": { "zh-CN": "唱歌。" },
                "kind": "arts_group", "mode": "on_site", "party_max": 6, "seats_on_site": seats,
                "sign_up_needed": true, "waiting_list": true, "room": hall,
                "series": { "kind": "once", "date": begins.0, "from": begins.1, "to": begins.2 }, "publish": true,
            });
            let made = manager.must("/desk/programs", &program);
            self.sessions.push(made["dates"][0]["session"].as_str().unwrap().to_owned());
        }
        self.clerk = manager;
        for n in 0..PEOPLE {
            let mut person = Client::new(address);
            let phone = format!("138000{n:05}");
            let code = person.must("/sign-in/code", &json!({ "phone": phone }));
            let code = &code["development_code"];
            let ticket = person.must("/sign-in/phone", &json!({ "phone": phone, "code": code }));
            let body = json!({
                "ticket": ticket["ticket"], "name": "安", "birth_date": "1960-05-01",
                "home_center": center, "language": "zh-CN",
            });
            person.must("/sign-in/register", &body);
            self.people.push(person);
        }
    }

    /// Day, beginning and end of the sessions: in twenty minutes, so people can sign up and check in.
    fn begins(&self) -> (String, String, String) {
        let zone = self.config().installation.zone().unwrap();
        let soon = SystemClock.now() + lianxin_kernel::Span::minutes(20);
        let day = zone.date(soon);
        let minute = (soon.millis() - zone.start_of(day).millis()) / 60_000;
        let clock = |minute: u64| format!("{:02}:{:02}", minute / 60, minute % 60);
        (day.to_string(), clock(minute), clock(minute + 120))
    }

    /// The beginning of an hour some days from now, as the API writes it.
    pub fn hour(&self, days: i32, hour: i64) -> Timestamp {
        let zone = self.config().installation.zone().unwrap();
        let day = zone.date(SystemClock.now()).plus_days(days);
        zone.start_of(day) + lianxin_kernel::Span::hours(hour)
    }
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

async fn ground(app: &App) -> (String, Vec<String>, String) {
    let act = app.system("crash");
    let key = |text: &str| text.parse().unwrap();
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
    let district = act.run(PutRegion::new(key("qinghe"), facts)).await.unwrap().id;
    let facts = CenterFacts::new(Level::Street, district, Names::zh_cn("中心"), Status::Open);
    let center = act.run(PutCenter::new(key("lanyuan"), facts)).await.unwrap().id;
    let hour = |text: &str| text.parse().unwrap();
    let first = "2020-01-01".parse().unwrap();
    let week = Period::weekly(first, &[1, 2, 3, 4, 5, 6, 7], hour("08:00"), hour("21:00"));
    act.run(PutHours { center, periods: vec![week] }).await.unwrap();
    let room = async |name: &str| {
        let mut facts = RoomFacts::named(Names::zh_cn(name));
        facts.capacity = Some(300);
        act.run(PutRoom::new(center, facts)).await.unwrap().id
    };
    let mut halls = vec![];
    for name in ["东厅", "中厅", "西厅"] {
        halls.push(room(name).await.to_string());
    }
    let room = room("茶室").await;
    let rules = Policy { open_most: None, days_ahead: 300, ..Policy::usual() };
    let valid_from = app.zone().date(app.now());
    act.run(PutRoomPolicy { room, valid_from, rules }).await.unwrap();
    for (login, role, place) in [
        ("center.manager", Role::CenterManager, PlaceId::from(center)),
        ("district.manager", Role::DistrictManager, PlaceId::from(district)),
    ] {
        let staff = NewStaff {
            name: Line::new("王丽").unwrap(),
            phone: None,
            language: Language::ZhCn,
            login: login.into(),
            password: Secret::new(PASSWORD.into()),
            role,
            place,
        };
        create_staff(&act, staff).await.unwrap();
    }
    (room.to_string(), halls, district.to_string())
}
