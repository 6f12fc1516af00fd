//! What centers lend.
use super::NoFields;
use crate::commands::{AddItem, ChangeItem, EndItem, NewItem};
use crate::model::{Item, ItemFacts, ItemId};
use crate::queries::ListItems;
use crate::record::ItemList;
use lianxin_places::CenterId;
use lianxin_web::{Caller, Created, Done, Json, Path, Problems, Reply, Routes, SignedIn, routes};

/// Lists what a center lends.
#[utoipa::path(get, path = "/centers/{id}/items", tag = "calendar",
    params(("id" = CenterId, Path)), responses((status = 200, body = ItemList), Problems))]
async fn list_items(Caller(act): Caller, Path(center): Path<CenterId>) -> Reply<Json<ItemList>> {
    Ok(Json(act.ask(ListItems { center }).await?))
}

/// Adds a thing to what a center lends.
#[utoipa::path(post, path = "/desk/items", tag = "calendar", request_body = NewItem,
    responses((status = 201, body = Item), Problems))]
async fn add_item(SignedIn(act): SignedIn, Json(item): Json<NewItem>) -> Reply<Created<Item>> {
    Ok(Created(act.run(AddItem { item }).await?))
}

/// Says anew what a thing is.
#[utoipa::path(put, path = "/desk/items/{id}", tag = "calendar",
    params(("id" = ItemId, Path)), request_body = ItemFacts,
    responses((status = 200, body = Item), Problems))]
async fn change_item(
    SignedIn(act): SignedIn,
    Path(item): Path<ItemId>,
    Json(facts): Json<ItemFacts>,
) -> Reply<Json<Item>> {
    Ok(Json(act.run(ChangeItem { item, facts }).await?))
}

/// Takes a thing out of what is lent.
#[utoipa::path(post, path = "/desk/items/{id}/end", tag = "calendar",
    params(("id" = ItemId, Path)), request_body = NoFields,
    responses((status = 204), Problems))]
async fn end_item(
    SignedIn(act): SignedIn,
    Path(item): Path<ItemId>,
    Json(NoFields {}): Json<NoFields>,
) -> Reply<Done> {
    act.run(EndItem { item }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_items))
        .routes(routes!(add_item))
        .routes(routes!(change_item))
        .routes(routes!(end_item))
}
