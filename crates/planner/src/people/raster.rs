//! People in a GeoTIFF: one number a cell, in degrees.
use super::areas::{Area, Shape};
use super::{AgeGroup, Areas, NOWHERE, People, Read, Remarks, rounding, rows};
use crate::{Error, LonLat, Result};
use placed::Placed;
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

mod placed;

/// Cells of a raster; a country at 100 m has 2·10⁹, a province a tenth of it.
const MOST_CELLS: u64 = 400_000_000;
/// Cells people live in.
const MOST_AREAS: usize = 20_000_000;
/// Fractions are rounded within squares of so many cells, so that people stay where they are.
const BLOCK: u32 = 16;

type Tiff<'a> = Decoder<Cursor<&'a [u8]>>;

pub(super) fn fault(why: impl ToString) -> Error {
    Error::data("people", "GeoTIFF", why)
}

pub(super) fn read(bytes: &[u8]) -> Result<Read> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = 128 << 20;
    limits.intermediate_buffer_size = 128 << 20;
    let mut tiff = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let (width, height) = tiff.dimensions().map_err(fault)?;
    if u64::from(width) * u64::from(height) > MOST_CELLS {
        return Err(fault(format!(
            "{width} x {height} cells; cut it to the city, {MOST_CELLS} are read"
        )));
    }
    if width == 0 || height == 0 {
        return Err(fault("has no cells"));
    }
    let samples: Option<u32> = tiff.find_tag_unsigned(Tag::SamplesPerPixel).map_err(fault)?;
    if samples.is_some_and(|n| n != 1) {
        let why = format!("{} numbers a cell; give a raster with one", samples.unwrap_or(0));
        return Err(fault(why));
    }
    let placed = Placed::of(&mut tiff)?;
    placed.check(width, height)?;
    let nodata = nodata(&mut tiff)?;
    let mut remarks = Remarks { rows: u64::from(width) * u64::from(height), ..Remarks::default() };
    let cells = cells(&mut tiff, (width, height), nodata, &mut remarks)?;
    areas(&cells, width, &placed, remarks)
}

/// The number that says there is none.
fn nodata(tiff: &mut Tiff<'_>) -> Result<Option<f64>> {
    let Some(value) = tiff.find_tag(Tag::GdalNodata).map_err(fault)? else { return Ok(None) };
    let text = value.into_string().map_err(fault)?;
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    match text.parse() {
        Ok(n) => Ok(Some(n)),
        Err(_) => Err(fault(format!(
            "nodata is {:?}, not a number",
            text.chars().take(40).collect::<String>()
        ))),
    }
}

/// Inhabited ones: row, column, people; ascending.
fn cells(
    tiff: &mut Tiff<'_>,
    (width, height): (u32, u32),
    nodata: Option<f64>,
    remarks: &mut Remarks,
) -> Result<Vec<(u32, u32, f64)>> {
    let (wide, tall) = tiff.chunk_dimensions();
    if wide == 0 || tall == 0 {
        return Err(fault("has tiles of no size"));
    }
    let across = width.div_ceil(wide);
    let mut cells = vec![];
    for chunk in 0..across.saturating_mul(height.div_ceil(tall)) {
        let (wide_here, _) = tiff.chunk_data_dimensions(chunk);
        let numbers = numbers(tiff.read_chunk(chunk).map_err(fault)?)?;
        let (left, top) = ((chunk % across) * wide, (chunk / across) * tall);
        for (i, n) in (0u32..).zip(&numbers) {
            let (row, column) = (top + i / wide_here.max(1), left + i % wide_here.max(1));
            if row >= height || column >= width {
                continue;
            }
            if n.is_nan() || nodata.is_some_and(|nodata| same(*n, nodata)) {
                remarks.nodata += 1;
            } else if *n < 0.0 || *n > rows::MOST {
                let why =
                    format!("cell {column},{row} has {n} people; declare it as nodata, or mend it");
                return Err(fault(why));
            } else if *n > 0.0 {
                remarks.fractions += u64::from(n.fract() > 0.0);
                cells.push((row, column, *n));
            } else {
                remarks.empty += 1;
            }
        }
        if cells.len() > MOST_AREAS {
            return Err(fault(format!("over {MOST_AREAS} inhabited cells; cut it to the city")));
        }
    }
    cells.sort_unstable_by_key(|(row, column, _)| (*row, *column));
    Ok(cells)
}

/// Nodata is written in decimals: it equals a sample when they are the same `f32` too.
fn same(sample: f64, nodata: f64) -> bool {
    sample == nodata || (sample as f32 == nodata as f32 && f64::from(sample as f32) == sample)
}

fn numbers(samples: DecodingResult) -> Result<Vec<f64>> {
    fn wide<T: Into<f64>>(samples: Vec<T>) -> Vec<f64> {
        samples.into_iter().map(Into::into).collect()
    }
    Ok(match samples {
        DecodingResult::U8(samples) => wide(samples),
        DecodingResult::U16(samples) => wide(samples),
        DecodingResult::U32(samples) => wide(samples),
        DecodingResult::I8(samples) => wide(samples),
        DecodingResult::I16(samples) => wide(samples),
        DecodingResult::I32(samples) => wide(samples),
        DecodingResult::F32(samples) => wide(samples),
        DecodingResult::F64(samples) => samples,
        // Over 2^53 is no number of people and faults later; below, nothing is lost.
        DecodingResult::U64(samples) => samples.into_iter().map(|n| n as f64).collect(),
        DecodingResult::I64(samples) => samples.into_iter().map(|n| n as f64).collect(),
        DecodingResult::F16(_) => {
            return Err(fault("has 16-bit floats; write it with 32-bit ones"));
        }
    })
}

fn areas(
    cells: &[(u32, u32, f64)],
    width: u32,
    placed: &Placed,
    mut remarks: Remarks,
) -> Result<Read> {
    let across = width.div_ceil(BLOCK);
    let mut blocks: Vec<u32> =
        cells.iter().map(|(r, c, _)| r / BLOCK * across + c / BLOCK).collect();
    let mut known = blocks.clone();
    known.sort_unstable();
    known.dedup();
    for block in &mut blocks {
        *block = known.binary_search(block).map_or(0, |i| i as u32);
    }
    let values: Vec<f64> = cells.iter().map(|(.., n)| *n).collect();
    let counts = rounding::whole(&values, &blocks, known.len());
    let groups = vec![AgeGroup::EVERYONE];
    let mut areas = Areas { groups: groups.clone(), ..Areas::default() };
    for ((row, column, _), count) in cells.iter().zip(counts) {
        if count == 0 {
            remarks.empty += 1;
            continue;
        }
        let (a, b) = (placed.corner(*column, *row)?, placed.corner(column + 1, row + 1)?);
        let southwest = LonLat { lon: a.lon.min(b.lon), lat: a.lat.min(b.lat) };
        let northeast = LonLat { lon: a.lon.max(b.lon), lat: a.lat.max(b.lat) };
        let half = |a: i32, b: i32| ((i64::from(a) + i64::from(b)) / 2) as i32;
        let middle = LonLat { lon: half(a.lon, b.lon), lat: half(a.lat, b.lat) };
        areas.areas.push(Area { shape: Shape::Cell { southwest, northeast }, middle });
        areas.counts.push(count);
        areas.region.push(NOWHERE);
    }
    Ok(Read { people: People { groups, ..People::default() }, areas, remarks })
}
