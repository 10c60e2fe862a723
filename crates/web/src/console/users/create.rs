//! "New user": a user is created by name and address, and welcomed now or later (B05–B09).

use super::{
    Errors, field_errors,
    look_twice::look_twice,
    particulars::{self, Particulars},
    same_as::{self, Answer},
    tree::{Chosen, GROUPS, Resources, chosen, search},
};
use crate::{
    api::users::previewed,
    console::{
        PageError,
        sent::{Asked, Pairs, Sent},
        visit::InAccount,
    },
    mail::{Recipient, RenderedMail},
    ui::{Button, Checkbox, Field, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    invitations::{create::AccessWish, preview::preview as verdicts},
    members::create::{self as new, CreateUser, WelcomeMail},
};
use roster_domain::{grant::Window, id::MemberId, language::Language, model::HowManyRoles, refusal::Refusal};

/// The form's own fields, as refusals name them.
const FIELDS: [&str; 9] = {
    let [name, given, family, company, fields] = particulars::FIELDS;
    [name, given, family, company, fields, "email", "roles", "subject", "message"]
};

/// The button that shows the mail before it is sent.
const PREVIEW: &str = "preview";

/// What was typed and chosen.
#[derive(Default)]
struct NewUser {
    about: Particulars,
    email: String,
    roles: Vec<String>,
    access: Chosen,
    tell: bool,
    mail: WelcomeMail,
    search: String,
    /// Whether something was to be looked at once more.
    doubted: bool,
    /// What became of the wish for a colleague's access.
    answer: Option<Answer>,
}

impl NewUser {
    /// Telling them is recommended: otherwise they don't know how to get in (B06).
    fn empty() -> NewUser {
        NewUser { tell: true, ..NewUser::default() }
    }

    fn read(sent: &Pairs) -> NewUser {
        let mut access = chosen(sent, &GROUPS);
        access.retain(|_, pick| !pick.id.is_empty());
        NewUser {
            about: Particulars::read(sent, ""),
            email: sent.raw("email").to_owned(),
            roles: sent.all::<String>("roles").into_iter().filter(|role| !role.is_empty()).collect(),
            access,
            tell: sent.some("tell").is_some(),
            mail: WelcomeMail {
                subject: sent.raw("subject").to_owned(),
                message: sent.raw("message").to_owned(),
                copy: sent.some("copy").is_some(),
            },
            search: search(sent).unwrap_or_default(),
            doubted: false,
            answer: None,
        }
    }

    /// Takes over what a colleague has (F15).
    fn fill(&mut self, at: &InAccount, answer: Option<Answer>) {
        if let Some(Answer::Found(same)) = &answer {
            if let Some(roles) = same_as::roles(at, same) {
                self.roles = roles;
            }
            self.access = at.picks(&same.access);
            self.search.clear();
        }
        self.answer = answer;
    }

    fn input(&self, at: &InAccount) -> Result<CreateUser, Refusal> {
        let mut access = Vec::new();
        for ((resource, sort), pick) in &self.access {
            let until = at.end_of(&pick.until, "/access").map_err(|problem| Refusal::Invalid(vec![problem]))?;
            let window = Window { from: None, until };
            access.extend(pick.given(*sort).map(|what| AccessWish { resource: *resource, what, window }));
        }
        access.sort_by_key(|wish| wish.resource);
        Ok(CreateUser {
            about: self.about.known(at),
            email: self.email.clone(),
            roles: self.roles.clone(),
            access,
            permissions: Default::default(),
            welcome: self.tell.then(|| self.mail.clone()),
        })
    }
}

/// The empty form. `?q=` begins with a search.
pub(crate) async fn show(at: InAccount, Asked(asked): Asked) -> Result<Response, PageError> {
    offered(&at)?;
    // Asks who may create users, and notes it where somebody may not (A01).
    new::preview(&at.visit.web.app, &at.visit.caller, at.here.account, WelcomeMail::default()).await?;
    let form = NewUser { search: asked.get("q").to_owned(), ..NewUser::empty() };
    page(&at, StatusCode::OK, &form, &Errors::default(), Markup::default()).await
}

/// Where the model has people invited, there is no such form.
fn offered(at: &InAccount) -> Result<(), Refusal> {
    if at.here.model.invitation().welcome { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Creates; or shows the mail first.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    offered(&at)?;
    let form = NewUser::read(&sent);
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let answer = same_as::asked(&at, &sent).await?;
    if answer.is_some() {
        verdicts(app, caller, account, "").await?;
        let mut form = form;
        form.fill(&at, answer);
        return page(&at, StatusCode::OK, &form, &Errors::default(), Markup::default()).await;
    }
    if search(&sent).is_some() {
        verdicts(app, caller, account, "").await?;
        return page(&at, StatusCode::OK, &form, &Errors::default(), Markup::default()).await;
    }
    if sent.some(PREVIEW).is_some() {
        return match new::preview(app, caller, account, form.mail.clone()).await {
            Ok(welcome) => {
                let mail = previewed(&at.visit.web, welcome, &reader(&at, &form))?;
                page(&at, StatusCode::OK, &form, &Errors::default(), mail_shown(&at, &mail)).await
            }
            Err(failure) => refused(&at, &form, failure).await,
        };
    }
    if let Some(doubt) = look_twice(&at, &sent, &form.email).await? {
        return page(
            &at,
            StatusCode::UNPROCESSABLE_ENTITY,
            &NewUser { doubted: true, ..form },
            &Errors::default(),
            doubt,
        )
        .await;
    }
    let done = match form.input(&at) {
        Ok(input) => new::create(app, caller, account, input).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(_) => {
            let key = if form.tell { "new-user-told" } else { "new-user-not-told" };
            let said = at.visit.t.with(key, &[("name", form.about.called(&at).into())]);
            Ok(at.visit.go(&at.path("/users?status=invited"), &said))
        }
        Err(failure) => refused(&at, &form, failure).await,
    }
}

/// What is wrong is said, and what was typed stays; somebody who is here already is led to (F11).
async fn refused(at: &InAccount, form: &NewUser, failure: Failure) -> Result<Response, PageError> {
    match failure {
        Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound)) => Err(refusal.into()),
        Failure::Refused(Refusal::AddressTaken { member: Some(member) }) => {
            let status = StatusCode::CONFLICT;
            page(at, status, form, &Errors::default(), here_already(at, member)).await
        }
        Failure::Refused(refusal) => {
            let errors = field_errors(at, &refusal, &FIELDS);
            page(at, crate::refusal::status(&refusal), form, &errors, Markup::default()).await
        }
        failure => Err(failure.into()),
    }
}

fn here_already(at: &InAccount, member: MemberId) -> Markup {
    let t = at.visit.t;
    let see = Button::link(at.user(member, ""), t.get("new-user-see")).small();
    html! { (Notice::new(Tone::Warn, html! { p { (t.get("refusal-address_taken")) } (see) })) }
}

/// Whoever will read it is new: they are called as they are called here, and read as whoever creates them.
fn reader(at: &InAccount, form: &NewUser) -> Recipient {
    let email = if form.email.trim().is_empty() { "name@example.com" } else { form.email.trim() };
    let language = Language::from_tag(at.tag()).unwrap_or_default();
    Recipient { name: form.about.called(at), email: email.to_owned(), language, zone: at.visit.zone() }
}

fn mail_shown(at: &InAccount, mail: &RenderedMail) -> Markup {
    let t = at.visit.t;
    html! {
        (Notice::new(Tone::Info, html! { @for line in mail.text.lines() { p { (line) } } })
            .title(t.with("new-user-preview-of", &[("subject", mail.subject.as_str().into())])))
    }
}

async fn page(
    at: &InAccount,
    status: StatusCode,
    form: &NewUser,
    errors: &Errors,
    above: Markup,
) -> Result<Response, PageError> {
    let t = at.visit.t;
    let (list, title) = (at.path("/users"), at.title("invite.title", "invite", "new-user-title"));
    let resources = Resources::for_newcomer(at, &form.search, &form.access).await?;
    let many = at.here.model.membership().roles == HowManyRoles::Many;
    let email = Field::email("email", t.get("email")).value(form.email.as_str()).required().autocomplete("off");
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .post(at.path("/users/new"))
        .body(html! {
            (errors.summary(at))
            (above)
            (form.about.names(at, errors, false, errors.is_empty()))
            (email.verdicts(at.path("/users/hints")).error(errors.of("email")))
            (form.about.rest(at, errors))
            (welcome(at, form, errors))
            (same_as::field(at, form.answer.as_ref()))
            (roles(at, form, errors, many))
            @if at.here.model.kinds().len() > 0 && !resources.is_empty() {
                div.field {
                    h2.group-title { (at.label("access", "access-title")) span.label-aside { (t.get("optional")) } }
                    (resources.tree(at, "new-user-access", &form.access))
                }
            }
        })
        .footer(html! {
            (Button::cancel(list, t.get("cancel")))
            @let send = if form.doubted { t.get("new-user-anyway").into_owned() } else { at.label("invite.send", "save") };
            (Button::submit(send).primary())
        });
    Ok(at.panel(status, title, &panel))
}

fn welcome(at: &InAccount, form: &NewUser, errors: &Errors) -> Markup {
    let t = at.visit.t;
    let valid = t.duration(at.here.model.invitation().valid_for);
    let subject = t.with("mail-welcome-subject", &[("account", at.here.name.as_str().into())]);
    html! {
        (Checkbox::new("tell", t.get("new-user-tell")).checked(form.tell)
            .hint(t.with("new-user-tell-hint", &[("time", valid.into())])))
        (Field::text("subject", t.get("new-user-subject")).aside(t.get("optional")).placeholder(subject)
            .value(form.mail.subject.as_str()).max_length(150).error(errors.of("subject")))
        (Field::textarea("message", t.get("invite-message")).aside(t.get("optional")).rows(2)
            .value(form.mail.message.as_str()).error(errors.of("message")))
        (Checkbox::new("copy", t.get("new-user-copy")).checked(form.mail.copy).hint(t.get("new-user-copy-hint")))
        div.actions { (Button::submit(t.get("new-user-preview")).sends(PREVIEW, "yes").small()) }
    }
}

/// Several where the model lets members have several; left blank, the default role holds (B07).
fn roles(at: &InAccount, form: &NewUser, errors: &Errors, many: bool) -> Markup {
    let (t, model) = (at.visit.t, &at.here.model);
    let default = model[model.membership().default_role].label.get(at.tag());
    let blank = t.with("new-user-roles-hint", &[("role", default.into())]);
    let offered = model.roles().filter(|(ix, _)| at.here.could_give_role(*ix)).map(|(_, role)| {
        (role.id.to_string(), role.label.get(at.tag()).to_owned(), role.help.get(at.tag()).to_owned())
    });
    html! {
        fieldset.field.choices id="f-roles" tabindex="-1" {
            legend { (at.label("column.roles", "role")) span.label-aside { (t.get("optional")) } }
            p.field-hint { (blank) }
            div.stack {
                @for (id, label, help) in offered {
                    @let chosen = form.roles.contains(&id);
                    @if many {
                        (Checkbox::new("roles", label).value(id).checked(chosen).hint(help))
                    } @else {
                        div.check {
                            input type="radio" id={ "f-roles-" (id) } name="roles" value=(id) checked[chosen];
                            div.check-text { label for={ "f-roles-" (id) } { (label) } p.field-hint { (help) } }
                        }
                    }
                }
            }
            @if let Some(error) = errors.of("roles") { p.field-error { (error) } }
        }
    }
}
