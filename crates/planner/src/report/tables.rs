//! Tables (CSV, UTF-8 with a mark so that spreadsheets read Chinese names).
use super::{Catchments, Role};
use crate::coverage::{Comparison, Coverage, Gaps, LoadFlag, Site};
use crate::people::People;
use crate::{Error, LonLat, Result};

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(head: Vec<String>) -> Result<Self> {
        let mut table = Self(csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec()));
        table.row(head)?;
        Ok(table)
    }

    fn row(&mut self, cells: Vec<String>) -> Result<()> {
        let cells = cells.iter().map(|cell| harmless(cell));
        self.0.write_record(cells).map_err(|e| Error::data("table", "row", e))
    }

    fn done(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|e| Error::data("table", "end", e))
    }
}

/// A name that begins like a formula is one to a spreadsheet; a quote before it keeps it a name.
fn harmless(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if !number => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn head(fixed: &[&str], coverage: &Coverage, each: &[&str]) -> Vec<String> {
    let bands = coverage.bands.iter();
    let each = bands.flat_map(|b| each.iter().map(move |name| format!("{name}_{}", b.minutes)));
    fixed.iter().map(|name| (*name).to_owned()).chain(each).collect()
}

fn degrees(at: LonLat) -> [String; 2] {
    [format!("{:.7}", at.lon_degrees()), format!("{:.7}", at.lat_degrees())]
}

fn share(part: u64, of: u64) -> String {
    if of == 0 { String::new() } else { format!("{:.6}", part as f64 / of as f64) }
}

/// Minutes, people and elders within them, and their shares.
pub fn bands(coverage: &Coverage) -> Result<Vec<u8>> {
    let names = ["minutes", "people", "share", "elders", "elder_share", "beyond", "left_out"];
    let mut table = Table::new(names.map(str::to_owned).to_vec())?;
    for band in &coverage.bands {
        table.row(vec![
            band.minutes.to_string(),
            band.people.to_string(),
            share(band.people, coverage.people),
            band.elders.to_string(),
            share(band.elders, coverage.elders),
            band.beyond.to_string(),
            coverage.left_out.people.to_string(),
        ])?;
    }
    table.done()
}

pub fn groups(coverage: &Coverage) -> Result<Vec<u8>> {
    let mut table = Table::new(head(&["from", "to", "people"], coverage, &["covered", "share"]))?;
    for (n, (group, all)) in coverage.groups.iter().zip(&coverage.by_group).enumerate() {
        let to = group.to.map(|to| to.to_string()).unwrap_or_default();
        let mut row = vec![group.from.to_string(), to, all.to_string()];
        for band in &coverage.bands {
            let covered = band.by_group.get(n).copied().unwrap_or(0);
            row.extend([covered.to_string(), share(covered, *all)]);
        }
        table.row(row)?;
    }
    table.done()
}

pub fn regions(coverage: &Coverage) -> Result<Vec<u8>> {
    let names = ["covered", "share", "elders_covered"];
    let mut table = Table::new(head(&["region", "people", "elders"], coverage, &names))?;
    for region in &coverage.regions {
        let name = region.name.clone().unwrap_or_default();
        let mut row = vec![name, region.people.to_string(), region.elders.to_string()];
        for (covered, elders) in region.covered.iter().zip(&region.elders_covered) {
            row.extend([covered.to_string(), share(*covered, region.people), elders.to_string()]);
        }
        table.row(row)?;
    }
    table.done()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Open => "open",
        Role::Closed => "closed",
        Role::New => "new",
    }
}

fn flag(flag: Option<LoadFlag>) -> &'static str {
    match flag {
        Some(LoadFlag::Under) => "under",
        Some(LoadFlag::Fits) => "fits",
        Some(LoadFlag::Over) => "over",
        None => "",
    }
}

/// `people_N` and `elders_N`: whom a site reaches by itself; `nearest_N`: to whom it is the nearest.
pub fn centers(sites: &[Site], roles: &[Role], coverage: &Coverage) -> Result<Vec<u8>> {
    let fixed = ["key", "name", "lon", "lat", "role", "off_streets_m", "load", "load_flag"];
    let mut table = Table::new(head(&fixed, coverage, &["people", "elders", "nearest"]))?;
    for ((site, of), kind) in sites.iter().zip(&coverage.sites).zip(roles) {
        let [lon, lat] = degrees(site.at);
        let off = of.off_m.map(|m| m.to_string()).unwrap_or_default();
        let mut row =
            vec![site.key.clone(), site.name.clone(), lon, lat, role(*kind).to_owned(), off];
        row.extend([of.load.to_string(), flag(of.load_flag).to_owned()]);
        for ((people, elders), nearest) in of.people.iter().zip(&of.elders).zip(&of.nearest) {
            row.extend([people.to_string(), elders.to_string(), nearest.to_string()]);
        }
        table.row(row)?;
    }
    table.done()
}

/// Just where sites are, as `--centers` reads them.
pub fn sites(sites: &[Site]) -> Result<Vec<u8>> {
    let mut table = Table::new(["key", "name", "lon", "lat"].map(str::to_owned).to_vec())?;
    for site in sites {
        let [lon, lat] = degrees(site.at);
        table.row(vec![site.key.clone(), site.name.clone(), lon, lat])?;
    }
    table.done()
}

pub fn gaps(gaps: &Gaps, sites: &[Site]) -> Result<Vec<u8>> {
    let names =
        ["name", "region", "people", "elders", "homes", "lon", "lat", "nearest", "nearest_minutes"];
    let mut table = Table::new(names.map(str::to_owned).to_vec())?;
    for gap in &gaps.gaps {
        let [lon, lat] = degrees(gap.middle);
        let nearest = gap.nearest.and_then(|n| sites.get(n as usize)).map(|site| site.key.clone());
        table.row(vec![
            gap.name.clone(),
            gap.region.clone().unwrap_or_default(),
            gap.people.to_string(),
            gap.elders.to_string(),
            gap.homes.to_string(),
            lon,
            lat,
            nearest.unwrap_or_default(),
            gap.nearest_minutes.map(|m| format!("{m:.2}")).unwrap_or_default(),
        ])?;
    }
    table.done()
}

/// Homes with the site each is given to.
pub fn assigned(people: &People, sites: &[Site], catchments: &Catchments<'_>) -> Result<Vec<u8>> {
    let mut table = Table::new(["lon", "lat", "people", "site"].map(str::to_owned).to_vec())?;
    for (home, (at, of)) in people.at.iter().zip(catchments.of).enumerate() {
        let site = of.and_then(|n| sites.get(n as usize)).map(|site| site.key.clone());
        let [lon, lat] = degrees(*at);
        let people = people.people_of(home).to_string();
        table.row(vec![lon, lat, people, site.unwrap_or_default()])?;
    }
    table.done()
}

/// Plans side by side; money in fen.
pub fn plans(comparison: &Comparison) -> Result<Vec<u8>> {
    let mut names = vec!["plan".to_owned()];
    for minutes in &comparison.minutes {
        let each = ["people", "elders", "people_gained", "elders_gained"];
        names.extend(each.map(|name| format!("{name}_{minutes}")));
    }
    let rest = ["mean_minutes", "person_minutes_saved", "newly_reached", "cost", "cost_per_person"];
    names.extend(rest.map(str::to_owned));
    let mut table = Table::new(names)?;
    let shown = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    for plan in &comparison.plans {
        let mut row = vec![plan.name.clone()];
        for n in 0..comparison.minutes.len() {
            let count = |list: &[u64]| list.get(n).copied().unwrap_or(0).to_string();
            let change = |list: &[i64]| list.get(n).copied().unwrap_or(0).to_string();
            row.extend([count(&plan.people), count(&plan.elders)]);
            row.extend([change(&plan.people_gained), change(&plan.elders_gained)]);
        }
        row.push(plan.mean_minutes.map(|m| format!("{m:.3}")).unwrap_or_default());
        row.push(format!("{:.0}", plan.minutes_saved));
        row.push(plan.newly_reached.to_string());
        row.extend([shown(plan.cost), shown(plan.cost_per_person)]);
        table.row(row)?;
    }
    table.done()
}
