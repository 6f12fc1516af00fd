use crate::model::{NoticeValue, NoticeValues};
use lianxin_kernel::{Date, Language, Timestamp, Zone};
use lianxin_web::texts;
use std::collections::BTreeMap;

/// The short name of a date's weekday: `周六`, `週六`, `Sat`.
pub fn weekday(language: Language, date: Date) -> String {
    const CHINESE: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let number = usize::from(date.weekday().number() - 1);
    match language {
        Language::ZhCn => format!("周{}", CHINESE[number]),
        Language::ZhTw => format!("週{}", CHINESE[number]),
        Language::En => ENGLISH[number].to_owned(),
    }
}

/// A date without its year: `11月21日`, `21 Nov`.
pub fn month_day(language: Language, date: Date) -> String {
    const ENGLISH: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (month, day) = (date.month().unsigned_abs(), date.day());
    match language {
        Language::ZhCn | Language::ZhTw => format!("{month}月{day}日"),
        Language::En => format!("{day} {}", ENGLISH[usize::from(month - 1)]),
    }
}

/// A date with its weekday: `11月21日周六`, `Sat 21 Nov`.
pub fn day(language: Language, date: Date) -> String {
    let (weekday, date) = (weekday(language, date), month_day(language, date));
    match language {
        Language::ZhCn | Language::ZhTw => format!("{date}{weekday}"),
        Language::En => format!("{weekday} {date}"),
    }
}

/// A moment in the zone of the installation: `11月21日周六 09:30`. Never "today": a text message is
/// read whenever it is read.
pub fn day_time(language: Language, zone: &Zone, at: Timestamp) -> String {
    format!("{} {}", day(language, zone.date(at)), zone.time(at))
}

/// The values of a notice as its reader reads them: instants and dates written out, names and known
/// words in their language.
pub fn readable(
    language: Language,
    zone: &Zone,
    values: &NoticeValues,
) -> BTreeMap<String, String> {
    let shown = |name: &str, value: &NoticeValue| match value {
        NoticeValue::Number(n) => n.to_string(),
        NoticeValue::Names(names) => names.get(language).to_owned(),
        NoticeValue::Text(text) => {
            if let Some(at) = Timestamp::parse(text) {
                return day_time(language, zone, at);
            }
            if let Ok(date) = text.parse() {
                return day(language, date);
            }
            let word = format!("{name}.{text}");
            match texts().has(language, &word) {
                true => texts().plain(language, &word),
                false => text.clone(),
            }
        }
    };
    values.iter().map(|(name, value)| (name.clone(), shown(name, value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Names;

    #[test]
    fn values_are_written_in_the_language_and_zone() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let title = Names::zh_cn("茶话会").with(Language::En, "Tea party");
        let values: NoticeValues = [
            ("starts_at".into(), NoticeValue::Text("2026-11-20T16:30:00Z".into())),
            ("title".into(), NoticeValue::Names(title)),
            ("status".into(), NoticeValue::Text("renovating".into())),
            ("on".into(), NoticeValue::Text("2026-11-22".into())),
            ("reason".into(), NoticeValue::Text("停电".into())),
        ]
        .into();
        let english = readable(Language::En, &zone, &values);
        assert_eq!(english["starts_at"], "Sat 21 Nov 00:30");
        assert_eq!(english["title"], "Tea party");
        let chinese = readable(Language::ZhTw, &zone, &values);
        assert_eq!(chinese["starts_at"], "11月21日週六 00:30");
        assert_eq!(chinese["on"], "11月22日週日");
        assert_eq!(chinese["reason"], "停电");
        assert_ne!(chinese["status"], "renovating");
    }
}
