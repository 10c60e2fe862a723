//! What one change costs in small and large accounts, and how much memory a member takes whom the judge remembers; for
//! `cargo xtask bench`, it is no part of the product. Names a model's file and an empty database; what was measured is printed as
//! JSON.
#![expect(clippy::disallowed_methods, reason = "it measures time")]

mod meter;

use jiff::{SignedDuration, Timestamp};
use meter::Meter;
use roster_app::{
    Actor, App, Caller, Origin, PasswordCost, Settings,
    access::check::{self, Batch, Check, MAX_CHECKS, Place},
    accounts::create::{self as found, CreateAccount},
    clock::{ManualClock, SeededEntropy},
    invitations::{
        accept::{Newcomer, accept},
        create::{AccessWish, Invite, Invited, MAX_LINES, create as invite},
    },
    keyring::KeyRing,
    members::set_role::set_role,
    models::{
        Aim, Choices, Proposal,
        apply::{Which, apply, back},
        plan::plan,
    },
    resources::create::{CreateResource, create as create_resource},
};
use roster_domain::{
    grant::Window,
    id::{AccountId, MemberId, ResourceId},
};
use roster_store::{Db, DbConfig, db::steps_of_sqlite};
use serde_json::{Value, json};
use std::{error::Error, fmt::Debug, fs, io::Write, sync::Arc, time::Instant};

type Made<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How many members the accounts have.
const SIZES: [usize; 3] = [100, 10_000, 100_000];
/// How often a role is changed; the median counts.
const CHANGES: usize = 201;
/// What every member is given: a project and sites in it.
const SITES: usize = 4;

struct House {
    app: App,
    clock: Arc<ManualClock>,
    model: String,
}

#[tokio::main]
async fn main() -> Made<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, model] = arguments.as_slice() else { return Err("name a database and a model's file".into()) };
    let db = Db::open(&DbConfig { url: database.clone(), readers: 4, synchronous_full: false })?;
    db.migrate()?;
    let clock = Arc::new(ManualClock::new(Timestamp::now()));
    let settings = Settings { password_cost: PasswordCost::Trivial, ..Settings::new("http://localhost") };
    let keys = KeyRing::new([("change".to_owned(), vec![7; 32])])?;
    let app = App::new(db, clock.clone(), Arc::new(SeededEntropy::new(7)), keys, settings);
    let house = House { app, clock, model: fs::read_to_string(model)? };
    let mut changes = Vec::new();
    for size in SIZES {
        changes.push(house.measured(size).await?);
    }
    let (members, bytes) = house.app.remembered();
    let each = bytes / members.max(1);
    writeln!(std::io::stdout(), "{}", json!({ "changes": changes, "bytes_remembered_of_a_member": each }))?;
    Ok(())
}

impl House {
    /// An account of this size, and what changing the role of one of its members costs.
    async fn measured(&self, size: usize) -> Made<Value> {
        let (account, admin) = self.found(size).await?;
        let members = self.filled(account, &admin, size).await?;
        let middle = members[size / 2];
        let (mut times, mut steps) = (Vec::new(), Vec::new());
        for number in 0..CHANGES {
            let role = if number % 2 == 0 { "admin" } else { "user" };
            let (began, before) = (Instant::now(), steps_of_sqlite());
            done(set_role(&self.app, &admin, account, middle, role.to_owned()).await)?;
            times.push(began.elapsed().as_micros());
            steps.push(steps_of_sqlite() - before);
        }
        times.sort_unstable();
        steps.sort_unstable();
        if size <= SIZES[1] {
            self.asked_about(account, &admin, &members).await?;
        }
        let plan = self.planned(account, &admin).await?;
        let apply = self.applied(account, &admin, self.renamed(account, &admin).await?).await?;
        let undo = self.applied(account, &admin, back(Choices::default())).await?;
        let role_us = times[CHANGES / 2] as u64;
        let models = json!({ "plan": plan, "apply": apply, "undo": undo });
        Ok(json!({ "members": size, "role_us": role_us, "steps": steps[CHANGES / 2], "models": models }))
    }

    /// How long it takes to plan a model in which everybody loses something on what they were given, how much more memory there was
    /// in use meanwhile at most, and how many lines the plan has.
    async fn planned(&self, account: AccountId, admin: &Caller) -> Made<Value> {
        let less = self.model.replacen("\"site.create\", \"site.edit\"]", "\"site.edit\"]", 1);
        if less == self.model {
            return Err("the model has no such level".into());
        }
        let proposal = Proposal { aim: Aim::Text(less), choices: Choices::default() };
        let meter = Meter::start()?;
        let plan = done(plan(&self.app, admin, account, proposal, None).await)?;
        meter.read(&[("lines", plan.lines)])
    }

    /// The same of applying it, with another level for everybody, and of taking that back. What is planned first isn't counted.
    async fn applied(&self, account: AccountId, admin: &Caller, proposal: Proposal) -> Made<Value> {
        let plan = done(plan(&self.app, admin, account, proposal.clone(), None).await)?;
        let meter = Meter::start()?;
        let applied = done(apply(&self.app, admin, account, proposal, Which::Plan(plan.id)).await)?.value;
        if applied.moved == 0 || applied.not_restored > 0 {
            return Err(format!("{applied:?}").into());
        }
        meter.read(&[("moved", applied.moved)])
    }

    /// A model in which a level has another name, which all get who have it.
    async fn renamed(&self, account: AccountId, admin: &Caller) -> Made<Proposal> {
        let text = self.model.replace("read_write", "full");
        let mut proposal = Proposal { aim: Aim::Text(text), choices: Choices::default() };
        for held in done(plan(&self.app, admin, account, proposal.clone(), None).await)?.vanished {
            let ways = [(held.id, Some("full".to_owned()))];
            proposal.choices.levels.insert(held.kind, ways.into_iter().collect());
        }
        Ok(proposal)
    }

    async fn found(&self, size: usize) -> Made<(AccountId, Caller)> {
        let admin = format!("admin-{size}@bench.example");
        let input = CreateAccount { name: format!("Account of {size}"), model: self.model.clone(), admin, mail: false };
        let account = done(found::create(&self.app, &Caller::operator(), input).await)?.value;
        let newcomer = Newcomer {
            name: "Ada Bench".to_owned(),
            password: "seven lanterns drift west".to_owned(),
            email: None,
            country: Some("NL".to_owned()),
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
        };
        let token = account.link.rsplit('/').next().unwrap_or_default();
        let nobody = Caller::new(Actor::Anonymous, Origin::default());
        let session = done(accept(&self.app, &nobody, token, newcomer).await)?.signed_in.session;
        let actor = Actor::Person { person: session.person, session: session.session };
        Ok((account.account, Caller::new(actor, Origin::default())))
    }

    async fn filled(&self, account: AccountId, admin: &Caller, size: usize) -> Made<Vec<MemberId>> {
        let create = |kind: &str, name: String, parent: Option<ResourceId>| {
            let input = CreateResource { kind: kind.to_owned(), parent, name, external_id: None };
            create_resource(&self.app, admin, account, input)
        };
        let project = done(create("project", "Harbour".to_owned(), None).await)?.value;
        let mut access = vec![AccessWish::level(project, "read_write", Window::ALWAYS)];
        for site in 0..SITES {
            let site = done(create("site", format!("Site {site}"), Some(project)).await)?.value;
            access.push(AccessWish::level(site, "read_only", Window::ALWAYS));
        }
        let mut members = Vec::with_capacity(size);
        for first in (0..size).step_by(MAX_LINES) {
            // An account may invite so many in an hour, and no more.
            self.clock.advance(SignedDuration::from_hours(1));
            let lines: Vec<String> =
                (first..size.min(first + MAX_LINES)).map(|n| format!("m{n:06}@bench.example")).collect();
            let input = Invite {
                addresses: lines.join("\n"),
                roles: vec!["user".to_owned()],
                access: access.clone(),
                permissions: Default::default(),
                message: String::new(),
                about: Default::default(),
            };
            for line in done(invite(&self.app, admin, account, input).await)?.value {
                let Invited::Invited { member, .. } = line.outcome else { return Err(format!("{line:?}").into()) };
                members.push(member);
            }
        }
        Ok(members)
    }

    /// Asks about each of them, so that they are remembered.
    async fn asked_about(&self, account: AccountId, admin: &Caller, members: &[MemberId]) -> Made<()> {
        for some in members.chunks(MAX_CHECKS) {
            let ask = |member: &MemberId| Check {
                member: Some(*member),
                permission: "roster.invite".to_owned(),
                place: Place::Account,
            };
            let batch = Batch { checks: some.iter().map(ask).collect(), ..Batch::default() };
            done(check::check(&self.app, admin, account, batch).await)?;
        }
        Ok(())
    }
}

fn done<T, E: Debug>(outcome: Result<T, E>) -> Made<T> {
    outcome.map_err(|failure| format!("{failure:?}").into())
}
