//! The endpoints of rights and organizations.
use crate::world::*;
use lianxin_kernel::Role;
use lianxin_people::routes;
use lianxin_testkit::{Browser, both};
use serde_json::{Value, json};

const API: &str = "/api/v1";

async fn browser(t: &Test, login: &str) -> Browser {
    let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
    let body = json!({ "login": login, "password": PASSWORD });
    b.post(&format!("{API}/sign-in/staff"), body).await.expect(200);
    all_strong(t).await;
    b
}

async fn post(b: &mut Browser, path: &str, body: Value, status: u16) -> Value {
    b.post(&format!("{API}{path}"), body).await.expect(status).body
}

async fn get(b: &mut Browser, path: &str) -> Value {
    b.get(&format!("{API}{path}")).await.expect(200).body
}

both! { setup: setup();
    async fn grants_are_given_listed_changed_and_ended(t: Test) {
        let w = world(t).await;
        staff_member(t, "admin", Role::Administrator, w.district).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let mut b = browser(t, "admin").await;
        let body = json!({ "person": id, "role": "clerk", "place": w.north, "until": "2026-12-31" });
        let given = post(&mut b, "/admin/grants", body, 201).await;
        let path = format!("/admin/grants?place={}&below=true&limit=1", w.street);
        let page = get(&mut b, &path).await;
        assert_eq!((&page["items"][0]["grant"], &page["next"]), (&given["grant"], &json!(null)));
        let line = &page["items"][0];
        assert_eq!((&line["name"], &line["kind"], &line["in_force"]), (&json!("李茶"), &json!("standing"), &json!(true)));
        assert_eq!((&line["phase"], &line["at"]["kind"]), (&json!("now"), &json!("center")));
        let path = format!("{API}/admin/grants/{}", given["grant"].as_str().unwrap());
        b.patch(&path, json!({ "until": null, "modules": ["people"] })).await.expect(204);
        let line = get(&mut b, &format!("/admin/grants?place={}", w.north)).await["items"][0].clone();
        assert_eq!((&line["until"], &line["modules"]), (&json!(null), &json!(["people"])));
        let wrong = b.patch(&path, json!({ "until_at": "2026-03-05T00:00:00Z" })).await.expect(422);
        assert_eq!(wrong.body["fields"][0]["field"], "until_at");
        b.post(&format!("{path}/end"), json!({})).await.expect(204);
        b.post(&format!("{path}/end"), json!({})).await.expect(404);
        let body = json!({
            "person": id, "role": "duty_officer", "place": w.south,
            "from_at": "2026-03-02T10:00:00Z", "until_at": "2026-03-02T13:30:00Z",
        });
        post(&mut b, "/admin/duties", body, 201).await;
        let rights = get(&mut b, &format!("/admin/people/{id}/rights?place={}", w.south)).await;
        let find = rights["items"].as_array().unwrap().iter().find(|l| l["permission"] == "people.find").unwrap().clone();
        assert_eq!((&find["decision"]["outcome"], &find["decision"]["reasons"][0]["code"]), (&json!("no"), &json!("people.right_not_now")));
        let mine = get(&mut b, "/me/rights").await;
        assert_eq!(mine["at"], json!(null));
        let boss = staff_member(t, "boss", Role::Clerk, w.north).await;
        let body = json!({ "absent": boss, "deputy": id, "from_at": "2026-03-02T00:00:00Z", "until_at": "2026-03-05T00:00:00Z" });
        let stands_in = post(&mut b, "/admin/deputies", body, 201).await;
        let all = get(&mut b, &format!("/admin/deputies?place={}", w.street)).await;
        assert_eq!((&all["items"][0]["id"], &all["items"][0]["absent_name"]), (&stands_in["id"], &json!("王丽")));
        let path = format!("/admin/deputies/{}/end", stands_in["id"].as_str().unwrap());
        b.post(&format!("{API}{path}"), json!({})).await.expect(204);
    }

    async fn roles_are_edited_with_their_difference(t: Test) {
        let w = world(t).await;
        staff_member(t, "admin", Role::Administrator, w.district).await;
        staff_member(t, "clerk", Role::Clerk, w.north).await;
        let mut b = browser(t, "admin").await;
        let body = json!({ "role": "evening_desk", "names": { "zh-CN": "晚班" }, "copy_of": "clerk" });
        assert_eq!(post(&mut b, "/admin/roles", body.clone(), 201).await["version"], 1);
        assert_eq!(b.post(&format!("{API}/admin/roles"), body).await.expect(422).body["fields"][0]["code"], "taken");
        let roles = get(&mut b, "/admin/roles").await;
        let of = |key: &str| roles["items"].as_array().unwrap().iter().find(|r| r["role"] == key).unwrap().clone();
        assert_eq!((&of("evening_desk")["built_in"], &of("clerk")["version"]), (&json!(false), &json!(0)));
        let mut permissions: Vec<Value> = of("clerk")["permissions"].as_array().unwrap().clone();
        permissions.retain(|p| p != "people.find");
        permissions.push(json!("people.organizations"));
        let edit = json!({ "version": 0, "permissions": permissions });
        let diff = post(&mut b, "/admin/roles/clerk/preview", edit.clone(), 200).await;
        assert_eq!((&diff["gained"], &diff["lost"]), (&json!(["people.organizations"]), &json!(["people.find"])));
        assert_eq!((&diff["people"], &diff["against"]), (&json!(1), &json!([])));
        let path = format!("{API}/admin/roles/clerk");
        assert_eq!(b.patch(&path, edit.clone()).await.expect(200).body["version"], 1);
        assert_eq!(b.patch(&path, edit).await.expect(409).body["reasons"][0]["code"], "people.changed_meanwhile");
        post(&mut b, "/admin/roles/evening_desk/retire", json!({ "version": 1 }), 200).await;
        post(&mut b, "/admin/roles/evening_desk/restore", json!({ "version": 2 }), 200).await;
        b.patch(&format!("{API}/admin/roles/nothing_at_all"), json!({ "version": 0 })).await.expect(404);
        let all = get(&mut b, "/admin/permissions").await;
        assert!(all["items"].as_array().unwrap().iter().any(|p| p["permission"] == "people.grant" && p["names"] == true));
        let mut clerk = browser(t, "clerk").await;
        clerk.get(&format!("{API}/admin/roles")).await.expect(403);
        clerk.get(&format!("{API}/admin/grants?place={}", w.north)).await.expect(403);
    }

    async fn organizations_are_kept_at_the_desk(t: Test) {
        let w = world(t).await;
        staff_member(t, "admin", Role::Administrator, w.district).await;
        let person = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        let mut b = browser(t, "admin").await;
        let body = json!({ "kind": "operator", "name": { "zh-CN": "卓越团队" }, "credit_code": "9144030071526726xg", "home": w.street });
        let made = post(&mut b, "/desk/organizations", body.clone(), 201).await;
        assert_eq!(made["credit_code"], "9144030071526726XG");
        let mut bad = body;
        bad["credit_code"] = json!("9144030071526726XH");
        let wrong = b.post(&format!("{API}/desk/organizations"), bad).await.expect(422);
        assert_eq!((&wrong.body["fields"][0]["field"], &wrong.body["fields"][0]["code"]), (&json!("credit_code"), &json!("wrong")));
        let id = made["organization"].as_str().unwrap().to_owned();
        let path = format!("{API}/desk/organizations/{id}");
        let changed = b.patch(&path, json!({ "contact": "一楼前台", "credit_code": null })).await.expect(200).body;
        assert_eq!((&changed["contact"], &changed["credit_code"]), (&json!("一楼前台"), &json!(null)));
        let body = json!({ "from": "2026-03-01", "until": "2026-12-31", "centers": [w.north], "modules": ["people"] });
        let agreed = post(&mut b, &format!("/desk/organizations/{id}/contracts"), body, 201).await;
        let members = format!("/desk/organizations/{id}/members");
        let added = post(&mut b, &members, json!({ "person": person, "role": "manager" }), 201).await;
        assert_eq!(get(&mut b, &members).await["items"][0]["member"], added["member"]);
        let body = json!({ "person": person, "role": "operator", "place": w.north, "organization": id });
        post(&mut b, "/admin/grants", body, 201).await;
        let shown = get(&mut b, &format!("/desk/organizations/{id}")).await;
        assert_eq!((&shown["contracts"][0]["in_force"], &shown["name"]), (&json!(true), &json!({ "zh-CN": "卓越团队" })));
        let all = get(&mut b, &format!("/desk/organizations?place={}&below=true&kind=operator&q=%E5%8D%93%E8%B6%8A", w.district)).await;
        assert_eq!(all["items"][0]["organization"], json!(id));

        let mut own = browser(t, "wang.li").await;
        assert_eq!(get(&mut own, "/me/organizations").await["items"][0]["role"], "manager");
        let invited = post(&mut own, &format!("/me/organizations/{id}/invitations"), json!({ "role": "contact" }), 201).await;
        let joined = post(&mut b, "/me/organizations/join", json!({ "code": invited["code"] }), 201).await;
        assert_eq!(get(&mut own, &format!("/me/organizations/{id}/members")).await["items"].as_array().unwrap().len(), 2);
        let path = format!("/me/organization-members/{}/end", joined["member"].as_str().unwrap());
        own.post(&format!("{API}{path}"), json!({})).await.expect(204);
        b.post(&format!("{API}/me/organizations/{id}/leave"), json!({})).await.expect(404);
        own.post(&format!("{API}/me/organizations/{id}/leave"), json!({})).await.expect(204);
        own.get(&format!("{API}/me/organizations/{id}/members")).await.expect(404);
        let path = format!("/desk/contracts/{}/end", agreed["contract"].as_str().unwrap());
        let ended = post(&mut b, &path, json!({ "last_day": "2026-03-02" }), 200).await;
        assert_eq!(ended["ended_on"], "2026-03-02");
        b.post(&format!("{API}/desk/organizations/{id}/end"), json!({})).await.expect(204);
        let path = format!("/desk/organization-members/{}/end", added["member"].as_str().unwrap());
        b.post(&format!("{API}{path}"), json!({})).await.expect(404);
    }
}
