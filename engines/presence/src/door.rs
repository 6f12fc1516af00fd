//! The rotating code at the door: who knows it stands there, or did a moment ago.
use data_encoding::{Encoding, Specification};
use lianxin_kernel::{AnyId, App, Reason, Result, Span, Timestamp, reason, same, seal};
use std::sync::LazyLock;

pub(crate) const SECRET: &str = "presence.door";

/// How long a code is shown. It is taken during this and the next slot, so that a slow hand is in time.
pub const SLOT: Span = Span::seconds(30);
/// Codes younger than this are told to be old; older ones look like any other wrong text.
const REMEMBERED: i64 = 20;
const LENGTH: usize = 10;

/// Crockford's alphabet: nothing in it looks like something else in it.
static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    spec.encoding().ok()
});

/// The code to show now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorToken {
    /// Ten letters and digits.
    pub text: String,
    /// From this moment on it is refused.
    pub valid_until: Timestamp,
    /// Seconds until the next code, 1 to 30.
    pub next_in: i64,
}

/// The installation's key for door codes.
pub fn door_key(app: &App) -> Result<&[u8; 32]> {
    app.secret(SECRET)
}

fn slot(now: Timestamp) -> i64 {
    now.0.div_euclid(SLOT.0)
}

fn text(key: &[u8; 32], subject: AnyId, slot: i64) -> String {
    let sealed = seal(key, &[SECRET.as_bytes(), subject.as_bytes(), &slot.to_be_bytes()]);
    let mut text = BASE32.as_ref().map(|b| b.encode(&sealed)).unwrap_or_default();
    text.truncate(LENGTH);
    text
}

pub fn door_token(key: &[u8; 32], subject: AnyId, now: Timestamp) -> DoorToken {
    let slot = slot(now);
    let end = Timestamp((slot + 1).saturating_mul(SLOT.0));
    // Rounded up, so nobody asks for the next one too early.
    let next_in = Span((end - now).0 + 999_999).in_seconds();
    DoorToken { text: text(key, subject, slot), valid_until: end + SLOT, next_in }
}

/// Whether a text is the code of this subject's door now or was a slot ago. Case, blanks and hyphens do
/// not matter, nor O for 0 and I or L for 1: it may have been typed.
pub fn check_door_token(
    key: &[u8; 32],
    subject: AnyId,
    given: &str,
    now: Timestamp,
) -> Result<(), Reason> {
    let Some(given) = read(given) else {
        return Err(wrong());
    };
    let is = |slot: i64| same(text(key, subject, slot).as_bytes(), given.as_bytes());
    let slot = slot(now);
    if is(slot) || is(slot - 1) {
        return Ok(());
    }
    match (2..=REMEMBERED).any(|ago| is(slot - ago)) {
        true => Err(reason!("presence.token_old")),
        false => Err(wrong()),
    }
}

fn wrong() -> Reason {
    reason!("presence.token_wrong")
}

fn read(given: &str) -> Option<String> {
    let mut text = String::new();
    for c in given.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        text.push(match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c if c.is_ascii_alphanumeric() => c,
            _ => return None,
        });
        if text.len() > LENGTH {
            return None;
        }
    }
    (text.len() == LENGTH).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    fn subject(n: u64) -> AnyId {
        AnyId::compose(1_770_000_000_000, 1, n)
    }

    #[test]
    fn a_code_says_until_when_it_is_good() {
        let now = Timestamp::parse("2026-03-02T01:00:10.5Z").unwrap();
        let token = door_token(&KEY, subject(1), now);
        assert_eq!(token.text.len(), 10);
        assert_eq!(token.next_in, 20);
        assert_eq!(token.valid_until, Timestamp::parse("2026-03-02T01:01:00Z").unwrap());
        let start = Timestamp::parse("2026-03-02T01:00:00Z").unwrap();
        assert_eq!(door_token(&KEY, subject(1), start).next_in, 30);
        assert_eq!(door_token(&KEY, subject(1), start).text, token.text);
    }

    #[test]
    fn an_old_code_is_told_from_a_wrong_one() {
        let now = Timestamp(1_770_000_000_000_000);
        let code = |at| door_token(&KEY, subject(1), at).text;
        let check = |text: &str| check_door_token(&KEY, subject(1), text, now);
        assert_eq!(check(&code(now - SLOT)), Ok(()));
        assert_eq!(check(&code(now - SLOT - SLOT)).unwrap_err().code, "presence.token_old");
        assert_eq!(check(&code(now - Span::minutes(11))).unwrap_err().code, "presence.token_wrong");
        assert_eq!(check(&code(now + SLOT)).unwrap_err().code, "presence.token_wrong");
        for text in ["", "0", "00000000000", "ééééé", "?????????!"] {
            assert_eq!(check(text).unwrap_err().code, "presence.token_wrong", "{text}");
        }
    }

    #[test]
    fn typing_is_forgiven() {
        assert_eq!(read(" abcde-1o0il ").as_deref(), Some("ABCDE10011"));
        assert_eq!(read("abcde-1o0il2"), None);
        assert_eq!(read("abcde"), None);
    }

    proptest! {
        /// A code is taken in its slot and the one after, and at no other time.
        #[test]
        fn a_code_is_taken_within_its_two_slots(
            at in 1_700_000_000_000_000_i64..1_900_000_000_000_000,
            later in -120_000_000_i64..120_000_000,
            n in any::<u64>(),
        ) {
            let (made, now) = (Timestamp(at), Timestamp(at + later));
            let code = door_token(&KEY, subject(n), made);
            let slots = now.0.div_euclid(30_000_000) - at.div_euclid(30_000_000);
            let taken = check_door_token(&KEY, subject(n), &code.text, now).is_ok();
            prop_assert_eq!(taken, slots == 0 || slots == 1);
            prop_assert_eq!(taken, now < code.valid_until && slots >= 0);
            prop_assert!((1..=30).contains(&code.next_in));
        }

        #[test]
        fn a_code_opens_no_other_door(n in any::<u32>(), m in any::<u32>(), at in 0_i64..1 << 52) {
            prop_assume!(n != m);
            let now = Timestamp(at);
            let code = door_token(&KEY, subject(n.into()), now).text;
            prop_assert!(check_door_token(&KEY, subject(m.into()), &code, now).is_err());
            prop_assert!(check_door_token(&[8; 32], subject(n.into()), &code, now).is_err());
        }
    }
}
