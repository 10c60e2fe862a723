//! Decisions in the model `company-and-projects`, each a row written from the requirements C01 to C15.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::tables::Tables;
use roster_domain::{
    access::Verb,
    model::{AskFor, HowManyRoles, InviteForm, Leaving, WhenExpired},
};

const PROJECT: &str = "project:p1";
const OTHER: &str = "project:p2";

const CAST: &[(&str, &str)] = &[
    ("company_owner", "company_owner"),
    ("administrator", "administrator"),
    ("other_administrator", "administrator"),
    ("member", "member"),
    ("other_member", "member"),
    ("guest", "guest"),
    ("blank", ""),
    ("commentator", "commentator"),
    // Beyond their role: a permission of the company …
    ("member_with_users", "member +users"),
    ("member_with_creator", "member +creator"),
    ("guest_with_users", "guest +users"), // … which a guest can't receive, so that it is as if it weren't there
    // … and in a project.
    ("project_owner", "member +users p1=project/owner"),
    ("owner_without_users", "member p1=project/owner"), // one who created the project
    ("participant", "member p1=project/participant"),
    ("guest_participant", "guest p1=project/participant"),
    ("guest_editor", "guest p1=project/participant p1=+project.content"),
    ("team_keeper", "member p1=project/participant p1=+project.team"),
    ("guest_team_keeper", "guest p1=project/participant p1=+project.team"),
    ("invited", "member status:invited +users p1=project/owner"),
    ("deleted", "administrator status:archived"), // what the company calls deleted
];

fn tables() -> Tables {
    Tables::of("company-and-projects", CAST)
}

#[test]
fn c01_c02_and_c14_what_each_has_in_the_company() {
    tables().in_account(&[
        ("company_owner", "users", true),
        ("company_owner", "creator", true),
        ("company_owner", "styles", true),
        ("administrator", "users", true),
        ("administrator", "creator", true),
        ("administrator", "styles", true),
        ("administrator", "roster.invite", true),          // Users: invite …
        ("administrator", "roster.change_roles", true),    // … change roles and permissions
        ("administrator", "roster.edit_members", true),    // C07: the note
        ("administrator", "roster.remove_members", true),  // C04
        ("administrator", "roster.restore_members", true), // C06
        ("administrator", "roster.act_as", false),         // not in this model
        ("member", "users", false),                        // beyond the role's defaults
        ("member", "creator", false),
        ("member", "styles", false),
        ("member", "roster.read_members", false),
        ("member", "roster.invite", false),
        ("member_with_users", "users", true),               // C02
        ("member_with_users", "roster.read_members", true), // the Users tab
        ("member_with_users", "roster.invite", true),
        ("member_with_users", "roster.change_roles", true),
        ("member_with_users", "roster.edit_members", true), // C07: those who may manage users
        ("member_with_users", "roster.remove_members", false), // Users says invite and change, not delete
        ("member_with_users", "roster.restore_members", false),
        ("member_with_users", "creator", false),
        ("member_with_creator", "creator", true),
        ("member_with_creator", "users", false),
        ("guest", "creator", false), // a Guest has nothing by default
        ("guest", "users", false),
        ("guest", "roster.read_members", false),
        ("guest_with_users", "users", false), // C02: what is offered depends on the role, also afterwards
        ("guest_with_users", "roster.invite", false),
        ("blank", "users", false),
        ("commentator", "comment.by_link", true), // only comments through a public link
        ("commentator", "creator", false),
        ("commentator", "roster.read_members", false),
        ("guest", "comment.by_link", false),
        ("project_owner", "users", true),
        ("owner_without_users", "users", false), // a project role gives nothing in the company
        ("team_keeper", "roster.change_access", false), // Team is held in the project only
        ("invited", "users", false),             // C06, C14: on acceptance
        ("deleted", "users", false),             // C04: out of the company
        ("deleted", "roster.invite", false),
    ]);
}

#[test]
fn c11_c12_and_c15_what_each_has_in_projects() {
    tables().on_resources(&[
        ("company_owner", OTHER, "project.pro", true),
        ("administrator", OTHER, "project.view", true),
        ("administrator", OTHER, "project.pro", true),
        ("administrator", OTHER, "project.team", true), // C10: by the Project Owner or an Administrator
        ("member", PROJECT, "project.view", true),      // a Member sees and comments all projects
        ("member", OTHER, "project.comment", true),
        ("member", PROJECT, "project.share", false),
        ("member", PROJECT, "project.content", false),
        ("member", PROJECT, "project.team", false),
        ("guest", PROJECT, "project.view", false), // a Guest has nothing by default
        ("guest", PROJECT, "project.comment", false),
        ("blank", PROJECT, "project.view", false),
        ("commentator", PROJECT, "project.view", false), // only through a public link
        ("commentator", PROJECT, "project.comment", false),
        ("guest_participant", PROJECT, "project.view", true), // C15
        ("guest_participant", PROJECT, "project.content", false),
        ("guest_participant", OTHER, "project.view", false),
        ("guest_editor", PROJECT, "project.content", true), // C11: beyond what the company role allows, in this project
        ("guest_editor", PROJECT, "project.content_plus", false),
        ("guest_editor", OTHER, "project.content", false),
        ("participant", PROJECT, "project.comment", true), // as every Member
        ("participant", PROJECT, "project.content", false),
        ("participant", PROJECT, "project.team", false),
        ("project_owner", PROJECT, "project.view", true),
        ("project_owner", PROJECT, "project.pro", true),
        ("project_owner", PROJECT, "project.team", true),
        ("project_owner", PROJECT, "roster.change_access", true), // Team: manage the project's team
        ("project_owner", OTHER, "project.team", false),
        ("project_owner", OTHER, "project.view", true), // as every Member
        ("project_owner", OTHER, "project.share", false),
        ("owner_without_users", PROJECT, "project.team", true),
        ("team_keeper", PROJECT, "roster.change_access", true),
        ("team_keeper", PROJECT, "roster.read_members", true), // the Team tab
        ("team_keeper", PROJECT, "project.share", false),
        ("team_keeper", OTHER, "roster.change_access", false),
        ("participant", PROJECT, "roster.change_access", false),
        ("member_with_users", PROJECT, "roster.change_access", false), // Users is the company's, Team the project's
        ("invited", PROJECT, "project.view", false),
        ("deleted", PROJECT, "project.view", false),
    ]);
}

#[test]
fn c09_c10_and_c15_who_sees_creates_changes_and_deletes_projects() {
    let tables = tables();
    tables.sees(&[
        ("member", OTHER, true),
        ("guest", PROJECT, false), // C09: not where one has no access
        ("guest_participant", PROJECT, true),
        ("guest_participant", OTHER, false),
        ("commentator", PROJECT, false),
        ("deleted", PROJECT, false),
    ]);
    tables.creates(&[
        ("company_owner", "project", "", true),
        ("administrator", "project", "", true),
        ("member", "project", "", false),
        ("member_with_creator", "project", "", true), // Creator: create folders and projects
        ("member_with_users", "project", "", false),
        ("project_owner", "project", "", false),
        ("guest", "project", "", false),
        ("commentator", "project", "", false),
    ]);
    tables.changes(&[
        ("administrator", "edits", OTHER, true),
        ("project_owner", "edits", PROJECT, true),
        ("project_owner", "edits", OTHER, false),
        ("guest_editor", "edits", PROJECT, false), // content is not the project's settings
        ("member", "edits", PROJECT, false),
        ("administrator", "deletes", OTHER, true),
        ("project_owner", "deletes", PROJECT, true),
        ("participant", "deletes", PROJECT, false),
    ]);
    let model = &tables.world.model;
    let project = model.kind("project").unwrap();
    assert_eq!(model[project].creator_becomes, Some(tables.world.what("project/owner")));
    let owner = &model[model.project_role(project, "owner").unwrap()];
    assert!(owner.single); // C10: one Project Owner …
    assert_eq!(owner.successor_becomes, model.project_role(project, "participant")); // … the former becomes Participant
}

#[test]
fn c01_c04_and_c06_who_acts_on_whom_in_the_company() {
    tables().acts(&[
        ("company_owner", Verb::ChangeRoles, "administrator", "yes"), // the owner can
        ("company_owner", Verb::Edit, "administrator", "yes"),
        ("company_owner", Verb::Archive, "administrator", "yes"),
        ("company_owner", Verb::Archive, "company_owner", "oneself"),
        ("administrator", Verb::ChangeRoles, "other_administrator", "rank"), // Administrators cannot edit …
        ("administrator", Verb::Edit, "other_administrator", "rank"),
        ("administrator", Verb::ChangePermissions, "other_administrator", "rank"),
        ("administrator", Verb::Archive, "other_administrator", "rank"), // … or delete other administrators
        ("administrator", Verb::Restore, "deleted", "rank"),
        ("administrator", Verb::Edit, "company_owner", "rank"),
        ("administrator", Verb::Archive, "company_owner", "rank"),
        ("administrator", Verb::ChangeRoles, "member", "yes"), // C01
        ("administrator", Verb::ChangePermissions, "member", "yes"), // C02
        ("administrator", Verb::Resend, "invited", "yes"),     // C03
        ("administrator", Verb::Withdraw, "invited", "yes"),
        ("administrator", Verb::Archive, "guest", "yes"),    // C04
        ("administrator", Verb::Edit, "commentator", "yes"), // C07
        ("member_with_users", Verb::ChangeRoles, "guest", "yes"),
        ("member_with_users", Verb::Edit, "guest", "yes"),
        ("member_with_users", Verb::ChangeRoles, "administrator", "rank"),
        ("member_with_users", Verb::ChangeRoles, "other_member", "rank"), // those of one's own rank are the administrators'
        ("member_with_users", Verb::Resend, "invited", "yes"),
        ("member_with_users", Verb::Archive, "guest", "needs roster.remove_members"),
        ("member", Verb::Edit, "guest", "needs roster.edit_members"),
        ("member", Verb::ChangeRoles, "member", "needs roster.change_roles"),
        ("guest_with_users", Verb::ChangeRoles, "commentator", "needs roster.change_roles"),
        ("owner_without_users", Verb::Resend, "invited", "needs roster.invite"),
        ("deleted", Verb::ChangeRoles, "guest", "needs roster.change_roles"),
    ]);
}

#[test]
fn c10_c11_and_c12_who_manages_whom_in_a_projects_team() {
    tables().changes_access(&[
        ("project_owner", "participant", PROJECT, "yes"), // both are Members: the team is among equals
        ("project_owner", "guest_editor", PROJECT, "yes"),
        ("project_owner", "other_member", OTHER, "needs roster.change_access"),
        ("project_owner", "administrator", PROJECT, "rank"),
        ("team_keeper", "participant", PROJECT, "yes"), // C11, C12: on the Team tab
        ("team_keeper", "other_member", PROJECT, "yes"),
        ("team_keeper", "participant", OTHER, "needs roster.change_access"),
        ("guest_team_keeper", "guest", PROJECT, "yes"),        // C15
        ("guest_team_keeper", "participant", PROJECT, "rank"), // a Guest never acts on a Member
        ("participant", "guest_participant", PROJECT, "needs roster.change_access"),
        ("member_with_users", "guest_participant", PROJECT, "needs roster.change_access"),
        ("administrator", "project_owner", PROJECT, "yes"),
        ("administrator", "other_administrator", PROJECT, "yes"), // their place in a team, not their place in the company
        ("administrator", "company_owner", PROJECT, "rank"),
        ("company_owner", "administrator", PROJECT, "yes"),
        ("invited", "participant", PROJECT, "needs roster.change_access"),
        ("deleted", "participant", PROJECT, "needs roster.change_access"),
    ]);
}

#[test]
fn c02_c06_and_c14_what_each_can_give_in_the_company() {
    tables().gives(
        &[PROJECT, OTHER],
        &[
            ("company_owner", "", "administrator", "yes"),
            ("company_owner", "", "company_owner", "not assignable: company_owner"), // who created it, and nobody else
            ("administrator", "", "company_owner", "not assignable: company_owner"),
            ("administrator", "", "administrator", "yes"),
            ("administrator", "", "member +users +creator +styles", "yes"), // C02, C14
            ("administrator", "", "guest", "yes"),
            ("administrator", "", "commentator", "yes"),
            ("administrator", "", "guest +users", "not receivable: users"), // C02: which are offered depends on the role
            ("administrator", "", "commentator +creator", "not receivable: creator"),
            ("administrator", "", "commentator +users", "not receivable: users"),
            // C06: whoever restores must be able to give all of it.
            ("administrator", "", "member +users p1=project/participant", "yes"),
            ("member_with_users", "", "member +users", "yes"),
            ("member_with_users", "", "member", "yes"),
            ("member_with_users", "", "guest", "yes"),
            ("member_with_users", "", "administrator", "above own rank: administrator"), // F03
            ("member_with_users", "", "member +creator", "not held: creator"),
            ("member_with_users", "", "member +users p1=+project.content", "not held: project.content on p1"),
            ("member_with_creator", "", "member +users", "not held"),
            ("member", "member", "member +users", "not held"), // nobody raises themself
            ("guest_with_users", "", "member", "above own rank: member"),
            ("guest", "guest", "guest p1=project/participant", "not held"),
            ("deleted", "", "member", "not held"),
        ],
    );
}

#[test]
fn c10_c11_and_c15_what_each_can_give_in_a_project() {
    let owned = "member +users p1=+project.team p1=project/owner";
    let teamed = "member +users p1=+project.team";
    tables().gives(
        &[PROJECT, OTHER],
        &[
            ("administrator", teamed, owned, "yes"),    // C10: by an Administrator …
            ("project_owner", teamed, owned, "yes"),    // … or the Project Owner, …
            ("team_keeper", teamed, owned, "not held"), // … and by nobody else;
            ("participant", teamed, owned, "not held"),
            // only to someone who holds Team (in the project) and Users (in the company).
            ("administrator", "member +users", "member +users p1=project/owner", "requires: project.team"),
            ("administrator", "member p1=+project.team", "member p1=+project.team p1=project/owner", "requires: users"),
            ("administrator", "member", "member p1=project/owner", "requires"),
            ("administrator", "guest", "guest p1=project/owner", "requires"),
            (
                "administrator",
                "member +users p2=+project.team",
                "member +users p2=+project.team p1=project/owner",
                "requires: project.team",
            ),
            ("administrator", "administrator", "administrator p1=project/owner", "yes"), // holds both by role
            ("administrator", "guest", "guest p1=+project.content p1=+project.pro", "yes"), // C11
            ("project_owner", "guest", "guest p1=+project.content", "yes"),
            ("project_owner", "", "guest p1=project/participant p1=+project.share", "yes"), // C15: a new address joins as Guest
            ("project_owner", "guest", "guest p2=project/participant", "yes"), // who sees it can let others see it …
            ("project_owner", "guest", "guest p2=+project.content", "not held: project.content on p2"), // … and no more
            ("team_keeper", "guest", "guest p1=project/participant", "yes"),
            ("team_keeper", "member", "member p1=+project.pro", "not held"), // F03
            ("team_keeper", "member", "member p1=+project.team", "yes"),
            ("project_owner", "guest p1=+project.content", "guest", "yes"), // C12: taking gives nothing
            ("administrator", "guest", "guest p9=project/participant", "not here: p9"),
        ],
    );
}

#[test]
fn f02_who_keeps_the_company() {
    tables().keeps(&[
        ("company_owner", true),
        ("administrator", false), // the Company Owner leaves by handing over (F20), never by simply going
        ("member_with_users", false),
        ("project_owner", false),
        ("deleted", false),
    ]);
}

#[test]
fn c03_c04_and_c14_the_rules_for_members() {
    let world = tables().world;
    let (invitation, membership) = (world.model.invitation(), world.model.membership());
    assert_eq!(invitation.valid_for.as_hours(), 24);
    assert_eq!(invitation.when_expired, WhenExpired::Keep); // C03: "Not accepted"
    assert_eq!(invitation.form, InviteForm::List);
    assert_eq!(invitation.asks_for, [AskFor::Name, AskFor::Password]);
    assert_eq!(membership.leaving, [Leaving::Archive]); // C05: shown again by the filter
    assert_eq!(membership.roles, HowManyRoles::One);
    assert_eq!(membership.default_role, world.role("guest"));
    assert!(!membership.self_sign_up);
    assert_eq!(world.model.founder_role(), world.role("company_owner"));
}

/// The words of the console, as the requirements' table gives them for C.
#[test]
fn c01_the_words_of_the_console() {
    let tables = tables();
    tables.words(&[
        ("account", "Company"),
        ("member", "User"),
        ("page", "Users"),
        ("invite", "+ Add"),
        ("invite.send", "Send"),
        ("status.invited", "Invited"),
        ("status.expired", "Not accepted"),
        ("status.active", "Active"),
        ("status.archived", "Deleted"),
        ("leave.archive", "Delete"),
        ("restore", "Restore"),
    ]);
    let model = &tables.world.model;
    let roles: Vec<_> = model.roles().map(|(_, role)| role.label.get("en")).collect();
    assert_eq!(roles, ["Company Owner", "Administrator", "Member", "Guest", "Commentator"]);
    let project_roles: Vec<_> = model.project_roles().map(|(_, role)| role.label.get("en")).collect();
    assert_eq!(project_roles, ["Project Owner", "Participant"]);
    let permissions: Vec<_> = model.permissions().map(|(_, permission)| permission.label.get("en")).collect();
    for label in ["Users", "Creator", "Styles", "View", "Comment", "Share", "Content", "Content+", "Pro", "Team"] {
        assert!(permissions.contains(&label), "{label}");
    }
}
