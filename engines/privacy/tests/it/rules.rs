use crate::world::*;
use lianxin_testkit::both;

both! { setup: setup();
    async fn every_statement_is_portable(t: Test) {
        let own = lianxin_db::STATEMENTS.iter().filter(|(place, _)| {
            ["privacy", "holding", "restriction"].iter().any(|part| place.contains(part))
        });
        assert!(own.clone().count() >= 60);
        for (place, text) in own {
            if let Err(e) = t.app.db().check(text).await {
                panic!("{place}: {e}");
            }
        }
        let faults: Vec<_> = t.lint().into_iter().filter(|f| f.contains("privacy") || f.contains("holding")).collect();
        assert_eq!(faults, Vec::<String>::new());
    }

    async fn every_holding_has_a_purpose_in_the_register(t: Test) {
        let w = World::build(t).await;
        let known: Vec<String> = w.admin.ask(lianxin_privacy::ListPurposes).await.unwrap()
            .into_iter().map(|p| p.key.to_string()).collect();
        let mut names = std::collections::BTreeSet::new();
        for holding in t.app.holdings() {
            assert!(known.iter().any(|k| k == holding.purpose()), "{}", holding.purpose());
            assert!(names.insert(holding.name()), "{} stands twice", holding.name());
        }
        assert!(names.len() >= 6, "{names:?}");
    }

    async fn starting_again_changes_nothing(t: Test) {
        let w = World::build(t).await;
        let before = w.admin.ask(lianxin_privacy::ListPurposes).await.unwrap();
        t.clock.forward(lianxin_kernel::Span::hours(1));
        assert_eq!(t.system().run(lianxin_privacy::Seed {}).await.unwrap(), 0);
        let after = w.admin.ask(lianxin_privacy::ListPurposes).await.unwrap();
        assert_eq!(format!("{before:?}"), format!("{after:?}"));
        assert!(t.person_act(w.admin_id, &[]).run(lianxin_privacy::Seed {}).await.is_err());
    }
}
