//! Reading an account: the same question "who may?" as for changing it, without the lock.

use crate::{
    App, Caller, Outcome, Parts,
    known::AsOf,
    standing::{Need, Standing},
};
use roster_domain::{id::AccountId, refusal::Refusal};
use roster_store::{ReadTx, accounts, db::millis};
use std::ops::Deref;

/// An open, authorised look at one account, in one consistent snapshot.
pub(crate) struct View<'a, 'tx> {
    pub(crate) tx: &'a mut ReadTx<'tx>,
    pub(crate) standing: Standing,
    pub(crate) parts: &'a Parts,
}

impl View<'_, '_> {
    /// The account that is looked at.
    pub(crate) fn account(&self) -> AccountId {
        self.standing.account.account
    }

    /// Now, as times are stored.
    pub(crate) fn at(&self) -> i64 {
        millis(self.standing.now)
    }
}

impl Deref for View<'_, '_> {
    type Target = Standing;
    fn deref(&self) -> &Standing {
        &self.standing
    }
}

impl App {
    /// Looks at an account. A refused look is a denied attempt and leaves a line in the log (A01).
    pub(crate) async fn view<T, F>(&self, caller: &Caller, account: AccountId, need: Need, body: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut View<'_, '_>) -> Outcome<T> + Send + 'static,
    {
        let look = self.look(caller, account, need, body);
        // The judge is asked with what held at one moment, not with a role of before and a grant of after a change.
        let seen = self.parts.db.read_together(look).await;
        if let Err(failure) = &seen {
            self.note_denial(caller, account, failure).await?;
        }
        seen
    }

    /// The same for a look that takes its time: it holds up nobody else's.
    pub(crate) async fn long_view<T, F>(&self, caller: &Caller, account: AccountId, need: Need, body: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut View<'_, '_>) -> Outcome<T> + Send + 'static,
    {
        let seen = self.parts.db.read(self.look(caller, account, need, body)).await;
        if let Err(failure) = &seen {
            self.note_denial(caller, account, failure).await?;
        }
        seen
    }

    fn look<T, F>(
        &self,
        caller: &Caller,
        account: AccountId,
        need: Need,
        body: F,
    ) -> impl FnOnce(&mut ReadTx<'_>) -> Outcome<T> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut View<'_, '_>) -> Outcome<T> + Send + 'static,
    {
        let (now, parts, by) = (self.moment(), self.parts.clone(), caller.clone());
        let before = parts.confirmed.before_looking(account);
        move |tx| {
            let head = accounts::head(tx, account)?.ok_or(Refusal::NotFound)?;
            let as_of = AsOf::head(&head);
            parts.confirmed.seen(account, before, as_of, now);
            let standing = Standing::find(tx, &parts, &by, account, now, Some(as_of))?;
            standing.meets(need)?;
            body(&mut View { tx, standing, parts: &parts })
        }
    }

    /// Looks at an account from memory, if it was seen a moment ago and all that is needed is remembered; otherwise, and to be
    /// refused, as [`view`](Self::view).
    pub(crate) async fn glance<T, F>(&self, caller: &Caller, account: AccountId, need: Need, body: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: Fn(&mut View<'_, '_>) -> Outcome<T> + Send + 'static,
    {
        let (now, parts) = (self.moment(), &*self.parts);
        let remembered = parts.confirmed.get(account, now).and_then(|as_of| {
            parts.db.without_reading(|tx| {
                let standing = Standing::find(tx, parts, caller, account, now, Some(as_of))?;
                standing.meets(need)?;
                body(&mut View { tx, standing, parts })
            })
        });
        match remembered {
            Some(Ok(seen)) => Ok(seen),
            // Seldom gone, and many times as large as the way above: as a part of it, it would be moved with it.
            _ => Box::pin(self.view(caller, account, need, body)).await,
        }
    }
}
