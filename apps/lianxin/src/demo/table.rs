//! The readable tables beside the code: lines of columns between `|`, comments after `#`.
use lianxin_kernel::{Error, Language, Line, Names, Result};

/// The rows of a table, each with exactly `N` trimmed columns.
pub fn rows<const N: usize>(text: &'static str) -> Result<Vec<[&'static str; N]>> {
    let lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let count = cells.len();
            let wrong = |_| Error::internal(format!("\"{line}\" has {count} columns, not {N}"));
            cells.try_into().map_err(wrong)
        })
        .collect()
}

/// A single column.
pub fn list(text: &'static str) -> Result<Vec<&'static str>> {
    Ok(rows::<1>(text)?.into_iter().map(|[one]| one).collect())
}

pub fn number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::internal(format!("\"{text}\" is not such a number")))
}

/// A text in the three languages.
pub fn names([cn, tw, en]: [&str; 3]) -> Names {
    Names::zh_cn(cn).with(Language::ZhTw, tw).with(Language::En, en)
}

pub fn line<const N: usize>(text: &str) -> Result<Line<N>> {
    Line::new(text).map_err(|why| Error::internal(format!("\"{text}\": {why}")))
}

/// A word of one of the closed lists.
pub fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_value(text.into()).map_err(|e| Error::internal(format!("\"{text}\": {e}")))
}
