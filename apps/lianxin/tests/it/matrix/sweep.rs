//! Every operation, asked by every role at every distance.
use super::asking::{Asked, requests};
use super::oracle::{Answered, Who, expected};
use super::rows::{FILE, Place, Row, Whose, kept, place_word, whose_word};
use super::town::*;
use super::watch::{Judged, REHEARSED};
use crate::shape::Document;
use crate::world::{Answer, Browser, Test};
use lianxin_kernel::{Kind, Role};
use lianxin_testkit::Isolation;
use std::collections::{BTreeMap, BTreeSet};

pub struct Actor {
    pub name: String,
    pub who: Who,
    pub strong: bool,
    pub browser: Browser,
}

async fn actors(t: &Test, town: &Town) -> Vec<Actor> {
    let mut all = vec![];
    for (name, who, browser) in [
        ("nobody", Who::Nobody, town.nobody()),
        ("the person", Who::Person, town.person.clone()),
        ("their household", Who::Household, town.resident("13877772072").await),
        ("another resident", Who::Resident, town.resident("13877772073").await),
    ] {
        all.push(Actor { name: name.to_owned(), who, strong: false, browser });
    }
    for role in Role::GRANTED {
        let above = (*role == Role::Administrator).then_some(Held::City);
        for held in Held::ALL.into_iter().chain(above) {
            let login = format!("{role}.{held:?}").to_lowercase();
            town.hire(t, &login, *role, town.place(held)).await;
            let (who, name) = (Who::Staff(*role, held), format!("{role} at {held:?}"));
            let browser = town.strong(t, &login).await;
            all.push(Actor { name: name.clone(), who, strong: true, browser });
            if held == Held::Center {
                let browser = town.weak(&login).await;
                let name = format!("{name}, without a second factor");
                all.push(Actor { name, who, strong: false, browser });
            }
        }
    }
    all
}

fn answered(answer: &Answer) -> Option<Answered> {
    match (answer.status, answer.code()) {
        (401, "sign_in") => Some(Answered::SignIn),
        (403, "second_factor") => Some(Answered::SecondFactor),
        (403, "forbidden") => Some(Answered::Refused(403)),
        (404, _) => Some(Answered::Refused(404)),
        (200..=299 | 303 | 409 | 422, _) => Some(Answered::Allowed),
        _ => None,
    }
}

/// Whether the door, where it was reached, decided as the row says.
fn faults(row: &Row, actor: &Actor, answer: &Answer, judged: &[Judged]) -> Vec<String> {
    let wanted = expected(row, actor.who, actor.strong);
    let mut faults = vec![];
    let absent = row.is("absent") && wanted == Answered::Allowed && answer.status == 404;
    if answered(answer) != Some(wanted) && !absent {
        faults.push(format!("not {wanted:?} but {} {}", answer.status, answer.text));
    }
    // Who may was let in by the door, and not turned back before it.
    if wanted == Answered::Allowed && !judged.iter().all(|j| j.allowed) {
        faults.push(format!("allowed, but the door refused {judged:?}"));
    }
    let asked: Vec<&str> = judged.iter().map(|j| j.needs).collect();
    let known = asked.iter().all(|needs| row.needs.iter().any(|n| n == needs));
    let first = asked.first().is_none_or(|asked| row.needs.first().is_some_and(|n| n == asked));
    let unasked = row.is("absent") || row.is("kept") || row.needs.is_empty();
    let reached = unasked || !asked.is_empty() || wanted != Answered::Allowed;
    if !known || !first || !reached {
        faults.push(format!("the row says {:?}, asked was {asked:?}", row.needs));
    }
    let refused =
        matches!(wanted, Answered::Refused(_) | Answered::SignIn | Answered::SecondFactor);
    if refused && let Some(secret) = SECRETS.iter().find(|s| answer.text.contains(**s)) {
        faults.push(format!("a refusal tells {secret}: {}", answer.text));
    }
    faults
}

/// The row an operation would have as it is now, to be looked at and put into the table.
fn drafted(town: &Town, one: &Asked, judged: &[Judged]) -> String {
    let Some(first) = judged.first() else {
        return format!("{} ? ? ? ?", one.name);
    };
    let mut needs: Vec<&str> = vec![];
    for j in judged {
        if !needs.contains(&j.needs) {
            needs.push(j.needs);
        }
    }
    let scope = &first.scope;
    let levels = [
        (town.center.id(), Place::Center),
        (town.street.id(), Place::Street),
        (town.district.id(), Place::District),
        (town.city.id(), Place::City),
    ];
    let place = match scope.path.contains(&town.beside.id()) {
        true => Place::Inside,
        false => levels.iter().find(|(id, _)| scope.path.contains(id)).map_or(Place::None, |l| l.1),
    };
    let person = |word: &str| {
        scope
            .owner
            .is_some_and(|id| lianxin_people::PersonId::from(id).to_string() == town.thing(word))
    };
    let whose = match scope.owner {
        None => Whose::Nobodys,
        Some(_) if person("boss") => Whose::Mine,
        Some(_) if person("person") => Whose::Persons,
        Some(_) => Whose::Others,
    };
    let refusal = if scope.hidden { "404" } else { "403" };
    let (place, whose) = (place_word(place), whose_word(whose));
    format!("{} {} {place} {whose} {refusal}", one.name, needs.join(","))
}

async fn every_operation(t: &Test, town: &Town) {
    let actors = actors(t, town).await;
    let (document, mut rows) = (Document::of_this_program(), kept());
    let (mut faults_found, mut missing) = (vec![], vec![]);
    let mut done = BTreeMap::new();
    town.watcher.rehearse(true);
    town.watcher.take();
    for one in requests(&document, town) {
        let Some(row) = rows.remove(&one.name) else {
            let mut seen = vec![];
            for actor in [&town.boss, &town.person] {
                one.by(actor).await;
                seen.extend(town.watcher.take());
            }
            missing.push(drafted(town, &one, &seen));
            continue;
        };
        let (mut fine, mut wrong) = (BTreeSet::new(), vec![]);
        for actor in &actors {
            let answer = one.by(&actor.browser).await;
            let judged = town.watcher.take();
            for fault in faults(&row, actor, &answer, &judged) {
                wrong.push(format!("  by {}: {fault}", actor.name));
            }
            fine.insert(answer.status < 300 || answer.text.contains(REHEARSED));
        }
        if !wrong.is_empty() {
            let (count, shown) = (wrong.len(), wrong.len().min(3));
            faults_found.push(format!("{}, {count} times:", one.name));
            faults_found.extend(wrong.into_iter().take(shown));
        }
        done.insert(one.name.clone(), fine.contains(&true));
    }
    town.watcher.rehearse(false);
    assert!(
        missing.is_empty(),
        "operations without a row in {FILE}; as they are now they would have these:\n{}",
        missing.join("\n")
    );
    let shown = faults_found.join("\n");
    assert!(shown.is_empty(), "answers that are not as they should be:\n{shown}");
    assert!(rows.is_empty(), "{FILE} has rows of no operation: {:?}", rows.keys());
    // The others met what stands against it in this town: no code to check in with, nobody who waits.
    let through = done.values().filter(|done| **done).count();
    assert!(through > 200, "only {through} of {} were carried out by anybody", done.len());
}

/// A row or an answer that is wrong does not pass.
#[tokio::test]
async fn what_is_not_as_the_table_says_is_found() {
    let row = |line: &str| super::rows::rows(line)["GET /x"].clone();
    let record = row("GET /x people.record center person 404");
    let needs = |needs, allowed| Judged { needs, allowed, scope: Default::default() };
    let answer = |status, code: &str, text: &str| Answer {
        status,
        headers: Default::default(),
        body: serde_json::json!({ "code": code }),
        text: text.to_owned(),
    };
    let actor = |held| Actor {
        name: String::new(),
        who: Who::Staff(Role::Clerk, held),
        strong: true,
        browser: Browser::new(axum::Router::new()),
    };
    let (here, beside) = (actor(Held::Center), actor(Held::Beside));
    let (fine, refused) = (answer(200, "", ""), answer(404, "not_found", ""));
    let (let_in, kept_out) = (needs("people.record", true), needs("people.record", false));
    let count = |row: &Row, actor: &Actor, answer: &Answer, judged: &Judged| {
        faults(row, actor, answer, std::slice::from_ref(judged)).len()
    };
    assert_eq!(count(&record, &here, &fine, &let_in), 0);
    assert_eq!(count(&record, &beside, &refused, &kept_out), 0);
    assert_eq!(count(&record, &beside, &fine, &let_in), 1);
    assert_eq!(count(&record, &here, &refused, &kept_out), 2);
    assert_eq!(count(&record, &beside, &answer(403, "forbidden", ""), &kept_out), 1);
    assert_eq!(count(&record, &beside, &answer(404, "not_found", PERSON), &kept_out), 1);
    let other = row("GET /x people.find center person 404");
    assert_eq!(count(&other, &here, &fine, &let_in), 1);
    let elsewhere = row("GET /x people.record district person 404");
    assert_eq!(count(&elsewhere, &here, &fine, &let_in), 1);
    assert_eq!(faults(&record, &here, &fine, &[]).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_gets_from_every_operation_what_the_table_says() {
    let (setup, watcher) = watched();
    let t = Test::sqlite(setup).await;
    let town = Town::build(&t, watcher).await;
    every_operation(&t, &town).await;
    t.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_on_postgres() {
    let (setup, watcher) = watched();
    if let Some(t) = Test::postgres(setup, Isolation::Serializable).await {
        let town = Town::build(&t, watcher).await;
        every_operation(&t, &town).await;
        t.end().await;
    }
}
