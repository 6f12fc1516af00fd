//! Questions that are kept.
use crate::MODULES;
use crate::town::*;
use lianxin_planning::*;
use lianxin_testkit::both;

/// Makes one field wrong.
type Spoil = fn(&mut ScenarioFields);

both! { MODULES;
    async fn a_scenario_is_kept_as_it_was_asked(t: Test) {
        let town = Town::build(t).await;
        let fields = town.fields().await;
        let add = AddScenario { region: town.district, fields: fields.clone() };
        let made = town.planner.run(add).await.unwrap();
        assert_eq!((made.version, made.plan.clone(), made.fields()), (1, None, fields));
        let shown = town.manager.ask(ShowScenario { scenario: made.id }).await.unwrap();
        assert_eq!(shown, made);
        let list = town.manager.ask(ListScenarios { region: town.district }).await.unwrap();
        assert_eq!(list.items, std::slice::from_ref(&made));
        town.planner.run(DeleteScenario { scenario: made.id }).await.unwrap();
        let list = town.manager.ask(ListScenarios { region: town.district }).await.unwrap();
        assert_eq!(list.items, []);
    }

    async fn what_is_chosen_by_hand_is_kept(t: Test) {
        let town = Town::build(t).await;
        let made = town.scenario().await;
        let change = async |version, fields| {
            let change = ScenarioChange { version, fields };
            town.planner.run(ChangeScenario { scenario: made.id, change }).await.unwrap()
        };
        let chosen = ScenarioFields { plan: Some(vec!["n2".into()]), ..made.fields() };
        assert_eq!(change(1, chosen).await.plan, Some(vec!["n2".into()]));
        // Without a choice of its own the same question keeps what was chosen; another one does not.
        let renamed = change(2, ScenarioFields { name: lianxin_kernel::Line::new("方案B").unwrap(), ..made.fields() }).await;
        assert_eq!(renamed.plan, Some(vec!["n2".into()]));
        let other = ScenarioFields { minutes: vec![10], ..made.fields() };
        assert_eq!(change(3, other).await.plan, None);
    }

    async fn what_is_chosen_by_hand_is_kept_from_the_start(t: Test) {
        let town = Town::build(t).await;
        let fields = ScenarioFields { plan: Some(vec!["n2".into()]), ..town.fields().await };
        let made = town.planner.run(AddScenario { region: town.district, fields }).await.unwrap();
        assert_eq!(made.plan, Some(vec!["n2".into()]));
        let shown = town.manager.ask(ShowScenario { scenario: made.id }).await.unwrap();
        assert_eq!(shown, made);
    }

    async fn two_planners_do_not_overwrite_each_other(t: Test) {
        let town = Town::build(t).await;
        let made = town.scenario().await;
        let mut fields = made.fields();
        fields.sites.truncate(1);
        let change = ScenarioChange { version: 1, fields };
        let change = ChangeScenario { scenario: made.id, change };
        let changed = town.planner.run(change.clone()).await.unwrap();
        assert_eq!((changed.version, changed.sites.len()), (2, 1));
        let shown = town.manager.ask(ShowScenario { scenario: made.id }).await.unwrap();
        assert_eq!(shown, changed);
        assert_eq!(refused(town.planner.run(change).await), "planning.changed_meanwhile");
    }

    async fn what_is_wrong_with_a_scenario_names_its_field(t: Test) {
        let town = Town::build(t).await;
        let good = town.fields().await;
        let cases: [(Spoil, &str); 13] = [
            (|f| f.minutes.clear(), "minutes required"),
            (|f| f.sites[0].lat = 91.0, "sites.0.lat out_of_range"),
            (|f| f.sites[1].key = f.sites[0].key.clone(), "sites.1.key taken"),
            (|f| f.sites = vec![f.sites[0].clone(); 201], "sites too_many"),
            (|f| f.aim.seconds = 601, "aim.seconds out_of_range"),
            (|f| f.aim.minutes = 0, "aim.minutes out_of_range"),
            (|f| f.aim.elder_weight = 11, "aim.elder_weight out_of_range"),
            (|f| f.aim.p = None, "aim.p required"),
            (|f| f.aim.budget = Some(5), "aim.budget wrong"),
            (|f| { f.aim.p = None; f.aim.budget = Some(5); f.sites[1].cost = None }, "sites.1.cost required"),
            (|f| f.aim.kind = AimKind::BalancedLoad, "aim.load_to required"),
            (|f| f.plan = Some(vec!["n1".into(), "n9".into()]), "plan.1 unknown"),
            (|f| f.close = vec![lianxin_db::Id::NIL.into()], "close.0 unknown"),
        ];
        let before = t.audit().await.len();
        for (change, expected) in cases {
            let mut fields = good.clone();
            change(&mut fields);
            let add = AddScenario { region: town.district, fields };
            assert_eq!(refused(town.planner.run(add).await), expected);
        }
        // Streets of another district.
        let mut fields = good;
        fields.network = t.some_id().into();
        let add = AddScenario { region: town.district, fields };
        assert_eq!(refused(town.planner.run(add).await), "network unknown");
        assert_eq!(t.audit().await.len(), before);
    }
}
