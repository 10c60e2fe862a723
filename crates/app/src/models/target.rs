//! Where a change of the model leads: both models side by side, and what becomes of what only the old one has.

use super::{Aim, Proposal, check::compiled};
use crate::{Failure, Outcome, Parts, standing::Standing};
use roster_domain::{
    id::{AccountId, Id},
    model::{Model, Role},
    permission::PermissionSet,
    plan::{Choices, Fate, Pair, Settled, What},
    refusal::{FieldProblem, Refusal},
    resource::KindIx,
    role::RoleIx,
};
use roster_store::{
    ReadTx,
    accounts::HeadRow,
    compliance,
    models::{self, VersionRow},
    resources,
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, sync::Arc};

/// Where it leads.
pub(super) struct Target {
    pub(super) pair: Pair,
    pub(super) settled: Settled,
    /// The version whose moves are taken back.
    pub(super) restore: Option<i64>,
    /// The versions over whose moves it looks back, the newest first: what was held is what was held before them.
    pub(super) since: Vec<i64>,
    /// The text, to be kept.
    pub(super) text: String,
    /// The version that it starts from.
    pub(super) version: i64,
    /// What the compliance status withholds under the old model and under the new one.
    pub(super) withheld: (PermissionSet, PermissionSet),
    /// See [`super`].
    pub(super) id: String,
    /// Kinds of resource that are in use and can't change as the new model wants.
    pub(super) in_the_way: Vec<String>,
}

impl Target {
    pub(super) fn find(
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        standing: &Standing,
        head: &HeadRow,
        proposal: &Proposal,
    ) -> Outcome<Target> {
        let (account, version) = (standing.account.account, standing.model_version);
        let (text, new, restore) = match &proposal.aim {
            Aim::Text(text) => {
                let text = text.replace("\r\n", "\n");
                let new = compiled(&text)?;
                (text, Arc::new(new), None)
            }
            Aim::Back => {
                let former = models::versions(tx, account, version, 1)?.pop().ok_or(Refusal::NoFormerModel)?;
                let text =
                    models::text(tx, &former.hash)?.ok_or_else(|| Failure::broken("a model without its text"))?;
                (text, parts.models.get(tx, &former.hash)?, Some(version))
            }
        };
        let pair = Pair::new(Arc::clone(&standing.model), new);
        let settled = Settled::new(&pair, &proposal.choices).map_err(Refusal::Invalid)?;
        let status = compliance::of(tx, account)?.map(|row| row.status);
        let withheld = (pair.old.withheld(status.as_deref()), pair.new.withheld(status.as_deref()));
        let id = id(account, version, head, &pair.new, proposal)?;
        let in_the_way = in_the_way(tx, account, &pair)?;
        Ok(Target { pair, settled, restore, since: Vec::new(), text, version, withheld, id, in_the_way })
    }

    /// From a model that the account had to the one that it has: what was held is moved already. `versions` are all from the former
    /// one on, the newest first.
    pub(super) fn between(
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        standing: &Standing,
        versions: &[VersionRow],
    ) -> Outcome<Target> {
        let Some((former, since)) = versions.split_last() else { return Err(Failure::broken("mails about no model")) };
        let pair = Pair::new(parts.models.get(tx, &former.hash)?, Arc::clone(&standing.model));
        let steps = since.iter().rev().map(|version| serde_json::from_str(&version.choices));
        let steps: Vec<Choices> =
            steps.collect::<Result<_, _>>().map_err(|e| Failure::broken(format!("choices of a model: {e}")))?;
        let settled = Settled::after(&pair, &steps);
        let status = compliance::of(tx, standing.account.account)?.map(|row| row.status);
        let withheld = (pair.old.withheld(status.as_deref()), pair.new.withheld(status.as_deref()));
        let (text, id, version) = (String::new(), String::new(), standing.model_version);
        let since = since.iter().map(|version| version.version).collect();
        Ok(Target { pair, settled, restore: None, since, text, version, withheld, id, in_the_way: Vec::new() })
    }

    /// The role that takes the place of this one.
    pub(super) fn role_after(&self, role: &Role) -> Option<RoleIx> {
        match self.settled.fate(What::Role, "", &role.id) {
            Fate::Stays => self.pair.new.role(&role.id),
            Fate::Becomes(to) => self.pair.new.role(to),
            Fate::Goes | Fate::Open => None,
        }
    }

    /// The ids of the kinds of both models.
    pub(super) fn kinds(&self) -> BTreeSet<String> {
        let kinds = self.pair.old.kinds().chain(self.pair.new.kinds());
        kinds.map(|(_, kind)| kind.id.to_string()).collect()
    }

    /// Refuses a model that resources don't fit into.
    pub(super) fn fits(&self) -> Outcome<()> {
        let problem = |kind: &String| FieldProblem::new("/model", "kind_in_use").with("value", kind);
        match self.in_the_way.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Invalid(self.in_the_way.iter().map(problem).collect()).into()),
        }
    }
}

fn id(account: AccountId, version: i64, head: &HeadRow, new: &Model, proposal: &Proposal) -> Outcome<String> {
    let choices = serde_json::to_vec(&proposal.choices).map_err(|e| Failure::broken(e.to_string()))?;
    let mut hasher = Sha256::new();
    hasher.update(account.uuid().as_bytes());
    hasher.update(version.to_be_bytes());
    hasher.update(head.access_revision.to_be_bytes());
    hasher.update(head.resources_revision.to_be_bytes());
    hasher.update(new.hash());
    hasher.update([u8::from(proposal.aim == Aim::Back)]);
    hasher.update(choices);
    Ok(hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

fn in_the_way(tx: &mut ReadTx<'_>, account: AccountId, pair: &Pair) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for (_, old) in pair.old.kinds() {
        let new = pair.new.kind(&old.id).map(|kind| &pair.new[kind]);
        let parent = |model: &Model, parent: Option<KindIx>| parent.map(|parent| model[parent].id.to_string());
        let same = new.is_some_and(|new| parent(&pair.new, new.parent) == parent(&pair.old, old.parent));
        if !same && resources::count(tx, account, &old.id)? > 0 {
            found.push(old.id.to_string());
        }
    }
    Ok(found)
}
