//! Streets and people: what a plan stands on.
use super::upload::{Named, Upload};
use super::{District, district};
use crate::answers;
use crate::commands::{AddNetwork, AddPopulation, DeleteNetwork, DeletePopulation};
use crate::model::*;
use crate::queries::{ListNetworks, ListPopulations, ShowNetwork, ShowPopulation};
use crate::read::{read_network, read_population};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lianxin_places::MapCollection;
use lianxin_web::{Created, Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};

/// Lists the street networks of a district.
#[utoipa::path(get, path = "/planning/networks", tag = "planning", params(District),
    responses((status = 200, body = NetworkList), Problems))]
async fn list_networks(
    SignedIn(act): SignedIn,
    Params(District { district: asked }): Params<District>,
) -> Reply<Json<NetworkList>> {
    let region = district(&act, asked).await?;
    Ok(Json(act.ask(ListNetworks { region }).await?))
}

/// Reads a map file (OpenStreetMap .osm.pbf, .osm, .osm.gz, or GeoJSON lines) into a street network.
#[utoipa::path(post, path = "/planning/networks", tag = "planning", params(Named),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, body = Network), Problems))]
async fn add_network(
    SignedIn(act): SignedIn,
    Params(Named { name, district: asked }): Params<Named>,
    file: Upload,
) -> Reply<Created<Network>> {
    let region = district(&act, asked).await?;
    // Who may not keep it does not get it read either.
    act.ask(crate::queries::MayPlan { region }).await?;
    let read = read_network(file.read().await?).await?;
    Ok(Created(act.run(AddNetwork::new(region, name, read)).await?))
}

/// Shows a street network.
#[utoipa::path(get, path = "/planning/networks/{id}", tag = "planning",
    params(("id" = NetworkId, Path)), responses((status = 200, body = Network), Problems))]
async fn show_network(
    SignedIn(act): SignedIn,
    Path(network): Path<NetworkId>,
) -> Reply<Json<Network>> {
    Ok(Json(act.ask(ShowNetwork { network }).await?.network))
}

/// Deletes a street network that no scenario stands on.
#[utoipa::path(delete, path = "/planning/networks/{id}", tag = "planning",
    params(("id" = NetworkId, Path)), responses((status = 204), Problems))]
async fn delete_network(SignedIn(act): SignedIn, Path(network): Path<NetworkId>) -> Reply<Done> {
    act.run(DeleteNetwork { network }).await?;
    Ok(Done)
}

/// Shows the streets of a network as GeoJSON, one feature a kind of way, simplified to be drawn.
#[utoipa::path(get, path = "/planning/networks/{id}/map", tag = "planning",
    params(("id" = NetworkId, Path)), responses((status = 200, body = MapCollection), Problems))]
async fn show_network_map(
    SignedIn(act): SignedIn,
    Path(network): Path<NetworkId>,
    headers: HeaderMap,
) -> Reply<Response> {
    let known = act.ask(ShowNetwork { network }).await?;
    // What a network is never changes: a browser that has its map keeps it.
    let tag = format!("\"{}\"", known.checksum);
    let cache =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, max-age=86400".to_owned())];
    let has = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if has.is_some_and(|has| has.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, cache).into_response());
    }
    let map = answers::map(&act, &known).await?;
    let kind = [(header::CONTENT_TYPE, "application/geo+json")];
    Ok((cache, kind, map.to_string()).into_response())
}

/// Lists the populations of a district.
#[utoipa::path(get, path = "/planning/populations", tag = "planning", params(District),
    responses((status = 200, body = PopulationList), Problems))]
async fn list_populations(
    SignedIn(act): SignedIn,
    Params(District { district: asked }): Params<District>,
) -> Reply<Json<PopulationList>> {
    let region = district(&act, asked).await?;
    Ok(Json(act.ask(ListPopulations { region }).await?))
}

/// Reads a file of people (CSV, GeoJSON points or polygons, GeoTIFF) into a population.
#[utoipa::path(post, path = "/planning/populations", tag = "planning", params(Named),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, body = Population), Problems))]
async fn add_population(
    SignedIn(act): SignedIn,
    Params(Named { name, district: asked }): Params<Named>,
    file: Upload,
) -> Reply<Created<Population>> {
    let region = district(&act, asked).await?;
    act.ask(crate::queries::MayPlan { region }).await?;
    let read = read_population(file.read().await?).await?;
    Ok(Created(act.run(AddPopulation::new(region, name, read)).await?))
}

/// Shows a population.
#[utoipa::path(get, path = "/planning/populations/{id}", tag = "planning",
    params(("id" = PopulationId, Path)), responses((status = 200, body = Population), Problems))]
async fn show_population(
    SignedIn(act): SignedIn,
    Path(population): Path<PopulationId>,
) -> Reply<Json<Population>> {
    Ok(Json(act.ask(ShowPopulation { population }).await?.population))
}

/// Deletes a population that no scenario stands on.
#[utoipa::path(delete, path = "/planning/populations/{id}", tag = "planning",
    params(("id" = PopulationId, Path)), responses((status = 204), Problems))]
async fn delete_population(
    SignedIn(act): SignedIn,
    Path(population): Path<PopulationId>,
) -> Reply<Done> {
    act.run(DeletePopulation { population }).await?;
    Ok(Done)
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_networks, add_network))
        .routes(routes!(show_network, delete_network))
        .routes(routes!(show_network_map))
        .routes(routes!(list_populations, add_population))
        .routes(routes!(show_population, delete_population))
}
