//! Who may look, who may plan, and who learns nothing.
use crate::MODULES;
use crate::town::*;
use lianxin_kernel::{Error, Grant, Kind, Language, Line, Role};
use lianxin_planning::*;
use lianxin_testkit::both;

both! { MODULES;
    async fn who_works_in_the_district_looks_and_does_not_plan(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let look = ShowScenario { scenario: scenario.id };
        assert_eq!(town.manager.ask(look).await.unwrap(), scenario);
        let home = town.manager.ask(HomeDistrict).await.unwrap();
        assert_eq!(home, Some(town.district));
        let act = &town.manager;
        let forbidden = |refusal: String| assert_eq!(refusal, "you may not do this here");
        let fields = scenario.fields();
        let region = town.district;
        forbidden(refused(act.run(AddScenario { region, fields: fields.clone() }).await));
        let change = ScenarioChange { version: 1, fields };
        forbidden(refused(act.run(ChangeScenario { scenario: scenario.id, change }).await));
        forbidden(refused(act.run(DeleteScenario { scenario: scenario.id }).await));
        forbidden(refused(act.run(StartRun { scenario: scenario.id }).await));
        forbidden(refused(act.run(DeleteNetwork { network: scenario.network }).await));
        forbidden(refused(act.run(DeletePopulation { population: scenario.population }).await));
        let read = read_network(streets()).await.unwrap();
        forbidden(refused(act.run(AddNetwork::new(region, Line::new("x").unwrap(), read)).await));
        let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap();
        forbidden(refused(act.run(CancelRun { run: run.id }).await));
        assert_eq!(act.ask(ShowRun { run: run.id }).await.unwrap(), run);
    }

    async fn a_street_manager_looks_at_the_whole_district(t: Test) {
        let town = Town::build(t).await;
        let network = town.network().await;
        let grant = Grant::new(Role::DistrictManager, town.street.id());
        let street = t.person_act(t.some_id(), &[grant]);
        assert_eq!(street.ask(HomeDistrict).await.unwrap(), Some(town.district));
        let listed = street.ask(ListNetworks { region: town.district }).await.unwrap();
        assert_eq!(listed.items.len(), 1);
        let refusal = street.run(DeleteNetwork { network: network.id }).await;
        assert!(matches!(refusal, Err(Error::Forbidden)));
    }

    async fn another_district_is_not_there(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap();
        let resident = t.person_act(t.some_id(), &[]);
        let clerk = Grant::new(Role::Clerk, town.west.id());
        let clerk = t.person_act(t.some_id(), &[clerk]);
        for act in [&town.neighbor, &resident, &clerk] {
            let gone = |refusal: String| assert_eq!(refusal, "no such thing of yours");
            gone(refused(act.ask(ShowScenario { scenario: scenario.id }).await));
            gone(refused(act.ask(ListRuns { scenario: scenario.id }).await));
            gone(refused(act.ask(ShowRun { run: run.id }).await));
            gone(refused(act.ask(ListNetworks { region: town.district }).await));
            gone(refused(act.ask(ListPopulations { region: town.district }).await));
            gone(refused(act.ask(ListScenarios { region: town.district }).await));
            let language = Language::ZhCn;
            gone(refused(act.ask(ShowFive { region: town.district, language }).await));
            gone(refused(act.ask(ShowEstates { region: town.district, language }).await));
            gone(refused(act.run(DeleteScenario { scenario: scenario.id }).await));
            gone(refused(act.run(DeleteNetwork { network: scenario.network }).await));
            gone(refused(act.run(StartRun { scenario: scenario.id }).await));
            gone(refused(act.run(CancelRun { run: run.id }).await));
            let question = serde_json::json!({
                "network": scenario.network, "population": scenario.population,
                "profile": "adult", "minutes": [15],
            });
            let question = serde_json::from_value(question).unwrap();
            gone(refused(coverage(act, question, language).await));
        }
        let nobody = t.nobody();
        let look = nobody.ask(ShowScenario { scenario: scenario.id }).await;
        assert!(matches!(look, Err(Error::SignIn)));
        assert!(matches!(nobody.run(StartRun { scenario: scenario.id }).await, Err(Error::SignIn)));
        assert_eq!(town.neighbor.ask(HomeDistrict).await.unwrap(), Some(town.other));
        let own = town.neighbor.ask(ListNetworks { region: town.other }).await.unwrap();
        assert_eq!(own.items, []);
    }

    async fn the_steps_of_a_run_are_the_programs_own(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap().id;
        assert!(matches!(town.planner.run(BeginRun { run }).await, Err(Error::Forbidden)));
        let tell = TellRun { run, tries: 1, part: "x".into(), share: None };
        assert!(matches!(town.planner.run(tell).await, Err(Error::Forbidden)));
        let end = EndRun { run, tries: 1, ending: Ending::Cancelled };
        assert!(matches!(town.planner.run(end).await, Err(Error::Forbidden)));
    }
}
