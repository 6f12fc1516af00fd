use crate::reasons;
use lianxin_db::{Tx, stmt};
use lianxin_kernel::{Error, Kind, Result};
use lianxin_places::RegionId;

/// How many networks, populations and scenarios a district keeps at most.
pub const MOST: [i64; 3] = [50, 50, 500];

/// What is put on a shelf.
#[derive(Clone, Copy)]
pub enum Ware {
    Network,
    Population,
    Scenario,
}

/// Makes room for one more; a conflict when there is none.
pub async fn take_room(tx: &mut Tx, region: RegionId, ware: Ware) -> Result<()> {
    let q = stmt!(
        "insert into planning_shelf (district, region, networks, populations, scenarios)
         values ($1, $2, 0, 0, 0) on conflict (district, region) do nothing"
    );
    tx.run(q.bind(region.district()).bind(region)).await?;
    // The row is the lock: whoever comes second sees the number of the first.
    let q = stmt!(
        "update planning_shelf set networks = networks + $3, populations = populations + $4,
           scenarios = scenarios + $5
         where district = $1 and region = $2 and networks + $3 <= $6
           and populations + $4 <= $7 and scenarios + $5 <= $8"
    );
    let mut q = q.bind(region.district()).bind(region);
    for n in one(ware) {
        q = q.bind(n);
    }
    for most in MOST {
        q = q.bind(most);
    }
    let max = one(ware).iter().zip(MOST).map(|(n, most)| n * most).sum();
    match tx.run(q).await? {
        1 => Ok(()),
        _ => Err(Error::reason(reasons::too_many_kept(max))),
    }
}

pub async fn give_room(tx: &mut Tx, region: RegionId, ware: Ware) -> Result<()> {
    let q = stmt!(
        "update planning_shelf set networks = networks - $3, populations = populations - $4,
           scenarios = scenarios - $5 where district = $1 and region = $2"
    );
    let mut q = q.bind(region.district()).bind(region);
    for n in one(ware) {
        q = q.bind(n);
    }
    tx.run(q).await?;
    Ok(())
}

fn one(ware: Ware) -> [i64; 3] {
    match ware {
        Ware::Network => [1, 0, 0],
        Ware::Population => [0, 1, 0],
        Ware::Scenario => [0, 0, 1],
    }
}
