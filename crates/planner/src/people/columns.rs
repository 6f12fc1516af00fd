use super::AgeGroup;
use super::ages::{Recipe, recipe};
use crate::{Error, Result};

const LON: &[&str] = &["lon", "lng", "long", "longitude", "经度", "經度", "x"];
const LAT: &[&str] = &["lat", "latitude", "纬度", "緯度", "y"];
const PEOPLE: &[&str] = &[
    "population",
    "people",
    "total",
    "pop",
    "persons",
    "residents",
    "inhabitants",
    "人口",
    "总人口",
    "總人口",
    "常住人口",
    "人口数",
    "人口數",
    "人数",
    "人數",
    "合计",
    "合計",
];
/// The finest first.
const REGION: &[&str] = &[
    "region",
    "street",
    "subdistrict",
    "街道",
    "乡镇",
    "鄉鎮",
    "社区",
    "社區",
    "community",
    "区域",
    "區域",
    "片区",
    "片區",
    "district",
    "区县",
    "區縣",
];

/// Which columns (or properties) hold what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub lon: Option<usize>,
    pub lat: Option<usize>,
    pub region: Option<usize>,
    /// How the groups follow from the columns.
    pub recipe: Recipe,
}

impl Columns {
    /// By name; `names` as the file has them. Refuses what counts nobody.
    pub fn of(names: &[String]) -> Result<Self> {
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let find = |known: &[&str]| known.iter().find_map(|k| plain.iter().position(|n| n == k));
        let mut counting: Vec<(usize, AgeGroup)> = vec![];
        for (i, name) in plain.iter().enumerate() {
            counting.extend(ages(name).map(|ages| (i, ages)));
        }
        let without_year = |known: &[&str]| {
            plain.iter().position(|n| without_year(n).is_some_and(|n| known.contains(&n)))
        };
        let everyone = find(PEOPLE).or_else(|| without_year(PEOPLE));
        counting.extend(everyone.map(|column| (column, AgeGroup::EVERYONE)));
        if counting.is_empty() {
            return Err(Error::data(
                "people",
                "columns",
                format!(
                    "none counts people; found {}; name one population or by ages, as 0_14 and 60+",
                    listed(names)
                ),
            ));
        }
        Ok(Self {
            lon: find(LON),
            lat: find(LAT),
            region: find(REGION),
            recipe: recipe(&counting)?,
        })
    }
}

/// For a fault: the names found, not endless.
pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<_> =
        names.iter().take(20).map(|n| n.chars().take(40).collect()).collect::<Vec<String>>();
    match names.len() {
        0 => "none".to_owned(),
        n if n > 20 => format!("{} and {} more", shown.join(", "), n - 20),
        _ => shown.join(", "),
    }
}

/// Lower case, without spaces, full-width signs as plain ones.
fn plain(name: &str) -> String {
    let narrow = |c: char| match c {
        '～' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '—' | '–' | '~' | '至' | '到' => '-',
        c => c,
    };
    let name = name.trim().trim_start_matches('\u{FEFF}');
    name.chars().map(narrow).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// `population_2020` → `population`.
fn without_year(name: &str) -> Option<&str> {
    let short = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (name.len() - short.len() == 4).then(|| short.trim_end_matches(['_', '-']))
}

/// The ages a (plain) name speaks of: `p0_14`, `age_15_59`, `60+`, `age_60_plus`, `60岁以上`, `under15`.
fn ages(name: &str) -> Option<AgeGroup> {
    let mut numbers: Vec<u16> = vec![];
    let mut words = String::new();
    let mut digits = false;
    for c in name.chars() {
        match c.to_digit(10).and_then(|d| u16::try_from(d).ok()) {
            Some(d) if digits => {
                let last = numbers.last_mut()?;
                *last = last.saturating_mul(10).saturating_add(d);
            }
            Some(d) => numbers.push(d),
            None => words.push(c),
        }
        digits = c.is_ascii_digit();
        if digits && words.chars().last().is_some_and(|w| w != ' ') {
            words.push(' ');
        }
    }
    let mut older = false;
    let mut younger = false;
    let mut below = false;
    let mut speaks_of_age = false;
    for word in words.split([' ', '_', '-', '.', '(', ')']).filter(|w| !w.is_empty()) {
        let mut word = word;
        while !word.is_empty() {
            let (known, mark): (&str, &mut bool) = OLDER
                .iter()
                .find(|k| word.starts_with(**k))
                .map(|k| (*k, &mut older))
                .or_else(|| word.starts_with("以下").then_some(("以下", &mut younger)))
                .or_else(|| BELOW.iter().find(|k| word.starts_with(**k)).map(|k| (*k, &mut below)))
                .or_else(|| {
                    AGE.iter().find(|k| word.starts_with(**k)).map(|k| (*k, &mut speaks_of_age))
                })?;
            *mark = true;
            word = &word[known.len()..];
        }
    }
    let age = |n: u16| u8::try_from(n).ok().filter(|n| *n <= 150);
    match numbers.as_slice() {
        [from] if older => Some(AgeGroup { from: age(*from)?, to: None }),
        [to] if younger => Some(AgeGroup { from: 0, to: Some(age(*to)?) }),
        [end] if below => Some(AgeGroup { from: 0, to: Some(age(*end)?.checked_sub(1)?) }),
        [at] if speaks_of_age && !matches!(name.as_bytes(), [b'p', ..]) => {
            Some(AgeGroup { from: age(*at)?, to: Some(age(*at)?) })
        }
        [from, to] if from <= to && !older && !younger && !below => {
            Some(AgeGroup { from: age(*from)?, to: Some(age(*to)?) })
        }
        _ => None,
    }
}

const OLDER: &[&str] =
    &["+", "plus", "andover", "over", "andolder", "older", "up", "及以上", "以上"];
const BELOW: &[&str] = &["under", "below"];
const AGE: &[&str] = &[
    "aged",
    "ages",
    "age",
    "years",
    "population",
    "people",
    "persons",
    "pop",
    "p",
    "周岁",
    "岁",
    "歲",
    "年龄",
    "年齡",
    "常住人口",
    "人口数",
    "人口數",
    "人口",
    "人数",
    "人數",
    "to",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<String> {
        ages(&plain(name)).map(|ages| ages.to_string())
    }

    #[test]
    fn ages_are_read_from_names_in_use() {
        for (name, ages) in [
            ("p0_14", "0-14"),
            ("age_15_59", "15-59"),
            ("60+", "60+"),
            ("60岁以上", "60+"),
            ("age_60_plus", "60+"),
            ("60岁及以上人口", "60+"),
            ("0—14岁", "0-14"),
            ("15至59岁", "15-59"),
            ("Age 80 and over", "80+"),
            ("under 15", "0-14"),
            ("14岁以下", "0-14"),
            ("６０＋", "60+"),
            ("age_7", "7-7"),
            ("0-4", "0-4"),
        ] {
            assert_eq!(of(name).as_deref(), Some(ages), "{name}");
        }
        for name in
            ["col2", "id", "population_2020", "p1", "h3", "14-0", "2020", "x1", "", "60", "人口"]
        {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn columns_are_found_by_name_in_either_script() {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let found = Columns::of(&names(&["街道", "经度", "纬度", "总人口", "60岁以上"])).unwrap();
        assert_eq!((found.region, found.lon, found.lat), (Some(0), Some(1), Some(2)));
        assert_eq!(found.recipe.terms, [(3, vec![4]), (4, vec![])]);
        let found =
            Columns::of(&names(&["Lng", "LAT", "Population_2020", "district", "subdistrict"]))
                .unwrap();
        assert_eq!((found.region, found.lon, found.lat), (Some(4), Some(0), Some(1)));
        let fault = Columns::of(&names(&["lon", "lat", "jobs"])).unwrap_err().to_string();
        assert!(fault.contains("found lon, lat, jobs"), "{fault}");
    }
}
