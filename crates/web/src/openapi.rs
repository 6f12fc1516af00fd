use crate::Routes;
use crate::problem::Problem;
use lianxin_kernel::{App, FieldError, Reason};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
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
    Api { router, document }
}
