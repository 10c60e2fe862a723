//! Signing out, here or everywhere.

use super::signed_in;
use crate::{App, Caller, Outcome, scope::Housekeeping};
use roster_store::{
    person_links::{self, LinkKind},
    sessions,
};

/// Ends the caller's session. The others go on.
pub async fn sign_out(app: &App, caller: &Caller) -> Outcome<()> {
    let (person, session) = signed_in(caller)?;
    app.housekeep(Housekeeping::Sessions, move |tx, _| Ok(sessions::end(tx, person, session)?)).await
}

/// Ends all of the caller's sessions, this one among them, and what one of them may have begun: the move to another address.
pub async fn sign_out_everywhere(app: &App, caller: &Caller) -> Outcome<()> {
    let (person, _) = signed_in(caller)?;
    app.housekeep(Housekeeping::Person, move |tx, _| {
        person_links::kill_open(tx, person, LinkKind::ProveEmail)?;
        Ok(sessions::end_all(tx, person, None)?)
    })
    .await
}
