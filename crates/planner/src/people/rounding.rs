//! Whole people from fractions and shares, none lost, none added.

/// Rounds `values` (0 to 10⁹ each) so that their sum is the rounded sum of all, and the sum of each
/// part (`part[i]` of value `i`) is off by less than one: largest remainder among the parts, then
/// within each. Ties go to the lower index.
pub(super) fn whole(values: &[f64], part: &[u32], parts: usize) -> Vec<u32> {
    let mut counts: Vec<u32> = values.iter().map(|v| v.floor() as u32).collect();
    let rest: Vec<f64> = values.iter().map(|v| v - v.floor()).collect();
    let mut members = vec![vec![]; parts];
    let mut sums = vec![0.0; parts];
    for (i, p) in part.iter().enumerate() {
        if rest[i] > 0.0 {
            members[*p as usize].push(i);
            sums[*p as usize] += rest[i];
        }
    }
    let total = sums.iter().sum::<f64>().round() as usize;
    let mut extra: Vec<usize> = sums.iter().map(|sum| sum.floor() as usize).collect();
    let mut order: Vec<usize> = (0..parts).filter(|p| sums[*p] > sums[*p].floor()).collect();
    order.sort_by(|a, b| (sums[*b].fract()).total_cmp(&sums[*a].fract()).then(a.cmp(b)));
    for p in order.into_iter().take(total.saturating_sub(extra.iter().sum())) {
        extra[p] += 1;
    }
    for (members, extra) in members.iter_mut().zip(extra) {
        members.sort_by(|a, b| rest[*b].total_cmp(&rest[*a]).then(a.cmp(b)));
        for i in members.iter().take(extra) {
            counts[*i] += 1;
        }
    }
    counts
}

/// Shares `total` by weight, by largest remainder; ties by `tie`, a number of each share. Without any
/// weight all are alike; without shares nothing comes back.
pub(super) fn shares(total: u32, weights: &[u64], tie: impl Fn(usize) -> u64) -> Vec<u32> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    if sum == 0 && !weights.is_empty() {
        return shares(total, &vec![1; weights.len()], tie);
    }
    let total = u128::from(total);
    let quota = |w: &u64| total * u128::from(*w);
    let mut counts: Vec<u128> = weights.iter().map(|w| quota(w) / sum).collect();
    let left = total.saturating_sub(counts.iter().sum());
    if left > 0 {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_cached_key(|i| (std::cmp::Reverse(quota(&weights[*i]) % sum), tie(*i), *i));
        for i in order.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
            counts[i] += 1;
        }
    }
    // No share is larger than the total, a u32.
    counts.into_iter().map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_remainder_gets_the_person() {
        assert_eq!(whole(&[0.4, 0.4, 0.4], &[0, 0, 0], 1), [1, 0, 0]);
        assert_eq!(whole(&[1.2, 2.9, 3.0], &[0, 0, 0], 1), [1, 3, 3]);
        assert_eq!(shares(10, &[1, 1, 1], |i| 9 - i as u64), [3, 3, 4]);
        assert_eq!(shares(3, &[0, 0], |_| 0), [2, 1]);
        assert!(shares(3, &[], |_| 0).is_empty());
    }

    proptest! {
        #[test]
        fn sums_stay(values in proptest::collection::vec((0.0..2000.0f64, 0u32..4), 0..200)) {
            let (values, part): (Vec<f64>, Vec<u32>) = values.into_iter().unzip();
            let counts = whole(&values, &part, 4);
            let sum: u64 = counts.iter().map(|n| u64::from(*n)).sum();
            prop_assert!((sum as f64 - values.iter().sum::<f64>()).abs() <= 0.5 + 1e-6);
            for p in 0..4 {
                let of = |i: &usize| part[*i] == p;
                let made: u64 = (0..part.len()).filter(of).map(|i| u64::from(counts[i])).sum();
                let was: f64 = (0..part.len()).filter(of).map(|i| values[i]).sum();
                prop_assert!((made as f64 - was).abs() < 1.0 + 1e-6);
            }
            for (n, v) in counts.iter().zip(&values) {
                prop_assert!((f64::from(*n) - v).abs() < 1.0);
            }
        }

        #[test]
        fn shares_add_up(total: u32, weights in proptest::collection::vec(0u64..1 << 40, 1..50)) {
            let shares = shares(total, &weights, |_| 0);
            prop_assert_eq!(shares.iter().map(|n| u64::from(*n)).sum::<u64>(), u64::from(total));
        }
    }
}
