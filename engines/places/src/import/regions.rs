use super::entry::Entry;
use super::figures;
use super::network::Run;
use crate::commands::{PutFeatures, PutRegion, PutRegionFigures};
use crate::model::{Key, MapFeature, RegionFacts, RegionFigure, RegionId};
use crate::queries::FindRegion;
use lianxin_kernel::Result;
use serde_json::Value;

/// Regions in an order in which every one comes after the region it lies in.
pub(super) async fn take(run: &mut Run<'_>, mut waiting: Vec<Entry>) -> Result<()> {
    while !waiting.is_empty() {
        let keys: Vec<String> = waiting.iter().map(|e| e.key.clone()).collect();
        let before = waiting.len();
        let mut later = vec![];
        for entry in waiting {
            match entry.parent().is_some_and(|p| keys.contains(&p) && p != entry.key) {
                true if later.len() + 1 < before => later.push(entry),
                _ => one(run, entry).await?,
            }
        }
        waiting = later;
    }
    Ok(())
}

async fn one(run: &mut Run<'_>, mut entry: Entry) -> Result<()> {
    let key: Option<Key> = match entry.key.parse() {
        Ok(key) => Some(key),
        Err(why) => {
            entry.refuse("key", why);
            None
        }
    };
    let old = match &key {
        Some(key) => run.act.ask(FindRegion(key)).await?,
        None => None,
    };
    let number = entry.take("number");
    let figures = figures::of_region(&mut entry, run.as_of.as_ref(), &mut run.report);
    let facts = facts(run, &mut entry, old.map(|(_, facts)| facts)).await?;
    let features: Option<Vec<MapFeature>> = entry.take("features");
    let name = entry.key.clone();
    let good = entry.end(&mut run.report);
    let (Some(key), Some(facts), true) = (key, facts, good) else {
        return Ok(());
    };
    match run.act.run(PutRegion { key, number, facts }).await {
        Err(error) => run.report.refused(&name, None, error),
        Ok(put) => {
            run.report.changed(&name, None, put.changed);
            run.regions.insert(name.clone(), put.id);
            put_figures(run, &name, put.id, figures).await?;
            put_features(run, &name, put.id, features).await
        }
    }
}

/// What the file says, over what was known.
async fn facts(
    run: &mut Run<'_>,
    entry: &mut Entry,
    old: Option<RegionFacts>,
) -> Result<Option<RegionFacts>> {
    let parent = match entry.raw("parent") {
        None => None,
        Some(key) => {
            let found = region(run, &key).await?;
            if found.is_none() {
                entry.refuse("parent", format!("unknown: no region {key}"));
            }
            found
        }
    };
    let mut facts = match old {
        Some(facts) => facts,
        None => match (entry.need("kind"), entry.need("name")) {
            (Some(kind), Some(name)) => RegionFacts::new(kind, None, name),
            _ => return Ok(None),
        },
    };
    over(&mut facts.kind, entry.take("kind"));
    over(&mut facts.name, entry.take("name"));
    over(&mut facts.parent, parent.map(Some));
    over(&mut facts.lat, entry.take("lat").map(Some));
    over(&mut facts.lon, entry.take("lon").map(Some));
    over(&mut facts.outline, entry.raw("outline").map(Some));
    over(&mut facts.sources, entry.lines("src"));
    Ok(Some(facts))
}

/// Puts what the file says in the place of what was known.
pub(super) fn over<T>(known: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *known = said;
    }
}

/// The region with a key: of this file, or one that was there.
pub(super) async fn region(run: &Run<'_>, key: &Value) -> Result<Option<RegionId>> {
    let Some(key) = key.as_str() else {
        return Ok(None);
    };
    if let Some(id) = run.regions.get(key) {
        return Ok(Some(*id));
    }
    match key.parse::<Key>() {
        Ok(key) => Ok(run.act.ask(FindRegion(&key)).await?.map(|(id, _)| id)),
        Err(_) => Ok(None),
    }
}

async fn put_figures(
    run: &mut Run<'_>,
    place: &str,
    region: RegionId,
    figures: Vec<RegionFigure>,
) -> Result<()> {
    if figures.is_empty() {
        return Ok(());
    }
    let named = |f: &RegionFigure| match &f.as_of {
        Some(as_of) => format!("plan.{} ({as_of})", f.key),
        None => format!("plan.{}", f.key),
    };
    let names: Vec<String> = figures.iter().map(named).collect();
    match run.act.run(PutRegionFigures { region, figures }).await {
        Err(error) => run.report.refused(place, Some("plan"), error),
        Ok(changes) => {
            for (name, changed) in names.iter().zip(changes) {
                run.report.changed(place, Some(name), changed);
            }
            Ok(())
        }
    }
}

async fn put_features(
    run: &mut Run<'_>,
    place: &str,
    region: RegionId,
    features: Option<Vec<MapFeature>>,
) -> Result<()> {
    let Some(features) = features else {
        return Ok(());
    };
    match run.act.run(PutFeatures { region, features }).await {
        Err(error) => run.report.refused(place, None, error),
        Ok(changed) => {
            run.report.changed(place, Some("features"), changed);
            Ok(())
        }
    }
}
