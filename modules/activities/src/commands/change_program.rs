use super::add_program::shown;
use crate::dates;
use crate::model::{ProgramFields, ProgramId, SignUpTimes};
use crate::permissions;
use crate::reasons;
use crate::record::{ProgramAt, ProgramRecord};
use crate::store;
use crate::targets;
use crate::views::Program;
use lianxin_kernel::{Command, Error, FieldCode, Permission, Read, Result, Write};
use lianxin_web::read_value;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Change some fields of a program. Coming sessions follow in what concerns signing up; time and
/// place of each are changed one by one, since people have planned for them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeProgram {
    pub program: ProgramId,
    /// The version that was read.
    pub version: i64,
    /// Field by field what is new; `null` empties a field.
    pub fields: Map<String, Value>,
}

impl Command for ChangeProgram {
    const NAME: &'static str = "activities.change_program";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = ProgramAt;
    type Out = Program;

    async fn target(&self, r: &mut Read<'_>) -> Result<ProgramAt> {
        targets::program(r.tx(), self.program).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ProgramAt) -> Result<Program> {
        if at.program.version != self.version {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        let before = at.program.fields.clone();
        let fields = merged(&before, &self.fields)?;
        dates::check_fields(w.tx(), &at.center, &fields).await?;
        // Places of a kind that sessions were not made with can't appear under those who signed up.
        if fields.sign_up_needed != before.sign_up_needed {
            return Err(Error::field("sign_up_needed", FieldCode::Wrong));
        }
        if fields.mode != before.mode {
            return Err(Error::field("mode", FieldCode::Wrong));
        }
        let program = ProgramRecord { fields, ..at.program };
        let now = w.now();
        if !store::program::update(w.tx(), &program, now).await? {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        let program = ProgramRecord { version: program.version + 1, ..program };
        follow(w, &before, &program).await?;
        shown(w, program).await
    }
}

/// The fields with what is new laid over them (RFC 7396).
fn merged(before: &ProgramFields, new: &Map<String, Value>) -> Result<ProgramFields> {
    let Value::Object(mut fields) = serde_json::to_value(before).map_err(Error::internal)? else {
        return Err(Error::internal("the fields of a program are no object"));
    };
    for (name, value) in new {
        match fields.get_mut(name) {
            Some(field) => *field = value.clone(),
            None => return Err(Error::field(name.as_str(), FieldCode::Unknown)),
        }
    }
    read_value(Value::Object(fields))
}

/// Brings the rules of coming sessions in line.
async fn follow(w: &mut Write<'_>, before: &ProgramFields, program: &ProgramRecord) -> Result<()> {
    let (now, fields) = (w.now(), &program.fields);
    if !fields.sign_up_needed {
        return Ok(());
    }
    let rules = dates::rules(w, fields);
    let times_differ = before.sign_up_opens_days != fields.sign_up_opens_days
        || before.sign_up_closes_minutes != fields.sign_up_closes_minutes;
    for session in store::session::of_program(w.tx(), program.id, Some(now), 1000).await? {
        if session.cancelled {
            continue;
        }
        if times_differ {
            let times = SignUpTimes::of(fields, session.starts_at, w.zone());
            let closes = Some(times.closes_at);
            let subject = session.id.0;
            lianxin_seats::reschedule(w, subject, times.opens_at, closes, session.ends_at).await?;
        }
        for pool in lianxin_seats::pools_of_subject(w.tx(), session.id.0).await? {
            let way = crate::assemble::way_of(&pool.label);
            if pool.rules != rules {
                lianxin_seats::set_rules(w, pool.id, rules).await?;
            }
            // Only what the editor changed: a session may have been given its own number.
            if before.capacity(way) != fields.capacity(way) {
                lianxin_seats::resize(w, pool.id, fields.capacity(way)).await?;
            }
        }
    }
    Ok(())
}
