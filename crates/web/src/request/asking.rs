//! Where in an account a request is, kept beside the request's task, so that a page that says no can offer to ask an admin (F21).

use roster_domain::id::AccountId;
use std::{cell::RefCell, future::Future};

/// A page of an account that its member may not see, or that isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The account.
    pub(crate) account: AccountId,
    /// The path after the account's.
    pub(crate) path: String,
}

tokio::task_local! {
    static PLACE: RefCell<Option<Place>>;
}

/// Begins a request that is in no account yet.
pub(super) async fn nowhere<T>(work: impl Future<Output = T>) -> T {
    PLACE.scope(RefCell::default(), work).await
}

/// A member of this account asks for this page of it.
pub(crate) fn remember_place(place: Place) {
    // Outside a request (in a unit test) there is nothing to remember it for.
    let _ = PLACE.try_with(|current| current.replace(Some(place)));
}

/// Where the member who asks is.
pub(crate) fn current_place() -> Option<Place> {
    PLACE.try_with(|current| current.borrow().clone()).ok().flatten()
}
