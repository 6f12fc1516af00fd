//! A table of a page, with a caption and headings that readers of screens can use.
use crate::report::escape::Html;

pub struct Table<'a> {
    html: &'a mut Html,
}

impl<'a> Table<'a> {
    /// The first `words` columns hold words, the rest numbers.
    pub fn new(html: &'a mut Html, caption: &str, head: &[String], words: usize) -> Self {
        html.raw("<div class=\"table\" tabindex=\"0\"><table>");
        html.element("caption", "", caption).raw("<thead><tr>");
        for (n, name) in head.iter().enumerate() {
            let class = if n < words { "scope=\"col\" class=\"t\"" } else { "scope=\"col\"" };
            html.element("th", class, name);
        }
        html.raw("</tr></thead><tbody>");
        Self { html }
    }

    /// The first cell names the row; markup stands before it (a button to the map).
    pub fn row(&mut self, markup: &str, name: &str, words: &[String], numbers: &[String]) {
        self.html.raw("<tr><th scope=\"row\" class=\"t\">").raw(markup);
        self.html.text(name).raw("</th>");
        for word in words {
            self.html.element("td", "class=\"t\"", word);
        }
        for number in numbers {
            self.html.element("td", "", number);
        }
        self.html.raw("</tr>");
    }

    pub fn end(self) {
        self.html.raw("</tbody></table></div>");
    }
}
