//! What a center lends.
use crate::house::*;
use lianxin_calendar::commands::{AddItem, ChangeItem, EndItem, NewItem};
use lianxin_calendar::queries::ListItems;
use lianxin_calendar::*;
use lianxin_kernel::{Kind as _, Language, Names, Role, Span as Length};
use lianxin_testkit::{both, race};

fn kit(house: &House, name: &str) -> AddItem {
    let (center, name) = (house.center, Names::zh_cn(name));
    AddItem {
        item: NewItem { center, kind: ItemKind::PortableKit, name, portable: true, room: None },
    }
}

fn facts(name: &str) -> ItemFacts {
    ItemFacts { kind: ItemKind::Speakers, name: Names::zh_cn(name), portable: false, room: None }
}

both! { setup: quiet(true);
    async fn managers_add_change_and_end_what_everyone_sees(t: Test) {
        let house = House::build(t).await;
        let manager = house.staff(t, Role::CenterManager);
        let seen = async || {
            let list = t.nobody().ask(ListItems { center: house.center }).await.unwrap().items;
            let name = |item: Item| item.facts.name.get(Language::ZhCn).to_owned();
            list.into_iter().map(name).collect::<Vec<_>>()
        };
        let box_one = manager.run(kit(&house, "百宝箱一")).await.unwrap();
        t.clock.forward(Length::seconds(1));
        let two = manager.run(kit(&house, "百宝箱二")).await.unwrap();
        assert_eq!(seen().await, ["百宝箱一", "百宝箱二"]);
        let change = ChangeItem { item: two.id, facts: facts("音箱") };
        let end = EndItem { item: two.id };
        for act in [house.staff(t, Role::Clerk), t.person_act(t.some_id(), &[])] {
            let forbidden = ["you may not do this here"];
            assert_eq!(refused(act.run(kit(&house, "又一")).await), forbidden);
            assert_eq!(refused(act.run(change.clone()).await), forbidden);
            assert_eq!(refused(act.run(end.clone()).await), forbidden);
        }
        let changed = manager.run(change.clone()).await.unwrap();
        assert_eq!((changed.id, changed.center, changed.facts), (two.id, house.center, facts("音箱")));
        let long = ChangeItem { item: two.id, facts: facts(&"长".repeat(81)) };
        assert_eq!(refused(manager.run(long).await), ["name too_long"]);
        manager.run(end.clone()).await.unwrap();
        manager.run(end).await.unwrap();
        assert_eq!(refused(manager.run(change).await), ["calendar.item_ended"]);
        assert_eq!(seen().await, ["百宝箱一"]);
        let nothing = EndItem { item: t.some_id().into() };
        assert_eq!(refused(manager.run(nothing).await), ["no such item"]);
        assert!(box_one.ended_at.is_none());
    }

    async fn what_is_held_of_it_stands_against_its_end(t: Test) {
        let house = House::build(t).await;
        let item = t.system().run(kit(&house, "百宝箱")).await.unwrap().id;
        let resource = Resource::item(item, house.center);
        let wish = |span: Span| Wish { resource, ..house.wish(4, span) };
        let hold = async |span| house.run(t, What::Occupy(vec![wish(span).into()])).await;
        let end = EndItem { item };
        hold(on(0, "09:00", "10:00")).await.unwrap();
        let held = hold(on(1, "09:00", "10:00")).await.unwrap();
        assert_eq!(refused(hold(on(1, "09:30", "11:00")).await), ["calendar.item_taken"]);
        t.clock.forward(Length::hours(2));
        let refusal = t.system().run(end.clone()).await;
        let Err(lianxin_kernel::Error::Conflict(reasons)) = refusal else { panic!("{refusal:?}") };
        let text = serde_json::to_string(&reasons).unwrap();
        assert_eq!(text, r#"[{"code":"calendar.item_taken","values":{"from":"2026-03-03T01:00:00Z","item":{"zh-CN":"百宝箱"},"to":"2026-03-03T02:00:00Z"}}]"#);
        house.run(t, What::Release(held[0].id)).await.unwrap();
        t.system().run(end).await.unwrap();
        assert_eq!(refused(hold(on(2, "09:00", "10:00")).await), ["calendar.not_bookable"]);
        let unknown = Wish { resource: Resource::item(t.some_id(), house.center), ..wish(on(2, "09:00", "10:00")) };
        assert_eq!(house.may(t, unknown, None).await, ["calendar.not_bookable"]);
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    race async fn a_center_lends_no_more_than_five_hundred(t: Test) {
        let house = House::build(t).await;
        for n in 0..499 {
            t.system().run(kit(&house, &format!("第{n}"))).await.unwrap();
        }
        let added = race(4, |n| {
            let (act, add) = (t.system(), kit(&house, &format!("末{n}")));
            async move { act.run(add).await.is_ok() }
        })
        .await;
        assert_eq!(added.iter().filter(|added| **added).count(), 1);
        assert_eq!(refused(t.system().run(kit(&house, "多")).await), ["center too_many"]);
        let list = t.nobody().ask(ListItems { center: house.center }).await.unwrap();
        t.system().run(EndItem { item: list.items[0].id }).await.unwrap();
        t.system().run(kit(&house, "多")).await.unwrap();
    }

    race async fn it_is_held_or_ended_and_never_both(t: Test) {
        let house = House::build(t).await;
        for n in 0..8 {
            let item = t.system().run(kit(&house, "百宝箱")).await.unwrap().id;
            let wish = Wish { resource: Resource::item(item, house.center), ..house.wish(4, on(1, "09:00", "10:00")) };
            let done = race(2, |nth| {
                let (act, center, wish) = (t.system(), house.center, wish.clone());
                async move {
                    match (nth + n) % 2 {
                        0 => act.run(EndItem { item }).await.is_ok(),
                        _ => act.run(Do { center, what: What::Occupy(vec![wish.into()]) }).await.is_ok(),
                    }
                }
            })
            .await;
            assert_eq!(done.iter().filter(|done| **done).count(), 1, "{}", item.id().district());
        }
    }
}
