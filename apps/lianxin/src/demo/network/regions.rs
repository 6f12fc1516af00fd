//! A made-up city with one district: streets, communities, housing estates.
use super::Site;
use crate::demo::dice::Dice;
use crate::demo::ground::{HIGH, Spot, Tiles, WIDE, away, degrees, polygon, within};
use crate::demo::stage::Stage;
use crate::demo::table;
use lianxin_kernel::{Error, Result};
use lianxin_places::commands::PutRegion;
use lianxin_places::{RegionFacts, RegionId, RegionKind};

/// Closer to each other no two communities have their centers, if the street is large enough.
const TRIES: usize = 40;

pub struct Place {
    pub city: RegionId,
    pub district: RegionId,
    pub streets: Vec<(RegionId, Street)>,
    pub communities: Vec<(RegionId, Site)>,
    pub estates: Vec<(RegionId, Site)>,
}

pub struct Street {
    pub site: Site,
    pub state: StreetState,
    /// A regional center lies in it.
    pub regional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StreetState {
    Open,
    Building,
}

pub async fn put(stage: &Stage, tiles: &Tiles) -> Result<Place> {
    // The city has no numbers of its own below it; the district has those of the installation.
    let number = stage.app.district();
    let city_number = if number == 1_000 { 1_001 } else { 1_000 };
    let facts = |kind, parent, name: [&str; 3]| RegionFacts::new(kind, parent, table::names(name));
    let name = ["禾川市", "禾川市", "Hechuan City"];
    let city = facts(RegionKind::City, None, name);
    let city = region(stage, "hechuan", Some(city_number), city, (WIDE / 2.0, HIGH / 2.0)).await?;
    let name = ["青禾区", "青禾區", "Qinghe District"];
    let mut district = facts(RegionKind::District, Some(city), name);
    district.outline = Some(polygon(&tiles.outline));
    let middle = (WIDE / 2.0, HIGH / 2.0);
    let district = region(stage, "qinghe", Some(number), district, middle).await?;
    let mut place = Place { city, district, streets: vec![], communities: vec![], estates: vec![] };
    streets(stage, tiles, &mut place).await?;
    communities(stage, tiles, &mut place).await?;
    estates(stage, tiles, &mut place).await?;
    Ok(place)
}

async fn region(
    stage: &Stage,
    key: &str,
    number: Option<u16>,
    mut facts: RegionFacts,
    spot: Spot,
) -> Result<RegionId> {
    let (lat, lon) = degrees(spot);
    (facts.lat, facts.lon) = (Some(lat), Some(lon));
    let key = key.parse().map_err(Error::internal)?;
    stage.tick();
    Ok(stage.act().run(PutRegion { key, number, facts }).await?.id)
}

async fn streets(stage: &Stage, tiles: &Tiles, place: &mut Place) -> Result<()> {
    let table = table::rows::<7>(include_str!("../data/streets.txt"))?;
    for (n, ([key, cn, tw, en, state, regional, _], tile)) in
        table.into_iter().zip(&tiles.streets).enumerate()
    {
        let name = [format!("{cn}街道"), format!("{tw}街道"), format!("{en} Street")];
        let names = table::names(name.each_ref().map(String::as_str));
        let mut facts = RegionFacts::new(RegionKind::Street, Some(place.district), names);
        facts.outline = Some(polygon(&tile.ring));
        let id = region(stage, key, None, facts, tile.middle).await?;
        let site = Site { key: key.to_owned(), name, street: n, spot: tile.middle };
        let state = match state {
            "open" => StreetState::Open,
            _ => StreetState::Building,
        };
        place.streets.push((id, Street { site, state, regional: regional == "yes" }));
    }
    Ok(())
}

async fn communities(stage: &Stage, tiles: &Tiles, place: &mut Place) -> Result<()> {
    let counts = table::rows::<7>(include_str!("../data/streets.txt"))?;
    let mut names = table::rows::<3>(include_str!("../data/communities.txt"))?.into_iter();
    let dice = Dice::of(stage.plan.seed, "communities");
    let mut taken: Vec<Spot> = vec![];
    for (street, [.., count]) in counts.iter().enumerate() {
        let (Some((parent, _)), Some(tile)) =
            (place.streets.get(street), tiles.streets.get(street))
        else {
            continue;
        };
        let parent = *parent;
        taken.push(tile.middle);
        for [cn, tw, en] in names.by_ref().take(table::number(count)?) {
            let spot = roomy(&dice, &tile.ring, tile.middle, &taken);
            taken.push(spot);
            let name = [format!("{cn}社区"), format!("{tw}社區"), format!("{en} Community")];
            let names = table::names(name.each_ref().map(String::as_str));
            let facts = RegionFacts::new(RegionKind::Community, Some(parent), names);
            let key = slug(en);
            let id = region(stage, &key, None, facts, spot).await?;
            place.communities.push((id, Site { key, name, street, spot }));
        }
    }
    Ok(())
}

/// Of some spots well inside the street the one farthest from all that is there.
fn roomy(dice: &Dice, ring: &[Spot], middle: Spot, taken: &[Spot]) -> Spot {
    let mut best = (middle, 0.0);
    for _ in 0..TRIES {
        let spot = (middle.0 + dice.around(0.0, 480.0), middle.1 + dice.around(0.0, 400.0));
        // A little farther out must still be inside, so none stands on the border.
        let beyond = (middle.0 + (spot.0 - middle.0) * 1.15, middle.1 + (spot.1 - middle.1) * 1.15);
        let room = taken.iter().map(|t| away(*t, spot)).fold(f64::MAX, f64::min);
        if within(spot, ring) && within(beyond, ring) && room > best.1 {
            best = (spot, room);
        }
    }
    best.0
}

async fn estates(stage: &Stage, tiles: &Tiles, place: &mut Place) -> Result<()> {
    let dice = Dice::of(stage.plan.seed, "estates");
    let names = table::rows::<3>(include_str!("../data/estates.txt"))?;
    // Two of three communities have an estate with a station of its own.
    let homes = place.communities.iter().enumerate().filter(|(n, _)| n % 3 != 2);
    let homes: Vec<(RegionId, usize, Spot)> =
        homes.map(|(_, (id, site))| (*id, site.street, site.spot)).collect();
    for ([cn, tw, en], (parent, street, near)) in names.into_iter().zip(homes) {
        let around = |_| {
            let (sin, cos) = (dice.share() * std::f64::consts::TAU).sin_cos();
            let far = dice.around(300.0, 45.0);
            (near.0 + far * cos, near.1 + far * sin)
        };
        let ring = tiles.streets.get(street).map_or(&[][..], |s| &s.ring);
        let spot = (0..TRIES).map(around).find(|s| within(*s, ring)).unwrap_or(near);
        let name = [cn, tw, en].map(str::to_owned);
        let facts = RegionFacts::new(RegionKind::Estate, Some(parent), table::names([cn, tw, en]));
        let key = slug(en);
        let id = region(stage, &key, None, facts, spot).await?;
        place.estates.push((id, Site { key, name, street, spot }));
    }
    Ok(())
}

/// A key from an English name: `Beiwang Garden` is `beiwang-garden`.
fn slug(name: &str) -> String {
    let plain = name.to_lowercase().replace(' ', "-");
    plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
