use crate::families::model::Sex;
use crate::model::{AgeBand, Phone};
use crate::place::CenterId;
use lianxin_kernel::{Date, Language, Line, Secret, words};
use serde::Serialize;

words! {
    /// Why a record is put right. Words and no text: what is written about someone stays in the record.
    pub enum CorrectionReason {
        /// It was written down wrong.
        Mistake = "mistake",
        /// It has changed: a new phone, a move, another name.
        Changed = "changed",
        /// It was not known before.
        Missing = "missing",
    }
}

/// What to put right; what is not given stays, `Some(None)` takes it away.
#[derive(Clone, Default, Serialize)]
pub struct Correction {
    pub name: Option<Secret<Line<40>>>,
    pub phone: Option<Secret<Option<Phone>>>,
    pub birth_date: Option<Secret<Option<Date>>>,
    /// In place of the birth date; giving one of them takes the other away.
    pub age_band: Option<Secret<Option<AgeBand>>>,
    pub home_center: Option<CenterId>,
    pub language: Option<Language>,
    pub sex: Option<Secret<Option<Sex>>>,
}

impl Correction {
    pub(crate) fn is_empty(&self) -> bool {
        let fields = [
            self.name.is_some(),
            self.phone.is_some(),
            self.birth_date.is_some(),
            self.age_band.is_some(),
            self.home_center.is_some(),
            self.language.is_some(),
            self.sex.is_some(),
        ];
        !fields.contains(&true)
    }
}
