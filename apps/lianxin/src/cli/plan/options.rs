//! What every command of planning takes.
use super::{Done, when};
use clap::{Args, ValueEnum};
use lianxin_planner::coverage::LoadLimits;
use lianxin_planner::report::Language;
use lianxin_planner::{Profile, Steps};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Inputs {
    /// Streets: .osm.pbf, .osm, .osm.gz, .geojson, .geojson.gz, or what `plan streets --save` wrote.
    #[arg(long, value_name = "FILE")]
    pub streets: PathBuf,
    /// People: CSV, GeoJSON or GeoTIFF; or `uniform:TOTAL`, spread evenly along residential streets.
    #[arg(long, value_name = "FILE|uniform:TOTAL")]
    pub people: Option<String>,
    /// Centers of today: CSV or GeoJSON with key, name, lon, lat and, where known, services, hours,
    /// kind, capacity, cost, status.
    #[arg(long, value_name = "FILE")]
    pub centers: Option<PathBuf>,
    /// Centers that shall not count, by key.
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    pub close: Vec<String>,
    /// For spreading people onto streets and for searches: the same number gives the same answer.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// How many threads may work; without, as many as the machine has.
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Walk {
    /// Minutes on foot, ascending.
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "5,10,15",
          value_parser = clap::value_parser!(u32).range(1..=600))]
    pub minutes: Vec<u32>,
    #[arg(long, value_enum, default_value_t = Walker::Adult)]
    pub profile: Walker,
    /// Kilometers an hour, instead of the profile's.
    #[arg(long, value_name = "KM/H")]
    pub speed: Option<f64>,
    /// How much longer steps count, in percent of their length, or `closed`.
    #[arg(long, value_name = "PERCENT")]
    pub steps: Option<String>,
    /// Only centers open then count, such as "sat 19:00".
    #[arg(long, value_name = "DAY HH:MM", value_parser = when::moment)]
    pub at: Option<(u8, u16)>,
    /// Only centers with this service count.
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Walker {
    Adult,
    Elder,
    Wheels,
}

impl Walk {
    pub fn profile(&self) -> Done<Profile> {
        let mut profile = match self.profile {
            Walker::Adult => Profile::adult(),
            Walker::Elder => Profile::elder(),
            Walker::Wheels => Profile::wheels(),
        };
        if let Some(speed) = self.speed {
            // 12 km/h are 200,000 mm a minute; the check below refuses what is outside.
            profile.speed = (speed * 1e6 / 60.0).round().clamp(0.0, 1e9) as u32;
        }
        profile.steps = match self.steps.as_deref() {
            None => profile.steps,
            Some("closed") => Steps::Closed,
            Some(percent) => {
                let percent = percent.trim_end_matches('%').parse();
                let percent = percent.map_err(|_| "--steps: give percent or closed".to_owned())?;
                Steps::Percent(percent)
            }
        };
        profile.check()?;
        Ok(profile)
    }

    pub fn farthest(&self) -> u32 {
        self.minutes.iter().copied().max().unwrap_or(15)
    }
}

#[derive(Debug, Args)]
pub struct Output {
    /// Write GeoJSON, tables and report.html into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// The heading of the report.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Language of the report: zh-CN, zh-TW or en.
    #[arg(long, value_name = "TAG", default_value = "zh-CN", value_parser = language)]
    pub lang: Language,
    /// Who must be named where the map is shown. Maps of OpenStreetMap name it by themselves.
    #[arg(long, value_name = "TEXT")]
    pub attribution: Vec<String>,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::tagged(tag).ok_or_else(|| "zh-CN, zh-TW and en are known".to_owned())
}

/// `30000..60000`.
pub fn load(text: &str) -> Result<LoadLimits, String> {
    let parts = text.split_once("..").map(|(from, to)| (from.parse(), to.parse()));
    match parts {
        Some((Ok(from), Ok(to))) if from <= to => Ok(LoadLimits { from, to }),
        _ => Err("give the least and the most people, such as 30000..60000".to_owned()),
    }
}

/// Yuan with up to two decimals, in fen.
pub fn yuan(text: &str) -> Result<u64, String> {
    let wrong = || format!("{text} is no amount in yuan");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let fen: u64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    let whole: u64 = whole.parse().map_err(|_| wrong())?;
    whole.checked_mul(100).and_then(|yuan| yuan.checked_add(fen)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_loads_are_read_exactly() {
        assert_eq!((yuan("12"), yuan("0.5"), yuan("3.07")), (Ok(1_200), Ok(50), Ok(307)));
        for wrong in ["", "-1", "1.234", "x", "1e3", "99999999999999999999"] {
            assert!(yuan(wrong).is_err(), "{wrong}");
        }
        assert_eq!(load("30000..60000"), Ok(LoadLimits { from: 30_000, to: 60_000 }));
        for wrong in ["5", "9..1", "a..b", ".."] {
            assert!(load(wrong).is_err(), "{wrong}");
        }
    }
}
