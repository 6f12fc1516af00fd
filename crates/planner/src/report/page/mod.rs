//! One page that needs nothing but itself: no request leaves it.
mod answer;
mod frame;
mod lines;
mod map;
mod method;
mod table;
mod tables;

use super::escape::Html;
use super::{Report, number, words};
use frame::Frame;

/// Rows of a long table that are shown; all are in the CSV file.
const SHOWN: usize = 25;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

pub fn html(report: &Report<'_>) -> String {
    let mut html = Html::default();
    html.raw(&format!("<!doctype html>\n<html lang=\"{}\">\n<head>\n", report.language.tag()));
    html.raw(
        "<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n",
    );
    html.element("title", "", report.title).raw("\n<style>").raw(STYLE).raw("</style>\n</head>\n");
    html.raw("<body>\n<header>");
    html.element("h1", "", report.title);
    html.element("p", "class=\"asked\"", &method::asked(report)).raw("</header>\n<main>\n");
    let frame = Frame::of(report);
    if report.coverage.people > 0 {
        figures(report, &mut html);
    }
    if let Some(chosen) = &report.chosen {
        answer::answer(report, chosen, &mut html);
    }
    if let Some(frame) = &frame {
        html.raw("<section aria-labelledby=\"t-map\">");
        map::map(report, frame, &mut html);
        html.raw("</section>\n");
    }
    if let Some(comparison) = report.comparison {
        tables::compared(report, comparison, &mut html);
    }
    if report.coverage.people > 0 {
        let ages = report.coverage.groups.len() > 1;
        html.raw(if ages { "<div class=\"two both\">" } else { "<div class=\"two\">" });
        tables::bands(report, &mut html);
        if ages {
            tables::groups(report, &mut html);
        }
        html.raw("</div>\n");
        tables::gaps(report, frame.as_ref(), &mut html);
        tables::regions(report, &mut html);
    }
    tables::centers(report, frame.as_ref(), &mut html);
    method::method(report, &mut html);
    html.raw("</main>\n");
    method::sources(report, &mut html);
    html.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    html.0
}

/// The figures one looks for first.
fn figures(report: &Report<'_>, html: &mut Html) {
    let (language, coverage) = (report.language, report.coverage);
    html.raw("<dl class=\"figures\">");
    let mut figure = |color: &str, name: &str, big: &str, more: &[String]| {
        html.raw(&format!("<div style=\"--c:{color}\">"));
        html.element("dt", "", name).element("dd", "class=\"big\"", big);
        for line in more.iter().filter(|line| !line.is_empty()) {
            html.element("dd", "class=\"more\"", line);
        }
        html.raw("</div>");
    };
    let of = |part: u64, all: u64| {
        language.fill(words::OF_PEOPLE, &[&number::whole(part), &number::whole(all)])
    };
    for (n, band) in coverage.bands.iter().enumerate().take(4) {
        let name = language.fill(words::COVERED, &[&band.minutes.to_string()]);
        let share = number::percent(band.people, coverage.people);
        let elders = match coverage.elders {
            0 => String::new(),
            all => {
                let share = number::percent(band.elders, all);
                let colon = if language.tag() == "en" { ": " } else { "\u{ff1a}" };
                format!("{}{colon}{share}", language.say(words::ELDERS))
            }
        };
        let more = [of(band.people, coverage.people), elders];
        figure(map::color(n, coverage.bands.len()), &name, &share, &more);
    }
    if let Some(last) = coverage.bands.last() {
        let name = language.fill(words::NOT_COVERED, &[&last.minutes.to_string()]);
        let gaps = report.gaps.filter(|(_, minutes)| *minutes == last.minutes);
        let gaps = gaps.map(|(gaps, _)| {
            language.fill(words::IN_GAPS, &[&number::whole(gaps.gaps.len() as u64)])
        });
        figure("#a8430f", &name, &number::whole(last.beyond), &[gaps.unwrap_or_default()]);
    }
    if let Some(mean) = coverage.equity.mean_minutes {
        let mean = language.fill(words::MINUTES, &[&number::minutes(mean)]);
        let worst = coverage.equity.worst_tenth_minutes;
        let worst = worst.map(|m| language.fill(words::WORST, &[&number::minutes(m)]));
        figure("#0b3f7a", language.say(words::MEAN), &mean, &[worst.unwrap_or_default()]);
    }
    html.raw("</dl>\n");
}
