//! One user in the list.

use super::{
    called,
    columns::{self, Shown},
    waits,
};
use crate::{
    console::visit::InAccount,
    text::Around,
    ui::{Button, Menu, MenuItem, Row},
};
use maud::{Markup, html};
use roster_app::members::list::{InvitationDelivery, MemberLine, Reach};
use roster_domain::{access::Verb, lifecycle::Step, model::Leaving, permission::RosterPermission, resource::KindIx};
use std::{borrow::Cow, cell::RefCell};

/// How much of a kind is reached: all there is, and how many.
type Much = (KindIx, bool, i64);

/// What is the same in every row, looked up once for the page.
pub(super) struct Words {
    select: Around,
    quick: Around,
    actions: Around,
    edit: String,
    access: Cow<'static, str>,
    permissions: Cow<'static, str>,
    profile: Cow<'static, str>,
    act_as: Cow<'static, str>,
    password: Cow<'static, str>,
    back: [(Step, String); 2],
    out: [(Leaving, String); 3],
    waiting: Waiting,
    /// How much people reach, in words: on a page many reach as much.
    reach: RefCell<Vec<(Much, String)>>,
}

/// The same of the rows of those who are invited.
pub(super) struct Waiting {
    again: String,
    resend: String,
    note: Cow<'static, str>,
    change: Cow<'static, str>,
    copy: Cow<'static, str>,
    merge: Cow<'static, str>,
    withdraw: Cow<'static, str>,
}

impl Words {
    pub(super) fn of(at: &InAccount) -> Words {
        let t = at.visit.t;
        Words {
            select: t.around("members-select", "name"),
            quick: t.around("users-edit", "name"),
            actions: t.around("members-actions-for", "name"),
            edit: at.label("edit", "edit"),
            access: t.get("access"),
            permissions: t.get("permissions-title"),
            profile: t.get("profile"),
            act_as: t.get("act-as"),
            password: t.get("password-link"),
            back: [Step::Enable, Step::Restore].map(|step| (step, at.back_label(step))),
            out: [Leaving::Disable, Leaving::Archive, Leaving::Delete].map(|way| (way, at.way_label(way))),
            waiting: Waiting::of(at),
            reach: RefCell::default(),
        }
    }

    /// How much of a kind somebody reaches.
    pub(super) fn reach(&self, at: &InAccount, kind: KindIx, reach: &Reach) -> String {
        let much = (kind, reach.all, reach.count);
        if let Some((_, words)) = self.reach.borrow().iter().find(|(known, _)| *known == much) {
            return words.clone();
        }
        let words = at.reach_words(&at.here.model[kind], reach);
        self.reach.borrow_mut().push((much, words.clone()));
        words
    }
}

impl Waiting {
    pub(super) fn of(at: &InAccount) -> Waiting {
        let t = at.visit.t;
        Waiting {
            again: at.label("invite.again", "invite-again"),
            resend: at.label("invite.resend", "invite-resend"),
            note: t.get("invite-resend-note"),
            change: t.get("pending-change"),
            copy: t.get("copy-link"),
            merge: t.get("merge-offer"),
            withdraw: t.get("invite-withdraw"),
        }
    }

    /// The ways to reach somebody who is invited: the mail again, the link, and the offer to bring their account along.
    pub(super) fn ways(&self, at: &InAccount, (line, page): (&MemberLine, &str)) -> [MenuItem<'_>; 3] {
        let to = |rest: &str| [page, rest].concat();
        let label = match standing(line) {
            "expired" | "untold" => self.again.as_str(),
            _ => self.resend.as_str(),
        };
        let again =
            MenuItem::post(label, to("/send-again")).sends("back", at.visit.path.clone()).icon(icondata_lu::LuSend);
        // Who was never told has no link that could die.
        let again = if standing(line) == "untold" { again } else { again.note(&*self.note) };
        let copy = MenuItem::link(&*self.copy, to("/copy-link")).icon(icondata_lu::LuLink).dialog();
        let merge = MenuItem::link(&*self.merge, to("/merge")).icon(icondata_lu::LuMerge).dialog();
        [again, copy, merge]
    }
}

/// The row, with these columns.
pub(super) fn row<'w>(at: &InAccount, words: &'w Words, columns: &[Shown], line: &MemberLine) -> Row<'w> {
    let name = called(line);
    let page = at.user(line.row.member, "");
    let mut row = Row::new().muted(matches!(line.status, "disabled" | "archived" | "deleted"));
    if super::bulk::selectable(at, line) {
        row = row.select("member", line.row.member.to_string(), words.select.say(name));
    }
    let row =
        columns.iter().fold(row, |row, column| row.cell(columns::cell(at, words, columns, (line, &page), column)));
    row.quick(quick(at, words, (line, &page), name)).menu(menu(at, words, (line, &page), name))
}

/// The pencil that appears on a row (E09).
fn quick(at: &InAccount, words: &Words, (line, page): (&MemberLine, &str), name: &str) -> Option<Button<'static>> {
    let may = at.here.may_act_on(Verb::Edit, line.row.member, &line.roles) && takes_access(line);
    let edit = |label: String| Button::link([page, "/edit"].concat(), label);
    may.then(|| edit(words.quick.say(name)).icon_only(icondata_lu::LuPencil).small().quiet().panel())
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
pub(super) fn reach_button(at: &InAccount, (line, page): (&MemberLine, &str), label: String) -> Markup {
    if label.is_empty() || !at.here.may(RosterPermission::ChangeAccess) || !takes_access(line) {
        return html! { (label) };
    }
    html! { (Button::link([page, "/access"].concat(), label).small().panel()) }
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

fn menu<'w>(at: &InAccount, words: &'w Words, (line, page): (&MemberLine, &str), name: &str) -> Menu<'w> {
    let member = line.row.member;
    let may = |permission| at.here.may(permission);
    let link = |label: &'w str, rest: &str| MenuItem::link(label, [page, rest].concat());
    let may_act = |verb| at.here.may_act_on(verb, member, &line.roles);
    let edit = (may_act(Verb::Edit) && takes_access(line))
        .then(|| link(&words.edit, "/edit").icon(icondata_lu::LuPencil).panel());
    let access = (may_act(Verb::ChangeAccess) && takes_access(line) && at.here.model.kinds().len() > 0)
        .then(|| link(&words.access, "/access").icon(icondata_lu::LuKeyRound).panel());
    let permits = super::permissions::settable(at, line)
        .then(|| link(&words.permissions, "/permissions").icon(icondata_lu::LuListChecks).panel());
    let show = link(&words.profile, "").icon(icondata_lu::LuUser);
    let back = at.way_back(line).filter(|_| may(RosterPermission::RestoreMembers) && !waits(line));
    let back = back.and_then(|step| words.back.iter().find(|(known, _)| *known == step));
    let back = back.map(|(step, label)| link(label, &["/", step.code()].concat()).icon(icondata_lu::LuUndo2).dialog());
    let menu = Menu::row(format!("m-{member}"), words.actions.say(name));
    let act_as =
        super::act_as::offered(at, line).then(|| link(&words.act_as, "/act-as").icon(icondata_lu::LuUserCheck).panel());
    let menu = super::assign::offered(at, line).fold(menu.maybe(edit), |menu, (role, label)| {
        let assign = MenuItem::post(label, [page, "/role"].concat()).sends("role", role);
        menu.item(assign.sends("back", at.visit.path.clone()).icon(icondata_lu::LuUserCog))
    });
    let menu = menu.maybe(permits).maybe(access).item(show).maybe(act_as).separator();
    let menu = if waits(line) && may(RosterPermission::Invite) {
        waiting(at, &words.waiting, (line, page), menu)
    } else {
        menu
    };
    let password = (may_act(Verb::Edit) && line.status == "active" && at.here.member != Some(member))
        .then(|| link(&words.password, "/password-link").icon(icondata_lu::LuKey).dialog());
    let menu = menu.maybe(password);
    let may_put_out = may(RosterPermission::RemoveMembers) && !at.here.stands_too_high(member, &line.roles);
    let ways = if may_put_out { at.ways_out(line) } else { Vec::new() };
    let ways = ways.into_iter().filter_map(|way| words.out.iter().find(|(known, _)| *known == way));
    ways.fold(menu.maybe(back).separator(), |menu, (way, label)| {
        let way = *way;
        let item = link(label, &["/", way.step().code()].concat()).icon(way_icon(way)).dialog();
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

fn waiting<'w>(at: &InAccount, words: &'w Waiting, (line, page): (&MemberLine, &str), menu: Menu<'w>) -> Menu<'w> {
    let to = |rest: &str| [page, rest].concat();
    let withdraw = MenuItem::link(&*words.withdraw, to("/withdraw"));
    let change = MenuItem::link(&*words.change, to("/invitation")).icon(icondata_lu::LuMailPlus).panel();
    let [again, copy, merge] = words.ways(at, (line, page));
    menu.item(again)
        .item(change)
        .item(copy)
        .item(merge)
        .separator()
        .item(withdraw.icon(icondata_lu::LuUndo2).dialog().danger())
}
