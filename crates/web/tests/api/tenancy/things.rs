//! Two accounts, alike in everything but their names, with one of each thing there is.

use crate::support::{Answer, Ask, PASSWORD, Person, Place, Tenant, World, delete, get, post};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything in an account.
pub struct Things {
    pub tenant: Tenant,
    pub callers: Vec<Caller>,
    /// By what a place calls the thing: one that is there.
    living: BTreeMap<&'static str, String>,
    /// The same, deleted.
    gone: BTreeMap<&'static str, String>,
    /// Every id that occurs in the account.
    pub ids: BTreeSet<String>,
}

/// Somebody of an account.
pub struct Caller {
    pub what: &'static str,
    who: Who,
    /// What they may in their account; `None`: they have no place in it.
    pub permissions: Option<Vec<String>>,
}

enum Who {
    Person(Box<Person>),
    Key(String),
}

impl Caller {
    pub fn ask(&self, ask: Ask) -> Ask {
        match &self.who {
            Who::Person(person) => ask.by(person),
            Who::Key(key) => ask.bearing(key),
        }
    }

    pub fn may(&self, permission: Option<&str>) -> bool {
        let held = self.permissions.as_ref();
        held.is_some_and(|held| permission.is_none_or(|permission| held.iter().any(|one| one == permission)))
    }

    /// Only people look at pages.
    pub fn is_person(&self) -> bool {
        matches!(self.who, Who::Person(_))
    }
}

impl Things {
    pub async fn new(world: &World, name: &str) -> Things {
        let tenant = world.tenant(name).await;
        let project = tenant.project(world, "Dam").await;
        let site = tenant.site(world, project, "North").await;
        let other = tenant.site(world, project, "South").await;
        let gone_site = tenant.site(world, project, "Gone").await;
        let user = tenant.join(world, "Una", "user", &[(site, "read_write")]).await;
        let writer = tenant.join(world, "Wim", "user", &[(project, "read_write")]).await;
        let reader = tenant.join(world, "Rea", "user", &[(site, "read_only")]).await;
        let nothing = tenant.join(world, "Nia", "user", &[]).await;
        let second = tenant.join(world, "Ada", "admin", &[]).await;
        let former = tenant.join(world, "Fay", "user", &[(other, "read_only")]).await;
        tenant.invite(world, "Gus", "user", &[(site, "read_only")]).await;
        delete(tenant.member(former.member, "")).by(&tenant.admin).of(world).await.ok(204);
        delete(tenant.path(format!("/resources/{gone_site}"))).by(&tenant.admin).of(world).await.ok(204);
        let all = tenant.writable(world).await;
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let (key, secret) = tenant.key(world, &tenant.admin, &all).await;
        let (gone_key, _) = tenant.key(world, &tenant.admin, &["site.view"]).await;
        delete(tenant.path(format!("/keys/{gone_key}"))).by(&tenant.admin).of(world).await.ok(204);

        tenant.buy_credits(world).await;
        let quotation = tenant.quotation(world, "Offer").await;
        let request = tenant.request(world, &nothing).await;
        let bulk = json!({ "action": { "change": { "role": "admin" } }, "members": [nothing.member] });
        let job = post(tenant.path("/members/bulk"), bulk).by(&tenant.admin).of(world).await.ok(202);
        let seq = tenant.events(world).await.first().map_or(0, |event| event["seq"].as_i64().unwrap());
        let back = post(tenant.path(format!("/events/{seq}/undo")), json!({})).by(&tenant.admin).of(world).await;
        assert_eq!(back.status, 204);

        let to = json!({ "to": user.member, "current_password": PASSWORD });
        let offer = post(tenant.path("/transfers"), to).by(&tenant.admin).of(world).await.ok(201);

        let (member, resource) = (user.member.to_string(), site.to_string());
        let living = [
            ("account", tenant.id.to_string()),
            ("member", member.clone()),
            ("resource", resource),
            ("parent", project.to_string()),
            ("key", key),
            ("quotation", quotation),
            ("transfer", offer["id"].as_str().unwrap().to_owned()),
            ("request", request),
            ("actor", member.clone()),
            ("subject", member.clone()),
            ("members", member.clone()),
            ("0", member.clone()),
            ("target", member),
            ("job", job["id"].as_str().unwrap().to_owned()),
            ("seq", seq.to_string()),
            ("to", second.member.to_string()),
        ];
        let gone_member = former.member.to_string();
        let gone = [
            ("member", gone_member.clone()),
            ("resource", gone_site.to_string()),
            ("parent", gone_site.to_string()),
            ("key", gone_key),
            ("actor", gone_member.clone()),
            ("subject", gone_member.clone()),
            ("target", gone_member.clone()),
            ("to", gone_member),
        ];
        let mut things =
            Things { tenant, callers: Vec::new(), living: living.into(), gone: gone.into(), ids: BTreeSet::new() };
        let people = [
            ("admin", &things.tenant.admin),
            ("second admin", &second),
            ("writer", &writer),
            ("reader", &reader),
            ("user without access", &nothing),
            ("former user", &former),
        ];
        let mut callers: Vec<(&str, Who)> = people.map(|(what, who)| (what, Who::Person(Box::new(who.clone())))).into();
        callers.push(("key of the admin", Who::Key(secret)));
        for (what, who) in callers {
            let mut caller = Caller { what, who, permissions: None };
            let seen = caller.ask(get(things.tenant.path(""))).of(world).await;
            if seen.status == 200 {
                caller.permissions = Some(strings(&seen.json()["permissions"]));
            }
            things.callers.push(caller);
        }
        things.ids = things.all_ids(world).await;
        things
    }

    /// The id of a living thing, by what the place calls it. A place with a new name needs a line above.
    pub fn living(&self, place: &Place) -> String {
        let id = self.living.get(place.name());
        id.unwrap_or_else(|| panic!("what is a {:?}?", place.name())).clone()
    }

    /// The same by the name alone, if there is such a thing.
    pub fn named(&self, name: &str) -> Option<String> {
        self.living.get(name.trim_end_matches('s')).cloned()
    }

    /// The id of a deleted thing.
    pub fn gone(&self, place: &Place) -> Option<String> {
        self.gone.get(place.name()).cloned()
    }

    /// The other account's id for each of this one's.
    pub fn twins<'a>(&'a self, other: &'a Things) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.living.iter().map(|(name, id)| (id, &other.living[name]))
    }

    /// How many lines the log has.
    pub async fn log(&self, world: &World) -> i64 {
        self.tenant.events(world).await.first().map_or(0, |event| event["seq"].as_i64().unwrap())
    }

    /// Every id that anything of the account shows to its admin.
    pub async fn all_ids(&self, world: &World) -> BTreeSet<String> {
        let mut ids: BTreeSet<String> = self.living.values().chain(self.gone.values()).cloned().collect();
        for path in [
            "/members?limit=200",
            "/members?status=invited",
            "/members?status=deleted",
            "/resources?kind=project",
            "/resources?kind=site",
            "/keys",
            "/credits/transactions",
            "/quotations",
            "/access-requests",
            "/compliance",
            "/jobs",
            "/events?limit=200",
        ] {
            let answer = get(self.tenant.path(path)).by(&self.tenant.admin).of(world).await;
            assert_eq!(answer.status, 200, "{path}");
            ids.extend(uuids(&answer.text));
        }
        ids.extend(uuids(&get("/v1/me").by(&self.tenant.admin).of(world).await.text));
        ids
    }

    /// Fails if an answer holds anything of this account, but for ids that were sent.
    #[track_caller]
    pub fn assert_unseen(&self, answer: &Answer, sent: &[&str], what: &str) {
        assert!(!answer.status.is_server_error(), "{what}: {answer:?}");
        let headers: String = answer.headers.values().filter_map(|value| value.to_str().ok()).collect();
        let text = format!("{}{headers}", answer.text);
        assert!(
            !text.to_lowercase().contains(&self.tenant.name.to_lowercase()),
            "{what} shows a name or an address of {}: {text}",
            self.tenant.name
        );
        let seen = uuids(&text).find(|id| self.ids.contains(id) && !sent.contains(&id.as_str()));
        assert_eq!(seen, None, "{what} shows an id of {}: {text}", self.tenant.name);
    }
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Every UUID in a text.
pub fn uuids(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_uuid = |word: &&str| {
        word.len() == 36
            && word.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    };
    text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter(is_uuid).map(str::to_lowercase)
}
