//! What the checks of the ground find.
use crate::notes::*;
use lianxin_db::{Id, Look, Tx};
use lianxin_kernel::*;
use lianxin_testkit::both;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Rows without end, each with something wrong.
struct Endless<'a>(&'a AtomicU64);

impl Look for Endless<'_> {
    type Out = Part;
    type Error = Error;

    async fn run(&self, _: &mut Tx) -> Result<Part> {
        let n = self.0.fetch_add(1, Relaxed);
        Ok((Some(Id::compose(1, 1, n)), vec!["wrong".to_owned(); 300]))
    }
}

both! { MODULES;
    async fn a_job_that_is_late_by_what_happened_since_is_found(t: Test) {
        t.system().run(write("tea")).await.unwrap();
        t.clock.forward(Span::hours(3));
        assert_eq!(t.findings("kernel.jobs").await, Vec::<String>::new(), "the program did not run");
        t.system().run(write("water")).await.unwrap();
        let found = t.findings("kernel.jobs").await;
        assert!(found.len() == 1 && found[0].contains("and waits: 1, job_"), "{found:?}");
        t.work_jobs().await;
        assert_eq!(t.findings("kernel.jobs").await, Vec::<String>::new());
        t.system().run(write("milk")).await.unwrap();
        let (gone, back) = (
            "update kernel_job set kind = 'notes.gone'",
            "update kernel_job set kind = 'notes.copy'",
        );
        t.finds("kernel.jobs", gone, back, "no module works on jobs of the kind notes.gone").await;
    }

    async fn an_answer_that_is_kept_wrong_is_found(t: Test) {
        t.system().once("key-1234").run(write("tea")).await.unwrap();
        assert_eq!(t.findings("kernel.idempotency").await, Vec::<String>::new());
        let faults = [
            ("update kernel_idempotency set key = ''", "update kernel_idempotency set key = 'key-1234'"),
            (
                "update kernel_idempotency set request_hash = substr(request_hash, 1, 5)",
                "delete from kernel_idempotency",
            ),
        ];
        for (breaking, mending) in faults {
            t.finds("kernel.idempotency", breaking, mending, "an answer is kept under no key").await;
        }
    }

    async fn one_who_finds_too_much_stops(t: Test) {
        let looked = AtomicU64::new(0);
        let found = in_parts(&t.app, |_| Endless(&looked)).await.unwrap();
        assert_eq!((looked.into_inner(), found.len()), (4, 1_201));
        assert_eq!(found[1_200], "the rest was not looked through");
    }
}
