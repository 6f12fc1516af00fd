use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use lianxin_kernel::Span;
use std::convert::Infallible;

/// The name of the session cookie.
pub const SESSION: &str = "lianxin_session";

/// One cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = all.flat_map(|v| v.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, value)| value.to_owned())
}

/// What an answer does to the session cookie. Put it before the body: `(SessionCookie::set(…), Json(…))`.
pub struct SessionCookie(String);

impl SessionCookie {
    /// `secure` when the site is served over HTTPS; a browser would drop the cookie otherwise.
    pub fn set(token: &str, lasts: Span, secure: bool) -> Self {
        let seconds = lasts.in_seconds();
        Self(Self::text(token, seconds, secure))
    }

    pub fn clear(secure: bool) -> Self {
        Self(Self::text("", 0, secure))
    }

    fn text(token: &str, seconds: i64, secure: bool) -> String {
        let secure = if secure { "; Secure" } else { "" };
        format!("{SESSION}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
    }
}

impl IntoResponseParts for SessionCookie {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        // A token is ASCII by its making; anything else would be no cookie and is left out.
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            parts.headers_mut().append(header::SET_COOKIE, value);
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cookie_is_found_among_many() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; lianxin_session=t=k; b=2"));
        assert_eq!(cookie(&headers, SESSION).as_deref(), Some("t=k"));
        assert_eq!(cookie(&headers, "session"), None);
    }
}
