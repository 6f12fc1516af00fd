//! A made-up city in files, to try the other commands on.
use super::Done;
use super::out::Folder;
use clap::Args;
use lianxin_planner::coverage::Site;
use lianxin_planner::made::{City, Made as MadeCity};
use lianxin_planner::report;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Made {
    /// About how many street points the city has.
    #[arg(long, value_name = "NUMBER", default_value_t = 20_000,
          value_parser = clap::value_parser!(u64).range(2_000..=10_000_000))]
    points: u64,
    /// How many people; without, as dense as a Chinese city.
    #[arg(long, value_name = "NUMBER")]
    people: Option<u64>,
    /// How many centers it has today; without, one for 60,000 people.
    #[arg(long, value_name = "NUMBER")]
    centers: Option<usize>,
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

impl Made {
    pub fn run(&self) -> Done {
        let mut city = City::of_points(usize::try_from(self.points).unwrap_or(20_000), self.seed);
        city.people = self.people.unwrap_or(city.people);
        let made = city.make()?;
        let count = self.centers.unwrap_or((city.people / 60_000).max(1) as usize);
        let mut folder = Folder::new(&self.out)?;
        folder.write("city.streets", made.streets.save())?;
        folder.write("people.csv", people(&made)?)?;
        folder.write("centers.csv", report::sites(&centers(&made, count))?)?;
        folder.write("candidates.csv", report::sites(&candidates(&made))?)?;
        println!(
            "made up   {} points, {} segments, {} people in {} buildings of {} estates",
            made.streets.points.len(),
            made.streets.segments.len(),
            made.people.total(),
            made.people.len(),
            made.estates.len()
        );
        folder.said();
        Ok(())
    }
}

/// At estates, evenly through the list of them.
fn centers(made: &MadeCity, count: usize) -> Vec<Site> {
    let count = count.clamp(1, made.estates.len().max(1));
    let every = made.estates.len() / count;
    let of = made.estates.iter().step_by(every.max(1)).take(count).enumerate();
    of.map(|(n, estate)| Site::open(format!("c{}", n + 1), &estate.name[0], estate.middle))
        .collect()
}

/// The middle of every block where people live.
fn candidates(made: &MadeCity) -> Vec<Site> {
    let lived = made.blocks.iter().enumerate().filter(|(_, block)| block.people > 0);
    lived
        .map(|(n, block)| {
            Site::open(format!("b{}", n + 1), format!("街区 {}", n + 1), block.middle)
        })
        .collect()
}

fn people(made: &MadeCity) -> Result<Vec<u8>, String> {
    let mut table = csv::Writer::from_writer(vec![]);
    let head = ["lon".to_owned(), "lat".to_owned(), "region".to_owned()].into_iter();
    let ages = made.people.groups.iter().map(|group| match group.to {
        Some(to) => format!("p{}_{to}", group.from),
        None => format!("age_{}_plus", group.from),
    });
    table.write_record(head.chain(ages)).map_err(|e| e.to_string())?;
    for (home, at) in made.people.at.iter().enumerate() {
        let region =
            made.people.region.get(home).and_then(|r| made.people.regions.get(*r as usize));
        let first = [
            format!("{:.7}", at.lon_degrees()),
            format!("{:.7}", at.lat_degrees()),
            region.cloned().unwrap_or_default(),
        ];
        let counts = made.people.of(home).iter().map(u32::to_string);
        table.write_record(first.into_iter().chain(counts)).map_err(|e| e.to_string())?;
    }
    table.into_inner().map_err(|e| e.to_string())
}
