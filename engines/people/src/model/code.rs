use super::{CodeId, Phone};
use lianxin_kernel::{Kind, seal};

/// What the phone a code goes to is sealed as.
pub(crate) const CODE_PHONE: &str = "people_code.phone";

/// The six digits of a code. They follow from its row, its phone and the installation's key, so
/// nothing that is stored has to hold them, nor a hash that a million guesses would open.
pub(crate) fn code_of(key: &[u8; 32], code: CodeId, phone: &Phone) -> String {
    let sealed = seal(key, &[b"code", code.id().as_bytes(), phone.as_str().as_bytes()]);
    let [a, b, c, d, e, f, g, h, ..] = sealed;
    let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    format!("{:06}", number % 1_000_000)
}

/// The keyed hash a phone, a login or a network is counted under.
pub(crate) fn subject(key: &[u8; 32], kind: &str, value: &str) -> [u8; 32] {
    seal(key, &[kind.as_bytes(), value.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::AnyId;
    use std::collections::HashSet;

    #[test]
    fn codes_have_six_digits_and_depend_on_key_row_and_phone() {
        let phone = Phone::parse("13812342071").unwrap();
        let row = |n| CodeId(AnyId::compose(1, 1, n));
        let codes: HashSet<_> = (0..200).map(|n| code_of(&[7; 32], row(n), &phone)).collect();
        assert!(codes.len() > 195);
        assert!(codes.iter().all(|c| c.len() == 6 && c.bytes().all(|b| b.is_ascii_digit())));
        let other = Phone::parse("13812342072").unwrap();
        let one = code_of(&[7; 32], row(1), &phone);
        assert_eq!(one, code_of(&[7; 32], row(1), &phone));
        assert_ne!(one, code_of(&[8; 32], row(1), &phone));
        assert_ne!(one, code_of(&[7; 32], row(1), &other));
    }

    #[test]
    fn kinds_do_not_mix() {
        assert_ne!(subject(&[1; 32], "phone", "a"), subject(&[1; 32], "login", "a"));
    }
}
