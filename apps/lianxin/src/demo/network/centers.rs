//! One center of the district, three regional ones, and those of streets, communities and estates.
use super::Site;
use super::regions::{Street, StreetState};
use crate::demo::dice::Dice;
use crate::demo::ground::degrees;
use crate::demo::stage::Stage;
use crate::demo::table::{self, line};
use lianxin_kernel::{Date, Error, Names, Result};
use lianxin_places::commands::PutCenter;
use lianxin_places::{
    Catchment, CenterFacts, CenterId, Level, Published, RegionId, RoughDate, SisterFacility,
    Status, StatusSince,
};

/// What stands beside a center: the word for it and its name after that of the place.
const SISTERS: [(&str, [&str; 3]); 5] = [
    ("farmers_market", ["农贸市场", "農貿市場", "Farmers' Market"]),
    ("community_hospital", ["社区卫生服务站", "社區衛生服務站", "Community Health Station"]),
    ("elder_care_center", ["日间照料中心", "日間照料中心", "Day-care Center"]),
    ("childcare_center", ["托育中心", "托育中心", "Childcare Center"]),
    ("community_cinema", ["百姓影院", "百姓影院", "Community Cinema"]),
];

pub struct Made {
    pub id: CenterId,
    pub key: String,
    pub level: Level,
    pub open: bool,
    pub name: Names,
    pub street: usize,
}

/// What differs from level to level.
struct Kind {
    level: Level,
    key: &'static str,
    name: [&'static str; 3],
    area: (i64, i64),
    floors: i64,
    people: (i64, i64),
    radius: i64,
    sisters: usize,
}

const COUNTY: Kind = Kind {
    level: Level::County,
    key: "-district-center",
    name: ["党群服务中心", "黨群服務中心", " Service Center"],
    area: (11_000, 11_000),
    floors: 7,
    people: (520_000, 560_000),
    radius: 5_000,
    sisters: 4,
};
const REGIONAL: Kind = Kind {
    level: Level::Regional,
    key: "-regional",
    name: ["区域型党群服务中心", "區域型黨群服務中心", " Regional Center"],
    area: (5_200, 6_800),
    floors: 7,
    people: (95_000, 130_000),
    radius: 1_500,
    sisters: 3,
};
const STREET: Kind = Kind {
    level: Level::Street,
    key: "",
    name: ["党群服务中心", "黨群服務中心", " Center"],
    area: (2_600, 5_400),
    floors: 7,
    people: (38_000, 64_000),
    radius: 1_000,
    sisters: 2,
};
const COMMUNITY: Kind = Kind {
    level: Level::Community,
    key: "",
    name: ["党群服务中心", "黨群服務中心", " Center"],
    area: (620, 1_500),
    floors: 2,
    people: (5_200, 11_800),
    radius: 500,
    sisters: 1,
};
const ESTATE: Kind = Kind {
    level: Level::Estate,
    key: "",
    name: ["党群服务站", "黨群服務站", " Station"],
    area: (60, 180),
    floors: 1,
    people: (900, 3_000),
    radius: 200,
    sisters: 0,
};

pub async fn put(
    stage: &Stage,
    district: RegionId,
    streets: &[(RegionId, Street)],
    communities: &[(RegionId, Site)],
    estates: &[(RegionId, Site)],
) -> Result<Vec<Made>> {
    let desk = Desk { stage, dice: Dice::of(stage.plan.seed, "centers") };
    let mut made = vec![];
    let main = streets.iter().find(|(_, s)| s.site.key == super::MAIN);
    if let Some((_, street)) = main {
        let name = ["青禾区", "青禾區", "Qinghe District"].map(str::to_owned);
        let (x, y) = street.site.spot;
        let spot = (x + 620.0, y - 380.0);
        let site = Site { key: "qinghe".to_owned(), name, street: street.site.street, spot };
        made.push(desk.put(&COUNTY, district, &site, made.len(), true).await?);
    }
    for (region, street) in streets.iter().filter(|(_, s)| s.regional) {
        let Site { key, name, street, spot: (x, y) } = &street.site;
        let [cn, tw, en] = name;
        let cut = |text: &str, end| text.trim_end_matches(end).to_owned();
        let name = [cut(cn, "街道"), cut(tw, "街道"), cut(en, " Street")];
        let site = Site { key: key.clone(), name, street: *street, spot: (x - 350.0, y + 290.0) };
        made.push(desk.put(&REGIONAL, *region, &site, made.len(), true).await?);
    }
    for (region, street) in streets {
        let open = street.state == StreetState::Open;
        made.push(desk.put(&STREET, *region, &street.site, made.len(), open).await?);
    }
    for (region, site) in communities {
        made.push(desk.put(&COMMUNITY, *region, site, made.len(), true).await?);
    }
    for (region, site) in estates {
        made.push(desk.put(&ESTATE, *region, site, made.len(), true).await?);
    }
    Ok(made)
}

struct Desk<'a> {
    stage: &'a Stage,
    dice: Dice,
}

impl Desk<'_> {
    async fn put(
        &self,
        kind: &Kind,
        region: RegionId,
        site: &Site,
        number: usize,
        open: bool,
    ) -> Result<Made> {
        let [cn, tw, en] = &site.name;
        let [cn_end, tw_end, en_end] = kind.name;
        let name = [format!("{cn}{cn_end}"), format!("{tw}{tw_end}"), format!("{en}{en_end}")];
        let name = table::names(name.each_ref().map(String::as_str));
        let facts = self.facts(kind, region, site, number, open, name.clone())?;
        let key = format!("{}{}", site.key, kind.key);
        let mut put = PutCenter::new(key.parse().map_err(Error::internal)?, facts);
        if !open {
            put.history = self.building()?;
        }
        self.stage.tick();
        let id = self.stage.act().run(put).await?.id;
        Ok(Made { id, key, level: kind.level, open, name, street: site.street })
    }

    fn building(&self) -> Result<Vec<StatusSince>> {
        let since = |days: i64| self.stage.day(-i32::try_from(days).unwrap_or(0)).into();
        let planned = since(self.dice.between(400, 600));
        let building = since(self.dice.between(60, 300));
        Ok(vec![
            StatusSince { status: Status::Planned, since: planned },
            StatusSince { status: Status::Building, since: building },
        ])
    }

    fn facts(
        &self,
        kind: &Kind,
        region: RegionId,
        site: &Site,
        number: usize,
        open: bool,
        name: Names,
    ) -> Result<CenterFacts> {
        let dice = &self.dice;
        let status = if open { Status::Open } else { Status::Building };
        let mut facts = CenterFacts::new(kind.level, region, name, status);
        let (lat, lon) = degrees(site.spot);
        (facts.lat, facts.lon) = (Some(lat), Some(lon));
        let [place, ..] = &site.name;
        let road = place.trim_end_matches(['街', '道', '社', '区', '路']);
        facts.address = Some(line(&format!("青禾区{road}路{}号", dice.between(1, 198)))?);
        if !open {
            return Ok(facts);
        }
        facts.phone = Some(line(&format!("0399-6600 {:04}", 101 + number))?);
        facts.opened_on = Some(self.opened(kind.level)?);
        facts.free_of_charge = Some(true);
        let area = dice.between(kind.area.0, kind.area.1) / 10 * 10;
        facts.published = Published {
            area_m2: Some(area as f64),
            floors: Some(kind.floors),
            service_items: Some(dice.between(18, 51)),
            ..Published::default()
        };
        facts.catchment = Some(catchment(kind, dice));
        self.character(kind, number, &mut facts)?;
        for (word, end) in SISTERS.iter().cycle().skip(number).take(kind.sisters) {
            let [cn, tw, en] = &site.name;
            let [cn_end, tw_end, en_end] = end;
            let name = [format!("{cn}{cn_end}"), format!("{tw}{tw_end}"), format!("{en} {en_end}")];
            let name = Some(table::names(name.each_ref().map(String::as_str)));
            facts.sister_facilities.push(SisterFacility { kind: line(word)?, name });
        }
        Ok(facts)
    }

    /// Larger houses are older; all were open before the month that is played back.
    fn opened(&self, level: Level) -> Result<RoughDate> {
        let today: Date = self.stage.today;
        let years = match level {
            Level::County | Level::Regional => self.dice.between(4, 8),
            Level::Street => self.dice.between(2, 7),
            _ => self.dice.between(1, 6),
        };
        let month = self.dice.between(1, 12);
        let text = format!("{}-{month:02}", i64::from(today.year()) - years - 1);
        text.parse().map_err(Error::internal)
    }

    fn character(&self, kind: &Kind, number: usize, facts: &mut CenterFacts) -> Result<()> {
        let brands = table::rows::<2>(include_str!("../data/brands.txt"))?;
        let identities = table::list(include_str!("../data/identities.txt"))?;
        let themes = table::list(include_str!("../data/themes.txt"))?;
        if kind.sisters > 1
            && let Some([brand, motto]) = brands.iter().cycle().nth(number)
        {
            facts.brand = Some(line(brand)?);
            facts.motto = Some(line(motto)?);
            facts.operator = Some(line("青禾社会工作服务中心")?);
        }
        let count = kind.sisters + 1;
        for one in identities.iter().cycle().skip(number * 2).take(count) {
            facts.identities.push(line(one)?);
        }
        for one in themes.iter().cycle().skip(number).take(count.min(2)) {
            facts.themes.push(line(one)?);
        }
        Ok(())
    }
}

fn catchment(kind: &Kind, dice: &Dice) -> Catchment {
    let (min, max) = kind.people;
    let people = dice.between(min, max) / 100 * 100;
    let large = matches!(kind.level, Level::County | Level::Regional | Level::Street);
    Catchment {
        communities: large.then_some(people / 9_000),
        people_min: Some(people),
        public_units: large.then(|| dice.between(6, 24)),
        enterprises: large.then(|| dice.between(40, 380)),
        radius_m_max: Some(kind.radius),
        share_60_plus: Some(dice.between(21, 29) as f64 / 100.0),
        ..Catchment::default()
    }
}
