//! What was asked, how it was answered, and from what.
use crate::Steps;
use crate::report::escape::Html;
use crate::report::{Origin, Report, number, words};

/// One line: who walks, how long, when.
pub fn asked(report: &Report<'_>) -> String {
    let language = report.language;
    let list: Vec<String> =
        report.coverage.bands.iter().map(|band| band.minutes.to_string()).collect();
    let list = list.join(if language.tag() == "en" { ", " } else { "、" });
    let mut parts = vec![profile(report), language.fill(words::MINUTES, &[&list])];
    if let Some((day, minute)) = report.at {
        let day = words::WEEKDAYS.get(usize::from(day.saturating_sub(1)));
        parts.push(format!("{} {}", day.map_or("", |d| language.say(*d)), clock(minute)));
    }
    parts.extend(report.service.map(str::to_owned));
    parts.join(" · ")
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn profile(report: &Report<'_>) -> String {
    let known = ["adult", "elder", "wheels"].iter().position(|name| *name == report.profile.name);
    known
        .map_or(report.profile.name.clone(), |n| report.language.say(words::PROFILES[n]).to_owned())
}

pub fn method(report: &Report<'_>, html: &mut Html) {
    let language = report.language;
    html.raw("<section aria-labelledby=\"t-method\">");
    html.element("h2", "id=\"t-method\"", language.say(words::METHOD));
    let speed = f64::from(report.profile.speed) * 60.0 / 1e6;
    let steps = match report.profile.steps {
        Steps::Closed => language.say(words::STEPS_CLOSED).to_owned(),
        Steps::Percent(percent) => language.fill(words::STEPS_TAKEN, &[&percent.to_string()]),
    };
    let walks = [profile(report), format!("{speed:.2}"), steps];
    let mut lines = vec![
        language.fill(words::WALKS, &walks.each_ref().map(String::as_str)),
        language.say(words::SNAPPING).to_owned(),
    ];
    if let Some((day, minute)) = report.at {
        let day = words::WEEKDAYS.get(usize::from(day.saturating_sub(1)));
        let day = day.map_or("", |d| language.say(*d));
        lines.push(language.fill(words::HOUR, &[day, &clock(minute)]));
    }
    lines.extend(report.service.map(|service| language.fill(words::SERVICE, &[service])));
    if report.chosen.is_some() {
        lines.push(language.say(words::OPTIMAL).to_owned());
    }
    for line in lines {
        html.element("p", "", &line);
    }
    html.raw("</section>\n");
}

pub fn sources(report: &Report<'_>, html: &mut Html) {
    let language = report.language;
    html.raw("<footer aria-labelledby=\"t-sources\">");
    html.element("h2", "id=\"t-sources\"", language.say(words::SOURCES));
    let streets = [
        number::whole(report.streets.points.len() as u64),
        number::whole(report.streets.segments.len() as u64),
        number::whole(report.streets.length() / 1_000_000),
    ];
    let streets = language.fill(words::STREET_FACTS, &streets.each_ref().map(String::as_str));
    html.raw("<ul class=\"note\">").element("li", "", &streets);
    let people = match report.coverage.people {
        0 => language.say(words::NO_PEOPLE).to_owned(),
        people => {
            let homes = number::whole(report.people.len() as u64);
            language.fill(words::PEOPLE_FACTS, &[&number::whole(people), &homes])
        }
    };
    html.element("li", "", &people);
    match report.origin {
        Origin::Counted => {}
        Origin::Uniform => _ = html.element("li", "", language.say(words::UNIFORM)),
        Origin::MadeUp => _ = html.element("li", "", language.say(words::MADE)),
    }
    for source in report.sources {
        html.element("li", "", source);
    }
    html.raw("</ul>");
    for name in report.attribution {
        html.element("p", "", name);
    }
    html.raw("</footer>\n");
}
