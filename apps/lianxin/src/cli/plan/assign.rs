//! Giving every home to a center, between the loads each must and may have.
use super::choose::{Choosable, Question};
use super::ground::{self, Loaded};
use super::look::looked;
use super::options::{Inputs, Output, Walk, load};
use super::out::{self, Found, heading};
use super::running::Running;
use super::said::{gap, status};
use super::site::catchments;
use super::{Done, Failure};
use clap::Args;
use lianxin_planner::coverage::LoadLimits;
use lianxin_planner::report::{Aim, Catchments, Role};
use lianxin_planner::siting::load::{Explanation, Missed};

#[derive(Debug, Args)]
pub struct Assign {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    walk: Walk,
    #[command(flatten)]
    output: Output,
    /// The least and most people of each center that has no load column, such as 30000..60000.
    #[arg(long, value_name = "FROM..TO", value_parser = load)]
    load: Option<LoadLimits>,
    /// Nobody is given to a center farther than this.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=300))]
    within: u32,
    /// Every catchment hangs together.
    #[arg(long)]
    contiguous: bool,
    /// People of one home may go to several centers; the sum of walks is then proved.
    #[arg(long, conflicts_with = "contiguous")]
    split: bool,
    /// After so long the best so far is the answer.
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    seconds: u64,
}

impl Assign {
    pub fn run(&self, running: &Running) -> Done {
        if self.inputs.people.is_none() || self.inputs.centers.is_none() {
            return Err(Failure::Input("give both --people and --centers".into()));
        }
        let loaded = ground::load(&self.inputs, &self.walk, running)?;
        loaded.print(&self.inputs, &self.walk);
        let (mut sites, roles) = loaded.today(&self.inputs, &self.walk);
        let open = loaded.centers.iter().zip(&roles).filter(|(_, role)| **role == Role::Open);
        let open: Vec<_> = open.map(|(center, _)| center).collect();
        let choosable = Choosable::new(&loaded, &open, &[]);
        let question = Question {
            aim: Aim::Balanced,
            minutes: self.walk.farthest(),
            within: self.within,
            elder_weight: 1,
            load: self.load,
            contiguous: self.contiguous,
            sites: &choosable,
        };
        let watch = running.watch(self.seconds);
        let super::choose::Given { found, unit, beyond } =
            question.give(&loaded, !self.split, &watch)?;
        running.quiet();
        let answer = &found.answer;
        left_out(beyond);
        println!("result    {:.3} min on average", answer.value / unit);
        println!("bound     no way of giving does better than {:.3} min", answer.bound / unit);
        println!("gap       {}", gap(answer));
        println!("status    {}", status(answer, "way of giving"));
        // A home that is split is drawn with the center most of it goes to.
        let mut given: Vec<Option<(u64, u32)>> = vec![None; loaded.settled.of.len()];
        for share in &found.shares {
            let slot = &mut given[share.home as usize];
            if slot.is_none_or(|(load, _)| load < share.load) {
                *slot = Some((share.load, share.center));
            }
        }
        let given: Vec<Option<u32>> = given.into_iter().map(|g| g.map(|(_, site)| site)).collect();
        let (of, _) = catchments(&question, &loaded, &sites, &given);
        let mut loads = vec![0; sites.len()];
        for share in &found.shares {
            let key = choosable.of.get(share.center as usize).map(|center| &center.key);
            if let Some(n) = sites.iter().position(|site| Some(&site.key) == key) {
                loads[n] += share.load;
            }
        }
        for (n, site) in sites.iter_mut().enumerate() {
            site.load = site.load.or(self.load);
            if let Some(limits) = site.load.filter(|_| roles[n] == Role::Open) {
                println!("  {:24} {:>8} of {} to {}", site.name, loads[n], limits.from, limits.to);
            }
        }
        let (coverage, gaps, areas) = looked(&loaded, &self.walk, &self.output, &sites)?;
        let title =
            heading(&self.output, ["服务范围划分", "服務範圍劃分", "Which center for whom"]);
        let found = Found {
            sites: &sites,
            roles: &roles,
            candidates: &[],
            coverage: &coverage,
            areas: &areas,
            gaps: Some((&gaps, self.walk.farthest())),
            chosen: None,
            catchments: Some(Catchments { of: &of, loads: &loads, limits: self.load }),
            comparison: None,
        };
        out::write(&loaded, &self.walk, &self.output, &title, &found)
    }
}

/// What stands against a way of giving; nothing where the time was up before that was known.
pub fn refused(found: &[Explanation], question: &Question<'_>, loaded: &Loaded) -> String {
    const SHOWN: usize = 8;
    if found.is_empty() {
        return "the time was up before a way of giving was found; raise --seconds".into();
    }
    let lines: Vec<String> =
        found.iter().take(SHOWN).map(|e| worded(e, question, loaded)).collect();
    // What a search did not find may exist; only the rest is sure.
    let sure = !found
        .iter()
        .any(|e| matches!(e, Explanation::NotWhole { .. } | Explanation::NotConnected { .. }));
    let head = if sure { "no way to keep the loads" } else { "no way found to keep the loads" };
    format!("{head}:\n  {}", lines.join("\n  "))
}

/// What stands against it, with names and minutes.
fn worded(found: &Explanation, question: &Question<'_>, loaded: &Loaded) -> String {
    let center = |n: &u32| match question.sites.of.get(*n as usize) {
        Some(center) => format!("{} ({})", center.name, center.key),
        None => n.to_string(),
    };
    let minutes = |cost: &u32| format!("{:.1} min", loaded.graph.profile().minutes(*cost));
    let home = |n: &u32| {
        let at = loaded.settled.of.get(*n as usize).and_then(|h| loaded.people.at.get(*h as usize));
        at.map_or("a home".into(), |at| {
            format!("the home at {:.5} {:.5}", at.lon_degrees(), at.lat_degrees())
        })
    };
    match found {
        Explanation::OutOfReach { home: at, load, nearest } => {
            let nearest =
                nearest.as_ref().map(|cost| format!("; the nearest is {} away", minutes(cost)));
            format!(
                "{} ({load} people) is out of reach of every center within {} min{}",
                home(at),
                question.within,
                nearest.unwrap_or_default()
            )
        }
        Explanation::TooLarge { home: at, load, to } => {
            format!(
                "{} has {load} people, more than the {to} any center in reach may hold; --split it",
                home(at)
            )
        }
        Explanation::CannotFill { center: n, from, reached, fills_at } => {
            let way_out = match fills_at {
                Some(cost) => format!("it could from {} on", minutes(cost)),
                None => format!("close it, or let it have {reached}"),
            };
            format!(
                "{} must have {from} and reaches {reached} within {} min; {way_out}",
                center(n),
                question.within
            )
        }
        Explanation::ShareTooFew { centers, from, reached } => {
            let names: Vec<String> = centers.iter().map(center).collect();
            format!(
                "{} must have {from} together and reach {reached}; close one or lower their loads",
                names.join(", ")
            )
        }
        Explanation::PieceTooSmall { center: n, from, reached } => format!(
            "{} must have {from} and reaches at most {reached} in one piece within {} min; raise --within or lower its load",
            center(n),
            question.within
        ),
        Explanation::PartTooFull { home: at, people, to } => format!(
            "{people} people live in the connected streets around {}, and the centers that reach them may have {to}",
            home(at)
        ),
        Explanation::NotConnected { over, centers } => {
            let mut text = format!(
                "catchments in one piece: the best found misses the loads by {over} people, which does not mean that there is no better; widen the loads or raise --seconds"
            );
            for Missed { center: n, load, from, to } in centers {
                text += &format!("\n  {} has {load} of {from} to {to} in it", center(n));
            }
            text
        }
        Explanation::PossibleFrom { within } => {
            format!("with --within of {} it is possible", minutes(within))
        }
        other => other.to_string(),
    }
}

/// People the question was asked without.
pub fn left_out(beyond: u64) {
    if beyond > 0 {
        println!("note      {beyond} people are out of reach of every site; asked without them");
    }
}
