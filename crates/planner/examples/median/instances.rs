//! Published instances as questions to the planner. Formats: `data/README.md` beside the data.
use lianxin_planner::siting::Costs;
use std::path::{Path, PathBuf};

pub type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// The folder of the instances, where it is there.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/siting");
    folder.is_dir().then_some(folder)
}

/// Every home at once as every candidate's list.
pub fn full(weights: Vec<u64>, rows: &[Vec<u32>]) -> Fallible<Costs> {
    let n = u32::try_from(weights.len())?;
    let first = (0..=u32::try_from(rows.len())?).map(|i| i * n).collect();
    let homes = rows.iter().flat_map(|_| 0..n).collect();
    Ok(Costs { weights, first, homes, costs: rows.concat() })
}

fn numbers(path: &Path) -> Fallible<Vec<f64>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
}

/// An OR-Library p-median: shortest paths of a graph. A repeated edge replaces the earlier one.
pub fn pmed(path: &Path) -> Fallible<(Costs, u32)> {
    let numbers: Vec<u32> = numbers(path)?.into_iter().map(|x| x as u32).collect();
    let [n, _, p, edges @ ..] = numbers.as_slice() else { return Err("no header".into()) };
    let size = *n as usize;
    let far = u32::MAX / 4;
    let mut rows = vec![vec![far; size]; size];
    for edge in edges.chunks_exact(3) {
        let (a, b) = (edge[0] as usize - 1, edge[1] as usize - 1);
        rows[a][b] = edge[2];
        rows[b][a] = edge[2];
    }
    for (i, row) in rows.iter_mut().enumerate() {
        row[i] = 0;
    }
    for via in 0..size {
        let through = rows[via].clone();
        for row in &mut rows {
            let leg = row[via];
            for (cost, rest) in row.iter_mut().zip(&through) {
                *cost = (*cost).min(leg + rest);
            }
        }
    }
    Ok((full(vec![1; size], &rows)?, *p))
}

/// The published optima, by name.
pub fn optima(folder: &Path) -> Fallible<Vec<(String, u64)>> {
    let text = std::fs::read_to_string(folder.join("pmed/optima.csv"))?;
    let rows = text.lines().skip(1).filter_map(|line| line.split_once(','));
    rows.map(|(name, value)| Ok((name.to_string(), value.trim().parse()?))).collect()
}

/// Straight distances, `scale` to a unit, to the nearest whole number.
pub fn straight(points: &[(f64, f64)], scale: f64) -> Vec<Vec<u32>> {
    let to = |a: &(f64, f64), b: &(f64, f64)| ((a.0 - b.0).hypot(a.1 - b.1) * scale).round() as u32;
    points.iter().map(|a| points.iter().map(|b| to(a, b)).collect()).collect()
}

/// The points of a TSPLIB file, every one a home and a candidate, in thousandths.
pub fn tsplib(path: &Path) -> Fallible<Costs> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().skip_while(|line| !line.starts_with("NODE_COORD")).skip(1);
    let mut points = vec![];
    for line in lines.take_while(|line| !line.trim().is_empty() && !line.starts_with("EOF")) {
        let mut parts = line.split_whitespace().skip(1);
        let mut next = || parts.next().ok_or("a point without place");
        points.push((next()?.parse()?, next()?.parse()?));
    }
    full(vec![1; points.len()], &straight(&points, 1e3))
}

/// A capacitated instance: costs, loads of the homes, the largest load of a center, how many.
pub struct Capacitated {
    pub costs: Costs,
    pub loads: Vec<u64>,
    pub to: Vec<u64>,
    pub p: u32,
    pub best_known: f64,
    /// Units of `costs` to one of the instance.
    pub scale: f64,
}

/// SJC: `n p`, then `x y capacity demand`; real distances, here in ten-thousandths.
pub fn sjc(path: &Path, best_known: f64) -> Fallible<Capacitated> {
    let numbers = numbers(path)?;
    let rows: Vec<&[f64]> = numbers[2..].chunks_exact(4).collect();
    let points: Vec<(f64, f64)> = rows.iter().map(|row| (row[0], row[1])).collect();
    Ok(Capacitated {
        costs: full(vec![1; points.len()], &straight(&points, 1e4))?,
        loads: rows.iter().map(|row| row[3] as u64).collect(),
        to: rows.iter().map(|row| row[2] as u64).collect(),
        p: numbers[1] as u32,
        best_known,
        scale: 1e4,
    })
}

/// pmedcap: `number best`, `n p capacity`, then `id x y demand`; distances rounded down.
pub fn pmedcap(path: &Path) -> Fallible<Capacitated> {
    let numbers = numbers(path)?;
    let rows: Vec<&[f64]> = numbers[5..].chunks_exact(4).collect();
    let to = |a: &&[f64], b: &&[f64]| (a[1] - b[1]).hypot(a[2] - b[2]).floor() as u32;
    let costs: Vec<Vec<u32>> =
        rows.iter().map(|a| rows.iter().map(|b| to(a, b)).collect()).collect();
    Ok(Capacitated {
        costs: full(vec![1; rows.len()], &costs)?,
        loads: rows.iter().map(|row| row[3] as u64).collect(),
        to: vec![numbers[4] as u64; rows.len()],
        p: numbers[3] as u32,
        best_known: numbers[1],
        scale: 1.0,
    })
}
