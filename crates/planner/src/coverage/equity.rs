use serde::{Deserialize, Serialize};

/// How evenly the walks are shared among the people who have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Equity {
    /// People with a way to a center, however long.
    pub reached: u64,
    pub mean_minutes: Option<f64>,
    /// The mean of the tenth of people who walk farthest.
    pub worst_tenth_minutes: Option<f64>,
    /// Of minutes over people: 0 when all walk alike, near 1 when few walk all of it.
    pub gini: Option<f64>,
}

impl Equity {
    /// From (cost, people) of each home and the profile's speed in millimeters a minute.
    pub(super) fn of(mut walks: Vec<(u32, u64)>, speed: u32) -> Self {
        walks.retain(|(_, people)| *people > 0);
        walks.sort_unstable();
        let reached: u64 = walks.iter().map(|(_, people)| people).sum();
        if reached == 0 {
            return Self::default();
        }
        let (all, speed) = (reached as f64, f64::from(speed));
        let sum: f64 = walks.iter().map(|(cost, people)| f64::from(*cost) * *people as f64).sum();
        let (mut before, mut apart) = (0.0, 0.0);
        for (cost, people) in &walks {
            let people = *people as f64;
            apart += people * f64::from(*cost) * (2.0 * before + people - all);
            before += people;
        }
        let gini = if sum > 0.0 { apart / (all * sum) } else { 0.0 };
        let (mut left, mut far) = (all / 10.0, 0.0);
        for (cost, people) in walks.iter().rev() {
            let taken = left.min(*people as f64);
            far += taken * f64::from(*cost);
            left -= taken;
        }
        Self {
            reached,
            mean_minutes: Some(sum / all / speed),
            worst_tenth_minutes: Some(far / (all / 10.0) / speed),
            gini: Some(gini),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equity_is_what_it_is_by_definition() {
        let walks = [(100, 3), (0, 5), (700, 2), (250, 10)];
        let equity = Equity::of(walks.to_vec(), 100);
        let people: Vec<f64> =
            walks.iter().flat_map(|(c, n)| (0..*n).map(|_| f64::from(*c) / 100.0)).collect();
        let mean = people.iter().sum::<f64>() / 20.0;
        let apart: f64 =
            people.iter().flat_map(|a| people.iter().map(move |b| (a - b).abs())).sum();
        assert!((equity.gini.unwrap() - apart / (2.0 * 400.0 * mean)).abs() < 1e-12);
        assert!((equity.mean_minutes.unwrap() - mean).abs() < 1e-12);
        assert_eq!((equity.reached, equity.worst_tenth_minutes), (20, Some(7.0)));
        assert_eq!(Equity::of(vec![(5, 0)], 100), Equity::default());
        assert_eq!(Equity::of(vec![(0, 4)], 100).gini, Some(0.0));
    }
}
