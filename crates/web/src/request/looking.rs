//! That the operator looks, or can look, into the account of a page (A14), kept beside the request's task so that every page says so.

use roster_domain::id::AccountId;
use std::{cell::RefCell, future::Future};

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

tokio::task_local! {
    static LOOKING: RefCell<Option<Looking>>;
}

/// Begins a request into which nobody looks.
pub(super) async fn unobserved<T>(work: impl Future<Output = T>) -> T {
    LOOKING.scope(RefCell::default(), work).await
}

/// The operator looks, or can look.
pub(crate) fn remember_looking(now: Looking) {
    // Outside a request (in a unit test) there is nothing to remember it for.
    let _ = LOOKING.try_with(|current| current.replace(Some(now)));
}

/// Whether the operator looks, or can look.
pub(crate) fn current_looking() -> Option<Looking> {
    LOOKING.try_with(|current| current.borrow().clone()).ok().flatten()
}
