use super::Marked;
use crate::rights::mac::{mac, trusted};
use crate::rights::model::{RoleRow, RoleStatus, Roles};
use lianxin_db::{DbError, FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{App, Error, Names, Result, Role, Timestamp};
use std::collections::HashMap;

impl FromRow for Marked<RoleRow> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let names: Option<Names> = match row.get::<Option<Json>>("name")? {
            None => None,
            Some(Json(text)) => {
                let wrong =
                    |e: serde_json::Error| DbError::Driver(format!("a role's name: {e}").into());
                Some(serde_json::from_str(&text).map_err(wrong)?)
            }
        };
        let role = RoleRow {
            role: row.get("role")?,
            names,
            above: row.get("above")?,
            status: row.get("status")?,
            version: row.get("version")?,
            added: vec![],
            removed: vec![],
        };
        Ok(Self { row: role, mac: row.get("mac")? })
    }
}

struct Right {
    role: Role,
    permission: String,
    added: bool,
}

impl FromRow for Right {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let (role, permission) = (row.get("role")?, row.get("permission")?);
        Ok(Self { role, permission, added: row.get("added")? })
    }
}

/// All roles that can be given. One that does not fit gives nothing, also a role of the program:
/// what was taken from it is not known.
pub async fn roles(tx: &mut Tx, app: &App) -> Result<Roles> {
    let rows = all(tx).await?.into_iter().map(|f| {
        let (role, version) = (f.row.role, f.row.version);
        let nothing =
            || RoleRow { version, status: RoleStatus::Retired, ..RoleRow::built_in(role) };
        trusted(app, f.row, &f.mac).unwrap_or_else(nothing)
    });
    Ok(Roles::of(rows.collect()))
}

/// What the installation says of roles, fitting or not.
pub async fn all(tx: &mut Tx) -> Result<Vec<Marked<RoleRow>>> {
    let rows: Vec<Marked<RoleRow>> =
        tx.all(stmt!("select role, name, above, status, version, mac from people_role")).await?;
    let rights: Vec<Right> = tx
        .all(stmt!("select role, permission, added from people_role_right order by permission"))
        .await?;
    let mut of: HashMap<Role, (Vec<String>, Vec<String>)> = HashMap::new();
    for right in rights {
        let (added, removed) = of.entry(right.role).or_default();
        if right.added { added } else { removed }.push(right.permission);
    }
    let full = |mut f: Marked<RoleRow>| {
        (f.row.added, f.row.removed) = of.remove(&f.row.role).unwrap_or_default();
        f
    };
    Ok(rows.into_iter().map(full).collect())
}

/// Marks a row anew.
pub async fn mark(tx: &mut Tx, app: &App, row: &RoleRow) -> Result<()> {
    let q = stmt!("update people_role set mac = $2 where role = $1");
    tx.run(q.bind(row.role).bind(mac(app, row))).await?;
    Ok(())
}

/// Writes a role as it shall be. `row.version` is the new one; says whether nobody was faster.
pub async fn put(
    tx: &mut Tx,
    app: &App,
    row: &RoleRow,
    by: Option<Id>,
    now: Timestamp,
) -> Result<bool> {
    let names = match &row.names {
        None => None,
        Some(names) => Some(Json(serde_json::to_string(names).map_err(Error::internal)?)),
    };
    let q = stmt!(
        "insert into people_role (role, name, above, status, version, changed_at, changed_by, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (role) do update set name = excluded.name, above = excluded.above,
           status = excluded.status, version = excluded.version,
           changed_at = excluded.changed_at, changed_by = excluded.changed_by, mac = excluded.mac
         where people_role.version = $5 - 1"
    );
    let q = q.bind(row.role).bind(names).bind(row.above).bind(row.status).bind(row.version);
    if tx.run(q.bind(now).bind(by).bind(mac(app, row))).await? != 1 {
        return Ok(false);
    }
    tx.run(stmt!("delete from people_role_right where role = $1").bind(row.role)).await?;
    let added = row.added.iter().map(|p| (p, true));
    for (permission, added) in added.chain(row.removed.iter().map(|p| (p, false))) {
        let q =
            stmt!("insert into people_role_right (role, permission, added) values ($1, $2, $3)");
        tx.run(q.bind(row.role).bind(permission).bind(added)).await?;
    }
    Ok(true)
}
