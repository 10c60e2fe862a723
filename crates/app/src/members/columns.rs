//! Which columns of the list of members somebody sees: those of the model, or those they chose for themself (C08).

use crate::{
    Actor, App, Caller, Outcome,
    scope::Housekeeping,
    standing::{Need, Standing},
};
use roster_domain::{
    id::{AccountId, MemberId},
    model::Column,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::list_columns;

/// The columns, in the order in which they are shown.
pub async fn columns(app: &App, caller: &Caller, account: AccountId) -> Outcome<Vec<Column>> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        let model = view.standing.model.clone();
        // Whoever looks and is nobody here has chosen nothing.
        let chosen = match view.standing.member() {
            Some(me) => list_columns::of(view.tx, account, me)?,
            None => None,
        };
        let Some(chosen) = chosen else { return Ok(model.console().columns.clone()) };
        // What the model no longer has is left out.
        let known = model.columns().into_iter().filter(|(word, _)| word == "name" || chosen.contains(word));
        Ok(known.map(|(_, column)| column).collect())
    })
    .await
}

/// Chooses columns by their words in the model; the name always stays. `None`: those that the model shows.
pub async fn choose_columns(
    app: &App,
    caller: &Caller,
    account: AccountId,
    chosen: Option<Vec<String>>,
) -> Outcome<()> {
    if matches!(caller.actor, Actor::Acting { .. }) {
        return Err(Refusal::NotWhileActing.into());
    }
    let (me, chosen) = app
        .view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
            let known = view.standing.model.columns();
            let unknown = chosen.iter().flatten().find(|word| !known.iter().any(|(known, _)| known == *word));
            if let Some(word) = unknown {
                let problem = FieldProblem::new("/columns", "unknown_column").with("value", word);
                return Err(Refusal::Invalid(vec![problem]).into());
            }
            Ok((me(&view.standing)?, chosen))
        })
        .await?;
    app.housekeep(Housekeeping::Views, move |tx, _| Ok(list_columns::set(tx, account, me, chosen.as_deref())?)).await
}

fn me(standing: &Standing) -> Outcome<MemberId> {
    standing.as_member()
}
