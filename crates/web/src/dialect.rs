//! What serde says of a bad input, in the field codes of our problems.
use lianxin_kernel::{Error, FieldCode, FieldError};

/// An error of `serde_json` or `serde_urlencoded` at `path`, as a field error.
pub(crate) fn refused(path: &str, message: &str) -> Error {
    let (field, code) = match quoted(message) {
        Some(name) if message.starts_with("missing field") => {
            (join(path, name), FieldCode::Required)
        }
        Some(name) if message.starts_with("unknown field") => {
            (join(path, name), FieldCode::Unknown)
        }
        _ => (path.to_owned(), code(message)),
    };
    let mut error = FieldError::new(field, code);
    if let (FieldCode::TooLong | FieldCode::TooMany, Some(max)) = (code, number(message)) {
        error = error.with("max", max);
    }
    Error::Invalid(vec![error])
}

fn code(message: &str) -> FieldCode {
    let word = message.split([':', ' ']).next().unwrap_or_default();
    if let Some(code) = FieldCode::from_code(word) {
        return code;
    }
    match message {
        m if m.starts_with("invalid type") => FieldCode::WrongType,
        m if m.starts_with("unknown variant") => FieldCode::Unknown,
        m if m.starts_with("invalid value") || m.starts_with("invalid length") => {
            FieldCode::OutOfRange
        }
        m if m.starts_with("number too") || m.contains("out of range") => FieldCode::OutOfRange,
        _ => FieldCode::WrongType,
    }
}

fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn number(message: &str) -> Option<i64> {
    let digits = message.split(|c: char| !c.is_ascii_digit());
    digits.filter(|d| !d.is_empty()).find_map(|d| d.parse().ok())
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" | "." => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_codes() {
        let of = |path, message| match refused(path, message) {
            Error::Invalid(mut fields) => fields.remove(0),
            other => panic!("{other}"),
        };
        let f = of(".", "missing field `phone` at line 1 column 2");
        assert_eq!((f.field.as_str(), f.code), ("phone", FieldCode::Required));
        let f = of("name", "too_long: at most 40 characters at line 1 column 2");
        assert_eq!((f.code, f.values.len()), (FieldCode::TooLong, 1));
        let f = of("companions[0]", "missing field `name`");
        assert_eq!(f.field, "companions[0].name");
        assert_eq!(of("n", "invalid type: string \"a\", expected i64").code, FieldCode::WrongType);
        assert_eq!(of("n", "number too large").code, FieldCode::OutOfRange);
        assert_eq!(of("k", "unknown variant `x`, expected `y`").code, FieldCode::Unknown);
    }
}
