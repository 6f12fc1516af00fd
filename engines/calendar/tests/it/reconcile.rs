//! The reconciler sees what is broken.
use crate::house::*;
use lianxin_db::{Sql, Tx, Work, sql};
use lianxin_kernel::{Error, Result};
use lianxin_testkit::both;

/// Something no command would do.
struct Break(Vec<Sql>);

impl Work for Break {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        let mut rows = 0;
        for q in &self.0 {
            rows += tx.run(q.clone()).await?;
        }
        Ok(rows)
    }
}

both! { setup: quiet(true);
    async fn each_fault_is_found(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        let faults = [
            (
                sql("update calendar_slot set quarter = quarter + 1000"),
                sql("update calendar_slot set quarter = quarter - 1000"),
                "a quarter hour is missing",
            ),
            (
                sql("update calendar_slot set quarter = quarter + 1000"),
                sql("update calendar_slot set quarter = quarter - 1000"),
                "a quarter hour that is not its own",
            ),
            (
                sql("update calendar_occupancy set state = 'released'"),
                sql("update calendar_occupancy set state = 'held'"),
                "it was released and still has quarter hours",
            ),
            (
                sql("update calendar_week set monday = '2027-01-04'"),
                sql("update calendar_week set monday = '2026-03-02'"),
                "its week of 2026-03-02 is not what is held",
            ),
            (
                sql("update calendar_occupancy set resource = id"),
                sql("update calendar_occupancy set resource = (select id from places_room where key = '大厅')"),
                "its room is not there",
            ),
            (
                sql("insert into calendar_closing select district, id, center, null, starts_at, ends_at, 'x', created_at, null from calendar_occupancy"),
                sql("delete from calendar_closing"),
                "it is held while its room is closed",
            ),
            (
                sql("update calendar_occupancy set series = id"),
                sql("update calendar_occupancy set series = null"),
                "it and its series do not name each other",
            ),
            (
                sql("update places_room set part_of = null where key = '东角'"),
                sql("update places_room set part_of = (select id from places_room where key = '东半厅') where key = '东角'"),
                "a quarter hour that is not its own",
            ),
        ];
        for (breaking, mending, expected) in faults {
            assert!(t.app.db().write(&Break(vec![breaking])).await.unwrap() > 0, "{expected}");
            let found = house.view(t).await.faults;
            assert!(found.iter().any(|f| f.contains(expected)), "{expected}: {found:?}");
            t.app.db().write(&Break(vec![mending])).await.unwrap();
            assert_eq!(house.view(t).await.faults, Vec::<String>::new(), "after {expected}");
        }
    }

    async fn the_key_itself_refuses_a_second(t: Test) {
        let house = House::build(t).await;
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 0, on(1, "10:00", "11:00")).await.unwrap();
        let twice = sql(
            "insert into calendar_slot select s.district, s.resource, s.quarter, o.id
             from calendar_slot s, calendar_occupancy o where o.id <> s.occupancy",
        );
        let refused = t.app.db().write(&Break(vec![twice])).await.unwrap_err();
        assert!(refused.to_string().starts_with("unique"), "{refused}");
    }
}
