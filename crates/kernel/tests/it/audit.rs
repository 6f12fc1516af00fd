//! The audit against whoever has the database file.
use crate::notes::*;
use lianxin_db::{Tx, Work, sql};
use lianxin_kernel::*;
use lianxin_testkit::{Isolation, Setup, Test, both};

async fn some_lines(t: &Test) {
    let clerk = t.person_act(t.some_id(), &[Grant::new(Role::Clerk, PLACE)]);
    for text in ["tea", "chess", "choir", "dance"] {
        clerk.run(write(text)).await.unwrap();
        t.clock.forward(Span::seconds(1));
    }
    t.work_jobs().await;
    assert_eq!(verify_audit(&t.app).await.unwrap().findings, Vec::<String>::new());
}

/// What someone does to the database with another program.
struct Past(&'static str);

impl Work for Past {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<u64> {
        Ok(tx.run(sql(self.0)).await?)
    }
}

/// Says what a look at the audit finds after this.
async fn found(t: &Test, text: &'static str) -> Vec<String> {
    assert!(t.app.db().write(&Past(text)).await.unwrap() > 0, "{text} changed nothing");
    verify_audit(&t.app).await.unwrap().findings
}

const TAMPERINGS: [(&str, &str); 7] = [
    (
        "update kernel_audit set what = 'notes.other' where district = 1 and id in
         (select line from kernel_audit_link where district = 1 and seq = 3)",
        "was changed",
    ),
    ("update kernel_audit set who = target where district = 1 and actor = 'person'", "was changed"),
    (
        "delete from kernel_audit where district = 1 and id in
         (select line from kernel_audit_link where district = 1 and seq = 3)",
        "is missing",
    ),
    ("delete from kernel_audit_link where district = 1 and seq = 3", "links 3 to 3 are missing"),
    (
        "update kernel_audit_link set seq = -seq where district = 1 and seq in (2, 3)",
        "links 2 to 3 are missing",
    ),
    ("update kernel_audit_chain set last_seq = 2 where district = 1", "was changed"),
    (
        "insert into kernel_audit (district, id, at, actor, what, input, notes, mac)
         select district, target, at, actor, what, input, notes, mac from kernel_audit
         where district = 1 and target is not null and what = 'notes.write_note'",
        "past the program",
    ),
];

/// Each on a database of its own: what was done to one stays.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_done_past_the_program_is_found() {
    for (text, says) in TAMPERINGS {
        let tests = [
            Some(Test::sqlite(Setup::new(MODULES)).await),
            Test::postgres(Setup::new(MODULES), Isolation::Serializable).await,
        ];
        for t in tests.into_iter().flatten() {
            some_lines(&t).await;
            let found = found(&t, text).await;
            assert!(
                found.iter().any(|line| line.contains(says)),
                "{}: {text}: {found:?}",
                t.engine
            );
        }
    }
}

both! { MODULES;
    async fn a_head_noted_earlier_shows_that_nothing_was_taken_back(t: Test) {
        some_lines(t).await;
        let report = verify_audit(&t.app).await.unwrap();
        let (district, seq, hash) = report.heads[0].clone();
        let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        some_lines(t).await;
        assert!(audit_holds(&t.app, &format!("{district}:{seq}:{hex}")).await.unwrap());
        assert!(!audit_holds(&t.app, &format!("{district}:{}:{hex}", seq + 1)).await.unwrap());
        assert!(!audit_holds(&t.app, &format!("{district}:{}:{hex}", seq + 1000)).await.unwrap());
        assert!(audit_holds(&t.app, "nothing").await.is_err());
    }

    async fn old_lines_leave_from_the_beginning_and_the_rest_is_whole(t: Test) {
        some_lines(t).await;
        let lines = verify_audit(&t.app).await.unwrap().lines;
        let forget = Forget(t.app.now() - Span::seconds(2));
        let gone = t.system().run(forget).await.unwrap();
        assert!(gone > 0 && gone < lines as u64, "{gone} of {lines}");
        let report = verify_audit(&t.app).await.unwrap();
        assert_eq!(report.findings, Vec::<String>::new());
        // The forgetting has a line of its own.
        assert_eq!(report.lines, lines - gone as usize + 1);
    }

    async fn who_was_seen_can_ask_who_looked(t: Test) {
        let (clerk, seen) = (t.some_id(), t.some_id());
        let act = t.person_act(clerk, &[Grant::new(Role::Clerk, PLACE)]);
        act.ask(LookAt { person: seen, purpose: Some(Purpose::Service) }).await.unwrap();
        act.ask(LookAt { person: t.some_id(), purpose: None }).await.unwrap();
        let lines = t.about(seen).await;
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].who, lines[0].purpose), (Some(clerk), Some(Purpose::Service)));
        assert_eq!(lines[0].notes, "{\"own_household\":true}");
    }

    async fn who_acts_for_another_stands_in_the_line_and_the_other_is_told(t: Test) {
        let (father, daughter) = (t.some_id(), t.some_id());
        let person = Person { by: Some(daughter), ..Person::new(father, Language::ZhCn) };
        let act = t.app.act(Some(Actor::Person(person)));
        act.run(Keep { owner: father.into() }).await.unwrap();
        let line = t.audit().await.pop().unwrap();
        assert_eq!((line.who, line.behalf), (Some(daughter), Some(father)));
        assert_eq!(t.about(father).await.len(), 1);
        t.work_jobs().await;
        let told = t.nobody().ask(Texts).await.unwrap();
        assert!(told.iter().any(|text| text == "notes.keep for another"), "{told:?}");
    }
}
