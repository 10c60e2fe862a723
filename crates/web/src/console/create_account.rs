//! Creating an account, where the operator lets people do so.

use crate::{
    console::{PageError, form::Problems, sent::Sent, visit::Visit},
    ui::{Button, Field, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    accounts::found::{self, Offer},
};
use roster_domain::refusal::Refusal;

/// Where it is.
pub(crate) const PATH: &str = "/accounts/new";

/// The form.
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    form(&visit, StatusCode::OK, "", &Problems::none())
}

/// Creates it, and goes there.
pub(crate) async fn submit(visit: Visit, Sent(sent): Sent) -> Result<Response, PageError> {
    let name = sent.get("name");
    match found::found(&visit.web.app, &visit.once(&sent), name, sent.some("installation_key")).await {
        Ok(done) => {
            let said = visit.t.with("create-account-done", &[("account", name.into())]);
            Ok(visit.go(&format!("/accounts/{}", done.value.account), &said))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => form(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            name,
            &Problems::new(visit.t, &problems)
                .called(visit.t, &[("name", "create-account-name"), ("installation_key", "create-account-key")]),
        ),
        Err(failure) => Err(failure.into()),
    }
}

fn form(visit: &Visit, status: StatusCode, name: &str, problems: &Problems) -> Result<Response, PageError> {
    let offer = found::offer(&visit.web.app);
    if offer == Offer::Closed {
        return Err(Refusal::NotFound.into());
    }
    let (t, title) = (visit.t, visit.t.get("create-account").into_owned());
    let panel = Panel::new(title.clone(), "/accounts", t.get("close"))
        .post(PATH)
        .body(html! {
            (problems.summary(t))
            input type="hidden" name="once" value=(visit.web.app.request_name());
            (Field::text("name", t.get("create-account-name")).hint(t.get("create-account-name-hint"))
                .value(name.to_owned()).autocomplete("organization").max_length(200).required().error(problems.of("name")))
            @if offer == Offer::WithKey {
                (Field::password("installation_key", t.get("create-account-key"), None).hint(t.get("create-account-key-hint"))
                    .autocomplete("off").required().error(problems.of("installation_key")))
            }
        })
        .footer(html! { (Button::cancel("/accounts", t.get("cancel"))) (Button::submit(title.clone()).primary()) });
    Ok(visit.answer(status, visit.page(title).panel(&visit.shell(), &panel)))
}
