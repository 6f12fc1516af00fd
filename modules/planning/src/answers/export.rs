use super::coverage::coverage;
use super::page::page;
use crate::atlas::{self, beside};
use crate::model::*;
use crate::queries::{AskPlan, ListRuns, ShowScenario};
use lianxin_kernel::{Act, Language, Result};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A file to take away.
pub struct Exported {
    pub kind: &'static str,
    pub text: String,
}

/// A scenario with what its plan covers.
pub async fn export(
    act: &Act,
    scenario: ScenarioId,
    format: ExportFormat,
    language: Language,
) -> Result<Exported> {
    let scenario = act.ask(ShowScenario { scenario }).await?;
    if format == ExportFormat::Html {
        let kind = "text/html; charset=utf-8";
        return Ok(Exported { kind, text: html(act, scenario, language).await? });
    }
    let question = Question {
        network: scenario.network,
        population: scenario.population,
        profile: scenario.profile,
        minutes: scenario.minutes.clone(),
        at: scenario.at,
        service: scenario.service.clone(),
        scenario: Some(scenario.id),
        sites: vec![],
        close: vec![],
        parts: CoveragePart::ALL.to_vec(),
    };
    let found = coverage(act, question, language).await?;
    Ok(match format {
        ExportFormat::Csv => Exported { kind: "text/csv; charset=utf-8", text: csv(&found) },
        _ => {
            let text = geojson(&scenario, &found).to_string();
            Exported { kind: "application/geo+json", text }
        }
    })
}

async fn html(act: &Act, scenario: Scenario, language: Language) -> Result<String> {
    let ask = AskPlan {
        network: scenario.network,
        population: scenario.population,
        at: scenario.at,
        service: scenario.service.as_ref().map(ToString::to_string),
        scenarios: vec![scenario.id],
    };
    let asked = act.ask(ask).await?;
    let ground = atlas::ground(act, &asked, scenario.profile).await?;
    // The answer the plan comes from.
    let runs = act.ask(ListRuns { scenario: scenario.id }).await?.items;
    let found = runs.into_iter().find_map(|run| run.answer).filter(|_| scenario.plan.is_some());
    beside(move || page(&ground, &asked, &scenario, found.as_ref(), language)).await?
}

/// Areas, gaps, then centers and sites, so that points are drawn on top.
fn geojson(scenario: &Scenario, found: &Coverage) -> Value {
    let mut features: Vec<Value> = vec![];
    for area in found.areas.iter().flat_map(|areas| &areas.features) {
        let mut properties = area.properties.clone();
        properties["kind"] = json!("area");
        features.push(feature(properties, area.geometry.clone()));
    }
    for gap in &found.gaps {
        let point = json!({ "type": "Point", "coordinates": [gap.lon, gap.lat] });
        let geometry = gap.outline.clone().unwrap_or(point);
        let properties = json!({
            "kind": "gap", "name": gap.name, "people": gap.people, "elders": gap.elders,
            "nearest_minutes": gap.nearest_minutes,
        });
        features.push(feature(properties, geometry));
    }
    for center in &found.centers {
        let mut properties = serde_json::to_value(center).unwrap_or_default();
        properties["kind"] = json!(if center.site { "site" } else { "center" });
        let at = json!({ "type": "Point", "coordinates": [center.lon, center.lat] });
        features.push(feature(properties, at));
    }
    let bands = &found.bands;
    json!({ "type": "FeatureCollection", "name": scenario.name, "bands": bands, "features": features })
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// One line for each center and site; the mark at the start tells spreadsheets that it is UTF-8.
fn csv(found: &Coverage) -> String {
    let mut out = String::from("\u{FEFF}key,name,site,open,lon,lat");
    for band in &found.bands {
        let minutes = band.minutes;
        let _ = write!(out, ",people_{minutes},elders_{minutes}");
    }
    out.push_str(",load,load_from,load_to,load_flag,radius_m,radius_people\r\n");
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    for c in &found.centers {
        let (key, name) = (cell(&c.key), cell(&c.name));
        let _ = write!(out, "{key},{name},{},{},{},{}", c.site, c.open, c.lon, c.lat);
        for (people, elders) in c.people.iter().zip(&c.elders) {
            let _ = write!(out, ",{people},{elders}");
        }
        let flag = c.load_flag.map(LoadFlag::code).unwrap_or_default();
        let (from, to) = (number(c.load_from), number(c.load_to));
        let (meters, people) = (number(c.radius_m), number(c.radius_people));
        let _ = write!(out, ",{},{from},{to},{flag},{meters},{people}\r\n", c.load);
    }
    out
}

/// A text in quotes. What a spreadsheet would take for a formula is kept a text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_text_whatever_stands_in_it() {
        assert_eq!(cell("青禾\"路\", 1"), "\"青禾\"\"路\"\", 1\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }
}
