//! Choosing sites among candidates.
use super::candidates;
use super::centers::{self, Center};
use super::choose::{Choosable, Question, Solved, limit, weights};
use super::ground::{self, Loaded, file_name};
use super::look::{bands, looked, off_streets};
use super::options::{Inputs, Output, Walk, load, yuan};
use super::out::{self, Found, heading};
use super::running::Running;
use super::said::{gap, status};
use super::{Done, Failure};
use clap::{Args, ValueEnum};
use lianxin_planner::coverage::{LoadLimits, Site as Place};
use lianxin_planner::report::{Aim, Catchments, Chosen, Marginal, Role};
use lianxin_planner::siting::{Answer, Choice, Limit, Status};

#[derive(Debug, Args)]
pub struct Site {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    walk: Walk,
    #[command(flatten)]
    output: Output,
    /// Places that may be chosen: as --centers, with a cost in yuan where money counts; or
    /// `every:METERS`, a point of a street in each square of that size.
    #[arg(long, value_name = "FILE|every:METERS")]
    candidates: String,
    /// Centers that stay, by key; the other ones may be given up. Without, all stay.
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    keep: Option<Vec<String>>,
    #[arg(long, value_enum, default_value_t = Wanted::CoverMost)]
    aim: Wanted,
    /// What counts as covered; without, the most of --minutes.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=600))]
    covered: Option<u32>,
    /// How many sites beside those that stay.
    #[arg(long, value_name = "NUMBER")]
    sites: Option<u32>,
    /// How much the new sites may cost together.
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    budget: Option<u64>,
    /// People of 60 and over count so many times.
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=10))]
    elder_weight: u64,
    /// For the aim balanced: the least and most people of each center.
    #[arg(long, value_name = "FROM..TO", value_parser = load)]
    load: Option<LoadLimits>,
    /// For the aim balanced: every catchment hangs together.
    #[arg(long)]
    contiguous: bool,
    /// A longer walk counts as one of so many minutes (least-walk), or is not given (balanced).
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=600))]
    within: u32,
    /// After so long the best so far is the answer.
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    seconds: u64,
    /// Also say what one site brings, two sites, and so on up to --sites.
    #[arg(long)]
    curve: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Wanted {
    CoverMost,
    CoverAll,
    LeastWalk,
    LeastFarthest,
    Balanced,
}

impl Wanted {
    fn aim(self) -> Aim {
        match self {
            Self::CoverMost => Aim::CoverMost,
            Self::CoverAll => Aim::CoverAll,
            Self::LeastWalk => Aim::LeastWalk,
            Self::LeastFarthest => Aim::LeastFarthest,
            Self::Balanced => Aim::Balanced,
        }
    }
}

impl Site {
    pub fn run(&self, running: &Running) -> Done {
        if self.inputs.people.is_none() {
            return Err(Failure::Input("--people: say for whom sites are chosen".into()));
        }
        let mut loaded = ground::load(&self.inputs, &self.walk, running)?;
        let candidates = candidates::read(&self.candidates, &loaded.streets)?;
        loaded.sources.push(file_name(self.candidates.as_ref()));
        if let Some(key) = candidates.iter().find(|c| loaded.centers.iter().any(|o| o.key == c.key))
        {
            let why = format!(
                "{}: key {} is a center's too",
                file_name(self.candidates.as_ref()),
                key.key
            );
            return Err(Failure::Input(why));
        }
        centers::known("keep", self.keep.as_deref().unwrap_or_default(), &loaded.centers)?;
        loaded.print(&self.inputs, &self.walk);
        let (kept, more) = self.sorted(&loaded, &candidates);
        let sites = Choosable::new(&loaded, &kept, &more);
        for center in &sites.off {
            println!(
                "note      {} ({}) is too far from any street; left out",
                center.name, center.key
            );
        }
        println!(
            "choosing  {} that stay, {} to choose from",
            sites.kept,
            sites.of.len() - sites.kept
        );
        let question = Question {
            aim: self.aim.aim(),
            minutes: self.covered.unwrap_or(self.walk.farthest()),
            within: self.within,
            elder_weight: self.elder_weight,
            load: self.load,
            contiguous: self.contiguous,
            sites: &sites,
        };
        let limit = limit(question.aim, self.sites, self.budget, &sites)?;
        let choice = Choice { kept: sites.kept(), limit, seed: self.inputs.seed };
        let solved = question.solve(&loaded, &choice, &running.watch(self.seconds))?;
        let curve = self.curve(&question, &loaded, &choice, &solved, running)?;
        running.quiet();
        self.print(&question, &loaded, &solved, &curve)?;
        self.write(&question, &loaded, &solved, &curve)
    }

    /// Those that stay, and those that may be chosen.
    fn sorted<'a>(
        &self,
        loaded: &'a Loaded,
        candidates: &'a [Center],
    ) -> (Vec<&'a Center>, Vec<&'a Center>) {
        let counts = |center: &&Center| {
            let closed = self.inputs.close.contains(&center.key);
            !closed && center.counts(self.walk.at, self.walk.service.as_deref())
        };
        let stays = |center: &&Center| self.keep.as_ref().is_none_or(|k| k.contains(&center.key));
        let (kept, given_up): (Vec<&Center>, Vec<&Center>) =
            loaded.centers.iter().filter(counts).partition(stays);
        (kept, given_up.into_iter().chain(candidates).collect())
    }

    fn curve(
        &self,
        question: &Question<'_>,
        loaded: &Loaded,
        choice: &Choice,
        solved: &Solved,
        running: &Running,
    ) -> Done<Vec<Marginal>> {
        let (true, Limit::Sites(most)) = (self.curve, &choice.limit) else { return Ok(vec![]) };
        let kept = u32::try_from(question.sites.kept).unwrap_or(0);
        let marginal = |sites: u32, answer: &Answer| Marginal {
            sites,
            value: answer.value,
            bound: answer.bound,
            proved: answer.status == Status::Proved,
        };
        let mut curve = vec![];
        if question.aim == Aim::CoverMost {
            let value = question.before(loaded)? as f64;
            curve.push(Marginal { sites: 0, value, bound: value, proved: true });
        }
        for sites in kept + 1..*most {
            let fewer = Choice { limit: Limit::Sites(sites), ..choice.clone() };
            let found = question.solve(loaded, &fewer, &running.watch(self.seconds))?;
            curve.push(marginal(sites - kept, &found.answer));
        }
        curve.push(marginal(most - kept, &solved.answer));
        Ok(curve)
    }

    fn print(
        &self,
        question: &Question<'_>,
        loaded: &Loaded,
        solved: &Solved,
        curve: &[Marginal],
    ) -> Done {
        let (answer, minutes) = (&solved.answer, question.minutes);
        let number = |value: f64| format!("{:.0}", value / solved.unit);
        let mean = |value: f64| format!("{:.3}", value / solved.unit);
        let all: u64 = weights(loaded, self.elder_weight).iter().sum();
        super::assign::left_out(solved.beyond);
        match question.aim {
            Aim::CoverMost => {
                let before = question.before(loaded)?;
                let what = if self.elder_weight > 1 { "weighted people" } else { "people" };
                let more = match question.sites.kept {
                    0 => String::new(),
                    _ => {
                        let more = number(answer.value - before as f64);
                        format!(", {more} more than the {before} of those that stay")
                    }
                };
                let value = number(answer.value);
                println!("result    {value} of {all} {what} within {minutes} min{more}");
                println!("bound     no choice covers more than {}", number(answer.bound));
            }
            Aim::CoverAll => {
                println!(
                    "result    {} sites in all cover everyone who can be covered within {minutes} min",
                    number(answer.value)
                );
                println!("bound     it takes at least {}", number(answer.bound));
            }
            Aim::LeastFarthest => {
                println!("result    nobody walks more than {} min", mean(answer.value));
                println!("bound     no choice does it in less than {} min", mean(answer.bound));
            }
            Aim::LeastWalk | Aim::Balanced => {
                let (average, within) = (mean(answer.value), self.within);
                let farther = match question.aim {
                    Aim::Balanced => format!("nobody walks more than {within} min"),
                    _ => format!("walks over {within} min count as {within}"),
                };
                println!("result    {average} min on average ({farther})");
                println!("bound     no choice does better than {} min", mean(answer.bound));
            }
        }
        println!("gap       {}", gap(answer));
        println!("status    {}", status(answer, "choice among these candidates"));
        for step in curve {
            let proved = if step.proved { "proved" } else { "not proved" };
            let value = match question.aim {
                Aim::CoverMost | Aim::CoverAll => number(step.value),
                _ => mean(step.value),
            };
            println!("  {:>3} new: {value} ({proved})", step.sites);
        }
        Ok(())
    }

    fn write(
        &self,
        question: &Question<'_>,
        loaded: &Loaded,
        solved: &Solved,
        curve: &[Marginal],
    ) -> Done {
        let chosen: Vec<&Center> = solved
            .answer
            .open
            .iter()
            .filter(|n| **n as usize >= question.sites.kept)
            .filter_map(|n| question.sites.of.get(*n as usize).copied())
            .collect();
        for center in &chosen {
            let (lon, lat) = (center.at.lon_degrees(), center.at.lat_degrees());
            println!("  + {} ({}) {lon:.5} {lat:.5}", center.name, center.key);
        }
        let (mut sites, mut roles) = loaded.today(&self.inputs, &self.walk);
        if let Some(keep) = &self.keep {
            for (site, role) in sites.iter_mut().zip(&mut roles) {
                let again = chosen.iter().any(|c| c.key == site.key);
                if *role == Role::Open && !keep.contains(&site.key) && !again {
                    (site.open, *role) = (false, Role::Closed);
                    println!("  - {} ({})", site.name, site.key);
                }
            }
        }
        let new: Vec<&&Center> =
            chosen.iter().filter(|c| !loaded.centers.iter().any(|o| o.key == c.key)).collect();
        for center in &new {
            sites.push(center.site(true));
            roles.push(Role::New);
        }
        if let Some(limits) = self.load.filter(|_| question.aim == Aim::Balanced) {
            sites.iter_mut().for_each(|site| site.load = site.load.or(Some(limits)));
        }
        let (coverage, gaps, areas) = looked(loaded, &self.walk, &self.output, &sites)?;
        off_streets(&sites, &coverage);
        bands(&coverage);
        let given = solved.given.as_ref().map(|given| catchments(question, loaded, &sites, given));
        let candidates = &question.sites.of[question.sites.kept..];
        let others: Vec<Place> = candidates
            .iter()
            .filter(|c| !sites.iter().any(|site| site.key == c.key))
            .map(|c| c.site(false))
            .collect();
        let costs: Option<Vec<u64>> = new.iter().map(|center| center.cost).collect();
        let title = heading(
            &self.output,
            ["新服务中心选址", "新服務中心選址", "Where the next centers belong"],
        );
        let found = Found {
            sites: &sites,
            roles: &roles,
            candidates: &others,
            coverage: &coverage,
            areas: &areas,
            gaps: Some((&gaps, self.walk.farthest())),
            chosen: Some(Chosen {
                aim: question.aim,
                minutes: question.minutes,
                answer: &solved.answer,
                candidates: candidates.len(),
                new: chosen.len(),
                kept: question.sites.kept,
                elder_weight: self.elder_weight,
                unit: solved.unit,
                cost: costs.filter(|c| !c.is_empty()).map(|costs| costs.iter().sum()),
                curve,
            }),
            catchments: given.as_ref().map(|(of, loads)| Catchments {
                of,
                loads,
                limits: self.load,
            }),
            comparison: None,
        };
        out::write(loaded, &self.walk, &self.output, &title, &found)
    }
}

/// From numbers of the question to indices into the people and the sites of the report.
pub fn catchments(
    question: &Question<'_>,
    loaded: &Loaded,
    sites: &[Place],
    given: &[Option<u32>],
) -> (Vec<Option<u32>>, Vec<u64>) {
    let place = |center: &&Center| sites.iter().position(|site| site.key == center.key);
    let places: Vec<Option<usize>> = question.sites.of.iter().map(place).collect();
    let mut of = vec![None; loaded.people.len()];
    let mut loads = vec![0; sites.len()];
    for (home, site) in loaded.settled.of.iter().zip(given) {
        let site = site.and_then(|site| *places.get(site as usize)?);
        if let Some(site) = site {
            of[*home as usize] = u32::try_from(site).ok();
            loads[site] += loaded.people.people_of(*home as usize);
        }
    }
    (of, loads)
}
