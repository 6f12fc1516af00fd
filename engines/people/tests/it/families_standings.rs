use crate::families_world::*;
use lianxin_kernel::{Error, Limit, Purpose, Role, Secret, Span};
use lianxin_people::{
    EndMyStanding, EndSensitiveStanding, EndStanding, GiveSensitiveStanding, GiveStanding,
    ListSensitiveStandingsAt, ListStandings, ListStandingsAt, NewStanding, PersonId, PlaceId,
    Standing, StandingConsent, StandingKind, TellStanding, standings,
};
use lianxin_testkit::{both, race};

fn new(kind: StandingKind, place: impl Into<PlaceId>) -> NewStanding {
    NewStanding { kind, place: place.into(), from: None, until: None }
}

fn tell(kind: StandingKind, place: impl Into<PlaceId>) -> TellStanding {
    TellStanding { standing: Secret::new(new(kind, place)) }
}

fn give(person: PersonId, kind: StandingKind, place: impl Into<PlaceId>) -> GiveStanding {
    GiveStanding { person, standing: new(kind, place) }
}

fn sensitive(
    person: PersonId,
    kind: StandingKind,
    place: impl Into<PlaceId>,
) -> GiveSensitiveStanding {
    let standing = Secret::new(new(kind, place));
    GiveSensitiveStanding { person, standing, consent: Some(StandingConsent::SignedForm) }
}

fn all() -> Limit {
    Limit::new(Some(100)).unwrap()
}

fn list(place: impl Into<PlaceId>, kind: StandingKind) -> ListStandingsAt {
    ListStandingsAt { place: place.into(), kind, after: None, limit: all() }
}

fn list_sensitive(place: impl Into<PlaceId>, kind: StandingKind) -> ListSensitiveStandingsAt {
    let purpose = Some(Purpose::Service);
    ListSensitiveStandingsAt { place: place.into(), kind, purpose, after: None, limit: all() }
}

async fn known(t: &Test, person: PersonId) -> Vec<Standing> {
    struct Ask<'a>(&'a lianxin_kernel::App, PersonId);
    impl lianxin_db::Look for Ask<'_> {
        type Out = Vec<Standing>;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Vec<Standing>, Error> {
            let today = self.0.zone().date(self.0.now());
            standings(tx, self.0.keys(), self.1, today).await
        }
    }
    t.app.db().look(&Ask(&t.app, person)).await.unwrap()
}

both! { setup: setup();
    async fn someone_is_several_things_at_once_each_on_its_days(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        own(t, me).run(tell(StandingKind::Volunteer, w.south)).await.unwrap();
        own(t, me).run(tell(StandingKind::PartyMember, w.north)).await.unwrap();
        let mut head = give(me, StandingKind::BuildingHead, w.north);
        head.standing.from = Some(day("2026-03-03"));
        head.standing.until = Some(day("2026-03-04"));
        clerk.run(head).await.unwrap();
        let mut seen = vec![];
        for _ in 0..4 {
            seen.push(known(t, me).await.len());
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, [2, 3, 3, 2]);
        // The first is over, so the next may begin.
        clerk.run(give(me, StandingKind::BuildingHead, w.north)).await.unwrap();
        is_refused(clerk.run(give(me, StandingKind::BuildingHead, w.north)).await, "kind", "taken");
        assert_eq!(own(t, me).ask(ListStandings { person: me }).await.unwrap().len(), 3);
    }

    race async fn a_party_member_reports_in_once_however_often(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let all = race(4, |_| {
            let act = own(t, me);
            async move { act.run(tell(StandingKind::PartyMember, w.north)).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 1, "{all:?}");
        let mine = known(t, me).await;
        assert_eq!((mine[0].kind, mine[0].place), (StandingKind::PartyMember, w.north.into()));
        assert_eq!(mine[0].days.from, day("2026-03-02"));
        own(t, me).run(EndMyStanding { standing: mine[0].id }).await.unwrap();
        assert_eq!(known(t, me).await, []);
        is_hidden(own(t, me).run(EndMyStanding { standing: mine[0].id }).await);
        // The audit does not say what they are.
        let lines = audit_at(t, me).await;
        assert!(lines.iter().all(|l| !l.input.contains("party")), "{lines:?}");
    }

    async fn offices_are_given_by_the_staff_of_the_place(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let (clerk_id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        for kind in [StandingKind::GridWorker, StandingKind::SocialWorker, StandingKind::BuildingHead] {
            is_refused(own(t, me).run(tell(kind, w.north)).await, "kind", "unknown");
        }
        is_refused(own(t, me).run(tell(StandingKind::Volunteer, lianxin_places::CenterId(t.some_id()))).await,
            "place", "unknown");
        is_forbidden(clerk.run(give(me, StandingKind::GridWorker, w.south)).await);
        is_forbidden(clerk.run(give(me, StandingKind::GridWorker, w.street)).await);
        is_forbidden(own(t, me).run(give(me, StandingKind::GridWorker, w.north)).await);
        is_forbidden(clerk.run(give(clerk_id, StandingKind::GridWorker, w.north)).await);
        is_refused(clerk.run(give(me, StandingKind::PartyMember, w.north)).await, "kind", "unknown");
        let given = clerk.run(give(me, StandingKind::GridWorker, w.north)).await.unwrap();
        is_forbidden(own(t, me).run(EndMyStanding { standing: given.id }).await);
        let other = elder(t, "张三", w.north).await;
        is_hidden(own(t, other).run(EndMyStanding { standing: given.id }).await);
        is_hidden(clerk.run(EndStanding { person: other, standing: given.id }).await);
        let south = desk(t, Role::Clerk, w.south).await;
        is_hidden(south.run(EndStanding { person: me, standing: given.id }).await);
        let found = clerk.ask(list(w.north, StandingKind::GridWorker)).await.unwrap();
        assert_eq!(found.items.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["李茶"]);
        is_forbidden(south.ask(list(w.north, StandingKind::GridWorker)).await);
        is_forbidden(own(t, me).ask(list(w.north, StandingKind::GridWorker)).await);
        clerk.run(EndStanding { person: me, standing: given.id }).await.unwrap();
        assert_eq!(clerk.ask(list(w.north, StandingKind::GridWorker)).await.unwrap().items, []);
    }

    async fn sensitive_ones_need_a_form_a_purpose_and_a_second_factor(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let (boss, manager) = desk_of(t, Role::CenterManager, w.north).await;
        let form = sensitive(me, StandingKind::Veteran, w.north);
        for consent in [None, Some(StandingConsent::OwnWord), Some(StandingConsent::Office)] {
            let without = GiveSensitiveStanding { consent, ..sensitive(me, StandingKind::Veteran, w.north) };
            is_refused(manager.run(without).await, "consent", "required");
        }
        let weak = t.person_act(boss, &[grant(Role::CenterManager, w.north)]);
        let e = weak.run(sensitive(me, StandingKind::Veteran, w.north)).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        let clerk = desk(t, Role::Clerk, w.north).await;
        is_forbidden(clerk.run(sensitive(me, StandingKind::Veteran, w.north)).await);
        is_refused(manager.run(sensitive(me, StandingKind::Volunteer, w.north)).await, "kind", "unknown");
        let given = manager.run(form).await.unwrap();
        own(t, me).run(tell(StandingKind::PartyMember, w.north)).await.unwrap();
        let found = manager.ask(list_sensitive(w.north, StandingKind::Veteran)).await.unwrap();
        assert_eq!(found.items.iter().map(|i| i.standing.kind).collect::<Vec<_>>(), [StandingKind::Veteran]);
        let aimless = ListSensitiveStandingsAt { purpose: None, ..list_sensitive(w.north, StandingKind::Veteran) };
        is_refused(manager.ask(aimless).await, "purpose", "required");
        is_refused(manager.ask(list_sensitive(w.north, StandingKind::Volunteer)).await, "kind", "unknown");
        is_refused(clerk.ask(list(w.north, StandingKind::Veteran)).await, "purpose", "required");
        is_forbidden(clerk.ask(list_sensitive(w.north, StandingKind::Veteran)).await);
        // The desk's plain list leaves them out, the person's own has them.
        assert_eq!(clerk.ask(ListStandings { person: me }).await.unwrap(), []);
        assert_eq!(own(t, me).ask(ListStandings { person: me }).await.unwrap().len(), 2);
        is_hidden(clerk.run(EndStanding { person: me, standing: given.id }).await);
        manager.run(EndSensitiveStanding { person: me, standing: given.id }).await.unwrap();
        assert_eq!(known(t, me).await.len(), 1);
    }

    async fn a_long_list_comes_in_pages(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        for n in 0..5 {
            let person = elder(t, &format!("志愿者{n}"), w.north).await;
            own(t, person).run(tell(StandingKind::Volunteer, w.north)).await.unwrap();
        }
        let (mut names, mut after) = (vec![], None);
        loop {
            let limit = Limit::new(Some(2)).unwrap();
            let page = ListStandingsAt { after, limit, ..list(w.north, StandingKind::Volunteer) };
            let page = clerk.ask(page).await.unwrap();
            assert!(page.items.len() <= 2);
            names.extend(page.items.into_iter().map(|i| i.name));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        names.sort();
        assert_eq!(names, ["志愿者0", "志愿者1", "志愿者2", "志愿者3", "志愿者4"]);
    }
}
