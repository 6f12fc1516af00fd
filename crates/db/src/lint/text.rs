//! Cuts SQL into statements and words; enough to hold rules, not a parser.

pub(super) struct Statement {
    /// Comments before it or in it, without their marks.
    pub(super) comments: Vec<String>,
    /// Lower-case words, `{words}`, and signs one by one. A string is the word `'`.
    pub(super) words: Vec<String>,
}

impl Statement {
    pub(super) fn is_reference(&self) -> bool {
        let reason = |c: &String| c.strip_prefix("reference:").map(|r| !r.trim().is_empty());
        self.comments.iter().filter_map(reason).any(|given| given)
    }

    /// Whether these words stand there one after another.
    pub(super) fn has(&self, phrase: &[&str]) -> bool {
        self.words.windows(phrase.len()).any(|w| w == phrase)
    }
}

pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut out = vec![];
    let (mut comments, mut words) = (vec![], vec![]);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, after) = if let Some(comment) = rest.strip_prefix("--") {
            let (line, after) = comment.split_once('\n').unwrap_or((comment, ""));
            comments.push(line.trim().to_owned());
            (None, after)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let (inner, after) = comment.split_once("*/").unwrap_or((comment, ""));
            comments.push(inner.trim().to_owned());
            (None, after)
        } else if c == '\'' {
            // A doubled quote looks like two strings, which is as good here.
            let (_, after) = rest[1..].split_once('\'').unwrap_or(("", ""));
            (Some("'"), after)
        } else {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '$');
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let end = if end == 0 { c.len_utf8() } else { end };
            let (token, after) = rest.split_at(end);
            ((!c.is_whitespace() && c != '"').then_some(token), after)
        };
        rest = after;
        match token {
            Some(";") => {
                let (comments, words) = (std::mem::take(&mut comments), std::mem::take(&mut words));
                out.push(Statement { comments, words });
            }
            Some(word) => words.push(word.to_lowercase()),
            None => {}
        }
    }
    out.push(Statement { comments, words });
    out.retain(|s| !s.words.is_empty());
    out
}

/// The words from the `(` at the start of `words` to its partner, without the two.
pub(super) fn within(words: &[String]) -> &[String] {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate() {
        depth += match &**word {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        if depth == 0 {
            return words.get(1..at).unwrap_or_default();
        }
    }
    words.get(1..).unwrap_or_default()
}

/// Cut at the commas that are not inside parentheses.
pub(super) fn parts(words: &[String]) -> Vec<&[String]> {
    let mut depth = 0;
    let cut = |word: &String| {
        depth += match &**word {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        depth == 0 && word == ","
    };
    words.split(cut).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_statements_words_and_comments() {
        let all = statements(
            "-- reference: few\nCreate Table a_b (x {int}); /* why */ select ';--' from t",
        );
        assert_eq!(all.len(), 2);
        assert!(all[0].is_reference());
        assert_eq!(all[0].words.join(" "), "create table a_b ( x {int} )");
        assert_eq!(all[1].comments, ["why"]);
        assert_eq!(all[1].words.join(" "), "select ' from t");
        let inner = within(&all[0].words[3..]);
        assert_eq!(inner.join(" "), "x {int}");
        let list: Vec<String> = "a , ( b , c ) , d".split(' ').map(str::to_owned).collect();
        assert_eq!(parts(&list).len(), 3);
    }
}
