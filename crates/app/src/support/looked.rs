//! Each page that the operator looks at leaves a line in the account's log.

use super::goes_on;
use crate::{Actor, App, Caller, Outcome, standing::Need};
use roster_domain::{
    event::{ActorRef, Event, EventKind, Target},
    refusal::Refusal,
};

/// The longest path that is noted, in characters.
const PATH_LENGTH: usize = 300;

/// Notes a look at a page. What isn't noted isn't shown.
pub async fn looked(app: &App, caller: &Caller, path: &str) -> Outcome<()> {
    let Actor::Support { account, support } = caller.actor else { return Ok(()) };
    let path: String = path.chars().filter(|c| !c.is_control()).take(PATH_LENGTH).collect();
    let noting = Caller::new(Actor::System, caller.origin.clone());
    app.change(&noting, account, Need::System, move |scope| {
        let at = scope.at();
        if !goes_on(scope.tx, account, support, at)? {
            return Err(Refusal::NotSignedIn.into());
        }
        scope.standing.actor = ActorRef::Operator;
        let name = scope.standing.account.name.clone();
        Ok(scope.commit((), Event::new(EventKind::SupportLooked, Target::Account, name).note(path.clone())))
    })
    .await
    .map(|_| ())
}
