//! One of everything that a path can name.
use super::town::*;
use crate::world::{API, Answer, Browser, Test, wish};
use lianxin_kernel::Role;
use serde_json::{Value, json};

async fn post(b: &mut Browser, path: &str, body: Value) -> Answer {
    let answer = b.post(&format!("{API}{path}"), body).await;
    assert!((200..300).contains(&answer.status), "{path}: {}", answer.text);
    answer
}

async fn get(b: &mut Browser, path: &str) -> Answer {
    b.get(&format!("{API}{path}")).await.expect(200)
}

impl Town {
    fn keep(&mut self, word: &'static str, id: String) {
        self.things.insert(word, id);
    }

    /// Makes something by a request of whoever has every right, and keeps its id.
    async fn make(&mut self, word: &'static str, path: &str, body: Value, id: &str) -> Answer {
        let answer = post(&mut self.boss, path, body).await;
        self.keep(word, at(&answer, id));
        answer
    }

    async fn someone(
        &mut self,
        word: &'static str,
        name: &str,
        phone: Option<&str>,
        born: &str,
    ) -> Answer {
        let body = json!({
            "name": name, "phone": phone, "birth_date": born, "home_center": self.center,
            "language": "zh-CN",
        });
        self.make(word, "/desk/people", body, "person").await
    }

    pub async fn furnish(&mut self, t: &Test) {
        self.people(t).await;
        self.family().await;
        self.rights(t).await;
        self.organization(t).await;
        self.activities(t).await;
        self.calendar().await;
        self.bookings().await;
        self.rounds().await;
        self.privacy().await;
        self.planning(t).await;
    }

    async fn people(&mut self, t: &Test) {
        self.someone("person", PERSON, Some(PHONE), BORN).await;
        self.someone("child", NAMES[1], None, "2016-11-19").await;
        self.someone("spouse", NAMES[2], Some("13877772072"), "1953-02-03").await;
        self.someone("other", NAMES[3], Some("13877772073"), "1960-02-03").await;
        let delegate =
            self.someone("delegate person", NAMES[4], Some("13877772074"), "1980-02-03").await;
        self.keep("card", at(&delegate, "card_code"));
        self.someone("kept", NAMES[5], None, "1970-02-03").await;
        self.someone("merged", NAMES[5], None, "1970-02-03").await;
        self.someone("twin", NAMES[6], None, "1971-02-03").await;
        self.someone("guest", NAMES[7], None, "1972-02-03").await;
        let path = format!("/desk/people/{}/merge", self.thing("kept"));
        let body = json!({ "merged": self.thing("merged") });
        self.make("merge", &path, body, "merge").await;
        self.person = self.resident(PHONE).await;
        t.clock.forward(lianxin_kernel::Span::minutes(2));
        self.resident(PHONE).await;
        let signed = get(&mut self.person, "/me/sign-ins").await;
        let here = |one: &&Value| one["here"] != json!(true);
        let other = signed.body["items"].as_array().unwrap().iter().find(here);
        self.keep("sign-in", other.unwrap()["id"].as_str().unwrap().to_owned());
    }

    async fn family(&mut self) {
        let path = format!("/desk/people/{}", self.thing("person"));
        post(&mut self.boss, &format!("{path}/household"), json!({ "address": "幸福路 3 号" }))
            .await;
        let body = json!({ "person": self.thing("spouse"), "relation": "spouse" });
        post(&mut self.boss, &format!("{path}/household/members"), body).await;
        let child = format!("/desk/people/{}", self.thing("child"));
        let body = json!({
            "guardian": self.thing("person"), "relation": "father", "evidence": "birth_certificate",
        });
        post(&mut self.boss, &format!("{child}/guardians"), body).await;
        let linked = get(&mut self.boss, &format!("{child}/guardians")).await;
        self.keep("link", at(&linked, "items.0.id"));
        let body = json!({ "name": "张邻居", "phone": "13812342071" });
        self.make("pick_up", &format!("{child}/pick-up-persons"), body, "id").await;
        let body = json!({ "card": self.thing("card") });
        let mut person = self.person.clone();
        post(&mut person, "/me/delegates", body).await;
        let listed = get(&mut person, "/me/delegates").await;
        self.keep("delegate", at(&listed, "items.0.id"));
        let body = json!({ "kind": "volunteer", "place": self.center });
        let standing = post(&mut person, "/me/standings", body).await;
        self.keep("standing", at(&standing, "id"));
        let body =
            json!({ "kind": "party_member", "place": self.center, "consent": "signed_form" });
        self.make("sensitive standing", &format!("{path}/standings"), body, "id").await;
        post(&mut person, "/me/residency", json!({})).await;
        let body = json!({ "words": ["hearing"], "note": "助听器" });
        let path = format!("{API}{path}/needs");
        self.boss.send("PUT", &path, Some(body.to_string()), None).await.expect(204);
    }

    async fn rights(&mut self, t: &Test) {
        let staff = self.hire(t, "colleague", Role::Clerk, self.center).await;
        let deputy = self.hire(t, "deputy", Role::CenterManager, self.center).await;
        self.keep("colleague", staff.to_string());
        self.keep("deputy person", deputy.to_string());
        let grants = get(&mut self.boss, &format!("/admin/grants?place={}", self.center)).await;
        let of = |id: &str| {
            let all = grants.body["items"].as_array().unwrap().iter();
            let one = all.clone().find(|g| g.to_string().contains(id)).unwrap();
            one["grant"].as_str().unwrap().to_owned()
        };
        self.keep("grant", of(&staff.to_string()));
        let body = json!({
            "absent": staff, "deputy": deputy, "from_at": "2026-03-03T01:00:00Z",
            "until_at": "2026-03-05T01:00:00Z",
        });
        self.make("deputy", "/admin/deputies", body, "id").await;
        for (role, above) in [("evening_desk", false), ("night_desk", false), ("inspection", true)]
        {
            let body = json!({
                "role": role, "names": { "zh-CN": role }, "above": above,
                "copy_of": if above { "district_manager" } else { "clerk" },
            });
            post(&mut self.boss, "/admin/roles", body).await;
        }
        post(&mut self.boss, "/admin/roles/night_desk/retire", json!({ "version": 1 })).await;
        let path = format!("/centers/{}/hours/exceptions", self.center);
        let body =
            json!({ "closed": true, "from": "2026-04-01", "to": "2026-04-01", "note": "检修" });
        self.make("exception", &path, body, "id").await;
        let body = json!({ "center": self.center, "name": "大厅" });
        let mut boss = self.boss.clone();
        let kiosk = post(&mut boss, "/desk/kiosks", body).await;
        self.keep("kiosk", at(&kiosk, "id"));
        let list = "name\n濮阳新人\n";
        let path = format!("{API}/desk/imports?center={}", self.center);
        let headers = [("content-type", "text/csv")];
        let import = self.boss.raw("POST", &path, &headers, list.into()).await.expect(201);
        self.keep("import", at(&import, "import"));
        self.keep("hash", at(&import, "hash"));
    }

    async fn organization(&mut self, t: &Test) {
        let body =
            json!({ "kind": "operator", "name": { "zh-CN": "青禾社工" }, "home": self.center });
        self.make("organization", "/desk/organizations", body, "organization").await;
        let path = format!("/desk/organizations/{}", self.thing("organization"));
        let body = json!({ "centers": [self.center], "from": "2026-03-02", "until": "2026-12-31" });
        self.make("contract", &format!("{path}/contracts"), body, "contract").await;
        let body = json!({ "person": self.thing("person"), "role": "manager" });
        post(&mut self.boss, &format!("{path}/members"), body).await;
        let body = json!({ "person": self.thing("kept"), "role": "contact" });
        self.make("member", &format!("{path}/members"), body, "member").await;
        t.work_jobs().await;
        let path = format!("/me/organizations/{}/invitations", self.thing("organization"));
        let mut person = self.person.clone();
        let invited = post(&mut person, &path, json!({ "role": "contact" })).await;
        self.keep("invitation", at(&invited, "code"));
    }

    async fn activities(&mut self, t: &Test) {
        let made = self
            .make("program", "/desk/programs", self.choir("2026-03-10", true), "program.id")
            .await;
        self.keep("session", at(&made, "dates.0.session"));
        self.make("draft", "/desk/programs", self.choir("2026-03-11", false), "program.id").await;
        let session = self.thing("session").to_owned();
        let mut person = self.person.clone();
        let signed = post(&mut person, &format!("/sessions/{session}/sign-ups"), wish(0)).await;
        self.keep("sign-up", at(&signed, "id"));
        t.work_jobs().await;
        let messages = get(&mut person, "/me/messages").await;
        self.keep("message", at(&messages, "items.0.id"));
    }

    async fn calendar(&mut self) {
        let on = |day: &str| json!({ "from": format!("{day}T01:00:00Z"), "to": format!("{day}T03:00:00Z"), "why": "消毒" });
        let path = format!("/desk/rooms/{}/blockings", self.thing("room"));
        self.make("blocking", &path, on("2026-04-07"), "id").await;
        let mut body = on("2026-04-08");
        body["center"] = json!(self.center);
        self.make("closing", "/desk/closings", body, "closing").await;
        let body = json!({
            "center": self.center, "kind": "projector", "name": { "zh-CN": "投影仪" }, "portable": true,
        });
        self.make("item", "/desk/items", body, "id").await;
        let body = json!({ "center": self.center });
        let feed = self.make("feed", "/desk/feeds", body, "id").await;
        let file = at(&feed, "path").rsplit('/').next().map(str::to_owned);
        self.keep("feed file", file.unwrap());
    }

    async fn bookings(&mut self) {
        let path = format!("/desk/rooms/{}/bookings", self.thing("room"));
        let mut body = self.booking("2026-04-10");
        body["person"] = json!(self.thing("person"));
        self.make("booking", &path, body, "id").await;
        let path = format!("/desk/rooms/{}/series", self.thing("room"));
        let mut body = self.weekly("2026-04-15", 960);
        body["person"] = json!(self.thing("person"));
        self.make("series", &path, body, "id").await;
        let path = format!("/desk/items/{}/loans", self.thing("item"));
        let body = json!({
            "person": self.thing("person"), "from": "2026-04-10T01:00:00Z", "to": "2026-04-10T02:00:00Z",
        });
        self.make("loan", &path, body, "id").await;
    }

    pub fn weekly(&self, first: &str, from_minute: i64) -> Value {
        let rule = json!({
            "rule": "FREQ=WEEKLY;COUNT=2", "first": first, "from_minute": from_minute, "minutes": 60,
        });
        json!({ "rule": rule, "people": 8, "title": "茶话会" })
    }

    async fn rounds(&mut self) {
        let path = format!("/desk/centers/{}/rounds", self.center);
        self.make("round", &path, self.season("2026-05-04"), "id").await;
        let path = format!("/desk/rounds/{}", self.thing("round"));
        let block = json!({
            "room": self.thing("room"), "weekday": 2, "from_minute": 540, "to_minute": 660,
        });
        let offered = format!("{API}{path}/blocks");
        let body = json!({ "blocks": [block] }).to_string();
        let shown = self.boss.send("PUT", &offered, Some(body), None).await.expect(200);
        self.keep("block", at(&shown, "blocks.0.id"));
        post(&mut self.boss, &format!("{path}/open"), json!({})).await;
        let wish = format!("{API}{path}/wish?organization={}", self.thing("organization"));
        let body = self.season_wish().to_string();
        self.boss.send("PUT", &wish, Some(body), None).await.expect(204);
        post(&mut self.boss, &format!("{path}/close"), json!({})).await;
        let shared = post(&mut self.boss, &format!("{path}/allocate"), json!({})).await;
        self.keep("award", at(&shared, "clubs.0.awards.0.id"));
        let body = json!({ "organization": self.thing("organization"), "text": "换一天" });
        let path = format!("/rounds/{}/appeals", self.thing("round"));
        let mut person = self.person.clone();
        let appeal = post(&mut person, &path, body).await;
        self.keep("appeal", at(&appeal, "id"));
    }

    pub fn season(&self, first: &str) -> Value {
        json!({
            "name": "春季", "first_day": first, "last_day": "2026-07-26",
            "wishes_until": "2026-04-20T10:00:00Z", "skip_holidays": false,
        })
    }

    pub fn season_wish(&self) -> Value {
        let likes = json!([{ "block": self.thing("block"), "rank": 1 }]);
        json!({ "wanted": 1, "people": 4, "a_day": 1, "likes": likes })
    }

    pub fn booking(&self, day: &str) -> Value {
        let at = |hour: u32| format!("{day}T{hour:02}:00:00Z");
        json!({ "from": at(1), "to": at(2), "people": 8, "title": "茶话会" })
    }

    pub fn choir(&self, date: &str, publish: bool) -> Value {
        json!({
            "center": self.center, "title": { "zh-CN": "合唱团" }, "kind": "arts_group",
            "mode": "on_site", "party_max": 6, "seats_on_site": 5, "sign_up_needed": true,
            "waiting_list": true, "room": self.thing("room"), "publish": publish,
            "series": { "kind": "once", "date": date, "from": "09:30", "to": "11:00" },
        })
    }
}
