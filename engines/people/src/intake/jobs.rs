use super::commands::{CheckPart, ForgetImport, TakePart};
use super::model::ImportId;
use lianxin_kernel::{Act, Job, Result};
use serde::{Deserialize, Serialize};

/// Hold a list against the register, part by part. Begun again, it goes on where it was.
#[derive(Serialize, Deserialize)]
pub(crate) struct CheckImport {
    pub import: ImportId,
}

impl Job for CheckImport {
    const NAME: &'static str = "people.check_import";

    async fn work(self, act: &Act) -> Result<()> {
        // The same command again is meant to be done again, and not answered from memory.
        let act = act.each_time();
        while act.run(CheckPart { import: self.import }).await? {}
        Ok(())
    }
}

/// Bring a confirmed list in, part by part. Begun again, it goes on where it was.
#[derive(Serialize, Deserialize)]
pub(crate) struct TakeImport {
    pub import: ImportId,
}

impl Job for TakeImport {
    const NAME: &'static str = "people.take_import";

    async fn work(self, act: &Act) -> Result<()> {
        let act = act.each_time();
        while act.run(TakePart { import: self.import }).await? {}
        Ok(())
    }
}

/// Forget a list whose time is over.
#[derive(Serialize, Deserialize)]
pub(crate) struct Forget {
    pub import: ImportId,
}

impl Job for Forget {
    const NAME: &'static str = "people.forget_import";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(ForgetImport { import: self.import }).await
    }
}
