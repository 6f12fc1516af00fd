//! What a command leaves behind: files in a folder.
use super::Done;
use super::ground::Loaded;
use super::options::{Output, Walk};
use lianxin_planner::coverage::{AreaBand, Comparison, Coverage, Gaps, Site};
use lianxin_planner::report::{self, Catchments, Chosen, Report, Role};
use std::path::{Path, PathBuf};

pub struct Folder {
    path: PathBuf,
    written: Vec<String>,
}

impl Folder {
    pub fn new(path: &Path) -> Done<Self> {
        std::fs::create_dir_all(path).map_err(|e| format!("--out {}: {e}", path.display()))?;
        Ok(Self { path: path.to_owned(), written: vec![] })
    }

    pub fn write(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> Done {
        let path = self.path.join(name);
        std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        self.written.push(name.to_owned());
        Ok(())
    }

    pub fn json(&mut self, name: &str, value: &serde_json::Value) -> Done {
        self.write(name, value.to_string())
    }

    pub fn said(&self) {
        println!("written   {}: {}", self.path.display(), self.written.join(", "));
    }
}

/// What was found; what a command did not ask for is not there.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub sites: &'a [Site],
    pub roles: &'a [Role],
    pub candidates: &'a [Site],
    pub coverage: &'a Coverage,
    pub areas: &'a [AreaBand],
    pub gaps: Option<(&'a Gaps, u32)>,
    pub chosen: Option<Chosen<'a>>,
    pub catchments: Option<Catchments<'a>>,
    pub comparison: Option<&'a Comparison>,
}

pub fn write(
    loaded: &Loaded,
    walk: &Walk,
    output: &Output,
    title: &str,
    found: &Found<'_>,
) -> Done {
    let Some(path) = &output.out else { return Ok(()) };
    let mut folder = Folder::new(path)?;
    folder.json("areas.geojson", &report::area_features(found.areas))?;
    let (sites, coverage) = (found.sites, found.coverage);
    folder.json("centers.geojson", &report::site_features(sites, found.roles, coverage))?;
    folder.write("centers.csv", report::centers(sites, found.roles, coverage)?)?;
    if coverage.people > 0 {
        folder.write("bands.csv", report::bands(coverage)?)?;
        folder.write("groups.csv", report::groups(coverage)?)?;
        if !coverage.regions.is_empty() {
            folder.write("regions.csv", report::regions(coverage)?)?;
        }
    }
    if let Some((gaps, _)) = found.gaps {
        folder.json("gaps.geojson", &report::gap_features(gaps, sites))?;
        folder.write("gaps.csv", report::gap_table(gaps, sites)?)?;
    }
    if let Some(given) = &found.catchments {
        folder.json(
            "catchments.geojson",
            &report::catchment_features(&loaded.people, sites, given),
        )?;
        folder.write("catchments.csv", report::assigned(&loaded.people, sites, given)?)?;
    }
    if let Some(comparison) = found.comparison {
        folder.write("plans.csv", report::plans(comparison)?)?;
    }
    if found.chosen.is_some() {
        let new = sites.iter().zip(found.roles).filter(|(_, role)| **role == Role::New);
        let new: Vec<Site> = new.map(|(site, _)| site.clone()).collect();
        folder.write("chosen.csv", report::sites(&new)?)?;
    }
    let mut attribution = loaded.attribution.clone();
    attribution.extend(output.attribution.iter().cloned());
    let report = Report {
        language: output.lang,
        title: output.title.as_deref().unwrap_or(title),
        profile: loaded.graph.profile(),
        at: walk.at,
        service: walk.service.as_deref(),
        streets: &loaded.streets,
        people: &loaded.people,
        sites,
        roles: found.roles,
        candidates: found.candidates,
        coverage,
        areas: found.areas,
        gaps: found.gaps,
        chosen: found.chosen,
        catchments: found.catchments,
        comparison: found.comparison,
        sources: &loaded.sources,
        attribution: &attribution,
        origin: loaded.origin,
    };
    folder.write("report.html", report::html(&report))?;
    folder.said();
    Ok(())
}

/// A heading in the language of the report.
pub fn heading(output: &Output, words: [&str; 3]) -> String {
    let tags = ["zh-CN", "zh-TW", "en"];
    let place = tags.iter().position(|tag| *tag == output.lang.tag());
    words[place.unwrap_or(0)].to_owned()
}
