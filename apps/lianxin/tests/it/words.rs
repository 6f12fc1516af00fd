//! Everything the program can say stands in the translations.
use lianxin_kernel::{FieldCode, Language, REASONS};
use lianxin_web::texts;
use std::collections::{BTreeMap, BTreeSet};

fn placeholders(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1).filter_map(|p| p.split_once('}'));
    parts.map(|(name, _)| name.to_owned()).collect()
}

fn missing(keys: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut all = vec![];
    for key in keys {
        for language in Language::ALL {
            let plural = format!("{key}_other");
            if !texts().has(language, &key) && !texts().has(language, &plural) {
                all.push(format!("{key} in {}", language.code()));
            }
        }
    }
    all
}

#[test]
fn every_reason_has_its_words_and_they_name_only_what_it_has() {
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for reason in REASONS {
        codes.entry(reason.code).or_default().extend(reason.values);
    }
    assert!(codes.len() > 20, "{}", codes.len());
    let mut faults = missing(codes.keys().map(|code| format!("reason.{code}")));
    for (code, values) in &codes {
        for language in Language::ALL {
            for form in ["", "_one", "_other"] {
                let key = format!("reason.{code}{form}");
                if !texts().has(language, &key) {
                    continue;
                }
                let text = texts().plain(language, &key);
                for name in placeholders(&text) {
                    if !values.contains(name.as_str()) {
                        faults.push(format!("{key} in {} names {{{name}}}", language.code()));
                    }
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_code_of_a_problem_has_its_words() {
    let problems = [
        "sign_in",
        "forbidden",
        "not_found",
        "conflict",
        "invalid",
        "too_many",
        "too_large",
        "busy",
        "read_only",
        "storage_full",
        "unknown_outcome",
        "bad_json",
        "internal",
        "offline",
    ];
    let problems = problems.iter().map(|code| format!("problem.{code}"));
    let fields = FieldCode::ALL.iter().map(|code| format!("field.{code}"));
    assert_eq!(missing(problems.chain(fields)), Vec::<String>::new());
}

/// The words of closed lists that answers carry.
#[test]
fn every_word_of_a_list_has_its_words() {
    fn keys(group: &str, codes: impl IntoIterator<Item = String>) -> Vec<String> {
        codes.into_iter().map(|code| format!("{group}.{code}")).collect()
    }
    macro_rules! group {
        ($name:literal, $list:ty) => {
            keys($name, <$list>::ALL.iter().map(ToString::to_string))
        };
    }
    let granted = lianxin_kernel::Role::GRANTED.iter().map(ToString::to_string);
    let all = [
        group!("level", lianxin_places::Level),
        group!("status", lianxin_places::Status),
        group!("region", lianxin_places::RegionKind),
        group!("kind", lianxin_activities::ActivityKind),
        group!("mode", lianxin_activities::Mode),
        group!("audience", lianxin_activities::Audience),
        group!("session_status", lianxin_activities::SessionStatus),
        group!("program_status", lianxin_activities::ProgramStatus),
        group!("sign_up_state", lianxin_seats::State),
        group!("band", lianxin_seats::Band),
        group!("booker", lianxin_bookings::Booker),
        group!("booking_state", lianxin_bookings::BookingState),
        group!("loan_state", lianxin_bookings::LoanState),
        group!("quota_of", lianxin_bookings::QuotaOf),
        group!("occupancy_kind", lianxin_calendar::Kind),
        keys("role", granted),
    ];
    assert_eq!(missing(all.into_iter().flatten()), Vec::<String>::new());
}
