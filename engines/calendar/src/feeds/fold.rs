/// The longest line of iCalendar in octets, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Folds every line anew: the writer counts a line without its colon and its escapes, so that some of
/// its lines are longer than the standard has them.
pub(super) fn fold(written: &str) -> String {
    let unfolded = written.replace("\r\n ", "");
    let mut folded = String::with_capacity(unfolded.len() + unfolded.len() / 20);
    for line in unfolded.split_terminator("\r\n") {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > LONGEST {
                folded.push_str("\r\n ");
                width = 1;
            }
            folded.push(c);
            width += c.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_short_and_the_same_unfolded(lines in prop::collection::vec("[ -~茶𠮷é]{0,300}", 1..5)) {
            let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
            let folded = fold(&text);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST));
            prop_assert_eq!(folded.replace("\r\n ", ""), text.replace("\r\n ", ""));
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
