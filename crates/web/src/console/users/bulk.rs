//! What is done to many users at once (C13, F10, F12): those ticked, or all that match. What becomes of it is the job's to tell.

pub(crate) mod change;

use super::{belongings, export, query::Query, waits};
use crate::{
    console::{
        PageError,
        jobs::act::carry_out,
        sent::{Pairs, Sent},
        visit::InAccount,
    },
    ui::{BulkBar, Button, Confirm, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Outcome,
    jobs::{
        Deed,
        ask::Which,
        foresee::{Foreseen, foresee},
    },
    members::{
        list::{MemberFilter, MemberLine},
        restore_preview::preview_many,
    },
};
use roster_domain::{id::MemberId, lifecycle::Step, model::Leaving, permission::RosterPermission, refusal::Refusal};

/// The box that says that all who match are meant.
pub(super) const MATCHING: &str = "matching";

/// Whom a form is about.
pub(super) struct Chosen(pub(super) Pairs);

impl Chosen {
    pub(super) fn which(&self, at: &InAccount) -> Result<Which, Refusal> {
        if self.0.some(MATCHING).is_some() {
            return Ok(Which::Matching(Query::read(&self.0)?.filter(at)));
        }
        let members: Vec<MemberId> = self.0.all("member");
        if members.is_empty() { Err(Refusal::field("/members", "empty")) } else { Ok(Which::Members(members)) }
    }

    async fn foresee(&self, at: &InAccount, needed: RosterPermission) -> Result<Foreseen, PageError> {
        let seen: Outcome<Foreseen> =
            foresee(&at.visit.web.app, &at.visit.caller, at.here.account, needed, self.which(at)?).await;
        Ok(seen?)
    }

    /// The same once more, as hidden fields.
    fn fields(&self) -> Vec<(String, String)> {
        if self.0.some(MATCHING).is_some() {
            let matching = std::iter::once((MATCHING.to_owned(), "yes".to_owned()));
            let query = Query::read(&self.0).unwrap_or_default();
            return matching
                .chain(query.filter_pairs().into_iter().map(|(name, value)| (name.to_owned(), value)))
                .collect();
        }
        let members: Vec<MemberId> = self.0.all("member");
        members.into_iter().map(|member| ("member".to_owned(), member.to_string())).collect()
    }

    fn sure(&self) -> bool {
        self.0.some("sure").is_some()
    }
}

/// Sends the invitations of those chosen again; all that ran out, after asking first.
pub(crate) async fn send_again_all(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    if sent.some("all").is_none() {
        return carry_out(&at, Deed::Resend, Chosen(sent).which(&at)?).await;
    }
    let expired = MemberFilter::of_status("expired");
    let which = Which::Matching(expired);
    let foreseen =
        foresee(&at.visit.web.app, &at.visit.caller, at.here.account, RosterPermission::Invite, which.clone()).await;
    let count = match foreseen {
        Ok(foreseen) => foreseen.members.len(),
        Err(roster_app::Failure::Refused(Refusal::Invalid(_))) => 0,
        Err(failure) => return Err(failure.into()),
    };
    if count == 0 {
        return Ok(at.visit.go(&at.path("/users"), &at.visit.t.get("nothing-found")));
    }
    if sent.some("sure").is_some() {
        return carry_out(&at, Deed::Resend, which).await;
    }
    let t = at.visit.t;
    let title = t.with("again-all-question", &[("count", count.into())]);
    let list = at.path("/users?status=expired");
    let again = at.label("invite.again", "invite-again");
    let confirm = Confirm::new(title.clone(), at.path("/users/bulk/send-again"), again, list, t.get("cancel"))
        .sends("all", "expired")
        .sends("sure", "yes")
        .body(html! { p { (t.get("again-all-means")) } });
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Asks first, then withdraws the invitations of those chosen.
pub(crate) async fn withdraw_all(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let yes = at.visit.t.get("invite-withdraw").into_owned();
    asked_first(
        &at,
        Chosen(sent),
        Deed::Withdraw,
        ["withdraw", "withdraw-many-question", "withdraw-means", "withdraw-many-means"],
        yes,
    )
    .await
}

/// Asks first, then puts out those chosen.
pub(crate) async fn put_out_all(at: InAccount, Sent(sent): Sent, way: Leaving) -> Result<Response, PageError> {
    let deed = match way {
        Leaving::Disable => Deed::Disable,
        Leaving::Archive => Deed::Archive,
        Leaving::Delete => Deed::Delete,
    };
    let code = way.step().code();
    let words = [code, "out-many-question", &format!("{code}-means-more"), &format!("{code}-many-means-more")];
    asked_first(&at, Chosen(sent), deed, words, at.way_label(way)).await
}

/// Asks first, then lets those chosen in again, or brings them back.
pub(crate) async fn bring_back_all(at: InAccount, Sent(sent): Sent, step: Step) -> Result<Response, PageError> {
    let (deed, words) = match step {
        Step::Enable => (Deed::Enable, ["enable", "enable-many-question", "enable-means", "enable-means"]),
        _ => (Deed::Restore, ["restore", "restore-many-question", "restore-keys", "restore-keys"]),
    };
    asked_first(&at, Chosen(sent), deed, words, at.back_label(step)).await
}

async fn asked_first(
    at: &InAccount,
    chosen: Chosen,
    deed: Deed,
    [path, question, one, many]: [&str; 4],
    yes: String,
) -> Result<Response, PageError> {
    if chosen.sure() {
        return carry_out(at, deed, chosen.which(at)?).await;
    }
    let needed = match &deed {
        Deed::Enable | Deed::Restore => RosterPermission::RestoreMembers,
        Deed::Resend | Deed::Withdraw => RosterPermission::Invite,
        _ => RosterPermission::RemoveMembers,
    };
    let (t, foreseen) = (at.visit.t, chosen.foresee(at, needed).await?);
    let means = if foreseen.members.len() == 1 { one } else { many };
    // Ways out are called as the model calls them.
    let title = t.with(question, &[("count", foreseen.members.len().into()), ("deed", yes.clone().into())]);
    let action = at.path(&format!("/users/bulk/{path}"));
    let takes = !matches!(deed, Deed::Enable | Deed::Restore);
    let no = if takes { t.get("keep") } else { t.get("cancel") };
    let confirm = Confirm::new(title.clone(), action, yes, at.path("/users"), no);
    let confirm = if takes { confirm.danger() } else { confirm };
    let alone = match &deed {
        Deed::Archive | Deed::Delete => belongings::alone(at, &foreseen.alone, "out-many-alone"),
        Deed::Disable => belongings::alone(at, &foreseen.alone, "disable-many-alone"),
        _ => html! {},
    };
    let back = if takes {
        html! {}
    } else {
        coming_back(at, chosen.which(at)?).await?
    };
    let mut confirm =
        confirm.sends("sure", "yes").body(html! { p { (t.get(means)) } (names(at, &foreseen)) (alone) (back) });
    for (name, value) in chosen.fields() {
        confirm = confirm.sends(name, value);
    }
    Ok(at.confirm(StatusCode::OK, title, &confirm))
}

/// Who of them would not come back, and why; and what some of them can't get back (C06).
async fn coming_back(at: &InAccount, which: Which) -> Result<Markup, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let back = preview_many(app, caller, account, which).await?;
    let t = at.visit.t;
    Ok(html! {
        @if !back.refused.is_empty() {
            (Notice::new(Tone::Warn, html! {
                ul.plain { @for (_, name, why) in &back.refused { li { bdi { (name) } ": " (at.refusal(why)) } } }
            }).title(t.with("restore-many-refused", &[("count", back.refused.len().into())])))
        }
        @if !back.lost.is_empty() {
            (Notice::new(Tone::Info, html! {
                ul.plain { @for (_, name, what) in &back.lost { li { bdi { (name) } ": " bdi { (what.join(", ")) } } } }
            }).title(t.get("restore-many-lost")))
        }
    })
}

/// Who it is about; of many, the first.
fn names(at: &InAccount, foreseen: &Foreseen) -> Markup {
    let more = foreseen.members.len() - foreseen.names.len();
    html! {
        ul.plain { @for name in &foreseen.names { li { bdi { (name) } } } }
        @if more > 0 && !foreseen.names.is_empty() { p.muted { (at.visit.t.with("bulk-and-more", &[("count", more.into())])) } }
    }
}

/// Whether a user can be ticked: whoever looks may do something to many.
pub(super) fn selectable(at: &InAccount, line: &MemberLine) -> bool {
    let may = |permission| at.here.may(permission);
    let goes = may(RosterPermission::RemoveMembers) && !at.ways_out(line).is_empty();
    let changes = may(RosterPermission::ChangeRoles) && !matches!(line.status, "archived" | "deleted");
    goes || changes || comes_back(at, line).is_some() || (waits(line) && may(RosterPermission::Invite))
}

/// The way back of somebody who is out.
fn comes_back(at: &InAccount, line: &MemberLine) -> Option<Step> {
    let steps = [Step::Enable, Step::Restore].into_iter();
    let mut steps = steps.filter(|_| at.here.may(RosterPermission::RestoreMembers));
    steps.find(|step| at.has_step(line, *step))
}

/// What can be done with those ticked; `filter`: what the list is narrowed by, where there are more than the page shows, and how many.
pub(super) fn bar(at: &InAccount, lines: &[MemberLine], filter: Option<(&Query, String, String)>) -> BulkBar<'static> {
    let (t, may) = (at.visit.t, |permission| at.here.may(permission));
    let to = |path: &str, label: String| Button::submit_to(at.path(&format!("/users/bulk/{path}")), label).small();
    let mut bar = BulkBar::new("bulk", t.get("members-selected"), t.get("members-bulk-selected"));
    if let Some((filter, number, all)) = filter {
        bar = bar.extra(html! {
            label.toolbar { input type="checkbox" name=(MATCHING) value="yes" data-matching=(number) autocomplete="off"; (all) }
            @for (name, value) in filter.filter_pairs() { input type="hidden" name=(name) value=(value); }
        });
    }
    if may(RosterPermission::ChangeRoles) && lines.iter().any(|line| !matches!(line.status, "archived" | "deleted")) {
        bar = bar.button(to("change", at.label("edit", "edit")));
    }
    if may(RosterPermission::Invite) && lines.iter().any(waits) {
        bar = bar.button(to("send-again", at.label("invite.resend", "invite-resend")));
        bar = bar.button(to("withdraw", t.get("invite-withdraw").into_owned()).danger());
    }
    for step in [Step::Enable, Step::Restore] {
        if lines.iter().any(|line| comes_back(at, line) == Some(step)) {
            bar = bar.button(to(step.code(), at.back_label(step)));
        }
    }
    for way in at.here.model.membership().leaving.iter().copied().filter(|_| may(RosterPermission::RemoveMembers)) {
        if lines.iter().any(|line| at.ways_out(line).contains(&way)) {
            let button = to(way.step().code(), at.way_label(way));
            bar = bar.button(if way == Leaving::Disable { button } else { button.danger() });
        }
    }
    if let Some(export) = export::selected_button(at) {
        bar = bar.button(export);
    }
    bar.button(Button::reset(t.get("clear")).small().quiet())
}
