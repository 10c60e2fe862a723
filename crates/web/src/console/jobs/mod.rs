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
        // Ways out and back are called as the model calls them.
        let named = match deed {
            Deed::Disable => Some("leave.disable"),
            Deed::Archive => Some("leave.archive"),
            Deed::Delete => Some("leave.delete"),
            Deed::Enable => Some("enable"),
            Deed::Restore => Some("restore"),
            _ => None,
        };
        if let Some(label) = named.and_then(|key| self.here.model.label(self.tag(), key)) {
            return label.to_owned();
        }
        let key = format!("deed-{}", deed.code());
        self.visit.t.find(&key).map_or(key, |label| label.into_owned())
    }
}
