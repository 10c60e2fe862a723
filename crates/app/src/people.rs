//! People: signing in and out, forgotten passwords, addresses, and what a person says about themself.
//!
//! A person is in no account. What is changed here is theirs alone, and no account's log speaks of it.

mod accounts;
mod ask_for_address;
mod change_password;
mod choose_account;
mod edit_me;
mod erase;
mod follow_address;
mod forgot_password;
mod link;
mod me;
mod my_data;
mod password;
mod prove_address;
mod reset_password;
mod session;
mod sessions;
mod sign_in;
mod sign_out;
mod sweep;
pub(crate) mod tries;

pub use accounts::{MyAccount, accounts};
pub use ask_for_address::ask_for_address;
pub use change_password::change_password;
pub use choose_account::choose_account;
pub use edit_me::{EditMe, edit_me};
pub use erase::erase_me;
pub use follow_address::follow_due;
pub use forgot_password::forgot_password;
pub use me::{Me, me};
pub use my_data::{
    FailureRow, GrantOnRow, MemberRow, MyData, MyMail, MyPlace, PersonEmailRow, TimedRow, my_data, my_events, my_place,
};
pub use prove_address::{AddressProven, AddressToProve, look_at_address, prove_address};
pub use reset_password::{ResetToDo, look_at_reset, reset_password};
pub use session::{SignedIn, authenticate, flush_seen, still_signed_in};
pub use sessions::{MySession, end_other_sessions, end_session, sessions};
pub use sign_in::sign_in;
pub use sign_out::{sign_out, sign_out_everywhere};
pub use sweep::sweep;

pub(crate) use ask_for_address::{send_proof, tell_owner};
pub(crate) use change_password::check_current;
pub(crate) use link::{issue_beside, password_link, url_of_link};
pub(crate) use session::{SeenSessions, start_session};

use crate::{Actor, Caller, Failure, Outcome};
use roster_domain::{
    email::Email,
    id::{PersonId, SessionId},
    language::Language,
    refusal::Refusal,
};
use roster_store::{
    ReadTx,
    persons::{self, PersonRow},
};

/// Who is signed in; everybody else is asked to.
pub(crate) fn signed_in(caller: &Caller) -> Outcome<(PersonId, SessionId)> {
    match caller.actor {
        Actor::Person { person, session } => Ok((person, session)),
        // Whoever acts as somebody reaches neither's profile, credentials and other accounts (B12).
        Actor::Acting { .. } => Err(Refusal::NotWhileActing.into()),
        // A key is somebody, but nobody who could sit there.
        Actor::Key { .. } => Err(Refusal::SessionRequired.into()),
        _ => Err(Refusal::NotSignedIn.into()),
    }
}

/// The address a person signs in with.
pub(crate) fn sign_in_address(tx: &mut ReadTx<'_>, person: PersonId) -> Outcome<Email> {
    let found = persons::emails(tx, person)?.into_iter().find(|row| row.sign_in);
    let row = found.ok_or_else(|| Failure::broken("a person without an address to sign in with"))?;
    stored_email(&row.email)
}

/// An address as it was stored.
fn stored_email(written: &str) -> Outcome<Email> {
    Email::parse(written).map_err(|problem| Failure::broken(format!("a stored address: {problem}")))
}

/// The language a person reads.
pub(crate) fn language_of(person: &PersonRow) -> Language {
    Language::from_tag(&person.language).unwrap_or_default()
}
