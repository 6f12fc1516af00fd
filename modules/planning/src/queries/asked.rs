use crate::model::{Moment, NetworkId, PopulationId, Scenario, ScenarioId};
use crate::permissions;
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::population::PopulationRow;
use crate::targets::{self, At};
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Language, Names, Permission, Query, Read, Result, TimeOfDay,
};
use lianxin_places::{
    CenterId, CenterOffer, CenterRef, DayHours, Level, RegionId, RegionKind, RegionSummary, Status,
    fold,
};
use lianxin_planner::LonLat;
use lianxin_planner::coverage::NamedPlace;

/// What the planner needs to know of today before it can answer: which streets and people, which
/// centers there are and whether they count.
pub struct AskPlan {
    pub network: NetworkId,
    pub population: PopulationId,
    pub at: Option<Moment>,
    pub service: Option<String>,
    pub scenarios: Vec<ScenarioId>,
}

/// The facts of a question, all of one moment.
#[derive(Clone, Debug)]
pub struct Asked {
    pub network: NetworkRow,
    pub population: PopulationRow,
    /// Centers with a position, in the order of their keys.
    pub centers: Vec<CenterToday>,
    /// Whose hours counted.
    pub on: Option<Date>,
    pub regions: Vec<RegionName>,
    /// In the order asked for.
    pub scenarios: Vec<Scenario>,
}

#[derive(Clone, Debug)]
pub struct RegionName {
    pub id: RegionId,
    pub kind: RegionKind,
    pub names: Names,
    /// Longitude and latitude.
    pub at: Option<(f64, f64)>,
}

/// A center as a plan sees it.
#[derive(Clone, Debug)]
pub struct CenterToday {
    pub id: CenterId,
    pub name: Names,
    pub level: Level,
    pub lon: f64,
    pub lat: f64,
    /// In service, open at the time asked for, offering what is asked for.
    pub counts: bool,
    /// For how many people it is.
    pub load: Option<(u64, u64)>,
    pub radius_m: Option<u64>,
}

impl Query for AskPlan {
    const NAME: &'static str = "planning.ask_plan";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<NetworkRow>;
    type Out = Asked;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<NetworkRow>> {
        targets::network(r, self.network, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<NetworkRow>) -> Result<Asked> {
        let network = at.thing;
        let region = network.region;
        let unknown = |field: &str| Error::field(field, FieldCode::Unknown);
        let population = store::population::by_id(r.tx(), self.population).await?;
        let population =
            population.filter(|p| p.region == region).ok_or_else(|| unknown("population"))?;
        if self.scenarios.len() > 3 {
            let error = FieldError::new("scenarios", FieldCode::TooMany).with("max", 3);
            return Err(Error::Invalid(vec![error]));
        }
        let mut scenarios = vec![];
        for id in &self.scenarios {
            let row = store::scenario::by_id(r.tx(), *id).await?;
            let row = row.filter(|row| row.region == region).ok_or_else(|| unknown("scenario"))?;
            scenarios.push(row.scenario);
        }
        let (centers, on) = self.centers(r, region).await?;
        let regions = lianxin_places::regions_below(r.tx(), region, None).await?;
        let name = |r: RegionSummary| RegionName {
            id: r.id,
            kind: r.kind,
            names: r.name,
            at: r.lon.zip(r.lat),
        };
        let regions = regions.into_iter().map(name).collect();
        Ok(Asked { network, population, centers, on, regions, scenarios })
    }
}

impl AskPlan {
    async fn centers(
        &self,
        r: &mut Read<'_>,
        region: RegionId,
    ) -> Result<(Vec<CenterToday>, Option<Date>)> {
        let mut centers = lianxin_places::centers_below(r.tx(), region.0).await?;
        centers.retain(|c| c.lat.is_some() && c.lon.is_some() && c.status != Status::Closed);
        let ids: Vec<CenterId> = centers.iter().map(|c| c.id).collect();
        let offers = lianxin_places::offers(r.tx(), &ids).await?;
        let today = r.zone().date(r.now());
        let on = self.at.map(|moment| next(today, moment));
        let hours = match on {
            Some(date) => lianxin_places::hours_on(r.tx(), &centers, date).await?,
            None => Default::default(),
        };
        let none = CenterOffer::default();
        let seen = centers.into_iter().filter_map(|center| {
            let offer = offers.get(&center.id).unwrap_or(&none);
            let at_the_time = match self.at {
                None => true,
                Some(moment) => hours.get(&center.id).is_some_and(|d| open(d, moment.time)),
            };
            let serves = self.service.as_deref().is_none_or(|s| offers_service(offer, s));
            let counts = center.status == Status::Open && at_the_time && serves;
            today_of(center, offer, counts)
        });
        Ok((seen.collect(), on))
    }
}

/// The next such weekday, today among them.
fn next(today: Date, moment: Moment) -> Date {
    let days = (0..7).map(|n| today.plus_days(n));
    days.into_iter().find(|d| d.weekday() == moment.weekday).unwrap_or(today)
}

fn open(day: &DayHours, time: TimeOfDay) -> bool {
    day.spans.iter().any(|s| s.from <= time && time < s.to)
}

/// Whether a center has what a word names: an identity, a theme, a sister facility, a room.
fn offers_service(offer: &CenterOffer, service: &str) -> bool {
    let wanted = fold(service);
    let sisters = offer.sister_facilities.iter().flat_map(|s| {
        let names = s.name.iter().flat_map(|n| n.all());
        std::iter::once(s.kind.as_str()).chain(names)
    });
    let rooms = offer.rooms.iter().map(|kind| kind.code());
    let texts = offer.identities.iter().chain(&offer.themes).map(String::as_str);
    texts.chain(sisters).chain(rooms).any(|text| fold(text) == wanted)
}

fn today_of(center: CenterRef, offer: &CenterOffer, counts: bool) -> Option<CenterToday> {
    let catchment = offer.catchment.as_ref();
    let meters = catchment.and_then(|c| c.radius_m_max.or(c.radius_m_min));
    Some(CenterToday {
        id: center.id,
        lon: center.lon?,
        lat: center.lat?,
        load: load(center.level, offer),
        radius_m: meters.and_then(|m| u64::try_from(m).ok()),
        level: center.level,
        name: center.name,
        counts,
    })
}

/// For how many people a center is: as published, else for regional ones by the norm, 30,000 to
/// 60,000 where people live and 50,000 to 90,000 where they work (row 000-18).
fn load(level: Level, offer: &CenterOffer) -> Option<(u64, u64)> {
    let published = offer.catchment.as_ref().and_then(|c| c.people_min.zip(c.people_max));
    if let Some((from, to)) = published {
        return Some((u64::try_from(from).ok()?, u64::try_from(to).ok()?));
    }
    let of_work = |text: &String| {
        let text = fold(text);
        ["产业", "园区", "工业", "industr"].iter().any(|word| text.contains(word))
    };
    let works = offer.identities.iter().chain(&offer.themes).any(of_work);
    match (level, works) {
        (Level::Regional, true) => Some((50_000, 90_000)),
        (Level::Regional, false) => Some((30_000, 60_000)),
        _ => None,
    }
}

impl Asked {
    /// The name of what a population calls a region: by id, or by a name in any language.
    pub fn region_name(&self, label: &str, language: Language) -> (String, String) {
        let fits =
            |r: &&RegionName| r.id.to_string() == label || r.names.all().any(|name| name == label);
        match self.regions.iter().find(fits) {
            Some(region) => (region.id.to_string(), region.names.get(language).to_owned()),
            None => (label.to_owned(), label.to_owned()),
        }
    }

    /// Communities and estates: people know where those are.
    pub fn named_places(&self, language: Language) -> Vec<NamedPlace> {
        let small = |r: &&RegionName| matches!(r.kind, RegionKind::Community | RegionKind::Estate);
        let place = |r: &RegionName| {
            let (lon, lat) = r.at?;
            let name = r.names.get(language).to_owned();
            LonLat::degrees(lon, lat).ok().map(|at| NamedPlace { name, at })
        };
        self.regions.iter().filter(small).filter_map(place).collect()
    }
}
