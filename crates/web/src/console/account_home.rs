//! The first page of an account: the first one of its menu.

use crate::console::visit::InAccount;
use axum::response::Redirect;
use roster_domain::permission::RosterPermission;

/// Goes to the users for those who may see them, else to the first kind of resource.
pub(crate) async fn show(at: InAccount) -> Redirect {
    let kind = at.here.model.kinds().next();
    let rest = match kind {
        _ if at.here.may(RosterPermission::ReadMembers) => "/users".to_owned(),
        Some((_, kind)) => format!("/resources/{}", kind.id),
        None => "/keys".to_owned(),
    };
    Redirect::to(&at.path(&rest))
}
