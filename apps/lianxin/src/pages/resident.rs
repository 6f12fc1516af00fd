//! The pages that are readable without scripts.
use super::answers::{Answers, Wanted};
use super::frame::{facts, main, tag};
use super::linked;
use super::rows::{center_row, open_line, session_row};
use super::shape::{Center, CenterCard, DayHours, List, Region, Room, Session, SessionCard};
use super::words::Words;
use lianxin_kernel::Result;
use maud::{Markup, html};
use serde_json::Value;

/// A page's `<main>` and what the head says of it.
pub struct Page {
    pub title: String,
    pub description: String,
    pub main: Markup,
    pub json_ld: Option<Value>,
}

/// The center a visitor looks at first: the one they chose, else the first that is open.
fn first_center<'a>(
    centers: &'a [CenterCard],
    chosen: &[Option<String>],
) -> Option<&'a CenterCard> {
    let known = |id: &String| centers.iter().find(|c| c.id == *id);
    let chosen = chosen.iter().flatten().find_map(known);
    chosen.or_else(|| centers.iter().find(|c| c.status == "open")).or(centers.first())
}

pub async fn home(
    words: &Words,
    answers: &mut Answers<'_>,
    chosen: &[Option<String>],
) -> Result<Page> {
    let centers: List<CenterCard> = answers.centers(100).await?;
    let Some(card) = first_center(&centers.items, chosen) else {
        let body = html! {
            div class="lx-empty" {
                p class="lx-empty-title" { (words.t("home.no_centers")) }
                p class="lx-quiet" { (words.t("home.no_centers_text")) }
            }
        };
        let title = words.t("app.tagline");
        let main = main(&title, true, None, html! {}, body);
        return Ok(Page { description: title.clone(), title, main, json_ld: None });
    };
    answers.center::<Value>(&card.id).await?;
    let wanted = Wanted { center: Some(&card.id), from: Some(words.today()), limit: 6, to: None };
    let sessions: List<SessionCard> = answers.sessions(wanted).await?;
    let lead = html! {
        (open_line(words, card))
        @if let Some(address) = &card.address { p class="lx-quiet" { (address) } }
    };
    let body = html! {
        section aria-labelledby="home-acts" {
            (section_head("home-acts", &words.t("home.coming"), Some((&format!("/activities?center={}", card.id), words.t("home.all_activities")))))
            (session_list(words, &sessions.items))
        }
        section aria-labelledby="home-around" {
            (section_head("home-around", &words.t("home.around"), Some(("/centers", words.t("centers.list")))))
            div class="lx-stack" {
                @for center in centers.items.iter().filter(|c| c.id != card.id).take(6) {
                    (center_row(words, center))
                }
            }
        }
    };
    let title = words.name(&card.name).to_owned();
    let main = main(&title, true, None, lead, body);
    Ok(Page { title, description: words.t("app.tagline"), main, json_ld: None })
}

pub async fn centers(words: &Words, answers: &mut Answers<'_>) -> Result<Page> {
    let centers: List<CenterCard> = answers.centers(50).await?;
    let title = words.t("centers.title");
    let body = html! {
        section class="centers-list lx-stack" aria-label=(words.t("centers.list")) {
            h2 class="lx-sr" { (words.t("centers.list")) }
            @for center in &centers.items { (center_row(words, center)) }
            @if centers.items.is_empty() { p class="lx-quiet" { (words.t("home.no_centers")) } }
        }
    };
    let names = centers.items.iter().take(8).map(|c| words.name(&c.name));
    let description = names.collect::<Vec<_>>().join(&words.t("ui.list_of"));
    Ok(Page { main: main(&title, true, None, html! {}, body), title, description, json_ld: None })
}

pub async fn center(words: &Words, answers: &mut Answers<'_>, id: &str, url: &str) -> Result<Page> {
    let center: Center = answers.center(id).await?;
    let rooms: List<Room> = answers.rooms(id).await?;
    let wanted = Wanted { center: Some(id), from: Some(words.today()), limit: 5, to: None };
    let sessions: List<SessionCard> = answers.sessions(wanted).await?;
    let card = &center.card;
    let lead = html! {
        (open_line(words, card))
        p class="lx-row" {
            (tag("brand", &words.word("level", &card.level)))
            @if center.free_of_charge == Some(true) { (tag("green", &words.t("center.free"))) }
        }
        @if let Some(address) = &card.address { p class="lx-quiet" { (address) } }
        @if let Some(motto) = &center.motto { p class="center-motto" { (motto) } }
        @if let Some(phone) = &card.phone {
            a class="lx-btn" data-kind="secondary" href={ "tel:" (phone) } { (phone) }
        }
    };
    let path = center.region_path.iter().map(|r| words.name(&r.name)).collect::<Vec<_>>();
    let body = html! {
        div class="center-grid" {
            div class="lx-stack center-main" {
                section aria-labelledby="center-acts" {
                    (section_head("center-acts", &words.t("home.coming"), Some((&format!("/activities?center={id}"), words.t("home.all_activities")))))
                    (session_list(words, &sessions.items))
                }
                section aria-labelledby="center-rooms" {
                    (section_head("center-rooms", &words.t("center.rooms"), None))
                    (room_list(words, &rooms.items))
                }
            }
            div class="lx-stack center-side" {
                section aria-labelledby="center-week" {
                    (section_head("center-week", &words.t("center.week"), None))
                    (week(words, &center.week))
                }
                p class="lx-quiet lx-small" { (path.join(" · ")) }
                @if let Some(note) = &center.note { p class="lx-hint" { (note) } }
            }
        }
    };
    let title = words.name(&card.name).to_owned();
    let (state, more) = words.open(&card.now);
    let said = [Some(state), more, card.address.clone()].into_iter().flatten();
    Ok(Page {
        main: main(&title, true, Some(("/centers", words.t("centers.title"))), lead, body),
        description: said.collect::<Vec<_>>().join(" · "),
        json_ld: Some(linked::center(words, &center, url)),
        title,
    })
}

pub async fn region(words: &Words, answers: &mut Answers<'_>, id: &str) -> Result<Page> {
    let region: Region = answers.region(id).await?;
    let title = words.name(&region.name).to_owned();
    let body = html! {
        ul class="lx-stack" {
            @for child in &region.children {
                li { a class="lx-link" href={ "/districts/" (child.id) } { (words.name(&child.name)) } }
            }
        }
        p { a class="lx-link" href={ "/centers?region=" (id) } { (words.t("centers.title")) } }
    };
    let main = main(&title, true, Some(("/centers", words.t("centers.title"))), html! {}, body);
    Ok(Page { main, description: title.clone(), title, json_ld: None })
}

/// `when` is the choice in the address: `today`, `week` or all.
pub async fn activities(
    words: &Words,
    answers: &mut Answers<'_>,
    center: Option<&str>,
    when: Option<&str>,
) -> Result<Page> {
    let today = words.today();
    let to = match when {
        Some("today") => Some(today),
        Some("week") => Some(today.plus_days(7 - i32::from(today.weekday().number()))),
        _ => None,
    };
    let sessions: List<SessionCard> =
        answers.sessions(Wanted { center, from: Some(today), to, limit: 20 }).await?;
    answers.centers::<Value>(100).await?;
    let title = words.t("activities.title");
    let body = html! {
        h2 class="lx-sr" { (title) }
        (session_list(words, &sessions.items))
    };
    let names = sessions.items.iter().take(6).map(|s| words.name(&s.title));
    let description = names.collect::<Vec<_>>().join(&words.t("ui.list_of"));
    Ok(Page { main: main(&title, true, None, html! {}, body), title, description, json_ld: None })
}

pub async fn activity(
    words: &Words,
    answers: &mut Answers<'_>,
    id: &str,
    url: &str,
) -> Result<Page> {
    let session: Session = answers.session(id).await?;
    let card = &session.card;
    let (when, place) = (words.when(card), words.place(card));
    let center = words.name(&card.center.name);
    let lead = html! {
        p class="lx-row" {
            @if card.status != "scheduled" { (tag("zhu", &words.word("session_status", &card.status))) }
            (tag("brand", &words.word("kind", &card.kind)))
            @if card.mode != "on_site" { (tag("blue", &words.word("mode", &card.mode))) }
        }
        p class="activity-line" { b { (when) } }
        p class="activity-line" {
            a class="lx-link" href={ "/centers/" (card.center.id) } { (center) }
            " " (place)
        }
    };
    let rows = [
        (words.t("activity.fee"), words.fee(card)),
        (words.t("activity.age"), words.ages(card)),
        (words.t("activity.mode"), words.word("mode", &card.mode)),
    ];
    let contact = session.contact.clone().map(|c| (words.t("activity.contact"), c));
    let rows: Vec<_> = rows.into_iter().chain(contact).collect();
    let open = card.status == "scheduled" && card.sign_up.state == "open";
    let body = html! {
        div class="activity-grid" {
            div class="activity-act lx-stack" {
                @if let Some(why) = &session.cancel_reason {
                    p { b { (words.t("activity.cancelled")) } " " (why) }
                }
                div class="lx-card lx-card-box" {
                    p class="activity-seats" { (words.seats(card)) }
                    @if let Some(text) = sign_up(words, card) { p class="lx-quiet" { (text) } }
                    @if open {
                        a class="lx-btn" data-kind="primary" data-block="" href={ "/activities/" (id) "/join" } {
                            (words.t("activity.join"))
                        }
                    }
                }
            }
            div class="lx-stack" {
                @if let Some(text) = &session.description {
                    section { h2 { (words.t("activity.about")) } p { (words.name(text)) } }
                }
                section { h2 { (words.t("activity.good_to_know")) } div class="lx-card lx-card-box" { (facts(&rows)) } }
            }
        }
    };
    let title = words.name(&card.title).to_owned();
    let back = Some(("/activities", words.t("activities.title")));
    Ok(Page {
        main: main(&title, true, back, lead, body),
        description: [when.as_str(), center, &words.seats(card)].join(" · "),
        json_ld: Some(linked::session(words, &session, url)),
        title,
    })
}

/// Until when one can sign up, or from when on.
fn sign_up(words: &Words, card: &SessionCard) -> Option<String> {
    let sign_up = &card.sign_up;
    if !sign_up.needed {
        return Some(words.t("activity.no_sign_up"));
    }
    let when = |at| [("when", words.day_time(at))];
    match sign_up.state.as_str() {
        "not_yet" => sign_up.opens_at.map(|at| words.with("activity.opens", &when(at))),
        "closed" => Some(words.t("activity.closed")),
        _ => sign_up.closes_at.map(|at| words.with("activity.closes", &when(at))),
    }
}

fn section_head(id: &str, title: &str, more: Option<(&str, String)>) -> Markup {
    html! {
        div class="lx-head" {
            h2 id=(id) { (title) }
            @if let Some((path, label)) = more {
                a class="lx-link" data-alone="" href=(path) { (label) }
            }
        }
    }
}

fn session_list(words: &Words, sessions: &[SessionCard]) -> Markup {
    html! {
        div class="lx-stack" {
            @for session in sessions { (session_row(words, session)) }
            @if sessions.is_empty() { p class="lx-quiet" { (words.t("home.no_activities")) } }
        }
    }
}

fn room_list(words: &Words, rooms: &[Room]) -> Markup {
    let floor = |room: &Room| {
        let floor = room.floor.as_ref()?.trim_end_matches(['F', 'f']).to_owned();
        Some(words.with("session.floor", &[("floor", floor)]))
    };
    let people =
        |room: &Room| room.capacity.map(|n| words.with("room.capacity", &[("n", n.to_string())]));
    html! {
        ul class="lx-card lx-card-box" {
            @for room in rooms {
                li {
                    b { (words.name(&room.name)) }
                    @for fact in [floor(room), people(room)].into_iter().flatten() {
                        span class="lx-quiet lx-small" { " · " (fact) }
                    }
                }
            }
            @if rooms.is_empty() { li class="lx-quiet" { (words.t("room.none")) } }
        }
    }
}

fn week(words: &Words, week: &[DayHours]) -> Markup {
    html! {
        dl class="lx-card week" {
            @for day in week {
                div class="week-day" data-today=[(day.date == words.today()).then_some("true")] {
                    dt { (words.day(day.date)) }
                    dd {
                        @let spans: Vec<_> = day.spans.iter().map(|s| format!("{}–{}", s.from, s.to)).collect();
                        @let why = day.reason.as_ref().map(|r| words.reason(r));
                        @if !spans.is_empty() {
                            span { (spans.join(&words.t("ui.list_of"))) }
                        } @else if day.reason.as_ref().is_none_or(|r| r.code != "hours.not_published") {
                            span class="week-closed" { (words.t("week.closed")) }
                        }
                        @if let Some(why) = why { span class="week-why" { (why) } }
                    }
                }
            }
        }
    }
}
