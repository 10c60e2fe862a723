//! Changing it.

use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Field, Notice, Panel, Select, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    details::{
        edit::{self, EditDetails},
        show,
    },
};
use roster_domain::{
    model::{self, FieldKind},
    permission::RosterPermission,
    refusal::Refusal,
};
use std::collections::BTreeMap;

/// What the form shows.
struct Filled {
    name: String,
    fields: BTreeMap<String, String>,
    version: i64,
}

/// The form.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    at.must(RosterPermission::ManageAccount)?;
    let filled = stored(&at).await?;
    Ok(form(&at, StatusCode::OK, &filled, &Problems::none(), None))
}

/// Saves it.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let filled = typed(&at, &sent);
    let caller = at.having_seen(sent.version());
    let input = EditDetails { name: Some(filled.name.clone()), fields: filled.fields.clone() };
    match edit::edit(&at.visit.web.app, &caller, at.here.account, input).await {
        Ok(_) => Ok(at.visit.go(&at.path("/details"), &at.visit.t.get("details-saved"))),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let named = Problems::new(at.visit.t, &problems).called(at.visit.t, &[("name", "details-name")]);
            let problems = at.here.model.account_fields().iter().fold(named, |problems, declared| {
                let label = declared.field.label.get(at.tag()).to_owned();
                problems.named(called(declared.field.id.as_str()), label)
            });
            Ok(form(&at, StatusCode::UNPROCESSABLE_ENTITY, &filled, &problems, None))
        }
        // What was typed stays, and the next try is about what stands now.
        Err(Failure::Refused(refusal @ Refusal::Stale { current })) => {
            let filled = Filled { version: current, ..filled };
            let told = at.visit.t.get("details-stale").into_owned();
            Ok(form(&at, crate::refusal::status(&refusal), &filled, &Problems::none(), Some(told)))
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn stored(at: &InAccount) -> Result<Filled, PageError> {
    let shown = show::show(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let fields = shown.fields.into_iter().map(|(declared, value)| (declared.field.id.to_string(), value)).collect();
    Ok(Filled { name: shown.name, fields, version: shown.version })
}

fn typed(at: &InAccount, sent: &Pairs) -> Filled {
    let declared = at.here.model.account_fields().iter();
    let fields = declared.map(|declared| {
        let id = declared.field.id.to_string();
        let value = sent.get(&called(&id)).to_owned();
        (id, value)
    });
    Filled { name: sent.get("name").to_owned(), fields: fields.collect(), version: sent.version().unwrap_or(0) }
}

/// The name of a field's input: where its problems are.
fn called(id: &str) -> String {
    format!("fields/{id}")
}

fn form(at: &InAccount, status: StatusCode, filled: &Filled, problems: &Problems, told: Option<String>) -> Response {
    let (t, back) = (at.visit.t, at.path("/details"));
    let title = t.get("details-edit").into_owned();
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.path("/details/edit"))
        .body(html! {
            @if let Some(told) = told { (Notice::new(Tone::Warn, html! { (told) })) }
            (problems.summary(t))
            input type="hidden" name="version" value=(filled.version);
            (Field::text("name", t.get("details-name")).value(filled.name.clone()).max_length(200).required()
                .error(problems.of("name")))
            @for declared in at.here.model.account_fields() {
                (input(at, &declared.field, filled.fields.get(declared.field.id.as_str()), problems))
            }
        })
        .footer(html! { (Button::cancel(back, t.get("cancel"))) (Button::submit(t.get("save")).primary()) });
    at.panel(status, title, &panel)
}

fn input(at: &InAccount, field: &model::Field, value: Option<&String>, problems: &Problems) -> Markup {
    let (t, tag) = (at.visit.t, at.tag());
    let (name, value) = (called(field.id.as_str()), value.cloned().unwrap_or_default());
    let (label, hint, error) = (field.label.get(tag).to_owned(), field.help.get(tag).to_owned(), problems.of(&name));
    if field.kind == FieldKind::Choice {
        let none = (String::new(), t.get("details-none").into_owned());
        let choices = field.choices.iter().map(|choice| (choice.id.to_string(), choice.label.get(tag).to_owned()));
        let choices: Vec<_> = std::iter::once(none).chain(choices).collect();
        return html! { (Select::new(name, label, choices).selected(value).error(error)) };
    }
    let input = match field.kind {
        FieldKind::Date => Field::date(name, label),
        FieldKind::Text | FieldKind::Number | FieldKind::Choice => Field::text(name, label).max_length(500),
    };
    let input = input.value(value).error(error);
    let input = if hint.is_empty() { input } else { input.hint(hint) };
    html! { @if field.required { (input.required()) } @else { (input.aside(t.get("optional"))) } }
}
