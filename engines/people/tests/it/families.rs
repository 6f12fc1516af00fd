use crate::families_world::*;
use lianxin_kernel::{Role, Secret, Span};
use lianxin_people::{
    AddMember, ChangeHousehold, ChangeMyDetails, CreateHousehold, Details, DetailsChange,
    Household, LeaveHousehold, LunarBirthday, MemberRelation, Need, Needs, PersonId, SetNeeds, Sex,
    ShowDetails, ShowHousehold, ShowMyDetails, household_persons,
};
use lianxin_testkit::{both, race};

fn create(person: PersonId) -> CreateHousehold {
    let address = Some(Secret::new(lianxin_kernel::Line::new("幸福路 3 号 2 单元").unwrap()));
    CreateHousehold { person, address, from: None }
}

fn join(person: PersonId, member: PersonId, relation: MemberRelation) -> AddMember {
    AddMember { person, member, relation, from: None }
}

fn leave(person: PersonId) -> LeaveHousehold {
    LeaveHousehold { person, until: None }
}

fn names(household: &Household) -> Vec<&str> {
    household.members.iter().map(|m| m.name.as_str()).collect()
}

both! { setup: setup();
    async fn a_household_is_put_together_and_seen_by_those_who_live_there(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let (father, mother) = (elder(t, "李父", w.north).await, elder(t, "王母", w.north).await);
        let stranger = elder(t, "张三", w.north).await;
        let made = clerk.run(create(father)).await.unwrap();
        assert_eq!((names(&made), made.center), (vec!["李父"], w.north));
        let two = clerk.run(join(father, mother, MemberRelation::Spouse)).await.unwrap();
        assert_eq!(names(&two), ["李父", "王母"]);
        let seen = own(t, mother).ask(ShowHousehold { person: mother }).await.unwrap().unwrap();
        assert_eq!(seen.address.as_deref(), Some("幸福路 3 号 2 单元"));
        assert_eq!(seen.members[1].relation, MemberRelation::Spouse);
        assert_eq!(own(t, stranger).ask(ShowHousehold { person: stranger }).await.unwrap(), None);
        is_hidden(own(t, stranger).ask(ShowHousehold { person: father }).await);
        is_hidden(own(t, mother).ask(ShowHousehold { person: father }).await);
        let taken = clerk.run(ChangeHousehold { person: mother, address: None }).await.unwrap();
        assert_eq!(taken.address, None);
    }

    race async fn someone_lives_in_one_household_at_a_time(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let (a, b) = (elder(t, "甲", w.north).await, elder(t, "乙", w.north).await);
        let child = born(t, "丙", "2015-01-01", w.north).await.hit.person;
        clerk.run(create(a)).await.unwrap();
        clerk.run(create(b)).await.unwrap();
        let all = race(4, |n| {
            let (act, to) = (clerk.clone(), if n % 2 == 0 { a } else { b });
            async move { act.run(join(to, child, MemberRelation::Child)).await }
        }).await;
        assert_eq!(all.iter().filter(|j| j.is_ok()).count(), 1, "{all:?}");
        is_refused(clerk.run(join(a, child, MemberRelation::Child)).await, "person", "taken");
        is_refused(clerk.run(create(a)).await, "person", "taken");
        clerk.run(leave(child)).await.unwrap();
        // On the day of the move they lived in both.
        clerk.run(join(a, child, MemberRelation::Child)).await.unwrap();
        is_hidden(clerk.run(LeaveHousehold { person: elder(t, "丁", w.north).await, until: None }).await);
    }

    async fn days_of_a_household_make_sense(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let (a, b) = (elder(t, "甲", w.north).await, elder(t, "乙", w.north).await);
        let mut early = create(a);
        early.from = Some(day("2026-03-03"));
        is_refused(clerk.run(early).await, "from", "out_of_range");
        let mut since = create(a);
        since.from = Some(day("2020-05-01"));
        clerk.run(since).await.unwrap();
        let until = |until: &str| LeaveHousehold { person: a, until: Some(day(until)) };
        is_refused(clerk.run(until("2020-04-30")).await, "until", "before_start");
        is_refused(clerk.run(until("2026-03-03")).await, "until", "out_of_range");
        clerk.run(create(b)).await.unwrap();
        clerk.run(until("2026-03-01")).await.unwrap();
        let mut back = join(b, a, MemberRelation::Sibling);
        back.from = Some(day("2025-01-01"));
        is_refused(clerk.run(back).await, "from", "taken");
        clerk.run(join(b, a, MemberRelation::Sibling)).await.unwrap();
        is_refused(clerk.run(join(a, elder(t, "丙", w.north).await, MemberRelation::Head)).await,
            "relation", "taken");
    }

    async fn the_last_to_leave_ends_the_household(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let (a, b) = (elder(t, "甲", w.north).await, elder(t, "乙", w.north).await);
        clerk.run(create(a)).await.unwrap();
        clerk.run(join(a, b, MemberRelation::Other)).await.unwrap();
        clerk.run(leave(a)).await.unwrap();
        assert_eq!(names(&clerk.ask(ShowHousehold { person: b }).await.unwrap().unwrap()), ["乙"]);
        clerk.run(leave(b)).await.unwrap();
        for person in [a, b] {
            assert_eq!(clerk.ask(ShowHousehold { person }).await.unwrap(), None);
        }
        struct Of(PersonId);
        impl lianxin_db::Look for Of {
            type Out = Vec<PersonId>;
            type Error = lianxin_kernel::Error;
            async fn run(&self, tx: &mut lianxin_db::Tx) -> lianxin_kernel::Result<Self::Out> {
                household_persons(tx, self.0).await
            }
        }
        assert_eq!(t.app.db().look(&Of(a)).await.unwrap(), []);
    }

    async fn only_the_desk_of_both_homes_puts_people_together(t: Test) {
        let w = world(t).await;
        let (here, there) = (elder(t, "甲", w.north).await, elder(t, "乙", w.south).await);
        let (north, south) =
            (desk(t, Role::Clerk, w.north).await, desk(t, Role::Clerk, w.south).await);
        is_hidden(south.run(create(here)).await);
        is_hidden(own(t, here).run(create(here)).await);
        north.run(create(here)).await.unwrap();
        is_hidden(north.run(join(here, there, MemberRelation::Child)).await);
        is_hidden(south.run(join(here, there, MemberRelation::Child)).await);
        is_hidden(south.run(leave(here)).await);
        let boss = elder(t, "主任", w.north).await;
        let street = t.person_act(boss, &[grant(Role::CenterManager, w.street)]);
        street.run(join(here, there, MemberRelation::Child)).await.unwrap();
        let upward = t.person_act(boss, &[grant(Role::DistrictManager, w.district)]);
        is_hidden(upward.ask(ShowHousehold { person: here }).await);
    }

    async fn details_are_told_changed_and_taken_back(t: Test) {
        let w = world(t).await;
        let (me, other) = (elder(t, "李茶", w.north).await, elder(t, "别人", w.north).await);
        let act = own(t, me);
        assert_eq!(act.ask(ShowMyDetails).await.unwrap(), Details::default());
        let lunar = LunarBirthday { month: 8, day: 15, leap: true };
        let words = vec![Need::Wheelchair, Need::Hearing, Need::Hearing];
        let note = Some(lianxin_kernel::Note::new("左耳").unwrap());
        let change = DetailsChange {
            sex: Some(Secret::new(Some(Sex::Female))),
            lunar_birthday: Some(Secret::new(Some(lunar))),
            needs: Some(Secret::new(Some(Needs { words, note }))),
        };
        let told = act.run(ChangeMyDetails { change }).await.unwrap();
        assert_eq!((told.sex, told.lunar_birthday), (Some(Sex::Female), Some(lunar)));
        assert_eq!(told.needs.as_ref().unwrap().words, [Need::Hearing, Need::Wheelchair]);
        assert_eq!(act.ask(ShowMyDetails).await.unwrap(), told);
        let change = DetailsChange { sex: Some(Secret::new(None)), ..DetailsChange::default() };
        let less = act.run(ChangeMyDetails { change }).await.unwrap();
        assert_eq!((less.sex, less.lunar_birthday, &less.needs), (None, Some(lunar), &told.needs));
        assert_eq!(own(t, other).ask(ShowMyDetails).await.unwrap(), Details::default());
        for bad in [(0, 1, "month"), (13, 1, "month"), (1, 0, "day"), (1, 31, "day")] {
            let lunar = LunarBirthday { month: bad.0, day: bad.1, leap: false };
            let lunar_birthday = Some(Secret::new(Some(lunar)));
            let change = DetailsChange { lunar_birthday, ..DetailsChange::default() };
            let e = act.run(ChangeMyDetails { change }).await;
            is_refused(e, &format!("lunar_birthday.{}", bad.2), "out_of_range");
        }
        // Needs stand nowhere in words: not in the row, not in the audit.
        let lines = audit_at(t, me).await;
        assert!(lines.iter().all(|l| !l.input.contains("wheelchair") && !l.input.contains("左耳")));
    }

    async fn needs_are_sealed_and_the_desk_sees_them_not_with_the_plain_details(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let (id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let needs = Needs { words: vec![Need::Dementia], note: None };
        let set = || SetNeeds { person: me, needs: Secret::new(needs.clone()) };
        clerk.run(set()).await.unwrap();
        assert_eq!(own(t, me).ask(ShowMyDetails).await.unwrap().needs, Some(needs.clone()));
        assert_eq!(clerk.ask(ShowDetails { person: me }).await.unwrap().needs, None);
        let weak = t.person_act(id, &[grant(Role::Clerk, w.north)]);
        let e = weak.run(set()).await.unwrap_err();
        assert!(matches!(e, lianxin_kernel::Error::SecondFactor), "{e:?}");
        is_hidden(desk(t, Role::Clerk, w.south).await.run(set()).await);
        is_hidden(own(t, id).ask(ShowDetails { person: me }).await);
        t.clock.forward(Span::days(1));
        let empty = Needs { words: vec![], note: None };
        clerk.run(SetNeeds { person: me, needs: Secret::new(empty) }).await.unwrap();
        assert_eq!(own(t, me).ask(ShowMyDetails).await.unwrap().needs, None);
    }
}
