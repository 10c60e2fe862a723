//! The rules of access, a table of cases for each. The model here uses all of the language; it is no preset.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::{NOW, World, at, member_id, now, resource_id};
use roster_domain::{
    access::{
        ActRefusal, Because, Change, GiveRefusal, Question, RemedyWhat, Taken, Verb, account_set, explain, holds,
        holds_on, keeps_account, may_act_on, may_change_access, may_give, rank, resource_set,
    },
    grant::{GrantRecord, GrantWhat, LevelIx, Timed, Window},
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::{PermissionSet, RosterPermission},
    role::{Rank, Reach},
};

const MODEL: &str = include_str!("everything.toml");
const PAGE: &str = "page:a < project:p@owner";
const PROJECT: &str = "project:p@owner";

fn world() -> World {
    World::new(MODEL)
}

/// Whether someone has a permission: in the account (`""`), or on a resource.
fn has(world: &World, member: &MemberRecord, place: &str, permission: &str) -> bool {
    has_at(world, member, place, permission, NOW)
}

fn has_at(world: &World, member: &MemberRecord, place: &str, permission: &str, second: i64) -> bool {
    let set = match place {
        "" => account_set(&world.model, member, true, at(second)),
        place => resource_set(&world.model, member, true, &world.chain(place), at(second)),
    };
    set.contains(world.permission(permission))
}

#[test]
fn rule_1_only_active_members_of_open_accounts_have_anything() {
    let world = world();
    for status in MemberStatus::ALL {
        let member = world.member("m", &["administrator"]).grant("p", "write").status(status).build();
        let active = status == MemberStatus::Active;
        assert_eq!(has(&world, &member, "", "roster.invite"), active, "{status:?}");
        assert_eq!(has(&world, &member, PAGE, "page.edit"), active, "{status:?}");
        assert!(account_set(&world.model, &member, false, now()).is_empty());
        assert!(resource_set(&world.model, &member, false, &world.chain(PAGE), now()).is_empty());
    }
}

#[test]
fn rule_1_whatever_has_times_counts_from_the_first_moment_and_not_at_the_end() {
    let world = world();
    let timed = [
        (world.member("m", &[]).role_within("administrator", Some(10), Some(20)).build(), "", "folder.create"),
        (world.member("m", &["member"]).extra_within("users", Some(10), Some(20)).build(), "", "users"),
        (world.member("m", &["guest"]).grant_within("p", "write", Some(10), Some(20)).build(), PAGE, "page.edit"),
        (
            world.member("m", &["guest"]).grant_within("p", "project/owner", Some(10), Some(20)).build(),
            PAGE,
            "page.edit",
        ),
        (world.member("m", &["guest"]).grant_within("p", "+page.view", Some(10), Some(20)).build(), PAGE, "page.view"),
    ];
    for (member, place, permission) in timed {
        let counts = [9, 10, 19, 20].map(|second| has_at(&world, &member, place, permission, second));
        assert_eq!(counts, [false, true, true, false], "{permission}");
    }
}

#[test]
fn rule_2_permissions_include_others_and_the_star_never_matches_rosters_own() {
    let world = world();
    let member = world.member("m", &["member"]).extra("users").grant("p", "+page.publish").build();
    for (place, permission, expected) in [
        ("", "users", true),
        ("", "roster.invite", true),       // included
        ("", "roster.change_roles", true), // included
        ("", "roster.remove_members", false),
        (PAGE, "page.publish", true),
        (PAGE, "page.edit", true), // included
        (PAGE, "page.view", true), // included by what is included
    ] {
        assert_eq!(has(&world, &member, place, permission), expected, "{permission}");
    }
    let star = world.member("m", &["founder"]).build();
    for (place, permission, expected) in [
        ("", "folder.create", true),
        ("", "styles", true),
        ("", "users", true),
        ("", "roster.invite", true), // because `users` includes it
        ("", "roster.export", false),
        (PROJECT, "project.comment", true),
        (PROJECT, "roster.change_access", true), // because `project.team` includes it
        (PROJECT, "roster.manage_resources", false),
    ] {
        assert_eq!(has(&world, &star, place, permission), expected, "* and {permission}");
    }
}

#[test]
fn rule_3_roles_add_up_the_rank_is_the_highest_and_the_default_role_fills_in() {
    let world = world();
    let both = world.member("m", &["member", "designer"]).build();
    assert!(has(&world, &both, "", "styles") && has(&world, &both, "", "folder.create"));
    assert_eq!(rank(&world.model, &both, now()), Rank(40));
    let none = world.member("m", &[]).build();
    assert_eq!(rank(&world.model, &none, now()), Rank(10));
    assert!(has(&world, &none, "", "lobby"), "the default role holds");
    assert!(!has(&world, &both, "", "lobby"), "and only where no other is in force");
    let ended = world.member("m", &[]).role_within("administrator", None, Some(NOW)).build();
    assert!(has(&world, &ended, "", "lobby"));
    assert_eq!(rank(&world.model, &ended, now()), Rank(10));
    assert_eq!(rank(&world.model, &ended, at(NOW - 1)), Rank(80));
}

#[test]
fn rule_4_extras_count_only_while_a_role_in_force_may_receive_them() {
    let world = world();
    let cases = [
        (vec!["member"], "users", true),
        (vec!["guest"], "users", false),
        (vec!["guest", "member"], "users", true),
        (vec!["member"], "roster.export", false),
    ];
    for (roles, extra, expected) in cases {
        let member = world.member("m", &roles).extra(extra).build();
        assert_eq!(has(&world, &member, "", extra), expected, "{roles:?} {extra}");
    }
    let member = world.member("m", &[]).role_within("member", None, Some(NOW)).extra("users").build();
    assert!(has_at(&world, &member, "", "users", NOW - 1) && !has(&world, &member, "", "users"));
}

#[test]
fn rule_5_a_role_reaches_all_its_own_or_where_something_is_granted() {
    let world = world();
    let cases = [
        ("member, all", world.member("m", &["member"]).build(), "project:x", "project.view", true),
        ("all is only that kind", world.member("m", &["member"]).build(), "page:y < project:x", "page.view", false),
        ("own", world.member("owner", &["member"]).build(), PROJECT, "project.team", true),
        ("under what is owned", world.member("owner", &["member"]).build(), PAGE, "page.edit", true),
        ("not owned", world.member("m", &["member"]).build(), PAGE, "page.edit", false),
        (
            "a page owned does not own its project",
            world.member("w", &["member"]).build(),
            "page:a@w < project:p",
            "page.edit",
            false,
        ),
        ("nothing granted", world.member("m", &["guest"]).build(), PROJECT, "project.comment", false),
        ("a level here", world.member("m", &["guest"]).grant("p", "read").build(), PROJECT, "project.comment", true),
        (
            "an empty level here",
            world.member("m", &["guest"]).grant("p", "none").build(),
            PROJECT,
            "project.comment",
            false,
        ),
        (
            "a permission here",
            world.member("m", &["guest"]).grant("p", "+page.view").build(),
            PROJECT,
            "project.comment",
            true,
        ),
        (
            "a role here",
            world.member("m", &["guest"]).grant("p", "project/participant").build(),
            PROJECT,
            "project.comment",
            true,
        ),
        (
            "an empty level takes it, whatever else is granted",
            world.member("m", &["guest"]).grant("p", "+project.view").grant("p", "none").build(),
            PROJECT,
            "project.comment",
            false,
        ),
        ("granted on an ancestor", world.member("m", &["guest"]).grant("p", "read").build(), PAGE, "page.react", true),
        (
            "granted on an ancestor, empty nearer",
            world.member("m", &["guest"]).grant("p", "read").grant("a", "none").build(),
            PAGE,
            "page.react",
            false,
        ),
        (
            "granted elsewhere",
            world.member("m", &["guest"]).grant("q", "read").build(),
            PROJECT,
            "project.comment",
            false,
        ),
        ("granted below", world.member("m", &["guest"]).grant("a", "read").build(), PROJECT, "project.comment", false),
    ];
    for (case, member, place, permission, expected) in cases {
        assert_eq!(has(&world, &member, place, permission), expected, "{case}");
    }
}

#[test]
fn rule_6_the_nearest_level_decides_alone() {
    let world = world();
    let guest = || world.member("m", &["guest"]);
    let cases = [
        ("flows down", guest().grant("p", "write").build(), PAGE, "page.edit", true),
        ("not up", guest().grant("a", "write").build(), PROJECT, "project.view", false),
        ("lower and nearer", guest().grant("p", "write").grant("a", "read").build(), PAGE, "page.edit", false),
        (
            "lower and nearer still reads",
            guest().grant("p", "write").grant("a", "read").build(),
            PAGE,
            "page.view",
            true,
        ),
        ("higher and nearer", guest().grant("p", "read").grant("a", "write").build(), PAGE, "page.edit", true),
        ("none is a level", guest().grant("p", "write").grant("a", "none").build(), PAGE, "page.view", false),
        ("only there", guest().grant("p", "write").grant("a", "none").build(), "page:b < project:p", "page.edit", true),
        (
            "a level takes no role away",
            world.member("m", &["member"]).grant("p", "none").build(),
            PROJECT,
            "project.view",
            true,
        ),
        (
            "a nearer one that is over does not decide",
            guest().grant("p", "write").grant_within("a", "none", None, Some(NOW)).build(),
            PAGE,
            "page.edit",
            true,
        ),
        (
            "through a kind with levels of its own",
            guest().grant("p", "write").build(),
            "note:n < page:a < project:p",
            "note.view",
            true,
        ),
        ("levels of its own", guest().grant("n", "read").build(), "note:n < page:a < project:p", "note.view", true),
    ];
    for (case, member, place, permission, expected) in cases {
        assert_eq!(has(&world, &member, place, permission), expected, "{case}");
    }
}

#[test]
fn rule_6_a_level_the_model_lost_gives_nothing_and_still_decides() {
    let world = world();
    let mut member = world.member("m", &["guest"]).grant("p", "write").build();
    member.grants.add(GrantRecord::always(resource_id("a"), GrantWhat::Level(LevelIx::GONE)));
    assert!(!has(&world, &member, PAGE, "page.view"));
    assert!(has(&world, &member, PROJECT, "project.view"));
}

#[test]
fn rule_7_project_roles_and_single_permissions_flow_down_and_add() {
    let world = world();
    let guest = || world.member("m", &["guest"]);
    let cases = [
        ("a role flows down", guest().grant("p", "project/owner").build(), PAGE, "page.edit", true),
        ("a permission flows down", guest().grant("p", "+page.edit").build(), PAGE, "page.edit", true),
        ("not up", guest().grant("a", "+project.view").build(), PROJECT, "project.view", false),
        ("adds to a level", guest().grant("p", "read").grant("p", "+page.edit").build(), PAGE, "page.edit", true),
        (
            "whatever nearer level there is",
            guest().grant("p", "project/owner").grant("a", "none").build(),
            PAGE,
            "page.edit",
            true,
        ),
        (
            "both add",
            guest().grant("p", "project/participant").grant("p", "+page.edit").build(),
            PROJECT,
            "project.view",
            true,
        ),
        (
            "a role of another kind of resource gives nothing",
            guest().grant("a", "project/owner").build(),
            PAGE,
            "page.edit",
            false,
        ),
        ("only what can be held there", guest().grant("p", "+folder.create").build(), PROJECT, "folder.create", false),
    ];
    for (case, member, place, permission, expected) in cases {
        assert_eq!(has(&world, &member, place, permission), expected, "{case}");
    }
}

#[test]
fn rule_8_there_is_no_other_deny_and_no_way_from_the_account_to_a_resource() {
    let world = world();
    let member = world.member("m", &["member"]).grant("p", "none").build();
    assert!(has(&world, &member, PROJECT, "project.view"), "5, 6 and 7 are united");
    let keeper = world.member("m", &["keeper"]).build();
    assert!(has(&world, &keeper, "", "roster.change_access"));
    assert!(!has(&world, &keeper, PROJECT, "roster.change_access"), "the account's set is not the resource's");
    let ask = |member: &MemberRecord| {
        holds_on(&world.model, member, true, &world.chain(PROJECT), RosterPermission::ChangeAccess, now())
    };
    assert!(!ask(&keeper), "what is invisible can't be acted on");
    assert!(
        ask(&world.member("m", &["keeper"]).grant("p", "read").build()),
        "Roster's own from the account count on what is visible"
    );
    assert!(!holds(
        &world.model,
        &world.member("m", &["member"]).grant("p", "write").build(),
        true,
        world.permission("page.edit"),
        now()
    ));
}

#[test]
fn rule_9_the_mask_comes_last() {
    let world = world();
    let designer = || world.member("m", &["designer"]);
    let cases = [
        ("without a mask all", designer().build(), "", "styles", true),
        ("not listed", designer().custom(&[]).build(), "", "styles", false),
        ("listed", designer().custom(&["styles"]).build(), "", "styles", true),
        ("listed is all that is included", designer().custom(&["styles.publish"]).build(), "", "styles", true),
        ("each by itself", designer().custom(&["styles"]).build(), "", "styles.publish", false),
        ("listed gives nothing", world.member("m", &["guest"]).custom(&["styles"]).build(), "", "styles", false),
        (
            "only permissions of applications",
            world.member("m", &["member"]).custom(&[]).build(),
            "",
            "folder.create",
            true,
        ),
        ("nor Roster's own", world.member("m", &["administrator"]).custom(&[]).build(), "", "roster.invite", true),
        (
            "on resources too",
            world.member("m", &["guest"]).grant("p", "write").custom(&[]).build(),
            PROJECT,
            "project.style",
            false,
        ),
        ("exempt", world.member("m", &["founder"]).custom(&[]).build(), "", "styles", true),
        (
            "exempt with all roles",
            world.member("m", &["founder", "designer"]).custom(&[]).build(),
            PROJECT,
            "project.style",
            true,
        ),
    ];
    for (case, member, place, permission, expected) in cases {
        assert_eq!(has(&world, &member, place, permission), expected, "{case}");
    }
}

#[test]
fn rule_10_an_empty_set_is_not_found() {
    let world = world();
    let set = |member: &MemberRecord, place| resource_set(&world.model, member, true, &world.chain(place), now());
    let on_page = world.member("m", &["guest"]).grant("a", "read").build();
    assert!(!set(&on_page, PAGE).is_empty());
    assert!(set(&on_page, PROJECT).is_empty(), "an ancestor is not visible by itself");
    assert!(resource_set(&world.model, &on_page, true, &Default::default(), now()).is_empty(), "no chain, no resource");
}

#[test]
fn rule_11_acting_needs_the_permission_and_the_rank() {
    let world = world();
    let needs = |permission| Err(ActRefusal::Needs(permission));
    let too_high = |verb| Err(ActRefusal::Rank(verb));
    let only = |verb, role| Err(ActRefusal::Role(verb, world.role(role)));
    let rows = [
        (vec!["administrator"], Verb::Edit, vec!["member"], Ok(())),
        (vec!["administrator"], Verb::Edit, vec!["administrator"], too_high(Verb::Edit)), // edits = below
        (vec!["administrator"], Verb::Edit, vec!["founder"], too_high(Verb::Edit)),
        (vec!["administrator"], Verb::Edit, vec!["member", "founder"], too_high(Verb::Edit)), // the rank is the highest
        (vec!["founder"], Verb::ChangeRoles, vec!["founder"], Ok(())),                        // edits = not_above
        (vec!["administrator"], Verb::Archive, vec!["administrator"], Ok(())),                // removes = not_above …
        (vec!["administrator"], Verb::Archive, vec!["member"], Ok(())),
        (vec!["administrator"], Verb::Archive, vec!["keeper"], only(Verb::Archive, "keeper")), // … narrowed by the model
        (vec!["administrator"], Verb::Archive, vec!["member", "keeper"], only(Verb::Archive, "keeper")),
        (vec!["administrator"], Verb::Restore, vec!["keeper"], Ok(())), // bringing back is not narrowed
        (vec!["administrator"], Verb::Archive, vec!["founder"], too_high(Verb::Archive)),
        (vec!["keeper"], Verb::Edit, vec!["guest"], needs(RosterPermission::EditMembers)),
        (vec!["keeper"], Verb::ChangeAccess, vec!["guest"], Ok(())),
        (vec!["guest"], Verb::Withdraw, vec!["guest"], needs(RosterPermission::Invite)),
        (vec!["administrator"], Verb::Withdraw, vec!["administrator"], Ok(())), // who may offer may take back
        (vec!["administrator"], Verb::Resend, vec!["founder"], too_high(Verb::Resend)),
        (vec!["administrator"], Verb::ActAs, vec!["guest"], Ok(())),
        (vec!["administrator"], Verb::ActAs, vec!["designer"], only(Verb::ActAs, "designer")),
        (vec!["administrator"], Verb::ActAs, vec!["administrator"], too_high(Verb::ActAs)),
    ];
    for (actor, verb, target, expected) in rows {
        let (by, to) = (world.member("by", &actor).build(), world.member("to", &target).build());
        assert_eq!(may_act_on(&world.model, &by, verb, &to, now()), expected, "{actor:?} {verb:?} {target:?}");
    }
}

#[test]
fn rule_11_nobody_removes_restores_or_acts_as_themself() {
    let world = world();
    let founder = world.member("f", &["founder"]).build();
    let administrator = world.member("a", &["administrator"]).build();
    for verb in [Verb::Disable, Verb::Archive, Verb::Delete, Verb::Restore, Verb::ActAs, Verb::Resend, Verb::Withdraw] {
        assert_eq!(
            may_act_on(&world.model, &administrator, verb, &administrator, now()),
            Err(ActRefusal::Oneself),
            "{verb:?}"
        );
    }
    assert_eq!(may_act_on(&world.model, &founder, Verb::ChangeRoles, &founder, now()), Ok(()), "stepping down");
    let refused = Err(ActRefusal::Rank(Verb::ChangeRoles));
    assert_eq!(
        may_act_on(&world.model, &administrator, Verb::ChangeRoles, &administrator, now()),
        refused,
        "edits = below"
    );
}

#[test]
fn rule_11_access_may_be_changed_with_the_permission_on_the_resource() {
    let world = world();
    let changes = |actor: &MemberRecord, place| {
        may_change_access(&world.model, actor, &world.member("to", &["guest"]).build(), &world.chain(place), now())
            .is_ok()
    };
    let team = world.member("m", &["member"]).grant("p", "+project.team").build();
    assert!(changes(&team, PROJECT));
    assert!(!changes(&team, "project:q"));
    assert!(changes(&world.member("m", &["keeper"]).grant("p", "read").build(), PROJECT), "or in the account");
    assert!(!changes(&world.member("m", &["member"]).build(), PROJECT));
}

/// Who gives what to whom: the giver, before, after, and what is said.
#[test]
fn rule_12_all_that_is_gained_is_held_by_the_giver_there() {
    let world = world();
    let chains = [PROJECT, PAGE, "project:q", "note:n < page:a < project:p@owner"].map(|path| world.chain(path));
    let m = |roles: &[&str]| world.member("m", roles);
    let by = |roles: &[&str]| world.member("by", roles);
    let not_held =
        |ids: &[&str], on: Option<&str>| Err(GiveRefusal::NotHeld { missing: world.set(ids), on: on.map(resource_id) });
    let rows = [
        ("a role below", by(&["administrator"]), None, m(&["member"]), Ok(())),
        ("a role of the same rank", by(&["administrator"]), None, m(&["administrator"]), Ok(())),
        (
            "a role above",
            by(&["member"]),
            None,
            m(&["administrator"]),
            Err(GiveRefusal::AboveOwnRank(world.role("administrator"))),
        ),
        (
            "a role that can't be given",
            by(&["founder"]),
            None,
            m(&["founder"]),
            Err(GiveRefusal::NotAssignable(world.role("founder"))),
        ),
        (
            "a role below with more",
            by(&["keeper"]),
            None,
            m(&["designer"]),
            not_held(&["styles", "styles.publish"], None),
        ),
        ("a role that stays", by(&["guest"]), Some(m(&["administrator"])), m(&["administrator"]), Ok(())),
        ("taking a role", by(&["administrator"]), Some(m(&["administrator", "member"])), m(&["member"]), Ok(())),
        (
            "the last role gone, the default role holds",
            by(&["keeper"]),
            Some(m(&["member"])),
            m(&[]),
            not_held(&["lobby"], None),
        ),
        ("an extra", by(&["administrator"]), Some(m(&["member"])), m(&["member"]).extra("users"), Ok(())),
        (
            "an extra that is not held",
            by(&["designer"]),
            Some(m(&["member"])),
            m(&["member"]).extra("users"),
            not_held(&["users", "roster.invite", "roster.change_roles"], None),
        ),
        (
            "an extra outside may_receive",
            by(&["administrator"]),
            Some(m(&["guest"])),
            m(&["guest"]).extra("users"),
            Err(GiveRefusal::NotReceivable(world.permission("users"))),
        ),
        (
            "a role that lets a sleeping extra count again",
            by(&["member"]).extra("users"),
            Some(m(&["guest"]).extra("styles.publish")),
            m(&["guest", "member"]).extra("styles.publish"),
            not_held(&["styles", "styles.publish"], None),
        ),
        ("a level", by(&["guest"]).grant("p", "write"), Some(m(&["guest"])), m(&["guest"]).grant("p", "write"), Ok(())),
        (
            "a level higher than one's own",
            by(&["guest"]).grant("p", "read"),
            Some(m(&["guest"])),
            m(&["guest"]).grant("p", "write"),
            not_held(&["project.style"], Some("p")),
        ),
        (
            "a level elsewhere",
            by(&["guest"]).grant("p", "write"),
            Some(m(&["guest"])),
            m(&["guest"]).grant("q", "read"),
            not_held(&["project.view", "project.comment"], Some("q")),
        ),
        (
            "a level the receiver has already from farther up, but not the giver",
            by(&["guest"]).grant("a", "read"),
            Some(m(&["guest"]).grant("p", "write")),
            m(&["guest"]).grant("p", "write").grant("a", "write"),
            not_held(&["page.edit"], Some("a")),
        ),
        (
            "a level where the giver has less under it",
            by(&["guest"]).grant("p", "write").grant("a", "read"),
            Some(m(&["guest"])),
            m(&["guest"]).grant("p", "write"),
            not_held(&["page.edit"], Some("a")),
        ),
        (
            "a level where the giver has less under it, though the receiver has a nearer one there",
            by(&["guest"]).grant("p", "write").grant("a", "read"),
            Some(m(&["guest"]).grant("a", "write")),
            m(&["guest"]).grant("a", "write").grant("p", "write"),
            not_held(&["page.edit"], Some("a")),
        ),
        (
            "taking away a nearer level that held back",
            by(&["guest"]).grant("p", "read"),
            Some(m(&["guest"]).grant("p", "write").grant("a", "none")),
            m(&["guest"]).grant("p", "write"),
            not_held(&["page.edit"], Some("a")),
        ),
        ("taking away a level", by(&["guest"]), Some(m(&["guest"]).grant("p", "write")), m(&["guest"]), Ok(())),
        (
            "what the receiver's role adds where something is granted",
            by(&["keeper"]).grant("p", "+project.view"),
            Some(m(&["guest"])),
            m(&["guest"]).grant("p", "+project.view"),
            not_held(&["project.comment"], Some("p")),
        ),
        (
            "a single permission",
            by(&["guest"]).grant("p", "write"),
            Some(m(&["guest"])),
            m(&["guest"]).grant("a", "+page.edit"),
            Ok(()),
        ),
        (
            "a permission that nothing there can have",
            by(&["administrator"]),
            Some(m(&["guest"])),
            m(&["guest"]).grant("a", "+project.view"),
            Err(GiveRefusal::NotHere(resource_id("a"))),
        ),
        (
            "something on a resource that is gone",
            by(&["administrator"]),
            Some(m(&["guest"])),
            m(&["guest"]).grant("gone", "read"),
            Err(GiveRefusal::NotHere(resource_id("gone"))),
        ),
        (
            "a wider mask",
            by(&["designer"]),
            Some(m(&["designer"]).custom(&[])),
            m(&["designer"]).custom(&["styles"]),
            Ok(()),
        ),
        (
            "a mask wider than one's own",
            by(&["designer"]).custom(&["styles"]),
            Some(m(&["designer"]).custom(&["styles"])),
            m(&["designer"]).custom(&["styles", "styles.publish"]),
            not_held(&["styles.publish"], None),
        ),
        (
            "All, by who is on Custom with everything",
            by(&["designer"]).custom(&["styles", "styles.publish", "project.style"]),
            Some(m(&["designer"]).custom(&["styles"])),
            m(&["designer"]),
            Err(GiveRefusal::All),
        ),
        (
            "inviting with All, by who is on Custom",
            by(&["designer"]).custom(&["styles", "styles.publish", "project.style"]),
            None,
            m(&["designer"]),
            Err(GiveRefusal::All),
        ),
        (
            "inviting with Custom, by who is on Custom",
            by(&["designer"]).custom(&["styles"]),
            None,
            m(&["designer"]).custom(&["styles"]),
            Ok(()),
        ),
        (
            "a giver who is out",
            by(&["administrator"]).status(MemberStatus::Disabled),
            None,
            m(&["member"]),
            not_held(&["folder.create"], None),
        ),
    ];
    for (case, giver, before, after, expected) in rows {
        let (giver, before, after) = (giver.build(), before.map(|before| before.build()), after.build());
        let change = Change { before: before.as_ref(), after: &after, chains: &chains };
        let answer = may_give(&world.model, &giver, &change, now());
        assert_eq!(answer, expected, "{case}: {}", shown(&world, &answer));
    }
}

fn shown(world: &World, answer: &Result<(), GiveRefusal>) -> String {
    match answer {
        Err(GiveRefusal::NotHeld { missing, .. }) => world.ids(missing).join(" "),
        other => format!("{other:?}"),
    }
}

#[test]
fn rule_12_a_gift_ends_no_later_than_what_the_giver_holds() {
    let world = world();
    let chains = [world.chain(PROJECT)];
    let until = |end| world.member("by", &["guest"]).grant_within("p", "write", None, end).build();
    let receiver = world.member("m", &["guest"]).build();
    let rows = [
        (Some(2000), Some(2000), true),
        (Some(2000), Some(1999), true),
        (Some(2000), Some(2001), false),
        (Some(2000), None, false),
        (None, None, true),
        (Some(NOW), Some(1500), false),
    ];
    for (held, given, expected) in rows {
        let after = world.member("m", &["guest"]).grant_within("p", "write", None, given).build();
        let change = Change { before: Some(&receiver), after: &after, chains: &chains };
        assert_eq!(
            may_give(&world.model, &until(held), &change, now()).is_ok(),
            expected,
            "{held:?} gives until {given:?}"
        );
    }
    // A longer end is a gift too; a shorter one is none.
    let short = world.member("m", &["guest"]).grant_within("p", "write", None, Some(1500)).build();
    let long = world.member("m", &["guest"]).grant_within("p", "write", None, Some(3000)).build();
    let nobody = world.member("by", &["guest"]).build();
    let gives = |giver: &MemberRecord, before: &MemberRecord, after: &MemberRecord| {
        may_give(&world.model, giver, &Change { before: Some(before), after, chains: &chains }, now()).is_ok()
    };
    assert!(!gives(&until(Some(2000)), &short, &long));
    assert!(gives(&until(Some(3000)), &short, &long));
    assert!(gives(&nobody, &long, &short));
    // A role held for a while can be given for that while; then the giver's rank is gone as well.
    let temporary = world.member("by", &[]).role_within("administrator", None, Some(2000)).build();
    let invite = |end| world.member("m", &[]).role_within("administrator", None, end).build();
    let gives_role =
        |end| may_give(&world.model, &temporary, &Change { before: None, after: &invite(end), chains: &[] }, now());
    assert_eq!(gives_role(None), Err(GiveRefusal::AboveOwnRank(world.role("administrator"))));
    assert_eq!(gives_role(Some(2000)), Ok(()), "afterwards the default role holds for both");
}

#[test]
fn rule_12_nobody_raises_themself() {
    let world = world();
    let chains = [world.chain(PROJECT), world.chain(PAGE)];
    let me = || world.member("me", &["member"]).extra("users").grant("p", "read");
    let before = me().build();
    for (case, after) in [
        ("a higher role", world.member("me", &["member", "administrator"]).extra("users").grant("p", "read")),
        ("another extra", me().extra("styles.publish")),
        ("a higher level", me().grant("a", "write")),
        ("a project role", me().grant("p", "project/owner")),
    ] {
        let (after, chains) = (after.build(), &chains);
        let change = Change { before: Some(&before), after: &after, chains };
        assert!(may_give(&world.model, &before, &change, now()).is_err(), "{case}");
    }
    let lower = world.member("me", &["guest", "member"]).grant("p", "read").build();
    let change = Change { before: Some(&before), after: &lower, chains: &chains };
    assert_eq!(
        may_give(&world.model, &before, &change, now()),
        Err(not_lobby(&world)),
        "not even what only the lowest have"
    );
    let fewer = world.member("me", &["member"]).build();
    assert_eq!(
        may_give(&world.model, &before, &Change { before: Some(&before), after: &fewer, chains: &chains }, now()),
        Ok(())
    );
}

fn not_lobby(world: &World) -> GiveRefusal {
    GiveRefusal::NotHeld { missing: world.set(&["lobby"]), on: None }
}

#[test]
fn rule_13_a_project_role_requires_permissions_of_its_receiver() {
    let world = world();
    let chains = [world.chain(PROJECT)];
    let giver = world.member("by", &["administrator"]).build();
    let gives = |before: &MemberRecord| {
        let mut after = before.clone();
        after.grants.add(GrantRecord::always(resource_id("p"), world.what("project/owner")));
        may_give(&world.model, &giver, &Change { before: Some(before), after: &after, chains: &chains }, now())
    };
    let lacks = |ids: &[&str]| Err(GiveRefusal::Requires(world.set(ids)));
    let member = || world.member("m", &["member"]);
    assert_eq!(gives(&member().extra("users").grant("p", "+project.team").build()), Ok(()));
    assert_eq!(gives(&member().extra("users").build()), lacks(&["project.team"]));
    assert_eq!(gives(&member().grant("p", "+project.team").build()), lacks(&["users"]));
    let (owner, participant) = (world.what("project/owner"), world.what("project/participant"));
    let (GrantWhat::Role(owner), GrantWhat::Role(participant)) = (owner, participant) else { panic!("roles") };
    assert!(world.model[owner].single);
    assert_eq!(world.model[owner].successor_becomes, Some(participant));
}

#[test]
fn rule_14_who_keeps_the_account() {
    let world = world();
    let rows = [
        ("a founder", world.member("m", &["founder"]), true),
        ("an administrator", world.member("m", &["administrator"]), false),
        ("with an end", world.member("m", &[]).role_within("founder", None, Some(9_999_999)), false),
        ("not yet", world.member("m", &[]).role_within("founder", Some(NOW + 1), None), false),
        ("since now", world.member("m", &[]).role_within("founder", Some(NOW), None), true),
        ("beside others", world.member("m", &["guest"]).role_within("founder", None, None), true),
        ("disabled", world.member("m", &["founder"]).status(MemberStatus::Disabled), false),
        ("without a role", world.member("m", &[]), false),
    ];
    for (case, member, expected) in rows {
        assert_eq!(keeps_account(&world.model, &member.build(), now()), expected, "{case}");
    }
}

#[test]
fn rule_15_a_yes_names_all_that_gives_it() {
    let world = world();
    let chain = world.chain(PAGE);
    let ask = |member: &MemberRecord, permission: &str, on_page: bool| {
        let question = Question { permission: world.permission(permission), chain: on_page.then_some(&chain) };
        explain(&world.model, member, true, question, now())
    };
    let member = world.member("m", &["designer", "member"]).extra("styles.publish").build();
    let answer = ask(&member, "styles", false);
    assert!(answer.holds);
    assert_eq!(
        answer.because,
        [Because::Role(world.role("designer")), Because::Extra(world.permission("styles.publish"))]
    );

    let member = world.member("owner", &["member"]).grant("p", "write").grant("a", "+page.publish").build();
    let answer = ask(&member, "page.edit", true);
    let (role, owned) = (world.role("member"), Some(resource_id("p")));
    assert_eq!(
        answer.because,
        [
            Because::Grant { on: resource_id("a"), what: world.what("+page.publish") },
            Because::Grant { on: resource_id("p"), what: world.what("write") },
            Because::RoleOn { role, reach: Reach::Own, owned },
        ]
    );
    assert!(answer.holds && answer.taken.is_empty() && answer.remedies.is_empty());
}

#[test]
fn rule_15_a_no_names_what_took_it_and_what_would_give_it() {
    let world = world();
    let chain = world.chain(PAGE);
    let ask = |member: &MemberRecord, permission: &str, on_page: bool| {
        let question = Question { permission: world.permission(permission), chain: on_page.then_some(&chain) };
        explain(&world.model, member, true, question, now())
    };
    let (write, read) = (world.model.level("write").unwrap(), world.model.level("read").unwrap());

    let held_back = world.member("m", &["guest"]).grant("p", "write").grant("a", "read").build();
    let answer = ask(&held_back, "page.edit", true);
    let (on, farther) = (resource_id("a"), resource_id("p"));
    assert!(!answer.holds);
    assert_eq!(answer.taken, [Taken::NearerLevel { level: read, on, instead_of: write, farther }]);
    let first = &answer.remedies[0];
    assert_eq!((first.what, first.adds), (RemedyWhat::Grant(GrantWhat::Level(write)), 1));
    assert_eq!(first.by, [world.role("administrator")], "the founder lacks roster.change_access here");

    let masked = world.member("m", &["designer"]).custom(&["styles"]).build();
    let answer = ask(&masked, "styles.publish", false);
    assert_eq!(answer.taken, [Taken::Mask]);
    assert_eq!(answer.because, [Because::Role(world.role("designer"))]);
    assert_eq!(answer.remedies[0].what, RemedyWhat::List(world.permission("styles.publish")));

    // Nothing gives it, so Custom takes nothing; and two steps that add little go before a role that adds much.
    let (publish, designer) = (world.permission("styles.publish"), world.role("designer"));
    let without = world.member("m", &["member"]).custom(&[]).build();
    let answer = ask(&without, "styles.publish", false);
    assert_eq!((answer.because, answer.taken), (vec![], vec![]));
    let first = &answer.remedies[0];
    assert_eq!((first.what, first.listed, first.adds), (RemedyWhat::Extra(publish), true, 2), "with `styles`");
    assert!(first.by.contains(&world.role("administrator")), "{:?}", first.by);
    let adds: Vec<(usize, bool)> = answer.remedies.iter().map(|remedy| (remedy.adds, remedy.listed)).collect();
    assert!(adds.is_sorted(), "{adds:?}");
    assert!(answer.remedies.iter().any(|remedy| remedy.what == RemedyWhat::Role(designer) && remedy.listed));
    let all = world.member("m", &["member"]).build();
    assert!(ask(&all, "styles.publish", false).remedies.iter().all(|remedy| !remedy.listed));

    let dropped = world.member("m", &["guest"]).extra("users").build();
    assert_eq!(ask(&dropped, "users", false).taken, [Taken::NotReceivable(world.permission("users"))]);

    let shut_out = world.member("m", &["guest"]).grant("p", "read").grant("a", "none").build();
    let (role, level) = (world.role("guest"), world.model.level("none").unwrap());
    assert_eq!(ask(&shut_out, "page.react", true).taken, [Taken::EmptyLevel { role, level, on }]);

    let out = world.member("m", &["member"]).status(MemberStatus::Archived).build();
    let answer = ask(&out, "folder.create", false);
    assert_eq!(answer.taken, [Taken::NotActive(MemberStatus::Archived)]);
    assert!(answer.remedies.is_empty(), "nothing helps who is not here");
    assert_eq!(member_id("m"), out.member);
}

#[test]
fn d03_a_status_withholds_what_asks_for_another_and_giving_it_still_needs_it() {
    let world = world();
    let order = world.permission("data.order");
    let withheld = |status| world.model.withheld(status);
    let mut admin = world.member("a", &["administrator"]).build();
    admin.withheld = withheld(Some("not_started"));
    let question = Question { permission: order, chain: None };
    assert!(!account_set(&world.model, &admin, true, now()).contains(order));
    let answer = explain(&world.model, &admin, true, question, now());
    assert_eq!((answer.holds, answer.taken, answer.remedies.len()), (false, vec![Taken::Status], 0));
    admin.withheld = withheld(Some("passed"));
    assert!(account_set(&world.model, &admin, true, now()).contains(order));
    assert!(explain(&world.model, &admin, true, question, now()).holds);

    // Who doesn't hold it gives it to nobody, also today, when nobody would gain by it.
    let powers = r#"rank = 50
permissions = ["roster.invite", "roster.change_roles", "roster.restore_members", "roster.set_compliance""#;
    let text = format!(
        "name = \"Two\"\n[membership]\ndefault_role = \"nobody\"\nleaving = [\"delete\"]\n[compliance]\n[[compliance.status]]\nid = \"open\"\n\
         [[compliance.status]]\nid = \"passed\"\n[[permission]]\nid = \"order\"\nrequire_status = \"passed\"\n\
         [[role]]\nid = \"nobody\"\nrank = 1\n[[role]]\nid = \"buyer\"\nkeeps_account = true\nedits = \"not_above\"\nremoves = \"below\"\n{powers}, \"order\"]\n\
         [[role]]\nid = \"clerk\"\nedits = \"not_above\"\n{powers}]\n"
    );
    let model = Model::compile(&text).unwrap();
    let someone = |role: &str| MemberRecord {
        roles: vec![Timed { what: model.role(role).unwrap(), window: Window::ALWAYS }],
        withheld: model.withheld(None),
        ..MemberRecord::active(member_id(role))
    };
    let after = someone("buyer");
    let change = Change { before: None, after: &after, chains: &[] };
    let missing: PermissionSet = model.permission("order").into_iter().collect();
    assert_eq!(may_give(&model, &someone("clerk"), &change, now()), Err(GiveRefusal::NotHeld { missing, on: None }));
    assert_eq!(may_give(&model, &someone("buyer"), &change, now()), Ok(()), "who would hold it gives it");
}

#[test]
fn what_sql_needs_to_list_who_reaches_what() {
    let world = world();
    let model = &world.model;
    let [project, page] = ["project", "page"].map(|kind| model.kind(kind).unwrap());
    let roles = |kind, reach| {
        model.roles_reaching(kind, reach).iter().map(|role| model[*role].id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(roles(project, Reach::All), ["founder", "administrator", "member"]);
    assert_eq!(model.roles_reaching_all(page).len(), 2);
    assert_eq!(roles(project, Reach::Own), ["member"]);
    assert_eq!(roles(page, Reach::Granted), ["guest"]);
    let reaching = |on, at| model.project_roles_reaching(on, at).len();
    assert_eq!((reaching(project, project), reaching(project, page), reaching(page, page)), (2, 1, 0));
}
