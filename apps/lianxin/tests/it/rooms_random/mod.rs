//! Bookings, series, halls split and joined, setting up, closings, blockings, activities, loans, seasons
//! of clubs and no-shows, at random and all together: no room and no thing is ever two's.
mod dice;
mod doing;
mod holds;
mod season;
mod town;

use dice::Dice;
use doing::{Known, step};
use lianxin_testkit::{Test, both};
use town::{TREE, Town};

/// In one go. On PostgreSQL a quarter of them, which takes as long; `LIANXIN_COMMANDS` says another number.
fn commands(t: &Test) -> usize {
    let said = std::env::var("LIANXIN_COMMANDS").ok().map(|said| said.parse().unwrap());
    said.unwrap_or(if t.app.db().is_sqlite() { ALL } else { 2_500 })
}

const LOOK_EVERY: usize = 25;
/// So many that each of them is done at least once.
const ALL: usize = 10_000;
/// Only possible with a booking of this very moment: fewer commands may not meet one.
const RARE: [&str; 2] = ["check_in", "end"];

both! { setup: crate::world::setup();
    async fn commands_of_all_modules_give_no_room_to_two(t: Test) {
        let town = Town::build(t).await;
        let mut known = Known {
            part_of: TREE.to_vec(),
            bookings: vec![],
            series: vec![],
            sessions: vec![],
            loans: vec![],
            blockings: vec![],
            closings: vec![],
            rounds: 0,
            counts: Default::default(),
        };
        let mut dice = Dice(20_261_123);
        let none = Vec::<String>::new();
        for n in 0..commands(t) {
            step(t, &town, &mut known, &mut dice).await;
            if n % LOOK_EVERY == 0 {
                assert_eq!(holds::faults(t, &town, &known).await, none, "after {n}: {:?}", known.counts);
            }
        }
        t.work_jobs().await;
        assert_eq!(holds::faults(t, &town, &known).await, none);
        assert_eq!(holds::owners(t, &town, &known).await, none);
        // A story in which everything is refused would hold nothing.
        assert_eq!(known.counts.len(), 23, "{:?}", known.counts);
        for (name, (done, _)) in &known.counts {
            let may_miss = commands(t) < ALL && RARE.contains(&&**name);
            assert!(*done > 0 || may_miss, "{name} was never done: {:?}", known.counts);
        }
    }
}
