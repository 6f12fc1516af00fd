use crate::fresh::compare;
use lianxin_kernel::Role;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Who may do what, in one reviewed file.
#[test]
fn the_matrix_of_roles_and_permissions_is_as_reviewed() {
    let mut all: Vec<_> = lianxin::MODULES.iter().flat_map(|m| m.permissions).collect();
    all.sort_by_key(|p| p.name);
    let mut text = format!("{:32}", "");
    for role in Role::ALL {
        let _ = write!(text, " {role}");
    }
    text.push('\n');
    for permission in all {
        let _ = write!(text, "{:32}", permission.name);
        for role in Role::ALL {
            let word = if permission.roles.contains(role) { "yes" } else { "-" };
            let _ = write!(text, " {word:width$}", width = role.code().len());
        }
        let marks = [
            (permission.shows_names(), "names"),
            (permission.is_sensitive(), "sensitive"),
            (permission.is_oneself(), "oneself"),
            (permission.is_approval(), "approves"),
        ];
        for (_, mark) in marks.iter().filter(|(marked, _)| *marked) {
            let _ = write!(text, " {mark}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/permissions.txt");
    compare(&path, &text);
}

#[test]
fn a_permission_has_one_name_and_bears_its_module_s() {
    let mut seen = BTreeSet::new();
    for module in lianxin::MODULES {
        for permission in module.permissions {
            let (prefix, _) = permission.name.split_once('.').unwrap();
            assert_eq!(prefix, module.name, "{}", permission.name);
            assert!(seen.insert(permission.name), "{} stands twice", permission.name);
        }
    }
}
