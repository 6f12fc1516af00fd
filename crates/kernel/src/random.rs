use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::sync::{Mutex, PoisonError};

/// Where randomness comes from: the system's for real use, a seeded one for tests and demos.
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);

    fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// Evenly one of `0..below`; 0 when `below` is 0.
    fn below(&self, below: u64) -> u64 {
        // Drawing again past the last full multiple keeps every number equally likely.
        let Some(rest) = u64::MAX.checked_rem(below) else {
            return 0;
        };
        loop {
            let n = self.number();
            if n < u64::MAX - rest {
                return n % below;
            }
        }
    }
}

pub struct SystemRandom;

impl Random for SystemRandom {
    /// Without randomness no token would be safe, so nothing may go on.
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            tracing::error!("the system gives no randomness; stopping");
            std::process::abort();
        }
    }
}

/// The same numbers for the same seed. Never for secrets of a real installation.
pub struct SeededRandom(Mutex<ChaCha12Rng>);

impl SeededRandom {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha12Rng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut rng = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rng.fill_bytes(bytes);
    }
}
