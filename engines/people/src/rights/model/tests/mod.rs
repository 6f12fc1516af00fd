//! Random sequences of giving and taking, judged by the program's function and by a second one that
//! knows nothing of its rows: it goes through the log of what happened, in hours.
mod hands;
mod log;
mod merging;
mod steps;
mod world;

use proptest::prelude::*;
use steps::{CENTERS, RECORDS, step};
use world::World;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]
    /// Nobody keeps what they lost, nobody gains what was not given; merging, undoing and splitting
    /// lose nothing.
    #[test]
    fn what_is_held_is_what_happened(steps in prop::collection::vec(step(), 20)) {
        let mut world = World::new();
        for (n, step) in steps.into_iter().enumerate() {
            world.take(step);
            let (person, center) = (n % RECORDS, n % CENTERS);
            world.check(person..person + 1, center..center + 1)?;
        }
        world.check(0..RECORDS, 0..CENTERS)?;
        world.nothing_is_lost()?;
    }
}
