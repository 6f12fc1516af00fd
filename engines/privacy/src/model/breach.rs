use super::DataClass;
use lianxin_kernel::{FieldCode, FieldError, Language, Names, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(BreachId, "brc");

words! {
    pub enum BreachState { Open = "open", Closed = "closed" }
}

words! {
    pub enum NoticeTo { Authority = "authority", Persons = "persons" }
}

/// What is known of a leak, tampering or loss (PIPL Art. 57).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BreachFields {
    /// The kinds of data.
    pub kinds: Names,
    pub classes: Vec<DataClass>,
    /// How many people, as far as is known.
    pub people: i64,
    pub cause: Names,
    /// The harm there may be.
    pub harm: Names,
    /// What was done against it.
    pub measures: Names,
    /// What those concerned can do themselves.
    pub advice: Names,
    /// How the handler is reached.
    pub contact: Names,
}

impl BreachFields {
    pub(crate) fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        if self.classes.is_empty() {
            faults.push(FieldError::new("classes", FieldCode::Required));
        }
        if self.classes.len() > DataClass::ALL.len() {
            faults.push(FieldError::new("classes", FieldCode::TooMany).with("max", 4));
        }
        if !(0..=2_000_000_000).contains(&self.people) {
            let fault = FieldError::new("people", FieldCode::OutOfRange);
            faults.push(fault.with("min", 0).with("max", 2_000_000_000));
        }
        faults
    }

    /// The notice with the three contents the law asks for: what and why and the harm; what is done
    /// and can be done; how the handler is reached.
    pub fn notice(
        &self,
        to: NoticeTo,
        number: &str,
        found: &str,
        language: Language,
    ) -> BreachNotice {
        let say = |names: &Names| names.get(language).to_owned();
        let (kinds, cause, harm) = (say(&self.kinds), say(&self.cause), say(&self.harm));
        let (measures, advice, contact) =
            (say(&self.measures), say(&self.advice), say(&self.contact));
        let people = self.people;
        let (title, body) = match (language, to) {
            (Language::ZhCn, NoticeTo::Authority) => (
                format!("个人信息安全事件报告 {number}"),
                format!(
                    "发现时间：{found}\n涉及人数：{people}\n\
                     一、信息种类、原因和可能造成的危害\n种类：{kinds}\n原因：{cause}\n可能的危害：{harm}\n\
                     二、补救措施和个人可以采取的减轻危害的措施\n已采取：{measures}\n个人可以：{advice}\n\
                     三、个人信息处理者的联系方式\n{contact}"
                ),
            ),
            (Language::ZhCn, NoticeTo::Persons) => (
                "关于您个人信息的安全通知".to_owned(),
                format!(
                    "一、您的哪些信息、什么原因、可能有什么危害\n信息：{kinds}\n原因：{cause}\n可能的危害：{harm}\n\
                     二、我们已采取的措施和您可以做的\n已采取：{measures}\n您可以：{advice}\n\
                     三、怎样联系我们\n{contact}\n（编号 {number}，发现于 {found}）"
                ),
            ),
            (Language::ZhTw, NoticeTo::Authority) => (
                format!("個人資訊安全事件報告 {number}"),
                format!(
                    "發現時間：{found}\n涉及人數：{people}\n\
                     一、資訊種類、原因和可能造成的危害\n種類：{kinds}\n原因：{cause}\n可能的危害：{harm}\n\
                     二、補救措施和個人可以採取的減輕危害的措施\n已採取：{measures}\n個人可以：{advice}\n\
                     三、個人資訊處理者的聯絡方式\n{contact}"
                ),
            ),
            (Language::ZhTw, NoticeTo::Persons) => (
                "關於您個人資訊的安全通知".to_owned(),
                format!(
                    "一、您的哪些資訊、什麼原因、可能有什麼危害\n資訊：{kinds}\n原因：{cause}\n可能的危害：{harm}\n\
                     二、我們已採取的措施和您可以做的\n已採取：{measures}\n您可以：{advice}\n\
                     三、怎樣聯絡我們\n{contact}\n（編號 {number}，發現於 {found}）"
                ),
            ),
            (Language::En, NoticeTo::Authority) => (
                format!("Report of a personal information security incident, {number}"),
                format!(
                    "Found: {found}\nPeople concerned: {people}\n\
                     1. Kinds of information, cause and possible harm\nKinds: {kinds}\nCause: {cause}\nPossible harm: {harm}\n\
                     2. Remedial measures, and what people can do to lessen the harm\nTaken: {measures}\nPeople can: {advice}\n\
                     3. How to reach the handler\n{contact}"
                ),
            ),
            (Language::En, NoticeTo::Persons) => (
                "Security notice about your personal information".to_owned(),
                format!(
                    "1. Which of your information, why, and what harm there may be\nInformation: {kinds}\nCause: {cause}\nPossible harm: {harm}\n\
                     2. What we have done and what you can do\nDone: {measures}\nYou can: {advice}\n\
                     3. How to reach us\n{contact}\n(Number {number}, found {found})"
                ),
            ),
        };
        BreachNotice { to, language, title, body }
    }
}

/// A notice to send, written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BreachNotice {
    pub to: NoticeTo,
    pub language: Language,
    pub title: String,
    pub body: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_has_the_three_contents_in_every_language() {
        let all = |what: &str| {
            Names::zh_cn(&format!("{what}-zh"))
                .with(Language::ZhTw, &format!("{what}-tw"))
                .with(Language::En, &format!("{what}-en"))
        };
        let fields = BreachFields {
            kinds: all("kinds"),
            classes: vec![DataClass::Personal],
            people: 12,
            cause: all("cause"),
            harm: all("harm"),
            measures: all("measures"),
            advice: all("advice"),
            contact: all("contact"),
        };
        for (language, ending) in
            [(Language::ZhCn, "zh"), (Language::ZhTw, "tw"), (Language::En, "en")]
        {
            for to in [NoticeTo::Authority, NoticeTo::Persons] {
                let notice = fields.notice(to, "BR-1", "2026-03-02 09:00", language);
                for what in ["kinds", "cause", "harm", "measures", "advice", "contact"] {
                    assert!(notice.body.contains(&format!("{what}-{ending}")), "{notice:?}");
                }
                let people = notice.body.contains("12");
                assert_eq!(people, to == NoticeTo::Authority, "{notice:?}");
            }
        }
    }
}
