//! What one is mailed about in an account, for oneself (F13).

use crate::{
    console::{PageError, sent::Sent, visit::InAccount},
    ui::{Button, Checkbox, Empty, Heading, card},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::members::mails::{MailChoice, mails, set_mails};

/// The page.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    let t = at.visit.t;
    let choices = mails(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let title = t.get("my-mails-title");
    let lead = t.with("my-mails-lead", &[("account", at.here.name.as_str().into())]);
    let body = html! {
        (Heading::new(title.clone()).lead(lead))
        div.column {
            @if choices.is_empty() {
                (Empty::new(icondata_lu::LuMail, t.get("my-mails-none")))
            } @else {
                (card(None, form(&at, &choices)))
            }
        }
    };
    Ok(at.console(title, body))
}

fn form(at: &InAccount, choices: &[MailChoice]) -> Markup {
    let t = at.visit.t;
    html! {
        form method="post" action=(at.path("/mails")) {
            div.stack {
                @for choice in choices {
                    @let key = choice.change.key();
                    (Checkbox::new("mails", t.get(&format!("my-mails-{key}"))).value(key).checked(choice.mailed))
                }
            }
            p.field-hint { (t.get("my-mails-others")) }
            div.actions { (Button::submit(t.get("save")).primary()) }
        }
    }
}

/// Saves.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    set_mails(&at.visit.web.app, &at.visit.caller, at.here.account, sent.all("mails")).await?;
    Ok(at.visit.go(&at.path("/mails"), &at.visit.t.get("saved")))
}
