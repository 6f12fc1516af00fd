//! A small world whose rows betray every loss: a counter, what it counts, and a note for each.
use lianxin_db::*;
use lianxin_powercut::{Dice, Tape};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const TABLES: &str = "
create table till_counter (district {int} not null, taken {int} not null, primary key (district)) {strict};
create table till_sale (
  district {int} not null, number {int} not null, paper text not null, primary key (district, number)
) {strict};
create table till_note (district {int} not null, number {int} not null, primary key (district, number)) {strict};
insert into till_counter (district, taken) values (1, 0);";

/// Big enough that a few hundred make the log be brought into the file several times.
const PAPER: usize = 12_000;
const SELLERS: usize = 16;

/// Counts one more, writes what it is and a note of it: all or nothing.
pub struct Sell(pub i64);

impl Work for Sell {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.run(sql("update till_counter set taken = taken + 1 where district = 1")).await?;
        let paper = "x".repeat(PAPER * (1 + self.0 as usize % 2));
        let q = sql("insert into till_sale (district, number, paper) values (1, $1, $2)");
        tx.run(q.bind(self.0).bind(paper)).await?;
        tx.run(sql("insert into till_note (district, number) values (1, $1)").bind(self.0)).await?;
        Ok(())
    }
}

struct Number(i64);

impl FromRow for Number {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get("number").map(Self)
    }
}

pub struct Till {
    pub db: Db,
    pub tape: Arc<Tape>,
    folder: TempDir,
}

impl Till {
    pub async fn open(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tape = Tape::on(folder.path());
        let db = Db::sqlite(&folder.path().join("till.db"), options).await.unwrap();
        let tables = Migration { module: "till", number: 1, name: "tables", text: TABLES };
        migrate(&db, &[tables], Timestamp(0)).await.unwrap();
        Self { db, tape, folder }
    }

    /// Many sell at once; each sale is marked when it was answered.
    pub async fn sell(&self, numbers: std::ops::Range<i64>) {
        let tasks: Vec<_> = (0..SELLERS)
            .map(|first| {
                let (db, tape) = (self.db.clone(), self.tape.clone());
                let own = numbers.clone().skip(first).step_by(SELLERS);
                tokio::spawn(async move {
                    for number in own {
                        if db.write(&Sell(number)).await.is_ok() {
                            tape.mark(number as u64);
                        }
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("till.db")
    }

    /// Cuts at a random point, opens what is left and says what is wrong with it.
    pub async fn cut(&self, dice: &mut Dice) -> Vec<String> {
        let left = tempfile::tempdir().unwrap();
        let at = dice.below(self.tape.len() as u64 + 1) as usize;
        let marks = self.tape.cut(at, dice, left.path()).unwrap();
        faults(&left.path().join("till.db"), &marks).await
    }
}

/// What is wrong with the database at `path` if `acknowledged` was answered before.
pub async fn faults(path: &Path, acknowledged: &[u64]) -> Vec<String> {
    let mut faults = vec![];
    let db = match Db::sqlite(path, Options { connections: 1, ..Options::default() }).await {
        Ok(db) => db,
        Err(e) => return vec![format!("does not open: {e}")],
    };
    let found = db
        .read::<_, DbError>(async |tx| {
            let all = async |tx: &mut Tx, text| tx.all::<Number>(sql(text)).await;
            let sales = all(tx, "select number from till_sale where district = 1").await?;
            let notes = all(tx, "select number from till_note where district = 1").await?;
            let taken = all(tx, "select taken as number from till_counter").await?;
            let set = |v: Vec<Number>| v.into_iter().map(|n| n.0).collect::<BTreeSet<i64>>();
            Ok((set(sales), set(notes), set(taken)))
        })
        .await;
    match found {
        // Cut before the tables were there: fine as long as nobody was told of a sale.
        Err(e) if acknowledged.is_empty() => {
            assert!(e.to_string().contains("no such table"), "{e}")
        }
        Err(e) => faults.push(format!("{} answered sales are lost: {e}", acknowledged.len())),
        Ok((sales, notes, taken)) => {
            let lost = acknowledged.iter().filter(|n| !sales.contains(&(**n as i64))).count();
            if lost > 0 {
                faults.push(format!("{lost} of {} answered sales are lost", acknowledged.len()));
            }
            if sales != notes {
                faults.push("half of a sale".to_owned());
            }
            let counted = taken.contains(&(sales.len() as i64));
            if !counted {
                faults.push(format!("{} sales, counted {taken:?}", sales.len()));
            }
        }
    }
    db.close().await.unwrap();
    let conn = rusqlite::Connection::open(path).unwrap();
    let said: String = conn.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    if said != "ok" {
        faults.push(format!("integrity: {said}"));
    }
    faults
}
