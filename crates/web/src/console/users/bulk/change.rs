//! Another role, and permissions beyond it, for one or many (C01, C02): which ones are offered depends on the role, and what goes
//! with another one is named before.

use super::{Chosen, names};
use crate::{
    console::{
        PageError,
        jobs::act::carry_out,
        sent::{Pairs, Sent},
        users::{
            Errors,
            belongings::{SEEN, unfit},
            field_errors,
            permits::Permits,
        },
        visit::InAccount,
    },
    ui::{Button, Checkbox, Choice, Field, Panel, Radios},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    jobs::{CustomEdit, Deed, PermissionsEdit, foresee::Foreseen},
    members::{
        set_permissions::ExtraWish,
        set_role::RoleWish,
        show::show as profile,
        unfit::{Meant, Permissions, unfit_after},
    },
};
use roster_domain::{
    grant::Window,
    model::Role,
    permission::{PermissionIx, RosterPermission},
    refusal::Refusal,
    role::RoleIx,
};
use std::collections::BTreeSet;

/// The names of the fields.
const ROLE: &str = "new-role";
const UNTIL: &str = "until";
const TAKE: &str = "take";
/// What the one user had when the form was made.
const HAD: &str = "had";

/// The form, and what comes of it.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let chosen = Chosen(sent.clone());
    if !chosen.sure() {
        let form = Form::new(&at, chosen).await?;
        return Ok(form.show(&at, StatusCode::OK, &Errors::default()));
    }
    let deed = deed(&at, &sent);
    if let (Ok(Deed::Change { role, permissions }), None) = (&deed, sent.some(SEEN)) {
        let meant = Meant {
            roles: role.clone().map(|role| vec![role.into()]),
            permissions: permissions.clone().map(Permissions::Edit),
        };
        let (app, caller) = (&at.visit.web.app, &at.visit.caller);
        let lost = unfit_after(app, caller, at.here.account, chosen.which(&at)?, meant).await;
        // What is wrong with the change itself is told by the change.
        if let Ok(lost) = lost
            && !lost.is_empty()
        {
            let mut form = Form::new(&at, chosen).await?;
            form.role = sent.get(ROLE).to_owned();
            let offered: Vec<RoleIx> = at.here.model.roles().map(|(ix, _)| ix).collect();
            form.permits = Permits::read(&at, &sent, &offered);
            form.until = sent.get(UNTIL).to_owned();
            form.taken = sent.all(TAKE);
            form.before = unfit(&at, &lost);
            return Ok(form.show(&at, StatusCode::OK, &Errors::default()));
        }
    }
    let done = match deed {
        Ok(deed) => carry_out(&at, deed, chosen.which(&at)?).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Err(PageError::Failure(Failure::Refused(refusal @ Refusal::Invalid(_)))) => {
            let errors = field_errors(&at, &refusal, &[UNTIL]);
            let form = Form { role: sent.get(ROLE).to_owned(), ..Form::new(&at, chosen).await? };
            Ok(form.show(&at, crate::refusal::status(&refusal), &errors))
        }
        other => other,
    }
}

/// What the form asks for.
fn deed(at: &InAccount, sent: &Pairs) -> Result<Deed, Refusal> {
    let problem = |problem| Refusal::Invalid(vec![problem]);
    let until = at.end_of(sent.get(UNTIL), "/until").map_err(problem)?;
    let role = sent.some(ROLE).map(|role| RoleWish { role: role.to_owned(), window: Window { from: None, until } });
    let of: Vec<RoleIx> = match role.as_ref().and_then(|wish| at.here.model.role(&wish.role)) {
        Some(role) => vec![role],
        None => at.here.model.roles().map(|(ix, _)| ix).collect(),
    };
    let ticked = Permits::read(at, sent, &of).wish(at, &Permits::default(), &[], None)?.extras;
    let had: BTreeSet<String> = sent.all::<String>(HAD).into_iter().collect();
    let mut take: Vec<String> = sent.all(TAKE);
    // Of one user all is shown: what is ticked no more is taken.
    let offered = |id: &String| {
        of.iter()
            .any(|role| at.here.model.permission(id).is_some_and(|ix| at.here.model[*role].may_receive.contains(ix)))
    };
    take.extend(had.iter().filter(|id| offered(id) && !ticked.iter().any(|extra| extra.permission == **id)).cloned());
    let give: Vec<ExtraWish> =
        ticked.into_iter().filter(|extra| !had.contains(&extra.permission) || extra.window != Window::ALWAYS).collect();
    take.retain(|id| !give.iter().any(|extra| extra.permission == *id));
    Ok(Deed::Change { role, permissions: Some(PermissionsEdit { give, take, custom: CustomEdit::Leave }) })
}

struct Form {
    chosen: Chosen,
    foreseen: Foreseen,
    /// The chosen role's id; empty: as it is.
    role: String,
    /// What the one user has beyond the role; of many nothing is ticked.
    permits: Permits,
    had: Vec<String>,
    until: String,
    /// What is taken from many.
    taken: Vec<String>,
    /// What is said above the fields.
    before: Markup,
}

impl Form {
    async fn new(at: &InAccount, chosen: Chosen) -> Result<Form, PageError> {
        let foreseen = chosen.foresee(at, RosterPermission::ChangeRoles).await?;
        let mut form = Form {
            chosen,
            foreseen,
            role: String::new(),
            until: String::new(),
            permits: Permits::default(),
            had: Vec::new(),
            taken: Vec::new(),
            before: Markup::default(),
        };
        if let [one] = form.foreseen.members[..] {
            let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, one).await?;
            form.role = profile.line.roles.first().cloned().unwrap_or_default();
            form.permits = Permits::of(at, &profile.extras, None);
            form.had = profile.extras.into_iter().map(|extra| extra.id).collect();
        }
        Ok(form)
    }

    fn show(&self, at: &InAccount, status: StatusCode, errors: &Errors) -> Response {
        let (t, list) = (at.visit.t, at.path("/users"));
        let title = t.with("bulk-change-title", &[("count", self.foreseen.members.len().into())]);
        let offered: Vec<(RoleIx, &Role)> =
            at.here.model.roles().filter(|(ix, _)| at.here.could_give_role(*ix)).collect();
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .post(at.path("/users/bulk/change"))
            .body(html! {
                (errors.summary(at))
                (self.before)
                (names(at, &self.foreseen))
                input type="hidden" name="sure" value="yes";
                @for (name, value) in self.chosen.fields() { input type="hidden" name=(name) value=(value); }
                @for id in &self.had { input type="hidden" name=(HAD) value=(id); }
                (self.roles(at, &offered))
                (Field::date(UNTIL, t.get("edit-role-until")).aside(t.get("optional")).value(self.until.as_str())
                    .error(errors.of(UNTIL)))
                @for (ix, _) in &offered { (self.permits.extras(at, *ix)) }
                @if self.foreseen.members.len() > 1 { (self.take(at, &offered)) }
            })
            .footer(html! {
                (Button::cancel(list, t.get("cancel")))
                (Button::submit(at.label("edit.save", "save")).primary())
            });
        at.panel(status, title, &panel)
    }

    fn roles(&self, at: &InAccount, offered: &[(RoleIx, &Role)]) -> Radios<'static> {
        let keep = Choice::new("", at.visit.t.get("bulk-keep-role"));
        let choices = offered.iter().map(|(_, role)| {
            let choice = Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned());
            let hint = format!("{} {}", role.help.get(at.tag()), self.loses(at, role)).trim().to_owned();
            if hint.is_empty() { choice } else { choice.hint(hint) }
        });
        let known = offered.iter().any(|(_, role)| *role.id.as_str() == *self.role);
        let selected = if known { self.role.clone() } else { String::new() };
        Radios::new(ROLE, at.label("column.roles", "role"), std::iter::once(keep).chain(choices)).selected(selected)
    }

    /// What goes with this role, and of how many (C02).
    fn loses(&self, at: &InAccount, role: &Role) -> String {
        let Some(lost) = self.foreseen.lost.get(role.id.as_str()) else { return String::new() };
        let one = self.foreseen.members.len() == 1;
        let told = |(id, count): (&String, &usize)| {
            let label = at.permission_label(id);
            if one {
                label
            } else {
                format!("{label} ({})", at.visit.t.number(i64::try_from(*count).unwrap_or(i64::MAX)))
            }
        };
        let names: Vec<String> = lost.iter().map(told).collect();
        at.visit.t.with("permissions-loses", &[("names", names.join(", ").into())])
    }

    /// What can be taken from many at once: whatever may be given beyond any of the roles.
    fn take(&self, at: &InAccount, offered: &[(RoleIx, &Role)]) -> Markup {
        let model = &at.here.model;
        let all: BTreeSet<PermissionIx> = offered.iter().flat_map(|(_, role)| role.may_receive.iter()).collect();
        html! {
            @if !all.is_empty() {
                fieldset.field.choices {
                    legend { (at.visit.t.get("bulk-take")) }
                    div.stack {
                        @for permission in all {
                            @let id = model[permission].id.to_string();
                            (Checkbox::new(TAKE, at.permission_label(&id)).value(id.clone()).checked(self.taken.contains(&id)))
                        }
                    }
                }
            }
        }
    }
}
