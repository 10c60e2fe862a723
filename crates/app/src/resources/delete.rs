//! Deleting a resource, with all access to it. What has others under it is emptied first.

use crate::{
    App, Caller, Done, Outcome,
    scope::Scope,
    standing::{Need, Standing},
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, ResourceId},
    model::Kind,
    permission::PermissionIx,
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{
    ReadTx, grants, invitations, lost_access, members,
    resources::{self, ResourceRow},
};

/// How many of those who lose access the event names; the others are counted.
const NAMED: i64 = 20;

/// How many lose with a resource what they were given on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// How many resources lie right under it. With any it can't be deleted.
    pub under: i64,
    /// Members who are in, or disabled.
    pub members: i64,
    /// Those who are invited and have not come yet.
    pub invitations: i64,
}

/// Deletes. Whoever had access has another version afterwards, and who is invited to it will be told that it is gone.
pub async fn delete(app: &App, caller: &Caller, account: AccountId, resource: ResourceId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let row = changeable(scope, resource, |kind| kind.delete_needs)?;
        if resources::children(scope.tx, account, resource)? > 0 {
            return Err(Refusal::WrongState { state: "not_empty" }.into());
        }
        let changes = lost(scope, resource)?;
        invitations::note_loss(scope.tx, account, resource, &row.name)?;
        let at = scope.at();
        lost_access::note(scope.tx, account, resource, at)?;
        members::touch_holders(scope.tx, account, resource)?;
        resources::delete(scope.tx, account, resource)?;
        let event = Event::new(EventKind::ResourceDeleted, Target::Resource(resource), row.name);
        Ok(scope.commit((), event.changes(changes)))
    })
    .await
}

/// How many would lose access, for whoever may delete it.
pub async fn look(app: &App, caller: &Caller, account: AccountId, resource: ResourceId) -> Outcome<Loss> {
    app.view(caller, account, Need::Member, move |view| {
        holding(&view.standing, view.tx, resource, |kind| kind.delete_needs)?;
        let under = resources::children(view.tx, account, resource)?;
        Ok(Loss { under, ..loss(view.tx, account, resource)? })
    })
    .await
}

fn loss(tx: &mut ReadTx<'_>, account: AccountId, resource: ResourceId) -> Outcome<Loss> {
    let mut loss = Loss::default();
    for (status, count) in grants::holder_counts(tx, account, resource)? {
        match status.as_str() {
            "active" | "disabled" => loss.members += count,
            "invited" => loss.invitations += count,
            // Who is out has nothing to lose.
            _ => {}
        }
    }
    Ok(loss)
}

/// Who loses what: all are counted, some named.
fn lost(scope: &mut Scope<'_, '_>, resource: ResourceId) -> Outcome<Vec<Change>> {
    let account = scope.account();
    let Loss { members, invitations, .. } = loss(scope.tx, account, resource)?;
    let mut changes = Vec::new();
    let groups: [(&str, i64, &[&str]); 2] =
        [("members_with_access", members, &["active", "disabled"]), ("invited_with_access", invitations, &["invited"])];
    for (field, count, statuses) in groups {
        if count == 0 {
            continue;
        }
        changes.push(Change::new(field, Some(count.to_string()), Some("0".to_owned())));
        for holder in grants::on_resource(scope.tx, account, resource, statuses, NAMED)? {
            changes.push(Change::of("access_of", &holder.name, Some(holder.value), None));
        }
    }
    Ok(changes)
}

/// A resource the caller sees, in the version they have seen, on which they hold what the kind asks for.
pub(super) fn changeable(
    scope: &mut Scope<'_, '_>,
    resource: ResourceId,
    needs: impl Fn(&Kind) -> PermissionIx,
) -> Outcome<ResourceRow> {
    let (row, _) = holding(&scope.standing, scope.tx, resource, needs)?;
    scope.expect_version(row.version)?;
    Ok(row)
}

/// A resource the caller sees and on which they hold what the kind asks for, with the way up from it.
pub(super) fn holding(
    standing: &Standing,
    tx: &mut ReadTx<'_>,
    resource: ResourceId,
    needs: impl Fn(&Kind) -> PermissionIx,
) -> Outcome<(ResourceRow, Chain)> {
    let row = resources::by_id(tx, standing.account.account, resource)?.ok_or(Refusal::NotFound)?;
    let chain = standing.chain(tx, resource)?;
    let set = standing.set_on(&chain);
    if set.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let kind = chain.kind().ok_or(Refusal::NotFound)?;
    let needed = needs(&standing.model[kind]);
    if !standing.holds_with(&set, needed) {
        let permission = standing.model[needed].id.to_string();
        return Err(Refusal::Forbidden { permission }.into());
    }
    Ok((row, chain))
}
