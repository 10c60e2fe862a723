//! Agreeing to a merge: what moves and what doesn't, and with one's password it is done (D11).

use super::accept::{dead, path};
use crate::{
    Web,
    console::{
        PageError,
        form::{Form, Part, Problems},
        visit::{bare_page, person_of},
    },
    request::{MaybeSession, current_language, flash_cookie},
    text::{Text, isolate},
    ui::{Button, Choice, Field, Notice, Radios, SafeUrl, Tone},
};
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    Caller, Failure,
    merges::{
        look::{Leaving, LeftOver, MergePlan, look},
        merge::merge,
    },
    people::Me,
};
use roster_domain::{id::AccountId, refusal::Refusal};
use serde::Deserialize;

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Agreed {
    account: String,
    current_password: String,
}

/// The dry run.
pub(crate) async fn show(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
) -> Result<Response, PageError> {
    let me = signed_in(&web, &caller, &token).await?;
    Ok(match look(&web.app, &caller, &token).await {
        Ok(plan) => page(&web, StatusCode::OK, &token, &plan, "", &Problems::none()),
        Err(failure) => refused(&web, &token, &me, failure),
    })
}

/// Merges.
pub(crate) async fn submit(
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Part(token): Part,
    Form(sent): Form<Agreed>,
) -> Result<Response, PageError> {
    let me = signed_in(&web, &caller, &token).await?;
    let plan = match look(&web.app, &caller, &token).await {
        Ok(plan) => plan,
        Err(failure) => return Ok(refused(&web, &token, &me, failure)),
    };
    let done = match sent.account.parse::<AccountId>() {
        Ok(account) => merge(&web.app, &caller, &token, account, &sent.current_password).await,
        Err(_) => Err(Refusal::field("/account", "empty").into()),
    };
    let t = Text::for_language(me.language);
    match done {
        Ok(done) => {
            let said = t.with("merge-done", &[("account", plan.name.as_str().into())]);
            let mut response = Redirect::to(&format!("/accounts/{}", done.value.account)).into_response();
            response.headers_mut().append(SET_COOKIE, flash_cookie(&web, &said));
            Ok(response)
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(t, &problems)
                .called(t, &[("account", "merge-which"), ("current_password", "merge-password")]);
            Ok(page(&web, StatusCode::UNPROCESSABLE_ENTITY, &token, &plan, &sent.account, &problems))
        }
        Err(failure) => Ok(refused(&web, &token, &me, failure)),
    }
}

async fn signed_in(web: &Web, caller: &Caller, token: &str) -> Result<Me, PageError> {
    let me = person_of(web, caller).await?;
    me.ok_or_else(|| PageError::SignIn(format!("{}/merge", path(token))))
}

fn refused(web: &Web, token: &str, me: &Me, failure: Failure) -> Response {
    match failure {
        // The invitation's page says for whom it is.
        Failure::Refused(Refusal::NotTheInvited) => Redirect::to(&path(token)).into_response(),
        Failure::Refused(Refusal::WrongState { .. }) => dead::in_already(web),
        failure @ Failure::Refused(Refusal::DeadLink(_)) => dead::page(web, token, Some(me), failure),
        failure => PageError::from(failure).into_response(),
    }
}

/// The way to this page from that of the invitation.
pub(super) fn way(t: &'static Text, token: &str) -> Markup {
    html! {
        section.stack {
            p { (t.get("merge-way")) }
            (Button::link(format!("{}/merge", path(token)), t.get("merge-look")))
        }
    }
}

fn page(web: &Web, status: StatusCode, token: &str, plan: &MergePlan, chosen: &str, problems: &Problems) -> Response {
    let t = Text::for_language(current_language());
    let name = plan.name.as_str();
    let title = t.with("merge-title", &[("account", name.into())]);
    let (able, unable): (Vec<&Leaving>, Vec<&Leaving>) = plan.accounts.iter().partition(|one| one.hindrance.is_none());
    let choices = able.iter().map(|one| Choice::new(one.account.to_string(), one.name.clone()));
    let chosen =
        if chosen.is_empty() { able.first().map(|one| one.account.to_string()) } else { Some(chosen.to_owned()) };
    let password = Field::password("current_password", t.get("merge-password"), Some(t.get("sign-in-show-password")));
    let role = plan.role.get(t.language().tag());
    let body = html! {
        (problems.summary(t))
        h1 { (title) }
        p.lead { (t.with("merge-lead", &[("account", name.into()), ("role", role.into())])) }
        @for one in &plan.accounts { (leaving(t, one, name)) }
        @if able.is_empty() {
            p { (t.get("merge-none")) }
        } @else {
            (Notice::new(Tone::Warn, html! { (t.get("merge-for-good")) }))
            form.stack method="post" action=(SafeUrl::from(format!("{}/merge", path(token)))) {
                (Radios::new("account", t.get("merge-which"), choices).selected(chosen.unwrap_or_default())
                    .error(problems.of("account")))
                (password.autocomplete("current-password").required().error(problems.of("current_password")))
                (Button::submit(t.with("merge-do", &[("account", name.into())])).danger())
            }
        }
        p { a href=(SafeUrl::from(path(token))) { (t.get("merge-only-join")) } }
        @if !unable.is_empty() { p.field-hint { (t.get("merge-unable")) } }
    };
    (status, bare_page(web, t, &title, body)).into_response()
}

/// What becomes of one account.
fn leaving(t: &'static Text, of: &Leaving, into: &str) -> Markup {
    html! {
        section.stack {
            h2.group-title { bdi { (of.name) } }
            @if let Some(code) = of.hindrance { p { (t.get(&format!("problem-{code}"))) } }
            @else {
                ul.points {
                    @if let Some(left) = of.credits.as_ref().filter(|left| left.amount > 0) { li { (credits(t, left, into)) } }
                    @for things in &of.things { li { (t.with("merge-stays", &[("things", counted(t, things).into()), ("count", things.count.into())])) } }
                    @if of.keys > 0 { li { (t.with("merge-keys", &[("count", of.keys.into()), ("names", key_names(t, of).into())])) } }
                    li { (t.with("merge-gone", &[("account", of.name.as_str().into())])) }
                }
                form method="post" action=(SafeUrl::from(format!("/accounts/{}/archive", of.account))) {
                    (Button::submit(t.get("merge-download")).small())
                }
            }
        }
    }
}

/// What the keys that die are called: the oldest, and how many more.
fn key_names(t: &'static Text, of: &Leaving) -> String {
    let names =
        of.key_labels.iter().map(|label| isolate(label, t.language().direction())).collect::<Vec<_>>().join(", ");
    match usize::try_from(of.keys).unwrap_or(0).saturating_sub(of.key_labels.len()) {
        0 => names,
        more => format!("{names} {}", t.with("keys-and-more", &[("count", more.into())])),
    }
}

fn counted(t: &'static Text, of: &roster_app::merges::look::Things) -> String {
    let category = t.with("plural-category", &[("count", of.count.into())]);
    let counted = of.counted.get(t.language().tag(), &category, u64::try_from(of.count).unwrap_or(0));
    counted.unwrap_or_else(|| format!("{} {}", t.number(of.count), of.plural.get(t.language().tag())))
}

fn credits(t: &'static Text, left: &LeftOver, into: &str) -> String {
    let (number, unit) = (t.amount(left.amount, left.unit.decimals), left.unit.unit.get(t.language().tag()));
    let amount = if unit.is_empty() { number } else { format!("{number} {unit}") };
    let key = if left.moves { "merge-credits-move" } else { "merge-credits-lost" };
    t.with(key, &[("amount", amount.into()), ("account", into.into())])
}
