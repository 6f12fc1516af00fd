use std::collections::HashMap;
use std::sync::LazyLock;

/// Traditional characters and the simplified ones they are searched as, from the character table
/// of OpenCC (Apache-2.0). Search only: no text is ever shown through it.
static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = include_str!("variants.txt").split_whitespace();
    let pair = |p: &str| {
        let mut two = p.chars();
        Some((two.next()?, two.next()?))
    };
    pairs.filter_map(pair).collect()
});

/// A text as it is searched: small letters, simplified characters, half width, nothing but letters
/// and digits, so that `Xiong'er`, `xionger` and 熊兒 find what is written in another way.
pub fn fold(text: &str) -> String {
    let folded = text.chars().map(half_width).flat_map(char::to_lowercase);
    let folded: String = folded.map(simple).filter(|c| c.is_alphanumeric()).collect();
    folded.replace("centre", "center")
}

/// Whether every word of the question stands in one of the folded texts. A question without a
/// letter or digit finds nothing.
pub fn matches(folded: &str, question: &str) -> bool {
    let words: Vec<String> = question.split_whitespace().map(fold).collect();
    let mut words = words.iter().filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| folded.contains(w.as_str()))
}

fn half_width(c: char) -> char {
    let shifted = u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32);
    shifted.filter(|_| ('\u{FF01}'..='\u{FF5E}').contains(&c)).unwrap_or(c)
}

/// Some traditional characters lead to one that itself has a simpler form.
fn simple(c: char) -> char {
    let mut now = c;
    for _ in 0..3 {
        now = VARIANTS.get(&now).copied().unwrap_or(now);
    }
    now
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_name_is_found_in_every_way_of_writing() {
        let name = fold("熊儿河路党群服务中心\nXiong'er River Road Service Centre");
        for q in
            ["熊兒河路", "黨群", "黨羣服務", "XIONG'ER", "xionger river", "Ｒｉｖｅｒ", "center"]
        {
            assert!(matches(&name, q), "{q}");
        }
        for q in ["凤凰台", "river 凤凰", "%", "_", "' or 1=1", " "] {
            assert!(!matches(&name, q), "{q}");
        }
    }

    #[test]
    fn the_variants_people_mix_up_are_one() {
        for (a, b) in
            [("志願", "志愿"), ("於", "于"), ("並", "并"), ("裡", "里"), ("雲", "云"), ("臺", "台")]
        {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(fold("𠮷䶮🎎"), "𠮷䶮");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            // A capital letter may fold into several; from then on nothing moves.
            let once = fold(&fold(&text));
            prop_assert_eq!(fold(&once), once);
        }
    }
}
