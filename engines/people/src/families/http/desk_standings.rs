use super::me::StandingList;
use crate::families::commands::{
    EndSensitiveStanding, EndStanding, GiveSensitiveStanding, GiveStanding, NewStanding,
};
use crate::families::model::{Standing, StandingAt, StandingConsent, StandingId, StandingKind};
use crate::families::queries::{ListSensitiveStandingsAt, ListStandings, ListStandingsAt};
use crate::model::{PersonId, PlaceId};
use lianxin_kernel::{Date, Limit, Page, Purpose, Secret};
use lianxin_web::{
    Created, Done, Json, Params, Path, Path2, Problems, Reply, Routes, SignedIn, routes,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// What someone is at a place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GivenStanding {
    kind: StandingKind,
    place: PlaceId,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    /// `signed_form`, needed for party members and veterans.
    #[serde(default)]
    consent: Option<StandingConsent>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StandingFilter {
    place: PlaceId,
    kind: StandingKind,
    /// What for; needed for party members and veterans.
    purpose: Option<Purpose>,
    after: Option<String>,
    limit: Option<i64>,
}

/// Lists what a person is in the life of places, without what is sensitive.
#[utoipa::path(get, path = "/desk/people/{id}/standings", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = StandingList), Problems))]
async fn list_standings(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<StandingList>> {
    Ok(Json(StandingList { items: act.ask(ListStandings { person }).await? }))
}

/// Writes down what a person is at a place.
#[utoipa::path(post, path = "/desk/people/{id}/standings", tag = "people",
    params(("id" = PersonId, Path)), request_body = GivenStanding,
    responses((status = 201, body = Standing), Problems))]
async fn give_standing(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<GivenStanding>,
) -> Reply<Created<Standing>> {
    let GivenStanding { kind, place, from, until, consent } = body;
    let standing = NewStanding { kind, place, from, until };
    let act = act.each_time();
    Ok(Created(match kind.is_sensitive() {
        true => {
            let standing = Secret::new(standing);
            act.run(GiveSensitiveStanding { person, standing, consent }).await?
        }
        false => act.run(GiveStanding { person, standing }).await?,
    }))
}

/// Ends what a person is at a place.
#[utoipa::path(delete, path = "/desk/people/{id}/standings/{standing}", tag = "people",
    params(("id" = PersonId, Path), ("standing" = StandingId, Path)),
    responses((status = 204), Problems))]
async fn end_standing(
    SignedIn(act): SignedIn,
    Path2(person, standing): Path2<PersonId, StandingId>,
) -> Reply<Done> {
    act.run(EndStanding { person, standing }).await?;
    Ok(Done)
}

/// Ends that a person is kept as a party member or veteran.
#[utoipa::path(delete, path = "/desk/people/{id}/sensitive-standings/{standing}", tag = "people",
    params(("id" = PersonId, Path), ("standing" = StandingId, Path)),
    responses((status = 204), Problems))]
async fn end_sensitive_standing(
    SignedIn(act): SignedIn,
    Path2(person, standing): Path2<PersonId, StandingId>,
) -> Reply<Done> {
    act.run(EndSensitiveStanding { person, standing }).await?;
    Ok(Done)
}

/// Lists who is something at a place.
#[utoipa::path(get, path = "/desk/standings", tag = "people", params(StandingFilter),
    responses((status = 200, body = Page<StandingAt>), Problems))]
async fn list_standings_at(
    SignedIn(act): SignedIn,
    Params(filter): Params<StandingFilter>,
) -> Reply<Json<Page<StandingAt>>> {
    let StandingFilter { place, kind, purpose, after, limit } = filter;
    let limit = Limit::new(limit)?;
    Ok(Json(match kind.is_sensitive() {
        true => act.ask(ListSensitiveStandingsAt { place, kind, purpose, after, limit }).await?,
        false => act.ask(ListStandingsAt { place, kind, after, limit }).await?,
    }))
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_standings, give_standing))
        .routes(routes!(end_standing))
        .routes(routes!(end_sensitive_standing))
        .routes(routes!(list_standings_at))
}
