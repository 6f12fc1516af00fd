use super::LegalBasis;
use lianxin_kernel::{Span, Timestamp, id, words};
use serde::{Deserialize, Serialize};

id!(DecisionId, "dec");

words! {
    /// What someone said to a purpose.
    pub enum Answer { Given = "given", Refused = "refused", Withdrawn = "withdrawn" }
}

words! {
    /// Where it was said. Of the desk and of paper one of the staff is witness.
    pub enum Channel { Portal = "portal", Desk = "desk", Paper = "paper", Kiosk = "kiosk" }
}

impl Channel {
    pub fn needs_witness(self) -> bool {
        matches!(self, Self::Desk | Self::Paper)
    }
}

/// The last word of a person on a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub answer: Answer,
    /// Of the text it was said to.
    pub version: i64,
    pub at: Timestamp,
}

/// Whether processing may rest on it: on another basis than consent always; on consent, when the
/// last word was yes and was said to a text that nothing of weight has changed since.
pub(crate) fn in_force(basis: LegalBasis, last: Option<Standing>, material: i64) -> bool {
    basis != LegalBasis::Consent
        || last.is_some_and(|l| l.answer == Answer::Given && l.version >= material)
}

/// Whether to ask now: who never answered is asked; who said yes only when the text changed in
/// weight; who said no is left alone for the pause, and then only when the text is another one
/// (Network Data Security Management Regulations Art. 22: no repeated asking after a refusal).
pub(crate) fn ask_now(last: Option<Standing>, material: i64, now: Timestamp, pause: Span) -> bool {
    let Some(last) = last else {
        return true;
    };
    let changed = last.version < material;
    match last.answer {
        Answer::Given => changed,
        Answer::Refused | Answer::Withdrawn => changed && now >= last.at + pause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Copy, Debug)]
    enum Step {
        Say(Answer),
        Publish { material: bool },
        Wait(i64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Say(Answer::Given)),
            Just(Step::Say(Answer::Refused)),
            Just(Step::Say(Answer::Withdrawn)),
            any::<bool>().prop_map(|material| Step::Publish { material }),
            (0i64..300).prop_map(Step::Wait),
        ]
    }

    const PAUSE: Span = Span::days(180);

    proptest! {
        /// A consent holds exactly from a yes to the next no or change of weight; nobody is asked
        /// twice about one text, nor within the pause after a no.
        #[test]
        fn every_sequence_holds_only_what_was_said(steps in proptest::collection::vec(step(), 0..60)) {
            let (mut version, mut material, mut now) = (1, 1, Timestamp(0));
            let mut last: Option<Standing> = None;
            // Told by the story itself, without looking at versions.
            let (mut holds, mut heard, mut refused) = (false, false, None);
            for step in steps {
                match step {
                    Step::Wait(days) => now = now + Span::days(days),
                    Step::Publish { material: heavy } => {
                        version += 1;
                        if heavy {
                            material = version;
                            (holds, heard) = (false, false);
                        }
                    }
                    Step::Say(answer) => {
                        last = Some(Standing { answer, version, at: now });
                        holds = answer == Answer::Given;
                        heard = true;
                        refused = (!holds).then_some(now);
                    }
                }
                prop_assert_eq!(in_force(LegalBasis::Consent, last, material), holds);
                prop_assert!(in_force(LegalBasis::StatutoryDuty, last, material));
                let rests = refused.is_some_and(|at| now < at + PAUSE);
                prop_assert_eq!(ask_now(last, material, now, PAUSE), !heard && !rests);
            }
        }
    }
}
