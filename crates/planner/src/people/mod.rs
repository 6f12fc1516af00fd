//! Where people live, by age.
//!
//! Read from a table, from points and polygons (GeoJSON), or from a raster (GeoTIFF). Points are homes
//! as they are; polygons and cells are *areas*, whose people are spread onto the streets inside them.
//! Whatever is done with them, the number of people stays the same to the person.
mod ages;
mod areas;
mod binary;
mod columns;
mod inside;
mod raster;
mod rounding;
mod rows;
mod shapes;
mod spread;
mod table;

pub use ages::AgeGroup;
pub use areas::{Area, Areas, Shape};
pub use spread::spread;

use crate::{Bounds, Error, LonLat, Result};
use std::io::Read as _;
use std::path::Path;

/// No region is known.
pub const NOWHERE: u32 = u32::MAX;
/// Unpacked, a file may not be larger.
const LARGEST: u64 = 1 << 30;

/// Homes with the people in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Ascending, not overlapping. Without ages in the source there is one, of everyone.
    pub groups: Vec<AgeGroup>,
    pub at: Vec<LonLat>,
    /// Of home `h` in group `g`: `counts[h * groups.len() + g]`.
    pub counts: Vec<u32>,
    /// Of each home, an index into `regions` or [`NOWHERE`].
    pub region: Vec<u32>,
    pub regions: Vec<String>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Those whose home is a point.
    pub people: People,
    /// Those known by polygon or cell only; of the same groups and regions.
    pub areas: Areas,
    pub remarks: Remarks,
}

/// What a reader of the file should know.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remarks {
    /// Rows, features or cells read.
    pub rows: u64,
    /// Rows, features or cells nobody lives in (after rounding); left out.
    pub empty: u64,
    /// Fields without a number, taken as nobody.
    pub blank: u64,
    /// Cells of a raster without data.
    pub nodata: u64,
    /// Counts that were not whole; rounded so that their sum is right to the person.
    pub fractions: u64,
    /// Areas without a residential street inside; their people stay at the middle.
    pub without_streets: u64,
    pub people_without_streets: u64,
}

impl People {
    pub fn len(&self) -> usize {
        self.at.len()
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    pub fn total(&self) -> u64 {
        self.counts.iter().map(|n| u64::from(*n)).sum()
    }

    /// People of the groups that begin at 60 or later (the elders of domain statistics).
    pub fn elders(&self) -> u64 {
        (0..self.len()).map(|home| self.elders_of(home)).sum()
    }

    /// By group.
    pub fn of(&self, home: usize) -> &[u32] {
        let groups = self.groups.len();
        self.counts.get(home * groups..(home + 1) * groups).unwrap_or(&[])
    }

    pub fn people_of(&self, home: usize) -> u64 {
        self.of(home).iter().map(|n| u64::from(*n)).sum()
    }

    pub fn elders_of(&self, home: usize) -> u64 {
        let of = self.of(home).iter().zip(&self.groups);
        of.filter(|(_, group)| group.is_elder()).map(|(n, _)| u64::from(*n)).sum()
    }

    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.at.iter().copied())
    }

    /// Refuses people who all live elsewhere than these streets: the usual causes are swapped columns
    /// and the wrong file.
    pub fn check_within(&self, streets: Bounds) -> Result<()> {
        // Half a degree around: people at the edge are left to snapping, which tells how far they are.
        const AROUND: i64 = 5_000_000;
        let within = |lon: i32, lat: i32| {
            let in_range = |x: i32, from: i32, to: i32| {
                (i64::from(from) - AROUND..=i64::from(to) + AROUND).contains(&i64::from(x))
            };
            in_range(lon, streets.southwest.lon, streets.northeast.lon)
                && in_range(lat, streets.southwest.lat, streets.northeast.lat)
        };
        let Some(first) = self.at.first() else { return Ok(()) };
        if self.at.iter().any(|at| within(at.lon, at.lat)) {
            return Ok(());
        }
        let hint = match self.at.iter().any(|at| within(at.lat, at.lon)) {
            true => "longitude and latitude are swapped",
            false => "give the people of this city, in WGS 84 degrees",
        };
        let (lon, lat) = (first.lon_degrees(), first.lat_degrees());
        let why = format!(
            "none of {} homes is near the streets (first: {lon} {lat}); {hint}",
            self.len()
        );
        Err(Error::value("people", why))
    }

    /// Checks what code may rely on: lengths, order of groups, regions.
    pub(crate) fn check(&self) -> Result<()> {
        ages::check(&self.groups)?;
        areas::check_table(self.len(), &self.groups, &self.counts, &self.region, &self.regions)
    }
}

/// Reads a file by what is in it: table, GeoJSON, GeoTIFF, own binary form, each also packed by gzip.
pub fn read(path: &Path) -> Result<Read> {
    let bytes = std::fs::read(path)
        .map_err(|error| Error::File { path: path.to_owned(), why: error.to_string() })?;
    read_bytes(&bytes)
}

pub fn read_bytes(bytes: &[u8]) -> Result<Read> {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    match bytes {
        [0x1F, 0x8B, ..] => read_bytes(&unpacked(bytes)?),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => raster::read(bytes),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => {
            Err(Error::data("people", "file", "is UTF-16 text; save it as UTF-8"))
        }
        _ if binary::is(bytes) => Read::load(bytes),
        _ if start.starts_with(b"{") => shapes::read(start),
        _ if start.is_empty() => Err(Error::data("people", "file", "is empty")),
        _ => table::read(start),
    }
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut plain = vec![];
    let packed = |why: String| Error::data("people", "gzip", why);
    flate2::read::GzDecoder::new(bytes)
        .take(LARGEST + 1)
        .read_to_end(&mut plain)
        .map_err(|error| packed(error.to_string()))?;
    match plain.as_slice() {
        [0x1F, 0x8B, ..] => Err(packed("is packed twice; unpack it once".to_owned())),
        _ if plain.len() as u64 > LARGEST => Err(packed("is over 1 GiB unpacked".to_owned())),
        _ => Ok(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_another_place_are_refused() {
        let at = |lon, lat| LonLat::degrees(lon, lat).unwrap();
        let streets = Bounds { southwest: at(113.0, 34.0), northeast: at(114.0, 35.0) };
        let at_home = |lon, lat| People { at: vec![at(lon, lat)], ..People::default() };
        assert!(at_home(113.5, 34.9).check_within(streets).is_ok());
        assert!(at_home(114.3, 34.9).check_within(streets).is_ok());
        let sea = at_home(0.0, 0.0).check_within(streets).unwrap_err().to_string();
        assert!(sea.contains("none of 1 homes") && !sea.contains("swapped"), "{sea}");
        let streets = Bounds { southwest: at(-51.3, -30.2), northeast: at(-51.0, -29.9) };
        let swapped = at_home(-30.1, -51.2).check_within(streets).unwrap_err().to_string();
        assert!(swapped.contains("swapped"), "{swapped}");
    }
}
