use lianxin_kernel::{Actor, App, Result};
use std::pin::Pin;
use std::sync::Arc;

/// What asking about a token gives.
pub type Authorized = Pin<Box<dyn Future<Output = Result<Option<Actor>>> + Send>>;

/// What a request brings to show who sends it.
pub struct Credentials {
    pub token: String,
    /// The header `Lianxin-For`: the person in whose name the sender wants to act.
    pub acting_for: Option<String>,
}

/// Who knows the holders of session tokens. The engine `people` brings it; this crate only asks.
#[derive(Clone)]
pub struct Authority(pub Arc<dyn Fn(App, Credentials) -> Authorized + Send + Sync>);
