use crate::commands::Seed;
use lianxin_kernel::{App, Result};

/// What a starting program does: puts purposes and texts where there are none, and sees that the
/// nightly work waits.
pub async fn begin(app: &App) -> Result<()> {
    let missing = app.system("start").run(Seed {}).await?;
    if missing > 0 {
        tracing::info!(missing, "purposes and texts of privacy were put in");
    }
    Ok(())
}
