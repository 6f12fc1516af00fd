//! The reconciler sees what is broken.
use crate::registers::{assessment, breach};
use crate::world::*;
use lianxin_privacy::*;
use lianxin_testkit::both;

both! { setup: setup();
    async fn each_fault_of_a_request_is_found(t: Test) {
        let w = World::build(t).await;
        let act = t.person_act(added(t, "周", None, None, Some(w.north)).await, &[]);
        let mut made = vec![];
        for kind in [RequestKind::Copy, RequestKind::Erase, RequestKind::Explain] {
            made.push(ask(&act, kind, None).await.unwrap().request);
        }
        for request in &made[..2] {
            grant_request(&w.manager, *request).await.unwrap();
        }
        let faults = [
            ("update privacy_request set done_at = received_at where kind = 'explain'", "update privacy_request set done_at = null where kind = 'explain'", "open and has an answer"),
            ("update privacy_request set answered_at = received_at - 1 where kind = 'copy'", "update privacy_request set answered_at = done_at where kind = 'copy'", "answered before it came"),
            ("update privacy_request set taken_at = received_at where kind = 'explain'", "update privacy_request set taken_at = null where kind = 'explain'", "waits and was taken up"),
            ("update privacy_request set state = 'in_progress' where kind = 'explain'", "update privacy_request set state = 'received' where kind = 'explain'", "taken up by nobody"),
            ("update privacy_request set outcome = 'refused' where kind = 'copy'", "update privacy_request set outcome = 'granted' where kind = 'copy'", "refused without a law"),
            ("update privacy_request set done_at = null where kind = 'copy'", "update privacy_request set done_at = answered_at where kind = 'copy'", "nothing says when it is carried out"),
            ("update privacy_request set kind = 'restrict' where kind = 'erase'", "update privacy_request set kind = 'erase' where kind = 'restrict'", "is no erasure"),
            ("update privacy_request set received_at = received_at - 1000000 where kind = 'explain'", "update privacy_request set received_at = received_at + 1000000 where kind = 'explain'", "at another moment than it was written down"),
            ("update privacy_request set due_on = '2026-03-01'", "update privacy_request set due_on = '2026-03-23'", "due before it came"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("privacy.requests", breaking, mending, expected).await;
        }
    }

    async fn each_fault_of_a_consent_is_found(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, Some("1950-01-01"), Some(w.north)).await;
        say(&t.person_act(person, &[]), "photos", Answer::Given, Some(1)).await.unwrap();
        let faults = [
            ("update privacy_standing set answer = 'refused'", "update privacy_standing set answer = 'given'", "is not what was said"),
            ("update privacy_standing set at = at - 1", "update privacy_standing set at = at + 1", "said after the last word"),
            ("delete from privacy_standing", "insert into privacy_standing (district, person, purpose, decision, answer, version, at) select district, person, purpose, id, answer, version, at from privacy_decision", "nobody's last word"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("privacy.consents", breaking, mending, expected).await;
        }
    }

    async fn each_fault_of_a_register_is_found(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周", None, None, Some(w.north)).await;
        let record = RecordBreach { place: w.north.into(), found_at: t.app.now(), fields: breach() };
        let id = w.admin.run(record).await.unwrap().breach;
        w.admin.run(AddConcerned { breach: id, persons: vec![person] }).await.unwrap();
        let add = AddAssessment { place: w.district.into(), fields: assessment("2026-06-01") };
        w.admin.run(add).await.unwrap();
        let faults = [
            ("update privacy_number set last = last + 1", "update privacy_number set last = last - 1", "BR-2026: numbered up to 2, and 1 are there"),
            ("update privacy_breach set state = 'closed'", "update privacy_breach set state = 'open'", "closed without a moment"),
            ("update privacy_breach set state = 'closed', closed_at = recorded_at", "update privacy_breach set state = 'open', closed_at = null", "the authority was not told"),
            ("update privacy_breach set state = 'closed', closed_at = recorded_at", "update privacy_breach set state = 'open', closed_at = null", "somebody was not told"),
            ("update privacy_breach_person set told_at = added_at - 1", "update privacy_breach_person set told_at = null", "before they were listed"),
            ("update privacy_assessment set state = 'approved'", "update privacy_assessment set state = 'draft'", "decided by nobody"),
        ];
        for (breaking, mending, expected) in faults {
            t.finds("privacy.registers", breaking, mending, expected).await;
        }
    }
}
