//! What goes on beside the requests while `roster serve` runs: one file for each. All end when the end is asked for, and
//! finish first what they have begun.

pub mod deliver;
mod expire;
mod follow;
mod jobs;
mod purge;
mod seen;
mod sweep;

use crate::stop::Stop;
use deliver::Post;
use roster_app::{App, Outcome};
use tokio::task::JoinSet;

/// Begins all of them.
pub fn start(app: &App, post: Post, stop: &Stop) -> JoinSet<()> {
    let mut loops = JoinSet::new();
    loops.spawn(deliver::run(app.clone(), post, stop.clone()));
    loops.spawn(expire::run(app.clone(), stop.clone()));
    loops.spawn(jobs::run(app.clone(), stop.clone()));
    loops.spawn(follow::run(app.clone(), stop.clone()));
    loops.spawn(purge::run(app.clone(), stop.clone()));
    loops.spawn(seen::run(app.clone(), stop.clone()));
    loops.spawn(sweep::run(app.clone(), stop.clone()));
    loops
}

/// What failed is logged; the next turn tries again.
fn note(what: &'static str, turn: Outcome<()>) {
    if let Err(failure) = turn {
        tracing::error!(?failure, "{what}: failed, and will be tried again");
    }
}
