use super::question::{check_minutes, refuse};
use super::{Moment, NetworkId, PopulationId, Question, ScenarioId, Site, Walker};
use lianxin_kernel::{FieldCode, FieldError, Line, Result, Timestamp};
use lianxin_places::CenterId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// What the sites are to be best at.
    pub enum AimKind {
        /// As many people as possible within the minutes.
        CoverMost = "cover_most",
        /// Everyone within the minutes who can be, with the fewest or cheapest sites.
        CoverAll = "cover_all",
        /// The least walking of all people together.
        LeastWalk = "least_walk",
        /// The least walk of whoever has the longest.
        LeastFarthest = "least_farthest",
        /// The least walking with no center under or over its load.
        BalancedLoad = "balanced_load",
    }
}

lianxin_kernel::words! {
    /// The form of an export.
    pub enum ExportFormat { Geojson = "geojson", Csv = "csv", Html = "html" }
}

/// What a search for sites aims at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    pub kind: AimKind,
    /// How many to choose among the sites and the centers that may close, besides all that stay.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000)]
    pub p: Option<u32>,
    /// In place of `p`: what the chosen sites may cost together, in fen.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub budget: Option<i64>,
    /// For covering: within how many minutes.
    #[schema(minimum = 1, maximum = 60)]
    pub minutes: u32,
    /// An elder counts as much as so many others.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 10)]
    pub elder_weight: u32,
    /// For balanced load: how many people a center is for.
    #[serde(default)]
    pub load_from: Option<u64>,
    #[serde(default)]
    pub load_to: Option<u64>,
    /// For balanced load: the people of a center live in one piece.
    #[serde(default)]
    pub contiguous: bool,
    /// How long may be searched.
    #[schema(minimum = 1, maximum = 600)]
    pub seconds: u32,
    /// The same seed gives the same answer, when the time suffices.
    #[serde(default)]
    pub seed: u64,
}

fn one() -> u32 {
    1
}

/// What is kept of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFields {
    pub name: Line<80>,
    pub network: NetworkId,
    pub population: PopulationId,
    pub profile: Walker,
    /// At most six, each 1 to 60.
    #[schema(min_items = 1, max_items = 6)]
    pub minutes: Vec<u32>,
    #[serde(default)]
    pub at: Option<Moment>,
    #[serde(default)]
    pub service: Option<Line<60>>,
    /// Candidates.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub sites: Vec<Site>,
    /// Centers that may close.
    #[serde(default)]
    pub close: Vec<CenterId>,
    pub aim: Aim,
    /// What is chosen by hand: keys of sites, and of centers that may close and stay open. `null` keeps
    /// what a search chose, while the question is the same.
    #[serde(default)]
    #[schema(max_items = 1_200)]
    pub plan: Option<Vec<String>>,
}

/// A question that is kept, and what was found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scenario {
    pub id: ScenarioId,
    pub version: i64,
    pub name: Line<80>,
    pub network: NetworkId,
    pub population: PopulationId,
    pub profile: Walker,
    pub minutes: Vec<u32>,
    pub at: Option<Moment>,
    pub service: Option<Line<60>>,
    pub sites: Vec<Site>,
    pub close: Vec<CenterId>,
    pub aim: Aim,
    /// What the last finished run or a person chose: keys of sites, and of centers that may close and
    /// stay open. `null` before, and again after a change to what was asked.
    pub plan: Option<Vec<String>>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// A scenario as it shall be, and the version that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScenarioChange {
    pub version: i64,
    #[serde(flatten)]
    pub fields: ScenarioFields,
}

/// The scenarios of a district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScenarioList {
    /// The last changed first.
    pub items: Vec<Scenario>,
}

impl Scenario {
    pub fn of(
        fields: ScenarioFields,
        id: ScenarioId,
        version: i64,
        created_at: Timestamp,
        changed_at: Timestamp,
    ) -> Self {
        Self {
            id,
            version,
            name: fields.name,
            network: fields.network,
            population: fields.population,
            profile: fields.profile,
            minutes: fields.minutes,
            at: fields.at,
            service: fields.service,
            sites: fields.sites,
            close: fields.close,
            aim: fields.aim,
            plan: fields.plan,
            created_at,
            changed_at,
        }
    }

    /// What is asked, without what was chosen.
    pub fn fields(&self) -> ScenarioFields {
        ScenarioFields {
            name: self.name.clone(),
            network: self.network,
            population: self.population,
            profile: self.profile,
            minutes: self.minutes.clone(),
            at: self.at,
            service: self.service.clone(),
            sites: self.sites.clone(),
            close: self.close.clone(),
            aim: self.aim.clone(),
            plan: None,
        }
    }

    /// What the plan builds; all sites while there is none.
    pub fn built(&self) -> impl Iterator<Item = &Site> {
        let chosen = |site: &&Site| {
            let named = |plan: &Vec<String>| plan.iter().any(|key| key == site.key.as_str());
            site.kept || self.plan.as_ref().is_none_or(named)
        };
        self.sites.iter().filter(chosen)
    }

    /// What the plan closes; all that may close while there is none.
    pub fn closed(&self) -> Vec<CenterId> {
        let stays = |center: &CenterId| {
            let key = center.to_string();
            self.plan.as_ref().is_some_and(|plan| plan.contains(&key))
        };
        self.close.iter().copied().filter(|center| !stays(center)).collect()
    }
}

impl ScenarioFields {
    pub fn check(&self) -> Result<()> {
        let mut wrong = check_minutes(&self.minutes);
        wrong.extend(Site::check_all(&self.sites));
        if self.close.len() > Question::MOST_CLOSED {
            wrong.push(FieldError::new("close", FieldCode::TooMany).with("max", 1_000));
        }
        for (n, key) in self.plan.iter().flatten().enumerate() {
            let site = self.sites.iter().any(|site| site.key.as_str() == key);
            if !site && !self.close.iter().any(|center| center.to_string() == *key) {
                wrong.push(FieldError::new(format!("plan.{n}"), FieldCode::Unknown));
            }
        }
        self.aim.check(&mut wrong);
        if self.aim.budget.is_some() {
            // A site without a cost would be built for nothing.
            let bare = self.sites.iter().enumerate().filter(|(_, site)| site.cost.is_none());
            let field = |n| FieldError::new(format!("sites.{n}.cost"), FieldCode::Required);
            wrong.extend(bare.map(|(n, _)| field(n)));
        }
        refuse(wrong)
    }

    /// As they are kept.
    pub fn rounded(mut self) -> Self {
        self.sites = self.sites.into_iter().map(Site::rounded).collect();
        self
    }

    /// Whether a plan for these fields is one for the others too.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let (name, plan) = (other.name.clone(), other.plan.clone());
        Self { name, plan, ..self.clone() } == *other
    }
}

impl Aim {
    fn check(&self, wrong: &mut Vec<FieldError>) {
        let mut range = |field: &str, fine: bool, min: i64, max: i64| {
            if !fine {
                let error = FieldError::new(format!("aim.{field}"), FieldCode::OutOfRange);
                wrong.push(error.with("min", min).with("max", max));
            }
        };
        range("minutes", (1..=60).contains(&self.minutes), 1, 60);
        range("elder_weight", (1..=10).contains(&self.elder_weight), 1, 10);
        range("seconds", (1..=600).contains(&self.seconds), 1, 600);
        range("p", self.p.is_none_or(|p| p <= 1_000), 0, 1_000);
        let most = 1_000_000_000_000_000;
        range("budget", self.budget.is_none_or(|b| (0..=most).contains(&b)), 0, most);
        let (from, to) = (self.load_from.unwrap_or(0), self.load_to.unwrap_or(u64::MAX));
        if from > to {
            wrong.push(FieldError::new("aim.load_to", FieldCode::BeforeStart));
        }
        let needs = |field: &str| FieldError::new(format!("aim.{field}"), FieldCode::Required);
        match self.kind {
            AimKind::CoverAll => {}
            AimKind::BalancedLoad if self.load_to.is_none() => wrong.push(needs("load_to")),
            _ if self.p.is_none() && self.budget.is_none() => wrong.push(needs("p")),
            _ => {}
        }
        if self.p.is_some() && self.budget.is_some() {
            wrong.push(FieldError::new("aim.budget", FieldCode::Wrong));
        }
    }
}
