//! The endpoint.
use super::{CorrectPerson, Correction, CorrectionReason};
use crate::families::given;
use crate::families::model::Sex;
use crate::model::{AgeBand, PersonHit, PersonId, Phone};
use crate::place::CenterId;
use lianxin_kernel::{Date, Language, Line, Secret};
use lianxin_web::{Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

/// What to put right, and why; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonCorrection {
    reason: CorrectionReason,
    #[serde(default)]
    #[schema(value_type = Option<Line<40>>)]
    name: Option<Secret<Line<40>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Phone>)]
    phone: Option<Secret<Option<Phone>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Date>)]
    birth_date: Option<Secret<Option<Date>>>,
    /// In place of the birth date; giving one of them takes the other away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<AgeBand>)]
    age_band: Option<Secret<Option<AgeBand>>>,
    #[serde(default)]
    home_center: Option<CenterId>,
    #[serde(default)]
    language: Option<Language>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Sex>)]
    sex: Option<Secret<Option<Sex>>>,
}

/// Puts right what stands in someone's record; they are told.
#[utoipa::path(patch, path = "/desk/people/{id}", tag = "people",
    params(("id" = PersonId, Path)), request_body = PersonCorrection,
    responses((status = 200, body = PersonHit), Problems))]
async fn correct_person(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<PersonCorrection>,
) -> Reply<Json<PersonHit>> {
    let PersonCorrection { reason, name, phone, birth_date, age_band, home_center, language, sex } =
        body;
    let correction = Correction { name, phone, birth_date, age_band, home_center, language, sex };
    Ok(Json(act.run(CorrectPerson { person, correction, reason }).await?))
}

pub(crate) fn routes() -> Routes {
    Routes::new().routes(routes!(correct_person))
}
