//! Published numbers: `…_over` and `…_about` say how one is meant, `[30000, 60000]` is a range.
use super::entry::Entry;
use super::report::Report;
use crate::model::{CenterFigure, Key, Precision, RegionFigure, RoughDate};
use serde_json::Value;

/// The totals a center may publish.
const TOTALS: [&str; 4] =
    ["total_visits", "monthly_visits", "helpers_active", "delegation_visitors"];
/// What `published_half_year` and the like sum up.
const PERIODS: [&str; 4] = ["month", "quarter", "half_year", "year"];
const SUMS: [&str; 3] = ["sessions", "visits", "service_hours"];

/// The figures of `plan` and `history`.
pub(super) fn of_region(
    entry: &mut Entry,
    as_of: Option<&RoughDate>,
    report: &mut Report,
) -> Vec<RegionFigure> {
    let source = entry.source();
    let mut figures = vec![];
    if let Some(mut plan) = entry.object("plan") {
        numbers(&mut plan, as_of, source.as_deref(), &mut figures);
        entry.close("plan", plan, report);
    }
    let history: Vec<Value> = entry.take("history").unwrap_or_default();
    for (nth, item) in history.into_iter().enumerate() {
        let part = format!("history.{nth}");
        let Value::Object(fields) = item else {
            entry.refuse(&part, "wrong_type: an object is needed");
            continue;
        };
        let mut row = Entry::of(&entry.key, fields);
        let at: Option<RoughDate> = row.need("as_of");
        let source = row.take::<String>("src");
        numbers(&mut row, at.as_ref(), source.as_deref(), &mut figures);
        entry.close(&part, row, report);
    }
    figures
}

/// Every number that is left in this part.
fn numbers(
    part: &mut Entry,
    as_of: Option<&RoughDate>,
    source: Option<&str>,
    figures: &mut Vec<RegionFigure>,
) {
    for name in part.names() {
        let Some(value) = part.raw(&name) else {
            continue;
        };
        let pair = value.as_array().map(Vec::as_slice);
        let read = match (value.as_f64(), pair) {
            (Some(n), _) => vec![(name.clone(), n)],
            (None, Some([least, most])) => match least.as_f64().zip(most.as_f64()) {
                Some((a, b)) => vec![(format!("{name}_min"), a), (format!("{name}_max"), b)],
                None => vec![],
            },
            _ => vec![],
        };
        if read.is_empty() {
            part.refuse(&name, "wrong_type: a number, or two in a list");
        }
        for (name, value) in read {
            match name.parse::<Key>() {
                Err(why) => part.refuse(&name, why),
                Ok(key) => figures.push(RegionFigure {
                    key,
                    as_of: as_of.cloned(),
                    value,
                    unit: unit(&name).map(str::to_owned),
                    source: source.map(str::to_owned),
                }),
            }
        }
    }
}

/// The unit a figure's name ends in.
fn unit(name: &str) -> Option<&'static str> {
    let words: Vec<&str> = name.split('_').collect();
    let has = |word: &str| words.contains(&word);
    match () {
        // `centers_over_1000_m2` counts centers.
        () if has("over") || has("under") => None,
        () if has("m2") => Some("m2"),
        () if has("cny") => Some("CNY"),
        () if has("percent") => Some("percent"),
        () if has("minutes") => Some("min"),
        () => None,
    }
}

/// The totals a center publishes.
pub(super) fn of_center(
    entry: &mut Entry,
    as_of: Option<&RoughDate>,
    report: &mut Report,
) -> Vec<CenterFigure> {
    let mut figures = vec![];
    for total in TOTALS {
        for (end, about) in
            [("", Precision::Exact), ("_over", Precision::Over), ("_about", Precision::About)]
        {
            let value = entry.take(&format!("{total}{end}"));
            figures.extend(value.and_then(|v| figure(total, v, about, as_of, None)));
        }
    }
    for period in PERIODS {
        let part = format!("published_{period}");
        let Some(mut sums) = entry.object(&part) else {
            continue;
        };
        for sum in SUMS {
            let value = sums.take(sum);
            figures
                .extend(value.and_then(|v| figure(sum, v, Precision::Exact, as_of, Some(period))));
        }
        entry.close(&part, sums, report);
    }
    figures
}

pub(super) fn figure(
    key: &str,
    value: f64,
    about: Precision,
    as_of: Option<&RoughDate>,
    period: Option<&str>,
) -> Option<CenterFigure> {
    let (as_of, period) = (as_of.cloned(), period.map(str::to_owned));
    Some(CenterFigure { key: key.parse().ok()?, value, about, as_of, period })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_from_the_name() {
        for (name, expected) in [
            ("area_m2_each", Some("m2")),
            ("investment_cny", Some("CNY")),
            ("ring_minutes", Some("min")),
            ("cadres_rotating_percent", Some("percent")),
            ("community_centers_over_1000_m2", None),
            ("street_centers_open", None),
        ] {
            assert_eq!(unit(name), expected, "{name}");
        }
    }
}
