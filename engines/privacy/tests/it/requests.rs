use crate::world::*;
use lianxin_kernel::{Error, Line, Role, Secret, Span};
use lianxin_people::FindPeople;
use lianxin_places::HolidayDay;
use lianxin_places::commands::PutHolidays;
use lianxin_privacy::*;
use lianxin_testkit::both;

async fn listed(w: &World, state: Option<&str>) -> Vec<DeskDataRequest> {
    let list = ListDataRequests {
        place: w.city.into(),
        state: state.map(str::to_owned),
        after: None,
        limit: None,
    };
    w.admin.ask(list).await.unwrap().items
}

both! { setup: setup();
    async fn a_request_has_a_number_and_fifteen_working_days(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        let made = ask(&act, RequestKind::Copy, None).await.unwrap();
        // Monday 2 March; three weeks of five days, holidays of the year unknown.
        assert_eq!((made.number.as_str(), made.due_on.to_string().as_str()), ("DR-2026-00001", "2026-03-23"));
        assert!(made.provisional);
        assert_eq!(refused(ask(&act, RequestKind::Copy, None).await), "privacy.open_already");
        assert_eq!(refused(ask(&act, RequestKind::Correct, None).await), "wish required");
        let day = HolidayDay { date: "2026-03-20".parse().unwrap(), name: Line::new("节").unwrap(), off: true };
        let holidays = PutHolidays { year: 2026, source: Line::new("gov").unwrap(), days: vec![day] };
        t.system().run(holidays).await.unwrap();
        t.clock.forward(Span::seconds(1));
        let made = ask(&act, RequestKind::Correct, Some("名字写错了")).await.unwrap();
        assert_eq!((made.due_on.to_string().as_str(), made.provisional), ("2026-03-24", false));
        let own = act.ask(ListMyDataRequests).await.unwrap();
        assert_eq!(own.len(), 2);
        assert_eq!(own[0].wish.as_deref(), Some("名字写错了"));
        let list = listed(&w, Some("open")).await;
        assert_eq!(list.iter().map(|r| r.request.due_on).collect::<Vec<_>>(), [own[1].due_on, own[0].due_on]);
        assert!(list.iter().all(|r| !r.late && r.name.as_deref() == Some("周")));
        t.clock.forward(Span::days(22));
        assert_eq!(listed(&w, None).await.iter().filter(|r| r.late).count(), 1);
        let audit = t.audit().await;
        assert!(audit.iter().all(|line| !line.input.contains("名字写错了")));
    }

    async fn the_answer_reaches_the_person_with_reason_and_law(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let act = t.person_act(person, &[]);
        let id = ask(&act, RequestKind::Erase, None).await.unwrap().request;
        w.manager.run(TakeDataRequest { request: id }).await.unwrap();
        let seen = w.manager.ask(ShowDataRequest { request: id }).await.unwrap();
        assert_eq!(seen.request.state, RequestState::InProgress);
        assert_eq!((seen.taken_by.as_deref(), seen.may_answer), (Some("孙主任"), true));
        let refuse = |reason: Option<&str>, law: Option<&str>| AnswerDataRequest {
            request: id, outcome: RequestOutcome::Refused, answer: note("合同还没有结束。"),
            reason: reason.map(note), law: law.map(|l| Line::new(l).unwrap()),
        };
        assert_eq!(refused(w.manager.run(refuse(None, None)).await), "reason required");
        w.manager.run(refuse(Some("尚在履行"), Some("个人信息保护法第四十七条"))).await.unwrap();
        assert_eq!(refused(w.manager.run(refuse(Some("a"), Some("b"))).await), "privacy.not_open");
        let heard = told(t, person, "data_request_answered").await;
        assert_eq!(heard[0]["values"]["answer"], "合同还没有结束。");
        assert_eq!(heard[0]["values"]["outcome"]["en"], "refused");
        assert_eq!(told(t, person, "data_request_received").await.len(), 1);
        let own = &act.ask(ListMyDataRequests).await.unwrap()[0];
        assert_eq!(own.law.as_deref(), Some("个人信息保护法第四十七条"));
        assert_eq!((own.outcome, own.can_withdraw), (Some(RequestOutcome::Refused), false));
        let late = act.run(WithdrawDataRequest { request: id }).await;
        assert_eq!(refused(late), "privacy.too_late");
    }

    async fn nobody_decides_their_own_request(t: Test) {
        let w = World::build(t).await;
        let id = ask(&w.admin, RequestKind::Copy, None).await.unwrap().request;
        let own = grant_request(&w.admin, id).await;
        assert!(matches!(own, Err(Error::OwnRequest)), "{own:?}");
        // Nor when somebody else wrote it down.
        let taken = TakeInDataRequest {
            person: w.admin_id, kind: RequestKind::Explain, wish: None, channel: Channel::Paper, heir: None,
        };
        let second = w.other_admin.run(taken).await.unwrap().request;
        let own = grant_request(&w.admin, second).await;
        assert!(matches!(own, Err(Error::OwnRequest)), "{own:?}");
        assert!(!w.admin.ask(ShowDataRequest { request: id }).await.unwrap().may_answer);
        // A guardian asked for the child, so it is the guardian's request.
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        guarded(&w, child, w.admin_id).await;
        let asked = ask(&acting(t, w.admin_id, child), RequestKind::Copy, None).await.unwrap();
        assert!(matches!(grant_request(&w.admin, asked.request).await, Err(Error::OwnRequest)));
        grant_request(&w.other_admin, id).await.unwrap();
        grant_request(&w.other_admin, asked.request).await.unwrap();
    }

    async fn each_sees_what_their_place_and_role_allow(t: Test) {
        let w = World::build(t).await;
        let (north, south) = (added(t, "周", None, None, Some(w.north)).await, added(t, "吴", None, None, Some(w.south)).await);
        let id = ask(&t.person_act(north, &[]), RequestKind::Copy, None).await.unwrap().request;
        let other = ask(&t.person_act(south, &[]), RequestKind::Copy, None).await.unwrap().request;
        let nowhere = added(t, "郑", None, None, None).await;
        let homeless = ask(&t.person_act(nowhere, &[]), RequestKind::Copy, None).await.unwrap().request;
        let at = |place: lianxin_people::PlaceId| ListDataRequests { place, state: None, after: None, limit: None };
        let own = w.manager.ask(at(w.north.into())).await.unwrap().items;
        assert_eq!(own.iter().map(|r| r.request.id).collect::<Vec<_>>(), [id]);
        assert!(w.manager.ask(at(w.south.into())).await.is_err());
        assert!(w.clerk.ask(at(w.north.into())).await.is_err());
        assert_eq!(listed(&w, None).await.len(), 3);
        for act in [&w.clerk, &t.person_act(south, &[]), &t.person_act(north, &[])] {
            assert!(act.ask(ShowDataRequest { request: id }).await.is_err());
            assert!(grant_request(act, id).await.is_err());
        }
        assert!(grant_request(&w.manager, other).await.is_err());
        assert!(grant_request(&w.manager, homeless).await.is_err());
        grant_request(&w.admin, homeless).await.unwrap();
        // Someone who looks from above sees no name.
        let above = t.person_act(t.some_id(), &[lianxin_kernel::Grant::new(Role::DistrictManager, w.city)]);
        assert!(above.ask(at(w.city.into())).await.is_err());
        let stranger = t.person_act(south, &[]).run(WithdrawDataRequest { request: id }).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))), "{stranger:?}");
        // All that is held is shown to one with a second factor, and only while there is a request.
        let weak = t.person_act(w.admin_id, &[lianxin_kernel::Grant::new(Role::Administrator, w.city)]);
        assert!(matches!(weak.ask(ShowHeld { request: id }).await, Err(Error::SecondFactor)));
        let held = w.admin.ask(ShowHeld { request: id }).await.unwrap();
        assert!(held.parts.iter().any(|p| p.purpose == "account"));
        assert_eq!(refused(w.admin.ask(ShowHeld { request: homeless }).await.map(|_| ())), "privacy.not_open");
    }

    async fn a_restricted_record_is_kept_and_used_for_nothing(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周限制", Some("13800002071"), Some("1950-01-01"), Some(w.north)).await;
        let act = t.person_act(person, &[]);
        say(&act, "photos", Answer::Given, Some(1)).await.unwrap();
        let find = || FindPeople { center: w.north, text: "周限制".into() };
        assert_eq!(w.clerk.ask(find()).await.unwrap().len(), 1);
        let id = ask(&act, RequestKind::Restrict, None).await.unwrap().request;
        grant_request(&w.manager, id).await.unwrap();
        t.work_jobs().await;
        assert!(w.clerk.ask(find()).await.unwrap().is_empty());
        assert!(!holds(t, person, "photos").await && !holds(t, person, "activities").await);
        let data = act.ask(ShowMyData).await.unwrap();
        let record = data.parts.iter().flat_map(|p| &p.holdings).find(|h| h.holding == "people.person").unwrap();
        assert!(!record.rows[0]["restricted_since"].is_null());
        assert_eq!(record.rows[0]["name"], "周限制");
        let lift = ask(&act, RequestKind::Lift, None).await.unwrap().request;
        grant_request(&w.manager, lift).await.unwrap();
        assert_eq!(w.clerk.ask(find()).await.unwrap().len(), 1);
        assert!(holds(t, person, "photos").await);
    }

    async fn a_near_relative_asks_about_someone_who_died(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周老", None, Some("1930-01-01"), Some(w.north)).await;
        let heir = || Heir {
            relative: Secret::new(Line::new("周小 13900000000").unwrap()),
            relation: Line::new("女儿").unwrap(),
            evidence: Secret::new(Line::new("户口簿").unwrap()),
        };
        let take = |kind, channel, heir| TakeInDataRequest { person, kind, wish: None, channel, heir };
        let wrong = w.clerk.run(take(RequestKind::Transfer, Channel::Desk, Some(heir()))).await;
        assert_eq!(refused(wrong), "kind wrong");
        let wrong = w.clerk.run(take(RequestKind::Copy, Channel::Portal, Some(heir()))).await;
        assert_eq!(refused(wrong), "channel wrong");
        let id = w.clerk.run(take(RequestKind::Copy, Channel::Desk, Some(heir()))).await.unwrap().request;
        let seen = w.manager.ask(ShowDataRequest { request: id }).await.unwrap();
        assert!(seen.request.heir);
        assert_eq!((seen.relation.as_deref(), seen.relative.as_deref()), (Some("女儿"), Some("周小 13900000000")));
        assert!(t.person_act(person, &[]).ask(ListMyDataRequests).await.unwrap().is_empty());
        grant_request(&w.manager, id).await.unwrap();
        // The dead read nothing.
        for code in ["data_request_received", "data_request_answered"] {
            assert!(told(t, person, code).await.is_empty());
        }
        assert!(t.audit().await.iter().all(|l| !l.input.contains("周小") && !l.input.contains("户口簿")));
    }
}
