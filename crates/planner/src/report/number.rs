//! Numbers as people read them.

/// With a comma every three digits.
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// With its sign, also a plus.
pub fn signed(n: i64) -> String {
    let sign = match n {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", whole(n.unsigned_abs()))
}

/// One decimal of a percent. What is not everyone is never shown as 100, nor someone as 0.
pub fn percent(part: u64, of: u64) -> String {
    if of == 0 {
        return "–".into();
    }
    let tenths = (part as f64 / of as f64 * 1000.0).round();
    let tenths = match (part, tenths) {
        (part, t) if part < of && t >= 1000.0 => 999.0,
        (1.., 0.0) => 1.0,
        (_, t) => t,
    };
    format!("{:.1}%", tenths / 10.0)
}

pub fn minutes(n: f64) -> String {
    format!("{n:.1}")
}

/// A gap of an answer, never rounded down to nothing.
pub fn gap(share: f64) -> String {
    match share * 100.0 {
        p if p <= 0.0 => "0%".into(),
        p if p < 0.01 => "<0.01%".into(),
        p if p < 1.0 => format!("{p:.2}%"),
        p => format!("{p:.1}%"),
    }
}

/// Fen as yuan, without what is less than one.
pub fn yuan(fen: u64) -> String {
    whole((fen + 50) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_never_say_too_much() {
        assert_eq!((whole(0).as_str(), whole(1_234_567).as_str()), ("0", "1,234,567"));
        assert_eq!((signed(-1_200).as_str(), signed(5).as_str()), ("−1,200", "+5"));
        assert_eq!(percent(1, 3), "33.3%");
        assert_eq!(
            (percent(9_999_999, 10_000_000), percent(1, 10_000)),
            ("99.9%".into(), "0.1%".into())
        );
        assert_eq!((percent(5, 5), percent(0, 0)), ("100.0%".into(), "–".into()));
        assert_eq!(
            (gap(0.0), gap(0.000_001), gap(0.004)),
            ("0%".into(), "<0.01%".into(), "0.40%".into())
        );
        assert_eq!(yuan(123_456_750), "1,234,568");
    }
}
