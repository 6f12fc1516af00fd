//! The reconciler sees what is broken.
use crate::MODULES;
use crate::runs::finished;
use crate::town::*;
use lianxin_planning::*;
use lianxin_testkit::both;

both! { MODULES;
    async fn each_fault_of_what_is_kept_is_found(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        // An id of nothing, in the place of the one that is meant.
        let other = NetworkId(t.some_id());
        let swap = |from: NetworkId, to: NetworkId| -> &'static str {
            format!("update planning_scenario set fields = replace(fields, '{from}', '{to}')").leak()
        };
        let (astray, back) = (swap(scenario.network, other), swap(other, scenario.network));
        let faults = [
            ("planning.ground", "update planning_shelf set networks = networks + 1", "update planning_shelf set networks = networks - 1", "than its shelf counts"),
            ("planning.ground", "update planning_network set bytes = bytes + 1", "update planning_network set bytes = bytes - 1", "a network is not as long as it was read"),
            ("planning.ground", "update planning_population_chunk set number = number + 1", "update planning_population_chunk set number = number - 1", "a population is not as long as it was read, or a piece is missing"),
            ("planning.ground", "update planning_shelf set region = (select id from planning_network)", "update planning_shelf set region = (select region from planning_network)", "a network stands on no shelf"),
            ("planning.scenarios", "update planning_network set region = id", "update planning_network set region = (select region from planning_population)", "of another district"),
            ("planning.scenarios", "update planning_scenario set changed_at = created_at - 1", "update planning_scenario set changed_at = created_at", "changed before it was made"),
            ("planning.scenarios", astray, back, "it says other streets or people"),
        ];
        for (check, breaking, mending, expected) in faults {
            t.finds(check, breaking, mending, expected).await;
        }
    }

    async fn each_fault_of_a_search_is_found(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let run = town.planner.run(StartRun { scenario: scenario.id }).await.unwrap();
        assert_eq!(finished(t, &town, run.id).await.state, RunState::Done);
        let two = "insert into planning_run (district, id, scenario, fields, scenario_version, state, part, share, cancelled, tries, beat_at, created_at, started_at, finished_at, problem)
             select r.district, x.id, r.scenario, r.fields, r.scenario_version, 'queued', null, null, r.cancelled, 0, null, r.created_at, null, null, null
             from planning_run r join (select id from planning_network union all select id from planning_population) x on x.id <> r.id";
        let faults = [
            ("update planning_run set finished_at = null", "update planning_run set finished_at = created_at", "over without a moment"),
            ("update planning_run set state = 'failed', problem = '{}'", "update planning_run set state = 'done', problem = null", "has one and is not done"),
            ("update planning_run set state = 'failed'", "update planning_run set state = 'done'", "nothing says why"),
            ("update planning_run set state = 'queued', finished_at = null", "update planning_run set state = 'done', finished_at = created_at", "waits and was begun"),
            ("update planning_run set scenario_version = scenario_version + 1", "update planning_run set scenario_version = scenario_version - 1", "a scenario that was never so"),
            (two, "delete from planning_run where state = 'queued'", "two searches of one scenario"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("planning.runs", breaking, mending, expected).await;
        }
    }
}
