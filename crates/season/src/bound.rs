//! How far one level can reach while the earlier ones are kept: the linear program over what is open.
//!
//! The interior point method works with floating-point numbers, but nothing rests on them: its prices are
//! rounded to whole parts, and the ceiling they make is summed exactly by the same code that checks it.
use crate::certificate::{Leaf, Limit};
use crate::check::{Case, Possible};
use crate::model::Model;
use crate::open::Open;
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, ZeroConeT};
use std::collections::BTreeSet;

/// Parts of one in which prices are counted.
const UNIT: i64 = 1 << 30;
/// What falling short of an earlier level costs, in the largest number of the level looked at.
const SHORT: f64 = 1e3;

pub struct Bound {
    /// No allocation among the open pairs that keeps the earlier levels has more.
    pub reach: i128,
    pub leaf: Leaf,
    /// How much of each pair the linear program gives.
    pub uses: Vec<f64>,
}

#[derive(Default)]
struct Rows {
    limits: Vec<Option<Limit>>,
    row: Vec<usize>,
    column: Vec<usize>,
    value: Vec<f64>,
    most: Vec<f64>,
}

impl Rows {
    fn push(
        &mut self,
        limit: Option<Limit>,
        terms: impl IntoIterator<Item = (usize, f64)>,
        most: f64,
    ) {
        for (column, value) in terms {
            self.row.push(self.most.len());
            self.column.push(column);
            self.value.push(value);
        }
        self.limits.push(limit);
        self.most.push(most);
    }
}

/// Where the variables stand.
struct Columns {
    /// Of each pair; none when it is closed.
    pair: Vec<Option<usize>>,
    /// The column of a club's first block and how many blocks it wants.
    count: Vec<(usize, u8)>,
    all: usize,
}

impl Columns {
    fn new(model: &Model, open: &Open) -> Self {
        let mut all = 0;
        let mut next = |many: usize| {
            all += many;
            all - many
        };
        let pair = open.pairs.iter().map(|&open| open.then(|| next(1))).collect();
        // Also those that closed pairs make impossible: every one has to pay its price.
        let count =
            model.round.clubs.iter().map(|c| (next(usize::from(c.wanted)), c.wanted)).collect();
        Self { pair, count, all }
    }

    /// The terms of a level.
    fn level(&self, model: &Model, level: usize) -> Vec<(usize, f64)> {
        let (level, clubs) = (model.levels[level], &model.round.clubs);
        let counts = self.count.iter().zip(clubs).flat_map(|(&(first, many), c)| {
            (1..=many).map(move |nth| (first + usize::from(nth) - 1, level.of_count(c, nth)))
        });
        let pairs = model.pairs.iter().zip(&self.pair);
        let pairs = pairs
            .filter_map(|(p, column)| Some(((*column)?, level.of_rank(&clubs[p.club], p.rank))));
        counts
            .chain(pairs)
            .filter(|(_, value)| *value != 0)
            .map(|(column, value)| (column, value as f64))
            .collect()
    }
}

/// The leaf that needs no prices, where nothing more is possible even for clubs that are alone.
pub fn without_prices(model: &Model, open: &Open, have: &[i64], level: usize) -> Option<Leaf> {
    let case = Case { round: &model.round, levels: &model.levels, worths: &model.worths, have };
    let reach = case.reach(&possible(model, open), level, UNIT, &[]).ok()?;
    (reach <= i128::from(have[level])).then(|| Leaf::Level { unit: UNIT, prices: Vec::new() })
}

/// `None` where the numbers failed.
pub fn reach(model: &Model, open: &Open, have: &[i64], level: usize) -> Option<Bound> {
    let columns = Columns::new(model, open);
    let mut rows = Rows::default();
    for (club, &(first, many)) in columns.count.iter().enumerate() {
        let had = model.of_club[club].iter().filter_map(|&pair| Some((columns.pair[pair]?, -1.0)));
        let counts = (0..usize::from(many)).map(|nth| (first + nth, 1.0));
        rows.push(Some(Limit::Balance { club }), counts.chain(had), 0.0);
    }
    let equal = rows.most.len();
    own_limits(model, &columns, &mut rows);
    let mut cliques = BTreeSet::new();
    for clique in &model.cliques {
        let blocks: Vec<usize> =
            clique.iter().copied().filter(|&b| open.has_block(model, b)).collect();
        if blocks.iter().flat_map(|&b| &model.of_block[b]).filter(|&&pair| open.pairs[pair]).count()
            > 1
        {
            cliques.insert(blocks);
        }
    }
    for blocks in cliques {
        let pairs = blocks.iter().flat_map(|&b| &model.of_block[b]);
        let terms: Vec<(usize, f64)> =
            pairs.filter_map(|&pair| Some((columns.pair[pair]?, 1.0))).collect();
        rows.push(Some(Limit::Once { blocks }), terms, 1.0);
    }
    let mut all = columns.all;
    for (kept, &have) in have.iter().enumerate().take(level) {
        let terms = columns.level(model, kept).into_iter().map(|(column, value)| (column, -value));
        let scale = 1.0 / model.levels[kept].largest(&model.round);
        rows.push(
            Some(Limit::Kept { level: kept }),
            terms.map(|(c, v)| (c, v * scale)).chain([(all, -1.0)]),
            -(have as f64) * scale,
        );
        all += 1;
    }
    (0..all).for_each(|column| rows.push(None, [(column, -1.0)], 0.0));
    let mut gains = vec![0.0; all];
    let largest = model.levels[level].largest(&model.round);
    columns
        .level(model, level)
        .into_iter()
        .for_each(|(column, value)| gains[column] = -value / largest);
    gains[columns.all..].fill(SHORT);
    let (uses, prices) = solve(&rows, equal, &gains)?;
    let leaf_prices = rows.limits.iter().zip(prices).filter_map(|(limit, price)| {
        let limit = limit.clone()?;
        let scale = match limit {
            Limit::Kept { level } => 1.0 / model.levels[level].largest(&model.round),
            _ => 1.0,
        };
        let parts = (price * largest * scale * UNIT as f64).round() as i64;
        let parts = if matches!(limit, Limit::Balance { .. }) { parts } else { parts.max(0) };
        (parts != 0).then_some((limit, parts))
    });
    let prices: Vec<(Limit, i64)> = leaf_prices.collect();
    let case = Case { round: &model.round, levels: &model.levels, worths: &model.worths, have };
    let reach = case.reach(&possible(model, open), level, UNIT, &prices).ok()?;
    let uses =
        columns.pair.iter().map(|column| column.map_or(0.0, |column| uses[column])).collect();
    Some(Bound { reach, leaf: Leaf::Level { unit: UNIT, prices }, uses })
}

/// What a club's wish and its days allow.
fn own_limits(model: &Model, columns: &Columns, rows: &mut Rows) {
    for (club, &(first, many)) in columns.count.iter().enumerate() {
        if many > 0 {
            rows.push(None, [(first, 1.0)], 1.0);
        }
        for nth in 2..=many {
            let at = first + usize::from(nth) - 1;
            rows.push(Some(Limit::Order { club, nth }), [(at, 1.0), (at - 1, -1.0)], 0.0);
        }
        let open =
            || model.of_club[club].iter().copied().filter(|&pair| columns.pair[pair].is_some());
        let block = |pair: usize| &model.round.blocks[model.pairs[pair].block];
        let terms = |pairs: &[usize]| -> Vec<(usize, f64)> {
            pairs.iter().filter_map(|&pair| Some((columns.pair[pair]?, 1.0))).collect()
        };
        let a_day = model.round.clubs[club].a_day;
        for weekday in 1..=7 {
            let pairs: Vec<usize> = open().filter(|&pair| block(pair).weekday == weekday).collect();
            if pairs.len() > usize::from(a_day) {
                rows.push(Some(Limit::Day { club, weekday }), terms(&pairs), f64::from(a_day));
            }
            if a_day == 1 {
                continue;
            }
            let moments: BTreeSet<u16> = pairs.iter().map(|&pair| block(pair).from).collect();
            for moment in moments {
                let at = |pair: &usize| block(*pair).from <= moment && moment < block(*pair).to;
                let apart: Vec<usize> = pairs.iter().copied().filter(at).collect();
                if apart.len() > 1 {
                    let blocks = apart.iter().map(|&pair| model.pairs[pair].block).collect();
                    rows.push(Some(Limit::Apart { club, blocks }), terms(&apart), 1.0);
                }
            }
        }
    }
}

fn possible(model: &Model, open: &Open) -> Possible {
    model.of_club.iter().map(|pairs| pairs.iter().map(|&pair| open.pairs[pair]).collect()).collect()
}

/// The least of the costs with all rows kept: values of the columns and prices of the rows.
fn solve(rows: &Rows, equal: usize, costs: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
    let (many, columns) = (rows.most.len(), costs.len());
    let none = CscMatrix::zeros((columns, columns));
    let matrix = CscMatrix::new_from_triplets(
        many,
        columns,
        rows.row.clone(),
        rows.column.clone(),
        rows.value.clone(),
    );
    let cones = [ZeroConeT(equal), NonnegativeConeT(many - equal)];
    let settings = DefaultSettings { verbose: false, max_threads: 1, ..DefaultSettings::default() };
    let mut solver =
        DefaultSolver::new(&none, costs, &matrix, &rows.most, &cones, settings).ok()?;
    solver.solve();
    let solution = solver.solution;
    solution.x.iter().chain(&solution.z).all(|v| v.is_finite()).then_some((solution.x, solution.z))
}
