//! "What they can reach" (F23): the resources of a kind that a user reaches, how, since when and until when.

use super::called;
use crate::{
    console::{
        PageError, query,
        resources::OfKind,
        sent::{Asked, Named},
        visit::InAccount,
    },
    ui::{Column, Empty, Heading, Pager, Row, SafeUrl, Tab, Table, Tabs, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    access::reach::{Reach, ReachPage, Reached, reach},
    members::show::show as profile,
};
use roster_domain::{id::MemberId, model::Kind, permission::RosterPermission};

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(
    at: InAccount,
    Named(member): Named<MemberId>,
    of: OfKind,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let (app, caller, account, t) = (&at.visit.web.app, &at.visit.caller, at.here.account, at.visit.t);
    let profile = profile(app, caller, account, member).await?;
    let wanted = Reach { member, kind: kind.id.to_string(), permission: None };
    let needed = RosterPermission::ReadMembers;
    let page = reach(app, caller, account, wanted, needed, asked.some("cursor"), PAGE).await?;
    let name = called(&profile.line);
    let title = t.with("reach-title", &[("name", name.into())]);
    let body = html! {
        (Heading::new(title.clone()).back(at.user(member, ""), name.to_owned()))
        @if at.here.model.kinds().count() > 1 { (tabs(&at, member, kind)) }
        (live_part("reach", None, html! {
            @if page.resources.is_empty() && page.next.is_none() {
                (Empty::new(icondata_lu::LuFolder, t.get("reach-nothing")))
            } @else {
                (table(&at, kind, &page, &title))
                (pager(&at, member, kind, &page, asked.some("cursor").is_some()))
            }
        }))
    };
    Ok(at.console(title, body))
}

impl InAccount {
    /// The page with what a user reaches; first of all what nothing lies under.
    pub(super) fn reach_path(&self, member: MemberId) -> Option<String> {
        let kind = self.leaves().next()?;
        Some(self.reach_of(member, kind))
    }

    fn reach_of(&self, member: MemberId, kind: &Kind) -> String {
        self.user(member, &format!("/reach/{}", kind.id))
    }
}

fn tabs(at: &InAccount, member: MemberId, open: &Kind) -> Tabs<'static> {
    let tab = |kind: &Kind| {
        Tab::new(kind.plural.get(at.tag()).to_owned(), at.reach_of(member, kind)).current(kind.id == open.id)
    };
    Tabs::new(at.label("access", "access-title"), at.here.model.kinds().map(|(_, kind)| tab(kind)).collect::<Vec<_>>())
}

fn table(at: &InAccount, kind: &Kind, page: &ReachPage, title: &str) -> Table<'static> {
    let t = at.visit.t;
    let linked = at.here.may(RosterPermission::ReadMembers);
    let row = |reached: &Reached| {
        let name = &reached.row.name;
        let who = at.of_kind(kind, &format!("/{}/members", reached.row.resource));
        Row::new()
            .cell(html! {
                @if linked { a.person-name href=(SafeUrl::from(who)) { bdi { (name) } } } @else { b.name { bdi { (name) } } }
            })
            .cell(at.ways(reached.row.resource, &reached.ways, &page.names))
    };
    Table::new(title.to_owned())
        .column(Column::new(t.get("name")))
        .column(Column::new(t.get("who-how")))
        .rows(page.resources.iter().map(row))
}

fn pager(at: &InAccount, member: MemberId, kind: &Kind, page: &ReachPage, inside: bool) -> Markup {
    let t = at.visit.t;
    let list = at.reach_of(member, kind);
    let first = inside.then(|| SafeUrl::from(list.clone()));
    let next = page.next.as_deref().map(|next| SafeUrl::from(list + &query([("cursor", Some(next))])));
    let count = i64::try_from(page.resources.len()).unwrap_or(i64::MAX);
    let note = if next.is_none() && !inside { at.counted(kind, count) } else { String::new() };
    html! { (Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next)).note(note)) }
}
