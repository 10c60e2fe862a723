//! "Can she sign in?" (F16): what stands in the way, and beside each the button that helps.

use super::{address, called};
use crate::{
    console::{PageError, sent::Named, visit::InAccount},
    ui::{Button, Definitions, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::members::{
    list::MemberLine,
    show::show as profile,
    sign_in_state::{FailureRow, Obstacle, SignInMail, SignInState, lift_block, sign_in_state},
};
use roster_domain::{id::MemberId, permission::RosterPermission};

/// The page.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let state = sign_in_state(app, caller, account, member).await?;
    let profile = profile(app, caller, account, member).await?;
    let t = at.visit.t;
    let title = t.with("can-sign-in-title", &[("name", called(&profile.line).into())]);
    let back = at.user(member, "");
    let panel = Panel::new(title.clone(), back.clone(), t.get("close"))
        .body(html! { div.stack-wide { (answer(&at, &profile.line, &state)) (facts(&at, &profile.line, &state)) } })
        .footer(html! { (Button::cancel(back, t.get("close"))) });
    Ok(at.panel(StatusCode::OK, title, &panel))
}

/// Yes; or each thing that stands in the way, with what helps.
fn answer(at: &InAccount, line: &MemberLine, state: &SignInState) -> Markup {
    let t = at.visit.t;
    html! {
        @if state.obstacles.is_empty() {
            (Notice::new(Tone::Ok, html! { (t.get("can-sign-in-yes")) }))
        }
        @for obstacle in &state.obstacles {
            @let title = t.get(&format!("can-sign-in-{}", obstacle.code()));
            (Notice::new(Tone::Warn, html! {
                @if let (Obstacle::Blocked, Some(until)) = (obstacle, state.blocked_until) { p { (t.get("can-sign-in-again")) " " (at.ago(until)) } }
                (helps(at, line, *obstacle))
            }).title(title))
        }
        @if let Some(proposal) = &state.proposal { (address::waiting(at, line.row.member, proposal)) }
    }
}

fn helps(at: &InAccount, line: &MemberLine, obstacle: Obstacle) -> Markup {
    let (t, member) = (at.visit.t, line.row.member);
    let link = |rest: &str, label: String| Button::link(at.user(member, rest), label).small().dialog();
    let post = |rest: &str, label: String| {
        html! { form method="post" action=(at.user(member, rest)) { (Button::submit(label).small().primary()) } }
    };
    match obstacle {
        Obstacle::Invited | Obstacle::Expired if at.here.may(RosterPermission::Invite) => {
            post("/send-again", at.label("invite.again", "invite-again"))
        }
        Obstacle::Disabled | Obstacle::Archived | Obstacle::Deleted => html! {
            @if let Some(step) = at.way_back(line).filter(|_| at.here.may(RosterPermission::RestoreMembers)) {
                (link(&format!("/{}", step.code()), at.back_label(step)))
            }
        },
        Obstacle::NoPassword => html! { (link("/password-link", t.get("password-link").into_owned())) },
        Obstacle::Blocked => post("/unblock", t.get("can-sign-in-unblock").into_owned()),
        Obstacle::Invited | Obstacle::Expired => html! {},
    }
}

fn facts(at: &InAccount, line: &MemberLine, state: &SignInState) -> Markup {
    let (t, member) = (at.visit.t, line.row.member);
    let never = || html! { (t.get("never")) };
    let mut facts = Definitions::new()
        .fact(t.get("can-sign-in-last"), state.last_sign_in.map_or_else(never, |last| at.ago(last)))
        .fact(t.get("members-last-active"), line.row.last_active_at.map_or_else(never, |last| at.ago(last)));
    for failure in &state.failures {
        facts = facts.fact(t.get(&format!("can-sign-in-failed-{}", failure.reason)), failed(at, failure));
    }
    if state.failures.is_empty() {
        facts = facts.fact(t.get("can-sign-in-failures"), t.get("can-sign-in-no-failures"));
    }
    if let Some(until) = state.no_links_until {
        facts = facts.fact(t.get("can-sign-in-no-links"), at.ago(until));
    }
    for mail in &state.mails {
        facts = facts.fact(t.get(&format!("can-sign-in-mail-{}", mail.kind)), mailed(at, mail));
    }
    let active = line.status == "active" && at.here.member != Some(member);
    html! {
        (facts)
        @if active {
            div.actions {
                (Button::link(at.user(member, "/password-link"), t.get("password-link")).small().dialog())
                (Button::link(at.user(member, "/address"), t.get("address-propose")).small().panel())
            }
        }
    }
}

fn failed(at: &InAccount, failure: &FailureRow) -> Markup {
    let t = at.visit.t;
    html! {
        (t.with("can-sign-in-times", &[("count", failure.tries.into())]))
        ", " (t.get("can-sign-in-last-time")) " " (at.ago(failure.last_at))
    }
}

/// What became of a mail, in the mail server's words where it refused it.
fn mailed(at: &InAccount, mail: &SignInMail) -> Markup {
    let t = at.visit.t;
    html! {
        span.cell-lines {
            span { (t.get(&format!("can-sign-in-mail-state-{}", mail.state))) " " (at.ago(mail.sent_at.unwrap_or(mail.queued_at))) }
            @if mail.state == "refused" && !mail.answer.is_empty() { small.danger-text { bdi { (mail.answer) } } }
            @if let Some(used) = mail.used_at {
                small { (t.get("can-sign-in-link-used")) " " (at.ago(used)) }
            } @else if mail.link_until <= at.now().as_millisecond() {
                small { (t.get("can-sign-in-link-over")) }
            }
        }
    }
}

/// Lets them try again.
pub(crate) async fn unblock(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    lift_block(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    Ok(at.visit.go(&at.user(member, "/sign-in"), &at.visit.t.get("can-sign-in-unblocked")))
}
