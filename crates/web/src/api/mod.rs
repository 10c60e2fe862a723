//! What programs ask: JSON under `/v1`, one resource per noun, each handler one use-case.

#![allow(unused_qualifications, reason = "utoipa's attributes write out whole paths")]

mod access;
mod access_requests;
mod accounts;
mod acting;
mod answer;
pub(crate) mod authzen;
mod bulk;
mod check;
mod closure;
mod compliance;
mod credits;
mod details;
pub(crate) mod document;
mod entries;
mod events;
mod export;
pub(crate) mod health;
mod invitations;
mod jobs;
mod keys;
mod life;
mod links;
mod me;
mod members;
mod merges;
mod model;
mod model_plan;
mod my_mails;
mod overview;
mod passwords;
mod pending;
mod permissions;
mod presence;
mod quotations;
mod reach;
mod relocate;
mod resources;
mod restore_preview;
mod same_access;
mod sessions;
mod sign_in_state;
mod sign_ups;
mod support;
mod transactions;
mod transfers;
mod undo;
mod upsert;
pub(crate) mod users;
mod why;

use crate::Web;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

/// Every route.
pub(crate) fn routes() -> OpenApiRouter<Web> {
    UnderV1(OpenApiRouter::new())
        .routes(routes!(sessions::create, sessions::list, sessions::delete_all))
        .routes(routes!(sessions::delete_current))
        .routes(routes!(sessions::delete_others))
        .routes(routes!(sessions::delete_one))
        .routes(routes!(passwords::ask))
        .routes(routes!(passwords::look))
        .routes(routes!(passwords::complete))
        .routes(routes!(me::show, me::edit))
        .routes(routes!(me::data))
        .routes(routes!(me::change_password))
        .routes(routes!(me::erase))
        .routes(routes!(me::ask_for_address))
        .routes(routes!(me::look_at_address))
        .routes(routes!(me::prove_address))
        .routes(routes!(links::look))
        .routes(routes!(links::accept))
        .routes(routes!(links::request))
        .routes(routes!(sign_ups::ask))
        .routes(routes!(sign_ups::look))
        .routes(routes!(sign_ups::complete))
        .routes(routes!(accounts::list, accounts::create))
        .routes(routes!(accounts::show))
        .routes(routes!(details::show, details::edit))
        .routes(routes!(overview::show))
        .routes(routes!(support::show, support::end))
        .routes(routes!(closure::show, closure::close, closure::reopen))
        .routes(routes!(members::list, users::create))
        .routes(routes!(users::preview))
        .routes(routes!(users::password_link))
        .routes(routes!(my_mails::show, my_mails::set))
        .routes(routes!(members::counts))
        .routes(routes!(export::all, export::some))
        .routes(routes!(members::show, members::edit, members::delete))
        .routes(routes!(members::set_role))
        .routes(routes!(life::disable))
        .routes(routes!(life::enable))
        .routes(routes!(life::archive))
        .routes(routes!(life::restore, restore_preview::show))
        .routes(routes!(sign_in_state::show))
        .routes(routes!(sign_in_state::unblock))
        .routes(routes!(sign_in_state::propose_address, sign_in_state::withdraw_proposal))
        .routes(routes!(members::preview_role))
        .routes(routes!(same_access::show))
        .routes(routes!(acting::start))
        .routes(routes!(acting::end))
        .routes(routes!(acting::list))
        .routes(routes!(bulk::change_many))
        .routes(routes!(restore_preview::show_many))
        .routes(routes!(jobs::list))
        .routes(routes!(jobs::show))
        .routes(routes!(jobs::items))
        .routes(routes!(jobs::cancel))
        .routes(routes!(jobs::again))
        .routes(routes!(jobs::undo))
        .routes(routes!(transfers::list, transfers::start))
        .routes(routes!(transfers::show, transfers::withdraw))
        .routes(routes!(transfers::accept))
        .routes(routes!(transfers::decline))
        .routes(routes!(life::belongings))
        .routes(routes!(life::hand_over))
        .routes(routes!(life::leave))
        .routes(routes!(access::show, access::change))
        .routes(routes!(access::find))
        .routes(routes!(invitations::create, invitations::list))
        .routes(routes!(invitations::preview))
        .routes(routes!(invitations::send_again, invitations::withdraw, pending::edit))
        .routes(routes!(pending::copy_link))
        .routes(routes!(pending::requests))
        .routes(routes!(resources::list, resources::create, upsert::upsert))
        .routes(routes!(resources::show, resources::rename, resources::delete))
        .routes(routes!(check::check))
        .routes(routes!(reach::permissions, permissions::set))
        .routes(routes!(reach::reach))
        .routes(routes!(reach::reachers))
        .routes(routes!(resources::deletion))
        .routes(routes!(resources::attributes))
        .routes(routes!(resources::owner))
        .routes(routes!(relocate::relocate))
        .routes(routes!(relocate::preview))
        .routes(routes!(credits::show))
        .routes(routes!(credits::purchase))
        .routes(routes!(credits::allocate))
        .routes(routes!(credits::spend))
        .routes(routes!(credits::hold))
        .routes(routes!(credits::release))
        .routes(routes!(credits::capture))
        .routes(routes!(credits::refund))
        .routes(routes!(transactions::list))
        .routes(routes!(transactions::export))
        .routes(routes!(compliance::show, compliance::set))
        .routes(routes!(quotations::list, quotations::issue))
        .routes(routes!(quotations::show, quotations::withdraw))
        .routes(routes!(quotations::accept))
        .routes(routes!(quotations::decline))
        .routes(routes!(merges::archive))
        .routes(routes!(merges::offer))
        .routes(routes!(merges::look))
        .routes(routes!(merges::merge))
        .routes(routes!(access_requests::list, access_requests::ask))
        .routes(routes!(access_requests::give))
        .routes(routes!(access_requests::decline))
        .routes(routes!(model::show))
        .routes(routes!(model::versions))
        .routes(routes!(model::check))
        .routes(routes!(model::plan))
        .routes(routes!(model::plan_lines))
        .routes(routes!(model::apply))
        .routes(routes!(model::plan_undo))
        .routes(routes!(model::undo))
        .routes(routes!(model::what_if))
        .routes(routes!(events::list))
        .routes(routes!(events::export))
        .routes(routes!(presence::show, presence::set))
        .routes(routes!(undo::preview, undo::undo))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::show, keys::revoke))
        .0
}

/// A router that writes `/v1` before every path. Nested routers do that anew for every request, which costs a check a tenth of
/// its time.
struct UnderV1(OpenApiRouter<Web>);

impl UnderV1 {
    fn routes(self, (schemas, mut paths, methods): UtoipaMethodRouter<Web>) -> UnderV1 {
        paths.paths = paths.paths.into_iter().map(|(path, item)| (format!("/v1{path}"), item)).collect();
        UnderV1(self.0.routes((schemas, paths, methods)))
    }
}
