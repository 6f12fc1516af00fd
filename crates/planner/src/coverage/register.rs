use super::{LoadFlag, LoadLimits, SlotStatus};
use serde::{Deserialize, Serialize};

/// What a regional center is planned for (row 000-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Catchment {
    /// 30,000 to 60,000 people.
    Residential,
    /// 50,000 to 90,000 people.
    Industrial,
}

impl Catchment {
    pub fn limits(self) -> LoadLimits {
        match self {
            Self::Residential => LoadLimits { from: 30_000, to: 60_000 },
            Self::Industrial => LoadLimits { from: 50_000, to: 90_000 },
        }
    }
}

/// A line of the plan (row 000-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub key: String,
    pub catchment: Catchment,
    pub people: u64,
    pub status: SlotStatus,
    /// Floor area, where it is known.
    pub area_m2: Option<u64>,
    /// In fen.
    pub investment: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    pub key: String,
    pub size: LoadFlag,
    /// Square meters more than the target; less is negative.
    pub area_over: Option<i64>,
}

/// The plan as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Register {
    pub lines: Vec<RegisterLine>,
    pub planned: u64,
    pub building: u64,
    pub open: u64,
    /// Over the lines that say so, in fen.
    pub investment: u64,
    /// Lines whose catchment is too small, too large.
    pub under: u64,
    pub over: u64,
}

/// Checks a plan; `target_m2` is the floor area each center should have (12,000 in row 000-19).
pub fn register(plan: &[Planned], target_m2: Option<u64>) -> Register {
    let line = |planned: &Planned| RegisterLine {
        key: planned.key.clone(),
        size: planned.catchment.limits().flag(planned.people),
        area_over: planned.area_m2.zip(target_m2).and_then(|(area, target)| {
            Some(i64::try_from(area).ok()? - i64::try_from(target).ok()?)
        }),
    };
    let lines: Vec<RegisterLine> = plan.iter().map(line).collect();
    let with = |status| plan.iter().filter(|planned| planned.status == status).count() as u64;
    let flagged = |flag| lines.iter().filter(|line| line.size == flag).count() as u64;
    Register {
        planned: with(SlotStatus::Planned),
        building: with(SlotStatus::Building),
        open: with(SlotStatus::Open),
        investment: plan
            .iter()
            .filter_map(|planned| planned.investment)
            .fold(0, u64::saturating_add),
        under: flagged(LoadFlag::Under),
        over: flagged(LoadFlag::Over),
        lines,
    }
}

/// A housing estate, with or without a station of its own (row 003-05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estate {
    pub region: String,
    pub station: bool,
    pub people: u64,
}

/// Estates of a region; the last of a list has no region and is all of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EstateShare {
    pub region: Option<String>,
    pub estates: u64,
    pub with_station: u64,
    pub people: u64,
    pub people_with_station: u64,
    /// Of estates; none where there are none.
    pub share: Option<f64>,
}

/// By region in the order they appear in, then all together.
pub fn estates(estates: &[Estate]) -> Vec<EstateShare> {
    let mut names: Vec<&String> = vec![];
    for estate in estates {
        if !names.contains(&&estate.region) {
            names.push(&estate.region);
        }
    }
    let share = |region: Option<&String>| {
        let of = || estates.iter().filter(|e| region.is_none_or(|region| e.region == *region));
        let with = || of().filter(|e| e.station);
        let (count, with_station) = (of().count() as u64, with().count() as u64);
        EstateShare {
            region: region.cloned(),
            estates: count,
            with_station,
            people: of().map(|e| e.people).sum(),
            people_with_station: with().map(|e| e.people).sum(),
            share: (count > 0).then(|| with_station as f64 / count as f64),
        }
    };
    names.into_iter().map(Some).chain([None]).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_flagged_by_kind() {
        let planned = |catchment, people, status, area_m2| Planned {
            key: format!("{people}"),
            catchment,
            people,
            status,
            area_m2,
            investment: Some(100),
        };
        let made = register(
            &[
                planned(Catchment::Residential, 30_000, SlotStatus::Open, Some(12_500)),
                planned(Catchment::Residential, 60_001, SlotStatus::Planned, Some(9_000)),
                planned(Catchment::Industrial, 49_999, SlotStatus::Planned, None),
            ],
            Some(12_000),
        );
        let sizes: Vec<_> = made.lines.iter().map(|line| line.size).collect();
        assert_eq!(sizes, [LoadFlag::Fits, LoadFlag::Over, LoadFlag::Under]);
        assert_eq!(made.lines[1].area_over, Some(-3_000));
        assert_eq!((made.open, made.planned, made.investment), (1, 2, 300));
        assert_eq!((made.under, made.over), (1, 1));
    }

    #[test]
    fn estates_with_a_station_are_a_share() {
        let estate =
            |region: &str, station, people| Estate { region: region.to_owned(), station, people };
        let made = estates(&[estate("a", true, 10), estate("b", false, 5), estate("a", false, 20)]);
        assert_eq!(made[0].share, Some(0.5));
        assert_eq!((made[1].region.as_deref(), made[1].with_station), (Some("b"), 0));
        assert_eq!(
            (made[2].region.clone(), made[2].estates, made[2].people_with_station),
            (None, 3, 10)
        );
        assert_eq!(estates(&[])[0].share, None);
    }
}
