//! A list as it comes: a table of text.
use calamine::{Data, DataRef, Reader, Xlsx};
use lianxin_kernel::{Error, FieldCode, Result};
use std::io::{Cursor, Read};

/// How large a list may be.
pub(crate) const MOST_LINES: usize = 100_000;
pub(crate) const MOST_BYTES: usize = 10 * 1024 * 1024;
/// What a packed list may unpack to: a few kilobytes can say terabytes.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
const MOST_FILES: usize = 500;
const MOST_COLUMNS: usize = 30;
const MOST_CELL: usize = 500;

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// In UTF-8, or GB 18030 as spreadsheets of the mainland write it.
    Csv,
    /// The first sheet counts.
    Xlsx,
}

/// The cells of a list. The first line under the heading is line 2.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    pub heading: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads a list; one that is too large, or packed to unfold into one, is refused.
pub(crate) fn read_sheet(format: Format, bytes: &[u8]) -> Result<Sheet> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::TooLarge(format!("a list has at most {MOST_BYTES} bytes; split it")));
    }
    match format {
        Format::Csv => from_csv(&decoded(bytes)?),
        Format::Xlsx => from_xlsx(bytes),
    }
}

fn decoded(bytes: &[u8]) -> Result<String> {
    let unreadable = || Error::field("file", FieldCode::WrongType);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(|t| t.into_owned()).ok_or_else(unreadable)
}

pub(crate) fn from_csv(text: &str) -> Result<Sheet> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Error::field("file", FieldCode::WrongType))?;
        sheet.push(at + 1, record.iter().map(str::to_owned).collect())?;
    }
    sheet.whole()
}

fn from_xlsx(bytes: &[u8]) -> Result<Sheet> {
    let unreadable = |_| Error::field("file", FieldCode::WrongType);
    unpacks(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let name = book.sheet_names().into_iter().next();
    let name = name.ok_or_else(|| Error::field("file", FieldCode::Required))?;
    let mut sheet = Sheet::default();
    // Cell by cell: a whole range is as large as its corners say, and those say what they like.
    let mut cells = book.worksheet_cells_reader(&name).map_err(unreadable)?;
    let (mut at, mut line) = (0, vec![]);
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row != at {
            sheet.push(number(at), std::mem::take(&mut line))?;
            at = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err(too_wide());
        }
        line.resize(line.len().max(column + 1), String::new());
        if let Some(place) = line.get_mut(column) {
            *place = text;
        }
    }
    sheet.push(number(at), line)?;
    // Empty cells at the end of a line are not written down by spreadsheets.
    let width = sheet.heading.len();
    for (_, row) in &mut sheet.rows {
        row.resize(row.len().max(width), String::new());
    }
    sheet.whole()
}

/// Lines are counted from one.
fn number(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX - 1) + 1
}

fn too_wide() -> Error {
    Error::TooLarge(format!("a list has at most {MOST_COLUMNS} columns"))
}

/// Unpacks every file and throws it away: sizes a packed file tells of itself may be lies.
fn unpacks(bytes: &[u8]) -> Result<()> {
    let unreadable = || Error::field("file", FieldCode::WrongType);
    let bomb = || Error::TooLarge("a list unpacks to at most 128 MiB in 500 files".into());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    if archive.len() > MOST_FILES {
        return Err(bomb());
    }
    let mut left = MOST_UNPACKED;
    for n in 0..archive.len() {
        let file = archive.by_index(n).map_err(|_| unreadable())?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|_| unreadable())?;
        left = left.checked_sub(read).ok_or_else(bomb)?;
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Int(n) => n.to_string(),
        // A phone in a column of numbers.
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        Data::Float(n) => n.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => String::new(),
    }
}

impl Sheet {
    /// The first line that is not empty is the heading.
    fn push(&mut self, number: usize, cells: Vec<String>) -> Result<()> {
        if cells.len() > MOST_COLUMNS {
            return Err(too_wide());
        }
        if cells.iter().all(|c| c.trim().is_empty()) {
            return Ok(());
        }
        if cells.iter().any(|c| c.chars().count() > MOST_CELL) {
            return Err(Error::TooLarge(format!(
                "line {number}: a cell has at most {MOST_CELL} characters"
            )));
        }
        if self.heading.is_empty() {
            self.heading = cells;
            return Ok(());
        }
        if self.rows.len() >= MOST_LINES {
            let why = format!("a list has at most {MOST_LINES} lines; split it");
            return Err(Error::TooLarge(why));
        }
        self.rows.push((number, cells));
        Ok(())
    }

    /// A list without a heading is none.
    fn whole(self) -> Result<Self> {
        if self.heading.is_empty() {
            return Err(Error::field("heading", FieldCode::Required));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write as _;

    #[test]
    fn csv_is_read_in_both_encodings() {
        let text = "姓名,手机\n王丽,13812342071\n\n ,\n";
        let expected = vec![(2, vec!["王丽".to_owned(), "13812342071".to_owned()])];
        assert_eq!(read_sheet(Format::Csv, text.as_bytes()).unwrap().rows, expected);
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        assert_eq!(read_sheet(Format::Csv, &bytes).unwrap().rows, expected);
        assert!(read_sheet(Format::Csv, &[0xFF, 0xFF, b'\n']).is_err());
        assert!(read_sheet(Format::Csv, b"").is_err());
    }

    #[test]
    fn too_much_is_refused() {
        let long = format!("name\n{}", "a\n".repeat(MOST_LINES + 1));
        let wide = "a,".repeat(MOST_COLUMNS + 1);
        let cell = format!("name\n{}", "x".repeat(MOST_CELL + 1));
        for text in [long, wide, cell] {
            assert!(matches!(from_csv(&text), Err(Error::TooLarge(_))));
        }
        let bytes = vec![b'a'; MOST_BYTES + 1];
        assert!(matches!(read_sheet(Format::Csv, &bytes), Err(Error::TooLarge(_))));
    }

    /// A packed file of these parts.
    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, bytes) in parts {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_packed_bomb_is_refused_before_it_unfolds() {
        let zeros = vec![0; usize::try_from(MOST_UNPACKED).unwrap() + 1];
        let bomb = packed(&[("xl/sharedStrings.xml", &zeros)]);
        assert!(bomb.len() < 1024 * 1024);
        let e = read_sheet(Format::Xlsx, &bomb).unwrap_err();
        assert!(matches!(e, Error::TooLarge(_)), "{e:?}");
        let many: Vec<String> = (0..=MOST_FILES).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), &b""[..])).collect();
        assert!(matches!(read_sheet(Format::Xlsx, &packed(&many)), Err(Error::TooLarge(_))));
    }

    const BOOK: [(&str, &str); 4] = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];

    fn book(rows: &str) -> Vec<u8> {
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        );
        let mut parts: Vec<(&str, &[u8])> = BOOK.iter().map(|(n, b)| (*n, b.as_bytes())).collect();
        parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
        packed(&parts)
    }

    #[test]
    fn a_sheet_is_read_cell_by_cell() {
        let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>手机</t></is></c><c r="C1" t="inlineStr"><is><t>生日</t></is></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>王丽</t></is></c><c r="B3"><v>13812342071</v></c></row>"#;
        let sheet = read_sheet(Format::Xlsx, &book(rows)).unwrap();
        assert_eq!(sheet.heading, ["姓名", "手机", "生日"]);
        let row = ["王丽", "13812342071", ""].map(str::to_owned).to_vec();
        assert_eq!(sheet.rows, [(3, row)]);
        // A cell at the far corner takes no room for all before it.
        let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
        assert!(matches!(read_sheet(Format::Xlsx, &book(far)), Err(Error::TooLarge(_))));
        assert!(read_sheet(Format::Xlsx, b"PK nonsense").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_sheet(Format::Csv, &bytes);
            let _ = read_sheet(Format::Xlsx, &bytes);
        }
    }
}
