use super::graph::Graph;
use super::snap::Spot;
use super::wide::{Wide, in_parts};
use super::{UNREACHED, farthest};
use crate::streets::Streets;
use rayon::prelude::*;

/// A reached piece of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Index into the segments of the streets.
    pub segment: u32,
    /// Where along the segment the piece starts, 0 at `from` and 1 at `to`.
    pub from_share: f64,
    pub to_share: f64,
    /// The smallest limit that reaches it, by its place in what was asked.
    pub band: u8,
}

/// What can be walked from the nearest source within each limit, cut exactly where the limit ends.
/// Sorted by segment, then along it; pieces do not overlap. Only the first 255 limits are looked at.
pub fn reached(graph: &Graph, streets: &Streets, from: &[Spot], limits: &[u32]) -> Vec<Piece> {
    let mut bands: Vec<(u32, u8)> = limits.iter().copied().zip(0..u8::MAX).collect();
    bands.sort_unstable();
    let Some((last, _)) = bands.last() else { return vec![] };
    let seeds = from.iter().map(|spot| (*spot, spot.access));
    let wide = Wide::run(graph, seeds, *last, || graph.search());
    let mut own: Vec<Spot> = from.to_vec();
    own.retain(|spot| (spot.chain as usize) < graph.chains().len());
    own.sort_unstable_by_key(|spot| (spot.chain, spot.offset, spot.access));
    let chains = chains(graph, &wide, &own);
    let lists = in_parts(chains.len(), |part| {
        let mut pieces = vec![];
        for chain in &chains[part] {
            let first = own.partition_point(|spot| spot.chain < *chain);
            let own = &own[first..];
            let own = &own[..own.partition_point(|spot| spot.chain == *chain)];
            let cuts = cuts(graph, &wide, *chain, own, &bands);
            let first = pieces.len();
            cut(graph, streets, *chain, &cuts, &mut pieces);
            for piece in &mut pieces[first..] {
                piece.band = bands[piece.band as usize].1;
            }
        }
        pieces
    });
    wide.searches().into_iter().for_each(|search| graph.pool.give(search));
    let mut pieces = lists.concat();
    pieces.par_sort_unstable_by(|a, b| {
        a.segment.cmp(&b.segment).then(a.from_share.total_cmp(&b.from_share))
    });
    pieces
}

/// The chains that may be reached.
fn chains(graph: &Graph, wide: &Wide<u32>, own: &[Spot]) -> Vec<u32> {
    let ends = wide.touched().flat_map(|junction| graph.ends(junction));
    let mut chains: Vec<u32> =
        ends.map(|end| end.chain).chain(own.iter().map(|spot| spot.chain)).collect();
    chains.sort_unstable();
    chains.dedup();
    chains
}

/// A stretch of a chain by offsets, and the rank of its limit. Empty ones are kept: a segment without
/// a length may lie there.
type Cut = (u32, u32, u8);

/// What of a chain is reached, ascending and without overlap except at ends.
fn cuts(
    graph: &Graph,
    wide: &Wide<u32>,
    chain: u32,
    own: &[Spot],
    bands: &[(u32, u8)],
) -> Vec<Cut> {
    let ends = graph.chains()[chain as usize];
    let mut sources = vec![(0, wide.label(ends.a)), (ends.cost, wide.label(ends.b))];
    sources.extend(own.iter().map(|spot| (spot.offset, spot.access)));
    let mut done: Vec<Cut> = vec![];
    for (rank, (limit, _)) in (0..u8::MAX).zip(bands) {
        let within = sources.iter().filter_map(|(at, cost)| {
            let left = farthest(Some(*limit)).checked_sub(*cost).filter(|_| *cost != UNREACHED)?;
            Some((at.saturating_sub(left), at.saturating_add(left).min(ends.cost)))
        });
        let mut within: Vec<(u32, u32)> = within.collect();
        within.sort_unstable();
        within.dedup_by(|next, last| {
            let meets = next.0 <= last.1;
            last.1 = if meets { last.1.max(next.1) } else { last.1 };
            meets
        });
        let mut new = vec![];
        for (from, to) in within {
            beside(from, to, &done, |from, to| new.push((from, to, rank)));
        }
        done.append(&mut new);
        done.sort_unstable();
    }
    done
}

/// The parts of `from..=to` that no smaller limit has.
fn beside(first: u32, to: u32, done: &[Cut], mut see: impl FnMut(u32, u32)) {
    let (mut from, mut alone) = (first, true);
    for (start, end, _) in done.iter().filter(|cut| cut.1 >= first && cut.0 <= to) {
        if *start > from {
            see(from, *start);
        }
        from = from.max(*end);
        alone = false;
    }
    if from < to || alone {
        see(from, to);
    }
}

/// Lays the cuts of a chain onto its segments.
fn cut(graph: &Graph, streets: &Streets, chain: u32, cuts: &[Cut], pieces: &mut Vec<Piece>) {
    let mut next = 0;
    for (index, stretch) in graph.stretches(chain).iter().enumerate() {
        if streets.segments.len() <= stretch.segment as usize {
            continue;
        }
        let (start, end) = (stretch.offset, graph.stretch_end(chain, index));
        while cuts.get(next).is_some_and(|cut| cut.1 < start) {
            next += 1;
        }
        let here = cuts[next..].iter().take_while(|cut| cut.0 <= end);
        let segment = stretch.segment;
        if start == end {
            let band = here.map(|cut| cut.2).min();
            let whole = |band| Piece { segment, from_share: 0.0, to_share: 1.0, band };
            pieces.extend(band.map(whole));
            continue;
        }
        for (from, to, band) in here {
            let share = |at: u32| f64::from(at - start) / f64::from(end - start);
            let (from, to) = (share(*from.max(&start)), share(*to.min(&end)));
            let (from_share, to_share) =
                if stretch.reversed { (1.0 - to, 1.0 - from) } else { (from, to) };
            if from < to {
                pieces.push(Piece { segment, from_share, to_share, band: *band });
            }
        }
    }
}
