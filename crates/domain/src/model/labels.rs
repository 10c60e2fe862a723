//! The places in the console whose words a model may choose, each as a whole label, never as a noun for a sentence.
//!
//! A model gives them under `[labels.<language>]`. Where it is silent, the console has words of its own.

/// A place whose words a model may choose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LabelKey {
    /// The key in the model.
    pub key: &'static str,
    /// Where it is shown.
    pub place: &'static str,
}

const fn key(key: &'static str, place: &'static str) -> LabelKey {
    LabelKey { key, place }
}

/// What keys begin with that the console doesn't look for: a model may hold them for the product's own use.
pub const OWN_PREFIX: &str = "product.";

/// Every key the console looks for.
pub const KEYS: &[LabelKey] = &[
    key("account", "what the tenant is called, as the heading of its settings: Account, Company"),
    key("member", "one member, as a heading: User"),
    key("page", "the list of members: its heading and its entry in the menu"),
    key("page.section", "the heading in the menu under which the list of members stands; absent: the main menu"),
    key("column.roles", "the heading of the column with the roles: Role, Groups"),
    key("invite", "the button that opens the form for inviting"),
    key("invite.title", "the heading of that form"),
    key("invite.send", "the button that sends its invitations"),
    key("invite.again", "the button that invites once more after expiry or removal"),
    key("invite.resend", "the button that sends an invitation that waits once more"),
    key("status.invited", "the status of who is invited"),
    key("status.expired", "the status of who was invited and didn't come in time"),
    key("status.untold", "the status of who was created and not told yet"),
    key("status.active", "the status of who is in"),
    key("status.disabled", "the status of who is disabled"),
    key("status.archived", "the status of who is archived"),
    key("status.deleted", "the status of who is deleted"),
    key("edit", "the entry in a row's menu that opens a member's settings"),
    key("edit.save", "the button that saves them"),
    key("note", "the note about a member that those who manage users keep"),
    key("leave.disable", "the entry in a row's menu that disables"),
    key("leave.archive", "the entry in a row's menu that archives"),
    key("leave.delete", "the entry in a row's menu that deletes"),
    key("export", "the button that exports all users"),
    key("enable", "the entry in a row's menu that lets a disabled member in again"),
    key("restore", "the entry in a row's menu that brings a former member back"),
    key("details", "the page with what is known of the account: Organization"),
    key("access", "the heading of the panel with a member's access to resources"),
    key("who", "the page with who has access to a resource: Who has access, Team"),
    key("who.give", "the button there that gives somebody access"),
    key("who.edit", "the button there that changes what somebody has"),
    key("who.remove", "the button there that takes it all away"),
];
