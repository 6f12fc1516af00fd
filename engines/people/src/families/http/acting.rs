use super::MadeDelegate;
use crate::families::commands::{EndDelegate, MakeDelegate, RecordDelegate};
use crate::families::model::{ActingFor, ConsentRecord, Delegate, DelegateId};
use crate::families::queries::{ListActingFor, ListDelegates};
use crate::model::PersonId;
use lianxin_kernel::{Date, Error, Secret};
use lianxin_web::{Created, Done, Json, Path, Path2, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may act for someone.
#[derive(Serialize, ToSchema)]
struct DelegateList {
    items: Vec<Delegate>,
}

/// For whom one may act.
#[derive(Serialize, ToSchema)]
struct ActingForList {
    items: Vec<ActingFor>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDelegate {
    /// The card of the one who is let in.
    #[schema(value_type = String)]
    card: Secret<String>,
    /// The parts of the program; all when not said.
    #[serde(default)]
    modules: Option<Vec<String>>,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordedDelegate {
    delegate: PersonId,
    #[serde(default)]
    modules: Option<Vec<String>>,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    /// The card of the person themselves, as their consent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    card: Option<Secret<String>>,
    /// Without the card: how they agreed.
    #[serde(default)]
    #[schema(value_type = Option<ConsentRecord>)]
    record: Option<Secret<ConsentRecord>>,
}

/// Lists who may act for oneself.
#[utoipa::path(get, path = "/me/delegates", tag = "people",
    responses((status = 200, body = DelegateList), Problems))]
async fn list_my_delegates(SignedIn(act): SignedIn) -> Reply<Json<DelegateList>> {
    let person = act.person()?.into();
    Ok(Json(DelegateList { items: act.ask(ListDelegates { person }).await? }))
}

/// Lets someone act for oneself.
#[utoipa::path(post, path = "/me/delegates", tag = "people", request_body = NewDelegate,
    responses((status = 201, body = MadeDelegate), Problems))]
async fn make_delegate(
    SignedIn(act): SignedIn,
    Json(body): Json<NewDelegate>,
) -> Reply<Created<MadeDelegate>> {
    let NewDelegate { card, modules, from, until } = body;
    let id = act.run(MakeDelegate { card, modules, from, until }).await?;
    Ok(Created(MadeDelegate { id }))
}

/// Lets someone act for oneself no more.
#[utoipa::path(delete, path = "/me/delegates/{id}", tag = "people",
    params(("id" = DelegateId, Path)), responses((status = 204), Problems))]
async fn end_my_delegate(SignedIn(act): SignedIn, Path(delegate): Path<DelegateId>) -> Reply<Done> {
    let person = act.person()?.into();
    act.run(EndDelegate { person, delegate }).await?;
    Ok(Done)
}

/// Lists for whom one may act today.
#[utoipa::path(get, path = "/me/acting-for", tag = "people",
    responses((status = 200, body = ActingForList), Problems))]
async fn list_acting_for(SignedIn(act): SignedIn) -> Reply<Json<ActingForList>> {
    Ok(Json(ActingForList { items: act.ask(ListActingFor).await? }))
}

/// Acts for someone no more.
#[utoipa::path(delete, path = "/me/acting-for/{id}", tag = "people",
    params(("id" = DelegateId, Path)), responses((status = 204), Problems))]
async fn end_acting_for(SignedIn(act): SignedIn, Path(delegate): Path<DelegateId>) -> Reply<Done> {
    let me = act.actor().and_then(|a| a.who()).ok_or(Error::SignIn)?;
    act.run(EndDelegate { person: me.into(), delegate }).await?;
    Ok(Done)
}

/// Lists who may act for a person, at the desk of their home.
#[utoipa::path(get, path = "/desk/people/{id}/delegates", tag = "people",
    params(("id" = PersonId, Path)), responses((status = 200, body = DelegateList), Problems))]
async fn list_delegates(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
) -> Reply<Json<DelegateList>> {
    Ok(Json(DelegateList { items: act.ask(ListDelegates { person }).await? }))
}

/// Writes down that a person lets another act for them.
#[utoipa::path(post, path = "/desk/people/{id}/delegates", tag = "people",
    params(("id" = PersonId, Path)), request_body = RecordedDelegate,
    responses((status = 201, body = MadeDelegate), Problems))]
async fn record_delegate(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<RecordedDelegate>,
) -> Reply<Created<MadeDelegate>> {
    let RecordedDelegate { delegate, modules, from, until, card, record } = body;
    let command = RecordDelegate { person, delegate, modules, from, until, card, record };
    Ok(Created(MadeDelegate { id: act.run(command).await? }))
}

/// Ends, at the desk, that someone acts for a person.
#[utoipa::path(delete, path = "/desk/people/{id}/delegates/{delegate}", tag = "people",
    params(("id" = PersonId, Path), ("delegate" = DelegateId, Path)),
    responses((status = 204), Problems))]
async fn end_delegate(
    SignedIn(act): SignedIn,
    Path2(person, delegate): Path2<PersonId, DelegateId>,
) -> Reply<Done> {
    act.run(EndDelegate { person, delegate }).await?;
    Ok(Done)
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_delegates, make_delegate))
        .routes(routes!(end_my_delegate))
        .routes(routes!(list_acting_for))
        .routes(routes!(end_acting_for))
        .routes(routes!(list_delegates, record_delegate))
        .routes(routes!(end_delegate))
}
