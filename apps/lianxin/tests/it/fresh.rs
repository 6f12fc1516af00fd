//! Files of the repository that follow from the program. `LIANXIN_RENEW=1` writes them anew.
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Fails, naming the first lines that differ, when the file is not what the program gives.
pub fn compare(path: &Path, now: &str) {
    if std::env::var("LIANXIN_RENEW").is_ok_and(|v| v == "1") {
        std::fs::write(path, now).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept == now {
        return;
    }
    let (mut before, mut after) = (kept.lines(), now.lines());
    let mut diff = vec![];
    for number in 1.. {
        match (before.next(), after.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                diff.extend(a.map(|line| format!("{number} - {line}")));
                diff.extend(b.map(|line| format!("{number} + {line}")));
            }
        }
        if diff.len() >= 40 {
            diff.push("…".into());
            break;
        }
    }
    let diff = diff.join("\n");
    panic!(
        "{} is not what the program gives; look at it and set LIANXIN_RENEW=1\n{diff}",
        path.display()
    );
}

#[test]
fn the_sample_settings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lianxin.sample.toml");
    compare(&path, &lianxin::config::sample::sample());
}

#[test]
fn the_front_end_knows_this_document() {
    let text = lianxin::api().document.to_pretty_json().unwrap() + "\n";
    compare(&root().join("web/openapi.json"), &text);
}
