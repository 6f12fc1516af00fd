use super::{Remarks, Streets, geojson, pbf, xml};
use crate::{Error, Result};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

/// Streets, and what became of the rest of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub streets: Streets,
    pub remarks: Remarks,
}

/// What a file may take before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes, after unpacking.
    pub bytes: u64,
    /// Points of the map and points of its walked ways, together; about 16 bytes of memory each.
    pub points: u64,
}

impl Default for Limits {
    /// 4 GiB and 300 million points: a country.
    fn default() -> Self {
        Self { bytes: 4 << 30, points: 300_000_000 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Streets,
    Pbf,
    Xml,
    Json,
    Gzip,
}

const FORMATS: &str = "known are .osm.pbf, .osm, .osm.gz, .geojson, .geojson.gz and .streets";
/// What the first bytes must hold for `Format::of` to tell.
const FIRST: usize = 16;

impl Format {
    fn of(bytes: &[u8]) -> Result<Self> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [] => Err(unknown("it is empty")),
            [0x1f, 0x8b, ..] => Ok(Self::Gzip),
            [b'B', b'Z', b'h', ..] => Err(unknown("it is packed with bzip2; unpack it first")),
            [b'P', b'K', 3, 4, ..] => Err(unknown("it is a zip archive; unpack it first")),
            _ if bytes.starts_with(b"SQLite format 3") => {
                Err(unknown("it is a database (GeoPackage?); export its lines as GeoJSON"))
            }
            _ if bytes.starts_with(Streets::MAGIC) => Ok(Self::Streets),
            [0, 0, _, _, 0x0a, ..] => Ok(Self::Pbf),
            _ => match text.first() {
                Some(b'<') => Ok(Self::Xml),
                Some(b'{') => Ok(Self::Json),
                _ => Err(unknown("the format is not known")),
            },
        }
    }
}

fn unknown(why: &str) -> Error {
    Error::data("streets", "first bytes", format!("{why}; {FORMATS}"))
}

/// Streets from a file; what it is, its content says, whatever its name.
pub fn read(path: &Path) -> Result<Read> {
    let failed = |why: String| Error::File { path: path.to_owned(), why };
    let file = File::open(path).map_err(|e| failed(e.to_string()))?;
    stream(Box::new(BufReader::with_capacity(1 << 16, file)), &Limits::default(), false)
        .map_err(|e| failed(e.to_string()))
}

/// Streets from the bytes of a file, within the usual limits.
pub fn read_bytes(bytes: &[u8]) -> Result<Read> {
    read_bytes_within(bytes, &Limits::default())
}

/// Streets from the bytes of a file.
pub fn read_bytes_within(bytes: &[u8], limits: &Limits) -> Result<Read> {
    match Format::of(bytes)? {
        Format::Gzip | Format::Xml => stream(Box::new(bytes), limits, false),
        _ if bytes.len() as u64 > limits.bytes => Err(too_big(limits)),
        format => whole(format, bytes, limits),
    }
}

fn whole(format: Format, bytes: &[u8], limits: &Limits) -> Result<Read> {
    match format {
        Format::Pbf => pbf::read(bytes, limits),
        Format::Json => geojson::read(bytes, limits),
        _ => Ok(Read { streets: Streets::load(bytes)?, remarks: Remarks::default() }),
    }
}

/// Reads what comes, one layer of gzip unpacked.
fn stream(mut source: Box<dyn BufRead + '_>, limits: &Limits, unpacked: bool) -> Result<Read> {
    let broken = |e: io::Error| Error::data("streets", "reading", e);
    let mut first = Vec::with_capacity(FIRST);
    source.by_ref().take(FIRST as u64).read_to_end(&mut first).map_err(broken)?;
    let format = Format::of(&first)?;
    let mut source = Capped { source: first.chain(source), left: limits.bytes };
    match format {
        Format::Gzip if unpacked => Err(unknown("it is packed twice; unpack it first")),
        Format::Gzip => stream(Box::new(BufReader::new(MultiGzDecoder::new(source))), limits, true),
        Format::Xml => xml::read(source, limits),
        format => {
            let mut bytes = vec![];
            source.read_to_end(&mut bytes).map_err(broken)?;
            whole(format, &bytes, limits)
        }
    }
}

fn too_big(limits: &Limits) -> Error {
    Error::value("streets", over(limits.bytes))
}

fn over(bytes: u64) -> String {
    format!(
        "larger than the {bytes} bytes allowed; cut the map to the district and its surroundings"
    )
}

/// Ends with an error, not with a cut, where more comes than is allowed: a small packed file can hold
/// any amount.
struct Capped<R> {
    source: R,
    left: u64,
}

impl<R: BufRead> io::Read for Capped<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Capped<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let from = self.source.fill_buf()?;
        if self.left == 0 && !from.is_empty() {
            return Err(io::Error::other("larger than allowed; cut the map to the district"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        Ok(&from[..from.len().min(most)])
    }

    fn consume(&mut self, count: usize) {
        self.left -= count as u64;
        self.source.consume(count);
    }
}

#[cfg(test)]
mod tests;
