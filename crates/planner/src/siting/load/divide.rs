use super::Share;
use super::flow::{ENDLESS, Network};
use super::question::Question;
use crate::{Result, Watch};

/// The cheapest parting of people among open centers, homes divided; none when none keeps the limits.
/// Centers give what is over their lower limit on to the sink, so both limits hold.
pub(super) fn divide(
    question: &Question<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Result<Option<(i64, Vec<Share>)>> {
    let homes = question.homes();
    let sink = homes + open.len();
    let mut net = Network::new(sink + 1);
    let mut pairs = vec![];
    let mut rest = 0;
    for (home, load) in question.loads.iter().enumerate() {
        net.gives[home] = *load as i64;
        rest -= *load as i64;
    }
    for (i, c) in open.iter().enumerate() {
        let (from, to) = (question.load.from[*c as usize], question.load.to[*c as usize]);
        let near = question.costs.of(*c).filter(|(_, cost)| *cost <= question.within);
        for (home, cost) in near.filter(|(home, _)| question.loads[*home as usize] > 0) {
            net.arc(home as usize, homes + i, ENDLESS, i64::from(cost));
            pairs.push((home, *c, i64::from(cost)));
        }
        net.gives[homes + i] = -(from as i64);
        rest += from as i64;
        net.arc(homes + i, sink, (to - from) as i64, 0);
        pairs.push((u32::MAX, *c, 0));
    }
    net.gives[sink] = rest;
    if rest > 0 {
        return Ok(None);
    }
    let Some(flow) = net.least(watch)? else { return Ok(None) };
    let mut shares = vec![];
    let mut cost = 0;
    for ((home, center, each), amount) in pairs.into_iter().zip(flow) {
        if home != u32::MAX && amount > 0 {
            cost += each * amount;
            shares.push(Share { home, center, load: amount as u64 });
        }
    }
    shares.sort_unstable_by_key(|share| (share.home, share.center));
    Ok(Some((cost, shares)))
}
