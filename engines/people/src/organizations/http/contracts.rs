//! What operators run.
use crate::organizations::{AgreeContract, Contract, ContractId, EndContract, OrganizationId};
use crate::place::CenterId;
use crate::rights::Modules;
use lianxin_kernel::{Date, Line};
use lianxin_web::{Created, Json, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContract {
    from: Date,
    /// The last day, included.
    until: Date,
    centers: Vec<CenterId>,
    /// `null`: all modules.
    #[serde(default)]
    modules: Option<Modules>,
    /// As it stands on paper.
    #[serde(default)]
    number: Option<Line<80>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContractEnd {
    /// Yesterday ends it at once.
    last_day: Date,
}

/// Writes down what an operator runs, from a day to a day; also a renewal.
#[utoipa::path(post, path = "/desk/organizations/{id}/contracts", tag = "people",
    request_body = NewContract, params(("id" = OrganizationId, Path)),
    responses((status = 201, body = Contract), Problems))]
async fn agree_contract(
    SignedIn(act): SignedIn,
    Path(organization): Path<OrganizationId>,
    Json(body): Json<NewContract>,
) -> Reply<Created<Contract>> {
    let NewContract { from, until, centers, modules, number } = body;
    let command = AgreeContract { organization, from, until, centers, modules, number };
    Ok(Created(act.run(command).await?))
}

/// Ends a contract before its time.
#[utoipa::path(post, path = "/desk/contracts/{id}/end", tag = "people", request_body = ContractEnd,
    params(("id" = ContractId, Path)), responses((status = 200, body = Contract), Problems))]
async fn end_contract(
    SignedIn(act): SignedIn,
    Path(contract): Path<ContractId>,
    Json(ContractEnd { last_day }): Json<ContractEnd>,
) -> Reply<Json<Contract>> {
    Ok(Json(act.run(EndContract { contract, last_day }).await?))
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(agree_contract)).routes(routes!(end_contract))
}
