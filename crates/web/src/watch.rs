//! What every request leaves behind: an id, one line in the log, figures.
use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use lianxin_kernel::App;
use std::sync::Arc;
use std::time::Instant;

/// The id of a request, in its answer, its problem and its log lines.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

tokio::task_local! {
    static REQUEST: Arc<str>;
}

/// The id of the request being answered; empty outside of one.
pub fn request_id() -> String {
    REQUEST.try_with(|id| id.to_string()).unwrap_or_default()
}

pub async fn watch(app: App, mut request: Request, next: Next) -> Response {
    let mut bytes = [0; 10];
    app.random().fill(&mut bytes);
    let id: Arc<str> = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase().into();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    // The template, not the path: ids of people do not belong into logs and figures.
    let matched = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let route = matched.unwrap_or_else(|| "other".into());
    let start = Instant::now();
    let answer = lianxin_kernel::noting_lag(next.run(request));
    let (mut response, lag) = REQUEST.scope(id.clone(), answer).await;
    let took = start.elapsed();
    let status = response.status().as_u16();
    let labels =
        [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("lianxin_http_requests_total", &labels).increment(1);
    metrics::histogram!("lianxin_http_seconds", "route" => route.clone())
        .record(took.as_secs_f64());
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let request = &*id;
    match status {
        500.. => tracing::error!(request, %method, route, status, ms, "answered"),
        _ => tracing::info!(request, %method, route, status, ms, "answered"),
    }
    // Read from a copy of the database that was so many seconds behind.
    if let Some(lag) = lag {
        response.headers_mut().insert("x-data-age", HeaderValue::from(lag.as_secs()));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
