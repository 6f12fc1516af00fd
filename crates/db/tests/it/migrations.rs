//! Tables only go forward, each step whole or not at all, and the two sides belong together.
use crate::fresh::*;
use lianxin_db::*;

const ONE: Migration =
    migration(1, "create table test_a (x {int} not null, primary key (x)) {strict};");
const TWO: Migration =
    migration(2, "insert into test_a (x) values (1); insert into test_a (x) values (2);");
const THREE: Migration = migration(3, "alter table test_a add column y text not null default '';");
const OTHER: Migration = Migration {
    module: "other",
    ..migration(1, "create table other_b (x {int} not null references test_a (x)) {strict};")
};
/// Its first half can be applied, its second cannot.
const BAD: Migration =
    migration(2, "insert into test_a (x) values (5); insert into test_a (x) values (5);");

async fn why(db: &Db, all: &[Migration]) -> String {
    match migrate(db, all, Timestamp(9)).await {
        Err(DbError::Migration(why)) => {
            assert!(
                matches!(pending(db, all).await, Err(DbError::Migration(_)))
                    || why.contains("failed")
            );
            why.to_string()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forward_once_and_in_order() {
    for fresh in all().await {
        let db = &fresh.db;
        let all = [ONE, OTHER, TWO];
        assert_eq!(pending(db, &all).await.unwrap(), all);
        let done = migrate(db, &all, Timestamp(77)).await.unwrap();
        let names: Vec<_> = done.iter().map(|a| (&*a.module, a.number)).collect();
        assert_eq!(names, [("test", 1), ("other", 1), ("test", 2)]);
        assert!(done.iter().all(|a| a.at == Timestamp(77) && a.checksum.len() == 64));
        assert_eq!(migrate(db, &all, Timestamp(78)).await.unwrap(), []);
        let all = [ONE, TWO, THREE, OTHER];
        assert_eq!(pending(db, &all).await.unwrap(), [THREE]);
        assert_eq!(migrate(db, &all, Timestamp(79)).await.unwrap().len(), 1);
        assert_eq!(count(db, "select count(*) as n from test_a where y = ''").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_belong_together_is_refused() {
    for fresh in all().await {
        let db = &fresh.db;
        migrate(db, &[ONE, TWO], Timestamp(1)).await.unwrap();
        let changed = migration(2, "insert into test_a (x) values (3);");
        let text = why(db, &[ONE, changed, THREE]).await;
        assert!(
            text.contains("test 2 (tables) was changed") && text.contains("new migration"),
            "{text}"
        );
        let text = why(db, &[ONE]).await;
        assert!(text.contains("test 2") && text.contains("newer program"), "{text}");
        let text = why(db, &[ONE, TWO, migration(4, "")]).await;
        assert!(text.contains("test 4 stands where test 3 should"), "{text}");
        db.write(&Run(sql("delete from db_migration where number = 1"))).await.unwrap();
        let text = why(db, &[ONE, TWO]).await;
        assert!(text.contains("lacks migration test 1 but has test 2"), "{text}");
        assert_eq!(count(db, "select count(*) as n from test_a").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_step_leaves_nothing() {
    for fresh in all().await {
        let db = &fresh.db;
        let text = why(db, &[ONE, BAD]).await;
        assert!(text.contains("test 2 (tables) failed and was undone: unique: test_a.x"), "{text}");
        assert_eq!(count(db, "select count(*) as n from test_a").await, 0);
        assert_eq!(count(db, "select count(*) as n from db_migration").await, 1);
        assert_eq!(migrate(db, &[ONE, TWO], Timestamp(1)).await.unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_migrate_at_once_do_it_once() {
    for fresh in all().await {
        let second = match fresh.db.is_sqlite() {
            true => fresh.db.clone(),
            false => Db::postgres(&fresh.place, Options::default()).await.unwrap(),
        };
        let all = [ONE, TWO, THREE, OTHER];
        let (a, b) = tokio::join!(
            migrate(&fresh.db, &all, Timestamp(1)),
            migrate(&second, &all, Timestamp(2))
        );
        assert_eq!(a.unwrap().len() + b.unwrap().len(), 4);
        assert_eq!(count(&second, "select count(*) as n from test_a").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_kept_from_before() {
    let fresh = sqlite_with(Options::default()).await;
    let more = |number| migration(number, "insert into test_a (x) select max(x) + 1 from test_a;");
    let all = [ONE, TWO, more(3), more(4), more(5), more(6)];
    for upto in [2, 3, 4, 5, 6] {
        migrate(&fresh.db, &all[..upto], Timestamp(1)).await.unwrap();
    }
    let exists = |number: u32| beside(&fresh.place, &format!(".before-test-{number}")).exists();
    let kept: Vec<_> = (1..=6).filter(|n| exists(*n)).collect();
    assert_eq!(kept, [4, 5, 6]);
    let copy = beside(&fresh.place, ".before-test-5");
    let copy = Db::sqlite(&copy, Options::default()).await.unwrap();
    assert_eq!(count(&copy, "select max(x) as n from test_a").await, 4);
    assert_eq!(count(&fresh.db, "select max(x) as n from test_a").await, 6);
}
