use lianxin_kernel::words;

words! {
    /// How closely a field is kept (data security law, article 21; the personal information
    /// protection law, article 28, says what is sensitive).
    pub enum Class {
        /// May stand on a public page.
        Public = "public",
        /// For whoever works at the place.
        Internal = "internal",
        /// For a desk that serves the person.
        Personal = "personal",
        /// For a stated purpose only, after a second factor, and written down.
        Sensitive = "sensitive",
    }
}

words! {
    /// A field of a person's record.
    pub enum Field {
        /// As what the program treats them: child, adult, elder.
        AgeGroup = "age_group",
        /// About how old they said they were.
        AgeBand = "age_band",
        Language = "language",
        HomeCenter = "home_center",
        Name = "name",
        PhoneHint = "phone_hint",
        Phone = "phone",
        BirthDate = "birth_date",
        Sex = "sex",
        LunarBirthday = "lunar_birthday",
        Household = "household",
        Guardians = "guardians",
        Children = "children",
        Delegates = "delegates",
        PickUpPersons = "pick_up_persons",
        Residency = "residency",
        Standings = "standings",
        SensitiveStandings = "sensitive_standings",
        Needs = "needs",
    }
}

impl Field {
    /// The one place that says how closely each field is kept.
    pub const fn class(self) -> Class {
        match self {
            Self::Language | Self::HomeCenter => Class::Internal,
            Self::AgeGroup
            | Self::AgeBand
            | Self::Name
            | Self::PhoneHint
            | Self::Phone
            | Self::BirthDate
            | Self::Sex
            | Self::LunarBirthday
            | Self::Household
            | Self::Guardians
            | Self::Children
            | Self::Delegates
            | Self::PickUpPersons
            | Self::Residency
            | Self::Standings => Class::Personal,
            Self::SensitiveStandings | Self::Needs => Class::Sensitive,
        }
    }

    pub fn is_sensitive(self) -> bool {
        self.class() == Class::Sensitive
    }

    /// What a desk gets that names no field: all that is not sensitive, but the whole phone, which
    /// has to be asked for.
    pub fn usual() -> Vec<Self> {
        let usual = |f: &&Self| !f.is_sensitive() && **f != Self::Phone;
        Self::ALL.iter().filter(usual).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_party_and_service_are_sensitive_and_never_come_unasked() {
        let sensitive: Vec<_> = Field::ALL.iter().filter(|f| f.is_sensitive()).collect();
        assert_eq!(sensitive, [&Field::SensitiveStandings, &Field::Needs]);
        assert!(Field::usual().iter().all(|f| f.class() < Class::Sensitive));
        assert!(!Field::usual().contains(&Field::Phone));
        assert!(Class::Public < Class::Internal && Class::Personal < Class::Sensitive);
    }
}
