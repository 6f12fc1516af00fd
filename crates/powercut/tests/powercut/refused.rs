//! A disk that is full, became read-only, or does not sync.
use crate::till::{Sell, Till, faults};
use lianxin_db::{DbError, Options};
use lianxin_powercut::{Dice, Refusal};

/// Refused at once and clearly, undone whole, and all goes on when there is room: nobody repairs anything.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_and_recovers_by_itself() {
    let till = Till::open(Options::default()).await;
    till.sell(0..20).await;
    till.tape.refuse(Refusal::Full);
    for number in 20..40 {
        let said = till.db.write(&Sell(number)).await;
        assert!(matches!(said, Err(DbError::Full(_))), "{said:?}");
    }
    till.db.ping().await.unwrap();
    till.tape.refuse(Refusal::Nothing);
    till.sell(40..60).await;
    let answered: Vec<u64> = (0..20).chain(40..60).collect();
    // Whatever was on its way when the disk was full: a cut at any point finds no trace of it.
    for seed in 0..20 {
        assert_eq!(till.cut(&mut Dice::new(seed)).await, Vec::<String>::new(), "cut {seed}");
    }
    till.db.close().await.unwrap();
    assert_eq!(faults(&till.path(), &answered).await, Vec::<String>::new());
}

/// Full at each place in a commit: what was refused is not there, also after a cut, and what comes later is.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_up_within_a_commit_keeps_nothing_of_it() {
    let till = Till::open(Options::default()).await;
    till.sell(0..20).await;
    let mut answered: Vec<u64> = (0..20).collect();
    for room in 0..24 {
        till.tape.full_after(room);
        let refused = 100 + room as i64;
        // Small changes fit; the first that does not is refused.
        let said = till.db.write(&Sell(refused)).await;
        match said {
            Ok(()) => {
                till.tape.mark(refused as u64);
                answered.push(refused as u64);
            }
            Err(e) => assert!(matches!(e, DbError::Full(_)), "{e}"),
        }
        till.tape.refuse(Refusal::Nothing);
        till.sell(refused + 100..refused + 101).await;
        answered.push(refused as u64 + 100);
    }
    for seed in 0..40 {
        assert_eq!(till.cut(&mut Dice::new(seed)).await, Vec::<String>::new(), "cut {seed}");
    }
    assert!((20..68).contains(&answered.len()), "some were refused: {}", answered.len());
    till.db.close().await.unwrap();
    assert_eq!(faults(&till.path(), &answered).await, Vec::<String>::new());
}

/// Nobody can say what of it got to the disk: unknown, then nothing more until it is opened anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_stops_the_writing_and_not_the_reading() {
    for refusal in [Refusal::Writes, Refusal::Syncs] {
        let till = Till::open(Options::default()).await;
        till.sell(0..20).await;
        till.tape.refuse(refusal);
        let said = till.db.write(&Sell(20)).await;
        assert!(matches!(said, Err(DbError::Unknown(_))), "{said:?}");
        let said = till.db.write(&Sell(21)).await;
        assert_eq!(said, Err(DbError::Poisoned));
        assert!(till.db.is_poisoned());
        till.tape.refuse(Refusal::Nothing);
        assert_eq!(till.db.write(&Sell(22)).await, Err(DbError::Poisoned), "by itself it stays so");
        let read = till.db.check("select taken from till_counter").await;
        assert_eq!(read, Ok(()));
        till.db.close().await.unwrap();
        let answered: Vec<u64> = (0..20).collect();
        assert_eq!(faults(&till.path(), &answered).await, Vec::<String>::new());
        for seed in 0..10 {
            assert_eq!(till.cut(&mut Dice::new(seed)).await, Vec::<String>::new(), "cut {seed}");
        }
    }
}
