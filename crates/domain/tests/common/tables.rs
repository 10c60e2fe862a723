//! Tables of decisions: who, what, on what, and the answer, each row one sentence. A table that doesn't hold names all rows
//! that don't.

use super::{World, now, resource_id};
use roster_domain::{
    access::{
        ActRefusal, Change, GiveRefusal, Verb, account_set, holds, holds_on, keeps_account, may_act_on,
        may_change_access, may_create, may_delete, may_edit, may_give, resource_set,
    },
    id::ResourceId,
    member::{MemberRecord, MemberStatus},
    model::presets,
    permission::PermissionSet,
};

/// A model with the people who act in its tables: their names, and what they have (see [`World::someone`]).
pub struct Tables {
    pub world: World,
    cast: &'static [(&'static str, &'static str)],
}

impl World {
    /// Someone described in words: `"member"` (a role), `"+users"` (a permission beyond the roles), `"p1=project/owner"`,
    /// `"p1=read_only"`, `"p1=+project.view"` (access to a resource), `"only:a,b"` or `"only:*"` (Custom), `"status:invited"`.
    pub fn someone(&self, name: &str, words: &str) -> MemberRecord {
        words
            .split_whitespace()
            .fold(self.member(name, &[]), |member, word| {
                if let Some(extra) = word.strip_prefix('+') {
                    member.extra(extra)
                } else if let Some(status) = word.strip_prefix("status:") {
                    member.status(MemberStatus::from_code(status).unwrap())
                } else if let Some(listed) = word.strip_prefix("only:") {
                    member.custom(&self.listed(listed))
                } else if let Some((resource, what)) = word.split_once('=') {
                    member.grant(resource, what)
                } else {
                    member.role_within(word, None, None)
                }
            })
            .build()
    }

    /// `"a,b"`, or `"*"` for every permission of every application.
    fn listed<'a>(&'a self, words: &'a str) -> Vec<&'a str> {
        let all = || self.model.in_applications().iter().map(|ix| self.model[ix].id.as_str());
        if words == "*" { all().collect() } else { words.split(',').filter(|id| !id.is_empty()).collect() }
    }

    fn said(&self, set: &PermissionSet) -> String {
        self.ids(set).join(" ")
    }

    fn act(&self, answer: Result<(), ActRefusal>) -> String {
        match answer {
            Ok(()) => "yes".to_owned(),
            Err(ActRefusal::Needs(permission)) => format!("needs {}", permission.id()),
            Err(ActRefusal::Oneself) => "oneself".to_owned(),
            Err(ActRefusal::Rank(_)) => "rank".to_owned(),
            Err(ActRefusal::Role(_, role)) => format!("role {}", self.model[role].id),
        }
    }

    fn give(&self, answer: Result<(), GiveRefusal>) -> String {
        match answer {
            Ok(()) => "yes".to_owned(),
            Err(GiveRefusal::NotAssignable(role)) => format!("not assignable: {}", self.model[role].id),
            Err(GiveRefusal::AboveOwnRank(role)) => format!("above own rank: {}", self.model[role].id),
            Err(GiveRefusal::NotHeld { missing, on: None }) => format!("not held: {}", self.said(&missing)),
            Err(GiveRefusal::NotHeld { missing, on: Some(id) }) => {
                format!("not held: {} on {}", self.said(&missing), place(id))
            }
            Err(GiveRefusal::All) => "all".to_owned(),
            Err(GiveRefusal::NotReceivable(permission)) => format!("not receivable: {}", self.model[permission].id),
            Err(GiveRefusal::Requires(set)) => format!("requires: {}", self.said(&set)),
            Err(GiveRefusal::NotHere(id)) => format!("not here: {}", place(id)),
        }
    }
}

/// The short name that an id was made of.
fn place(id: ResourceId) -> String {
    ["p1", "p2", "p9", "w1", "w2", "a1", "a2"]
        .into_iter()
        .find(|name| resource_id(name) == id)
        .map_or_else(|| format!("{id:?}"), str::to_owned)
}

/// `"not held"` stands for whatever is not held.
fn same(expected: &str, said: &str) -> bool {
    said == expected || said.strip_prefix(expected).is_some_and(|rest| rest.starts_with(':'))
}

fn all_hold(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} rows don't hold:\n{}", wrong.len(), wrong.join("\n"));
}

impl Tables {
    pub fn of(preset: &str, cast: &'static [(&'static str, &'static str)]) -> Tables {
        Tables::new(presets().iter().find(|known| known.id == preset).unwrap().text, cast)
    }

    /// With any model's text.
    pub fn new(text: &str, cast: &'static [(&'static str, &'static str)]) -> Tables {
        Tables { world: World::new(text), cast }
    }

    pub fn who(&self, name: &str) -> MemberRecord {
        let found = self.cast.iter().find(|(known, _)| *known == name);
        self.world.someone(name, found.unwrap_or_else(|| panic!("nobody is called {name}")).1)
    }

    /// Who has what in the account.
    pub fn in_account(&self, rows: &[(&str, &str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, permission, expected)| {
            let member = self.who(name);
            assert!(account_set(&self.world.model, &member, false, now()).is_empty(), "{name} in a closed account");
            let said = holds(&self.world.model, &member, true, self.world.permission(permission), now());
            (said != *expected).then(|| format!("{name} {permission}: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// Who has what on which resource.
    pub fn on_resources(&self, rows: &[(&str, &str, &str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, path, permission, expected)| {
            let (member, chain) = (self.who(name), self.world.chain(path));
            let said = holds_on(&self.world.model, &member, true, &chain, self.world.permission(permission), now());
            (said != *expected).then(|| format!("{name} {permission} on {path}: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// Who sees that a resource exists.
    pub fn sees(&self, rows: &[(&str, &str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, path, expected)| {
            let (member, chain) = (self.who(name), self.world.chain(path));
            let said = !resource_set(&self.world.model, &member, true, &chain, now()).is_empty();
            (said != *expected).then(|| format!("{name} sees {path}: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// Who creates a resource of which kind, under which one (`""` is directly in the account).
    pub fn creates(&self, rows: &[(&str, &str, &str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, kind, under, expected)| {
            let parent = (!under.is_empty()).then(|| self.world.chain(under));
            let kind_ix = self.world.model.kind(kind).unwrap();
            let said = may_create(&self.world.model, &self.who(name), true, kind_ix, parent.as_ref(), now());
            (said != *expected).then(|| format!("{name} creates a {kind} under {under:?}: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// Who changes (`"edits"`) or deletes (`"deletes"`) which resource.
    pub fn changes(&self, rows: &[(&str, &str, &str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, verb, path, expected)| {
            let (member, chain) = (self.who(name), self.world.chain(path));
            let ask = if *verb == "edits" { may_edit } else { may_delete };
            let said = ask(&self.world.model, &member, true, &chain, now());
            (said != *expected).then(|| format!("{name} {verb} {path}: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// Who acts on whom.
    pub fn acts(&self, rows: &[(&str, Verb, &str, &str)]) {
        let wrong = rows.iter().filter_map(|(actor, verb, target, expected)| {
            let (from, to) = (self.who(actor), self.who(target));
            let said = self.world.act(may_act_on(&self.world.model, &from, *verb, &to, now()));
            (!same(expected, &said)).then(|| format!("{actor} {verb:?} {target}: {said}, not {expected}"))
        });
        all_hold(wrong.collect());
    }

    /// Who changes whose access to which resource.
    pub fn changes_access(&self, rows: &[(&str, &str, &str, &str)]) {
        let wrong = rows.iter().filter_map(|(actor, target, path, expected)| {
            let (from, to) = (self.who(actor), self.who(target));
            let answer = may_change_access(&self.world.model, &from, &to, &self.world.chain(path), now());
            let said = self.world.act(answer);
            (!same(expected, &said)).then(|| format!("{actor} access of {target} to {path}: {said}, not {expected}"))
        });
        all_hold(wrong.collect());
    }

    /// Who gives what: the giver, the receiver before (`""`: someone new) and after. All resources that anyone there has
    /// something on are in `paths`.
    pub fn gives(&self, paths: &[&str], rows: &[(&str, &str, &str, &str)]) {
        let chains: Vec<_> = paths.iter().map(|path| self.world.chain(path)).collect();
        let wrong = rows.iter().filter_map(|(giver, before, after, expected)| {
            let known = (!before.is_empty()).then(|| self.world.someone("receiver", before));
            let change =
                Change { before: known.as_ref(), after: &self.world.someone("receiver", after), chains: &chains };
            let said = self.world.give(may_give(&self.world.model, &self.who(giver), &change, now()));
            (!same(expected, &said)).then(|| format!("{giver} makes {before:?} {after:?}: {said}, not {expected}"))
        });
        all_hold(wrong.collect());
    }

    /// Who alone keeps the account from being lost.
    pub fn keeps(&self, rows: &[(&str, bool)]) {
        let wrong = rows.iter().filter_map(|(name, expected)| {
            let said = keeps_account(&self.world.model, &self.who(name), now());
            (said != *expected).then(|| format!("{name} keeps the account: {said}"))
        });
        all_hold(wrong.collect());
    }

    /// The words of the console, in English.
    pub fn words(&self, rows: &[(&str, &str)]) {
        for (key, expected) in rows {
            assert_eq!(self.world.model.label("en", key), Some(*expected), "{key}");
        }
    }
}
