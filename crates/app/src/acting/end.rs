//! Ceasing to act as another member: by one click, at any moment, also when it is over already.

use crate::{Actor, App, Caller, Failure, Outcome, Revision, people::signed_in, standing::Need};
use roster_domain::{
    event::{Event, EventKind, Target},
    id::{AccountId, Id},
    refusal::Refusal,
};
use roster_store::{
    acting,
    due::{self, DueKind},
    members,
};

/// Ends the acting of the caller in this account, if there is any; afterwards they ask in their own name again.
pub async fn end(app: &App, caller: &Caller, account: AccountId) -> Outcome<Revision> {
    let Actor::Acting { session, account: of, acting, .. } = caller.actor else {
        app.view(caller, account, Need::Member, |_| Ok(())).await?;
        signed_in(caller)?;
        return app.revision(account).await;
    };
    if of != account {
        return Err(Refusal::NotFound.into());
    }
    let own = caller.in_own_name();
    let ended = app.change(&own, account, Need::Member, move |scope| {
        let row = acting::by_id(scope.tx, account, acting)?.ok_or(Refusal::NotFound)?;
        let mine = row.session == session && scope.standing.member() == Some(row.actor);
        let at = scope.at();
        if !mine || !acting::end(scope.tx, account, acting, at)? {
            return Ok(scope.nothing(()));
        }
        due::clear(scope.tx, account, DueKind::ActingEnd, acting.uuid())?;
        let member = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
        scope.standing.on_behalf_of = Some(row.member);
        Ok(scope.commit((), Event::new(EventKind::ActingEnded, Target::Member(row.member), &member.name)))
    });
    match ended.await {
        // Whoever has no place here any more acts as nobody.
        Err(Failure::Refused(Refusal::NotFound)) => app.revision(account).await,
        Ok(done) => Ok(done.revision),
        Err(failure) => Err(failure),
    }
}
