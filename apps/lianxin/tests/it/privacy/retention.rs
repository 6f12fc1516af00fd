use lianxin::MODULES;
use lianxin_kernel::{AnyId, Command, Permission, Read, Result, Scope, Write};
use lianxin_kernel::{Span, Timestamp};
use lianxin_notices::ListMyMessages;
use lianxin_places::CenterId;
use lianxin_presence::{Attendee, CheckIn, How, Window, check_in};
use lianxin_privacy::*;
use lianxin_testkit::{Test, both};
use lianxin_testtown::*;

/// Someone was at something.
#[derive(serde::Serialize)]
struct Came {
    #[serde(skip)]
    subject: AnyId,
    #[serde(skip)]
    center: CenterId,
    #[serde(skip)]
    person: AnyId,
}

impl Command for Came {
    const NAME: &'static str = "test.came";
    const NEEDS: Permission = Permission::new("test.come", &[]);
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        let who = Attendee {
            id: self.person,
            person: Some(self.person),
            claim: None,
            band: Some("adult".into()),
        };
        let window = Window { opens: now, closes: now + Span::hours(1) };
        let check = CheckIn {
            subject: self.subject,
            center: self.center.0,
            attendees: vec![who],
            window,
            how: How::Desk,
            online: false,
        };
        check_in(w, check).await.map(drop)
    }
}

async fn visits(t: &Test, center: CenterId) -> i64 {
    let (from, to) = (Timestamp(0), Timestamp(i64::MAX));
    let read = async |tx: &mut lianxin_db::Tx| {
        lianxin_presence::visits_at_centers(tx, &[center.0], from, to).await
    };
    t.app.db().read(read).await.unwrap().iter().map(|v| v.visits).sum()
}

/// Something at a center to be at.
fn thing(t: &Test, center: CenterId) -> AnyId {
    AnyId::compose(t.app.now().millis(), center.0.district(), t.app.random().number())
}

/// The lines of the audit get their places in the chain, as by the worker of a running program.
async fn linked(t: &Test) {
    let audit = lianxin_kernel::verify_audit(&t.app).await.unwrap();
    assert_eq!(audit.findings, Vec::<String>::new());
}

async fn rows(act: &lianxin_kernel::Act, holding: &str) -> usize {
    let data = act.ask(ShowMyData).await.unwrap();
    let mut all = data.parts.iter().flat_map(|p| &p.holdings);
    all.find(|h| h.holding == holding).map_or(0, |h| h.rows.len())
}

both! { MODULES;
    async fn what_is_over_leads_to_nobody_and_still_counts(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        t.work_jobs().await;
        let subject = thing(t, w.north);
        t.system().run(Came { subject, center: w.north, person: person.0 }).await.unwrap();
        t.clock.forward(Span::days(1_000));
        t.system().run(Came { subject: thing(t, w.north), center: w.north, person: person.0 }).await.unwrap();
        assert_eq!((visits(t, w.north).await, rows(&act, "presence.stays").await), (2, 2));
        linked(t).await;
        t.clock.forward(Span::days(100));
        t.work_jobs().await;
        assert_eq!((visits(t, w.north).await, rows(&act, "presence.stays").await), (2, 1));
        let inbox = act.ask(ListMyMessages { after: None, limit: None }).await.unwrap().items;
        assert_eq!((inbox.len(), inbox[0].link.as_deref()), (1, None), "the welcome is blank");
        let runs = w.admin.ask(ListRetentionRuns { page: PageOf::default() }).await.unwrap().items;
        let stays = runs.iter().find(|r| r.holding == "presence.stays").unwrap();
        assert_eq!((stays.changed, stays.purpose.as_str()), (1, "activities"));
        assert!(runs.iter().any(|r| r.holding == "kernel.audit"));
        // The night after finds nothing more to do there.
        let before = runs.iter().filter(|r| r.holding != "kernel.audit").count();
        t.clock.forward(Span::days(1));
        t.work_jobs().await;
        let runs = w.admin.ask(ListRetentionRuns { page: PageOf::default() }).await.unwrap().items;
        assert_eq!(runs.iter().filter(|r| r.holding != "kernel.audit").count(), before);
    }

}
