use lianxin_kernel::{Error, FieldCode, FieldError, Result};

/// A login as it is kept: 3 to 40 of `a-z 0-9 . _ - @`, in lower case.
pub(crate) fn check_login(text: &str) -> Result<String> {
    let login = text.trim().to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    let refused = |code| Error::Invalid(vec![FieldError::new("login", code)]);
    match login.chars().count() {
        0 => Err(refused(FieldCode::Required)),
        1..3 => Err(refused(FieldCode::TooShort)),
        41.. => Err(refused(FieldCode::TooLong)),
        _ if !login.chars().all(plain) => Err(refused(FieldCode::Unknown)),
        _ => Ok(login),
    }
}

/// The first that anyone guesses, in lower case, one a line.
const COMMON: &str = include_str!("common_passwords.txt");

/// At least 10 characters, or 8 with three of: small letters, capitals, digits, others; at most 128;
/// none that everybody uses, and not with the login in it.
pub(crate) fn check_password(password: &str, login: &str) -> Result<()> {
    let error = FieldError::new("password", FieldCode::Wrong);
    let length = password.chars().count();
    let short = length < 8 || (length < 10 && classes(password) < 3);
    let lower = password.to_lowercase();
    let refused = match length {
        129.. => FieldError { code: FieldCode::TooLong, ..error }.with("max", 128),
        _ if short => FieldError { code: FieldCode::TooShort, ..error }.with("min", 10),
        _ if lower.contains(login) => FieldError { code: FieldCode::EasyToGuess, ..error },
        _ if is_common(&lower) => FieldError { code: FieldCode::EasyToGuess, ..error },
        _ => return Ok(()),
    };
    Err(Error::Invalid(vec![refused]))
}

fn classes(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        char::is_uppercase,
        |c| c.is_ascii_digit(),
        |c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit(),
    ];
    kinds.into_iter().filter(|is| password.chars().any(is)).count()
}

/// Also with the digits and signs people add to reach a length, and for one sign or two over and over.
fn is_common(lower: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let known = |text: &str| COMMON.lines().any(|line| line == text);
    let mut seen: Vec<char> = lower.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() <= 2 || known(lower) || (!bare.is_empty() && known(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_plain() {
        assert_eq!(check_login(" Wang.Li-2 ").unwrap(), "wang.li-2");
        for bad in ["", "ab", "王丽丽", "a b c", &"a".repeat(41), "a\u{0}bc"] {
            assert!(check_login(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn passwords_are_long_enough_and_not_what_everybody_has() {
        let codes = |password: &str| match check_password(password, "wang.li") {
            Ok(()) => None,
            Err(Error::Invalid(fields)) => fields.first().map(|f| f.code),
            Err(other) => panic!("{other:?}"),
        };
        for good in ["correct horse", "Ab3-efgh", "十个字的口令也行的哦", "Xiangyang8"] {
            assert_eq!(codes(good), None, "{good}");
        }
        for (bad, code) in [
            ("", FieldCode::TooShort),
            ("Ab3-efg", FieldCode::TooShort),
            ("abcdefghi", FieldCode::TooShort),
            ("abcdefgh1", FieldCode::TooShort),
            ("my Wang.Li 2026", FieldCode::EasyToGuess),
            ("Password2026!", FieldCode::EasyToGuess),
            ("1234567890", FieldCode::EasyToGuess),
            ("qwertyuiop", FieldCode::EasyToGuess),
            ("aaaaaaaaaaaa", FieldCode::EasyToGuess),
            ("abababababab", FieldCode::EasyToGuess),
            ("Woaini1314520", FieldCode::EasyToGuess),
            (&"x".repeat(129), FieldCode::TooLong),
        ] {
            assert_eq!(codes(bad), Some(code), "{bad}");
        }
    }
}
