//! The first page of an account: the first one of its menu.

use crate::{
    archive_file,
    console::{PageError, visit::InAccount},
};
use axum::response::{Redirect, Response};
use roster_app::accounts::archive::note;
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

/// All of the account as a file (D11).
pub(crate) async fn archive(at: InAccount) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    note(app, caller, account).await?;
    Ok(archive_file::answer(app.clone(), caller.clone(), account))
}
