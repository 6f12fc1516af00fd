//! Centers and candidates from files.
use super::fields::{Row, rows};
use super::options::{load, yuan};
use super::when;
use lianxin_planner::LonLat;
use lianxin_planner::coverage::{Catchment, LoadLimits, Opening, Site};
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Clone, Debug, PartialEq)]
pub struct Center {
    pub key: String,
    pub name: String,
    pub at: LonLat,
    pub services: Vec<String>,
    /// None: nobody says; then it counts at any hour, and that is said.
    pub hours: Option<Opening>,
    pub load: Option<LoadLimits>,
    pub capacity: Option<u64>,
    /// In fen.
    pub cost: Option<u64>,
    pub status: Status,
    pub radius_m: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Open,
    Closed,
    Planned,
}

impl Center {
    fn read(row: &Row, number: usize, prefix: &str) -> Result<Self, String> {
        let fault = |field: &str, why: String| format!("{}: {field}: {why}", row.place);
        let number_of = |names: &[&str]| -> Result<f64, String> {
            let text = row.get(names).ok_or_else(|| fault(names[0], "is missing".into()))?;
            text.parse().map_err(|_| fault(names[0], format!("{text} is no number")))
        };
        let lon = number_of(&["lon", "lng", "longitude", "经度", "經度"])?;
        let lat = number_of(&["lat", "latitude", "纬度", "緯度"])?;
        let at = LonLat::degrees(lon, lat).map_err(|e| format!("{}: {e}", row.place))?;
        let key = row.get(&["key", "id", "编号", "編號"]).map(str::to_owned);
        let key = key.unwrap_or_else(|| format!("{prefix}{number}"));
        let name = row.get(&["name", "名称", "名稱"]).unwrap_or(&key).to_owned();
        let services = row.get(&["services", "service"]).unwrap_or_default();
        let services = services.split([';', '|', '、', '\u{ff1b}']).map(str::trim);
        let hours = row.get(&["hours", "opening_hours"]).map(when::hours).transpose();
        let status = match row.get(&["status", "role"]).unwrap_or("open") {
            "open" | "new" => Status::Open,
            "closed" => Status::Closed,
            "planned" | "building" => Status::Planned,
            other => {
                let why = format!("{other}; open, planned, building and closed are known");
                return Err(fault("status", why));
            }
        };
        let capacity = row.get(&["capacity"]).map(str::parse::<u64>).transpose();
        let capacity = capacity.map_err(|_| fault("capacity", "is no number of people".into()))?;
        let kind = match row.get(&["kind"]) {
            Some("residential") => Some(Catchment::Residential.limits()),
            Some("industrial") => Some(Catchment::Industrial.limits()),
            _ => None,
        };
        let given = row.get(&["load"]).map(load).transpose().map_err(|e| fault("load", e))?;
        let radius = row.get(&["radius_m", "radius"]).map(str::parse::<u32>).transpose();
        Ok(Self {
            key,
            name,
            at,
            services: services.filter(|s| !s.is_empty()).map(str::to_owned).collect(),
            hours: hours.map_err(|e| fault("hours", e))?,
            load: given.or(kind),
            capacity,
            cost: row.get(&["cost"]).map(yuan).transpose().map_err(|e| fault("cost", e))?,
            status,
            radius_m: radius.map_err(|_| fault("radius_m", "is no number of meters".into()))?,
        })
    }

    /// Whether it counts at an hour, for a service.
    pub fn counts(&self, at: Option<(u8, u16)>, service: Option<&str>) -> bool {
        let at_hour = at.is_none_or(|(day, minute)| {
            self.hours.as_ref().is_none_or(|hours| hours.open_at(day, minute))
        });
        let with = service.is_none_or(|service| self.services.iter().any(|s| s == service));
        self.status == Status::Open && at_hour && with
    }

    pub fn site(&self, open: bool) -> Site {
        let mut site = Site::open(self.key.clone(), self.name.clone(), self.at);
        (site.open, site.radius_m, site.load) = (open, self.radius_m, self.load);
        site
    }
}

/// Reads a file; keys must be there once.
pub fn read(path: &Path, prefix: &str) -> Result<Vec<Center>, String> {
    let mut centers = vec![];
    let mut keys = BTreeSet::new();
    for (n, row) in rows(path)?.iter().enumerate() {
        let center =
            Center::read(row, n + 1, prefix).map_err(|e| format!("{}: {e}", path.display()))?;
        if !keys.insert(center.key.clone()) {
            let (path, place) = (path.display(), &row.place);
            return Err(format!("{path}: {place}: key {} is there twice", center.key));
        }
        centers.push(center);
    }
    match centers.is_empty() {
        true => Err(format!("{}: holds no row", path.display())),
        false => Ok(centers),
    }
}

/// Refuses keys of a list that no center has.
pub fn known(option: &str, keys: &[String], centers: &[Center]) -> Result<(), String> {
    match keys.iter().find(|key| !centers.iter().any(|center| center.key == **key)) {
        Some(key) => Err(format!("--{option}: no center has the key {key}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Center>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("centers.csv");
        std::fs::write(&path, text).unwrap();
        read(&path, "c").map_err(|e| e.replace(&path.display().to_string(), "centers.csv"))
    }

    #[test]
    fn a_table_of_centers_is_read() {
        let centers = read_text(
            "key,name,lon,lat,services,hours,kind,cost,status\n\
             a,甲,113.5,34.5,阅读;食堂,Mo-Fr 08:00-18:00,residential,12.5,open\n\
             b,,113.6,34.6,,,,,planned\n",
        )
        .unwrap();
        assert_eq!(centers[0].services, ["阅读", "食堂"]);
        assert_eq!(centers[0].load, Some(LoadLimits { from: 30_000, to: 60_000 }));
        assert_eq!((centers[0].cost, centers[1].name.as_str()), (Some(1_250), "b"));
        assert!(centers[0].counts(Some((1, 600)), Some("食堂")));
        assert!(!centers[0].counts(Some((6, 600)), None) && !centers[0].counts(None, Some("x")));
        assert!(!centers[1].counts(None, None));
    }

    #[test]
    fn points_of_geojson_are_read() {
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"name":"甲","services":["a","b"]},
            "geometry":{"type":"Point","coordinates":[113.5,34.5]}}]}"#;
        let centers = read_text(text).unwrap();
        assert_eq!((centers[0].key.as_str(), centers[0].services.len()), ("c1", 2));
    }

    #[test]
    fn faults_name_line_and_field() {
        let fault =
            |rows: &str| read_text(&format!("key,lon,lat,cost,status\n{rows}")).unwrap_err();
        assert!(fault("a,113,34,,\na,113,34,,\n").contains("line 3: key a is there twice"));
        assert!(fault("a,34,113,,\n").contains("swapped"));
        assert!(fault("a,x,34,,\n").contains("line 2: lon: x is no number"));
        assert!(fault("a,,34,,\n").contains("lon: is missing"));
        assert!(fault("a,1,1,-5,\n").contains("cost"));
        assert!(fault("a,1,1,,gone\n").contains("status: gone"));
        assert!(fault("").contains("holds no row") && read_text("").unwrap_err().contains("empty"));
    }
}
