//! The one door through which an account is changed: authorise, begin, and commit with an event.
//!
//! A use-case never sees a transaction that is not inside a [`Scope`], and a scope is only made for a caller who may. What it
//! wrote is only kept if it ends in a [`Commit`], which has no form without an event. So neither the question "who may?"
//! nor the audit log can be forgotten.

use crate::{
    App, Caller, Failure, Outcome, Parts, Revision,
    clock::Fresh,
    members::gifts,
    once,
    standing::{Need, Standing},
};
use jiff::Timestamp;
use roster_domain::{
    event::{ActorRef, Event, EventKind, Fact, Target, details_digest},
    id::{AccountId, Id, InvitationId, LinkId, MailId, MemberId, PersonId, SignUpId},
    language::Language,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{DbError, WriteTx, accounts, db::millis, events, members, models, outbox, silences};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::ops::Deref;

/// For how many minutes denied attempts are counted: a day.
const COUNTED_MINUTES: i64 = 24 * 60;

/// What a use-case that changed something gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    /// The use-case's own answer.
    pub value: T,
    /// How far the account had come after it; a later question can demand to be answered no older than this.
    pub revision: Revision,
    /// The same request was done before; this is what it gave then.
    pub replayed: bool,
}

/// The end of a use-case that may be kept.
pub(crate) struct Commit<T> {
    value: T,
    events: Vec<Event>,
}

/// An open, authorised change of one account.
pub(crate) struct Scope<'a, 'tx> {
    pub(crate) tx: &'a mut WriteTx<'tx>,
    pub(crate) standing: Standing,
    pub(crate) fresh: Fresh,
    pub(crate) parts: &'a Parts,
    caller: &'a Caller,
    /// Who asked, whoever acts in the end: the holder of a link becomes a member by it.
    asker: ActorRef,
    head: accounts::HeadRow,
}

/// An account that is about to be.
pub(crate) struct NewAccount {
    pub(crate) account: AccountId,
    pub(crate) name: String,
    pub(crate) model_hash: [u8; 32],
    pub(crate) model: String,
}

impl NewAccount {
    fn insert(&self, tx: &mut WriteTx<'_>, at: i64) -> Result<(), DbError> {
        models::put_text(tx, &self.model_hash, &self.model, at)?;
        accounts::insert(tx, self.account, &self.name, at)?;
        models::pin(tx, self.account, 1, &self.model_hash, at, None)
    }
}

/// Changes without an event: the closed list of what nobody needs to read about in an account's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Housekeeping {
    /// A mail's state.
    MailQueue,
    /// Leases of timed work.
    Due,
    /// When members were last active.
    LastActive,
    /// Sessions begin, are seen and end.
    Sessions,
    /// Counters of tries.
    Throttles,
    /// Wishes to sign up of people who have proven nothing yet.
    SignUps,
    /// A person's own credentials, addresses and links, which are in no account.
    Person,
}

/// Why a transaction ends without being kept, although nothing failed.
enum Ended<T> {
    Failure(Failure),
    Nothing(Done<T>),
}

impl<T> From<DbError> for Ended<T> {
    fn from(error: DbError) -> Ended<T> {
        Ended::Failure(error.into())
    }
}

impl App {
    /// Changes an account: `body` runs inside the transaction and may run again, with the same time and ids, when the database
    /// asks for it.
    pub(crate) async fn change<T, F>(
        &self,
        caller: &Caller,
        account: AccountId,
        need: Need,
        body: F,
    ) -> Outcome<Done<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Scope<'_, '_>) -> Outcome<Commit<T>> + Send + Sync + 'static,
    {
        self.run(caller, account, None, need, body).await
    }

    /// Brings an account into being and makes its first change, in one transaction.
    pub(crate) async fn found_account<T, F>(
        &self,
        caller: &Caller,
        new: NewAccount,
        need: Need,
        body: F,
    ) -> Outcome<Done<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Scope<'_, '_>) -> Outcome<Commit<T>> + Send + Sync + 'static,
    {
        self.run(caller, new.account, Some(new), need, body).await
    }

    async fn run<T, F>(
        &self,
        caller: &Caller,
        account: AccountId,
        new: Option<NewAccount>,
        need: Need,
        body: F,
    ) -> Outcome<Done<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Scope<'_, '_>) -> Outcome<Commit<T>> + Send + Sync + 'static,
    {
        let (fresh, parts, by) = (self.fresh(), self.parts.clone(), caller.clone());
        let ended = self
            .parts
            .db
            .write(move |tx| {
                if let Some(new) = &new {
                    new.insert(tx, millis(fresh.now))?;
                }
                let mut scope = Scope::enter(tx, &parts, &by, account, need, fresh.clone()).map_err(Ended::Failure)?;
                if let Some(done) = scope.done_before().map_err(Ended::Failure)? {
                    return Err(Ended::Nothing(done));
                }
                let commit = body(&mut scope).map_err(Ended::Failure)?;
                if commit.events.is_empty() {
                    let revision = scope.revision();
                    return Err(Ended::Nothing(Done { value: commit.value, revision, replayed: false }));
                }
                scope.finish(commit).map_err(Ended::Failure)
            })
            .await;
        match ended {
            Ok(done) => Ok(done),
            Err(Ended::Nothing(done)) => {
                if !done.replayed {
                    self.keep_nothing(caller, account, &done.value).await?;
                }
                Ok(done)
            }
            Err(Ended::Failure(failure)) => {
                self.note_denial(caller, account, &failure).await?;
                Err(failure)
            }
        }
    }

    /// A request that changed nothing is answered alike when it comes again, even if there were something to change by then.
    async fn keep_nothing<T: Serialize>(&self, caller: &Caller, account: AccountId, value: &T) -> Outcome<()> {
        if caller.idempotency.is_none() {
            return Ok(());
        }
        let value = serde_json::to_value(value).map_err(|e| Failure::broken(format!("an outcome: {e}")))?;
        let (fresh, parts, by) = (self.fresh(), self.parts.clone(), caller.clone());
        self.parts
            .db
            .write(move |tx| {
                let mut scope = Scope::enter(tx, &parts, &by, account, Need::Anything, fresh.clone())?;
                // The same request at the same moment may have been quicker.
                if scope.done_before::<serde_json::Value>()?.is_none() {
                    scope.keep_outcome(&value)?;
                }
                Ok(())
            })
            .await
    }

    /// Changes what no account's log needs to know.
    pub(crate) async fn housekeep<T, F>(&self, _what: Housekeeping, body: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: Fn(&mut WriteTx<'_>, &mut Fresh) -> Outcome<T> + Send + Sync + 'static,
    {
        let fresh = self.fresh();
        self.parts.db.write(move |tx| body(tx, &mut fresh.clone())).await
    }

    /// A denied attempt is itself worth an event: at most one per actor, permission and minute; the rest is counted.
    pub(crate) async fn note_denial(&self, caller: &Caller, account: AccountId, failure: &Failure) -> Outcome<()> {
        let Failure::Refused(refusal) = failure else { return Ok(()) };
        let Some(what) = denied(refusal) else { return Ok(()) };
        // What was denied was not done: its Idempotency-Key is kept for the request that is.
        let by = Caller { idempotency: None, ..caller.clone() };
        let (fresh, parts) = (self.fresh(), self.parts.clone());
        self.parts
            .db
            .write(move |tx| {
                let scope = Scope::enter(tx, &parts, &by, account, Need::Anything, fresh.clone());
                let scope = match scope {
                    Ok(scope) => scope,
                    // Who has no place in the account leaves no line in its log.
                    Err(Failure::Refused(_)) => return Ok(()),
                    Err(failure) => return Err(failure),
                };
                let actor = format!("{:?}", scope.standing.actor);
                let minute = scope.now().as_second() / 60;
                if events::count_denial(scope.tx, account, &actor, &what, minute)? == 1 {
                    let event = Event::new(EventKind::AttemptDenied, Target::Account, what.clone());
                    events::forget_denials(scope.tx, account, minute - COUNTED_MINUTES)?;
                    let commit = scope.commit((), event);
                    scope.finish(commit)?;
                }
                Ok(())
            })
            .await
    }
}

/// What a refusal denies, if it is one that someone should read about.
fn denied(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Forbidden { permission } => Some(permission.clone()),
        Refusal::RankTooHigh { .. } | Refusal::NotYourself | Refusal::RoleNotRemovable { .. } | Refusal::LastKeeper => {
            Some(refusal.code().to_owned())
        }
        Refusal::RoleNotAssignable { role } => Some(format!("{}: {role}", refusal.code())),
        Refusal::NotHeld { missing } => Some(format!("{}: {}", refusal.code(), missing.join(", "))),
        _ => None,
    }
}

impl<'a, 'tx> Scope<'a, 'tx> {
    /// Locks the account and asks who the caller is in it and whether they may.
    fn enter(
        tx: &'a mut WriteTx<'tx>,
        parts: &'a Parts,
        caller: &'a Caller,
        account: AccountId,
        need: Need,
        fresh: Fresh,
    ) -> Outcome<Scope<'a, 'tx>> {
        let head = accounts::lock_head(tx, account)?.ok_or(Refusal::NotFound)?;
        let standing = Standing::find(tx, parts, caller, account, fresh.now, None)?;
        standing.meets(need)?;
        let asker = standing.actor;
        Ok(Scope { tx, standing, fresh, parts, caller, asker, head })
    }

    /// The account that is changed.
    pub(crate) fn account(&self) -> AccountId {
        self.standing.account.account
    }

    /// When this happens.
    pub(crate) fn now(&self) -> Timestamp {
        self.fresh.now
    }

    /// When this happens, as it is stored.
    pub(crate) fn at(&self) -> i64 {
        millis(self.fresh.now)
    }

    /// A new identifier.
    pub(crate) fn id<I: Id>(&mut self) -> I {
        self.fresh.id()
    }

    /// Refuses when the caller has seen another version than the one that stands now (F07).
    pub(crate) fn expect_version(&self, current: i64) -> Outcome<()> {
        if self.caller.must_say_version {
            return Err(Refusal::PreconditionRequired.into());
        }
        match self.caller.seen_version {
            Some(seen) if seen != current => Err(Refusal::Stale { current }.into()),
            _ => Ok(()),
        }
    }

    /// Keeps what was written, with the event that says so.
    pub(crate) fn commit<T>(&self, value: T, event: Event) -> Commit<T> {
        Commit { value, events: vec![event] }
    }

    /// Keeps what was written, with an event for each part of it. Without any event nothing is kept.
    pub(crate) fn commit_all<T>(&self, value: T, events: Vec<Event>) -> Commit<T> {
        Commit { value, events }
    }

    /// Keeps nothing: there was nothing to change.
    pub(crate) fn nothing<T>(&self, value: T) -> Commit<T> {
        Commit { value, events: Vec::new() }
    }

    /// Queues a mail in this transaction, unless the model wants none after such a change.
    pub(crate) fn mail(&mut self, mail: &Letter<'_>) -> Outcome<()> {
        let account = self.account();
        let wanted = mail.kind.change().is_none_or(|change| self.standing.model.mails().mails(change));
        if wanted {
            queue_mail(self.tx, &mut self.fresh, self.parts, account, mail)?;
        }
        Ok(())
    }

    /// Queues a mail to members about somebody else, with a link to the page it is about. Whoever wants none of these, gets none.
    pub(crate) fn tell(&mut self, whom: &[members::MemberRow], kind: &MailKind, link: LinkRef) -> Outcome<()> {
        let (account, ids) = (self.account(), whom.iter().map(|row| row.member).collect::<Vec<_>>());
        let silent = match kind.change() {
            Some(change) if !ids.is_empty() => silences::silent_about(self.tx, account, change.key(), &ids)?,
            _ => Vec::new(),
        };
        for row in whom.iter().filter(|row| row.status == "active" && !silent.contains(&row.member)) {
            let language = gifts::language_of(row);
            self.mail(&Letter { kind, to: &row.email, name: &row.name, language, link: Some(link) })?;
        }
        Ok(())
    }

    fn done_before<T: DeserializeOwned>(&mut self) -> Outcome<Option<Done<T>>> {
        let Some(request) = &self.caller.idempotency else { return Ok(None) };
        let (account, asker) = (self.account(), asked_by(self.asker));
        let value = once::find(self.tx, self.parts, account, &asker, request)?;
        Ok(value.map(|value| Done { value, revision: self.revision(), replayed: true }))
    }

    fn keep_outcome<T: Serialize>(&mut self, value: &T) -> Outcome<()> {
        let Some(request) = &self.caller.idempotency else { return Ok(()) };
        let (account, asker, at) = (self.account(), asked_by(self.asker), self.at());
        once::keep(self.tx, self.parts, account, &asker, request, value, at)
    }

    /// How far the account has come by what was done here.
    fn revision(&self) -> Revision {
        Revision::of(self.account(), &self.head)
    }

    fn finish<T: Serialize>(mut self, commit: Commit<T>) -> Result<Done<T>, Failure> {
        let moves_access = commit.events.iter().any(|event| moves_access(event.kind));
        if moves_access {
            self.keep_a_keeper()?;
            self.head.access_revision += 1;
        }
        self.head.revision += 1;
        if commit.events.iter().any(|event| moves_resources(event.kind)) {
            self.head.resources_revision += 1;
        }
        for event in commit.events {
            self.append(event)?;
        }
        accounts::advance_head(self.tx, self.standing.account.account, &self.head)?;
        self.keep_outcome(&commit.value)?;
        Ok(Done { value: commit.value, revision: self.revision(), replayed: false })
    }

    /// Rule 14 (F02): from the moment someone first could change roles without end, someone always can.
    fn keep_a_keeper(&mut self) -> Outcome<()> {
        let (account, at) = (self.account(), self.at());
        let mut kept = false;
        for (_, role) in self.standing.model.roles().filter(|(_, role)| role.keeps_account) {
            kept = kept || !members::keepers(self.tx, account, role.id.as_str(), at, 1)?.is_empty();
        }
        if self.head.keeper_met && !kept {
            return Err(Refusal::LastKeeper.into());
        }
        self.head.keeper_met |= kept;
        Ok(())
    }

    fn append(&mut self, mut event: Event) -> Outcome<()> {
        event.details.address.clone_from(&self.caller.origin.address);
        event.details.user_agent.clone_from(&self.caller.origin.user_agent);
        let details = serde_json::to_string(&event.details).map_err(|e| Failure::broken(e.to_string()))?;
        let salt = self.fresh.salt();
        let digest = details_digest(&salt, &details);
        let actor: ActorRef = self.standing.actor;
        let fact = Fact {
            account: self.account(),
            seq: self.head.event_seq + 1,
            at: self.now(),
            kind: event.kind.code(),
            actor_kind: actor.kind(),
            actor_id: actor.id(),
            on_behalf_of: self.standing.on_behalf_of.map(|member| member.uuid()),
            target_kind: event.target.kind(),
            target_id: event.target.id(),
        };
        let hash = fact.hash(&self.head.event_hash, &digest);
        let stored = events::NewEvent {
            fact,
            prev_hash: &self.head.event_hash,
            details_digest: digest,
            salt,
            details: &details,
        };
        events::append(self.tx, &stored)?;
        self.head.event_seq = fact.seq;
        self.head.event_hash = hash.to_vec();
        Ok(())
    }
}

/// Whose keys of requests are told apart in an account.
pub(crate) fn asked_by(actor: ActorRef) -> String {
    format!("{actor:?}")
}

/// Whether an event of this kind may have changed what anyone may do.
fn moves_access(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(
        kind,
        ModelApplied
            | InvitationAccepted
            | MemberSignedUp
            | RolesChanged
            | PermissionsChanged
            | AccessChanged
            | MemberDisabled
            | MemberEnabled
            | MemberArchived
            | MemberRestored
            | MemberDeleted
            | ResourceCreated
            | ResourceMoved
            | ResourcesUpserted
            | ResourceDeleted
            | KeyCreated
            | KeyRevoked
    )
}

/// What may change which resources lie under which.
fn moves_resources(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(kind, ResourceCreated | ResourceMoved | ResourcesUpserted | ResourceDeleted)
}

/// A mail to be queued.
pub(crate) struct Letter<'a> {
    /// What it says.
    pub kind: &'a MailKind,
    /// To which address.
    pub to: &'a str,
    /// To whom, or empty.
    pub name: &'a str,
    /// In which language.
    pub language: Language,
    /// Which link it carries.
    pub link: Option<LinkRef>,
}

/// Which link a mail carries: enough to derive it when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRef {
    /// The newest link of an invitation of the mail's account.
    Invitation(InvitationId),
    /// A link of a person.
    Person(PersonId, LinkId),
    /// The profile of a member of the mail's account: no secret.
    Profile(MemberId),
    /// The page on which a member's invitation is sent again: no secret.
    Pending(MemberId),
    /// A link to sign up in the mail's account.
    SignUp(SignUpId),
    /// The page where one signs in: no secret.
    SignIn,
}

/// Queues a mail; `account` is nil where it concerns none.
pub(crate) fn queue_mail(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    account: AccountId,
    letter: &Letter<'_>,
) -> Outcome<MailId> {
    let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Failure::broken(e.to_string()));
    let mail: MailId = fresh.id();
    let link = letter.link.map(|link| serde_json::to_string(&link)).transpose();
    let link = link.map_err(|e| Failure::broken(e.to_string()))?.unwrap_or_default();
    let invitation = match letter.link {
        Some(LinkRef::Invitation(invitation)) => Some(invitation),
        _ => None,
    };
    let new = outbox::NewMail {
        mail,
        params: &json(serde_json::to_string(letter.kind))?,
        link: &link,
        to_email: letter.to,
        to_name: letter.name,
        language: letter.language.tag(),
        message_id: &format!("{}@{}", mail.uuid().simple(), parts.settings.mail_domain),
        invitation,
        at: millis(fresh.now),
    };
    outbox::queue(tx, account, &new)?;
    Ok(mail)
}

impl<'tx> Deref for Scope<'_, 'tx> {
    type Target = Standing;
    fn deref(&self) -> &Standing {
        &self.standing
    }
}
