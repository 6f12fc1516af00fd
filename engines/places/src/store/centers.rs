use super::in_json::{InJson, bounded};
use crate::model::*;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Line, Note, Result};
use std::collections::HashMap;

/// A center as it is kept.
pub(crate) struct CenterRow {
    pub id: CenterId,
    pub key: Key,
    pub facts: CenterFacts,
}

/// What a list of centers is sorted and sifted by.
pub(crate) struct CenterSketch {
    pub id: CenterId,
    pub level: Level,
    pub status: Status,
    pub point: Option<Point>,
    pub folded: String,
}

/// A status and how many centers of a level have it.
pub(crate) struct LevelCount {
    pub level: Level,
    pub status: Status,
    pub count: i64,
}

impl FromRow for CenterRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let published = Published {
            area_m2: row.get("area_m2")?,
            area_about: row.get("area_about")?,
            floors: row.get("floors")?,
            room_count: row.get("room_count")?,
            service_items: row.get("service_items")?,
            service_items_about: row.get("service_items_about")?,
            domains: row.get("domains")?,
        };
        let facts = CenterFacts {
            level: row.get("level")?,
            region: row.get("region")?,
            name: row.get("name")?,
            status: row.get("status")?,
            address: bounded(row, "address", Line::new)?,
            lat: row.get("lat")?,
            lon: row.get("lon")?,
            phone: bounded(row, "phone", Line::new)?,
            brand: bounded(row, "brand", Line::new)?,
            motto: bounded(row, "motto", Line::new)?,
            identities: row.get::<InJson<_>>("identities")?.0,
            themes: row.get::<InJson<_>>("themes")?.0,
            opened_on: row.get("opened_on")?,
            published,
            free_of_charge: row.get("free_of_charge")?,
            operator: bounded(row, "operator", Line::new)?,
            catchment: row.get::<Option<InJson<_>>>("catchment")?.map(|j| j.0),
            sister_facilities: row.get::<InJson<_>>("sister_facilities")?.0,
            sources: row.get::<InJson<_>>("sources")?.0,
            note: bounded(row, "note", Note::new)?,
        };
        Ok(Self { id: row.get("id")?, key: row.get("key")?, facts })
    }
}

impl FromRow for CenterSketch {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let at: (Option<f64>, Option<f64>) = (row.get("lat")?, row.get("lon")?);
        Ok(Self {
            id: row.get("id")?,
            level: row.get("level")?,
            status: row.get("status")?,
            point: at.0.zip(at.1).map(|(lat, lon)| Point { lat, lon }),
            folded: row.get("folded")?,
        })
    }
}

impl FromRow for CenterSpot {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let at: (Option<f64>, Option<f64>) = (row.get("lat")?, row.get("lon")?);
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            status: row.get("status")?,
            point: at.0.zip(at.1).map(|(lat, lon)| Point { lat, lon }),
        })
    }
}

impl FromRow for LevelCount {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { level: row.get("level")?, status: row.get("status")?, count: row.get("n")? })
    }
}

impl FromRow for StatusSince {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { status: row.get("status")?, since: row.get("since")? })
    }
}

impl FromRow for CenterFigure {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let there = |text: String| (!text.is_empty()).then_some(text);
        let as_of = match there(row.get("as_of")?) {
            Some(_) => Some(row.get("as_of")?),
            None => None,
        };
        Ok(Self {
            key: row.get("key")?,
            value: row.get("value")?,
            about: row.get("about")?,
            as_of,
            period: there(row.get("period")?),
        })
    }
}

pub(crate) async fn centers(tx: &mut Tx, ids: &[CenterId]) -> Result<Vec<CenterRow>> {
    let q = stmt!(
        "select id, key, level, region, name, status, address, lat, lon, phone, brand, motto,
           operator, free_of_charge, opened_on, area_m2, area_about, floors, room_count,
           service_items, service_items_about, domains, identities, themes, sister_facilities,
           catchment, sources, note
         from places_center"
    );
    Ok(tx.all(q.push_in(" where id in ", ids.iter().copied())).await?)
}

pub(crate) async fn center(tx: &mut Tx, id: CenterId) -> Result<Option<CenterRow>> {
    Ok(centers(tx, &[id]).await?.into_iter().next())
}

pub(crate) async fn center_by_key(tx: &mut Tx, key: &Key) -> Result<Option<CenterRow>> {
    let q = stmt!("select id, level, status, lat, lon, folded from places_center where key = $1");
    let sketch: Option<CenterSketch> = tx.opt(q.bind(key)).await?;
    match sketch {
        Some(sketch) => center(tx, sketch.id).await,
        None => Ok(None),
    }
}

/// The centers of a region and all below it, or of every region, in no order.
pub(crate) async fn sketches(
    tx: &mut Tx,
    region: Option<RegionId>,
    level: Option<Level>,
    status: Option<Status>,
) -> Result<Vec<CenterSketch>> {
    let q = match region {
        None => stmt!(
            "select id, level, status, lat, lon, folded from places_center where level is not null"
        ),
        Some(region) => stmt!(
            "with recursive down as (
               select id from places_region where id = $1
               union all
               select r.id from places_region r join down on r.parent = down.id
             )
             select id, level, status, lat, lon, folded from places_center
             where region in (select id from down)"
        )
        .bind(region),
    };
    let q = q.push_if(" and level = ", level).push_if(" and status = ", status);
    Ok(tx.all(q).await?)
}

/// Where these centers are, or all of the installation, in the order of their ids.
pub(crate) async fn spots(tx: &mut Tx, ids: Option<&[CenterId]>) -> Result<Vec<CenterSpot>> {
    let q = stmt!("select id, name, status, lat, lon from places_center where level is not null");
    let q = match ids {
        Some(ids) => q.push_in(" and id in ", ids.iter().copied()),
        None => q,
    };
    Ok(tx.all(q.push(" order by id")).await?)
}

/// How many centers of each level and status are in a region and all below it.
pub(crate) async fn build_out(tx: &mut Tx, region: RegionId) -> Result<Vec<LevelCount>> {
    let q = stmt!(
        "with recursive down as (
           select id from places_region where id = $1
           union all
           select r.id from places_region r join down on r.parent = down.id
         )
         select level, status, count(*) as n from places_center
         where region in (select id from down) group by level, status"
    );
    Ok(tx.all(q.bind(region)).await?)
}

/// A new center with what must be there; [`update_center`] fills in the rest.
pub(crate) async fn insert_center(tx: &mut Tx, row: &CenterRow) -> Result<()> {
    let q = stmt!(
        "insert into places_center
           (id, key, level, region, name, folded, status, area_about, service_items_about,
            identities, themes, sister_facilities, sources)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $9, $9, $9)"
    );
    let CenterFacts { level, region, name, status, .. } = &row.facts;
    let q = q.bind(row.id).bind(&row.key).bind(*level).bind(*region).bind(name).bind("");
    let q = q.bind(*status).bind(false).bind(InJson(&[(); 0]));
    tx.run(q).await?;
    update_center(tx, row).await
}

/// Everything but the id and key, which stay for good.
pub(crate) async fn update_center(tx: &mut Tx, row: &CenterRow) -> Result<()> {
    let q = stmt!(
        "update places_center set level = $2, region = $3, name = $4, folded = $5, status = $6,
           address = $7, lat = $8, lon = $9, phone = $10, brand = $11, motto = $12,
           operator = $13, free_of_charge = $14, opened_on = $15, area_m2 = $16,
           area_about = $17, floors = $18, room_count = $19, service_items = $20,
           service_items_about = $21, domains = $22, identities = $23, themes = $24,
           sister_facilities = $25, catchment = $26, sources = $27, note = $28
         where id = $1"
    );
    let f = &row.facts;
    let p = &f.published;
    let q = q.bind(row.id).bind(f.level).bind(f.region).bind(&f.name).bind(folded(row));
    let q = q.bind(f.status).bind(f.address.as_ref()).bind(f.lat).bind(f.lon);
    let q = q.bind(f.phone.as_ref()).bind(f.brand.as_ref()).bind(f.motto.as_ref());
    let q = q.bind(f.operator.as_ref()).bind(f.free_of_charge).bind(f.opened_on.as_ref());
    let q = q.bind(p.area_m2).bind(p.area_about).bind(p.floors).bind(p.room_count);
    let q = q.bind(p.service_items).bind(p.service_items_about).bind(p.domains);
    let q = q.bind(InJson(&f.identities)).bind(InJson(&f.themes));
    let q = q.bind(InJson(&f.sister_facilities)).bind(f.catchment.as_ref().map(InJson));
    tx.run(q.bind(InJson(&f.sources)).bind(f.note.as_ref())).await?;
    Ok(())
}

/// What a center is searched by: its names, address and brand, each on a line of its own.
fn folded(row: &CenterRow) -> String {
    let more =
        [row.facts.address.as_ref().map(Line::as_str), row.facts.brand.as_ref().map(Line::as_str)];
    let texts = row.facts.name.all().chain(more.into_iter().flatten());
    texts.map(fold).collect::<Vec<_>>().join("\n")
}

pub(crate) async fn set_status(tx: &mut Tx, id: CenterId, status: Status) -> Result<()> {
    let q = stmt!("update places_center set status = $2 where id = $1");
    tx.run(q.bind(id).bind(status)).await?;
    Ok(())
}

/// The dated states of a center, the oldest first.
pub(crate) async fn status_history(tx: &mut Tx, id: CenterId) -> Result<Vec<StatusSince>> {
    let q = stmt!(
        "select status, since from places_center_status where center = $1 order by since, status"
    );
    Ok(tx.all(q.bind(id)).await?)
}

pub(crate) async fn add_status(tx: &mut Tx, id: CenterId, status: &StatusSince) -> Result<()> {
    let q = stmt!(
        "insert into places_center_status (center, since, status) values ($1, $2, $3)
         on conflict (center, since, status) do nothing"
    );
    tx.run(q.bind(id).bind(&status.since).bind(status.status)).await?;
    Ok(())
}

pub(crate) async fn center_figures(tx: &mut Tx, id: CenterId) -> Result<Vec<CenterFigure>> {
    let q = stmt!(
        "select key, as_of, period, value, about from places_center_figure
         where center = $1 order by key, as_of, period"
    );
    Ok(tx.all(q.bind(id)).await?)
}

pub(crate) async fn put_center_figure(
    tx: &mut Tx,
    id: CenterId,
    figure: &CenterFigure,
) -> Result<()> {
    let q = stmt!(
        "insert into places_center_figure (center, key, as_of, period, value, about)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (center, key, as_of, period) do update
         set value = excluded.value, about = excluded.about"
    );
    let as_of = figure.as_of.as_ref().map_or("", |d| d.as_str());
    let q = q.bind(id).bind(&figure.key).bind(as_of).bind(figure.period.as_deref().unwrap_or(""));
    tx.run(q.bind(figure.value).bind(figure.about)).await?;
    Ok(())
}

/// How many rooms each of these centers has in the register; a center without rooms is left out.
pub(crate) async fn room_counts(tx: &mut Tx, ids: &[CenterId]) -> Result<HashMap<CenterId, i64>> {
    // Grouped before the list is pushed, so that the text alone can be prepared.
    let q = stmt!("select center, count(*) as n from places_room group by center");
    let q = q.push_in(" having center in ", ids.iter().copied());
    let counts: Vec<RoomCount> = tx.all(q).await?;
    Ok(counts.into_iter().map(|c| (c.0, c.1)).collect())
}

struct RoomCount(CenterId, i64);

impl FromRow for RoomCount {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("center")?, row.get("n")?))
    }
}
