//! What a model says beside who may what: what is known of members, which change mails whom, where things stand in the console.

use crate::{
    model::{name::names, text::Text},
    resource::KindIx,
};
use schemars::JsonSchema;
use serde::Deserialize;

names! {
    /// The id of a profile field, as the model declares it.
    FieldId;
    /// The id of something that can be chosen in a profile field.
    ChoiceId;
}

/// What can be written into a profile field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// One of those declared.
    Choice,
    /// A day.
    Date,
    /// A number.
    Number,
}

/// Something that is known of each member.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// What can be written there.
    pub kind: FieldKind,
    /// Whether a profile can't be saved without it.
    pub required: bool,
    /// What people call it.
    pub label: Text,
    /// What to write there, in a sentence.
    pub help: Text,
    /// What can be chosen, in this order; empty unless it is a choice.
    pub choices: Vec<Choice>,
}

/// Who reads a detail of the account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadBy {
    /// Every member.
    #[default]
    Members,
    /// Only who may change it.
    Managers,
}

/// Something that is known of the account.
#[derive(Clone, Debug)]
pub struct AccountField {
    /// What it is.
    pub field: Field,
    /// Who reads it.
    pub read_by: ReadBy,
}

/// Something that can be chosen in a profile field.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its id.
    pub id: ChoiceId,
    /// What people call it.
    pub label: Text,
}

/// A change after which a mail can be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailedChange {
    /// An invitation was accepted.
    Accepted,
    /// An invitation ran out.
    Expired,
    /// The mail server of an invited address refused the invitation.
    Refused,
    /// A member got another role or other permissions in the account.
    RoleChanged,
    /// A member's access to resources was changed.
    AccessChanged,
    /// A member was disabled, archived or deleted.
    Removed,
    /// A member was enabled, or brought back at once.
    Restored,
    /// Somebody begins to act as a member.
    ActedAs,
    /// The holder of a dead link asked for a new one.
    Requested,
    /// A member signs in with another address.
    AddressChanged,
    /// What a member may is another since another model took the place of the account's.
    RulesChanged,
    /// Somebody who joined brought their own account along.
    Merged,
    /// A member left of their own will.
    Left,
}

impl MailedChange {
    /// Every one, with its key in the model.
    pub const ALL: [(MailedChange, &str); 13] = [
        (MailedChange::Accepted, "accepted"),
        (MailedChange::Expired, "expired"),
        (MailedChange::Refused, "refused"),
        (MailedChange::RoleChanged, "role_changed"),
        (MailedChange::AccessChanged, "access_changed"),
        (MailedChange::Removed, "removed"),
        (MailedChange::Restored, "restored"),
        (MailedChange::ActedAs, "acted_as"),
        (MailedChange::Requested, "requested"),
        (MailedChange::AddressChanged, "address_changed"),
        (MailedChange::RulesChanged, "rules_changed"),
        (MailedChange::Merged, "merged"),
        (MailedChange::Left, "left"),
    ];

    /// The one whom its mail is written to.
    pub fn recipient(self) -> &'static str {
        match self {
            MailedChange::Accepted | MailedChange::Expired | MailedChange::Refused => "inviter",
            MailedChange::RoleChanged
            | MailedChange::AccessChanged
            | MailedChange::Removed
            | MailedChange::Restored
            | MailedChange::ActedAs
            | MailedChange::RulesChanged => "member",
            MailedChange::Requested | MailedChange::AddressChanged | MailedChange::Merged | MailedChange::Left => {
                "admins"
            }
        }
    }

    /// Its key in the model.
    pub fn key(self) -> &'static str {
        MailedChange::ALL[self as usize].1
    }

    /// Whether it is mailed where a model says nothing. Another model can be one to everybody in an account, so that it has to be asked for.
    pub fn unless_said_otherwise(self) -> bool {
        self != MailedChange::RulesChanged
    }

    /// Whether whoever it is written to can do without it: it is about others, and nothing of theirs changes.
    pub fn is_about_others(self) -> bool {
        self.recipient() != "member"
    }
}

/// Which change mails the one it is written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MailRules {
    /// Those that don't, by their place in [`MailedChange::ALL`].
    pub(super) silent: [bool; MailedChange::ALL.len()],
}

impl MailRules {
    /// Whether this change is mailed.
    pub fn mails(&self, change: MailedChange) -> bool {
        !self.silent[change as usize]
    }
}

/// Where the way to the list of members stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UsersPage {
    /// In the account's main menu.
    #[default]
    MainMenu,
    /// In the settings, which the menu of the avatar opens; under the heading that the label `page.section` gives.
    Settings,
    /// In the menu that the account's name opens.
    AccountMenu,
}

/// How the list of members is divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UsersList {
    /// A tab for all, and one for each state.
    #[default]
    States,
    /// A tab for those who are in, one for those who wait, one for those who are out; it opens on those who are in.
    Tabs,
    /// One list of those who are in or wait; a button shows those who are out, too.
    Button,
    /// The same; its filter says whether those who are out are shown.
    Filter,
}

/// A column of the list of members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Column {
    /// The name.
    Name,
    /// The address.
    Email,
    /// The company they belong to.
    Company,
    /// The roles.
    Roles,
    /// Whether invited, in, or out.
    Status,
    /// When they were last here.
    LastActive,
    /// Who invited them.
    InvitedBy,
    /// Since when they are in.
    Joined,
    /// How many resources of a kind they reach.
    Reach(KindIx),
    /// A profile field.
    Field(FieldId),
}

impl Column {
    /// Those that every model has, with their words in the model.
    pub const PLAIN: [(&str, Column); 8] = [
        ("name", Column::Name),
        ("email", Column::Email),
        ("company", Column::Company),
        ("roles", Column::Roles),
        ("status", Column::Status),
        ("last_active", Column::LastActive),
        ("invited_by", Column::InvitedBy),
        ("joined", Column::Joined),
    ];
}

/// How the console is arranged.
#[derive(Clone, Debug)]
pub struct Console {
    /// Where the way to the list of members stands.
    pub users_page: UsersPage,
    /// How that list is divided.
    pub users_list: UsersList,
    /// The columns of that list that are shown first.
    pub columns: Vec<Column>,
    /// Whether colleagues who are online stand in the header.
    pub colleagues: bool,
}
