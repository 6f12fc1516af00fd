use crate::Value;
use std::fmt::Write as _;

/// A statement and its values. Text is `'static` or pushed piece by piece; values never join it.
#[derive(Clone, Debug)]
pub struct Sql {
    pub(crate) text: String,
    pub(crate) args: Vec<Value>,
}

/// A statement that does not join [`STATEMENTS`]: for pieces and for tests.
pub fn sql(text: &'static str) -> Sql {
    Sql { text: text.into(), args: vec![] }
}

impl Sql {
    /// The value of the next `$n` of the text.
    pub fn bind(mut self, v: impl Into<Value>) -> Self {
        self.args.push(v.into());
        self
    }

    /// More text, for instance the second half of a statement with optional filters.
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// More text with a value behind it: `push_bind(" and kind = ", kind)`.
    pub fn push_bind(mut self, text: &'static str, v: impl Into<Value>) -> Self {
        self.args.push(v.into());
        let _ = write!(self.text, "{text}${}", self.args.len());
        self
    }

    /// `text` and a list: `push_in(" and id in ", ids)` becomes ` and id in ($1, $2, …)`.
    ///
    /// No values match nothing (so never use it after `not`). The list is filled up to a power of two with
    /// its last value, which changes no answer and keeps the number of prepared statements small.
    /// SQLite takes at most 32,766 values in one statement.
    pub fn push_in<V: Into<Value>>(
        mut self,
        text: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.text.push_str(text);
        let start = self.args.len();
        self.args.extend(values.into_iter().map(Into::into));
        let count = self.args.len() - start;
        let Some(last) = self.args[start..].last().cloned() else {
            self.text.push_str("(null)");
            return self;
        };
        self.args.resize(start + count.next_power_of_two(), last);
        for nth in start + 1..=self.args.len() {
            let open = if nth == start + 1 { "(" } else { ", " };
            let _ = write!(self.text, "{open}${nth}");
        }
        self.text.push(')');
        self
    }

    /// `text` and the value, if there is one: an optional filter.
    pub fn push_if<V: Into<Value>>(self, text: &'static str, v: Option<V>) -> Self {
        match v {
            Some(v) => self.push_bind(text, v),
            None => self,
        }
    }
}

/// Every statement text in the program, gathered by the linker: (place, text).
#[linkme::distributed_slice]
pub static STATEMENTS: [(&'static str, &'static str)];

/// A statement; its text joins [`STATEMENTS`], so one test can prepare all of them on both engines.
#[macro_export]
macro_rules! stmt {
    ($text:literal) => {{
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: (&'static str, &'static str) = (concat!(file!(), ":", line!()), $text);
        $crate::sql($text)
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_grows_to_a_power_of_two_and_an_empty_one_matches_nothing() {
        let q = sql("select 1 where a = $1").bind(7_i64);
        let three = q.clone().push_in(" and b in ", [1_i64, 2, 3]);
        assert_eq!(three.text, "select 1 where a = $1 and b in ($2, $3, $4, $5)");
        assert_eq!(three.args.len(), 5);
        assert_eq!(three.args[4], Value::Int(3));
        let none = q.push_in(" and b in ", Vec::<i64>::new());
        assert_eq!(none.text, "select 1 where a = $1 and b in (null)");
        assert_eq!(none.args.len(), 1);
    }
}
