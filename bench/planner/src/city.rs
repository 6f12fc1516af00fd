//! Streets, people, centers and origins: what is asked about.
use crate::Any;
use lianxin_planner::Profile;
use lianxin_planner::made;
use lianxin_planner::people::People;
use lianxin_planner::streets::{self, Barrier, Streets};
use rand::SeedableRng;
use rand::seq::index;
use rand_chacha::ChaCha8Rng;
use std::path::Path;

pub const CENTERS: usize = 500;
pub const ORIGINS: usize = 1_000;
pub const HOMES: usize = 100_000;
pub const MINUTES: u32 = 15;

pub struct City {
    pub streets: Streets,
    pub profile: Profile,
    /// Indexes of points.
    pub centers: Vec<u32>,
    pub origins: Vec<u32>,
    /// A point and how many live there.
    pub homes: Vec<(u32, u32)>,
}

impl City {
    pub fn make(points: usize) -> Result<Self, Any> {
        let made = made::City::of_points(points, 1).make()?;
        Ok(Self::on(made.streets, Some(&made.people)))
    }

    pub fn read(path: &Path) -> Result<Self, Any> {
        Ok(Self::on(streets::read(path)?.streets, None))
    }

    /// Everyone and everything stands on a point, so that programs that know nothing between points
    /// answer the same question.
    fn on(mut streets: Streets, people: Option<&People>) -> Self {
        // Gates are beyond them as well.
        streets.barriers.fill(Barrier::None);
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let count = streets.points.len();
        let mut some = |n: usize| -> Vec<u32> {
            let mut picked = index::sample(&mut random, count, n.min(count)).into_vec();
            picked.sort_unstable();
            picked.into_iter().map(|i| i as u32).collect()
        };
        let (centers, origins, homes) = (some(CENTERS), some(ORIGINS), some(HOMES));
        let total = people.map_or(7_500_000, People::total);
        let each = (total / homes.len() as u64).max(1) as u32;
        let homes =
            homes.iter().enumerate().map(|(n, at)| (*at, each / 2 + n as u32 % each.max(2)));
        let homes = homes.collect();
        Self { streets, profile: Profile::adult(), centers, origins, homes }
    }
}
