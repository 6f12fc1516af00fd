//! Looks: who is covered, what a plan changes, which streets have all they shall have.
use super::{District, district};
use crate::answers;
use crate::model::*;
use crate::queries::{ShowEstates, ShowFive};
use lianxin_web::{Json, Params, Problems, Reply, Routes, SignedIn, Wanted, routes};

/// Shows who reaches a center on foot. Changes nothing.
#[utoipa::path(post, path = "/planning/coverage", tag = "planning", request_body = Question,
    responses((status = 200, body = Coverage), Problems))]
async fn show_coverage(
    SignedIn(act): SignedIn,
    Wanted(language): Wanted,
    Json(question): Json<Question>,
) -> Reply<Json<Coverage>> {
    Ok(Json(answers::coverage(&act, question, language).await?))
}

/// Lays plans beside today. Changes nothing.
#[utoipa::path(post, path = "/planning/compare", tag = "planning", request_body = Comparing,
    responses((status = 200, body = Comparison), Problems))]
async fn show_comparison(
    SignedIn(act): SignedIn,
    Wanted(language): Wanted,
    Json(comparing): Json<Comparing>,
) -> Reply<Json<Comparison>> {
    Ok(Json(answers::comparison(&act, comparing, language).await?))
}

/// Shows which streets have a center, a health station, a house for elders, childcare and a market.
#[utoipa::path(get, path = "/planning/five", tag = "planning", params(District),
    responses((status = 200, body = Five), Problems))]
async fn show_five(
    SignedIn(act): SignedIn,
    Wanted(language): Wanted,
    Params(District { district: asked }): Params<District>,
) -> Reply<Json<Five>> {
    let region = district(&act, asked).await?;
    Ok(Json(act.ask(ShowFive { region, language }).await?))
}

/// Shows which housing estates have a station of their own.
#[utoipa::path(get, path = "/planning/estates", tag = "planning", params(District),
    responses((status = 200, body = Estates), Problems))]
async fn show_estates(
    SignedIn(act): SignedIn,
    Wanted(language): Wanted,
    Params(District { district: asked }): Params<District>,
) -> Reply<Json<Estates>> {
    let region = district(&act, asked).await?;
    Ok(Json(act.ask(ShowEstates { region, language }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_coverage))
        .routes(routes!(show_comparison))
        .routes(routes!(show_five))
        .routes(routes!(show_estates))
}
