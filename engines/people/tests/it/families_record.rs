use crate::families_world::*;
use lianxin_kernel::{Error, Kind, Purpose, Role, Secret, Span};
use lianxin_people::{
    AddMember, ChangeMyDetails, Class, CreateHousehold, DetailsChange, Field, GuardianEvidence,
    GuardianRelation, LinkGuardian, MemberRelation, Need, Needs, NewStanding, PersonId, Record,
    ShowRecord, ShowSensitiveRecord, StandingKind, TellStanding,
};
use lianxin_testkit::both;

fn show(person: PersonId, fields: &[Field]) -> ShowRecord {
    ShowRecord { person, purpose: None, fields: fields.to_vec() }
}

fn sensitive(person: PersonId, purpose: Option<Purpose>) -> ShowSensitiveRecord {
    let fields = vec![Field::Name, Field::Needs, Field::SensitiveStandings];
    ShowSensitiveRecord { person, purpose, fields }
}

/// Someone of whom everything is known.
async fn known(t: &Test, w: World) -> PersonId {
    let me = elder(t, "李茶", w.north).await;
    let needs = Needs { words: vec![Need::Hearing], note: None };
    let change =
        DetailsChange { needs: Some(Secret::new(Some(needs))), ..DetailsChange::default() };
    own(t, me).run(ChangeMyDetails { change }).await.unwrap();
    for kind in [StandingKind::Volunteer, StandingKind::Veteran] {
        let standing = NewStanding { kind, place: w.north.into(), from: None, until: None };
        own(t, me).run(TellStanding { standing: Secret::new(standing) }).await.unwrap();
    }
    me
}

/// The fields of a record that hold something, as its JSON has them.
fn held(record: &Record) -> Vec<String> {
    let json = serde_json::to_value(record).unwrap();
    let fields = json.as_object().unwrap().iter();
    let held = fields.filter(|(name, value)| !value.is_null() && Field::from_code(name).is_some());
    held.map(|(name, _)| name.clone()).collect()
}

both! { setup: setup();
    async fn a_record_holds_what_was_asked_for_and_no_more(t: Test) {
        let w = world(t).await;
        let me = known(t, w).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let usual = clerk.ask(show(me, &[])).await.unwrap();
        assert_eq!(usual.fields, Field::usual());
        for name in held(&usual) {
            assert!(Field::from_code(&name).unwrap().class() < Class::Sensitive, "{name}");
        }
        assert_eq!(usual.standings.unwrap().len(), 1);
        for field in Field::ALL.iter().copied().filter(|f| !f.is_sensitive()) {
            let record = clerk.ask(show(me, &[field])).await.unwrap();
            let other: Vec<_> = held(&record).into_iter().filter(|n| n != field.code()).collect();
            assert_eq!(other, Vec::<String>::new(), "{field}");
        }
        for field in [Field::Needs, Field::SensitiveStandings] {
            is_refused(clerk.ask(show(me, &[Field::Name, field])).await, "fields.1", "unknown");
        }
    }

    async fn sensitive_fields_need_a_purpose_which_is_written_down(t: Test) {
        let w = world(t).await;
        let me = known(t, w).await;
        let (boss, manager) = desk_of(t, Role::CenterManager, w.north).await;
        is_refused(manager.ask(sensitive(me, None)).await, "purpose", "required");
        let seen = manager.ask(sensitive(me, Some(Purpose::CaseWork))).await.unwrap();
        assert_eq!(seen.needs.unwrap().words, [Need::Hearing]);
        assert_eq!(seen.sensitive_standings.unwrap()[0].kind, StandingKind::Veteran);
        let lines = audit_at(t, me).await;
        let line = lines.iter().rfind(|l| l.what == "people.show_sensitive_record").unwrap();
        assert_eq!((line.who, line.purpose), (Some(boss.id()), Some(Purpose::CaseWork)));
        let weak = t.person_act(boss, &[grant(Role::CenterManager, w.north)]);
        let e = weak.ask(sensitive(me, Some(Purpose::CaseWork))).await.unwrap_err();
        assert!(matches!(e, Error::SecondFactor), "{e:?}");
        for (role, place) in [(Role::Clerk, w.north), (Role::CenterManager, w.south)] {
            is_hidden(desk(t, role, place).await.ask(sensitive(me, Some(Purpose::Service))).await);
        }
        is_hidden(own(t, me).ask(sensitive(me, Some(Purpose::Service))).await);
        is_hidden(own(t, elder(t, "张三", w.north).await).ask(show(me, &[])).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.ask(show(me, &[])).await);
        let upward = strong_act(t, boss, &[grant(Role::DistrictManager, w.district)]);
        is_hidden(upward.ask(show(me, &[])).await);
        is_hidden(upward.ask(sensitive(me, Some(Purpose::Service))).await);
    }

    async fn a_look_at_one_s_own_household_is_marked(t: Test) {
        let w = world(t).await;
        let me = known(t, w).await;
        let (clerk_id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        assert!(!clerk.ask(show(me, &[Field::Name])).await.unwrap().own_household);
        let other = desk(t, Role::Clerk, w.north).await;
        other.run(CreateHousehold { person: me, address: None, from: None }).await.unwrap();
        let relation = MemberRelation::Child;
        other.run(AddMember { person: me, member: clerk_id, relation, from: None }).await.unwrap();
        t.clock.forward(Span::seconds(1));
        assert!(clerk.ask(show(me, &[Field::Name])).await.unwrap().own_household);
        let kid = born(t, "小海", "2014-01-01", w.north).await.hit.person;
        let (relation, evidence) = (GuardianRelation::Mother, GuardianEvidence::BirthCertificate);
        other.run(LinkGuardian { child: kid, guardian: clerk_id, relation, evidence }).await.unwrap();
        assert!(clerk.ask(show(kid, &[Field::Name])).await.unwrap().own_household);
        assert!(clerk.ask(show(clerk_id, &[Field::Name])).await.unwrap().own_household);
        let lines = audit_at(t, me).await;
        let marked: Vec<bool> = lines
            .iter()
            .filter(|l| l.what == "people.show_record")
            .map(|l| l.notes.contains("\"own_household\":true"))
            .collect();
        assert_eq!(marked, [false, true, true, true]);
    }
}
