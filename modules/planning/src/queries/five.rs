use crate::model::*;
use crate::permissions;
use crate::targets::{self, At};
use lianxin_kernel::{AnyId, Language, Permission, Query, Read, Result};
use lianxin_places::{CenterOffer, CenterRef, Level, RegionId, RegionKind, Status};
use std::collections::HashMap;

/// Which streets of a district have all five (五个一, row 001-22): counted from the street's centers
/// and what stands beside the centers in it.
pub struct ShowFive {
    pub region: RegionId,
    pub language: Language,
}

impl Query for ShowFive {
    const NAME: &'static str = "planning.show_five";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<RegionId>;
    type Out = Five;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<RegionId>) -> Result<Five> {
        let streets =
            lianxin_places::regions_below(r.tx(), at.thing, Some(RegionKind::Street)).await?;
        let centers = lianxin_places::centers_below(r.tx(), at.thing.0).await?;
        let ids: Vec<_> = centers.iter().map(|c| c.id).collect();
        let offers = lianxin_places::offers(r.tx(), &ids).await?;
        let mut items = vec![];
        for street in streets {
            let here = centers.iter().filter(|c| c.path.contains(&AnyId::from(street.id)));
            let here: Vec<&CenterRef> = here.collect();
            let slot = |kind: &FiveKind| slot(*kind, &here, &offers, self.language);
            let slots: Vec<FiveSlot> = FiveKind::ALL.iter().map(slot).collect();
            let complete = slots.iter().all(|s| s.status == FiveStatus::There);
            let name = street.name.get(self.language).to_owned();
            items.push(FiveStreet { region: street.id, name, slots, complete });
        }
        let complete = items.iter().filter(|s| s.complete).count() as u64;
        Ok(Five { items, complete })
    }
}

/// The best there is of a kind in a street: one that is there, else one that is coming.
fn slot(
    kind: FiveKind,
    here: &[&CenterRef],
    offers: &HashMap<lianxin_places::CenterId, CenterOffer>,
    language: Language,
) -> FiveSlot {
    let mut best = FiveSlot { kind, center: None, name: None, status: FiveStatus::Missing };
    for center in here {
        let status = match center.status {
            Status::Open => FiveStatus::There,
            Status::Planned | Status::Building | Status::Renovating => FiveStatus::Coming,
            Status::Closed => continue,
        };
        let name = match kind {
            FiveKind::Center if center.level == Level::Street => Some(&center.name),
            FiveKind::Center => None,
            _ => offers.get(&center.id).and_then(|offer| {
                let is = |s: &&lianxin_places::SisterFacility| {
                    FiveKind::of_sister(s.kind.as_str()).contains(&kind)
                };
                let sister = offer.sister_facilities.iter().find(is)?;
                Some(sister.name.as_ref().unwrap_or(&center.name))
            }),
        };
        if let Some(name) = name.filter(|_| status < best.status) {
            let name = Some(name.get(language).to_owned());
            best = FiveSlot { kind, center: Some(center.id), name, status };
        }
    }
    best
}

/// Which housing estates of a district have an open station of their own.
pub struct ShowEstates {
    pub region: RegionId,
    pub language: Language,
}

impl Query for ShowEstates {
    const NAME: &'static str = "planning.show_estates";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<RegionId>;
    type Out = Estates;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<RegionId>) -> Result<Estates> {
        let estates =
            lianxin_places::regions_below(r.tx(), at.thing, Some(RegionKind::Estate)).await?;
        let centers = lianxin_places::centers_below(r.tx(), at.thing.0).await?;
        let items: Vec<EstateStation> = estates
            .into_iter()
            .map(|estate| {
                let here = |c: &&CenterRef| c.region == estate.id && c.status == Status::Open;
                let station = centers.iter().find(here).map(|c| c.id);
                let name = estate.name.get(self.language).to_owned();
                EstateStation { region: estate.id, name, station }
            })
            .collect();
        let with_station = items.iter().filter(|e| e.station.is_some()).count() as u64;
        let estates = items.len() as u64;
        let share = (estates > 0).then(|| with_station as f64 / estates as f64);
        Ok(Estates { estates, with_station, share, items })
    }
}
