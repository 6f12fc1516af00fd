use crate::MODULES;
use crate::town::{Town, facts, fields, key, region};
use lianxin_kernel::{Act, Error, Kind, Names};
use lianxin_places::commands::{PutCenter, PutFeatures, PutRegion, PutRegionFigures};
use lianxin_places::queries::{ListRegions, ShowMap, ShowRegion};
use lianxin_places::*;
use lianxin_testkit::{Test, both, race};
use serde_json::json;

fn figure(key_: &str, as_of: Option<&str>, value: f64) -> RegionFigure {
    let as_of = as_of.map(|text| text.parse().unwrap());
    RegionFigure { key: key(key_), as_of, value, unit: None, source: Some("000-32".into()) }
}

async fn put(
    act: &Act,
    name: &str,
    change: impl FnOnce(&mut PutRegion),
) -> Result<Put<RegionId>, Error> {
    let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("东河"));
    let mut command = PutRegion::new(key(name), facts);
    change(&mut command);
    act.run(command).await
}

type Change = Box<dyn FnOnce(&mut PutRegion)>;

async fn show(t: &Test, id: RegionId) -> Region {
    t.nobody().ask(ShowRegion { id }).await.unwrap()
}

both! { MODULES;
    async fn the_schema_and_the_statements_keep_the_rules(t: Test) {
        assert_eq!(t.lint(), Vec::<String>::new());
    }

    async fn a_region_knows_its_path_and_its_number(t: Test) {
        let town = Town::build(&t.system()).await;
        assert_eq!(town.city.district(), 1);
        assert_eq!(town.district.district(), 2);
        assert_eq!(town.other.district(), 3);
        assert_eq!((town.street.district(), town.center.district()), (2, 2));
        let street = show(t, town.street).await;
        let path: Vec<RegionId> = street.path.iter().map(|r| r.id).collect();
        assert_eq!(path, [town.city, town.district, town.street]);
        let city = show(t, town.city).await;
        assert_eq!(city.children.iter().map(|r| r.id).collect::<Vec<_>>(), [town.district, town.other]);
        assert_eq!(city.build_out, [BuildOut { level: Level::Street, open: 1, building: 0, renovating: 0, planned: 0, closed: 0 }]);
        let all = t.nobody().ask(ListRegions).await.unwrap().items;
        assert_eq!(all.iter().map(|r| r.kind).collect::<Vec<_>>(), [RegionKind::City, RegionKind::District, RegionKind::District, RegionKind::Street]);
        let gone = t.nobody().ask(ShowRegion { id: t.some_id().into() }).await;
        assert!(matches!(gone, Err(Error::NotFound("region"))), "{gone:?}");
    }

    async fn putting_twice_changes_once(t: Test) {
        let act = t.system();
        let first = region(&act, "donghe", RegionKind::District, None).await.unwrap();
        let again = region(&act, "donghe", RegionKind::District, None).await.unwrap();
        assert_eq!((first.changed, again.changed), (Changed::Created, Changed::Same));
        assert_eq!(first.id, again.id);
        let renamed = put(&act, "donghe", |_| ()).await.unwrap();
        assert_eq!((renamed.id, renamed.changed), (first.id, Changed::Updated));
        let shown = show(t, first.id).await;
        assert_eq!(shown.summary.name, Names::zh_cn("东河"));
        assert_eq!(t.audit().await.len(), 3);
    }

    async fn bad_regions_are_refused_by_field(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let before = act.ask(ListRegions).await.unwrap().items.len();
        let long = Names::zh_cn(&"长".repeat(81));
        let cases: [(&str, Change); 9] = [
            ("name too_long", Box::new(|c| c.facts.name = long)),
            ("lat out_of_range", Box::new(|c| (c.facts.lat, c.facts.lon) = (Some(91.0), Some(1.0)))),
            ("lon required", Box::new(|c| c.facts.lat = Some(1.0))),
            ("outline wrong", Box::new(|c| c.facts.outline = Some(json!({"type": "Point", "coordinates": [1, 1]})))),
            ("parent required", Box::new(|c| c.facts.kind = RegionKind::Street)),
            ("number out_of_range", Box::new(|c| c.number = Some(0))),
            ("number taken", Box::new(|c| c.number = Some(1))),
            ("parent wrong", Box::new(move |c| c.facts.parent = Some(town.street))),
            ("parent wrong", Box::new(move |c| c.facts.parent = Some(town.district))),
        ];
        for (expected, change) in cases {
            assert_eq!(fields(put(&act, "new", change).await), [expected]);
        }
        let unknown = t.some_id().into();
        let answer = put(&act, "new", |c| c.facts.parent = Some(unknown)).await;
        assert!(matches!(answer, Err(Error::NotFound("region"))), "{answer:?}");
        let turned = put(&act, "donghe", |c| c.facts.kind = RegionKind::Estate).await;
        assert_eq!(fields(turned), ["parent required"]);
        assert_eq!(act.ask(ListRegions).await.unwrap().items.len(), before);
    }

    async fn a_region_stays_in_its_district(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let moved = region(&act, "liuyin", RegionKind::Street, Some(town.other)).await.unwrap_err();
        assert!(moved.has_reason("places.other_district"), "{moved}");
        let facts = facts(town.other, "柳荫街道党群服务中心");
        let moved = act.run(PutCenter::new(key("liuyin"), facts)).await.unwrap_err();
        assert!(moved.has_reason("places.other_district"), "{moved}");
    }

    race async fn two_who_make_the_same_region_make_one(t: Test) {
        let made = race(12, |n| {
            let act = t.system();
            let name = if n % 2 == 0 { "donghe".to_owned() } else { format!("d-{n}") };
            async move { region(&act, &name, RegionKind::District, None).await.unwrap() }
        }).await;
        let created = made.iter().filter(|p| p.changed == Changed::Created).count();
        assert_eq!(created, 7);
        let mut numbers: Vec<i64> = made.iter().map(|p| p.id.district()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    }

    async fn figures_keep_their_history(t: Test) {
        let act = t.system();
        let region = Town::build(&act).await.district;
        let figures = vec![
            figure("street_centers_open", Some("2022-02"), 12.0),
            figure("street_centers_open", Some("2020-10-22"), 8.0),
            figure("ring_minutes", None, 15.0),
        ];
        let put = |figures| act.run(PutRegionFigures { region, figures });
        assert_eq!(put(figures.clone()).await.unwrap(), [Changed::Created; 3]);
        assert_eq!(put(figures.clone()).await.unwrap(), [Changed::Same; 3]);
        assert_eq!(put(vec![figure("ring_minutes", None, 10.0)]).await.unwrap(), [Changed::Updated]);
        let published = show(t, region).await.published;
        assert_eq!(published.len(), 2);
        assert_eq!((published[0].value, &published[0].as_of), (10.0, &None));
        assert_eq!(published[0].history, []);
        assert_eq!(published[1].value, 12.0);
        let history: Vec<_> = published[1].history.iter().map(|h| (h.as_of.as_str(), h.value)).collect();
        assert_eq!(history, [("2020-10-22", 8.0), ("2022-02", 12.0)]);
        let wild = put(vec![figure("area", None, f64::INFINITY)]).await;
        assert_eq!(fields(wild), ["figures.0.value out_of_range"]);
    }

    async fn the_map_shows_a_region_and_what_is_below(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let ring = json!({"type": "Polygon", "coordinates": [[[113.6, 34.7], [113.7, 34.7], [113.7, 34.8], [113.6, 34.7]]]});
        let mut facts = RegionFacts::new(RegionKind::Street, Some(town.district), Names::zh_cn("柳荫街道"));
        facts.outline = Some(ring.clone());
        act.run(PutRegion::new(key("liuyin"), facts)).await.unwrap();
        let road = json!({"type": "LineString", "coordinates": [[113.6, 34.7], [113.7, 34.7]]});
        let feature = |name: &str, kind| MapFeature { key: key(name), kind, geometry: road.clone() };
        let features = vec![feature("b", FeatureKind::Road), feature("a-b", FeatureKind::Water)];
        let put = |region, features| act.run(PutFeatures { region, features });
        assert_eq!(put(town.street, features.clone()).await.unwrap(), Changed::Created);
        assert_eq!(put(town.street, features.clone()).await.unwrap(), Changed::Same);
        assert_eq!(put(town.other, vec![feature("park", FeatureKind::Green)]).await.unwrap(), Changed::Created);
        let twice = put(town.street, vec![feature("b", FeatureKind::Road), feature("b", FeatureKind::Road)]).await;
        assert_eq!(fields(twice), ["features.1.key taken"]);
        let map = act.ask(ShowMap { region: Some(town.district) }).await.unwrap();
        let kinds: Vec<_> = map.features.iter().map(|f| f.properties["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["region", "water", "road"]);
        assert_eq!(map.features[0].geometry, ring);
        assert_eq!(map.features[0].properties["id"], json!(town.street));
        assert_eq!(act.ask(ShowMap { region: None }).await.unwrap().features.len(), 4);
        let unknown = t.some_id().into();
        assert_eq!(fields(act.ask(ShowMap { region: Some(unknown) }).await), ["region unknown"]);
    }
}
