use crate::world::*;
use lianxin_kernel::{Act, Error, FieldCode, Role, Span};
use lianxin_people::{
    ConfirmImport, DropImport, FindPeople, Format, ImportId, ImportLine, ImportState, ImportView,
    ListImportLines, RefusedLines, ShowImport, Tally, Verdict, VerdictKind, import, start_import,
};
use lianxin_places::CenterId;
use lianxin_testkit::both;

const LIST: &str = "name,phone,birth_date,language,home_center\n\
    李茶,13812342071,1952-03-09,zh-CN,north\n\
    𠮷田 䶮,,1950-01-01,,north\n\
    小明,,,en,\n\
    没有,12345,,,\n\
    哪里,,,,nowhere\n\
    未来,,2030-01-01,,\n\
    别人,138 1234 2071,,,north\n";

both! { setup: setup();
    async fn a_list_comes_in_line_by_line_and_twice_changes_nothing(t: Test) {
        let w = world(t).await;
        let first = import::run_people(&t.system(), LIST).await.unwrap();
        assert_eq!((first.took, first.same), (3, 0));
        let refused: Vec<_> =
            first.refused.iter().map(|(n, why)| (*n, why[0].field.as_str(), why[0].code)).collect();
        assert_eq!(refused, [
            (5, "phone", FieldCode::NotAPhone),
            (6, "home_center", FieldCode::Unknown),
            (7, "birth_date", FieldCode::OutOfRange),
            (8, "phone", FieldCode::Taken),
        ]);
        let before = t.system().ask(FindPeople { center: w.north, text: "2071".into() }).await.unwrap();
        let second = import::run_people(&t.system(), LIST).await.unwrap();
        assert_eq!((second.took, second.same, &second.refused), (0, 3, &first.refused));
        let after = t.system().ask(FindPeople { center: w.north, text: "2071".into() }).await.unwrap();
        assert_eq!((before.len(), &before), (1, &after));
        let found = t.system().ask(FindPeople { center: w.north, text: "𠮷田 䶮".into() }).await.unwrap();
        assert_eq!(found.len(), 1);
    }

    async fn a_later_list_brings_up_to_date(t: Test) {
        let w = world(t).await;
        let list = "name,phone,home_center\n李茶,13812342071,north\n";
        import::run_people(&t.system(), list).await.unwrap();
        let list = "name,phone,birth_date,home_center\n李茶,13812342071,1952-03-09,south\n";
        let report = import::run_people(&t.system(), list).await.unwrap();
        assert_eq!((report.took, report.same), (1, 0));
        let hits = t.system().ask(FindPeople { center: w.north, text: "李茶".into() }).await.unwrap();
        assert_eq!((hits.len(), hits[0].home_center), (1, Some(w.south)));
    }

    async fn many_lines_come_in_parts(t: Test) {
        world(t).await;
        let mut list = "name,phone\n".to_owned();
        for n in 0..450 {
            list.push_str(&format!("人{n},139{n:08}\n"));
        }
        list.push_str("人0,13900000000\n");
        let report = import::run_people(&t.system(), &list).await.unwrap();
        assert_eq!((report.took, report.same, report.refused.len()), (450, 1, 0));
    }

    async fn only_the_program_itself_imports(t: Test) {
        let w = world(t).await;
        let id = added(t, "管", None, None).await.hit.person;
        let act = t.person_act(id, &[grant(lianxin_kernel::Role::Administrator, w.district)]);
        let e = import::run_people(&act, "name\n李茶\n").await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
    }

    async fn a_preview_says_of_every_line_what_it_means_and_changes_nothing(t: Test) {
        let w = world(t).await;
        import::run_people(&t.system(), "name,phone,birth_date,home_center\n李茶,13812342071,1952-03-09,north\n王丽,,1950-01-01,south\n").await.unwrap();
        let act = manager(t, w.north).await;
        let view = preview(&act, w.north, PREVIEWED).await;
        assert_eq!((view.state, view.lines, view.progress), (ImportState::Ready, 10, 10));
        assert_eq!(view.heading, ["name", "phone", "birth_date", "home_center"]);
        let tally = Tally { new: 2, same: 2, changed: 0, doubtful: 1, refused: 5 };
        assert_eq!(view.tally, tally);
        let lines = lines(&act, view.import, None).await;
        let kinds: Vec<_> = lines.iter().map(|l| (l.line, l.verdict.kind())).collect();
        use VerdictKind::{Doubtful, New, Refused, Same};
        assert_eq!(kinds, [
            (2, Same), (3, New), (4, Same), (5, Doubtful), (6, Refused), (7, Refused), (8, Refused),
            (9, Refused), (10, Refused), (11, New),
        ]);
        let why: Vec<_> = lines.iter().filter_map(|l| match &l.verdict {
            Verdict::Refused { errors } => Some((errors[0].field.as_str(), errors[0].code)),
            _ => None,
        }).collect();
        assert_eq!(why, [
            ("phone", FieldCode::NotAPhone),
            ("birth_date", FieldCode::OutOfRange),
            ("home_center", FieldCode::Wrong),
            ("phone", FieldCode::Taken),
            ("name", FieldCode::Required),
        ]);
        assert_eq!(lines[2].verdict, Verdict::Same { person: None, line: Some(3) });
        let refused = lines_of(&act, view.import, Some(Refused), Some(2)).await;
        assert_eq!((refused.items.len(), refused.next.is_some()), (2, true));
        assert_eq!(found(t, w.north, "新人").await, 0);
    }

    async fn what_was_shown_comes_in_once(t: Test) {
        let w = world(t).await;
        let act = manager(t, w.north).await;
        import::run_people(&t.system(), "name,phone,birth_date,home_center\n李茶,13812342071,1952-03-09,north\n王丽,,1950-01-01,south\n").await.unwrap();
        let view = preview(&act, w.north, PREVIEWED).await;
        let confirm = |hash: &str| ConfirmImport {
            import: view.import, hash: hash.to_owned(), with_doubtful: false,
        };
        let e = act.run(confirm("00")).await.unwrap_err();
        assert_eq!(refused(e), [("hash".to_owned(), FieldCode::Wrong)]);
        // Somebody comes before it is confirmed: that line is left out.
        added(t, "另一个", Some("13912340001"), Some(w.north)).await;
        act.run(confirm(&view.hash)).await.unwrap();
        act.run(confirm(&view.hash)).await.unwrap();
        t.work_jobs().await;
        let done = act.ask(ShowImport { import: view.import }).await.unwrap();
        assert_eq!((done.state, done.progress, done.taken), (ImportState::Done, 10, 1));
        let lines = lines(&act, view.import, None).await;
        let taken: Vec<_> = lines.iter().filter(|l| l.taken == Some(true)).map(|l| l.line).collect();
        assert_eq!(taken, [11]);
        assert_eq!(lines[1].verdict.kind(), VerdictKind::Refused);
        assert_eq!((found(t, w.north, "新人").await, found(t, w.north, "再来").await), (0, 1));
        act.run(confirm(&view.hash)).await.unwrap();
        t.work_jobs().await;
        // The same list once more brings nothing new.
        let again = preview(&act, w.north, "name\n再来\n").await;
        assert_eq!(again.tally, Tally { same: 1, ..Tally::default() });
    }

    async fn much_alike_comes_in_only_when_wished(t: Test) {
        let w = world(t).await;
        let act = manager(t, w.north).await;
        import::run_people(&t.system(), "name,birth_date,home_center\n王丽,1950-01-01,south\n").await.unwrap();
        for (with_doubtful, taken) in [(false, 0), (true, 1)] {
            let view = preview(&act, w.north, "姓名,生日\n王莉,1950年1月1日\n").await;
            assert_eq!(view.tally.doubtful, 1);
            let confirm = ConfirmImport { import: view.import, hash: view.hash, with_doubtful };
            act.run(confirm).await.unwrap();
            t.work_jobs().await;
            let done = act.ask(ShowImport { import: view.import }).await.unwrap();
            assert_eq!(done.taken, taken);
        }
    }

    async fn a_long_list_comes_by_a_job_and_is_forgotten_in_time(t: Test) {
        let w = world(t).await;
        let act = manager(t, w.north).await;
        let mut list = "name,phone\n".to_owned();
        for n in 0..1_050 {
            list.push_str(&format!("人{n},139{n:08}\n"));
        }
        let view = preview(&act, w.north, &list).await;
        assert_eq!((view.state, view.progress, view.hash.as_str()), (ImportState::Checking, 0, ""));
        let early = ConfirmImport { import: view.import, hash: String::new(), with_doubtful: false };
        assert!(act.run(early).await.unwrap_err().has_reason("people.import_not_ready"));
        t.work_jobs().await;
        let view = act.ask(ShowImport { import: view.import }).await.unwrap();
        assert_eq!((view.state, view.tally.new), (ImportState::Ready, 1_050));
        t.clock.forward(Span::hours(1));
        let late = ConfirmImport { import: view.import, hash: view.hash, with_doubtful: false };
        assert!(matches!(act.run(late).await, Err(Error::NotFound(_))));
        t.work_jobs().await;
        assert!(act.ask(ShowImport { import: view.import }).await.is_err());
    }

    async fn refused_lines_go_back_without_formulas_and_can_be_sent_again(t: Test) {
        let w = world(t).await;
        let act = manager(t, w.north).await;
        let list = "姓名,手机\n=1+1,x\n王丽,+999\n\"a,b\",@y\n";
        let view = preview(&act, w.north, list).await;
        let csv = act.ask(RefusedLines { import: view.import }).await.unwrap();
        assert_eq!(csv, "\u{FEFF}name,phone\r\n'=1+1,x\r\n王丽,'+999\r\n\"a,b\",'@y\r\n");
        let again = preview(&act, w.north, &csv).await;
        let cells = lines(&act, again.import, None).await;
        assert!(cells.iter().all(|l| l.verdict.kind() == VerdictKind::Refused));
        act.run(DropImport { import: view.import }).await.unwrap();
        assert!(act.ask(RefusedLines { import: view.import }).await.is_err());
    }

    async fn only_who_answers_for_the_center_imports(t: Test) {
        let w = world(t).await;
        let own = manager(t, w.north).await;
        let view = preview(&own, w.north, "name\n李茶\n").await;
        let me = added(t, "我", None, None).await.hit.person;
        for (grants, seen) in [
            (vec![], false),
            (vec![grant(Role::Clerk, w.north)], false),
            (vec![grant(Role::CenterManager, w.south)], false),
            (vec![grant(Role::DistrictManager, w.district)], false),
            (vec![grant(Role::Administrator, w.district)], true),
        ] {
            let act = t.person_act(me, &grants);
            let start = start_import(&act, w.north, Format::Csv, "name\n李茶\n".into()).await;
            assert_eq!(start.is_ok(), seen, "{grants:?}");
            let import = view.import;
            assert_eq!(act.ask(ShowImport { import }).await.is_ok(), seen);
            let list = ListImportLines { import, kind: None, after: None, limit: None };
            assert_eq!(act.ask(list).await.is_ok(), seen);
            assert_eq!(act.ask(RefusedLines { import }).await.is_ok(), seen);
            let confirm = ConfirmImport { import, hash: view.hash.clone(), with_doubtful: false };
            assert_eq!(act.run(confirm).await.is_ok(), seen);
        }
        t.work_jobs().await;
    }
}

const PREVIEWED: &str = "name,phone,birth_date,home_center\n\
    李茶,13812342071,,\n\
    新人,13912340001,,north\n\
    新人,139 1234 0001,,\n\
    王莉,,1950/1/1,\n\
    没有,12345,,\n\
    未来,,2030-01-01,\n\
    别处,,,south\n\
    别人,13812342071,,\n\
    ,13912340002,,\n\
    再来,,,\n";

async fn manager(t: &Test, center: CenterId) -> Act {
    let id = added(t, "主任", None, None).await.hit.person;
    t.person_act(id, &[grant(Role::CenterManager, center)])
}

async fn preview(act: &Act, center: CenterId, list: &str) -> ImportView {
    let import = start_import(act, center, Format::Csv, list.into()).await.unwrap();
    act.ask(ShowImport { import }).await.unwrap()
}

async fn lines(act: &Act, import: ImportId, kind: Option<VerdictKind>) -> Vec<ImportLine> {
    lines_of(act, import, kind, Some(100)).await.items
}

async fn lines_of(
    act: &Act,
    import: ImportId,
    kind: Option<VerdictKind>,
    limit: Option<i64>,
) -> lianxin_kernel::Page<ImportLine> {
    act.ask(ListImportLines { import, kind, after: None, limit }).await.unwrap()
}

async fn found(t: &Test, center: CenterId, text: &str) -> usize {
    let ask = FindPeople { center, text: text.into() };
    let hits = t.system().ask(ask).await.unwrap();
    hits.iter().filter(|h| h.name == text).count()
}
