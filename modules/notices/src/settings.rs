use crate::model::NoticeCode;

/// Which notices also go out as text messages: those that someone without the site must learn of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSettings {
    pub sms: Vec<NoticeCode>,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        use NoticeCode::{OfferMade, SessionCancelled, SignUpPromoted};
        Self { sms: vec![SessionCancelled, SignUpPromoted, OfferMade] }
    }
}
