use super::filter::{CenterFilter, Rank};
use crate::lookup::Opening;
use crate::model::*;
use crate::permissions;
use crate::store::{self, CenterRow, CenterSketch};
use lianxin_kernel::{
    Cursor, Error, FieldCode, Found, Limit, Line, Note, Page, Permission, Query, Read, Result,
    Scope,
};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The centers that pass a filter.
pub struct ListCenters {
    pub filter: CenterFilter,
}

impl Query for ListCenters {
    const NAME: &'static str = "places.list_centers";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = Page<CenterCard>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<CenterCard>> {
        let filter = &self.filter;
        let from = filter.check()?;
        let limit = Limit::new(filter.limit)?;
        let after = Cursor::parse(filter.after.as_deref(), 3)?;
        let after = after.as_ref().map(Rank::parse).transpose()?;
        let ranks = self.ranks(r, from, after).await?;
        let page = Page::cut(ranks, limit, Rank::cursor);
        let ids: Vec<CenterId> = page.items.iter().map(|rank| rank.id).collect();
        let mut cards = cards(r, &ids).await?;
        let next = page.next;
        let card = |rank: Rank| {
            let mut card = cards.remove(&rank.id)?;
            card.meters = rank.meters;
            Some(card)
        };
        Ok(Page { items: page.items.into_iter().filter_map(card).collect(), next })
    }
}

impl ListCenters {
    /// Where all that pass stand, from `after` on.
    async fn ranks(
        &self,
        r: &mut Read<'_>,
        from: Option<Point>,
        after: Option<Rank>,
    ) -> Result<Vec<Rank>> {
        let CenterFilter { region, level, status, .. } = self.filter;
        if let Some(id) = region
            && store::region(r.tx(), id).await?.is_none()
        {
            return Err(Error::field("region", FieldCode::Unknown));
        }
        let mut found = store::sketches(r.tx(), region, level, status).await?;
        found.retain(|center| self.filter.takes(center));
        if self.filter.open_now == Some(true) {
            keep_open(r, &mut found).await?;
        }
        let mut ranks: Vec<Rank> = found.iter().map(|c| Rank::of(c, from)).collect();
        ranks.retain(|rank| {
            after.as_ref().is_none_or(|last| rank.compare(last) == Ordering::Greater)
        });
        ranks.sort_by(Rank::compare);
        Ok(ranks)
    }
}

async fn keep_open(r: &mut Read<'_>, found: &mut Vec<CenterSketch>) -> Result<()> {
    found.retain(|center| center.status == Status::Open);
    let ids: Vec<CenterId> = found.iter().map(|c| c.id).collect();
    let (now, zone) = (r.now(), r.zone().clone());
    let opening = Opening::read(r.tx(), &ids, zone.date(now)).await?;
    found.retain(|c| opening.state(c.id, c.status, &zone, now).state == Openness::Open);
    Ok(())
}

async fn cards(r: &mut Read<'_>, ids: &[CenterId]) -> Result<HashMap<CenterId, CenterCard>> {
    let (now, zone) = (r.now(), r.zone().clone());
    let opening = Opening::read(r.tx(), ids, zone.date(now)).await?;
    let rooms = store::room_counts(r.tx(), ids).await?;
    let rows = store::centers(r.tx(), ids).await?;
    let card = |row: CenterRow| {
        let state = opening.state(row.id, row.facts.status, &zone, now);
        (row.id, card(&row, state, rooms.get(&row.id).copied()))
    };
    Ok(rows.into_iter().map(card).collect())
}

fn card(row: &CenterRow, now: OpenState, registered: Option<i64>) -> CenterCard {
    let facts = &row.facts;
    let text = |line: &Line<200>| line.as_str().to_owned();
    CenterCard {
        id: row.id,
        key: row.key.clone(),
        name: facts.name.clone(),
        level: facts.level,
        status: facts.status,
        region: facts.region,
        address: facts.address.as_ref().map(text),
        lat: facts.lat,
        lon: facts.lon,
        meters: None,
        phone: facts.phone.as_ref().map(Line::to_string),
        now,
        rooms: facts.published.room_count.or(registered),
    }
}

/// One center with all that is known of it.
pub struct ShowCenter {
    pub id: CenterId,
}

impl Query for ShowCenter {
    const NAME: &'static str = "places.show_center";
    const NEEDS: Permission = permissions::SEE;
    type Target = Scope;
    type Out = Center;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Center> {
        let row = store::center(r.tx(), self.id).await?.found("center")?;
        let (now, zone) = (r.now(), r.zone().clone());
        let today = zone.date(now);
        let opening = Opening::read(r.tx(), &[self.id], today).await?;
        let registered = store::room_counts(r.tx(), &[self.id]).await?.remove(&self.id);
        let mut region_path = store::region_path(r.tx(), row.facts.region).await?;
        region_path.reverse();
        let status = row.facts.status;
        let state = opening.state(self.id, status, &zone, now);
        let card = card(&row, state, registered);
        let day = |n| opening.day(self.id, status, today.plus_days(n));
        let facts = row.facts;
        let texts = |lines: Vec<Line<80>>| lines.into_iter().map(Line::into_string).collect();
        Ok(Center {
            card,
            region_path,
            brand: facts.brand.map(Line::into_string),
            motto: facts.motto.map(Line::into_string),
            identities: texts(facts.identities),
            themes: texts(facts.themes),
            opened_on: facts.opened_on,
            published: facts.published,
            registered_rooms: registered.unwrap_or(0),
            free_of_charge: facts.free_of_charge,
            operator: facts.operator.map(Line::into_string),
            catchment: facts.catchment,
            sister_facilities: facts.sister_facilities,
            figures: store::center_figures(r.tx(), self.id).await?,
            history: store::status_history(r.tx(), self.id).await?,
            week: (0..7).map(day).collect(),
            sources: texts(facts.sources),
            note: facts.note.map(Note::into_string),
        })
    }
}
