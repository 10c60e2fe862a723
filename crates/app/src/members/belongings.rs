//! What somebody owns in an account, to be seen before they go (F17).

use crate::{
    App, Caller, Outcome,
    members::sole::{held_alone, may_hand_over, seen},
    standing::Need,
};
use roster_domain::{
    id::{AccountId, Id, KeyId, MemberId, ResourceId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, invitations, members, resources};

/// How many things are named.
pub const NAMED: usize = 50;

/// What somebody owns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belongings {
    /// Resources of theirs, as far as the caller sees them; of many, the first.
    pub owned: Vec<Belonging>,
    /// How many there are, seen or not.
    pub owned_count: i64,
    /// What only one can have on a resource, and they have: its owner, for instance. As far as the caller sees it; of many, the first.
    pub sole: Vec<Belonging>,
    /// How many of these there are, seen or not. Nobody goes before somebody follows them in each.
    pub sole_count: i64,
    /// Whether the caller may hand all of it over.
    pub may_hand_over: bool,
    /// How many of their API keys are good; they are revoked and handed to nobody.
    pub keys: i64,
    /// The keys that they made for the account; they stay unless they are revoked. Of many, the first.
    pub account_keys: Vec<AccountKey>,
    /// How many invitations they sent that wait or ran out.
    pub invitations: i64,
}

/// A thing of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// The resource.
    pub resource: ResourceId,
    /// Its kind's id.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The project role's id; none where they own it outright.
    pub role: Option<String>,
}

/// A key of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountKey {
    /// Its id.
    pub key: KeyId,
    /// What its maker called it.
    pub label: String,
}

impl Belongings {
    /// Whether there is nothing that anyone could take over.
    pub fn is_nothing(&self) -> bool {
        self.owned_count == 0 && self.sole_count == 0 && self.invitations == 0
    }
}

/// Looks what a member owns. For whoever may remove members, and for themself.
pub async fn belongings(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Belongings> {
    app.view(caller, account, Need::Member, move |view| {
        if view.standing.member() != Some(member) {
            view.standing.require(RosterPermission::RemoveMembers)?;
        }
        members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let now = view.at();
        let nil = ResourceId::from_uuid(uuid::Uuid::nil());
        let owned = resources::owned(view.tx, account, member, nil, NAMED as i64)?;
        let owned = owned.into_iter().map(|row| Belonging {
            resource: row.resource,
            kind: row.kind,
            name: row.name,
            role: None,
        });
        let sole: Vec<Belonging> =
            held_alone(view.tx, &view.standing, &[member])?.into_iter().map(|(_, thing)| thing).collect();
        let owned_count = resources::count_owned(view.tx, account, member)?;
        // What is theirs outright is handed over by who may change access in the whole account.
        let may_hand_over = match owned_count {
            0 => may_hand_over(view.tx, &view.standing, &sole)?,
            _ => view.standing.may(RosterPermission::ChangeAccess),
        };
        // What keys there are is told to those who manage them.
        let account_keys = match view.standing.may(RosterPermission::ManageKeys) {
            true => api_keys::made_for_account(view.tx, account, member, now, NAMED as i64)?,
            false => Vec::new(),
        };
        let account_keys = account_keys.into_iter().map(|(key, label)| AccountKey { key, label });
        Ok(Belongings {
            account_keys: account_keys.collect(),
            owned: seen(view.tx, &view.standing, owned.collect(), |thing| thing)?,
            owned_count,
            sole_count: i64::try_from(sole.len()).unwrap_or(i64::MAX),
            sole: seen(view.tx, &view.standing, sole, |thing| thing)?.into_iter().take(NAMED).collect(),
            may_hand_over,
            keys: api_keys::count_of_member(view.tx, account, member, now)?,
            invitations: invitations::count_sent(view.tx, account, member)?,
        })
    })
    .await
}
