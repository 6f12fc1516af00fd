use crate::model::SignInKind;
use crate::oidc::Provider;
use lianxin_kernel::Span;
use serde::{Deserialize, Serialize};

/// The limits of signing in, under `[people]` in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How long a one-time code works.
    pub code_minutes: u16,
    /// The pause before a phone can have the next code.
    pub resend_seconds: u16,
    /// Wrong tries a code bears.
    pub code_tries: u16,
    /// Codes for one phone in any 60 minutes.
    pub codes_per_phone: u16,
    /// Codes asked for from one network in any 60 minutes. A center's lobby is one network, so this
    /// is far above what a family needs.
    pub codes_per_address: u16,
    /// The same for the neighbors of that address: a /24 (IPv4) or a /48 (IPv6).
    pub codes_per_network: u16,
    /// The wait after `code_tries` wrong codes in a row for a phone. Each further time it is doubled…
    pub phone_wait_seconds: u16,
    /// …up to this. The desk and the card stay open to whoever has to wait.
    pub phone_wait_minutes: u16,
    /// How long a new phone's ticket waits for the name.
    pub ticket_minutes: u16,
    /// A resident's sign-in ends when unused for this long…
    pub resident_idle_days: u16,
    /// …and at the latest then.
    pub resident_days: u16,
    /// Staff use shared computers, so their sign-in ends with the shift.
    pub staff_idle_hours: u16,
    pub staff_hours: u16,
    /// A card at a kiosk: whoever walks away forgets to sign out.
    pub kiosk_idle_minutes: u16,
    pub kiosk_minutes: u16,
    /// Wrong passwords in a row before a login is locked, existing or not.
    pub staff_failures: u16,
    pub staff_lock_minutes: u16,
    /// Wrong passwords from one network before it has to wait as long.
    pub address_failures: u16,
    /// The same for its neighbors.
    pub network_failures: u16,
    /// Days after which a password of staff gives no roles until it is changed; 0: never.
    pub password_days: u16,
    /// Whether all staff need a second factor for their roles. Without it only what is sensitive does.
    pub second_factor: bool,
    /// Challenges for a passkey, and starts at an authority, asked for from one address in any 60 minutes.
    pub starts_per_address: u16,
    /// The authorities whose own sign-in is taken (OpenID Connect).
    pub oidc: Vec<Provider>,
    /// Whether the session cookie is sent over HTTPS only. Set it when the site has HTTPS.
    pub secure_cookies: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            code_minutes: 5,
            resend_seconds: 60,
            code_tries: 5,
            codes_per_phone: 5,
            codes_per_address: 60,
            codes_per_network: 300,
            phone_wait_seconds: 60,
            phone_wait_minutes: 15,
            ticket_minutes: 15,
            resident_idle_days: 30,
            resident_days: 180,
            staff_idle_hours: 8,
            staff_hours: 24,
            kiosk_idle_minutes: 5,
            kiosk_minutes: 15,
            staff_failures: 5,
            staff_lock_minutes: 15,
            address_failures: 50,
            network_failures: 250,
            password_days: 0,
            second_factor: false,
            starts_per_address: 120,
            oidc: vec![],
            secure_cookies: false,
        }
    }
}

impl Config {
    pub(crate) fn code_lasts(&self) -> Span {
        Span::minutes(self.code_minutes.into())
    }

    pub(crate) fn resend(&self) -> Span {
        Span::seconds(self.resend_seconds.into())
    }

    pub(crate) fn ticket_lasts(&self) -> Span {
        Span::minutes(self.ticket_minutes.into())
    }

    pub(crate) fn lock(&self) -> Span {
        Span::minutes(self.staff_lock_minutes.into())
    }

    /// How long a password of staff gives roles, if that ends.
    pub(crate) fn password_lasts(&self) -> Option<Span> {
        (self.password_days > 0).then(|| Span::days(self.password_days.into()))
    }

    /// How long a sign-in may rest, and how long it lasts at most.
    pub(crate) fn sign_in_lasts(&self, kind: SignInKind) -> (Span, Span) {
        let days = |n: u16| Span::days(n.into());
        let minutes = |n: u16| Span::minutes(n.into());
        let hours = |n: u16| Span::hours(n.into());
        match kind {
            SignInKind::Resident => (days(self.resident_idle_days), days(self.resident_days)),
            SignInKind::Staff => (hours(self.staff_idle_hours), hours(self.staff_hours)),
            SignInKind::Kiosk => (minutes(self.kiosk_idle_minutes), minutes(self.kiosk_minutes)),
        }
    }
}
