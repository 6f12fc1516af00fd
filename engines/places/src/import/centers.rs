use super::entry::{Entry, american};
use super::network::Run;
use super::regions::{over, region};
use super::report::{Outcome, Report};
use super::{catchment, figures, rooms};
use crate::commands::{PutCenter, PutHours};
use crate::model::*;
use crate::queries::FindCenter;
use lianxin_kernel::{Line, Result};
use serde_json::Value;

pub(super) async fn take(run: &mut Run<'_>, mut entry: Entry) -> Result<()> {
    let key: Option<Key> = match entry.key.parse() {
        Ok(key) => Some(key),
        Err(why) => {
            entry.refuse("key", why);
            None
        }
    };
    let old = match &key {
        Some(key) => run.act.ask(FindCenter(key)).await?,
        None => None,
    };
    let as_of = run.as_of.clone();
    let facts = facts(run, &mut entry, old).await?;
    let mut figures = figures::of_center(&mut entry, as_of.as_ref(), &mut run.report);
    let (catchment, stations) = catchment::take(&mut entry, as_of.as_ref(), &mut run.report);
    figures.extend(stations);
    let history = entry.take("history").unwrap_or_default();
    let rooms = rooms::read(&mut entry, &mut run.report);
    let periods: Option<Vec<Period>> = entry.take("hours");
    let name = entry.key.clone();
    let good = entry.end(&mut run.report);
    let (Some(key), Some(mut facts), true) = (key, facts, good) else {
        return Ok(());
    };
    over(&mut facts.catchment, catchment.map(Some));
    let put = match run.act.run(PutCenter { key, facts, figures, history }).await {
        Err(error) => return run.report.refused(&name, None, error),
        Ok(put) => put,
    };
    run.report.changed(&name, None, put.changed);
    rooms::put(run, &name, put.id, rooms).await?;
    let Some(periods) = periods else {
        return Ok(());
    };
    match run.act.run(PutHours { center: put.id, periods }).await {
        Err(error) => run.report.refused(&name, Some("hours"), error),
        Ok(changed) => {
            run.report.changed(&name, Some("hours"), changed);
            Ok(())
        }
    }
}

/// What the file says, over what was known.
async fn facts(
    run: &mut Run<'_>,
    entry: &mut Entry,
    old: Option<CenterFacts>,
) -> Result<Option<CenterFacts>> {
    let place = match entry.raw("place") {
        None => None,
        Some(key) => {
            let found = region(run, &key).await?;
            if found.is_none() {
                entry.refuse("place", format!("unknown: no region {key}"));
            }
            found
        }
    };
    let mut facts = match (old, place) {
        (Some(facts), _) => facts,
        (None, place) => match first(run, entry, place) {
            Some(facts) => facts,
            None => return Ok(None),
        },
    };
    over(&mut facts.region, place);
    over(&mut facts.level, entry.take("level"));
    over(&mut facts.name, entry.take("name"));
    over(&mut facts.status, entry.take("status"));
    texts(&mut facts, entry);
    published(&mut facts, entry);
    facilities(&mut facts, entry);
    Ok(Some(facts))
}

/// What a center must have that is not known yet.
fn first(run: &mut Run<'_>, entry: &mut Entry, place: Option<RegionId>) -> Option<CenterFacts> {
    if place.is_none() {
        entry.refuse_missing("place");
    }
    let (level, name): (Option<Level>, Option<_>) = (entry.need("level"), entry.need("name"));
    let status = match entry.has("status") {
        true => entry.take("status"),
        false => {
            told_as_open(&entry.key, &mut run.report);
            Some(Status::Open)
        }
    };
    Some(CenterFacts::new(level?, place?, name?, status?))
}

/// The published texts describe centers at work and say so of those that are not yet; the reader of
/// the report shall know that the status was read so.
fn told_as_open(key: &str, report: &mut Report) {
    let why = "not said: described as at work, so open";
    report.add(key, Some("status"), Outcome::Took, why);
}

fn texts(facts: &mut CenterFacts, entry: &mut Entry) {
    over(&mut facts.address, entry.take("address").map(Some));
    over(&mut facts.lat, entry.take("lat").map(Some));
    over(&mut facts.lon, entry.take("lon").map(Some));
    over(&mut facts.phone, entry.take("phone").map(Some));
    over(&mut facts.brand, entry.take("brand").map(Some));
    over(&mut facts.motto, entry.take("motto").map(Some));
    over(&mut facts.operator, entry.take("operator").map(Some));
    over(&mut facts.note, entry.take("note").map(Some));
    over(&mut facts.opened_on, entry.take("opened").map(Some));
    over(&mut facts.identities, entry.lines("identities"));
    over(&mut facts.themes, entry.lines("themes"));
    over(&mut facts.sources, entry.lines("src"));
}

fn published(facts: &mut CenterFacts, entry: &mut Entry) {
    let p = &mut facts.published;
    for about in [false, true] {
        let end = if about { "_about" } else { "" };
        if let Some(area) = entry.take(&format!("area_m2{end}")) {
            (p.area_m2, p.area_about) = (Some(area), about);
        }
        if let Some(items) = entry.take(&format!("service_items{end}")) {
            (p.service_items, p.service_items_about) = (Some(items), about);
        }
    }
    over(&mut p.floors, entry.take("floors").map(Some));
    over(&mut p.room_count, entry.take("room_count").map(Some));
    over(&mut p.domains, entry.take("domains").map(Some));
    over(&mut facts.free_of_charge, entry.take("free_of_charge").map(Some));
    match entry.raw("fee") {
        None => {}
        Some(Value::String(fee)) if fee == "free" => facts.free_of_charge = Some(true),
        Some(_) => entry.refuse("fee", "unknown: only `free` is read"),
    }
}

/// `sister_facilities`, and of `five_centers` (row 000-44) those beside the service center itself.
fn facilities(facts: &mut CenterFacts, entry: &mut Entry) {
    let mut all = vec![];
    let mut said = false;
    for field in ["sister_facilities", "five_centers"] {
        let Some(items) = entry.take::<Vec<Value>>(field) else {
            continue;
        };
        said = true;
        for item in items {
            match facility(item) {
                Ok(f) if field == "five_centers" && f.kind.as_str() == "service_center" => {}
                Ok(facility) => all.push(facility),
                Err(why) => entry.refuse(field, why),
            }
        }
    }
    over(&mut facts.sister_facilities, said.then_some(all));
}

fn facility(item: Value) -> Result<SisterFacility, String> {
    match item {
        Value::String(kind) => {
            Ok(SisterFacility { kind: Line::new(&american(&kind))?, name: None })
        }
        other => serde_json::from_value(other).map_err(|e| e.to_string()),
    }
}
