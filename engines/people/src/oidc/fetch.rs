//! How the program reaches an authority.
use super::model::Provider;
use axum::http::{Request, Response};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Why an authority could not be reached.
#[derive(Clone, Debug)]
pub struct FetchError(pub String);

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FetchError {}

pub type Fetching = Pin<Box<dyn Future<Output = Result<Response<Vec<u8>>, FetchError>> + Send>>;

/// Sends one request to an authority. Called outside of any transaction.
pub trait Fetch: Send + Sync {
    fn fetch(&self, provider: &Provider, request: Request<Vec<u8>>) -> Fetching;
}

/// The one in use, in the settings; the web when none is set.
#[derive(Clone)]
pub struct Fetcher(pub Arc<dyn Fetch>);

impl Default for Fetcher {
    fn default() -> Self {
        Self(Arc::new(Web))
    }
}

/// Longer answers than this no authority has.
const MOST: u64 = 512 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

struct Web;

impl Fetch for Web {
    fn fetch(&self, provider: &Provider, request: Request<Vec<u8>>) -> Fetching {
        let provider = provider.clone();
        Box::pin(async move {
            let work = tokio::task::spawn_blocking(move || fetch(&provider, request));
            work.await.map_err(|e| FetchError(e.to_string()))?.map_err(FetchError)
        })
    }
}

fn fetch(provider: &Provider, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, String> {
    let trusted = match provider.ca_file.as_str() {
        "" => RootCerts::WebPki,
        file => RootCerts::from(certificates(file)?),
    };
    // An authority that sends us elsewhere is not the one that was set up.
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .http_status_as_error(false)
        .https_only(!provider.is_local())
        .tls_config(TlsConfig::builder().root_certs(trusted).build())
        .build();
    let response = config.new_agent().run(request).map_err(|e| e.to_string())?;
    let (parts, mut body) = response.into_parts();
    let bytes = body.with_config().limit(MOST).read_to_vec().map_err(|e| e.to_string())?;
    Ok(Response::from_parts(parts, bytes))
}

fn certificates(file: &str) -> Result<Vec<Certificate<'static>>, String> {
    let pem = std::fs::read(file).map_err(|e| format!("{file}: {e}"))?;
    let mut certificates = vec![];
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|e| format!("{file}: {e}"))? {
            certificates.push(certificate);
        }
    }
    match certificates.is_empty() {
        true => Err(format!("{file}: there is no certificate in it")),
        false => Ok(certificates),
    }
}
