//! The plan of a district over HTTP, from a map file to a page to print.
use crate::journey::hold;
use crate::world::*;
use lianxin_places::{CenterFacts, Level, Status, commands::PutCenter};
use lianxin_testkit::both;
use serde_json::{Value, json};

fn corner(x: i32, y: i32) -> (f64, f64) {
    let exact = |degrees: f64| (degrees * 1e7).round() / 1e7;
    (exact(113.85 + 0.002 * f64::from(x)), exact(34.59 + 0.002 * f64::from(y)))
}

/// Eleven streets each way, as GeoJSON.
fn streets() -> String {
    let line = |spots: Vec<(f64, f64)>| {
        json!({
            "type": "Feature", "properties": { "highway": "residential" },
            "geometry": { "type": "LineString", "coordinates": spots },
        })
    };
    let along = (0..11).map(|y| line((0..11).map(|x| corner(x, y)).collect()));
    let across = (0..11).map(|x| line((0..11).map(|y| corner(x, y)).collect()));
    let features: Vec<Value> = along.chain(across).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn people() -> String {
    let mut rows = String::from("lon,lat,region,age_0_59,age_60_plus\n");
    for ((x, y), young, old) in [((0, 0), 80, 20), ((0, 10), 200, 100), ((10, 10), 40, 0)] {
        let (lon, lat) = corner(x, y);
        rows += &format!("{lon},{lat},兰园街道,{young},{old}\n");
    }
    rows
}

both! { setup: setup();
    async fn a_district_is_planned_from_file_to_page(t: Test) {
        let world = World::build(t).await;
        let (lon, lat) = corner(0, 0);
        let name = lianxin_kernel::Names::zh_cn("竹园站");
        let mut facts = CenterFacts::new(Level::Community, world.district, name, Status::Open);
        (facts.lon, facts.lat) = (Some(lon), Some(lat));
        t.system().run(PutCenter::new("zhuyuan-2".parse().unwrap(), facts)).await.unwrap();
        let mut b = world.staff("district.manager").await;
        let api = format!("{API}/planning");
        let send = |path: &str| format!("{api}/{path}");

        let bad = b.send("POST", &send("networks?name=x"), Some("no map".into()), None).await.expect(422);
        assert_eq!((bad.body["fields"][0]["field"].as_str(), bad.body["fields"][0]["code"].as_str()), (Some("file"), Some("wrong")));
        let why = bad.body["fields"][0]["values"]["why"].as_str().unwrap();
        assert!(why.contains(".osm.pbf"), "{why}");
        b.send("POST", &send("networks"), Some(streets()), None).await.expect(422);
        let network = b.send("POST", &send("networks?name=%E8%B7%AF%E7%BD%91"), Some(streets()), None).await.expect(201).body;
        assert_eq!((network["name"].as_str(), network["points"].as_u64()), (Some("路网"), Some(121)));
        let people = b.send("POST", &send("populations?name=people"), Some(people()), None).await.expect(201).body;
        assert_eq!(people["people"], json!(440));
        assert_eq!(b.get(&send("networks")).await.expect(200).body["items"], json!([network]));
        assert_eq!(b.get(&send("populations")).await.expect(200).body["items"], json!([people]));

        let map = send(&format!("networks/{}/map", network["id"].as_str().unwrap()));
        let drawn = b.get(&map).await.expect(200);
        assert_eq!(drawn.body["features"][0]["properties"]["kind"], "street");
        assert!(drawn.headers.contains_key("etag"));
        assert_eq!(drawn.headers["cache-control"], "private, max-age=86400");

        let ground = json!({ "network": network["id"], "population": people["id"], "profile": "adult" });
        let mut question = ground.clone();
        question["minutes"] = json!([5, 15]);
        question["parts"] = json!(["areas", "gaps", "regions", "centers"]);
        let covered = b.post(&send("coverage"), question.clone()).await.expect(200).body;
        assert_eq!(covered["bands"][0]["people"], json!(100));
        assert_eq!(covered["regions"][0]["name"], "兰园街道");
        question["minutes"] = json!([99]);
        let odd = b.post(&send("coverage"), question).await.expect(422);
        assert_eq!(odd.body["fields"][0]["field"], "minutes.0");

        let (lon, lat) = corner(0, 10);
        let mut fields = ground.clone();
        fields["name"] = json!("方案A");
        fields["minutes"] = json!([5]);
        fields["sites"] = json!([{ "key": "n", "name": "北", "lon": lon, "lat": lat, "cost": 5_000 }]);
        fields["aim"] = json!({ "kind": "cover_most", "p": 1, "minutes": 5, "seconds": 20 });
        let scenario = b.post(&send("scenarios"), fields).await.expect(201).body;
        let id = scenario["id"].as_str().unwrap();
        let one = send(&format!("scenarios/{id}"));
        assert_eq!(b.get(&one).await.expect(200).body, scenario);
        let run = b.post(&format!("{one}/runs"), json!({})).await.expect(202).body;
        let run = send(&format!("runs/{}", run["id"].as_str().unwrap()));
        let done = loop {
            t.work_jobs().await;
            let shown = b.get(&run).await.expect(200).body;
            if shown["finished_at"].is_string() {
                break shown;
            }
        };
        assert_eq!((&done["answer"]["open"], &done["answer"]["value"]), (&json!(["n"]), &json!(400.0)));
        assert_eq!(b.post(&format!("{run}/cancel"), json!({})).await.expect(409).body["reasons"][0]["code"], "planning.run_is_over");
        let runs = b.get(&format!("{one}/runs")).await.expect(200).body;
        assert_eq!(runs["items"], json!([done]));
        let mut compare = ground;
        compare["minutes"] = json!([5]);
        compare["scenarios"] = json!([id]);
        let compared = b.post(&send("compare"), compare).await.expect(200).body;
        assert_eq!(compared["plans"][1]["people_gained"], json!(300));
        for (format, start) in [("geojson", "{"), ("csv", "\u{FEFF}key,"), ("html", "<!doctype html>")] {
            let file = b.get(&format!("{one}/export?format={format}")).await.expect(200);
            assert!(file.text.starts_with(start), "{format}: {}", &file.text[..80]);
            assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        }
        let mut change = scenario.clone();
        for field in ["id", "plan", "created_at", "changed_at"] {
            change.as_object_mut().unwrap().remove(field);
        }
        change["name"] = json!("方案B");
        let changed = b.send("PUT", &one, Some(change.to_string()), None).await.expect(200).body;
        assert_eq!((&changed["version"], &changed["plan"]), (&json!(2), &json!(["n"])));
        b.send("PUT", &one, Some(change.to_string()), None).await.expect(409);
        b.get(&send("five")).await.expect(200);
        b.get(&send("estates")).await.expect(200);
        b.delete(&send(&format!("networks/{}", network["id"].as_str().unwrap()))).await.expect(409);
        b.delete(&one).await.expect(204);
        b.delete(&send(&format!("networks/{}", network["id"].as_str().unwrap()))).await.expect(204);
        b.delete(&send(&format!("populations/{}", people["id"].as_str().unwrap()))).await.expect(204);

        let mut manager = world.staff("center.manager").await;
        manager.get(&send("networks")).await.expect(200);
        manager.send("POST", &send("networks?name=x"), Some(streets()), None).await.expect(403);
        let mut clerk = world.staff("clerk").await;
        clerk.get(&send("networks")).await.expect(403);
        // Files to take away are not JSON of ours.
        let files = |path: &str| path.contains("/export?");
        world.browser.seen.lock().unwrap().retain(|seen| !files(&seen.path));
        hold(&world);
    }
}
