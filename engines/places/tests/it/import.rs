use crate::MODULES;
use lianxin_kernel::{Act, Error};
use lianxin_places::import::*;
use lianxin_places::queries::*;
use lianxin_places::*;
use lianxin_testkit::{Test, both};
use std::path::Path;

/// A file of the data folder beside the repository; `None` where there is none.
fn data(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let text = std::fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        eprintln!("skipped: there is no ../shared/data/{name}");
    }
    text
}

async fn import(t: &Test, text: &str) -> Report {
    run_network(&t.system(), &network(text).unwrap()).await.unwrap()
}

async fn card(act: &Act, key: &str) -> CenterCard {
    let mut after = None;
    loop {
        let filter = CenterFilter { after, limit: Some(100), ..CenterFilter::default() };
        let page = act.ask(ListCenters { filter }).await.unwrap();
        if let Some(card) = page.items.into_iter().find(|c| c.key.as_str() == key) {
            return card;
        }
        after = Some(page.next.expect("a center with this key"));
    }
}

async fn center(act: &Act, key: &str) -> Center {
    let id = card(act, key).await.id;
    act.ask(ShowCenter { id }).await.unwrap()
}

async fn region(act: &Act, name: &str) -> Region {
    let all = act.ask(ListRegions).await.unwrap().items;
    let id = all.iter().find(|r| r.name.all().any(|n| n == name)).expect(name).id;
    act.ask(ShowRegion { id }).await.unwrap()
}

fn value(region: &Region, key: &str) -> f64 {
    region.published.iter().find(|f| f.key == key).expect(key).value
}

fn lines(report: &Report, outcome: Outcome) -> Vec<String> {
    let chosen = report.lines.iter().filter(|l| l.outcome == outcome);
    chosen.map(|l| format!("{} {}", l.place, l.field.as_deref().unwrap_or("-"))).collect()
}

both! { MODULES;
    async fn the_published_network_of_zhengzhou(t: Test) {
        let Some(text) = data("network/zhengzhou.json") else { return };
        let report = import(t, &text).await;
        assert_eq!(lines(&report, Outcome::Refused), Vec::<String>::new());
        let unknown = ["fenghuangtai published_activity", "duling canteen", "qiyisan care_levels"];
        assert_eq!(lines(&report, Outcome::Unknown), unknown);
        let act = t.nobody();

        let fengchan = center(&act, "fengchan-road").await;
        assert_eq!((fengchan.published.room_count, fengchan.published.area_m2), (Some(46), Some(7350.0)));
        assert_eq!((fengchan.card.rooms, fengchan.registered_rooms), (Some(46), 0));
        assert_eq!((fengchan.published.floors, fengchan.published.area_about), (Some(7), false));
        assert_eq!((fengchan.published.service_items, &fengchan.card.address, &fengchan.operator), (None, &None, &None));
        let half: Vec<_> = fengchan.figures.iter().map(|f| (f.key.as_str(), f.value, f.period.as_deref())).collect();
        assert_eq!(half, [
            ("service_hours", 2567.0, Some("half_year")),
            ("sessions", 712.0, Some("half_year")),
            ("visits", 100_436.0, Some("half_year")),
        ]);
        assert_eq!(fengchan.history, [StatusSince { status: Status::Open, since: "2021".parse().unwrap() }]);

        let park = center(&act, "sports-park").await;
        assert_eq!(park.opened_on.unwrap().as_str(), "2017-06");
        assert_eq!((park.published.service_items, park.published.service_items_about), (Some(60), true));
        let catchment = park.catchment.unwrap();
        assert_eq!((catchment.people_min, catchment.people_max, catchment.radius_m_min), (Some(115_000), Some(115_000), None));
        let visits = park.figures.iter().find(|f| f.key.as_str() == "total_visits").unwrap();
        assert_eq!((visits.value, visits.about), (1_000_000.0, Precision::Over));
        assert_eq!(park.sister_facilities[1].kind.as_str(), "education_culture_center");

        let duling = center(&act, "duling").await;
        assert_eq!((duling.published.area_m2, duling.published.area_about), (Some(2600.0), true));
        assert_eq!((duling.published.room_count, duling.registered_rooms, duling.card.rooms), (None, 16, Some(16)));
        let nanyang = center(&act, "nanyang-xincun").await;
        assert_eq!((nanyang.published.room_count, nanyang.registered_rooms), (Some(23), 8));
        assert_eq!((nanyang.free_of_charge, nanyang.brand.as_deref()), (Some(true), Some("连心桥")));
        let qiyisan = center(&act, "qiyisan").await;
        assert_eq!(qiyisan.sister_facilities.len(), 4);
        assert_eq!(center(&act, "guoji-road").await.card.now.reason.unwrap().code, "hours.status");

        let zhengdong = region(&act, "郑东新区").await;
        assert_eq!(value(&zhengdong, "regional_centers_planned"), 33.0);
        assert_eq!(value(&zhengdong, "regional_centers_built"), 7.0);
        assert_eq!(value(&zhengdong, "residential_population_per_center_max"), 60_000.0);
        let jinshui = region(&act, "金水区").await;
        assert_eq!(value(&jinshui, "street_centers_building"), 5.0);
        let open = jinshui.published.iter().find(|f| f.key == "street_centers_open").unwrap();
        assert_eq!((open.value, open.as_of.as_ref().unwrap().as_str()), (12.0, "2022-02"));
        let history: Vec<_> = open.history.iter().map(|h| (h.as_of.as_str(), h.value)).collect();
        assert_eq!(history, [("2020-10-22", 8.0), ("2022-02", 12.0)]);
        let counted = jinshui.build_out.iter().find(|b| b.level == Level::Street).unwrap();
        assert_eq!((counted.open, counted.building), (4, 1));

        let again = import(t, &text).await;
        assert_eq!(lines(&again, Outcome::Took), Vec::<String>::new());
        assert_eq!(again.count(Outcome::Same), report.count(Outcome::Took));
    }

    async fn the_published_network_of_jincheng_and_shuangliao(t: Test) {
        let Some(text) = data("network/jincheng-shuangliao.json") else { return };
        let report = import(t, &text).await;
        assert_eq!(lines(&report, Outcome::Refused), Vec::<String>::new());
        let unknown = lines(&report, Outcome::Unknown);
        for field in ["jincheng system", "jincheng ten_haves", "donghua canteen", "xinbei program"] {
            assert!(unknown.contains(&field.to_owned()), "{field}: {unknown:?}");
        }
        assert_eq!(report.on("jinyang").filter(|l| l.why.is_some() && l.field.as_deref() == Some("status")).count(), 1);
        let act = t.nobody();
        let jincheng = region(&act, "晋城市").await;
        assert_eq!(value(&jincheng, "county_centers"), 4.0);
        assert_eq!(jincheng.published[0].as_of, None);
        assert_eq!(center(&act, "jinyang").await.published, Published::default());
        let again = import(t, &text).await;
        assert_eq!(lines(&again, Outcome::Took), Vec::<String>::new());
    }

    async fn the_published_holidays(t: Test) {
        for year in ["2024", "2025", "2026"] {
            let Some(text) = data(&format!("holidays/{year}.json")) else { return };
            let file = holidays(&text).unwrap();
            let first = run_holidays(&t.system(), &file).await.unwrap();
            assert_eq!(lines(&first, Outcome::Took), [format!("{year} -")]);
        }
        for year in ["2024", "2025", "2026"] {
            let file = holidays(&data(&format!("holidays/{year}.json")).unwrap()).unwrap();
            let second = run_holidays(&t.system(), &file).await.unwrap();
            assert_eq!(lines(&second, Outcome::Same), [format!("{year} -")]);
        }
    }

    async fn what_people_entered_stays(t: Test) {
        let text = r#"{"places": [{"key": "a", "kind": "city", "name": {"zh-CN": "甲"}}],
          "centres": [{"key": "c", "level": "post", "place": "a", "name": {"zh-CN": "站"}, "status": "open", "rooms_named": ["琴房"]}]}"#;
        import(t, text).await;
        let act = t.system();
        let id = card(&act, "c").await.id;
        let room = act.ask(ListRooms { center: id }).await.unwrap().items.remove(0);
        let facts = RoomFacts { floor: Some(lianxin_kernel::Line::new("3").unwrap()), ..room.facts };
        act.run(commands::PutRoom::new(id, facts)).await.unwrap();
        let status = commands::ChangeCenterStatus { center: id, status: Status::Closed, since: "2026-01".parse().unwrap() };
        act.run(status).await.unwrap();
        let report = import(t, &text.replace(r#""status": "open", "#, r#""phone": "0371-1", "#)).await;
        assert_eq!(lines(&report, Outcome::Took), ["c -"]);
        let shown = center(&act, "c").await;
        assert_eq!((shown.card.status, shown.card.phone.as_deref()), (Status::Closed, Some("0371-1")));
        let room = act.ask(ListRooms { center: id }).await.unwrap().items.remove(0);
        assert_eq!(room.facts.floor.unwrap().as_str(), "3");
    }

    async fn a_whole_file_in_the_wider_form(t: Test) {
        let text = r#"{"as_of": "2026", "places": [
          {"key": "s", "kind": "street", "parent": "d", "name": {"zh-CN": "街"}, "outline": {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]},
           "features": [{"key": "r", "kind": "road", "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}]},
          {"key": "d", "kind": "district", "number": 310, "name": {"zh-CN": "区"}, "plan": {"ring_minutes": 15}}],
         "centers": [{"key": "c", "level": "street", "place": "s", "name": {"zh-CN": "中心"}, "status": "open", "opened": "2020",
           "history": [{"status": "building", "since": "2018-05"}],
           "rooms": [{"name": {"zh-CN": "舞蹈室"}, "kind": "dance", "floor": "2", "capacity": 40, "equipment": ["镜子"]}, {"name": {"zh-CN": "未知"}, "kind": "moon_base"}],
           "hours": [{"valid_from": "2026-01-01", "week": [{"weekdays": [1, 2], "from": "08:30", "to": "24:00"}], "holidays": {"rule": "closed"}}]}]}"#;
        let report = import(t, text).await;
        assert_eq!(lines(&report, Outcome::Refused), Vec::<String>::new());
        assert_eq!(lines(&report, Outcome::Unknown), ["c rooms.1.kind"]);
        let act = t.nobody();
        let shown = center(&act, "c").await;
        assert_eq!(shown.card.id.0.district(), 310);
        assert_eq!(shown.card.now.state, Openness::Open);
        assert_eq!(shown.history.iter().map(|h| h.status).collect::<Vec<_>>(), [Status::Building, Status::Open]);
        let rooms = act.ask(ListRooms { center: shown.card.id }).await.unwrap().items;
        assert_eq!(rooms.iter().map(|r| r.facts.kind).collect::<Vec<_>>(), [Some(RoomKind::Dance), None]);
        assert_eq!(act.ask(ShowMap { region: None }).await.unwrap().features.len(), 2);
        let again = import(t, text).await;
        assert_eq!(lines(&again, Outcome::Took), Vec::<String>::new());
    }

    async fn bad_lines_are_refused_one_by_one(t: Test) {
        let long = "长".repeat(81);
        let text = format!(r#"{{"extra": 1, "places": [5, {{"kind": "city"}},
          {{"key": "Ä", "kind": "city", "name": {{"zh-CN": "甲"}}}},
          {{"key": "x", "parent": "y", "kind": "street", "name": {{"zh-CN": "甲"}}}},
          {{"key": "y", "parent": "x", "kind": "street", "name": {{"zh-CN": "甲"}}}},
          {{"key": "p", "kind": "planet", "name": {{"zh-CN": "甲"}}}},
          {{"key": "a", "kind": "city", "name": {{"zh-CN": "甲"}}, "plan": {{"centres": "many"}}}},
          {{"key": "b", "kind": "city", "name": {{"zh-CN": "𠮷䶮🎎"}}}}],
         "centres": [
          {{"key": "c1", "level": "street", "place": "b", "name": {{"zh-CN": "{long}"}}, "status": "open"}},
          {{"key": "c2", "level": "street", "place": "nowhere", "name": {{"zh-CN": "a\u0000b"}}}},
          {{"key": "c3", "place": "b", "level": "street", "name": {{"zh-CN": "中心"}}, "status": "open", "lat": 95, "lon": 1, "fee": 3}},
          {{"key": "c4", "place": "b", "level": "street", "name": {{"zh-CN": "中心"}}, "status": "open", "opened": "last year", "room_count": "many"}},
          {{"key": "c5", "place": "b", "level": "street", "name": {{"zh-CN": "中心"}}, "status": "open", "hours": [{{"valid_from": "2026-01-02", "valid_to": "2026-01-01", "week": [], "holidays": {{"rule": "closed"}}}}]}}]}}"#);
        let report = import(t, &text).await;
        let refused = lines(&report, Outcome::Refused);
        for line in ["places.0 -", "places.1 key", "Ä key", "x parent", "y parent", "p kind", "a plan.centers", "c1 name",
            "c2 place", "c2 name", "c3 fee", "c4 opened", "c4 room_count", "c5 hours.periods.0.valid_to"] {
            assert!(refused.contains(&line.to_owned()), "{line}: {refused:#?}");
        }
        assert!(report.lines.iter().filter(|l| l.outcome == Outcome::Refused).all(|l| l.why.is_some()));
        assert_eq!(lines(&report, Outcome::Unknown), ["file extra"]);
        let act = t.nobody();
        assert_eq!(act.ask(ListRegions).await.unwrap().items.len(), 1);
        let page = act.ask(ListCenters { filter: CenterFilter::default() }).await.unwrap();
        assert_eq!(page.items.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(), ["c5"]);
    }

    async fn what_is_no_file_is_an_error(t: Test) {
        for text in ["", "[]", "{", "{\"places\": 1}", "{\"as_of\": \"soon\"}", "\u{0}"] {
            assert!(matches!(network(text), Err(Error::Invalid(_))), "{text}");
        }
        for text in ["{}", "{\"year\": \"2026\", \"papers\": [], \"days\": []}", "{\"year\": 2026, \"papers\": []}"] {
            assert!(holidays(text).is_err(), "{text}");
        }
        let file = holidays(r#"{"year": 2026, "papers": [], "days": [{"date": "2026-02-30", "name": "x", "isOffDay": true}]}"#).unwrap();
        let report = run_holidays(&t.system(), &file).await.unwrap();
        assert_eq!(lines(&report, Outcome::Refused), ["2026 papers", "2026 days.0.date"]);
    }

    async fn an_import_needs_the_right_to_it(t: Test) {
        let file = network(r#"{"places": [{"key": "a", "kind": "city", "name": {"zh-CN": "甲"}}]}"#).unwrap();
        let nobody = run_network(&t.nobody(), &file).await;
        assert!(matches!(nobody, Err(Error::SignIn)), "{nobody:?}");
        let report = run_network(&t.person_act(t.some_id(), &[]), &file).await.unwrap();
        assert_eq!(lines(&report, Outcome::Refused), ["a -"]);
    }
}
