//! The one door through which an account is changed: authorise, begin, and commit with an event.
//!
//! A use-case never sees a transaction that is not inside a [`Scope`], and a scope is only made for a caller who may. What it
//! wrote is only kept if it ends in a [`Commit`], which has no form without an event. So neither the question "who may?"
//! nor the audit log can be forgotten.

use crate::{
    Actor, App, Caller, Failure, Outcome, Parts, Revision,
    clock::Fresh,
    members::gifts,
    once,
    standing::{Need, Standing},
    undo::{
        UNDO_MS,
        image::{Delta, Image},
    },
};
use jiff::Timestamp;
use roster_domain::{
    event::{ActorRef, Change, Event, EventKind, Fact, Target, details_digest},
    id::{AccountId, Id, InvitationId, JobId, LinkId, MailId, MemberId, PersonId, SignUpId, TransferId},
    language::Language,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    DbError, WriteTx, accounts,
    db::millis,
    due::{self, DueKind},
    events, members, models, outbox, person_links, quotations, resources, silences, undo,
};
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
    /// The first event of what was changed, where that can be undone.
    pub undo: Option<i64>,
}

/// The end of a use-case that may be kept.
pub(crate) struct Commit<T> {
    value: T,
    events: Vec<Event>,
    /// What a job noted stays, also where nothing came of it that has an event.
    noted: bool,
}

/// The events of one change, and what it took the place of.
struct Made {
    events: Vec<Event>,
    images: Vec<Image>,
    job: Option<JobId>,
}

/// An event in its place in the log.
struct Chained {
    fact: Fact<'static>,
    prev_hash: Vec<u8>,
    digest: [u8; 32],
    salt: [u8; 16],
    details: String,
}

impl Chained {
    fn stored(&self) -> events::NewEvent<'_> {
        let Chained { fact, prev_hash, digest, salt, details } = self;
        events::NewEvent { fact: *fact, prev_hash, details_digest: *digest, salt: *salt, details }
    }
}

impl<T> Commit<T> {
    /// With more events, after those that there are.
    pub(crate) fn and(mut self, events: impl IntoIterator<Item = Event>) -> Commit<T> {
        self.events.extend(events);
        self
    }
}

/// An open, authorised change of one account.
pub(crate) struct Scope<'a, 'tx> {
    pub(crate) tx: &'a mut WriteTx<'tx>,
    pub(crate) standing: Standing,
    pub(crate) fresh: Fresh,
    pub(crate) parts: &'a Parts,
    caller: &'a Caller,
    /// Who asked, whoever acts in the end: the holder of a link becomes a member by it.
    asker: String,
    head: accounts::HeadRow,
    /// What somebody may has moved, whatever the events say.
    access_moved: bool,
    /// What the change at hand takes the place of, so far.
    images: Vec<Image>,
    /// The changes before the one at hand.
    made: Vec<Made>,
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
        models::pin(tx, self.account, 1, &self.model_hash, "{}", at, None)
    }
}

/// Changes without an event: the closed list of what nobody needs to read about in an account's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Housekeeping {
    /// A mail's state.
    MailQueue,
    /// Leases of timed work.
    Due,
    /// How far bulk jobs have come, and what is forgotten of them and of what can be undone.
    Jobs,
    /// When members were last active.
    LastActive,
    /// Sessions begin, are seen and end.
    Sessions,
    /// Counters of tries.
    Throttles,
    /// Wishes to sign up of people who have proven nothing yet.
    SignUps,
    /// How somebody looks at lists.
    Views,
    /// What is left of an account after it was purged.
    Purge,
    /// A person's own credentials, addresses and links, which are in no account.
    Person,
}

/// What is particular about a change.
#[derive(Default)]
struct Particular {
    /// It brings the account into being.
    new: Option<NewAccount>,
    /// Another account is changed with it.
    other: Option<AccountId>,
    /// It writes very many rows.
    long: bool,
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
        self.run(caller, account, Particular::default(), need, body).await
    }

    /// The same for a change that writes very many rows ([`write_alone`](roster_store::Db::write_alone)).
    pub(crate) async fn change_much<T, F>(
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
        self.run(caller, account, Particular { long: true, ..Particular::default() }, need, body).await
    }

    /// The same where another account is changed in the same transaction ([`Scope::beside`]): nothing is kept of either unless both
    /// are. They are locked in the order of their ids, so that two of these never wait for each other.
    pub(crate) async fn change_both<T, F>(
        &self,
        caller: &Caller,
        account: AccountId,
        other: AccountId,
        need: Need,
        body: F,
    ) -> Outcome<Done<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Scope<'_, '_>) -> Outcome<Commit<T>> + Send + Sync + 'static,
    {
        let particular = Particular { other: Some(other), ..Particular::default() };
        let done = self.run(caller, account, particular, need, body).await;
        // Also where nobody can say whether it was kept.
        self.parts.confirmed.changed(other);
        done
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
        let account = new.account;
        self.run(caller, account, Particular { new: Some(new), ..Particular::default() }, need, body).await
    }

    async fn run<T, F>(
        &self,
        caller: &Caller,
        account: AccountId,
        Particular { new, other, long }: Particular,
        need: Need,
        body: F,
    ) -> Outcome<Done<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Scope<'_, '_>) -> Outcome<Commit<T>> + Send + Sync + 'static,
    {
        let (fresh, parts, by) = (self.fresh(), self.parts.clone(), caller.clone());
        let change = move |tx: &mut WriteTx<'_>| {
            if let Some(new) = &new {
                new.insert(tx, millis(fresh.now))?;
            }
            if let Some(other) = other {
                for account in [account.min(other), account.max(other)] {
                    accounts::lock_head(tx, account)?;
                }
            }
            let mut scope = Scope::enter(tx, &parts, &by, account, need, fresh.clone()).map_err(Ended::Failure)?;
            if let Some(done) = scope.done_before().map_err(Ended::Failure)? {
                return Err(Ended::Nothing(done));
            }
            let commit = body(&mut scope).map_err(Ended::Failure)?;
            if commit.events.is_empty() && scope.made.is_empty() && !commit.noted {
                let revision = scope.revision();
                return Err(Ended::Nothing(Done { value: commit.value, revision, replayed: false, undo: None }));
            }
            scope.finish(commit).map_err(Ended::Failure)
        };
        let db = &self.parts.db;
        let ended = if long { db.write_alone(change).await } else { db.write(change).await };
        // Also where nobody can say whether it was kept.
        if !matches!(&ended, Err(Ended::Nothing(_) | Ended::Failure(Failure::Refused(_)))) {
            self.parts.confirmed.changed(account);
        }
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
        if caller.by_itself || denied(refusal).is_none() {
            return Ok(());
        }
        let refusal = refusal.clone();
        // What was denied was not done: its Idempotency-Key is kept for the request that is.
        let by = Caller { idempotency: None, ..caller.clone() };
        let (fresh, parts) = (self.fresh(), self.parts.clone());
        self.parts
            .db
            .write(move |tx| {
                let scope = Scope::enter(tx, &parts, &by, account, Need::Anything, fresh.clone());
                let mut scope = match scope {
                    Ok(scope) => scope,
                    // Who has no place in the account leaves no line in its log.
                    Err(Failure::Refused(_)) => return Ok(()),
                    Err(failure) => return Err(failure),
                };
                if let Some(event) = scope.denial(&refusal)? {
                    let commit = scope.commit((), event);
                    scope.finish(commit)?;
                }
                Ok(())
            })
            .await
    }
}

/// Whom or what somebody tried it on, if that is there, and what it is called.
fn about(tx: &mut WriteTx<'_>, account: AccountId, named: Option<&Target>) -> Outcome<(Target, Option<String>)> {
    let found = match named {
        Some(Target::Member(member)) => members::by_id(tx, account, *member)?
            .map(|row| (Target::Member(*member), if row.name.is_empty() { row.email } else { row.name })),
        Some(Target::Resource(resource)) => {
            resources::by_id(tx, account, *resource)?.map(|row| (Target::Resource(*resource), row.name))
        }
        Some(Target::Quotation(quotation)) => {
            quotations::by_id(tx, account, *quotation)?.map(|row| (Target::Quotation(*quotation), row.title))
        }
        Some(Target::Account | Target::Key(_) | Target::Job(_)) | None => None,
    };
    Ok(found.map_or((Target::Account, None), |(target, name)| (target, Some(name))))
}

/// What a refusal denies, if it is one that someone should read about.
fn denied(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Forbidden { permission } => Some(permission.clone()),
        Refusal::RankTooHigh { .. }
        | Refusal::HolderOutOfReach { .. }
        | Refusal::NotYourself
        | Refusal::RoleNotRemovable { .. }
        | Refusal::LastKeeper => Some(refusal.code().to_owned()),
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
        if matches!(caller.actor, Actor::Support { .. }) {
            return Err(Refusal::LookOnly.into());
        }
        let asker = standing.asker();
        let (images, made) = (Vec::new(), Vec::new());
        Ok(Scope { tx, standing, fresh, parts, caller, asker, head, access_moved: false, images, made })
    }

    /// Opens the other account that was locked with this one, as whoever this is; what is done there ends in [`keep`](Self::keep).
    pub(crate) fn beside<'b>(
        &'b mut self,
        caller: &'b Caller,
        account: AccountId,
        need: Need,
        fresh: Fresh,
    ) -> Outcome<Scope<'b, 'tx>> {
        Scope::enter(&mut *self.tx, self.parts, caller, account, need, fresh)
    }

    /// Keeps what was done in an account beside the one that is changed, if that is kept.
    pub(crate) fn keep(self, commit: Commit<()>) -> Outcome<()> {
        self.finish(commit).map(|_| ())
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

    /// What is remembered of what members may is void after this, although no event of it says so.
    pub(crate) fn access_moves(&mut self) {
        self.access_moved = true;
    }

    /// Refuses a request that could be done twice when it is sent twice.
    pub(crate) fn expect_idempotency(&self) -> Outcome<()> {
        match self.caller.idempotency {
            Some(_) => Ok(()),
            None => Err(Refusal::IdempotencyKeyRequired.into()),
        }
    }

    /// Keeps what was written, with the event that says so.
    pub(crate) fn commit<T>(&self, value: T, event: Event) -> Commit<T> {
        Commit { value, events: vec![event], noted: false }
    }

    /// Keeps what was written, with an event for each part of it. Without any event nothing is kept.
    pub(crate) fn commit_all<T>(&self, value: T, events: Vec<Event>) -> Commit<T> {
        Commit { value, events, noted: false }
    }

    /// Keeps nothing: there was nothing to change.
    pub(crate) fn nothing<T>(&self, value: T) -> Commit<T> {
        Commit { value, events: Vec::new(), noted: false }
    }

    /// Keeps what a job noted, and the changes that were [`made`](Self::make).
    pub(crate) fn commit_chunk<T>(&self, value: T) -> Commit<T> {
        Commit { value, events: Vec::new(), noted: true }
    }

    /// Remembers what something took the place of, so that it can be undone.
    pub(crate) fn took_the_place_of(&mut self, member: MemberId, delta: Delta) {
        self.standing.ahead.forget(member);
        self.images.push(Image { member, delta });
    }

    /// The number that the next change's first event will have.
    pub(crate) fn next_seq(&self) -> i64 {
        let made: usize = self.made.iter().map(|made| made.events.len()).sum();
        self.head.event_seq + 1 + i64::try_from(made).unwrap_or(i64::MAX)
    }

    /// One change of several is complete; gives the number of its first event.
    pub(crate) fn make(&mut self, events: Vec<Event>, job: Option<JobId>) -> i64 {
        let seq = self.next_seq();
        self.made.push(Made { events, images: std::mem::take(&mut self.images), job });
        seq
    }

    /// Appends events of this change at once, before those that it ends with: of so many that they aren't kept in memory.
    pub(crate) fn append_now(&mut self, events: Vec<Event>) -> Outcome<()> {
        let chained = events.into_iter().map(|event| self.chained(event)).collect::<Outcome<Vec<_>>>()?;
        let stored: Vec<_> = chained.iter().map(Chained::stored).collect();
        let account = self.account();
        Ok(events::append_all(self.tx, account, &stored)?)
    }

    /// Does one of several things: where it is refused nothing of it stays, and the others go on. Rule 14 is asked at once, so that
    /// it stands in the way of this one alone.
    pub(crate) fn part<T>(
        &mut self,
        row: &members::MemberRow,
        body: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<Result<T, Refusal>> {
        let kept = self.standing.held_of(self.tx, row)?.roles;
        let kept = kept.iter().filter_map(|role| self.standing.model.role(&role.id));
        let keeps = kept.into_iter().any(|role| self.standing.model[role].keeps_account);
        self.tx.begin_part()?;
        let done = body(self).and_then(|value| {
            if keeps {
                self.keep_a_keeper()?;
            }
            Ok(value)
        });
        match done {
            Ok(value) => {
                self.tx.keep_part()?;
                Ok(Ok(value))
            }
            Err(Failure::Refused(refusal)) => {
                self.tx.take_back_part()?;
                self.images.clear();
                Ok(Err(refusal))
            }
            Err(failure) => Err(failure),
        }
    }

    /// The event of a denied attempt, if this refusal is one and the first of its kind in this minute.
    pub(crate) fn denial(&mut self, refusal: &Refusal) -> Outcome<Option<Event>> {
        let Some(what) = denied(refusal) else { return Ok(None) };
        let (account, actor) = (self.account(), format!("{:?}", self.standing.actor));
        let minute = self.now().as_second() / 60;
        if events::count_denial(self.tx, account, &actor, &what, minute)? != 1 {
            return Ok(None);
        }
        events::forget_denials(self.tx, account, minute - COUNTED_MINUTES)?;
        let (target, name) = about(self.tx, account, self.caller.about.as_ref())?;
        let event = Event::new(EventKind::AttemptDenied, target, what);
        Ok(Some(event.changes(name.map(|name| Change::new("about", None, Some(name))))))
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
        let wanted = whom.iter().filter(|row| row.status == "active" && !silent.contains(&row.member));
        let letters = wanted.map(|row| {
            let language = gifts::language_of(row);
            Letter { kind, to: &row.email, name: &row.name, language, link: Some(link) }
        });
        self.mail_all(&letters.collect::<Vec<_>>())
    }

    /// Queues many mails, of which none carries a person's own link.
    pub(crate) fn mail_all(&mut self, letters: &[Letter<'_>]) -> Outcome<()> {
        let account = self.account();
        let mails = self.standing.model.mails();
        let wanted = letters.iter().filter(|letter| letter.kind.change().is_none_or(|change| mails.mails(change)));
        let papers = wanted.map(|letter| Ok((letter, Paper::of(&mut self.fresh, self.parts, letter)?)));
        let papers: Vec<_> = papers.collect::<Outcome<_>>()?;
        let new: Vec<_> = papers.iter().map(|(letter, paper)| paper.mail(letter)).collect();
        Ok(outbox::queue_all(self.tx, account, &new)?)
    }

    fn done_before<T: DeserializeOwned>(&mut self) -> Outcome<Option<Done<T>>> {
        let Some(request) = &self.caller.idempotency else { return Ok(None) };
        let (account, asker) = (self.account(), self.asker.clone());
        let value = once::find(self.tx, self.parts, account, &asker, request)?;
        Ok(value.map(|value| Done { value, revision: self.revision(), replayed: true, undo: None }))
    }

    fn keep_outcome<T: Serialize>(&mut self, value: &T) -> Outcome<()> {
        let Some(request) = &self.caller.idempotency else { return Ok(()) };
        let (account, asker, at) = (self.account(), self.asker.clone(), self.at());
        once::keep(self.tx, self.parts, account, &asker, request, value, at)
    }

    /// How far the account has come by what was done here.
    fn revision(&self) -> Revision {
        Revision::of(self.account(), &self.head)
    }

    fn finish<T: Serialize>(mut self, commit: Commit<T>) -> Result<Done<T>, Failure> {
        if !commit.events.is_empty() {
            self.make(commit.events, None);
        }
        let made = std::mem::take(&mut self.made);
        let any =
            |moves: fn(EventKind) -> bool| made.iter().flat_map(|made| &made.events).any(|event| moves(event.kind));
        if self.standing.is_acting() && any(|kind| !kind.open_while_acting()) {
            return Err(Refusal::NotWhileActing.into());
        }
        if self.access_moved || any(moves_access) {
            self.keep_a_keeper()?;
            self.head.access_revision += 1;
        }
        self.head.revision += i64::from(any(moves_known));
        self.head.resources_revision += i64::from(any(moves_resources));
        let mut undo = None;
        for made in made {
            undo = self.append_all(made)?;
        }
        accounts::advance_head(self.tx, self.standing.account.account, &self.head)?;
        self.keep_outcome(&commit.value)?;
        Ok(Done { value: commit.value, revision: self.revision(), replayed: false, undo })
    }

    /// Appends the events of one change, and keeps for a day what it took the place of; gives the first event of what can be undone.
    fn append_all(&mut self, made: Made) -> Outcome<Option<i64>> {
        let seq = self.head.event_seq + 1;
        let about = made.events.iter().rev().find_map(|event| match event.target {
            Target::Member(member) => Some(member),
            _ => None,
        });
        for event in made.events {
            self.append(event)?;
        }
        let Some(member) = about.filter(|_| !made.images.is_empty()) else { return Ok(None) };
        let images = serde_json::to_string(&made.images).map_err(|e| Failure::broken(e.to_string()))?;
        let (last_seq, at, job) = (self.head.event_seq, self.at(), made.job);
        let account = self.account();
        undo::insert(self.tx, account, &undo::UndoRow { seq, last_seq, member, images, job, at, undone_by: None })?;
        due::set_once(self.tx, account, DueKind::UndoForgotten, account.uuid(), at + UNDO_MS)?;
        Ok(Some(seq))
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

    fn append(&mut self, event: Event) -> Outcome<()> {
        let chained = self.chained(event)?;
        Ok(events::append(self.tx, &chained.stored())?)
    }

    /// The next event of the log; nothing is written yet.
    fn chained(&mut self, mut event: Event) -> Outcome<Chained> {
        event.details.address.clone_from(&self.caller.origin.address);
        event.details.user_agent.clone_from(&self.caller.origin.user_agent);
        let details = serde_json::to_string(&event.details).map_err(|e| Failure::broken(e.to_string()))?;
        let salt = self.fresh.salt();
        let digest = details_digest(&salt, &details);
        let (actor, on_behalf_of) = match event.by_itself {
            true => (ActorRef::System, None),
            false => (self.standing.actor, self.standing.on_behalf_of),
        };
        let fact = Fact {
            account: self.account(),
            seq: self.head.event_seq + 1,
            at: self.now(),
            kind: event.kind.code(),
            actor_kind: actor.kind(),
            actor_id: actor.id(),
            on_behalf_of: on_behalf_of.map(|member| member.uuid()),
            target_kind: event.target.kind(),
            target_id: event.target.id(),
        };
        let hash = fact.hash(&self.head.event_hash, &digest).to_vec();
        let prev_hash = std::mem::replace(&mut self.head.event_hash, hash);
        self.head.event_seq = fact.seq;
        Ok(Chained { fact, prev_hash, digest, salt, details })
    }
}

/// Whose keys of requests are told apart in an account.
pub(crate) fn asked_by(actor: ActorRef) -> String {
    format!("{actor:?}")
}

/// Whether an event of this kind may have changed what the judge knows of anyone: status, roles, extras, mask and access, or the
/// ways from resources to their roots. In doubt it has.
fn moves_access(kind: EventKind) -> bool {
    use EventKind::*;
    match kind {
        AccountCreated | ModelApplied | InvitationAccepted | MemberSignedUp | InvitationEdited | InvitationResent
        | InvitationWithdrawn | InvitationExpired | RolesChanged | PermissionsChanged | AccessChanged
        | MemberDisabled | MemberEnabled | MemberArchived | MemberRestored | MemberDeleted | MemberLeft
        | HandedOver | ResourceCreated | ResourceMoved | ResourcesUpserted | ResourceDeleted | KeyCreated
        | KeyRevoked | ComplianceChanged | AccountSuspended | AccountResumed | AccountClosed | AccountReopened
        | AccountRecovered | PersonErased => true,
        // Whoever is invited is somebody new; who takes an old place says so by `Scope::access_moves`.
        MemberInvited | MemberCreated => false,
        InvitationRequested
        | InvitationReminded
        | InvitationLinkCopied
        | InvitationRefused
        | MemberEdited
        | MemberAddressChanged
        | PasswordLinkSent
        | TransferStarted
        | TransferAccepted
        | TransferDeclined
        | TransferWithdrawn
        | TransferExpired
        | AddressProposed
        | AddressProposalWithdrawn
        | SignInUnblocked
        | ResourceRenamed
        | ResourceDescribed
        | MembersExported
        | AttemptDenied
        | ActingStarted
        | ActingEnded
        | JobAsked
        | JobCancelled => false,
        CreditsAllocated | CreditsPurchased | CreditsRefunded | CreditsMerged | CreditsSpent | CreditsHeld
        | CreditsReleased | CreditsCaptured | CreditsExpired | TransactionsExported | AuditExported => false,
        QuotationIssued | QuotationAccepted | QuotationDeclined | QuotationWithdrawn => false,
        AccountMerged => true,
        MergeOffered | AccountJoined | ArchiveDownloaded => false,
        AccountEdited | AccountPurged | SupportGranted | SupportBegun | SupportLooked | SupportEnded => false,
        AccessRequested | AccessRequestGranted | AccessRequestDeclined => false,
    }
}

/// Whether an event of this kind may have changed anything that is remembered of the account between two looks. Credits aren't: a
/// product that spends at every order must not make everyone be read anew each time.
fn moves_known(kind: EventKind) -> bool {
    use EventKind::*;
    !matches!(
        kind,
        CreditsAllocated
            | CreditsPurchased
            | CreditsRefunded
            | CreditsMerged
            | CreditsSpent
            | CreditsHeld
            | CreditsReleased
            | CreditsCaptured
            | CreditsExpired
            | TransactionsExported
            | AuditExported
            | MembersExported
    )
}

/// What may change which resources lie under which.
fn moves_resources(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(kind, ResourceCreated | ResourceMoved | ResourcesUpserted | ResourceDeleted | HandedOver)
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
    /// The page with what members of the mail's account ask for: no secret.
    Requests,
    /// The page where one signs in: no secret.
    SignIn,
    /// The page on which the offer of a role of the mail's account is accepted: no secret.
    Transfer(TransferId),
    /// The mail's account: no secret.
    Account,
    /// The page on which the mail's closed account is brought back: no secret.
    Closed,
}

/// Queues a mail; `account` is nil where it concerns none.
pub(crate) fn queue_mail(
    tx: &mut WriteTx<'_>,
    fresh: &mut Fresh,
    parts: &Parts,
    account: AccountId,
    letter: &Letter<'_>,
) -> Outcome<MailId> {
    let paper = Paper::of(fresh, parts, letter)?;
    outbox::queue(tx, account, &paper.mail(letter))?;
    if let Some(LinkRef::Person(person, link)) = letter.link {
        person_links::set_mail(tx, person, link, account, paper.mail)?;
    }
    Ok(paper.mail)
}

/// A letter as it is stored.
struct Paper {
    mail: MailId,
    params: String,
    link: String,
    message_id: String,
    at: i64,
}

impl Paper {
    fn of(fresh: &mut Fresh, parts: &Parts, letter: &Letter<'_>) -> Outcome<Paper> {
        let broken = |e: serde_json::Error| Failure::broken(e.to_string());
        let mail: MailId = fresh.id();
        let link = letter.link.map(|link| serde_json::to_string(&link)).transpose().map_err(broken)?;
        let params = serde_json::to_string(letter.kind).map_err(broken)?;
        let message_id = format!("{}@{}", mail.uuid().simple(), parts.settings.mail_domain);
        Ok(Paper { mail, params, link: link.unwrap_or_default(), message_id, at: millis(fresh.now) })
    }

    fn mail<'p>(&'p self, letter: &Letter<'p>) -> outbox::NewMail<'p> {
        let invitation = match letter.link {
            Some(LinkRef::Invitation(invitation)) => Some(invitation),
            _ => None,
        };
        outbox::NewMail {
            mail: self.mail,
            params: &self.params,
            link: &self.link,
            to_email: letter.to,
            to_name: letter.name,
            language: letter.language.tag(),
            message_id: &self.message_id,
            invitation,
            at: self.at,
        }
    }
}

impl<'tx> Deref for Scope<'_, 'tx> {
    type Target = Standing;
    fn deref(&self) -> &Standing {
        &self.standing
    }
}
