//! What is on the disk for sure, and what is only on its way there.
use crate::Dice;
use crate::tape::Event;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;

#[derive(Default)]
pub(crate) struct Disk<'a>(BTreeMap<Arc<str>, File<'a>>);

#[derive(Default)]
struct File<'a> {
    /// `None`: it was never synced, so it may not even be there.
    safe: Option<Vec<u8>>,
    under_way: Vec<&'a Event>,
}

/// How the unsynced part of one cut fares.
#[derive(Clone, Copy)]
enum Fate {
    AllLost,
    AllKept,
    /// Each write for itself.
    Any,
}

impl<'a> Disk<'a> {
    pub(crate) fn take(&mut self, event: &'a Event) {
        let name = match event {
            Event::Write { file, .. } | Event::Truncate { file, .. } => file,
            Event::Sync { file } | Event::Delete { file } => file,
            Event::Mark(_) => return,
        };
        let file = self.0.entry(name.clone()).or_default();
        file.under_way.push(event);
        if matches!(event, Event::Sync { .. }) {
            let is_new = file.safe.is_none();
            let now = file.apply(&mut |_| true);
            *file = File { safe: Some(now.unwrap_or_default()), under_way: vec![] };
            // SQLite syncs the folder too when it first syncs a journal or log it made.
            if is_new && name.contains('-') {
                self.0.values_mut().for_each(File::forget_deleted);
            }
        }
    }

    pub(crate) fn after_the_cut(&self, dice: &mut Dice) -> Vec<(Arc<str>, Vec<u8>)> {
        let fate = match dice.below(4) {
            0 => Fate::AllLost,
            1 => Fate::AllKept,
            _ => Fate::Any,
        };
        let mut kept = |_: usize| match fate {
            Fate::AllLost => false,
            Fate::AllKept => true,
            Fate::Any => dice.coin(),
        };
        let files = self.0.iter();
        files.filter_map(|(name, file)| Some((name.clone(), file.apply(&mut kept)?))).collect()
    }
}

impl File<'_> {
    /// The folder is on the disk: what was deleted from it stays so.
    fn forget_deleted(&mut self) {
        let last = self.under_way.iter().rposition(|e| matches!(e, Event::Delete { .. }));
        if let Some(last) = last {
            self.under_way.drain(..=last);
            self.safe = None;
        }
    }

    /// The file if of what is under way only the `kept` parts get there.
    fn apply(&self, kept: &mut dyn FnMut(usize) -> bool) -> Option<Vec<u8>> {
        let mut now = self.safe.clone();
        for event in &self.under_way {
            match event {
                Event::Write { at, bytes, .. } => write(&mut now, *at, bytes, kept),
                Event::Truncate { to, .. } if kept(0) => {
                    now.get_or_insert_default().resize(*to, 0);
                }
                Event::Delete { .. } if kept(0) => now = None,
                _ => {}
            }
        }
        now
    }
}

fn write(to: &mut Option<Vec<u8>>, at: usize, bytes: &[u8], kept: &mut dyn FnMut(usize) -> bool) {
    let mut done = 0;
    while done < bytes.len() {
        let from = at + done;
        let end = ((from / SECTOR + 1) * SECTOR - at).min(bytes.len());
        if kept(from) {
            let file = to.get_or_insert_default();
            let until = at + end;
            if file.len() < until {
                file.resize(until, 0);
            }
            file[from..until].copy_from_slice(&bytes[done..end]);
        }
        done = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_most_what_was_written(events: &[Event], seed: u64) -> Vec<(Arc<str>, Vec<u8>)> {
        let mut disk = Disk::default();
        events.iter().for_each(|e| disk.take(e));
        disk.after_the_cut(&mut Dice::new(seed))
    }

    #[test]
    fn what_was_synced_stays_and_the_rest_is_torn_between_sectors() {
        let file: Arc<str> = "a".into();
        let event = |at: usize, byte: u8, len: usize| Event::Write {
            file: file.clone(),
            at,
            bytes: vec![byte; len],
        };
        let events = [event(0, 1, 2048), Event::Sync { file: file.clone() }, event(100, 2, 1500)];
        let (mut torn, mut whole, mut lost) = (0, 0, 0);
        for seed in 0..200 {
            let files = at_most_what_was_written(&events, seed);
            let bytes = &files[0].1;
            assert_eq!((files.len(), bytes.len()), (1, 2048));
            assert!(bytes[..100].iter().chain(&bytes[1600..]).all(|b| *b == 1));
            let news = bytes.iter().filter(|b| **b == 2).count();
            for sector in bytes[100..1600].chunk_by(|a, b| a == b) {
                assert!([1, 2].contains(&sector[0]));
            }
            match news {
                0 => lost += 1,
                1500 => whole += 1,
                _ => torn += 1,
            }
        }
        assert!(torn > 40 && whole > 30 && lost > 30, "{torn} {whole} {lost}");
    }

    #[test]
    fn a_file_that_was_never_synced_may_be_missing() {
        let file: Arc<str> = "a".into();
        let events = [Event::Write { file, at: 0, bytes: vec![1; 10] }];
        let counts: Vec<_> =
            (0..50).map(|seed| at_most_what_was_written(&events, seed).len()).collect();
        assert!(counts.contains(&0) && counts.contains(&1));
    }
}
