use crate::world::*;
use lianxin_testkit::both;

both! { setup: setup();
    async fn the_tables_and_statements_keep_the_rules(t: Test) {
        let faults: Vec<_> = t.lint().into_iter().filter(|f| f.contains("people")).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn every_permission_is_listed_once_under_this_engine() {
    let mut names: Vec<_> = lianxin_people::permissions::ALL.iter().map(|p| p.name).collect();
    assert!(names.iter().all(|n| n.starts_with("people.")));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), lianxin_people::permissions::ALL.len());
}
