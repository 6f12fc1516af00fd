use crate::assets::Assets;
use crate::problem::Problem;
use crate::shared::{Of, Shared};
use crate::{edge, watch};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lianxin_kernel::{App, Error, Worker};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// What is served: the JSON interface and the pages.
pub struct Site {
    pub api: Router<App>,
    /// Answers every path that is neither API nor file.
    pub pages: Router<App>,
    /// Whether the answer of a path is the same for all who are not signed in.
    pub shared: fn(&str) -> bool,
}

/// One request's time. A longer one is a fault; the work in the database ends before.
const LIMIT: Duration = Duration::from_secs(30);

/// How often what was measured is added up.
const ADD_UP: Duration = Duration::from_secs(5);

/// The whole server, ready to be called.
pub fn site(app: App, site: Site) -> Router {
    // Counting starts with the server, not with the first look at the figures.
    recorder();
    let pages = site.pages.with_state(app.clone());
    let observed = app.clone();
    let shared = Shared::new(app.clone(), Of::Interface, site.shared);
    let shared_pages = Shared::new(app.clone(), Of::Pages, site.shared);
    Router::new()
        .merge(site.api)
        .route("/api/{*path}", axum::routing::any(no_such_operation))
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(app)
        .fallback(move |request: Request| file_or_page(pages, request))
        .layer(axum::middleware::from_fn(edge::same_site))
        .layer(axum::middleware::from_fn(edge::headers))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::from(Error::internal("a handler panicked")).into_response()
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LIMIT))
        .layer(axum::middleware::from_fn(move |request, next| {
            shared_pages.clone().answer(request, next)
        }))
        .layer(CompressionLayer::new())
        .layer(axum::middleware::from_fn(move |request, next| shared.clone().answer(request, next)))
        .layer(axum::middleware::from_fn(move |request, next| {
            watch::watch(observed.clone(), request, next)
        }))
}

/// Serves until `stop` ends, then lets what is under way finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let upkeep = tokio::spawn(upkeep());
    let ended = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    upkeep.abort();
    ended
}

/// What is measured is kept one by one until it is added up, also where nobody asks for the figures.
async fn upkeep() {
    loop {
        tokio::time::sleep(ADD_UP).await;
        if let Some(recorder) = recorder() {
            recorder.run_upkeep();
        }
    }
}

async fn file_or_page(pages: Router, request: Request) -> Response {
    use tower::ServiceExt as _;
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if let Some(file) = Assets::file(&path) {
        return file;
    }
    // An old page may still ask for files of the release before: say so plainly, not with a page.
    if path.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    pages.oneshot(request).await.unwrap_or_else(|never| match never {})
}

async fn no_such_operation() -> Problem {
    Error::NotFound("operation").into()
}

async fn ready(State(app): State<App>) -> Response {
    match app.db().ping().await {
        Ok(()) => "ok".into_response(),
        Err(e) => {
            tracing::warn!(error = %e, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

/// The process has one recorder, however many servers it runs (tests run several).
fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}

/// Figures are for this machine alone: not for who comes over the network, nor through a proxy.
fn from_this_machine(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let here = peer.is_none_or(|peer| peer.0.ip().to_canonical().is_loopback());
    here && !["forwarded", "x-forwarded-for"].iter().any(|h| request.headers().contains_key(*h))
}

async fn metrics(State(app): State<App>, request: Request) -> Response {
    if !from_this_machine(&request) {
        return Problem::from(Error::NotFound("operation")).into_response();
    }
    let stats = app.db().stats();
    metrics::gauge!("lianxin_db_waiting").set(stats.waiting as f64);
    metrics::counter!("lianxin_db_retries_total").absolute(stats.retries);
    metrics::counter!("lianxin_db_commits_total").absolute(stats.batches);
    metrics::counter!("lianxin_db_works_total").absolute(stats.works);
    if let Ok((due, dead)) = Worker::new(app).waiting().await {
        metrics::gauge!("lianxin_jobs_due").set(due as f64);
        metrics::gauge!("lianxin_jobs_dead").set(dead as f64);
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    match recorder() {
        Some(handle) => (kind, Body::from(handle.render())).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn from(peer: &str, header: Option<&'static str>) -> Request {
        let mut request = Request::new(Body::empty());
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        if let Some(name) = header {
            request.headers_mut().insert(name, HeaderValue::from_static("192.0.2.1"));
        }
        request
    }

    #[test]
    fn figures_stay_on_the_machine() {
        assert!(from_this_machine(&from("127.0.0.1:9", None)));
        assert!(from_this_machine(&from("[::ffff:127.0.0.1]:9", None)));
        assert!(!from_this_machine(&from("192.0.2.7:9", None)));
        assert!(!from_this_machine(&from("127.0.0.1:9", Some("x-forwarded-for"))));
    }
}
