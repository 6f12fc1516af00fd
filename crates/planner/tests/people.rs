//! Readers and spreading: nobody is lost or added, and bad input is an error that says what to do.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
use lianxin_planner::people::{AgeGroup, Area, Areas, NOWHERE, People, Shape, read_bytes, spread};
use lianxin_planner::streets::{Segment, Streets, Way};
use lianxin_planner::{LonLat, millimeters};
use proptest::prelude::*;
use std::io::Cursor;
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::Tag;

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::degrees(lon, lat).unwrap()
}

/// A grid of streets, 0.001 degrees (about 100 m) wide, from 113 E 34 N; the last column is a footway.
fn streets(columns: u32, rows: u32) -> Streets {
    let place =
        |i: u32| at(113.0 + f64::from(i % columns) * 0.001, 34.0 + f64::from(i / columns) * 0.001);
    let points: Vec<LonLat> = (0..columns * rows).map(place).collect();
    let mut segments = vec![];
    for i in 0..columns * rows {
        let kind = if i % columns == columns - 1 { Way::Footway } else { Way::Street };
        let mut join = |to: u32, kind| {
            let length = millimeters(place(i), place(to)) as u32;
            segments.push(Segment { from: i, to, length, kind });
        };
        if i % columns + 1 < columns {
            join(i + 1, Way::Street);
        }
        if i / columns + 1 < rows {
            join(i + columns, kind);
        }
    }
    Streets { barriers: vec![Default::default(); points.len()], points, segments }
}

fn of_group(counts: &[u32], group: usize) -> u64 {
    counts.iter().skip(group).step_by(2).map(|n| u64::from(*n)).sum()
}

fn young_and_old() -> Vec<AgeGroup> {
    vec![AgeGroup { from: 0, to: Some(59) }, AgeGroup { from: 60, to: None }]
}

#[test]
fn people_go_to_the_streets_inside_by_their_length() {
    let (west, east) = (112.9995, 113.0015);
    let ring = vec![at(west, 33.9995), at(east, 33.9995), at(east, 34.0005), at(west, 34.0005)];
    let far = vec![at(120.0, 30.0), at(120.1, 30.0), at(120.0, 30.1)];
    let areas = Areas {
        groups: young_and_old(),
        areas: vec![
            Area { shape: Shape::Rings(vec![ring]), middle: at(113.0005, 34.0) },
            Area { shape: Shape::Rings(vec![far]), middle: at(120.03, 30.03) },
        ],
        counts: vec![100, 7, 3, 2],
        region: vec![0, NOWHERE],
        regions: vec!["花园路".to_owned()],
    };
    let (people, remarks) = spread(areas, &streets(4, 3), 1);
    // Of the two points inside, the corner has two halves of street, its neighbor three; pieces along
    // a parallel are shorter than along a meridian (92 m and 111 m).
    assert_eq!(people.at, [at(113.0, 34.0), at(113.001, 34.0), at(120.03, 30.03)]);
    assert_eq!(people.counts.chunks(2).map(|c| c[0]).collect::<Vec<_>>(), [41, 59, 3]);
    assert_eq!(people.region, [0, 0, NOWHERE]);
    assert_eq!((people.total(), people.elders()), (112, 9));
    assert_eq!((remarks.without_streets, remarks.people_without_streets), (1, 5));
}

/// A star: middle in steps of the grid, corners, how wide, people by age.
type Star = (f64, f64, usize, f64, u32, u32);

fn stars() -> impl Strategy<Value = Vec<Star>> {
    let star = (0.0..12.0f64, 0.0..12.0f64, 3usize..9, 0.2..6.0f64, 0u32..5000, 0u32..900);
    proptest::collection::vec(star, 1..12)
}

fn ring((x, y, corners, wide, ..): Star) -> Vec<LonLat> {
    let corner = |c: usize| {
        let angle = c as f64 * std::f64::consts::PI / corners as f64;
        let out = wide * if c.is_multiple_of(2) { 1.0 } else { 0.4 };
        at(113.0 + (x + angle.cos() * out) * 0.001, 34.0 + (y + angle.sin() * out) * 0.001)
    };
    (0..2 * corners).map(corner).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_polygon_keeps_its_people_by_group(stars in stars(), seed: u64) {
        let streets = streets(12, 12);
        let mut areas = Areas { groups: young_and_old(), ..Areas::default() };
        for (i, star) in stars.iter().enumerate() {
            let middle = at(113.0 + star.0 * 0.001, 34.0 + star.1 * 0.001);
            areas.areas.push(Area { shape: Shape::Rings(vec![ring(*star)]), middle });
            areas.counts.extend([star.4, star.5]);
            areas.region.push(i as u32);
            areas.regions.push(format!("area {i}"));
        }
        let (people, remarks) = spread(areas.clone(), &streets, seed);
        for (area, counts) in areas.counts.chunks(2).enumerate() {
            let mut found = [0, 0];
            for home in (0..people.len()).filter(|h| people.region[*h] as usize == area) {
                found[0] += people.of(home)[0];
                found[1] += people.of(home)[1];
            }
            prop_assert_eq!(&found, counts);
        }
        prop_assert_eq!(people.total(), areas.total());
        prop_assert!(remarks.people_without_streets <= people.total());
        prop_assert_eq!(spread(areas, &streets, seed).0, people);
    }

    #[test]
    fn a_table_keeps_its_sum_whatever_its_fractions(
        rows in proptest::collection::vec((0.0..50.0f64, 0.0..20.0f64), 1..60)
    ) {
        let mut text = "lon,lat,0-59,60+\n".to_owned();
        for (young, old) in &rows {
            text += &format!("113.5,34.5,{young},{old}\n");
        }
        let people = read_bytes(text.as_bytes()).unwrap().people;
        let sum: f64 = rows.iter().map(|(young, old)| young + old).sum();
        prop_assert!((people.total() as f64 - sum).abs() <= 0.5 + 1e-6);
        let old: f64 = rows.iter().map(|(_, old)| old).sum();
        prop_assert!((of_group(&people.counts, 1) as f64 - old).abs() < 1.0 + 1e-6);
    }

    #[test]
    fn no_bytes_make_a_reader_fall(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), mark in 0usize..7
    ) {
        let marks: [&[u8]; 7] =
            [b"", b"II*\0", b"MM\0*", b"LXPEOP\0\x01", b"lon,lat,people\n", b"{", b"\x1f\x8b"];
        if let Ok(read) = read_bytes(&[marks[mark], &bytes].concat()) {
            let people = read.people;
            prop_assert_eq!(people.counts.len(), people.len() * people.groups.len());
        }
    }
}

/// A raster as programs write it: cells of 0.002 degrees from 113 E 34.02 N.
fn raster<C: colortype::ColorType>(
    wide: u32,
    data: &[C::Inner],
    system: u16,
    nodata: &str,
) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut out = Cursor::new(vec![]);
    let mut tiff = TiffEncoder::new(&mut out).unwrap();
    let samples = C::BITS_PER_SAMPLE.len() as u32;
    let mut image = tiff.new_image::<C>(wide, data.len() as u32 / samples / wide).unwrap();
    image.rows_per_strip(3).unwrap();
    let tags = image.encoder();
    tags.write_tag(Tag::ModelPixelScaleTag, &[0.002, 0.002, 0.0][..]).unwrap();
    tags.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, 113.0, 34.02, 0.0][..]).unwrap();
    let (model, key) = if system == 3857 { (1, 3072) } else { (2, 2048) };
    let keys: [u16; 16] = [1, 1, 0, 3, 1024, 0, 1, model, 1025, 0, 1, 1, key, 0, 1, system];
    tags.write_tag(Tag::GeoKeyDirectoryTag, &keys[..]).unwrap();
    if !nodata.is_empty() {
        tags.write_tag(Tag::GdalNodata, nodata).unwrap();
    }
    image.write_data(data).unwrap();
    out.into_inner()
}

proptest! {
    #[test]
    fn no_changed_byte_makes_a_reader_fall(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"people":5,"60+":1},
            "geometry":{"type":"Polygon","coordinates":[[[113,34],[113.01,34],[113.01,34.01],[113,34]]]}}]}"#;
        let table = "街道,lon,lat,people,60+\n花园路,113.5,34.5,10,2.5\n,113.6,34.6,7,\n";
        let cells: Vec<f32> = (0..12).map(|n| n as f32 * 0.7).collect();
        let tiff = raster::<colortype::Gray32Float>(4, &cells, 4326, "-9");
        let saved = read_bytes(square.as_bytes()).unwrap().save();
        for whole in [square.as_bytes(), table.as_bytes(), &tiff, &saved] {
            let mut bytes = whole.to_vec();
            for (at, byte) in &changes {
                let at = at % bytes.len();
                bytes[at] = *byte;
            }
            if let Ok(read) = read_bytes(&bytes) {
                let total = read.people.total() + read.areas.total();
                prop_assert_eq!(read.onto(&streets(3, 3), 0).0.total(), total);
            }
        }
    }
}

#[test]
fn a_raster_is_cells_with_its_people() {
    let cell = |i: usize| match i {
        7 => -99999.0,
        9 => f32::NAN,
        i => i as f32 * 0.37,
    };
    let data: Vec<f32> = (0..70).map(cell).collect();
    let sum: f64 = data.iter().filter(|v| **v > 0.0).map(|v| f64::from(*v)).sum();
    let read = read_bytes(&raster::<colortype::Gray32Float>(7, &data, 4326, "-99999")).unwrap();
    assert!(read.people.is_empty());
    let total = read.areas.total();
    assert_eq!(total, sum.round() as u64);
    assert_eq!((read.remarks.rows, read.remarks.nodata), (70, 2));
    // The last cell: row 9, column 6.
    let Some(Area { shape: Shape::Cell { southwest, northeast }, middle }) =
        read.areas.areas.last()
    else {
        panic!("a cell is expected");
    };
    assert_eq!((*southwest, *northeast), (at(113.012, 34.0), at(113.014, 34.002)));
    assert_eq!(*middle, at(113.013, 34.001));
    let (people, remarks) = read.onto(&streets(12, 12), 3);
    assert_eq!(people.total(), total);
    assert!(remarks.without_streets > 0 && remarks.people_without_streets < total);
}

#[test]
fn whole_samples_are_read_as_they_are() {
    let data: Vec<u16> = (0..20).collect();
    let read = read_bytes(&raster::<colortype::Gray16>(4, &data, 4490, "")).unwrap();
    assert_eq!(read.areas.counts, (1..20).collect::<Vec<u32>>());
    let data: Vec<i32> = vec![5, -1, 7, 8];
    let read = read_bytes(&raster::<colortype::GrayI32>(2, &data, 4326, "-1")).unwrap();
    assert_eq!(read.areas.total(), 20);
    let error = read_bytes(&raster::<colortype::GrayI32>(2, &data, 4326, "")).unwrap_err();
    assert!(error.to_string().contains("cell 1,0 has -1 people"), "{error}");
}

#[test]
fn rasters_that_cannot_be_placed_say_why() {
    let data = [1u8, 2, 3, 4];
    let error = |bytes: &[u8]| read_bytes(bytes).unwrap_err().to_string();
    let projected = error(&raster::<colortype::Gray8>(2, &data, 3857, ""));
    assert!(projected.contains("EPSG:3857; warp it"), "{projected}");
    assert!(error(&raster::<colortype::Gray8>(2, &data, 4326, "none")).contains("nodata"));
    let colors = error(&raster::<colortype::RGB8>(1, &[1, 2, 3], 4326, ""));
    assert!(colors.contains("3 numbers a cell"), "{colors}");
    let mut plain = Cursor::new(vec![]);
    TiffEncoder::new(&mut plain).unwrap().write_image::<colortype::Gray8>(2, 2, &data).unwrap();
    assert!(error(&plain.into_inner()).contains("no coordinate system"));
}

#[test]
fn a_raster_cut_short_is_an_error_or_less_of_it() {
    let whole = raster::<colortype::Gray8>(2, &[1u8, 2, 3, 4], 4326, "");
    for end in 0..whole.len() {
        if let Ok(read) = read_bytes(&whole[..end]) {
            assert!(read.areas.total() <= 10, "cut at {end}");
        }
    }
}

#[test]
fn real_tables_are_read_to_the_person() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/population/");
    let read = |file: &str| match std::fs::read(format!("{folder}{file}")) {
        Ok(bytes) => Some(read_bytes(&bytes).unwrap()),
        Err(_) => {
            println!("skipped: {file} is not here");
            None
        }
    };
    if let Some(read) = read("porto_alegre_hexagons.csv") {
        assert_eq!((read.people.total(), read.remarks.rows), (812_935, 1_227));
        assert_eq!(People::load(&read.people.save()).unwrap(), read.people);
    }
    if let Some(read) = read("beijing_subdistricts_worldpop.csv") {
        assert_eq!((read.people.len(), read.remarks.fractions), (331, 0));
        assert!(read.people.regions.contains(&"建外街道".to_owned()));
    }
}
