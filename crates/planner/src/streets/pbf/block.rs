//! A block of points and ways (`PrimitiveBlock` of osmformat.proto).
use super::wire::{Parsed, Value, Wire};
use crate::LonLat;
use crate::streets::barriers::barrier;
use crate::streets::network::Network;
use crate::streets::tags::{Key, Tags, way};
use crate::streets::{Barrier, Reason};

struct Block<'a> {
    strings: Vec<&'a [u8]>,
    /// Beside `strings`: those that are keys we look at.
    keys: Vec<Option<Key>>,
    /// Nanodegrees to a unit of position, and where positions start from.
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

/// Adds what is in a block.
pub(super) fn read(bytes: &[u8], into: &mut Network) -> Parsed<()> {
    let mut block =
        Block { strings: vec![], keys: vec![], granularity: 100, lat_offset: 0, lon_offset: 0 };
    let mut groups = vec![];
    let mut wire = Wire(bytes);
    while let Some((field, value)) = wire.field()? {
        match (field, value) {
            (1, Value::Bytes(table)) => block.strings(table)?,
            (2, Value::Bytes(group)) => groups.push(group),
            (17, Value::Number(n)) => block.granularity = n.cast_signed(),
            (19, Value::Number(n)) => block.lat_offset = n.cast_signed(),
            (20, Value::Number(n)) => block.lon_offset = n.cast_signed(),
            _ => {}
        }
    }
    let mut tags = Tags::default();
    for group in groups {
        let mut wire = Wire(group);
        while let Some((field, value)) = wire.field()? {
            match (field, value) {
                (1, Value::Bytes(node)) => block.node(node, &mut tags, into)?,
                (2, Value::Bytes(nodes)) => block.dense(nodes, &mut tags, into)?,
                (3, Value::Bytes(way)) => block.way(way, &mut tags, into)?,
                _ => {}
            }
        }
    }
    Ok(())
}

impl<'a> Block<'a> {
    fn strings(&mut self, table: &'a [u8]) -> Parsed<()> {
        let mut wire = Wire(table);
        while let Some((field, value)) = wire.field()? {
            if let (1, Value::Bytes(string)) = (field, value) {
                self.strings.push(string);
                self.keys.push(Key::named(string));
            }
        }
        Ok(())
    }

    fn tag(&self, key: u64, value: u64, tags: &mut Tags) -> Parsed<()> {
        let string = |n: u64| usize::try_from(n).ok().filter(|n| *n < self.strings.len());
        let (Some(key), Some(value)) = (string(key), string(value)) else {
            return Err("a tag names a string that is not there");
        };
        if let Some(key) = self.keys[key] {
            tags.set(key, self.strings[value]);
        }
        Ok(())
    }

    fn tags(&self, keys: &[u8], values: &[u8], tags: &mut Tags) -> Parsed<()> {
        tags.clear();
        let (mut keys, mut values) = (Wire(keys), Wire(values));
        while !keys.is_empty() {
            self.tag(keys.varint()?, values.varint()?, tags)?;
        }
        Ok(())
    }

    fn point(&self, number: i64, lat: i64, lon: i64, tags: &Tags, into: &mut Network) {
        let fixed = |offset: i64, value: i64| {
            let nano = i128::from(offset) + i128::from(self.granularity) * i128::from(value);
            i32::try_from((nano + 50).div_euclid(100)).ok()
        };
        let on_earth = |lon: i32, lat: i32| lon.abs() <= 1_800_000_000 && lat.abs() <= 900_000_000;
        match (fixed(self.lon_offset, lon), fixed(self.lat_offset, lat)) {
            (Some(lon), Some(lat)) if on_earth(lon, lat) => {
                into.points.push((number, LonLat { lon, lat }));
            }
            _ => into.remarks.note(Reason::PointsOffEarth),
        }
        if tags.any() {
            let stands = barrier(tags);
            if stands != Barrier::None {
                into.barriers.push((number, stands));
            }
        }
    }

    fn node(&self, bytes: &[u8], tags: &mut Tags, into: &mut Network) -> Parsed<()> {
        let (mut number, mut lat, mut lon) = (0, 0, 0);
        let (mut keys, mut values) = (&[][..], &[][..]);
        let mut wire = Wire(bytes);
        let signed = |n: u64| (n >> 1).cast_signed() ^ -(n & 1).cast_signed();
        while let Some((field, value)) = wire.field()? {
            match (field, value) {
                (1, Value::Number(n)) => number = signed(n),
                (2, Value::Bytes(list)) => keys = list,
                (3, Value::Bytes(list)) => values = list,
                (8, Value::Number(n)) => lat = signed(n),
                (9, Value::Number(n)) => lon = signed(n),
                _ => {}
            }
        }
        self.tags(keys, values, tags)?;
        self.point(number, lat, lon, tags, into);
        Ok(())
    }

    fn dense(&self, bytes: &[u8], tags: &mut Tags, into: &mut Network) -> Parsed<()> {
        let none = Wire(&[]);
        let (mut numbers, mut lats, mut lons, mut pairs) = (none, none, none, none);
        let mut wire = Wire(bytes);
        while let Some((field, value)) = wire.field()? {
            match (field, value) {
                (1, Value::Bytes(list)) => numbers = Wire(list),
                (8, Value::Bytes(list)) => lats = Wire(list),
                (9, Value::Bytes(list)) => lons = Wire(list),
                (10, Value::Bytes(list)) => pairs = Wire(list),
                _ => {}
            }
        }
        let (mut number, mut lat, mut lon) = (0i64, 0i64, 0i64);
        while !numbers.is_empty() {
            // A sum out of range is off the earth, or a number no way names.
            number = number.wrapping_add(numbers.signed()?);
            lat = lat.wrapping_add(lats.signed()?);
            lon = lon.wrapping_add(lons.signed()?);
            tags.clear();
            while !pairs.is_empty() {
                match pairs.varint()? {
                    0 => break,
                    key => self.tag(key, pairs.varint()?, tags)?,
                }
            }
            self.point(number, lat, lon, tags, into);
        }
        if lats.is_empty() && lons.is_empty() { Ok(()) } else { Err("points and positions differ") }
    }

    fn way(&self, bytes: &[u8], tags: &mut Tags, into: &mut Network) -> Parsed<()> {
        let (mut keys, mut values, mut stops) = (&[][..], &[][..], Wire(&[]));
        let mut wire = Wire(bytes);
        while let Some((field, value)) = wire.field()? {
            match (field, value) {
                (2, Value::Bytes(list)) => keys = list,
                (3, Value::Bytes(list)) => values = list,
                (8, Value::Bytes(list)) => stops = Wire(list),
                _ => {}
            }
        }
        self.tags(keys, values, tags)?;
        match way(tags) {
            None => {}
            Some(Err(reason)) => into.remarks.note(reason),
            Some(Ok(kind)) => {
                let (mut number, mut count) = (0i64, 0u32);
                while !stops.is_empty() {
                    number = number.wrapping_add(stops.signed()?);
                    into.stops.push(number);
                    count += 1; // A block has at most 32 MiB.
                }
                into.ways.push((kind, count));
            }
        }
        Ok(())
    }
}
