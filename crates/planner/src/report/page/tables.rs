//! The tables of a report.
use super::SHOWN;
use super::frame::Frame;
use super::map::color;
use super::table::Table;
use crate::LonLat;
use crate::coverage::{Comparison, LoadFlag};
use crate::report::escape::Html;
use crate::report::{Report, Role, number, words};

fn open(html: &mut Html, id: &str, heading: &str) {
    html.raw(&format!("<section class=\"long\" aria-labelledby=\"t-{id}\">"));
    html.element("h2", &format!("id=\"t-{id}\""), heading);
}

/// Says where the rest is.
fn more(report: &Report<'_>, rows: usize, html: &mut Html) {
    if rows > SHOWN {
        let all = number::whole(rows as u64);
        html.element("p", "class=\"note\"", &report.language.fill(words::MORE, &[&all]));
    }
}

/// A button that shows a place on the map.
fn pin(report: &Report<'_>, frame: Option<&Frame>, at: LonLat, name: &str, sign: &str) -> String {
    let Some(frame) = frame else { return String::new() };
    let (x, y) = frame.place(at);
    let mut label = Html::default();
    label.text(&report.language.fill(words::SHOW, &[name]));
    format!(
        "<button type=\"button\" class=\"pin\" data-x=\"{x}\" data-y=\"{y}\" aria-label=\"{}\">{sign}</button> ",
        label.0
    )
}

fn minutes(report: &Report<'_>, n: u32) -> String {
    report.language.fill(words::MINUTES, &[&n.to_string()])
}

/// Takes the column of elders out where ages are not known.
fn without_elders(report: &Report<'_>, mut cells: Vec<String>, column: usize) -> Vec<String> {
    if !report.ages() && column < cells.len() {
        cells.remove(column);
    }
    cells
}

pub fn bands(report: &Report<'_>, html: &mut Html) {
    let (say, coverage) = (|text| report.language.say(text), report.coverage);
    open(html, "bands", say(words::BANDS));
    html.raw("<div class=\"bar\" aria-hidden=\"true\">");
    let mut before = 0;
    for (n, band) in coverage.bands.iter().enumerate() {
        let wide = (band.people - before) as f64 / coverage.people.max(1) as f64 * 100.0;
        let color = color(n, coverage.bands.len());
        html.raw(&format!("<i style=\"width:{wide:.3}%;background:{color}\"></i>"));
        before = band.people;
    }
    html.raw("</div>");
    let head = [words::WITHIN, words::PEOPLE, words::SHARE, words::ELDERS, words::SHARE];
    let head = head.map(|text| say(text).to_owned());
    let columns = if report.ages() { 5 } else { 3 };
    let mut table = Table::new(html, say(words::BANDS_CAPTION), &head[..columns], 1);
    let cells = |people: u64, elders: u64| {
        let share = number::percent(people, coverage.people);
        let elder_share = number::percent(elders, coverage.elders);
        let mut cells = vec![number::whole(people), share, number::whole(elders), elder_share];
        cells.truncate(columns - 1);
        cells
    };
    for band in &coverage.bands {
        table.row("", &minutes(report, band.minutes), &[], &cells(band.people, band.elders));
    }
    if let Some(last) = coverage.bands.last() {
        let elders = coverage.elders.saturating_sub(last.elders + coverage.left_out.elders);
        table.row("", say(words::BEYOND), &[], &cells(last.beyond, elders));
    }
    let left = &coverage.left_out;
    if left.homes > 0 {
        table.row("", say(words::LEFT_OUT), &[], &cells(left.people, left.elders));
    }
    table.end();
    if left.homes > 0 {
        let far = left.farthest_m.map_or("–".into(), number::whole);
        let parts = [number::whole(left.homes), number::whole(left.people), far];
        let parts = parts.each_ref().map(String::as_str);
        html.element("p", "class=\"note\"", &report.language.fill(words::LEFT_OUT_NOTE, &parts));
    }
    html.raw("</section>\n");
}

pub fn groups(report: &Report<'_>, html: &mut Html) {
    let (say, coverage) = (|text| report.language.say(text), report.coverage);
    open(html, "groups", say(words::GROUPS));
    let mut head = vec![say(words::AGES).to_owned(), say(words::PEOPLE).to_owned()];
    head.extend(coverage.bands.iter().map(|band| minutes(report, band.minutes)));
    let mut table = Table::new(html, say(words::GROUPS_CAPTION), &head, 1);
    for (n, (group, all)) in coverage.groups.iter().zip(&coverage.by_group).enumerate() {
        let covered = |band: &crate::coverage::Band| band.by_group.get(n).copied().unwrap_or(0);
        let mut cells = vec![number::whole(*all)];
        cells.extend(coverage.bands.iter().map(|band| number::percent(covered(band), *all)));
        table.row("", &group.to_string().replace('-', "–"), &[], &cells);
    }
    table.end();
    html.raw("</section>\n");
}

pub fn regions(report: &Report<'_>, html: &mut Html) {
    let (say, coverage) = (|text| report.language.say(text), report.coverage);
    if coverage.regions.is_empty() {
        return;
    }
    open(html, "regions", say(words::REGIONS));
    let head = [words::REGION, words::PEOPLE, words::ELDERS];
    let mut head: Vec<String> = head.iter().map(|text| say(*text).to_owned()).collect();
    head.extend(coverage.bands.iter().map(|band| minutes(report, band.minutes)));
    let elders = |band: &crate::coverage::Band| {
        format!("{} · {}", minutes(report, band.minutes), say(words::ELDERS))
    };
    head.extend(coverage.bands.last().map(elders).filter(|_| report.ages()));
    let head = without_elders(report, head, 2);
    let mut table = Table::new(html, say(words::REGIONS_CAPTION), &head, 1);
    for region in coverage.regions.iter().filter(|r| r.people > 0).take(SHOWN) {
        let name = region.name.as_deref().unwrap_or(say(words::NO_REGION));
        let mut cells = vec![number::whole(region.people), number::whole(region.elders)];
        cells.extend(region.covered.iter().map(|n| number::percent(*n, region.people)));
        let elders = region.elders_covered.last().filter(|_| report.ages());
        cells.extend(elders.map(|n| number::percent(*n, region.elders)));
        let cells = without_elders(report, cells, 1);
        table.row("", name, &[], &cells);
    }
    table.end();
    more(report, coverage.regions.len(), html);
    html.raw("</section>\n");
}

pub fn gaps(report: &Report<'_>, frame: Option<&Frame>, html: &mut Html) {
    let (say, Some((gaps, beyond))) = (|text| report.language.say(text), report.gaps) else {
        return;
    };
    open(html, "gaps", say(words::GAPS));
    if gaps.gaps.is_empty() {
        html.element("p", "", say(words::NO_GAPS));
    } else {
        let head = [words::NAME, words::NEAREST, words::PEOPLE, words::ELDERS, words::ON_AVERAGE];
        let head = head.map(|text| say(text).to_owned());
        let caption = report.language.fill(words::GAPS_CAPTION, &[&beyond.to_string()]);
        let head: Vec<String> = without_elders(report, head.to_vec(), 3);
        let mut table = Table::new(html, &caption, &head, 2);
        for (n, gap) in gaps.gaps.iter().enumerate().take(SHOWN) {
            let number = (n + 1).to_string();
            let name = match gap.name.as_str() {
                "" => report.language.fill(words::UNNAMED, &[&number]),
                name => name.to_owned(),
            };
            let site = gap.nearest.and_then(|n| report.sites.get(n as usize));
            let site = site.map_or("–".to_owned(), |site| site.name.clone());
            let walk = gap.nearest_minutes.map(number::minutes);
            let walk = walk.map(|m| report.language.fill(words::MINUTES, &[&m]));
            let walk = walk.unwrap_or_else(|| say(words::NO_WAY).to_owned());
            let cells = [number::whole(gap.people), number::whole(gap.elders), walk];
            let cells = without_elders(report, cells.to_vec(), 1);
            let pin = pin(report, frame, gap.middle, &name, &number);
            table.row(&pin, &name, &[site], &cells);
        }
        table.end();
        more(report, gaps.gaps.len(), html);
    }
    if gaps.scattered_people > 0 {
        let people = number::whole(gaps.scattered_people);
        html.element("p", "class=\"note\"", &report.language.fill(words::SCATTERED, &[&people]));
    }
    html.raw("</section>\n");
}

pub fn centers(report: &Report<'_>, frame: Option<&Frame>, html: &mut Html) {
    let (say, coverage) = (|text| report.language.say(text), report.coverage);
    if report.sites.is_empty() {
        return;
    }
    open(html, "centers", say(words::CENTERS));
    let mut head = vec![say(words::NAME).to_owned(), say(words::STATE).to_owned()];
    if coverage.people > 0 {
        head.extend(coverage.bands.iter().map(|band| minutes(report, band.minutes)));
        head.push(say(words::LOAD).to_owned());
        head.extend(report.catchments.map(|_| say(words::LOAD_GIVEN).to_owned()));
    }
    let mut table = Table::new(html, say(words::CENTERS_CAPTION), &head, 2);
    // The new ones first: they are what the report is read for.
    let mut order: Vec<usize> = (0..report.sites.len()).collect();
    order.sort_by_key(|n| match report.roles.get(*n) {
        Some(Role::New) => 0,
        Some(Role::Open) => 1,
        _ => 2,
    });
    for n in order.into_iter().take(SHOWN) {
        let (Some(site), Some(of)) = (report.sites.get(n), coverage.sites.get(n)) else { continue };
        let state = match report.roles.get(n) {
            Some(Role::New) => say(words::NEW),
            Some(Role::Open) => say(words::CENTER),
            _ => say(words::CLOSED),
        };
        let state = match of.off_m {
            None => state.to_owned(),
            Some(_) => format!("{state} · {}", say(words::OFF_STREETS)),
        };
        let mut cells = vec![];
        if coverage.people > 0 {
            cells.extend(of.people.iter().map(|n| number::whole(*n)));
            cells.push(flagged(report, of.load, of.load_flag));
            if let Some(given) = &report.catchments {
                let load = given.loads.get(n).copied().unwrap_or(0);
                let flag = site.load.or(given.limits).map(|limits| limits.flag(load));
                cells.push(flagged(report, load, flag));
            }
        }
        let name = if site.name.is_empty() { &site.key } else { &site.name };
        let pin = pin(report, frame, site.at, name, "⌖");
        table.row(&pin, name, &[state], &cells);
    }
    table.end();
    more(report, report.sites.len(), html);
    html.raw("</section>\n");
}

fn flagged(report: &Report<'_>, load: u64, flag: Option<LoadFlag>) -> String {
    let word = match flag {
        None => return number::whole(load),
        Some(LoadFlag::Under) => words::UNDER,
        Some(LoadFlag::Fits) => words::FITS,
        Some(LoadFlag::Over) => words::OVER,
    };
    format!("{} · {}", number::whole(load), report.language.say(word))
}

pub fn compared(report: &Report<'_>, comparison: &Comparison, html: &mut Html) {
    let say = |text| report.language.say(text);
    open(html, "compared", say(words::COMPARED));
    let mut head = vec![String::new()];
    head.extend(comparison.plans.iter().map(|plan| plan.name.clone()));
    let mut table = Table::new(html, say(words::COMPARED_CAPTION), &head, 1);
    let plans = &comparison.plans;
    let mut row = |name: String, cell: &dyn Fn(&crate::coverage::Compared) -> String| {
        table.row("", &name, &[], &plans.iter().map(cell).collect::<Vec<_>>());
    };
    for (n, minutes) in comparison.minutes.iter().enumerate() {
        let name = |text| report.language.fill(text, &[&minutes.to_string()]);
        let count = |list: &[u64]| list.get(n).copied().unwrap_or(0);
        let change = |list: &[i64]| number::signed(list.get(n).copied().unwrap_or(0));
        row(name(words::COVERED_PEOPLE), &|plan| {
            let people = count(&plan.people);
            format!(
                "{} · {}",
                number::whole(people),
                number::percent(people, report.coverage.people)
            )
        });
        row(name(words::GAINED), &|plan| change(&plan.people_gained));
        if report.ages() {
            row(name(words::ELDERS_GAINED), &|plan| change(&plan.elders_gained));
        }
    }
    let none = || "–".to_owned();
    row(say(words::MEAN).to_owned(), &|plan| {
        let mean = plan.mean_minutes.map(number::minutes);
        mean.map_or_else(none, |m| report.language.fill(words::MINUTES, &[&m]))
    });
    row(say(words::SAVED).to_owned(), &|plan| {
        format!("{:.2}", plan.minutes_saved / report.coverage.people.max(1) as f64)
    });
    row(say(words::LARGEST_LOAD).to_owned(), &|plan| {
        plan.loads.iter().max().map_or_else(none, |load| number::whole(*load))
    });
    if plans.iter().any(|plan| plan.cost.is_some()) {
        row(say(words::PLAN_COST).to_owned(), &|plan| plan.cost.map_or_else(none, number::yuan));
        row(say(words::PER_PERSON).to_owned(), &|plan| {
            plan.cost_per_person.map_or_else(none, number::yuan)
        });
    }
    table.end();
    html.raw("</section>\n");
}
