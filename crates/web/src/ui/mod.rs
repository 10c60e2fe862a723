//! The visual language of the console: every page is put together from these parts.
//!
//! Parts are small builders that render themselves ([`maud::Render`]); texts come in translated, addresses go
//! through [`SafeUrl`]. Everything is a link or a form first and works without script; `assets/console.js` only
//! makes it quicker. There is never an inline style or script, so the pages live under `script-src 'self'` and
//! Trusted Types (policy name `roster`).
//!
//! # A list page
//!
//! ```
//! use maud::html;
//! use roster_web::ui::*;
//!
//! # let words = ShellWords { skip: "Skip".into(), main_menu: "Main".into(), discard: None };
//! let shell = Shell { nav: vec![NavItem::new("Users", "/a/1/members").current(true)], ..Shell::new("Roster", "/", words) };
//! let table = Table::new("Users")
//!     .column(Column::new("Name").sort("?sort=-name", Some(Sort::Ascending)))
//!     .column(Column::new("Status"))
//!     .row(Row::new().cell(person("Amira Khan", "amira@example.com", Some("/a/1/members/7".into())))
//!         .cell(badge(Tone::Ok, "Active")));
//! let page = Page::new("en", "Users").console(&shell, html! {
//!     (Heading::new("Users").action(Button::link("/a/1/invite", "Invite users").primary().panel()))
//!     (live_part("members", None, html! { (table) }))
//! });
//! assert!(page.into_string().starts_with("<!DOCTYPE html>"));
//! ```
//!
//! # A form that is a page of its own, and a panel where there is script
//!
//! Link to it with [`Button::panel`] or [`MenuItem::panel`]. The handler knows nothing of panels: it answers GET with
//! the page, a bad POST with the page again (422, errors in the fields) and a good one with a redirect.
//!
//! ```
//! use maud::html;
//! use roster_web::ui::*;
//!
//! # let words = ShellWords { skip: "Skip".into(), main_menu: "Main".into(), discard: None };
//! # let shell = Shell::new("Roster", "/", words);
//! let error: Option<&str> = Some("This is not an address.");
//! let panel = Panel::new("Invite users", "/a/1/members", "Close")
//!     .post("/a/1/invite")
//!     .body(html! {
//!         (ErrorSummary::new("One thing needs your attention").items(error.map(|text| ("emails", text))))
//!         (Field::textarea("emails", "Email addresses").hint("One per line.").error(error).autofocus())
//!     })
//!     .footer(html! { (Button::cancel("/a/1/members", "Cancel")) (Button::submit("Save").primary()) });
//! let page = Page::new("en", "Invite users").panel(&shell, &panel);
//! # assert!(page.into_string().contains("data-panel-body"));
//! ```
//!
//! # What pages must keep to
//!
//! * Ids: a field's is [`field_id`] of its name; menus, dialogs and tips get theirs from the page, unique in it, and
//!   in a panel different from those of the list below it.
//! * `main`, `say`, `discard`, `panel-title`, `error-summary` and those beginning with `f-` or `shell-` are taken.
//! * Addresses are whole paths (`/…`), not relative ones: in a panel a relative one would start from the list.
//! * A confirmation is a page ([`Page::confirm`]) that links open with [`MenuItem::dialog`] or [`Button::dialog`].

mod avatar;
mod badge;
mod bars;
mod bulk;
mod button;
mod chart;
mod choice;
#[cfg(test)]
mod contrast;
mod definition;
mod dialog;
mod empty;
mod error_page;
mod error_summary;
mod field;
mod filter_panel;
mod heading;
mod icon;
mod layout;
mod menu;
mod notice;
mod pager;
mod panel;
mod safe_url;
mod scale;
mod select;
mod shell;
pub mod styleguide;
mod table;
mod tabs;
mod text;
mod tiles;
mod tip;
mod toast;
mod toolbar;
mod tree;
mod verdict;

pub use avatar::{avatar, breakable, person};
pub use badge::{Tone, badge};
pub use bars::Bars;
pub use bulk::BulkBar;
pub use button::Button;
pub use chart::Chart;
pub use choice::{Checkbox, Choice, Radios};
pub use definition::Definitions;
pub use dialog::Confirm;
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use error_summary::ErrorSummary;
pub use field::{Field, field_id};
pub use filter_panel::FilterPanel;
pub use heading::{Heading, card};
pub use icon::{icon, mirrored_icon};
pub use layout::{Bare, Page, Theme};
pub use menu::{Menu, MenuItem};
pub use notice::{Notice, banner};
pub use pager::Pager;
pub use panel::Panel;
pub use safe_url::SafeUrl;
pub use select::{Select, SelectOption};
pub use shell::{Discard, NavItem, Profile, Shell, ShellWords, Shortcuts, Switcher};
pub use table::{Column, Row, Sort, Table};
pub use tabs::{Tab, Tabs};
pub use text::Text;
pub use tiles::Tiles;
pub use tip::tip;
pub use toast::Toast;
pub use toolbar::{Toolbar, live_part};
pub use tree::{Tree, TreeNode, TreeSearch};
pub use verdict::Verdicts;
