//! OpenStreetMap's packed form (`.osm.pbf`): blobs, each packed on its own, so they are unpacked side
//! by side. Read by hand: we need a few fields of it, and none of its dates and authors.
mod block;
mod wire;

#[cfg(test)]
mod tests;

use super::network::Network;
use super::{Limits, Read};
use crate::{Error, Result};
use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use wire::{Fault, Parsed, Value, Wire};

/// The format allows no larger blob header, and no larger blob once unpacked.
const HEADER: usize = 64 << 10;
const BLOB: usize = 32 << 20;

const FEATURES: &[&[u8]] = &[b"OsmSchema-V0.6", b"DenseNodes"];

struct Blob<'a> {
    /// Where in the file, for messages.
    at: usize,
    kind: &'a [u8],
    bytes: &'a [u8],
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Read> {
    let blobs = blobs(bytes)?;
    let data = match blobs.split_first() {
        Some((first, data)) if first.kind == b"OSMHeader" => {
            first.fallible(unpacked(first).and_then(|bytes| header(&bytes)))?;
            data
        }
        _ => return Err(Error::data("PBF", "byte 0", "there is no OSMHeader at its start")),
    };
    let (size, points) = (AtomicU64::new(0), AtomicU64::new(0));
    let parts: Vec<Network> = data
        .par_iter()
        .filter(|blob| blob.kind == b"OSMData")
        .map(|blob| {
            let bytes = blob.fallible(unpacked(blob))?;
            let mut part = Network::default();
            let before = size.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            if before + bytes.len() as u64 > limits.bytes {
                return Err(too_big("bytes", limits.bytes));
            }
            blob.fallible(block::read(&bytes, &mut part))?;
            if points.fetch_add(part.size(), Ordering::Relaxed) + part.size() > limits.points {
                return Err(too_big("points", limits.points));
            }
            Ok(part)
        })
        .collect::<Result<_>>()?;
    let mut all = Network::default();
    for part in parts {
        all.join(part);
    }
    all.finish()
}

fn too_big(field: &'static str, limit: u64) -> Error {
    Error::value(field, format!("more than the {limit} allowed; cut the map to the district"))
}

impl Blob<'_> {
    fn fallible<T>(&self, result: Parsed<T>) -> Result<T> {
        result.map_err(|why| Error::data("PBF", format_args!("blob at byte {}", self.at), why))
    }
}

fn blobs(bytes: &[u8]) -> Result<Vec<Blob<'_>>> {
    let mut blobs = vec![];
    let mut at = 0;
    while at < bytes.len() {
        let mut blob = Blob { at, kind: &[], bytes: &[] };
        let end = next(bytes, at, &mut blob);
        at = blob.fallible(end)?;
        blobs.push(blob);
    }
    Ok(blobs)
}

/// Fills in the blob that starts here; where the next one does.
fn next<'a>(bytes: &'a [u8], at: usize, blob: &mut Blob<'a>) -> Parsed<usize> {
    const SHORT: Fault = "the file is cut short; fetch it again";
    let (length, rest) = bytes[at..].split_first_chunk::<4>().ok_or(SHORT)?;
    let length = u32::from_be_bytes(*length) as usize;
    if length > HEADER {
        return Err("its header is too long");
    }
    let (head, rest) = rest.split_at_checked(length).ok_or(SHORT)?;
    let mut size = None;
    let mut wire = Wire(head);
    while let Some((field, value)) = wire.field()? {
        match (field, value) {
            (1, Value::Bytes(kind)) => blob.kind = kind,
            (3, Value::Number(n)) => size = usize::try_from(n).ok().filter(|n| *n <= BLOB),
            _ => {}
        }
    }
    let size = size.ok_or("its header says no size up to 32 MiB")?;
    blob.bytes = rest.get(..size).ok_or(SHORT)?;
    Ok(at + 4 + length + size)
}

/// What a blob holds; at most 32 MiB.
fn unpacked<'a>(blob: &Blob<'a>) -> Parsed<Cow<'a, [u8]>> {
    let mut size = None;
    let mut packed = None;
    let mut wire = Wire(blob.bytes);
    while let Some((field, value)) = wire.field()? {
        match (field, value) {
            (1, Value::Bytes(raw)) => return Ok(Cow::Borrowed(raw)),
            (2, Value::Number(n)) => size = usize::try_from(n).ok().filter(|n| *n <= BLOB),
            (3, Value::Bytes(zlib)) => packed = Some(zlib),
            (4..=7, Value::Bytes(_)) => return Err("it is not packed with zlib; repack the file"),
            _ => {}
        }
    }
    let packed = packed.ok_or("it is empty")?;
    let size = size.ok_or("it says no size up to 32 MiB")?;
    let mut bytes = Vec::with_capacity(size);
    let status = Decompress::new(true).decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
    match status {
        Ok(Status::StreamEnd) if bytes.len() == size => Ok(Cow::Owned(bytes)),
        _ => Err("it does not unpack to what it says; fetch the file again"),
    }
}

fn header(bytes: &[u8]) -> Parsed<()> {
    let mut wire = Wire(bytes);
    while let Some((field, value)) = wire.field()? {
        match (field, value) {
            (4, Value::Bytes(feature)) if feature == b"HistoricalInformation" => {
                return Err("it holds old versions too; take a file of the present");
            }
            (4, Value::Bytes(feature)) if !FEATURES.contains(&feature) => {
                return Err("it requires a feature that is not known here");
            }
            _ => {}
        }
    }
    Ok(())
}
