use crate::model::*;
use crate::permissions;
use crate::store::{self, Outline};
use lianxin_kernel::{Error, FieldCode, Permission, Query, Read, Result, Scope};
use serde_json::json;

/// The own map of a region and all below it, or of everything there is.
pub struct ShowMap {
    pub region: Option<RegionId>,
}

impl Query for ShowMap {
    const NAME: &'static str = "places.show_map";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = MapCollection;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<MapCollection> {
        if let Some(id) = self.region
            && store::region(r.tx(), id).await?.is_none()
        {
            return Err(Error::field("region", FieldCode::Unknown));
        }
        let outlines = store::outlines(r.tx(), self.region).await?;
        let features = store::features_below(r.tx(), self.region).await?;
        let pieces = outlines.into_iter().map(region).chain(features.into_iter().map(feature));
        Ok(MapCollection { r#type: "FeatureCollection".to_owned(), features: pieces.collect() })
    }
}

fn region(outline: Outline) -> MapPiece {
    let Outline { id, kind, name, geometry } = outline;
    let properties = json!({ "kind": "region", "id": id, "region_kind": kind, "name": name });
    MapPiece { r#type: "Feature".to_owned(), properties, geometry }
}

fn feature(feature: MapFeature) -> MapPiece {
    let properties = json!({ "kind": feature.kind });
    MapPiece { r#type: "Feature".to_owned(), properties, geometry: feature.geometry }
}
