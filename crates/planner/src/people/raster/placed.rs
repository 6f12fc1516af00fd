use super::{Tiff, fault};
use crate::{LonLat, Result};
use tiff::tags::Tag;

/// Where a raster lies: degrees of the corner of its first cell, and from cell to cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    west: f64,
    north: f64,
    east_by: f64,
    /// Negative where rows go south, as they do.
    north_by: f64,
}

/// Keys of the GeoTIFF directory (OGC 19-008r4, annex B).
const MODEL_TYPE: u32 = 1024;
const RASTER_TYPE: u32 = 1025;
const GEODETIC_SYSTEM: u32 = 2048;
const PROJECTED_SYSTEM: u32 = 3072;

impl Placed {
    pub fn of(tiff: &mut Tiff<'_>) -> Result<Self> {
        let keys = numbers(tiff, Tag::GeoKeyDirectoryTag)?;
        check_system(&keys)?;
        let scale = numbers(tiff, Tag::ModelPixelScaleTag)?;
        let tie = numbers(tiff, Tag::ModelTiepointTag)?;
        let matrix = numbers(tiff, Tag::ModelTransformationTag)?;
        let mut placed = match (scale.as_slice(), tie.as_slice(), matrix.as_slice()) {
            ([x, y, ..], [column, row, _, lon, lat, _], _) => {
                Self { west: lon - column * x, north: lat + row * y, east_by: *x, north_by: -*y }
            }
            (_, _, [x, turned, _, west, turned_too, y, _, north, ..]) => {
                if *turned != 0.0 || *turned_too != 0.0 {
                    return Err(fault("is turned; warp it to rows along parallels (EPSG:4326)"));
                }
                Self { west: *west, north: *north, east_by: *x, north_by: *y }
            }
            _ => {
                return Err(fault(
                    "does not say where it lies (no pixel scale with one tie point)",
                ));
            }
        };
        // Where positions mean the middles of cells, the corner is half a cell before.
        if key(&keys, RASTER_TYPE) == Some(2.0) {
            placed.west -= placed.east_by / 2.0;
            placed.north -= placed.north_by / 2.0;
        }
        Ok(placed)
    }

    /// Refuses what reaches beyond the earth, and cells of no size.
    pub fn check(&self, width: u32, height: u32) -> Result<()> {
        // Less than 1e-6 degrees is a decimeter: places have seven decimals.
        if !(self.east_by >= 1e-6 && self.north_by.abs() >= 1e-6) {
            let why = format!("cells of {} x {} degrees", self.east_by, self.north_by);
            return Err(fault(why));
        }
        self.corner(0, 0)?;
        self.corner(width, height)?;
        Ok(())
    }

    /// The northwest corner of a cell. Worldwide rasters miss the 180th meridian by rounding.
    pub fn corner(&self, column: u32, row: u32) -> Result<LonLat> {
        const ROUNDING: f64 = 1e-6;
        let tidy = |x: f64, most: f64| {
            if x.abs() <= most + ROUNDING { x.clamp(-most, most) } else { x }
        };
        let lon = self.west + f64::from(column) * self.east_by;
        let lat = self.north + f64::from(row) * self.north_by;
        LonLat::degrees(tidy(lon, 180.0), tidy(lat, 90.0)).map_err(fault)
    }
}

/// Only degrees on WGS 84, or on China's CGCS 2000, which is the same to a decimeter.
fn check_system(keys: &[f64]) -> Result<()> {
    if let Some(code) = key(keys, PROJECTED_SYSTEM).filter(|_| key(keys, MODEL_TYPE) != Some(2.0)) {
        return Err(fault(format!("is in EPSG:{code}; warp it to EPSG:4326")));
    }
    match key(keys, GEODETIC_SYSTEM) {
        Some(4326.0 | 4490.0) => Ok(()),
        Some(code) => Err(fault(format!("is in EPSG:{code}; warp it to EPSG:4326"))),
        None => Err(fault("names no coordinate system; give it EPSG:4326")),
    }
}

/// A short value of the directory: four numbers an entry, the first says how many follow.
fn key(keys: &[f64], id: u32) -> Option<f64> {
    let entries = keys.get(4..)?.chunks_exact(4);
    entries.into_iter().find(|e| e[0] == f64::from(id) && e[1] == 0.0).map(|e| e[3])
}

fn numbers(tiff: &mut Tiff<'_>, tag: Tag) -> Result<Vec<f64>> {
    let Some(value) = tiff.find_tag(tag).map_err(fault)? else { return Ok(vec![]) };
    match value.clone().into_f64_vec() {
        Ok(numbers) => Ok(numbers),
        Err(_) => {
            let whole = value.into_u64_vec().map_err(fault)?;
            Ok(whole.into_iter().map(|n| n as f64).collect())
        }
    }
}
