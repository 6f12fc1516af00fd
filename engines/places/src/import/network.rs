use super::entry::{Entry, Fields};
use super::report::{Outcome, Report};
use super::{centers, object, regions};
use crate::model::{RegionId, RoughDate};
use lianxin_kernel::{Act, Error, FieldCode, Result};
use serde_json::Value;
use std::collections::HashMap;

/// A file of regions and centers, read but not yet judged.
#[derive(Clone, Debug)]
pub struct NetworkFile {
    /// The date its figures are of, when they do not say one themselves.
    pub as_of: Option<RoughDate>,
    places: Vec<Value>,
    centers: Vec<Value>,
    unknown: Vec<String>,
}

/// Reads the text of a network file. Its parts are judged one by one when it is run.
pub fn network(text: &str) -> Result<NetworkFile> {
    let mut fields = object(text)?;
    let as_of = match fields.remove("as_of") {
        None | Some(Value::Null) => None,
        Some(value) => {
            let read = serde_json::from_value(value);
            Some(read.map_err(|_| Error::field("as_of", FieldCode::NotADate))?)
        }
    };
    fields.remove("about");
    let places = list(&mut fields, "places")?;
    let mut centers = list(&mut fields, "centres")?;
    centers.extend(list(&mut fields, "centers")?);
    let unknown = fields.keys().cloned().collect();
    Ok(NetworkFile { as_of, places, centers, unknown })
}

fn list(fields: &mut Fields, name: &str) -> Result<Vec<Value>> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(vec![]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Error::field(name, FieldCode::WrongType)),
    }
}

/// What the parts of one import share.
pub(super) struct Run<'a> {
    pub act: &'a Act,
    pub as_of: Option<RoughDate>,
    pub report: Report,
    /// The regions that were found or made, by key.
    pub regions: HashMap<String, RegionId>,
}

/// Writes what a file says, as this actor. Only what is not the file's fault is an error; all else
/// stands in the report.
pub async fn run_network(act: &Act, file: &NetworkFile) -> Result<Report> {
    let (as_of, regions) = (file.as_of.clone(), HashMap::new());
    let mut run = Run { act, as_of, report: Report::default(), regions };
    for name in &file.unknown {
        run.report.add("file", Some(name), Outcome::Unknown, "places have no such field");
    }
    let places = entries(&file.places, "places", &mut run.report);
    regions::take(&mut run, places).await?;
    for entry in entries(&file.centers, "centers", &mut run.report) {
        centers::take(&mut run, entry).await?;
    }
    Ok(run.report)
}

fn entries(items: &[Value], list: &str, report: &mut Report) -> Vec<Entry> {
    let read = |(nth, item): (usize, &Value)| Entry::read(item.clone(), list, nth, report);
    items.iter().enumerate().filter_map(read).collect()
}
