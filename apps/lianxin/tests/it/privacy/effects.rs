use lianxin::MODULES;
use lianxin_notices::{DeliverNotice, NoticeCode, NoticeValues};
use lianxin_privacy::*;
use lianxin_testkit::both;
use lianxin_testtown::*;

both! { MODULES;
    async fn a_withdrawal_shows_what_it_does_and_does_it(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        // Feedback rests on a contract; here the register asks for consent instead.
        let row = w.admin.ask(ListPurposes).await.unwrap().into_iter()
            .find(|p| p.key.as_str() == "messages").unwrap();
        let fields = PurposeFields {
            basis: LegalBasis::Consent, on_withdrawal: OnWithdrawal::Erase, ..row.fields
        };
        let put = PutPurpose { key: key("messages"), version: row.version, fields };
        assert_eq!(w.admin.run(put.clone()).await.unwrap(), 2);
        assert_eq!(refused(w.admin.run(put).await), "privacy.changed_meanwhile");
        t.work_jobs().await;
        say(&act, "messages", Answer::Given, Some(1)).await.unwrap();
        let effect = act.ask(ShowWithdrawal { purpose: key("messages") }).await.unwrap();
        assert_eq!(effect.then, OnWithdrawal::Erase);
        assert_eq!((effect.held[0].holding.as_str(), effect.held[0].rows), ("notices.messages", 1));
        let before = act.ask(lianxin_notices::ListMyMessages { after: None, limit: None }).await.unwrap();
        assert_eq!(before.items[0].link.as_deref(), Some("/me"));
        say(&act, "messages", Answer::Withdrawn, None).await.unwrap();
        let after = act.ask(lianxin_notices::ListMyMessages { after: None, limit: None }).await.unwrap();
        assert_eq!((after.items.len(), after.items[0].link.as_deref()), (1, None));
        assert_eq!(w.admin.ask(ListPurposeVersions { key: key("messages") }).await.unwrap().len(), 2);
    }

    async fn who_is_restricted_is_told_only_what_they_must_know(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let id = ask(&t.person_act(person, &[]), RequestKind::Restrict, None).await.unwrap().request;
        grant_request(&w.manager, id).await.unwrap();
        let told = |code| DeliverNotice { person, code, values: NoticeValues::new(), link: None };
        assert_eq!(t.system().run(told(NoticeCode::SessionMoved)).await.unwrap(), None);
        assert!(t.system().run(told(NoticeCode::DataBreach)).await.unwrap().is_some());
    }
}
