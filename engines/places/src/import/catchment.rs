use super::entry::Entry;
use super::figures::figure;
use super::report::Report;
use crate::model::{Catchment, CenterFigure, Precision, RoughDate};

/// Whom a center serves. A count that the register has no field for becomes a published figure.
pub(super) fn take(
    entry: &mut Entry,
    as_of: Option<&RoughDate>,
    report: &mut Report,
) -> (Option<Catchment>, Option<CenterFigure>) {
    let Some(mut part) = entry.object("catchment") else {
        return (None, None);
    };
    let people = part.range("people");
    let radius = part.range("radius_m");
    let catchment = Catchment {
        communities: part.take("communities"),
        people_min: people.map(|p| p.0).or_else(|| part.take("people_min")),
        people_max: people.map(|p| p.1).or_else(|| part.take("people_max")),
        public_units: part.take("public_units"),
        enterprises: part.take("enterprises"),
        radius_m_min: radius.map(|r| r.0).or_else(|| part.take("radius_m_min")),
        radius_m_max: radius.map(|r| r.1).or_else(|| part.take("radius_m_max")),
        share_60_plus: part.take("share_60_plus"),
    };
    let stations = part.take("community_stations");
    let stations =
        stations.and_then(|n| figure("community_stations", n, Precision::Exact, as_of, None));
    entry.close("catchment", part, report);
    (Some(catchment), stations)
}
