use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// How someone walks. Times follow from lengths: a *cost* is the length of a way in millimeters, with
/// steps made longer, so a number of minutes is a cost too (`cost_of`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    /// Millimeters a minute on the level.
    pub speed: u32,
    pub steps: Steps,
    /// Stays away from stiles, turnstiles and other barriers that wheels do not pass.
    pub wheels: bool,
}

/// Steps on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    Closed,
    /// Taken at this many percent of the length they have on the map: 200 is half as fast.
    Percent(u32),
}

impl Profile {
    /// 4.5 km/h, the default of the plan; steps count double.
    pub fn adult() -> Self {
        Self::new("adult", 75_000, Steps::Percent(200), false)
    }

    /// 0.8 m/s, what women over 65 walk on average (Asher et al., "Most older pedestrians are unable
    /// to cross the road in time", Age and Ageing 41, 2012); steps count three times.
    pub fn elder() -> Self {
        Self::new("elder", 48_000, Steps::Percent(300), false)
    }

    /// A wheelchair pushed by hand or a pram, at 0.8 m/s; no steps.
    pub fn wheels() -> Self {
        Self::new("wheels", 48_000, Steps::Closed, true)
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::adult(), Self::elder(), Self::wheels()].into_iter().find(|p| p.name == name)
    }

    fn new(name: &str, speed: u32, steps: Steps, wheels: bool) -> Self {
        Self { name: name.to_owned(), speed, steps, wheels }
    }

    /// Faults a reader of settings must name: 0.5 to 12 km/h, steps at 100 to 2,000 percent.
    pub fn check(&self) -> Result<()> {
        if !(8_333..=200_000).contains(&self.speed) {
            let why = format!("{} mm a minute is not a walk; 8333 to 200000 are", self.speed);
            return Err(Error::value("speed", why));
        }
        match self.steps {
            Steps::Percent(percent) if !(100..=2_000).contains(&percent) => {
                Err(Error::value("steps", format!("{percent} percent; 100 to 2000 are possible")))
            }
            _ => Ok(()),
        }
    }

    /// How far these minutes carry, as a cost.
    pub fn cost_of(&self, minutes: u32) -> u32 {
        self.speed.saturating_mul(minutes)
    }

    /// Minutes, for people to read.
    pub fn minutes(&self, cost: u32) -> f64 {
        f64::from(cost) / f64::from(self.speed)
    }

    /// The cost of a way of this length; `None` where it is closed.
    pub fn cost(&self, length: u32, steps: bool) -> Option<u32> {
        match (steps, self.steps) {
            (false, _) => Some(length),
            (true, Steps::Closed) => None,
            (true, Steps::Percent(percent)) => {
                let cost = (u64::from(length) * u64::from(percent) + 50) / 100;
                Some(u32::try_from(cost).unwrap_or(u32::MAX))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_costs_to_the_unit() {
        assert_eq!(Profile::adult().cost_of(15), 1_125_000);
        assert_eq!(Profile::elder().cost_of(15), 720_000);
        assert_eq!(Profile::adult().minutes(1_125_000), 15.0);
    }

    #[test]
    fn steps_cost_more_or_are_closed() {
        assert_eq!(Profile::adult().cost(1_001, true), Some(2_002));
        assert_eq!(Profile::adult().cost(1_001, false), Some(1_001));
        assert_eq!(Profile::wheels().cost(1_001, true), None);
        for profile in ["adult", "elder", "wheels"] {
            Profile::named(profile).unwrap().check().unwrap();
        }
        assert!(Profile { speed: 0, ..Profile::adult() }.check().is_err());
        assert!(Profile { steps: Steps::Percent(5), ..Profile::adult() }.check().is_err());
    }
}
