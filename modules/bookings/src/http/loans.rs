use crate::commands::*;
use crate::model::LoanId;
use crate::queries::*;
use lianxin_calendar::ItemId;
use lianxin_kernel::Line;
use lianxin_places::CenterId;
use lianxin_web::{Caller, Created, Json, Params, Path, Problems, Reply, Routes, SignedIn, routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Shows what a center lends, by which rules, and when each thing is free.
#[utoipa::path(get, path = "/centers/{id}/lending", tag = "bookings",
    params(("id" = CenterId, Path)), responses((status = 200, body = Lending), Problems))]
async fn show_lending(Caller(act): Caller, Path(center): Path<CenterId>) -> Reply<Json<Lending>> {
    Ok(Json(act.ask(ShowLending { center }).await?))
}

/// Borrows a thing for the caller.
#[utoipa::path(post, path = "/items/{id}/loans", tag = "bookings",
    params(("id" = ItemId, Path)), request_body = NewLoan,
    responses((status = 201, body = Loan), Problems))]
async fn borrow_item(
    SignedIn(act): SignedIn,
    Path(item): Path<ItemId>,
    Json(new): Json<NewLoan>,
) -> Reply<Created<Loan>> {
    Ok(Created(act.run(BorrowItem { item, new }).await?))
}

/// Lists what the caller has borrowed.
#[utoipa::path(get, path = "/me/loans", tag = "bookings",
    responses((status = 200, body = LoanList), Problems))]
async fn list_my_loans(SignedIn(act): SignedIn) -> Reply<Json<LoanList>> {
    Ok(Json(act.ask(ListMyLoans).await?))
}

/// Why a thing is not fetched.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LoanCancelling {
    /// Needed from staff.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    why: Option<Line<120>>,
}

/// Gives up a thing that was not fetched yet.
#[utoipa::path(post, path = "/loans/{id}/cancel", tag = "bookings",
    params(("id" = LoanId, Path)), request_body = LoanCancelling,
    responses((status = 200, body = Loan), Problems))]
async fn cancel_loan(
    SignedIn(act): SignedIn,
    Path(loan): Path<LoanId>,
    Json(LoanCancelling { why }): Json<LoanCancelling>,
) -> Reply<Json<Loan>> {
    Ok(Json(act.run(CancelLoan { loan, why }).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LoansWanted {
    center: CenterId,
}

/// Lists by name what a center has lent and will hand out.
#[utoipa::path(get, path = "/desk/loans", tag = "bookings", params(LoansWanted),
    responses((status = 200, body = DeskLoanList), Problems))]
async fn list_desk_loans(
    SignedIn(act): SignedIn,
    Params(LoansWanted { center }): Params<LoansWanted>,
) -> Reply<Json<DeskLoanList>> {
    Ok(Json(act.ask(ListDeskLoans { center }).await?))
}

/// Lends a thing to someone at the desk.
#[utoipa::path(post, path = "/desk/items/{id}/loans", tag = "bookings",
    params(("id" = ItemId, Path)), request_body = NewDeskLoan,
    responses((status = 201, body = Loan), Problems))]
async fn borrow_item_for(
    SignedIn(act): SignedIn,
    Path(item): Path<ItemId>,
    Json(new): Json<NewDeskLoan>,
) -> Reply<Created<Loan>> {
    Ok(Created(act.run(BorrowItemFor { item, new }).await?))
}

/// How a thing looks that is handed out.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandingOut {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    condition: Option<Line<120>>,
}

/// Hands a thing to whom it is lent.
#[utoipa::path(post, path = "/desk/loans/{id}/hand-out", tag = "bookings",
    params(("id" = LoanId, Path)), request_body = HandingOut,
    responses((status = 200, body = Loan), Problems))]
async fn hand_out_item(
    SignedIn(act): SignedIn,
    Path(loan): Path<LoanId>,
    Json(HandingOut { condition }): Json<HandingOut>,
) -> Reply<Json<Loan>> {
    Ok(Json(act.run(HandOutItem { loan, condition }).await?))
}

/// Takes a thing back, or says that it is lost.
#[utoipa::path(post, path = "/desk/loans/{id}/take-back", tag = "bookings",
    params(("id" = LoanId, Path)), request_body = TakingBack,
    responses((status = 200, body = Loan), Problems))]
async fn take_back_item(
    SignedIn(act): SignedIn,
    Path(loan): Path<LoanId>,
    Json(back): Json<TakingBack>,
) -> Reply<Json<Loan>> {
    Ok(Json(act.run(TakeBackItem { loan, back }).await?))
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(show_lending))
        .routes(routes!(borrow_item))
        .routes(routes!(list_my_loans))
        .routes(routes!(cancel_loan))
        .routes(routes!(list_desk_loans))
        .routes(routes!(borrow_item_for))
        .routes(routes!(hand_out_item))
        .routes(routes!(take_back_item))
}
