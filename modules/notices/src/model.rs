use lianxin_kernel::{Names, Timestamp, id, words};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

id!(MessageId, "msg");

words! {
    /// What a notice is about. Its texts are `notice.<code>.title`, `.body` and `.sms`.
    pub enum NoticeCode {
        SignUpSeated = "sign_up_seated",
        SignUpWaiting = "sign_up_waiting",
        SignUpPromoted = "sign_up_promoted",
        OfferMade = "offer_made",
        OfferExpired = "offer_expired",
        SessionCancelled = "session_cancelled",
        SessionMoved = "session_moved",
        Removed = "removed",
        StaffSignedYouUp = "staff_signed_you_up",
        BookingMadeForYou = "booking_made_for_you",
        BookingApproved = "booking_approved",
        BookingDenied = "booking_denied",
        BookingCancelled = "booking_cancelled",
        BookingMoved = "booking_moved",
        BookingPromoted = "booking_promoted",
        BookingAskedAgain = "booking_asked_again",
        BookingClosed = "booking_closed",
        BookingNoShow = "booking_no_show",
        BookingSeriesMade = "booking_series_made",
        BookingSeriesMoved = "booking_series_moved",
        BookingSeriesCancelled = "booking_series_cancelled",
        BookingSeriesAsked = "booking_series_asked",
        BookingSeriesLapsed = "booking_series_lapsed",
        BookingSeriesApproved = "booking_series_approved",
        BookingSeriesDenied = "booking_series_denied",
        RoundProposed = "round_proposed",
        RoundPublished = "round_published",
        AppealAnswered = "appeal_answered",
        SeasonDateClosed = "season_date_closed",
        LoanMadeForYou = "loan_made_for_you",
        LoanCancelled = "loan_cancelled",
        /// What one has should be back.
        LoanOverdue = "loan_overdue",
        /// What one wants to fetch is not back yet.
        LoanLate = "loan_late",
        Welcome = "welcome",
        ActedFor = "acted_for",
        DataRequestReceived = "data_request_received",
        DataRequestAnswered = "data_request_answered",
        DataBreach = "data_breach",
        AssessmentDue = "assessment_due",
    }
}

impl NoticeCode {
    /// Whether even someone whose record is restricted is told: what they asked for, and what
    /// threatens them.
    pub fn reaches_restricted(self) -> bool {
        matches!(self, Self::DataRequestReceived | Self::DataRequestAnswered | Self::DataBreach)
    }
}

words! {
    /// How far the text message of a notice is.
    pub enum SmsState {
        None = "none",
        Waiting = "waiting",
        Sent = "sent",
        Failed = "failed",
    }
}

words! {
    /// Whether a notice also went out as a text message; `none` also while it waits to be sent.
    pub enum MessageSms {
        None = "none",
        Sent = "sent",
        Failed = "failed",
    }
}

impl From<SmsState> for MessageSms {
    fn from(state: SmsState) -> Self {
        match state {
            SmsState::None | SmsState::Waiting => Self::None,
            SmsState::Sent => Self::Sent,
            SmsState::Failed => Self::Failed,
        }
    }
}

/// What a text names: a number, a word or an instant, or a name in several languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum NoticeValue {
    Number(i64),
    Text(String),
    Names(Names),
}

pub type NoticeValues = BTreeMap<String, NoticeValue>;

/// One message in someone's inbox.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Message {
    pub id: MessageId,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
    pub code: NoticeCode,
    pub values: BTreeMap<String, NoticeValue>,
    /// A path of the site.
    pub link: Option<String>,
    pub sms: MessageSms,
}

/// A message as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: MessageId,
    pub person: PersonId,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
    pub code: NoticeCode,
    pub values: NoticeValues,
    pub link: Option<String>,
    pub sms: SmsState,
}

impl From<Kept> for Message {
    fn from(kept: Kept) -> Self {
        let Kept { id, at, read_at, code, values, link, sms, .. } = kept;
        Self { id, at, read_at, code, values, link, sms: sms.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Language;
    use lianxin_web::texts;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<String> {
        let parts = text.split('{').skip(1).filter_map(|p| p.split_once('}'));
        parts.map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn every_code_is_written_in_every_language_with_the_same_values() {
        for code in NoticeCode::ALL {
            for part in ["title", "body", "sms"] {
                let key = format!("notice.{code}.{part}");
                let first = texts().plain(Language::ZhCn, &key);
                for language in Language::ALL {
                    assert!(texts().has(language, &key), "{key} in {}", language.code());
                    let text = texts().plain(language, &key);
                    assert_eq!(placeholders(&first), placeholders(&text), "{key}");
                }
            }
        }
    }

    #[test]
    fn values_keep_their_kind() {
        let text = r#"{"n":3,"title":{"en":"Tea","zh-CN":"茶"},"until":"2026-03-02T01:00:00Z"}"#;
        let values: NoticeValues = serde_json::from_str(text).unwrap();
        assert!(matches!(values["n"], NoticeValue::Number(3)));
        assert!(matches!(values["title"], NoticeValue::Names(_)));
        let back: serde_json::Value = serde_json::to_value(&values).unwrap();
        assert_eq!(back, serde_json::from_str::<serde_json::Value>(text).unwrap());
    }
}
