use crate::commands::{AddPerson, Added};
use crate::finding::FindPeople;
use crate::model::{AgeBand, PersonHit, PersonId, Phone};
use crate::place::CenterId;
use crate::queries::{PrintedCard, ShowCard};
use lianxin_kernel::{Date, Language, Line, Secret};
use lianxin_web::{Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PersonFilter {
    /// A part of the name as written, in pinyin or by initials, the last digits of the phone, or a
    /// card's code; 2 to 80 characters.
    q: String,
    /// At whose desk.
    center: CenterId,
}

/// Who was found, at most 20.
#[derive(Serialize, ToSchema)]
struct PersonHits {
    items: Vec<PersonHit>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    #[schema(value_type = Line<40>)]
    name: Secret<Line<40>>,
    #[serde(default)]
    #[schema(value_type = Option<Phone>)]
    phone: Option<Secret<Phone>>,
    #[serde(default)]
    #[schema(value_type = Option<Date>)]
    birth_date: Option<Secret<Date>>,
    /// In place of the birth date.
    #[serde(default)]
    #[schema(value_type = Option<AgeBand>)]
    age_band: Option<Secret<AgeBand>>,
    home_center: CenterId,
    language: Language,
}

/// Finds people at the desk of a center.
#[utoipa::path(get, path = "/desk/people", tag = "people", params(PersonFilter),
    responses((status = 200, body = PersonHits), Problems))]
async fn find_people(
    SignedIn(act): SignedIn,
    Params(filter): Params<PersonFilter>,
) -> Reply<Json<PersonHits>> {
    let items = act.ask(FindPeople { center: filter.center, text: filter.q }).await?;
    Ok(Json(PersonHits { items }))
}

/// Adds someone at the desk of their home center, with a card.
#[utoipa::path(post, path = "/desk/people", tag = "people", request_body = NewPerson,
    responses((status = 201, body = Added), Problems))]
async fn add_person(SignedIn(act): SignedIn, Json(body): Json<NewPerson>) -> Reply<Created<Added>> {
    let NewPerson { name, phone, birth_date, age_band, home_center, language } = body;
    let home_center = Some(home_center);
    let command = AddPerson { name, phone, birth_date, age_band, home_center, language };
    Ok(Created(act.run(command).await?))
}

/// Shows a card for printing.
#[utoipa::path(get, path = "/desk/people/{id}/card", tag = "people",
    params(("id" = PersonId, Path)),
    responses((status = 200, body = PrintedCard), Problems))]
async fn show_card(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<PrintedCard>> {
    Ok(Json(act.ask(ShowCard { person }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(find_people, add_person)).routes(routes!(show_card))
}
