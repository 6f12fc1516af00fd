//! Engines answer what they know. Here what other parts know joins it, so that no engine has to know
//! a part above it: unread messages to an account, open sign-ups to a person, today's activities to a
//! center.
use super::counts::{OpenSignUpsOf, SessionsToday, UnreadOf};
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lianxin_kernel::{Act, App, Error, Result};
use lianxin_people::PersonId;
use lianxin_web::Problem;
use serde_json::{Map, Value, json};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

/// What an answer holds that is not whole yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `account`, if someone is signed in.
    Account,
    Me,
    Center,
    /// `items`, each a center.
    Centers,
}

/// The operations whose answers are completed.
const OPERATIONS: [(Method, &str, Part); 8] = [
    (Method::GET, "/api/v1/session", Part::Account),
    (Method::POST, "/api/v1/sign-in/phone", Part::Account),
    (Method::POST, "/api/v1/sign-in/register", Part::Account),
    (Method::POST, "/api/v1/sign-in/staff", Part::Account),
    (Method::GET, "/api/v1/me", Part::Me),
    (Method::PATCH, "/api/v1/me", Part::Me),
    (Method::GET, "/api/v1/centers", Part::Centers),
    (Method::GET, "/api/v1/centers/{id}", Part::Center),
];

/// The largest answer that is completed; larger ones do not exist.
const MOST: usize = 4 << 20;

/// Completes the answers of the API on their way out.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let method = request.method().clone();
    let part = OPERATIONS.iter().find(|(m, p, _)| *m == method && path.as_deref() == Some(*p));
    let response = next.run(request).await;
    match part {
        Some((.., part)) if response.status().is_success() => {
            whole(&app, *part, response).await.unwrap_or_else(|e| Problem::from(e).into_response())
        }
        _ => response,
    }
}

async fn whole(app: &App, part: Part, response: Response) -> Result<Response> {
    let (mut head, body) = response.into_parts();
    let bytes: Bytes = axum::body::to_bytes(body, MOST).await.map_err(Error::internal)?;
    let mut answer: Value = serde_json::from_slice(&bytes).map_err(Error::internal)?;
    complete(app, part, &mut answer).await?;
    let text = serde_json::to_vec(&answer).map_err(Error::internal)?;
    head.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(text)))
}

/// Adds to an answer what other parts know.
pub async fn complete(app: &App, part: Part, answer: &mut Value) -> Result<()> {
    let act = app.system("composed");
    match part {
        Part::Account => {
            if let Some(Value::Object(account)) = answer.get_mut("account") {
                let unread = act.ask(UnreadOf { person: person(account)? }).await?;
                account.insert("unread".into(), json!(unread));
            }
        }
        Part::Me => {
            if let Value::Object(me) = answer {
                let open = act.ask(OpenSignUpsOf { person: person(me)? }).await?;
                let config = app.settings().get::<lianxin_activities::Config>();
                me.insert("open_sign_ups".into(), json!(open));
                me.insert("open_sign_ups_limit".into(), json!(config.open_sign_ups_limit));
            }
        }
        Part::Center => centers(&act, std::slice::from_mut(answer)).await?,
        Part::Centers => {
            if let Some(Value::Array(items)) = answer.get_mut("items") {
                centers(&act, items).await?;
            }
        }
    }
    Ok(())
}

async fn centers(act: &Act, items: &mut [Value]) -> Result<()> {
    let counts = act.ask(SessionsToday {}).await?;
    for item in items {
        let id = item.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let count = id.and_then(|id| counts.get(&id)).copied().unwrap_or(0);
        if let Value::Object(center) = item {
            center.insert("sessions_today".into(), json!(count));
        }
    }
    Ok(())
}

fn person(holder: &Map<String, Value>) -> Result<PersonId> {
    let id = holder.get("person").and_then(Value::as_str);
    let id = id.ok_or_else(|| Error::internal("an answer about a person does not name them"))?;
    id.parse()
}

/// Says in the document what is added.
pub fn describe(document: &mut OpenApi) {
    let Some(components) = &mut document.components else {
        return;
    };
    let fields = [
        ("Account", "unread", false, "Messages not read yet."),
        ("Me", "open_sign_ups", false, "Coming activities one is signed up for or waits for."),
        ("Me", "open_sign_ups_limit", true, "How many that may be at a time; null: no limit."),
        ("CenterCard", "sessions_today", false, "Published activities of today."),
    ];
    for (schema, field, nullable, about) in fields {
        let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(schema) else {
            continue;
        };
        let kind = match nullable {
            true => SchemaType::from_iter([Type::Integer, Type::Null]),
            false => SchemaType::Type(Type::Integer),
        };
        let schema = ObjectBuilder::new().schema_type(kind).description(Some(about));
        object.properties.insert(field.to_owned(), schema.into());
        object.required.push(field.to_owned());
    }
}
