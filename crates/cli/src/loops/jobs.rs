//! Bulk jobs are done chunk by chunk: at once when they are asked for on this node, soon when on another. So are the mails about another
//! model.

use super::note;
use crate::stop::Stop;
use roster_app::{
    App, Outcome,
    jobs::work::{asked, work_due},
    models::mails::write_due,
};
use std::time::Duration;

pub(super) async fn run(app: App, mut stop: Stop) {
    while !stop.is_asked() {
        note("doing bulk jobs", all_due(&app, &stop).await);
        note("writing mails about models", all_mails(&app, &stop).await);
        tokio::select! {
            () = asked(&app) => {}
            () = stop.asked_within(Duration::from_secs(2)) => {}
        }
    }
}

async fn all_due(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && work_due(app).await? > 0 {}
    Ok(())
}

async fn all_mails(app: &App, stop: &Stop) -> Outcome<()> {
    while !stop.is_asked() && write_due(app).await? > 0 {}
    Ok(())
}
