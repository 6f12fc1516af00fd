//! People in a table: text with a header, separated by comma, semicolon, tab or bar.
use super::Read;
use super::columns::{Columns, listed};
use super::rows::{Place, Rows, number};
use crate::{Error, LonLat, Result};

pub(super) fn read(bytes: &[u8]) -> Result<Read> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        let why =
            "is not UTF-8 text; save the table as CSV UTF-8 (a spreadsheet may have used GBK)";
        return Err(Error::data("people", format!("line {line}"), why));
    }
    let delimiter = delimiter(bytes);
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let names: Vec<String> =
        table.headers().map_err(fault)?.iter().map(|name| name.trim().to_owned()).collect();
    let columns = Columns::of(&names)?;
    let (Some(lon), Some(lat)) = (columns.lon, columns.lat) else {
        let why = format!("lon and lat (经度, 纬度) are needed; found {}", listed(&names));
        return Err(Error::data("people", "columns", why));
    };
    let mut rows = Rows::new(columns.recipe.clone());
    for record in table.records() {
        let record = record.map_err(fault)?;
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let at = || format!("line {line}");
        let degrees = |column: usize| {
            let text = record.get(column).unwrap_or_default().trim();
            let text = if delimiter == b',' { text.to_owned() } else { text.replace(',', ".") };
            text.parse::<f64>().map_err(|_| {
                let (name, text) = (&names[column], text.chars().take(40).collect::<String>());
                Error::data("people", at(), format!("{name} is {text:?}; degrees are expected"))
            })
        };
        let home = LonLat::degrees(degrees(lon)?, degrees(lat)?)
            .map_err(|error| Error::data("people", at(), error))?;
        let region = columns.region.and_then(|column| record.get(column));
        let people = |c: usize| number(record.get(c).unwrap_or_default(), at, &names[c]);
        rows.add(Place::Point(home), region, people, at)?;
    }
    rows.done()
}

/// The one that separates most of the header.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in bytes.iter().take_while(|b| **b != b'\n') {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && byte == delimiter);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

fn fault(error: csv::Error) -> Error {
    let at = error.position().map_or_else(|| "table".to_owned(), |p| format!("line {}", p.line()));
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Error::data("people", at, format!("{len} fields where the header has {expected_len}"))
        }
        _ => Error::data("people", at, error),
    }
}

#[cfg(test)]
mod tests {
    use crate::people::{NOWHERE, read_bytes};

    fn error(text: &str) -> String {
        read_bytes(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_table_is_read_by_names() {
        let text = "\u{FEFF}街道;经度;纬度;总人口;60岁以上\n花园路;113,65;34,77;100;20\n;113.66;34.78;50.5;0.5\n;113,6;34,7;;\n";
        let read = read_bytes(text.as_bytes()).unwrap();
        assert_eq!(read.people.groups.len(), 2);
        assert_eq!(read.people.counts, [80, 20, 50, 1]);
        assert_eq!(read.people.region, [0, NOWHERE]);
        assert_eq!(read.people.regions, ["花园路"]);
        assert_eq!((read.people.total(), read.people.elders()), (151, 21));
        assert_eq!((read.remarks.rows, read.remarks.empty), (3, 1));
        for delimiter in [",", "\t", "|"] {
            let text = format!("lon{delimiter}lat{delimiter}people\n1{delimiter}2{delimiter}3\n\n");
            assert_eq!(read_bytes(text.as_bytes()).unwrap().people.total(), 3);
        }
    }

    #[test]
    fn faults_name_the_line_and_the_way_out() {
        assert!(error("a,b,c\n1,2,3\n").contains("found a, b, c"));
        assert!(error("population\n5\n").contains("lon and lat"));
        assert!(error("lon,lat,people\n1,2,3\n1,2,NaN\n").contains("line 3: people is NaN"));
        assert!(error("lon,lat,people\n1,2,inf\n").contains("line 2"));
        assert!(error("lon,lat,people\n1,2,-3\n").contains("fewer than none"));
        assert!(error("lon,lat,people\n1,2,many\n").contains("a number of people is expected"));
        assert!(error("lon;lat;people\n1;2;1,234\n").contains("without separators"));
        assert!(error("lon,lat,people\n34.7,113.6,5\n").contains("swapped"));
        assert!(error("lon,lat,people\n,113.6,5\n").contains("degrees are expected"));
        assert!(error("lon,lat,people\n1,2\n").contains("2 fields where the header has 3"));
        assert!(error("lon,lat,total,60+\n1,2,5,9\n").contains("parts are more than their whole"));
        assert!(error("lon,lat,people\n").contains("no rows"));
        assert!(error("  \n").contains("empty"));
        let gbk = [b"lon,lat,people\n1,2,3\n".as_slice(), &[0xD6, 0xD0]].concat();
        assert!(read_bytes(&gbk).unwrap_err().to_string().contains("line 3: is not UTF-8"));
    }
}
