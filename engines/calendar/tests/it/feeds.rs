use crate::house::*;
use axum::Router;
use lianxin_calendar::feeds::*;
use lianxin_calendar::*;
use lianxin_kernel::{
    AnyId, App, Command, Holding, Language, Names, Permission, Query, Read, Result, Role, Scope,
    Span as Length, Write,
};
use lianxin_testkit::{Answer, Browser, Test, both};
use lianxin_web::{Site, api, site};
use serde::Serialize;

fn browser(t: &Test) -> Browser {
    let api = api([lianxin_calendar::routes()]).router;
    Browser::new(site(t.app.clone(), Site { api, pages: Router::new(), shared: |_| false }))
}

async fn of_room(t: &Test, house: &House, room: usize) -> MadeFeed {
    let room = Some(house.rooms[room]);
    let feed = NewFeed { center: house.center, room, language: Language::ZhCn };
    house.staff(t, Role::CenterManager).run(MakeFeed { feed }).await.unwrap()
}

async fn of_center(t: &Test, house: &House, language: Language) -> MadeFeed {
    let feed = NewFeed { center: house.center, room: None, language };
    house.staff(t, Role::CenterManager).run(MakeFeed { feed }).await.unwrap()
}

async fn read(t: &Test, path: &str) -> Answer {
    browser(t).get(path).await
}

fn titles(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect()
}

async fn hold(t: &Test, house: &House, wish: Wish) -> Occupancy {
    house.run(t, What::Occupy(vec![wish.into()])).await.unwrap().remove(0)
}

fn holding(app: &App) -> &'static dyn Holding {
    app.holdings().find(|h| h.name() == "calendar.feeds").unwrap()
}

/// What privacy does with what is held about a person.
#[derive(Clone, Copy)]
enum How {
    Erase(AnyId),
    Repoint(AnyId, AnyId),
    Expire,
}

#[derive(Serialize)]
struct Hold {
    #[serde(skip)]
    how: How,
}

impl Command for Hold {
    const NAME: &'static str = "t.hold";
    const NEEDS: Permission = Permission::new("t.hold", &[]);
    type Target = Scope;
    type Out = usize;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<usize> {
        let (holding, now) = (holding(w.app()), w.now());
        match self.how {
            How::Erase(person) => Ok(holding.erase(w, person).await? as usize),
            How::Repoint(from, to) => Ok(holding.repoint(w, from, to, None).await?.len()),
            How::Expire => Ok(holding.expire(w, now).await? as usize),
        }
    }
}

struct Collect(AnyId);

impl Query for Collect {
    const NAME: &'static str = "t.collect";
    const NEEDS: Permission = Permission::new("t.hold", &[]);
    type Target = Scope;
    type Out = Vec<serde_json::Value>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        let holding = holding(r.app());
        holding.collect(r, self.0).await
    }
}

both! { setup: quiet(true);
    async fn a_feed_says_when_a_room_is_taken_and_never_by_whom(t: Test) {
        let house = House::build(t).await;
        let held = house.occupy(t, 1, on(1, "09:00", "10:30")).await.unwrap();
        hold(t, &house, Wish { kind: Kind::Activity, ..house.wish(0, on(2, "09:00", "10:00")) }).await;
        house.occupy(t, 2, on(1, "09:00", "10:00")).await.unwrap();
        let person = Resource::person(t.some_id(), house.center);
        hold(t, &house, Wish { resource: person, kind: Kind::Activity, ..house.wish(0, on(3, "09:00", "10:00")) }).await;
        let room = read(t, &of_room(t, &house, 1).await.path).await.expect(200);
        assert_eq!(room.headers["content-type"], "text/calendar; charset=utf-8");
        assert_eq!(room.headers["cache-control"], "private, max-age=300");
        // The half itself and the hall around it, not the other half.
        assert_eq!(titles(&room.text), ["已约", "合唱"]);
        assert!(room.text.contains(&format!("UID:{}@lianxin\r\nSEQUENCE:1\r\n", held.id)), "{}", room.text);
        assert!(room.text.contains("LOCATION:青禾路街道党群服务中心 东半厅\r\n"));
        let center = read(t, &of_center(t, &house, Language::En).await.path).await.expect(200);
        assert_eq!(titles(&center.text), ["Busy", "Busy", "合唱"], "nobody's own time");
    }

    async fn what_is_moved_counts_on_and_what_is_given_back_is_cancelled(t: Test) {
        let house = House::build(t).await;
        let path = of_room(t, &house, 4).await.path;
        let first = house.occupy(t, 4, on(1, "09:00", "10:30")).await.unwrap();
        let gone = house.occupy(t, 4, on(2, "09:00", "10:30")).await.unwrap();
        t.clock.forward(Length::hours(1));
        house.run(t, What::Move(first.id, None, on(1, "14:00", "15:00"))).await.unwrap();
        house.run(t, What::Release(gone.id)).await.unwrap();
        let text = read(t, &path).await.expect(200).text;
        let expected = "SEQUENCE:2\r\nDTSTAMP:20260302T020000Z\r\nLAST-MODIFIED:20260302T020000Z\r\n\
            DTSTART;TZID=Asia/Shanghai:20260303T140000\r\nDTEND;TZID=Asia/Shanghai:20260303T150000\r\n";
        assert!(text.contains(expected), "{text}");
        let cancelled = text.split("BEGIN:VEVENT").find(|e| e.contains(&gone.id.to_string())).unwrap();
        assert!(cancelled.contains("STATUS:CANCELLED\r\nTRANSP:TRANSPARENT"), "{cancelled}");
        t.clock.forward(Length::days(91));
        let late = read(t, &path).await.expect(200).text;
        assert!(!late.contains("STATUS:CANCELLED"), "{late}");
    }

    async fn the_past_and_the_future_have_an_end(t: Test) {
        let house = House::build(t).await;
        for day in [1, 89, 399, 402] {
            house.occupy(t, 4, on(day, "09:00", "10:00")).await.unwrap();
        }
        let path = of_room(t, &house, 4).await.path;
        assert_eq!(titles(&read(t, &path).await.text).len(), 3);
        t.clock.forward(Length::days(90));
        assert_eq!(titles(&read(t, &path).await.text).len(), 4);
        t.clock.forward(Length::days(2));
        assert_eq!(titles(&read(t, &path).await.text).len(), 3);
    }

    async fn who_has_read_it_reads_it_again_when_it_changed(t: Test) {
        let house = House::build(t).await;
        let path = of_room(t, &house, 4).await.path;
        let mut b = browser(t);
        let tag = b.get(&path).await.expect(200).headers["etag"].to_str().unwrap().to_owned();
        t.clock.forward(Length::hours(3));
        let same = b.raw("GET", &path, &[("if-none-match", tag.as_str())], vec![]).await.expect(304);
        assert_eq!((same.text.as_str(), same.headers["etag"].to_str().unwrap()), ("", tag.as_str()));
        house.occupy(t, 4, on(1, "09:00", "10:00")).await.unwrap();
        let changed = b.raw("GET", &path, &[("if-none-match", tag.as_str())], vec![]).await.expect(200);
        assert_ne!(changed.headers["etag"].to_str().unwrap(), tag);
    }

    async fn an_address_that_is_wrong_old_or_ended_was_never_there(t: Test) {
        let house = House::build(t).await;
        let manager = house.staff(t, Role::CenterManager);
        let made = of_room(t, &house, 4).await;
        let other = of_room(t, &house, 4).await;
        let never = made.path.replace("/feeds/", "/feeds/x");
        let mixed = format!("{}{}", &made.path[..40], &other.path[40..]);
        let expected = read(t, &never).await.expect(404).body;
        let nothing = |answer: Answer| {
            let mut body = answer.expect(404).body;
            body["request"] = expected["request"].clone();
            assert_eq!(body, expected);
        };
        nothing(read(t, &mixed).await);
        nothing(read(t, made.path.trim_end_matches(".ics")).await);
        let rotated = manager.run(RotateFeed { feed: made.feed.id }).await.unwrap();
        assert_eq!((rotated.feed.id, rotated.feed.rotated_at), (made.feed.id, Some(t.app.now())));
        nothing(read(t, &made.path).await);
        read(t, &rotated.path).await.expect(200);
        let listed = async || manager.ask(ListFeeds { center: house.center }).await.unwrap().items.len();
        assert_eq!(listed().await, 2);
        manager.run(EndFeed { feed: made.feed.id }).await.unwrap();
        nothing(read(t, &rotated.path).await);
        assert_eq!(listed().await, 1);
        assert_eq!(refused(manager.run(RotateFeed { feed: made.feed.id }).await.map(drop)), ["no such feed"]);
        let dump = t.dump().await.join("\n");
        for path in [&made.path, &other.path, &rotated.path] {
            let secret = path.rsplit('/').next().unwrap().trim_end_matches(".ics");
            assert!(!dump.contains(secret), "an address is told once and not kept");
        }
    }

    async fn feeds_are_made_by_who_manages_and_not_without_end(t: Test) {
        let house = House::build(t).await;
        let feed = NewFeed { center: house.center, room: Some(house.rooms[4]), language: Language::ZhCn };
        let make = MakeFeed { feed };
        for other in [house.staff(t, Role::Clerk), t.person_act(t.some_id(), &[])] {
            assert_eq!(refused(other.run(make.clone()).await.map(drop)), ["you may not do this here"]);
        }
        let manager = house.staff(t, Role::CenterManager);
        for _ in 0..20 {
            manager.run(make.clone()).await.unwrap();
        }
        assert_eq!(refused(manager.run(make.clone()).await.map(drop)), ["room too_many"]);
        of_room(t, &house, 5).await;
        let mut wrong = make;
        wrong.feed.room = Some(lianxin_places::RoomId(t.some_id()));
        assert_eq!(refused(manager.run(wrong).await.map(drop)), ["room unknown"]);
    }

    async fn one_s_own_feed_tells_when_one_is_held_oneself(t: Test) {
        let house = House::build(t).await;
        let doctor = t.some_id();
        let act = t.person_act(doctor, &[]);
        let resource = Resource::person(doctor, house.center);
        let wish = Wish { resource, kind: Kind::Activity, label: Names::zh_cn("义诊"), ..house.wish(4, on(1, "09:00", "10:00")) };
        hold(t, &house, wish).await;
        house.occupy(t, 4, on(2, "09:00", "10:00")).await.unwrap();
        assert_eq!(act.ask(ShowMyFeed).await.unwrap().feed, None);
        let first = act.run(MakeMyFeed { language: Language::ZhCn }).await.unwrap();
        assert_eq!(titles(&read(t, &first.path).await.expect(200).text), ["合唱"]);
        assert_eq!(act.ask(ShowMyFeed).await.unwrap().feed, Some(first.feed.clone()));
        let second = act.run(MakeMyFeed { language: Language::En }).await.unwrap();
        read(t, &first.path).await.expect(404);
        read(t, &second.path).await.expect(200);
        let manager = house.staff(t, Role::CenterManager);
        assert_eq!(refused(manager.run(EndFeed { feed: second.feed.id }).await), ["no such feed"]);
        act.run(EndMyFeed {}).await.unwrap();
        read(t, &second.path).await.expect(404);
        assert_eq!(act.ask(ShowMyFeed).await.unwrap().feed, None);
    }

    async fn one_s_own_feed_goes_with_the_person(t: Test) {
        let house = House::build(t).await;
        let (one, other) = (t.some_id(), t.some_id());
        let fresh = async || {
            let act = t.person_act(one, &[]);
            act.run(MakeMyFeed { language: Language::ZhCn }).await.unwrap().path
        };
        let held = async |person| {
            let collected = t.system().ask(Collect(person)).await.unwrap();
            collected.len()
        };
        let center = of_center(t, &house, Language::ZhCn).await.path;
        for (how, touched) in [(How::Erase(one), 1), (How::Repoint(one, other), 1), (How::Expire, 1), (How::Erase(other), 0)] {
            let path = fresh().await;
            assert_eq!((held(one).await, held(other).await), (1, 0));
            t.clock.forward(Length::days(1));
            assert_eq!(t.system().run(Hold { how }).await.unwrap(), touched);
            assert_eq!(held(one).await, 1 - touched);
            read(t, &path).await.expect(if touched == 1 { 404 } else { 200 });
        }
        read(t, &center).await.expect(200);
    }
}
