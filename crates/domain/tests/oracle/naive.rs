//! The rules of access told a second time: on names, straight from the model's text, as slowly as they read.
//! Shares no code with the judge.

use crate::random::{Grant, Node, Person, Span, What};
use toml::{Table, Value};

const ON_RESOURCES: [&str; 3] = ["roster.read_members", "roster.change_access", "roster.manage_resources"];

pub struct Naive(pub Table);

fn list<'a>(table: &'a Table, key: &str) -> Vec<&'a str> {
    let values = table.get(key).map_or(&[][..], |one| one.as_array().map_or(std::slice::from_ref(one), Vec::as_slice));
    values.iter().filter_map(Value::as_str).collect()
}

fn text<'a>(table: &'a Table, key: &str, default: &'a str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or(default)
}

fn tables<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn counts(span: &Span, now: i64) -> bool {
    span.0.is_none_or(|from| from <= now) && span.1.is_none_or(|until| now < until)
}

impl Naive {
    fn named(&self, list: &str, key: &str, id: &str) -> Option<&Table> {
        self.0.get(list)?.as_array()?.iter().filter_map(Value::as_table).find(|table| text(table, key, "") == id)
    }

    fn kind(&self, kind: &str) -> &Table {
        self.named("resource", "kind", kind).expect("a kind")
    }

    fn of(&self, permission: &str, key: &str) -> Vec<&str> {
        self.named("permission", "id", permission).map(|declared| list(declared, key)).unwrap_or_default()
    }

    fn lies_under(&self, lower: &str, upper: &str) -> bool {
        let parent = text(self.kind(lower), "parent", "");
        lower == upper || !parent.is_empty() && self.lies_under(parent, upper)
    }

    pub fn includes(&self, outer: &str, inner: &str) -> bool {
        outer == inner || self.of(outer, "include").into_iter().any(|next| self.includes(next, inner))
    }

    /// Whether the permission can be held in the account (`None`), or on a resource of this kind.
    fn holdable(&self, permission: &str, kind: Option<&str>) -> bool {
        let (on, own) = (self.of(permission, "on"), permission.starts_with("roster."));
        kind.map_or(on.is_empty(), |kind| on.contains(&kind) || own && ON_RESOURCES.contains(&permission))
    }

    /// Whether a list gives the permission, where `*` stands for the product's permissions that fit there.
    fn gives(&self, listed: &[&str], fits: impl Fn(&str) -> bool, permission: &str) -> bool {
        let ids = tables(&self.0, "permission").into_iter().map(|declared| text(declared, "id", ""));
        let star = listed.contains(&"*").then(|| ids.filter(|id| fits(id)));
        let named = listed.iter().copied().filter(|one| *one != "*");
        named.chain(star.into_iter().flatten()).any(|one| self.includes(one, permission))
    }

    fn gives_under(&self, listed: &[&str], kind: &str, permission: &str) -> bool {
        self.gives(listed, |id| self.of(id, "on").iter().any(|on| self.lies_under(on, kind)), permission)
    }

    fn roles(&self, person: &Person, now: i64) -> Vec<&Table> {
        let held = person.roles.iter().filter(|(_, span)| counts(span, now)).map(|(role, _)| role.as_str());
        let mut held: Vec<_> = held.collect();
        if held.is_empty() {
            held.extend(self.0["membership"]["default_role"].as_str());
        }
        held.into_iter().filter_map(|role| self.named("role", "id", role)).collect()
    }

    pub fn has(&self, person: &Person, open: bool, path: &[Node], permission: &str, now: i64) -> bool {
        let here = path.first().map(|node| node.kind.as_str());
        let (roles, in_account) = (self.roles(person, now), |id: &str| self.holdable(id, None));
        let exempt = roles.iter().any(|role| role.get("maskable") == Some(&Value::Boolean(false)));
        let not_in = |mask: &Vec<String>| !mask.iter().any(|one| self.includes(one, permission));
        let off = || person.mask.as_ref().is_some_and(not_in) && !self.of(permission, "application").is_empty();
        let receives = |one: &str, id: &str| one == id || one == "*" && !id.starts_with("roster.") && in_account(id);
        let may_receive = |id: &str| roles.iter().flat_map(|r| list(r, "may_receive")).any(|one| receives(one, id));
        let by_role = |role: &&Table| self.gives(&list(role, "permissions"), in_account, permission);
        let mut extras = person.extras.iter().filter(|(extra, span)| counts(span, now) && may_receive(extra));
        let mut given = || match here {
            None => roles.iter().any(by_role) || extras.any(|(extra, _)| self.includes(extra, permission)),
            Some(_) => self.on_resource(person, path, permission, now),
        };
        open && person.status == "active" && self.holdable(permission, here) && given() && (exempt || !off())
    }

    fn on_resource(&self, person: &Person, path: &[Node], permission: &str, now: i64) -> bool {
        let (here, roles) = (path[0].kind.as_str(), self.roles(person, now));
        let here_now = |node: &Node, grant: &Grant| grant.resource == node.name && counts(&grant.span, now);
        let pairs = path.iter().flat_map(|node| person.grants.iter().map(move |grant| (node, grant)));
        let grants: Vec<_> = pairs.filter(|(node, grant)| here_now(node, grant)).collect();
        let level = grants.iter().find_map(|(node, grant)| match &grant.what {
            What::Level(level) => Some(self.level(&node.kind, level)),
            _ => None,
        });
        let by_level = |one: &str| level.as_ref().is_some_and(|(kind, listed)| self.gives_under(listed, kind, one));
        let all = tables(&self.0, "permission").into_iter().map(|declared| text(declared, "id", ""));
        let not_empty = || all.chain(ON_RESOURCES).any(|one| self.holdable(one, Some(here)) && by_level(one));
        let reached = !grants.is_empty() && (level.is_none() || not_empty());
        let by_grant = |(node, grant): &(&Node, &Grant)| match &grant.what {
            What::Level(_) => false,
            What::Permission(one) => self.includes(one, permission),
            What::Role(role) => {
                let role = self.kind(&node.kind)["roles"][role].as_table().unwrap();
                self.gives_under(&list(role, "permissions"), &node.kind, permission)
            }
        };
        let by_role = |on: &Table| {
            let (kind, listed) = (text(on, "kind", ""), list(on, "permissions"));
            let owned = path.iter().any(|node| node.kind == kind && node.owner.as_ref() == Some(&person.name));
            match text(on, "reach", "") {
                "own" => owned && self.gives_under(&listed, kind, permission),
                reach if kind != here || reach == "granted" && !reached => false,
                _ => self.gives(&listed, |id| self.holdable(id, Some(kind)), permission),
            }
        };
        by_level(permission) || grants.iter().any(by_grant) || roles.iter().flat_map(|r| tables(r, "on")).any(by_role)
    }

    /// What a level lists, and the kind that says so: this one, or the nearest above that has levels.
    fn level<'a>(&'a self, kind: &'a str, level: &str) -> (&'a str, Vec<&'a str>) {
        match (self.kind(kind).get("levels"), text(self.kind(kind), "parent", "")) {
            (None, "") => (kind, Vec::new()),
            (None, parent) => self.level(parent, level),
            (Some(levels), _) => (kind, list(levels.as_table().expect("a table"), level)),
        }
    }

    /// Whether `actor` may do to `target` what needs a permission, on whom the roles say under `reach`, the model under `only`.
    pub fn acts(&self, actor: &Person, target: &Person, [needs, reach, only]: [&str; 3], now: i64) -> bool {
        let rank = |person| self.roles(person, now).iter().filter_map(|role| role["rank"].as_integer()).max();
        let (own, theirs) = (rank(actor), rank(target));
        let reaches = |word: &str| word == "below" && theirs < own || word == "not_above" && theirs <= own;
        let other = |role| if reach == "changes_access" { text(role, "edits", "below") } else { "none" };
        let by_role = self.roles(actor, now).iter().any(|role| reaches(text(role, reach, other(role))));
        let only = self.0["membership"].get(only);
        let listed = |role: &&Table| only.is_none_or(|only| only.as_array().unwrap().contains(&role["id"]));
        let oneself = actor.name == target.name && !["edits", "changes_access"].contains(&reach);
        let may = self.has(actor, true, &[], needs, now) && (by_role || reaches(reach)) && !oneself;
        may && self.roles(target, now).iter().all(listed)
    }
}
