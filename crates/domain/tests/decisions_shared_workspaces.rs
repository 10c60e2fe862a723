//! Decisions in the model `shared-workspaces`, each a row written from the requirements D01 to D13.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::tables::Tables;
use roster_domain::{
    access::Verb,
    model::{HowManyRoles, InviteForm, Leaving, WhenExpired},
};

/// The workspace and the asset of `member`, …
const OWN: &str = "workspace:w1@member";
const OWN_ASSET: &str = "asset:a1 < workspace:w1@member";
/// … and those of somebody else, who may have gone.
const OTHER: &str = "workspace:w2@gone";
const OTHER_ASSET: &str = "asset:a2 < workspace:w2@gone";

const CAST: &[(&str, &str)] = &[
    ("member", "member"),
    ("other", "member"),
    ("blank", ""),
    ("admin", "admin"),
    ("other_admin", "admin"),
    ("pending", "member status:invited"),
    ("pending_admin", "admin status:invited"),
    ("gone", "member status:deleted"),
    ("gone_admin", "admin status:deleted"),
];

fn tables() -> Tables {
    Tables::of("shared-workspaces", CAST)
}

/// The permission table of the seed, row by row, and who may see the members.
#[test]
fn d04_what_each_has_in_the_account() {
    tables().in_account(&[
        ("member", "roster.read_members", true), // D05: for every user of the account
        ("admin", "roster.read_members", true),
        ("blank", "roster.read_members", true),
        ("member", "roster.invite", false), // D04: invite new users
        ("admin", "roster.invite", true),
        ("member", "roster.change_roles", false), // D04: change user roles
        ("admin", "roster.change_roles", true),
        ("member", "credits.buy", false), // D04: buy credits
        ("admin", "credits.buy", true),
        ("member", "credits.spend", true), // D02: spent by all
        ("admin", "credits.spend", true),
        ("member", "transactions.view", false), // D04: view transaction history
        ("admin", "transactions.view", true),
        ("member", "quotations.accept", false), // D04: accept tasking quotations
        ("admin", "quotations.accept", true),
        ("member", "organization.edit", false), // D04, D13: modify organization details
        ("admin", "organization.edit", true),
        ("member", "roster.manage_account", false),
        ("admin", "roster.manage_account", true),
        ("member", "roster.remove_members", false), // D04: remove a user
        ("admin", "roster.remove_members", true),
        ("member", "roster.close_account", false), // D04, D12: delete an account
        ("admin", "roster.close_account", true),
        ("member", "roster.spend_credits", true), // what the product's permissions stand for
        ("member", "roster.buy_credits", false),
        ("admin", "roster.buy_credits", true),
        ("member", "roster.read_transactions", false),
        ("admin", "roster.read_transactions", true),
        ("member", "roster.accept_quotations", false),
        ("admin", "roster.accept_quotations", true),
        ("member", "roster.issue_quotations", false),
        ("member", "roster.set_compliance", false),
        ("admin", "roster.set_compliance", true),
        ("member", "compliance.view", true), // D03: shared by all its users
        ("admin", "compliance.view", true),
        ("member", "roster.read_audit", false),
        ("admin", "roster.read_audit", true),
        ("member", "roster.change_access", false),
        ("admin", "roster.act_as", false),         // not in this model
        ("pending", "roster.read_members", false), // D05: not before they accepted
        ("pending", "credits.spend", false),
        ("pending_admin", "credits.buy", false),
        ("gone", "roster.read_members", false),
        ("gone_admin", "roster.close_account", false),
    ]);
}

#[test]
fn d01_and_d09_what_each_has_on_workspaces_and_assets() {
    tables().on_resources(&[
        ("member", OWN, "workspace.switch", true),
        ("member", OTHER, "workspace.switch", true), // D01: switch to any workspace …
        ("member", OTHER_ASSET, "asset.view", true), // … and see the storage assets of others
        ("other", OWN, "workspace.switch", true),
        ("other", OWN_ASSET, "asset.view", true),
        ("blank", OTHER, "workspace.switch", true),
        ("blank", OTHER_ASSET, "asset.view", true),
        ("admin", OWN, "workspace.switch", true),
        ("admin", OTHER_ASSET, "asset.view", true), // D09: the owner is gone, the assets are not
        ("member", OWN, "workspace.edit", true),    // each has a workspace
        ("member", OWN, "asset.create", true),
        ("member", OWN_ASSET, "asset.edit", true), // assets belong to a workspace
        ("member", OWN_ASSET, "asset.delete", true),
        ("other", OWN, "workspace.edit", false), // D01 says see, not change
        ("other", OWN, "asset.create", false),
        ("other", OWN_ASSET, "asset.edit", false),
        ("other", OWN_ASSET, "asset.delete", false),
        ("member", OTHER, "workspace.edit", false),
        ("member", OTHER_ASSET, "asset.delete", false),
        ("blank", OTHER_ASSET, "asset.edit", false),
        ("admin", OTHER, "workspace.edit", true), // F17: who hands it over holds it
        ("admin", OTHER_ASSET, "asset.edit", true),
        ("admin", OTHER_ASSET, "asset.delete", true),
        ("gone", OTHER, "workspace.switch", false), // D08: removed is out, of one's own workspace too
        ("gone", OTHER_ASSET, "asset.view", false),
        ("pending", OWN, "workspace.switch", false),
        ("pending", OTHER_ASSET, "asset.view", false),
    ]);
}

#[test]
fn d01_who_sees_creates_changes_and_deletes() {
    let tables = tables();
    tables.sees(&[
        ("member", OTHER, true),
        ("member", OTHER_ASSET, true),
        ("other", OWN_ASSET, true),
        ("blank", OWN, true),
        ("gone", OTHER, false),
        ("pending", OWN, false),
    ]);
    tables.creates(&[
        ("member", "workspace", "", true), // each has a workspace
        ("admin", "workspace", "", true),
        ("pending", "workspace", "", false),
        ("member", "asset", OWN, true),
        ("member", "asset", OTHER, false),
        ("other", "asset", OWN, false),
        ("admin", "asset", OTHER, true),
        ("member", "asset", "", false), // assets in storage belong to a workspace
        ("admin", "asset", "", false),
        ("gone", "asset", OTHER, false),
    ]);
    tables.changes(&[
        ("member", "edits", OWN, true),
        ("member", "edits", OTHER, false),
        ("other", "edits", OWN_ASSET, false),
        ("admin", "edits", OWN, true),
        ("member", "deletes", OWN_ASSET, true),
        ("member", "deletes", OTHER_ASSET, false),
        ("member", "deletes", OWN, false), // it stays with the account
        ("admin", "deletes", OTHER, true),
    ]);
}

#[test]
fn d08_and_d10_who_acts_on_whom() {
    let tables = tables();
    tables.acts(&[
        ("admin", Verb::Delete, "member", "yes"), // D08: only if the role is Member
        ("admin", Verb::Delete, "blank", "yes"),
        ("admin", Verb::Delete, "other_admin", "role admin"),
        ("admin", Verb::Delete, "admin", "oneself"),
        ("admin", Verb::ChangeRoles, "member", "yes"), // D10: change to admin …
        ("admin", Verb::ChangeRoles, "other_admin", "yes"), // … and change to member
        ("admin", Verb::Edit, "member", "yes"),
        ("admin", Verb::Edit, "other_admin", "yes"),
        ("admin", Verb::Resend, "pending", "yes"),
        ("admin", Verb::Resend, "pending_admin", "yes"),
        ("admin", Verb::Withdraw, "pending", "yes"), // F10
        ("admin", Verb::ActAs, "member", "needs roster.act_as"),
        ("member", Verb::Delete, "other", "needs roster.remove_members"), // D05: actions for admins only
        ("member", Verb::ChangeRoles, "member", "needs roster.change_roles"),
        ("member", Verb::Edit, "other", "needs roster.edit_members"),
        ("member", Verb::Resend, "pending", "needs roster.invite"),
        ("member", Verb::Withdraw, "pending", "needs roster.invite"),
        ("gone_admin", Verb::Delete, "member", "needs roster.remove_members"),
        ("pending_admin", Verb::ChangeRoles, "member", "needs roster.change_roles"),
    ]);
    tables.changes_access(&[
        ("admin", "member", OWN, "yes"),
        ("member", "other", OWN, "needs roster.change_access"), // all is shared already
    ]);
}

#[test]
fn d06_and_d10_what_each_can_give() {
    tables().gives(
        &[OWN_ASSET, OWN, OTHER_ASSET, OTHER],
        &[
            ("admin", "", "member", "yes"), // D06: each joins as Member
            ("admin", "", "", "yes"),
            ("admin", "member", "admin", "yes"), // D10
            ("admin", "admin", "member", "yes"),
            ("member", "", "member", "yes"), // F03; that a Member can't invite is another matter
            ("member", "", "admin", "above own rank: admin"),
            ("member", "member", "admin", "above own rank: admin"),
            ("blank", "", "admin", "above own rank: admin"),
            ("admin", "", "member +credits.buy", "not receivable: credits.buy"), // D04: the table holds, without exceptions
            ("admin", "", "member w2=+workspace.edit", "yes"),
            ("member", "member", "member w2=+workspace.edit", "not held: workspace.edit on w2"),
            ("gone_admin", "", "member", "not held"),
        ],
    );
}

#[test]
fn f02_who_keeps_the_account() {
    tables().keeps(&[
        ("admin", true),
        ("member", false),
        ("blank", false),
        ("pending_admin", false),
        ("gone_admin", false),
    ]);
}

#[test]
fn d06_to_d08_the_rules_for_members() {
    let world = tables().world;
    let (invitation, membership) = (world.model.invitation(), world.model.membership());
    assert_eq!(invitation.valid_for.as_hours(), 48); // D07
    assert_eq!(invitation.when_expired, WhenExpired::Keep); // D05: "Expired"
    assert_eq!(invitation.form, InviteForm::List);
    assert_eq!(membership.leaving, [Leaving::Delete]);
    assert_eq!(membership.roles, HowManyRoles::One);
    assert_eq!(membership.default_role, world.role("member"));
    assert!(!membership.self_sign_up);
    assert_eq!(world.model.founder_role(), world.role("admin"));
}

/// The words of the console, as the requirements' table gives them for D.
#[test]
fn d05_the_words_of_the_console() {
    let tables = tables();
    tables.words(&[
        ("account", "Account"),
        ("member", "User"),
        ("page", "Members"),
        ("invite", "Invite member"),
        ("invite.send", "Send invites"),
        ("status.invited", "Pending"),
        ("status.expired", "Expired"),
        ("status.active", "Active"),
        ("leave.delete", "Remove user"),
        ("restore", "Invite again"),
    ]);
    let roles: Vec<_> = tables.world.model.roles().map(|(_, role)| role.label.get("en")).collect();
    assert_eq!(roles, ["Admin", "Member"]);
    let kinds: Vec<_> = tables.world.model.kinds().map(|(_, kind)| kind.plural.get("en")).collect();
    assert_eq!(kinds, ["Workspaces", "Storage"]);
}
