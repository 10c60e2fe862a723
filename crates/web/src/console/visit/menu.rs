//! The menus of an account: the main one, that of the workspaces, the column of the settings.

use super::InAccount;
use crate::ui::{Menu, MenuItem, NavItem, Shell, icon};
use icondata_core::Icon;
use maud::{Markup, html};
use roster_app::accounts::enter::Space;
use roster_domain::{model::UsersPage, permission::RosterPermission};

impl InAccount {
    /// The frame with this account's menu. What one may not open isn't in it (A01).
    pub(crate) fn shell(&self) -> Shell<'_> {
        let t = self.visit.t;
        let mut nav = Vec::new();
        let current = |path: &str| self.visit.path.starts_with(path);
        let mut entry = |label: String, path: String, icon| {
            let here = current(&path);
            nav.push(NavItem::new(label, path).icon(icon).current(here));
        };
        let in_menu = self.users_page() == UsersPage::MainMenu;
        if in_menu && self.here.may(RosterPermission::ReadMembers) {
            entry(self.label("page", "members-title"), self.path("/users"), icondata_lu::LuUsers);
        }
        // What waits for an answer is in sight until it is answered.
        if self.here.requests > 0 || current(&self.path("/requests")) {
            let label = match self.here.requests {
                0 => t.get("requests-title").into_owned(),
                count => t.with("requests-title-count", &[("count", count.into())]),
            };
            entry(label, self.path("/requests"), icondata_lu::LuInbox);
        }
        for (_, kind) in self.here.model.kinds() {
            let plural = kind.plural.get(self.visit.me.language.tag()).to_owned();
            entry(plural, self.path(&format!("/resources/{}", kind.id)), icondata_lu::LuFolder);
        }
        if self.here.model.credits().is_some() {
            entry(self.credits_label(), self.path("/credits"), icondata_lu::LuCoins);
        }
        let quotes = [RosterPermission::AcceptQuotations, RosterPermission::IssueQuotations];
        if self.here.model.quotations().is_some() && quotes.into_iter().any(|permission| self.here.may(permission)) {
            entry(self.quotations_label(), self.path("/quotations"), icondata_lu::LuFileText);
        }
        if self.here.model.compliance().is_some() {
            entry(self.compliance_label(), self.path("/compliance"), icondata_lu::LuShieldCheck);
        }
        if self.users_page() != UsersPage::Settings {
            self.rest_of_menu().into_iter().for_each(|(label, path, icon)| entry(label, path, icon));
        }
        let mut shell = Shell { nav, ..self.visit.frame(Some(&self.here)) };
        if let Some(account) = shell.account.as_mut().filter(|_| self.has_details()) {
            let details = MenuItem::link(self.details_label(), self.path("/details"));
            account.of_it.push(details.icon(icondata_lu::LuBuilding2));
        }
        shell.extra = match (self.colleagues(), self.spaces()) {
            (Some(colleagues), Some(spaces)) => Some(html! { (colleagues) (spaces) }),
            (colleagues, spaces) => colleagues.or(spaces),
        };
        if let (Some(profile), Some(item)) = (&mut shell.profile, self.presence_item()) {
            profile.items.insert(1, item);
        }
        let users =
            || MenuItem::link(self.label("page", "members-title"), self.path("/users")).icon(icondata_lu::LuUsers);
        match (self.users_page(), &mut shell.account, &mut shell.profile) {
            (UsersPage::AccountMenu, Some(account), _) if self.here.may(RosterPermission::ReadMembers) => {
                account.of_it.insert(0, users());
            }
            (UsersPage::Settings, _, Some(profile)) => {
                let settings = MenuItem::link(t.get("settings"), self.path("/settings"));
                profile.items.insert(0, settings.icon(icondata_lu::LuSettings));
            }
            _ => {}
        }
        shell
    }

    /// In the upper right, where everybody has one of their own: the one that is looked at, the ways to the members and to the others
    /// (D05).
    fn spaces(&self) -> Option<Markup> {
        let spaces = self.here.spaces.as_ref()?;
        let (t, model) = (self.visit.t, &self.here.model);
        let kind = model.kind(&spaces.kind).map(|kind| &model[kind])?;
        let child = kind.children.first().map(|child| &model[*child]);
        let path = |space: &Space| match child {
            Some(child) => {
                self.of_kind(child, "") + &crate::console::query([("under", Some(space.resource.to_string().as_str()))])
            }
            None => self.of_members(kind, space.resource, ""),
        };
        let looked_at = |space: &&Space| self.visit.path.contains(&space.resource.to_string());
        let current = spaces.some.iter().find(looked_at).or(spaces.some.iter().find(|space| space.own));
        let inside = html! {
            span.visually-hidden { (kind.label.get(self.visit.me.language.tag())) ": " }
            span.account-name { bdi { (current.map_or("—", |space| space.name.as_str())) } }
            (icon(icondata_lu::LuChevronsUpDown))
        };
        let menu = Menu::custom("shell-space", "top-button", None, inside);
        let menu = match self.here.may(RosterPermission::ReadMembers) {
            true => menu
                .item(
                    MenuItem::link(self.label("page", "members-title"), self.path("/users")).icon(icondata_lu::LuUsers),
                )
                .separator(),
            false => menu,
        };
        let menu = spaces.some.iter().fold(menu, |menu, space| {
            let here = current.is_some_and(|current| current.resource == space.resource);
            menu.item(MenuItem::link(space.name.clone(), path(space)).current(here))
        });
        let all = spaces.more.then(|| MenuItem::link(t.get("resources-all"), self.of_kind(kind, "")));
        Some(html! { (menu.maybe(all)) })
    }

    /// Where the way to the list of users stands, by the model.
    pub(super) fn users_page(&self) -> UsersPage {
        self.here.model.console().users_page
    }

    /// The overview, the audit log, the keys and the rules.
    fn rest_of_menu(&self) -> Vec<(String, String, Icon)> {
        let t = self.visit.t;
        let audit = (t.get("audit-title").into_owned(), self.path("/audit"), icondata_lu::LuScrollText);
        let keys = (t.get("keys-title").into_owned(), self.path("/keys"), icondata_lu::LuKeyRound);
        let model = (t.get("model-title").into_owned(), self.path("/model"), icondata_lu::LuScale);
        let manages = self.here.may(RosterPermission::ManageModel) && !self.visit.is_guest();
        let keys = (!self.visit.is_guest()).then_some(keys);
        let audit = self.here.may(RosterPermission::ReadAudit).then_some(audit);
        let overview = (t.get("overview-title").into_owned(), self.path("/overview"), icondata_lu::LuChartColumn);
        let overview = self.has_overview().then_some(overview);
        overview.into_iter().chain(audit).chain(keys).chain(manages.then_some(model)).collect()
    }

    /// What stands in the left column of the settings, where the model puts the users there (E01).
    pub(crate) fn settings(&self) -> Vec<(String, String, Icon)> {
        let users = (self.label("page", "members-title"), self.path("/users"), icondata_lu::LuUsers);
        let users = self.here.may(RosterPermission::ReadMembers).then_some(users);
        users.into_iter().chain(self.rest_of_menu()).collect()
    }
}
