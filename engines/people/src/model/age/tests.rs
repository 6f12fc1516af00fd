use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn about(band: AgeBand, on: &str) -> Born {
    Born::About(StatedBand { band, on: day(on) })
}

fn ages(born: Born, on: &str) -> (u8, Option<u8>) {
    let age = born.age_on(day(on));
    (age.from, age.to)
}

#[test]
fn bands_follow_one_another_without_a_gap() {
    let mut next = 0;
    for band in AgeBand::ALL {
        let Age { from, to } = band.ages();
        assert_eq!(from, next, "{band}");
        next = to.map_or(0, |to| to + 1);
    }
    assert_eq!(next, 0, "the last has no end");
}

#[test]
fn a_band_grows_with_the_years() {
    let band = about(AgeBand::From60, "2026-11-22");
    assert_eq!(ages(band, "2026-11-22"), (60, Some(69)));
    // Whoever was 69 may have a birthday tomorrow.
    assert_eq!(ages(band, "2026-11-23"), (60, Some(70)));
    assert_eq!(ages(band, "2027-11-21"), (60, Some(70)));
    assert_eq!(ages(band, "2027-11-22"), (61, Some(70)));
    assert_eq!(ages(band, "2036-11-22"), (70, Some(79)));
    // And the other way around: a meeting of the year before.
    assert_eq!(ages(band, "2026-11-21"), (59, Some(69)));
    assert_eq!(ages(band, "2025-11-22"), (59, Some(68)));
    assert_eq!(ages(about(AgeBand::From80, "2026-11-22"), "2030-01-01"), (83, None));
    assert_eq!(ages(about(AgeBand::Under6, "2026-11-22"), "2020-01-01"), (0, Some(0)));
}

#[test]
fn a_birth_date_says_the_age_to_the_year() {
    let born = Born::On(day("1952-03-09"));
    assert_eq!(ages(born, "2026-03-08"), (73, Some(73)));
    assert_eq!(ages(born, "2026-03-09"), (74, Some(74)));
    assert_eq!(ages(born, "1950-01-01"), (0, Some(0)));
}

#[test]
fn what_is_not_settled_is_unsure() {
    use Certainty::{No, Unsure, Yes};
    let age = about(AgeBand::From60, "2026-11-22").age_on(day("2027-01-01"));
    for (years, expected) in [(59, Yes), (60, Yes), (61, Unsure), (70, Unsure), (71, No)] {
        assert_eq!(age.at_least(years), expected, "{years}");
    }
    for (min, max, expected) in [
        (Some(60), None, Yes),
        (Some(60), Some(70), Yes),
        (None, Some(u8::MAX), Yes),
        (Some(60), Some(69), Unsure),
        (Some(65), Some(66), Unsure),
        (None, Some(59), No),
        (Some(71), None, No),
        (None, None, Yes),
    ] {
        assert_eq!(age.within(min, max), expected, "{min:?} {max:?}");
    }
    let old = about(AgeBand::From80, "2026-11-22").age_on(day("2026-11-22"));
    assert_eq!((old.within(Some(60), None), old.within(Some(60), Some(85))), (Yes, Unsure));
}

#[test]
fn groups_change_on_the_birthday() {
    let today = day("2026-03-02");
    for (born, group) in [
        ("2012-03-03", PersonAgeGroup::Child),
        ("2012-03-02", PersonAgeGroup::Adult),
        ("1966-03-03", PersonAgeGroup::Adult),
        ("1966-03-02", PersonAgeGroup::Elder),
        ("2026-03-02", PersonAgeGroup::Child),
    ] {
        assert_eq!(Born::On(day(born)).age_group(today), group, "{born}");
    }
}

#[test]
fn in_doubt_someone_is_a_child_and_nobody_is_an_elder() {
    for (band, on, group) in [
        (AgeBand::From6, "2026-11-22", PersonAgeGroup::Child),
        // 7 to 14, up to 13 to 20; then 14 for sure.
        (AgeBand::From6, "2027-11-22", PersonAgeGroup::Child),
        (AgeBand::From6, "2034-11-21", PersonAgeGroup::Child),
        (AgeBand::From6, "2034-11-22", PersonAgeGroup::Adult),
        (AgeBand::From14, "2026-11-22", PersonAgeGroup::Adult),
        (AgeBand::From18, "2026-11-23", PersonAgeGroup::Adult),
        (AgeBand::From60, "2026-11-22", PersonAgeGroup::Elder),
    ] {
        assert_eq!(about(band, "2026-11-22").age_group(day(on)), group, "{band} {on}");
    }
    let young = about(AgeBand::From14, "2026-11-22");
    assert!(young.counts_as_minor(day("2030-11-21")));
    assert!(!young.counts_as_minor(day("2030-11-22")));
}

#[test]
fn what_two_lists_say_may_be_one_person() {
    let today = day("2026-11-22");
    let date = |text| Born::On(day(text));
    let sixty = about(AgeBand::From60, "2026-11-22");
    assert!(sixty.agrees_with(date("1960-05-01"), today));
    assert!(date("1960-05-01").agrees_with(sixty, today));
    assert!(!sixty.agrees_with(date("1950-05-01"), today));
    assert!(!sixty.agrees_with(about(AgeBand::From70, "2026-11-22"), today));
    assert!(
        about(AgeBand::From60, "2020-01-01")
            .agrees_with(about(AgeBand::From70, "2026-11-22"), today)
    );
    assert!(!date("1960-05-01").agrees_with(date("1960-05-02"), today));
}

fn days() -> impl Strategy<Value = Date> {
    (1900_i16..2100, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d))
}

/// Someone really born on a day, who says the right band on another.
fn said_rightly(born: Date, on: Date) -> Born {
    let age = u8::try_from(born.age_on(on)).unwrap();
    let holds = |band: &&AgeBand| band.ages().within(Some(age), Some(age)) != Certainty::No;
    let band = *AgeBand::ALL.iter().find(holds).unwrap();
    Born::About(StatedBand { band, on })
}

proptest! {
    #[test]
    fn whoever_said_it_rightly_is_always_within(born in days(), on in days(), day in days(), years in 0_u8..130) {
        prop_assume!(born <= on && born <= day);
        let real = u8::try_from(born.age_on(day)).unwrap();
        let known = said_rightly(born, on);
        let age = known.age_on(day);
        prop_assert!(age.from <= real && age.to.is_none_or(|to| real <= to), "{real} in {age:?}");
        // What is said for sure is so.
        match age.at_least(years) {
            Certainty::Yes => prop_assert!(real >= years),
            Certainty::No => prop_assert!(real < years),
            Certainty::Unsure => {}
        }
        match age.within(Some(years), Some(years.saturating_add(10))) {
            Certainty::Yes => prop_assert!((years..=years + 10).contains(&real)),
            Certainty::No => prop_assert!(!(years..=years + 10).contains(&real)),
            Certainty::Unsure => {}
        }
        // Nobody who is a child is treated as grown up, nobody is an elder who is not.
        let exact = Born::On(born);
        prop_assert!(!exact.counts_as_child(day) || known.counts_as_child(day));
        prop_assert!(!exact.counts_as_minor(day) || known.counts_as_minor(day));
        prop_assert!(known.age_group(day) != PersonAgeGroup::Elder || exact.age_group(day) == PersonAgeGroup::Elder);
        prop_assert!(known.agrees_with(exact, day) && exact.agrees_with(known, day));
    }

    #[test]
    fn ages_never_go_back(born in days(), on in days(), day in days(), later in 0..20_000) {
        prop_assume!(born <= on);
        let known = said_rightly(born, on);
        let (before, after) = (known.age_on(day), known.age_on(day.plus_days(later)));
        prop_assert!(before.from <= after.from);
        if let (Some(before), Some(after)) = (before.to, after.to) {
            prop_assert!(before <= after + 1, "{before} {after}");
        }
    }

    #[test]
    fn a_birth_date_is_never_unsure(born in days(), day in days(), years in 0_u8..130) {
        let age = Born::On(born).age_on(day);
        prop_assert_eq!(age.to, Some(age.from));
        prop_assert!(age.at_least(years) != Certainty::Unsure);
        prop_assert_eq!(age.within(Some(years), None), age.at_least(years));
    }
}
