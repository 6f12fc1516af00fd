//! The paths the server knows and those of the front end are the same.
use crate::fresh::root;
use lianxin_kernel::Language;
use lianxin_web::Assets;
use std::collections::BTreeSet;

/// `path` of every route, under the path of its parent.
fn routes_of(face: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(format!("web/src/{face}/routes.ts"))).unwrap();
    let (mut parent, mut all) = (String::new(), BTreeSet::new());
    let mut in_children = false;
    for line in text.lines() {
        if line.contains("children: [") {
            in_children = true;
            all.remove(&parent);
        }
        let path = line.split("path: \"").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(path) = path {
            if path.starts_with('/') && !in_children {
                parent = path.to_owned();
                all.insert(parent.clone());
            } else {
                all.insert(format!("{}/{path}", parent.trim_end_matches('/')));
            }
        }
        if line.starts_with("    ],") || line.contains("] }],") || line.contains("}],") {
            in_children = false;
        }
    }
    let tidy = |path: String| match path.trim_end_matches('/') {
        "" => "/".to_owned(),
        path => path.to_owned(),
    };
    all.into_iter().map(tidy).collect()
}

#[test]
fn every_path_of_the_front_end_is_a_path_of_the_site() {
    let mut routed = BTreeSet::new();
    for face in ["resident", "desk", "city", "screen"] {
        routed.extend(routes_of(face));
    }
    // The server knows the administration by what its addresses have in common.
    routed.extend(routes_of("admin").iter().map(|path| {
        match path.matches('/').count() {
            0..=2 => "/desk/admin",
            3 => "/desk/admin/:part",
            _ => "/desk/admin/:part/:id",
        }
        .to_owned()
    }));
    assert!(routed.len() > 20, "{routed:?}");
    let known: BTreeSet<String> = lianxin::PATHS.iter().map(|p| p.pattern.to_owned()).collect();
    let (a, b): (Vec<_>, Vec<_>) =
        (routed.difference(&known).collect(), known.difference(&routed).collect());
    assert!(a.is_empty() && b.is_empty(), "only routed {a:?}, only known {b:?}");
}

#[test]
fn every_file_a_page_begins_with_is_there() {
    for path in lianxin::PATHS {
        for language in Language::ALL {
            for entry in path.entries(language) {
                let file = entry.split('?').next().unwrap();
                assert!(root().join("web").join(file).is_file(), "{}: {entry}", path.pattern);
            }
        }
    }
}

#[test]
fn every_file_a_page_begins_with_was_built() {
    let assets = Assets::load();
    if assets.template.is_none() {
        eprintln!("skipped: the front end is not built");
        return;
    }
    for path in lianxin::PATHS {
        for entry in path.entries(Language::ZhCn) {
            let (scripts, _) = assets.manifest.needs(&[entry]);
            assert!(!scripts.is_empty(), "{}: {entry} is not in the build", path.pattern);
        }
    }
}
