//! What is over is forgotten: sessions, dead links, counters of tries.

use super::note;
use crate::stop::Stop;
use roster_app::{App, people::sweep};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("sweeping", sweep(&app).await);
        stop.asked_within(Duration::from_secs(3600)).await;
    }
}
