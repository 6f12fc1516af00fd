use super::in_json::InJson;
use crate::model::{MapFeature, RegionId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Names, Result};
use serde_json::Value;

/// A region that has an outline.
pub(crate) struct Outline {
    pub id: RegionId,
    pub kind: String,
    pub name: Names,
    pub geometry: Value,
}

impl FromRow for MapFeature {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let InJson(geometry) = row.get("geometry")?;
        Ok(Self { key: row.get("key")?, kind: row.get("kind")?, geometry })
    }
}

impl FromRow for Outline {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let InJson(geometry) = row.get("outline")?;
        Ok(Self { id: row.get("id")?, kind: row.get("kind")?, name: row.get("name")?, geometry })
    }
}

/// The features of a region itself, by key.
pub(crate) async fn features(tx: &mut Tx, region: RegionId) -> Result<Vec<MapFeature>> {
    let q = stmt!("select key, kind, geometry from places_feature where region = $1 order by key");
    Ok(tx.all(q.bind(region)).await?)
}

pub(crate) async fn replace_features(
    tx: &mut Tx,
    region: RegionId,
    features: &[MapFeature],
) -> Result<()> {
    tx.run(stmt!("delete from places_feature where region = $1").bind(region)).await?;
    for feature in features {
        let q = stmt!(
            "insert into places_feature (region, key, kind, geometry) values ($1, $2, $3, $4)"
        );
        let q = q.bind(region).bind(&feature.key).bind(feature.kind);
        tx.run(q.bind(InJson(&feature.geometry))).await?;
    }
    Ok(())
}

/// The features of a region and all below it, or all there are.
pub(crate) async fn features_below(
    tx: &mut Tx,
    region: Option<RegionId>,
) -> Result<Vec<MapFeature>> {
    let q = match region {
        None => stmt!("select key, kind, geometry from places_feature order by key, region"),
        Some(region) => stmt!(
            "with recursive down as (
               select id from places_region where id = $1
               union all
               select r.id from places_region r join down on r.parent = down.id
             )
             select key, kind, geometry from places_feature
             where region in (select id from down) order by key, region"
        )
        .bind(region),
    };
    Ok(tx.all(q).await?)
}

/// The outlines of a region and all below it, or all there are.
pub(crate) async fn outlines(tx: &mut Tx, region: Option<RegionId>) -> Result<Vec<Outline>> {
    let q = match region {
        None => stmt!(
            "select id, kind, name, outline from places_region
             where outline is not null
             order by coalesce(number, 0), key"
        ),
        Some(region) => stmt!(
            "with recursive down as (
               select id from places_region where id = $1
               union all
               select r.id from places_region r join down on r.parent = down.id
             )
             select id, kind, name, outline from places_region
             where id in (select id from down) and outline is not null
             order by coalesce(number, 0), key"
        )
        .bind(region),
    };
    Ok(tx.all(q).await?)
}
