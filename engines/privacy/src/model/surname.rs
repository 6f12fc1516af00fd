/// Surnames of two characters that are common enough to be met.
const TWO: [&str; 24] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "皇甫", "尉迟", "尉遲", "公孙",
    "公孫", "慕容", "令狐", "长孙", "長孫", "宇文", "东方", "東方", "独孤", "獨孤", "南宫", "司徒",
];

/// The family name of someone: of a Chinese name its first character or two, of another its last word.
pub(crate) fn surname(name: &str) -> String {
    let name = name.trim();
    if let Some(two) = TWO.iter().find(|two| name.starts_with(**two)) {
        return (*two).to_owned();
    }
    let first = name.chars().next();
    match first {
        Some(c) if !c.is_ascii() && !name.contains(' ') && is_han(c) => c.to_string(),
        Some(_) => name.split_whitespace().last().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_what_comes_first_or_last() {
        for (name, want) in [
            ("王丽", "王"),
            ("欧阳娜娜", "欧阳"),
            ("䶮奶奶", "䶮"),
            ("𠮷田", "𠮷"),
            ("Anna Müller", "Müller"),
            ("Zoë", "Zoë"),
            ("", ""),
        ] {
            assert_eq!(surname(name), want, "{name}");
        }
    }
}
