use crate::MODULES;
use crate::town::{Town, facts, key};
use lianxin_kernel::{Act, Error, Grant, Line, Names, Role};
use lianxin_places::commands::*;
use lianxin_places::*;
use lianxin_testkit::{Test, both};

/// What each command answers to this actor, by a word.
async fn tries(act: &Act, town: &Town) -> Vec<(&'static str, &'static str)> {
    let word = |failed: Option<Error>| match failed {
        None => "done",
        Some(Error::SignIn) => "sign_in",
        Some(Error::Forbidden) => "forbidden",
        Some(_) => "other",
    };
    let center = town.center;
    let region = RegionFacts::new(RegionKind::Community, Some(town.street), Names::zh_cn("新社区"));
    let put_region = PutRegion::new(key("new-region"), region);
    let rename = PutCenter::new(key("liuyin"), facts(town.street, "柳荫"));
    let new_center = PutCenter::new(key("new-center"), facts(town.street, "新"));
    let room = PutRoom::new(center, RoomFacts::named(Names::zh_cn("琴房")));
    let since = "2026-03-01".parse().unwrap();
    let status = ChangeCenterStatus { center, status: Status::Renovating, since };
    let hours = PutHours { center, periods: vec![] };
    let date = "2026-03-05".parse().unwrap();
    let note = Line::new("检修").unwrap();
    let exception =
        NewException { from: date, to: date, closed: true, opens: None, closes: None, note };
    let holidays = PutHolidays { year: 2026, source: Line::new("x").unwrap(), days: vec![] };
    vec![
        ("put_region", word(act.run(put_region).await.err())),
        (
            "figures",
            word(act.run(PutRegionFigures { region: town.street, figures: vec![] }).await.err()),
        ),
        (
            "features",
            word(act.run(PutFeatures { region: town.street, features: vec![] }).await.err()),
        ),
        ("put_center", word(act.run(rename).await.err())),
        ("new_center", word(act.run(new_center).await.err())),
        ("put_room", word(act.run(room).await.err())),
        ("status", word(act.run(status).await.err())),
        ("put_hours", word(act.run(hours).await.err())),
        ("exception", word(act.run(AddHoursException { center, exception }).await.err())),
        ("holidays", word(act.run(holidays).await.err())),
    ]
}

async fn done(t: &Test, town: &Town, role: Role, place: lianxin_db::Id) -> Vec<&'static str> {
    let act = t.person_act(t.some_id(), &[Grant::new(role, place)]);
    let tried = tries(&act, town).await;
    assert!(tried.iter().all(|(_, word)| matches!(*word, "done" | "forbidden")), "{tried:?}");
    tried.into_iter().filter(|(_, word)| *word == "done").map(|(name, _)| name).collect()
}

both! { MODULES;
    async fn who_is_not_staff_changes_nothing(t: Test) {
        let town = Town::build(&t.system()).await;
        let before = t.audit().await.len();
        let tried = tries(&t.nobody(), &town).await;
        assert!(tried.iter().all(|(_, word)| *word == "sign_in"), "{tried:?}");
        let tried = tries(&t.person_act(t.some_id(), &[]), &town).await;
        assert!(tried.iter().all(|(_, word)| *word == "forbidden"), "{tried:?}");
        assert_eq!(t.audit().await.len(), before);
    }

    async fn each_role_does_its_own(t: Test) {
        let town = Town::build(&t.system()).await;
        let none: [&str; 0] = [];
        assert_eq!(done(t, &town, Role::Clerk, town.center.0).await, none);
        assert_eq!(done(t, &town, Role::CenterManager, town.other.0).await, none);
        let own = ["put_center", "put_room", "put_hours", "exception"];
        assert_eq!(done(t, &town, Role::CenterManager, town.center.0).await, own);
        assert_eq!(done(t, &town, Role::DistrictManager, town.other.0).await, none);
        let all = ["put_region", "figures", "features", "put_center", "new_center", "put_room", "status", "put_hours", "exception"];
        assert_eq!(done(t, &town, Role::DistrictManager, town.district.0).await, all);
        let last = done(t, &town, Role::Administrator, town.city.0).await;
        assert_eq!((last.len(), last.last()), (10, Some(&"holidays")));
    }

    async fn nobody_moves_a_center_to_where_they_may_not(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let east = crate::town::region(&act, "east", RegionKind::Street, Some(town.district)).await.unwrap().id;
        let manager = t.person_act(t.some_id(), &[Grant::new(Role::DistrictManager, town.street.0)]);
        let moved = manager.run(PutCenter::new(key("liuyin"), facts(east, "柳荫"))).await;
        assert!(matches!(moved, Err(Error::Forbidden)), "{moved:?}");
        let moved = act.run(PutCenter::new(key("liuyin"), facts(east, "柳荫"))).await.unwrap();
        assert_eq!(moved.changed, Changed::Updated);
    }

    async fn each_change_leaves_one_line_that_names_its_target(t: Test) {
        // Lines of one moment have no order.
        let tick = || t.clock.forward(lianxin_kernel::Span::seconds(1));
        let act = t.system();
        let city = crate::town::region(&act, "liancheng", RegionKind::City, None).await.unwrap().id;
        tick();
        let post = PutCenter::new(key("post"), facts(city, "站"));
        let center = act.run(post.clone()).await.unwrap().id;
        tick();
        act.run(post).await.unwrap();
        tick();
        act.run(PutRoom::new(center, RoomFacts::named(Names::zh_cn("琴房")))).await.unwrap();
        assert!(act.run(PutRoom::new(center, RoomFacts::named(Names::zh_cn(&"长".repeat(90))))).await.is_err());
        let lines = t.audit().await;
        let said: Vec<_> = lines.iter().map(|l| (l.what.as_str(), l.target)).collect();
        assert_eq!(said, [
            ("places.put_region", Some(city.0)),
            ("places.put_center", Some(center.0)),
            ("places.put_center", Some(center.0)),
            ("places.put_room", Some(center.0)),
        ]);
    }
}
