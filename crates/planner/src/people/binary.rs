//! The compact form populations are kept in: little-endian, after a mark with the version.
use super::areas::{Area, Areas, Shape};
use super::{AgeGroup, People, Read, Remarks};
use crate::{Error, LonLat, Result};

const MARK: &[u8; 8] = b"LXPEOP\x00\x01";

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&MARK[..7])
}

impl People {
    pub fn save(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        save_people(self, &mut out);
        out
    }

    pub fn load(bytes: &[u8]) -> Result<Self> {
        Read::load(bytes).map(|read| read.people)
    }
}

impl Read {
    /// With areas that are not spread yet; remarks are not kept.
    pub fn save(&self) -> Vec<u8> {
        let mut out = self.people.save();
        put(&mut out, self.areas.areas.len());
        for area in &self.areas.areas {
            put_place(&mut out, area.middle);
            match &area.shape {
                Shape::Cell { southwest, northeast } => {
                    put(&mut out, 0);
                    put_place(&mut out, *southwest);
                    put_place(&mut out, *northeast);
                }
                Shape::Rings(rings) => {
                    put(&mut out, rings.len());
                    for ring in rings {
                        put(&mut out, ring.len());
                        ring.iter().for_each(|at| put_place(&mut out, *at));
                    }
                }
            }
        }
        put_table(&mut out, &self.areas.counts, &self.areas.region);
        out
    }

    pub fn load(bytes: &[u8]) -> Result<Self> {
        let Some(rest) = bytes.strip_prefix(MARK) else {
            let why = match is(bytes) {
                true => "was written by another version; read it from its source again",
                false => "is not a saved population",
            };
            return Err(Error::data("people", "file", why));
        };
        let mut from = Source(rest);
        let people = load_people(&mut from)?;
        let mut areas = Areas {
            groups: people.groups.clone(),
            regions: people.regions.clone(),
            ..Areas::default()
        };
        if !from.0.is_empty() {
            let n = from.count(12)?;
            for _ in 0..n {
                areas.areas.push(from.area()?);
            }
            (areas.counts, areas.region) = from.table(n, areas.groups.len())?;
        }
        people.check()?;
        areas.check()?;
        Ok(Self { people, areas, remarks: Remarks::default() })
    }
}

fn save_people(people: &People, out: &mut Vec<u8>) {
    put(out, people.groups.len());
    for group in &people.groups {
        out.extend([group.from, group.to.unwrap_or(u8::MAX)]);
    }
    put(out, people.regions.len());
    for name in &people.regions {
        put(out, name.len());
        out.extend(name.as_bytes());
    }
    put(out, people.len());
    people.at.iter().for_each(|at| put_place(out, *at));
    put_table(out, &people.counts, &people.region);
}

fn load_people(from: &mut Source<'_>) -> Result<People> {
    let mut people = People::default();
    for _ in 0..from.count(2)? {
        let [first, last] = from.take::<2>()?;
        people.groups.push(AgeGroup { from: first, to: (last < u8::MAX).then_some(last) });
    }
    for _ in 0..from.count(4)? {
        let n = from.count(1)?;
        let (name, rest) = from.0.split_at(n);
        from.0 = rest;
        let name = std::str::from_utf8(name).map_err(|_| broken("a name is not text"))?;
        people.regions.push(name.to_owned());
    }
    let homes = from.count(8)?;
    for _ in 0..homes {
        people.at.push(from.place()?);
    }
    (people.counts, people.region) = from.table(homes, people.groups.len())?;
    Ok(people)
}

/// Lengths are below 2^32: what is saved came from files of at most 1 GiB.
fn put(out: &mut Vec<u8>, n: usize) {
    out.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_place(out: &mut Vec<u8>, at: LonLat) {
    out.extend(at.lon.to_le_bytes());
    out.extend(at.lat.to_le_bytes());
}

fn put_table(out: &mut Vec<u8>, counts: &[u32], region: &[u32]) {
    counts.iter().chain(region).for_each(|n| out.extend(n.to_le_bytes()));
}

fn broken(why: &str) -> Error {
    Error::data("people", "saved population", format!("{why}; read it from its source again"))
}

struct Source<'a>(&'a [u8]);

impl Source<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) =
            self.0.split_first_chunk::<N>().ok_or_else(|| broken("ends too early"))?;
        self.0 = rest;
        Ok(*taken)
    }

    /// How many follow, each of at least `size` bytes: never more than there are.
    fn count(&mut self, size: usize) -> Result<usize> {
        let n = u32::from_le_bytes(self.take()?) as usize;
        match n.checked_mul(size).is_some_and(|bytes| bytes <= self.0.len()) {
            true => Ok(n),
            false => Err(broken("ends too early")),
        }
    }

    fn place(&mut self) -> Result<LonLat> {
        let (lon, lat) = (i32::from_le_bytes(self.take()?), i32::from_le_bytes(self.take()?));
        match lon.unsigned_abs() <= 1_800_000_000 && lat.unsigned_abs() <= 900_000_000 {
            true => Ok(LonLat { lon, lat }),
            false => Err(broken("a place is not on earth")),
        }
    }

    fn area(&mut self) -> Result<Area> {
        let middle = self.place()?;
        let rings = self.count(4)?;
        if rings == 0 {
            let (southwest, northeast) = (self.place()?, self.place()?);
            return Ok(Area { shape: Shape::Cell { southwest, northeast }, middle });
        }
        let ring =
            |from: &mut Self| (0..from.count(8)?).map(|_| from.place()).collect::<Result<Vec<_>>>();
        let rings = (0..rings).map(|_| ring(self)).collect::<Result<Vec<_>>>()?;
        Ok(Area { shape: Shape::Rings(rings), middle })
    }

    /// Counts and regions of so many rows.
    fn table(&mut self, rows: usize, groups: usize) -> Result<(Vec<u32>, Vec<u32>)> {
        let fits = (groups + 1).checked_mul(rows * 4).is_some_and(|bytes| bytes <= self.0.len());
        if !fits {
            return Err(broken("ends too early"));
        }
        let mut numbers = |n: usize| {
            (0..n).map(|_| self.take().map(u32::from_le_bytes)).collect::<Result<Vec<u32>>>()
        };
        Ok((numbers(rows * groups)?, numbers(rows)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::read_bytes;

    const TEXT: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"0-59":5,"60+":2,"region":"花园路"},"geometry":{"type":"Point","coordinates":[1,2]}},
        {"type":"Feature","properties":{"0-59":9},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#;

    #[test]
    fn what_is_saved_comes_back() {
        let read = read_bytes(TEXT.as_bytes()).unwrap();
        let back = read_bytes(&read.save()).unwrap();
        assert_eq!((&back.people, &back.areas), (&read.people, &read.areas));
        assert_eq!(People::load(&read.people.save()).unwrap(), read.people);
    }

    #[test]
    fn broken_forms_are_refused() {
        let saved = read_bytes(TEXT.as_bytes()).unwrap().save();
        for end in 0..saved.len() {
            if let Ok(read) = Read::load(&saved[..end]) {
                assert!(read.areas.areas.is_empty(), "cut at {end}");
            }
        }
        for at in 8..saved.len() {
            let mut changed = saved.clone();
            changed[at] ^= 0xFF;
            if let Ok(read) = Read::load(&changed) {
                assert_eq!(read.people.counts.len(), read.people.len() * read.people.groups.len());
            }
        }
        assert!(Read::load(b"LXPEOP\x00\x02").unwrap_err().to_string().contains("another version"));
    }
}
