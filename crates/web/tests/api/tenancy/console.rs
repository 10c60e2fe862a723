//! Every page of the console, and every form on them.

use super::{
    EXCEPTIONS,
    things::{Caller, Things, uuids},
};
use crate::support::{Answer, Ask, World};
use roster_web::{WebConfig, router::pages};

const ACCOUNT: &str = "{account}";

/// The pages in an account, to be looked at and to be sent something.
fn pages_of_accounts() -> Vec<(&'static str, &'static str)> {
    let config = WebConfig::new("https://roster.example.com");
    let pages = pages(&config).into_iter().filter(|path| path.contains(ACCOUNT) && !EXCEPTIONS.contains(path));
    pages.flat_map(|path| [("GET", path), ("POST", path)]).collect()
}

#[tokio::test]
async fn no_tenant_sees_another_through_the_console() {
    let world = World::new();
    let (acme, bravo) = (Things::new(&world, "Acme").await, Things::new(&world, "Bravo").await);
    let pages = pages_of_accounts();
    assert!(pages.len() > 20, "{pages:?}");
    for (own, foreign) in [(&acme, &bravo), (&bravo, &acme)] {
        let before = foreign.log(&world).await;
        let mut forms = 0;
        for caller in own.callers.iter().filter(|caller| caller.is_person()) {
            for (method, path) in &pages {
                forms += Case { world: &world, own, foreign, caller, method, path }.run().await;
            }
        }
        // The forms for access, for inviting and for a site's project have ids in them.
        assert!(forms >= 3, "{forms}: the fields of forms are no longer found");
        assert_eq!(foreign.log(&world).await, before, "whatever was tried left no trace in the other account");
        let strayed = own.all_ids(&world).await;
        // The numbers of events are everybody's.
        let strayed: Vec<_> = strayed.intersection(&foreign.ids).filter(|id| id.parse::<u32>().is_err()).collect();
        assert!(strayed.is_empty(), "{strayed:?} of {} came into {}", foreign.tenant.name, own.tenant.name);
    }
}

struct Case<'a> {
    world: &'a World,
    own: &'a Things,
    foreign: &'a Things,
    caller: &'a Caller,
    method: &'a str,
    path: &'static str,
}

impl Case<'_> {
    /// Gives how many forms of pages had ids in them.
    async fn run(&self) -> usize {
        // In the other account nobody has a place.
        for elsewhere in [self.foreign, self.own] {
            let path = self.path_of(&self.foreign.tenant.id.to_string(), elsewhere);
            let answer = self.ask(&path, &form(&[])).await;
            assert_eq!(answer.status, 404, "{}: {}", self.what(), answer.text);
        }
        let own = self.own.tenant.id.to_string();
        if self.names_things() {
            let answer = self.ask(&self.path_of(&own, self.foreign), &form(&[])).await;
            let refused = if self.caller.permissions.is_some() { [403, 404] } else { [404, 404] };
            assert!(refused.contains(&answer.status.as_u16()), "{}: {answer:?}", self.what());
        }
        if self.caller.permissions.is_none() {
            return 0;
        }
        let path = self.path_of(&own, self.own);
        if self.method == "GET" {
            self.ask(&format!("{path}?{}", form(&self.foreign_names())), "").await;
            return 0;
        }
        self.foreign_form(&path).await
    }

    /// What pages and forms may call things, with the other account's.
    fn foreign_names(&self) -> Vec<(String, String)> {
        let names = ["member", "members", "resource", "parent", "key", "actor", "target"];
        names.iter().map(|name| ((*name).to_owned(), self.foreign.named(name).unwrap())).collect()
    }

    /// The page's own form, with the other account's ids instead.
    async fn foreign_form(&self, path: &str) -> usize {
        let page = self.caller.ask(Ask::with_method("GET", path)).of(self.world).await;
        let mut fields = fields(&page.text);
        for (own, foreign) in self.own.twins(self.foreign) {
            for (name, value) in &mut fields {
                *name = name.replace(own, foreign);
                *value = value.replace(own, foreign);
            }
        }
        // Only ids are sent: a form that is whole would change what it is about.
        fields.retain(|(name, value)| uuids(name).chain(uuids(value)).any(|id| self.foreign.ids.contains(&id)));
        let found = usize::from(!fields.is_empty());
        fields.extend(self.foreign_names());
        self.ask(path, &form(&fields)).await;
        found
    }

    async fn ask(&self, path: &str, body: &str) -> Answer {
        let mut ask = Ask::with_method(self.method, path);
        if self.method == "POST" {
            ask = ask.raw(body).header("content-type", "application/x-www-form-urlencoded");
        }
        let ask = self.caller.ask(ask);
        let sent: Vec<String> = uuids(&format!("{path} {body}")).collect();
        let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
        let answer = ask.of(self.world).await;
        self.foreign.assert_unseen(&answer, &sent, &format!("{} {path}", self.what()));
        answer
    }

    /// The path in an account, with something of `things` at each place.
    fn path_of(&self, account: &str, things: &Things) -> String {
        let parts =
            self.path.split('/').map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                None => part.to_owned(),
                Some("account") => account.to_owned(),
                Some("kind") => "site".to_owned(),
                Some(name) => things.named(name).unwrap_or_else(|| panic!("what is a {name:?} in {}?", self.path)),
            });
        parts.collect::<Vec<_>>().join("/")
    }

    fn names_things(&self) -> bool {
        // An event has a number, which its twin has, too.
        self.path.replace(ACCOUNT, "").replace("{kind}", "").replace("{seq}", "").contains('{')
    }

    fn what(&self) -> String {
        format!("{} {} as {} of {}", self.method, self.path, self.caller.what, self.own.tenant.name)
    }
}

/// The names and values of a page's fields, ticked or not.
fn fields(html: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let tags =
        html.split('<').filter(|tag| ["input", "select", "textarea", "button"].iter().any(|one| tag.starts_with(one)));
    tags.filter_map(|tag| {
        let tag = tag.split('>').next()?;
        Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
    })
    .collect()
}

fn form(fields: &[(String, String)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    form.finish()
}
