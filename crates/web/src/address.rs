use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use lianxin_kernel::App;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether the server stands behind a proxy whose `X-Forwarded-For` may be believed.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrustProxy(pub bool);

/// The network a request comes from, for limits: an IPv4 address or an IPv6 /64. Not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    fn network(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let s = v6.segments();
                Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0).into()
            }
            v4 => v4,
        })
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        // The last entry is the one our own proxy wrote; those before it can be made up.
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let forwarded =
            forwarded.and_then(|v| v.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let believed = forwarded.filter(|_| app.settings().get::<TrustProxy>().0);
        let address = believed.or(peer).unwrap_or(Ipv4Addr::UNSPECIFIED.into());
        Ok(Self::network(address))
    }
}

/// Where the site is reached from phones, without a slash at the end: for codes people scan.
#[derive(Clone, Debug)]
pub struct PublicUrl(pub String);
