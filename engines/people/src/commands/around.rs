use crate::config::Config;
use crate::sessions::{Guard, Origin, Rule};
use lianxin_kernel::{Result, Write};

/// The address a try came from and its neighbors: who guesses at many accounts waits, though each of
/// them was tried but once.
pub(crate) struct Around(Vec<Guard>);

impl Around {
    pub async fn hold(w: &mut Write<'_>, from: &Origin, config: &Config) -> Result<Self> {
        let mut held = vec![];
        if let Some(address) = from.address() {
            held.push(Guard::hold(w, "address", &address, Rule::address(config)).await?);
        }
        if let Some(network) = from.network() {
            held.push(Guard::hold(w, "network", &network, Rule::network(config)).await?);
        }
        Ok(Self(held))
    }

    /// Counts a wrong try and says so in the audit. One who knows a password may not clear the
    /// network for guessing, so nothing here is forgotten by what is right.
    pub async fn failed(&self, w: &mut Write<'_>, locked: bool) -> Result<()> {
        let mut locked = locked;
        for guard in &self.0 {
            locked |= guard.failed(w).await?;
        }
        w.note("outcome", if locked { "locked" } else { "wrong" });
        Ok(())
    }
}
