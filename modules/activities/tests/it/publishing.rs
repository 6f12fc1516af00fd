use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_kernel::{Error, Line, Names};
use lianxin_places::RoomFacts;
use lianxin_places::commands::PutRoom;
use lianxin_testkit::both;
use serde_json::json;

both! { MODULES;
    async fn a_weekly_series_leaves_dates_out(t: Test) {
        let town = Town::build(t).await;
        let series = weekly(2, "2026-03-03", "2026-03-31", &["2026-03-17"]);
        let new = town.publish(ProgramDraft { series, ..town.choir(30) }).await;
        let dates: Vec<String> = new.dates.iter().map(|d| d.date.to_string()).collect();
        assert_eq!(dates, ["2026-03-03", "2026-03-10", "2026-03-24", "2026-03-31"]);
        assert!(new.dates.iter().all(|d| d.session.is_some() && d.refused.is_none()));
        assert_eq!(new.program.sessions.len(), 4);
        assert_eq!(new.program.sessions[0].starts_at.to_string(), "2026-03-03T01:30:00Z");
        let page = t.nobody().ask(ListSessions { filter: SessionFilter::default() }).await.unwrap();
        assert_eq!(page.items.len(), 4);
    }

    async fn a_date_that_can_not_be_says_why_and_the_others_are_made(t: Test) {
        let town = Town::build(t).await;
        town.open_on_weekdays(t).await;
        town.publish(town.choir(30)).await;
        let series = weekly(2, "2026-02-24", "2026-03-10", &[]);
        let second = ProgramDraft { series, ..town.choir(20) };
        let shown = town.manager.ask(PreviewDates { draft: second.clone() }).await.unwrap();
        let new = town.publish(second).await;
        let why = |d: &DateResult| d.refused.as_ref().map(|r| r.code.to_string());
        let expected =
            [Some("activities.in_past".to_owned()), None, Some("activities.room_taken".to_owned())];
        assert_eq!(new.dates.iter().map(why).collect::<Vec<_>>(), expected);
        assert_eq!(shown.dates.iter().map(why).collect::<Vec<_>>(), expected);
        let sunday = ProgramDraft { series: once("2026-03-15", "09:00", "10:00"), ..town.choir(9) };
        let new = town.publish(sunday).await;
        assert_eq!(why(&new.dates[0]).as_deref(), Some("activities.center_closed"));
    }

    async fn bad_input_names_its_field_and_changes_nothing(t: Test) {
        let town = Town::build(t).await;
        let before = t.audit().await.len();
        let mut cases = vec![];
        let mut with = |change: &dyn Fn(&mut ProgramDraft), expected: &'static str| {
            let mut draft = town.choir(30);
            change(&mut draft);
            cases.push((draft, expected));
        };
        with(&|d| d.fields.party_max = 7, "party_max out_of_range");
        with(&|d| d.fields.seats_on_site = Some(61), "seats_on_site out_of_range");
        with(&|d| d.fields.title = Names::zh_cn(&"长".repeat(61)), "title too_long");
        with(&|d| d.fields.room = None, "room required");
        with(&|d| d.fields.room = Some(t.some_id().into()), "room unknown");
        with(&|d| d.series = once("2026-03-10", "11:00", "09:30"), "series.to before_start");
        with(&|d| d.series = once("2030-03-10", "09:00", "09:30"), "series.date out_of_range");
        with(&|d| d.series = weekly(2, "2026-03-10", "2026-03-03", &[]), "series.last before_start");
        for (draft, expected) in cases {
            assert_eq!(refused(town.manager.run(AddProgram { draft }).await), expected);
        }
        let mut draft = town.choir(30);
        draft.center = t.some_id().into();
        assert!(matches!(town.manager.run(AddProgram { draft }).await, Err(Error::NotFound(_))));
        assert_eq!(t.audit().await.len(), before, "what is refused leaves no line");
        let page = t.nobody().ask(ListSessions { filter: SessionFilter::default() }).await.unwrap();
        assert!(page.items.is_empty());
    }

    async fn rare_characters_are_kept(t: Test) {
        let town = Town::build(t).await;
        let mut draft = town.choir(30);
        draft.fields.title = Names::zh_cn("𠮷祥䶮🎎合唱 O'Neil \"%_\\");
        let session = town.session(draft.clone()).await;
        let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
        assert_eq!(shown.card.title, draft.fields.title);
        for q in ["𠮷祥", "🎎", "%_\\", "o'neil"] {
            let filter = SessionFilter { q: Some(q.into()), ..SessionFilter::default() };
            let page = t.nobody().ask(ListSessions { filter }).await.unwrap();
            assert_eq!(page.items.len(), 1, "{q}");
        }
        let filter = SessionFilter { q: Some("a%g".into()), ..SessionFilter::default() };
        assert!(t.nobody().ask(ListSessions { filter }).await.unwrap().items.is_empty());
    }

    async fn only_the_centers_managers_publish(t: Test) {
        let town = Town::build(t).await;
        let (other, _) = resident(t, "李").await;
        let command = AddProgram { draft: town.choir(30) };
        assert!(matches!(t.nobody().run(command.clone()).await, Err(Error::SignIn)));
        assert!(matches!(other.run(command.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(town.clerk.run(command).await, Err(Error::Forbidden)));
    }

    async fn a_draft_is_seen_by_its_center_alone(t: Test) {
        let town = Town::build(t).await;
        let new = town.publish(ProgramDraft { publish: false, ..town.choir(30) }).await;
        let session = new.dates[0].session.unwrap();
        let (li, _) = resident(t, "李").await;
        let hidden = li.ask(ShowSession { session }).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))));
        let refusal = li.run(SignUpForSession { session, wish: wish(0) }).await;
        assert!(matches!(refusal, Err(Error::NotFound(_))));
        assert!(town.clerk.ask(ShowSession { session }).await.is_ok());
        let program = new.program.id;
        let status = ProgramStatus::Published;
        town.manager.run(SetProgramStatus { program, status }).await.unwrap();
        assert!(li.ask(ShowSession { session }).await.is_ok());
    }

    async fn two_editors_do_not_overwrite_each_other(t: Test) {
        let town = Town::build(t).await;
        let new = town.publish(town.choir(2)).await;
        let (program, version) = (new.program.id, new.program.version);
        let change = |fields: serde_json::Value| ChangeProgram {
            program,
            version,
            fields: fields.as_object().unwrap().clone(),
        };
        let changed = town.manager.run(change(json!({"seats_on_site": 3, "contact": "王老师"}))).await;
        let changed = changed.unwrap();
        assert_eq!((changed.version, changed.sessions[0].seats[0].capacity), (2, Some(3)));
        let late = town.manager.run(change(json!({"contact": "李老师"}))).await;
        assert_eq!(refused(late), "activities.changed_meanwhile");
        let newest = |fields: serde_json::Value| ChangeProgram { version: 2, ..change(fields) };
        let odd = town.manager.run(newest(json!({"colour": "red"}))).await;
        assert_eq!(refused(odd), "colour unknown");
        let odd = town.manager.run(newest(json!({"party_max": "many"}))).await;
        assert_eq!(refused(odd), "party_max wrong_type");
    }

    async fn a_moved_session_frees_its_room_and_tells_its_people(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(30)).await;
        let (li, _) = resident(t, "李").await;
        li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let change = SessionChange { from: "14:00".parse().ok(), to: "15:00".parse().ok(), ..SessionChange::default() };
        let moved = town.manager.run(ChangeSession { session, change }).await.unwrap();
        assert_eq!(moved.card.starts_at.to_string(), "2026-03-10T06:00:00Z");
        let again = town.publish(town.choir(5)).await;
        assert!(again.dates[0].session.is_some(), "the morning is free again");
        let change = SessionChange { from: "10:00".parse().ok(), to: "11:00".parse().ok(), ..SessionChange::default() };
        let clash = town.manager.run(ChangeSession { session, change }).await;
        assert_eq!(refused(clash), "activities.room_taken");
    }

    async fn cancelling_frees_the_room_and_ends_every_sign_up(t: Test) {
        let town = Town::build(t).await;
        let session = town.session(town.choir(1)).await;
        let (li, _) = resident(t, "李").await;
        let (wang, _) = resident(t, "王").await;
        let seated = li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let waiting = wang.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let reason = Line::new("停水").unwrap();
        let cancel = CancelSession { session, reason };
        assert!(matches!(town.clerk.run(cancel.clone()).await, Err(Error::Forbidden)));
        town.manager.run(cancel.clone()).await.unwrap();
        for (act, sign_up) in [(&li, seated.id), (&wang, waiting.id)] {
            let now = act.ask(ShowSignUp { sign_up }).await.unwrap();
            assert_eq!(now.state, lianxin_seats::State::Cancelled);
        }
        assert_eq!(refused(town.manager.run(cancel).await), "activities.cancelled");
        let refusal = li.run(SignUpForSession { session, wish: wish(0) }).await;
        assert_eq!(refused(refusal), "activities.cancelled");
        let again = town.publish(town.choir(5)).await;
        assert!(again.dates[0].session.is_some());
        let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
        assert_eq!(shown.cancel_reason.as_deref(), Some("停水"));
    }

    async fn everything_else_and_activities_never_have_one_room(t: Test) {
        use lianxin_calendar::commands::{ArrangeRoom, Block, Blocking};
        let town = Town::build(t).await;
        let room = RoomFacts::named(Names::zh_cn("多功能厅"));
        let hall = t.system().run(PutRoom::new(town.center, room)).await.unwrap().id;
        let arrange = ArrangeRoom { room: town.room, part_of: Some(hall) };
        town.manager.run(arrange).await.unwrap();
        let blocking = |from: &str, to: &str| Blocking {
            from: lianxin_kernel::Timestamp::parse(from).unwrap(),
            to: lianxin_kernel::Timestamp::parse(to).unwrap(),
            why: Line::new("消毒").unwrap(),
        };
        let early = blocking("2026-03-10T00:30:00Z", "2026-03-10T02:00:00Z");
        let kept = town.clerk.run(Block { room: hall, blocking: early }).await.unwrap();
        let code = |new: &NewProgram| new.dates[0].refused.as_ref().map(|r| r.code.to_string());
        let refused_date = town.publish(town.choir(30)).await;
        assert_eq!(code(&refused_date).as_deref(), Some("calendar.taken"));
        let shown = town.manager.ask(PreviewDates { draft: town.choir(30) }).await.unwrap();
        assert_eq!(shown.dates[0].refused, refused_date.dates[0].refused);
        let unblock = lianxin_calendar::commands::Unblock { blocking: kept.id };
        town.clerk.run(unblock).await.unwrap();
        let new = town.publish(town.choir(30)).await;
        assert_eq!(code(&new), None);
        let late = blocking("2026-03-10T02:45:00Z", "2026-03-10T04:00:00Z");
        let block = Block { room: hall, blocking: late };
        assert_eq!(refused(town.clerk.run(block).await), "calendar.taken");
        let mut draft = town.choir(9);
        draft.fields.room = Some(hall);
        assert_eq!(code(&town.publish(draft).await).as_deref(), Some("activities.room_taken"));
    }

    async fn a_closing_cancels_what_has_the_room_and_its_people_hear_why(t: Test) {
        use lianxin_calendar::commands::{CloseRoom, NewClosing};
        let town = Town::build(t).await;
        let session = town.session(town.choir(30)).await;
        let later = ProgramDraft { series: once("2026-03-12", "09:30", "11:00"), ..town.choir(30) };
        let other = town.session(later).await;
        let (li, _) = resident(t, "李").await;
        li.run(SignUpForSession { session, wish: wish(0) }).await.unwrap();
        let closing = NewClosing {
            center: town.center,
            room: Some(town.room),
            from: lianxin_kernel::Timestamp::parse("2026-03-10T00:00:00Z").unwrap(),
            to: lianxin_kernel::Timestamp::parse("2026-03-11T00:00:00Z").unwrap(),
            why: Line::new("修屋顶").unwrap(),
        };
        let closed = town.manager.run(CloseRoom { closing }).await.unwrap();
        assert_eq!(closed.affected.len(), 1);
        t.work_jobs().await;
        let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
        assert_eq!(shown.cancel_reason.as_deref(), Some("修屋顶"));
        let mine = li.ask(ShowSession { session }).await.unwrap();
        assert_eq!(mine.card.status, SessionStatus::Cancelled);
        let shown = t.nobody().ask(ShowSession { session: other }).await.unwrap();
        assert_eq!(shown.cancel_reason, None);
        let again = town.publish(town.choir(5)).await;
        let why = again.dates[0].refused.as_ref().unwrap();
        assert_eq!(why.code, "calendar.closed");
    }
}
