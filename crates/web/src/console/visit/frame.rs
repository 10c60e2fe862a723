//! What stands around a page of somebody who is signed in: their accounts, their profile.

use super::Visit;
use crate::{
    console::acting,
    ui::{Discard, MenuItem, Profile, Shell, ShellWords, Shortcuts, Switcher},
};
use roster_app::accounts::enter::Here;

impl Visit {
    /// The frame around pages that are in no account.
    pub(crate) fn shell(&self) -> Shell<'_> {
        self.frame(None)
    }

    pub(super) fn frame(&self, here: Option<&Here>) -> Shell<'_> {
        let t = self.t;
        let words = ShellWords {
            skip: t.get("skip-to-content"),
            main_menu: t.get("main-navigation"),
            discard: Some(Discard {
                question: t.get("discard-question"),
                keep: t.get("discard-keep"),
                discard: t.get("discard-discard"),
            }),
        };
        // Whoever acts as somebody stays in the account, and reaches nobody's profile.
        let others = self.me.accounts.iter().filter(|_| !self.is_guest());
        let accounts: Vec<MenuItem<'_>> = others
            .map(|account| {
                let current = here.is_some_and(|here| here.account == account.account);
                MenuItem::link(account.name.clone(), format!("/accounts/{}", account.account)).current(current)
            })
            .collect();
        let (name, label) = (here.map(|here| here.name.clone()), t.get("switch-account"));
        let switcher = name.map(|name| Switcher { name: name.into(), label, accounts, of_it: Vec::new() });
        let first = match here.filter(|_| self.is_acting()) {
            Some(here) => MenuItem::post(t.get("acting-end"), acting::end_path(here.account)),
            None if self.is_looking() => {
                MenuItem::post(t.get("support-end"), format!("{}/support/end", self.account_path(here)))
            }
            None => MenuItem::link(t.get("profile"), "/me"),
        };
        let mails = here.filter(|_| !self.is_guest()).map(|here| format!("/accounts/{}/mails", here.account));
        let mails = mails.map(|path| MenuItem::link(t.get("my-mails-title"), path));
        let out = (!self.is_looking()).then(|| MenuItem::post(t.get("sign-out"), "/sign-out"));
        let mine = (!self.is_guest()).then(|| MenuItem::link(t.get("accounts-title"), "/accounts"));
        let items = std::iter::once(first).chain(self.own_place(here)).chain(mails).chain(mine).chain(out).collect();
        let profile = Profile {
            name: self.me.name.clone().into(),
            email: if self.is_looking() { String::new() } else { self.me.email.as_written().to_owned() }.into(),
            label: t.get("your-account"),
            items,
        };
        let home =
            here.filter(|_| self.is_guest()).map_or("/".to_owned(), |here| format!("/accounts/{}", here.account));
        let keys = vec![
            ("/".into(), t.get("shortcut-search")),
            ("↑ ↓".into(), t.get("shortcut-menu")),
            (t.get("shortcut-range-key"), t.get("shortcut-range")),
            ("Esc".into(), t.get("shortcut-escape")),
            ("?".into(), t.get("shortcut-help")),
        ];
        let shortcuts = Some(Shortcuts { title: t.get("shortcuts-title"), keys, close: t.get("close") });
        Shell {
            account: switcher,
            profile: Some(profile),
            shortcuts,
            ..Shell::new(self.web.config.product.clone(), home, words)
        }
    }

    /// The way to what the account has of oneself, also for whoever sees no list of its members.
    fn own_place(&self, here: Option<&Here>) -> Option<MenuItem<'static>> {
        let (here, member) = here.filter(|_| !self.is_guest()).and_then(|here| Some((here, here.member?)))?;
        let label = self.t.with("your-place", &[("account", here.name.as_str().into())]);
        Some(MenuItem::link(label, format!("/accounts/{}/users/{member}", here.account)))
    }

    fn account_path(&self, here: Option<&Here>) -> String {
        here.map_or_else(String::new, |here| format!("/accounts/{}", here.account))
    }
}
