use super::core::Settled;
use super::maximal::most;
use super::part::part;
use crate::siting::{Choice, Cover, Limit};
use crate::{Error, Result, Watch};
use serde::{Deserialize, Serialize};

/// What so many sites cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Open sites, the kept ones among them.
    pub sites: u32,
    /// Weight covered.
    pub value: u64,
    /// So many sites cover no more than this.
    pub bound: u64,
}

/// What each further site adds: maximal cover for every number of sites from the kept ones up to
/// `up_to`. The limit of the choice is not looked at. Each number gets an even share of the time
/// that is left.
pub fn curve(cover: &Cover, choice: &Choice, up_to: u32, watch: &Watch<'_>) -> Result<Vec<Point>> {
    cover.check()?;
    let limit = |sites| Choice { limit: Limit::Sites(sites), ..choice.clone() };
    limit(up_to).check(cover.candidates())?;
    let kept = u32::try_from(choice.kept.len()).map_err(|_| Error::value("kept", "too many"))?;
    let mut points: Vec<Point> = vec![];
    for sites in kept..=up_to {
        watch.go_on()?;
        let ours = part(watch, 1.0 / f64::from(up_to - sites + 1));
        let found = most(&Settled::new(cover, &limit(sites)), choice.seed, 0, &ours)?;
        // The sites of the last point are still allowed here.
        let value = points.last().map_or(0, |last| last.value).max(found.value);
        points.push(Point { sites, value, bound: found.bound.max(value) });
    }
    watch.go_on()?;
    // And what fewer cannot cover, more cannot be less than.
    for at in (1..points.len()).rev() {
        points[at - 1].bound = points[at - 1].bound.min(points[at].bound);
    }
    Ok(points)
}
