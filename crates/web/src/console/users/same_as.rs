//! "Same access as…" (F15): a colleague is searched, and the form is filled in with what they have, before anything is saved.

use super::{called, edit::several};
use crate::{
    console::{PageError, query, sent::Pairs, visit::InAccount},
    ui::{Button, Notice, Tone},
};
use maud::{Markup, html};
use roster_app::members::{
    list::{MemberFilter, MemberLine, list},
    same_access::{LeftOut, SameAccess, same_access},
};
use roster_domain::{id::MemberId, permission::RosterPermission};

/// What the form calls the colleague that is searched, and the buttons that fill in.
const LIKE: &str = "like";
const FILL: &str = "fill";

/// How many colleagues one chooses from.
const CHOICES: usize = 6;

/// How many things that are left out are named.
const NAMED: usize = 10;

/// What became of the wish.
pub(super) enum Answer {
    /// This is what they have.
    Found(Box<SameAccess>),
    /// There are several of that name.
    Which(Vec<MemberLine>),
    /// There is nobody of that name.
    Nobody,
}

/// Whether the form was sent to be filled in, and with what. The keyboard's Enter presses the first button of a form: which one was
/// meant, the field tells that has something in it.
pub(super) async fn asked(at: &InAccount, sent: &Pairs) -> Result<Option<Answer>, PageError> {
    let (like, searched) = (sent.get(LIKE), sent.some("q").is_some());
    let meant = !like.is_empty() && (sent.some(FILL).is_some() || (sent.some("find").is_some() && !searched));
    let chosen = sent.some(FILL).and_then(|value| value.parse::<MemberId>().ok());
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let member = match chosen {
        Some(member) => member,
        None if !meant => return Ok(None),
        None => {
            let filter = MemberFilter { search: Some(like.to_owned()), ..MemberFilter::default() };
            let found = list(app, caller, account, filter, None, CHOICES).await?.members;
            match found.as_slice() {
                [] => return Ok(Some(Answer::Nobody)),
                [only] => only.row.member,
                _ => return Ok(Some(Answer::Which(found))),
            }
        }
    };
    Ok(Some(Answer::Found(Box::new(same_access(app, caller, account, member).await?))))
}

/// Whether one of the buttons that fill in was pressed, whatever came of it.
pub(super) fn pressed(sent: &Pairs) -> bool {
    sent.some(FILL).is_some()
}

/// The ids of their roles, as far as they can be given here: one, where somebody has one.
pub(super) fn roles(at: &InAccount, same: &SameAccess) -> Option<Vec<String>> {
    let mut ids: Vec<String> = same.roles.iter().map(|wish| wish.role.clone()).collect();
    if !several(at) {
        ids.truncate(1);
    }
    (!ids.is_empty()).then_some(ids)
}

/// A way to take over their access, too, where the form has only their role and permissions.
pub(super) fn access_too(at: &InAccount, answer: Option<&Answer>, member: MemberId) -> Markup {
    let Some(Answer::Found(same)) = answer else { return Markup::default() };
    if same.access.is_empty() || !at.here.may(RosterPermission::ChangeAccess) {
        return Markup::default();
    }
    let path = at.user(member, "/access") + &query([(FILL, Some(same.member.to_string().as_str()))]);
    let body = html! { div.actions { (Button::link(path, at.label("access", "access-title")).small().panel()) } };
    html! { (Notice::new(Tone::Info, body).title(at.visit.t.get("same-as-access-too"))) }
}

/// The field, and what became of it. Only for those who may see colleagues.
pub(super) fn field(at: &InAccount, answer: Option<&Answer>) -> Markup {
    let t = at.visit.t;
    if !at.here.may(RosterPermission::ReadMembers) {
        return Markup::default();
    }
    html! {
        details.more open[answer.is_some()] {
            summary { (t.get("same-as")) }
            div.stack {
                div.toolbar {
                    input.input.small name=(LIKE) aria-label=(t.get("same-as-who")) placeholder=(t.get("same-as-who"))
                        autocomplete="off" maxlength="200";
                    (Button::submit(t.get("same-as-fill")).sends(FILL, "1").small())
                }
                @match answer {
                    None => {},
                    Some(Answer::Nobody) => (Notice::new(Tone::Warn, html! { (t.get("same-as-nobody")) })),
                    Some(Answer::Which(found)) => (which(at, found)),
                    Some(Answer::Found(same)) => (filled(at, same)),
                }
            }
        }
    }
}

fn which(at: &InAccount, found: &[MemberLine]) -> Markup {
    html! {
        p.field-hint { (at.visit.t.get("same-as-which")) }
        div.actions {
            @for line in found {
                @let (name, email) = (called(line), &line.row.email);
                @let label = if name == email { email.clone() } else { format!("{name} · {email}") };
                (Button::submit(label).sends(FILL, line.row.member.to_string()).small())
            }
        }
    }
}

fn filled(at: &InAccount, same: &SameAccess) -> Markup {
    let t = at.visit.t;
    let named = same.left_out.iter().take(NAMED).map(|left| match left {
        LeftOut::Role(role) => at.role_label(role),
        LeftOut::Permission(id) => at.permission_label(id),
        LeftOut::Access { name, id } => format!("{name}: {}", at.access_label(id)),
    });
    let named: Vec<String> = named.collect();
    let more = same.left_out.len() - named.len() + same.more_left_out;
    html! {
        (Notice::new(Tone::Info, html! { (t.with("same-as-filled", &[("name", same.name.as_str().into())])) }))
        @if !named.is_empty() || more > 0 {
            (Notice::new(Tone::Warn, html! {
                ul {
                    @for name in &named { li { bdi { (name) } } }
                    @if more > 0 { li { (t.with("same-as-more", &[("count", more.into())])) } }
                }
            }).title(t.get("same-as-left-out")))
        }
    }
}
