//! The reviewed table of what each operation is about: `operations.txt`.
use crate::fresh::root;
use std::collections::BTreeMap;

pub const FILE: &str = "apps/lianxin/tests/it/matrix/operations.txt";

/// Where a thing lies, so from which grants it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: no grant reaches it.
    None,
    Center,
    Street,
    District,
    City,
    /// Of the whole district, and looked at from everywhere in it.
    Inside,
    /// Wherever whoever asks holds a role.
    Anywhere,
}

/// Whose a thing is, so who may as a resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Nobody's: open to all who are signed in, where residents may at all.
    Nobodys,
    /// Of whoever asks.
    Mine,
    /// Of the one person of the town.
    Persons,
    /// Of somebody who does not ask.
    Others,
}

/// What is said to who may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 403, or 404 where existence is private.
    Says(u16),
    /// 403 to who has this permission in its district, 404 to all others.
    Seen(String),
}

/// What an operation asks for, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Permissions in the order in which they are asked for.
    pub needs: Vec<String>,
    pub place: Place,
    pub whose: Whose,
    pub refusal: Refusal,
    /// What holds besides; the words stand at the head of the file.
    pub also: Vec<String>,
}

const PLACES: [(&str, Place); 7] = [
    ("-", Place::None),
    ("center", Place::Center),
    ("street", Place::Street),
    ("district", Place::District),
    ("city", Place::City),
    ("inside", Place::Inside),
    ("anywhere", Place::Anywhere),
];

const WHOSE: [(&str, Whose); 4] = [
    ("-", Whose::Nobodys),
    ("mine", Whose::Mine),
    ("person", Whose::Persons),
    ("other", Whose::Others),
];

pub fn place_word(place: Place) -> &'static str {
    PLACES.iter().find(|(_, p)| *p == place).map_or("-", |(word, _)| word)
}

pub fn whose_word(whose: Whose) -> &'static str {
    WHOSE.iter().find(|(_, w)| *w == whose).map_or("-", |(word, _)| word)
}

fn word<T: Copy>(all: &[(&str, T)], text: &str, line: &str) -> T {
    let found = all.iter().find(|(w, _)| *w == text);
    found.unwrap_or_else(|| panic!("{FILE}: {text:?} is no word of {line:?}")).1
}

const ALSO: [&str; 6] = ["absent", "author", "kept", "staff", "staff=404", "strong"];

fn also(word: &str, line: &str) -> String {
    let known = ALSO.contains(&word) || word.starts_with("then:");
    assert!(known, "{FILE}: {word:?} is no word of {line:?}");
    word.to_owned()
}

impl Row {
    pub fn is(&self, word: &str) -> bool {
        self.also.iter().any(|w| w == word)
    }
}

/// The rows by operation: `GET /api/v1/me`, with `?…` or `#…` behind it for one of several ways to ask.
pub fn rows(text: &str) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (&[method, path, needs, place, whose, refusal], more) =
            words.split_first_chunk().unwrap_or_else(|| panic!("{FILE}: {line:?} is too short"));
        let row = Row {
            needs: needs.split(',').filter(|n| *n != "-").map(str::to_owned).collect(),
            place: word(&PLACES, place, line),
            whose: word(&WHOSE, whose, line),
            refusal: match refusal.strip_prefix("seen:") {
                Some(permission) => Refusal::Seen(permission.to_owned()),
                None => Refusal::Says(word(&[("-", 0), ("403", 403), ("404", 404)], refusal, line)),
            },
            also: more.iter().map(|word| also(word, line)).collect(),
        };
        let before = rows.insert(format!("{method} {path}"), row);
        assert!(before.is_none(), "{FILE}: {line:?} stands twice");
    }
    rows
}

pub fn kept() -> BTreeMap<String, Row> {
    rows(&std::fs::read_to_string(root().join(FILE)).unwrap())
}
