//! As whom the browser behind a request acts (B12), kept beside the request's task, so that every page says so, also one that is made
//! where nobody knows the person.

use roster_domain::id::AccountId;
use std::{cell::RefCell, future::Future};

/// Acting as somebody, as pages tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActingNow {
    /// In which account.
    pub(crate) account: AccountId,
    /// As whom; not known where the page is in no account.
    pub(crate) name: Option<String>,
}

tokio::task_local! {
    static ACTING: RefCell<Option<ActingNow>>;
}

/// Begins a request that acts as nobody.
pub(super) async fn in_own_name<T>(work: impl Future<Output = T>) -> T {
    ACTING.scope(RefCell::default(), work).await
}

/// The browser behind the request acts as somebody.
pub(crate) fn remember_acting(now: ActingNow) {
    // Outside a request (in a unit test) there is nothing to remember it for.
    let _ = ACTING.try_with(|current| current.replace(Some(now)));
}

/// As whom the browser behind the request acts.
pub(crate) fn current_acting() -> Option<ActingNow> {
    ACTING.try_with(|current| current.borrow().clone()).ok().flatten()
}
