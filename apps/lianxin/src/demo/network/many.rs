//! A city of as many centers as are wanted, on a grid: for a simulation, where nobody looks at the map.
use super::centers::Made;
use super::{Center, Network, hours, rooms};
use crate::demo::ground::degrees;
use crate::demo::stage::{Stage, all};
use crate::demo::table;
use lianxin_kernel::{Error, Result};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, Level, RegionFacts, RegionId, RegionKind, Status};

/// A street has a center of its own and those of its communities.
const A_STREET: usize = 8;
/// Meters between neighbors.
const APART: f64 = 700.0;

pub async fn build(stage: &Stage, count: usize) -> Result<Network> {
    super::holidays(stage).await?;
    let number = stage.app.district();
    let city_number = if number == 1_000 { 1_001 } else { 1_000 };
    let city = region(stage, "simulated-city", Some(city_number), RegionKind::City, None, "模拟市");
    let city = city.await?;
    let district = RegionKind::District;
    let district = region(stage, "simulated", Some(number), district, Some(city), "模拟区").await?;
    let mut streets = vec![];
    let mut made = vec![];
    for n in 0..count {
        if n.is_multiple_of(A_STREET) {
            let (key, name) =
                (format!("street-{}", n / A_STREET), format!("第{}街道", n / A_STREET + 1));
            let kind = RegionKind::Street;
            streets.push(region(stage, &key, None, kind, Some(district), &name).await?);
        }
        let street = streets.last().copied().unwrap_or(district);
        made.push(center(stage, n, street, streets.len() - 1).await?);
    }
    let works = made.into_iter().enumerate().map(|(n, center)| {
        let stage = stage.clone();
        async move {
            let rooms = rooms::put(&stage, &center, n == 0).await?;
            hours::put(&stage, &center, n == 0).await?;
            let Made { id, key, level, open, name, street } = center;
            Ok(Center { id, key, level, open, name, street, rooms })
        }
    });
    Ok(Network { city, district, streets, centers: all(works).await?, main: 0 })
}

async fn region(
    stage: &Stage,
    key: &str,
    number: Option<u16>,
    kind: RegionKind,
    parent: Option<RegionId>,
    name: &str,
) -> Result<RegionId> {
    let facts = RegionFacts::new(kind, parent, table::names([name, name, key]));
    let key = key.parse().map_err(Error::internal)?;
    stage.tick();
    Ok(stage.act().run(PutRegion { key, number, facts }).await?.id)
}

async fn center(stage: &Stage, n: usize, street: RegionId, street_number: usize) -> Result<Made> {
    let level = if n.is_multiple_of(A_STREET) { Level::Street } else { Level::Community };
    let name = format!("第{}党群服务中心", n + 1);
    let name =
        table::names([&name, &name.replace("党群服务", "黨群服務"), &format!("Center {}", n + 1)]);
    let mut facts = CenterFacts::new(level, street, name.clone(), Status::Open);
    let across = |n: usize| u16::try_from(n % 64).map_or(0.0, f64::from) * APART;
    let (lat, lon) = degrees((across(n), across(n / 64)));
    (facts.lat, facts.lon) = (Some(lat), Some(lon));
    let key = format!("center-{n}");
    stage.tick();
    let put = PutCenter::new(key.parse().map_err(Error::internal)?, facts);
    let id = stage.act().run(put).await?.id;
    Ok(Made { id, key, level, open: true, name, street: street_number })
}
