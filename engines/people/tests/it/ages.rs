//! A birth date, an age band, or neither: through every way in and everything that goes by age.
use crate::families_world::*;
use lianxin_kernel::{Language, Role, Secret, Span};
use lianxin_people::{
    AddChild, AddPerson, AddPickUp, Added, AgeBand, Born, ChangeMe, CorrectPerson, Correction,
    CorrectionReason, Field, FindPeople, GuardianEvidence, GuardianRelation, IssuePaperCode,
    LinkGuardian, ListChildren, MakeDelegate, MergePeople, PersonAgeGroup, PersonField, PersonId,
    PreviewMerge, Register, ShowAccount, ShowMe, ShowRecord, Side, SplitPerson, StatedBand,
    UndoMerge, import,
};
use lianxin_places::CenterId;
use lianxin_testkit::both;

/// What the clock of the tests says.
const TODAY: &str = "2026-03-02";

fn said(band: AgeBand) -> StatedBand {
    StatedBand { band, on: day(TODAY) }
}

fn new(name: &str, born: Option<&str>, band: Option<AgeBand>, home: CenterId) -> AddPerson {
    AddPerson {
        name: line(name),
        phone: None,
        birth_date: born.map(|born| Secret::new(day(born))),
        age_band: band.map(Secret::new),
        home_center: Some(home),
        language: Language::ZhCn,
    }
}

async fn about(t: &Test, name: &str, band: AgeBand, home: CenterId) -> Added {
    t.system().run(new(name, None, Some(band), home)).await.unwrap()
}

fn band(band: Option<AgeBand>) -> ChangeMe {
    ChangeMe { age_band: Some(Secret::new(band)), ..ChangeMe::default() }
}

fn date(born: Option<&str>) -> ChangeMe {
    ChangeMe { birth_date: Some(Secret::new(born.map(day))), ..ChangeMe::default() }
}

async fn known(t: &Test, person: PersonId) -> Option<Born> {
    let fields = vec![Field::BirthDate, Field::AgeBand];
    let shown = t.system().ask(ShowRecord { person, purpose: None, fields }).await.unwrap();
    assert!(shown.birth_date.is_none() || shown.age_band.is_none(), "{shown:?}");
    shown.birth_date.map(Born::On).or(shown.age_band.map(Born::About))
}

fn child(name: &str) -> AddChild {
    AddChild {
        name: line(name),
        birth_date: Secret::new(day("2016-01-01")),
        sex: None,
        relation: GuardianRelation::Mother,
        language: None,
    }
}

both! { setup: setup();
    async fn the_desk_writes_down_about_how_old_someone_is(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let made = clerk.run(new("王奶奶", None, Some(AgeBand::From70), w.north)).await.unwrap();
        let hit = &made.hit;
        assert_eq!((hit.age_group, hit.age_band), (Some(PersonAgeGroup::Elder), Some(said(AgeBand::From70))));
        let found = clerk.ask(FindPeople { center: w.north, text: "王奶奶".into() }).await.unwrap();
        assert_eq!(&found[0], hit);
        let both = new("李奶奶", Some("1950-01-01"), Some(AgeBand::From70), w.north);
        is_refused(clerk.run(both).await, "age_band", "only_one");
        // The band grows with the years, and the day it was said on stays.
        t.clock.forward(Span::days(366));
        let act = own(t, hit.person);
        let me = act.ask(ShowMe).await.unwrap();
        assert_eq!((me.birth_date, me.age_band, me.age), (None, Some(said(AgeBand::From70)), Some(71)));
        assert!(act.ask(ShowAccount).await.unwrap().elder);
    }

    async fn one_says_either_about_oneself_and_the_last_word_holds(t: Test) {
        let w = world(t).await;
        let id = about(t, "茶", AgeBand::From18, w.north).await.hit.person;
        let act = own(t, id);
        assert!(!act.ask(ShowAccount).await.unwrap().elder);
        let me = act.run(band(Some(AgeBand::From60))).await.unwrap();
        assert_eq!((me.age_band, me.age), (Some(said(AgeBand::From60)), Some(60)));
        let me = act.run(date(Some("1960-05-01"))).await.unwrap();
        assert_eq!((me.birth_date, me.age_band, me.age), (Some(day("1960-05-01")), None, Some(65)));
        // Without a word on it what is known stays.
        act.run(ChangeMe { name: Some(line("李茶")), ..ChangeMe::default() }).await.unwrap();
        act.run(band(None)).await.unwrap();
        assert_eq!(known(t, id).await, Some(Born::On(day("1960-05-01"))));
        let both = ChangeMe { age_band: band(Some(AgeBand::From60)).age_band, ..date(Some("1960-05-01")) };
        is_refused(act.run(both).await, "age_band", "only_one");
        act.run(band(Some(AgeBand::From60))).await.unwrap();
        assert_eq!(known(t, id).await, Some(Born::About(said(AgeBand::From60))));
        act.run(date(None)).await.unwrap();
        assert_eq!(known(t, id).await, Some(Born::About(said(AgeBand::From60))));
        act.run(band(None)).await.unwrap();
        assert_eq!(known(t, id).await, None);
    }

    async fn who_registers_may_say_only_about_how_old(t: Test) {
        let w = world(t).await;
        let ticket = ticket_for(t, "13812342071").await;
        let new = Register {
            age_band: Some(Secret::new(AgeBand::From80)),
            ..register(&ticket, "茶", Some(w.north))
        };
        let made = t.nobody().run(new).await.unwrap();
        assert_eq!(known(t, made.opened.person).await, Some(Born::About(said(AgeBand::From80))));
    }

    async fn the_desk_puts_it_right_and_the_audit_says_what_and_not_how_old(t: Test) {
        let w = world(t).await;
        let (_, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let person = about(t, "王丽", AgeBand::From60, w.north).await.hit.person;
        let fix = |correction| CorrectPerson { person, correction, reason: CorrectionReason::Mistake };
        let born = Some(Secret::new(Some(day("1951-03-02"))));
        let hit = clerk.run(fix(Correction { birth_date: born, ..Correction::default() })).await.unwrap();
        assert_eq!((hit.age_group, hit.age_band), (Some(PersonAgeGroup::Elder), None));
        let again = Some(Secret::new(Some(AgeBand::From70)));
        clerk.run(fix(Correction { age_band: again, ..Correction::default() })).await.unwrap();
        assert_eq!(known(t, person).await, Some(Born::About(said(AgeBand::From70))));
        let lines = audit_at(t, person).await;
        let lines: Vec<_> = lines.iter().filter(|l| l.what == "people.correct_person").collect();
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert!(line.notes.contains("birth_date") && line.notes.contains("age_band"), "{}", line.notes);
            assert!(!line.input.contains("70_79") && !line.notes.contains("70_79"), "{}", line.input);
        }
    }

    async fn only_who_is_grown_up_for_sure_stands_up_or_acts_for_others(t: Test) {
        let w = world(t).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        let kid = born(t, "小海", "2016-01-01", w.north).await.hit.person;
        let link = |child, guardian| {
            let (relation, evidence) = (GuardianRelation::Father, GuardianEvidence::HouseholdRegister);
            LinkGuardian { child, guardian, relation, evidence }
        };
        let young = about(t, "小哥", AgeBand::From14, w.north).await;
        is_refused(clerk.run(link(kid, young.hit.person)).await, "guardian", "out_of_range");
        is_forbidden(own(t, young.hit.person).run(child("小小")).await);
        t.clock.forward(Span::days(1));
        // Whoever was 17 may be 18 now: nothing is said for sure, but how to go on.
        let elder = own(t, elder(t, "奶奶", w.north).await);
        let delegate = || {
            let card = Secret::new(young.card_code.clone());
            MakeDelegate { card, modules: None, from: None, until: None }
        };
        for e in [
            clerk.run(link(kid, young.hit.person)).await.unwrap_err(),
            own(t, young.hit.person).run(child("小小")).await.unwrap_err(),
            elder.run(delegate()).await.unwrap_err(),
        ] {
            assert!(e.has_reason("people.age_unsure"), "{e:?}");
        }
        own(t, young.hit.person).run(date(Some("2008-03-03"))).await.unwrap();
        elder.run(delegate()).await.unwrap();
        clerk.run(link(kid, young.hit.person)).await.unwrap();
        let grown = about(t, "叔叔", AgeBand::From18, w.north).await.hit.person;
        clerk.run(link(kid, grown)).await.unwrap();
        // A child is linked by its birth date alone, and so is who signs in by paper.
        let vague = about(t, "小山", AgeBand::From6, w.north).await.hit.person;
        is_refused(clerk.run(link(vague, grown)).await, "birth_date", "required");
        is_refused(clerk.run(IssuePaperCode { person: vague }).await, "birth_date", "required");
    }

    async fn in_doubt_a_child_is_protected_and_a_guardian_stays_one(t: Test) {
        let w = world(t).await;
        let mother = born(t, "王母", "1990-05-05", w.north).await.hit.person;
        let kid = own(t, mother).run(child("小茶")).await.unwrap().child;
        own(t, kid).run(band(Some(AgeBand::From6))).await.unwrap();
        let pick_up = || AddPickUp { child: kid, name: line("邻居"), relation: None, phone: None, until: None };
        // 7 to 14: may be 14, may be not.
        t.clock.forward(Span::days(366));
        let children = own(t, mother).ask(ListChildren).await.unwrap();
        assert_eq!((children[0].child, children[0].birth_date, children[0].adult_from), (kid, None, None));
        assert_eq!(children[0].age_band, Some(said(AgeBand::From6)));
        own(t, mother).run(pick_up()).await.unwrap();
        let fields = vec![Field::AgeGroup];
        let shown = t.system().ask(ShowRecord { person: kid, purpose: None, fields }).await.unwrap();
        assert_eq!(shown.age_group, Some(PersonAgeGroup::Child));
        // A birth date settles it.
        own(t, kid).run(date(Some("2008-01-01"))).await.unwrap();
        assert_eq!(own(t, mother).ask(ListChildren).await.unwrap(), []);
        is_hidden(own(t, mother).run(pick_up()).await);
    }

    async fn a_merge_keeps_what_says_more_and_an_undo_gives_it_back(t: Test) {
        let w = world(t).await;
        let kept = about(t, "王丽", AgeBand::From70, w.north).await.hit.person;
        let merged = born(t, "王丽", "1950-01-01", w.north).await.hit.person;
        let shown = t.system().ask(PreviewMerge { kept, merged }).await.unwrap();
        let row = shown.fields.iter().find(|f| f.field == PersonField::BirthDate).unwrap();
        assert_eq!((row.kept_band, row.merged.as_deref()), (Some(said(AgeBand::From70)), Some("1950-01-01")));
        assert_eq!((row.kept.as_deref(), row.merged_band, row.stays), (None, None, Side::Merged));
        let done = t.system().run(MergePeople { kept, merged, take: vec![] }).await.unwrap();
        assert_eq!(known(t, kept).await, Some(Born::On(day("1950-01-01"))));
        t.system().run(UndoMerge { merge: done.merge }).await.unwrap();
        assert_eq!(known(t, kept).await, Some(Born::About(said(AgeBand::From70))));
        assert_eq!(known(t, merged).await, Some(Born::On(day("1950-01-01"))));
        let take = vec![PersonField::BirthDate];
        t.system().run(MergePeople { kept: merged, merged: kept, take }).await.unwrap();
        assert_eq!(known(t, merged).await, Some(Born::About(said(AgeBand::From70))));
        let split = SplitPerson {
            person: merged,
            name: line("王莉"),
            birth_date: Some(Secret::new(day("1950-01-01"))),
            age_band: Some(Secret::new(AgeBand::From60)),
            things: vec![("people.merges".into(), "x".into())],
        };
        is_refused(t.system().run(split).await, "age_band", "only_one");
    }

    async fn a_list_with_bands_comes_in_and_twice_changes_nothing(t: Test) {
        let w = world(t).await;
        let list = "姓名,手机号,年龄段,出生日期,中心\n王奶奶,,70-79岁,,north\n李茶,13812342071,60_69,,north\n\
            周伯,,80+,1940-01-01,north\n";
        let first = import::run_people(&t.system(), list).await.unwrap();
        assert_eq!((first.took, first.same, first.refused.len()), (2, 0, 1));
        let why = &first.refused[0];
        assert_eq!((why.0, why.1[0].field.as_str(), why.1[0].code.code()), (4, "age_band", "only_one"));
        let of = async |text: &str| {
            let hits = t.system().ask(FindPeople { center: w.north, text: text.into() }).await.unwrap();
            assert_eq!(hits.len(), 1, "{text}");
            hits[0].person
        };
        let (wang, li) = (of("王奶奶").await, of("李茶").await);
        assert_eq!(known(t, wang).await, Some(Born::About(said(AgeBand::From70))));
        // The same list next year means the same people, and what they said then.
        t.clock.forward(Span::days(400));
        let second = import::run_people(&t.system(), list).await.unwrap();
        assert_eq!((second.took, second.same, second.refused.len()), (0, 2, 1));
        assert_eq!(known(t, wang).await, Some(Born::About(said(AgeBand::From70))));
        // A birth date says more, and no later list puts a band in its place.
        let dated = "name,phone,birth_date,home_center\n李茶,13812342071,1962-05-01,north\n";
        assert_eq!(import::run_people(&t.system(), dated).await.unwrap().took, 1);
        assert_eq!(known(t, li).await, Some(Born::On(day("1962-05-01"))));
        let third = import::run_people(&t.system(), list).await.unwrap();
        assert_eq!((third.took, third.same), (0, 2));
        assert_eq!(known(t, li).await, Some(Born::On(day("1962-05-01"))));
        // Whoever has grown out of the band and says it again said something new.
        let band = "name,phone,age_band\n张三,13912342072,6_13\n";
        import::run_people(&t.system(), band).await.unwrap();
        t.clock.forward(Span::days(9 * 366));
        let again = import::run_people(&t.system(), band).await.unwrap();
        assert_eq!((again.took, again.same), (1, 0));
    }
}
