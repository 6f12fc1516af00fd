use lianxin_kernel::{id, words};
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

id!(
    /// A device of a center where a card signs in.
    KioskId,
    "ksk"
);

words! {
    /// How someone signed in.
    pub enum SignInWay {
        PhoneCode = "phone_code",
        Password = "password",
        Passkey = "passkey",
        /// By the sign-in of an authority (OpenID Connect).
        Authority = "authority",
        Card = "card",
        PaperCode = "paper_code",
    }
}

words! {
    /// The family of a browser, all that is kept of how it names itself.
    pub enum Browser {
        WeChat = "wechat",
        Edge = "edge",
        Firefox = "firefox",
        Chrome = "chrome",
        Safari = "safari",
        Other = "other",
    }
}

words! {
    /// The system a browser runs on.
    pub enum System {
        Harmony = "harmony",
        Android = "android",
        Ios = "ios",
        Windows = "windows",
        Macos = "macos",
        Linux = "linux",
        Other = "other",
    }
}

words! {
    /// What a staff sign-in has to do before it carries roles.
    pub enum WaitsFor { SecondFactor = "second_factor", NewPassword = "new_password" }
}

/// Where a request to sign in comes from. Of the address only the first half is ever kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    #[serde(skip)]
    address: Option<IpAddr>,
    pub browser: Browser,
    pub system: System,
}

impl Default for Origin {
    /// The program itself.
    fn default() -> Self {
        Self { address: None, browser: Browser::Other, system: System::Other }
    }
}

impl Origin {
    /// `agent`: what the browser says of itself.
    pub fn new(address: Option<IpAddr>, agent: &str) -> Self {
        Self { address, browser: browser(agent), system: system(agent) }
    }

    /// What limits of one address count by.
    pub(crate) fn address(&self) -> Option<String> {
        self.address.map(|a| a.to_string())
    }

    /// What limits of a network count by: the /24 of an IPv4 address, the /48 of an IPv6 one.
    pub(crate) fn network(&self) -> Option<String> {
        self.address.map(|address| match address {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{}/24", Ipv4Addr::new(a, b, c, 0))
            }
            IpAddr::V6(v6) => {
                let s = v6.segments();
                format!("{}/48", Ipv6Addr::new(s[0], s[1], s[2], 0, 0, 0, 0, 0))
            }
        })
    }

    /// What a list of sign-ins shows: `203.0`, `2001:db8`.
    pub(crate) fn coarse(&self) -> Option<String> {
        self.address.map(|address| match address {
            IpAddr::V4(v4) => {
                let [a, b, ..] = v4.octets();
                format!("{a}.{b}")
            }
            IpAddr::V6(v6) => {
                let s = v6.segments();
                format!("{:x}:{:x}", s[0], s[1])
            }
        })
    }
}

/// The order tells those apart that name others too: Edge says Chrome, Chrome says Safari.
fn browser(agent: &str) -> Browser {
    let families = [
        ("MicroMessenger", Browser::WeChat),
        ("Edg", Browser::Edge),
        ("Firefox", Browser::Firefox),
        ("FxiOS", Browser::Firefox),
        ("Chrome", Browser::Chrome),
        ("CriOS", Browser::Chrome),
        ("Safari", Browser::Safari),
    ];
    let found = families.iter().find(|(mark, _)| agent.contains(mark));
    found.map_or(Browser::Other, |(_, family)| *family)
}

fn system(agent: &str) -> System {
    let systems = [
        ("HarmonyOS", System::Harmony),
        ("OpenHarmony", System::Harmony),
        ("Android", System::Android),
        ("iPhone", System::Ios),
        ("iPad", System::Ios),
        ("Windows", System::Windows),
        ("Mac OS X", System::Macos),
        ("Linux", System::Linux),
    ];
    let found = systems.iter().find(|(mark, _)| agent.contains(mark));
    found.map_or(System::Other, |(_, system)| *system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_two_words() {
        for (agent, browser, system) in [
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 MicroMessenger/8.0",
                Browser::WeChat,
                System::Android,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
                Browser::Safari,
                System::Ios,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
                Browser::Edge,
                System::Windows,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0",
                Browser::Firefox,
                System::Linux,
            ),
            ("curl/8.0", Browser::Other, System::Other),
            ("", Browser::Other, System::Other),
        ] {
            let origin = Origin::new(None, agent);
            assert_eq!((origin.browser, origin.system), (browser, system), "{agent}");
        }
    }

    #[test]
    fn networks_are_cut_where_limits_count_them() {
        let v4 = Origin::new("203.0.113.7".parse().ok(), "");
        assert_eq!(v4.network().as_deref(), Some("203.0.113.0/24"));
        assert_eq!(v4.coarse().as_deref(), Some("203.0"));
        let v6 = Origin::new("2001:db8:1:2::9".parse().ok(), "");
        assert_eq!(v6.network().as_deref(), Some("2001:db8:1::/48"));
        assert_eq!(v6.coarse().as_deref(), Some("2001:db8"));
        assert_eq!(Origin::default().network(), None);
        let written = serde_json::to_string(&v4).unwrap();
        assert!(!written.contains("203"), "{written}");
    }
}
