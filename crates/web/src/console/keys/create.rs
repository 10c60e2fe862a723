//! Making an API key, and showing its secret once.

use crate::{
    console::{
        PageError,
        account_words::permission_key,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Checkbox, Choice, Field, Notice, Panel, Radios, Tone},
};
use axum::{http::StatusCode, response::Response};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use roster_app::{
    Failure,
    keys::create::{CreateKey, KeyOwner, create},
};
use roster_domain::{
    model::Permission,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};

/// What the fields are called.
const LABELS: [(&str, &str); 3] =
    [("label", "name"), ("permissions", "permissions-title"), ("expires_at", "keys-last-day")];

/// The form.
pub(crate) async fn show(at: InAccount) -> Response {
    form(&at, StatusCode::OK, &Pairs::default(), &Problems::none())
}

/// Makes the key. Its secret is on this page and never again.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let made = match ends(&at, &sent) {
        Ok(expires_at) => {
            let owner = if sent.get("owner") == "account" { KeyOwner::Account } else { KeyOwner::Member };
            let (label, permissions) = (sent.get("label").to_owned(), sent.all("permissions"));
            let input = CreateKey { label, owner, permissions, expires_at };
            create(&at.visit.web.app, &at.visit.once(&sent), at.here.account, input).await
        }
        Err(problem) => Err(Refusal::Invalid(vec![problem]).into()),
    };
    match made {
        // The page was loaded again: that sends the form again, and there is nothing to show a second time.
        Ok(done) if done.replayed => Ok(at
            .visit
            .go(&at.path("/keys"), &at.visit.t.with("keys-made-before", &[("name", sent.get("label").into())]))),
        Ok(done) => Ok(secret(&at, sent.get("label"), &done.value.secret)),
        Err(Failure::Refused(refusal @ Refusal::NotHeld { .. })) => {
            let problems = Problems::only("permissions", at.refusal(&refusal)).called(at.visit.t, &LABELS);
            Ok(form(&at, StatusCode::FORBIDDEN, &sent, &problems))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &LABELS);
            Ok(form(&at, StatusCode::UNPROCESSABLE_ENTITY, &sent, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The chosen day is the last on which the key works, where its maker lives.
fn ends(at: &InAccount, sent: &Pairs) -> Result<Option<Timestamp>, FieldProblem> {
    let Some(text) = sent.some("expires_at") else { return Ok(None) };
    let bad = || FieldProblem::new("/expires_at", "malformed");
    let day: Date = text.parse().map_err(|_| bad())?;
    let next = day.tomorrow().and_then(|next| next.to_zoned(at.visit.zone())).map_err(|_| bad())?;
    Ok(Some(next.timestamp()))
}

/// What can be written on a key: what its maker may in the whole account, and what may be given to them on resources.
fn offered(at: &InAccount) -> impl Iterator<Item = &Permission> {
    let here = &at.here;
    let ours = |permission: &Permission| RosterPermission::from_id(&permission.id).is_some();
    let held = here.model.permissions().filter(move |(ix, permission)| {
        here.permissions.contains(*ix) || (!ours(permission) && !permission.on.is_empty())
    });
    held.map(|(_, permission)| permission)
}

fn form(at: &InAccount, status: StatusCode, values: &Pairs, problems: &Problems) -> Response {
    let (t, list) = (at.visit.t, at.path("/keys"));
    let title = t.get("keys-new").into_owned();
    let chosen: Vec<String> = values.all("permissions");
    let (ours, theirs): (Vec<_>, Vec<_>) =
        offered(at).partition(|permission| RosterPermission::from_id(&permission.id).is_some());
    let group = |legend: &str, id: &str, permissions: &[&Permission]| {
        html! {
            @if !permissions.is_empty() {
                fieldset.field.choices id=(id) tabindex="-1" {
                    legend { (legend) }
                    div.stack { @for permission in permissions { (checkbox(at, permission, &chosen)) } }
                }
            }
        }
    };
    let product = t.with("keys-product-permissions", &[("model", at.here.model.name().get(at.tag()).into())]);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .lead(t.get("keys-new-lead"))
        .post(at.path("/keys/new"))
        .body(html! {
            (problems.summary(t))
            input type="hidden" name="once" value=(at.visit.web.app.request_name());
            (Field::text("label", t.get("name")).hint(t.get("keys-label-hint")).value(values.get("label")).max_length(200)
                .autofocus().error(problems.of("label")))
            @if at.here.may(RosterPermission::ManageKeys) {
                @let own = Choice::new("member", t.get("keys-of-member")).hint(t.get("keys-of-member-hint"));
                @let accounts = Choice::new("account", t.get("keys-of-account")).hint(t.get("keys-of-account-hint"));
                (Radios::new("owner", t.get("keys-whose"), [own, accounts])
                    .selected(if values.get("owner") == "account" { "account" } else { "member" }))
            }
            @if let Some(problem) = problems.of("permissions") { (Notice::new(Tone::Danger, html! { (problem) })) }
            (group(&product, "f-permissions", &theirs))
            (group(&t.get("keys-roster-permissions"), if theirs.is_empty() { "f-permissions" } else { "f-permissions-more" }, &ours))
            (Field::date("expires_at", t.get("keys-last-day")).aside(t.get("optional")).hint(t.get("keys-last-day-hint"))
                .value(values.get("expires_at")).error(problems.of("expires_at")))
        })
        .footer(html! { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("keys-create")).primary()) });
    at.panel(status, title, &panel)
}

fn checkbox(at: &InAccount, permission: &Permission, chosen: &[String]) -> Markup {
    let t = at.visit.t;
    let id = permission.id.to_string();
    let label = at.permission_label(&id);
    let help = match t.find(&format!("{}.help", permission_key(&id))) {
        Some(ours) => ours.into_owned(),
        None => permission.help.get(at.tag()).to_owned(),
    };
    let about = t.with("keys-about", &[("name", label.as_str().into())]);
    let checked = chosen.contains(&id);
    let checkbox = Checkbox::new("permissions", label).value(id).checked(checked);
    if help.is_empty() {
        html! { (checkbox) }
    } else {
        html! { (checkbox.tip(about, help)) }
    }
}

fn secret(at: &InAccount, label: &str, secret: &str) -> Response {
    let (t, list) = (at.visit.t, at.path("/keys"));
    let title = t.with("keys-made-title", &[("name", label.into())]);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! {
            (Notice::new(Tone::Warn, html! { (t.get("keys-shown-once")) }))
            (Field::textarea("secret", t.get("keys-secret")).rows(2).value(secret).read_only().autofocus()
                .hint(t.get("keys-copy-hint")))
        })
        .footer(html! { (Button::link(list, t.get("done")).primary()) });
    at.panel(StatusCode::OK, title, &panel)
}
