//! Files read into what is asked about.
use super::centers::{self, Center};
use super::options::{Inputs, Walk};
use super::running::Running;
use super::{Done, Failure};
use lianxin_planner::coverage::{Ground, Settled, Site};
use lianxin_planner::people::{self, AgeGroup, People};
use lianxin_planner::report::{Origin, Role};
use lianxin_planner::streets::{self, Remarks, Streets, Way};
use lianxin_planner::walk::{Graph, Snapping};
use std::path::Path;

pub struct Loaded {
    pub streets: Streets,
    pub people: People,
    pub origin: Origin,
    pub graph: Graph,
    pub settled: Settled,
    pub centers: Vec<Center>,
    /// Files, as they are named in a report.
    pub sources: Vec<String>,
    pub attribution: Vec<String>,
}

/// What a map of OpenStreetMap must say where it is shown.
const OPENSTREETMAP: &str = "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)";

pub fn load(inputs: &Inputs, walk: &Walk, running: &Running) -> Done<Loaded> {
    threads(inputs)?;
    let profile = walk.profile()?;
    running.part("reading streets");
    let read = streets::read(&inputs.streets)?;
    let mut sources = vec![file_name(&inputs.streets)];
    running.part("reading people");
    let (people, origin) = match &inputs.people {
        None => (People::default(), Origin::Counted),
        Some(text) => match text.strip_prefix("uniform:") {
            Some(total) => (uniform(total, &read.streets)?, Origin::Uniform),
            None => {
                let path = Path::new(text);
                sources.push(file_name(path));
                let (people, _) = people::read(path)?.onto(&read.streets, inputs.seed);
                (people, Origin::Counted)
            }
        },
    };
    if let Some(bounds) = read.streets.bounds() {
        people.check_within(bounds)?;
    }
    let centers = match &inputs.centers {
        Some(path) => {
            sources.push(file_name(path));
            centers::read(path, "c")?
        }
        None => vec![],
    };
    centers::known("close", &inputs.close, &centers)?;
    running.part("joining streets");
    let graph = Graph::build(&read.streets, &profile)?;
    let settled = Settled::new(&graph, &people, &Snapping::default())?;
    running.quiet();
    let attribution = openstreetmap(&inputs.streets).then(|| OPENSTREETMAP.to_owned());
    let attribution = attribution.into_iter().collect();
    Ok(Loaded {
        streets: read.streets,
        people,
        origin,
        graph,
        settled,
        centers,
        sources,
        attribution,
    })
}

/// Whether a file is a map of OpenStreetMap, by its name.
fn openstreetmap(path: &Path) -> bool {
    let name = path.to_string_lossy();
    [".osm.pbf", ".pbf", ".osm", ".osm.gz"].iter().any(|end| name.ends_with(end))
}

pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn threads(inputs: &Inputs) -> Done {
    match inputs.threads {
        None => Ok(()),
        Some(0) => Err(Failure::Input("--threads: give 1 or more".into())),
        Some(count) => {
            let built = rayon::ThreadPoolBuilder::new().num_threads(count).build_global();
            built.map_err(|e| Failure::Input(format!("--threads: {e}")))
        }
    }
}

/// So many people, evenly along the streets people live at.
fn uniform(total: &str, streets: &Streets) -> Done<People> {
    let total: u32 = total.parse().map_err(|_| {
        Failure::Input(format!("--people uniform:{total}: give a number of people below 2^32"))
    })?;
    let lived = |kind: Way| kind == Way::Street;
    let any = streets.segments.iter().any(|s| lived(s.kind));
    let mut along = vec![0u64; streets.points.len()];
    for segment in streets.segments.iter().filter(|s| !any || lived(s.kind)) {
        for end in [segment.from, segment.to] {
            along[end as usize] += u64::from(segment.length);
        }
    }
    let sum: u128 = along.iter().map(|length| u128::from(*length)).sum();
    let mut people = People { groups: vec![AgeGroup::EVERYONE], ..People::default() };
    let (mut so_far, mut given) = (0u128, 0u64);
    for (at, length) in streets.points.iter().zip(along) {
        so_far += u128::from(length);
        // Rounded along the way, so that the last point brings the exact total.
        let until = (so_far * u128::from(total) + sum / 2).checked_div(sum).unwrap_or(0);
        let until = u64::try_from(until).unwrap_or(u64::MAX);
        if until > given {
            people.at.push(*at);
            people.counts.push(u32::try_from(until - given).unwrap_or(u32::MAX));
            people.region.push(people::NOWHERE);
            given = until;
        }
    }
    Ok(people)
}

impl Loaded {
    pub fn ground(&self) -> Ground<'_> {
        Ground { graph: &self.graph, people: &self.people, settled: &self.settled }
    }

    /// The centers of today, and whether each counts.
    pub fn today(&self, inputs: &Inputs, walk: &Walk) -> (Vec<Site>, Vec<Role>) {
        let site = |center: &Center| {
            let counts = center.counts(walk.at, walk.service.as_deref());
            let open = counts && !inputs.close.contains(&center.key);
            (center.site(open), if open { Role::Open } else { Role::Closed })
        };
        self.centers.iter().map(site).unzip()
    }

    /// What a reader must know of what was read.
    pub fn print(&self, inputs: &Inputs, walk: &Walk) {
        let parts = self.graph.parts();
        let whole: u64 = parts.iter().map(|part| part.length_mm).sum();
        let largest = parts.first().map_or(0, |part| part.length_mm);
        println!(
            "streets   {} points, {} segments, {} km; the largest connected part has {}",
            self.streets.points.len(),
            self.streets.segments.len(),
            self.streets.length() / 1_000_000,
            share(largest, whole)
        );
        let people = &self.people;
        if !people.is_empty() {
            let left = &self.settled.left_out;
            let elders = match people.elders() {
                0 => String::new(),
                elders => format!(", {elders} of them 60 and over"),
            };
            println!("people    {} in {} homes{elders}", people.total(), people.len());
            if left.homes > 0 {
                let far = left.farthest_m.map_or("unknown".into(), |m| format!("{m} m"));
                println!(
                    "          left out: {} people in {} homes too far from any street (the farthest {far})",
                    left.people, left.homes
                );
            }
        }
        if !self.centers.is_empty() {
            let (_, roles) = self.today(inputs, walk);
            let open = roles.iter().filter(|role| **role == Role::Open).count();
            println!("centers   {} read, {open} counted", self.centers.len());
            let silent = self.centers.iter().filter(|c| c.hours.is_none()).count();
            if walk.at.is_some() && silent > 0 {
                println!("          {silent} without hours count at any time");
            }
        }
    }
}

pub fn share(part: u64, of: u64) -> String {
    if of == 0 { "–".into() } else { format!("{:.1} %", part as f64 / of as f64 * 100.0) }
}

pub fn remarks(remarks: &Remarks) {
    for (reason, count) in remarks.iter() {
        println!("  {:20} {count}", reason.code());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_planner::made::City;

    #[test]
    fn a_uniform_total_is_kept_to_the_person() {
        let streets = City::of_points(6_000, 1).make().unwrap().streets;
        for total in ["0", "1", "99999", "1000003"] {
            let people = uniform(total, &streets).ok().unwrap();
            assert_eq!(people.total().to_string(), total);
        }
        assert!(uniform("many", &streets).is_err() && uniform("-5", &streets).is_err());
    }
}
