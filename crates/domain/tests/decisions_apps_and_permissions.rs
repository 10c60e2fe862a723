//! Decisions in the model `apps-and-permissions`, each a row written from the requirements E01 to E12.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod common;

use common::tables::Tables;
use roster_domain::{
    access::Verb,
    model::{HowManyRoles, InviteForm, Leaving, WhenExpired},
};

const CAST: &[(&str, &str)] = &[
    ("owner", "owner"),
    ("other_owner", "owner"),
    ("admin", "admin"),
    ("other_admin", "admin"),
    ("user", "user"),
    ("blank", ""),
    // E07: Custom.
    ("invoicer", "user only:invoices.send"),
    ("reader", "user only:invoices.view,contacts.view"),
    ("shut_out", "user only:"),
    ("custom_admin", "admin only:invoices.edit,contacts.view"),
    ("fully_custom_admin", "admin only:*"),       // all that there is today
    ("custom_owner", "owner only:contacts.view"), // a toggle that doesn't hold for Owners
    ("pending", "admin status:invited"),
    ("archived", "admin status:archived"),
    ("archived_owner", "owner status:archived"),
    ("archived_user", "user status:archived"),
];

fn tables() -> Tables {
    Tables::of("apps-and-permissions", CAST)
}

#[test]
fn e06_and_e07_what_each_has() {
    tables().in_account(&[
        ("owner", "invoices.send", true), // E07: All is everything
        ("admin", "invoices.send", true),
        ("user", "invoices.send", true),
        ("user", "contacts.delete", true),
        ("user", "calendar.manage", true),
        ("user", "campaigns.send", true),
        ("user", "reports.export", true),
        ("blank", "invoices.send", true),
        ("invoicer", "invoices.send", true),    // what Custom lists
        ("invoicer", "invoices.view", true),    // … and what it includes
        ("invoicer", "invoices.delete", false), // each is switched by itself
        ("invoicer", "contacts.view", false),   // another application
        ("invoicer", "calendar.view", false),
        ("reader", "invoices.view", true),
        ("reader", "contacts.view", true),
        ("reader", "invoices.edit", false),
        ("reader", "contacts.edit", false),
        ("shut_out", "invoices.view", false), // none
        ("shut_out", "reports.view", false),
        ("custom_admin", "invoices.edit", true),
        ("custom_admin", "invoices.delete", false), // an Admin can be on Custom too
        ("custom_admin", "calendar.view", false),
        ("custom_owner", "invoices.delete", true), // an Owner can't
        ("custom_owner", "calendar.manage", true),
        ("owner", "roster.invite", true), // E05
        ("admin", "roster.invite", true),
        ("user", "roster.invite", false),
        ("admin", "roster.read_members", true), // E01
        ("user", "roster.read_members", false),
        ("blank", "roster.read_members", false),
        ("admin", "roster.change_roles", true), // E06: sets others' permissions
        ("user", "roster.change_roles", false),
        ("custom_admin", "roster.invite", true), // Custom switches applications, nothing else
        ("custom_admin", "roster.change_roles", true),
        ("admin", "roster.edit_members", true),   // E09
        ("admin", "roster.remove_members", true), // E10
        ("admin", "roster.restore_members", true),
        ("owner", "roster.close_account", true),
        ("admin", "roster.close_account", false), // below Owners
        ("admin", "roster.act_as", false),        // not in this model
        ("pending", "invoices.view", false),      // E03: outstanding
        ("pending", "roster.invite", false),
        ("archived", "invoices.view", false), // E10: lose all access
        ("archived", "roster.read_members", false),
        ("archived_owner", "roster.close_account", false),
        ("archived_user", "contacts.view", false),
    ]);
}

#[test]
fn e06_e09_and_e10_who_acts_on_whom() {
    tables().acts(&[
        ("admin", Verb::Edit, "user", "yes"), // E09
        ("admin", Verb::ChangeRoles, "user", "yes"),
        ("admin", Verb::ChangePermissions, "user", "yes"), // E07
        ("admin", Verb::ChangePermissions, "blank", "yes"),
        ("admin", Verb::Edit, "other_admin", "yes"), // E06: may edit other Admins
        ("admin", Verb::ChangeRoles, "other_admin", "yes"),
        ("admin", Verb::ChangePermissions, "custom_admin", "yes"),
        ("admin", Verb::Edit, "owner", "rank"),        // E06: cannot edit, …
        ("admin", Verb::ChangeRoles, "owner", "rank"), // … demote …
        ("admin", Verb::ChangePermissions, "owner", "rank"),
        ("admin", Verb::Archive, "owner", "rank"), // … or archive an Owner
        ("admin", Verb::Restore, "archived_owner", "rank"),
        ("admin", Verb::Archive, "user", "yes"), // E10
        ("admin", Verb::Archive, "other_admin", "yes"),
        ("admin", Verb::Archive, "admin", "oneself"),
        ("admin", Verb::Restore, "archived_user", "yes"), // E10: and can be brought back
        ("admin", Verb::Restore, "archived", "yes"),
        ("admin", Verb::Resend, "pending", "yes"),
        ("admin", Verb::Withdraw, "pending", "yes"),
        ("admin", Verb::ActAs, "user", "needs roster.act_as"),
        ("owner", Verb::Edit, "admin", "yes"),
        ("owner", Verb::Archive, "admin", "yes"),
        ("owner", Verb::Edit, "other_owner", "yes"), // "below Owners" is said of Admins
        ("owner", Verb::ChangeRoles, "other_owner", "yes"),
        ("owner", Verb::Archive, "owner", "oneself"),
        ("user", Verb::Edit, "invoicer", "needs roster.edit_members"),
        ("user", Verb::ChangePermissions, "user", "needs roster.change_roles"),
        ("invoicer", Verb::ChangePermissions, "invoicer", "needs roster.change_roles"),
        ("user", Verb::Archive, "shut_out", "needs roster.remove_members"),
        ("archived", Verb::Edit, "user", "needs roster.edit_members"),
        ("pending", Verb::Resend, "pending", "needs roster.invite"),
    ]);
}

#[test]
fn e05_e06_and_e07_what_each_can_give() {
    tables().gives(
        &[],
        &[
            ("admin", "", "user", "yes"), // E05: on All
            ("admin", "", "admin", "yes"),
            ("admin", "", "owner", "above own rank: owner"), // the form offers Admin and User
            ("owner", "", "owner", "yes"),
            ("owner", "", "user only:reports.view", "yes"),
            ("admin", "", "user only:invoices.edit,contacts.view", "yes"), // E07
            ("admin", "", "user only:", "yes"),
            ("admin", "user only:contacts.view", "user", "yes"), // Custom back to All
            ("admin", "user", "user only:contacts.view", "yes"),
            ("admin", "user", "admin", "yes"),
            ("admin", "admin", "user", "yes"),
            ("custom_admin", "", "user", "all"), // E07: who is on Custom cannot give All
            ("custom_admin", "", "admin", "all"),
            ("custom_admin", "user only:contacts.view", "user", "all"),
            ("fully_custom_admin", "", "user", "all"), // even who has everything today: All is also what is added later
            ("fully_custom_admin", "", "user only:invoices.send", "yes"),
            ("custom_admin", "admin only:contacts.view", "admin", "all"), // not to themself either
            ("custom_admin", "", "user only:invoices.edit,contacts.view", "yes"), // within their own
            ("custom_admin", "", "user only:invoices.view", "yes"),
            ("custom_admin", "", "user only:", "yes"),
            ("custom_admin", "", "user only:invoices.delete", "not held: invoices.delete"),
            (
                "custom_admin",
                "user only:invoices.view",
                "user only:invoices.view,calendar.view",
                "not held: calendar.view",
            ),
            ("custom_admin", "user only:invoices.delete", "user only:invoices.delete,contacts.view", "yes"), // was there before
            ("custom_admin", "user", "user only:contacts.view", "yes"),                                      // taking
            ("custom_owner", "", "user", "yes"), // an Owner is never on Custom
            ("user", "user", "admin", "above own rank: admin"), // nobody raises themself
            ("invoicer", "user only:invoices.send", "user", "all"),
            (
                "invoicer",
                "user only:invoices.send",
                "user only:invoices.send,invoices.delete",
                "not held: invoices.delete",
            ),
            ("admin", "", "user +invoices.send", "not receivable: invoices.send"), // All or Custom, nothing beside them
            ("archived", "", "user only:contacts.view", "not held"),
            ("user", "", "owner", "above own rank: owner"),
        ],
    );
}

#[test]
fn f02_who_keeps_the_account() {
    tables().keeps(&[
        ("owner", true),
        ("custom_owner", true),
        ("admin", false),
        ("user", false),
        ("archived_owner", false),
        ("pending", false),
    ]);
}

#[test]
fn e03_e05_e10_and_e12_the_rules_for_members() {
    let world = tables().world;
    let (invitation, membership) = (world.model.invitation(), world.model.membership());
    assert_eq!(invitation.valid_for.as_hours(), 7 * 24); // E12
    assert_eq!(invitation.when_expired, WhenExpired::Keep); // E12: then stay in Pending
    assert_eq!(invitation.form, InviteForm::Person); // E05
    assert_eq!(membership.leaving, [Leaving::Archive]);
    assert_eq!(membership.roles, HowManyRoles::One);
    assert_eq!(membership.default_role, world.role("user"));
    assert!(!membership.self_sign_up);
    assert_eq!(world.model.founder_role(), world.role("owner"));
    assert!(!world.model[world.role("owner")].maskable);
    assert!(world.model[world.role("admin")].maskable);
}

/// The words of the console, as the requirements' table gives them for E.
#[test]
fn e01_the_words_of_the_console() {
    let tables = tables();
    tables.words(&[
        ("account", "Account"),
        ("member", "User"),
        ("page", "Users"),
        ("page.section", "Business settings"),
        ("column.roles", "Role"),
        ("invite", "+ Invite user"),
        ("invite.send", "Invite user"),
        ("status.invited", "Pending"),
        ("status.expired", "Expired"), // E12
        ("status.active", "Active"),
        ("status.archived", "Archived"),
        ("edit.save", "Edit user"), // E09
        ("leave.archive", "Archive"),
        ("restore", "Restore"),
    ]);
    let model = &tables.world.model;
    let roles: Vec<_> = model.roles().map(|(_, role)| role.label.get("en")).collect();
    assert_eq!(roles, ["Owner", "Admin", "User"]);
    // E07: each application with its permissions, and nothing of the product outside of one.
    assert!(model.applications().all(|(_, application)| application.permissions.len() >= 3));
    let product: Vec<_> =
        model.permissions().filter(|(_, permission)| !permission.id.starts_with("roster.")).map(|it| it.1).collect();
    assert!(product.len() > 15 && product.iter().all(|permission| permission.application.is_some()));
    // E08: a tooltip says exactly what it does.
    assert!(product.iter().all(|permission| permission.help.get("en").len() > 30));
}
