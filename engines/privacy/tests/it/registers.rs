use crate::world::*;
use lianxin_kernel::{Error, Grant, Language, Line, Names, Note, Role, Span};
use lianxin_privacy::*;
use lianxin_testkit::both;

fn long<const N: usize>(text: &str) -> Note<N> {
    Note::new(text).unwrap()
}

pub fn assessment(next_review: &str) -> AssessmentFields {
    AssessmentFields {
        subject: Line::new("活动照片公开").unwrap(),
        purposes: vec![key("photos")],
        necessity: long("只公开同意的照片"),
        risks: vec![Risk {
            what: long("误发"),
            level: RiskLevel::Medium,
            measures: long("发布前核对"),
            remaining: RiskLevel::Low,
        }],
        decision: long("可以进行"),
        next_review: next_review.parse().unwrap(),
    }
}

pub fn breach() -> BreachFields {
    let n = Names::zh_cn;
    BreachFields {
        kinds: n("姓名和电话").with(Language::En, "names and phones"),
        classes: vec![DataClass::Personal],
        people: 2,
        cause: n("邮件误发"),
        harm: n("骚扰电话"),
        measures: n("已收回邮件"),
        advice: n("留意陌生来电"),
        contact: n("电话 010-1234"),
    }
}

both! { setup: setup();
    async fn an_assessment_is_reviewed_by_another(t: Test) {
        let w = World::build(t).await;
        let add = |fields| AddAssessment { place: w.district.into(), fields };
        assert_eq!(refused(w.admin.run(add(assessment("2026-03-02"))).await), "next_review in_past");
        let unknown = AssessmentFields { purposes: vec![key("nothing")], ..assessment("2026-06-01") };
        assert_eq!(refused(w.admin.run(add(unknown)).await), "purposes.0 unknown");
        let made = w.admin.run(add(assessment("2026-06-01"))).await.unwrap();
        let id = made.assessment;
        let review = |approve| ReviewAssessment { assessment: id, approve, note: long("同意") };
        assert_eq!(refused(w.other_admin.run(review(true)).await), "privacy.wrong_state");
        w.admin.run(SubmitAssessment { assessment: id }).await.unwrap();
        let change = |version| ChangeAssessment { assessment: id, version, fields: assessment("2026-07-01") };
        assert_eq!(refused(w.admin.run(change(2)).await), "privacy.wrong_state");
        let own = w.admin.run(review(true)).await;
        assert!(matches!(own, Err(Error::OwnRequest)), "{own:?}");
        w.other_admin.run(review(false)).await.unwrap();
        assert!(matches!(w.other_admin.run(change(3)).await, Err(Error::Forbidden)));
        assert_eq!(refused(w.admin.run(change(2)).await), "privacy.changed_meanwhile");
        assert_eq!(w.admin.run(change(3)).await.unwrap().state, AssessmentState::Draft);
        w.admin.run(SubmitAssessment { assessment: id }).await.unwrap();
        w.other_admin.run(review(true)).await.unwrap();
        let seen = w.admin.ask(ShowAssessment { assessment: id }).await.unwrap();
        assert_eq!(seen.state, AssessmentState::Approved);
        assert_eq!((seen.author.as_deref(), seen.reviewer.as_deref()), (Some("赵管理"), Some("钱管理")));
        let list = ListAssessments { place: w.city.into(), page: PageOf::default() };
        assert_eq!(w.admin.ask(list).await.unwrap().items.len(), 1);
        // Two weeks before the review both are reminded, once.
        t.clock.forward(Span::days(107));
        t.work_jobs().await;
        t.clock.forward(Span::days(2));
        t.work_jobs().await;
        t.clock.forward(Span::days(9));
        t.work_jobs().await;
        for person in [w.admin_id, w.other_id] {
            assert_eq!(told(t, person, "assessment_due").await.len(), 1);
        }
    }

    async fn a_breach_is_told_to_authority_and_persons(t: Test) {
        let w = World::build(t).await;
        let (a, b) = (added(t, "周", None, None, Some(w.north)).await, added(t, "吴", None, None, None).await);
        let found_at = t.app.now();
        let record = |found_at| RecordBreach { place: w.north.into(), found_at, fields: breach() };
        assert_eq!(refused(w.admin.run(record(found_at + Span::hours(1))).await), "found_at out_of_range");
        let made = w.admin.run(record(found_at)).await.unwrap();
        assert_eq!(made.number, "BR-2026-0001");
        let id = made.breach;
        let seen = w.admin.ask(ShowBreach { breach: id }).await.unwrap();
        assert_eq!(seen.notices.len(), 6);
        assert!(seen.notices.iter().all(|n| n.body.contains("010-1234")));
        let weak = t.person_act(w.admin_id, &[Grant::new(Role::Administrator, w.city)]);
        let concerned = || AddConcerned { breach: id, persons: vec![a, b, b, lianxin_people::PersonId(t.some_id())] };
        assert!(matches!(weak.run(concerned()).await, Err(Error::SecondFactor)));
        assert_eq!(w.admin.run(concerned()).await.unwrap(), Added { added: 2, unknown: 1 });
        assert_eq!(w.admin.run(concerned()).await.unwrap(), Added { added: 0, unknown: 1 });
        assert_eq!(refused(w.admin.run(CloseBreach { breach: id }).await), "privacy.authority_not_told");
        let noted = |at| NoteAuthorityTold { breach: id, at, how: Line::new("电话，网信办").unwrap() };
        assert_eq!(refused(w.admin.run(noted(found_at - Span::hours(1))).await), "at out_of_range");
        w.admin.run(noted(found_at)).await.unwrap();
        assert_eq!(refused(w.admin.run(noted(found_at)).await), "privacy.told_already");
        assert_eq!(refused(w.admin.run(CloseBreach { breach: id }).await), "privacy.persons_not_told");
        assert_eq!(w.admin.run(TellConcerned { breach: id }).await.unwrap(), Told { told: 2, left: 0 });
        assert_eq!(w.admin.run(TellConcerned { breach: id }).await.unwrap(), Told { told: 0, left: 0 });
        t.work_jobs().await;
        for person in [a, b] {
            let heard = told(t, person, "data_breach").await;
            assert_eq!(heard.len(), 1);
            for what in ["kinds", "cause", "harm", "measures", "advice", "contact"] {
                assert!(heard[0]["values"][what]["zh-CN"].is_string(), "{what}");
            }
        }
        let named = w.admin.ask(ListConcerned { breach: id, page: PageOf::default() }).await.unwrap().items;
        assert!(named.iter().all(|c| c.told_at.is_some() && c.name.is_some()) && named.len() == 2);
        let version = w.admin.ask(ShowBreach { breach: id }).await.unwrap().version;
        let more = BreachFields { people: 3, ..breach() };
        let change = ChangeBreach { breach: id, version, found_at, fields: more };
        w.admin.run(change.clone()).await.unwrap();
        assert_eq!(refused(w.admin.run(change.clone()).await), "privacy.changed_meanwhile");
        w.admin.run(CloseBreach { breach: id }).await.unwrap();
        assert_eq!(refused(w.admin.run(change).await), "privacy.closed");
        let data = t.person_act(a, &[]).ask(ShowMyData).await.unwrap();
        let shown = data.parts.iter().flat_map(|p| &p.holdings).find(|h| h.holding == "privacy.breaches");
        assert_eq!(shown.unwrap().rows[0]["number"], "BR-2026-0001");
    }

    async fn who_gets_data_is_entered_with_the_contract(t: Test) {
        let w = World::build(t).await;
        let fields = ProvisionFields {
            kind: ProvisionKind::Entrusted, purpose: key("operators"), receiver: Line::new("春晖社工").unwrap(),
            contact: Line::new("010-5678").unwrap(), classes: vec![DataClass::Personal],
            contract: Line::new("2026-17").unwrap(), manner: long("只读账户"),
            from: "2026-03-01".parse().unwrap(), until: Some("2026-02-01".parse().unwrap()),
        };
        let add = |fields| AddProvision { place: w.north.into(), fields };
        assert_eq!(refused(w.admin.run(add(fields.clone())).await), "until before_start");
        let fine = ProvisionFields { until: None, ..fields };
        let id = w.admin.run(add(fine.clone())).await.unwrap();
        assert!(w.manager.run(add(fine)).await.is_err());
        let list = || ListProvisions { place: w.city.into(), page: PageOf::default() };
        let auditor = t.person_act(t.some_id(), &[Grant::new(Role::Auditor, w.city)]);
        assert_eq!(auditor.ask(list()).await.unwrap().items[0].ended_at, None);
        assert!(auditor.run(EndProvision { provision: id }).await.is_err());
        w.admin.run(EndProvision { provision: id }).await.unwrap();
        assert!(w.admin.ask(list()).await.unwrap().items[0].ended_at.is_some());
        assert_eq!(refused(w.admin.run(EndProvision { provision: id }).await), "privacy.closed");
    }
}
