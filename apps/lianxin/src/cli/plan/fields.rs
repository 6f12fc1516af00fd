//! Rows with named fields, from CSV or from the points of a GeoJSON file.
use std::collections::BTreeMap;
use std::path::Path;

/// One row: where it stands in its file, and its fields by lower-case name.
pub struct Row {
    pub place: String,
    fields: BTreeMap<String, String>,
}

impl Row {
    /// The first of some names that has a value.
    pub fn get(&self, names: &[&str]) -> Option<&str> {
        let found = names.iter().filter_map(|name| self.fields.get(*name));
        found.map(|value| value.trim()).find(|value| !value.is_empty())
    }
}

pub fn rows(path: &Path) -> Result<Vec<Row>, String> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|e| format!("{name}: {e}"))?;
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let rows = match plain.trim_ascii_start().first() {
        Some(b'{') => features(plain),
        Some(_) => table(plain),
        None => Err("is empty".to_owned()),
    };
    rows.map_err(|why| format!("{name}: {why}"))
}

fn table(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let head: Vec<String> =
        reader.headers().map_err(|e| e.to_string())?.iter().map(plain).collect();
    let mut rows = vec![];
    for (n, record) in reader.records().enumerate() {
        let record = record.map_err(|e| e.to_string())?;
        let fields = head.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        // The head is line 1.
        rows.push(Row { place: format!("line {}", n + 2), fields });
    }
    Ok(rows)
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

fn features(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let file: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    let list = file["features"].as_array().ok_or("is no GeoJSON FeatureCollection")?;
    let mut rows = vec![];
    for (n, feature) in list.iter().enumerate() {
        let place = format!("feature {}", n + 1);
        let mut fields = BTreeMap::new();
        for (name, value) in feature["properties"].as_object().into_iter().flatten() {
            fields.insert(plain(name), text(value));
        }
        let geometry = &feature["geometry"];
        if geometry["type"] != "Point" {
            return Err(format!("{place}: is no point; centers and candidates are points"));
        }
        for (at, name) in ["lon", "lat"].into_iter().enumerate() {
            fields.insert(name.to_owned(), text(&geometry["coordinates"][at]));
        }
        rows.push(Row { place, fields });
    }
    Ok(rows)
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
