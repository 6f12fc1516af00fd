use crate::things::*;
use crate::world::*;
use lianxin_kernel::{Act, Error, Module, Role, Secret, Span};
use lianxin_people::{
    AddPerson, FindPeople, Likeness, ListDuplicates, ListHeld, ListMerges, MergePeople, Merged,
    Moved, PersonField, PersonId, PreviewMerge, RenewCard, ShowMe, Side, SplitPerson, TellApart,
    UndoMerge,
};
use lianxin_places::CenterId;
use lianxin_testkit::{Setup, both};

static ALL: &[&Module] = &[&lianxin_places::MODULE, &lianxin_people::MODULE, &THINGS];

fn with_things() -> Setup {
    Setup { modules: ALL, ..setup() }
}

async fn born(t: &Test, name: &str, born: &str, number: Option<&str>, home: CenterId) -> PersonId {
    let add = AddPerson {
        name: line(name),
        phone: number.map(|n| Secret::new(phone(n))),
        birth_date: Some(Secret::new(born.parse().unwrap())),
        age_band: None,
        home_center: Some(home),
        language: lianxin_kernel::Language::ZhCn,
    };
    t.system().run(add).await.unwrap().hit.person
}

async fn merge(act: &Act, kept: PersonId, merged: PersonId) -> Result<Merged, Error> {
    act.run(MergePeople { kept, merged, take: vec![] }).await
}

async fn names(t: &Test, center: CenterId, text: &str) -> Vec<PersonId> {
    let hits = t.system().ask(FindPeople { center, text: text.into() }).await.unwrap();
    hits.into_iter().map(|h| h.person).collect()
}

both! { setup: with_things();
    async fn two_records_become_one_and_two_again(t: Test) {
        let w = world(t).await;
        let kept = born(t, "王丽", "1950-01-01", None, w.north).await;
        let merged = resident(t, "13812342071", "王莉", Some(w.north)).await;
        let (token, merged) = (merged.token, merged.person);
        let card = t.person_act(merged, &[]).ask(ShowMe).await.unwrap().card.code;
        give(t, kept, 1).await;
        let own = give(t, merged, 1).await;
        give(t, merged, 2).await;
        let before = all_things(t).await;

        let manager = added(t, "主任", None, None).await.hit.person;
        let act = t.person_act(manager, &[grant(Role::CenterManager, w.north)]);
        let shown = act.ask(PreviewMerge { kept, merged }).await.unwrap();
        let fields: Vec<_> = shown.fields.iter().map(|f| (f.field, f.stays)).collect();
        assert_eq!(fields, [
            (PersonField::Name, Side::Kept),
            (PersonField::Phone, Side::Merged),
            (PersonField::BirthDate, Side::Kept),
        ]);
        let things = shown.held.iter().find(|h| h.holding == "things.things").unwrap();
        assert_eq!((things.kept, things.merged), (1, 2));
        assert_eq!(shown.hindrances, []);

        let done = merge(&act, kept, merged).await.unwrap();
        let things = |all: &[Moved]| all.iter().find(|m| m.holding == "things.things").cloned();
        let one = Some(Moved { holding: "things.things".into(), rows: 1 });
        assert_eq!((things(&done.moved), things(&done.stayed)), (one.clone(), one));
        // The old id, card and phone lead to the one that is kept; its sign-ins are over.
        assert_eq!(names(t, w.north, &card).await, [kept]);
        assert_eq!(names(t, w.north, "13812342071").await, [kept]);
        assert_eq!(names(t, w.north, "2071").await, [kept]);
        assert_eq!(names(t, w.north, "wangli").await, [kept]);
        assert!(act_of(t, token.expose()).await.is_none());
        let e = t.person_act(merged, &[]).run(RenewCard { person: merged }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        let all = all_things(t).await;
        assert!(all.iter().all(|x| (x.id == own) == (x.person == merged)), "{all:?}");

        let past = act.ask(ListMerges { person: kept }).await.unwrap();
        assert_eq!((past[0].merge, past[0].name.as_str()), (done.merge, "王莉"));
        assert_eq!(past[0].undo_until, Some(done.undo_until));
        let back = act.run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(things(&back.moved).unwrap().rows, 1);
        assert_eq!(all_things(t).await, before);
        assert_eq!(names(t, w.north, &card).await, [merged]);
        assert_eq!(names(t, w.north, "2071").await, [merged]);
        assert_eq!(names(t, w.north, "wangli").await.len(), 2);
        let me = t.person_act(kept, &[]).ask(ShowMe).await.unwrap();
        assert_eq!((me.phone_hint, me.name.as_str()), (None, "王丽"));
        let e = act.run(UndoMerge { merge: done.merge }).await.unwrap_err();
        assert!(e.has_reason("people.merge_undone"), "{e:?}");
        // And once more, the other way round.
        merge(&act, merged, kept).await.unwrap();
        assert_eq!(names(t, w.north, "wangli").await, [merged]);
    }

    async fn chosen_fields_come_from_the_other(t: Test) {
        let w = world(t).await;
        let kept = born(t, "王丽", "1950-01-01", Some("13812342071"), w.north).await;
        let merged = born(t, "王莉", "1951-01-01", Some("13912342072"), w.north).await;
        let take = vec![PersonField::Name, PersonField::Phone];
        let done = t.system().run(MergePeople { kept, merged, take }).await.unwrap();
        let me = t.person_act(kept, &[]).ask(ShowMe).await.unwrap();
        assert_eq!((me.name.as_str(), me.phone_hint.as_deref()), ("王莉", Some("139****2072")));
        assert_eq!(me.birth_date, Some("1950-01-01".parse().unwrap()));
        // Its first phone went; whoever takes it meanwhile keeps it.
        born(t, "别人", "1960-01-01", Some("13812342071"), w.north).await;
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        let me = t.person_act(kept, &[]).ask(ShowMe).await.unwrap();
        assert_eq!((me.name.as_str(), me.phone_hint), ("王丽", None));
        let other = t.person_act(merged, &[]).ask(ShowMe).await.unwrap();
        assert_eq!(other.phone_hint.as_deref(), Some("139****2072"));
    }

    async fn what_may_not_be_is_refused_and_says_why(t: Test) {
        let w = world(t).await;
        let a = born(t, "王丽", "1950-01-01", None, w.north).await;
        let b = born(t, "王莉", "1950-01-01", None, w.north).await;
        let clerk = staff_member(t, "clerk", Role::Clerk, w.north).await;
        let act = t.person_act(a, &[grant(Role::CenterManager, w.north)]);
        let e = merge(&act, a, b).await.unwrap_err();
        assert!(e.has_reason("people.merge_oneself"), "{e:?}");
        let e = merge(&t.system(), a, clerk).await.unwrap_err();
        assert!(e.has_reason("people.merge_staff"), "{e:?}");
        let e = merge(&t.system(), a, a).await.unwrap_err();
        assert!(e.has_reason("people.merge_same"), "{e:?}");
        let first = merge(&t.system(), a, b).await.unwrap();
        let e = merge(&t.system(), a, b).await.unwrap_err();
        assert!(e.has_reason("people.merge_done"), "{e:?}");
        // The later merge is undone first.
        let c = born(t, "王力", "1950-01-01", None, w.north).await;
        let second = merge(&t.system(), c, a).await.unwrap();
        // The clerk is called so too.
        let mut called = names(t, w.north, "wangli").await;
        called.sort_unstable();
        assert_eq!(called, [clerk.min(c), clerk.max(c)]);
        let e = t.system().run(UndoMerge { merge: first.merge }).await.unwrap_err();
        assert!(e.has_reason("people.merge_not_last"), "{e:?}");
        t.system().run(UndoMerge { merge: second.merge }).await.unwrap();
        t.clock.forward(Span::days(90));
        let e = t.system().run(UndoMerge { merge: first.merge }).await.unwrap_err();
        assert!(e.has_reason("people.merge_too_old") || e.has_reason("people.merge_undone"), "{e:?}");
    }

    async fn only_who_answers_for_both_may(t: Test) {
        let w = world(t).await;
        let a = born(t, "王丽", "1950-01-01", None, w.north).await;
        let b = born(t, "王莉", "1950-01-01", None, w.south).await;
        let me = added(t, "我", None, None).await.hit.person;
        for grants in [
            vec![],
            vec![grant(Role::Clerk, w.street)],
            vec![grant(Role::CenterManager, w.north)],
            vec![grant(Role::DistrictManager, w.district)],
        ] {
            let act = t.person_act(me, &grants);
            let e = merge(&act, a, b).await.unwrap_err();
            assert!(matches!(e, Error::NotFound(_)), "{grants:?} {e:?}");
            assert!(act.ask(PreviewMerge { kept: a, merged: b }).await.is_err());
            assert!(act.run(TellApart { one: a, other: b }).await.is_err());
        }
        let act = t.person_act(me, &[grant(Role::Administrator, w.district)]);
        let done = merge(&act, a, b).await.unwrap();
        let clerk = t.person_act(me, &[grant(Role::CenterManager, w.north)]);
        assert!(clerk.run(UndoMerge { merge: done.merge }).await.is_err());
        let none = PersonId(t.some_id());
        assert!(matches!(merge(&act, a, none).await, Err(Error::NotFound(_))));
    }

    async fn those_who_look_like_one_are_proposed_until_somebody_looked(t: Test) {
        let w = world(t).await;
        let a = born(t, "王丽", "1950-01-01", None, w.north).await;
        // A second apart, so that the ids have an order.
        t.clock.forward(Span::seconds(1));
        let b = born(t, "王莉", "1950-01-01", None, w.south).await;
        t.clock.forward(Span::seconds(1));
        let c = born(t, "李茶", "1960-01-01", None, w.north).await;
        t.clock.forward(Span::seconds(1));
        let d = added(t, "李茶", None, Some(w.north)).await.hit.person;
        born(t, "李茶", "1961-01-01", None, w.south).await;
        born(t, "王立", "1951-01-01", None, w.north).await;
        let ask = |limit, after| ListDuplicates { center: w.north, after, limit };
        let page = t.system().ask(ask(Some(1), None)).await.unwrap();
        let rest = t.system().ask(ask(Some(1), page.next.clone())).await.unwrap();
        let pairs: Vec<_> = page.items.iter().chain(&rest.items)
            .map(|d| (d.one.person, d.other.person, d.likeness)).collect();
        assert_eq!(pairs, [
            (a, b, Likeness::SoundAndBirthDate),
            (c.min(d), c.max(d), Likeness::NameAndCenter),
        ]);
        assert_eq!(rest.next, None);
        t.system().run(TellApart { one: b, other: a }).await.unwrap();
        merge(&t.system(), c, d).await.unwrap();
        assert_eq!(t.system().ask(ask(None, None)).await.unwrap().items, []);
    }

    async fn things_are_taken_out_for_somebody_else(t: Test) {
        let w = world(t).await;
        let whole = born(t, "王丽", "1950-01-01", None, w.north).await;
        give(t, whole, 1).await;
        let thing = give(t, whole, 2).await;
        let held = t.system().ask(ListHeld { person: whole }).await.unwrap();
        let one = held.iter().find(|h| h.what["kind"] == 2).unwrap();
        let split = |holding: &str, id: &str| SplitPerson {
            person: whole,
            name: line("王莉"),
            birth_date: None,
            age_band: None,
            things: vec![(holding.to_owned(), id.to_owned())],
        };
        let other = lianxin_kernel::KindOf::show("thg", t.some_id());
        for (holding, id) in [("things.things", other.as_str()), ("nothing", &one.id), ("things.things", "x")] {
            assert!(t.system().run(split(holding, id)).await.is_err());
        }
        assert_eq!(names(t, w.north, "wangli").await, [whole]);
        let out = t.system().run(split(&one.holding, &one.id)).await.unwrap();
        assert_eq!((out.rows, out.hit.home_center), (1, Some(w.north)));
        let things = all_things(t).await;
        let owner = |id| things.iter().find(|x| x.id == id).unwrap().person;
        assert_eq!(owner(thing), out.hit.person);
        assert_eq!(things.iter().filter(|x| x.person == whole).count(), 1);
    }

    async fn whatever_is_merged_and_undone_nothing_is_lost(t: Test) {
        let w = world(t).await;
        let mut people = vec![];
        for n in 0..6 {
            people.push(born(t, &format!("人{n}"), "1950-01-01", None, w.north).await);
        }
        for (n, person) in people.iter().enumerate() {
            for kind in 0..4 {
                if (n + kind) % 3 != 0 {
                    give(t, *person, i64::try_from(kind).unwrap()).await;
                }
            }
        }
        let all = all_things(t).await;
        let ids: Vec<_> = all.iter().map(|x| x.id).collect();
        let mut random = 2_463_534_242_u32;
        let mut next = |most: usize| {
            // Xorshift: the same story on every engine.
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            usize::try_from(random).unwrap() % most
        };
        // Each merge with what was there before it.
        let mut open: Vec<(Merged, Vec<Thing>)> = vec![];
        for _ in 0..60 {
            let before = all_things(t).await;
            if next(3) > 0 {
                let (kept, merged) = (people[next(6)], people[next(6)]);
                if let Ok(done) = merge(&t.system(), kept, merged).await {
                    open.push((done, before));
                }
            } else if let Some((last, was)) = open.pop() {
                t.system().run(UndoMerge { merge: last.merge }).await.unwrap();
                assert_eq!(all_things(t).await, was);
            }
            let now = all_things(t).await;
            assert_eq!(now.iter().map(|x| x.id).collect::<Vec<_>>(), ids);
        }
        while let Some((last, was)) = open.pop() {
            t.system().run(UndoMerge { merge: last.merge }).await.unwrap();
            assert_eq!(all_things(t).await, was);
        }
        assert_eq!(all_things(t).await, all);
        assert_eq!(names(t, w.north, "ren").await.len(), 6);
    }
}
