//! Answering with one click: giving what is asked for, or declining with a word.

use super::list;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    refusal::status,
};
use axum::response::Response;
use roster_app::{
    Done, Failure, Outcome,
    access_requests::answer::{Gift, decline as say_no, give as give_it},
    members::given::Given,
};
use roster_domain::{id::AccessRequestId, refusal::Refusal};

/// Gives.
pub(crate) async fn give(
    at: InAccount,
    Named(request): Named<AccessRequestId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let done = match (gift(sent.get("give")), at.end_of(sent.get("until"), "/until")) {
        (gift, Ok(until)) => give_it(app, caller, account, request, gift, until).await,
        (_, Err(problem)) => Err(Refusal::Invalid(vec![problem]).into()),
    };
    told(&at, done, "requests-given").await
}

/// Declines.
pub(crate) async fn decline(
    at: InAccount,
    Named(request): Named<AccessRequestId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let done = say_no(app, caller, account, request, sent.get("word").to_owned()).await;
    told(&at, done, "requests-declined").await
}

/// What was chosen; whether it fits what is asked for, the use-case knows.
fn gift(chosen: &str) -> Option<Gift> {
    let (what, id) = chosen.split_once(':')?;
    let id = id.to_owned();
    Some(match what {
        "level" => Gift::There(Given::Level(id)),
        "role" => Gift::There(Given::Role(id)),
        "permission" => Gift::Permission(id),
        "account_role" => Gift::Role(id),
        _ => return None,
    })
}

async fn told(at: &InAccount, done: Outcome<Done<()>>, said: &str) -> Result<Response, PageError> {
    match done {
        Ok(done) => {
            let undo = done.undo.map(|seq| at.path(&format!("/audit/{seq}/undo")));
            Ok(at.visit.go_undoable(&at.path("/requests"), &at.visit.t.get(said), undo.as_deref()))
        }
        // A second click, or another admin: it is answered, and that is all there is to say.
        Err(Failure::Refused(Refusal::WrongState { .. })) => {
            Ok(at.visit.go(&at.path("/requests"), &at.visit.t.get("requests-answered")))
        }
        Err(Failure::Refused(refusal)) if refusal != Refusal::NotFound => {
            let told = at.refusal(&refusal);
            list::page(at, status(&refusal), None, Some(told)).await
        }
        Err(failure) => Err(failure.into()),
    }
}
