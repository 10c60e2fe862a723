//! Requests that may be sent twice and are done once (`Idempotency-Key`): what one gave the first time is kept for a day.
//!
//! Under an account the record is the account's, and its lock orders two that come at the same moment. A request outside any
//! account is kept under the installation, for the person who sent it, the link it uses, or the client it came from; there, taking
//! the key is what the second one waits for. Secrets are never kept: whoever repeats a request gets ids.

use crate::{
    App, Caller, Done, Failure, Idempotency, Origin, Outcome, Parts, Revision, clock::Fresh, scope::Housekeeping,
    standing::Need, throttle::client_of,
};
use roster_domain::{
    id::{AccountId, Id, LinkId, PersonId},
    refusal::Refusal,
};
use roster_store::{ReadTx, WriteTx, accounts, db::millis, idempotency};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::fmt::{Display, Write};

/// For how long a repeated request finds what it did the first time: a day.
const REMEMBERED_MS: i64 = 86_400_000;

/// What digests of requests are sealed for.
const PURPOSE: &str = "request";

/// What a request outside any account gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once<T> {
    /// The use-case's own answer.
    pub value: T,
    /// The same request was done before; this is what it gave then.
    pub replayed: bool,
}

impl Idempotency {
    /// The key, as it is used by the holder of this link only.
    pub(crate) fn of(&self, link: impl Display) -> Idempotency {
        Idempotency { key: format!("{link} {}", self.key), digest: self.digest }
    }
}

/// Whose keys are told apart: a person's.
pub(crate) fn by_person(person: PersonId) -> String {
    format!("person {}", person.uuid())
}

/// Those of a link's holder.
pub(crate) fn by_link(link: LinkId) -> String {
    format!("link {}", link.uuid())
}

/// Those of a client that nothing is known of but where it is.
pub(crate) fn by_client(origin: &Origin) -> String {
    let digest = Sha256::digest(client_of(origin));
    digest.iter().fold("client ".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}

/// What the request gave when it was done before; refused where the key was used with another request.
pub(crate) fn find<T: DeserializeOwned>(
    tx: &mut ReadTx<'_>,
    parts: &Parts,
    account: AccountId,
    asker: &str,
    request: &Idempotency,
) -> Outcome<Option<T>> {
    let Some((seal, outcome)) = idempotency::find(tx, account, asker, &request.key)? else { return Ok(None) };
    if !parts.keys.is_seal_of(&seal, PURPOSE, &request.digest) {
        return Err(Refusal::IdempotencyKeyReused.into());
    }
    serde_json::from_str(&outcome).map(Some).map_err(|e| Failure::broken(format!("a kept outcome: {e}")))
}

/// Keeps what a request of an account gave, under the account's lock.
pub(crate) fn keep<T: Serialize>(
    tx: &mut WriteTx<'_>,
    parts: &Parts,
    account: AccountId,
    asker: &str,
    request: &Idempotency,
    value: &T,
    at: i64,
) -> Outcome<()> {
    let seal = parts.keys.seal(PURPOSE, &request.digest);
    idempotency::keep(tx, account, asker, &request.key, &seal, &as_json(value)?, at)?;
    forget(tx, account, at)
}

/// Takes the key of a request outside any account; gives what it gave when it was done before.
pub(crate) fn begin<T: DeserializeOwned>(
    tx: &mut WriteTx<'_>,
    parts: &Parts,
    asker: &str,
    request: &Idempotency,
    at: i64,
) -> Outcome<Option<T>> {
    let seal = parts.keys.seal(PURPOSE, &request.digest);
    if idempotency::begin(tx, AccountId::INSTALLATION, asker, &request.key, &seal, at)? {
        return Ok(None);
    }
    find(tx, parts, AccountId::INSTALLATION, asker, request)
}

/// Keeps what a request gave whose key was taken.
pub(crate) fn settle<T: Serialize>(tx: &mut WriteTx<'_>, asker: &str, request: &Idempotency, value: &T) -> Outcome<()> {
    Ok(idempotency::settle(tx, AccountId::INSTALLATION, asker, &request.key, &as_json(value)?)?)
}

/// Forgets what was done long ago.
pub(crate) fn forget(tx: &mut WriteTx<'_>, account: AccountId, at: i64) -> Outcome<()> {
    idempotency::forget(tx, account, at - REMEMBERED_MS)?;
    Ok(())
}

fn as_json(value: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|e| Failure::broken(format!("an outcome that is no JSON: {e}")))
}

impl App {
    /// Changes what is in no account, once for each request.
    pub(crate) async fn housekeep_once<T, F>(
        &self,
        what: Housekeeping,
        asker: String,
        request: Option<&Idempotency>,
        body: F,
    ) -> Outcome<Once<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut WriteTx<'_>, &mut Fresh) -> Outcome<T> + Send + Sync + 'static,
    {
        let (parts, request) = (self.parts.clone(), request.cloned());
        self.housekeep(what, move |tx, fresh| {
            let Some(request) = &request else { return Ok(Once { value: body(tx, fresh)?, replayed: false }) };
            if let Some(value) = begin(tx, &parts, &asker, request, millis(fresh.now))? {
                return Ok(Once { value, replayed: true });
            }
            let value = body(tx, fresh)?;
            settle(tx, &asker, request, &value)?;
            Ok(Once { value, replayed: false })
        })
        .await
    }

    /// What a request of somebody in an account gave, before it is looked at what it would do now.
    pub(crate) async fn done_in_account<T>(
        &self,
        caller: &Caller,
        account: AccountId,
        need: Need,
    ) -> Outcome<Option<Done<T>>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let Some(request) = caller.idempotency.clone() else { return Ok(None) };
        self.view(caller, account, need, move |view| {
            let asker = view.standing.asker();
            let head = accounts::head(view.tx, account)?.ok_or(Refusal::NotFound)?;
            let found = find(view.tx, view.parts, account, &asker, &request)?;
            Ok(found.map(|value| Done { value, revision: Revision::of(account, &head), replayed: true, undo: None }))
        })
        .await
    }

    /// What a request gave, before it is known whether it could be done again: a link that it used up is dead by now.
    pub(crate) async fn done_before<T>(
        &self,
        account: AccountId,
        asker: String,
        request: Option<&Idempotency>,
    ) -> Outcome<Option<T>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let Some(request) = request.cloned() else { return Ok(None) };
        let parts = self.parts.clone();
        self.parts.db.read_fast(move |tx| find(tx, &parts, account, &asker, &request)).await
    }
}
