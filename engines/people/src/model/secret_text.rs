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

/// At least 8 characters, at most 128, and not the login.
pub(crate) fn check_password(password: &str, login: &str) -> Result<()> {
    let error = FieldError::new("password", FieldCode::Wrong);
    let refused = match password.chars().count() {
        ..8 => FieldError { code: FieldCode::TooShort, ..error }.with("min", 8),
        129.. => FieldError { code: FieldCode::TooLong, ..error }.with("max", 128),
        _ if password.to_lowercase() == login => FieldError { code: FieldCode::Unknown, ..error },
        _ => return Ok(()),
    };
    Err(Error::Invalid(vec![refused]))
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
    fn passwords_are_long_enough_and_not_the_login() {
        assert!(check_password("correct horse", "wang").is_ok());
        assert!(check_password("八个字的口令也行", "wang").is_ok());
        for bad in ["", "1234567", "Wang.Lili", &"x".repeat(129)] {
            assert!(check_password(bad, "wang.lili").is_err(), "{bad}");
        }
    }
}
