//! What people are told, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]
mod story;

use lianxin_kernel::{Error, Module, Timestamp};
use lianxin_notices::*;
use lianxin_testkit::{Setup, both};
use serde_json::json;
use std::sync::Arc;
use story::{Gateway, Story, text};

static MODULES: &[&Module] =
    &[&lianxin_places::MODULE, &lianxin_people::MODULE, &lianxin_notices::MODULE];

/// With a gateway that takes what it is told to.
fn setup() -> Setup {
    let mut setup = Setup::new(MODULES);
    let gateway = Gateway::default();
    setup.settings.set(SmsSenders(Arc::new(gateway.clone())));
    setup.settings.set(gateway);
    setup
}

both! { setup: setup();
    async fn a_notice_wanted_is_a_message_in_one_inbox(t: Test) {
        let story = Story::of(t);
        let (ann, bob) = (story.person("安", None).await, story.person("波", None).await);
        story.want(ann, "sign_up_waiting", json!({ "title": { "zh-CN": "茶" }, "position": 3 })).await;
        let inbox = story.inbox(ann).await;
        assert_eq!(inbox.len(), 1);
        let message = &inbox[0];
        assert_eq!(message.code, NoticeCode::SignUpWaiting);
        assert_eq!(message.values["position"], NoticeValue::Number(3));
        assert!(matches!(&message.values["title"], NoticeValue::Names(_)));
        assert_eq!((message.link.as_deref(), message.read_at), (Some("/me"), None));
        assert_eq!(message.sms, MessageSms::None);
        assert_eq!(story.inbox(bob).await.len(), 0);
        assert_eq!((story.unread(ann).await, story.unread(bob).await), (1, 0));
    }

    async fn a_job_that_runs_again_tells_once(t: Test) {
        let story = Story::of(t);
        let ann = story.person("安", None).await;
        let wanted = DeliverNotice {
            person: ann,
            code: NoticeCode::Removed,
            values: NoticeValues::new(),
            link: None,
        };
        let act = t.system().once("job 1");
        let first = act.run(wanted.clone()).await.unwrap();
        assert_eq!(act.run(wanted).await.unwrap(), first);
        assert_eq!(story.inbox(ann).await.len(), 1);
    }

    async fn reading_counts_once_and_is_one_s_own(t: Test) {
        let story = Story::of(t);
        let (ann, bob) = (story.person("安", None).await, story.person("波", None).await);
        story.want(ann, "offer_expired", json!({ "title": "茶" })).await;
        let id = story.inbox(ann).await[0].id;
        let other = t.person_act(bob, &[]).run(ReadMessage { message: id }).await;
        assert!(matches!(other, Err(Error::NotFound(_))), "{other:?}");
        let nobody = t.nobody().run(ReadMessage { message: id }).await;
        assert!(matches!(nobody, Err(Error::SignIn)), "{nobody:?}");
        assert_eq!(story.unread(ann).await, 1);
        t.person_act(ann, &[]).run(ReadMessage { message: id }).await.unwrap();
        let read_at = story.inbox(ann).await[0].read_at;
        t.clock.forward(lianxin_kernel::Span::hours(1));
        t.person_act(ann, &[]).run(ReadMessage { message: id }).await.unwrap();
        assert_eq!(story.inbox(ann).await[0].read_at, read_at);
        assert!(read_at.is_some() && story.unread(ann).await == 0);
    }

    async fn all_can_be_read_at_once(t: Test) {
        let story = Story::of(t);
        let (ann, bob) = (story.person("安", None).await, story.person("波", None).await);
        for who in [ann, ann, ann, bob] {
            story.want(who, "offer_expired", json!({ "title": "茶" })).await;
        }
        t.person_act(ann, &[]).run(ReadAllMessages {}).await.unwrap();
        assert_eq!((story.unread(ann).await, story.unread(bob).await), (0, 1));
    }

    async fn the_inbox_comes_in_pages_newest_first(t: Test) {
        let story = Story::of(t);
        let ann = story.person("安", None).await;
        for n in 0..7 {
            story.want(ann, "sign_up_waiting", json!({ "position": n })).await;
            // Three at the same moment, so that the order needs more than the time.
            if n % 3 == 2 {
                t.clock.forward(lianxin_kernel::Span::seconds(1));
            }
        }
        let (mut seen, mut after) = (vec![], None);
        loop {
            let act = t.person_act(ann, &[]);
            let page = act.ask(ListMyMessages { after, limit: Some(2) }).await.unwrap();
            seen.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let told = seen.iter().filter(|m| m.code == NoticeCode::SignUpWaiting).count();
        assert_eq!(told, 7);
        let keys: Vec<(Timestamp, MessageId)> = seen.iter().map(|m| (m.at, m.id)).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        sorted.reverse();
        assert_eq!(keys, sorted);
    }

    async fn what_must_be_known_goes_out_in_the_reader_s_language(t: Test) {
        let story = Story::of(t);
        let ann = story.person("Ann", Some("13800002071")).await;
        let values = json!({
            "title": { "zh-CN": "茶话会", "en": "Tea party" },
            "starts_at": "2026-03-07T01:30:00Z",
            "reason": "停电",
        });
        story.want(ann, "session_cancelled", values).await;
        let sent = story.sent();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].phone, "13800002071");
        assert!(sent[0].text.contains("Tea party"), "{}", text(&sent[0]));
        assert!(sent[0].text.contains("Sat 7 Mar 09:30"), "{}", text(&sent[0]));
        assert!(!sent[0].text.contains('{'), "{}", text(&sent[0]));
        let message = &story.inbox(ann).await[0];
        assert_eq!((message.sms, message.id.to_string()), (MessageSms::Sent, sent[0].key.clone()));
        story.want(ann, "sign_up_seated", json!({})).await;
        assert_eq!(story.sent().len(), 1, "only the codes of the settings go out");
    }

    async fn without_a_phone_there_is_the_inbox(t: Test) {
        let story = Story::of(t);
        let ann = story.person("安", None).await;
        story.want(ann, "session_cancelled", json!({ "title": "茶" })).await;
        assert_eq!(story.sent().len(), 0);
        assert_eq!(story.inbox(ann).await[0].sms, MessageSms::None);
    }

    async fn a_gateway_that_is_away_is_asked_again(t: Test) {
        let story = Story::of(t);
        let ann = story.person("Ann", Some("13800002071")).await;
        story.gateway().fail_with(Some(SmsError::Unreachable("no line".into())));
        story.say(ann, "offer_made", json!({ "title": "茶" })).await;
        assert_eq!(story.run_jobs().await, 1, "one failed");
        assert_eq!(story.inbox(ann).await[0].sms, MessageSms::Failed);
        story.gateway().fail_with(None);
        t.clock.forward(lianxin_kernel::Span::hours(1));
        assert_eq!(story.run_jobs().await, 0);
        assert_eq!(story.sent().len(), 1);
        assert_eq!(story.inbox(ann).await[0].sms, MessageSms::Sent);
    }

    async fn a_refused_text_message_is_not_sent_again(t: Test) {
        let story = Story::of(t);
        let ann = story.person("Ann", Some("13800002071")).await;
        story.gateway().fail_with(Some(SmsError::Refused("blocked".into())));
        story.want(ann, "offer_made", json!({ "title": "茶" })).await;
        story.gateway().fail_with(None);
        t.clock.forward(lianxin_kernel::Span::days(1));
        assert_eq!(t.work_jobs().await, 0);
        assert_eq!(story.inbox(ann).await[0].sms, MessageSms::Failed);
        assert_eq!(story.sent().len(), 0);
    }

    async fn nobody_but_the_program_delivers(t: Test) {
        let story = Story::of(t);
        let ann = story.person("安", None).await;
        let wanted = DeliverNotice {
            person: ann,
            code: NoticeCode::Welcome,
            values: NoticeValues::new(),
            link: None,
        };
        let own = t.person_act(ann, &[]).run(wanted).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        assert_eq!(story.inbox(ann).await.len(), 0);
    }

    async fn every_statement_is_portable(t: Test) {
        let own = lianxin_db::STATEMENTS.iter().filter(|(place, _)| place.contains("notices"));
        assert!(own.clone().count() >= 7);
        for (place, text) in own {
            if let Err(e) = t.app.db().check(text).await {
                panic!("{place}: {e}");
            }
        }
        let faults: Vec<_> = t.lint().into_iter().filter(|f| f.contains("notices")).collect();
        assert_eq!(faults, Vec::<String>::new());
    }

    async fn each_fault_of_a_message_is_found(t: Test) {
        let story = Story::of(t);
        let ann = story.person("安", None).await;
        story.want(ann, "offer_expired", json!({})).await;
        t.clock.forward(lianxin_kernel::Span::hours(2));
        story.want(ann, "offer_expired", json!({})).await;
        let faults = [
            ("update notices_message set code = 'gone'", "update notices_message set code = 'removed'", "nobody knows what it is about"),
            ("update notices_message set text_values = '[]'", "update notices_message set text_values = '{}'", "what it names can not be read"),
            ("update notices_message set sms = 'pigeon'", "update notices_message set sms = 'none'", "how far its text message is"),
            ("update notices_message set at = at + 1000000", "update notices_message set at = at - 1000000", "at another moment than it says"),
            ("update notices_message set read_at = at - 1", "update notices_message set read_at = null", "read before it was there"),
            ("update notices_message set sms = case when at = (select min(at) from notices_message) then 'waiting' else 'sent' end", "update notices_message set sms = 'none'", "one of an hour later was sent"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("notices.messages", breaking, mending, expected).await;
        }
    }
}
