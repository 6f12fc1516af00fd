//! Our own file of streets. After [`Streets::MAGIC`]: a version byte, the number of points and of
//! segments (u32, little-endian), a CRC-32 of what follows; then numbers of seven bits a byte, lowest
//! first, the highest bit set on all but the last byte of each:
//! - points: steps of longitude and latitude from the point before, the sign in the lowest bit;
//! - how many points have a barrier, then for each the step of its index times 4 plus the barrier;
//! - segments: the step of `from` times 8 plus the kind, `to` minus `from`, the length.
use super::{Barrier, Segment, Streets, Way};
use crate::{Error, LonLat, Result};
use flate2::Crc;

const VERSION: u8 = 1;
const HEAD: usize = Streets::MAGIC.len() + 1 + 4 + 4 + 4;

type Fault = &'static str;
type Parsed = std::result::Result<Streets, Fault>;

impl Streets {
    /// How a file of streets begins; by custom its name ends in `.streets`.
    pub const MAGIC: &'static [u8] = b"\x89streets";

    /// As a file of streets.
    pub fn save(&self) -> Vec<u8> {
        let mut out =
            Out(Vec::with_capacity(HEAD + 5 * self.points.len() + 7 * self.segments.len()));
        out.0.extend_from_slice(Self::MAGIC);
        out.0.push(VERSION);
        // A segment names its points in 32 bits; more segments than that would take 30 GB.
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        out.0.extend_from_slice(&size(self.points.len()));
        out.0.extend_from_slice(&size(self.segments.len()));
        out.0.extend_from_slice(&[0; 4]);
        let mut last = LonLat::default();
        for at in &self.points {
            out.step(at.lon, last.lon);
            out.step(at.lat, last.lat);
            last = *at;
        }
        let standing = || (0u64..).zip(&self.barriers).filter(|(_, b)| **b != Barrier::None);
        out.number(standing().count() as u64);
        let mut last = 0;
        for (index, barrier) in standing() {
            out.number((index - last) << 2 | *barrier as u64);
            last = index;
        }
        let mut last = 0;
        for segment in &self.segments {
            out.number(u64::from(segment.from - last) << 3 | segment.kind as u64);
            out.number(u64::from(segment.to - segment.from));
            out.number(u64::from(segment.length));
            last = segment.from;
        }
        let sum = checksum(&out.0[HEAD..]);
        out.0[HEAD - 4..HEAD].copy_from_slice(&sum);
        out.0
    }

    /// Streets from such a file. Whatever is wrong with it is an error, and it takes no more memory
    /// than streets of its size can.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        read(bytes).map_err(|why| Error::data("file of streets", "", why))
    }
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

fn read(bytes: &[u8]) -> Parsed {
    const BROKEN: Fault = "it is damaged; read the map again and save it anew";
    let head = bytes.strip_prefix(Streets::MAGIC).ok_or("it does not begin as one")?;
    match head.first() {
        Some(&VERSION) => {}
        Some(_) => return Err("it is of another version; read the map again and save it anew"),
        None => return Err(BROKEN),
    }
    let word = |n: usize| head.get(1 + 4 * n..).and_then(|rest| rest.first_chunk::<4>()).copied();
    let (Some(points), Some(segments), Some(sum)) = (word(0), word(1), word(2)) else {
        return Err(BROKEN);
    };
    let body = &bytes[HEAD..];
    if checksum(body) != sum {
        return Err(BROKEN);
    }
    let (points, segments) = (u32::from_le_bytes(points), u32::from_le_bytes(segments));
    content(body, points, segments).ok_or(BROKEN)
}

fn content(body: &[u8], points: u32, segments: u32) -> Option<Streets> {
    let (size, count) = (points as usize, segments as usize);
    // Two and three bytes are the least they take: nothing is set aside for what cannot be there.
    if body.len() < size.checked_mul(2)?.checked_add(count.checked_mul(3)?)? {
        return None;
    }
    let mut from = In(body);
    let mut streets = Streets {
        points: Vec::with_capacity(size),
        barriers: vec![Barrier::None; size],
        segments: Vec::with_capacity(count),
    };
    let mut at = LonLat::default();
    for _ in 0..size {
        at = LonLat { lon: from.step(at.lon)?, lat: from.step(at.lat)? };
        if at.lon.unsigned_abs() > 1_800_000_000 || at.lat.unsigned_abs() > 900_000_000 {
            return None;
        }
        streets.points.push(at);
    }
    let mut index = 0u32;
    for _ in 0..from.number()? {
        let number = from.number()?;
        index = index.checked_add(u32::try_from(number >> 2).ok()?)?;
        let barrier = match number & 3 {
            1 => Barrier::NoWheels,
            2 => Barrier::Closed,
            _ => return None,
        };
        *streets.barriers.get_mut(index as usize)? = barrier;
    }
    let mut last = (0, 0, None);
    for _ in 0..count {
        let number = from.number()?;
        let start = last.0 + u32::try_from(number >> 3).ok().filter(|step| *step < points)?;
        let end = start.checked_add(from.small()?)?;
        let kind = *Way::ALL.get((number & 7) as usize)?;
        let length = from.small()?;
        let this = (start, end, Some(kind));
        if start >= end || end >= points || this <= last {
            return None;
        }
        last = this;
        streets.segments.push(Segment { from: start, to: end, length, kind });
    }
    from.0.is_empty().then_some(streets)
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn step(&mut self, to: i32, from: i32) {
        let step = i64::from(to) - i64::from(from);
        self.number((step << 1 ^ step >> 63).cast_unsigned());
    }
}

struct In<'a>(&'a [u8]);

impl In<'_> {
    #[inline]
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for (place, byte) in self.0.iter().take(6).enumerate() {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if *byte < 0x80 {
                self.0 = &self.0[place + 1..];
                return Some(number);
            }
        }
        None
    }

    #[inline]
    fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    #[inline]
    fn step(&mut self, from: i32) -> Option<i32> {
        let number = self.number()?;
        let step = (number >> 1).cast_signed() ^ -(number & 1).cast_signed();
        i32::try_from(i64::from(from) + step).ok()
    }
}

#[cfg(test)]
mod tests;
