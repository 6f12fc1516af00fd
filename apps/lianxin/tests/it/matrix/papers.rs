//! The registers of data protection, and the plans: what they hold of everything.
use super::town::*;
use crate::world::{API, Test};
use serde_json::{Value, json};

pub fn assessment() -> Value {
    json!({
        "subject": "活动照片公开", "purposes": ["photos"], "necessity": "只公开同意的照片",
        "risks": [{ "what": "误发", "level": "medium", "measures": "核对", "remaining": "low" }],
        "decision": "可以进行", "next_review": "2026-06-01",
    })
}

pub fn breach() -> Value {
    let n = |text: &str| json!({ "zh-CN": text });
    json!({
        "kinds": n("姓名"), "classes": ["personal"], "people": 2, "cause": n("误发"),
        "harm": n("骚扰"), "measures": n("收回"), "advice": n("留意"), "contact": n("电话"),
    })
}

pub fn provision() -> Value {
    json!({
        "classes": ["personal"], "contact": "电话", "contract": "HT-1", "from": "2026-03-02",
        "kind": "entrusted", "manner": "加密传送", "purpose": "photos", "receiver": "印刷厂",
    })
}

/// Two streets that cross, as GeoJSON.
pub fn streets() -> String {
    let line = |spots: [[f64; 2]; 3]| {
        json!({
            "type": "Feature", "properties": { "highway": "residential" },
            "geometry": { "type": "LineString", "coordinates": spots },
        })
    };
    let features = [
        line([[113.85, 34.59], [113.852, 34.59], [113.854, 34.59]]),
        line([[113.852, 34.588], [113.852, 34.59], [113.852, 34.592]]),
    ];
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

impl Town {
    async fn add(&mut self, word: &'static str, path: &str, body: Value, id: &str) {
        let answer = self.boss.post(&format!("{API}{path}"), body).await;
        assert!(matches!(answer.status, 201 | 202), "{path}: {}", answer.text);
        let id = at(&answer, id);
        self.things.insert(word, id);
    }

    pub async fn privacy(&mut self) {
        let place = self.center;
        let body = json!({ "place": place, "fields": assessment() });
        self.add("assessment", "/desk/privacy/assessments", body, "assessment").await;
        let body = json!({
            "place": place, "found_at": "2026-03-02T00:30:00Z", "fields": breach(),
        });
        self.add("breach", "/desk/privacy/breaches", body, "breach").await;
        let path = format!("{API}/desk/privacy/breaches/{}/people", self.thing("breach"));
        let body = json!({ "persons": [self.thing("person")] });
        self.boss.post(&path, body).await.expect(200);
        let body = json!({ "place": place, "fields": provision() });
        self.add("provision", "/desk/privacy/provisions", body, "provision").await;
        let body = json!({ "kind": "copy", "wish": "全部" });
        let mut person = self.person.clone();
        let asked = person.post(&format!("{API}/me/data/requests"), body).await.expect(201);
        self.things.insert("request", at(&asked, "request"));
        let body = json!({ "given": true, "version": 1 });
        person.post(&format!("{API}/me/consents/photos"), body).await.expect(204);
    }

    pub async fn planning(&mut self, t: &Test) {
        for (word, path, file) in
            [("network", "networks", streets()), ("population", "populations", self.people_table())]
        {
            let path = format!("{API}/planning/{path}?name=x&district={}", self.district);
            let headers = [("content-type", "application/octet-stream")];
            let made = self.boss.raw("POST", &path, &headers, file.into()).await.expect(201);
            self.things.insert(word, at(&made, "id"));
        }
        let path = format!("/planning/scenarios?district={}", self.district);
        self.add("scenario", &path, self.scenario(), "id").await;
        let path = format!("/planning/scenarios/{}/runs", self.thing("scenario"));
        self.add("run", &path, json!({}), "id").await;
        t.work_jobs().await;
    }

    /// Some who live at a corner.
    pub fn people_table(&self) -> String {
        let street = self.street;
        format!("lon,lat,region,age_0_59,age_60_plus\n113.85,34.59,{street},80,20\n")
    }

    pub fn scenario(&self) -> Value {
        json!({
            "name": "方案", "network": self.thing("network"),
            "population": self.thing("population"), "profile": "adult", "minutes": [5, 15],
            "sites": [{ "key": "n1", "name": "n1", "lon": 113.852, "lat": 34.592, "cost": 1000 }],
            "aim": { "kind": "cover_most", "p": 1, "minutes": 5, "seconds": 1 },
        })
    }
}
