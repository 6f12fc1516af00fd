use crate::world::*;
use lianxin_kernel::{Error, FieldCode};
use lianxin_people::{FindPeople, import};
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
}
