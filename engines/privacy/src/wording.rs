//! Words for people that stand in data: in messages, and where it is told who looked.
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

/// What an act was, as its person may read it: by the name of the command or query, else by the part
/// of the program it belongs to.
pub(crate) fn act_words(what: &str) -> Names {
    let module = what.split('.').next().unwrap_or_default();
    match what {
        "people.find_people" => {
            names("在窗口查找居民", "在窗口查找居民", "Looked people up at a desk")
        }
        "people.show_card" => names("查看居民卡", "查看居民卡", "Looked at the resident card"),
        "people.renew_card" => names("更换居民卡", "更換居民卡", "Renewed the resident card"),
        "people.show_person" => names("查看居民资料", "查看居民資料", "Looked at the record"),
        "activities.sign_up_someone" => names("代为报名", "代為報名", "Signed up on behalf"),
        "activities.list_participants" => {
            names("查看活动名单", "查看活動名單", "Looked at the list of an activity")
        }
        "privacy.show_consents_of" => {
            names("查看同意记录", "查看同意記錄", "Looked at the consents")
        }
        "privacy.record_decision" => {
            names("登记您的同意或拒绝", "登記您的同意或拒絕", "Noted a consent or refusal")
        }
        "privacy.show_data_request" | "privacy.list_data_requests" => {
            names("查看您的申请", "查看您的申請", "Looked at a request of yours")
        }
        "privacy.take_in_data_request" => {
            names("代录您的申请", "代錄您的申請", "Took in a request of yours")
        }
        "privacy.take_data_request" => {
            names("受理您的申请", "受理您的申請", "Took up a request of yours")
        }
        "privacy.answer_data_request" => {
            names("答复您的申请", "答覆您的申請", "Answered a request of yours")
        }
        "privacy.show_held" => names(
            "为答复申请查看全部数据",
            "為答覆申請查看全部資料",
            "Looked at all data to answer a request",
        ),
        _ => match module {
            "people" => names("居民资料", "居民資料", "Your record"),
            "activities" | "seats" | "presence" => names("活动与签到", "活動與簽到", "Activities"),
            "notices" => names("通知", "通知", "Messages"),
            "privacy" => names("个人信息保护", "個人資訊保護", "Privacy"),
            _ => names("其他办理", "其他辦理", "Other service"),
        },
    }
}
