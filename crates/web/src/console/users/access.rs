//! A user's access to resources: added, changed and taken away (A11), also with an end.

use super::{
    Errors, called, field_errors,
    merge::{Threefold, told},
    same_as::{self, Answer},
    tree::{Chosen, GROUPS, Groups, Pick, Resources, Sort, chosen, search, unseen},
};
use crate::{
    console::{
        PageError,
        sent::{Asked, Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        given::{AccessWish, Given},
        set_access::{AccessEdit, Wanted, set_access},
        show::{GrantOnRow, MemberProfile, show as profile},
    },
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    permission::RosterPermission,
    refusal::Refusal,
};

/// What the form was made from, only where something was given.
const WAS: Groups = [(Sort::Level, "was", "was-until"), (Sort::Role, "was-role", "was-role-until")];

/// Sent along once it was told that something rises when something ends.
const SURE: &str = "sure";

/// The panel. `?q=` begins with a search.
pub(crate) async fn show(
    at: InAccount,
    Named(member): Named<MemberId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = &profile.not_editable {
        return Err(refusal.clone().into());
    }
    let given = levels(&at, &profile);
    if let Some(answer) = same_as::asked(&at, &asked).await? {
        let made = Made { version: profile.line.row.version, was: &given };
        return filled(&at, &profile, given.clone(), made, Some(answer), asked.get("q").to_owned()).await;
    }
    let resources = Resources::load(&at, asked.get("q"), &given).await?.of(&profile);
    let revived = if given.is_empty() { "access-revived-nothing" } else { "access-revived" };
    let before = match (asked.some("next"), at.visit.t.find(revived)) {
        (Some(_), Some(told)) => html! { (Notice::new(Tone::Info, html! { (told) })) },
        _ => Markup::default(),
    };
    let made = Made { version: profile.line.row.version, was: &given };
    Ok(Form { before, ..Form::new(&resources, &given, made) }.show(&at, StatusCode::OK, &profile))
}

/// Saves what was changed; or searches, or fills in, and saves nothing yet.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    if !at.here.may(RosterPermission::ChangeAccess) {
        // Refused and noted for what was tried.
        set_access(app, &at.visit.caller, account, member, Vec::new()).await?;
    }
    let (mine, was) = (chosen(&sent, &GROUPS), chosen(&sent, &WAS));
    let now = profile(app, &at.visit.caller, account, member).await?;
    if let Some(refusal) = &now.not_editable {
        return Err(refusal.clone().into());
    }
    let version = sent.version().unwrap_or(now.line.row.version);
    let answer = same_as::asked(&at, &sent).await?;
    if answer.is_some() || same_as::pressed(&sent) || search(&sent).is_some() {
        let searched = search(&sent).unwrap_or_default();
        return filled(&at, &now, mine, Made { version, was: &was }, answer, searched).await;
    }
    let edits = match edits(&at, &mine, &was, &now) {
        Ok(edits) => edits,
        Err(refusal) => return again(&at, &now, &refusal, &mine, &was, version).await,
    };
    if sent.some(SURE).is_none() && edits.iter().any(|edit| edit.window.until.is_some()) {
        let resources = Resources::load(&at, "", &mine).await?.of(&now);
        if resources.raises(&at, &mine, |resource| edits.iter().any(|edit| edit.resource == resource)) {
            let before = html! {
                (Notice::new(Tone::Warn, html! { (at.visit.t.get("access-raises")) }))
                input type="hidden" name=(SURE) value="1";
            };
            let form = Form { before, unsaved: true, ..Form::new(&resources, &mine, Made { version, was: &was }) };
            return Ok(form.show(&at, StatusCode::OK, &now));
        }
    }
    match set_access(app, &at.having_seen(sent.version()), account, member, edits).await {
        Ok(_) => {}
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => return Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let now = profile(app, &at.visit.caller, account, member).await?;
            return again(&at, &now, &refusal, &mine, &was, version).await;
        }
        Err(failure) => return Err(failure.into()),
    }
    let said = at.visit.t.with("access-done", &[("name", called(&now.line).into())]);
    Ok(at.visit.go(&at.back(&sent), &said))
}

/// The panel with what is searched, or what a colleague has; nothing is saved yet.
async fn filled(
    at: &InAccount,
    profile: &MemberProfile,
    mut mine: Chosen,
    made: Made<'_>,
    answer: Option<Answer>,
    mut searched: String,
) -> Result<Response, PageError> {
    if let Some(Answer::Found(same)) = &answer {
        searched.clear();
        mine = at.picks(&same.access);
    }
    // What was given and is not chosen any more is taken away.
    for key in made.was.keys() {
        mine.entry(*key).or_default();
    }
    let resources = Resources::load(at, &searched, &mine).await?.of(profile);
    let unsaved = mine != *made.was;
    let form = Form { answer: answer.as_ref(), unsaved, ..Form::new(&resources, &mine, made) };
    Ok(form.show(at, StatusCode::OK, profile))
}

/// What differs from what the form was made from. A day that was not touched keeps the very moment that was stored.
fn edits(at: &InAccount, mine: &Chosen, was: &Chosen, now: &MemberProfile) -> Result<Vec<AccessEdit>, Refusal> {
    let nothing = Pick::default();
    let mut edits = Vec::new();
    for (key @ (resource, sort), pick) in mine {
        let before = was.get(key).unwrap_or(&nothing);
        if pick.joined() == before.joined() {
            continue;
        }
        let slot = before.given(*sort).map(|given| given.slot());
        let stored: Option<&GrantOnRow> =
            now.access.iter().find(|grant| grant.resource == *resource && Some(&grant.slot) == slot.as_ref());
        let time = |at: Option<i64>| at.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
        let until = match stored {
            Some(stored) if pick.until == before.until => time(stored.until_at),
            _ => at.end_of(&pick.until, "/access").map_err(|problem| Refusal::Invalid(vec![problem]))?,
        };
        let from =
            stored.and_then(|stored| time(stored.from_at)).filter(|from| until.is_none_or(|until| *from < until));
        let what = match (pick.given(*sort), sort) {
            (Some(given), _) => Wanted::Give(given),
            (None, Sort::Level) => Wanted::NoLevel,
            (None, Sort::Role) => Wanted::NoRole,
        };
        edits.push(AccessEdit { resource: *resource, what, window: Window { from, until } });
    }
    edits.sort_by_key(|edit| (edit.resource, matches!(edit.what, Wanted::NoRole | Wanted::Give(Given::Role(_)))));
    Ok(edits)
}

/// The panel once more, with what was chosen, and with what is wrong or was changed meanwhile.
async fn again(
    at: &InAccount,
    profile: &MemberProfile,
    refusal: &Refusal,
    mine: &Chosen,
    was: &Chosen,
    version: i64,
) -> Result<Response, PageError> {
    let resources = Resources::load(at, "", mine).await?.of(profile);
    let Refusal::Stale { .. } = refusal else {
        let errors = field_errors(at, refusal, &[]);
        let status = crate::refusal::status(refusal);
        let form = Form { errors, unsaved: true, ..Form::new(&resources, mine, Made { version, was }) };
        return Ok(form.show(at, status, profile));
    };
    let now = levels(at, profile);
    let joined = |of: &Chosen, key: &(ResourceId, Sort)| of.get(key).map(Pick::joined).unwrap_or_default();
    let rows: Vec<_> =
        mine.keys().map(|key| (*key, [joined(was, key), joined(mine, key), joined(&now, key)])).collect();
    let mut fields: Vec<((ResourceId, Sort), Threefold<'_>)> = rows
        .iter()
        .map(|(key, [was, mine, now])| {
            let label = resources.name(key.0).unwrap_or_default().to_owned();
            (*key, Threefold { label, was, mine, now })
        })
        .collect();
    fields.sort_by(|(_, one), (_, other)| at.visit.t.compare(&one.label, &other.label));
    let merged: Chosen = fields.iter().map(|(key, field)| (*key, Pick::split(field.merged()))).collect();
    let fields: Vec<Threefold<'_>> = fields.into_iter().map(|(_, field)| field).collect();
    let before = told(at, &fields, |text| at.pick_label(&Pick::split(text)));
    let made = Made { version: profile.line.row.version, was: &now };
    let form = Form { before, unsaved: true, ..Form::new(&resources, &merged, made) };
    Ok(form.show(at, StatusCode::PRECONDITION_FAILED, profile))
}

impl InAccount {
    /// Wishes as the form has them.
    pub(super) fn picks(&self, wishes: &[AccessWish]) -> Chosen {
        let mut chosen = Chosen::new();
        for wish in wishes {
            let until = wish.window.until.map(|until| self.last_day(until.as_millisecond())).unwrap_or_default();
            if let Some((sort, pick)) = Pick::of(&wish.what, until) {
                chosen.insert((wish.resource, sort), pick);
            }
        }
        chosen
    }

    fn pick_label(&self, pick: &Pick) -> String {
        let level = if pick.id.is_empty() { String::new() } else { self.access_label(&pick.id) };
        if pick.until.is_empty() { level } else { format!("{level}, {}", pick.until) }
    }
}

/// The levels and project roles that are given, and do or will count.
fn levels(at: &InAccount, profile: &MemberProfile) -> Chosen {
    let now = at.now().as_millisecond();
    let given = profile.access.iter().filter(|grant| grant.until_at.is_none_or(|until| until > now));
    let mut chosen = Chosen::new();
    for grant in given {
        let until = grant.until_at.map(|until| at.last_day(until)).unwrap_or_default();
        if let Some((sort, pick)) = Pick::of(&Given::stored(&grant.slot, &grant.value), until) {
            chosen.insert((grant.resource, sort), pick);
        }
    }
    chosen
}

/// What a form was made from.
struct Made<'f> {
    version: i64,
    was: &'f Chosen,
}

struct Form<'f> {
    resources: &'f Resources,
    chosen: &'f Chosen,
    made: Made<'f>,
    errors: Errors,
    before: Markup,
    answer: Option<&'f Answer>,
    /// Something is chosen that is not saved.
    unsaved: bool,
}

impl<'f> Form<'f> {
    fn new(resources: &'f Resources, chosen: &'f Chosen, made: Made<'f>) -> Form<'f> {
        let (errors, before) = (Errors::default(), Markup::default());
        Form { resources, chosen, made, errors, before, answer: None, unsaved: false }
    }

    fn show(&self, at: &InAccount, status: StatusCode, profile: &MemberProfile) -> Response {
        let (t, line) = (at.visit.t, &profile.line);
        let list = at.path("/users");
        // A level gives nothing beside a role that reaches everything; what is given otherwise is added to it.
        let levels = at.here.model.kinds().any(|(_, kind)| !kind.levels.is_empty());
        let sleeps = levels && line.reach.iter().any(|reach| reach.all);
        let panel = Panel::new(at.label("access", "access-title"), list.clone(), t.get("close"))
            .lead(format!("{} · {}", called(line), at.role_labels(&line.roles)))
            .post(at.user(line.row.member, "/access"))
            .body(html! {
                (self.errors.summary(at))
                (self.before)
                @if sleeps {
                    (Notice::new(Tone::Info, html! {
                        (t.with("access-sleeps", &[("roles", at.role_labels(&line.roles).into())]))
                    }))
                }
                input type="hidden" name="version" value=(self.made.version) data-unsaved[self.unsaved];
                (unseen(&WAS, self.made.was.iter()))
                @if self.resources.is_empty() {
                    p { (t.get("access-nothing-there")) }
                } @else {
                    (same_as::field(at, self.answer))
                    (self.resources.tree(at, "access", self.chosen))
                }
            })
            .footer(html! { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("save")).primary()) });
        at.panel(status, t.with("access-of", &[("name", called(line).into())]), &panel)
    }
}
