//! As whom the browser behind a request acts (B12), kept beside the request's task, so that every page says so, also one that is made
//! where nobody knows the person.

use super::context;
use roster_domain::id::AccountId;

/// Acting as somebody, as pages tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActingNow {
    /// In which account.
    pub(crate) account: AccountId,
    /// As whom; not known where the page is in no account.
    pub(crate) name: Option<String>,
}

/// The browser behind the request acts as somebody.
pub(crate) fn remember_acting(now: ActingNow) {
    let _ = context::with(|context| context.acting.replace(Some(now)));
}

/// As whom the browser behind the request acts.
pub(crate) fn current_acting() -> Option<ActingNow> {
    context::with(|context| context.acting.borrow().clone()).flatten()
}
