//! Text in a page.
use std::fmt::Write as _;

/// What is put together to a page.
#[derive(Default)]
pub struct Html(pub String);

impl Html {
    /// Markup of our own.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from elsewhere: nothing of it is markup.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Signs that turn the direction of writing would reorder what is around them.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
                letter if letter.is_control() && letter != '\n' => {}
                letter => self.0.push(letter),
            }
        }
        self
    }

    /// An element with nothing but text.
    pub fn element(&mut self, tag: &str, attributes: &str, text: &str) -> &mut Self {
        let space = if attributes.is_empty() { "" } else { " " };
        // Writing to a string does not fail.
        let _ = write!(self.0, "<{tag}{space}{attributes}>");
        self.text(text);
        let _ = write!(self.0, "</{tag}>");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let mut html = Html::default();
        html.element("td", "class=\"n\"", "<script>\"&'\u{202e}x\u{7}");
        assert_eq!(html.0, "<td class=\"n\">&lt;script&gt;&quot;&amp;&#39;x</td>");
    }
}
