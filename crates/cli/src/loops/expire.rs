//! Invitations whose time is over run out, and so do credits and acting as somebody: it is noted, and whom it concerns is told
//! (A09). To the millisecond a link is dead by itself; this follows within seconds.

use super::note;
use crate::stop::Stop;
use roster_app::{App, Outcome, acting, credits, invitations::expire::expire_due, support, transfers};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("letting invitations run out", all_due(&app, &stop).await);
        note("noting the end of acting as somebody", acting_over(&app, &stop).await);
        note("letting offers of roles run out", all_transfers_due(&app, &stop).await);
        note("noting the end of the operator's looks", looks_over(&app, &stop).await);
        note("letting credits run out", all_credits_due(&app, &stop).await);
        stop.asked_within(Duration::from_secs(5)).await;
    }
}

async fn all_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && expire_due(app).await? > 0 {}
    Ok(())
}

async fn acting_over(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && acting::expire::expire_due(app).await? > 0 {}
    Ok(())
}

async fn all_transfers_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && transfers::expire::expire_due(app).await? > 0 {}
    Ok(())
}

async fn looks_over(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && support::expire_due(app).await? > 0 {}
    Ok(())
}

async fn all_credits_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && credits::expire::expire_due(app).await? > 0 {}
    Ok(())
}
