//! The documented sample: every key with its default and what it means.
use super::{Config, source};
use std::fmt::Write as _;
use toml::Value;

/// The sections in the order people read them, and a line on each.
const SECTIONS: [(&str, &str); 10] = [
    ("installation", "Whose network of centers this is."),
    ("server", "How the program is reached, and its log."),
    ("database", "Where everything is kept."),
    ("keys", "What seals the sensitive; never in the database."),
    ("people", "Signing in."),
    ("privacy", "Requests about one's data, consents, the audit."),
    ("seats", "Rules of signing up that hold in every center."),
    ("notices", "Text messages (SMS)."),
    ("backup", "Copies of everything that the program makes by itself."),
    ("verify", "Counting everything again, as lianxin verify does."),
];

/// What each key means.
const KEYS: [(&str, &str); 61] = [
    ("installation.name", "Name of the network, in up to three languages: zh-CN, zh-TW, en."),
    ("installation.zone", "Time zone of all centers, an IANA name."),
    (
        "installation.district",
        "Number of the main district, from 1. It is part of every id: never change it.",
    ),
    (
        "installation.region",
        "Id of the main district's region, for figures and maps. Empty: the first district or county there is.",
    ),
    ("installation.phone", "The staffed line people can call; shown on every page. Empty: none."),
    (
        "installation.development",
        "Shows sign-in codes instead of sending them. Never on a real installation.",
    ),
    ("server.listen", "Address and port."),
    (
        "server.public_url",
        "Address of the site as people type it, for links that are shared and printed.",
    ),
    (
        "server.secure_cookies",
        "Cookies over HTTPS only. By itself when public_url begins with https://.",
    ),
    (
        "server.trust_proxy",
        "Believe X-Forwarded-For. Only behind a proxy of your own that sets it.",
    ),
    ("server.log_format", "text or json."),
    ("server.log_filter", "error, warn, info, debug, or by part: info,lianxin_people=debug."),
    ("database.url", "sqlite:<file> or postgres://user:password@host/database."),
    ("database.connections", "Connections (PostgreSQL) or readers (SQLite)."),
    ("database.isolation", "serializable or read_committed; PostgreSQL only."),
    (
        "database.replica",
        "postgres://… of a streaming copy: figures are read there. Empty: all is read at database.url.",
    ),
    (
        "database.replica_lag_seconds",
        "A copy that is further behind than this is not read: 1 to 3600.",
    ),
    (
        "keys.file",
        "Where the keys are; made at the first start. Keep a copy, and not with the backups. Empty: beside the SQLite file, else lianxin.keys.",
    ),
    ("keys.ring", "The keys themselves, in place of a file: its lines with ; between them."),
    ("people.code_minutes", "How long a one-time code works."),
    ("people.resend_seconds", "Pause before the next code for a phone."),
    ("people.code_tries", "Wrong tries a code bears."),
    ("people.codes_per_phone", "Codes for one phone in any 60 minutes."),
    (
        "people.codes_per_address",
        "Codes asked for from one network in any 60 minutes; a lobby is one network.",
    ),
    ("people.codes_per_network", "The same for its neighbors: a /24 (IPv4) or a /48 (IPv6)."),
    (
        "people.phone_wait_seconds",
        "Wait after so many wrong codes in a row for a phone; doubled each further time…",
    ),
    ("people.phone_wait_minutes", "…up to this. The desk and the card stay open."),
    ("people.ticket_minutes", "How long a new phone may take to give a name."),
    ("people.resident_idle_days", "A resident's sign-in ends when unused for so long…"),
    ("people.resident_days", "…and at the latest then."),
    ("people.staff_idle_hours", "A staff sign-in ends when unused for so long…"),
    ("people.staff_hours", "…and at the latest then."),
    ("people.kiosk_idle_minutes", "A card's sign-in at a kiosk ends when unused for so long…"),
    ("people.kiosk_minutes", "…and at the latest then."),
    ("people.staff_failures", "Wrong passwords in a row before a login is locked."),
    ("people.staff_lock_minutes", "How long it is locked."),
    ("people.address_failures", "Wrong passwords from one network before it has to wait as long."),
    ("people.network_failures", "The same for its neighbors."),
    (
        "people.password_days",
        "Days after which a staff password gives no roles until it is changed. 0: never.",
    ),
    (
        "people.second_factor",
        "All staff need a second factor for their roles. Else only what is sensitive needs one.",
    ),
    (
        "people.starts_per_address",
        "Times one address may begin with a passkey or an authority in any 60 minutes.",
    ),
    (
        "people.oidc",
        "Authorities whose sign-in is taken (OpenID Connect), each { key, name = { zh-CN = … }, issuer, client_id, client_secret_file, ca_file, scopes, login_claim, strong }. They send people back to <public_url>/api/v1/sign-in/authorities/back.",
    ),
    ("people.secure_cookies", "As server.secure_cookies; one of the two is enough."),
    (
        "privacy.answer_days",
        "Working days in which a request about one's data is answered: 1 to 30.",
    ),
    (
        "privacy.ask_again_days",
        "Days for which someone who said no to a purpose is not asked again: 1 to 3650.",
    ),
    (
        "privacy.erase_after_hours",
        "Hours between a granted erasure and its doing, in which it can be taken back: 0 to 720.",
    ),
    (
        "privacy.guardian_until_age",
        "Below this age a guardian consents: the law's 14, or stricter up to 18.",
    ),
    (
        "privacy.remind_days",
        "Days before the review of an impact assessment its author is reminded: 1 to 180.",
    ),
    ("privacy.audit_days", "Days audit lines are kept: 183 (the law's least) to 36500."),
    (
        "privacy.night_at",
        "Local time at which what was kept long enough is made anonymous. How long that is stands in the register of purposes.",
    ),
    (
        "privacy.parts_a_night",
        "Parts of at most 500 rows of each kind of data that one night does: 1 to 10000.",
    ),
    (
        "privacy.told_at_once",
        "People told of a breach in one transaction, the rest right after: 1 to 2000.",
    ),
    (
        "seats.open_sign_ups_limit",
        "Activities a resident may be signed up for at a time. 0: no limit.",
    ),
    ("notices.sms", "Notices that also go out as text messages."),
    (
        "notices.sms_command",
        "Program that sends a text message, with its arguments. It gets {\"key\", \"phone\", \"text\"} as JSON on its input; exit 0: taken, 75: try again later, else: refused. Empty: no text messages.",
    ),
    (
        "backup.folder",
        "Where they are put; a folder on another disk or machine. Empty: none are made.",
    ),
    ("backup.every_hours", "How old the newest may become before the next is made."),
    ("backup.keep", "How many are kept; older ones are removed."),
    (
        "backup.recipient",
        "An age public key (age1…): backups are encrypted for its owner, and the server can not read them. Empty: not encrypted.",
    ),
    (
        "verify.nightly",
        "Whether the program does it every night. Of several that serve one database, one is enough.",
    ),
    ("verify.night_at", "Local time at which it begins."),
];

/// The sample file.
pub fn sample() -> String {
    let mut out = String::from(
        "# Settings of Lianxin. Every line is the default; remove the # to change it.\n\
         # The same by variable: LIANXIN_<SECTION>_<KEY>, for instance LIANXIN_DATABASE_URL.\n\
         # lianxin check --config FILE says what is in force.\n",
    );
    let defaults = source::defaults();
    for (section, about) in SECTIONS {
        let _ = write!(out, "\n# {about}\n[{section}]\n");
        let known = KEYS.iter().filter_map(|(place, about)| {
            let (s, key) = place.split_once('.')?;
            (s == section).then_some((key, about))
        });
        for (key, about) in known {
            if let Some(value) = defaults.get(section).and_then(|s| s.get(key)) {
                let _ = write!(out, "\n# {about}\n#{key} = {}\n", shown(value));
            }
        }
    }
    out
}

/// What is in force, one key a line.
pub fn in_force(config: &Config) -> String {
    let mut config = config.clone();
    config.database.url = config.database.masked_url();
    config.database.replica = config.database.masked_replica();
    if !config.keys.ring.is_empty() {
        config.keys.ring = "•••".into();
    }
    let mut out = String::new();
    let Ok(Value::Table(all)) = Value::try_from(config) else {
        return out;
    };
    for (section, _) in SECTIONS {
        let keys = all.get(section).and_then(Value::as_table);
        for (key, value) in keys.into_iter().flatten() {
            let _ = writeln!(out, "{section}.{key} = {}", shown(value));
        }
    }
    out
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let each = table.iter().map(|(k, v)| format!("{k} = {}", shown(v)));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
        Value::Boolean(yes) => yes.to_string(),
        Value::Integer(n) => n.to_string(),
        Value::Float(n) => n.to_string(),
        Value::Datetime(at) => at.to_string(),
    }
}

/// JSON's way to write text is also TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_documented_and_nothing_else() {
        let defaults = source::defaults();
        let there = defaults.iter().flat_map(|(s, t)| t.keys().map(move |k| format!("{s}.{k}")));
        let there: BTreeSet<_> = there.collect();
        let documented: BTreeSet<_> = KEYS.iter().map(|(k, _)| (*k).to_owned()).collect();
        assert_eq!(there, documented);
    }

    #[test]
    fn the_sample_is_the_defaults() {
        let active: String = sample()
            .lines()
            .map(|l| if l.starts_with("# ") { "" } else { l.trim_start_matches('#') })
            .map(|l| format!("{l}\n"))
            .collect();
        let config = Config::from_table(active.parse().unwrap()).unwrap();
        assert_eq!(config, Config::default());
    }

    #[test]
    fn what_is_in_force_shows_no_password() {
        let mut config = Config::default();
        config.database.url = "postgres://u:geheim@h/d".into();
        let shown = in_force(&config);
        assert!(shown.contains("postgres://u:•••@h/d") && !shown.contains("geheim"), "{shown}");
        assert!(shown.contains("people.code_tries = 5"), "{shown}");
    }
}
