use crate::model::{PurposeFields, PurposeKey};
use crate::permissions;
use crate::store::purpose::{PurposeRow, TextRow, insert, publish, text};
use lianxin_kernel::{Command, Error, Names, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Put the purposes and texts the program comes with where there are none. What is there stays as it
/// is, so it may be run at every start.
#[derive(Serialize)]
pub struct Seed {}

/// What the program comes with.
#[derive(Deserialize)]
pub(crate) struct Seeds {
    pub purposes: Vec<SeedPurpose>,
    pub texts: Vec<SeedText>,
}

#[derive(Deserialize)]
pub(crate) struct SeedPurpose {
    pub key: PurposeKey,
    pub fields: PurposeFields,
    pub title: Names,
    pub body: Names,
}

#[derive(Deserialize)]
pub(crate) struct SeedText {
    pub subject: PurposeKey,
    pub title: Names,
    pub body: Names,
}

pub(crate) fn seeds() -> Result<Seeds> {
    serde_json::from_str(include_str!("../../seeds/register.json")).map_err(Error::internal)
}

impl Command for Seed {
    const NAME: &'static str = "privacy.seed";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    /// How many purposes and texts were missing.
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<i64> {
        let (now, seeds) = (w.now(), seeds()?);
        let mut missing = 0;
        let mut texts = seeds.texts;
        for SeedPurpose { key, fields, title, body } in seeds.purposes {
            let row = PurposeRow { key: key.clone(), version: 1, fields, changed_at: now };
            missing += i64::from(insert(w.tx(), &row, None).await?);
            texts.push(SeedText { subject: key, title, body });
        }
        for SeedText { subject, title, body } in texts {
            if text(w.tx(), subject.as_str(), None).await?.is_none() {
                let row =
                    TextRow { subject, version: 1, material: true, title, body, published_at: now };
                missing += i64::from(publish(w.tx(), &row, None).await?);
            }
        }
        crate::jobs::Nightly::again(w).await?;
        Ok(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Language;

    #[test]
    fn every_seed_is_whole_in_three_languages() {
        let seeds = seeds().unwrap();
        assert!(seeds.purposes.len() >= 10);
        let mut all: Vec<&Names> = vec![];
        for p in &seeds.purposes {
            assert!(p.fields.faults().is_empty(), "{}: {:?}", p.key, p.fields.faults());
            all.extend([&p.fields.name, &p.fields.handler, &p.fields.stops, &p.title, &p.body]);
            all.extend(&p.fields.recipients);
        }
        all.extend(seeds.texts.iter().flat_map(|t| [&t.title, &t.body]));
        for names in all {
            assert!(Language::ALL.iter().all(|l| names.exact(*l).is_some()), "{names:?}");
        }
        for subject in [crate::model::NOTICE, crate::model::MINORS] {
            assert!(seeds.texts.iter().any(|t| t.subject.as_str() == subject), "{subject}");
        }
    }
}
