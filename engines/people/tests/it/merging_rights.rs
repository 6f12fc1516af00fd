//! What merging does with roles, memberships and sign-ins: nobody gains what was not given to them.
use crate::families_world::*;
use lianxin_kernel::{Act, AuditLine, Error, Names, Role, Span};
use lianxin_people::{
    AddMember, AddOrganizationMember, AgreeContract, AppointDeputy, CreateHousehold,
    CreateOrganization, EndGrant, GiveDuty, GiveGrant, ListDuplicates, ListHeld, ListMembers,
    MemberRelation, MemberRole, MergePeople, Merged, OrganizationId, OrganizationKind, PersonId,
    PhoneSignIn, PreviewMerge, ShowMe, ShowRights, SplitPerson, TellApart, UndoMerge,
};
use lianxin_testkit::both;
use serde_json::{Value, json};

async fn merge(act: &Act, kept: PersonId, merged: PersonId) -> Result<Merged, Error> {
    act.run(MergePeople { kept, merged, take: vec![] }).await
}

/// Whether someone may find people at a place.
async fn finds(t: &Test, person: PersonId, place: impl Into<lianxin_people::PlaceId>) -> bool {
    let place = Some(place.into());
    let rights = t.system().ask(ShowRights { person, place }).await.unwrap();
    let line = rights.items.iter().find(|l| l.permission == "people.find").unwrap();
    line.decision.outcome == lianxin_kernel::Outcome::Yes
}

/// What was given to whom, in full.
async fn given(t: &Test, w: &World) -> Value {
    let mut all = grants_at(t, w.district).await;
    all.sort_by_key(|g| g.grant);
    json!(all)
}

async fn operator(t: &Test, w: &World) -> OrganizationId {
    let (kind, name, home) = (OrganizationKind::Operator, Names::zh_cn("卓越团队"), w.street);
    let new =
        CreateOrganization { kind, name, credit_code: None, contact: None, home: home.into() };
    let organization = t.system().run(new).await.unwrap().organization;
    let (from, until) = (day("2026-03-02"), day("2026-12-31"));
    let agree = AgreeContract {
        organization,
        from,
        until,
        centers: vec![w.north],
        modules: None,
        number: None,
    };
    t.system().run(agree).await.unwrap();
    organization
}

async fn joins(t: &Test, organization: OrganizationId, person: PersonId) {
    let role = MemberRole::Contact;
    let add = AddOrganizationMember { organization, person, role, from: None, until: None };
    t.system().run(add).await.unwrap();
}

async fn members(t: &Test, organization: OrganizationId) -> Vec<PersonId> {
    let list = ListMembers { organization };
    t.system().ask(list).await.unwrap().into_iter().map(|m| m.person).collect()
}

fn rows(all: &[lianxin_people::Moved], holding: &str) -> usize {
    all.iter().find(|m| m.holding == holding).map_or(0, |m| m.rows)
}

async fn marked(t: &Test, person: PersonId, what: &str) -> Vec<bool> {
    let lines = audit_at(t, person).await;
    let own = |l: &AuditLine| l.notes.contains("\"own_household\":true");
    lines.iter().filter(|l| l.what == what).map(own).collect()
}

both! { setup: setup();
    async fn what_staff_sign_in_with_never_goes_over(t: Test) {
        let w = world(t).await;
        let plain = elder(t, "王丽", w.north).await;
        let clerk = staff_member(t, "clerk", Role::Clerk, w.north).await;
        let other = staff_member(t, "other", Role::Clerk, w.north).await;
        for (kept, merged) in [(plain, clerk), (other, clerk), (clerk, other)] {
            let e = merge(&t.system(), kept, merged).await.unwrap_err();
            assert!(e.has_reason("people.merge_staff"), "{e:?}");
            let shown = t.system().ask(PreviewMerge { kept, merged }).await.unwrap();
            assert!(shown.hindrances.iter().any(|r| r.code == "people.merge_staff"));
        }
        let before = given(t, &w).await;
        let token = staff_token(t, "clerk").await;
        let done = merge(&t.system(), clerk, plain).await.unwrap();
        // The account that is kept is what it was.
        assert!(act_of(t, &token).await.is_some());
        assert_eq!(given(t, &w).await, before);
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(given(t, &w).await, before);
    }

    async fn roles_go_over_only_by_who_may_give_them(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        let give = GiveGrant::standing(merged, Role::Clerk, w.north);
        t.system().run(give).await.unwrap();
        let before = given(t, &w).await;
        let manager = desk(t, Role::CenterManager, w.north).await;
        let e = merge(&manager, kept, merged).await.unwrap_err();
        assert!(e.has_reason("people.merge_roles"), "{e:?}");
        assert_eq!(given(t, &w).await, before);
        // The right to give them, but no second factor for what is sensitive among them.
        let (admin, strong) = desk_of(t, Role::Administrator, w.north).await;
        let weak = t.person_act(admin, &[grant(Role::Administrator, w.north)]);
        let e = merge(&weak, kept, merged).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");

        let done = merge(&strong, kept, merged).await.unwrap();
        assert_eq!(rows(&done.moved, "people.grants"), 1);
        assert_eq!(grants_at(t, w.north).await[0].person, kept);
        // Its mark was made anew: it holds. The old id leads to who holds it.
        assert!(finds(t, kept, w.north).await);
        assert!(finds(t, merged, w.north).await);
        assert!(!finds(t, kept, w.south).await);
        // Undoing gives back what was there, and who had it has it again.
        manager.run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(given(t, &w).await, before);
        assert!(finds(t, merged, w.north).await && !finds(t, kept, w.north).await);
    }

    async fn duty_goes_over_by_who_plans_it(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        let give = GiveDuty {
            person: merged,
            role: Role::DutyOfficer,
            place: w.north.into(),
            modules: None,
            from_at: t.app.now(),
            until_at: t.app.now() + Span::hours(5),
        };
        t.system().run(give).await.unwrap();
        let manager = desk(t, Role::CenterManager, w.north).await;
        merge(&manager, kept, merged).await.unwrap();
        assert!(finds(t, kept, w.north).await);
        t.clock.forward(Span::hours(5));
        assert!(!finds(t, kept, w.north).await);
    }

    async fn what_both_have_stays_and_what_is_given_anew_does_not_go_back(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        for (person, place) in [(kept, w.north), (merged, w.north), (merged, w.south)] {
            t.system().run(GiveGrant::standing(person, Role::Clerk, place)).await.unwrap();
        }
        let done = merge(&t.system(), kept, merged).await.unwrap();
        let grants = (rows(&done.moved, "people.grants"), rows(&done.stayed, "people.grants"));
        assert_eq!(grants, (1, 1));
        // What stayed gives nothing while the record leads to the other.
        assert_eq!(grants_at(t, w.north).await.iter().map(|g| g.person).collect::<Vec<_>>(), [kept]);
        // Nothing is given to a record that leads to another.
        let e = t.system().run(GiveGrant::standing(merged, Role::Clerk, w.street)).await;
        assert!(matches!(e, Err(Error::NotFound(_))), "{e:?}");
        t.clock.forward(Span::seconds(1));
        let again = GiveGrant { until: Some(day("2026-12-31")), ..GiveGrant::standing(kept, Role::Clerk, w.south) };
        t.system().run(again).await.unwrap();
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(grants_at(t, w.north).await.len(), 2);
        assert!(finds(t, kept, w.south).await && !finds(t, merged, w.south).await);
        assert!(finds(t, kept, w.north).await && finds(t, merged, w.north).await);
    }

    async fn what_was_taken_does_not_come_back(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        t.system().run(GiveGrant::standing(merged, Role::Clerk, w.north)).await.unwrap();
        let done = merge(&t.system(), kept, merged).await.unwrap();
        let grant = grants_at(t, w.north).await[0].grant;
        t.system().run(EndGrant { grant }).await.unwrap();
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(given(t, &w).await, json!([]));
        assert!(!finds(t, kept, w.north).await && !finds(t, merged, w.north).await);
    }

    async fn memberships_go_with_the_roles_that_rest_on_them(t: Test) {
        let w = world(t).await;
        let organization = operator(t, &w).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        joins(t, organization, merged).await;
        let by = GiveGrant { organization: Some(organization), ..GiveGrant::standing(merged, Role::Operator, w.north) };
        t.system().run(by).await.unwrap();
        let before = given(t, &w).await;
        let done = merge(&t.system(), kept, merged).await.unwrap();
        assert_eq!((rows(&done.moved, "people.memberships"), rows(&done.moved, "people.grants")), (1, 1));
        assert_eq!(members(t, organization).await, [kept]);
        assert!(finds(t, kept, w.north).await);
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(members(t, organization).await, [merged]);
        assert_eq!(given(t, &w).await, before);
        assert!(finds(t, merged, w.north).await && !finds(t, kept, w.north).await);
        // Who acts for it already keeps that one: the other stays, with what rests on it.
        joins(t, organization, kept).await;
        let done = merge(&t.system(), kept, merged).await.unwrap();
        assert_eq!((rows(&done.stayed, "people.memberships"), rows(&done.stayed, "people.grants")), (1, 1));
        assert!(!finds(t, kept, w.north).await);
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert!(finds(t, merged, w.north).await);
    }

    async fn roles_are_taken_out_only_by_who_may_give_them(t: Test) {
        let w = world(t).await;
        let whole = elder(t, "王丽", w.north).await;
        t.system().run(GiveGrant::standing(whole, Role::Clerk, w.north)).await.unwrap();
        let held = t.system().ask(ListHeld { person: whole }).await.unwrap();
        let role = held.iter().find(|h| h.holding == "people.grants").unwrap();
        let split = || SplitPerson {
            person: whole,
            name: line("王莉"),
            birth_date: None,
            age_band: None,
            things: vec![(role.holding.clone(), role.id.clone())],
        };
        let manager = desk(t, Role::CenterManager, w.north).await;
        let e = manager.run(split()).await.unwrap_err();
        assert!(e.has_reason("people.merge_roles"), "{e:?}");
        assert!(finds(t, whole, w.north).await);
        let admin = desk(t, Role::Administrator, w.north).await;
        let other = admin.run(split()).await.unwrap().hit.person;
        assert!(finds(t, other, w.north).await && !finds(t, whole, w.north).await);
    }

    async fn who_is_stood_in_for_is_not_merged_away(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = elder(t, "王莉", w.north).await;
        let deputy = elder(t, "李茶", w.north).await;
        t.system().run(GiveGrant::standing(merged, Role::Clerk, w.north)).await.unwrap();
        let (from_at, until_at) = (t.app.now(), t.app.now() + Span::hours(5));
        let lend = AppointDeputy { absent: merged, deputy, from_at, until_at };
        t.system().run(lend).await.unwrap();
        for away in [merged, deputy] {
            let e = merge(&t.system(), kept, away).await.unwrap_err();
            assert!(e.has_reason("people.merge_deputy"), "{e:?}");
        }
        // Whoever stands in for someone brings them nothing: it would come back to them.
        let grants = [grant(Role::Administrator, w.district)];
        let other = elder(t, "王力", w.north).await;
        t.system().run(GiveGrant::standing(other, Role::Clerk, w.south)).await.unwrap();
        let e = merge(&strong_act(t, deputy, &grants), merged, other).await.unwrap_err();
        assert!(e.has_reason("people.merge_oneself"), "{e:?}");
        t.clock.forward(Span::hours(5));
        merge(&t.system(), kept, merged).await.unwrap();
        assert!(!finds(t, deputy, w.north).await);
    }

    async fn an_account_above_one_s_own_is_out_of_reach(t: Test) {
        let w = world(t).await;
        let plain = elder(t, "王丽", w.north).await;
        let above = elder(t, "王莉", w.north).await;
        t.system().run(GiveGrant::standing(above, Role::Administrator, w.district)).await.unwrap();
        let manager = desk(t, Role::CenterManager, w.north).await;
        is_hidden(merge(&manager, above, plain).await);
        is_hidden(manager.ask(PreviewMerge { kept: above, merged: plain }).await);
        is_hidden(manager.ask(ListHeld { person: above }).await);
        merge(&desk(t, Role::CenterManager, w.north).await, plain, elder(t, "李茶", w.north).await)
            .await
            .unwrap();
    }

    async fn whoever_came_in_by_the_other_record_is_out_when_it_is_undone(t: Test) {
        let w = world(t).await;
        let kept = elder(t, "王丽", w.north).await;
        let merged = resident(t, "13812342071", "王莉", Some(w.north)).await;
        let done = merge(&t.system(), kept, merged.person).await.unwrap();
        assert!(act_of(t, merged.token.expose()).await.is_none());
        t.clock.forward(Span::minutes(2));
        let code = code_for(t, "13812342071").await;
        let PhoneSignIn::SignedIn(opened) = enter(t, "13812342071", &code).await.unwrap() else {
            panic!("not signed in");
        };
        assert_eq!(opened.person, kept);
        let act = act_of(t, opened.token.expose()).await.unwrap();
        assert_eq!(act.ask(ShowMe).await.unwrap().person, kept);
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert!(act_of(t, opened.token.expose()).await.is_none());
    }

    async fn one_s_own_household_is_marked(t: Test) {
        let w = world(t).await;
        let (me, manager) = desk_of(t, Role::CenterManager, w.north).await;
        let mother = born(t, "王丽", "1950-01-01", w.north).await.hit.person;
        t.clock.forward(Span::seconds(1));
        let other = born(t, "王莉", "1950-01-01", w.north).await.hit.person;
        let third = elder(t, "李茶", w.north).await;
        let list = || ListDuplicates { center: w.north, after: None, limit: None };
        assert!(!manager.ask(list()).await.unwrap().items[0].own_household);
        t.system().run(CreateHousehold { person: mother, address: None, from: None }).await.unwrap();
        let relation = MemberRelation::Child;
        t.system().run(AddMember { person: mother, member: me, relation, from: None }).await.unwrap();
        t.clock.forward(Span::seconds(1));
        assert!(manager.ask(list()).await.unwrap().items[0].own_household);
        let shown = manager.ask(PreviewMerge { kept: other, merged: mother }).await.unwrap();
        assert!(shown.own_household);
        let shown = manager.ask(PreviewMerge { kept: other, merged: third }).await.unwrap();
        assert!(!shown.own_household);
        manager.run(TellApart { one: other, other: third }).await.unwrap();
        t.clock.forward(Span::seconds(1));
        let done = merge(&manager, other, mother).await.unwrap();
        t.clock.forward(Span::seconds(1));
        manager.run(UndoMerge { merge: done.merge }).await.unwrap();
        for (what, marks) in [
            ("people.list_duplicates", &[false, true][..]),
            ("people.merge_people", &[true]),
            ("people.undo_merge", &[true]),
            ("people.tell_apart", &[false]),
        ] {
            assert_eq!(marked(t, mother, what).await, marks, "{what}");
        }
    }
}
