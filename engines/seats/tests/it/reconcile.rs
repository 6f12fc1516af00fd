//! The reconciler sees what is broken.
use crate::door::{RULES, What, claim, open, run, setup, view};
use lianxin_db::{Sql, Tx, Work, sql};
use lianxin_kernel::{Error, Result};
use lianxin_seats::Rules;
use lianxin_testkit::both;

/// Something no command would do.
struct Break(Sql);

impl Work for Break {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        Ok(tx.run(self.0.clone()).await?)
    }
}

both! { setup: setup(true);
    async fn each_fault_is_found(t: Test) {
        let faults = [
            (
                sql("update seats_counter set taken = taken - 1 where district = 1"),
                sql("update seats_counter set taken = taken + 1 where district = 1"),
                "counter taken 3, rows 4",
            ),
            (
                sql("update seats_counter set waiting = waiting + 1 where district = 1"),
                sql("update seats_counter set waiting = waiting - 1 where district = 1"),
                "counter waiting 5, rows 4",
            ),
            (
                sql("update seats_counter set parties = parties + 1 where district = 1"),
                sql("update seats_counter set parties = parties - 1 where district = 1"),
                "counter parties",
            ),
            (
                sql("update seats_counter set offered = 0 where district = 1"),
                sql("update seats_counter set offered = 2 where district = 1"),
                "counter offered 0, rows 2",
            ),
            (
                sql("update seats_counter set next_place = 2 where district = 1"),
                sql("update seats_counter set next_place = 6 where district = 1"),
                "place 5 given, next is 2",
            ),
            (
                sql("update seats_claim set party_size = 3 where district = 1 and place_no = 5"),
                sql("update seats_claim set party_size = 2 where district = 1 and place_no = 5"),
                "its party is not as many people",
            ),
            (
                sql("update seats_claim set rank = 7 where district = 1 and place_no = 5"),
                sql("update seats_claim set rank = 0 where district = 1 and place_no = 5"),
                "its rank on the waiting list",
            ),
            (
                sql("update seats_claim set moves = 3 where district = 1 and place_no = 5"),
                sql("update seats_claim set moves = 1 where district = 1 and place_no = 5"),
                "its history does not end in its state",
            ),
            (
                sql("update seats_pool set ends_at = 5 where district = 1"),
                sql("update seats_pool set ends_at = 4102444800000000 where district = 1"),
                "an offer that ends after the subject",
            ),
            (
                sql("update seats_pool set cancelled = (1 = 1) where district = 1"),
                sql("update seats_pool set cancelled = (1 = 0) where district = 1"),
                "or to a cancelled one",
            ),
        ];
        // Party of two each: one seated, one offered, two waiting, one gone.
        let rules = Rules { offer_minutes: Some(10), ..RULES };
        let pool = open(t, 1, Some(4), rules).await;
        let gone = claim(t, 1, pool, 1, 2).await;
        for who in 2..=5 {
            claim(t, 1, pool, who, 2).await;
        }
        run(t, 1, What::Leave(gone.id)).await.unwrap();
        for (breaking, mending, expected) in faults {
            assert!(t.app.db().write(&Break(breaking)).await.unwrap() > 0, "{expected}");
            let found = view(t, 1).await.faults;
            assert!(found.iter().any(|f| f.contains(expected)), "{expected}: {found:?}");
            t.app.db().write(&Break(mending)).await.unwrap();
            assert_eq!(view(t, 1).await.faults, Vec::<String>::new(), "after {expected}");
        }
    }

    async fn the_tables_themselves_refuse_too_many_and_twice(t: Test) {
        let pool = open(t, 1, Some(2), RULES).await;
        claim(t, 1, pool, 1, 2).await;
        claim(t, 1, pool, 2, 1).await;
        for (wrong, expected) in [
            (sql("update seats_counter set taken = 3 where district = 1"), "check"),
            (sql("update seats_counter set taken = -1 where district = 1"), "check"),
            (
                sql("update seats_claim set person = (select person from seats_claim
                       where district = 1 and place_no = 1)
                     where district = 1 and place_no = 2"),
                "unique",
            ),
            (sql("update seats_claim set state = 'offered' where district = 1"), "check"),
        ] {
            let refused = t.app.db().write(&Break(wrong)).await.unwrap_err();
            assert!(refused.to_string().starts_with(expected), "{refused}");
        }
    }
}
