//! That the operator looks, or can look, into the account of a page (A14), kept beside the request's task so that every page says so.

use super::context;
use roster_domain::id::AccountId;

/// The operator's look, as pages tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Looking {
    /// Into which account.
    pub(crate) account: AccountId,
    /// When it ends at the latest, as people read it.
    pub(crate) until: String,
    /// This browser is the operator's.
    pub(crate) mine: bool,
}

/// The operator looks, or can look.
pub(crate) fn remember_looking(now: Looking) {
    let _ = context::with(|context| context.looking.replace(Some(now)));
}

/// Whether the operator looks, or can look.
pub(crate) fn current_looking() -> Option<Looking> {
    context::with(|context| context.looking.borrow().clone()).flatten()
}
