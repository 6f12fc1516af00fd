/// Lists of indices, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists {
    first: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// The lists together have fewer than 2^32 items, as they come from a question that has.
    pub(super) fn new(lists: impl Iterator<Item = impl AsRef<[u32]>>) -> Self {
        let mut all = Self { first: vec![0], items: vec![] };
        for list in lists {
            all.items.extend_from_slice(list.as_ref());
            all.first.push(all.items.len() as u32);
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    pub(super) fn of(&self, list: u32) -> &[u32] {
        let list = list as usize;
        &self.items[self.first[list] as usize..self.first[list + 1] as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.first.windows(2).map(|two| &self.items[two[0] as usize..two[1] as usize])
    }

    /// Of each item below `items` the lists it is in, ascending.
    pub(super) fn turned(&self, items: usize) -> Self {
        let mut first = vec![0u32; items + 1];
        for item in &self.items {
            first[*item as usize + 1] += 1;
        }
        for item in 0..items {
            first[item + 1] += first[item];
        }
        let mut next = first.clone();
        let mut turned = vec![0; self.items.len()];
        for (list, items) in (0u32..).zip(self.iter()) {
            for item in items {
                let place = &mut next[*item as usize];
                turned[*place as usize] = list;
                *place += 1;
            }
        }
        Self { first, items: turned }
    }
}

/// Whether every item of ascending `a` is in ascending `b`.
pub(super) fn within(a: &[u32], b: &[u32]) -> bool {
    let mut rest = b.iter();
    a.len() <= b.len() && a.iter().all(|x| rest.by_ref().find(|y| *y >= x) == Some(x))
}
