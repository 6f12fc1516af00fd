use crate::world::*;
use lianxin_kernel::Span;
use lianxin_privacy::*;
use lianxin_testkit::{Setup, both};

/// The lines of the audit get their places in the chain, as by the worker of a running program.
async fn linked(t: &Test) {
    let audit = lianxin_kernel::verify_audit(&t.app).await.unwrap();
    assert_eq!(audit.findings, Vec::<String>::new());
}

fn short_audit() -> Setup {
    let mut setup = setup();
    setup.settings.set(Config { audit_days: 1, ..Config::default() });
    setup
}

both! { setup: setup();
    async fn an_ended_account_is_forgotten_in_time(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "忘記我", Some("13800002071"), None, Some(w.north)).await;
        w.admin.run(lianxin_people::EndPerson { person }).await.unwrap();
        t.clock.forward(Span::days(100));
        t.work_jobs().await;
        assert!(!t.traces(&["忘記我"]).await.is_empty());
        t.clock.forward(Span::days(100));
        t.work_jobs().await;
        assert_eq!(t.traces(&["忘記我", "13800002071"]).await, Vec::<String>::new());
    }
}

both! { setup: short_audit();
    async fn the_audit_is_kept_for_half_a_year_whatever_is_set(t: Test) {
        let w = World::build(t).await;
        t.work_jobs().await;
        linked(t).await;
        let first = t.audit().await[0].id;
        t.clock.forward(Span::days(182));
        t.work_jobs().await;
        assert_eq!(t.audit().await[0].id, first);
        t.clock.forward(Span::days(2));
        t.work_jobs().await;
        let left = t.audit().await;
        assert!(left.iter().all(|line| line.id != first));
        assert!(!left.is_empty());
        assert!(left.iter().all(|line| line.at >= t.app.now() - Span::days(183)));
        let runs = w.admin.ask(ListRetentionRuns { page: PageOf::default() }).await.unwrap().items;
        assert!(runs.iter().any(|r| r.holding == "kernel.audit" && r.purpose == "audit"));
    }
}
