//! Cells of a list, as they come and as they go.
use crate::model::AgeBand;
use lianxin_kernel::Date;

/// A date as lists have it: `1952-03-09`, `1952/3/9`, `1952.3.9`, `19520309`, `1952年3月9日`.
pub(super) fn date(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = match digits {
        true => vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?],
        false => text.trim_end_matches(['日', '号']).split(['-', '/', '.', '年', '月']).collect(),
    };
    let [year, month, day] = parts[..] else {
        return None;
    };
    let number = |part: &str, most: usize| {
        let part = part.trim();
        let plain = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// An age band as lists have it: `60_69`, `60-69`, `60～69岁`, `80+`, `80岁以上`, `不满6岁`.
pub(super) fn band(text: &str) -> Option<AgeBand> {
    let plain: String = text.chars().filter(|c| !matches!(c, '岁' | '歲' | '周' | ' ')).collect();
    let code = plain.replace(['-', '–', '—', '~', '～', '至', '到'], "_");
    match plain.as_str() {
        "80+" | "80以上" | "80及以上" => Some(AgeBand::From80),
        "不满6" | "未满6" | "未滿6" => Some(AgeBand::Under6),
        _ => AgeBand::from_code(&code),
    }
}

/// What begins a formula in a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet takes for a formula, whatever was typed into a list: an apostrophe in
/// front makes it text.
pub(crate) fn guarded(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA)
}

/// The cell before it was guarded: who corrects refused lines sends them again.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// A line of CSV (RFC 4180), guarded against formulas.
pub(crate) fn line_of_csv<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |c: &str| {
        let c = guarded(c);
        match c.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", c.replace('"', "\"\"")),
            false => c,
        }
    };
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_lists_have_them() {
        for text in ["1952-03-09", "1952/3/9", "1952.3.9", "19520309", "1952年3月9日", "1952-3-9"]
        {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some("1952-03-09"), "{text}");
        }
        for text in ["", "1952", "1952-13-09", "09.03.1952x", "1952-02-30", "19521309", "1-2-3-4"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn no_cell_that_goes_out_is_a_formula() {
        for bad in ["=1+1", "+852", "-1", "@x", "\t=1", "  =cmd|' /C calc'!A0"] {
            assert!(guarded(bad).starts_with('\''), "{bad}");
        }
        assert_eq!(line_of_csv(["王丽", "=1,2", "a\"b"]), "王丽,\"'=1,2\",\"a\"\"b\"\r\n");
    }

    proptest! {
        #[test]
        fn what_is_guarded_reads_back(text in "(?s).{0,20}") {
            let out = guarded(&text);
            prop_assert!(!is_formula(&out));
            // An apostrophe that was there itself stays, unless a formula stands behind it.
            if !text.starts_with('\'') {
                prop_assert_eq!(unguarded(&out), text);
            }
        }

        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,14}") {
            let _ = date(&text);
        }
    }
}
