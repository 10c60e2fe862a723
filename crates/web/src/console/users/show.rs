//! A user's profile: who they are here, what they reach, how their invitation stands.

use super::{act_as, belongings, called, permissions::settable, row, waits, why};
use crate::{
    console::{
        PageError,
        sent::{Asked, Named},
        transfers,
        visit::InAccount,
    },
    ui::{Button, Definitions, Heading, Menu, MenuItem, avatar, card},
};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use roster_app::{
    access::explained::explained,
    acting::list::{ActedAs, list as acted_as},
    members::{
        given::Given,
        list::MemberLine,
        show::{GrantOnRow, MemberProfile, show as profile},
    },
};
use roster_domain::{country::Country, id::MemberId, language::Language, model::Leaving, permission::RosterPermission};

/// The page.
pub(crate) async fn show(
    at: InAccount,
    Named(member): Named<MemberId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let profile = profile(app, caller, account, member).await?;
    let explained = explained(app, caller, account, member, asked.some("about").map(str::to_owned)).await?;
    let permissions = html! {
        (why::section(&at, &profile, &explained))
        @if settable(&at, &profile.line) {
            @let change = at.visit.t.get("permissions-change");
            div.actions { (Button::link(at.user(member, "/permissions"), change).small().panel()) }
        }
    };
    let acted = match profile.myself || at.here.may(RosterPermission::ReadAudit) {
        true => acted_as(app, caller, account, member).await?,
        false => Vec::new(),
    };
    let title = called(&profile.line).to_owned();
    let handed = transfers::offered(&at, &profile.line).await?;
    let left = is_former(&profile.line) && at.here.may(RosterPermission::RemoveMembers);
    let left = if left {
        belongings::left_behind(&at, member).await?
    } else {
        html! {}
    };
    let offers = if profile.myself {
        transfers::notices(&at).await?
    } else {
        html! {}
    };
    let body = html! {
        (heading(&at, &profile, handed.as_deref()))
        (offers)
        div.columns {
            (card(Some(&at.visit.t.get("profile-facts")), facts(&at, &profile)))
            div.stack-wide {
                @if at.here.model.kinds().len() > 0 {
                    (card(Some(&at.label("access", "access-title")), access(&at, &profile)))
                }
                (card(Some(&at.visit.t.get("permissions-title")), permissions))
                @if !left.0.is_empty() {
                    (card(Some(&at.visit.t.with("owns-title", &[("name", called(&profile.line).into())])), left))
                }
                @if !acted.is_empty() {
                    (card(Some(&at.visit.t.get("acted-as-title")), acted_by(&at, &acted)))
                }
                @if at.here.may(RosterPermission::EditMembers) && !profile.line.row.note.is_empty() {
                    (card(Some(&at.label("note", "edit-note")), html! { p.note-text { (profile.line.row.note) } }))
                }
            }
        }
    };
    Ok(at.console(title, body))
}

/// The page's title: what is done most as buttons, the main one last, and the rest in a menu.
fn heading(at: &InAccount, profile: &MemberProfile, handed: Option<&str>) -> Markup {
    let (t, line) = (at.visit.t, &profile.line);
    let member = line.row.member;
    let mut heading = Heading::new(called(line).to_owned());
    if at.here.may(RosterPermission::ReadMembers) {
        heading = heading.back(at.path("/users"), at.label("page", "members-title"));
    }
    let waiting = row::Waiting::of(at);
    if let Some(more) = more(at, profile, handed, &waiting) {
        heading = heading.action(more);
    }
    if act_as::offered(at, line) {
        let act_as = Button::link(at.user(member, "/act-as"), t.get("act-as")).icon(icondata_lu::LuUserCheck);
        heading = heading.action(act_as.panel());
    }
    if waits(line) && at.here.may(RosterPermission::Invite) {
        let change = Button::link(at.user(member, "/invitation"), t.get("pending-change"));
        heading = heading.action(change.icon(icondata_lu::LuMailPlus).panel());
    }
    let back = at.way_back(line).filter(|_| profile.restorable);
    if let Some(step) = back {
        let path = at.user(member, &format!("/{}", step.code()));
        heading = heading.action(Button::link(path, at.back_label(step)).icon(icondata_lu::LuUndo2).primary().dialog());
    } else if is_former(line) && at.here.may(RosterPermission::Invite) {
        let again = Button::submit(at.label("invite.again", "invite-again")).icon(icondata_lu::LuSend).primary();
        let path = at.user(member, "/send-again");
        heading = heading.action(html! { form method="post" action=(path) { (again) } });
    }
    if profile.editable && !is_former(line) {
        let edit = Button::link(at.user(member, "/edit"), at.label("edit", "edit")).icon(icondata_lu::LuPencil).panel();
        // Whoever is to be let in again is let in first.
        heading = heading.action(if back.is_some() { edit } else { edit.primary() });
    }
    html! { div.profile-head { (avatar(called(line))) (heading) } }
}

/// What is done seldom: to look, then to help, and last what ends something.
fn more<'w>(
    at: &InAccount,
    profile: &MemberProfile,
    handed: Option<&str>,
    waiting: &'w row::Waiting,
) -> Option<Menu<'w>> {
    let (t, line) = (at.visit.t, &profile.line);
    let may = |permission| at.here.may(permission);
    let link = |label: String, rest: &str| MenuItem::link(label, at.user(line.row.member, rest));
    let word = |key: &str| t.get(key).into_owned();
    let others = profile.editable && !profile.myself;
    let history = at.path(&format!("/audit?about={}", line.row.member));
    let look = [
        may(RosterPermission::ReadAudit)
            .then(|| MenuItem::link(word("profile-history"), history).icon(icondata_lu::LuScrollText)),
        (others && may(RosterPermission::EditMembers))
            .then(|| link(word("can-sign-in"), "/sign-in").icon(icondata_lu::LuLogIn).panel()),
    ];
    let invites = waits(line) && may(RosterPermission::Invite);
    let page = at.user(line.row.member, "");
    let reach = invites.then(|| waiting.ways(at, (line, &page))).into_iter().flatten().map(Some);
    let help = reach.chain([
        (others && line.status == "active")
            .then(|| link(word("password-link"), "/password-link").icon(icondata_lu::LuKey).dialog()),
        handed.map(|role| {
            let label = t.with("transfer-begin", &[("role", at.role_label(role).into())]);
            link(label, "/transfer").icon(icondata_lu::LuHandshake).panel()
        }),
    ]);
    let help: Vec<Option<MenuItem<'w>>> = help.collect();
    let leave =
        || MenuItem::link(word("leave-account"), at.path("/leave")).icon(icondata_lu::LuLogOut).dialog().danger();
    let withdraw = || link(word("invite-withdraw"), "/withdraw").icon(icondata_lu::LuUndo2).dialog().danger();
    let out = at.ways_out(line).into_iter().filter(|_| profile.removable).map(|way| {
        let item = link(at.way_label(way), &format!("/{}", way.step().code())).icon(row::way_icon(way)).dialog();
        if way == Leaving::Disable { item } else { item.danger() }
    });
    let end = [profile.myself.then(leave), invites.then(withdraw)];
    let end: Vec<MenuItem<'w>> = end.into_iter().flatten().chain(out).collect();
    let some = !end.is_empty() || look.iter().chain(&help).any(Option::is_some);
    let menu = Menu::button("profile-more", &t.get("more"));
    let menu = look.into_iter().fold(menu, Menu::maybe).separator();
    let menu = help.into_iter().fold(menu, Menu::maybe).separator();
    some.then(|| end.into_iter().fold(menu, Menu::item))
}

/// Gone: nothing of theirs is changed until they are brought back.
fn is_former(line: &MemberLine) -> bool {
    matches!(line.status, "archived" | "deleted")
}

/// Who acted as this user, when and why (B12).
fn acted_by(at: &InAccount, acted: &[ActedAs]) -> Markup {
    let t = at.visit.t;
    html! {
        ul.plain {
            @for one in acted {
                li.cell-lines {
                    span {
                        b { bdi { (one.actor_name) } } " · " (at.ago(one.started_at))
                        @match one.ended_at {
                            Some(ended) => { " · " (t.duration(SignedDuration::from_millis(ended - one.started_at))) }
                            None => { " · " (t.get("acted-as-now")) }
                        }
                    }
                    small { bdi { (one.reason) } }
                }
            }
        }
    }
}

fn facts(at: &InAccount, profile: &MemberProfile) -> Definitions<'static> {
    let (t, line) = (at.visit.t, &profile.line);
    let email = html! { bdi { (line.row.email) } @if profile.unproven { " " small { (t.get("members-unproven")) } } };
    // Once somebody has joined the address is theirs: an admin proposes another one (E09).
    let proposes = profile.editable && !profile.myself && matches!(line.status, "active" | "disabled");
    let email = html! {
        (email)
        @if proposes && at.here.may(RosterPermission::EditMembers) {
            div.actions { (Button::link(at.user(line.row.member, "/address"), t.get("address-propose")).small().panel()) }
        }
    };
    let mut facts = Definitions::new().fact(t.get("email"), email);
    facts = facts
        .fact(at.label("column.roles", "role"), at.roles_until(line))
        .fact(t.get("status"), at.status_badge(row::standing(line)));
    if let Some(invitation) = line.invitation.as_ref().filter(|_| waits(line)) {
        let by = invitation.inviter_name.clone();
        let by = by.unwrap_or_else(|| t.get("members-invited-by-operator").into_owned());
        facts =
            facts.fact(t.get("members-invited-by"), by).fact(t.get("members-sent"), row::sent(at, Some(invitation)));
        if row::standing(line) != "untold" {
            facts = facts.fact(t.get("members-expires"), at.ago(invitation.expires_at));
        }
        if let Some(since) = profile.merge_offered_at.filter(|_| line.status == "invited") {
            let (since, until) = (at.moment(since), at.moment(invitation.expires_at));
            let said = t.with("merge-offer-open", &[("since", since.into()), ("until", until.into())]);
            facts = facts.fact(t.get("merge-offer-fact"), said);
        }
    }
    if let Some(joined) = line.row.joined_at.and_then(|at| Timestamp::from_millisecond(at).ok()) {
        facts = facts.fact(t.get("profile-joined"), t.date(joined, &at.visit.zone()));
    }
    if let Some(active) = line.row.last_active_at {
        facts = facts.fact(t.get("members-last-active"), at.ago(active));
    }
    if !line.row.company.is_empty() {
        facts = facts.fact(t.get("members-company"), html! { bdi { (line.row.company) } });
    }
    for field in at.here.model.fields() {
        let value = at.field_value(field, &line.row.fields);
        if !value.is_empty() {
            facts = facts.fact(field.label.get(at.tag()).to_owned(), html! { bdi { (value) } });
        }
    }
    if let Some(country) = line.row.country.as_deref().and_then(|code| code.parse::<Country>().ok()) {
        facts = facts.fact(t.get("country"), t.country(country).into_owned());
    }
    if let Some(language) = line.row.language.as_deref().and_then(Language::from_tag) {
        facts = facts.fact(t.get("language"), t.language_name(language).into_owned());
    }
    facts
}

fn access(at: &InAccount, profile: &MemberProfile) -> Markup {
    let (t, line) = (at.visit.t, &profile.line);
    let now = at.now().as_millisecond();
    let stands = |grant: &&GrantOnRow| grant.until_at.is_none_or(|until| until > now);
    let given: Vec<&GrantOnRow> = profile.access.iter().filter(stands).collect();
    // A level gives nothing beside a role that reaches everything; what is given otherwise is added to it.
    let all = line.reach.iter().any(|reach| reach.all);
    let level = |grant: &GrantOnRow| matches!(Given::stored(&grant.slot, &grant.value), Given::Level(_));
    let (asleep, awake): (Vec<_>, Vec<_>) = given.into_iter().partition(|grant| all && level(grant));
    let list = |of: &[&GrantOnRow]| {
        of.iter().fold(Definitions::new(), |list, grant| {
            list.fact(
                grant.name.clone(),
                html! { (at.access_label(&grant.value)) " " (times(at, grant)) (kind(at, grant)) },
            )
        })
    };
    html! {
        p { (at.reach_label(line)) }
        @if !awake.is_empty() { (list(&awake)) }
        @if !asleep.is_empty() {
            details.more {
                summary { (t.with("access-sleeps", &[("roles", at.role_labels(&line.roles).into())])) }
                (list(&asleep))
            }
        }
        div.actions {
            @if let Some(path) = at.reach_path(line.row.member).filter(|_| line.status == "active") {
                (Button::link(path, t.get("reach-link")).small())
            }
            @if profile.editable && !is_former(line) && at.here.may(RosterPermission::ChangeAccess) {
                (Button::link(at.user(line.row.member, "/access"), t.get("access-change")).small().panel())
            }
        }
    }
}

/// Since when and until when, where that is said.
fn times(at: &InAccount, grant: &GrantOnRow) -> Markup {
    let now = at.now().as_millisecond();
    let from = grant.from_at.filter(|from| *from > now).and_then(|from| Timestamp::from_millisecond(from).ok());
    html! {
        @if let Some(from) = from {
            small { (at.visit.t.with("from-day", &[("day", at.visit.t.date_time(from, &at.visit.zone()).into())])) } " "
        }
        @if let Some(until) = grant.until_at { small { (at.until(until)) } " " }
    }
}

/// What kind of thing the access is to.
fn kind(at: &InAccount, grant: &GrantOnRow) -> Markup {
    let model = &at.here.model;
    html! { @if let Some(kind) = model.kind(&grant.kind) { small { (model[kind].label.get(at.tag())) } } }
}
