use super::given;
use super::me::ResidencyClaim;
use crate::families::commands::{
    ChangeDetails, ClaimResidency, ConfirmResidency, RefuseResidency, SetNeeds,
};
use crate::families::model::{
    Details, DetailsChange, Field, LunarBirthday, Needs, Record, Residency, ResidencyEvidence, Sex,
};
use crate::families::queries::{ShowDetails, ShowRecord, ShowResidency, ShowSensitiveRecord};
use crate::model::PersonId;
use lianxin_kernel::{Date, Error, FieldCode, Note, Purpose, Secret};
use lianxin_web::{Done, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RecordFilter {
    /// Which fields, with commas between; without it all that are not sensitive, the phone masked.
    fields: Option<String>,
    /// What for. Needed as soon as a field is sensitive; goes into the audit, and the person can see
    /// it.
    purpose: Option<Purpose>,
}

impl RecordFilter {
    fn fields(&self) -> Result<Vec<Field>, Error> {
        let words = self.fields.as_deref().unwrap_or_default();
        let words = words.split(',').map(str::trim).filter(|w| !w.is_empty());
        let unknown = || Error::field("fields", FieldCode::Unknown);
        let read = |word: &str| Field::from_code(word).ok_or_else(unknown);
        words.take(Field::ALL.len() + 1).map(read).collect()
    }
}

/// What to change; a field that is not there stays, `null` takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlainDetailsChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Sex>)]
    sex: Option<Secret<Option<Sex>>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<LunarBirthday>)]
    lunar_birthday: Option<Secret<Option<LunarBirthday>>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResidencyConfirmation {
    evidence: ResidencyEvidence,
    #[serde(default)]
    until: Option<Date>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResidencyRefusal {
    #[schema(value_type = Note<200>)]
    reason: Secret<Note<200>>,
}

/// Shows one person's record, field by field as allowed.
#[utoipa::path(get, path = "/desk/people/{id}/record", tag = "people",
    params(("id" = PersonId, Path), RecordFilter),
    responses((status = 200, body = Record), Problems))]
async fn show_record(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Params(filter): Params<RecordFilter>,
) -> Reply<Json<Record>> {
    let (fields, purpose) = (filter.fields()?, filter.purpose);
    Ok(Json(match fields.iter().any(|f| f.is_sensitive()) {
        true => act.ask(ShowSensitiveRecord { person, purpose, fields }).await?,
        false => act.ask(ShowRecord { person, purpose, fields }).await?,
    }))
}

/// Shows sex and lunar birthday of a person.
#[utoipa::path(get, path = "/desk/people/{id}/details", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = Details), Problems))]
async fn show_details(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<Details>> {
    Ok(Json(act.ask(ShowDetails { person }).await?))
}

/// Writes down sex and lunar birthday of a person.
#[utoipa::path(patch, path = "/desk/people/{id}/details", tag = "people",
    params(("id" = PersonId, Path)), request_body = PlainDetailsChange,
    responses((status = 200, body = Details), Problems))]
async fn change_details(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<PlainDetailsChange>,
) -> Reply<Json<Details>> {
    let PlainDetailsChange { sex, lunar_birthday } = body;
    let change = DetailsChange { sex, lunar_birthday, needs: None };
    Ok(Json(act.run(ChangeDetails { person, change }).await?))
}

/// Writes down what a person needs.
#[utoipa::path(put, path = "/desk/people/{id}/needs", tag = "people",
    params(("id" = PersonId, Path)), request_body = Needs,
    responses((status = 204), Problems))]
async fn set_needs(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(needs): Json<Needs>,
) -> Reply<Done> {
    act.run(SetNeeds { person, needs: Secret::new(needs) }).await?;
    Ok(Done)
}

/// Shows whether a person is known to live where they say.
#[utoipa::path(get, path = "/desk/people/{id}/residency", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = Residency), Problems))]
async fn show_residency(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<Residency>> {
    Ok(Json(act.ask(ShowResidency { person }).await?))
}

/// Writes down that a person says they live here. Another of the staff decides it.
#[utoipa::path(post, path = "/desk/people/{id}/residency", tag = "people",
    params(("id" = PersonId, Path)), request_body = ResidencyClaim,
    responses((status = 200, body = Residency), Problems))]
async fn claim_residency(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<ResidencyClaim>,
) -> Reply<Json<Residency>> {
    Ok(Json(act.run(ClaimResidency { person, evidence: body.evidence }).await?))
}

/// Confirms by what was shown that a person lives here.
#[utoipa::path(post, path = "/desk/people/{id}/residency/confirm", tag = "people",
    params(("id" = PersonId, Path)), request_body = ResidencyConfirmation,
    responses((status = 200, body = Residency), Problems))]
async fn confirm_residency(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<ResidencyConfirmation>,
) -> Reply<Json<Residency>> {
    let ResidencyConfirmation { evidence, until } = body;
    Ok(Json(act.run(ConfirmResidency { person, evidence, until }).await?))
}

/// Refuses a claim to live here, saying why.
#[utoipa::path(post, path = "/desk/people/{id}/residency/refuse", tag = "people",
    params(("id" = PersonId, Path)), request_body = ResidencyRefusal,
    responses((status = 200, body = Residency), Problems))]
async fn refuse_residency(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<ResidencyRefusal>,
) -> Reply<Json<Residency>> {
    Ok(Json(act.run(RefuseResidency { person, reason: body.reason }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_record))
        .routes(routes!(show_details, change_details))
        .routes(routes!(set_needs))
        .routes(routes!(show_residency, claim_residency))
        .routes(routes!(confirm_residency))
        .routes(routes!(refuse_residency))
}
