use crate::notes::*;
use lianxin_kernel::*;
use lianxin_testkit::{both, race};

both! { MODULES;
    race async fn who_listens_hears_after_the_commit(t: Test) {
        t.system().run(write("tea")).await.unwrap();
        assert_eq!(t.nobody().ask(Texts).await.unwrap(), ["tea"]);
        t.work_jobs().await;
        assert_eq!(t.nobody().ask(Texts).await.unwrap(), ["copy of tea", "tea"]);
        let copied = &t.audit().await[1];
        assert_eq!((copied.who, copied.actor.as_str()), (None, "notes.copy"));
    }

    race async fn many_workers_do_a_job_once(t: Test) {
        for n in 0..20 {
            t.system().run(write(&format!("note {n}"))).await.unwrap();
        }
        let done = race(6, |_| {
            let app = t.app.clone();
            async move { Worker::new(app).run_due().await.unwrap().done }
        })
        .await;
        // Each note is heard of once, and each copy too.
        assert_eq!(done.iter().sum::<usize>(), 40);
        assert_eq!(t.nobody().ask(Texts).await.unwrap().len(), 40);
    }

    race async fn a_failing_job_comes_back_later_and_rests_in_the_end(t: Test) {
        t.system().run(write("fail")).await.unwrap();
        let worker = Worker::new(t.app.clone());
        assert_eq!(worker.run_due().await.unwrap(), WorkerReport { done: 2, failed: 1 });
        assert_eq!(worker.run_due().await.unwrap(), WorkerReport::default(), "not at once");
        for n in 2..=8 {
            t.clock.forward(Span::days(1));
            let report = worker.run_due().await.unwrap();
            assert_eq!(report, WorkerReport { done: 0, failed: 1 }, "try {n}");
        }
        t.clock.forward(Span::days(30));
        assert_eq!(worker.run_due().await.unwrap(), WorkerReport::default());
        assert_eq!(worker.waiting().await.unwrap(), (0, 1), "a person has to look at it");
        let found = t.findings("kernel.jobs").await;
        assert!(found[0].contains("nobody looked at it: 1, job_"), "{found:?}");
        t.breaks("kernel.jobs");
    }
}
