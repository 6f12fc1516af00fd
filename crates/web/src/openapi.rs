use crate::Routes;
use crate::problem::Problem;
use lianxin_kernel::{App, FieldError, Reason};
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::OpenApi;
use utoipa::openapi::schema::{ArrayBuilder, Schema};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Ref, RefOr};
use utoipa_axum::router::OpenApiRouter;

/// The JSON interface: its routes and its document.
pub struct Api {
    pub router: axum::Router<App>,
    pub document: utoipa::openapi::OpenApi,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lianxin",
        description = "Neighborhood service centers: places, people, activities. \
            Errors are RFC 9457 problems; lists are pages with `next`; a POST with an \
            `Idempotency-Key` is done once.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, FieldError, Reason)),
    servers((url = "/"))
)]
struct Head;

/// Puts the routes of all modules under `/api/v1`.
pub fn api(modules: impl IntoIterator<Item = Routes>) -> Api {
    let mut all = OpenApiRouter::with_openapi(Head::openapi());
    for routes in modules {
        all = all.nest("/api/v1", routes);
    }
    let (router, mut document) = all.split_for_parts();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(crate::SESSION)));
    document.components.get_or_insert_default().add_security_scheme("session", cookie);
    document.info.version = "1".into();
    answers_are_whole(&mut document);
    pages_refer(&mut document);
    Api { router, document }
}

/// What is only ever answered always has all its fields: one without a value is `null`, never
/// missing. Saying so spares every client a check.
fn answers_are_whole(document: &mut utoipa::openapi::OpenApi) {
    let Ok(whole) = serde_json::to_value(&*document) else {
        return;
    };
    let mut asked = BTreeSet::new();
    for path in whole["paths"].as_object().into_iter().flat_map(|p| p.values()) {
        for operation in path.as_object().into_iter().flat_map(|o| o.values()) {
            follow(&operation["requestBody"], &whole, &mut asked);
        }
    }
    let Some(components) = &mut document.components else {
        return;
    };
    for (name, schema) in &mut components.schemas {
        if !asked.contains(name) {
            require_all(schema);
        }
    }
}

/// A page holds things that have a schema of their own: it refers to it instead of repeating it.
fn pages_refer(document: &mut utoipa::openapi::OpenApi) {
    let Some(components) = &mut document.components else {
        return;
    };
    let names: BTreeSet<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        let of = name.strip_prefix("Page_").filter(|of| names.contains(*of));
        if let (Some(of), RefOr::T(Schema::Object(page))) = (of, schema)
            && let Some(items) = page.properties.get_mut("items")
        {
            *items = ArrayBuilder::new().items(Ref::from_schema_name(of)).into();
        }
    }
}

/// The names of all schemas a value refers to, and those in turn.
fn follow(value: &Value, whole: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            let name = name.and_then(|r| r.strip_prefix("#/components/schemas/"));
            if let Some(name) = name.filter(|n| found.insert((*n).to_owned())) {
                follow(&whole["components"]["schemas"][name], whole, found);
            }
            fields.values().for_each(|v| follow(v, whole, found));
        }
        Value::Array(items) => items.iter().for_each(|v| follow(v, whole, found)),
        _ => {}
    }
}

fn require_all(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            object.required = object.properties.keys().cloned().collect();
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(require_all),
        _ => {}
    }
}
