//! When sessions were last used and members last active is noted in memory, and written down now and then. What the last
//! requests leave is written by whoever ends the server, after them.

use super::note;
use crate::stop::Stop;
use roster_app::{App, activity};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        stop.asked_within(Duration::from_secs(30)).await;
        note("noting who was active", activity::flush(&app).await);
    }
}
