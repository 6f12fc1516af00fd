//! Centers and activities as they stand in lists.
use super::frame::tag;
use super::shape::{CenterCard, SessionCard};
use super::words::Words;
use maud::{Markup, html};

/// Open or not, until when, and why not; a center that is not in service shows its status instead.
pub fn open_line(words: &Words, center: &CenterCard) -> Markup {
    let (text, more) = words.open(&center.now);
    let tone = if center.now.state == "open" { "green" } else { "grey" };
    html! {
        span class="lx-row open-line" {
            @if center.status == "open" {
                (tag(tone, &text))
                @if let Some(more) = more { span class="lx-quiet" { (more) } }
            } @else {
                (tag("grey", &words.word("status", &center.status)))
            }
        }
    }
}

pub fn center_row(words: &Words, center: &CenterCard) -> Markup {
    let level = words.word("level", &center.level);
    let about = [Some(level), center.address.clone()].into_iter().flatten();
    html! {
        article class="lx-card lx-card-box" data-link="" {
            h3 class="lx-card-title" {
                a href={ "/centers/" (center.id) } { (words.name(&center.name)) }
            }
            (open_line(words, center))
            p class="lx-quiet" { (about.collect::<Vec<_>>().join(" · ")) }
        }
    }
}

/// One date of an activity: when, what, where, how many places.
pub fn session_row(words: &Words, session: &SessionCard) -> Markup {
    let date = words.zone.date(session.starts_at);
    let (from, to) = (words.zone.time(session.starts_at), words.zone.time(session.ends_at));
    let day = words.day(date);
    let (near, date) = day.split_once(' ').unwrap_or(("", &day));
    let place = words.place(session);
    let scheduled = session.status == "scheduled";
    html! {
        article class="lx-card session" {
            div class="session-when" {
                span class="session-day" { (near) }
                span class="session-time" { (from) }
                span class="session-date" { (date) }
            }
            div class="session-main" {
                h3 class="lx-card-title session-title" {
                    a href={ "/activities/" (session.id) } { (words.name(&session.title)) }
                }
                p class="lx-quiet" {
                    (from) "–" (to)
                    @if !place.is_empty() { " · " (place) }
                }
                p class="lx-quiet session-line" { (words.name(&session.center.name)) }
                p class="session-line lx-small" {
                    @if scheduled {
                        span { (words.seats(session)) }
                    } @else {
                        (tag("grey", &words.word("session_status", &session.status)))
                    }
                    span class="lx-quiet" {
                        (words.fee(session)) " · " (words.word("kind", &session.kind))
                    }
                }
            }
        }
    }
}
