//! The first page of an account: the first one of its menu.

use crate::{
    archive_file,
    console::{PageError, visit::InAccount},
};
use axum::response::{Redirect, Response};
use roster_app::{accounts::archive::note, resources::choose::first_seen};
use roster_domain::permission::RosterPermission;

/// Goes to the users for those who may see them, else to the first kind of which they see something, or to the first.
pub(crate) async fn show(at: InAccount) -> Result<Redirect, PageError> {
    if at.here.may(RosterPermission::ReadMembers) {
        return Ok(Redirect::to(&at.path("/users")));
    }
    let rest = match at.here.model.kinds().next() {
        Some((_, first)) => {
            let seen = first_seen(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
            format!("/resources/{}", seen.unwrap_or_else(|| first.id.to_string()))
        }
        None => "/keys".to_owned(),
    };
    Ok(Redirect::to(&at.path(&rest)))
}

/// All of the account as a file (D11).
pub(crate) async fn archive(at: InAccount) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    note(app, caller, account).await?;
    Ok(archive_file::answer(app.clone(), caller.clone(), account))
}
