//! What an installation for trying things out shows instead of sending it. Never routed on a real one.
use super::private;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lianxin_kernel::App;
use lianxin_notices::DevelopmentSms;

/// The newest text messages, one a line.
pub async fn messages(State(app): State<App>) -> Response {
    match app.settings().find::<DevelopmentSms>() {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(kept) => {
            let lines =
                kept.newest().into_iter().map(|sms| format!("{}\t{}\n", sms.phone, sms.text));
            private(lines.collect())
        }
    }
}
