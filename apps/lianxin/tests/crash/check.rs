//! The database against the oracle.
use crate::book::{Book, What};
use crate::load::Load;
use crate::town::SEATS;
use lianxin_db::{DbError, FromRow, Id, Row, Tx, sql};
use lianxin_kernel::{App, Builder, Kind, ManualClock, Span, Worker, verify_audit};
use lianxin_seats::ClaimId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

struct Text(String);
struct Count(i64);
struct Claim(Id, Id, String);

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("word").map(Self)
    }
}

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("n").map(Self)
    }
}

impl FromRow for Claim {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("id")?, row.get("subject")?, row.get("state")?))
    }
}

/// Everything that is not as the answers say.
pub async fn faults(app: &App, load: &Load<'_>) -> Vec<String> {
    let mut faults = vec![];
    let found = app.db().read::<_, DbError>(async |tx| compare(tx, &load.books, &mut faults).await);
    found.await.unwrap();
    faults
}

async fn compare(tx: &mut Tx, books: &[Book], faults: &mut Vec<String>) -> Result<(), DbError> {
    // A refusal is kept under its key too, and changed nothing.
    let keys = sql(
        "select key as word from kernel_idempotency where key like 'crash-%' and refused = false",
    );
    let keys: BTreeSet<String> = tx.all::<Text>(keys).await?.into_iter().map(|t| t.0).collect();
    let mut happened: BTreeMap<What, i64> = BTreeMap::new();
    let (mut left, mut held, mut asked) = (vec![], vec![], BTreeSet::new());
    for book in books {
        for (key, (intent, answer)) in &book.done {
            asked.insert(key.clone());
            *happened.entry(intent.what).or_default() += 1;
            if !keys.contains(key) {
                faults.push(format!("answered and lost: {key} {:?}", intent.what));
            }
            match intent.what {
                What::SignUp => held.push(claim(answer["id"].as_str().unwrap_or_default())),
                What::Leave => left.push(claim(answer["id"].as_str().unwrap_or_default())),
                _ => {}
            }
        }
        // Of what is unknown its key says whether it happened, and the rest has to agree.
        if let Some(intent) = book.unknown.as_ref().filter(|i| keys.contains(&i.key)) {
            asked.insert(intent.key.clone());
            *happened.entry(intent.what).or_default() += 1;
            if intent.what == What::Leave {
                left.push(claim(intent.path.split('/').nth(2).unwrap_or_default()));
            }
        }
    }
    faults.extend(keys.difference(&asked).map(|key| format!("nobody asked for {key}")));
    for (what, table) in [
        (What::SignUp, "select count(*) as n from seats_claim"),
        (What::CheckIn, "select count(*) as n from presence_stay"),
        (What::Book, "select count(*) as n from bookings_booking"),
        (What::Leave, "select count(*) as n from seats_claim where state = 'left'"),
        (What::Cancel, "select count(*) as n from bookings_booking where state = 'cancelled'"),
    ] {
        let times = happened.get(&what).copied().unwrap_or_default();
        let rows = tx.one::<Count>(sql(table)).await?.0;
        if rows != times {
            faults.push(format!("{what:?}: {times} answers or keys, {rows} effects"));
        }
        let lines = sql("select count(*) as n from kernel_audit where what = $1").bind(what.act());
        let lines = tx.one::<Count>(lines).await?.0;
        if lines != times {
            faults.push(format!("{what:?}: {times} answers or keys, {lines} lines in the audit"));
        }
    }
    let claims = tx.all::<Claim>(sql("select id, subject, state from seats_claim")).await?;
    let state: BTreeMap<Id, &str> = claims.iter().map(|c| (c.0, c.2.as_str())).collect();
    for id in held {
        let here = state.get(&id).copied();
        let right = match left.contains(&id) {
            true => here == Some("left"),
            false => matches!(here, Some("seated" | "waiting")),
        };
        if !right {
            faults.push(format!("a sign-up is {here:?}, left: {}", left.contains(&id)));
        }
    }
    for (subject, seated) in count_seated(&claims) {
        let limit = tx.one::<Count>(sql("select capacity as n from seats_counter c join seats_pool p on p.district = c.district and p.id = c.pool where p.subject = $1").bind(subject)).await?.0;
        if seated > limit || !SEATS.contains(&limit) {
            faults.push(format!("{seated} people on {limit} seats"));
        }
    }
    Ok(())
}

fn claim(id: &str) -> Id {
    id.parse::<ClaimId>().unwrap().id()
}

fn count_seated(claims: &[Claim]) -> BTreeMap<Id, i64> {
    let mut seated = BTreeMap::new();
    for Claim(_, subject, _) in claims.iter().filter(|c| c.2 == "seated") {
        *seated.entry(*subject).or_default() += 1;
    }
    seated
}

/// At the end: every job is done, its effects are there once, counters equal rows, the audit is whole.
pub async fn last_faults(app: &App) -> Vec<String> {
    // Leases of jobs that a killed program held are over.
    let clock = Arc::new(ManualClock::at(app.now() + Span::minutes(10)));
    let (db, zone) = (app.db().clone(), app.zone().clone());
    let mut builder = Builder::new(db, zone, app.modules(), app.keys().clone());
    builder.clock = clock;
    let later = builder.start().await.unwrap();
    let report = Worker::new(later.clone()).run_due().await.unwrap();
    let mut faults = vec![];
    if report.failed > 0 {
        faults.push(format!("{} jobs failed", report.failed));
    }
    for check in later.checks() {
        faults.extend((check.run)(later.clone()).await.unwrap());
    }
    faults.extend(verify_audit(&later).await.unwrap().findings);
    let district = later.district();
    let found = later.db().read::<_, lianxin_kernel::Error>(async |tx| {
        let mut wrong = lianxin_seats::verify(tx, district).await?;
        let count = async |tx: &mut Tx, text| tx.one::<Count>(sql(text)).await.map(|c| c.0);
        let dead = count(tx, "select count(*) as n from kernel_job where dead").await?;
        let due = count(tx, "select count(*) as n from kernel_job where kind = 'notices.deliver'")
            .await?;
        let moved = count(
            tx,
            "select count(*) as n from seats_history where state = 'seated' and number > 1",
        )
        .await?;
        let told =
            count(tx, "select count(*) as n from notices_message where code = 'sign_up_promoted'")
                .await?;
        if dead + due > 0 {
            wrong.push(format!("{dead} jobs are dead, {due} are not done"));
        }
        if moved != told {
            wrong.push(format!("{moved} were promoted, {told} messages say so"));
        }
        println!("{moved} promotions, each told once");
        Ok(wrong)
    });
    faults.extend(found.await.unwrap());
    faults
}
