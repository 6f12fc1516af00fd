use super::Count;
use super::in_json::InJson;
use crate::model::{Key, RegionFacts, RegionFigure, RegionId, RegionKind, RegionSummary};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::Result;

/// A region as it is kept.
pub(crate) struct RegionRow {
    pub id: RegionId,
    pub key: Key,
    pub number: Option<i64>,
    pub facts: RegionFacts,
}

impl FromRow for RegionRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let facts = RegionFacts {
            kind: row.get("kind")?,
            parent: row.get("parent")?,
            name: row.get("name")?,
            lat: row.get("lat")?,
            lon: row.get("lon")?,
            outline: row.get::<Option<InJson<_>>>("outline")?.map(|j| j.0),
            sources: row.get::<InJson<_>>("sources")?.0,
        };
        Ok(Self { id: row.get("id")?, key: row.get("key")?, number: row.get("number")?, facts })
    }
}

impl FromRow for RegionSummary {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            parent: row.get("parent")?,
            lat: row.get("lat")?,
            lon: row.get("lon")?,
        })
    }
}

impl FromRow for RegionFigure {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        // A row without a date has an empty one, so that it can stand in the key.
        let as_of = match row.get::<String>("as_of")?.is_empty() {
            true => None,
            false => Some(row.get("as_of")?),
        };
        Ok(Self {
            key: row.get("key")?,
            as_of,
            value: row.get("value")?,
            unit: row.get("unit")?,
            source: row.get("source")?,
        })
    }
}

pub(crate) async fn region_by_key(tx: &mut Tx, key: &Key) -> Result<Option<RegionRow>> {
    let q = stmt!(
        "select id, key, kind, number, parent, name, lat, lon, outline, sources
         from places_region where key = $1"
    );
    Ok(tx.opt(q.bind(key)).await?)
}

pub(crate) async fn region(tx: &mut Tx, id: RegionId) -> Result<Option<RegionRow>> {
    let q = stmt!(
        "select id, key, kind, number, parent, name, lat, lon, outline, sources
         from places_region where id = $1"
    );
    Ok(tx.opt(q.bind(id)).await?)
}

/// The region and those it lies in, from near to far; `[]` when there is no such region.
pub(crate) async fn region_path(tx: &mut Tx, id: RegionId) -> Result<Vec<RegionSummary>> {
    let q = stmt!(
        "with recursive up as (
           select id, parent, 0 as depth from places_region where id = $1
           union all
           select r.id, r.parent, up.depth + 1 from places_region r join up on r.id = up.parent
         )
         select r.id, r.kind, r.name, r.parent, r.lat, r.lon
         from up join places_region r on r.id = up.id order by up.depth"
    );
    Ok(tx.all(q.bind(id)).await?)
}

/// The ids of [`region_path`].
pub(crate) async fn path_ids(tx: &mut Tx, id: RegionId) -> Result<Vec<Id>> {
    Ok(region_path(tx, id).await?.into_iter().map(|r| r.id.0).collect())
}

/// The regions in a region, not itself, in the order of their keys.
pub(crate) async fn regions_below(
    tx: &mut Tx,
    region: RegionId,
    kind: Option<RegionKind>,
) -> Result<Vec<RegionSummary>> {
    let q = stmt!(
        "with recursive down as (
           select id from places_region where parent = $1
           union all
           select r.id from places_region r join down on r.parent = down.id
         )
         select r.id, r.kind, r.name, r.parent, r.lat, r.lon
         from down join places_region r on r.id = down.id where r.key is not null"
    );
    Ok(tx.all(q.bind(region).push_if(" and r.kind = ", kind).push(" order by r.key")).await?)
}

/// The regions at the top.
pub(crate) async fn roots(tx: &mut Tx) -> Result<Vec<Id>> {
    let q =
        stmt!("select id, kind, name, parent, lat, lon from places_region where parent is null");
    let roots: Vec<RegionSummary> = tx.all(q).await?;
    Ok(roots.into_iter().map(|r| r.id.0).collect())
}

/// The whole tree, the largest regions first.
pub(crate) async fn regions(tx: &mut Tx, limit: i64) -> Result<Vec<RegionSummary>> {
    let q = stmt!(
        "select id, kind, name, parent, lat, lon from places_region
         order by case kind when 'city' then 0 when 'county' then 1 when 'district' then 1
           when 'street' then 2 when 'community' then 3 else 4 end, coalesce(number, 0), key
         limit $1"
    );
    Ok(tx.all(q.bind(limit)).await?)
}

pub(crate) async fn children(tx: &mut Tx, id: RegionId) -> Result<Vec<RegionSummary>> {
    let q = stmt!(
        "select id, kind, name, parent, lat, lon from places_region where parent = $1
         order by coalesce(number, 0), key"
    );
    Ok(tx.all(q.bind(id)).await?)
}

pub(crate) async fn is_number_taken(tx: &mut Tx, number: u16) -> Result<bool> {
    let q = stmt!("select count(*) as n from places_region where number = $1");
    let Count(n) = tx.one(q.bind(number)).await?;
    Ok(n > 0)
}

pub(crate) async fn next_number(tx: &mut Tx) -> Result<i64> {
    let q = stmt!("select coalesce(max(number), 0) + 1 as n from places_region");
    let Count(n) = tx.one(q).await?;
    Ok(n)
}

pub(crate) async fn insert_region(tx: &mut Tx, row: &RegionRow) -> Result<()> {
    let q = stmt!(
        "insert into places_region
           (id, key, kind, number, parent, name, lat, lon, outline, sources)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let RegionFacts { kind, parent, name, lat, lon, outline, sources } = &row.facts;
    let q = q.bind(row.id).bind(&row.key).bind(*kind).bind(row.number).bind(*parent);
    let q = q.bind(name).bind(*lat).bind(*lon).bind(outline.as_ref().map(InJson));
    tx.run(q.bind(InJson(sources))).await?;
    Ok(())
}

/// Everything but the id, key and number, which stay for good.
pub(crate) async fn update_region(tx: &mut Tx, row: &RegionRow) -> Result<()> {
    let q = stmt!(
        "update places_region set kind = $2, parent = $3, name = $4, lat = $5, lon = $6,
           outline = $7, sources = $8 where id = $1"
    );
    let RegionFacts { kind, parent, name, lat, lon, outline, sources } = &row.facts;
    let q = q.bind(row.id).bind(*kind).bind(*parent).bind(name).bind(*lat).bind(*lon);
    tx.run(q.bind(outline.as_ref().map(InJson)).bind(InJson(sources))).await?;
    Ok(())
}

/// The kinds of its children, which must stay smaller than it.
pub(crate) async fn kinds_below(tx: &mut Tx, id: RegionId) -> Result<Vec<RegionKind>> {
    Ok(children(tx, id).await?.into_iter().map(|r| r.kind).collect())
}

/// The figures of a region by key and date, the oldest first.
pub(crate) async fn region_figures(tx: &mut Tx, id: RegionId) -> Result<Vec<RegionFigure>> {
    let q = stmt!(
        "select key, as_of, value, unit, source from places_region_figure
         where region = $1 order by key, as_of"
    );
    Ok(tx.all(q.bind(id)).await?)
}

pub(crate) async fn put_region_figure(
    tx: &mut Tx,
    id: RegionId,
    figure: &RegionFigure,
) -> Result<()> {
    let q = stmt!(
        "insert into places_region_figure (region, key, as_of, value, unit, source)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (region, key, as_of) do update
         set value = excluded.value, unit = excluded.unit, source = excluded.source"
    );
    let as_of = figure.as_of.as_ref().map_or("", |d| d.as_str());
    let q = q.bind(id).bind(&figure.key).bind(as_of).bind(figure.value);
    tx.run(q.bind(figure.unit.clone()).bind(figure.source.clone())).await?;
    Ok(())
}
