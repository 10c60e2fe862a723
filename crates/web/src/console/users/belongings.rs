//! What somebody owns, and to whom it goes: a part of the dialogs in which they go (F17).

use crate::{
    console::{PageError, visit::InAccount},
    ui::{Button, Checkbox, Notice, Select, Tone, badge},
};
use maud::{Markup, html};
use roster_app::members::{
    belongings::{Belonging, Belongings, belongings},
    list::{MAX_PAGE, MemberFilter, list},
};
use roster_domain::{id::MemberId, permission::RosterPermission};

/// The part of the dialog; nothing where they own nothing. `revoke`: keys of the account that they made can be revoked with it.
/// `follow`: they don't go before somebody follows them in what only one can have.
pub(crate) async fn part(
    at: &InAccount,
    member: MemberId,
    title: String,
    revoke: bool,
    follow: bool,
) -> Result<Markup, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let owns = belongings(app, caller, account, member).await?;
    if owns.is_nothing() && owns.keys == 0 && owns.account_keys.is_empty() {
        return Ok(html! {});
    }
    let takers = if owns.is_nothing() { None } else { takers(at, &owns, member).await? };
    let (t, follow) = (at.visit.t, follow && owns.sole_count > 0);
    Ok(html! {
        h2 { (title) }
        (told(at, &owns))
        @if follow { (Notice::new(Tone::Warn, html! { (followed(at, &owns, takers.is_some())) })) }
        @if let Some(takers) = takers {
            @let nobody = (String::new(), t.get(if follow { "owns-choose" } else { "owns-nobody" }).into_owned());
            @let list = Select::new("hand_over_to", t.get("owns-hand-over"), std::iter::once(nobody).chain(takers));
            @if follow { (list.required()) } @else { (list) }
        }
        @if revoke && !owns.account_keys.is_empty() {
            fieldset.field.choices {
                legend { (t.get("owns-account-keys")) }
                div.stack {
                    @for key in &owns.account_keys {
                        (Checkbox::new("revoke_keys", t.with("owns-revoke", &[("name", key.label.as_str().into())]))
                            .value(key.key.to_string()))
                    }
                }
            }
        }
    })
}

/// What somebody who is out left behind, on their page, marked as such; nothing where it is nothing.
pub(super) async fn left_behind(at: &InAccount, member: MemberId) -> Result<Markup, PageError> {
    let owns = belongings(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if owns.owned_count == 0 && owns.sole_count == 0 {
        return Ok(html! {});
    }
    let t = at.visit.t;
    Ok(html! { p { (badge(Tone::Warn, &t.get("former-member"))) " " (t.get("owns-left-behind")) } (told(at, &owns)) })
}

/// What they own, as a list.
fn told(at: &InAccount, owns: &Belongings) -> Markup {
    let t = at.visit.t;
    let named_count = i64::try_from(owns.owned.len() + owns.sole.len()).unwrap_or(i64::MAX);
    let more = owns.owned_count + owns.sole_count - named_count;
    html! {
        ul.plain {
            @for thing in owns.sole.iter().chain(&owns.owned) { li { (named(at, thing)) } }
            @if more > 0 { li { (t.with("owns-more", &[("count", more.into())])) } }
            @if owns.invitations > 0 { li { (t.with("owns-invitations", &[("count", owns.invitations.into())])) } }
            @if owns.keys > 0 { li { (t.with("owns-keys", &[("count", owns.keys.into())])) } }
        }
    }
}

fn named(at: &InAccount, thing: &Belonging) -> Markup {
    let model = &at.here.model;
    let kind = model.kind(&thing.kind).map(|kind| model[kind].label.get(at.tag()).to_owned());
    html! {
        bdi { (thing.name) } " "
        small { (kind.unwrap_or_default()) @if let Some(role) = &thing.role { ", " (at.access_label(role)) } }
    }
}

/// What has to be done first, with a way to each team in which it can be.
fn followed(at: &InAccount, owns: &Belongings, here: bool) -> Markup {
    let t = at.visit.t;
    let way = |thing: &Belonging| {
        let kind = at.here.model.kind(&thing.kind).map(|kind| &at.here.model[kind])?;
        Some(Button::link(at.of_members(kind, thing.resource, ""), thing.name.clone()).small())
    };
    html! {
        p { (t.get(if here { "owns-follow" } else { "owns-follow-there" })) }
        @if !here { div.actions { @for button in owns.sole.iter().filter_map(way) { (button) } } }
    }
}

/// What somebody has alone, and would keep without what it takes (C10): a question before it is saved.
pub(super) fn unfit(at: &InAccount, lost: &[(String, Belonging)]) -> Markup {
    let t = at.visit.t;
    let body = html! {
        p { (t.get("unfit-means")) }
        ul.plain { @for (name, thing) in lost { li { bdi { (name) } ": " (named(at, thing)) } } }
        input type="hidden" name=(SEEN) value="yes";
    };
    html! { (Notice::new(Tone::Warn, body).title(t.get("unfit-title"))) }
}

/// That the question was put, and answered by saving again.
pub(super) const SEEN: &str = "unfit_seen";

/// What several have alone, each with whom it is.
pub(super) fn alone(at: &InAccount, alone: &[(String, Belonging)], title: &str) -> Markup {
    if alone.is_empty() {
        return html! {};
    }
    let body = html! { ul.plain { @for (name, thing) in alone { li { bdi { (name) } ": " (named(at, thing)) } } } };
    html! { (Notice::new(Tone::Warn, body).title(at.visit.t.get(title))) }
}

/// Who could take it over, for whoever may hand it over and sees who there is.
async fn takers(
    at: &InAccount,
    owns: &Belongings,
    member: MemberId,
) -> Result<Option<Vec<(String, String)>>, PageError> {
    if !owns.may_hand_over || !at.here.may(RosterPermission::ReadMembers) {
        return Ok(None);
    }
    let filter = MemberFilter::of_status("active");
    let page = list(&at.visit.web.app, &at.visit.caller, at.here.account, filter, None, MAX_PAGE).await?;
    let others = page.members.into_iter().filter(|line| line.row.member != member);
    Ok(Some(others.map(|line| (line.row.member.to_string(), super::called(&line).to_owned())).collect()))
}
