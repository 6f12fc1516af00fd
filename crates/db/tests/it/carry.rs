//! All rows of a database, from each engine to each.
use crate::fresh::*;
use lianxin_db::carry::{Carried, Piece, digests, read_in, read_out};
use lianxin_db::*;
use tokio::sync::mpsc;

const SCHEMA: &str = "
create table test_place (
  id {id} not null primary key, parent {id}, name text not null, foreign key (parent) references test_place (id)
) {strict};
create table test_stay (
  district {int} not null, id {id} not null, place {id} not null, open {bool} not null, fee {real}, photo {blob},
  extra {json}, made {time} not null, primary key (district, id), foreign key (place) references test_place (id)
) {strict};
create table a_list (district {int} not null, word text not null, primary key (district, word)) {strict};";

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

struct Fill;

impl Work for Fill {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        // Who is named comes after who names it, by the order of ids.
        for (n, parent) in [(9, None), (1, Some(9)), (5, Some(1))] {
            let q = sql("insert into test_place (id, parent, name) values ($1, $2, $3)");
            tx.run(q.bind(id(n)).bind(parent.map(id)).bind(format!("房间 {n}"))).await?;
        }
        for n in 0..2_500_i64 {
            let q =
                sql("insert into test_stay (district, id, place, open, fee, photo, extra, made)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)");
            let mut key = [7; 16];
            key[..8].copy_from_slice(&n.to_be_bytes());
            let q = q.bind(n % 3).bind(Id::from_bytes(key)).bind(id(5)).bind(n % 2 == 0);
            let q = q
                .bind((n % 5 > 0).then_some(n as f64 / 3.0))
                .bind((n % 7 > 0).then(|| vec![0_u8, 255]));
            tx.run(q.bind(Json("{\"a\":1}".into())).bind(Timestamp(n))).await?;
        }
        Ok(())
    }
}

async fn carry(from: &Db, to: &Db) -> Result<Carried> {
    let (send, receive) = mpsc::channel(2);
    let (read, written) = tokio::join!(read_out(from, send), read_in(to, receive));
    read.and(written)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_comes_to_each_engine_as_it_was() {
    let sources = all().await;
    for source in &sources {
        tables(&source.db, SCHEMA).await;
        source.db.write(&Fill).await.unwrap();
    }
    let wanted = digests(&sources[0].db).await.unwrap();
    assert_eq!(wanted["test_stay"].rows, 2_500);
    for source in &sources {
        assert_eq!(digests(&source.db).await.unwrap(), wanted, "the same rows have the same sum");
        for target in all().await {
            tables(&target.db, SCHEMA).await;
            target.db.write(&Fill).await.unwrap();
            assert_eq!(carry(&source.db, &target.db).await.unwrap(), wanted);
            assert_eq!(digests(&target.db).await.unwrap(), wanted);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_end_or_does_not_fit_leaves_all_as_it_was() {
    for target in all().await {
        tables(&target.db, SCHEMA).await;
        target.db.write(&Fill).await.unwrap();
        let before = digests(&target.db).await.unwrap();
        let table = |name: &str, columns: &[&str]| Piece::Table {
            name: name.to_owned(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        };
        for (pieces, why) in [
            (vec![table("a_list", &["district", "word"])], "no end"),
            (vec![table("a_list", &["district"]), Piece::End], "other columns"),
            (vec![table("nothing", &[]), Piece::End], "no table nothing"),
        ] {
            let (send, receive) = mpsc::channel(4);
            for piece in pieces {
                send.send(piece).await.unwrap();
            }
            drop(send);
            let refused = read_in(&target.db, receive).await.unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
            assert_eq!(digests(&target.db).await.unwrap(), before);
        }
    }
}
