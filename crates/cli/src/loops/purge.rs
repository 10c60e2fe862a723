//! Closed accounts whose time is over are purged.

use super::note;
use crate::stop::Stop;
use roster_app::{App, Outcome, accounts::purge::purge_due};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("purging closed accounts", all_due(&app, &stop).await);
        stop.asked_within(Duration::from_secs(60)).await;
    }
}

async fn all_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && purge_due(app).await? > 0 {}
    Ok(())
}
