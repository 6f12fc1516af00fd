//! Files in, files out.
use crate::MODULES;
use crate::town::*;
use lianxin_kernel::{Error, Line};
use lianxin_planning::*;
use lianxin_testkit::{both, race};

both! { MODULES;
    async fn a_map_file_becomes_a_network(t: Test) {
        let town = Town::build(t).await;
        let network = town.network().await;
        let facts = &network.facts;
        assert_eq!((facts.points, facts.segments, facts.parts), (121, 220, 1));
        assert_eq!(facts.largest_share, 1.0);
        // Eleven streets of ten squares each way, of about 183 m and 222 m.
        assert!((44_000..45_500).contains(&facts.length_m), "{}", facts.length_m);
        assert!((facts.bounds[0] - 113.85).abs() < 1e-6 && (facts.bounds[3] - 34.61).abs() < 1e-6);
        let listed = town.manager.ask(ListNetworks { region: town.district }).await.unwrap();
        assert_eq!(listed.items, std::slice::from_ref(&network));
        let lines = t.audit().await;
        let added = lines.iter().find(|line| line.what == "planning.add_network").unwrap();
        assert!(added.input.len() < 2_000, "the file itself is not in the audit");
    }

    async fn people_are_counted_to_the_person(t: Test) {
        let town = Town::build(t).await;
        let population = town.population().await;
        let facts = &population.facts;
        assert_eq!((facts.people, facts.elders, facts.homes), (497, 130, 5));
        let ages: Vec<_> = facts.groups.iter().map(|g| (g.from, g.to)).collect();
        assert_eq!(ages, [(0, Some(59)), (60, None)]);
        let listed = town.planner.ask(ListPopulations { region: town.district }).await.unwrap();
        assert_eq!(listed.items, [population]);
    }

    async fn a_bad_file_says_why_and_changes_nothing(t: Test) {
        let town = Town::build(t).await;
        let before = t.audit().await.len();
        for file in ["", "hello", "{}", "<osm>", "{\"type\":\"FeatureCollection\",\"features\":[]}"] {
            let refused = read_network(file.into()).await.err().unwrap();
            let Error::Invalid(fields) = refused else { panic!("{refused}") };
            assert_eq!(fields[0].field, "file");
            assert!(fields[0].values.contains_key("why"), "{file}: {fields:?}");
        }
        for file in ["", "a,b\n1,2\n", "lon,lat,people\n113,34,NaN\n", "lon,lat,people\n"] {
            let refused = read_population(file.into()).await.err().unwrap();
            let Error::Invalid(fields) = refused else { panic!("{refused}") };
            assert_eq!(fields[0].field, "file", "{file}");
        }
        assert_eq!(t.audit().await.len(), before);
        let listed = town.planner.ask(ListNetworks { region: town.district }).await.unwrap();
        assert_eq!(listed.items, []);
    }

    async fn a_name_is_taken_once_and_free_again(t: Test) {
        let town = Town::build(t).await;
        let network = town.network().await;
        let again = read_network(streets()).await.unwrap();
        let add = AddNetwork::new(town.district, Line::new("路网").unwrap(), again);
        assert_eq!(refused(town.planner.run(add.clone()).await), "name taken");
        town.planner.run(DeleteNetwork { network: network.id }).await.unwrap();
        let gone = town.planner.run(DeleteNetwork { network: network.id }).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
        town.planner.run(add).await.unwrap();
    }

    async fn what_scenarios_stand_on_stays(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let refusal = town.planner.run(DeleteNetwork { network: scenario.network }).await;
        assert_eq!(refused(refusal), "planning.in_use");
        let delete = DeletePopulation { population: scenario.population };
        assert_eq!(refused(town.planner.run(delete.clone()).await), "planning.in_use");
        town.planner.run(DeleteScenario { scenario: scenario.id }).await.unwrap();
        town.planner.run(delete).await.unwrap();
        town.planner.run(DeleteNetwork { network: scenario.network }).await.unwrap();
    }

    race async fn a_district_keeps_fifty_networks(t: Test) {
        let town = Town::build(t).await;
        let read = read_network(streets()).await.unwrap();
        let add = AddNetwork::new(town.district, Line::new("路网").unwrap(), read);
        let named = |n: usize| Line::new(&format!("路网{n}")).unwrap();
        for n in 0..46 {
            town.planner.run(AddNetwork { name: named(n), ..add.clone() }).await.unwrap();
        }
        // Four places are left for eight who come at once.
        let added = race(8, |n| {
            let (planner, add) = (town.planner.clone(), add.clone());
            async move { planner.run(AddNetwork { name: named(100 + n), ..add }).await }
        });
        assert_eq!(added.await.iter().filter(|r| r.is_ok()).count(), 4);
        assert_eq!(refused(town.planner.run(add.clone()).await), "planning.too_many_kept");
        let listed = town.planner.ask(ListNetworks { region: town.district }).await.unwrap();
        let network = listed.items[7].id;
        town.planner.run(DeleteNetwork { network }).await.unwrap();
        town.planner.run(add).await.unwrap();
    }
}
