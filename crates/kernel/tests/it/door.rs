use crate::notes::*;
use lianxin_kernel::*;
use lianxin_testkit::{both, race};

/// Takes away what stood against it.
struct Clear;

impl lianxin_db::Work for Clear {
    type Out = u64;
    type Error = Error;

    async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<u64> {
        let q = "delete from notes_note where district = 1 and text = 'full'";
        Ok(tx.run(lianxin_db::sql(q)).await?)
    }
}

fn clerk(t: &lianxin_testkit::Test) -> Act {
    t.person_act(t.some_id(), &[Grant::new(Role::Clerk, PLACE)])
}

both! { MODULES;
    async fn who_is_it_then_is_it_there_then_may_they(t: Test) {
        let resident = t.person_act(t.some_id(), &[]);
        assert!(matches!(t.nobody().run(write("nowhere")).await, Err(Error::SignIn)));
        assert!(matches!(resident.run(write("nowhere")).await, Err(Error::NotFound(_))));
        assert!(matches!(resident.run(write("tea")).await, Err(Error::Forbidden)));
        assert!(matches!(resident.run(write("secret")).await, Err(Error::NotFound(_))));
        let elsewhere = t.person_act(t.some_id(), &[Grant::new(Role::Clerk, t.some_id())]);
        assert!(matches!(elsewhere.run(write("tea")).await, Err(Error::Forbidden)));
        assert!(t.audit().await.is_empty());
        clerk(t).run(write("tea")).await.unwrap();
        assert_eq!(t.nobody().ask(Texts).await.unwrap(), ["tea"]);
    }

    async fn what_is_ones_own_is_nobody_elses(t: Test) {
        let (mine, other) = (t.some_id(), t.some_id());
        t.person_act(mine, &[]).run(Keep { owner: mine.into() }).await.unwrap();
        let tried = t.person_act(other, &[]).run(Keep { owner: mine.into() }).await;
        assert!(matches!(tried, Err(Error::NotFound(_))));
    }

    async fn a_change_leaves_one_line_with_its_secrets_masked(t: Test) {
        let who = t.some_id();
        let act = t.person_act(who, &[Grant::new(Role::Clerk, PLACE)]);
        let note = act.run(write("tea")).await.unwrap();
        let lines = t.audit().await;
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!((line.who, line.what.as_str(), line.target), (Some(who), "notes.write_note", Some(note.0)));
        assert!(line.input.contains("tea") && line.input.contains("•••"));
        assert!(!line.input.contains("1234"));
    }

    async fn a_look_at_people_is_written_down(t: Test) {
        let resident = t.person_act(t.some_id(), &[]);
        assert!(matches!(resident.ask(Writers).await, Err(Error::Forbidden)));
        assert!(t.audit().await.is_empty());
        let who = t.some_id();
        let act = t.person_act(who, &[Grant::new(Role::Clerk, PLACE)]);
        act.ask(Writers).await.unwrap();
        t.nobody().ask(Texts).await.unwrap();
        let lines = t.audit().await;
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].who, lines[0].what.as_str()), (Some(who), "notes.writers"));
        assert_eq!(lines[0].target, Some(PLACE));
    }

    async fn a_refused_change_leaves_nothing(t: Test) {
        let refused = clerk(t).run(write("bad")).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        assert!(t.nobody().ask(Texts).await.unwrap().is_empty());
        assert!(t.audit().await.is_empty());
        assert_eq!(t.work_jobs().await, 0);
    }

    race async fn a_key_makes_a_repeat_the_first_answer(t: Test) {
        let act = clerk(t).once("key-1234");
        let first = act.run(write("tea")).await.unwrap();
        assert_eq!(act.run(write("tea")).await.unwrap(), first);
        let other = act.run(write("coffee")).await;
        assert!(matches!(other, Err(Error::Invalid(_))), "one key, one request");
        let someone = clerk(t).once("key-1234");
        assert_ne!(someone.run(write("tea")).await.unwrap(), first, "keys are each person's own");
        assert_eq!(t.audit().await.len(), 2);
        let all = race(20, |_| {
            let act = act.once("key-5678");
            async move { act.run(write("cake")).await.unwrap() }
        })
        .await;
        assert!(all.iter().all(|id| *id == all[0]));
        assert_eq!(t.audit().await.len(), 3);
    }

    race async fn a_denial_is_an_answer_too(t: Test) {
        clerk(t).run(write("full")).await.unwrap();
        let who = t.some_id();
        let act = t.person_act(who, &[Grant::new(Role::Clerk, PLACE)]);
        let denied = |out: Result<NoteId>| {
            matches!(out, Err(Error::Conflict(why)) if why == [reason!("notes.full", of = 1)])
        };
        let all = race(8, |_| {
            let act = act.once("key-1234");
            async move { act.run(write("seat")).await }
        })
        .await;
        assert!(all.into_iter().all(denied));
        assert_eq!(t.nobody().ask(Texts).await.unwrap(), ["full"]);
        assert_eq!(t.audit().await.len(), 1);
        t.app.db().write(&Clear).await.unwrap();
        // There would be a place now, and who was told no under this key is told so again.
        assert!(denied(act.once("key-1234").run(write("seat")).await));
        act.once("key-5678").run(write("seat")).await.unwrap();
        // Another wish is another matter; then the key is that one's.
        act.once("key-1234").run(write("tea")).await.unwrap();
        assert!(matches!(act.once("key-1234").run(write("seat")).await, Err(Error::Invalid(_))));
        // The program's own works are tried until nothing stands against them.
        clerk(t).run(write("full")).await.unwrap();
        let job = t.system().once("job-1234");
        assert!(denied(job.run(write("seat")).await));
        t.app.db().write(&Clear).await.unwrap();
        job.run(write("seat")).await.unwrap();
    }

    async fn keys_of_the_installation_stay_the_same(t: Test) {
        let key = *t.app.secret("notes.key").unwrap();
        assert_ne!(key, [0; 32]);
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let again = Builder::new(t.app.db().clone(), zone, MODULES, t.app.keys().clone()).start().await.unwrap();
        assert_eq!(*again.secret("notes.key").unwrap(), key);
        assert!(again.secret("another").is_err());
    }

    async fn schema_and_statements_keep_the_rules(t: Test) {
        assert_eq!(t.lint(), Vec::<String>::new());
        for (place, text) in lianxin_db::STATEMENTS {
            t.app.db().check(text).await.unwrap_or_else(|e| panic!("{place}: {e}"));
        }
    }
}
