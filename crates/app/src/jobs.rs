//! Bulk jobs: one thing done to many members (C13), chunk by chunk, with a report for each.
//!
//! Asking notes what shall be done, to whom, and who asked. The work is found by its time (`due`), here or on another node, also
//! after a crash. Each chunk is one change: in it everything is asked again as the one who asked, and what became of each member
//! is noted beside what was done, so that there is never half a member and nobody is taken twice.

pub mod ask;
pub mod cancel;
pub mod deed;
pub mod foresee;
pub mod show;
pub(crate) mod told;
pub mod work;

use crate::{Actor, Caller, Failure, Origin, Outcome};
use jiff::SignedDuration;
use roster_domain::id::KeyId;
use serde::{Deserialize, Serialize};

pub use deed::{CustomEdit, Deed, PermissionsEdit};

/// The most members of one job.
pub const MOST: usize = 10_000;
/// The most that are done in one transaction; so few are done before the request is answered.
pub const CHUNK: usize = 200;
/// For how long a report is kept.
pub(crate) const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// For how long whoever took up a job has it alone.
pub(crate) const LEASE_MS: i64 = 60_000;
/// So often in a row a chunk may fall over a fault before the job is given up.
pub const TRIES: i64 = 7;

/// Who asked, as it is kept with the job.
#[derive(Serialize, Deserialize)]
struct Asker {
    actor: Actor,
    origin: Origin,
}

impl Asker {
    fn of(caller: &Caller) -> Asker {
        Asker { actor: caller.actor, origin: caller.origin.clone() }
    }

    /// Whether it was this key.
    fn is_key(&self, asked: KeyId) -> bool {
        matches!(self.actor, Actor::Key { key, .. } if key == asked)
    }

    fn caller(self) -> Caller {
        Caller::new(self.actor, self.origin)
    }
}

fn to_json(value: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|e| Failure::broken(format!("a job: {e}")))
}

fn from_json<'a, T: Deserialize<'a>>(text: &'a str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|e| Failure::broken(format!("a job: {e}")))
}
