//! How many come on a day, against the usual.
use crate::demo::dice::Dice;
use lianxin_kernel::{Date, Result};
use std::collections::HashSet;

/// Weekdays, weekends and holidays as they are usual, with chance from day to day.
pub struct Curve {
    off: HashSet<Date>,
    seed: u64,
}

impl Curve {
    pub fn new(seed: u64) -> Result<Self> {
        let off = crate::demo::network::days_off()?.into_iter().collect();
        Ok(Self { off, seed })
    }

    pub fn factor(&self, day: Date) -> f64 {
        let week = match day.weekday().number() {
            1 => 0.95,
            6 => 1.20,
            7 => 1.10,
            _ => 1.00,
        };
        let off = if self.off.contains(&day) { 0.55 } else { 1.0 };
        // Rain, heat, whatever else is in town: the same for all centers.
        let weather = Dice::of(self.seed, &format!("weather {day}"));
        let weather = if weather.chance(0.22) { 0.85 } else { weather.around(1.02, 0.08) };
        week * off * weather.clamp(0.7, 1.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_full_and_holidays_quiet() {
        let curve = Curve::new(1).unwrap();
        let mean = |days: &[&str]| {
            let all = days.iter().map(|day| curve.factor(day.parse().unwrap()));
            all.sum::<f64>() / days.len() as f64
        };
        let saturdays = mean(&["2026-03-07", "2026-03-14", "2026-03-21", "2026-03-28"]);
        let mondays = mean(&["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"]);
        let holidays = mean(&["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06"]);
        assert!(saturdays > mondays && mondays > holidays, "{saturdays} {mondays} {holidays}");
    }
}
