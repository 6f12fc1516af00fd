use crate::{FromRow, Result, Row, Timestamp};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// One forward step of one module's tables. Once released, its text never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    pub module: &'static str,
    /// From 1 on, without gaps, within its module.
    pub number: u32,
    pub name: &'static str,
    /// One text for both engines; see [`crate::render`].
    pub text: &'static str,
}

impl Migration {
    /// From a file named `0001_name.sql`; another name does not compile. Called by [`crate::migrations!`].
    pub const fn from_file(module: &'static str, file: &'static str, text: &'static str) -> Self {
        let bytes = file.as_bytes();
        assert!(bytes.len() > 9 && bytes[4] == b'_', "a migration is named 0001_name.sql");
        let (number, rest) = file.split_at(4);
        let (_, rest) = rest.split_at(1);
        let (name, end) = rest.split_at(rest.len() - 4);
        let mut at = 0;
        let mut value = 0;
        while at < number.len() {
            assert!(bytes[at].is_ascii_digit(), "a migration is named 0001_name.sql");
            value = value * 10 + (bytes[at] - b'0') as u32;
            at += 1;
        }
        assert!(matches!(end.as_bytes(), b".sql"), "a migration is named 0001_name.sql");
        Self { module, number: value, name, text }
    }

    /// SHA-256 of the text as written, so it is the same on both engines and both kinds of line ends.
    pub fn checksum(&self) -> String {
        let text = self.text.replace("\r\n", "\n");
        HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
    }
}

/// A migration that was applied to a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    pub module: String,
    pub number: u32,
    pub name: String,
    pub checksum: String,
    pub at: Timestamp,
}

impl FromRow for Applied {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            module: row.get("module")?,
            number: row.get::<i64>("number")? as u32,
            name: row.get("name")?,
            checksum: row.get("checksum")?,
            at: row.get("at")?,
        })
    }
}

/// The migrations of a module from its folder `migrations/`, in order:
/// `pub const MIGRATIONS: &[Migration] = migrations!("places", "0001_regions.sql", "0002_rooms.sql");`
#[macro_export]
macro_rules! migrations {
    ($module:literal $(, $file:literal)+ $(,)?) => {{
        const ALL: &[$crate::Migration] = &[$($crate::Migration::from_file(
            $module,
            $file,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $file)),
        )),+];
        ALL
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_number_and_name() {
        let m = Migration::from_file("places", "0012_rooms_tree.sql", "x\r\ny");
        assert_eq!((m.module, m.number, m.name), ("places", 12, "rooms_tree"));
        let unix = Migration { text: "x\ny", ..m };
        assert_eq!(m.checksum(), unix.checksum());
        let other = Migration { text: "x\nz", ..m };
        assert_ne!(m.checksum(), other.checksum());
    }
}
