use super::{Part, complete};
use lianxin_kernel::{Act, Error, Result};
use lianxin_people::{PlaceId, ShowAccount};
use lianxin_places::CenterCard;
use lianxin_places::queries::{CenterFilter, ListCenters, ShowCenter};
use lianxin_web::{Caller, Json, Problems, Reply};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The centers one works at, those below the regions one works for included.
#[derive(Serialize, ToSchema)]
pub struct DeskCenters {
    pub items: Vec<CenterCard>,
}

/// Pages that are read for one region; a network with more centers is worked at region by region.
const PAGES: usize = 20;

/// Lists the centers one works at.
#[utoipa::path(get, path = "/desk/centers", tag = "desk", responses((status = 200, body = DeskCenters), Problems))]
pub async fn list_desk_centers(Caller(act): Caller) -> Reply<Json<Value>> {
    let items = centers(&act).await?;
    let mut answer = serde_json::to_value(DeskCenters { items }).map_err(Error::internal)?;
    complete(act.app(), Part::Centers, &mut answer).await?;
    Ok(Json(answer))
}

async fn centers(act: &Act) -> Result<Vec<CenterCard>> {
    let account = act.ask(ShowAccount).await?;
    let places: Vec<PlaceId> = account.desk.iter().map(|g| g.place).collect();
    if places.is_empty() {
        return Err(Error::Forbidden);
    }
    let mut items: Vec<CenterCard> = vec![];
    for place in places {
        match place {
            PlaceId::Center(id) => items.push(act.ask(ShowCenter { id }).await?.card),
            PlaceId::Region(region) => {
                let mut filter = CenterFilter {
                    region: Some(region),
                    limit: Some(100),
                    ..CenterFilter::default()
                };
                for _ in 0..PAGES {
                    let page = act.ask(ListCenters { filter: filter.clone() }).await?;
                    items.extend(page.items);
                    filter.after = page.next;
                    if filter.after.is_none() {
                        break;
                    }
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    items.retain(|center| seen.insert(center.id));
    Ok(items)
}
