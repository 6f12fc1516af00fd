use crate::world::*;
use lianxin_kernel::{Line, Names, Note, Secret, Span};
use lianxin_people::{
    AddPickUp, AgeBand, ChangeMe, ConsentRecord, EndGuardian, EvidenceKind, Phone, RecordDelegate,
};
use lianxin_privacy::*;
use lianxin_testkit::{Setup, both};

async fn mine(act: &lianxin_kernel::Act, purpose: &str) -> ConsentView {
    let all = act.ask(ListMyConsents).await.unwrap();
    all.into_iter().find(|c| c.purpose.as_str() == purpose).unwrap()
}

async fn publish(w: &World, purpose: &str, after: i64, material: bool) {
    let (title, body) = (Names::zh_cn("新说明"), Names::zh_cn("更多用途"));
    let text = PublishText { subject: key(purpose), after, material, title, body };
    assert_eq!(w.admin.run(text).await.unwrap(), after + 1);
}

fn stricter() -> Setup {
    let mut setup = setup();
    setup.settings.set(Config { guardian_until_age: 16, ..Config::default() });
    setup
}

both! { setup: stricter();
    async fn an_installation_may_ask_guardians_for_longer(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "周大", None, Some("2011-01-01"), Some(w.north)).await;
        let mother = added(t, "周妈妈", None, Some("1988-05-01"), Some(w.north)).await;
        guarded(&w, child, mother).await;
        let alone = say(&t.person_act(child, &[]), "photos", Answer::Given, Some(1)).await;
        assert_eq!(refused(alone), "privacy.guardian_needed");
        say(&acting(t, mother, child), "photos", Answer::Given, Some(1)).await.unwrap();
        t.clock.forward(Span::days(365));
        say(&t.person_act(child, &[]), "photos", Answer::Withdrawn, None).await.unwrap();
        let too_old = say(&acting(t, mother, child), "photos", Answer::Given, Some(1)).await;
        assert_eq!(refused(too_old), "privacy.own_word_needed");
    }
}

both! { setup: setup();
    async fn a_consent_holds_until_it_is_taken_back(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, Some("1950-01-01"), Some(w.north)).await;
        let act = t.person_act(person, &[]);
        assert!(!holds(t, person, "photos").await && mine(&act, "photos").await.ask);
        assert!(holds(t, person, "activities").await, "rests on no consent");
        assert!(!holds(t, person, "unknown_thing").await);
        say(&act, "photos", Answer::Given, Some(1)).await.unwrap();
        assert!(holds(t, person, "photos").await);
        let seen = mine(&act, "photos").await;
        assert!(seen.holds && !seen.ask);
        assert_eq!((seen.answer, seen.channel), (Some(Answer::Given), Some(Channel::Portal)));
        t.clock.forward(Span::seconds(1));
        say(&act, "photos", Answer::Withdrawn, None).await.unwrap();
        assert!(!holds(t, person, "photos").await);
        assert_eq!(refused(say(&act, "photos", Answer::Withdrawn, None).await), "privacy.not_given");
        assert_eq!(refused(say(&act, "activities", Answer::Given, Some(1)).await), "privacy.not_asked");
        assert_eq!(refused(say(&act, "photos", Answer::Given, Some(2)).await), "privacy.text_changed");
        assert_eq!(refused(say(&act, "photos", Answer::Given, None).await), "version required");
    }

    async fn a_new_text_asks_anew_and_does_not_nag_who_refused(t: Test) {
        let w = World::build(t).await;
        let (yes, no) = (added(t, "周", None, None, None).await, added(t, "吴", None, None, None).await);
        let (yes_act, no_act) = (t.person_act(yes, &[]), t.person_act(no, &[]));
        say(&yes_act, "photos", Answer::Given, Some(1)).await.unwrap();
        say(&no_act, "photos", Answer::Refused, Some(1)).await.unwrap();
        publish(&w, "photos", 1, false).await;
        assert!(holds(t, yes, "photos").await, "nothing of weight changed");
        publish(&w, "photos", 2, true).await;
        assert!(!holds(t, yes, "photos").await);
        assert!(mine(&yes_act, "photos").await.ask);
        assert!(!mine(&no_act, "photos").await.ask);
        t.clock.forward(Span::days(180));
        assert!(mine(&no_act, "photos").await.ask);
        say(&no_act, "photos", Answer::Refused, Some(3)).await.unwrap();
        t.clock.forward(Span::days(400));
        assert!(!mine(&no_act, "photos").await.ask, "one text is asked about once");
        let stale = PublishText {
            subject: key("photos"), after: 1, material: true,
            title: Names::zh_cn("a"), body: Names::zh_cn("b"),
        };
        assert_eq!(refused(w.admin.run(stale).await), "privacy.changed_meanwhile");
    }

    async fn for_a_child_a_guardian_speaks(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        let mother = added(t, "周妈妈", None, Some("1988-05-01"), Some(w.north)).await;
        let link = guarded(&w, child, mother).await;
        let alone = say(&t.person_act(child, &[]), "photos", Answer::Given, Some(1)).await;
        assert_eq!(refused(alone), "privacy.guardian_needed");
        say(&acting(t, mother, child), "photos", Answer::Given, Some(1)).await.unwrap();
        let seen = mine(&acting(t, mother, child), "photos").await;
        assert_eq!((seen.holds, seen.guardian.as_deref()), (true, Some("周妈妈")));
        // Nobody says it for a grown person.
        let father = added(t, "周爷爷", None, Some("1950-01-01"), Some(w.north)).await;
        let for_him = say(&acting(t, mother, father), "photos", Answer::Given, Some(1)).await;
        assert_eq!(refused(for_him), "privacy.own_word_needed");
        let record = |guardian| RecordDecision {
            person: child, purpose: key("needs"), answer: Answer::Given, version: Some(1),
            channel: Channel::Desk, guardian,
        };
        assert_eq!(refused(w.clerk.run(record(None)).await), "guardian required");
        assert_eq!(refused(w.clerk.run(record(Some(child))).await), "privacy.not_guardian");
        w.clerk.run(record(Some(mother))).await.unwrap();
        assert!(holds(t, child, "needs").await);
        // It ends with the desk's word, also for what a guardian says in the child's name.
        w.clerk.run(EndGuardian { child, link }).await.unwrap();
        assert_eq!(refused(w.clerk.run(record(Some(mother))).await), "privacy.not_guardian");
        let after = say(&acting(t, mother, child), "photos", Answer::Withdrawn, None).await;
        assert_eq!(refused(after), "privacy.guardian_needed");
        assert!(holds(t, child, "photos").await && acting(t, mother, child).ask(ShowMyData).await.is_err());
    }

    async fn who_may_be_a_child_is_protected_until_a_birth_date_says_otherwise(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        let mother = added(t, "周妈妈", None, Some("1988-05-01"), Some(w.north)).await;
        guarded(&w, child, mother).await;
        let own = t.person_act(child, &[]);
        let age_band = Some(Secret::new(Some(AgeBand::From6)));
        own.run(ChangeMe { age_band, ..ChangeMe::default() }).await.unwrap();
        let given = async |act: &lianxin_kernel::Act| say(act, "photos", Answer::Given, Some(1)).await;
        assert_eq!(refused(given(&own).await), "privacy.guardian_needed");
        // From 7 to 14 by now.
        t.clock.forward(Span::days(366));
        assert_eq!(refused(given(&own).await), "privacy.guardian_needed_in_doubt");
        given(&acting(t, mother, child)).await.unwrap();
        assert!(holds(t, child, "photos").await);
        let birth_date = Some(Secret::new(Some("2010-05-01".parse().unwrap())));
        own.run(ChangeMe { birth_date, ..ChangeMe::default() }).await.unwrap();
        say(&own, "photos", Answer::Withdrawn, None).await.unwrap();
        let mother = given(&acting(t, mother, child)).await;
        assert_eq!(refused(mother), "privacy.own_word_needed");
    }

    async fn nobody_but_a_guardian_speaks_for_a_child(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        let aunt = added(t, "周阿姨", Some("13800002071"), Some("1988-05-01"), Some(w.north)).await;
        let other = added(t, "小红", None, Some("2016-06-01"), Some(w.north)).await;
        guarded(&w, other, aunt).await;
        // May act for the child in everything else; may take it home; guards another child.
        let record = ConsentRecord { evidence: EvidenceKind::SignedForm, reason: Note::new("母亲签字").unwrap() };
        let delegate = RecordDelegate {
            person: child, delegate: aunt, modules: None, from: None, until: None, card: None,
            record: Some(Secret::new(record)),
        };
        w.clerk.run(delegate).await.unwrap();
        let pick_up = AddPickUp {
            child, name: Secret::new(Line::new("周阿姨").unwrap()), relation: None,
            phone: Some(Secret::new(Phone::parse("13800002071").unwrap())), until: None,
        };
        w.clerk.run(pick_up).await.unwrap();
        for by in [aunt, w.clerk_id] {
            let act = acting(t, by, child);
            for answer in [Answer::Given, Answer::Refused] {
                assert_eq!(refused(say(&act, "photos", answer, Some(1)).await), "privacy.guardian_needed");
            }
            assert_eq!(refused(ask(&act, RequestKind::Erase, None).await), "privacy.guardian_needed");
            assert_eq!(refused(act.ask(ShowMyData).await.map(|_| ())), "privacy.guardian_needed");
            assert_eq!(refused(act.ask(ListMyConsents).await.map(|_| ())), "privacy.guardian_needed");
            let looks = ListMyLooks { after: None, limit: None };
            assert_eq!(refused(act.ask(looks).await.map(|_| ())), "privacy.guardian_needed");
        }
        let record = |guardian| RecordDecision {
            person: child, purpose: key("photos"), answer: Answer::Given, version: Some(1),
            channel: Channel::Paper, guardian: Some(guardian),
        };
        assert_eq!(refused(w.clerk.run(record(aunt)).await), "privacy.not_guardian");
        assert_eq!(refused(w.clerk.run(record(other)).await), "privacy.not_guardian");
        // Nor is one the witness of their own word as guardian.
        guarded_by(&w.manager, child, w.clerk_id).await;
        assert!(matches!(w.clerk.run(record(w.clerk_id)).await, Err(lianxin_kernel::Error::Forbidden)));
        assert!(!holds(t, child, "photos").await);
        w.manager.run(record(w.clerk_id)).await.unwrap();
        assert!(holds(t, child, "photos").await);
        // For who is old enough no guardian speaks, also at the desk.
        let grown = added(t, "周大", None, Some("2011-01-01"), Some(w.north)).await;
        guarded(&w, grown, aunt).await;
        let for_them = RecordDecision { person: grown, ..record(aunt) };
        assert_eq!(refused(w.clerk.run(for_them).await), "privacy.own_word_needed");
        say(&t.person_act(grown, &[]), "photos", Answer::Given, Some(1)).await.unwrap();
    }

    async fn the_desk_is_witness_of_people_at_home_there(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, Some("1950-01-01"), Some(w.north)).await;
        let away = added(t, "吴", None, Some("1950-01-01"), Some(w.south)).await;
        let record = |person| RecordDecision {
            person, purpose: key("photos"), answer: Answer::Given, version: Some(1),
            channel: Channel::Paper, guardian: None,
        };
        w.clerk.run(record(person)).await.unwrap();
        let seen = w.clerk.ask(ShowConsentsOf { person }).await.unwrap();
        let photos = seen.iter().find(|c| c.purpose.as_str() == "photos").unwrap();
        assert_eq!(photos.witness.as_deref(), Some("李"));
        assert!(w.clerk.run(record(away)).await.is_err() && !holds(t, away, "photos").await);
        assert!(w.clerk.ask(ShowConsentsOf { person: away }).await.is_err());
        let own = strong(t, w.clerk_id, lianxin_kernel::Role::Clerk, w.north.into());
        assert!(own.run(record(w.clerk_id)).await.is_err(), "nobody is their own witness");
    }

    /// Random words and texts, held against what a simple story of them says.
    async fn every_sequence_holds_only_what_was_said(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        let (mut version, mut holding, mut given) = (1, false, false);
        for _ in 0..60 {
            t.clock.forward(Span::seconds(1));
            match t.app.random().number() % 5 {
                0 => {
                    say(&act, "photos", Answer::Given, Some(version)).await.unwrap();
                    (holding, given) = (true, true);
                }
                1 => {
                    say(&act, "photos", Answer::Refused, Some(version)).await.unwrap();
                    (holding, given) = (false, false);
                }
                2 => {
                    let done = say(&act, "photos", Answer::Withdrawn, None).await;
                    assert_eq!(done.is_ok(), given);
                    (holding, given) = (false, false);
                }
                n => {
                    publish(&w, "photos", version, n == 3).await;
                    version += 1;
                    holding &= n != 3;
                }
            }
            assert_eq!(holds(t, person, "photos").await, holding, "{}", t.engine);
        }
    }
}
