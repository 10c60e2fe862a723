//! An account with people, projects and sites, made by the use-cases.

use super::{PASSWORD, World, get, post};
use roster_app::{
    Actor, Caller, Origin,
    accounts::create::{self, CreateAccount},
    invitations::{
        accept::{self, Newcomer},
        create::{AccessWish, Invite, Invited},
    },
    mail::deliver::{self, Delivery},
    resources::create::{CreateResource, create as create_resource},
    scope::LinkRef,
};
use roster_domain::{
    id::{AccountId, InvitationId, MemberId, ResourceId},
    model::presets,
};
use serde_json::{Value, json};

/// Someone who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub member: MemberId,
    pub email: String,
    pub cookie: String,
    pub caller: Caller,
}

/// Someone who is invited.
#[derive(Clone, Debug)]
pub struct Guest {
    pub member: MemberId,
    pub invitation: InvitationId,
    pub email: String,
    pub token: String,
}

pub struct Tenant {
    pub id: AccountId,
    pub name: String,
    pub admin: Person,
}

/// The model with projects and sites.
fn sites() -> &'static str {
    presets().iter().find(|preset| preset.text.contains("kind = \"site\"")).unwrap().text
}

/// The model, in which an account shares credits, a compliance status and quotations, too.
fn sharing(model: &str) -> String {
    let shared = "[credits]\nunit = \"credits\"\n\n[quotations]\n\n[compliance]\n[[compliance.status]]\nid = \"open\"\n\
        [[compliance.status]]\nid = \"passed\"\n\n[[role]]";
    let powers = "\"roster.spend_credits\", \"roster.buy_credits\", \"roster.read_transactions\", \"roster.set_compliance\", \
        \"roster.issue_quotations\", \"roster.accept_quotations\",\n    \"roster.close_account\"";
    let model = model.replacen("[[role]]", shared, 1).replacen("\"roster.close_account\"", powers, 1);
    assert!(model.contains("roster.buy_credits"));
    model
}

impl World {
    /// An account and its first admin. All names and addresses in it carry the account's.
    pub async fn tenant(&self, name: &str) -> Tenant {
        self.tenant_of(name, sharing(sites())).await
    }

    /// The same with the model in which every way out is on offer.
    pub async fn tenant_with_every_way_out(&self, name: &str) -> Tenant {
        let all = sites().replace("leaving = [\"delete\"]", "leaving = [\"disable\", \"archive\", \"delete\"]");
        assert_ne!(all, sites());
        self.tenant_of(name, sharing(&all)).await
    }

    /// The same with the model that comes with Roster and has this in it.
    pub async fn tenant_that(&self, name: &str, has: &str) -> Tenant {
        let model = presets().iter().find(|preset| preset.text.contains(has)).unwrap().text.to_owned();
        self.tenant_of(name, model).await
    }

    /// The same with another model.
    pub async fn tenant_of(&self, name: &str, model: impl Into<String>) -> Tenant {
        let email = format!("admin@{}.example", name.to_lowercase());
        let input = CreateAccount { name: name.to_owned(), model: model.into(), admin: email.clone(), mail: false };
        let made = create::create(&self.app, &Caller::operator(), input).await.unwrap().value;
        let token = made.link.rsplit('/').next().unwrap().to_owned();
        let admin = self.accept(&format!("Admin {name}"), &email, &token).await;
        Tenant { id: made.account, name: name.to_owned(), admin }
    }

    /// Accepts as someone new.
    pub async fn accept(&self, name: &str, email: &str, token: &str) -> Person {
        let newcomer = Newcomer {
            name: name.to_owned(),
            password: PASSWORD.to_owned(),
            email: None,
            country: Some("AT".to_owned()),
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
        };
        let anonymous = Caller::new(Actor::Anonymous, Origin::default());
        let joined = accept::accept(&self.app, &anonymous, token, newcomer).await.unwrap();
        let session = joined.signed_in.session;
        let actor = Actor::Person { person: session.person, session: session.session };
        Person {
            member: joined.member,
            email: email.to_owned(),
            cookie: format!("__Host-roster={}", joined.signed_in.token.unwrap().encode()),
            caller: Caller::new(actor, Origin::default()),
        }
    }
}

impl World {
    /// Signs in once more.
    pub async fn sign_in(&self, person: &Person) -> Person {
        let answer = post("/v1/sessions", json!({ "email": person.email, "password": PASSWORD })).of(self).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Person { cookie, ..person.clone() }
    }

    /// The token of the newest mail to this address.
    pub async fn mailed(&self, to: &str) -> String {
        let mut links = Vec::new();
        for ready in deliver::claim(&self.app).await.unwrap() {
            links.extend(ready.link.clone().filter(|_| ready.row.to_email == to));
            deliver::note(&self.app, ready.row, Delivery::Taken("250 OK".to_owned())).await.unwrap();
        }
        links.last().unwrap().rsplit('/').next().unwrap().to_owned()
    }
}

impl Tenant {
    /// `/v1/accounts/<id>…`
    pub fn path(&self, rest: impl std::fmt::Display) -> String {
        format!("/v1/accounts/{}{rest}", self.id)
    }

    pub fn member(&self, member: MemberId, rest: &str) -> String {
        self.path(format!("/members/{member}{rest}"))
    }

    pub fn email(&self, name: &str) -> String {
        format!("{}@{}.example", name.to_lowercase(), self.name.to_lowercase())
    }

    /// Invites someone, with access to resources at levels.
    pub async fn invite(&self, world: &World, name: &str, role: &str, access: &[(ResourceId, &str)]) -> Guest {
        self.invite_address(world, &self.email(name), role, access).await
    }

    pub async fn invite_address(&self, world: &World, email: &str, role: &str, access: &[(ResourceId, &str)]) -> Guest {
        let wish = |(resource, level): &(ResourceId, &str)| AccessWish::level(*resource, *level, Default::default());
        let input = Invite {
            addresses: email.to_owned(),
            roles: vec![role.to_owned()],
            access: access.iter().map(wish).collect(),
            permissions: Default::default(),
            message: format!("Welcome to {}", self.name),
            about: Default::default(),
        };
        let create = roster_app::invitations::create::create;
        let done = create(&world.app, &self.admin.caller, self.id, input).await.unwrap();
        let Invited::Invited { member, invitation } = done.value[0].outcome else { panic!("{done:?}") };
        let token = self.token(world, invitation).await;
        Guest { member, invitation, email: email.to_owned(), token }
    }

    /// The newest link of an invitation.
    pub async fn token(&self, world: &World, invitation: InvitationId) -> String {
        let link = deliver::link_of(&world.app, self.id, LinkRef::Invitation(invitation)).await.unwrap().unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    }

    /// The same, and they accept.
    pub async fn join(&self, world: &World, name: &str, role: &str, access: &[(ResourceId, &str)]) -> Person {
        let guest = self.invite(world, name, role, access).await;
        world.accept(&format!("{name} {}", self.name), &guest.email, &guest.token).await
    }

    pub async fn project(&self, world: &World, name: &str) -> ResourceId {
        self.resource(world, "project", None, name).await
    }

    pub async fn site(&self, world: &World, project: ResourceId, name: &str) -> ResourceId {
        self.resource(world, "site", Some(project), name).await
    }

    async fn resource(&self, world: &World, kind: &str, parent: Option<ResourceId>, name: &str) -> ResourceId {
        let name = format!("{name} {}", self.name);
        let input = CreateResource { kind: kind.to_owned(), parent, name, external_id: None };
        create_resource(&world.app, &self.admin.caller, self.id, input).await.unwrap().value
    }

    /// All that the admin may write on a key: what they hold in the account, and what is held on resources.
    pub async fn writable(&self, world: &World) -> Vec<String> {
        let account = get(self.path("")).by(&self.admin).of(world).await.ok(200);
        let held = account["permissions"].as_array().unwrap();
        let text = |id: &Value| id.as_str().unwrap().to_owned();
        let all = account["model"]["permissions"].as_array().unwrap().iter().map(|one| text(&one["id"]));
        all.filter(|id| !id.starts_with("roster.") || held.iter().any(|one| one == id)).collect()
    }

    /// Credits that were bought, one of them set aside.
    pub async fn buy_credits(&self, world: &World) {
        for (path, amount) in [("purchases", 100), ("holds", 1)] {
            let ask = post(self.path(format!("/credits/{path}")), json!({ "amount": amount }));
            ask.by(&self.admin).key(path).of(world).await.ok(201);
        }
    }

    /// Somebody asks for a permission; the request's id.
    pub async fn request(&self, world: &World, by: &Person) -> String {
        let body = json!({ "permission": "roster.read_audit", "word": format!("For {}", self.name) });
        assert_eq!(post(self.path("/access-requests"), body).by(by).of(world).await.status, 202);
        let open = get(self.path("/access-requests")).by(&self.admin).of(world).await.ok(200);
        open["items"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Something that is offered to the account.
    pub async fn quotation(&self, world: &World, title: &str) -> String {
        let body = json!({ "title": format!("{title} {}", self.name), "text": format!("For {}", self.name) });
        let made = post(self.path("/quotations"), body).by(&self.admin).of(world).await.ok(201);
        made["id"].as_str().unwrap().to_owned()
    }

    /// A key of someone's, and its secret.
    pub async fn key(&self, world: &World, person: &Person, permissions: &[&str]) -> (String, String) {
        let body = json!({ "label": format!("Key {}", self.name), "permissions": permissions });
        let made = post(self.path("/keys"), body).by(person).of(world).await.ok(201);
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        (text("id"), text("secret"))
    }

    /// The newest events, the newest first.
    pub async fn events(&self, world: &World) -> Vec<Value> {
        let log = get(self.path("/events?limit=200")).by(&self.admin).of(world).await.ok(200);
        log["items"].as_array().unwrap().clone()
    }

    /// How many events of a kind there are.
    pub async fn count(&self, world: &World, kind: &str) -> usize {
        self.events(world).await.iter().filter(|event| event["kind"] == kind).count()
    }
}
