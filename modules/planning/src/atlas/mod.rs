//! Streets and people kept in memory, so that a question waits for no reading. What is kept is known
//! by its checksum: it never changes, and the same content is kept once for all who ask.
mod beside;
mod ground;
mod shelf;

pub use beside::{beside, fault};
pub use ground::Ground;

use crate::model::Walker;
use crate::queries::{Asked, NetworkBytes, PopulationBytes};
use crate::store::network::NetworkRow;
use lianxin_kernel::{Act, Result};
use lianxin_planner::people::Read;
use lianxin_planner::streets::Streets;
use shelf::Shelf;
use std::sync::{Arc, LazyLock};

const MIB: usize = 1 << 20;

struct Atlas {
    streets: Shelf<String, Streets>,
    people: Shelf<String, Read>,
    grounds: Shelf<(String, String, Walker), Ground>,
    maps: Shelf<String, String>,
}

/// One for the process: the bound is on its memory.
static ATLAS: LazyLock<Atlas> = LazyLock::new(|| Atlas {
    streets: Shelf::new(192 * MIB),
    people: Shelf::new(128 * MIB),
    grounds: Shelf::new(512 * MIB),
    maps: Shelf::new(32 * MIB),
});

/// The streets of a network.
pub async fn streets(act: &Act, network: &NetworkRow) -> Result<Arc<Streets>> {
    let (id, key) = (network.network.id, network.checksum.clone());
    let make = Box::pin(async {
        let bytes = act.ask(NetworkBytes(id)).await?;
        let streets = beside(move || Streets::load(&bytes)).await?.map_err(broken)?;
        let size = streets.points.len() * 9 + streets.segments.len() * 16;
        Ok((streets, size))
    });
    ATLAS.streets.get(key, make).await
}

/// The streets and people of a question, snapped to each other for who walks.
pub async fn ground(act: &Act, asked: &Asked, walker: Walker) -> Result<Arc<Ground>> {
    let (network, population) = (&asked.network, &asked.population);
    let key = (network.checksum.clone(), population.checksum.clone(), walker);
    let make = Box::pin(async {
        let streets = streets(act, network).await?;
        let id = population.population.id;
        let read = Box::pin(async move {
            let bytes = act.ask(PopulationBytes(id)).await?;
            let size = bytes.len() * 2;
            let read = beside(move || lianxin_planner::people::read_bytes(&bytes)).await?;
            Ok((read.map_err(broken)?, size))
        });
        let people = ATLAS.people.get(population.checksum.clone(), read).await?;
        let ground = beside(move || Ground::build(streets, &people, walker)).await??;
        let size = ground.bytes();
        Ok((ground, size))
    });
    ATLAS.grounds.get(key, make).await
}

/// The drawing of a network, made once.
pub async fn drawing(
    act: &Act,
    network: &NetworkRow,
    draw: fn(&Streets) -> String,
) -> Result<Arc<String>> {
    let make = Box::pin(async {
        let streets = streets(act, network).await?;
        let text = beside(move || draw(&streets)).await?;
        let size = text.len();
        Ok((text, size))
    });
    ATLAS.maps.get(network.checksum.clone(), make).await
}

/// What was kept by us can not be read: a fault of ours, not of who asks.
fn broken(e: lianxin_planner::Error) -> lianxin_kernel::Error {
    lianxin_kernel::Error::internal(e)
}
