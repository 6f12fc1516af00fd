//! What this engine holds about persons: the record, cards, sign-ins.
use crate::account::end_account;
use crate::commands::{main, subject_of};
use crate::model::{Born, PersonId};
use crate::place::CenterId;
use crate::store::holding as store;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Held, Holding, Kind, Read, Result, Timestamp, Write};
use serde_json::{Value, json};

pub(crate) const ALL: &[&dyn Holding] = &[&Record, &Cards, &SignIns];

/// The record of a person: name, phone, birth date or age band, home center.
pub(crate) struct Record;

impl Holding for Record {
    fn name(&self) -> &'static str {
        "people.person"
    }

    fn purpose(&self) -> &'static str {
        "account"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let Some(p) = store::person(r.tx(), person.into()).await? else {
                return Ok(vec![]);
            };
            let phone = p.phone.map(|phone| phone.open(r.app().keys())).transpose()?;
            let phone = phone.map(|phone| phone.as_str().to_owned());
            let restricted_since = store::restricted_since(r.tx(), person.into()).await?;
            let (date, band) = (p.born.and_then(Born::date), p.born.and_then(Born::band));
            Ok(vec![json!({
                "name": p.name, "phone": phone, "birth_date": date,
                "age_band": band.map(|b| b.band), "age_band_on": band.map(|b| b.on),
                "language": p.language, "home_center": p.home_center.map(CenterId::from),
                "added_by": p.added_by, "added_at": p.created_at,
                "restricted_since": restricted_since,
            })])
        })
    }

    /// Also ends the account: nobody signs in as someone who is not known anymore.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(async move {
            let mut records = vec![person.into()];
            records.extend(store::aliases(w.tx(), person.into()).await?);
            let mut touched = 0;
            for record in records {
                touched += erase_record(w, record).await?;
            }
            Ok(touched)
        })
    }

    /// A person stays one: merging says which of the two goes on.
    fn repoint<'a>(
        &'a self,
        _: &'a mut Write<'_>,
        _: AnyId,
        _: AnyId,
        _: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async { Ok(vec![]) })
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(async move {
            let mut changed = 0;
            for person in store::ended_before(w.tx(), before, EXPIRED_ROWS).await? {
                changed += self.erase(w, person.id()).await?;
            }
            Ok(changed)
        })
    }
}

async fn erase_record(w: &mut Write<'_>, id: PersonId) -> Result<u64> {
    let (app, now) = (w.app().clone(), w.now());
    if let Some(phone) = store::person(w.tx(), id).await?.and_then(|p| p.phone) {
        let key = subject_of(&app, "phone", phone.open(app.keys())?.as_str())?;
        store::forget_subject(w.tx(), main(&app), &key).await?;
    }
    end_account(w, id).await?;
    crate::store::restriction::delete(w.tx(), id).await?;
    crate::finding::store::drop(w.tx(), id).await?;
    store::forget_merged_fields(w.tx(), id).await?;
    store::blank_person(w.tx(), id, now).await
}

/// The cards a person had.
pub(crate) struct Cards;

impl Holding for Cards {
    fn name(&self) -> &'static str {
        "people.cards"
    }

    fn purpose(&self) -> &'static str {
        "account"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let cards = store::cards(r.tx(), person.into()).await?.into_iter();
            let shown = |c: store::HeldCard| json!({ "code": c.code, "issued_at": c.issued_at, "revoked_at": c.revoked_at });
            Ok(cards.map(shown).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        let now = w.now();
        Box::pin(store::blank_cards(w.tx(), person.into(), now))
    }

    /// The cards that work no more; the one that does stays, since each person has one.
    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async move {
            if from.district() != to.district() {
                return Ok(vec![]);
            }
            let cards = store::cards(w.tx(), from.into()).await?.into_iter();
            let old = cards.filter(|c| c.revoked_at.is_some()).map(|c| c.id);
            let moved: Vec<AnyId> =
                old.filter(|id| rows.is_none_or(|only| only.contains(id))).collect();
            store::move_cards(w.tx(), from.into(), to.into(), &moved).await?;
            Ok(moved)
        })
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(store::blank_old_cards(w.tx(), before, EXPIRED_ROWS))
    }
}

/// When and how a person signed in.
pub(crate) struct SignIns;

impl Holding for SignIns {
    fn name(&self) -> &'static str {
        "people.sign_ins"
    }

    fn purpose(&self) -> &'static str {
        "sign_in"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let all = store::sign_ins(r.tx(), person.into()).await?.into_iter();
            let shown = |s: store::HeldSignIn| {
                json!({
                    "kind": s.kind, "started_at": s.started_at, "last_seen_at": s.last_seen_at,
                    "ended_at": s.ended_at,
                })
            };
            Ok(all.map(shown).collect())
        })
    }

    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: AnyId) -> Held<'a, u64> {
        Box::pin(store::delete_sign_ins(w.tx(), person.into()))
    }

    /// Sign-ins end with the record they were for.
    fn repoint<'a>(
        &'a self,
        _: &'a mut Write<'_>,
        _: AnyId,
        _: AnyId,
        _: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async { Ok(vec![]) })
    }

    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64> {
        Box::pin(store::delete_old_sign_ins(w.tx(), before, EXPIRED_ROWS))
    }
}
