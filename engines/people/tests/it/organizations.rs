//! Organizations, who acts for them, and what ends with a contract.
use crate::world::*;
use lianxin_kernel::{Act, Error, FieldCode, Names, Role, Scope, Secret, Span, allows};
use lianxin_people::{
    AddOrganizationMember, AgreeContract, ChangeOrganization, CreateOrganization, CreditCode,
    EndContract, EndGrant, EndMember, EndOrganization, GiveGrant, GrantKind, InviteMember,
    JoinOrganization, LeaveOrganization, ListMembers, ListMyOrganizations, ListOrganizations,
    MemberRole, Modules, Organization, OrganizationId, OrganizationKind, PersonId, PlaceId,
    ShowOrganization, organizations_of, permissions,
};
use lianxin_places::CenterId;
use lianxin_testkit::{both, race};

fn new(kind: OrganizationKind, name: &str, home: impl Into<PlaceId>) -> CreateOrganization {
    let home = home.into();
    CreateOrganization { kind, name: Names::zh_cn(name), credit_code: None, contact: None, home }
}

async fn operator(t: &Test, w: &World) -> OrganizationId {
    let made = t.system().run(new(OrganizationKind::Operator, "卓越团队", w.street)).await;
    made.unwrap().organization
}

fn contract(
    organization: OrganizationId,
    from: &str,
    until: &str,
    center: CenterId,
) -> AgreeContract {
    let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
    AgreeContract { organization, from, until, centers: vec![center], modules: None, number: None }
}

fn member(organization: OrganizationId, person: PersonId) -> AddOrganizationMember {
    AddOrganizationMember {
        organization,
        person,
        role: MemberRole::Contact,
        from: None,
        until: None,
    }
}

fn by(organization: OrganizationId, person: PersonId, place: impl Into<PlaceId>) -> GiveGrant {
    let organization = Some(organization);
    GiveGrant { organization, ..GiveGrant::standing(person, Role::Operator, place) }
}

async fn finds(t: &Test, token: &str, place: impl Into<PlaceId>) -> bool {
    let act = act_of(t, token).await.unwrap();
    allows(act.actor(), permissions::FIND, &Scope::district(1).at(vec![place.into().id()]))
}

/// One of the operator's staff, with its contract for the center in the north until 4 March.
async fn under_contract(t: &Test, w: &World) -> (OrganizationId, PersonId) {
    let organization = operator(t, w).await;
    let id = staff_member(t, "wang.li", Role::Clerk, w.north).await;
    let own = grants_at(t, w.north).await.remove(0).grant;
    t.system().run(EndGrant { grant: own }).await.unwrap();
    t.system().run(contract(organization, "2026-03-02", "2026-03-04", w.north)).await.unwrap();
    t.system().run(member(organization, id)).await.unwrap();
    t.system().run(by(organization, id, w.north)).await.unwrap();
    (organization, id)
}

async fn list(
    act: &Act,
    place: impl Into<PlaceId>,
    text: Option<&str>,
) -> Result<Vec<Organization>, Error> {
    let (place, text) = (place.into(), text.map(str::to_owned));
    let query = ListOrganizations {
        place,
        below: true,
        kind: None,
        status: None,
        text,
        after: None,
        limit: None,
    };
    act.ask(query).await.map(|page| page.items)
}

both! { setup: setup();
    async fn a_contract_gives_on_its_days_at_its_centers_and_ends_by_itself(t: Test) {
        let w = world(t).await;
        let (organization, id) = under_contract(t, &w).await;
        let mut seen = vec![];
        for _ in 0..4 {
            let token = staff_token(t, "wang.li").await;
            seen.push((finds(t, &token, w.north).await, finds(t, &token, w.south).await));
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, [(true, false), (true, false), (true, false), (false, false)]);
        let line = grants_at(t, w.north).await.remove(0);
        assert_eq!((line.kind, line.organization, line.in_force), (GrantKind::Contract, Some(organization), false));
        // A renewal is a new contract; the old one stays to be seen.
        t.system().run(contract(organization, "2026-03-06", "2026-12-31", w.north)).await.unwrap();
        let token = staff_token(t, "wang.li").await;
        assert!(finds(t, &token, w.north).await);
        let shown = t.system().ask(ShowOrganization { organization }).await.unwrap();
        let held: Vec<_> = shown.contracts.iter().map(|c| c.in_force).collect();
        assert_eq!(held, [false, true]);
        // Ended before its time, at once.
        let last_day = "2026-03-05".parse().unwrap();
        let end = EndContract { contract: shown.contracts[1].contract.contract, last_day };
        t.system().run(end).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
        assert!(organizations(t, id).await.len() == 1);
    }

    async fn a_contract_reaches_its_modules_only(t: Test) {
        let w = world(t).await;
        let (organization, id) = under_contract(t, &w).await;
        t.clock.forward(Span::days(3));
        let mut places = contract(organization, "2026-03-05", "2026-03-09", w.north);
        places.modules = Some(Modules::from(vec!["places".to_owned()]));
        t.system().run(places).await.unwrap();
        let token = staff_token(t, "wang.li").await;
        assert!(!finds(t, &token, w.north).await);
        let mut only = by(organization, id, w.north);
        only.modules = Some(Modules::from(vec!["people".to_owned()]));
        let e = t.system().run(only).await.unwrap_err();
        assert!(e.has_reason("people.outside_contract"), "{e:?}");
        for place in [PlaceId::from(w.south), w.street.into()] {
            let e = t.system().run(by(organization, id, place)).await.unwrap_err();
            assert!(e.has_reason("people.outside_contract"), "{e:?}");
        }
    }

    async fn who_leaves_keeps_nothing_also_when_they_come_back(t: Test) {
        let w = world(t).await;
        let (organization, id) = under_contract(t, &w).await;
        let token = staff_token(t, "wang.li").await;
        assert!(finds(t, &token, w.north).await);
        let act = act_of(t, &token).await.unwrap();
        act.run(LeaveOrganization { organization }).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
        t.system().run(member(organization, id)).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
        t.system().run(by(organization, id, w.north)).await.unwrap();
        assert!(finds(t, &token, w.north).await);
        let members = t.system().ask(ListMembers { organization }).await.unwrap();
        t.system().run(EndMember { member: members[0].member }).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
        let e = t.system().run(by(organization, id, w.north)).await.unwrap_err();
        assert_eq!(refused(e), [("organization".to_owned(), FieldCode::Unknown)]);
    }

    async fn more_days_are_a_new_beginning(t: Test) {
        let w = world(t).await;
        let (organization, id) = under_contract(t, &w).await;
        let token = staff_token(t, "wang.li").await;
        let mut short = member(organization, id);
        short.until = Some("2026-03-03".parse().unwrap());
        t.system().run(short).await.unwrap();
        assert!(finds(t, &token, w.north).await);
        t.system().run(member(organization, id)).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
    }

    async fn an_ended_organization_gives_nothing(t: Test) {
        let w = world(t).await;
        let (organization, id) = under_contract(t, &w).await;
        let token = staff_token(t, "wang.li").await;
        t.system().run(EndOrganization { organization }).await.unwrap();
        assert!(!finds(t, &token, w.north).await);
        assert!(organizations(t, id).await.is_empty());
        let e = t.system().run(member(organization, id)).await.unwrap_err();
        assert!(e.has_reason("people.organization_ended"), "{e:?}");
        let shown = t.system().ask(ShowOrganization { organization }).await.unwrap();
        assert!(!shown.contracts[0].in_force);
    }

    race async fn an_invitation_works_once_and_for_a_while(t: Test) {
        let w = world(t).await;
        let organization = operator(t, &w).await;
        let boss = added(t, "经理", None, None).await.hit.person;
        let other = added(t, "茶", None, None).await.hit.person;
        let mut manager = member(organization, boss);
        manager.role = MemberRole::Manager;
        t.system().run(manager).await.unwrap();
        let (boss, other_act) = (t.person_act(boss, &[]), t.person_act(other, &[]));
        let invite = InviteMember { organization, role: MemberRole::Contact, until: None };
        let e = other_act.run(invite.clone()).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        let code = boss.run(invite.clone()).await.unwrap().code;
        let join = |code: &str| JoinOrganization { code: Secret::new(code.to_owned()) };
        let mut wrong = code.expose().clone();
        wrong.pop();
        let e = other_act.run(join(&wrong)).await.unwrap_err();
        assert_eq!(refused(e), [("code".to_owned(), FieldCode::Wrong)]);
        let joined = race(4, |_| {
            let (act, join) = (t.person_act(other, &[]), join(code.expose()));
            async move { act.run(join).await.is_ok() }
        }).await;
        assert_eq!(joined.iter().filter(|j| **j).count(), 1);
        let mine = other_act.ask(ListMyOrganizations).await.unwrap();
        assert_eq!((mine.len(), mine[0].role), (1, MemberRole::Contact));
        // Who is in gets no more days by another invitation.
        let code = boss.run(invite.clone()).await.unwrap().code;
        let e = other_act.run(join(code.expose())).await.unwrap_err();
        assert!(e.has_reason("people.already_member"), "{e:?}");
        t.clock.forward(Span::days(14));
        let third = added(t, "三", None, None).await.hit.person;
        let e = t.person_act(third, &[]).run(join(code.expose())).await.unwrap_err();
        assert!(e.has_reason("people.invitation_over"), "{e:?}");
        // A manager sees and ends, but not themselves.
        let members = boss.ask(ListMembers { organization }).await.unwrap();
        assert_eq!(members.len(), 2);
        boss.run(EndMember { member: members[1].member }).await.unwrap();
        let e = boss.run(EndMember { member: members[0].member }).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
        assert!(other_act.ask(ListMyOrganizations).await.unwrap().is_empty());
    }

    async fn the_register_knows_each_code_once(t: Test) {
        let w = world(t).await;
        let code = CreditCode::parse("9144030071526726XG");
        let mut first = new(OrganizationKind::Enterprise, "腾达", w.street);
        first.credit_code = code.clone();
        let made = t.system().run(first.clone()).await.unwrap();
        let e = t.system().run(first).await.unwrap_err();
        assert_eq!(refused(e), [("credit_code".to_owned(), FieldCode::Taken)]);
        let branch = t.system().run(new(OrganizationKind::PartyBranch, "第一支部", w.north)).await.unwrap();
        let take = ChangeOrganization {
            organization: branch.organization, name: None, credit_code: Some(code), contact: None, home: None,
        };
        let e = t.system().run(take).await.unwrap_err();
        assert_eq!(refused(e), [("credit_code".to_owned(), FieldCode::Taken)]);
        let all = list(&t.system(), w.street, None).await.unwrap();
        assert_eq!(all, [made, branch.clone()]);
        assert_eq!(list(&t.system(), w.street, Some("支部")).await.unwrap()[0], branch);
        let (_, north) = signed_in(t, "north", Role::CenterManager, w.north).await;
        assert_eq!(list(&north, w.north, None).await.unwrap(), [branch]);
        assert!(matches!(list(&north, w.street, None).await, Err(Error::Forbidden)));
    }

    async fn contracts_are_for_operators_and_not_for_their_members(t: Test) {
        let w = world(t).await;
        let branch = t.system().run(new(OrganizationKind::PartyBranch, "第一支部", w.north)).await.unwrap();
        let agree = contract(branch.organization, "2026-03-02", "2026-12-31", w.north);
        let e = t.system().run(agree).await.unwrap_err();
        assert!(e.has_reason("people.not_an_operator"), "{e:?}");
        let organization = operator(t, &w).await;
        let (id, act) = signed_in(t, "admin", Role::Administrator, w.north).await;
        let agree = contract(organization, "2026-03-02", "2026-12-31", w.north);
        act.run(agree.clone()).await.unwrap();
        // At every center of it.
        let mut both = agree.clone();
        both.centers.push(w.south);
        let e = act.run(both).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        t.system().run(member(organization, id)).await.unwrap();
        let e = act.run(agree.clone()).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
        for (from, until, code) in [
            ("2026-03-02", "2026-03-01", FieldCode::BeforeStart),
            ("2026-02-01", "2026-03-01", FieldCode::InPast),
            ("2026-03-02", "2037-03-02", FieldCode::OutOfRange),
        ] {
            let wrong = contract(organization, from, until, w.north);
            let e = t.system().run(wrong).await.unwrap_err();
            assert_eq!(refused(e), [("until".to_owned(), code)]);
        }
    }
}

/// Asks inside a transaction, as other parts of the program do.
async fn organizations(t: &Test, person: PersonId) -> Vec<OrganizationId> {
    struct Ask<'a>(&'a Test, PersonId);
    impl lianxin_db::Look for Ask<'_> {
        type Out = Vec<OrganizationId>;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Self::Out, Error> {
            let app = &self.0.app;
            let day = app.zone().date(app.now());
            let found = organizations_of(tx, app, self.1, day).await?;
            Ok(found.into_iter().map(|(o, _)| o.id).collect())
        }
    }
    t.app.db().look(&Ask(t, person)).await.unwrap()
}
