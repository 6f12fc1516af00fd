//! What no role overrides: what staff have to do with their own family is marked in the audit, and
//! nobody decides what they asked for or changes what they may do.
use super::asking::requests;
use super::oracle::{Answered, Who, expected};
use super::rows::kept;
use super::town::*;
use crate::shape::Document;
use crate::world::{API, Test};
use lianxin_kernel::{AuditLine, Kind, Role, Span};
use lianxin_people::{AddMember, MemberRelation, PersonId};
use serde_json::json;

/// What someone did about the person of the town, the newest first.
async fn lines_of(t: &Test, town: &Town, who: PersonId) -> Vec<AuditLine> {
    let person: PersonId = town.thing("person").parse().unwrap();
    let mut all = t.about(person.id()).await;
    all.retain(|line| line.who == Some(who.id()));
    all
}

/// Every operation about the person, asked by two of the same role: of one they are family.
#[tokio::test(flavor = "multi_thread")]
async fn staff_do_nothing_with_their_own_household_unmarked() {
    let (setup, watcher) = watched();
    let t = Test::sqlite(setup).await;
    let town = Town::build(&t, watcher).await;
    let role = Role::CenterManager;
    let kin = town.hire(&t, "kin", role, town.center).await;
    let stranger = town.hire(&t, "stranger", role, town.center).await;
    let member = AddMember {
        person: town.thing("person").parse().unwrap(),
        member: kin,
        relation: MemberRelation::Child,
        from: None,
    };
    t.system().run(member).await.unwrap();
    let (kin_browser, stranger_browser) =
        (town.strong(&t, "kin").await, town.strong(&t, "stranger").await);
    let rows = kept();
    let who = Who::Staff(role, Held::Center);
    let (mut faults, mut count) = (vec![], 0);
    for one in requests(&Document::of_this_program(), &town) {
        let row = &rows[&one.name];
        // Of the person themselves, not of what they take part in or asked for.
        let about = one.path.contains(town.thing("person"));
        let reads = one.method == "GET"
            || ["/details", "/needs", "PATCH /api/v1/desk/people/{id}"]
                .iter()
                .any(|end| one.name.ends_with(end));
        if !about || !reads || expected(row, who, true) != Answered::Allowed {
            continue;
        }
        count += 1;
        for (id, browser, marked) in
            [(kin, &kin_browser, true), (stranger, &stranger_browser, false)]
        {
            // Lines of one moment have no order.
            t.clock.forward(Span::seconds(1));
            let before = lines_of(&t, &town, id).await.len();
            let answer = one.by(browser).await;
            assert!(answer.status < 300, "{}: {}", one.name, answer.text);
            let lines = lines_of(&t, &town, id).await;
            let lines = &lines[..lines.len() - before];
            let is = lines.iter().any(|line| line.notes.contains("\"own_household\":true"));
            if is != marked || (marked && lines.is_empty()) {
                faults.push(format!("{} by {id}: {lines:?}", one.name));
            }
        }
    }
    assert!(count > 10, "{count}");
    assert_eq!(faults, Vec::<String>::new());
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_their_own_request_or_changes_their_own_grants() {
    let (setup, watcher) = watched();
    let t = Test::sqlite(setup).await;
    let town = Town::build(&t, watcher).await;
    for role in [Role::CenterManager, Role::Administrator] {
        let id = town.hire(&t, role.code(), role, town.center).await;
        let mut b = town.strong(&t, role.code()).await;
        let home = json!({ "home_center": town.center });
        b.patch(&format!("{API}/me"), home).await.expect(200);
        let body = json!({ "kind": "correct", "wish": "姓名" });
        let asked = b.post(&format!("{API}/me/data/requests"), body).await.expect(201);
        let path = format!("{API}/desk/privacy/requests/{}/answer", at(&asked, "request"));
        let body = json!({ "outcome": "granted", "answer": "好" });
        let own = b.post(&path, body).await.expect(403);
        assert_eq!(own.code(), "own_request", "{role}");
        b.post(&format!("{API}/me/residency"), json!({})).await.expect(200);
        let path = format!("{API}/desk/people/{id}/residency/confirm");
        let own = b.post(&path, json!({ "evidence": "community_word" })).await.expect(403);
        assert_eq!(own.code(), "own_request", "{role}");
        let path = format!("{API}/admin/grants");
        let body = json!({ "person": id, "place": town.center, "role": "clerk" });
        let own = b.post(&path, body).await;
        assert!(matches!(own.status, 403 | 404 | 409), "{role}: {}", own.text);
        let listed =
            town.boss.clone().get(&format!("{path}?place={}", town.center)).await.expect(200);
        let mine = listed.body["items"].as_array().unwrap().iter();
        let mine = mine.clone().find(|g| g.to_string().contains(&id.to_string())).unwrap();
        let path = format!("{path}/{}", mine["grant"].as_str().unwrap());
        let own = b.patch(&path, json!({ "until": "2036-12-31" })).await;
        assert!(matches!(own.status, 403 | 404 | 409), "{role}: {}", own.text);
    }
    t.end().await;
}
