//! How long it takes until something is done to many, for `cargo xtask bench`; it is no part of the product. Names an empty database
//! and a model's file; what was measured is printed as JSON. Every commit is durable, as it is when Roster serves.
#![expect(clippy::disallowed_methods, reason = "it measures time")]

mod meter;

use meter::Meter;
use roster_app::{
    Actor, App, Caller, Origin, PasswordCost, Settings,
    accounts::create::{self as found, CreateAccount},
    clock::System,
    invitations::{
        accept::{Newcomer, accept},
        create::{Invite, Invited, MAX_LINES, create as invite},
    },
    jobs::{
        Deed,
        ask::{Which, ask},
        show::show,
        work::work_due,
    },
    keyring::KeyRing,
    mail::deliver,
    members::set_role::RoleWish,
    scope::LinkRef,
};
use roster_domain::id::{AccountId, InvitationId, JobId, MemberId};
use roster_store::{Db, DbConfig};
use serde_json::json;
use std::{error::Error, fmt::Debug, fs, io::Write, sync::Arc, time::Instant};
use tokio::task::JoinSet;

type Made<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How many get another role.
const MEMBERS: usize = MAX_LINES;
/// How many invitations are sent again.
const INVITED: usize = 1_000;
/// As many accept at once.
const AT_ONCE: usize = 64;
/// How often a role is given to all; the median counts.
const TURNS: usize = 5;

#[tokio::main]
async fn main() -> Made<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, model] = arguments.as_slice() else { return Err("name a database and a model's file".into()) };
    let fast = Db::open(&DbConfig { url: database.clone(), readers: 4, synchronous_full: false })?;
    fast.migrate()?;
    let model = fs::read_to_string(model)?;
    let (account, admin, members, invited) = fill(&app(fast)?, model).await?;
    // From here on as it serves.
    let app = app(Db::open(&DbConfig { url: database.clone(), readers: 4, synchronous_full: true })?)?;
    let meter = Meter::start()?;
    let mut times = Vec::new();
    for turn in 0..TURNS {
        let role = if turn % 2 == 0 { "admin" } else { "user" };
        let deed = Deed::Change { role: Some(RoleWish::from(role.to_owned())), permissions: None };
        times.push(all(&app, &admin, account, deed, members.clone()).await?);
    }
    let measured = meter.read(&[])?;
    times.sort_unstable();
    let again = all(&app, &admin, account, Deed::Resend, invited).await?;
    let told = json!({
        "role_of": MEMBERS, "role_ms": times[TURNS / 2], "grew_kb": measured["grew_kb"], "resend_of": INVITED, "resend_ms": again,
    });
    writeln!(std::io::stdout(), "{told}")?;
    Ok(())
}

fn app(db: Db) -> Made<App> {
    let settings =
        Settings { password_cost: PasswordCost::Trivial, mailbox: true, ..Settings::new("http://localhost") };
    let keys = KeyRing::new([("bulk".to_owned(), vec![7; 32])])?;
    Ok(App::new(db, Arc::new(System), Arc::new(System), keys, settings))
}

/// Milliseconds until it is done to all of them.
async fn all(app: &App, admin: &Caller, account: AccountId, deed: Deed, to: Vec<MemberId>) -> Made<u64> {
    let (began, total) = (Instant::now(), to.len());
    let job: JobId = done(ask(app, admin, account, deed, Which::Members(to)).await)?.value.job;
    while done(work_due(app).await)? > 0 {}
    let took = began.elapsed();
    let told = done(show(app, admin, account, job).await)?;
    if told.state != "done" || usize::try_from(told.done) != Ok(total) {
        return Err(format!("{told:?}").into());
    }
    Ok(u64::try_from(took.as_millis())?)
}

/// An account with so many who are in, and some who are invited.
async fn fill(app: &App, model: String) -> Made<(AccountId, Caller, Vec<MemberId>, Vec<MemberId>)> {
    let input = CreateAccount { name: "Bulk".to_owned(), model, admin: "bulk@bench.example".to_owned(), mail: false };
    let account = done(found::create(app, &Caller::operator(), input).await)?.value;
    let admin = join(app, &account.link).await?;
    let account = account.account;
    let places = invite_many(app, &admin, account, "member", MEMBERS).await?;
    for some in places.chunks(AT_ONCE) {
        let mut joining = JoinSet::new();
        for (_, invitation) in some.iter().copied() {
            let app = app.clone();
            joining.spawn(async move {
                let link = done(deliver::link_of(&app, account, LinkRef::Invitation(invitation)).await)?;
                join(&app, &link.ok_or("an invitation without a link")?).await
            });
        }
        while let Some(joined) = joining.join_next().await {
            joined??;
        }
    }
    let invited = invite_many(app, &admin, account, "invited", INVITED).await?;
    let ids = |places: Vec<(MemberId, InvitationId)>| places.into_iter().map(|(member, _)| member).collect();
    Ok((account, admin, ids(places), ids(invited)))
}

async fn invite_many(
    app: &App,
    admin: &Caller,
    account: AccountId,
    called: &str,
    many: usize,
) -> Made<Vec<(MemberId, InvitationId)>> {
    let lines: Vec<String> = (0..many).map(|number| format!("{called}-{number:05}@bench.example")).collect();
    let input = Invite {
        addresses: lines.join("\n"),
        roles: vec!["user".to_owned()],
        access: Vec::new(),
        permissions: Default::default(),
        message: String::new(),
        about: Default::default(),
    };
    let lines = done(invite(app, admin, account, input).await)?.value.into_iter();
    lines
        .map(|line| match line.outcome {
            Invited::Invited { member, invitation } => Ok((member, invitation)),
            _ => Err(format!("{line:?}").into()),
        })
        .collect()
}

/// Accepts as someone new.
async fn join(app: &App, link: &str) -> Made<Caller> {
    let newcomer = Newcomer {
        name: "Ada Bench".to_owned(),
        password: "seven lanterns drift west".to_owned(),
        email: None,
        country: Some("NL".to_owned()),
        language: "en".to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let token = link.rsplit('/').next().unwrap_or_default();
    let nobody = Caller::new(Actor::Anonymous, Origin::default());
    let session = done(accept(app, &nobody, token, newcomer).await)?.signed_in.session;
    let actor = Actor::Person { person: session.person, session: session.session };
    Ok(Caller::new(actor, Origin::default()))
}

fn done<T, E: Debug>(outcome: Result<T, E>) -> Made<T> {
    outcome.map_err(|failure| format!("{failure:?}").into())
}
