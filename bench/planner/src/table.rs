//! Our seconds beside the peers', as a ratio.
use crate::Any;
use serde_json::Value;
use std::path::Path;

/// What was asked, our name for it, and which peer's answer it is held against, with the ratio wanted.
const ROWS: [(&str, &str, &str, &str, Option<f64>); 10] = [
    ("nearest center for every point", "nearest", "pandana", "nearest", Some(100.0)),
    ("nearest center for every point", "nearest", "scipy", "nearest", None),
    ("1,000 origins within 15 minutes", "origins", "pandana", "origins", Some(30.0)),
    ("1,000 origins within 15 minutes", "origins", "scipy", "origins", None),
    ("people around every point", "surface", "pandana", "surface", Some(25.0)),
    ("people around 500 centers", "around", "valhalla", "around", Some(50.0)),
    ("people around 500 centers", "around", "scipy", "around", None),
    ("ready to walk", "graph", "pandana", "prepare", None),
    ("ready to walk", "graph", "valhalla", "prepare", None),
    ("best 20 of 500 sites", "cover_20", "spopt", "cover_model_whole", None),
];

pub fn print(folder: &Path) -> Result<(), Any> {
    let read = |name: &str| -> Result<Value, Any> {
        Ok(serde_json::from_slice(&std::fs::read(folder.join(name))?)?)
    };
    let (ours, peers, meta) = (read("ours.json")?, read("peers.json")?, read("meta.json")?);
    println!("{} points, {} segments; CPU seconds", meta["points"], meta["segments"]);
    println!("{:34} {:>10} {:>10} {:>10} {:>9}  wanted", "question", "ours", "peer", "", "ratio");
    for (question, own, peer, field, wanted) in ROWS {
        let wanted = wanted.map_or(String::new(), |w| format!("{w:.0}"));
        let seconds = ours[own].as_f64().unwrap_or(f64::NAN);
        match (peers[peer][field].as_f64(), peers[peer]["skipped"].as_str()) {
            (Some(theirs), _) => println!(
                "{question:34} {seconds:>10.4} {theirs:>10.3} {peer:>10} {:>8.0}×  {wanted}",
                theirs / seconds
            ),
            (None, why) => println!(
                "{question:34} {seconds:>10.4} {:>10} {peer:>10} skipped: {}",
                "",
                why.unwrap_or("not measured")
            ),
        }
    }
    for (peer, of) in [("scipy", "exact"), ("pandana", "rounded"), ("valhalla", "polygons")] {
        let Some(answers) = peers[peer].as_object() else { continue };
        let off =
            answers.iter().filter(|(k, _)| k.contains("differs") || k.contains("off_percent"));
        let said: Vec<String> = off.map(|(k, v)| format!("{k} {v}")).collect();
        if !said.is_empty() {
            println!("{peer} ({of}): {}", said.join(", "));
        }
    }
    Ok(())
}
