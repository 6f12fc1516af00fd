use lianxin_places::fold;
use pinyin::ToPinyin;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a name is made of: a Chinese character, or a word of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// As it is written, folded: simplified, lower case, without marks.
    pub text: String,
    /// How it is read, the likeliest first; of letters and of unknown characters, as written.
    pub sounds: Vec<String>,
    pub han: bool,
}

/// Readings that the general table has not: of family names, which stand in front, and of single
/// characters anywhere.
struct Readings {
    front: HashMap<String, Vec<Vec<String>>>,
    anywhere: HashMap<String, Vec<String>>,
}

static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let mut readings = Readings { front: HashMap::new(), anywhere: HashMap::new() };
    for line in include_str!("readings.txt").lines().filter(|l| !l.starts_with('#')) {
        let choices = |words: &[&str]| -> Vec<Vec<String>> {
            words.iter().map(|w| w.split('|').map(str::to_owned).collect()).collect()
        };
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["*", text, sounds] => {
                let sounds = sounds.split('|').map(str::to_owned).collect();
                readings.anywhere.insert((*text).to_owned(), sounds);
            }
            [text, sounds @ ..] if !sounds.is_empty() => {
                readings.front.insert((*text).to_owned(), choices(sounds));
            }
            _ => {}
        }
    }
    readings
});

/// The units of a text, in their order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = vec![];
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '·' | '・' | '•' | '.' | '-'))
    {
        let mut letters = String::new();
        for c in fold(word).chars() {
            if is_han(c) {
                units.extend(word_of(std::mem::take(&mut letters)));
                units.push(Unit { text: c.to_string(), sounds: general(c), han: true });
            } else {
                letters.push(c);
            }
        }
        units.extend(word_of(letters));
    }
    read_front(&mut units);
    units
}

/// Whether it is a Chinese character.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn word_of(letters: String) -> Option<Unit> {
    let text: String = letters.nfd().filter(|c| !is_combining_mark(*c)).collect();
    (!text.is_empty()).then(|| Unit { sounds: vec![text.clone()], text, han: false })
}

/// The family name is read as one, but found by the usual reading as well: not everyone knows.
fn read_front(units: &mut [Unit]) {
    for length in [2, 1] {
        let Some(front) = units.get_mut(..length).filter(|f| f.iter().all(|u| u.han)) else {
            continue;
        };
        let text: String = front.iter().map(|u| u.text.as_str()).collect();
        if let Some(readings) = READINGS.front.get(&text) {
            for (unit, sounds) in front.iter_mut().zip(readings) {
                let usual = std::mem::replace(&mut unit.sounds, sounds.clone());
                unit.sounds.extend(usual.into_iter().filter(|u| !sounds.contains(u)));
            }
            return;
        }
    }
}

fn general(c: char) -> Vec<String> {
    if let Some(sounds) = READINGS.anywhere.get(c.encode_utf8(&mut [0; 4]) as &str) {
        return sounds.clone();
    }
    match c.to_pinyin().map(|p| p.plain()) {
        None => vec![c.to_string()],
        // Keyboards have no ü: `lv` is typed for it, and `lu` stands in passports.
        Some(plain) if plain.contains('ü') => {
            vec![plain.replace('ü', "v"), plain.replace('ü', "u")]
        }
        Some(plain) => vec![plain.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> String {
        units(text).iter().map(|u| u.sounds[0].as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_read_as_their_bearers_read_them() {
        for (name, read) in [
            ("王丽", "wang li"),
            ("单田芳", "shan tian fang"),
            ("曾国藩", "zeng guo fan"),
            ("解晓东", "xie xiao dong"),
            ("仇英", "qiu ying"),
            ("区志明", "ou zhi ming"),
            ("尉迟恭", "yu chi gong"),
            ("单于夫", "chan yu fu"),
            ("万俟雪", "mo qi xue"),
            ("长孙无忌", "zhang sun wu ji"),
            ("吕布", "lv bu"),
            ("任我行", "ren wo xing"),
            ("查良镛", "zha liang yong"),
            ("𠮷田 䶮", "𠮷 tian yan"),
        ] {
            assert_eq!(first(name), read, "{name}");
        }
    }

    #[test]
    fn traditional_and_simplified_are_alike() {
        for (a, b) in [("單田芳", "单田芳"), ("葉問", "叶问"), ("劉麗華", "刘丽华")]
        {
            assert_eq!(units(a), units(b), "{a}");
        }
    }

    #[test]
    fn words_of_letters_are_units() {
        assert_eq!(first("Anna-Maria MÜLLER"), "anna maria muller");
        assert_eq!(first("李Anna"), "li anna");
        assert_eq!(first("买买提·艾力"), "mai mai ti ai li");
        assert_eq!(first(" ·%_ "), "");
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("readings.txt").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(READINGS.front.len() + READINGS.anywhere.len(), lines);
        let plain = |s: &String| s.bytes().all(|b| b.is_ascii_lowercase());
        for (text, sounds) in &READINGS.front {
            assert_eq!(text.chars().count(), sounds.len(), "{text}");
            assert!(sounds.iter().flatten().all(plain), "{text}");
        }
        for (text, sounds) in &READINGS.anywhere {
            assert!(text.chars().count() == 1 && sounds.iter().all(plain), "{text}");
        }
    }
}
