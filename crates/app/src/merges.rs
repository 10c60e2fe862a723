//! Merging an account in which somebody is alone into another one (D11).
//!
//! It takes two: an admin of the other account offers it to somebody who is invited there, and that person agrees when they accept, each
//! with their password. The person becomes a member, what is left of their credits moves, and their account is no more.

pub mod look;
pub mod merge;
pub mod offer;

use crate::{Outcome, scope::Scope, standing::Standing};
use roster_domain::{
    id::{AccountId, MemberId},
    model::{Kind, Model},
    permission::RosterPermission,
};
use roster_store::{
    ReadTx, credits,
    member_list::{self, MemberFilter, MemberSort},
    resources,
};

/// Why an account can't be merged, as a stable code. First what nobody could help: an account of many isn't merged, whoever closes it.
fn hindrance(tx: &mut ReadTx<'_>, standing: &Standing, me: MemberId, now: i64) -> Outcome<Option<&'static str>> {
    let account = standing.account.account;
    for status in ["active", "invited", "disabled"] {
        let (filter, sort) = (MemberFilter::of_status(status), MemberSort::default());
        let some = member_list::page(tx, account, &filter, sort, None, now, 2)?;
        if some.iter().any(|(row, _)| row.member != me) {
            return Ok(Some("others_are_in_it"));
        }
    }
    if !standing.may(RosterPermission::CloseAccount) {
        return Ok(Some("not_yours_to_close"));
    }
    let held = standing.model.credits().is_some() && credits::newest(tx, account)?.held > 0;
    Ok(held.then_some("credits_are_held"))
}

/// How many things of each kind there are in an account, where there are any: they stay behind.
fn things<'m>(tx: &mut ReadTx<'_>, account: AccountId, model: &'m Model) -> Outcome<Vec<(&'m Kind, i64)>> {
    let mut things = Vec::new();
    for (_, kind) in model.kinds() {
        let count = resources::count(tx, account, kind.id.as_str())?;
        things.extend((count > 0).then_some((kind, count)));
    }
    Ok(things)
}

/// Whether credits move from one account to the other: both have them, and count alike.
fn credits_move(scope: &Scope<'_, '_>, decimals: Option<u8>) -> bool {
    let here = scope.standing.model.credits().map(|credits| credits.decimals);
    here.is_some() && here == decimals
}
