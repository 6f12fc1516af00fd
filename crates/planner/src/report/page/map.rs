//! The map of a report, as SVG within the page.
use super::frame::Frame;
use super::lines::{draw, drawn, straightened};
use crate::LonLat;
use crate::coverage::AreaBand;
use crate::report::escape::Html;
use crate::report::{Report, Role, number, words};
use geojson::GeometryValue;

/// The darkest is the nearest; the colors of the city view.
pub const COLORS: [&str; 5] = ["#0A5C55", "#2F8578", "#6DB3A7", "#A9D3CA", "#D9EBE6"];

/// The color of one of so many bands, the nearest first.
pub fn color(band: usize, bands: usize) -> &'static str {
    let start = match bands {
        0..=2 => 1,
        3 => 1,
        _ => 0,
    };
    COLORS[(start + band).min(COLORS.len() - 1)]
}

/// Marks, drawn around nothing in pixels.
const OPEN: &str = "<circle class=\"o\" r=\"6\"/>";
const CLOSED: &str = "<circle class=\"c\" r=\"5.5\"/><path class=\"c\" d=\"M-3.5 -3.5L3.5 3.5\"/>";
const NEW: &str = "<path class=\"n\" d=\"M0 -9L9 0L0 9L-9 0Z\"/>";
const CANDIDATE: &str = "<circle class=\"d\" r=\"2.6\"/>";
const GAP: &str = "<rect class=\"g\" x=\"-10\" y=\"-9\" width=\"20\" height=\"18\" rx=\"4\"/>";

pub fn map(report: &Report<'_>, frame: &Frame, html: &mut Html) {
    let say = |text| report.language.say(text);
    let (wide, high) = ((frame.wide / frame.step) as i32, (frame.high / frame.step) as i32);
    html.element("h2", "id=\"t-map\"", say(words::MAP));
    html.element("p", "class=\"note help\"", say(words::MAP_HELP));
    html.raw("<div class=\"map\">");
    html.raw(&format!(
        "<svg id=\"map\" viewBox=\"0 0 {wide} {high}\" tabindex=\"0\" role=\"img\" \
         preserveAspectRatio=\"xMidYMid meet\" style=\"--k:{:.3}\" aria-labelledby=\"map-title\">",
        f64::from(wide) / 1100.0
    ));
    html.element("title", "id=\"map-title\"", say(words::MAP_TEXT));
    html.raw(
        "<defs><pattern id=\"hatch\" width=\"14\" height=\"14\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"14\" height=\"14\" fill=\"#f6c9a8\" \
         fill-opacity=\".3\"/><path d=\"M0 0V14\" stroke=\"#a8430f\" stroke-width=\"3\" \
         stroke-opacity=\".4\"/></pattern></defs>",
    );
    areas(report.areas, frame, html);
    html.raw("<g class=\"st\">");
    for (n, path) in drawn(report.streets, frame).iter().enumerate().rev() {
        if !path.is_empty() {
            html.raw(&format!("<path class=\"k{n}\" d=\"{path}\"/>"));
        }
    }
    html.raw("</g>");
    gap_outlines(report, frame, html);
    marks(report, frame, html);
    html.raw("</svg>");
    html.raw("<div class=\"tools\">");
    for (zoom, sign, text) in
        [("0.6", "+", words::ZOOM_IN), ("1.667", "−", words::ZOOM_OUT), ("0", "⤢", words::WHOLE)]
    {
        let label = say(text);
        html.raw(&format!(
            "<button type=\"button\" data-zoom=\"{zoom}\" title=\"{label}\" aria-label=\"{label}\">{sign}</button>"
        ));
    }
    html.raw("</div></div>");
    legend(report, html);
}

fn areas(areas: &[AreaBand], frame: &Frame, html: &mut Html) {
    html.raw("<g class=\"ar\">");
    for (n, band) in areas.iter().enumerate().rev() {
        let mut path = String::new();
        for ring in band.polygons.iter().flatten() {
            ring_path(&mut path, ring, frame);
        }
        let color = color(n, areas.len());
        html.raw(&format!("<path fill=\"{color}\" d=\"{path}\"/>"));
    }
    html.raw("</g>");
}

fn ring_path(path: &mut String, ring: &[LonLat], frame: &Frame) {
    let places: Vec<(i32, i32)> = ring.iter().map(|at| frame.place(*at)).collect();
    let far = (6.0 / frame.step).max(1.0);
    let straight = straightened(&places, far);
    if straight.len() > 3 {
        draw(path, &straight, true);
    }
}

fn gap_outlines(report: &Report<'_>, frame: &Frame, html: &mut Html) {
    let Some((gaps, _)) = report.gaps else { return };
    html.raw("<g class=\"gp\">");
    for gap in gaps.gaps.iter().take(super::SHOWN) {
        let Some(GeometryValue::Polygon { coordinates }) = gap.outline.as_ref().map(|o| &o.value)
        else {
            continue;
        };
        let mut path = String::new();
        for ring in coordinates {
            let place = |position: &geojson::Position| match position.as_slice() {
                [lon, lat, ..] => LonLat::degrees(*lon, *lat).ok(),
                _ => None,
            };
            ring_path(&mut path, &ring.iter().filter_map(place).collect::<Vec<_>>(), frame);
        }
        html.raw(&format!("<path d=\"{path}\"/>"));
    }
    html.raw("</g>");
}

/// Of many candidates the map shows none until it is looked at closely.
const FEW: usize = 150;

fn candidates(report: &Report<'_>, frame: &Frame, html: &mut Html) {
    html.raw(if report.candidates.len() > FEW { "<g class=\"far\">" } else { "<g class=\"all\">" });
    // So many small rings say what thousands would.
    for site in report.candidates.iter().step_by(report.candidates.len() / 1_500 + 1) {
        let (x, y) = frame.place(site.at);
        html.raw(&format!("<g transform=\"translate({x} {y})\"><g class=\"m\">"));
        html.element("title", "", &site.name).raw(CANDIDATE).raw("</g></g>");
    }
    html.raw("</g>");
}

fn marks(report: &Report<'_>, frame: &Frame, html: &mut Html) {
    candidates(report, frame, html);
    let mut mark = |at: LonLat, shape: &str, title: &str, text: Option<usize>| {
        let (x, y) = frame.place(at);
        html.raw(&format!("<g transform=\"translate({x} {y})\"><g class=\"m\">"));
        html.element("title", "", title).raw(shape);
        if let Some(n) = text {
            html.raw(&format!("<text y=\"4.5\">{n}</text>"));
        }
        html.raw("</g></g>");
    };
    let in_order = [Role::Closed, Role::Open, Role::New];
    for wanted in in_order {
        let shape = match wanted {
            Role::Open => OPEN,
            Role::Closed => CLOSED,
            Role::New => NEW,
        };
        for (site, _) in report.sites.iter().zip(report.roles).filter(|(_, role)| **role == wanted)
        {
            mark(site.at, shape, &site.name, None);
        }
    }
    if let Some((gaps, _)) = report.gaps {
        for (n, gap) in gaps.gaps.iter().enumerate().take(super::SHOWN).rev() {
            let people = report.language.fill(words::UNITS[0], &[&number::whole(gap.people)]);
            mark(gap.middle, GAP, &format!("{} · {people}", gap.name), Some(n + 1));
        }
    }
}

fn legend(report: &Report<'_>, html: &mut Html) {
    let say = |text| report.language.say(text);
    html.raw("<ul class=\"legend\">");
    for (n, band) in report.areas.iter().enumerate() {
        let color = color(n, report.areas.len());
        html.raw(&format!("<li><span class=\"swatch\" style=\"background:{color}\"></span>"));
        html.text(&report.language.fill(words::MINUTES, &[&band.minutes.to_string()])).raw("</li>");
    }
    let has = |role| report.roles.contains(&role);
    let gaps = report.gaps.is_some_and(|(gaps, _)| !gaps.gaps.is_empty());
    for (there, shape, text) in [
        (has(Role::Open), OPEN, words::CENTER),
        (has(Role::New), NEW, words::NEW),
        (has(Role::Closed), CLOSED, words::CLOSED),
        (!report.candidates.is_empty(), CANDIDATE, words::CANDIDATE),
        (gaps, GAP, words::GAP),
    ] {
        if there {
            html.raw(&format!(
                "<li><svg viewBox=\"-11 -11 22 22\" aria-hidden=\"true\">{shape}</svg>"
            ));
            html.text(say(text)).raw("</li>");
        }
    }
    html.raw("</ul>");
}
