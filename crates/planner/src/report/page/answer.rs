//! What a choice of sites is worth, and what it proves.
use super::table::Table;
use crate::report::escape::Html;
use crate::report::{Aim, Chosen, Report, number, words};
use crate::siting::{BoundBy, Status};

pub fn answer(report: &Report<'_>, chosen: &Chosen<'_>, html: &mut Html) {
    let language = report.language;
    let say = |text| language.say(text);
    let place = chosen.aim as usize;
    html.raw("<section aria-labelledby=\"t-answer\">");
    html.element("h2", "id=\"t-answer\"", say(words::ANSWER));
    html.element("p", "", &language.fill(words::AIMS[place], &[&chosen.minutes.to_string()]));
    let shown = |value: f64| language.fill(words::UNITS[place], &[&plain(chosen, value)]);
    let answer = chosen.answer;
    let by = match answer.bound_by {
        BoundBy::Enumeration => 0,
        BoundBy::Lagrangian => 1,
        BoundBy::Program => 2,
        BoundBy::Trivial => 3,
    };
    html.raw("<dl class=\"pairs\">");
    for (name, value) in [
        (words::VALUE, shown(answer.value)),
        (words::BOUND, shown(answer.bound)),
        (words::DISTANCE, number::gap(answer.gap())),
        (words::BOUND_BY, say(words::BY[by]).to_owned()),
    ] {
        html.element("dt", "", say(name)).element("dd", "", &value);
    }
    html.raw("</dl>");
    let (text, color) = match answer.status {
        Status::Proved => (words::PROVED, "#0a5c55"),
        Status::Bounded => (words::BOUNDED, "#a8430f"),
        Status::TimeUp => (words::TIME_UP, "#a8430f"),
    };
    let verdict = language.fill(text, &[&number::gap(answer.gap())]);
    html.element("p", &format!("class=\"verdict\" style=\"--c:{color}\""), &verdict);
    let [from, new, kept] =
        [chosen.candidates, chosen.new, chosen.kept].map(|n| number::whole(n as u64));
    let mut note = language.fill(words::CHOSEN, &[&from, &new, &kept]);
    let space = if language.tag() == "en" { " " } else { "" };
    if chosen.elder_weight > 1 {
        let weight = chosen.elder_weight.to_string();
        note += &format!("{space}{}", language.fill(words::WEIGHTED, &[&weight]));
    }
    if let Some(cost) = chosen.cost {
        note += &format!("{space}{}", language.fill(words::COST, &[&number::yuan(cost)]));
    }
    html.element("p", "class=\"note\"", &note);
    curve(report, chosen, html);
    html.raw("</section>\n");
}

fn plain(chosen: &Chosen<'_>, value: f64) -> String {
    match chosen.aim {
        Aim::CoverMost | Aim::CoverAll => number::whole((value / chosen.unit).round() as u64),
        _ => format!("{:.2}", value / chosen.unit),
    }
}

/// The best with one site, with two, and so on.
fn curve(report: &Report<'_>, chosen: &Chosen<'_>, html: &mut Html) {
    if chosen.curve.len() < 2 {
        return;
    }
    let say = |text| report.language.say(text);
    let head = [words::SITES, words::VALUE, words::ADDED, words::DISTANCE, words::IS_PROVED];
    let head = head.map(|text| say(text).to_owned());
    let mut table = Table::new(html, say(words::CURVE), &head, 1);
    let mut before: Option<f64> = None;
    for step in chosen.curve {
        let added = before.map(|before| match chosen.aim {
            Aim::CoverMost | Aim::CoverAll => {
                number::signed(((step.value - before) / chosen.unit).round() as i64)
            }
            _ => format!("{:+.2}", (step.value - before) / chosen.unit),
        });
        let gap = (step.bound - step.value).abs() / step.value.abs().max(f64::MIN_POSITIVE);
        let proved = if step.proved { words::YES } else { words::NO };
        let cells = [
            plain(chosen, step.value),
            added.unwrap_or_default(),
            number::gap(if step.value == step.bound { 0.0 } else { gap }),
            say(proved).to_owned(),
        ];
        table.row("", &step.sites.to_string(), &[], &cells);
        before = Some(step.value);
    }
    table.end();
}
