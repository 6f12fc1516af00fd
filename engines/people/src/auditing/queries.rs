use super::model::{AuditChain, AuditEntry, AuditPerson};
use super::permissions::AUDIT;
use crate::model::{PersonId, PersonRef};
use data_encoding::HEXLOWER;
use lianxin_db::Id;
use lianxin_kernel::{
    AuditFilter, AuditLine, Cursor, Date, Error, FieldCode, Kind, KindOf, Limit, Page, Permission,
    Purpose, Query, Read, Result, Scope, TimeOfDay, Timestamp, audit_head, audit_lines,
};
use lianxin_places::RegionId;
use serde::Deserialize;
use std::collections::HashMap;
use utoipa::IntoParams;

/// Which lines are looked for; all that are given must fit.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AuditAsked {
    /// The district, or a region it lies in.
    #[param(required = true)]
    pub place: Option<RegionId>,
    /// Who acted.
    pub who: Option<PersonId>,
    /// Whom it concerned.
    pub about: Option<PersonId>,
    /// The beginning of the name of what was done: `people.` for all of the module.
    #[param(max_length = 80)]
    pub what: Option<String>,
    pub purpose: Option<Purpose>,
    /// From this day on.
    pub from: Option<Date>,
    /// To this day, included.
    pub until: Option<Date>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// The lines of the audit of a district, newest first.
pub struct ListAudit(pub AuditAsked);

impl Query for ListAudit {
    const NAME: &'static str = "people.list_audit";
    const NEEDS: Permission = AUDIT;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<AuditEntry>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        upper_scope(r, self.0.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Page<AuditEntry>> {
        let asked = &self.0;
        let limit = Limit::new(asked.limit)?;
        if asked.what.as_ref().is_some_and(|what| what.len() > 80) {
            return Err(Error::field("what", FieldCode::TooLong));
        }
        let zone = r.zone().clone();
        let midnight = |day: Date| zone.at(day, TimeOfDay::MIDNIGHT);
        let before = match Cursor::parse(asked.after.as_deref(), 2)? {
            None => None,
            Some(cursor) => {
                let unknown = || Error::field("after", FieldCode::Unknown);
                let text: String = cursor.part(1)?;
                let id = KindOf::parse("aud", &text).ok_or_else(unknown)?;
                Some((Timestamp(cursor.part(0)?), id))
            }
        };
        let filter = AuditFilter {
            who: asked.who.map(Kind::id),
            about: asked.about.map(Kind::id),
            what: asked.what.clone(),
            purpose: asked.purpose,
            from: asked.from.map(midnight),
            until: asked.until.map(|day| midnight(day.plus_days(1))),
            before,
            ..AuditFilter::default()
        };
        let lines = audit_lines(r.tx(), at.district, &filter, limit.with_one_more()).await?;
        let page = Page::cut(lines, limit, |line| {
            vec![line.at.0.to_string(), KindOf::show("aud", line.id)]
        });
        let named = page.items.iter().flat_map(|line| [line.who, line.behalf]).flatten();
        let ids: Vec<PersonId> = named.map(PersonId::from).collect();
        let known = crate::queries::persons(r.tx(), &ids).await?;
        let names: HashMap<Id, PersonRef> = known.into_iter().map(|p| (p.id.id(), p)).collect();
        let Page { items, next } = page;
        Ok(Page { items: items.into_iter().map(|line| entry(line, &names)).collect(), next })
    }
}

fn entry(line: AuditLine, names: &HashMap<Id, PersonRef>) -> AuditEntry {
    let person = |id: Id| {
        let name = names.get(&id).map(|p| p.name.clone());
        AuditPerson { person: id.into(), name }
    };
    AuditEntry {
        id: KindOf::show("aud", line.id),
        at: line.at,
        who: line.who.map(person),
        behalf: line.behalf.map(person),
        actor: line.actor,
        what: line.what,
        target: line.target.map(|id| KindOf::show("id", id)),
        purpose: line.purpose,
        notes: serde_json::from_str(&line.notes).unwrap_or_default(),
        request: line.request,
    }
}

/// How far the chain of a district's audit has come.
pub struct ShowAuditChain {
    pub place: Option<RegionId>,
}

impl Query for ShowAuditChain {
    const NAME: &'static str = "people.show_audit_chain";
    const NEEDS: Permission = AUDIT;
    type Target = Scope;
    type Out = AuditChain;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        upper_scope(r, self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<AuditChain> {
        let (links, hash, waiting) = audit_head(r.tx(), at.district).await?;
        let last_hash = (!hash.is_empty()).then(|| HEXLOWER.encode(&hash));
        Ok(AuditChain { links, waiting, last_hash })
    }
}

/// The audit is one for the whole district, so a right to it holds from there upward only.
async fn upper_scope(r: &mut Read<'_>, place: Option<RegionId>) -> Result<Scope> {
    let place = place.ok_or_else(|| Error::field("place", FieldCode::Required))?;
    let path = lianxin_places::upper_path(r.tx(), place).await?;
    if path.is_empty() {
        return Err(Error::field("place", FieldCode::Unknown));
    }
    Ok(Scope::district(place.id().district()).at(path).on(place))
}
