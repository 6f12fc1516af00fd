use super::sound::{Unit, units};
use std::collections::BTreeSet;

/// Where in the name a key begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Start = 0,
    Middle = 1,
}

/// One of the texts a name is found by, if it begins with what was typed. As bytes, which every
/// engine orders alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    pub part: Part,
    pub key: Vec<u8>,
}

/// Names are up to 40 characters long; what lies further back is too far to be typed.
const STARTS: usize = 6;
const LONGEST: usize = 64;
const MOST: usize = 48;

/// What a name is found by: as written, in full pinyin, by initials and mixed (`wanglihua`,
/// `wanglhua`, `wlihua`, `wlhua`, each also as far as it is typed), from the start and from each
/// character or word on; at most 48 keys of at most 64 bytes.
pub fn name_keys(name: &str) -> Vec<NameKey> {
    let units = units(name);
    let mut keys = BTreeSet::new();
    for start in 0..units.len().min(STARTS) {
        let part = if start == 0 { Part::Start } else { Part::Middle };
        let rest = units.get(start..).unwrap_or_default();
        let mut texts = vec![];
        // One character alone is too little to type.
        if rest.iter().any(|u| u.han) && (start == 0 || rest.len() > 1) {
            texts.push(rest.iter().map(|u| u.text.as_str()).collect());
        }
        texts.extend(mixes(rest));
        for text in texts {
            if keys.len() < MOST {
                keys.insert(NameKey { part, key: cut(&text).to_vec() });
            }
        }
    }
    keys.into_iter().collect()
}

/// A name as it is heard: names that sound alike are often one, typed by two.
pub fn sound_of(name: &str) -> String {
    let units = units(name);
    let sounds = units.iter().filter_map(|u| u.sounds.first().map(String::as_str));
    sounds.collect::<Vec<_>>().join(" ")
}

/// The ways to type these units: each but the last whole or by its initial. Whoever types the initial
/// of the last one only begins one of these.
fn mixes(rest: &[Unit]) -> Vec<String> {
    let Some((last, before)) = rest.split_last() else {
        return vec![];
    };
    let mut heads = vec![String::new()];
    for (nth, unit) in before.iter().enumerate() {
        let mut longer = vec![];
        for head in &heads {
            for sound in &unit.sounds {
                longer.push(format!("{head}{sound}"));
                if let Some(initial) = sound.chars().next() {
                    longer.push(format!("{head}{initial}"));
                }
            }
        }
        longer.sort_unstable();
        longer.dedup();
        // Of long names only the plainest ways: all whole, all initials, and as they branched so far.
        heads = if nth < 3 { longer } else { plainest(&heads, unit) };
        heads.truncate(16);
    }
    heads.iter().flat_map(|head| last.sounds.iter().map(move |s| format!("{head}{s}"))).collect()
}

fn plainest(heads: &[String], unit: &Unit) -> Vec<String> {
    let sound = unit.sounds.first().map_or("", String::as_str);
    let longest = heads.iter().map(String::len).max().unwrap_or_default();
    let on = |head: &String| match (head.len() == longest, sound.chars().next()) {
        (false, Some(initial)) => format!("{head}{initial}"),
        _ => format!("{head}{sound}"),
    };
    heads.iter().map(on).collect()
}

/// As long as a key may be, whole characters.
pub(super) fn cut(text: &str) -> &[u8] {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.as_bytes().get(..end).unwrap_or_default()
}

/// The first bytes behind all that begin with these.
pub(crate) fn end_of(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(name: &str, part: Part) -> Vec<String> {
        let keys = name_keys(name).into_iter().filter(|k| k.part == part);
        keys.map(|k| String::from_utf8(k.key).unwrap()).collect()
    }

    #[test]
    fn a_name_has_the_keys_that_are_typed_for_it() {
        assert_eq!(
            texts("王丽华", Part::Start),
            ["wanglhua", "wanglihua", "wlhua", "wlihua", "王丽华"]
        );
        assert_eq!(texts("王丽华", Part::Middle), ["hua", "lhua", "lihua", "丽华"]);
        assert_eq!(texts("Anna Müller", Part::Start), ["amuller", "annamuller"]);
        assert_eq!(texts("Anna Müller", Part::Middle), ["muller"]);
        let shan = texts("单丽", Part::Start);
        assert!(shan.contains(&"shanli".to_owned()) && shan.contains(&"danli".to_owned()));
        assert_eq!(texts("%_!", Part::Start), Vec::<String>::new());
    }

    #[test]
    fn the_end_of_a_prefix_lies_right_behind_it() {
        assert_eq!(end_of(b"wl"), b"wm");
        assert_eq!(end_of(&[1, 255]), [2]);
        assert_eq!(end_of(&[255]), Vec::<u8>::new());
    }

    proptest! {
        #[test]
        fn keys_are_few_and_short_whatever_the_name(name in "(?s).{0,40}") {
            let keys = name_keys(&name);
            prop_assert!(keys.len() <= MOST);
            prop_assert!(keys.iter().all(|k| !k.key.is_empty() && k.key.len() <= LONGEST));
        }

        #[test]
        fn every_mix_of_whole_and_initial_begins_a_key(
            picks in proptest::collection::vec(any::<bool>(), 3),
            name in "[王李张单曾][丽华国明小][芳英军雪]",
        ) {
            let mut typed = String::new();
            for (unit, whole) in units(&name).iter().zip(picks) {
                let sound = &unit.sounds[0];
                typed.push_str(if whole { sound } else { &sound[..1] });
            }
            let found = name_keys(&name).iter().any(|k| k.key.starts_with(typed.as_bytes()));
            prop_assert!(found, "{typed} for {name}");
        }
    }
}
