//! Closing an account (D12): the question, which wants the account's name and a password; and the page of a closed account, from which
//! those who can bring it back.

use crate::{
    console::{
        PageError,
        form::{Part, Problems},
        sent::Sent,
        visit::{InAccount, Visit},
    },
    ui::{Button, Field, Heading, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    accounts::{close, reopen},
};
use roster_domain::{id::AccountId, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    form(&at, StatusCode::OK, "", &Problems::none()).await
}

/// Closes it.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let (name, password) = (sent.get("name"), sent.raw("current_password"));
    match close::close(&at.visit.web.app, &at.visit.caller, at.here.account, name, password).await {
        Ok(done) => {
            let said = at.visit.t.with("close-done", &[("account", done.value.name.as_str().into())]);
            Ok(at.visit.go(&path(at.here.account), &said))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let problems = Problems::new(at.visit.t, &problems)
                .called(at.visit.t, &[("name", "name"), ("current_password", "close-password")]);
            form(&at, StatusCode::UNPROCESSABLE_ENTITY, name, &problems).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn form(at: &InAccount, status: StatusCode, name: &str, problems: &Problems) -> Result<Response, PageError> {
    let foreseen = close::foresee(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let (t, back) = (at.visit.t, at.path("/details"));
    let title = t.get("close-title").into_owned();
    let until = t.date_time(foreseen.purge_at, &at.visit.zone());
    let called = foreseen.name.as_str();
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.path("/close"))
        .body(html! {
            (problems.summary(t))
            (Notice::new(Tone::Danger, html! {
                p { (t.with("close-means", &[("account", called.into())])) }
                p { (t.with("close-undo", &[("until", until.as_str().into())])) }
            }))
            (Field::text("name", t.with("close-name", &[("account", called.into())])).value(name.to_owned())
                .autocomplete("off").required().error(problems.of("name")))
            (Field::password("current_password", t.get("close-password"), None).autocomplete("current-password").required()
                .error(problems.of("current_password")))
        })
        .footer(html! { (Button::cancel(back, t.get("cancel"))) (Button::submit(t.get("close-yes")).danger()) });
    Ok(at.panel(status, title, &panel))
}

/// The page of a closed account.
pub(crate) fn path(account: AccountId) -> String {
    format!("/accounts/{account}/closed")
}

/// What it is, for those who can bring it back; it is not there for anybody else.
pub(crate) async fn closed(visit: Visit, Part(account): Part) -> Result<Response, PageError> {
    let account: AccountId = account.parse().map_err(|_| Refusal::NotFound)?;
    let closed = reopen::show(&visit.web.app, &visit.caller, account).await?;
    let t = visit.t;
    let title = t.with("closed-title", &[("account", closed.name.as_str().into())]);
    let until = t.date_time(closed.purge_at, &visit.zone());
    let body = html! {
        (Heading::new(title.clone()))
        p { (t.with("closed-text", &[("until", until.as_str().into())])) }
        form method="post" action=(path(account)) {
            div.actions { (Button::submit(t.get("closed-back")).primary()) }
        }
    };
    Ok(visit.answer(StatusCode::OK, visit.page(title).console(&visit.shell(), body)))
}

/// Brings it back.
pub(crate) async fn reopen(visit: Visit, Part(account): Part) -> Result<Response, PageError> {
    let account: AccountId = account.parse().map_err(|_| Refusal::NotFound)?;
    let name = reopen::show(&visit.web.app, &visit.caller, account).await?.name;
    reopen::reopen(&visit.web.app, &visit.caller, account).await?;
    let said = visit.t.with("closed-reopened", &[("account", name.as_str().into())]);
    Ok(visit.go(&format!("/accounts/{account}"), &said))
}
