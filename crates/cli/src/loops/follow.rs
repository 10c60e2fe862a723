//! Contact addresses that have not followed a person's new address, because of a crash or an account that could not be changed then.

use super::note;
use crate::stop::Stop;
use roster_app::{App, Outcome, people::follow_due};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("letting contact addresses follow", all_due(&app, &stop).await);
        stop.asked_within(Duration::from_secs(30)).await;
    }
}

async fn all_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && follow_due(app).await? > 0 {}
    Ok(())
}
