//! Searches for sites.
use crate::MODULES;
use crate::town::*;
use lianxin_kernel::Span;
use lianxin_planning::*;
use lianxin_testkit::{Test, both, race};

/// Works until a run is over, however slow the machine is.
pub async fn finished(t: &Test, town: &Town, run: RunId) -> Run {
    loop {
        t.work_jobs().await;
        let shown = town.manager.ask(ShowRun { run }).await.unwrap();
        if shown.state.is_over() {
            return shown;
        }
        lianxin_testkit::tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn with(t: &Test, town: &Town, change: impl Fn(&mut ScenarioFields)) -> (Scenario, Run) {
    let mut fields = town.fields().await;
    change(&mut fields);
    let add = AddScenario { region: town.district, fields };
    let scenario = town.planner.run(add).await.unwrap();
    let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap();
    (scenario, finished(t, town, run.id).await)
}

both! { MODULES;
    async fn the_best_site_is_found_and_becomes_the_plan(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap();
        assert_eq!((run.state, run.started_at), (RunState::Queued, None));
        let twice = town.planner.run(StartRun { scenario: scenario.id }).await;
        assert_eq!(refused(twice), "planning.already_running");
        let done = finished(t, &town, run.id).await;
        assert_eq!(done.state, RunState::Done, "{:?}", done.problem);
        let answer = done.answer.clone().unwrap();
        assert_eq!((answer.open, answer.unit), (vec!["n1".to_owned()], Unit::People));
        assert_eq!((answer.value, answer.bound, answer.gap), (450.0, 450.0, 0.0));
        assert_eq!(answer.status, "proved");
        let marginal: Vec<_> = answer.marginal.iter().map(|m| (m.p, m.value)).collect();
        assert_eq!(marginal, [(0, 150.0), (1, 450.0)]);
        let planned = town.manager.ask(ShowScenario { scenario: scenario.id }).await.unwrap();
        assert_eq!((planned.plan, planned.version), (Some(vec!["n1".to_owned()]), 1));
        let list = town.manager.ask(ListRuns { scenario: scenario.id }).await.unwrap();
        assert_eq!(list.items, [done]);
        let over = town.planner.run(CancelRun { run: run.id }).await;
        assert_eq!(refused(over), "planning.run_is_over");
    }

    async fn a_plan_lasts_as_long_as_its_question(t: Test) {
        let town = Town::build(t).await;
        let (scenario, _) = with(t, &town, |_| {}).await;
        let mut fields = scenario.fields();
        fields.name = lianxin_kernel::Line::new("方案B").unwrap();
        let change = ScenarioChange { version: 1, fields: fields.clone() };
        let renamed = town.planner.run(ChangeScenario { scenario: scenario.id, change }).await.unwrap();
        assert_eq!(renamed.plan, Some(vec!["n1".to_owned()]));
        fields.aim.p = Some(2);
        let change = ScenarioChange { version: 2, fields };
        let other = town.planner.run(ChangeScenario { scenario: scenario.id, change }).await.unwrap();
        assert_eq!(other.plan, None);
    }

    async fn every_aim_has_its_answer(t: Test) {
        let town = Town::build(t).await;
        let (network, population) = {
            let fields = town.fields().await;
            (fields.network, fields.population)
        };
        for (kind, p, open, unit) in [
            (AimKind::CoverMost, Some(1), vec!["n1"], Unit::People),
            (AimKind::CoverAll, None, vec!["n1", "n2"], Unit::Sites),
            (AimKind::LeastWalk, Some(1), vec!["n1"], Unit::PersonMinutes),
            (AimKind::LeastFarthest, Some(2), vec!["n1", "n2"], Unit::Minutes),
            (AimKind::BalancedLoad, Some(1), vec!["n1"], Unit::PersonMinutes),
        ] {
            let mut fields = town.fields_on(network, population);
            (fields.aim.kind, fields.aim.p) = (kind, p);
            (fields.aim.load_from, fields.aim.load_to) = (Some(10), Some(330));
            let add = AddScenario { region: town.district, fields };
            let scenario = town.planner.run(add).await.unwrap().id;
            let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
            let done = finished(t, &town, run).await;
            let answer = done.answer.unwrap_or_else(|| panic!("{kind}: {:?}", done.problem));
            assert_eq!((answer.open, answer.unit), (open.iter().map(ToString::to_string).collect(), unit), "{kind}");
            assert_eq!(answer.status, "proved", "{kind}");
        }
    }

    async fn money_limits_as_well_as_numbers(t: Test) {
        let town = Town::build(t).await;
        let (_, run) = with(t, &town, |f| (f.aim.p, f.aim.budget) = (None, Some(1_500_000))).await;
        assert_eq!(run.answer.unwrap().open, ["n1"]);
    }

    async fn a_center_that_may_close_is_weighed_against_the_sites(t: Test) {
        let town = Town::build(t).await;
        let close = town.east;
        let (scenario, run) = with(t, &town, |f| (f.close, f.aim.p) = (vec![close], Some(2))).await;
        let answer = run.answer.unwrap();
        assert_eq!(answer.open, [close.to_string(), "n1".to_owned()]);
        assert_eq!(answer.value, 450.0);
        let planned = town.manager.ask(ShowScenario { scenario: scenario.id }).await.unwrap();
        assert_eq!(planned.closed(), vec![]);
    }

    async fn what_has_no_answer_says_why(t: Test) {
        let town = Town::build(t).await;
        let (_, run) = with(t, &town, |f| f.aim.p = Some(3)).await;
        let why = run.problem.unwrap();
        assert_eq!((run.state, why.code.as_ref()), (RunState::Failed, "planning.too_few_candidates"));
        let mut fields = town.planner.ask(ListScenarios { region: town.district }).await.unwrap().items[0].fields();
        fields.sites[0].lon = 114.5;
        fields.aim.p = Some(1);
        let add = AddScenario { region: town.district, fields: fields.clone() };
        let scenario = town.planner.run(add).await.unwrap().id;
        let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
        let run = finished(t, &town, run).await;
        assert_eq!(run.problem.unwrap().code, "planning.off_street");
        fields.sites.clear();
        let add = AddScenario { region: town.district, fields };
        let scenario = town.planner.run(add).await.unwrap().id;
        let refusal = town.planner.run(StartRun { scenario }).await;
        assert_eq!(refused(refusal), "planning.nothing_to_choose");
    }

    async fn a_search_that_waits_is_cancelled_at_once(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
        let cancelled = town.planner.run(CancelRun { run }).await.unwrap();
        assert_eq!(cancelled.state, RunState::Cancelled);
        t.work_jobs().await;
        assert_eq!(town.manager.ask(ShowRun { run }).await.unwrap(), cancelled);
        let again = town.planner.run(StartRun { scenario }).await.unwrap().id;
        assert_eq!(finished(t, &town, again).await.state, RunState::Done);
    }

    async fn a_search_whose_worker_died_is_begun_again_and_given_up_in_the_end(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
        let act = t.system();
        // A process takes it and dies.
        let first = act.run(BeginRun { run }).await.unwrap().unwrap();
        assert_eq!(first.tries, 1);
        assert!(act.run(BeginRun { run }).await.unwrap().is_none(), "its worker is alive");
        t.clock.forward(Span::seconds(50));
        let second = act.run(BeginRun { run }).await.unwrap().unwrap();
        assert_eq!(second.tries, 2);
        // The first one was not dead after all: its word no longer counts.
        let tell = TellRun { run, tries: 1, part: "late".into(), share: None };
        assert!(!act.run(tell).await.unwrap());
        let end = EndRun { run, tries: 1, ending: Ending::Cancelled };
        act.run(end).await.unwrap();
        let shown = town.manager.ask(ShowRun { run }).await.unwrap();
        assert_eq!(shown.state, RunState::Running);
        for _ in 0..2 {
            t.clock.forward(Span::seconds(50));
            act.run(BeginRun { run }).await.unwrap();
        }
        let shown = town.manager.ask(ShowRun { run }).await.unwrap();
        assert_eq!(shown.state, RunState::Failed);
        assert_eq!(shown.problem.unwrap().code, "planning.broke_off");
    }

    async fn the_worker_picks_up_what_another_left(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
        t.system().run(BeginRun { run }).await.unwrap().unwrap();
        t.work_jobs().await;
        assert_eq!(town.manager.ask(ShowRun { run }).await.unwrap().state, RunState::Running);
        t.clock.forward(Span::seconds(61));
        assert_eq!(finished(t, &town, run).await.state, RunState::Done);
    }

    async fn one_that_is_under_way_ends_when_it_is_cancelled(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let run = town.planner.run(StartRun { scenario }).await.unwrap().id;
        let begun = t.system().run(BeginRun { run }).await.unwrap().unwrap();
        let told = town.planner.run(CancelRun { run }).await.unwrap();
        assert_eq!(told.state, RunState::Running, "its worker has to hear of it first");
        let ending = Ending::Cancelled;
        t.system().run(EndRun { run, tries: begun.tries, ending: ending.clone() }).await.unwrap();
        let shown = town.manager.ask(ShowRun { run }).await.unwrap();
        assert_eq!((shown.state, shown.finished_at), (RunState::Cancelled, Some(t.app.now())));
        t.system().run(EndRun { run, tries: begun.tries, ending }).await.unwrap();
        assert_eq!(town.manager.ask(ShowRun { run }).await.unwrap(), shown);
    }

    async fn a_deleted_scenario_takes_its_runs_along(t: Test) {
        let town = Town::build(t).await;
        let (scenario, run) = with(t, &town, |_| {}).await;
        town.planner.run(DeleteScenario { scenario: scenario.id }).await.unwrap();
        assert_eq!(refused(town.manager.ask(ShowRun { run: run.id }).await), "no such run");
    }

    race async fn of_many_who_start_at_once_one_does(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let started = race(8, |_| {
            let planner = town.planner.clone();
            async move { planner.run(StartRun { scenario }).await }
        });
        let started: Vec<_> = started.await.into_iter().map(|r| r.map(|run| run.id)).collect();
        assert_eq!(started.iter().filter(|r| r.is_ok()).count(), 1, "{started:?}");
        let refusals = started.into_iter().filter(Result::is_err).map(refused);
        assert!(refusals.into_iter().all(|code| code == "planning.already_running"));
    }
}
