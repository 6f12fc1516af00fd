use super::AgeGroup;
use crate::{Error, LonLat, Result};

/// People known by area only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub groups: Vec<AgeGroup>,
    pub areas: Vec<Area>,
    /// Of area `a` in group `g`: `counts[a * groups.len() + g]`.
    pub counts: Vec<u32>,
    /// Of each area, an index into `regions` or [`super::NOWHERE`].
    pub region: Vec<u32>,
    pub regions: Vec<String>,
}

/// An area people live in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub shape: Shape,
    /// Where its people stay when no street is found.
    pub middle: LonLat,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A cell of a raster; its west and south sides belong to it, the others to its neighbors.
    Cell { southwest: LonLat, northeast: LonLat },
    /// Rings, closed or not; inside is what an odd number of them surround, so holes are holes and
    /// several polygons are one area.
    Rings(Vec<Vec<LonLat>>),
}

impl Areas {
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|n| u64::from(*n)).sum()
    }

    pub(super) fn of(&self, area: usize) -> &[u32] {
        let groups = self.groups.len();
        self.counts.get(area * groups..(area + 1) * groups).unwrap_or(&[])
    }

    pub(super) fn check(&self) -> Result<()> {
        super::ages::check(&self.groups)?;
        check_table(self.areas.len(), &self.groups, &self.counts, &self.region, &self.regions)
    }
}

impl Shape {
    /// Southwest and northeast; `None` without a point.
    pub(super) fn bounds(&self) -> Option<(LonLat, LonLat)> {
        match self {
            Self::Cell { southwest, northeast } => Some((*southwest, *northeast)),
            Self::Rings(rings) => crate::Bounds::of(rings.iter().flatten().copied())
                .map(|bounds| (bounds.southwest, bounds.northeast)),
        }
    }
}

pub(super) fn check_table(
    rows: usize,
    groups: &[AgeGroup],
    counts: &[u32],
    region: &[u32],
    regions: &[String],
) -> Result<()> {
    if counts.len() != rows * groups.len() || region.len() != rows {
        let why = format!("{rows} homes with {} counts and {} regions", counts.len(), region.len());
        return Err(Error::value("people", why));
    }
    let known = |r: &u32| *r == super::NOWHERE || (*r as usize) < regions.len();
    match region.iter().find(|r| !known(r)) {
        Some(r) => Err(Error::value("people", format!("region {r} of {}", regions.len()))),
        None => Ok(()),
    }
}
