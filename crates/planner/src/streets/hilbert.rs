use crate::LonLat;

/// Where a place lies on the Hilbert curve over the whole earth, so the order of places does not
/// depend on what else is in a file.
pub(super) fn along(at: LonLat) -> u64 {
    // The curve is drawn on a square of 2^32 × 2^32 cells of a ten-millionth of a degree.
    let mut x = at.lon.cast_unsigned() ^ (1 << 31);
    let mut y = at.lat.cast_unsigned() ^ (1 << 31);
    let mut along = 0u64;
    for bit in (0..32).rev() {
        let (right, upper) = ((x >> bit) & 1, (y >> bit) & 1);
        along = along << 2 | u64::from((3 * right) ^ upper);
        // The lower quarters are turned, so that the pieces of the curve meet; bits above are spent.
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_is_visited_once_and_steps_go_to_a_neighbor() {
        let mut cells: Vec<LonLat> =
            (0..64).map(|n| LonLat { lon: 1024 + n % 8, lat: -1024 + n / 8 }).collect();
        cells.sort_by_key(|at| along(*at));
        for two in cells.windows(2) {
            let step = (two[0].lon - two[1].lon).abs() + (two[0].lat - two[1].lat).abs();
            assert_eq!(step, 1, "{two:?}");
            assert_eq!(along(two[1]), along(two[0]) + 1);
        }
    }

    #[test]
    fn the_ends_of_the_earth_have_a_place() {
        let corners = [(-180.0, -90.0), (180.0, -90.0), (-180.0, 90.0), (180.0, 90.0)];
        let mut all: Vec<u64> =
            corners.iter().map(|(lon, lat)| along(LonLat::degrees(*lon, *lat).unwrap())).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 4);
    }
}
