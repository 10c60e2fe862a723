//! Keys of the account: they act in nobody's name, and may what was fixed when they were made.

use super::Standing;
use crate::{Failure, Outcome, Parts};
use roster_domain::{
    access::{self, KeyBounds},
    event::ActorRef,
    id::{Id, KeyId, MemberId},
    member::MemberRecord,
    model::Model,
    permission::PermissionSet,
    refusal::Refusal,
};
use roster_store::{
    ReadTx,
    api_keys::{self, KeyRow},
    db::millis,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// What was fixed, as it is stored: ids. What a later model doesn't know is nothing.
#[derive(Serialize, Deserialize)]
struct Stored {
    account: Vec<String>,
    on: BTreeMap<String, Vec<String>>,
    roles: Vec<String>,
}

/// As it is stored.
pub(crate) fn write_bounds(model: &Model, bounds: &KeyBounds) -> Outcome<String> {
    let ids = |set: &PermissionSet| set.iter().map(|ix| model[ix].id.to_string()).collect();
    let stored = Stored {
        account: ids(&bounds.account),
        on: bounds.on.iter().map(|(kind, set)| (model[*kind].id.to_string(), ids(set))).collect(),
        roles: bounds.roles.iter().map(|role| model[*role].id.to_string()).collect(),
    };
    serde_json::to_string(&stored).map_err(|e| Failure::broken(format!("an API key's bounds: {e}")))
}

/// As this model knows it.
pub(crate) fn read_bounds(model: &Model, text: &str) -> Outcome<KeyBounds> {
    let Stored { account, on, roles } =
        serde_json::from_str(text).map_err(|e| Failure::broken(format!("an API key's bounds: {e}")))?;
    let set = |ids: &[String]| ids.iter().filter_map(|id| model.permission(id)).collect::<PermissionSet>();
    Ok(KeyBounds {
        account: set(&account),
        on: on.iter().filter_map(|(kind, ids)| Some((model.kind(kind)?, set(ids)))).collect(),
        roles: roles.iter().filter_map(|role| model.role(role)).collect(),
    })
}

impl Standing {
    /// The key of the account that acts, if it is one.
    pub(crate) fn account_key(&self) -> Option<KeyId> {
        match self.actor {
            ActorRef::Key(key) if self.me.is_none() => Some(key),
            _ => None,
        }
    }

    /// The member who acts; refused to a key of the account, which is none and has nothing of its own.
    pub(crate) fn as_member(&self) -> Outcome<MemberId> {
        let no = || if self.account_key().is_some() { Refusal::NeedsMember } else { Refusal::NotFound };
        Ok(self.member().ok_or_else(no)?)
    }

    /// Lets a key of the account in.
    pub(super) fn place_account_key(&mut self, tx: &mut ReadTx<'_>, parts: &Parts, row: &KeyRow) -> Outcome<()> {
        self.tell_where_it_went(tx)?;
        // It is remembered among the members, under its own id.
        let (account, id) = (self.account.account, MemberId::from_uuid(row.key.uuid()));
        let known = self.as_of.and_then(|as_of| parts.known.record(account, id, as_of));
        let record = match known {
            Some(record) => record,
            None => {
                let record = Arc::new(self.record_of_account_key(row)?);
                if let Some(as_of) = self.as_of {
                    parts.known.keep_record(account, &record, as_of);
                }
                record
            }
        };
        // What it is itself is all that is written on it.
        let own = record.own_role.as_ref();
        self.key_permissions = Some(own.map(|role| role.anywhere()).unwrap_or_default());
        self.record = Some(record);
        Ok(())
    }

    /// What the judge needs to know of a key of the account.
    pub(crate) fn record_of_account_key(&self, row: &KeyRow) -> Outcome<MemberRecord> {
        let text = row.bounds.as_deref().ok_or(Refusal::NotFound)?;
        let bounds = read_bounds(&self.model, text)?;
        Ok(access::key_record(&self.model, row.key, &bounds, self.withheld.clone()))
    }

    /// The same of one that is good now.
    pub(crate) fn account_key_record(&self, tx: &mut ReadTx<'_>, key: KeyId) -> Outcome<Option<MemberRecord>> {
        let now = millis(self.now);
        let good = |row: &KeyRow| row.revoked_at.is_none() && row.expires_at.is_none_or(|until| now < until);
        let row = api_keys::by_id(tx, self.account.account, key)?.filter(good);
        row.map(|row| self.record_of_account_key(&row)).transpose()
    }

    /// What is fixed of a key that the caller makes for the account, and as it is stored. Nobody fixes what they don't hold everywhere
    /// where it could be used.
    pub(crate) fn fix_key(
        &self,
        written: &[roster_domain::permission::PermissionIx],
        until: Option<jiff::Timestamp>,
    ) -> Outcome<String> {
        let (model, maker) = (&self.model, self.record().ok_or(Refusal::NotFound)?);
        let bounds = access::key_bounds(model, maker, &model.closed(written.iter().copied()), until, self.now);
        let anywhere = bounds.anywhere();
        let missing: Vec<String> =
            written.iter().filter(|ix| !anywhere.contains(**ix)).map(|ix| model[*ix].id.to_string()).collect();
        if !missing.is_empty() {
            return Err(Refusal::NotHeld { missing }.into());
        }
        write_bounds(model, &bounds)
    }

    /// Whether the caller may revoke a key of the account.
    pub(crate) fn may_revoke(&self, row: &KeyRow) -> Outcome<()> {
        let key = self.record_of_account_key(row)?;
        self.each_may(|record| access::may_revoke_key(&self.model, record, &key, self.now))
    }
}
