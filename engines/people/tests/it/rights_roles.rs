//! Roles as data: what they give, who may change that, and rows changed past the program.
use crate::world::*;
use lianxin_db::{Tx, Work, sql};
use lianxin_kernel::{Actor, Error, FieldCode, Kind, Language, Names, Person, Role, Scope, allows};
use lianxin_people::{
    ChangeRole, ChangeRoleStatus, CreateRole, GiveGrant, GrantId, ListPermissions, ListRoles,
    Modules, PersonId, PreviewRole, RoleLine, RoleStatus, permissions,
};
use lianxin_testkit::both;

fn evening() -> Role {
    Role::from_code("evening_desk").unwrap()
}

fn new(role: Role, above: bool, copy_of: Option<Role>) -> CreateRole {
    CreateRole { role, names: Names::zh_cn("晚班"), above, copy_of }
}

async fn role(t: &Test, role: Role) -> RoleLine {
    let all = t.system().ask(ListRoles).await.unwrap();
    all.into_iter().find(|r| r.role == role).unwrap()
}

/// The role with these permissions besides those it has, or without them.
async fn change(t: &Test, key: Role, add: &[&str], take: &[&str]) -> ChangeRole {
    let line = role(t, key).await;
    let mut permissions = line.permissions;
    permissions.retain(|p| !take.contains(&p.as_str()));
    permissions.extend(add.iter().map(|p| (*p).to_owned()));
    let permissions = Some(permissions);
    ChangeRole { role: key, version: line.version, names: None, above: None, permissions }
}

async fn may(t: &Test, login: &str, needs: lianxin_kernel::Permission, w: &World) -> bool {
    let act = act_of(t, &staff_token(t, login).await).await.unwrap();
    allows(act.actor(), needs, &Scope::district(1).at(vec![w.north.id(), w.street.id()]))
}

async fn give(t: &Test, person: PersonId, role: Role, w: &World) -> GrantId {
    t.system().run(GiveGrant::standing(person, role, w.north)).await.unwrap().grant
}

both! { setup: setup();
    async fn a_role_of_ones_own_gives_what_it_is_given(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Auditor, w.north).await;
        t.system().run(new(evening(), false, None)).await.unwrap();
        give(t, id, evening(), &w).await;
        assert!(!may(t, "wang.li", permissions::FIND, &w).await);
        let more = change(t, evening(), &["people.find"], &[]).await;
        let diff = t.system().ask(PreviewRole(more.clone())).await.unwrap();
        assert_eq!((diff.gained, diff.lost.len()), (vec!["people.find".to_owned()], 0));
        assert_eq!((diff.people, diff.places.len(), diff.places[0].people), (1, 1, 1));
        assert_eq!((diff.places[0].at.place, diff.against.len()), (w.north.into(), 0));
        t.system().run(more.clone()).await.unwrap();
        assert!(may(t, "wang.li", permissions::FIND, &w).await);
        // Saved by someone who has not seen the last change.
        let e = t.system().run(more).await.unwrap_err();
        assert!(e.has_reason("people.changed_meanwhile"), "{e:?}");
        let version = role(t, evening()).await.version;
        let retire = ChangeRoleStatus { role: evening(), version, status: RoleStatus::Retired };
        t.system().run(retire).await.unwrap();
        assert!(!may(t, "wang.li", permissions::FIND, &w).await);
        let e = t.system().run(GiveGrant::standing(id, evening(), w.south)).await.unwrap_err();
        assert!(e.has_reason("people.role_retired"), "{e:?}");
        let version = role(t, evening()).await.version;
        let back = ChangeRoleStatus { role: evening(), version, status: RoleStatus::Active };
        t.system().run(back).await.unwrap();
        assert!(may(t, "wang.li", permissions::FIND, &w).await);
    }

    async fn a_role_of_the_program_can_have_more_and_less(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        assert!(may(t, "wang.li", permissions::FIND, &w).await);
        let less = change(t, Role::Clerk, &["people.organizations"], &["people.find"]).await;
        t.system().run(less).await.unwrap();
        assert!(!may(t, "wang.li", permissions::FIND, &w).await);
        assert!(may(t, "wang.li", permissions::ADD, &w).await);
        assert!(may(t, "wang.li", permissions::ORGANIZATIONS, &w).await);
        let line = role(t, Role::Clerk).await;
        assert_eq!((line.added, line.removed), (vec!["people.organizations".to_owned()], vec!["people.find".to_owned()]));
        let back = change(t, Role::Clerk, &["people.find"], &["people.organizations"]).await;
        t.system().run(back).await.unwrap();
        assert!(may(t, "wang.li", permissions::FIND, &w).await);
        let version = role(t, Role::Clerk).await.version;
        let retire = ChangeRoleStatus { role: Role::Clerk, version, status: RoleStatus::Retired };
        let e = t.system().run(retire).await.unwrap_err();
        assert_eq!(refused(e), [("role".to_owned(), FieldCode::Wrong)]);
    }

    async fn a_copy_starts_with_the_same_rights(t: Test) {
        t.system().run(new(evening(), false, Some(Role::Clerk))).await.unwrap();
        assert_eq!(role(t, evening()).await.permissions, role(t, Role::Clerk).await.permissions);
        for (key, code) in [(evening(), FieldCode::Taken), (Role::Clerk, FieldCode::Taken)] {
            let e = t.system().run(new(key, false, None)).await.unwrap_err();
            assert_eq!(refused(e), [("role".to_owned(), code)]);
        }
    }

    async fn from_above_no_names_whatever_is_set(t: Test) {
        let e = t.system().run(new(evening(), true, Some(Role::Clerk))).await.unwrap_err();
        assert!(e.has_reason("people.names_above"), "{e:?}");
        t.system().run(new(evening(), true, None)).await.unwrap();
        for key in [evening(), Role::DistrictManager] {
            let names = change(t, key, &["people.find"], &[]).await;
            let e = t.system().run(names).await.unwrap_err();
            assert!(e.has_reason("people.names_above"), "{e:?}");
        }
        let figures = change(t, evening(), &["people.organizations"], &[]).await;
        t.system().run(figures).await.unwrap();
    }

    async fn what_belongs_to_the_program_or_to_everyone_is_no_role_s(t: Test) {
        t.system().run(new(evening(), false, None)).await.unwrap();
        for name in ["people.keep", "people.own", "people.sign_in"] {
            let e = t.system().run(change(t, evening(), &[name], &[]).await).await.unwrap_err();
            assert!(e.has_reason("people.right_not_for_roles"), "{name} {e:?}");
        }
        let e = t.system().run(change(t, evening(), &["people.nothing"], &[]).await).await;
        assert_eq!(refused(e.unwrap_err()), [("permissions".to_owned(), FieldCode::Unknown)]);
        let all = t.system().ask(ListPermissions).await.unwrap();
        let of = |name: &str| all.iter().find(|p| p.permission == name).unwrap();
        assert!(of("people.find").for_roles && of("people.find").names);
        assert!(!of("people.keep").for_roles && !of("people.own").for_roles);
        assert!(of("people.own_organizations").oneself);
    }

    async fn nobody_adds_to_a_role_they_hold(t: Test) {
        let w = world(t).await;
        let (id, act) = signed_in(t, "admin", Role::Administrator, w.district).await;
        t.system().run(new(evening(), false, None)).await.unwrap();
        let more = change(t, evening(), &["people.find"], &[]).await;
        assert!(act.ask(PreviewRole(more.clone())).await.unwrap().against.is_empty());
        // Only for later, but theirs.
        let mut ahead = GiveGrant::standing(id, evening(), w.north);
        ahead.from = Some("2027-01-01".parse().unwrap());
        t.system().run(ahead).await.unwrap();
        let against = act.ask(PreviewRole(more.clone())).await.unwrap().against;
        assert_eq!(against[0].code, "people.own_role");
        let e = act.run(more).await.unwrap_err();
        assert!(e.has_reason("people.own_role"), "{e:?}");
        let own = change(t, Role::Administrator, &[], &["people.staff"]).await;
        act.run(own).await.unwrap();
        let back = change(t, Role::Administrator, &["people.staff"], &[]).await;
        let e = act.run(back).await.unwrap_err();
        assert!(e.has_reason("people.own_role"), "{e:?}");
    }

    async fn roles_are_changed_from_above_every_place_they_are_given_at(t: Test) {
        let w = world(t).await;
        let (_, act) = signed_in(t, "admin", Role::Administrator, w.street).await;
        act.run(new(evening(), false, None)).await.unwrap();
        staff_member(t, "director", Role::DistrictManager, w.district).await;
        let e = act.run(change(t, evening(), &["people.add"], &[]).await).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
        // What roles there are they may know.
        assert!(act.ask(ListRoles).await.unwrap().len() > 8);
        let (_, clerk) = signed_in(t, "clerk", Role::Clerk, w.north).await;
        assert!(matches!(clerk.ask(ListRoles).await, Err(Error::Forbidden)));
    }

    async fn nobody_gives_what_they_do_not_hold(t: Test) {
        let w = world(t).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        t.system().run(new(evening(), false, Some(Role::Administrator))).await.unwrap();
        let (_, act) = signed_in(t, "admin", Role::Administrator, w.street).await;
        // The program's roles as the program has them, and one's own rights.
        act.run(GiveGrant::standing(id, Role::Auditor, w.north)).await.unwrap();
        act.run(GiveGrant::standing(id, evening(), w.north)).await.unwrap();
        let less = change(t, Role::Administrator, &[], &["places.edit_hours"]).await;
        t.system().run(less).await.unwrap();
        let act = strong_act(t, "admin").await;
        let e = act.run(GiveGrant::standing(id, evening(), w.south)).await.unwrap_err();
        assert!(e.has_reason("people.right_not_held"), "{e:?}");
        // Within the modules where nothing is missing it can be given.
        let mut within = GiveGrant::standing(id, evening(), w.south);
        within.modules = Some(Modules::from(vec!["people".to_owned()]));
        act.run(within).await.unwrap();
        let e = act.run(GiveGrant::standing(id, Role::Clerk, w.district)).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
    }

    async fn who_administers_some_modules_gives_no_others(t: Test) {
        let w = world(t).await;
        let id = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let boss = added(t, "管", None, Some(w.north)).await.hit.person;
        let narrow = grant(Role::Administrator, w.street).within(["people"]);
        let person =
            Person { grants: vec![narrow], strong: true, ..Person::new(boss, Language::ZhCn) };
        let act = t.app.act(Some(Actor::Person(person)));
        let e = act.run(GiveGrant::standing(id, Role::CenterManager, w.north)).await.unwrap_err();
        assert!(e.has_reason("people.right_not_held"), "{e:?}");
        let mut within = GiveGrant::standing(id, Role::CenterManager, w.north);
        within.modules = Some(Modules::from(vec!["people".to_owned()]));
        act.run(within.clone()).await.unwrap();
        for (modules, code) in [(vec![], FieldCode::Required), (vec!["nothing".to_owned()], FieldCode::Unknown)] {
            within.modules = Some(Modules::from(modules));
            let e = act.run(within.clone()).await.unwrap_err();
            assert_eq!(refused(e), [("modules".to_owned(), code)]);
        }
    }

    async fn a_row_changed_past_the_program_gives_nothing_and_is_found(t: Test) {
        let w = world(t).await;
        let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
        t.system().run(new(evening(), false, None)).await.unwrap();
        let given = give(t, id, evening(), &w).await;
        assert_eq!(findings(t).await, Vec::<String>::new());
        for (forge, mend) in [
            ("update people_grant set role = 'administrator' where role = 'evening_desk'",
             "update people_grant set role = 'evening_desk' where role = 'administrator'"),
            ("update people_grant set until_date = '2030-01-01' where role = 'evening_desk'",
             "update people_grant set until_date = null where role = 'evening_desk'"),
        ] {
            write(t, forge).await;
            assert!(!may(t, "wang.li", permissions::GRANT, &w).await);
            assert!(may(t, "wang.li", permissions::FIND, &w).await);
            // Marking all rows anew, as a new key asks for, makes none of them right.
            for columns in t.app.sealed().filter(|c| c.name == "people.rights") {
                assert_eq!((columns.renew)(t.app.clone(), None).await.unwrap(), None);
            }
            let found = findings(t).await;
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].contains(&given.to_string()), "{found:?}");
            write(t, mend).await;
        }
        let forge = "insert into people_role_right (role, permission, added)
                     values ('evening_desk', 'people.grant', true)";
        write(t, forge).await;
        assert!(!may(t, "wang.li", permissions::GRANT, &w).await);
        assert!(findings(t).await[0].contains("people_role evening_desk"));
        write(t, "delete from people_role_right where role = 'evening_desk'").await;
        assert_eq!(findings(t).await, Vec::<String>::new());
    }
}

async fn findings(t: &Test) -> Vec<String> {
    let mut all = vec![];
    for check in t.app.checks().filter(|c| c.name == "people.rights") {
        all.extend((check.run)(t.app.clone()).await.unwrap());
    }
    all
}

/// Changes a row behind the program's back.
async fn write(t: &Test, text: &'static str) {
    struct Behind(&'static str);
    impl Work for Behind {
        type Out = ();
        type Error = Error;
        async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
            tx.run(sql(self.0)).await?;
            Ok(())
        }
    }
    t.app.db().write(&Behind(text)).await.unwrap();
}
