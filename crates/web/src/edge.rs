//! What holds for every request and answer: no change from other sites, headers that keep the page
//! to itself.
use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses a change that another site's page asks the browser for.
pub async fn same_site(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    match safe || comes_from_here(request.headers()) {
        true => next.run(request).await,
        false => {
            let why = "changes are taken from this site only";
            Problem::of(StatusCode::FORBIDDEN, "forbidden", why).into_response()
        }
    }
}

/// Browsers say where a request comes from; other programs carry no cookies to misuse.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text("origin") {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text("host")
        }
    }
}

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "geolocation=(self), camera=(self), microphone=()"),
];

/// For what brings no policy of its own: nothing but our own files.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
    base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

pub async fn headers(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = HeaderValue::from_static(POLICY);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    if api {
        let fresh = HeaderValue::from_static("no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let each = pairs.iter().map(|(n, v)| {
            let name: axum::http::HeaderName = n.parse().unwrap();
            (name, HeaderValue::from_static(v))
        });
        each.collect()
    }

    #[test]
    fn another_site_is_told_from_ours() {
        assert!(comes_from_here(&of(&[])));
        assert!(comes_from_here(&of(&[("origin", "http://a.example"), ("host", "a.example")])));
        assert!(!comes_from_here(&of(&[("origin", "http://b.example"), ("host", "a.example")])));
        assert!(!comes_from_here(&of(&[("origin", "null"), ("host", "a.example")])));
        assert!(!comes_from_here(&of(&[("sec-fetch-site", "cross-site")])));
        assert!(comes_from_here(&of(&[("sec-fetch-site", "same-origin")])));
    }
}
