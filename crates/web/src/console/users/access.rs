//! A user's access to resources: added, changed and taken away (A11).

use super::{
    Errors, called, field_errors,
    merge::{Threefold, told},
    tree::{Chosen, GROUP, Resources},
};
use crate::{
    console::{
        PageError,
        sent::{Asked, Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        set_access::{AccessEdit, set_access},
        show::{MemberProfile, show as profile},
    },
};
use roster_domain::{
    id::{MemberId, ResourceId},
    refusal::Refusal,
};

/// What the form was made from: `was[<id>]`, only where a level was given.
const WAS: &str = "was";

/// The panel.
pub(crate) async fn show(
    at: InAccount,
    Named(member): Named<MemberId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = &profile.not_editable {
        return Err(refusal.clone().into());
    }
    let resources = Resources::load(&at).await?;
    let given = levels(&profile);
    let revived = if given.is_empty() { "access-revived-nothing" } else { "access-revived" };
    let before = match (asked.some("next"), at.visit.t.find(revived)) {
        (Some(_), Some(told)) => html! { (Notice::new(Tone::Info, html! { (told) })) },
        _ => Markup::default(),
    };
    Ok(panel(&at, StatusCode::OK, &profile, &resources, &given, &Errors::default(), before))
}

/// Saves what was changed.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let read = |group| -> Chosen {
        let all = sent.group::<ResourceId>(group).into_iter();
        all.map(|(resource, level)| (resource, level.to_owned())).collect()
    };
    let (mine, was) = (read(GROUP), read(WAS));
    let mut edits: Vec<AccessEdit> = mine
        .iter()
        .filter(|(resource, level)| was.get(resource).map_or("", String::as_str) != level.as_str())
        .map(|(resource, level)| AccessEdit {
            resource: *resource,
            level: Some(level.clone()).filter(|level| !level.is_empty()),
        })
        .collect();
    edits.sort_by_key(|edit| edit.resource);
    match set_access(app, &at.having_seen(sent.version()), account, member, edits).await {
        Ok(_) => {}
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => return Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let profile = profile(app, &at.visit.caller, account, member).await?;
            let resources = Resources::load(&at).await?;
            return Ok(again(&at, &profile, &resources, &refusal, &mine, &was));
        }
        Err(failure) => return Err(failure.into()),
    }
    let profile = profile(app, &at.visit.caller, account, member).await?;
    let said = at.visit.t.with("access-done", &[("name", called(&profile.line).into())]);
    Ok(at.visit.go(&at.back(&sent), &said))
}

/// The panel once more, with what was chosen, and with what is wrong or was changed meanwhile.
fn again(
    at: &InAccount,
    profile: &MemberProfile,
    resources: &Resources,
    refusal: &Refusal,
    mine: &Chosen,
    was: &Chosen,
) -> Response {
    let now = levels(profile);
    let Refusal::Stale { .. } = refusal else {
        let errors = field_errors(at, refusal, &[]);
        let status = crate::refusal::status(refusal);
        return panel(at, status, profile, resources, mine, &errors, Markup::default());
    };
    let level = |of: &'_ Chosen, resource: &ResourceId| of.get(resource).cloned().unwrap_or_default();
    let rows: Vec<(ResourceId, [String; 3])> = mine
        .keys()
        .map(|resource| (*resource, [level(was, resource), level(mine, resource), level(&now, resource)]))
        .collect();
    let mut fields: Vec<(ResourceId, Threefold<'_>)> = rows
        .iter()
        .map(|(resource, [was, mine, now])| {
            let label = resources.name(*resource).unwrap_or_default().to_owned();
            (*resource, Threefold { label, was, mine, now })
        })
        .collect();
    fields.sort_by(|(_, one), (_, other)| at.visit.t.compare(&one.label, &other.label));
    let merged: Chosen = fields.iter().map(|(resource, field)| (*resource, field.merged().to_owned())).collect();
    let fields: Vec<Threefold<'_>> = fields.into_iter().map(|(_, field)| field).collect();
    let told = told(at, &fields, |level| at.level_label(level));
    panel(at, StatusCode::PRECONDITION_FAILED, profile, resources, &merged, &Errors::default(), told)
}

/// The levels that are given.
fn levels(profile: &MemberProfile) -> Chosen {
    let given = profile.access.iter().filter(|grant| grant.slot == roster_app::members::show::LEVEL);
    given.map(|grant| (grant.resource, grant.value.clone())).collect()
}

fn panel(
    at: &InAccount,
    status: StatusCode,
    profile: &MemberProfile,
    resources: &Resources,
    chosen: &Chosen,
    errors: &Errors,
    before: Markup,
) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let list = at.path("/users");
    let title = at.label("access", "access-title");
    let sleeps = line.reach.iter().any(|reach| reach.all);
    let given = levels(profile);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .lead(format!("{} · {}", called(line), at.role_labels(&line.roles)))
        .post(at.user(line.row.member, "/access"))
        .body(html! {
            (errors.summary(at))
            (before)
            @if sleeps {
                (Notice::new(Tone::Info, html! {
                    (t.with("access-sleeps", &[("roles", at.role_labels(&line.roles).into())]))
                }))
            }
            input type="hidden" name="version" value=(line.row.version);
            @for (resource, level) in &given { input type="hidden" name={ (WAS) "[" (resource) "]" } value=(level); }
            @if resources.is_empty() {
                p { (t.get("access-nothing-there")) }
            } @else {
                (resources.tree(at, "access", chosen))
            }
            @if resources.cut { (Notice::new(Tone::Info, html! { (t.get("access-cut")) })) }
        })
        .footer(html! { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("save")).primary()) });
    at.panel(status, t.with("access-of", &[("name", called(line).into())]), &panel)
}
