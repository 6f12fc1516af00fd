use crate::certificate::{Certificate, Leaf};
use crate::level::{Level, levels};
use crate::model::Model;
use crate::round::{Fault, Round};
use crate::search::Search;
use crate::share::Share;
use crate::why::{Why, why};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allocation {
    /// Blocks of each club, in order.
    pub given: Vec<Vec<usize>>,
    pub shares: Vec<Share>,
    pub proof: Proof,
    pub certificate: Certificate,
    pub why: Vec<Why>,
}

/// How far it is shown that nothing is better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Proof {
    /// On every level: shares, preferences and what clubs had.
    Fair,
    /// It was stopped before that; this is the best that was found.
    Stopped {
        /// So many of [`levels`], from the first, are shown.
        proved: usize,
        /// All levels of shares are among them: nobody can be helped without hurting somebody as badly off.
        shares: bool,
        /// The first level that is not shown, what the allocation has of it, and, where known, the most that
        /// any allocation has that is as good on the levels before.
        open: Level,
        have: i64,
        most: Option<i64>,
    },
}

/// The fair allocation: the shares of what was wanted from the worst-off club upwards (leximin), then most
/// blocks, then the best sum of ranks, then who had less last season.
///
/// `stop` is asked again and again; once it says yes, the best so far is the answer. The same round, not
/// stopped, always has the same answer, in whatever order clubs and blocks stand (but for clubs that ask
/// for exactly the same).
pub fn allocate(round: &Round, stop: &dyn Fn() -> bool) -> Result<Allocation, Fault> {
    round.check()?;
    let model = Model::new(round);
    let mut search = Search::new(&model, stop);
    search.run();
    let given = model.given(&search.best);
    let (proof, beyond) = proof(round, &mut search);
    let mut steps = search.steps;
    steps.iter_mut().for_each(|step| model.name(&mut step.tree));
    let mut beyond = beyond.map(crate::Tree::Leaf);
    beyond.iter_mut().for_each(|tree| model.name(tree));
    let beyond = beyond.and_then(crate::Tree::into_leaf);
    let shares = given
        .iter()
        .zip(&round.clubs)
        .map(|(blocks, c)| Share::new(blocks.len() as u8, c.wanted))
        .collect();
    let certificate = Certificate { worths: model.worths, steps, beyond };
    Ok(Allocation { why: why(round, &given), given, shares, proof, certificate })
}

fn proof(round: &Round, search: &mut Search<'_>) -> (Proof, Option<Leaf>) {
    let levels = levels(round);
    let proved = search.steps.last().map_or(0, |step| step.to + 1);
    let Some(&open) = levels.get(proved) else { return (Proof::Fair, None) };
    let (most, leaf) = search.beyond.take().unzip();
    let shares = !matches!(open, Level::Above(_));
    (Proof::Stopped { proved, shares, open, have: search.have[proved], most }, leaf)
}
