use crate::commands::{ReadAllMessages, ReadMessage};
use crate::model::{Message, MessageId};
use crate::queries::ListMyMessages;
use lianxin_kernel::Page;
use lianxin_web::{Caller, Done, Json, Params, Path, Problems, Reply, Routes, routes};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageAsked {
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 100.
    limit: Option<i64>,
}

/// A change that needs no words: `{}`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Lists the messages of whoever asks, newest first.
#[utoipa::path(get, path = "/me/messages", tag = "notices", params(PageAsked), responses((status = 200, body = Page<Message>), Problems))]
async fn list_my_messages(
    Caller(act): Caller,
    Params(PageAsked { after, limit }): Params<PageAsked>,
) -> Reply<Json<Page<Message>>> {
    Ok(Json(act.ask(ListMyMessages { after, limit }).await?))
}

/// Marks one message as read.
#[utoipa::path(post, path = "/me/messages/{id}/read", tag = "notices", params(("id" = MessageId, Path)), request_body = Nothing, responses((status = 204), Problems))]
async fn read_message(
    Caller(act): Caller,
    Path(message): Path<MessageId>,
    Json(Nothing {}): Json<Nothing>,
) -> Reply<Done> {
    act.run(ReadMessage { message }).await?;
    Ok(Done)
}

/// Marks every message of whoever asks as read.
#[utoipa::path(post, path = "/me/messages/read-all", tag = "notices", request_body = Nothing, responses((status = 204), Problems))]
async fn read_all_messages(Caller(act): Caller, Json(Nothing {}): Json<Nothing>) -> Reply<Done> {
    act.run(ReadAllMessages {}).await?;
    Ok(Done)
}

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_my_messages))
        .routes(routes!(read_message))
        .routes(routes!(read_all_messages))
}
