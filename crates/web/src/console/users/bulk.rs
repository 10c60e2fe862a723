//! What is done to many users at once, with a report on each (F10, F12).

use super::{called, waits};
use crate::{
    console::{
        PageError,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{Column, Confirm, Heading, Row, Table, Tone, badge},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure, Outcome,
    invitations::{send_again::send_again, withdraw::withdraw},
    members::{
        list::{MemberFilter, MemberLine, list},
        show::show as profile,
    },
};
use roster_domain::{id::MemberId, refusal::Refusal};

/// The most users that one form may name: those of a page of the list, and some.
const MOST: usize = 200;

/// What becomes of one of them.
enum Deed {
    SendAgain,
    Withdraw,
}

/// Sends the invitations of those selected again; all that ran out, after asking first.
pub(crate) async fn send_again_all(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    if sent.some("all").is_none() {
        return carry_out(&at, selected(&sent)?, &Deed::SendAgain).await;
    }
    let expired = expired(&at).await?;
    if expired.is_empty() {
        return Ok(at.visit.go(&at.path("/users"), &at.visit.t.get("nothing-found")));
    }
    if sent.some("sure").is_some() {
        return carry_out(&at, expired, &Deed::SendAgain).await;
    }
    let t = at.visit.t;
    let title = t.with("again-all-question", &[("count", expired.len().into())]);
    let list = at.path("/users?status=expired");
    let again = at.label("invite.again", "invite-again");
    let confirm = Confirm::new(title.clone(), at.path("/users/bulk/send-again"), again, list, t.get("cancel"))
        .sends("all", "expired")
        .sends("sure", "yes")
        .body(html! { p { (t.get("again-all-means")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Those whose invitation ran out, as many as are done at once.
async fn expired(at: &InAccount) -> Outcome<Vec<MemberId>> {
    let filter = MemberFilter { status: Some("expired".to_owned()), ..MemberFilter::default() };
    let page = list(&at.visit.web.app, &at.visit.caller, at.here.account, filter, None, MOST).await?;
    Ok(page.members.into_iter().map(|line| line.row.member).collect())
}

/// Asks first, then withdraws the invitations of those selected.
pub(crate) async fn withdraw_all(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    if sent.some("sure").is_some() {
        return carry_out(&at, selected(&sent)?, &Deed::Withdraw).await;
    }
    let mut names = Vec::new();
    let t = at.visit.t;
    let members = selected(&sent)?;
    for member in &members {
        let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, *member).await?;
        if waits(&profile.line) {
            names.push(called(&profile.line).to_owned());
        }
    }
    let title = t.with("withdraw-many-question", &[("count", names.len().into())]);
    let mut confirm = Confirm::new(
        title.clone(),
        at.path("/users/bulk/withdraw"),
        t.get("invite-withdraw"),
        at.path("/users"),
        t.get("keep"),
    )
    .danger()
    .sends("sure", "yes")
    .body(html! { p { (t.get("withdraw-means")) } ul.plain { @for name in &names { li { bdi { (name) } } } } });
    for member in members {
        confirm = confirm.sends("member", member.to_string());
    }
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

fn selected(sent: &Pairs) -> Result<Vec<MemberId>, PageError> {
    let mut members: Vec<MemberId> = sent.all("member");
    members.sort_unstable();
    members.dedup();
    match members.len() {
        0 => Err(Refusal::field("/member", "empty").into()),
        1..=MOST => Ok(members),
        _ => Err(Refusal::field("/member", "too_many").into()),
    }
}

async fn carry_out(at: &InAccount, members: Vec<MemberId>, deed: &Deed) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let mut done: Vec<(Option<MemberLine>, Option<Refusal>)> = Vec::new();
    for member in members {
        let line = match profile(app, caller, account, member).await {
            Ok(profile) => Some(profile.line),
            Err(Failure::Refused(Refusal::NotFound)) => None,
            Err(failure) => return Err(failure.into()),
        };
        let outcome: Outcome<()> = match deed {
            Deed::SendAgain => send_again(app, caller, account, member).await.map(|_| ()),
            Deed::Withdraw => withdraw(app, caller, account, member).await.map(|_| ()),
        };
        match outcome {
            Ok(()) => done.push((line, None)),
            Err(Failure::Refused(Refusal::Forbidden { permission })) => {
                return Err(Refusal::Forbidden { permission }.into());
            }
            Err(Failure::Refused(refusal)) => done.push((line, Some(refusal))),
            Err(failure) => return Err(failure.into()),
        }
    }
    let good = done.iter().filter(|(_, refused)| refused.is_none()).count();
    let (key, title) = match deed {
        Deed::SendAgain => ("invite-sent-again", at.visit.t.get("bulk-sent-again")),
        Deed::Withdraw => ("withdraw-many-done", at.visit.t.get("bulk-withdrawn")),
    };
    let said = at.visit.t.with(key, &[("count", good.into())]);
    if good == done.len() {
        return Ok(at.visit.go(&at.path("/users"), &said));
    }
    Ok(at.console(title.clone(), report(at, &title, said, &done)))
}

/// User by user what was done, and what not and why.
fn report(at: &InAccount, title: &str, said: String, done: &[(Option<MemberLine>, Option<Refusal>)]) -> Markup {
    let t = at.visit.t;
    let rows = done.iter().map(|(line, refused)| {
        let row = Row::new()
            .cell(line.as_ref().map_or_else(|| t.get("unknown").into_owned(), |line| called(line).to_owned()));
        match refused {
            None => row.cell(badge(Tone::Ok, &t.get("done"))).cell(""),
            Some(refusal) => row.cell(badge(Tone::Warn, &t.get("bulk-not-done"))).cell(at.refusal(refusal)),
        }
    });
    let table = Table::new(title.to_owned())
        .column(Column::new(t.get("name")))
        .column(Column::new(t.get("bulk-result")))
        .column(Column::new(t.get("bulk-reason")))
        .rows(rows);
    let back = at.label("page", "members-title");
    html! { (Heading::new(title.to_owned()).back(at.path("/users"), back).lead(said)) (table) }
}
