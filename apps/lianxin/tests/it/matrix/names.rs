//! What is told from above, and to those of another place: never of anybody by name.
use super::asking::{Asked, filtered, requests};
use super::town::*;
use crate::shape::Document;
use crate::world::{Browser, Test};
use lianxin_kernel::Role;
use std::collections::BTreeSet;

/// Asks everything that can be asked without changing anything; which answers tell of somebody.
async fn told(all: &[Asked], browser: &Browser) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for one in all {
        let answer = one.by(browser).await;
        assert!(answer.status < 500, "{}: {}", one.path, answer.text);
        if let Some(secret) = SECRETS.iter().find(|s| answer.text.contains(**s)) {
            told.insert(format!("{} tells {secret} ({})", one.name, one.path));
        }
    }
    told
}

/// Every operation that only reads, plain and with each of its filters, about the place where
/// everything is and about each place above it.
fn looks(document: &Document, town: &Town, own: &[String]) -> Vec<Asked> {
    let mut places = vec![town.center.to_string(), town.street.to_string()];
    places.push(town.district.to_string());
    places.extend_from_slice(own);
    let plain = requests(document, town).into_iter().filter(|one| one.method == "GET");
    let mut all: Vec<Asked> = plain.collect();
    all.extend(filtered(document, town, &places));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn from_above_and_from_elsewhere_nobody_is_named() {
    let (setup, watcher) = watched();
    let t = Test::sqlite(setup).await;
    let town = Town::build(&t, watcher).await;
    let document = Document::of_this_program();
    let all = looks(&document, &town, &[]);
    // The desk is told names by many of these: so there is something to be found.
    let seen = told(&all, &town.boss).await;
    let operations: BTreeSet<&str> =
        seen.iter().map(|s| s.split(" tells").next().unwrap()).collect();
    assert!(operations.len() > 15, "{operations:#?}");

    let mut faults = vec![];
    let inspection = Role::from_code("inspection").unwrap();
    let above: Vec<Role> = Role::ALL.iter().copied().filter(|r| r.above()).collect();
    assert!(!above.is_empty());
    for role in above.into_iter().chain([inspection]) {
        for held in [Held::Street, Held::District] {
            let login = format!("{role}.{held:?}").to_lowercase();
            town.hire(&t, &login, role, town.place(held)).await;
            let browser = town.strong(&t, &login).await;
            for fault in told(&all, &browser).await {
                faults.push(format!("{role} at {held:?}: {fault}"));
            }
        }
    }
    for role in Role::GRANTED {
        for held in [Held::Beside, Held::Elsewhere] {
            let login = format!("{role}.{held:?}").to_lowercase();
            town.hire(&t, &login, *role, town.place(held)).await;
            let browser = town.strong(&t, &login).await;
            let own = match held {
                Held::Beside => town.beside.to_string(),
                _ => town.elsewhere.to_string(),
            };
            for fault in told(&looks(&document, &town, &[own]), &browser).await {
                // A desk finds whoever of its district comes to it, by the name they say.
                if held == Held::Beside && fault.starts_with("GET /api/v1/desk/people?") {
                    continue;
                }
                faults.push(format!("{role} at {held:?}: {fault}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    t.end().await;
}
