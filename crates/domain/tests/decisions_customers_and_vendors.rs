//! Decisions in the model `customers-and-vendors`, each a row written from the requirements B01 to B15.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::tables::Tables;
use roster_domain::{
    access::Verb,
    model::{HowManyRoles, InviteForm, Leaving, WhenExpired},
};

const PROJECT: &str = "project:p1";
const OTHER: &str = "project:p2";

const CAST: &[(&str, &str)] = &[
    ("admin", "admin"),
    ("other_admin", "admin"),
    ("employee", "employee"),
    ("vendor", "vendor"),
    ("customer", "customer"),
    ("blank", ""),
    ("employee_on", "employee p1=project/participant"),
    ("vendor_on", "vendor p1=project/participant"),
    ("customer_on", "customer p1=project/participant"),
    ("blank_on", "p1=project/participant"),
    ("employee_and_vendor", "employee vendor"),
    ("employee_and_vendor_on", "employee vendor p1=project/participant"),
    ("vendor_and_customer_on", "vendor customer p1=project/participant"),
    ("admin_and_vendor", "admin vendor"),
    ("waiting", "employee status:invited p1=project/participant"),
    ("waiting_admin", "admin status:invited"),
    ("disabled", "employee status:disabled p1=project/participant"),
    ("disabled_admin", "admin status:disabled"),
    ("deleted", "admin status:deleted"),
];

fn tables() -> Tables {
    Tables::of("customers-and-vendors", CAST)
}

#[test]
fn b01_what_each_has_in_the_account() {
    tables().in_account(&[
        ("admin", "roster.read_members", true), // B01: the section Users
        ("employee", "roster.read_members", false),
        ("vendor", "roster.read_members", false),
        ("customer", "roster.read_members", false),
        ("admin", "roster.edit_members", true), // B01: and each can be edited there
        ("employee", "roster.edit_members", false),
        ("admin", "roster.export", true), // B04
        ("employee", "roster.export", false),
        ("admin", "roster.invite", true), // B05
        ("employee", "roster.invite", false),
        ("vendor", "roster.invite", false),
        ("customer", "roster.invite", false),
        ("admin", "roster.change_roles", true),
        ("employee", "roster.change_roles", false),
        ("admin", "roster.change_access", true), // B11: others are added by an admin
        ("employee_on", "roster.change_access", false),
        ("admin", "roster.act_as", true), // B12
        ("employee", "roster.act_as", false),
        ("admin", "roster.remove_members", true), // B14
        ("admin", "roster.restore_members", true),
        ("employee", "roster.remove_members", false),
        ("admin", "roster.read_audit", true), // F04
        ("vendor", "roster.read_audit", false),
        ("admin", "project.create", true),
        ("employee", "project.create", true), // B11: "a project they didn't create": not only admins create
        ("vendor", "project.create", false),
        ("customer", "project.create", false),
        ("blank", "project.create", false), // B07: roles left blank are the Customer's permissions
        ("blank", "roster.read_members", false),
        ("employee_and_vendor", "project.create", true), // several roles add up
        ("employee_and_vendor", "roster.invite", false),
        ("admin_and_vendor", "roster.invite", true),
        ("waiting", "project.create", false), // B09: only once they came
        ("waiting_admin", "roster.invite", false),
        ("disabled", "project.create", false), // B14: access ends at once
        ("disabled_admin", "roster.read_members", false),
        ("deleted", "roster.read_members", false),
    ]);
}

#[test]
fn b07_b08_and_b11_what_each_has_on_projects() {
    tables().on_resources(&[
        ("admin", PROJECT, "project.edit", true),
        ("admin", OTHER, "project.delete", true),
        ("admin", OTHER, "project.costs", true),
        ("employee", PROJECT, "project.view", false), // B11: only who was added
        ("vendor", PROJECT, "project.view", false),
        ("customer", PROJECT, "project.view", false),
        ("blank", PROJECT, "project.view", false),
        ("employee_on", PROJECT, "project.view", true), // B08
        ("employee_on", PROJECT, "project.edit", true),
        ("employee_on", PROJECT, "project.costs", true),
        ("employee_on", PROJECT, "project.delete", false),
        ("employee_on", OTHER, "project.view", false),
        ("employee_on", PROJECT, "roster.change_access", false), // B11: adding others is the admins'
        ("vendor_on", PROJECT, "project.view", true),
        ("vendor_on", PROJECT, "project.deliver", true),
        ("vendor_on", PROJECT, "project.costs", false),
        ("vendor_on", PROJECT, "project.edit", false),
        ("vendor_on", PROJECT, "project.approve", false),
        ("vendor_on", OTHER, "project.deliver", false),
        ("customer_on", PROJECT, "project.view", true),
        ("customer_on", PROJECT, "project.comment", true),
        ("customer_on", PROJECT, "project.approve", true),
        ("customer_on", PROJECT, "project.edit", false),
        ("customer_on", PROJECT, "project.costs", false),
        ("customer_on", PROJECT, "project.deliver", false),
        ("blank_on", PROJECT, "project.approve", true), // B07
        ("blank_on", PROJECT, "project.edit", false),
        ("employee_and_vendor_on", PROJECT, "project.edit", true), // several roles add up, here too
        ("employee_and_vendor_on", PROJECT, "project.deliver", true),
        ("employee_and_vendor_on", PROJECT, "project.approve", false), // with roles of one's own, the Customer's no more
        ("vendor_and_customer_on", PROJECT, "project.approve", true),
        ("waiting", PROJECT, "project.view", false),
        ("disabled", PROJECT, "project.view", false),
        ("deleted", PROJECT, "project.view", false),
    ]);
}

#[test]
fn b11_who_sees_creates_changes_and_deletes_projects() {
    let tables = tables();
    tables.sees(&[
        ("admin", OTHER, true),
        ("employee_on", PROJECT, true),
        ("employee_on", OTHER, false),
        ("customer_on", PROJECT, true),
        ("customer", PROJECT, false),
        ("blank_on", PROJECT, true),
    ]);
    tables.creates(&[
        ("admin", "project", "", true),
        ("employee", "project", "", true),
        ("vendor", "project", "", false),
        ("customer", "project", "", false),
        ("blank", "project", "", false),
        ("employee", "project", PROJECT, false), // a project has nothing above it
    ]);
    tables.changes(&[
        ("admin", "edits", OTHER, true),
        ("employee_on", "edits", PROJECT, true),
        ("employee", "edits", PROJECT, false),
        ("vendor_on", "edits", PROJECT, false),
        ("customer_on", "edits", PROJECT, false),
        ("admin", "deletes", PROJECT, true),
        ("employee_on", "deletes", PROJECT, false),
    ]);
    // Only admins are added to every new project; whoever creates one is on it.
    let model = &tables.world.model;
    let project = &model[model.kind("project").unwrap()];
    assert_eq!(project.joins_new, [tables.world.role("admin")]);
    assert_eq!(project.joins_as, Some(tables.world.what("project/participant")));
    assert_eq!(project.creator_becomes, Some(tables.world.what("project/participant")));
    // What one may there is said by the groups: nothing is offered to be given one by one.
    assert!(project.offers.is_empty());
}

#[test]
fn b01_b12_and_b14_who_acts_on_whom() {
    let tables = tables();
    tables.acts(&[
        ("admin", Verb::Edit, "customer", "yes"), // B01: customers, employees, vendors and admins
        ("admin", Verb::Edit, "vendor", "yes"),
        ("admin", Verb::Edit, "employee", "yes"),
        ("admin", Verb::Edit, "other_admin", "yes"),
        ("admin", Verb::Edit, "blank", "yes"),
        ("admin", Verb::ChangeRoles, "employee", "yes"),
        ("admin", Verb::ChangeRoles, "other_admin", "yes"),
        ("admin", Verb::ChangeAccess, "vendor", "yes"),
        ("admin", Verb::Disable, "employee", "yes"), // B14
        ("admin", Verb::Delete, "employee", "yes"),
        ("admin", Verb::Disable, "other_admin", "yes"),
        ("admin", Verb::Disable, "admin", "oneself"),
        ("admin", Verb::Restore, "disabled", "yes"),
        ("admin", Verb::Restore, "disabled_admin", "yes"),
        ("admin", Verb::Resend, "waiting", "yes"),
        ("admin", Verb::Withdraw, "waiting_admin", "yes"), // F10
        ("admin", Verb::ActAs, "employee", "yes"),         // B12
        ("admin", Verb::ActAs, "customer", "yes"),
        ("admin", Verb::ActAs, "blank", "yes"),
        ("admin", Verb::ActAs, "employee_and_vendor", "yes"),
        ("admin", Verb::ActAs, "other_admin", "rank"), // B12: equal or higher rank is refused
        ("admin", Verb::ActAs, "admin_and_vendor", "rank"), // the highest of several roles counts
        ("admin", Verb::ActAs, "admin", "oneself"),
        ("employee", Verb::ActAs, "customer", "needs roster.act_as"),
        ("employee", Verb::Edit, "customer", "needs roster.edit_members"),
        ("employee", Verb::Disable, "vendor", "needs roster.remove_members"),
        ("vendor", Verb::ChangeRoles, "vendor", "needs roster.change_roles"),
        ("customer", Verb::Edit, "customer", "needs roster.edit_members"),
        ("employee_on", Verb::ChangeAccess, "vendor", "needs roster.change_access"),
        ("disabled_admin", Verb::Edit, "customer", "needs roster.edit_members"),
        ("waiting_admin", Verb::Resend, "waiting", "needs roster.invite"),
    ]);
    tables.changes_access(&[
        ("admin", "vendor", PROJECT, "yes"),
        ("admin", "other_admin", PROJECT, "yes"),
        ("employee_on", "vendor", PROJECT, "needs roster.change_access"), // B11: not even on their own project
        ("vendor_on", "customer", PROJECT, "needs roster.change_access"),
    ]);
}

#[test]
fn b05_b07_and_b08_what_each_can_give() {
    tables().gives(
        &[PROJECT, OTHER],
        &[
            ("admin", "", "admin", "yes"),
            ("admin", "", "employee", "yes"),
            ("admin", "", "vendor p1=project/participant p2=project/participant", "yes"), // B08
            ("admin", "", "employee vendor", "yes"),
            ("admin", "", "", "yes"), // B07
            ("admin", "", "p1=project/participant", "yes"),
            ("admin", "", "vendor p9=project/participant", "not here: p9"),
            ("admin", "", "customer +project.create", "not receivable: project.create"),
            ("admin", "customer", "customer employee", "yes"),
            ("admin", "customer p1=project/participant", "vendor p1=project/participant", "yes"),
            ("employee", "", "admin", "above own rank: admin"), // F03
            ("employee_on", "", "vendor p1=project/participant", "not held"),
            ("employee", "", "vendor p1=project/participant", "not held"),
            ("vendor", "vendor", "vendor employee", "above own rank: employee"), // nobody raises themself
            ("vendor_on", "", "vendor p1=project/participant", "yes"),
            ("vendor_on", "", "vendor p2=project/participant", "not held"),
            ("customer_on", "", "p1=project/participant", "yes"),
            ("customer", "customer", "customer p1=project/participant", "not held"),
            ("disabled_admin", "", "employee", "not held"),
        ],
    );
}

#[test]
fn f02_who_keeps_the_account() {
    tables().keeps(&[
        ("admin", true),
        ("admin_and_vendor", true),
        ("employee", false),
        ("blank", false),
        ("waiting_admin", false),
        ("disabled_admin", false),
    ]);
}

#[test]
fn b05_b10_b14_and_b15_the_rules_for_members() {
    let world = tables().world;
    let (invitation, membership) = (world.model.invitation(), world.model.membership());
    assert_eq!(invitation.valid_for.as_hours(), 7 * 24);
    assert_eq!(invitation.when_expired, WhenExpired::Keep);
    assert_eq!(invitation.form, InviteForm::Person);
    assert_eq!(membership.leaving, [Leaving::Disable, Leaving::Delete]); // B14: the first is recommended
    assert_eq!(membership.roles, HowManyRoles::Many);
    assert_eq!(membership.default_role, world.role("customer"));
    assert!(membership.self_sign_up);
    assert_eq!(world.model.founder_role(), world.role("admin"));
}

/// The words of the console, as the requirements' table gives them for B.
#[test]
fn b01_the_words_of_the_console() {
    let tables = tables();
    tables.words(&[
        ("account", "OS"),
        ("member", "User"),
        ("page", "Users"),
        ("column.roles", "Groups"),
        ("invite", "New user"),
        ("invite.send", "Save"),
        ("status.invited", "Not signed in yet"),
        ("status.expired", "Link expired"),
        ("status.active", "Active"),
        ("status.disabled", "Disabled"),
        ("leave.disable", "Disable"),
        ("leave.delete", "Delete"),
        ("enable", "Enable"),
    ]);
    let roles: Vec<_> = tables.world.model.roles().map(|(_, role)| role.label.get("en")).collect();
    assert_eq!(roles, ["Admin", "Employee", "Vendor", "Customer"]);
}
