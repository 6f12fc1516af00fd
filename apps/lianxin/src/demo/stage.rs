//! Where the demo plays: the same database, with a clock that is moved from a month ago to now.
use super::DemoPlan;
use lianxin_kernel::{Act, App, Builder, Date, ManualClock, Result, Settings, Span, TimeOfDay};
use lianxin_kernel::{Timestamp, Worker, Zone};
use std::sync::Arc;

/// As many workers as are useful when everything waits for one writer.
const WORKERS: usize = 4;

#[derive(Clone)]
pub struct Stage {
    pub app: App,
    pub plan: DemoPlan,
    pub now: Timestamp,
    pub today: Date,
    clock: Arc<ManualClock>,
}

impl Stage {
    /// Nothing is sent from here: the settings have no sender.
    pub async fn on(app: &App, plan: DemoPlan) -> Result<Self> {
        Self::at(app, plan, app.now()).await
    }

    /// The same at another end than now.
    pub async fn at(app: &App, plan: DemoPlan, now: Timestamp) -> Result<Self> {
        let zone = app.zone().clone();
        let today = zone.date(now);
        let first = zone.at(today.plus_days(-plan.past_days - 1), TimeOfDay::MIDNIGHT);
        let clock = Arc::new(ManualClock::at(first));
        let mut settings = Settings::default();
        if let Some(config) = app.settings().find::<lianxin_activities::Config>() {
            settings.set((*config).clone());
        }
        let mut builder = Builder::new(app.db().clone(), zone, app.modules(), app.keys().clone());
        builder.clock = clock.clone();
        builder.district = app.district();
        builder.settings = settings;
        Ok(Self { app: builder.start().await?, plan, now, today, clock })
    }

    pub fn act(&self) -> Act {
        self.app.system("demo")
    }

    pub fn zone(&self) -> &Zone {
        self.app.zone()
    }

    /// A day of the play, counted from today.
    pub fn day(&self, days: i32) -> Date {
        self.today.plus_days(days)
    }

    /// A minute of such a day.
    pub fn moment(&self, days: i32, minute: i64) -> Timestamp {
        let time = TimeOfDay::from_minutes(minute).unwrap_or(TimeOfDay::MIDNIGHT);
        self.zone().at(self.day(days), time)
    }

    pub fn set(&self, at: Timestamp) {
        self.clock.set(at);
    }

    /// Ids carry the millisecond: what is made one after another also sorts so.
    pub fn tick(&self) {
        self.clock.forward(Span::seconds(1));
    }

    /// Does what was left for after commits, at this moment of the play.
    pub async fn work(&self) -> Result<()> {
        let works = (0..WORKERS).map(|_| {
            let app = self.app.clone();
            tokio::spawn(async move { Worker::new(app).run_due().await })
        });
        for work in works.collect::<Vec<_>>() {
            let report = work.await.map_err(lianxin_kernel::Error::internal)??;
            if report.failed > 0 {
                let why = format!("{} jobs failed while the demo was made", report.failed);
                return Err(lianxin_kernel::Error::internal(why));
            }
        }
        Ok(())
    }
}

/// Runs many at once, so that they share commits. What they make must not depend on their order.
pub async fn all<T: Send + 'static>(
    works: impl IntoIterator<Item = impl Future<Output = Result<T>> + Send + 'static>,
) -> Result<Vec<T>> {
    let tasks: Vec<_> = works.into_iter().map(tokio::spawn).collect();
    let mut done = vec![];
    for task in tasks {
        done.push(task.await.map_err(lianxin_kernel::Error::internal)??);
    }
    Ok(done)
}
