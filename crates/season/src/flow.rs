//! The best allocation when clashes that a flow can't see are left out: clubs, their days, blocks.
use crate::certificate::{Leaf, Limit};
use crate::model::Model;
use crate::net::Net;
use crate::open::{Clash, Groups, Open};
use crate::worth::Worth;

pub struct Relaxed {
    pub pairs: Vec<usize>,
    pub values: Vec<i64>,
    /// Proves that nothing open is worth more. None when it was stopped.
    pub leaf: Option<Leaf>,
}

struct Arcs {
    /// (pair, arc)
    pairs: Vec<(usize, usize)>,
    /// (limit, the node before and the node after what it limits)
    limits: Vec<(Limit, usize, usize)>,
}

/// Best on all levels among the open pairs.
pub fn best(model: &Model, open: &Open, groups: &Groups, stop: &dyn Fn() -> bool) -> Relaxed {
    let (mut net, arcs) = network(model, open, groups);
    let potentials = net.fill(stop);
    let pairs: Vec<usize> =
        arcs.pairs.iter().filter(|(_, arc)| net.is_used(*arc)).map(|(pair, _)| *pair).collect();
    let values = model.values(&pairs);
    let leaf = potentials.map(|potentials| {
        let balances = (0..model.round.clubs.len())
            .map(|club| (Limit::Balance { club }, -potentials[1 + club]));
        let limits = arcs
            .limits
            .into_iter()
            .map(|(limit, from, to)| (limit, potentials[to] - potentials[from]));
        let prices = balances.chain(limits.filter(|(_, price)| *price > Worth::ZERO));
        Leaf::Whole {
            ceiling: values.clone(),
            prices: prices.filter(|(_, price)| *price != Worth::ZERO).collect(),
        }
    });
    Relaxed { pairs, values, leaf }
}

fn network(model: &Model, open: &Open, groups: &Groups) -> (Net, Arcs) {
    let clubs = &model.round.clubs;
    let days: usize = groups.days.iter().map(Vec::len).sum();
    let own: usize = groups.days.iter().flatten().map(|(_, sets)| sets.len()).sum();
    let (first_day, first_own, first_group) =
        (1 + clubs.len(), 1 + clubs.len() + days, 1 + clubs.len() + days + own);
    let sink = first_group + groups.blocks.len();
    let mut net = Net::new(sink + 1);
    let mut arcs = Arcs { pairs: Vec::new(), limits: Vec::new() };
    let (mut day, mut set) = (first_day, first_own);
    for (club, c) in clubs.iter().enumerate() {
        for nth in 1..=c.wanted {
            let gain =
                Worth::sum(&model.worths, model.levels.iter().map(|level| level.of_count(c, nth)));
            net.arc(0, 1 + club, 1, -gain);
        }
        for (weekday, sets) in &groups.days[club] {
            net.arc(1 + club, day, c.a_day, Worth::ZERO);
            arcs.limits.push((Limit::Day { club, weekday: *weekday }, 1 + club, day));
            for pairs in sets {
                net.arc(day, set, 1, Worth::ZERO);
                if c.a_day > 1 && pairs.len() > 1 {
                    let blocks = pairs.iter().map(|&pair| model.pairs[pair].block).collect();
                    arcs.limits.push((Limit::Apart { club, blocks }, day, set));
                }
                for &pair in pairs.iter().filter(|&&pair| open.pairs[pair]) {
                    let p = model.pairs[pair];
                    let Some(group) = groups.of_block[p.block] else { continue };
                    let gain = Worth::sum(
                        &model.worths,
                        model.levels.iter().map(|level| level.of_rank(c, p.rank)),
                    );
                    arcs.pairs.push((pair, net.arc(set, first_group + group, 1, -gain)));
                }
                set += 1;
            }
            day += 1;
        }
    }
    for (group, blocks) in groups.blocks.iter().enumerate() {
        net.arc(first_group + group, sink, 1, Worth::ZERO);
        arcs.limits.push((Limit::Once { blocks: blocks.clone() }, first_group + group, sink));
    }
    (net, arcs)
}

/// The first two of these pairs that can't both be had.
pub fn clash(model: &Model, pairs: &[usize]) -> Option<Clash> {
    let mut holder = vec![None; model.round.blocks.len()];
    for &pair in pairs {
        let p = model.pairs[pair];
        for &other in &model.against[p.block] {
            if holder[other].is_some() {
                return Some(Clash::Blocks(other, p.block));
            }
        }
        let own = model.of_club[p.club].iter();
        let mut held = own.filter(|&&other| holder[model.pairs[other].block] == Some(p.club));
        if let Some(&other) =
            held.find(|&&other| model.round.overlap(model.pairs[other].block, p.block))
        {
            return Some(Clash::Pairs(other, pair));
        }
        holder[p.block] = Some(p.club);
    }
    None
}
