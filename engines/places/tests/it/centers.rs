use crate::MODULES;
use crate::town::{Town, center, facts, fields, key};
use lianxin_db::{Id, Look, Tx};
use lianxin_kernel::{Error, Language, Names};
use lianxin_places::commands::{ChangeCenterStatus, PutCenter, PutHours, PutRoom};
use lianxin_places::queries::{CenterFilter, ListCenters, ListRooms, ShowCenter};
use lianxin_places::*;
use lianxin_testkit::{Test, both, race};

async fn keys(t: &Test, filter: CenterFilter) -> Vec<String> {
    let page = t.nobody().ask(ListCenters { filter }).await.unwrap();
    page.items.iter().map(|card| card.key.to_string()).collect()
}

/// Three more centers: north, further north, and one whose place is not known.
async fn more(t: &Test, town: &Town) {
    let act = t.system();
    let mut north = facts(town.other, "熊儿河路党群服务中心");
    north.name = north.name.with(Language::En, "Xiong'er River Road");
    north.lat = Some(34.76);
    north.level = Level::Regional;
    center(&act, "xionger", north).await;
    let mut far = facts(town.district, "云台社区党群服务中心");
    (far.lat, far.level, far.status) = (Some(34.80), Level::Community, Status::Building);
    center(&act, "yuntai", far).await;
    let mut lost = facts(town.district, "南门社区党群服务中心");
    (lost.lat, lost.lon, lost.level) = (None, None, Level::Community);
    center(&act, "nanmen", lost).await;
}

struct Ask(Id);

impl Look for Ask {
    type Out = (Option<PlaceRef>, Vec<CenterRef>);
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out, Error> {
        let centers = centers_below(tx, self.0).await?;
        let mut ids: Vec<CenterId> = centers.iter().map(|center| center.id).collect();
        ids.sort_unstable();
        assert_eq!(center_ids_below(tx, self.0).await?, ids);
        Ok((place(tx, self.0).await?, centers))
    }
}

both! { MODULES;
    async fn what_is_not_published_is_null(t: Test) {
        let town = Town::build(&t.system()).await;
        let shown = t.nobody().ask(ShowCenter { id: town.center }).await.unwrap();
        assert_eq!(shown.published, Published::default());
        assert_eq!((shown.card.rooms, shown.registered_rooms), (None, 0));
        assert_eq!((shown.free_of_charge, &shown.catchment, &shown.opened_on), (None, &None, &None));
        assert_eq!(shown.card.now.state, Openness::Unknown);
        assert_eq!(shown.week.len(), 7);
        assert_eq!(shown.region_path.len(), 3);
        assert!(shown.history.is_empty() && shown.figures.is_empty());
        let gone = t.nobody().ask(ShowCenter { id: t.some_id().into() }).await;
        assert!(matches!(gone, Err(Error::NotFound("center"))), "{gone:?}");
    }

    async fn lists_are_sifted_and_sorted(t: Test) {
        let town = Town::build(&t.system()).await;
        more(t, &town).await;
        let filter = CenterFilter::default;
        assert_eq!(keys(t, filter()).await, ["xionger", "liuyin", "yuntai", "nanmen"]);
        let q = |text: &str| CenterFilter { q: Some(text.into()), ..filter() };
        assert_eq!(keys(t, q("熊兒河路")).await, ["xionger"]);
        assert_eq!(keys(t, q("xionger RIVER")).await, ["xionger"]);
        assert_eq!(keys(t, q("雲臺")).await, ["yuntai"]);
        assert_eq!(keys(t, q("黨群 柳蔭")).await, ["liuyin"]);
        assert_eq!(keys(t, q("%")).await, [""; 0]);
        assert_eq!(keys(t, CenterFilter { region: Some(town.district), ..filter() }).await, ["liuyin", "yuntai", "nanmen"]);
        assert_eq!(keys(t, CenterFilter { level: Some(Level::Regional), ..filter() }).await, ["xionger"]);
        assert_eq!(keys(t, CenterFilter { status: Some(Status::Building), ..filter() }).await, ["yuntai"]);
        let near = CenterFilter { lat: Some(34.77), lon: Some(113.66), ..filter() };
        let page = t.nobody().ask(ListCenters { filter: near }).await.unwrap();
        let found: Vec<_> = page.items.iter().map(|c| (c.key.as_str(), c.meters)).collect();
        assert_eq!(found, [("xionger", Some(1112)), ("liuyin", Some(2224)), ("yuntai", Some(3336)), ("nanmen", None)]);
    }

    async fn bad_filters_are_refused(t: Test) {
        let unknown = t.some_id().into();
        let filter = CenterFilter::default;
        for (filter, expected) in [
            (CenterFilter { q: Some("长".repeat(81)), ..filter() }, "q too_long"),
            (CenterFilter { region: Some(unknown), ..filter() }, "region unknown"),
            (CenterFilter { lat: Some(1.0), ..filter() }, "lon required"),
            (CenterFilter { lat: Some(1.0), lon: Some(181.0), ..filter() }, "lon out_of_range"),
            (CenterFilter { limit: Some(101), ..filter() }, "limit out_of_range"),
            (CenterFilter { after: Some("W10".into()), ..filter() }, "after unknown"),
        ] {
            assert_eq!(fields(t.nobody().ask(ListCenters { filter }).await), [expected]);
        }
    }

    async fn pages_hold_every_center_once(t: Test) {
        let town = Town::build(&t.system()).await;
        more(t, &town).await;
        for position in [None, Some((34.77, 113.66))] {
            let (mut seen, mut after) = (vec![], None);
            loop {
                let (lat, lon) = position.unzip();
                let filter = CenterFilter { lat, lon, after, limit: Some(1), ..CenterFilter::default() };
                let page = t.nobody().ask(ListCenters { filter }).await.unwrap();
                seen.extend(page.items.into_iter().map(|c| c.key.to_string()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 4, "{seen:?}");
            assert_eq!(seen[3], "nanmen");
        }
    }

    async fn only_the_open_ones(t: Test) {
        let town = Town::build(&t.system()).await;
        more(t, &town).await;
        let open = || CenterFilter { open_now: Some(true), ..CenterFilter::default() };
        assert_eq!(keys(t, open()).await, [""; 0]);
        let (nine, noon) = ("09:00".parse().unwrap(), "12:00".parse().unwrap());
        let period = Period::weekly("2026-01-01".parse().unwrap(), &[1], nine, noon);
        let put = PutHours { center: town.center, periods: vec![period] };
        t.system().run(put).await.unwrap();
        assert_eq!(keys(t, open()).await, ["liuyin"]);
        t.clock.forward(lianxin_kernel::Span::hours(3));
        assert_eq!(keys(t, open()).await, [""; 0]);
    }

    async fn putting_a_center_twice_changes_once(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let mut put = PutCenter::new(key("new"), facts(town.street, "新"));
        put.facts.opened_on = Some("2021".parse().unwrap());
        put.facts.published.area_m2 = Some(7350.5);
        let visits = CenterFigure { key: key("total_visits"), value: 1e6, about: Precision::Over, as_of: None, period: None };
        put.figures.push(visits.clone());
        let before = t.audit().await.len();
        let first = act.run(put.clone()).await.unwrap();
        assert_eq!(first.changed, Changed::Created);
        assert_eq!(act.run(put.clone()).await.unwrap(), Put { id: first.id, changed: Changed::Same });
        put.figures[0].value = 2e6;
        assert_eq!(act.run(put.clone()).await.unwrap().changed, Changed::Updated);
        put.facts.brand = Some(lianxin_kernel::Line::new("连心桥").unwrap());
        assert_eq!(act.run(put).await.unwrap().changed, Changed::Updated);
        let shown = act.ask(ShowCenter { id: first.id }).await.unwrap();
        assert_eq!(shown.figures, [CenterFigure { value: 2e6, ..visits }]);
        assert_eq!(shown.history, [StatusSince { status: Status::Open, since: "2021".parse().unwrap() }]);
        assert_eq!(shown.published.area_m2, Some(7350.5));
        assert_eq!(shown.brand.as_deref(), Some("连心桥"));
        assert_eq!(t.audit().await.len(), before, "the audit is that of the center's district");
    }

    async fn rare_characters_are_kept_and_long_names_refused(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let id = center(&act, "rare", facts(town.street, "𠮷䶮🎎")).await;
        let shown = act.ask(ShowCenter { id }).await.unwrap();
        assert_eq!(shown.card.name, Names::zh_cn("𠮷䶮🎎"));
        assert_eq!(keys(t, CenterFilter { q: Some("䶮".into()), ..CenterFilter::default() }).await, ["rare"]);
        let mut bad = facts(town.street, &"𠮷".repeat(81));
        bad.published.floors = Some(-1);
        bad.published.area_m2 = Some(f64::NAN);
        bad.catchment = Some(Catchment { people_min: Some(2), people_max: Some(1), ..Catchment::default() });
        let answer = act.run(PutCenter::new(key("bad"), bad)).await;
        let expected = ["name too_long", "published.area_m2 out_of_range", "published.floors out_of_range", "catchment.people_max before_start"];
        assert_eq!(fields(answer), expected);
        for text in ["{\"zh-CN\": \"a\\u0000b\"}", "{\"zh-CN\": \"a\\u202eb\"}", "{\"zh-CN\": \" \"}"] {
            assert!(serde_json::from_str::<Names>(text).is_err(), "{text}");
        }
    }

    async fn a_status_changes_with_its_history(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let change = |status, since: &str| {
            let since = since.parse().unwrap();
            act.run(ChangeCenterStatus { center: town.center, status, since })
        };
        assert_eq!(change(Status::Open, "2024").await.unwrap(), Changed::Same);
        assert_eq!(change(Status::Renovating, "2025-06").await.unwrap(), Changed::Updated);
        assert_eq!(fields(change(Status::Open, "2025-05-31").await), ["since before_start"]);
        assert_eq!(fields(change(Status::Open, "2026-03-03").await), ["since out_of_range"]);
        assert_eq!(change(Status::Open, "2026-03-02").await.unwrap(), Changed::Updated);
        let shown = act.ask(ShowCenter { id: town.center }).await.unwrap();
        let history: Vec<_> = shown.history.iter().map(|h| (h.status, h.since.as_str())).collect();
        assert_eq!(history, [(Status::Renovating, "2025-06"), (Status::Open, "2026-03-02")]);
    }

    race async fn a_center_has_at_most_200_rooms(t: Test) {
        let act = t.system();
        let center = Town::build(&act).await.center;
        let room = |n: usize| PutRoom::new(center, RoomFacts::named(Names::zh_cn(&format!("房{n}"))));
        for n in 0..197 {
            act.run(room(n)).await.unwrap();
        }
        let made = race(8, |n| {
            let (act, room) = (act.clone(), room(197 + n));
            async move { act.run(room).await.is_ok() }
        }).await;
        assert_eq!(made.iter().filter(|ok| **ok).count(), 3);
        assert_eq!(fields(act.run(room(900)).await), ["center too_many"]);
        assert_eq!(act.run(room(5)).await.unwrap().changed, Changed::Same);
        let rooms = act.ask(ListRooms { center }).await.unwrap().items;
        assert_eq!(rooms.len(), 200);
        assert_eq!(rooms[3].facts.name, Names::zh_cn("房3"));
        assert_eq!(act.ask(ShowCenter { id: center }).await.unwrap().card.rooms, Some(200));
    }

    async fn other_parts_find_places_by_id(t: Test) {
        let town = Town::build(&t.system()).await;
        more(t, &town).await;
        let ask = async |id: Id| t.app.db().look(&Ask(id)).await.unwrap();
        let (place, below) = ask(town.center.0).await;
        let place = place.unwrap();
        assert_eq!((place.kind, place.district), (PlaceKind::Center, 2));
        assert_eq!(place.path, [town.center.0, town.street.0, town.district.0, town.city.0]);
        assert_eq!(below.len(), 1);
        assert_eq!(below[0].scope().path, place.path);
        let (place, below) = ask(town.district.0).await;
        assert_eq!(place.unwrap().path, [town.district.0, town.city.0]);
        let found: Vec<_> = below.iter().map(|c| c.key.as_str()).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(!found.contains(&"xionger"));
        let (place, below) = ask(t.some_id()).await;
        assert!(place.is_none() && below.is_empty());
    }
}
