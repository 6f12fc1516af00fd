//! The page around the front end: title, critical styles, content and first data are in the first
//! answer, so something readable is there before any script.
use crate::assets::Assets;
use crate::caller::Wanted;
use crate::cookie::cookie;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use lianxin_kernel::{Language, Random};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Map, Value};

/// One page to be shown.
pub struct Shell {
    pub status: StatusCode,
    pub language: Language,
    pub title: String,
    pub description: String,
    /// Path of the page, for links that people share.
    pub path: String,
    /// Files of the front end this page starts with, by their names in the source tree.
    pub entries: Vec<&'static str>,
    /// What is readable without scripts; the front end replaces it.
    pub content: Markup,
    /// Answers the front end would ask for first: path of the API → body.
    pub island: Map<String, Value>,
    /// Machine-readable description (schema.org), if the page has one.
    pub json_ld: Option<Value>,
}

/// How the reader wants to see pages, from the cookies the front end keeps.
struct Look {
    text: Option<&'static str>,
    elder: bool,
}

impl Look {
    fn of(headers: &HeaderMap) -> Self {
        let text = cookie(headers, "lianxin_text");
        let text = ["l", "xl"].into_iter().find(|t| text.as_deref() == Some(*t));
        let elder = cookie(headers, "lianxin_mode").as_deref() == Some("elder");
        Self { text, elder }
    }
}

impl Shell {
    pub fn new(language: Language, path: &str, title: &str, content: Markup) -> Self {
        Self {
            status: StatusCode::OK,
            language,
            title: title.to_owned(),
            description: String::new(),
            path: path.to_owned(),
            entries: vec![],
            content,
            island: Map::new(),
            json_ld: None,
        }
    }

    pub fn render(self, assets: &Assets, headers: &HeaderMap, random: &dyn Random) -> Response {
        let Some(template) = &assets.template else {
            return unbuilt(&self);
        };
        let mut bytes = [0; 16];
        random.fill(&mut bytes);
        let nonce = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        let entries: Vec<&str> = ["index.html"].into_iter().chain(self.entries.clone()).collect();
        let (scripts, _) = assets.manifest.needs(&entries);
        let look = Look::of(headers);
        let html_tag = html_tag(self.language, &look);
        let page = without_style_links(template)
            .replacen("<html lang=\"zh-CN\">", &html_tag, 1)
            .replacen("<!--lx:head-->", &self.head(&nonce, &scripts, assets, &entries), 1)
            .replacen("<!--lx:app-->", &self.content.0, 1)
            .replacen("<!--lx:island-->", &self.island(), 1);
        let policy = format!(
            "default-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; \
             object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
        );
        let mut response = (self.status, Html(page)).into_response();
        let headers = response.headers_mut();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, private"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.code()));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
        response
    }

    fn head(&self, nonce: &str, scripts: &[String], assets: &Assets, entries: &[&str]) -> String {
        let styles = assets.styles(entries).replace("</", "<\\/");
        html! {
            title { (self.title) }
            @if !self.description.is_empty() {
                meta name="description" content=(self.description);
            }
            meta property="og:title" content=(self.title);
            meta property="og:type" content="website";
            meta property="og:description" content=(self.description);
            meta property="og:url" content=(self.path);
            @for script in scripts {
                link rel="modulepreload" href={ "/" (script) };
            }
            style nonce=(nonce) { (PreEscaped(styles)) }
            @if let Some(data) = &self.json_ld {
                script type="application/ld+json" { (PreEscaped(inert(data))) }
            }
        }
        .into_string()
    }

    fn island(&self) -> String {
        let data = Value::Object(self.island.clone());
        let body = inert(&data);
        html! { script id="lx-island" type="application/json" { (PreEscaped(body)) } }.into_string()
    }
}

/// JSON that can stand in a script element: it can't close it.
fn inert(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn html_tag(language: Language, look: &Look) -> String {
    let mut tag = format!("<html lang=\"{}\"", language.code());
    if let Some(text) = look.text {
        tag += &format!(" data-text=\"{text}\"");
    }
    if look.elder {
        tag += " data-mode=\"elder\"";
    }
    tag + ">"
}

/// The styles come inline, so the link the build put in would fetch them twice.
fn without_style_links(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("<link rel=\"stylesheet\"") {
        let Some(end) = rest[start..].find('>') else {
            break;
        };
        out.push_str(&rest[..start]);
        rest = &rest[start + end + 1..];
    }
    out + rest
}

/// Without a built front end: the content alone, and how to build.
fn unbuilt(shell: &Shell) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(shell.language.code()) {
            head { meta charset="utf-8"; title { (shell.title) } }
            body {
                (shell.content)
                hr;
                p { "The front end is not built. Run `make web`, then start again." }
            }
        }
    };
    (shell.status, Html(page.into_string())).into_response()
}

/// A page for when something is wrong, that needs nothing but itself.
pub struct StaticPage {
    pub status: StatusCode,
    pub title: String,
    pub text: String,
    pub link: (String, String),
}

impl StaticPage {
    pub fn shell(self, wanted: Wanted, path: &str) -> Shell {
        let (href, label) = &self.link;
        let content = html! {
            main id="main" class="wrap" {
                h1 { (self.title) }
                p { (self.text) }
                p { a href=(href) { (label) } }
            }
        };
        let mut shell = Shell::new(wanted.0, path, &self.title, content);
        shell.status = self.status;
        shell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::SeededRandom;

    #[test]
    fn data_can_not_leave_its_script() {
        let assets = Assets {
            template: Some(
                "<html lang=\"zh-CN\"><!--lx:head--><!--lx:app--><!--lx:island-->".into(),
            ),
            ..Assets::default()
        };
        let mut shell = Shell::new(Language::En, "/", "</title><script>", html! { p { "<b>" } });
        shell.island.insert("/x".into(), Value::String("</script><!--".into()));
        let headers = HeaderMap::new();
        let response = shell.render(&assets, &headers, &SeededRandom::new(1));
        assert!(response.headers()["content-security-policy"].to_str().unwrap().contains("nonce-"));
        let island = inert(&serde_json::json!({"a": "</script>"}));
        assert!(!island.contains('<'));
    }

    #[test]
    fn style_links_of_the_build_go() {
        let text = "a<link rel=\"stylesheet\" crossorigin href=\"/x.css\">b";
        assert_eq!(without_style_links(text), "ab");
    }
}
