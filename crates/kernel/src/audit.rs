use crate::trace::Trace;
use crate::{Actor, Keyring, Purpose, Result, Timestamp};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};

/// One line of the audit: who did what to which thing, when, for what, on which request.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    pub id: Id,
    pub at: Timestamp,
    /// The person who acted; `None` for the program itself.
    pub who: Option<Id>,
    /// In whose name, when acting for another.
    pub behalf: Option<Id>,
    /// `person`, or the name of the part of the program.
    pub actor: String,
    /// The name of the command or query.
    pub what: String,
    pub target: Option<Id>,
    /// The command with secrets masked; `{}` for a query.
    pub input: String,
    pub purpose: Option<Purpose>,
    /// What the act noted, a JSON object: `outcome`, `own_household`.
    pub notes: String,
    pub request: Option<String>,
}

impl FromRow for AuditLine {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            who: row.get("who")?,
            behalf: row.get("behalf")?,
            actor: row.get("actor")?,
            what: row.get("what")?,
            target: row.get("target")?,
            input: row.get("input")?,
            purpose: row.get("purpose")?,
            notes: row.get("notes")?,
            request: row.get("request")?,
        })
    }
}

impl AuditLine {
    /// The mark that goes stale when the line is changed.
    pub(crate) fn mac(&self, keys: &Keyring) -> Vec<u8> {
        self.marked(|parts| keys.mac("kernel_audit", parts))
    }

    pub(crate) fn is_as_written(&self, keys: &Keyring, mac: &[u8]) -> bool {
        self.marked(|parts| keys.fits("kernel_audit", mac, parts))
    }

    fn marked<T>(&self, then: impl FnOnce(&[&[u8]]) -> T) -> T {
        fn part(id: Option<&Id>) -> &[u8] {
            id.map(|id| id.as_bytes().as_slice()).unwrap_or_default()
        }
        then(&[
            self.id.as_bytes(),
            &self.at.0.to_be_bytes(),
            part(self.who.as_ref()),
            part(self.behalf.as_ref()),
            self.actor.as_bytes(),
            self.what.as_bytes(),
            part(self.target.as_ref()),
            self.input.as_bytes(),
            self.purpose.map(Purpose::code).unwrap_or_default().as_bytes(),
            self.notes.as_bytes(),
            self.request.as_deref().unwrap_or_default().as_bytes(),
        ])
    }
}

pub(crate) struct Entry<'a> {
    pub id: Id,
    pub at: Timestamp,
    pub actor: &'a Actor,
    pub what: &'static str,
    pub target: Option<Id>,
    pub input: String,
    pub purpose: Option<Purpose>,
    pub trace: &'a Trace,
    pub request: Option<&'a str>,
}

pub(crate) async fn write(tx: &mut Tx, keys: &Keyring, entry: Entry<'_>) -> Result<()> {
    let Entry { id, at, actor, what, target, input, purpose, trace, request } = entry;
    let line = AuditLine {
        id,
        at,
        who: actor.who(),
        behalf: actor.behalf(),
        actor: match actor {
            Actor::Person(_) => "person".to_owned(),
            Actor::System(part) => (*part).to_owned(),
        },
        what: what.to_owned(),
        target,
        input,
        purpose,
        notes: trace.notes(),
        request: request.map(str::to_owned),
    };
    let mac = line.mac(keys);
    let district = i64::from(id.district());
    let q = stmt!(
        "insert into kernel_audit
           (district, id, at, who, behalf, actor, what, target, input, purpose, notes, request, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let q = q.bind(district).bind(id).bind(at).bind(line.who).bind(line.behalf).bind(line.actor);
    let q = q.bind(line.what).bind(target).bind(line.input).bind(purpose).bind(line.notes);
    tx.run(q.bind(line.request).bind(mac)).await?;
    for subject in trace.subjects() {
        let q = stmt!(
            "insert into kernel_audit_subject (district, subject, at, line) values ($1, $2, $3, $4)"
        );
        tx.run(q.bind(district).bind(subject).bind(at).bind(id)).await?;
    }
    let q = stmt!("insert into kernel_audit_waiting (district, line, at) values ($1, $2, $3)");
    tx.run(q.bind(district).bind(id).bind(at)).await?;
    Ok(())
}

/// Which lines of the audit are looked for; all that are given must fit.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub who: Option<Id>,
    pub behalf: Option<Id>,
    /// Whom it concerned.
    pub about: Option<Id>,
    pub target: Option<Id>,
    /// The beginning of the name of what was done: `people.` for a whole module.
    pub what: Option<String>,
    pub purpose: Option<Purpose>,
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Only lines older than this one: for the next page.
    pub before: Option<(Timestamp, Id)>,
}

/// The newest lines of a district, newest first.
pub async fn audit_lines(
    tx: &mut Tx,
    district: u16,
    filter: &AuditFilter,
    most: i64,
) -> Result<Vec<AuditLine>> {
    let q = stmt!(
        "select id, at, who, behalf, actor, what, target, input, purpose, notes, request
         from kernel_audit where district = $1"
    );
    let mut q = q.bind(i64::from(district)).push_if(" and who = ", filter.who);
    q = q.push_if(" and behalf = ", filter.behalf).push_if(" and target = ", filter.target);
    q = q.push_if(" and purpose = ", filter.purpose).push_if(" and at >= ", filter.from);
    q = q.push_if(" and at < ", filter.until);
    if let Some(about) = filter.about {
        q = q.push(" and id in (select s.line from kernel_audit_subject s where s.district = $1");
        q = q.push_bind(" and s.subject = ", about).push(")");
    }
    if let Some(what) = &filter.what {
        let start = what.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        q = q.push_bind(" and lower(what) like lower(", format!("{start}%")).push(") escape '!'");
    }
    if let Some((at, id)) = filter.before {
        q = q.push_bind(" and (at < ", at).push_bind(" or (at = ", at);
        q = q.push_bind(" and id < ", id).push("))");
    }
    Ok(tx.all(q.push(" order by at desc, id desc").push_bind(" limit ", most)).await?)
}

/// The lines that concern a person and somebody else's doing, newest first: who looked at my record.
/// From every district, as people are served wherever they go.
pub async fn audit_lines_about(
    tx: &mut Tx,
    person: Id,
    before: Option<Timestamp>,
    most: i64,
) -> Result<Vec<AuditLine>> {
    let q = stmt!(
        "/* every district: people are served wherever they go */
         select a.id, a.at, a.who, a.behalf, a.actor, a.what, a.target, a.input, a.purpose,
           a.notes, a.request
         from kernel_audit_subject s
         join kernel_audit a on a.district = s.district and a.id = s.line
         where s.subject = $1"
    );
    let q = q.bind(person).push_if(" and s.at < ", before);
    Ok(tx.all(q.push(" order by s.at desc, s.line desc").push_bind(" limit ", most)).await?)
}
