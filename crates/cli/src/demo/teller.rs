//! Tells a plan: moves the clock and calls the use-cases, as the people in it would.

mod things;

use super::{
    PASSWORD,
    plan::{Plan, Step},
    shared::{Kept, share},
};
use crate::trouble::Trouble;
use jiff::{SignedDuration, Timestamp};
use roster_app::{
    Actor, App, Caller, Failure, Origin,
    accounts::{
        create::{self as found, CreateAccount},
        enter::enter,
    },
    activity,
    clock::ManualClock,
    credits,
    invitations::{
        accept::{Newcomer, accept},
        create::{Invite, Invited, create as invite},
        expire::expire_due,
        send_again::send_again,
        withdraw::withdraw,
    },
    mail::deliver::{Delivery, claim, note},
    members::{
        delete::delete,
        edit::{EditMember, edit},
        list::{self, MemberFilter},
        set_access::{AccessEdit, Wanted, set_access},
        set_role::set_role,
    },
};
use roster_domain::{
    id::{AccountId, MemberId},
    model::Model,
};
use std::collections::{HashMap, HashSet};
use things::Things;

/// What a made-up browser calls itself.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0";

/// Tells the plan, which ends a moment before `until`.
pub async fn tell(
    app: &App,
    clock: &ManualClock,
    model: &Model,
    text: &str,
    plan: Plan,
    until: Timestamp,
) -> Result<(), Trouble> {
    let begin = app.now();
    let founder = &plan.people[0].person;
    let input =
        CreateAccount { name: plan.account.clone(), model: text.to_owned(), admin: founder.email.clone(), mail: true };
    let created = found::create(app, &Caller::operator(), input).await?.value;
    let mut teller = Teller {
        app,
        model,
        account: created.account,
        unreachable: plan.people.iter().filter(|cast| cast.unreachable).map(|cast| cast.person.email.clone()).collect(),
        people: plan.people.iter().map(|_| Place { member: None, caller: None }).collect(),
        letters: HashMap::new(),
        things: Things::default(),
        shared: Kept::default(),
        plan: &plan,
    };
    teller.people[0].member = Some(created.member);
    teller.read_mail().await?;
    clock.advance(SignedDuration::from_hours(2));
    teller.step(&Step::Accept { who: 0 }).await?;
    for (at, step) in &plan.steps {
        let at = (begin + *at).min(until);
        clock.set(at.max(app.now()));
        while expire_due(app).await? > 0 {}
        while credits::expire::expire_due(app).await? > 0 {}
        teller.step(step).await?;
        teller.read_mail().await?;
        clock.advance(SignedDuration::from_secs(7));
    }
    let told = app.now();
    teller.visits(clock, told, until).await?;
    clock.set(until);
    while expire_due(app).await? > 0 {}
    while credits::expire::expire_due(app).await? > 0 {}
    teller.read_mail().await
}

/// Someone's place in the account.
struct Place {
    member: Option<MemberId>,
    /// Their browser, once they have joined.
    caller: Option<Caller>,
}

struct Teller<'a> {
    app: &'a App,
    model: &'a Model,
    account: AccountId,
    unreachable: HashSet<String>,
    people: Vec<Place>,
    /// The newest link that was mailed to an address.
    letters: HashMap<String, String>,
    things: Things,
    shared: Kept,
    plan: &'a Plan,
}

impl Teller<'_> {
    async fn step(&mut self, step: &Step) -> Result<(), Trouble> {
        let (app, account) = (self.app, self.account);
        match step {
            Step::Build => self.things.build(app, &self.caller(0)?, account, self.model).await?,
            Step::Invite { by, whom, message } => self.invite(*by, whom, message).await?,
            Step::Accept { who } => self.accept(*who).await?,
            Step::SendAgain { whom } => {
                send_again(app, &self.caller(0)?, account, self.member(*whom)?).await?;
            }
            Step::Withdraw { whom } => {
                withdraw(app, &self.caller(0)?, account, self.member(*whom)?).await?;
            }
            Step::SetRole { whom, role } => {
                set_role(app, &self.caller(0)?, account, self.member(*whom)?, role.clone()).await?;
            }
            Step::SetAccess { whom } => self.set_access(*whom).await?,
            Step::Describe { whom, company, note } => {
                let input = EditMember {
                    company: Some((*company).to_owned()),
                    note: Some((*note).to_owned()),
                    ..EditMember::default()
                };
                edit(app, &self.caller(0)?, account, self.member(*whom)?, input).await?;
            }
            Step::Delete { whom } => {
                delete(app, &self.caller(0)?, account, self.member(*whom)?).await?;
            }
            Step::Extend { who } => {
                let role = &self.plan.people[*who].role;
                self.things.extend(app, &self.caller(*who)?, account, self.model, role).await?;
            }
            Step::Peek { who } => {
                let looked = list::list(app, &self.caller(*who)?, account, MemberFilter::default(), None, 10).await;
                unless_refused(looked)?;
            }
            // Who has not joined by then leaves it.
            Step::Share { by, deed } => {
                if let Some(by) = self.people[*by].caller.clone() {
                    share(app, &by, account, self.model, &mut self.shared, deed).await?;
                }
            }
        }
        Ok(())
    }

    fn caller(&self, who: usize) -> Result<Caller, Trouble> {
        let caller = self.people[who].caller.clone();
        caller.ok_or_else(|| Trouble::failed(format!("the demo's plan lets person {who} act before they have joined")))
    }

    fn member(&self, who: usize) -> Result<MemberId, Trouble> {
        let member = self.people[who].member;
        member.ok_or_else(|| Trouble::failed(format!("the demo's plan speaks of person {who} before they are invited")))
    }

    async fn invite(&mut self, by: usize, whom: &[usize], message: &str) -> Result<(), Trouble> {
        let addresses: Vec<&str> = whom.iter().map(|who| self.plan.people[*who].person.email.as_str()).collect();
        let role = &self.plan.people[whom[0]].role;
        let access = self.things.wishes(self.model, role, &self.plan.dice);
        let input = Invite {
            addresses: addresses.join("\n"),
            roles: vec![role.clone()],
            access,
            permissions: Default::default(),
            message: message.to_owned(),
            about: Default::default(),
        };
        let outcomes = invite(self.app, &self.caller(by)?, self.account, input).await?.value;
        for (who, line) in whom.iter().zip(outcomes) {
            let Invited::Invited { member, .. } = line.outcome else {
                return Err(Trouble::failed(format!("the demo's plan invites in vain: {line:?}")));
            };
            self.people[*who].member = Some(member);
        }
        Ok(())
    }

    /// Everybody who is in looks in once more between the end of the story and now, some lately and some long ago.
    async fn visits(&mut self, clock: &ManualClock, told: Timestamp, until: Timestamp) -> Result<(), Trouble> {
        let span = until.duration_since(told);
        let callers: Vec<Caller> = self.people.iter().filter_map(|place| place.caller.clone()).collect();
        let count = i32::try_from(callers.len()).unwrap_or(i32::MAX).max(1);
        for (place, caller) in (0..).zip(callers) {
            // Squares, so that most of them were here lately.
            clock.set(until - span * (place * place) / (count * count));
            match enter(self.app, &caller, self.account).await {
                // Who was deleted finds nothing.
                Ok(_) | Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(activity::flush(self.app).await?)
    }

    async fn accept(&mut self, who: usize) -> Result<(), Trouble> {
        let person = &self.plan.people[who].person;
        let link = self.letters.get(&person.email).and_then(|link| link.rsplit('/').next());
        let link = link.ok_or_else(|| Trouble::failed(format!("no invitation reached {}", person.email)))?;
        let origin = Origin { address: Some(format!("198.51.100.{}", who + 1)), user_agent: Some(BROWSER.to_owned()) };
        let newcomer = Newcomer {
            name: person.name.clone(),
            password: PASSWORD.to_owned(),
            email: None,
            country: Some(person.country.to_owned()),
            language: person.language.to_owned(),
            time_zone: person.zone.to_owned(),
        };
        let anonymous = Caller::new(Actor::Anonymous, origin.clone());
        let joined = accept(self.app, &anonymous, link, newcomer).await?;
        let session = joined.signed_in.session;
        let actor = Actor::Person { person: session.person, session: session.session };
        self.people[who] = Place { member: Some(joined.member), caller: Some(Caller::new(actor, origin)) };
        Ok(())
    }

    /// More or other access on a few things.
    async fn set_access(&mut self, whom: usize) -> Result<(), Trouble> {
        let wishes = self.things.wishes(self.model, &self.plan.people[whom].role, &self.plan.dice);
        let edit = |wish: roster_app::invitations::create::AccessWish| AccessEdit {
            resource: wish.resource,
            what: Wanted::Give(wish.what),
            window: wish.window,
        };
        let edits: Vec<_> = wishes.into_iter().map(edit).collect();
        if !edits.is_empty() {
            set_access(self.app, &self.caller(0)?, self.account, self.member(whom)?, edits).await?;
        }
        Ok(())
    }

    /// Lets the mails arrive that are due, and keeps their links, as mailboxes do.
    async fn read_mail(&mut self) -> Result<(), Trouble> {
        loop {
            let ready = claim(self.app).await?;
            if ready.is_empty() {
                return Ok(());
            }
            for mail in ready {
                let delivery = if self.unreachable.contains(&mail.row.to_email) {
                    Delivery::Refused("550 5.1.1 The mailbox does not exist".to_owned())
                } else {
                    Delivery::Taken("kept in the mailbox of this machine".to_owned())
                };
                if let Some(link) = mail.link {
                    self.letters.insert(mail.row.to_email.clone(), link);
                }
                note(self.app, mail.row, delivery).await?;
            }
        }
    }
}

/// A "no" is part of the story; a fault is not.
fn unless_refused<T>(outcome: Result<T, Failure>) -> Result<(), Trouble> {
    match outcome {
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}
