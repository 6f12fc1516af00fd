use std::time::Duration;

/// The isolation of write transactions on PostgreSQL. Limits are guarded by the schema, so they
/// hold at either; serializable is the second net.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    Serializable,
    ReadCommitted,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub isolation: Isolation,
    /// Readers on SQLite, connections on PostgreSQL.
    pub connections: usize,
    /// The most works that share one commit.
    pub batch: usize,
    /// Whether [`crate::Db::write_in`] shares commits on PostgreSQL; without, it is [`crate::Db::write`].
    pub lanes: bool,
    /// How long one work or look may run, from its turn on. Waiting for the turn does not count.
    pub work_limit: Duration,
    /// How many may wait for one lane, for the writer of SQLite, or for a connection.
    pub queue: usize,
    #[cfg(feature = "faults")]
    pub faults: crate::Faults,
    /// For measuring: every commit of SQLite takes so much longer, as on a slow disk.
    pub commit_delay: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            isolation: Isolation::Serializable,
            connections: 16,
            batch: 256,
            lanes: true,
            work_limit: Duration::from_secs(10),
            queue: 4096,
            #[cfg(feature = "faults")]
            faults: crate::Faults::from_environment(),
            commit_delay: Duration::ZERO,
        }
    }
}
