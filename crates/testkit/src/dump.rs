//! Everything that is stored, for tests that look for what should not be there.
use crate::Test;
use lianxin_db::schema::{Table, describe};
use lianxin_db::{DbError, FromRow, Row, sql};
use std::path::PathBuf;

struct Cell(Option<String>);

impl FromRow for Cell {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        row.get("v").map(Self)
    }
}

impl Test {
    /// Every value of every table, `table.column: value`; bytes in upper-case hexadecimal.
    pub async fn dump(&self) -> Vec<String> {
        let mut lines = vec![];
        let schema = describe(self.app.db()).await.expect("a schema");
        for table in &schema.tables {
            for column in &table.columns {
                for value in self.values(table, &column.name, &column.kind).await {
                    lines.push(format!("{}.{}: {value}", table.name, column.name));
                }
            }
        }
        lines
    }

    async fn values(&self, table: &Table, column: &str, kind: &str) -> Vec<String> {
        let hex = kind == "blob" && self.app.db().is_sqlite();
        let cell = match hex {
            true => format!("hex(\"{column}\")"),
            false => format!("cast(\"{column}\" as text)"),
        };
        // A statement's text lives as long as the program; a test program is short.
        let text: &'static str = format!("select {cell} as v from \"{}\"", table.name).leak();
        let read = async |tx: &mut lianxin_db::Tx| tx.all::<Cell>(sql(text)).await;
        let cells: Vec<Cell> = self.app.db().read::<_, DbError>(read).await.expect("a table");
        let values = cells.into_iter().filter_map(|c| c.0);
        let bytes = |v: String| v.strip_prefix("\\x").map(str::to_uppercase).unwrap_or(v);
        values.map(bytes).collect()
    }

    /// Where one of these words is stored: as text, as text written with `\u` in JSON, or in bytes.
    pub async fn traces(&self, words: &[&str]) -> Vec<String> {
        let forms: Vec<String> = words.iter().flat_map(|word| forms(word)).collect();
        let dump = self.dump().await.into_iter();
        dump.filter(|line| forms.iter().any(|form| line.contains(form.as_str()))).collect()
    }

    /// The files of a SQLite database with their bytes; none on PostgreSQL. Close the database before,
    /// so that its log is in the file.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let Some(folder) = &self._dir else {
            return vec![];
        };
        let entries = std::fs::read_dir(folder.path()).expect("the folder of the database");
        let paths = entries.map(|entry| entry.expect("a file").path());
        paths.map(|path| (path.clone(), std::fs::read(&path).expect("a readable file"))).collect()
    }
}

fn forms(word: &str) -> Vec<String> {
    let hex: String = word.bytes().map(|b| format!("{b:02X}")).collect();
    let escaped: String = word.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    vec![word.to_owned(), hex, escaped]
}
