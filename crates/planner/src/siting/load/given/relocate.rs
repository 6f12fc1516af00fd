use super::Given;

impl Given<'_> {
    /// What a center's homes cost at another candidate in its place; none when out of reach, or over
    /// `limit`.
    pub fn at_instead(&self, center: u32, other: u32, limit: i64) -> Option<i64> {
        let load = self.load[center as usize];
        let missed = self.missed(other, load) - self.missed(center, load);
        let mut sum = self.rate * missed;
        for home in &self.members[center as usize] {
            sum += self.table.value(*home, other)?;
            if sum >= limit {
                return None;
            }
        }
        Some(sum)
    }

    /// The homes of a center all go to another candidate, opened in its place.
    pub fn relocate(&mut self, center: u32, other: u32) {
        let homes = self.members[center as usize].clone();
        self.is_open[other as usize] = true;
        self.miss += self.missed(other, 0);
        for home in homes {
            self.place(home, other);
        }
        self.miss -= self.missed(center, 0);
        self.is_open[center as usize] = false;
    }
}
