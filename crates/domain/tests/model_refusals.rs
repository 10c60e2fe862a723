//! Models that make no sense: each is refused with the place, what is wrong and what to write instead.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

use roster_domain::{
    model::{
        Column, FieldKind, MailedChange, Model, ModelProblem, ReadBy, UsersList, UsersPage, labels, presets, schema,
    },
    role::ActsOn,
};

/// A small model that makes sense. Each case changes one piece of it.
const BASE: &str = r#"name = "Base"

[labels.en]
invite = "Invite"

[invitation]
valid_for = "7d"
asks_for = ["name", "password"]

[membership]
default_role = "guest"
leaving = ["archive"]

[[application]]
id = "design"

[[permission]]
id = "folder.create"

[[permission]]
id = "styles"
application = "design"

[[permission]]
id = "site.view"
on = "site"

[[permission]]
id = "site.edit"
on = "site"
include = ["site.view"]

[[permission]]
id = "project.view"
on = "project"

[[resource]]
kind = "project"
create_needs = "folder.create"
creator_becomes = "owner"

[resource.levels]
read_only = ["project.view", "site.view"]
none = []

[resource.roles.owner]
permissions = ["project.view", "site.edit"]
single = true
require = ["folder.create"]
successor_becomes = "participant"

[resource.roles.participant]
permissions = ["project.view"]

[[resource]]
kind = "site"
parent = "project"

[[role]]
id = "admin"
rank = 80
permissions = ["*", "roster.invite", "roster.restore_members", "roster.change_roles"]
on = [{ kind = "site", reach = "all", permissions = ["*"] }]
may_receive = ["folder.create"]
keeps_account = true

[[role]]
id = "guest"
rank = 10
"#;

fn problems(text: &str) -> Vec<ModelProblem> {
    match Model::compile(text) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            assert!(!problems.is_empty(), "a refusal says why");
            problems
        }
    }
}

/// Replaces one piece of the base, and expects a problem at `at` (the first such text after the change).
#[track_caller]
fn refused(from: &str, to: &str, at: &str, wrong: &str, instead: &str) {
    assert_eq!(BASE.matches(from).count(), 1, "{from:?} stands in the base exactly once");
    let text = BASE.replace(from, to);
    let found = problems(&text);
    let changed = BASE.find(from).unwrap();
    let place = text[changed..].find(at).map(|offset| changed + offset).or_else(|| text.find(at)).unwrap();
    let line = text[..place].matches('\n').count() + 1;
    let column = text[..place].rsplit('\n').next().unwrap().chars().count() + 1;
    let shown = || found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let hit = found.iter().find(|problem| problem.wrong.contains(wrong) && problem.instead.contains(instead));
    let hit = hit.unwrap_or_else(|| panic!("{to:?}: no problem says {wrong:?} and {instead:?}, but:\n{}", shown()));
    assert_eq!((hit.line, hit.column), (line, column), "{to:?}: the place of {at:?}:\n{}", shown());
}

#[test]
fn the_base_makes_sense() {
    assert_eq!(problems(BASE), []);
}

#[test]
fn what_is_not_toml_is_refused_with_its_place() {
    refused("name = \"Base\"", "name = \"Base", "\n\n[labels", "invalid basic string", "`\"`");
    refused("rank = 10", "rank = ", "\n", "value", "");
    refused("id = \"design\"", "id = \"design\"\nid = \"other\"", "id = \"other\"", "duplicate", "");
}

#[test]
fn unknown_and_missing_keys_are_refused_with_the_nearest() {
    for rank in ["-1", "65536", "\"10\""] {
        let wrong = format!("rank = {rank}");
        refused("rank = 10", &wrong, rank, "invalid ", "write a whole number from 0 to 65535");
    }
    refused("rank = 10", "rnak = 10", "rnak", "unknown field `rnak`", "write \"rank\"");
    refused("[invitation]", "[invitations]", "invitations", "unknown field", "write \"invitation\"");
    refused("asks_for =", "ask_for =", "ask_for", "unknown field", "write \"asks_for\"");
    refused(
        "reach = \"all\", permissions",
        "reach = \"all\", permission",
        "permission = [\"*\"]",
        "unknown field",
        "write \"permissions\"",
    );
    refused(
        "id = \"guest\"\nrank = 10",
        "id = \"guest\"",
        "[[role]]\nid = \"guest\"",
        "missing field `rank`",
        "add \"rank = …\"",
    );
    refused(
        "default_role = \"guest\"\n",
        "",
        "[membership]",
        "missing field `default_role`",
        "add \"default_role = …\"",
    );
}

/// What is like nothing that there is gets no guess, but all that can stand there; a date's hidden key is nobody's.
#[test]
fn a_key_that_is_like_none_gets_all_that_there_are() {
    refused(
        "rank = 10",
        "rank = 10\nicon = \"x\"",
        "icon",
        "unknown field `icon`",
        "\"maskable\" or \"keeps_account\"",
    );
    refused("[[application]]", "[[group]]\n[[application]]", "group", "unknown field `group`", "\"credits\"");
    let none = BASE.replace("[membership]\ndefault_role = \"guest\"\nleaving = [\"archive\"]\n", "");
    assert_eq!(problems(&none)[0].instead, "add a table [membership]");
}

#[test]
fn tables_that_stand_once_for_what_there_is_more_than_once() {
    refused(
        "[[role]]\nid = \"guest\"",
        "[role]\nid = \"guest\"",
        "role]\nid = \"guest\"",
        "more than one role",
        "write [[role]]",
    );
    let single = "[resource.levels]\nread = []\n[[resource]]\nkind = \"project\"";
    let first = "[[resource]]\nkind = \"project\"";
    let found = problems(&BASE.replace(first, single));
    assert!(found[0].wrong.contains("before the first [[resource]]"), "{found:?}");
    assert!(found[0].instead.contains("below the one that it belongs to"), "{found:?}");
    let only = "name = \"X\"\n[membership]\ndefault_role = \"a\"\nleaving = []\n[role]\nid = \"a\"\n";
    let found = problems(only);
    assert!((found[0].line, found[0].instead.as_str()) == (5, "write [[role]]"), "{found:?}");
}

/// What only follows from a bad id isn't told, and no role is guessed that isn't nearly meant: it would be the one of power.
#[test]
fn an_id_that_is_bad_or_doubled_is_the_only_problem() {
    for (from, to) in [
        ("id = \"guest\"", "id = \"Guest\""),
        ("id = \"guest\"", "id = \"admin\""),
        ("id = \"guest\"", "id = \"the guest\""),
        ("id = \"site.view\"", "id = \"Site:View\""),
        ("kind = \"project\"\ncreate", "kind = \"Project\"\ncreate"),
        ("[resource.roles.owner]", "[resource.roles.Owner]"),
        ("id = \"design\"", "id = \"Design\""),
    ] {
        let found = problems(&BASE.replace(from, to));
        assert!(found.len() == 1 && !found[0].instead.contains("write"), "{to}: {found:?}");
    }
    let found = problems(&BASE.replace("default_role = \"guest\"", "default_role = \"user\""));
    assert_eq!(found[0].instead, "declare it, or name a role that is declared");
}

#[test]
fn texts_can_be_read() {
    let nothing = "the text shows nothing";
    for empty in ["", " ", "\\u200B", "\\u3164"] {
        let quoted = format!("\"{empty}\"");
        refused("name = \"Base\"", &format!("name = {quoted}"), &quoted, nothing, "can be read");
        refused("invite = \"Invite\"", &format!("invite = {quoted}"), &quoted, nothing, "leave the key out");
        let label = format!("rank = 10\nlabel = {quoted}");
        refused("rank = 10", &label, &quoted, nothing, "leave the key out");
        let counted = format!("parent = \"project\"\ncounted = {{ en = {{ other = {quoted} }} }}");
        refused("parent = \"project\"", &counted, "other", "shows nothing", "can be read");
    }
    refused("rank = 10", "rank = 10\nlabel = {}", "{}", "a text in no language", "{ en");
    let turned = "rank = 10\nlabel = \"\\u202Etsoh\"";
    refused("rank = 10", turned, "\"\\u202E", "turns the direction of writing and not back", "can be read");
    assert_eq!(problems(&BASE.replace("rank = 10", "rank = 10\nlabel = \"\\u2067م\\u2069 x\"")), []);
    let participant = "[resource.roles.participant]";
    let assign = format!("{participant}\nassign = \"Make\"");
    refused(participant, &assign, "\"Make\"", "only a single role is handed on", "single = true");
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    for bad in ["\"high\"", "-1", "2.5", "70000"] {
        refused("rank = 80", &format!("rank = {bad}"), bad, "invalid", "a whole number from 0 to 65535");
    }
    refused("leaving = [\"archive\"]", "leaving = \"archive\"", "\"archive\"", "invalid type", "a list, in [ and ]");
    refused("keeps_account = true", "keeps_account = 1", "1\n", "invalid type", "write true or false");
    refused("name = \"Base\"", "name = 2024-01-01", "2024-01-01", "a date", "in quotes");
    refused("name = \"Base\"", "name = \"Base\"\nconsole = 3", "3", "invalid type", "a table with keys and values");
    refused("reach = \"all\"", "reach = \"al\"", "\"al\"", "unknown variant `al`", "write \"all\"");
    refused("leaving = [\"archive\"]", "leaving = [\"archiv\"]", "\"archiv\"", "unknown variant", "write \"archive\"");
    refused("asks_for = [\"name\",", "asks_for = [\"nam\",", "\"nam\"", "unknown variant", "write \"name\"");
    refused("none = []", "none = 3", "3", "invalid type", "a list of permissions");
    refused("on = \"project\"", "on = 3", "3", "invalid type", "a name, or a list of names");
    refused("name = \"Base\"", "name = { english = \"Base\" }", "{ english", "english", "a language");
}

#[test]
fn ids_are_names() {
    let names = "a-z, 0-9";
    refused("id = \"styles\"", "id = \"Styles\"", "\"Styles\"", "can't be the id of a permission", names);
    refused("id = \"guest\"", "id = \"the guest\"", "\"the guest\"", "can't be the id of a role", names);
    refused("kind = \"site\"\nparent", "kind = \"\"\nparent", "\"\"", "can't be the id of a kind", names);
    refused(
        "id = \"design\"",
        "id = \"9\"",
        "\"9\"",
        "can't be the id of an application".replace("an ", "a ").as_str(),
        names,
    );
    refused("read_only = [", "read-only = [", "read-only", "can't be the id of a level", names);
    refused(
        "[resource.roles.participant]",
        "[resource.roles.Participant]",
        "Participant",
        "can't be the id of a project role",
        names,
    );
    refused("invite = \"Invite\"", "Invite = \"Invite\"", "Invite", "can't be the key of a label", "status.invited");
    refused(
        "id = \"styles\"",
        "id = \"roster.style\"",
        "\"roster.style\"",
        "one of Roster's own",
        "doesn't begin with",
    );
}

#[test]
fn nothing_is_declared_twice() {
    refused("id = \"guest\"", "id = \"admin\"", "\"admin\"", "a role \"admin\" is declared twice", "its own id");
    refused("id = \"styles\"", "id = \"folder.create\"", "\"folder.create\"", "declared twice", "its own id");
    refused("kind = \"site\"\nparent", "kind = \"project\"\nparent", "\"project\"", "declared twice", "its own id");
    refused(
        "id = \"design\"",
        "id = \"design\"\n[[application]]\nid = \"design\"",
        "\"design\"\n\n[[perm",
        "declared twice",
        "its own id",
    );
    refused(
        "may_receive = [\"folder.create\"]",
        "may_receive = [\"folder.create\", \"folder.create\"]",
        "\"folder.create\"]",
        "stands twice",
        "leave one",
    );
    refused("leaving = [\"archive\"]", "leaving = [\"archive\", \"archive\"]", "\"archive\"]", "twice", "leave one");
    let twice = "on = [{ kind = \"site\", reach = \"all\", permissions = [] }, { kind = \"site\", reach";
    refused(
        "on = [{ kind = \"site\", reach",
        twice,
        "\"site\", reach = \"all\", permissions = [\"*",
        "the same reach",
        "one entry",
    );
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    refused(
        "include = [\"site.view\"]",
        "include = [\"site.veiw\"]",
        "\"site.veiw\"",
        "there is no permission",
        "write \"site.view\"",
    );
    refused(
        "\"roster.invite\",",
        "\"roster.invites\",",
        "\"roster.invites\"",
        "there is no permission",
        "write \"roster.invite\"",
    );
    refused(
        "\"roster.invite\",",
        "\"roster.zzzzzzzzzz\",",
        "\"roster.zzzzzzzzzz\"",
        "there is no permission",
        "declare it",
    );
    refused(
        "application = \"design\"",
        "application = \"desing\"",
        "\"desing\"",
        "there is no application",
        "write \"design\"",
    );
    refused(
        "on = \"project\"",
        "on = \"projects\"",
        "\"projects\"",
        "there is no kind of resource",
        "write \"project\"",
    );
    refused(
        "parent = \"project\"",
        "parent = \"folder\"",
        "\"folder\"",
        "there is no kind of resource",
        "declare it, or name one that is declared: \"project\" or \"site\"",
    );
    refused("default_role = \"guest\"", "default_role = \"gest\"", "\"gest\"", "there is no role", "write \"guest\"");
    refused(
        "leaving = [\"archive\"]",
        "leaving = [\"archive\"]\nremove_only = [\"gust\"]",
        "\"gust\"",
        "there is no role",
        "write \"guest\"",
    );
    refused("[{ kind = \"site\"", "[{ kind = \"sites\"", "\"sites\"", "there is no kind", "write \"site\"");
    refused(
        "creator_becomes = \"owner\"",
        "creator_becomes = \"owners\"",
        "\"owners\"",
        "no level or project role",
        "write \"owner\"",
    );
    refused(
        "successor_becomes = \"participant\"",
        "successor_becomes = \"parti\"",
        "\"parti\"",
        "there is no project role",
        "declare it",
    );
    refused(
        "create_needs = \"folder.create\"",
        "create_needs = \"folder.creat\"",
        "\"folder.creat\"",
        "no permission",
        "write \"folder.create\"",
    );
    refused("create_needs = \"folder.create\"", "create_needs = \"*\"", "\"*\"", "no permission", "");
    refused(
        "parent = \"project\"",
        "parent = \"project\"\njoins_new = [\"admn\"]\njoins_as = \"none\"",
        "\"admn\"",
        "no role",
        "write \"admin\"",
    );
}

#[test]
fn permissions_stand_where_they_can_be_held() {
    refused(
        "\"roster.invite\",",
        "\"site.edit\",",
        "\"site.edit\"",
        "held on a \"site\", not in the account",
        "on = [{ kind = \"site\"",
    );
    refused(
        "may_receive = [\"folder.create\"]",
        "may_receive = [\"site.view\"]",
        "\"site.view\"",
        "not in the account",
        "take it out: it is given on a \"site\"",
    );
    refused(
        "permissions = [\"*\"] }",
        "permissions = [\"project.view\"] }",
        "\"project.view\"",
        "not on a \"site\"",
        "take it out",
    );
    refused(
        "permissions = [\"*\"] }",
        "permissions = [\"styles\"] }",
        "\"styles\"",
        "in the account, not on a \"site\"",
        "declare it with on",
    );
    refused(
        "permissions = [\"*\"] }",
        "permissions = [\"roster.invite\"] }",
        "\"roster.invite\"",
        "not on a \"site\"",
        "role's permissions",
    );
    refused("none = []", "none = [\"styles\"]", "\"styles\"", "not on a \"project\"", "take it out");
    refused(
        "create_needs = \"folder.create\"",
        "create_needs = \"site.edit\"",
        "\"site.edit\"",
        "not in the account",
        "name a permission that is held in the account",
    );
    refused(
        "parent = \"project\"",
        "parent = \"project\"\ndelete_needs = \"roster.invite\"",
        "\"roster.invite\"",
        "not on a \"site\"",
        "name a permission that is held on a \"site\"",
    );
    refused(
        "parent = \"project\"",
        "parent = \"project\"\ncreate_needs = \"site.edit\"",
        "\"site.edit\"",
        "not on a \"project\"",
        "take it out",
    );
    refused(
        "parent = \"project\"",
        "parent = \"project\"\nedit_needs = \"project.view\"",
        "\"project.view\"",
        "not on a \"site\"",
        "take it out",
    );
    refused(
        "require = [\"folder.create\"]",
        "require = [\"site.view\"]",
        "\"site.view\"",
        "neither here nor in the account",
        "require",
    );
    refused("on = \"project\"", "on = []", "[]", "the list is empty", "leave \"on\" out");
}

#[test]
fn includes_make_sense() {
    refused(
        "id = \"site.view\"\non = \"site\"",
        "id = \"site.view\"\non = \"site\"\ninclude = [\"site.edit\"]",
        "\"site.view\"",
        "includes itself",
        "circle",
    );
    refused(
        "id = \"folder.create\"",
        "id = \"folder.create\"\ninclude = [\"folder.create\"]",
        "\"folder.create\"",
        "includes itself",
        "circle",
    );
    refused(
        "id = \"folder.create\"",
        "id = \"folder.create\"\ninclude = [\"site.view\"]",
        "\"site.view\"",
        "is held in the account",
        "same kind",
    );
    refused(
        "include = [\"site.view\"]",
        "include = [\"folder.create\"]",
        "\"folder.create\"",
        "can't be held on the resources",
        "take it out",
    );
    refused(
        "include = [\"site.view\"]",
        "include = [\"project.view\"]",
        "\"project.view\"",
        "nor on what lies under",
        "take it out",
    );
    refused(
        "include = [\"site.view\"]",
        "include = [\"roster.invite\"]",
        "\"roster.invite\"",
        "can't be held on",
        "roles give",
    );
    refused(
        "application = \"design\"",
        "application = \"design\"\ninclude = [\"roster.invite\"]",
        "\"roster.invite\"",
        "switched off",
        "to the roles themselves",
    );
}

#[test]
fn the_star_is_the_only_pattern() {
    refused("\"*\", \"roster.invite\"", "\"*\", \"roster.*\"", "\"roster.*\"", "no pattern", "name each");
    refused("\"*\", \"roster.invite\"", "\"site.*\", \"roster.invite\"", "\"site.*\"", "no pattern", "\"*\" for all");
    refused("include = [\"site.view\"]", "include = [\"*\"]", "\"*\"", "there is no permission", "");
    refused("require = [\"folder.create\"]", "require = [\"*\"]", "\"*\"", "there is no permission", "");
}

#[test]
fn kinds_form_trees() {
    refused(
        "kind = \"project\"\ncreate",
        "kind = \"project\"\nparent = \"site\"\ncreate",
        "\"site\"",
        "lies under itself",
        "another parent",
    );
    refused("parent = \"project\"", "parent = \"site\"", "\"site\"", "lies under itself", "another parent");
}

#[test]
fn resources_make_sense() {
    let offers = "parent = \"project\"\noffers = [\"site.vieuw\"]";
    refused("parent = \"project\"", offers, "\"site.vieuw\"", "no permission", "write \"site.view\"");
    let elsewhere = "parent = \"project\"\noffers = [\"project.view\"]";
    refused("parent = \"project\"", elsewhere, "\"project.view\"", "held on", "");
    let joins = "parent = \"project\"\njoins_new = [\"admin\"]";
    refused("parent = \"project\"", joins, "\"admin\"", "get nothing", "joins_as");
    refused("single = true\n", "", "\"participant\"", "only a single role", "single = true");
    let same = "\"owner\"\n\n[resource.levels]\nread_only";
    refused(same, &same.replace("read_only", "owner"), "\"owner\"", "both a level and a project role", "different ids");
    refused(
        "creator_becomes = \"owner\"",
        "creator_becomes = \"none\"\ncounted = { en = { one = \"1\" } }",
        "one = ",
        "\"other\" is missing",
        "add other",
    );
    let joins = "creator_becomes = \"owner\"\njoins_new = [\"admin\"]\njoins_as = ";
    let joins_as = |what: &str| format!("{joins}\"{what}\"");
    refused("creator_becomes = \"owner\"", &joins_as("owner"), "\"owner\"\n\n", "only one can be \"owner\"", "a level");
    assert_eq!(problems(&BASE.replace("creator_becomes = \"owner\"", &joins_as("participant"))), []);
    refused(
        "parent = \"project\"",
        "parent = \"project\"\njoins_as = \"none\"",
        "\"none\"",
        "nobody joins",
        "joins_new",
    );
    let site = "kind = \"site\"\nparent = \"project\"";
    let own = format!("{site}\nfor_members = \"{{name}}'s\"");
    refused(site, &own, "\"site\"", "under what a new member's \"site\" would lie", "leave for_members out");
    let project = "kind = \"project\"\ncreate_needs = \"folder.create\"";
    let same = format!("{project}\nfor_members = {{ en = \"{{name}}'s\", de = \"Eigenes\" }}");
    refused(project, &same, "\"project\"", "would be called the same", "put {name} into each");
    let becomes = "successor_becomes = \"participant\"";
    refused(becomes, "successor_becomes = \"owner\"", "\"owner\"", "only one can be \"owner\"", "isn't single");
    refused(
        "[resource.roles.participant]",
        "[resource.roles.participant]\nrequire = [\"styles\"]",
        "\"participant\"",
        "requires \"styles\", which who was \"owner\" may not hold",
        "require \"styles\" for \"owner\" too",
    );
    refused(
        "parent = \"project\"",
        "parent = \"project\"\ncounted = { en = { other = \"n\", lots = \"n\" } }",
        "lots",
        "plural category",
        "\"few\"",
    );
    refused(
        "parent = \"project\"",
        "parent = \"project\"\ncounted = { english = { other = \"n\" } }",
        "other",
        "not a language",
        "\"en\"",
    );
}

#[test]
fn settings_make_sense() {
    for bad in ["forever", "0d", "1m", "367d", "24", "-1d", ""] {
        refused("\"7d\"", &format!("{bad:?}"), &format!("{bad:?}"), "how long an invitation", "24h");
    }
    refused("leaving = [\"archive\"]", "leaving = []", "[]", "no way out", "\"disable\"");
    refused(
        "leaving = [\"archive\"]",
        "leaving = [\"archive\"]\nremove_only = []",
        "[]\n",
        "the list is empty",
        "leave the key out",
    );
    refused("[labels.en]", "[labels.english]", "english", "not a language", "[labels.en]");
    refused("invite = \"Invite\"", "invit = \"Invite\"", "invit", "no place for a label", "write \"invite\"");
    refused("invite = \"Invite\"", "\"my.own\" = \"x\"", "\"my.own\"", "no place for a label", "\"product.\"");
    let own = BASE.replace("invite = \"Invite\"", "\"product.greeting\" = \"Hello\"");
    assert_eq!(
        Model::compile(&own).unwrap().label("de", "product.greeting"),
        Some("Hello"),
        "what the product asks for"
    );
}

#[test]
fn nothing_stands_twice_in_a_list() {
    let twice = |from: &str, to: &str, at: &str| refused(from, to, at, "stands twice", "leave one");
    twice("include = [\"site.view\"]", "include = [\"site.view\", \"site.view\"]", "\"site.view\"]");
    twice("on = \"project\"", "on = [\"project\", \"project\"]", "[\"project\", \"project\"]");
    twice("require = [\"folder.create\"]", "require = [\"folder.create\", \"folder.create\"]", "\"folder.create\"]");
    twice("\"*\", \"roster.invite\"", "\"*\", \"*\", \"roster.invite\"", "\"*\", \"roster");
    let joins = "parent = \"project\"\njoins_new = [\"admin\", \"admin\"]\njoins_as = \"none\"";
    twice("parent = \"project\"", joins, "\"admin\"]");
    for only in ["edit_only", "remove_only", "act_as_only"] {
        let listed = format!("leaving = [\"archive\"]\n{only} = [\"guest\", \"guest\"]");
        twice("leaving = [\"archive\"]", &listed, "\"guest\"]");
    }
    twice("asks_for = [\"name\", \"password\"]", "asks_for = [\"name\", \"name\"]", "\"name\"]");
    twice(
        "kind = \"site\", reach = \"all\", permissions = [\"*\"]",
        "kind = \"site\", reach = \"all\", permissions = [\"*\", \"*\"]",
        "\"*\"] }]",
    );
}

#[test]
fn someone_can_invite_and_someone_keeps_the_account() {
    refused("\"roster.invite\",", "", "\"guest\"\nleaving", "no role can invite", "roster.invite");
    refused("keeps_account = true\n", "", "\"guest\"\nleaving", "nobody keeps the account", "keeps_account = true");
    refused(", \"roster.change_roles\"]", "]", "\"admin\"", "can't change roles", "roster.change_roles");
    refused(
        "keeps_account = true",
        "keeps_account = true\nedits = \"none\"",
        "\"admin\"",
        "can edit nobody",
        "not_above",
    );
}

/// Of a role that nobody can come to, the problem says what is in the way.
#[test]
fn every_role_can_be_had_and_who_left_can_come_back() {
    let with = |role: &str| format!("{role}\n\n[[role]]\nid = \"guest\"");
    let guest = "[[role]]\nid = \"guest\"";
    let lead = |more: &str| with(&format!("[[role]]\nid = \"lead\"\nrank = 50\n{more}"));
    let high = lead("").replace("50", "90");
    refused(guest, &high, "\"lead\"", "nobody who can invite ranks as high", "rank = 80 or less");
    let more = lead("permissions = [\"roster.export\"]");
    refused(guest, &more, "\"lead\"", "it has \"roster.export\", which nobody holds", "give \"roster.export\" to");
    for reach in ["all", "own", "granted"] {
        let on =
            lead(&format!("on = [{{ kind = \"project\", reach = \"{reach}\", permissions = [\"project.view\"] }}]"));
        refused(guest, &on, "\"lead\"", "it has \"project.view\"", "give \"project.view\" to");
        let held = lead(&format!("on = [{{ kind = \"site\", reach = \"{reach}\", permissions = [\"site.view\"] }}]"));
        assert_eq!(problems(&BASE.replace(guest, &held)), [], "who has it on all can give it with any reach");
    }
    let refusals = |text: &str| problems(text).into_iter().map(|problem| problem.wrong).collect::<Vec<_>>();
    assert_eq!(refusals(&BASE.replace(guest, &lead("permissions = [\"roster.export\"]\nassignable = false"))), [""; 0]);
    // What comes with many roles can come from many, and from what the giver may receive.
    let two = lead(
        "permissions = [\"roster.invite\", \"roster.export\"]\nassignable = false\n[[role]]\nid = \"both\"\nrank = 60\npermissions = [\"roster.export\", \"styles\"]",
    );
    let one = BASE.replace(guest, &two);
    assert_eq!(refusals(&one).len(), 1, "none of them has both");
    assert_eq!(refusals(&one.replace("[membership]", "[membership]\nroles = \"many\"")), [""; 0]);
    assert_eq!(refusals(&one.replace("may_receive = [", "may_receive = [\"roster.export\", ")), [""; 0]);

    let gone = "no role can bring back who left";
    refused(" \"roster.restore_members\",", "", "[\"archive\"]", gone, "roster.restore_members");
    refused("rank = 80", "rank = 80\nremoves = \"none\"", "[\"archive\"]", gone, "isn't \"none\"");
}

#[test]
fn no_role_can_raise_itself() {
    refused("rank = 80", "rank = 5", "\"admin\"", "losing it would raise", "rank = 10");
    refused(
        "rank = 10\n",
        "rank = 10\npermissions = [\"roster.export\"]\n[[role]]\nid = \"lead\"\nrank = 20\nedits = \"not_above\"\npermissions = [\"roster.change_roles\"]\n",
        "\"guest\"",
        "dropping to the default role",
        "give \"roster.export\"",
    );
    refused(
        "\"roster.invite\",",
        "\"roster.invite\", \"roster.act_as\",",
        "\"admin\"",
        "acting as others",
        "reach = \"all\"",
    );
    refused(
        "[resource.roles.participant]\npermissions = [\"project.view\"]",
        "[resource.roles.participant]\npermissions = [\"project.view\", \"roster.change_access\"]",
        "\"participant\"",
        "handing over",
        "roster.change_access",
    );
}

/// Rule 5: a level without a permission of the kind shuts out.
#[test]
fn what_is_granted_can_hold_somewhere() {
    let levels = "read_only = [\"project.view\", \"site.view\"]";
    let from = BASE.find("[resource.roles.owner]").unwrap();
    let to = BASE.find("[[resource]]\nkind = \"site\"").unwrap();
    let text = format!("{}{}", &BASE[..from], &BASE[to..]).replace("creator_becomes = \"owner\"\n", "");
    let text = text.replace("reach = \"all\"", "reach = \"granted\"");
    assert_eq!(problems(&text), [], "a level that has a permission of sites");
    let never = text.replace(levels, "read_only = [\"project.view\"]");
    let found = problems(&never);
    assert!(found[0].wrong.starts_with("this can never hold: no level has a permission of a \"site\""), "{found:?}");
    assert_eq!((found.len(), found[0].text.as_str()), (1, "\"site\""));
    assert_eq!(found[0].instead, "add \"site.view\" to a level, or declare a role on the \"site\"");
    let offered = never.replace("parent = \"project\"", "parent = \"project\"\noffers = [\"site.view\"]");
    assert_eq!(problems(&offered), [], "a single permission");
    let role = format!("[resource.roles.guest]\npermissions = [\"project.view\"]\n\n{}", &BASE[to..to + 12]);
    assert_eq!(
        problems(&never.replacen("[[resource]]\nkind = \"site\"", &format!("{role}\nkind = \"site\""), 1)),
        [],
        "a role above"
    );
}

#[test]
fn signing_up_gives_no_power() {
    refused(
        "default_role = \"guest\"",
        "default_role = \"admin\"\nself_sign_up = true",
        "\"admin\"",
        "whoever signs up",
        "self_sign_up = false",
    );
}

#[test]
fn what_is_too_large_is_refused() {
    let large = format!("{BASE}\n# {}", "x".repeat(1 << 20));
    assert!(problems(&large)[0].instead.contains("1048576"));
    let many = |what: &dyn Fn(usize) -> String, count: usize| (0..count).map(what).collect::<String>();
    let permissions = many(&|n| format!("[[permission]]\nid = \"p{n}\"\n"), 4097);
    assert!(problems(&format!("{BASE}\n{permissions}"))[0].instead.contains("at most 4096"));
    let roles = many(&|n| format!("[[role]]\nid = \"r{n}\"\nrank = 20\n"), 511);
    assert!(problems(&format!("{BASE}\n{roles}"))[0].instead.contains("at most 512"));
    let kinds = many(&|n| format!("[[resource]]\nkind = \"k{n}\"\n"), 63);
    assert!(problems(&format!("{BASE}\n{kinds}"))[0].instead.contains("at most 64"));
    let deep = format!("{BASE}\nx = {}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(!problems(&deep).is_empty(), "deep nesting is no way to crash");
    // Nor are long lists a way to keep the machine busy: these would take hours if each name were compared with all others.
    let names = many(&|n| format!("\"n{n}\", "), 80_000);
    let list = |names: &str| BASE.replace("may_receive = [", &format!("may_receive = [{names}"));
    assert_eq!(problems(&list(&names)).len(), 100, "enough is enough");
    assert_eq!(problems(&list(&"\"styles\",".repeat(90_000))).len(), 100);
    let kinds = many(&|n| format!("[[resource]]\nkind = \"k{}\"\nparent = \"k{n}\"\n", n + 1), 20_000);
    assert_eq!(problems(&format!("{BASE}\n{kinds}")).len(), 1);
}

/// Adds to the base, and expects a problem at `at`.
#[track_caller]
fn refused_with(added: &str, at: &str, wrong: &str, instead: &str) {
    refused("[[application]]\n", &format!("{added}\n[[application]]\n"), at, wrong, instead);
}

#[test]
fn d13_account_fields_make_sense() {
    let tax = "[[account_field]]\nid = \"tax_id\"\nkind = \"text\"\n";
    let model = Model::compile(&format!(
        "{BASE}{tax}read_by = \"managers\"\n[[account_field]]\nid = \"city\"\nkind = \"text\"\nrequired = true\n"
    ))
    .unwrap();
    let [tax_id, city] = model.account_fields() else { panic!("{:?}", model.account_fields()) };
    assert_eq!((tax_id.read_by, tax_id.field.required), (ReadBy::Managers, false));
    assert_eq!((city.read_by, city.field.required, city.field.label.get("de")), (ReadBy::Members, true, "city"));

    refused_with(&format!("{tax}read_by = \"admins\""), "\"admins\"", "unknown variant `admins`", "write");
    refused_with(
        &format!("{tax}{tax}"),
        "\"tax_id\"\nkind = \"text\"\n\n",
        "a account_field \"tax_id\" is declared twice",
        "its own",
    );
    refused_with(&tax.replace("tax_id", "name"), "\"name\"\nkind", "every account has a name", "another id");
    refused_with(&tax.replace("text", "choice"), "\"tax_id\"", "offers nothing to choose", "add choices");
}

#[test]
fn profile_fields_make_sense() {
    let choice = "[[field]]\nid = \"region\"\nkind = \"choice\"\n";
    let good = BASE.to_owned()
        + choice
        + "required = true\nlabel = { en = \"Region\", de = \"Gebiet\" }\nchoices = { north = \"North\", south = \"South\", east = { en = \"East\" } }\n"
        + "[[field]]\nid = \"since\"\nkind = \"date\"\n[[field]]\nid = \"hours\"\nkind = \"number\"\n[[field]]\nid = \"company\"\nkind = \"text\"\n";
    let model = Model::compile(&good).unwrap();
    let [region, since, _, company] = model.fields() else { panic!("{:?}", model.fields()) };
    assert!(region.required && region.kind == FieldKind::Choice && region.label.get("de") == "Gebiet");
    let choices: Vec<_> = region.choices.iter().map(|choice| (choice.id.as_str(), choice.label.get("de"))).collect();
    assert_eq!(choices, [("north", "North"), ("south", "South"), ("east", "East")], "in the order they are written in");
    assert!(!since.required && since.kind == FieldKind::Date && since.label.get("en") == "since");
    assert!(company.choices.is_empty());

    refused_with(choice, "\"region\"", "offers nothing to choose", "add choices");
    refused_with(&format!("{choice}choices = {{}}"), "{}", "offers nothing to choose", "at least one");
    refused_with(
        &format!("{choice}choices = {{ North = \"North\" }}"),
        "North",
        "can't be the id of a choice",
        "a-z, 0-9",
    );
    let text = "[[field]]\nid = \"company\"\nkind = \"text\"\n";
    refused_with(&format!("{text}choices = {{ a = \"A\" }}"), "{ a", "nothing can be chosen", "kind = \"choice\"");
    refused_with(
        &format!("{text}{text}"),
        "\"company\"\nkind = \"text\"\n\n",
        "a field \"company\" is declared twice",
        "its own",
    );
    refused_with("[[field]]\nid = \"Company\"\nkind = \"text\"", "\"Company\"", "can't be the id of a field", "a-z");
    refused_with("[[field]]\nid = \"company\"\nkind = \"email\"", "\"email\"", "unknown variant `email`", "write");
    let many: String = (0..65).map(|n| format!("[[field]]\nid = \"f{n}\"\nkind = \"text\"\n")).collect();
    assert!(problems(&format!("{BASE}{many}"))[0].instead.contains("at most 64"));
}

#[test]
fn every_kind_of_resource_can_be_seen_by_somebody() {
    refused_with(
        "[[resource]]\nkind = \"shelf\"",
        "\"shelf\"",
        "nobody could ever see a \"shelf\"",
        "such as \"shelf.view\"",
    );
    // Whoever may do one of Roster's own things there sees it, too.
    let seen = "[[resource]]\nkind = \"shelf\"\n[resource.roles.keeper]\npermissions = [\"roster.change_access\"]\n";
    assert!(Model::compile(&format!("{BASE}{seen}")).is_ok());
}

#[test]
fn mails_go_to_those_they_are_written_to() {
    let model = Model::compile(BASE).unwrap();
    let silent = MailedChange::ALL.into_iter().filter(|(change, _)| !model.mails().mails(*change));
    let silent: Vec<_> = silent.map(|(_, key)| key).collect();
    assert_eq!(silent, ["rules_changed"], "where nothing is said");
    let some = "\n[mails]\nrole_changed = []\nremoved = [\"member\"]\naccepted = []\nrules_changed = [\"member\"]\n";
    let model = Model::compile(&format!("{BASE}{some}")).unwrap();
    let mailed = MailedChange::ALL.map(|(change, _)| model.mails().mails(change));
    let mut others = vec![true; MailedChange::ALL.len()];
    for silent in [MailedChange::Accepted, MailedChange::RoleChanged] {
        others[silent as usize] = false;
    }
    assert_eq!(mailed.to_vec(), others);

    refused_with(
        "[mails]\nremoved = [\"inviter\"]",
        "\"inviter\"",
        "can't be mailed to \"inviter\"",
        "write \"member\"",
    );
    refused_with("[mails]\naccepted = [\"admin\"]", "\"admin\"", "can't be mailed to \"admin\"", "[] for nobody");
    refused_with("[mails]\nremoved = [\"member\", \"member\"]", "\"member\"]", "stands twice", "leave one");
    refused_with("[mails]\nrole_change = []", "role_change", "unknown field", "write \"role_changed\"");
    refused_with("[mails]\nremoved = \"member\"", "\"member\"", "invalid type", "");
}

#[test]
fn the_console_is_arranged_of_what_there_is() {
    let console = |text: &str| Model::compile(text).unwrap().console().clone();
    let plain = console(BASE);
    assert_eq!((plain.users_page, plain.users_list), (UsersPage::MainMenu, UsersList::States));
    let model = Model::compile(BASE).unwrap();
    let kinds = ["project", "site"].map(|kind| Column::Reach(model.kind(kind).unwrap()));
    let first = [Column::Name, Column::Email, Column::Roles, Column::Status];
    assert_eq!(plain.columns, first.into_iter().chain(kinds.clone()).collect::<Vec<_>>(), "where nothing is said");
    let arranged = "\n[console]\nusers_page = \"settings\"\nusers_list = \"filter\"\ncolumns = [\"name\", \"reach.site\", \"field.company\", \"joined\"]\n[[field]]\nid = \"company\"\nkind = \"text\"\n";
    let arranged = console(&format!("{BASE}{arranged}"));
    assert_eq!((arranged.users_page, arranged.users_list), (UsersPage::Settings, UsersList::Filter));
    let [Column::Name, site, Column::Field(company), Column::Joined] = arranged.columns.as_slice() else {
        panic!("{:?}", arranged.columns)
    };
    assert_eq!((site, company.as_str()), (&kinds[1], "company"));

    let columns = |listed: &str| format!("[console]\ncolumns = [{listed}]");
    refused_with(&columns("\"name\", \"emial\""), "\"emial\"", "there is no column", "write \"email\"");
    refused_with(
        &columns("\"name\", \"reach.sites\""),
        "\"reach.sites\"",
        "there is no column",
        "write \"reach.site\"",
    );
    refused_with(&columns("\"name\", \"field.company\""), "\"field.company\"", "there is no column", "\"field.\" with");
    refused_with(&columns("\"name\", \"name\""), "\"name\"]", "stands twice", "leave one");
    refused_with(&columns("\"email\""), "[\"email\"]", "the name isn't among", "add \"name\"");
    refused_with("[console]\nusers_page = \"left\"", "\"left\"", "unknown variant `left`", "write");
    refused_with("[console]\nusers_list = \"list\"", "\"list\"", "unknown variant `list`", "write");
}

#[test]
fn whose_access_a_role_changes_is_as_whom_it_edits_unless_it_says_otherwise() {
    let of = |text: &str| {
        let model = Model::compile(text).unwrap();
        let admin = &model[model.role("admin").unwrap()];
        (admin.edits, admin.changes_access)
    };
    let with = |more: &str| BASE.replace("rank = 80", &format!("rank = 80\n{more}"));
    assert_eq!(of(BASE), (ActsOn::Below, ActsOn::Below));
    assert_eq!(of(&with("edits = \"not_above\"")), (ActsOn::NotAbove, ActsOn::NotAbove));
    assert_eq!(of(&with("changes_access = \"not_above\"")), (ActsOn::Below, ActsOn::NotAbove));
    assert_eq!(of(&with("changes_access = \"none\"")), (ActsOn::Below, ActsOn::None));
    refused("rank = 80", "rank = 80\nchanges_access = \"all\"", "\"all\"", "unknown variant `all`", "write");
}

/// The base with what an account shares, and a permission that asks for a status.
fn sharing() -> String {
    let shared = r#"
[credits]
unit = "credits"
decimals = 2

[compliance]
help = "Checks."

[[compliance.status]]
id = "open"

[[compliance.status]]
id = "passed"
label = { en = "Passed", de = "Bestanden" }
tone = "good"

[quotations]
spends_credits = true

[[permission]]
id = "data.order"
require_status = "passed"
"#;
    let powers = "\"roster.change_roles\", \"roster.spend_credits\", \"roster.buy_credits\", \"roster.set_compliance\", \
        \"roster.issue_quotations\", \"roster.accept_quotations\"]";
    BASE.replacen("\"roster.change_roles\"]", powers, 1) + shared
}

#[test]
fn d02_and_d03_what_an_account_shares_makes_sense() {
    let base = sharing();
    let model = Model::compile(&base).unwrap();
    let (credits, compliance) = (model.credits().unwrap(), model.compliance().unwrap());
    assert_eq!((credits.decimals, credits.unit.get("en")), (2, "credits"));
    assert!(model.quotations().unwrap().spends_credits);
    assert_eq!(compliance.at(None).id, "open", "a new account has the first");
    assert_eq!(compliance.at(Some("passed")).label.get("de"), "Bestanden");
    assert_eq!(compliance.at(Some("gone from the model")).id, "open");
    let order = model.permission("data.order").unwrap();
    for (status, withheld) in [(None, true), (Some("open"), true), (Some("passed"), false), (Some("other"), true)] {
        assert_eq!(model.withheld(status).contains(order), withheld, "{status:?}");
    }
    let plain = Model::compile(BASE).unwrap();
    assert!(plain.credits().is_none() && plain.compliance().is_none() && plain.quotations().is_none());
    assert!(plain.withheld(None).is_empty());

    // What is replaced, by what, where the problem is, what is wrong, what to write instead.
    let cases = [
        ("decimals = 2", "decimals = 7", "7", "7 digits behind the point", "0 to 6"),
        ("decimals = 2", "decimals = -1", "-1", "", ""),
        ("unit = \"credits\"", "unti = \"credits\"", "unti", "unknown field", "write \"unit\""),
        ("id = \"passed\"\nlabel", "id = \"open\"\nlabel", "\"open\"\nlabel", "declared twice", "its own"),
        ("tone = \"good\"", "tone = \"nice\"", "\"nice\"", "unknown variant", "write"),
        ("require_status = \"passed\"", "require_status = \"pased\"", "\"pased\"", "no status \"pased\"", "\"passed\""),
        ("require_status = \"passed\"", "require_status = []", "[]", "is empty", "name a status"),
        (
            "require_status = \"passed\"",
            "require_status = \"passed\"\non = \"site\"",
            "\"passed\"\non",
            "would vanish",
            "held in the account",
        ),
        (
            "require_status = \"passed\"",
            "require_status = \"passed\"\ninclude = [\"folder.create\"]",
            "\"passed\"\ninclude",
            "wouldn't take away",
            "at each of them",
        ),
        (", \"roster.spend_credits\"", "", "[credits]", "no role can spend credits", "\"roster.spend_credits\""),
        (", \"roster.buy_credits\"", "", "[credits]", "no role can add credits", "\"roster.buy_credits\""),
        (", \"roster.set_compliance\"", "", "[compliance]", "no role can change the compliance status", "roster"),
        (", \"roster.accept_quotations\"", "", "[quotations]", "no role can accept quotations", "roster"),
        ("\"roster.issue_quotations\", ", "", "[quotations]", "no role can offer quotations", "roster"),
    ];
    for (from, to, at, wrong, instead) in cases {
        assert_eq!(base.matches(from).count(), 1, "{from:?}");
        let text = base.replace(from, to);
        let found = problems(&text);
        let hit = found.iter().find(|problem| problem.wrong.contains(wrong) && problem.instead.contains(instead));
        let hit = hit.unwrap_or_else(|| panic!("{to:?}: {found:?}"));
        let changed = base.find(from).unwrap();
        let place = text[changed..].find(at).map(|offset| changed + offset).or_else(|| text.find(at)).unwrap();
        assert_eq!(hit.line, text[..place].matches('\n').count() + 1, "{to:?}: {hit}");
        assert_eq!(hit.column, text[..place].rsplit('\n').next().unwrap().chars().count() + 1, "{to:?}: {hit}");
    }
    refused_with("[compliance]", "[compliance]", "there is no status", "[[compliance.status]]");
    refused_with("[quotations]\nspends_credits = true\n", "true", "no credits to be spent", "declare [credits]");
    refused_with(
        "[[permission]]\nid = \"x\"\nrequire_status = \"y\"\n",
        "\"y\"",
        "the account has none",
        "[compliance]",
    );
}

/// An editor that knows the schema and the compiler that reads the text agree about the keys.
#[test]
fn the_schema_knows_every_key_and_says_what_each_is_for() {
    let schema = schema();
    let keys = schema["properties"].as_object().unwrap();
    for key in [
        "name",
        "labels",
        "invitation",
        "membership",
        "application",
        "permission",
        "role",
        "resource",
        "field",
        "account_field",
        "mails",
        "console",
        "credits",
        "compliance",
        "quotations",
    ] {
        assert!(keys[key]["description"].as_str().is_some_and(|text| text.len() > 10), "{key}: {}", keys[key]);
    }
    assert_eq!(schema["additionalProperties"], false);
    let definitions = schema["definitions"].as_object().unwrap();
    for (name, definition) in definitions {
        assert!(!name.contains("Spanned") && !name.contains("At<"), "{name}");
        for (key, value) in definition["properties"].as_object().into_iter().flatten() {
            assert!(value["description"].as_str().is_some_and(|text| text.len() > 5), "{name}.{key}: {value}");
        }
    }
    let pattern = "^[a-z][a-z0-9_.]{0,63}$";
    for (declared, key) in
        [("Role", "id"), ("Resource", "kind"), ("Permission", "id"), ("Field", "id"), ("Status", "id")]
    {
        assert_eq!(definitions[declared]["properties"][key]["pattern"], pattern, "{declared}");
    }
    let levels = definitions["Resource"]["properties"]["levels"].to_string();
    assert!(levels.contains(&serde_json::json!({ "pattern": pattern }).to_string()), "{levels}");
    let star = |key: &str, of: &str| definitions[of]["properties"][key]["items"].to_string().contains("\"*\"");
    assert!(star("permissions", "Role") && !star("include", "Permission"));
    assert_eq!(definitions["Text"]["anyOf"][0]["minLength"], 1);
    let known = &definitions["Role"]["properties"]["permissions"]["items"]["anyOf"][0]["enum"];
    assert!(known.as_array().unwrap().iter().any(|id| id == "roster.invite"), "{known}");
    for label in labels::KEYS {
        let words = &schema["properties"]["labels"]["additionalProperties"]["properties"];
        assert_eq!(words[label.key]["description"], label.place);
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_text() {
    let text = BASE.replace("\"site.view\"]", "\"site.veiw\"]").replace("id = \"guest\"", "id = \"Guest\"");
    let found = problems(&text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.is_sorted_by_key(|problem| (problem.line, problem.column)), "{found:?}");
}

#[test]
fn nonsense_never_panics() {
    for cut in 0..BASE.len() {
        let _ = Model::compile(&BASE[..cut]);
    }
    for word in BASE.split_whitespace() {
        for other in ["", "\"\"", "[]", "{}", "3", "true", "\"*\"", "ä"] {
            let _ = Model::compile(&BASE.replacen(word, other, 1));
        }
    }
}

#[test]
fn every_preset_makes_sense_and_its_words_are_complete() {
    assert!(!presets().is_empty());
    for preset in presets() {
        let model = preset.compile().unwrap_or_else(|problems| panic!("{}: {problems:#?}", preset.id));
        let known: Vec<_> = labels::KEYS.iter().map(|key| key.key).collect();
        let english = &model.labels()["en"];
        for (language, words) in model.labels() {
            let unknown: Vec<_> = words.keys().filter(|key| !known.contains(&key.as_str())).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?} stand nowhere in the console", preset.id);
            assert!(words.keys().eq(english.keys()), "{}: {language} and en have different labels", preset.id);
            let told = |text: &roster_domain::model::Text| text.languages().any(|told| told == language);
            for (_, role) in model.roles() {
                assert!(told(&role.label) && told(&role.help), "{}: role {} in {language}", preset.id, role.id);
            }
            for (_, permission) in model.permissions().filter(|(_, permission)| !permission.id.starts_with("roster.")) {
                let complete = told(&permission.label) && told(&permission.help);
                assert!(complete, "{}: permission {} in {language}", preset.id, permission.id);
            }
            for (_, kind) in model.kinds() {
                assert!(told(&kind.label) && told(&kind.plural), "{}: kind {} in {language}", preset.id, kind.id);
                let levels = kind.levels.iter().all(|level| told(&level.label) && told(&level.help));
                assert!(levels, "{}: levels of {} in {language}", preset.id, kind.id);
            }
        }
    }
}
