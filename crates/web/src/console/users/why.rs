//! "Why?" beside everything a user may, and "What would it take?" beside everything they may not (F09), in words.

use super::permits::help;
use crate::console::visit::InAccount;
use maud::{Markup, html};
use roster_app::{
    access::{
        explained::{Explained, Missing},
        permissions::Held,
        told::{Given, Help, HelpedBy, Since, TakenBy, Told, Way},
    },
    members::show::MemberProfile,
};
use roster_domain::{
    model::Permission,
    permission::{PermissionIx, RosterPermission},
};

/// How many grants of the same permission are named.
const NAMED: usize = 5;

/// The section.
pub(super) fn section(at: &InAccount, profile: &MemberProfile, explained: &Explained) -> Markup {
    let t = at.visit.t;
    let (ours, product): (Vec<_>, Vec<_>) =
        explained.held.iter().partition(|held| held.permission.starts_with(RosterPermission::PREFIX));
    let custom = if profile.custom.is_some() { "permissions-custom-hint" } else { "permissions-all-hint" };
    let maskable = super::permits::maskable(at, &super::permits::roles(at, &profile.line.roles));
    html! {
        @if maskable { p { b { (t.get(if profile.custom.is_some() { "permissions-custom" } else { "permissions-all" })) } " " small { (t.get(custom)) } } }
        @if explained.held.is_empty() { p { (t.get("permissions-nothing")) } }
        @if !product.is_empty() { ul.plain { @for held in product { li { (self::held(at, profile, held)) } } } }
        @if !ours.is_empty() {
            details.more {
                summary { (t.get("keys-roster-permissions")) " (" (ours.len()) ")" }
                ul.plain { @for held in ours { li { (self::held(at, profile, held)) } } }
            }
        }
        @if !explained.missing.is_empty() {
            details.more {
                summary { (t.with("permissions-missing", &[("count", explained.missing.len().into())])) }
                ul.plain { @for missing in &explained.missing { li { (self::missing(at, profile, missing)) } } }
            }
        }
    }
}

fn declared<'a>(at: &'a InAccount, id: &str) -> Option<(PermissionIx, &'a Permission)> {
    at.here.model.permission(id).map(|ix| (ix, &at.here.model[ix]))
}

/// A permission's name, and what it opens.
fn disclosure(at: &InAccount, id: &str, ask: &str, open: bool, body: Markup) -> Markup {
    let help = declared(at, id).map(|(_, permission)| help(at, permission)).unwrap_or_default();
    html! {
        details open[open] {
            summary { (at.permission_label(id)) " " small { (at.visit.t.get(ask)) } }
            @if !help.is_empty() { p { small { (help) } } }
            ul.plain { (body) }
        }
    }
}

fn held(at: &InAccount, profile: &MemberProfile, held: &Held) -> Markup {
    let t = at.visit.t;
    let (grants, others): (Vec<&Way>, Vec<&Way>) = held.ways.iter().partition(|way| matches!(way, Way::Grant { .. }));
    let listed = profile.custom.is_some()
        && declared(at, &held.permission).is_some_and(|(ix, _)| at.here.model.in_applications().contains(ix));
    let more = grants.len().saturating_sub(NAMED);
    disclosure(
        at,
        &held.permission,
        "permissions-why",
        false,
        html! {
            @for way in others.into_iter().chain(grants.into_iter().take(NAMED)) {
                li { (self::way(at, profile, &held.permission, way)) (times(at, way)) }
            }
            @if more > 0 { li { (t.with("same-as-more", &[("count", more.into())])) } }
            @if listed { li { (t.get("permissions-listed")) } }
        },
    )
}

/// What kinds of thing a permission is held on.
fn kinds(at: &InAccount, id: &str) -> String {
    let kinds = declared(at, id).map(|(_, permission)| permission.on.as_slice()).unwrap_or_default();
    kinds.iter().map(|kind| at.here.model[*kind].plural.get(at.tag())).collect::<Vec<_>>().join(", ")
}

fn way(at: &InAccount, profile: &MemberProfile, id: &str, way: &Way) -> String {
    let t = at.visit.t;
    match way {
        Way::Role { role, .. } => t.with("permissions-by-role", &[("role", at.role_label(role).into())]),
        Way::RoleOn { role, reach, .. } => {
            let values = [("role", at.role_label(role).into()), ("kinds", kinds(at, id).into())];
            t.with(&format!("permissions-by-role-{reach}"), &values)
        }
        Way::Extra { permission, .. } => match permission == id {
            true => t.get("permissions-by-extra").into_owned(),
            false => t.with("permissions-by-extra-of", &[("name", at.permission_label(permission).into())]),
        },
        Way::Grant { on, what, .. } => {
            let grant = profile.access.iter().find(|grant| grant.resource == *on);
            let name = grant.map_or_else(|| "—".to_owned(), |grant| grant.name.clone());
            t.with("permissions-by-access", &[("name", name.into()), ("given", given(at, what).into())])
        }
    }
}

/// The second on which it ends, since when it holds, and who gave it.
fn times(at: &InAccount, way: &Way) -> Markup {
    let given = way.given();
    let told = at.times_and_giver(&Since { until: None, ..given.clone() });
    html! {
        @if let Some(until) = given.until {
            " " (at.visit.t.with("permissions-until", &[("end", at.end(until).into())]))
        }
        @if !told.is_empty() { " " small { (told) } }
    }
}

/// A level, a project role or a permission by its name.
fn given(at: &InAccount, given: &Given) -> String {
    let model = &at.here.model;
    match (&given.level, &given.project_role, &given.permission) {
        (Some(level), ..) => at.level_label(level),
        (_, Some(role), _) => {
            let found = model.kinds().find_map(|(kind, _)| model.project_role(kind, role));
            found.map_or_else(|| role.clone(), |ix| model[ix].label.get(at.tag()).to_owned())
        }
        (.., Some(permission)) => at.permission_label(permission),
        _ => "—".to_owned(),
    }
}

fn missing(at: &InAccount, profile: &MemberProfile, missing: &Missing) -> Markup {
    let id = &missing.permission;
    match &missing.told {
        Some(told) => disclosure(at, id, "permissions-what-would-it-take", false, self::told(at, id, told)),
        None => html! {
            (at.permission_label(id)) " "
            a href={ (at.user(profile.line.row.member, "")) "?about=" (id) } {
                (at.visit.t.get("permissions-what-would-it-take"))
            }
        },
    }
}

fn told(at: &InAccount, id: &str, told: &Told) -> Markup {
    let t = at.visit.t;
    // The smallest that somebody can give.
    let best = told.remedies.iter().find(|help| !help.givers.is_empty()).or(told.remedies.first());
    html! {
        @for taken in &told.taken { @if let Some(taken) = self::taken(at, taken) { li { (taken) } } }
        @match best {
            Some(help) => {
                li { (remedy(at, id, help)) }
                @if help.listed { li { (t.with("permissions-help-list", &[("name", at.permission_label(id).into())])) } }
                li {
                    @if help.givers.is_empty() {
                        (t.get("permissions-given-by-nobody"))
                    } @else {
                        (t.with("permissions-given-by", &[("roles", at.role_labels(&help.givers).into())]))
                    }
                }
            },
            None => li { (t.get("permissions-nothing-helps")) },
        }
    }
}

fn taken(at: &InAccount, taken: &TakenBy) -> Option<String> {
    let t = at.visit.t;
    match taken {
        TakenBy::AccountNotOpen => Some(t.get("permissions-taken-account").into_owned()),
        TakenBy::NotActive(_) => Some(t.get("permissions-taken-status").into_owned()),
        TakenBy::Mask => Some(t.get("permissions-taken-mask").into_owned()),
        TakenBy::Status => Some(t.get("permissions-taken-compliance").into_owned()),
        TakenBy::NotReceivable { .. } => Some(t.get("permissions-taken-role").into_owned()),
        // Only on a resource of one's own.
        TakenBy::NearerLevel { .. } | TakenBy::EmptyLevel { .. } => None,
    }
}

fn remedy(at: &InAccount, id: &str, help: &Help) -> String {
    let t = at.visit.t;
    match &help.by {
        HelpedBy::List(listed) => t.with("permissions-help-list", &[("name", at.permission_label(listed).into())]),
        HelpedBy::Extra(extra) => t.with("permissions-help-extra", &[("name", at.permission_label(extra).into())]),
        HelpedBy::Role(role) => t.with("permissions-help-role", &[("role", at.role_label(role).into())]),
        HelpedBy::Grant(given) => {
            let values = [("given", self::given(at, given).into()), ("kinds", kinds(at, id).into())];
            t.with("permissions-help-access", &values)
        }
    }
}
