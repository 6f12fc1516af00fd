use crate::{Error, FieldCode, Result};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of a list. `next` goes into `after` for the following one; it is `null` on the last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// How many items a page may have: 1 to 100, 20 when not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(i64);

/// Where a page ended: the sort key and the id of its last item, opaque to the outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub Vec<String>);

impl Limit {
    pub const MOST: i64 = 100;

    pub fn new(asked: Option<i64>) -> Result<Self> {
        match asked.unwrap_or(20) {
            n @ 1..=Self::MOST => Ok(Self(n)),
            _ => Err(Error::field("limit", FieldCode::OutOfRange)),
        }
    }

    /// One more than the page holds: the extra one tells that there is a next page.
    pub fn with_one_more(self) -> i64 {
        self.0 + 1
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

impl Cursor {
    pub fn parse(text: Option<&str>, parts: usize) -> Result<Option<Self>> {
        let Some(text) = text else {
            return Ok(None);
        };
        let wrong = || Error::field("after", FieldCode::Unknown);
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| wrong())?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        match cursor.0.len() == parts {
            true => Ok(Some(cursor)),
            false => Err(wrong()),
        }
    }

    pub fn part<T: std::str::FromStr>(&self, n: usize) -> Result<T> {
        let part = self.0.get(n).and_then(|p| p.parse().ok());
        part.ok_or_else(|| Error::field("after", FieldCode::Unknown))
    }

    pub fn show(&self) -> String {
        BASE64URL_NOPAD.encode(&serde_json::to_vec(self).unwrap_or_default())
    }
}

impl<T> Page<T> {
    /// Cuts the extra item off and remembers where the page ended.
    pub fn cut(mut items: Vec<T>, limit: Limit, key: impl Fn(&T) -> Vec<String>) -> Self {
        let most = usize::try_from(limit.get()).unwrap_or(0);
        let more = items.len() > most;
        items.truncate(most);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| Cursor(key(item)).show());
        Self { items, next }
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_whether_there_is_more() {
        let limit = Limit::new(Some(2)).unwrap();
        let page = Page::cut(vec![1, 2, 3], limit, |n| vec![n.to_string()]);
        assert_eq!(page.items, [1, 2]);
        let cursor = Cursor::parse(page.next.as_deref(), 1).unwrap().unwrap();
        assert_eq!(cursor.part::<i64>(0).unwrap(), 2);
        assert!(Page::cut(vec![1, 2], limit, |n| vec![n.to_string()]).next.is_none());
    }

    #[test]
    fn a_foreign_cursor_is_refused() {
        for text in ["", "!!", "W10", "eyJhIjoxfQ"] {
            assert!(Cursor::parse(Some(text), 1).is_err(), "{text}");
        }
        assert!(Limit::new(Some(0)).is_err() && Limit::new(Some(101)).is_err());
    }
}
