//! Where in an account a request is, kept beside the request's task, so that a page that says no can offer to ask an admin (F21).

use super::context;
use roster_domain::id::AccountId;

/// A page of an account that its member may not see, or that isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The account.
    pub(crate) account: AccountId,
    /// The path after the account's.
    pub(crate) path: String,
}

/// A member of this account asks for this page of it.
pub(crate) fn remember_place(place: Place) {
    let _ = context::with(|context| context.place.replace(Some(place)));
}

/// Where the member who asks is.
pub(crate) fn current_place() -> Option<Place> {
    context::with(|context| context.place.borrow().clone()).flatten()
}
