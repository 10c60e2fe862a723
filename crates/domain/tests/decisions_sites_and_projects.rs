//! Decisions in the model `sites-and-projects`, each a row written from the requirements A01 to A14.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::{World, at, now, resource_id};
use roster_domain::{
    access::{
        ActRefusal, Change, GiveRefusal, Verb, account_set, holds, holds_on, keeps_account, may_act_on,
        may_change_access, may_create, may_delete, may_edit, may_give, resource_set,
    },
    member::{MemberRecord, MemberStatus},
    model::{AskFor, InviteForm, Leaving, WhenExpired, presets},
    permission::RosterPermission,
    role::Rank,
};

const PROJECT: &str = "project:p1";
const SITE: &str = "site:s1 < project:p1";
const OTHER_SITE: &str = "site:s2 < project:p1";

fn world() -> World {
    World::new(presets().iter().find(|preset| preset.id == "sites-and-projects").unwrap().text)
}

/// Those who act in the tables: `admin`, `other` (an admin too), `user` (without access), and users with access.
fn who(world: &World, name: &str) -> MemberRecord {
    let user = |name| world.member(name, &["user"]);
    match name {
        "admin" | "other" => world.member(name, &["admin"]).build(),
        "user" => user("user").build(),
        "rw_project" => user("rw_project").grant("p1", "read_write").build(),
        "ro_project" => user("ro_project").grant("p1", "read_only").build(),
        "rw_site" => user("rw_site").grant("s1", "read_write").build(),
        "ro_site" => user("ro_site").grant("s1", "read_only").build(),
        "ro_site_in_rw_project" => user(name).grant("p1", "read_write").grant("s1", "read_only").build(),
        "rw_site_in_ro_project" => user(name).grant("p1", "read_only").grant("s1", "read_write").build(),
        "shut_out_of_site" => user(name).grant("p1", "read_write").grant("s1", "none").build(),
        "invited" => world.member("invited", &["admin"]).status(MemberStatus::Invited).build(),
        "deleted" => world.member("deleted", &["admin"]).status(MemberStatus::Deleted).build(),
        _ => panic!("nobody is called {name}"),
    }
}

/// Who has what in the account: who, permission, yes or no.
#[test]
fn a13_and_a01_what_each_has_in_the_account() {
    let rows = [
        ("admin", "roster.read_members", true), // A01: User Management is for admins …
        ("user", "roster.read_members", false), // … and for nobody else
        ("rw_project", "roster.read_members", false),
        ("admin", "roster.invite", true),
        ("rw_project", "roster.invite", false), // A13: cannot invite
        ("rw_site", "roster.invite", false),
        ("ro_site", "roster.invite", false),
        ("admin", "roster.change_roles", true),
        ("rw_project", "roster.change_roles", false),
        ("admin", "roster.change_access", true),
        ("rw_project", "roster.change_access", false), // A13: cannot give themselves access
        ("admin", "roster.remove_members", true),
        ("user", "roster.remove_members", false),
        ("admin", "roster.read_audit", true),
        ("user", "roster.read_audit", false),
        ("admin", "roster.export", true),
        ("admin", "project.create", true),
        ("rw_project", "project.create", false),
        ("invited", "roster.invite", false), // A08: only once accepted
        ("deleted", "roster.invite", false),
        ("admin", "roster.act_as", false), // not in this model
    ];
    let world = world();
    for (name, permission, expected) in rows {
        let member = who(&world, name);
        assert_eq!(
            holds(&world.model, &member, true, world.permission(permission), now()),
            expected,
            "{name} {permission}"
        );
        assert!(account_set(&world.model, &member, false, now()).is_empty(), "{name} in an account that is not open");
    }
}

/// Who has what on a resource: who, where, permission, yes or no.
#[test]
fn a13_what_each_has_on_projects_and_sites() {
    let rows = [
        ("admin", PROJECT, "project.edit", true), // A13: admins reach every project and site
        ("admin", SITE, "site.edit", true),
        ("admin", SITE, "site.delete", true),
        ("admin", "site:s9 < project:p9", "site.edit", true),
        ("user", PROJECT, "project.view", false), // A05: no access is allowed, and gives nothing
        ("user", SITE, "site.view", false),
        ("rw_project", PROJECT, "project.edit", true),
        ("rw_project", PROJECT, "project.delete", false),
        ("rw_project", SITE, "site.edit", true), // access to a project reaches its sites
        ("rw_project", SITE, "site.delete", false),
        ("rw_project", "site:s9 < project:p9", "site.view", false),
        ("ro_project", PROJECT, "project.view", true),
        ("ro_project", PROJECT, "project.edit", false),
        ("ro_project", SITE, "site.view", true),
        ("ro_project", SITE, "site.edit", false), // A13: a read-only user changes nothing
        ("rw_site", SITE, "site.edit", true),     // A13: edits the sites given
        ("rw_site", SITE, "site.view", true),
        ("rw_site", OTHER_SITE, "site.view", false), // A13: and only these
        ("rw_site", PROJECT, "project.view", false),
        ("ro_site", SITE, "site.view", true),
        ("ro_site", SITE, "site.edit", false),
        ("ro_site", OTHER_SITE, "site.view", false),
        ("ro_site_in_rw_project", SITE, "site.edit", false), // the nearest level decides
        ("ro_site_in_rw_project", SITE, "site.view", true),
        ("ro_site_in_rw_project", OTHER_SITE, "site.edit", true),
        ("rw_site_in_ro_project", SITE, "site.edit", true),
        ("rw_site_in_ro_project", OTHER_SITE, "site.edit", false),
        ("shut_out_of_site", SITE, "site.view", false),
        ("shut_out_of_site", OTHER_SITE, "site.edit", true),
        ("invited", SITE, "site.view", false),
        ("deleted", SITE, "site.view", false),
        ("rw_project", SITE, "roster.change_access", false), // A13: cannot give themselves access
        ("admin", SITE, "roster.change_access", true),
    ];
    let world = world();
    for (name, place, permission, expected) in rows {
        let (member, chain) = (who(&world, name), world.chain(place));
        let answer = holds_on(&world.model, &member, true, &chain, world.permission(permission), now());
        assert_eq!(answer, expected, "{name} {permission} on {place}");
    }
}

#[test]
fn a13_unreachable_sites_are_invisible_not_merely_forbidden() {
    let world = world();
    let sees =
        |name, place| !resource_set(&world.model, &who(&world, name), true, &world.chain(place), now()).is_empty();
    let rows = [
        ("ro_site", SITE, true),
        ("ro_site", OTHER_SITE, false),
        ("ro_site", PROJECT, false),
        ("shut_out_of_site", SITE, false),
        ("user", PROJECT, false),
        ("rw_project", SITE, true),
        ("admin", SITE, true),
    ];
    for (name, place, expected) in rows {
        assert_eq!(sees(name, place), expected, "{name} on {place}");
    }
}

#[test]
fn a13_who_creates_edits_and_deletes_what() {
    let world = world();
    let (project, site) = (world.model.kind("project").unwrap(), world.model.kind("site").unwrap());
    let creates = |name, kind, parent: Option<&str>| {
        let parent = parent.map(|path| world.chain(path));
        may_create(&world.model, &who(&world, name), true, kind, parent.as_ref(), now())
    };
    let rows = [
        ("admin", project, None, true),
        ("rw_project", project, None, false),
        ("admin", site, Some(PROJECT), true),
        ("rw_project", site, Some(PROJECT), true), // creates sites in projects held Read-Write
        ("ro_project", site, Some(PROJECT), false),
        ("rw_site", site, Some(PROJECT), false), // Read-Write on a site is not Read-Write on its project
        ("user", site, Some(PROJECT), false),
        ("admin", site, None, false), // a site without a project makes no sense, whoever asks
        ("admin", site, Some(SITE), false),
        ("admin", project, Some(PROJECT), false),
    ];
    for (name, kind, parent, expected) in rows {
        assert_eq!(creates(name, kind, parent), expected, "{name} creates a {} under {parent:?}", world.model[kind].id);
    }
    let edits = |name, place| may_edit(&world.model, &who(&world, name), true, &world.chain(place), now());
    assert_eq!(["admin", "rw_site", "ro_site", "user"].map(|name| edits(name, SITE)), [true, true, false, false]);
    assert_eq!(["admin", "rw_project", "ro_project"].map(|name| edits(name, PROJECT)), [true, true, false]);
    let deletes = |name| may_delete(&world.model, &who(&world, name), true, &world.chain(SITE), now());
    assert_eq!(["admin", "rw_site"].map(deletes), [true, false]);
    // … getting Read-Write on the sites they create.
    assert_eq!(world.model[site].creator_becomes, Some(world.what("read_write")));
}

#[test]
fn a10_and_a13_who_acts_on_whom() {
    let world = world();
    let demote_first = || Err(ActRefusal::Role(Verb::Delete, world.role("admin")));
    let rows = [
        ("admin", Verb::Edit, "other", Ok(())), // A13: may edit other admins
        ("admin", Verb::Edit, "user", Ok(())),
        ("admin", Verb::ChangeRoles, "other", Ok(())),
        ("admin", Verb::ChangeRoles, "admin", Ok(())), // may step down; F02 guards the last one
        ("admin", Verb::ChangeAccess, "user", Ok(())),
        ("admin", Verb::Delete, "user", Ok(())), // A10: only a user whose role is User …
        ("admin", Verb::Delete, "other", demote_first()), // … an admin must be demoted first
        ("admin", Verb::Delete, "admin", Err(ActRefusal::Oneself)),
        ("admin", Verb::Withdraw, "invited", Ok(())), // an invitation can be taken back whatever its role
        ("admin", Verb::Resend, "invited", Ok(())),
        ("user", Verb::Edit, "rw_site", Err(ActRefusal::Needs(RosterPermission::EditMembers))),
        ("rw_project", Verb::Delete, "user", Err(ActRefusal::Needs(RosterPermission::RemoveMembers))),
        ("rw_project", Verb::ChangeRoles, "rw_project", Err(ActRefusal::Needs(RosterPermission::ChangeRoles))),
        ("rw_project", Verb::ChangeAccess, "rw_project", Err(ActRefusal::Needs(RosterPermission::ChangeAccess))),
        ("deleted", Verb::Edit, "user", Err(ActRefusal::Needs(RosterPermission::EditMembers))),
        ("admin", Verb::ActAs, "user", Err(ActRefusal::Needs(RosterPermission::ActAs))),
    ];
    for (actor, verb, target, expected) in rows {
        let answer = may_act_on(&world.model, &who(&world, actor), verb, &who(&world, target), now());
        assert_eq!(answer, expected, "{actor} {verb:?} {target}");
    }
    let chain = world.chain(SITE);
    let changes = |actor| may_change_access(&world.model, &who(&world, actor), &who(&world, "user"), &chain, now());
    assert_eq!(changes("admin"), Ok(()));
    assert_eq!(changes("rw_project"), Err(ActRefusal::Needs(RosterPermission::ChangeAccess)));
}

#[test]
fn a04_a05_and_a11_what_each_can_give() {
    let world = world();
    let chains = [world.chain(SITE), world.chain(PROJECT)];
    let not_held = |ids: &[&str], on| Err(GiveRefusal::NotHeld { missing: world.set(ids), on: Some(resource_id(on)) });
    let above = || Err(GiveRefusal::AboveOwnRank(world.role("admin")));
    let new = |roles: &[&str], grants: &[(&str, &str)]| {
        grants.iter().fold(world.member("new", roles), |member, (resource, what)| member.grant(resource, what)).build()
    };
    let rows = [
        ("admin", new(&["admin"], &[]), Ok(())), // A04
        ("admin", new(&["user"], &[]), Ok(())),
        ("admin", new(&["user"], &[("s1", "read_write")]), Ok(())), // A05
        ("admin", new(&["user"], &[("p1", "read_only"), ("s1", "none")]), Ok(())),
        ("admin", new(&["user"], &[("s7", "read_only")]), Err(GiveRefusal::NotHere(resource_id("s7")))),
        ("rw_project", new(&["admin"], &[]), above()), // F03: nobody gives what they do not hold
        ("user", new(&["user"], &[]), Ok(())),
        ("user", new(&["user"], &[("s1", "read_only")]), not_held(&["site.view"], "s1")),
        ("ro_site", new(&["user"], &[("s1", "read_only")]), Ok(())),
        ("ro_site", new(&["user"], &[("s1", "read_write")]), not_held(&["site.edit"], "s1")),
        ("ro_site", new(&["user"], &[("s1", "none")]), Ok(())), // shutting out gives nothing
        ("rw_site", new(&["user"], &[("p1", "read_only")]), not_held(&["project.view"], "p1")),
        ("rw_project", new(&["user"], &[("p1", "read_write")]), Ok(())),
        // The giver has less on a site under the project than on the project.
        ("ro_site_in_rw_project", new(&["user"], &[("p1", "read_write")]), not_held(&["site.edit"], "s1")),
        ("invited", new(&["user"], &[("s1", "read_only")]), not_held(&["site.view"], "s1")),
    ];
    for (giver, after, expected) in rows {
        let change = Change { before: None, after: &after, chains: &chains };
        let answer = may_give(&world.model, &who(&world, giver), &change, now());
        assert_eq!(answer, expected, "{giver} gives {after:?}");
    }
}

#[test]
fn a11_changing_access_gives_too() {
    let world = world();
    let chains = [world.chain(SITE), world.chain(PROJECT)];
    let user = |grants: &[(&str, &str)]| {
        grants
            .iter()
            .fold(world.member("m", &["user"]), |member, (resource, what)| member.grant(resource, what))
            .build()
    };
    let shut_out = user(&[("p1", "read_write"), ("s1", "none")]);
    let rows = [
        ("admin", &shut_out, user(&[("p1", "read_write")]), true),
        // Taking the nearer level away lets the project's through again: that is giving.
        ("ro_project", &shut_out, user(&[("p1", "read_write")]), false),
        ("ro_project", &shut_out, user(&[("p1", "read_only"), ("s1", "none")]), true),
        ("rw_project", &shut_out, user(&[("p1", "read_write")]), true),
        ("user", &shut_out, user(&[]), true), // takes only
    ];
    for (giver, before, after, expected) in rows {
        let change = Change { before: Some(before), after: &after, chains: &chains };
        let answer = may_give(&world.model, &who(&world, giver), &change, now());
        assert_eq!(answer.is_ok(), expected, "{giver} makes {before:?} to {after:?}: {answer:?}");
    }
}

#[test]
fn a12_what_slept_under_admin_revives() {
    let world = world();
    let mut member = world.member("m", &["admin"]).grant("s1", "read_only").build();
    assert!(may_edit(&world.model, &member, true, &world.chain(SITE), now()));
    member.roles[0].what = world.role("user");
    assert!(!may_edit(&world.model, &member, true, &world.chain(SITE), now()));
    assert!(holds_on(&world.model, &member, true, &world.chain(SITE), world.permission("site.view"), now()));
    assert!(!holds_on(&world.model, &member, true, &world.chain(OTHER_SITE), world.permission("site.view"), now()));
}

#[test]
fn a14_the_account_is_kept_by_an_active_admin_without_end() {
    let world = world();
    let keeps = |member: &MemberRecord| keeps_account(&world.model, member, now());
    assert!(keeps(&who(&world, "admin")));
    for name in ["user", "rw_project", "invited", "deleted"] {
        assert!(!keeps(&who(&world, name)), "{name}");
    }
    assert!(!keeps(&world.member("m", &[]).role_within("admin", None, Some(2000)).build()), "an end is in sight");
    assert!(!keeps(&world.member("m", &[]).role_within("admin", Some(2000), None).build()), "not yet");
    assert!(keeps_account(
        &world.model,
        &world.member("m", &[]).role_within("admin", Some(2000), None).build(),
        at(2000)
    ));
    assert_eq!(world.model.founder_role(), world.role("admin"));
}

#[test]
fn a07_a09_and_a03_the_rules_for_invitations() {
    let world = world();
    let rules = world.model.invitation();
    assert_eq!(rules.valid_for.as_hours(), 30 * 24);
    assert_eq!(rules.when_expired, WhenExpired::Remove);
    assert_eq!(rules.form, InviteForm::Lines);
    assert_eq!(rules.asks_for, [AskFor::Name, AskFor::Password, AskFor::Email, AskFor::Country, AskFor::Language]);
    assert_eq!(world.model.membership().leaving, [Leaving::Delete]);
    assert_eq!(world.model.membership().default_role, world.role("user"));
    assert!(world.model[world.role("admin")].rank > Rank(world.model[world.role("user")].rank.0));
}

/// The words of the console, as the requirements' table gives them for A.
#[test]
fn a02_the_words_of_the_console() {
    let world = world();
    let rows = [
        ("account", "Account"),
        ("member", "User"),
        ("page", "User Management"),
        ("invite", "Invite users"),
        ("invite.send", "Save"),
        ("status.invited", "Invited"),
        ("status.active", "Active"),
        ("leave.delete", "Delete"),
        ("restore", "Invite again"),
    ];
    for (key, expected) in rows {
        assert_eq!(world.model.label("en", key), Some(expected), "{key}");
        assert_eq!(world.model.label("fr", key), Some(expected), "{key} falls back to English");
        assert!(world.model.label("de-AT", key).is_some(), "{key} in German");
    }
    assert_eq!(world.model.label("de", "page"), Some("Benutzerverwaltung"));
    let kinds: Vec<_> = world.model.kinds().map(|(_, kind)| kind.label.get("en")).collect();
    assert_eq!(kinds, ["Project", "Site"]);
    let levels: Vec<_> =
        world.model[world.model.kind("site").unwrap()].levels.iter().map(|l| l.label.get("en")).collect();
    assert_eq!(levels, ["Read-Write", "Read-Only", "No access"]);
    let counted = &world.model[world.model.kind("site").unwrap()].counted;
    assert_eq!(counted.get("en", "one", 1).as_deref(), Some("1 site"));
    assert_eq!(counted.get("de", "other", 7).as_deref(), Some("7 Sites"));
}
