//! Giving a role at once, from a row's menu, where the model has words for it (D10): "Change to admin".

use super::called;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Panel},
};
use axum::response::Response;
use maud::html;
use roster_app::{
    Failure,
    members::{list::MemberLine, set_role::set_role, show::show as profile},
};
use roster_domain::{access::Verb, id::MemberId, permission::RosterPermission, refusal::Refusal};

/// The roles that somebody doesn't have and can be given so: their ids, and what gives them.
pub(super) fn offered<'l>(at: &'l InAccount, line: &'l MemberLine) -> impl Iterator<Item = (String, String)> + use<'l> {
    let stays = matches!(line.status, "active" | "invited" | "disabled");
    let may = stays && at.here.may_act_on(Verb::ChangeRoles, line.row.member, &line.roles);
    let roles = at.here.model.roles().filter(move |(ix, _)| may && at.here.could_give_role(*ix));
    let others = roles.filter(|(_, role)| !line.roles.iter().any(|held| *role.id.as_str() == **held));
    others.filter_map(|(_, role)| Some((role.id.to_string(), role.assign.as_ref()?.get(at.tag()).to_owned())))
}

/// Gives it. What stands in the way is said in a panel.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account, role) = (&at.visit.web.app, at.here.account, sent.get("role"));
    if !at.here.may(RosterPermission::ChangeRoles) {
        // Refused and noted for what was tried.
        set_role(app, &at.visit.caller, account, member, role.to_owned()).await?;
    }
    let before = profile(app, &at.visit.caller, account, member).await?;
    let name = ("name", called(&before.line).into());
    match set_role(app, &at.visit.caller, account, member, role.to_owned()).await {
        Ok(done) => {
            let undo = done.undo.map(|seq| at.undo_path(seq));
            let key = if before.line.status == "invited" { "role-offered" } else { "role-given" };
            let said = at.visit.t.with(key, &[name, ("role", at.role_label(role).into())]);
            Ok(at.visit.go_undoable(&at.back(&sent), &said, undo.as_deref()))
        }
        Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let (t, list) = (at.visit.t, at.path("/users"));
            let title = t.with("out-not-possible", &[name]);
            let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
                .body(html! { p { (at.refusal(&refusal)) } })
                .footer(html! { (Button::cancel(list, t.get("close"))) });
            Ok(at.panel(crate::refusal::status(&refusal), title, &panel))
        }
        Err(failure) => Err(failure.into()),
    }
}
