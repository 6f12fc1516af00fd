use super::keys::{NameKey, Part, cut, name_keys};
use super::sound::units;
use crate::model::{CardCode, Phone};
use std::fmt;

/// What was typed to find someone.
#[derive(Clone, PartialEq)]
pub(crate) enum Question {
    Card(CardCode),
    Phone(Phone),
    /// Four digits or more.
    PhoneEnd(String),
    Name(Typed),
}

/// A name as it was typed: the beginnings of keys it may be, and the characters that must be in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    pub starts: Vec<Vec<u8>>,
    /// Where characters and pinyin are mixed, the characters; else none.
    pub must_have: Vec<String>,
}

/// How well a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    Exact,
    Start,
    Middle,
}

/// How many people a search at the desk shows.
pub(crate) const HITS: usize = 20;

impl Question {
    /// `None` when there is nothing in it to look for.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(card) = CardCode::read(text) {
            return Some(Self::Card(card));
        }
        if let Some(phone) = Phone::parse(text) {
            return Some(Self::Phone(phone));
        }
        if let Some(digits) = digits(text) {
            return Some(Self::PhoneEnd(digits));
        }
        let typed = Typed::read(text);
        (!typed.starts.is_empty()).then_some(Self::Name(typed))
    }
}

impl Typed {
    fn read(text: &str) -> Self {
        let units = units(text);
        let has_han = units.iter().any(|u| u.han);
        let mixed = has_han && units.iter().any(|u| !u.han);
        if !mixed {
            let plain: String = units.iter().map(|u| u.text.as_str()).collect();
            let starts =
                if plain.chars().count() > 1 { vec![cut(&plain).to_vec()] } else { vec![] };
            return Self { starts, must_have: vec![] };
        }
        let mut starts = vec![String::new()];
        for unit in &units {
            let on = |s: &String| unit.sounds.iter().map(|sound| format!("{s}{sound}")).collect();
            starts = starts.iter().flat_map::<Vec<_>, _>(on).take(4).collect();
        }
        let must_have = units.into_iter().filter(|u| u.han).map(|u| u.text).collect();
        Self { starts: starts.iter().map(|s| cut(s).to_vec()).collect(), must_have }
    }

    /// How many to look at: of those found by sound alone, the characters leave few.
    pub fn most(&self) -> usize {
        if self.must_have.is_empty() { HITS } else { 500 }
    }

    /// How it fits a name, if it does.
    pub fn fits(&self, name: &str) -> Option<Match> {
        let written: String = units(name).into_iter().map(|u| u.text).collect();
        if !self.must_have.iter().all(|c| written.contains(c.as_str())) {
            return None;
        }
        let fit = |key: &NameKey| {
            let start = self.starts.iter().find(|s| key.key.starts_with(s))?;
            Some(match key.part {
                Part::Start if key.key == *start => Match::Exact,
                Part::Start => Match::Start,
                Part::Middle => Match::Middle,
            })
        };
        name_keys(name).iter().filter_map(fit).min()
    }
}

/// Four digits or more, if the text is nothing else.
fn digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let all = plain.len() >= 4 && plain.bytes().all(|b| b.is_ascii_digit());
    all.then_some(plain)
}

/// What is typed at a desk is personal: it stays out of every log.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Card(_) => "card",
            Self::Phone(_) => "phone",
            Self::PhoneEnd(_) => "end of a phone",
            Self::Name(_) => "name",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(typed: &str, name: &str) -> Option<Match> {
        match Question::read(typed) {
            Some(Question::Name(typed)) => typed.fits(name),
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn what_is_typed_says_itself_what_it_is() {
        assert!(matches!(Question::read("lx 0123 4567 89ab cdef"), Some(Question::Card(_))));
        assert!(matches!(Question::read("138 1234 2071"), Some(Question::Phone(_))));
        assert!(matches!(Question::read("20 71"), Some(Question::PhoneEnd(d)) if d == "2071"));
        for nothing in ["", "207%", "%%", "__", "张", " 张 ", "w"] {
            let found = Question::read(nothing);
            assert!(found.is_none() || nothing == "207%", "{nothing}: {found:?}");
        }
    }

    #[test]
    fn a_name_fits_in_every_way_of_typing_it() {
        for (typed, name, how) in [
            ("王丽", "王丽", Match::Exact),
            ("王丽", "王丽华", Match::Start),
            ("丽华", "王丽华", Match::Middle),
            ("wangli", "王丽", Match::Exact),
            ("wang li", "王莉", Match::Exact),
            ("wl", "王丽", Match::Start),
            ("wangl", "王丽", Match::Start),
            ("lihua", "王丽华", Match::Middle),
            ("wanglh", "王丽华", Match::Start),
            ("王lh", "王丽华", Match::Start),
            ("劉麗", "刘丽华", Match::Start),
            ("lvbu", "吕布", Match::Exact),
            ("xi'an", "西安", Match::Exact),
            ("a mül", "Anna Müller", Match::Start),
            ("muller", "Anna Müller", Match::Middle),
        ] {
            assert_eq!(fits(typed, name), Some(how), "{typed} for {name}");
        }
        for (typed, name) in
            [("王丽", "王莉"), ("王lh", "汪丽华"), ("wlx", "王丽华"), ("hl", "王丽华")]
        {
            assert_eq!(fits(typed, name), None, "{typed} for {name}");
        }
    }
}
