//! Plain HTTP, as anybody's program would speak it.
use serde_json::Value;
use std::time::Duration;

/// One connection after another to a server that may be gone.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    pub base: String,
    pub session: String,
}

#[derive(Debug)]
pub enum Said {
    /// Done, or refused for good: this is the answer.
    Answer(u16, Value),
    /// Nobody knows: no answer came, or one that says so.
    Unknown(String),
}

impl Client {
    pub fn new(address: &str) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let config = config.timeout_global(Some(Duration::from_secs(20))).build();
        Self {
            agent: config.into(),
            base: format!("http://{address}/api/v1"),
            session: String::new(),
        }
    }

    /// The same person at a server that was started anew.
    pub fn at(&self, address: &str) -> Self {
        Self { session: self.session.clone(), ..Self::new(address) }
    }

    pub fn post(&self, path: &str, body: &Value, key: &str) -> Said {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("content-type", "application/json");
        let request = request.header("idempotency-key", key);
        let cookie = format!("lianxin_session={}", self.session);
        match request.header("cookie", cookie).send(body.to_string()) {
            Err(e) => Said::Unknown(e.to_string()),
            Ok(mut response) => {
                let status = response.status().as_u16();
                match response.body_mut().read_to_string() {
                    Err(e) => Said::Unknown(e.to_string()),
                    Ok(text) if status >= 500 => Said::Unknown(format!("{status} {text}")),
                    Ok(text) => {
                        Said::Answer(status, serde_json::from_str(&text).unwrap_or_default())
                    }
                }
            }
        }
    }

    pub fn get(&self, path: &str) -> (u16, Value, Option<String>) {
        let request = self.agent.get(format!("{}{path}", self.base));
        let cookie = format!("lianxin_session={}", self.session);
        let mut response = request.header("cookie", cookie).call().unwrap();
        let age = response.headers().get("x-data-age").map(|v| v.to_str().unwrap().to_owned());
        let text = response.body_mut().read_to_string().unwrap();
        (response.status().as_u16(), serde_json::from_str(&text).unwrap_or_default(), age)
    }

    /// The status alone; none when no answer came.
    pub fn status(&self, path: &str) -> Option<u16> {
        let request = self.agent.get(format!("{}{path}", self.base));
        let cookie = format!("lianxin_session={}", self.session);
        request.header("cookie", cookie).call().ok().map(|response| response.status().as_u16())
    }

    /// Posts what has to succeed, and keeps the session it may open.
    pub fn must(&mut self, path: &str, body: &Value) -> Value {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("content-type", "application/json");
        let cookie = format!("lianxin_session={}", self.session);
        let mut response = request.header("cookie", cookie).send(body.to_string()).unwrap();
        for set in response.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            if let Some(token) = pair.strip_prefix("lianxin_session=") {
                self.session = token.to_owned();
            }
        }
        let text = response.body_mut().read_to_string().unwrap();
        assert!(response.status().is_success(), "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }
}
