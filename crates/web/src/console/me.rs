//! One's own page: what one says of oneself, how one signs in, and where one is.

pub(crate) mod address;
pub(crate) mod data;
pub(crate) mod erase;
pub(crate) mod password;
pub(crate) mod sessions;

use crate::{
    console::{
        PageError, accounts,
        choices::{countries, languages},
        form::{Form, Problems},
        sign_in,
        visit::Visit,
        zones::zones,
    },
    request::{flash_cookie, signed_out_cookie},
    text::Text,
    ui::{Button, Definitions, Empty, Field, Heading, Notice, Select, Tone, card},
};
use axum::{
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    Caller, Failure,
    people::{self, EditMe, Me, MyAccount},
};
use roster_domain::refusal::Refusal;
use serde::Deserialize;

/// Where it is.
pub(crate) const PATH: &str = "/me";

/// What one says of oneself, as it was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct About {
    name: String,
    language: String,
    country: String,
    time_zone: String,
    version: i64,
}

impl About {
    fn of(me: &Me) -> About {
        About {
            name: me.name.clone(),
            language: me.language.tag().to_owned(),
            country: me.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            time_zone: me.time_zone.clone(),
            version: me.version,
        }
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    let about = About::of(&visit.me);
    page(&visit, StatusCode::OK, &about, &Problems::none(), None).await
}

/// Saves what one says of oneself.
pub(crate) async fn submit(visit: Visit, Form(about): Form<About>) -> Result<Response, PageError> {
    let edit = EditMe {
        name: Some(about.name.clone()),
        language: Some(about.language.clone()),
        country: Some(about.country.clone()),
        time_zone: Some(about.time_zone.clone()),
    };
    let caller = Caller { seen_version: Some(about.version), ..visit.caller.clone() };
    match people::edit_me(&visit.web.app, &caller, edit).await {
        // The message already speaks the language that was just chosen.
        Ok(me) => Ok(visit.go(PATH, &Text::for_language(me.language).get("saved"))),
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let labels = [
                ("name", "profile-name"),
                ("language", "profile-language"),
                ("country", "profile-country"),
                ("time_zone", "profile-time-zone"),
            ];
            let problems = Problems::new(visit.t, &problems).called(visit.t, &labels);
            page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &about, &problems, None).await
        }
        // Saved from another window meanwhile: what was typed stays, and what stands now is what the next Save is about.
        Err(Failure::Refused(Refusal::Stale { current })) => {
            let about = About { version: current, ..about };
            let stale = Notice::new(Tone::Warn, html! { (visit.t.get("refusal-stale")) });
            page(&visit, StatusCode::CONFLICT, &about, &Problems::none(), Some(html! { (stale) })).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Ends all sessions, this one among them.
pub(crate) async fn sign_out_everywhere(visit: Visit) -> Result<Response, PageError> {
    people::sign_out_everywhere(&visit.web.app, &visit.caller).await?;
    let mut response = Redirect::to(sign_in::PATH).into_response();
    response.headers_mut().append(SET_COOKIE, signed_out_cookie(&visit.web));
    response.headers_mut().append(SET_COOKIE, flash_cookie(&visit.web, &visit.t.get("profile-signed-out-everywhere")));
    Ok(response)
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    about: &About,
    problems: &Problems,
    notice: Option<Markup>,
) -> Result<Response, PageError> {
    let t = visit.t;
    let accounts = people::accounts(&visit.web.app, &visit.caller).await?;
    let signed_in = people::sessions(&visit.web.app, &visit.caller).await?;
    let body = html! {
        (Heading::new(t.get("profile-title")))
        div.column {
            (problems.summary(t))
            @if let Some(notice) = notice { (notice) }
            (card(Some(&t.get("profile-about")), about_form(t, about, problems)))
            (card(Some(&t.get("profile-sign-in")), how_to_sign_in(visit)))
            (card(Some(&t.get("profile-sessions")), sessions::list(visit, &signed_in)))
            (places(visit, &accounts))
            (data::section(t))
            (card(Some(&t.get("erase-title")), erasing(t, accounts.is_empty())))
        }
    };
    Ok(visit.answer(status, visit.page(t.get("profile-title")).console(&visit.shell(), body)))
}

fn about_form(t: &'static Text, about: &About, problems: &Problems) -> Markup {
    let countries = countries(t, "profile-country-none");
    html! {
        form method="post" action=(PATH) novalidate {
            input type="hidden" name="version" value=(about.version);
            (Field::text("name", t.get("profile-name")).value(about.name.clone()).autocomplete("name").max_length(200)
                .hint(t.get("profile-name-hint")).required().error(problems.of("name")))
            (Select::new("language", t.get("profile-language"), languages(t)).selected(about.language.clone())
                .autocomplete("language").error(problems.of("language")))
            (Select::new("country", t.get("profile-country"), countries).selected(about.country.clone())
                .autocomplete("country").error(problems.of("country")))
            (Select::new("time_zone", t.get("profile-time-zone"), zones(&about.time_zone)).selected(about.time_zone.clone())
                .error(problems.of("time_zone")))
            div.actions { (Button::submit(t.get("save")).primary()) }
        }
    }
}

fn how_to_sign_in(visit: &Visit) -> Markup {
    let t = visit.t;
    let change = |path: &'static str, key: &str| Button::link(path, t.get(key)).small().panel();
    let facts = Definitions::new()
        .changeable(
            t.get("profile-email"),
            html! {
                bdi { (visit.me.email.as_written()) }
                @if !visit.me.proven { " " small { (t.get("profile-email-unproven")) } }
            },
            change(address::PATH, "profile-change-email"),
        )
        .changeable(t.get("password"), html! { "••••••••" }, change(password::PATH, "profile-change-password"));
    html! { (facts) }
}

fn erasing(t: &'static Text, alone: bool) -> Markup {
    html! {
        @if alone {
            p { (t.get("erase-hint")) }
            div.actions { (Button::link(erase::PATH, t.get("erase-title")).panel()) }
        } @else {
            p { (t.get("erase-still")) }
        }
    }
}

fn places(visit: &Visit, mine: &[MyAccount]) -> Markup {
    let t = visit.t;
    html! {
        h2 { (t.get("accounts-title")) }
        @if mine.is_empty() {
            (Empty::new(icondata_lu::LuBuilding2, t.get("account-none")).text(t.get("account-none-hint")))
        } @else {
            (accounts::list(visit, mine))
        }
    }
}
