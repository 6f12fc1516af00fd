use crate::model::*;
use crate::permissions;
use crate::store::{self, LevelCount};
use lianxin_kernel::{Found, Permission, Query, Read, Result, Scope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many regions one answer has at most; a larger network is several installations.
const MOST_REGIONS: i64 = 2_000;

/// The tree of regions.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RegionList {
    /// The larger regions first.
    pub items: Vec<RegionSummary>,
}

/// The whole tree.
pub struct ListRegions;

impl Query for ListRegions {
    const NAME: &'static str = "places.list_regions";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = RegionList;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<RegionList> {
        Ok(RegionList { items: store::regions(r.tx(), MOST_REGIONS).await? })
    }
}

/// One region with what is published and counted of it.
pub struct ShowRegion {
    pub id: RegionId,
}

impl Query for ShowRegion {
    const NAME: &'static str = "places.show_region";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = Region;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Region> {
        let mut path = store::region_path(r.tx(), self.id).await?;
        let summary = path.first().cloned().found("region")?;
        path.reverse();
        Ok(Region {
            summary,
            path,
            children: store::children(r.tx(), self.id).await?,
            published: published(store::region_figures(r.tx(), self.id).await?),
            build_out: build_out(&store::build_out(r.tx(), self.id).await?),
            build_out_source: "register".to_owned(),
        })
    }
}

/// One entry a key: the latest value, and all dated ones. The rows come by key, the oldest first.
fn published(rows: Vec<RegionFigure>) -> Vec<PublishedFigure> {
    let mut all: Vec<PublishedFigure> = vec![];
    for row in rows {
        let key = row.key.to_string();
        if all.last().is_none_or(|last| last.key != key) {
            let (value, unit) = (row.value, None);
            all.push(PublishedFigure { key, value, unit, as_of: None, history: vec![] });
        }
        if let Some(last) = all.last_mut() {
            (last.value, last.unit, last.as_of) = (row.value, row.unit, row.as_of.clone());
            last.history.extend(row.as_of.map(|as_of| FigureAt { as_of, value: row.value }));
        }
    }
    all
}

/// One line a level that has centers.
fn build_out(counts: &[LevelCount]) -> Vec<BuildOut> {
    let line = |level: Level| {
        let of = |status| {
            let found = counts.iter().find(|c| c.level == level && c.status == status);
            found.map_or(0, |c| c.count)
        };
        BuildOut {
            level,
            open: of(Status::Open),
            building: of(Status::Building),
            renovating: of(Status::Renovating),
            planned: of(Status::Planned),
            closed: of(Status::Closed),
        }
    };
    let there = |level: &&Level| counts.iter().any(|c| c.level == **level);
    Level::ALL.iter().filter(there).map(|level| line(*level)).collect()
}
