//! Words for people that stand in the data of messages.
use crate::model::RequestOutcome;
use lianxin_kernel::{Language, Names};

fn names(zh_cn: &str, zh_tw: &str, en: &str) -> Names {
    Names::zh_cn(zh_cn).with(Language::ZhTw, zh_tw).with(Language::En, en)
}

pub(crate) fn outcome_words(outcome: RequestOutcome) -> Names {
    match outcome {
        RequestOutcome::Granted => names("同意", "同意", "granted"),
        RequestOutcome::Partly => names("部分同意", "部分同意", "granted in part"),
        RequestOutcome::Refused => names("不同意", "不同意", "refused"),
    }
}
