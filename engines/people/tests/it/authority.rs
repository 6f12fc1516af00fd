//! An authority in this process, that can be made to lie.
use axum::http::{Request, Response};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use lianxin_people::{Fetch, Fetching, Provider};
use openidconnect::PrivateSigningKey;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use webauthn_rs::prelude::Url;

pub const ISSUER: &str = "https://id.example";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    None,
    /// The token answers another question.
    Nonce,
    /// The token is of another authority.
    Issuer,
    /// It is for another site.
    Audience,
    Expired,
    /// Nobody signed it.
    NoSignature,
    /// Signed with the secret both sides know.
    SharedSecret,
    /// Signed with a key that is not the authority's.
    OtherKey,
    /// What was signed was changed afterwards.
    Changed,
    NoToken,
    /// The description of itself is another authority's.
    Described,
    Away,
}

pub struct State {
    pub lie: Lie,
    pub subject: String,
    pub claims: Value,
    /// What the browser was sent with.
    asked: HashMap<String, String>,
    pub now: i64,
}

#[derive(Clone)]
pub struct FakeAuthority(pub Arc<Mutex<State>>);

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS#8 of an Ed25519 key is this head and 32 bytes.
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([seed; 32]);
    let body = BASE64.encode(&der);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let name = Some(JsonWebKeyId::new("one".into()));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, name).unwrap()
}

impl FakeAuthority {
    pub fn new(now: i64) -> Self {
        Self(Arc::new(Mutex::new(State {
            lie: Lie::None,
            subject: "4711".into(),
            claims: json!({}),
            asked: HashMap::new(),
            now,
        })))
    }

    pub fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap());
    }

    /// The browser goes there, someone signs in, and it comes back with this state.
    pub fn visit(&self, address: &str) -> String {
        let url = Url::parse(address).unwrap();
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        let state = asked["state"].clone();
        self.set(|s| s.asked = asked);
        state
    }

    fn token(&self) -> String {
        let s = self.0.lock().unwrap();
        let other = |lie: Lie, good: &str| match s.lie == lie {
            true => format!("{good}.other"),
            false => good.to_owned(),
        };
        let ends = if s.lie == Lie::Expired { s.now - 1 } else { s.now + 300 };
        let mut claims = json!({
            "iss": other(Lie::Issuer, ISSUER), "sub": s.subject,
            "aud": [other(Lie::Audience, "lianxin")], "iat": s.now - 5, "exp": ends,
            "nonce": other(Lie::Nonce, &s.asked["nonce"]),
        });
        for (name, value) in s.claims.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let alg = match s.lie {
            Lie::NoSignature => "none",
            Lie::SharedSecret => "HS256",
            _ => "EdDSA",
        };
        let head = json!({ "alg": alg, "kid": "one", "typ": "JWT" });
        let part = |v: &Value| BASE64URL_NOPAD.encode(v.to_string().as_bytes());
        let signed = format!("{}.{}", part(&head), part(&claims));
        let signer = key(if s.lie == Lie::OtherKey { 2 } else { 1 });
        let signature = match s.lie {
            Lie::NoSignature => vec![],
            Lie::SharedSecret => lianxin_kernel::fingerprint(signed.as_bytes()).to_vec(),
            _ => signer.sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes()).unwrap(),
        };
        let signed = match s.lie {
            Lie::Changed => {
                claims["sub"] = "someone else".into();
                format!("{}.{}", part(&head), part(&claims))
            }
            _ => signed,
        };
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }

    fn answer(&self, request: Request<Vec<u8>>) -> (u16, Value) {
        let lie = self.0.lock().unwrap().lie;
        if lie == Lie::Away {
            return (503, json!({}));
        }
        let described = if lie == Lie::Described { "https://other.example" } else { ISSUER };
        match request.uri().path() {
            "/.well-known/openid-configuration" => (
                200,
                json!({
                    "issuer": described, "authorization_endpoint": format!("{ISSUER}/authorize"),
                    "token_endpoint": format!("{ISSUER}/token"), "jwks_uri": format!("{ISSUER}/keys"),
                    "response_types_supported": ["code"], "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["EdDSA", "none", "HS256"],
                }),
            ),
            "/keys" => (200, json!({ "keys": [key(1).as_verification_key()] })),
            "/token" => {
                let body = String::from_utf8(request.into_body()).unwrap();
                let url = Url::parse(&format!("{ISSUER}/?{body}")).unwrap();
                let sent: HashMap<_, _> = url.query_pairs().into_owned().collect();
                let verifier = PkceCodeVerifier::new(sent["code_verifier"].clone());
                let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
                let expected = self.0.lock().unwrap().asked["code_challenge"].clone();
                if sent["code"] != "the code" || challenge.as_str() != expected {
                    return (400, json!({ "error": "invalid_grant" }));
                }
                let mut tokens = json!({ "access_token": "a", "token_type": "Bearer" });
                if lie != Lie::NoToken {
                    tokens["id_token"] = self.token().into();
                }
                (200, tokens)
            }
            other => panic!("{other}"),
        }
    }
}

impl Fetch for FakeAuthority {
    fn fetch(&self, _: &Provider, request: Request<Vec<u8>>) -> Fetching {
        let (status, body) = self.answer(request);
        Box::pin(async move {
            let answer =
                Response::builder().status(status).header("content-type", "application/json");
            Ok(answer.body(body.to_string().into_bytes()).unwrap())
        })
    }
}
