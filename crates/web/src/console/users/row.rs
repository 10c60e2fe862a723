//! One user in the list.

use super::{
    called,
    columns::{self, Shown},
    waits,
};
use crate::{
    console::visit::InAccount,
    ui::{Button, Menu, MenuItem, Row},
};
use maud::{Markup, html};
use roster_app::members::list::{InvitationDelivery, MemberLine};
use roster_domain::{access::Verb, model::Leaving, permission::RosterPermission};

/// The row, with these columns.
pub(super) fn row(at: &InAccount, columns: &[Shown], line: &MemberLine) -> Row<'static> {
    let name = called(line).to_owned();
    let mut row = Row::new().muted(matches!(line.status, "disabled" | "archived" | "deleted"));
    if super::bulk::selectable(at, line) {
        let label = at.visit.t.with("members-select", &[("name", name.as_str().into())]);
        row = row.select("member", line.row.member.to_string(), label);
    }
    let row = columns.iter().fold(row, |row, column| row.cell(columns::cell(at, columns, line, column)));
    row.quick(quick(at, line, &name)).menu(menu(at, line, &name))
}

/// The pencil that appears on a row (E09).
fn quick(at: &InAccount, line: &MemberLine, name: &str) -> Option<Button<'static>> {
    let may = at.here.may_act_on(Verb::Edit, line.row.member, &line.roles) && takes_access(line);
    let label = || at.visit.t.with("users-edit", &[("name", name.into())]);
    let edit = |label: String| Button::link(at.user(line.row.member, "/edit"), label);
    may.then(|| edit(label()).icon_only(icondata_lu::LuPencil).small().quiet().panel())
}

pub(super) fn status(at: &InAccount, line: &MemberLine) -> Markup {
    html! {
        span.cell-lines {
            (at.status_badge(standing(line)))
            @if let Some(invitation) = line.invitation.as_ref().filter(|_| waits(line)) {
                @if invitation.mail_state.as_deref() == Some("refused") {
                    small.danger-text { (at.visit.t.get("members-mail-refused")) }
                } @else if standing(line) == "invited" {
                    small { (at.visit.t.get("members-expires")) " " (at.ago(invitation.expires_at)) }
                }
            }
        }
    }
}

/// The status as people see it: who was created and not told yet waits for the mail that welcomes them (B06).
pub(super) fn standing(line: &MemberLine) -> &'static str {
    let untold = line.invitation.as_ref().is_some_and(|invitation| invitation.told.is_empty());
    if untold && line.status == "invited" { "untold" } else { line.status }
}

/// How many; where one may change it, the button that opens the panel (A11).
pub(super) fn reach_button(at: &InAccount, line: &MemberLine, label: String) -> Markup {
    if label.is_empty() || !at.here.may(RosterPermission::ChangeAccess) || !takes_access(line) {
        return html! { (label) };
    }
    html! { (Button::link(at.user(line.row.member, "/access"), label).small().panel()) }
}

/// Who is gone takes nothing.
fn takes_access(line: &MemberLine) -> bool {
    matches!(line.status, "active" | "invited" | "expired" | "disabled")
}

pub(super) fn inviter(at: &InAccount, invitation: Option<&InvitationDelivery>) -> Markup {
    let name = invitation.and_then(|invitation| invitation.inviter_name.clone());
    html! { (name.unwrap_or_else(|| at.visit.t.get("members-invited-by-operator").into_owned())) }
}

pub(super) fn sent(at: &InAccount, invitation: Option<&InvitationDelivery>) -> Markup {
    html! {
        @if let Some(invitation) = invitation {
            span.cell-lines {
                @match invitation.told.as_str() {
                    "" => { span { (at.status_label("untold")) } }
                    "link" => { span { (at.ago(invitation.sent_at)) } small { (at.visit.t.get("members-link-copied")) } }
                    _ => { span { (at.ago(invitation.sent_at)) } (delivery(at, invitation)) }
                }
            }
        }
    }
}

/// What became of the invitation's newest mail (F13).
fn delivery(at: &InAccount, invitation: &InvitationDelivery) -> Markup {
    let t = at.visit.t;
    html! {
        @match invitation.mail_state.as_deref() {
            Some("sent") => small { (t.get("members-delivered")) @if let Some(when) = invitation.delivered_at { " " (at.ago(when)) } },
            Some("refused") => {
                small.danger-text {
                    (t.get("members-mail-refused"))
                    @if let Some(answer) = &invitation.mail_answer { ": " bdi { (answer) } }
                }
            }
            Some("queued" | "sending") => {
                small {
                    (t.get("members-mail-queued"))
                    @if let Some(answer) = invitation.mail_answer.as_ref().filter(|answer| !answer.is_empty()) { ": " bdi { (answer) } }
                }
            }
            _ => {}
        }
    }
}

pub(super) fn ends(at: &InAccount, line: &MemberLine) -> Markup {
    html! { @if let Some(until) = line.row.invited_until.filter(|_| standing(line) != "untold") { (at.ago(until)) } }
}

pub(super) fn last_active(at: &InAccount, line: &MemberLine) -> Markup {
    html! {
        @match line.row.last_active_at {
            Some(when) => (at.ago(when)),
            None if waits(line) => {},
            None => small { (at.visit.t.get("never")) },
        }
    }
}

fn menu(at: &InAccount, line: &MemberLine, name: &str) -> Menu<'static> {
    let (t, member) = (at.visit.t, line.row.member);
    let may = |permission| at.here.may(permission);
    let link = |label: String, rest: &str| MenuItem::link(label, at.user(member, rest));
    let may_act = |verb| at.here.may_act_on(verb, member, &line.roles);
    let edit = (may_act(Verb::Edit) && takes_access(line))
        .then(|| link(at.label("edit", "edit"), "/edit").icon(icondata_lu::LuPencil).panel());
    let access = (may_act(Verb::ChangeAccess) && takes_access(line) && at.here.model.kinds().len() > 0)
        .then(|| link(t.get("access").into_owned(), "/access").icon(icondata_lu::LuKeyRound).panel());
    let permits = super::permissions::settable(at, line)
        .then(|| link(t.get("permissions-title").into_owned(), "/permissions").icon(icondata_lu::LuListChecks).panel());
    let show = link(t.get("profile").into_owned(), "").icon(icondata_lu::LuUser);
    let back = at.way_back(line).filter(|_| may(RosterPermission::RestoreMembers) && !waits(line));
    let back =
        back.map(|step| link(at.back_label(step), &format!("/{}", step.code())).icon(icondata_lu::LuUndo2).dialog());
    let menu = Menu::row(format!("m-{member}"), t.with("members-actions-for", &[("name", name.into())]));
    let act_as = super::act_as::offered(at, line)
        .then(|| link(t.get("act-as").into_owned(), "/act-as").icon(icondata_lu::LuUserCheck).panel());
    let menu = super::assign::offered(at, line).fold(menu.maybe(edit), |menu, (role, label)| {
        let assign = MenuItem::post(label, at.user(member, "/role")).sends("role", role);
        menu.item(assign.sends("back", at.visit.path.clone()).icon(icondata_lu::LuUserCog))
    });
    let menu = menu.maybe(permits).maybe(access).item(show).maybe(act_as).separator();
    let menu = if waits(line) && may(RosterPermission::Invite) { waiting(at, line, menu) } else { menu };
    let password = (may_act(Verb::Edit) && line.status == "active" && at.here.member != Some(member))
        .then(|| link(t.get("password-link").into_owned(), "/password-link").icon(icondata_lu::LuKey).dialog());
    let menu = menu.maybe(password);
    let may_put_out = may(RosterPermission::RemoveMembers) && !at.here.stands_too_high(member, &line.roles);
    let ways = if may_put_out { at.ways_out(line) } else { Vec::new() };
    ways.into_iter().fold(menu.maybe(back).separator(), |menu, way| {
        let item = link(at.way_label(way), &format!("/{}", way.step().code())).icon(way_icon(way)).dialog();
        menu.item(if way == Leaving::Disable { item } else { item.danger() })
    })
}

/// The picture of a way out.
pub(super) fn way_icon(way: Leaving) -> icondata_core::Icon {
    match way {
        Leaving::Disable => icondata_lu::LuUserX,
        Leaving::Archive => icondata_lu::LuArchive,
        Leaving::Delete => icondata_lu::LuTrash2,
    }
}

fn waiting(at: &InAccount, line: &MemberLine, menu: Menu<'static>) -> Menu<'static> {
    let (t, member) = (at.visit.t, line.row.member);
    let label = match standing(line) {
        "expired" | "untold" => at.label("invite.again", "invite-again"),
        _ => at.label("invite.resend", "invite-resend"),
    };
    let again = MenuItem::post(label, at.user(member, "/send-again"))
        .sends("back", at.visit.path.clone())
        .icon(icondata_lu::LuSend);
    // Who was never told has no link that could die.
    let again = if standing(line) == "untold" { again } else { again.note(t.get("invite-resend-note")) };
    let withdraw = MenuItem::link(t.get("invite-withdraw"), at.user(member, "/withdraw"));
    let change =
        MenuItem::link(t.get("pending-change"), at.user(member, "/invitation")).icon(icondata_lu::LuMailPlus).panel();
    let copy = MenuItem::link(t.get("copy-link"), at.user(member, "/copy-link")).icon(icondata_lu::LuLink).dialog();
    let merge = MenuItem::link(t.get("merge-offer"), at.user(member, "/merge")).icon(icondata_lu::LuMerge).dialog();
    menu.item(again)
        .item(change)
        .item(copy)
        .item(merge)
        .separator()
        .item(withdraw.icon(icondata_lu::LuUndo2).dialog().danger())
}
