//! Fills a database with an account of many people who are in and reach something, for `cargo xtask bench`; it is no part of the
//! product. Only through use-cases, as if all of them had accepted their invitations, but for what hashing as many passwords
//! would cost. What was made is printed as JSON.

use roster_app::{
    Actor, App, Caller, Origin, PasswordCost, Settings,
    accounts::create::{self as found, CreateAccount},
    clock::System,
    invitations::{
        accept::{Newcomer, accept},
        create::{AccessWish, Invite, Invited, create as invite},
    },
    keyring::KeyRing,
    keys::create::{CreateKey, create as make_key},
    mail::deliver::{self, Delivery},
    resources::create::{CreateResource, create as create_resource},
    scope::LinkRef,
};
use roster_domain::{
    grant::Window,
    id::{AccountId, InvitationId, ResourceId},
};
use roster_store::{Db, DbConfig};
use serde_json::{Value, json};
use std::{error::Error, fmt::Debug, fs, io::Write, sync::Arc};
use tokio::task::JoinSet;

type Made<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// As many are invited at once, with the same access, and accept at once.
const GROUP: usize = 20;
const SITES_OF_A_PROJECT: usize = 9;
/// Besides a project.
const SITES_GIVEN: usize = 4;

#[tokio::main]
async fn main() -> Made<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, model, members, projects] = arguments.as_slice() else {
        return Err("name a database, a model's file, how many members, how many projects".into());
    };
    let db = Db::open(&DbConfig { url: database.clone(), readers: 4, synchronous_full: false })?;
    let settings =
        Settings { password_cost: PasswordCost::Trivial, mailbox: true, ..Settings::new("http://localhost") };
    let keys = KeyRing::new([("crowd".to_owned(), vec![7; 32])])?;
    let app = App::new(db, Arc::new(System), Arc::new(System), keys, settings);
    let made = fill(&app, fs::read_to_string(model)?, members.parse()?, projects.parse()?).await?;
    writeln!(std::io::stdout(), "{made}")?;
    Ok(())
}

async fn fill(app: &App, model: String, members: usize, projects: usize) -> Made<Value> {
    let input = CreateAccount { name: "Crowd".to_owned(), model, admin: "crowd@bench.example".to_owned(), mail: false };
    let account = done(found::create(app, &Caller::operator(), input).await)?.value;
    let (_, admin) = join(app, &account.link, "Ada Crowd").await?;
    let account = account.account;
    let (mut places, mut resources) = (Vec::new(), Vec::new());
    for project in 0..projects {
        let id = resource(app, &admin, account, "project", None, &format!("Project {project:03}")).await?;
        resources.push(json!([id, "project"]));
        let mut sites = Vec::new();
        for site in 0..SITES_OF_A_PROJECT {
            let name = format!("Site {project:03}-{site}");
            let site = resource(app, &admin, account, "site", Some(id), &name).await?;
            resources.push(json!([site, "site"]));
            sites.push(site);
        }
        places.push((id, sites));
    }
    let mut groups = Vec::new();
    for group in 0..members.div_ceil(GROUP) {
        let (project, own_sites) = &places[group % places.len()];
        // Sites of other projects, a different one for each.
        let others =
            (1..=SITES_GIVEN).map(|far| &places[(group + far * 7) % places.len()].1[(group + far) % own_sites.len()]);
        let mut reached: Vec<Value> = vec![json!([project, "project"])];
        reached.extend(own_sites.iter().chain(others.clone()).map(|site| json!([site, "site"])));
        let wish = |on: &ResourceId, level: &str| AccessWish::level(*on, level, Window::ALWAYS);
        let mut access = vec![wish(project, "read_write")];
        access.extend(others.map(|site| wish(site, "read_only")));
        let first = group * GROUP;
        let count = GROUP.min(members - first);
        groups.push(json!({ "members": invited(app, &admin, account, first, count, access).await?, "reach": reached }));
    }
    let key = CreateKey {
        label: "Bench".to_owned(),
        owner: Default::default(),
        permissions: vec!["roster.check".to_owned()],
        expires_at: None,
    };
    let key = done(make_key(app, &admin, account, key).await)?.value;
    nothing_is_left_to_send(app).await?;
    Ok(json!({ "account": account, "key": key.secret, "resources": resources, "groups": groups }))
}

/// Invites some, and all of them accept; gives their ids.
async fn invited(
    app: &App,
    admin: &Caller,
    account: AccountId,
    first: usize,
    count: usize,
    access: Vec<AccessWish>,
) -> Made<Vec<Value>> {
    let addresses: Vec<String> = (first..first + count).map(|user| format!("crowd-{user:05}@bench.example")).collect();
    let (role, permissions, message) = ("user".to_owned(), Default::default(), String::new());
    let input = Invite {
        addresses: addresses.join("\n"),
        roles: vec![role],
        access,
        permissions,
        message,
        about: Default::default(),
    };
    let lines = done(invite(app, admin, account, input).await)?.value;
    let mut joining = JoinSet::new();
    for line in lines {
        let Invited::Invited { invitation, .. } = line.outcome else { return Err(format!("{line:?}").into()) };
        let app = app.clone();
        joining.spawn(async move { accepted(&app, account, invitation, line.line).await });
    }
    let mut members = Vec::new();
    while let Some(joined) = joining.join_next().await {
        members.push(joined??);
    }
    Ok(members)
}

async fn accepted(app: &App, account: AccountId, invitation: InvitationId, number: usize) -> Made<Value> {
    let link = done(deliver::link_of(app, account, LinkRef::Invitation(invitation)).await)?;
    let (member, _) = join(app, &link.ok_or("an invitation without a link")?, &format!("Person {number}")).await?;
    Ok(member)
}

/// Accepts as someone new.
async fn join(app: &App, link: &str, name: &str) -> Made<(Value, Caller)> {
    let newcomer = Newcomer {
        name: name.to_owned(),
        password: "seven lanterns drift west".to_owned(),
        email: None,
        country: Some("NL".to_owned()),
        language: "en".to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let token = link.rsplit('/').next().unwrap_or_default();
    let joined = done(accept(app, &Caller::new(Actor::Anonymous, Origin::default()), token, newcomer).await)?;
    let session = joined.signed_in.session;
    let actor = Actor::Person { person: session.person, session: session.session };
    Ok((json!(joined.member), Caller::new(actor, Origin::default())))
}

async fn resource(
    app: &App,
    admin: &Caller,
    account: AccountId,
    kind: &str,
    parent: Option<ResourceId>,
    name: &str,
) -> Made<ResourceId> {
    let input = CreateResource { kind: kind.to_owned(), parent, name: name.to_owned(), external_id: None };
    Ok(done(create_resource(app, admin, account, input).await)?.value)
}

/// The server that is measured has no mail of these people to send.
async fn nothing_is_left_to_send(app: &App) -> Made<()> {
    loop {
        let ready = done(deliver::claim(app).await)?;
        if ready.is_empty() {
            return Ok(());
        }
        for mail in ready {
            done(deliver::note(app, mail.row, Delivery::Taken("250 OK".to_owned())).await)?;
        }
    }
}

fn done<T, E: Debug>(outcome: Result<T, E>) -> Made<T> {
    outcome.map_err(|failure| format!("{failure:?}").into())
}
