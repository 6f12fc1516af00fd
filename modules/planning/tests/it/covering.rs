//! Coverage, comparison, export, five-in-one, estates.
use crate::MODULES;
use crate::town::*;
use lianxin_kernel::{Error, Language, Line, Names};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, Level, RegionFacts, RegionKind, SisterFacility, Status};
use lianxin_planning::*;
use lianxin_testkit::both;
use serde_json::{Value, json};

const CN: Language = Language::ZhCn;

both! { MODULES;
    async fn people_near_a_center_are_counted_home_by_home(t: Test) {
        let town = Town::build(t).await;
        let question = town.question().await;
        let found = coverage(&town.manager, question, CN).await.unwrap();
        assert_eq!((found.people, found.elders), (497, 130));
        assert_eq!((found.left_out.homes, found.left_out.people), (1, 7));
        assert!(found.left_out.farthest_m.unwrap() > 5_000);
        let bands: Vec<_> = found.bands.iter().map(|b| (b.minutes, b.people, b.elders)).collect();
        assert_eq!(bands, [(5, 150, 30), (15, 150, 30)]);
        assert!((found.bands[1].share - 150.0 / 497.0).abs() < 1e-12);
        let ages: Vec<_> = found.groups.iter().map(|g| (g.people, g.covered.clone())).collect();
        assert_eq!(ages, [(367, vec![120, 120]), (130, vec![30, 30])]);
        let [region] = &found.regions[..] else { panic!("{:?}", found.regions) };
        assert_eq!((region.key.clone(), region.name.as_str()), (town.street.to_string(), "兰园街道"));
        assert_eq!((region.people, region.covered.clone()), (497, vec![150, 150]));
        let loads: Vec<_> = found.centers.iter().map(|c| (c.name.as_str(), c.people[0], c.load)).collect();
        assert_eq!(loads, [("east", 50, 90), ("west", 100, 400)]);
        assert!(found.on.is_none());
    }

    async fn gaps_and_areas_are_drawn_where_asked_for(t: Test) {
        let town = Town::build(t).await;
        let mut question = town.question().await;
        question.parts.push(CoveragePart::LeftOut);
        let found = coverage(&town.planner, question.clone(), CN).await.unwrap();
        assert_eq!(found.left_out.places, [[113.9, 34.7]]);
        let gap = &found.gaps[0];
        assert_eq!((gap.people, gap.elders), (300, 100));
        assert!((gap.lon - 113.85).abs() < 0.001 && (gap.lat - 34.61).abs() < 0.001);
        let areas = found.areas.unwrap();
        let minutes: Vec<_> = areas.features.iter().map(|f| f.properties["minutes"].clone()).collect();
        assert_eq!(minutes, [json!(15), json!(5)]);
        assert!(areas.features.iter().all(|f| f.geometry["type"] == "MultiPolygon"));
        question.parts = vec![];
        let found = coverage(&town.planner, question, CN).await.unwrap();
        assert!(found.left_out.places.is_empty());
        assert!(found.gaps.is_empty() && found.areas.is_none() && found.centers.is_empty());
        assert_eq!(found.bands[0].people, 150);
    }

    async fn opening_hours_count_at_a_time(t: Test) {
        let town = Town::build(t).await;
        let mut question = town.question().await;
        for (weekday, time, people, on) in [
            (1, "10:00", 150, "2026-03-02"),
            (1, "17:00", 50, "2026-03-02"),
            (7, "10:00", 50, "2026-03-08"),
        ] {
            question.at = Some(serde_json::from_value(json!({"weekday": weekday, "time": time})).unwrap());
            let found = coverage(&town.planner, question.clone(), CN).await.unwrap();
            assert_eq!((found.bands[0].people, found.on.unwrap().to_string()), (people, on.to_owned()));
        }
    }

    async fn only_centers_with_a_service_count(t: Test) {
        let town = Town::build(t).await;
        let question = town.question().await;
        for (service, people) in [("党员之家", 150), ("day_care", 0)] {
            let service = Line::new(service).ok();
            let asked = Question { service, ..question.clone() };
            let found = coverage(&town.planner, asked, CN).await.unwrap();
            assert_eq!(found.bands[0].people, people);
        }
    }

    async fn a_site_on_trial_and_a_closing_change_what_is_covered(t: Test) {
        let town = Town::build(t).await;
        let mut question = town.question().await;
        question.sites = vec![serde_json::from_value(site("new", 0, 10)).unwrap()];
        let found = coverage(&town.planner, question.clone(), CN).await.unwrap();
        assert_eq!(found.bands[0].people, 450);
        let new = found.centers.iter().find(|c| c.site).unwrap();
        assert_eq!((new.key.as_str(), new.people[0], new.load), ("new", 300, 340));
        question.close = vec![town.west];
        let found = coverage(&town.planner, question.clone(), CN).await.unwrap();
        assert_eq!(found.bands[0].people, 350);
        let west = found.centers.iter().find(|c| c.center == Some(town.west)).unwrap();
        assert!(!west.open && west.load == 0 && west.people[0] == 100);
    }

    async fn an_odd_question_names_its_field(t: Test) {
        let town = Town::build(t).await;
        let question = town.question().await;
        let ask = async |q: Question| refused(coverage(&town.planner, q, CN).await);
        let minutes = |minutes: &[u32]| Question { minutes: minutes.to_vec(), ..question.clone() };
        assert_eq!(ask(minutes(&[])).await, "minutes required");
        assert_eq!(ask(minutes(&[5, 61])).await, "minutes.1 out_of_range");
        assert_eq!(ask(minutes(&[0])).await, "minutes.0 out_of_range");
        assert_eq!(ask(minutes(&[1, 2, 3, 4, 5, 6, 7])).await, "minutes too_many");
        let site: Site = serde_json::from_value(site("a", 0, 0)).unwrap();
        let sites = |sites: Vec<Site>| Question { sites, ..question.clone() };
        let nan = Site { lon: f64::NAN, ..site.clone() };
        assert_eq!(ask(sites(vec![nan])).await, "sites.0.lon out_of_range");
        assert_eq!(ask(sites(vec![site.clone(), site.clone()])).await, "sites.1.key taken");
        let population = t.some_id().into();
        let unknown = Question { population, ..question.clone() };
        assert_eq!(ask(unknown).await, "population unknown");
        let network = t.some_id().into();
        let gone = coverage(&town.planner, Question { network, ..question }, CN).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
    }

    async fn plans_are_laid_beside_today(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await;
        let comparing = Comparing {
            network: scenario.network,
            population: scenario.population,
            profile: Walker::Adult,
            minutes: vec![5, 15],
            at: None,
            service: None,
            scenarios: vec![scenario.id],
        };
        let found = comparison(&town.manager, comparing, CN).await.unwrap();
        let [today, plan] = &found.plans[..] else { panic!("{found:?}") };
        assert!(today.scenario.is_none() && today.name.is_none() && today.people_gained == 0);
        assert_eq!((plan.scenario, plan.name.as_deref()), (Some(scenario.id), Some("方案A")));
        assert_eq!((plan.people_gained, plan.elders_gained), (340, 100));
        assert_eq!(plan.cost, Some(2_000_000));
        assert_eq!(plan.cost_per_person, Some(5_882.0));
        assert!(plan.minutes_saved > 340.0 * 25.0, "{}", plan.minutes_saved);
        assert!(plan.mean_minutes.unwrap() < today.mean_minutes.unwrap());
        let keys: Vec<_> = plan.centers.iter().map(|c| (c.name.as_str(), c.site, c.load)).collect();
        assert_eq!(keys, [("east", false, 50), ("west", false, 100), ("n1", true, 300), ("n2", true, 40)]);
    }

    async fn a_street_has_five_or_says_what_it_lacks(t: Test) {
        let town = Town::build(t).await;
        let region = town.district;
        let five = town.manager.ask(ShowFive { region, language: CN }).await.unwrap();
        let [street] = &five.items[..] else { panic!("{five:?}") };
        let missing = street.slots.iter().filter(|s| s.status == FiveStatus::Missing).count();
        assert_eq!((street.name.as_str(), missing, street.complete), ("兰园街道", 4, false));
        let sister = |kind: &str| SisterFacility { kind: Line::new(kind).unwrap(), name: None };
        let kinds = ["farmers_market", "community_hospital", "elder_care_center", "childcare_center"];
        let add = async |status| {
            let mut facts =
                CenterFacts::new(Level::Community, town.street, Names::zh_cn("竹园"), status);
            facts.sister_facilities = kinds.map(sister).to_vec();
            t.system().run(PutCenter::new(key("zhuyuan"), facts)).await.unwrap();
            town.manager.ask(ShowFive { region, language: CN }).await.unwrap()
        };
        let coming = add(Status::Building).await;
        assert!(coming.items[0].slots[1..].iter().all(|s| s.status == FiveStatus::Coming));
        let there = add(Status::Open).await;
        assert!(there.items[0].complete && there.complete == 1);
    }

    async fn estates_with_a_station_are_counted(t: Test) {
        let town = Town::build(t).await;
        let region = town.district;
        let none = town.manager.ask(ShowEstates { region, language: CN }).await.unwrap();
        assert_eq!((none.estates, none.share), (0, None));
        let act = t.system();
        for name in ["one", "two"] {
            let facts =
                RegionFacts::new(RegionKind::Estate, Some(town.street), Names::zh_cn(name));
            let estate = act.run(PutRegion::new(key(name), facts)).await.unwrap().id;
            if name == "one" {
                let facts =
                    CenterFacts::new(Level::Estate, estate, Names::zh_cn("站"), Status::Open);
                act.run(PutCenter::new(key("station"), facts)).await.unwrap();
            }
        }
        let found = town.manager.ask(ShowEstates { region, language: CN }).await.unwrap();
        assert_eq!((found.estates, found.with_station, found.share), (2, 1, Some(0.5)));
        let stations: Vec<_> = found.items.iter().map(|e| (e.name.as_str(), e.station.is_some())).collect();
        assert_eq!(stations, [("one", true), ("two", false)]);
    }
}

/// Fields of a table or page that only its readers look at are checked by hand; that it holds the
/// centers is checked here.
pub fn lines(text: &str) -> Vec<Vec<String>> {
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    lines.map(|line| line.split(',').map(|c| c.trim_matches('"').to_owned()).collect()).collect()
}

both! { MODULES;
    async fn a_scenario_is_taken_away_as_a_file(t: Test) {
        let town = Town::build(t).await;
        let scenario = town.scenario().await.id;
        let get = async |format| export(&town.manager, scenario, format, CN).await.unwrap();
        let map: Value = serde_json::from_str(&get(ExportFormat::Geojson).await.text).unwrap();
        let features = map["features"].as_array().unwrap();
        let of = |kind: &str| features.iter().filter(|f| f["properties"]["kind"] == kind).count();
        assert_eq!((of("area"), of("center"), of("site"), of("gap")), (2, 2, 2, 0));
        let table = get(ExportFormat::Csv).await;
        assert_eq!(table.kind, "text/csv; charset=utf-8");
        let rows = lines(&table.text);
        assert_eq!(rows[0][..3], ["key", "name", "site"]);
        assert_eq!(rows.iter().map(|r| r[1].as_str()).collect::<Vec<_>>(), ["name", "east", "west", "n1", "n2"]);
        assert!(rows.iter().all(|r| r.len() == rows[0].len()));
        let page = get(ExportFormat::Html).await;
        assert!(page.text.starts_with("<!doctype html>") && page.text.contains("方案A"));
    }
}
