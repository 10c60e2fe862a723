//! The overview of all users of an account (A02, A15).

use super::{
    bulk, choose_columns, columns, export,
    narrow::{counted, elsewhere, empty, resources, toolbar},
    query::Query,
    row,
    views::{Counts, division, sum},
};
use crate::{
    console::{PageError, sent::Asked, visit::InAccount},
    ui::{Button, Heading, Notice, Pager, SafeUrl, Table, Tone, live_part},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    invitations::asked::{self, asked},
    members::{
        columns::columns,
        count::{count, matching},
        list::{MemberPage, sorted},
    },
};
use roster_domain::{model::Column, permission::RosterPermission};

/// How many rows a page has.
const PAGE: usize = 50;

/// The page.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    let query = Query::read(&asked)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let page = sorted(app, caller, account, query.filter(&at), query.sort, query.cursor.as_deref(), PAGE).await?;
    let counts = count(app, caller, account).await?;
    let columns = columns(app, caller, account).await?;
    let elsewhere = if page.members.is_empty() { elsewhere(&at, &query).await? } else { Vec::new() };
    let resources = resources(&at, &query).await?;
    let title = at.label("page", "members-title");
    let total = total(&at, &query, &page, &counts).await?;
    let note = note(&at, &query, &page, total);
    let body = html! {
        (heading(&at, &title))
        (second(&at))
        (open_to_all(&at))
        (asking(&at).await?)
        (division(&at, &query, &counts))
        (toolbar(&at, &query, &counts, resources).end(html! {
            (again_all(&at, &query, &page))
            (export::all_button(&at))
            (choose_columns::panel(&at, &query, &columns))
        }))
        (live_part("members", Some(&note), html! {
            @if page.members.is_empty() {
                (empty(&at, &query, &elsewhere))
            } @else {
                (table(&at, &query, columns, &page, (&title, total)))
                (pager(&at, &query, &page, note.clone()))
                @if query.narrows() { (export::matching_button(&at, &query, total)) }
            }
        }))
    };
    Ok(at.console(title, body))
}

fn heading(at: &InAccount, title: &str) -> Heading<'static> {
    let heading = Heading::new(title.to_owned());
    if !at.here.may(RosterPermission::Invite) {
        return heading;
    }
    heading.action(invite_button(at).primary())
}

/// What begins an invitation.
pub(super) fn invite_button(at: &InAccount) -> Button<'static> {
    let invite = Button::link(at.path(invite_form(at)), at.label("invite", "invite-title"));
    invite.icon(icondata_lu::LuUserPlus).panel()
}

/// Whoever is the only one to keep the account is told to add a second, as long as it is so (F25).
fn second(at: &InAccount) -> Markup {
    if !at.here.alone || at.visit.is_acting() {
        return Markup::default();
    }
    let t = at.visit.t;
    let keeps = |id: &&String| at.here.model.role(id).is_some_and(|role| at.here.model[role].keeps_account);
    let role = at.here.roles.iter().find(keeps).map(|id| at.role_label(id)).unwrap_or_default();
    let second = t.with("second-title", &[("role", role.into())]);
    html! {
        (Notice::new(Tone::Warn, html! {
            p { (t.get("second-text")) }
            @if at.here.may(RosterPermission::Invite) {
                (Button::link(at.path(invite_form(at)), second.clone()).small().panel())
            }
        }).title(second.clone()))
    }
}

/// Where people are invited, or created.
fn invite_form(at: &InAccount) -> &'static str {
    if at.here.model.invitation().welcome { "/users/new" } else { "/users/invite" }
}

/// Where people sign themselves up, whoever may invite is told the address to hand on (B10).
fn open_to_all(at: &InAccount) -> Markup {
    let here = &at.here;
    if !here.model.membership().self_sign_up || !here.may(RosterPermission::Invite) {
        return Markup::default();
    }
    let page = crate::console::sign_up::public_page(here.account);
    let address = format!("{}{page}", at.visit.web.app.settings().public_url);
    html! { p.field-hint { (at.visit.t.get("members-sign-up")) " " a href=(page) { (address) } } }
}

/// How many of those who ask for a new link are named.
const ASKING: usize = 3;

/// Who holds a dead link and asks for a new one: granted by one click (D07).
async fn asking(at: &InAccount) -> Result<Markup, PageError> {
    if !at.here.may(RosterPermission::Invite) {
        return Ok(Markup::default());
    }
    let t = at.visit.t;
    let waiting = asked(&at.visit.web.app, &at.visit.caller, at.here.account, 100).await?;
    let again = at.label("invite.again", "invite-again");
    let more = waiting.len().saturating_sub(ASKING);
    let each = |one: &asked::Asked| {
        let label = format!("{again}: {}", one.email);
        html! {
            li {
                form method="post" action=(at.user(one.member, "/send-again")) {
                    bdi { (one.email) } " " small { (at.ago(one.at.as_millisecond())) } " "
                    button.button.small type="submit" aria-label=(label) { (again) }
                }
            }
        }
    };
    Ok(html! {
        @if !waiting.is_empty() {
            (Notice::new(Tone::Info, html! {
                ul.plain { @for one in waiting.iter().take(ASKING) { (each(one)) } }
                @if more > 0 { a href=(at.path("/users?status=expired")) { (t.with("asking-more", &[("count", more.into())])) } }
            }).title(t.with("asking-title", &[("count", waiting.len().into())])))
        }
    })
}

/// Those who did not come in time can all be invited again at once (F12).
fn again_all(at: &InAccount, query: &Query, page: &MemberPage) -> Markup {
    let some = query.expired() && page.members.len() > 1;
    html! {
        @if some && at.here.may(RosterPermission::Invite) {
            form method="post" action=(at.path("/users/bulk/send-again")) {
                (Button::submit(at.visit.t.get("again-all")).sends("all", "expired").icon(icondata_lu::LuSend))
            }
        }
    }
}

/// How many there are: all in the states it is of, or those who match.
fn note(at: &InAccount, query: &Query, page: &MemberPage, total: i64) -> String {
    let t = at.visit.t;
    let shown = page.members.len();
    if page.next.is_none() && query.cursor.is_none() {
        return t.with("members-count", &[("count", shown.into())]);
    }
    let shown = t.number(i64::try_from(shown).unwrap_or(i64::MAX));
    let total = if query.narrows() { counted(at, total) } else { t.number(total) };
    t.with("of-total", &[("shown", shown.into()), ("total", total.into())])
}

/// How many the list has on all its pages. Of all in some states it is known; those who match are counted where a page does not
/// hold them.
async fn total(at: &InAccount, query: &Query, page: &MemberPage, counts: &Counts) -> Result<i64, PageError> {
    if page.next.is_none() && query.cursor.is_none() {
        return Ok(i64::try_from(page.members.len()).unwrap_or(i64::MAX));
    }
    if query.narrows() {
        return Ok(matching(&at.visit.web.app, &at.visit.caller, at.here.account, query.filter(at)).await?);
    }
    let states = query.states(at);
    Ok(sum(counts, &states.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn table(
    at: &InAccount,
    query: &Query,
    columns: Vec<Column>,
    page: &MemberPage,
    (title, total): (&str, i64),
) -> Markup {
    let t = at.visit.t;
    let mut table = Table::new(title.to_owned());
    let columns = columns::shown(query, columns);
    for column in &columns {
        table = table.column(columns::head(at, query, column));
    }
    let bulk = page.members.iter().any(|line| bulk::selectable(at, line));
    if bulk {
        table = table.selectable("bulk", t.get("select-all"));
    }
    let table = table.actions(t.get("members-actions"));
    let words = row::Words::of(at);
    let table = table.rows(page.members.iter().map(|line| row::row(at, &words, &columns, line)));
    // All who match can be meant where there are more of them than the page shows.
    let more = page.next.is_some() || query.cursor.is_some();
    let number = counted(at, total);
    let words = t.with("bulk-all-matching", &[("count", number.clone().into())]);
    let all = more.then_some((query, number, words));
    html! { (table) @if bulk { (bulk::bar(at, &page.members, all)) } }
}

fn pager(at: &InAccount, query: &Query, page: &MemberPage, note: String) -> Pager<'static> {
    let t = at.visit.t;
    let first = query.cursor.as_ref().map(|_| SafeUrl::from(query.from(None).address(at)));
    let next = page.next.as_deref().map(|next| SafeUrl::from(query.from(Some(next)).address(at)));
    Pager::new(t.get("pages"), (t.get("first-page"), first), (t.get("next-page"), next)).note(note)
}
