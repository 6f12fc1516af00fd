//! A request of every operation, about what is really there.
use super::bodies;
use super::town::Town;
use crate::shape::Document;
use crate::world::{API, Answer, Browser};
use serde_json::Value;

pub struct Asked {
    /// The operation, and which of several ways to ask it.
    pub name: String,
    pub method: String,
    pub path: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
}

impl Asked {
    pub async fn by(&self, browser: &Browser) -> Answer {
        let headers = [("content-type", self.kind)];
        browser.clone().raw(&self.method, &self.path, &headers, self.body.clone()).await
    }
}

/// Operations that ask for another permission when asked in another way.
const WAYS: [(&str, &str); 4] = [
    ("GET /api/v1/desk/people/{id}/record", "?fields=needs&purpose=service"),
    ("GET /api/v1/desk/standings", "?kind=party_member&purpose=service"),
    ("POST /api/v1/desk/people/{id}/standings", "#sensitive"),
    ("GET /api/v1/desk/organizations", "?below=true"),
];

pub fn requests(document: &Document, town: &Town) -> Vec<Asked> {
    let mut all = vec![];
    for (method, path, operation) in document.operations() {
        let name = format!("{method} {path}");
        let ways = WAYS.iter().filter(|(of, _)| *of == name).map(|(_, way)| *way);
        for way in [""].into_iter().chain(ways) {
            all.push(request(document, town, &method, &path, operation, way));
        }
    }
    all
}

fn request(
    document: &Document,
    town: &Town,
    method: &str,
    template: &str,
    operation: &Value,
    way: &str,
) -> Asked {
    let short = format!("{method} {}", template.trim_start_matches(API));
    let (mut path, mut query) = (template.to_owned(), vec![]);
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let field = parameter["name"].as_str().unwrap();
        if parameter["in"] == "path" {
            let value = bodies::path_word(&short, field);
            path = path.replace(
                &format!("{{{field}}}"),
                town.things.get(value).map_or(value, String::as_str),
            );
        } else if parameter["required"] == true && !way.contains(&format!("{field}=")) {
            let value = match field {
                "place" if short.contains("/admin/audit") => town.district.to_string(),
                "place" | "center" => town.center.to_string(),
                "district" => town.district.to_string(),
                "q" => super::town::PERSON.to_owned(),
                "organization" => town.thing("organization").to_owned(),
                "merged" => town.thing("guest").to_owned(),
                "kind" => "volunteer".to_owned(),
                "from" if short.ends_with("/offer") => "2026-03-12T01:00:00Z".to_owned(),
                "to" if short.ends_with("/offer") => "2026-03-12T02:00:00Z".to_owned(),
                "people" => "8".to_owned(),
                "from" => "2026-03-01".to_owned(),
                "to" => "2026-03-31".to_owned(),
                "name" => "x".to_owned(),
                "format" => "geojson".to_owned(),
                "minutes" => "60".to_owned(),
                _ => panic!("{short}: say in {} what {field} is asked for", file!()),
            };
            query.push(format!("{field}={value}"));
        } else if field == "district" {
            query.push(format!("district={}", town.district));
        }
    }
    query.extend(way.strip_prefix('?').map(str::to_owned));
    if !query.is_empty() {
        let query: Vec<String> = query.iter().map(|q| encoded(q)).collect();
        path = format!("{path}?{}", query.join("&"));
    }
    let content = &operation["requestBody"]["content"];
    let (kind, body) = match () {
        () if short == "POST /desk/imports" => ("text/csv", "name\n濮阳另外\n".into()),
        () if short == "POST /planning/networks" => {
            ("application/octet-stream", super::papers::streets())
        }
        () if short == "POST /planning/populations" => {
            ("application/octet-stream", town.people_table())
        }
        () if content.is_null() => ("application/json", String::new()),
        () => {
            let schema = &content["application/json"]["schema"];
            let body = bodies::body(&format!("{short}{way}"), town);
            let body = body.unwrap_or_else(|| document.example(schema));
            ("application/json", body.to_string())
        }
    };
    let name = format!("{method} {template}{way}");
    Asked { name, method: method.to_owned(), path, kind, body: body.into_bytes() }
}

/// Operations that read, each once with every one of its filters, and about each of these places.
pub fn filtered(document: &Document, town: &Town, places: &[String]) -> Vec<Asked> {
    let mut all = vec![];
    for (method, path, operation) in document.operations() {
        if method != "GET" {
            continue;
        }
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|p| p["in"] == "query") {
            let field = parameter["name"].as_str().unwrap();
            let values = match field {
                "place" | "center" | "region" => places.to_vec(),
                "about" | "who" => vec![town.thing("person").to_owned()],
                "q" => [super::town::PERSON, "pyyz", "2071"].map(str::to_owned).to_vec(),
                "below" | "open_now" | "free" => vec!["true".to_owned()],
                "after" | "lat" | "lon" => vec![],
                _ => match document.example(&parameter["schema"]) {
                    Value::String(text) => vec![text],
                    other => vec![other.to_string()],
                },
            };
            for value in values {
                let way = format!("?{field}={value}");
                all.push(request(document, town, &method, &path, operation, &way));
            }
        }
    }
    all
}

/// A query with what is beyond ASCII in percent signs.
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b.is_ascii() {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}
