//! The frame of the resident's pages, with the classes of the interface, so that nothing moves when it
//! takes over.
use super::shape::About;
use super::words::Words;
use maud::{Markup, html};

/// Which part of the site a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Home,
    Activities,
    Centers,
    Me,
}

const TABS: [(Tab, &str, &str); 4] = [
    (Tab::Home, "/", "tab.home"),
    (Tab::Activities, "/activities", "tab.activities"),
    (Tab::Centers, "/centers", "tab.centers"),
    (Tab::Me, "/me", "tab.me"),
];

/// A page of residents: `main` is its `<main>`.
pub fn frame(words: &Words, about: &About, tab: Option<Tab>, main: Markup) -> Markup {
    let current = |one: Tab| (Some(one) == tab).then_some("page");
    html! {
        a class="lx-skip" href="#main" { (words.t("ui.skip")) }
        div class="shell" data-tabs="" {
            header class="shell-top lx-noprint" {
                div class="lx-wrap shell-row" {
                    a href="/" class="shell-logo" {
                        span class="lx-seal" aria-hidden="true" { (words.t("app.seal")) }
                        b class="shell-name" { (words.t("app.name")) }
                    }
                    nav class="shell-nav" aria-label=(words.t("ui.main_nav")) {
                        @for (one, path, label) in TABS {
                            a href=(path) aria-current=[current(one)] { (words.t(label)) }
                        }
                    }
                }
            }
            (main)
            footer class="shell-foot lx-noprint" {
                div class="lx-wrap lx-row shell-foot-row" {
                    span { (words.t("foot.help")) }
                    @if let Some(phone) = &about.phone {
                        a class="lx-link" data-alone="" href={ "tel:" (phone) } {
                            (words.t("ui.call")) " " (phone)
                        }
                    }
                    a class="lx-link" data-alone="" href="/sign-in/staff" { (words.t("foot.staff")) }
                }
            }
            nav class="shell-tabs lx-noprint" aria-label=(words.t("ui.bottom_nav")) {
                @for (one, path, label) in TABS {
                    a href=(path) aria-current=[current(one)] { span { (words.t(label)) } }
                }
            }
        }
    }
}

/// The `<main>` of a page: its heading, what stands under it, its body.
pub fn main(
    title: &str,
    wide: bool,
    back: Option<(&str, String)>,
    lead: Markup,
    body: Markup,
) -> Markup {
    html! {
        main id="main" class="lx-page" data-wide=[wide.then_some("true")] {
            div class="lx-page-top" {
                @if let Some((path, label)) = back {
                    a class="lx-link lx-page-back lx-noprint" data-alone="" href=(path) { (label) }
                }
                div class="lx-page-head" { h1 tabindex="-1" { (title) } }
                (lead)
            }
            (body)
        }
    }
}

/// A state as a word with a tone.
pub fn tag(tone: &str, text: &str) -> Markup {
    html! { span class="lx-tag" data-tone=(tone) { (text) } }
}

/// Facts, each with its label.
pub fn facts(rows: &[(String, String)]) -> Markup {
    html! {
        dl class="lx-kv" {
            @for (label, value) in rows {
                div class="lx-kv-row" { dt { (label) } dd { (value) } }
            }
        }
    }
}

/// Something is not there, or may not be seen: what it is, and the ways on.
pub fn notice(words: &Words, title: &str, texts: [&str; 2], link: (&str, &str)) -> Markup {
    let [what, how] = texts;
    let (path, label) = link;
    let body = html! {
        div class="lx-empty" {
            p class="lx-empty-title" { (words.t(what)) }
            p class="lx-quiet" { (words.t(how)) }
            div class="lx-row lx-empty-actions" {
                a class="lx-btn" data-kind="primary" href=(path) { (words.t(label)) }
                a class="lx-btn" data-kind="secondary" href="/activities" { (words.t("lost.activities")) }
            }
        }
    };
    main(&words.t(title), false, None, html! {}, body)
}
