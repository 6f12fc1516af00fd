//! The pages of the site: readable before any script runs, and the front end takes over from there.
mod answers;
mod development;
mod frame;
mod linked;
mod places;
mod resident;
mod rows;
mod shape;
mod words;

use crate::config::{Installation, Server};
use answers::Answers;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lianxin_kernel::{Act, App, Error, Result};
use lianxin_web::{Assets, Caller, Shell, StaticPage, Wanted, cookie, texts};
use maud::html;
use places::LOST;
pub use places::{PATHS, SitePath};
use resident::Page;
use std::collections::BTreeMap;
use std::sync::Arc;
use words::Words;

/// Answers every path that is neither API nor file.
pub fn router(app: &App) -> Router<App> {
    let assets = Arc::new(Assets::load());
    let mut router =
        Router::new().route("/robots.txt", get(async || "User-agent: *\nDisallow: /api/\n"));
    if app.settings().get::<Installation>().development {
        router = router.route("/development/messages", get(development::messages));
    }
    router.fallback(move |State(app): State<App>, caller: Result<Caller, _>, request: Request| {
        page(app, assets, caller.ok(), request)
    })
}

async fn page(app: App, assets: Arc<Assets>, caller: Option<Caller>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let headers = request.headers().clone();
    let visit = Visit {
        path: request.uri().path().to_owned(),
        query: Query::try_from_uri(request.uri()).map(|Query(q)| q).unwrap_or_default(),
        wanted: Wanted::of(&headers),
        app: app.clone(),
    };
    let shown = match caller {
        Some(Caller(act)) => visit.show(&act, &headers).await,
        None => Err(Error::internal("who asks could not be found out")),
    };
    let shell = shown.unwrap_or_else(|e| {
        tracing::error!(error = %e, "a page could not be made");
        visit.broken(e.is_busy())
    });
    shell.render(&assets, &headers, app.random())
}

/// What many look at while they are not signed in: the same answer for all of them.
pub fn shared(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    matches!(
        parts.as_slice(),
        [""] | ["centers" | "activities"]
            | ["centers" | "activities", _]
            | ["api", "v1", "sessions" | "centers"]
            | ["api", "v1", "sessions" | "centers", _]
    )
}

/// One look at one page.
struct Visit {
    app: App,
    path: String,
    query: BTreeMap<String, String>,
    wanted: Wanted,
}

impl Visit {
    async fn show(&self, act: &Act, headers: &HeaderMap) -> Result<Shell> {
        let words =
            Words { language: self.wanted.0, zone: self.app.zone().clone(), now: self.app.now() };
        let mut answers = Answers::of(act);
        let about = answers.about(headers).await?;
        let place = SitePath::of(&self.path).unwrap_or(&LOST);
        let (status, page) = match self.make(&words, &mut answers, place, headers).await {
            Ok(page) if place.pattern == "/forbidden" => (StatusCode::FORBIDDEN, page),
            Ok(page) => (StatusCode::OK, page),
            // The page's own script shows what is missing; without scripts the words do.
            Err(Error::NotFound(_) | Error::Invalid(_)) => (StatusCode::NOT_FOUND, lost(&words)),
            Err(e) => return Err(e),
        };
        let site = words.name(&about.name);
        let title = format!("{} · {site}", page.title);
        let content = match place.face {
            places::Face::Resident => frame::frame(&words, &about, place.tab, page.main),
            places::Face::Desk | places::Face::City => page.main,
        };
        let mut shell = Shell::new(words.language, &self.url(), &title, content);
        shell.status = status;
        shell.description = page.description;
        shell.entries = place.entries(words.language);
        shell.json_ld = page.json_ld;
        shell.island = answers.kept;
        Ok(shell)
    }

    async fn make(
        &self,
        words: &Words,
        answers: &mut Answers<'_>,
        place: &SitePath,
        headers: &HeaderMap,
    ) -> Result<Page> {
        let id = self.path.trim_matches('/').rsplit('/').next().unwrap_or_default();
        let asked = |key: &str| self.query.get(key).map(String::as_str);
        match place.pattern {
            "/" => {
                let session = answers.kept.get("/api/v1/session");
                let home = session.and_then(|s| s.pointer("/account/home_center")?.as_str());
                let chosen = [home.map(str::to_owned), cookie(headers, "lianxin_center")];
                resident::home(words, answers, &chosen).await
            }
            "/centers" => resident::centers(words, answers).await,
            "/centers/:id" => resident::center(words, answers, id, &self.url()).await,
            "/districts/:id" => resident::region(words, answers, id).await,
            "/activities" => {
                resident::activities(words, answers, asked("center"), asked("when")).await
            }
            "/activities/:id" => resident::activity(words, answers, id, &self.url()).await,
            "/forbidden" => Ok(forbidden(words)),
            "" => Err(Error::NotFound("page")),
            _ => Ok(only_with_scripts(words, place)),
        }
    }

    /// The address people share.
    fn url(&self) -> String {
        self.app.settings().get::<Server>().public(&self.path)
    }

    /// A page that needs nothing that may be broken.
    fn broken(&self, busy: bool) -> Shell {
        let t = |key: &str| texts().plain(self.wanted.0, key);
        let (status, text) = match busy {
            true => (StatusCode::SERVICE_UNAVAILABLE, t("problem.busy")),
            false => (StatusCode::INTERNAL_SERVER_ERROR, t("crash.text")),
        };
        let page = StaticPage {
            status,
            title: t("crash.title"),
            text,
            link: (self.path.clone(), t("crash.again")),
        };
        page.shell(self.wanted, &self.path)
    }
}

fn lost(words: &Words) -> Page {
    let main = frame::notice(words, "lost.title", ["lost.what", "lost.how"], ("/", "lost.home"));
    Page { title: words.t("lost.title"), description: words.t("lost.how"), main, json_ld: None }
}

fn forbidden(words: &Words) -> Page {
    let texts = ["forbidden.what", "forbidden.how"];
    let main = frame::notice(words, "forbidden.title", texts, ("/", "lost.home"));
    let title = words.t("forbidden.title");
    Page { title, description: words.t("forbidden.how"), main, json_ld: None }
}

/// What someone does here needs the front end; its frame and title are there at once.
fn only_with_scripts(words: &Words, place: &SitePath) -> Page {
    let title = words.t(place.title);
    let body = html! { p class="lx-quiet" role="status" { (words.t("ui.loading")) } };
    let main = frame::main(&title, false, None, html! {}, body);
    Page { description: title.clone(), title, main, json_ld: None }
}

/// Text that no cache keeps and no search engine finds.
fn private(text: String) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, text).into_response()
}
