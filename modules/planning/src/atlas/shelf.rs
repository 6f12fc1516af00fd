use lianxin_kernel::Result;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OnceCell;

/// The making of a thing, which also says how many bytes it has.
pub type Making<'a, V> = Pin<Box<dyn Future<Output = Result<(V, usize)>> + Send + 'a>>;

/// Things that are costly to make, at most so many bytes of them; what was used longest ago goes
/// first. Many who want the same at once wait for one making.
pub struct Shelf<K, V> {
    most: usize,
    kept: Mutex<Kept<K, V>>,
}

struct Kept<K, V> {
    things: BTreeMap<K, Thing<V>>,
    /// Counts uses, to know the oldest.
    turn: u64,
}

struct Thing<V> {
    cell: Arc<OnceCell<Arc<V>>>,
    /// 0 while it is made.
    bytes: usize,
    used: u64,
}

impl<K: Ord + Clone, V> Shelf<K, V> {
    pub fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Kept { things: BTreeMap::new(), turn: 0 }) }
    }

    /// The thing, from `make` unless it is here.
    pub async fn get(&self, key: K, make: Making<'_, V>) -> Result<Arc<V>> {
        let cell = {
            let mut kept = self.lock();
            kept.turn += 1;
            let used = kept.turn;
            let new = || Thing { cell: Arc::default(), bytes: 0, used };
            let thing = kept.things.entry(key.clone()).or_insert_with(new);
            thing.used = used;
            thing.cell.clone()
        };
        let made = cell.get_or_try_init(|| async {
            let (thing, bytes) = make.await?;
            self.weigh(&key, bytes.max(1));
            Ok(Arc::new(thing))
        });
        made.await.cloned()
    }

    /// Notes the weight of what was just made and takes down what no longer fits beside it.
    fn weigh(&self, key: &K, bytes: usize) {
        let mut kept = self.lock();
        if let Some(thing) = kept.things.get_mut(key) {
            thing.bytes = bytes;
        }
        while kept.things.values().map(|t| t.bytes).sum::<usize>() > self.most {
            let others = kept.things.iter().filter(|(k, t)| *k != key && t.bytes > 0);
            let Some(oldest) = others.min_by_key(|(_, t)| t.used).map(|(k, _)| k.clone()) else {
                return;
            };
            kept.things.remove(&oldest);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::Error;
    use std::sync::atomic::{AtomicUsize, Ordering};

    async fn take(shelf: &Shelf<u8, u8>, key: u8, made: &AtomicUsize) -> u8 {
        let make = Box::pin(async {
            made.fetch_add(1, Ordering::Relaxed);
            Ok((key, 10))
        });
        *shelf.get(key, make).await.unwrap()
    }

    #[tokio::test]
    async fn what_was_used_longest_ago_goes_first() {
        let (shelf, made) = (Shelf::new(20), AtomicUsize::new(0));
        for key in [1, 2, 1, 3, 1] {
            assert_eq!(take(&shelf, key, &made).await, key);
        }
        assert_eq!(made.load(Ordering::Relaxed), 3);
        take(&shelf, 2, &made).await;
        assert_eq!(made.load(Ordering::Relaxed), 4, "2 had gone for 3");
    }

    #[tokio::test]
    async fn what_could_not_be_made_is_tried_again() {
        let shelf: Shelf<u8, u8> = Shelf::new(20);
        let fails = Box::pin(async { Err(Error::internal("no")) });
        assert!(shelf.get(1, fails).await.is_err());
        assert_eq!(*shelf.get(1, Box::pin(async { Ok((7, 1)) })).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn one_larger_than_the_shelf_is_still_given() {
        let shelf: Shelf<u8, u8> = Shelf::new(5);
        assert_eq!(*shelf.get(1, Box::pin(async { Ok((7, 100)) })).await.unwrap(), 7);
        assert_eq!(
            *shelf.get(1, Box::pin(async { Err(Error::internal("kept")) })).await.unwrap(),
            7
        );
    }
}
