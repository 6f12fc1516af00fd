use super::{Settings, log, migrate};
use crate::start;
use clap::{Args, Subcommand};
use data_encoding::BASE32_NOPAD;
use lianxin_kernel::{Act, App, Language, Line, Role, Secret};
use lianxin_people::{NewStaff, PlaceId, create_staff, reset_factors};
use lianxin_places::CenterId;
use lianxin_places::queries::{CenterFilter, ListCenters, ListRegions};
use std::io::{BufRead, IsTerminal, stdin};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an account of staff, an administrator when no role is given. The password is the first line of the input; at a terminal a random one
    /// is made and shown once.
    Create(Create),
    /// Take all second factors of an account away, because they were lost. Ends where it is signed in.
    ResetFactors(ResetFactors),
}

#[derive(Debug, Args)]
pub struct ResetFactors {
    #[command(flatten)]
    settings: Settings,
    #[arg(long)]
    login: String,
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    settings: Settings,
    #[arg(long)]
    login: String,
    #[arg(long)]
    name: String,
    /// `clerk`, `center_manager`, `district_manager` or `administrator`.
    #[arg(long, default_value = "administrator", value_parser = granted_role)]
    role: Role,
    /// Where: the key or id of a center, or the id of a region; the topmost region when not given.
    #[arg(long, value_name = "KEY OR ID")]
    place: Option<String>,
}

fn granted_role(text: &str) -> Result<Role, String> {
    let role = Role::from_code(text).filter(|role| Role::GRANTED.contains(role));
    role.ok_or_else(|| {
        let roles: Vec<&str> = Role::GRANTED.iter().map(|r| r.code()).collect();
        format!("{text} is no role that is granted; it is one of {}", roles.join(", "))
    })
}

impl Admin {
    pub async fn run(self) -> Result<ExitCode, String> {
        let (Self::Create(Create { settings, .. })
        | Self::ResetFactors(ResetFactors { settings, .. })) = &self;
        let config = settings.load()?;
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        if db.is_sqlite() {
            migrate::apply(&db).await?;
        }
        let app = start::start(&config, db).await?;
        let done = match &self {
            Self::Create(create) => create.make(&app).await,
            Self::ResetFactors(reset) => reset.run(&app).await,
        };
        app.db().close().await.map_err(|e| e.to_string())?;
        for line in done? {
            println!("{line}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl ResetFactors {
    async fn run(&self, app: &App) -> Result<Vec<String>, String> {
        let act = app.system("admin");
        let found = reset_factors(&act, &self.login).await.map_err(|e| e.to_string())?;
        Ok(vec![format!("took all second factors from {} of {found}", self.login)])
    }
}

impl Create {
    async fn make(&self, app: &App) -> Result<Vec<String>, String> {
        let act = app.system("admin");
        let name = Line::new(&self.name).map_err(|why| format!("name: {why}"))?;
        let place = self.place(&act).await?;
        let (password, shown) = match given_password()? {
            Some(password) => (password, None),
            None => {
                let password = random_password(app);
                let line = format!("password: {password} (shown only now)");
                (password, Some(line))
            }
        };
        let staff = NewStaff {
            name,
            phone: None,
            language: Language::default(),
            login: self.login.clone(),
            password: Secret::new(password),
            role: self.role,
            place,
        };
        let made = create_staff(&act, staff).await.map_err(|e| e.to_string())?;
        let line = format!("created {} for {}", made.person, made.login);
        Ok([Some(line), shown].into_iter().flatten().collect())
    }

    async fn place(&self, act: &Act) -> Result<PlaceId, String> {
        if let Some(text) = &self.place {
            return match text.parse() {
                Ok(place) => Ok(place),
                Err(_) => center_with_key(act, text).await.map(PlaceId::Center),
            };
        }
        let regions = act.ask(ListRegions).await.map_err(|e| e.to_string())?;
        let top = regions.items.into_iter().find(|r| r.parent.is_none());
        let top = top.ok_or("there is no region yet: run lianxin import network first")?;
        Ok(PlaceId::Region(top.id))
    }
}

async fn center_with_key(act: &Act, key: &str) -> Result<CenterId, String> {
    let mut filter = CenterFilter { limit: Some(100), ..CenterFilter::default() };
    loop {
        let query = ListCenters { filter: filter.clone() };
        let page = act.ask(query).await.map_err(|e| e.to_string())?;
        if let Some(center) = page.items.iter().find(|c| c.key.as_str() == key) {
            return Ok(center.id);
        }
        filter.after = page.next;
        if filter.after.is_none() {
            return Err(format!("place: there is no center with the key {key}"));
        }
    }
}

fn given_password() -> Result<Option<String>, String> {
    if stdin().is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|e| format!("the password can not be read: {e}"))?;
    let line = line.trim_end_matches(['\r', '\n']);
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

/// 100 random bits as 20 letters and digits in groups of five.
fn random_password(app: &App) -> String {
    let mut bytes = [0; 13];
    app.random().fill(&mut bytes);
    let text = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let groups: Vec<&str> = [0, 5, 10, 15].iter().filter_map(|n| text.get(*n..n + 5)).collect();
    groups.join("-")
}
