use lianxin_kernel::Names;
use serde::{Deserialize, Serialize};

/// An authority whose sign-in is taken, under `[[people.oidc]]` in the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// A short word of `a-z 0-9 _`, part of addresses and of the links kept: never change it.
    pub key: String,
    /// What the button says.
    pub name: Names,
    /// Its address, from which everything else about it is found; exactly as its tokens name it.
    pub issuer: String,
    pub client_id: String,
    /// A file that holds nothing but the client's secret. Empty: the client has none.
    #[serde(default)]
    pub client_secret_file: String,
    /// A file of PEM certificates it is trusted by. Empty: the public authorities of the web.
    #[serde(default)]
    pub ca_file: String,
    /// What is asked for besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The claim that holds the login of the account here; who signs in for the first time is linked by
    /// it. Empty: administrators link. Name only one that the authority itself has verified.
    #[serde(default)]
    pub login_claim: String,
    /// The `acr` or `amr` values by which it says that two factors were proved.
    #[serde(default)]
    pub strong: Vec<String>,
}

impl Provider {
    /// What stands against it; empty when nothing does.
    pub fn faults(&self) -> Vec<String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let mut faults = vec![];
        let key = &self.key;
        if !(1..=40).contains(&key.len()) || !key.chars().all(plain) {
            faults.push(format!("people.oidc: key \"{key}\" is not 1 to 40 of a-z 0-9 _"));
        }
        if !self.issuer.starts_with("https://") && !self.is_local() {
            let issuer = &self.issuer;
            faults.push(format!(
                "people.oidc.{key}: issuer \"{issuer}\" does not begin with https://"
            ));
        }
        if self.client_id.is_empty() {
            faults.push(format!("people.oidc.{key}: client_id is empty; the authority gives it"));
        }
        faults
    }

    /// On this machine, for trying out.
    pub(crate) fn is_local(&self) -> bool {
        let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let rest = local.iter().find_map(|host| self.issuer.strip_prefix(host));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_work_is_said() {
        let good = Provider {
            key: "city".into(),
            issuer: "https://id.example".into(),
            client_id: "lianxin".into(),
            ..Provider::default()
        };
        assert_eq!(good.faults(), Vec::<String>::new());
        let local = Provider { issuer: "http://127.0.0.1:9400".into(), ..good.clone() };
        assert_eq!(local.faults(), Vec::<String>::new());
        for bad in [
            Provider { key: "City!".into(), ..good.clone() },
            Provider { issuer: "http://id.example".into(), ..good.clone() },
            Provider { issuer: "http://localhost.example".into(), ..good.clone() },
            Provider { client_id: String::new(), ..good.clone() },
        ] {
            assert_eq!(bad.faults().len(), 1, "{bad:?}");
        }
    }
}
