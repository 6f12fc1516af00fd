//! What a street network is, and its binary form.
use super::ground::{remarks, share};
use super::options::Walker;
use super::{Done, Failure};
use clap::Args;
use lianxin_planner::walk::Graph;
use lianxin_planner::{Profile, streets};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Streets {
    /// .osm.pbf, .osm, .osm.gz, .geojson, .geojson.gz or the binary form.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the binary form, which is read many times faster.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Walker::Adult)]
    profile: Walker,
}

impl Streets {
    pub fn run(&self) -> Done {
        let read = streets::read(&self.file)?;
        let profile = match self.profile {
            Walker::Adult => Profile::adult(),
            Walker::Elder => Profile::elder(),
            Walker::Wheels => Profile::wheels(),
        };
        let graph = Graph::build(&read.streets, &profile)?;
        let found = &read.streets;
        println!(
            "{} points, {} segments, {} km",
            found.points.len(),
            found.segments.len(),
            found.length() / 1_000_000
        );
        if let Some(bounds) = found.bounds() {
            let (low, high) = (bounds.southwest, bounds.northeast);
            println!(
                "from {:.5} {:.5} to {:.5} {:.5} (longitude latitude)",
                low.lon_degrees(),
                low.lat_degrees(),
                high.lon_degrees(),
                high.lat_degrees()
            );
        }
        let whole: u64 = graph.parts().iter().map(|part| part.length_mm).sum();
        println!("{} connected parts for {}", graph.parts().len(), profile.name);
        for part in graph.parts().iter().take(5) {
            let km = part.length_mm / 1_000_000;
            println!("  {} points, {km} km, {}", part.points, share(part.length_mm, whole));
        }
        remarks(&read.remarks);
        if let Some(path) = &self.save {
            let bytes = found.save();
            std::fs::write(path, &bytes)
                .map_err(|e| Failure::Input(format!("{}: {e}", path.display())))?;
            println!("written   {} ({} bytes)", path.display(), bytes.len());
        }
        Ok(())
    }
}
