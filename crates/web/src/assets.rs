use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// The built front end: inside the binary in release builds, read from disk in debug builds.
#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
#[allow_missing = true]
struct Dist;

/// Files of the front end, and what its build says of them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub manifest: Manifest,
    /// The page all pages are made from; `None` when the front end is not built.
    pub template: Option<String>,
}

/// Vite's manifest: which files an entry needs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Manifest(HashMap<String, Chunk>);

#[derive(Clone, Debug, Deserialize)]
struct Chunk {
    file: String,
    #[serde(default)]
    imports: Vec<String>,
    #[serde(default)]
    css: Vec<String>,
}

impl Assets {
    pub fn load() -> Self {
        let manifest = text(".vite/manifest.json").and_then(|t| serde_json::from_str(&t).ok());
        Self { manifest: manifest.unwrap_or_default(), template: text("index.html") }
    }

    /// The file at this path, with the headers that fit it.
    pub fn file(path: &str) -> Option<Response> {
        if path == "index.html" || path.starts_with('.') {
            return None;
        }
        let file = Dist::get(path)?;
        let kind = HeaderValue::from_str(file.metadata.mimetype()).ok()?;
        // Names under assets/ carry a hash of their content; everything else may change.
        let cache = match path.starts_with("assets/") {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        let cache = HeaderValue::from_static(cache);
        let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)];
        Some((StatusCode::OK, headers, file.data.into_owned()).into_response())
    }

    /// The text of the style sheets these entries need, in order, for inlining.
    pub fn styles(&self, entries: &[&str]) -> String {
        let files = self.manifest.needs(entries).1;
        let each = files.iter().filter_map(|f| text(f));
        each.collect::<Vec<_>>().join("\n")
    }
}

fn text(path: &str) -> Option<String> {
    let EmbeddedFile { data, .. } = Dist::get(path)?;
    String::from_utf8(data.into_owned()).ok()
}

impl Manifest {
    /// Scripts and style sheets of these entries and all they import.
    pub fn needs(&self, entries: &[&str]) -> (Vec<String>, Vec<String>) {
        let (mut scripts, mut styles) = (vec![], vec![]);
        let mut seen = BTreeSet::new();
        for entry in entries {
            self.follow(entry, &mut seen, &mut scripts, &mut styles);
        }
        (scripts, styles)
    }

    fn follow(
        &self,
        entry: &str,
        seen: &mut BTreeSet<String>,
        scripts: &mut Vec<String>,
        styles: &mut Vec<String>,
    ) {
        let Some(chunk) = self.0.get(entry).filter(|_| seen.insert(entry.to_owned())) else {
            return;
        };
        for import in &chunk.imports {
            self.follow(import, seen, scripts, styles);
        }
        scripts.push(chunk.file.clone());
        for css in &chunk.css {
            if !styles.contains(css) {
                styles.push(css.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_brings_what_it_imports_once() {
        let text = r#"{
            "index.html": {"file": "assets/main.js", "imports": ["_vue.js"], "css": ["assets/a.css"]},
            "home": {"file": "assets/home.js", "imports": ["_vue.js", "index.html"], "css": ["assets/b.css"]},
            "_vue.js": {"file": "assets/vue.js"}
        }"#;
        let manifest: Manifest = serde_json::from_str(text).unwrap();
        let (scripts, styles) = manifest.needs(&["index.html", "home", "gone"]);
        assert_eq!(scripts, ["assets/vue.js", "assets/main.js", "assets/home.js"]);
        assert_eq!(styles, ["assets/a.css", "assets/b.css"]);
    }
}
