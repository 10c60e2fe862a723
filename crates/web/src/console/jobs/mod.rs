//! What is done to many users at once: how far it is, and what became of it for each (C13).

pub(crate) mod act;
pub(crate) mod show;

use crate::console::visit::InAccount;
use roster_app::jobs::Deed;
use roster_domain::id::JobId;

impl InAccount {
    /// The path of something about one job.
    pub(crate) fn job(&self, job: JobId, rest: &str) -> String {
        self.path(&format!("/jobs/{job}{rest}"))
    }

    /// What a job does, in words.
    pub(crate) fn deed_label(&self, deed: &Deed) -> String {
        let key = format!("deed-{}", deed.code());
        self.visit.t.find(&key).map_or(key, |label| label.into_owned())
    }
}
