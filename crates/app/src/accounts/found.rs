//! A signed-in person creates an account, where the operator lets them, and is its first admin.

use crate::{
    App, Caller, Done, Failure, Outcome,
    people::signed_in,
    resources::own,
    scope::{Housekeeping, NewAccount},
    settings::WhoCreates,
    standing::Need,
    throttle,
    token::{hash_text, same_secret},
};
use roster_domain::{
    event::{ActorRef, Change, Event, EventKind, Target},
    id::{AccountId, Id, MemberId, PersonId},
    model::Model,
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::{accounts, db::millis, members, person_accounts, persons};
use serde::{Deserialize, Serialize};

/// What creating an account takes here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Nobody but the operator does.
    Closed,
    /// Whoever is signed in does.
    Open,
    /// Whoever has the installation's key does.
    WithKey,
}

/// A new account of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// The account.
    pub account: AccountId,
    /// The caller's place in it.
    pub member: MemberId,
}

/// What creating an account takes, for a page that offers it.
pub fn offer(app: &App) -> Offer {
    match app.settings().creation {
        WhoCreates::Operator => Offer::Closed,
        WhoCreates::Anyone { .. } => Offer::Open,
        WhoCreates::WithKey { .. } => Offer::WithKey,
    }
}

/// Creates an open account with the installation's model; the caller gets its highest role that keeps the account.
pub async fn found(app: &App, caller: &Caller, name: &str, key: Option<&str>) -> Outcome<Done<Founded>> {
    let (person, _) = signed_in(caller)?;
    let name = name.trim().to_owned();
    let text = allowed(app, person, key).await?;
    if let Some(code) = name_problem(&name) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/name", code)]).into());
    }
    let model = Model::compile(&text).map_err(|_| Failure::broken("the configured model makes no sense"))?;
    let role = model[model.founder_role()].id.to_string();
    // Sent again with its key, the request finds the account it made.
    let asker = crate::once::by_person(person);
    let chosen = app.housekeep_once(Housekeeping::Person, asker, caller.idempotency.as_ref(), move |tx, fresh| {
        throttle::ACCOUNTS_PER_PERSON.count(tx, &person.uuid().to_string(), millis(fresh.now))?;
        Ok((fresh.id::<AccountId>(), fresh.id::<MemberId>()))
    });
    let chosen = chosen.await?;
    let (account, member) = chosen.value;
    if chosen.replayed && app.parts.db.read(move |tx| Ok::<_, Failure>(accounts::by_id(tx, account)?)).await?.is_some()
    {
        let head = app.parts.db.read(move |tx| Ok::<_, Failure>(accounts::head(tx, account)?)).await?;
        let head = head.ok_or_else(|| Failure::broken("an account without a head"))?;
        let revision = crate::Revision::of(account, &head);
        return Ok(Done { value: Founded { account, member }, revision, replayed: true, undo: None });
    }
    let new = NewAccount { account, name, model_hash: model.hash(), model: text };
    let founder = Caller::anonymous(caller.origin.clone());
    app.found_account(&founder, new, Need::Link, move |scope| {
        let at = scope.at();
        let me = persons::lock(scope.tx, person)?.ok_or(Refusal::NotSignedIn)?;
        let emails = persons::emails(scope.tx, person)?;
        let email = emails.iter().find(|email| email.sign_in).ok_or_else(|| Failure::broken("no sign-in"))?;
        let new = members::NewMember {
            member,
            person: Some(person),
            status: "active",
            name: &me.name,
            given_name: "",
            family_name: "",
            company: "",
            fields: "{}",
            email: &email.email,
            email_key: &email.email_key,
            invited_until: None,
            at,
        };
        members::insert(scope.tx, account, &new)?;
        let stored = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let stored = members::MemberRow { language: Some(me.language), country: me.country, ..stored };
        members::save(scope.tx, account, &stored)?;
        let held = members::TimedRow::always(role.clone(), None, at);
        members::set_roles(scope.tx, account, member, &[held])?;
        person_accounts::add(scope.tx, person, account, member, at)?;
        scope.standing.actor = ActorRef::Member(member);
        let name = scope.standing.account.name.clone();
        let event = Event::new(EventKind::AccountCreated, Target::Account, &name);
        let event = event.changes([Change::new("role", None, Some(role.clone()))]);
        // As for everybody who joins, the model may have something of their own for them.
        let events = std::iter::once(event).chain(own::own(scope, &stored)?).collect();
        Ok(scope.commit_all(Founded { account, member }, events))
    })
    .await
}

/// The model of the new account, if the caller may create one.
async fn allowed(app: &App, person: PersonId, key: Option<&str>) -> Outcome<String> {
    match app.settings().creation.clone() {
        WhoCreates::Operator => Err(Refusal::NotFound.into()),
        WhoCreates::Anyone { model } => Ok(model),
        WhoCreates::WithKey { model, hash } => {
            app.housekeep(Housekeeping::Throttles, move |tx, fresh| {
                throttle::INSTALLATION_KEY.count(tx, &person.uuid().to_string(), millis(fresh.now))
            })
            .await?;
            let right = same_secret(&hash, &hash_text(key.unwrap_or_default().trim()));
            if right { Ok(model) } else { Err(Refusal::field("/installation_key", "wrong_key").into()) }
        }
    }
}
