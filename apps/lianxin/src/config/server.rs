use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// `[server]`: how the program is reached and what it says in its log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub public_url: String,
    pub secure_cookies: bool,
    pub trust_proxy: bool,
    pub log_format: LogFormat,
    pub log_filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            public_url: String::new(),
            secure_cookies: false,
            trust_proxy: false,
            log_format: LogFormat::Text,
            log_filter: "info".into(),
        }
    }
}

impl Server {
    pub fn address(&self) -> Result<SocketAddr, String> {
        self.listen.parse().map_err(|_| {
            let listen = &self.listen;
            format!("server.listen: \"{listen}\" is no address with a port; write 127.0.0.1:8080")
        })
    }

    /// A site that people reach over HTTPS never sends its cookies in the clear.
    pub fn cookies_are_secure(&self) -> bool {
        self.secure_cookies || self.public_url.starts_with("https://")
    }

    /// The address of a path of the site as people share it; the path alone where none is known.
    pub fn public(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.trim_end_matches('/'))
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.address().err().into_iter().collect();
        let url = &self.public_url;
        if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
            faults.push(format!("server.public_url: \"{url}\" does not begin with https://"));
        }
        if let Err(why) = tracing_subscriber::EnvFilter::try_new(&self.log_filter) {
            faults.push(format!("server.log_filter: \"{}\": {why}", self.log_filter));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_makes_cookies_secure() {
        let site = |url: &str| Server { public_url: url.into(), ..Server::default() };
        assert!(site("https://a.example/").cookies_are_secure());
        assert!(!site("http://a.example").cookies_are_secure());
        assert_eq!(site("https://a.example/").public("/centers"), "https://a.example/centers");
        assert_eq!(site("").public("/centers"), "/centers");
    }

    #[test]
    fn what_can_not_work_is_said() {
        let bad = Server {
            listen: "localhost".into(),
            public_url: "a.example".into(),
            log_filter: "a=nonsense".into(),
            ..Server::default()
        };
        assert_eq!(bad.faults().len(), 3, "{:?}", bad.faults());
        assert_eq!(Server::default().faults(), Vec::<String>::new());
    }
}
