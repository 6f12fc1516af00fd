//! What others did for someone, or looked at, is told in words.
use lianxin_kernel::{Language, Permission, Role};
use lianxin_web::texts;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A command or query as its source declares it.
struct Act {
    /// Several where a macro writes them.
    names: Vec<String>,
    /// The name of the constant of its permission.
    needs: String,
    command: bool,
    logged: bool,
    /// Whether it tells the person by itself.
    tells: bool,
}

/// The sources of a part of the program without their tests.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text.split("#[cfg(test)]").next().unwrap().to_owned()));
        }
    }
}

fn quoted(line: &str) -> Option<&str> {
    line.split('"').nth(1)
}

/// The value of an associated constant: what stands between `=` and `;`.
fn constant<'a>(text: &'a str, head: &str) -> Option<&'a str> {
    let after = text.split(head).nth(1)?;
    Some(after.split('=').nth(1)?.split(';').next()?.trim())
}

fn acts_of(text: &str) -> Vec<Act> {
    let mut all = vec![];
    for (at, _) in text.match_indices("impl ") {
        let block = &text[at..];
        let block = &block[..block.find("\n}").unwrap_or(block.len())];
        let command = block.starts_with("impl Command for ");
        if !command && !block.starts_with("impl Query for ") {
            continue;
        }
        let name = constant(block, "const NAME:").unwrap();
        let names = match quoted(name) {
            Some(name) => vec![name.to_owned()],
            // A macro: the names stand where it is used, each in its line.
            None => text
                .lines()
                .map(str::trim)
                .filter(|l| l.starts_with('"') && l.ends_with("\",") && l.contains('.'))
                .filter_map(quoted)
                .map(str::to_owned)
                .collect(),
        };
        assert!(!names.is_empty(), "{block}");
        let needs = constant(block, "const NEEDS:").unwrap();
        let needs = needs.rsplit("::").next().unwrap().to_owned();
        let logged = block.contains("const LOGGED: bool = true");
        let tells = block.contains("told::by_staff(");
        all.push(Act { names, needs, command, logged, tells });
    }
    all
}

/// Constants of permissions in a part of the program, with the names they may stand for.
fn constants(sources: &[(PathBuf, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in sources {
        for part in text.split("pub const ").skip(1) {
            if let Some((name, rest)) = part.split_once(": Permission =") {
                let text = quoted(rest).unwrap().to_owned();
                all.entry(name.to_owned()).or_default().insert(text);
            }
        }
    }
    all
}

fn held_by_everybody(permission: &Permission) -> bool {
    let everybody = [Role::Anyone, Role::Resident];
    !permission.is_oneself() && permission.roles.iter().any(|role| everybody.contains(role))
}

#[test]
fn what_is_done_for_another_and_who_looked_is_said_in_words() {
    let permissions = lianxin::MODULES.iter().flat_map(|m| m.permissions);
    let permissions: BTreeMap<&str, &Permission> = permissions.map(|p| (p.name, p)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut needed, mut commands) = (BTreeSet::new(), 0);
    let mut all = vec![];
    for folder in ["engines", "modules"] {
        sources(&root.join(folder), &mut all);
    }
    let everywhere = constants(&all);
    for folder in ["engines", "modules"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let mut files = vec![];
            sources(&entry.unwrap().path().join("src"), &mut files);
            let constants = constants(&files);
            for (path, text) in &files {
                for act in acts_of(text) {
                    let place = path.display();
                    let known = constants.get(&act.needs).or_else(|| everywhere.get(&act.needs));
                    let known = known.unwrap_or_else(|| panic!("{place}: {} is where?", act.needs));
                    // While acting for another one has no roles but everybody's.
                    let reachable =
                        known.iter().any(|name| held_by_everybody(permissions[&**name]));
                    commands += usize::from(act.command);
                    if (act.command && (reachable || act.tells)) || act.logged {
                        needed.extend(act.names);
                    }
                }
            }
        }
    }
    assert!(commands > 100, "{commands} commands were found");
    for sure in [
        "activities.leave_session",
        "people.change_me",
        "people.issue_paper_code",
        "people.show_record",
    ] {
        assert!(needed.contains(sure), "{sure}");
    }
    assert!(!needed.contains("people.make_delegate") && !needed.contains("people.merge_people"));
    let mut missing = vec![];
    for name in needed {
        for language in Language::ALL {
            if !texts().has(language, &format!("act.{name}")) {
                missing.push(format!("act.{name} in {}", language.code()));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
