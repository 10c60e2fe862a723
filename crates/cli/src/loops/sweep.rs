//! What is over is forgotten: sessions, dead links, counters of tries, reports of bulk jobs, what can't be undone any more.

use super::note;
use crate::stop::Stop;
use roster_app::{App, Outcome, jobs::work, people::sweep, undo};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("sweeping", sweep(&app).await);
        note("forgetting reports of bulk jobs", forget(&app).await);
        stop.asked_within(Duration::from_secs(3600)).await;
    }
}

async fn forget(app: &App) -> Outcome<()> {
    while work::forget_due(app).await? + undo::forget_due(app).await? > 0 {}
    Ok(())
}
