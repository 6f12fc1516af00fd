use lianxin_kernel::{Actor, App, Result};
use std::pin::Pin;
use std::sync::Arc;

/// What asking about a token gives.
pub type Authorized = Pin<Box<dyn Future<Output = Result<Option<Actor>>> + Send>>;

/// Who knows the holders of session tokens. The engine `people` brings it; this crate only asks.
#[derive(Clone)]
pub struct Authority(pub Arc<dyn Fn(App, String) -> Authorized + Send + Sync>);
