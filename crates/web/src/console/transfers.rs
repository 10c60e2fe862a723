//! Handing over a role that keeps the account (F20): the question, the offer's own page, and what is answered to it.

use super::users::called;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    text::Value,
    ui::{Button, Definitions, Field, Heading, Notice, Panel, Tone, card},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{list::MemberLine, show::show as profile},
    transfers::{
        VALID_FOR,
        accept::accept as take,
        decline::decline as refuse,
        show::{self, Transfer},
        start::start as offer,
        withdraw::withdraw as take_back,
    },
};
use roster_domain::{
    id::{MemberId, TransferId},
    refusal::Refusal,
};

impl InAccount {
    /// The page of an offer of a role.
    fn transfer(&self, transfer: TransferId, rest: &str) -> String {
        self.path(&format!("/transfers/{transfer}{rest}"))
    }
}

/// Whether the caller's role is offered to be handed over to this user: its id.
pub(super) async fn offered(at: &InAccount, line: &MemberLine) -> Result<Option<String>, PageError> {
    if at.visit.is_acting() || line.status != "active" || at.here.member == Some(line.row.member) {
        return Ok(None);
    }
    let mine = show::mine(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    Ok(mine.map(|(role, _)| role).filter(|role| !line.roles.contains(role)))
}

/// The question: what becomes of both, and the password once more.
pub(crate) async fn ask(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    form(&at, StatusCode::OK, member, None).await
}

/// Makes the offer.
pub(crate) async fn start(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    match offer(app, caller, account, member, sent.get("current_password")).await {
        Ok(done) => {
            let said = at.visit.t.get("transfer-started");
            Ok(at.visit.go(&at.transfer(done.value.transfer, ""), &said))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::Invalid(_) | Refusal::WrongState { .. } | Refusal::Throttled { .. }),
        )) => form(&at, crate::refusal::status(&refusal), member, Some(&refusal)).await,
        Err(failure) => Err(failure.into()),
    }
}

async fn form(
    at: &InAccount,
    status: StatusCode,
    member: MemberId,
    refusal: Option<&Refusal>,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let profile = profile(app, caller, account, member).await?;
    let Some((role, becomes)) = show::mine(app, caller, account).await? else {
        return Err(Refusal::NotFound.into());
    };
    let (t, name) = (at.visit.t, called(&profile.line).to_owned());
    let wrong = match refusal {
        Some(Refusal::Invalid(problems)) => problems.first().filter(|one| one.pointer == "/current_password"),
        _ => None,
    };
    let wrong = wrong.map(|problem| at.problem(problem));
    let general = match refusal {
        Some(Refusal::Invalid(problems)) if wrong.is_none() => problems.first().map(|problem| at.problem(problem)),
        Some(Refusal::Invalid(_)) | None => None,
        Some(refusal) => Some(at.refusal(refusal)),
    };
    let values: [(&str, Value<'_>); 2] = [("role", at.role_label(&role).into()), ("name", name.as_str().into())];
    let title = t.with("transfer-title", &values);
    let back = at.user(member, "");
    let password =
        Field::password("current_password", t.get("profile-current-password"), Some(t.get("sign-in-show-password")));
    let what = Definitions::new()
        .fact(t.with("transfer-becomes", &[("name", name.as_str().into())]), at.role_label(&role))
        .fact(t.get("transfer-you"), at.role_label(&becomes));
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .post(at.user(member, "/transfer"))
        .body(html! {
            @if let Some(general) = general { (Notice::new(Tone::Danger, html! { (general) })) }
            p { (t.with("transfer-means", &[("name", name.as_str().into()), ("time", t.duration(VALID_FOR).into())])) }
            (what)
            (password.autocomplete("current-password").required().hint(t.get("transfer-password-hint")).error(wrong))
        })
        .footer(html! {
            (Button::cancel(back, t.get("cancel")))
            (Button::submit(t.get("transfer-send")).primary())
        });
    Ok(at.panel(status, title, &panel))
}

/// The offer, as either of the two sees it.
pub(crate) async fn show(at: InAccount, Named(transfer): Named<TransferId>) -> Result<Response, PageError> {
    let offer = show::show(&at.visit.web.app, &at.visit.caller, at.here.account, transfer).await?;
    let t = at.visit.t;
    let other = if offer.mine_to_accept { &offer.from_name } else { &offer.to_name };
    let values: [(&str, Value<'_>); 2] = [("role", at.role_label(&offer.role).into()), ("name", other.as_str().into())];
    let title = t.with(if offer.mine_to_accept { "transfer-offered-title" } else { "transfer-title" }, &values);
    let mut what = Definitions::new()
        .fact(t.get("role"), at.role_label(&offer.role))
        .fact(t.get("transfer-from"), offer.from_name.clone())
        .fact(t.get("transfer-to"), offer.to_name.clone())
        .fact(t.get("status"), t.get(&format!("transfer-state-{}", offer.state)));
    if offer.state == "open" {
        what = what.fact(t.get("members-expires"), at.ago(offer.expires_at));
        what = what.fact(
            t.with("transfer-becomes", &[("name", offer.from_name.as_str().into())]),
            at.role_label(&offer.becomes),
        );
    }
    let body = html! {
        (Heading::new(title.clone()))
        div.column { (card(None, html! { (what) (answers(&at, &offer)) })) }
    };
    Ok(at.console(title, body))
}

fn answers(at: &InAccount, offer: &Transfer) -> Markup {
    let t = at.visit.t;
    let post = |verb: &str, button: Button<'static>| {
        html! { form method="post" action=(at.transfer(offer.transfer, &format!("/{verb}"))) { (button) } }
    };
    html! {
        @if offer.state == "open" && offer.mine_to_accept {
            p { (t.get("transfer-accept-means")) }
            div.actions {
                (post("decline", Button::submit(t.get("transfer-decline"))))
                (post("accept", Button::submit(t.get("transfer-accept")).primary()))
            }
        } @else if matches!(offer.state, "open" | "lapsed") && !offer.mine_to_accept {
            div.actions { (post("withdraw", Button::submit(t.get("transfer-withdraw")))) }
        }
    }
}

/// Open offers that concern whoever looks at their own profile, each with the way to its page; without any, how one's role is handed
/// over.
pub(super) async fn notices(at: &InAccount) -> Result<Markup, PageError> {
    if at.visit.is_guest() {
        return Ok(html! {});
    }
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let offers = show::list(app, caller, account).await?;
    let mine = if offers.is_empty() { show::mine(app, caller, account).await? } else { None };
    let t = at.visit.t;
    let told = |offer: &Transfer| {
        let key = if offer.mine_to_accept { "transfer-notice-offered" } else { "transfer-notice-waits" };
        let other = if offer.mine_to_accept { &offer.from_name } else { &offer.to_name };
        t.with(key, &[("role", at.role_label(&offer.role).into()), ("name", other.as_str().into())])
    };
    Ok(html! {
        @if let Some((role, _)) = mine {
            p.field-hint { (t.with("transfer-how", &[("role", at.role_label(&role).into())])) }
        }
        @for offer in &offers {
            (Notice::new(Tone::Info, html! {
                p { (told(offer)) }
                (Button::link(at.transfer(offer.transfer, ""), t.get("transfer-look")).small())
            }))
        }
    })
}

/// The successor takes the role over.
pub(crate) async fn accept(at: InAccount, Named(transfer): Named<TransferId>) -> Result<Response, PageError> {
    take(&at.visit.web.app, &at.visit.caller, at.here.account, transfer).await?;
    Ok(at.visit.go(&at.transfer(transfer, ""), &at.visit.t.get("transfer-accepted")))
}

/// The successor doesn't want it.
pub(crate) async fn decline(at: InAccount, Named(transfer): Named<TransferId>) -> Result<Response, PageError> {
    refuse(&at.visit.web.app, &at.visit.caller, at.here.account, transfer).await?;
    Ok(at.visit.go(&at.path(""), &at.visit.t.get("transfer-declined")))
}

/// The holder takes the offer back.
pub(crate) async fn withdraw(at: InAccount, Named(transfer): Named<TransferId>) -> Result<Response, PageError> {
    take_back(&at.visit.web.app, &at.visit.caller, at.here.account, transfer).await?;
    Ok(at.visit.go(&at.path(""), &at.visit.t.get("transfer-withdrawn")))
}
