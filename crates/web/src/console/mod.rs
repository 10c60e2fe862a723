//! What people see: pages, each handler one use-case.

mod accept;
mod account_home;
mod account_words;
mod accounts;
mod acting;
mod audit;
mod choices;
mod close;
mod colleagues;
mod compliance;
mod confirm_address;
mod create_account;
mod credits;
mod days;
mod details;
mod error;
mod forgot_password;
mod form;
mod jobs;
mod keys;
mod leave;
mod mailbox;
mod me;
mod merge;
mod model;
mod my_mails;
mod overview;
mod problems;
mod quotations;
mod requests;
mod reset_password;
mod resources;
mod sent;
mod settings;
mod sign_in;
mod sign_up;
mod support;
mod transfers;
mod users;
mod visit;
mod ways;
mod zones;

pub(crate) use account_words::permission_key;
pub(crate) use error::{PageError, cross_site, late, not_found, panicked};
pub(crate) use model::progress::Underway;
pub(crate) use sent::query;

use crate::{Web, WebConfig, listed::Listed};
use axum::routing::{MethodRouter, get, post};
use maud::Markup;
use roster_domain::{lifecycle::Step, model::Leaving};

/// Every page; those of the demo only where they are switched on.
pub(crate) fn routes(config: &WebConfig) -> Listed {
    let mut pages = Listed::new()
        .route("/", get(visit::start))
        .route(problems::PATH, get(problems::list))
        .route("/problems/{code}", get(problems::one))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/forgot-password", get(forgot_password::show).post(forgot_password::submit))
        .route("/reset-password/{token}", get(reset_password::show).post(reset_password::submit))
        .route("/confirm-address/{token}", get(confirm_address::show).post(confirm_address::submit))
        .route("/invitations/{token}", get(accept::show).post(accept::submit))
        .route("/invitations/{token}/join", post(accept::join))
        .route("/invitations/{token}/merge", get(merge::show).post(merge::submit))
        .route("/invitations/{token}/ask-again", post(accept::ask_again))
        .route("/join/{account}", get(sign_up::show).post(sign_up::submit))
        .route("/sign-up/{token}", get(sign_up::look).post(sign_up::complete))
        .route("/sign-up/{token}/join", post(sign_up::join))
        .route("/accounts/{account}", get(account_home::show))
        .route("/accounts/{account}/leave", get(leave::show).post(leave::submit))
        .route("/accounts/{account}/users", get(users::list::show))
        .route("/accounts/{account}/users/invite", get(users::invite::show).post(users::invite::submit))
        .route("/accounts/{account}/users/new", get(users::create::show).post(users::create::submit))
        .route("/accounts/{account}/users/verdicts", post(users::verdicts::show))
        .route("/accounts/{account}/users/hints", post(users::verdicts::hints))
        .route("/accounts/{account}/users/columns", post(users::choose_columns::submit))
        .route("/accounts/{account}/users/export", post(users::export::all))
        .route("/accounts/{account}/users/bulk/export", post(users::export::some))
        .route("/accounts/{account}/users/bulk/send-again", post(users::bulk::send_again_all))
        .route("/accounts/{account}/users/bulk/withdraw", post(users::bulk::withdraw_all))
        .route("/accounts/{account}/users/bulk/change", post(users::bulk::change::submit))
        .route(
            "/accounts/{account}/users/bulk/disable",
            post(|at, sent| users::bulk::put_out_all(at, sent, Leaving::Disable)),
        )
        .route(
            "/accounts/{account}/users/bulk/archive",
            post(|at, sent| users::bulk::put_out_all(at, sent, Leaving::Archive)),
        )
        .route(
            "/accounts/{account}/users/bulk/delete",
            post(|at, sent| users::bulk::put_out_all(at, sent, Leaving::Delete)),
        )
        .route(
            "/accounts/{account}/users/bulk/enable",
            post(|at, sent| users::bulk::bring_back_all(at, sent, Step::Enable)),
        )
        .route(
            "/accounts/{account}/users/bulk/restore",
            post(|at, sent| users::bulk::bring_back_all(at, sent, Step::Restore)),
        )
        .route("/accounts/{account}/jobs/{job}", get(jobs::show::show))
        .route("/accounts/{account}/jobs/{job}/stop", post(jobs::act::stop))
        .route("/accounts/{account}/jobs/{job}/again", post(jobs::act::again))
        .route("/accounts/{account}/jobs/{job}/undo", post(jobs::act::undo))
        .route("/accounts/{account}/users/{member}", get(users::show::show))
        .route("/accounts/{account}/users/{member}/edit", get(users::edit::show).post(users::edit::submit))
        .route("/accounts/{account}/users/{member}/role", post(users::assign::submit))
        .route("/accounts/{account}/users/{member}/access", get(users::access::show).post(users::access::submit))
        .route("/accounts/{account}/users/{member}/reach/{kind}", get(users::reach::show))
        .route(
            "/accounts/{account}/users/{member}/permissions",
            get(users::permissions::show).post(users::permissions::submit),
        )
        .route("/accounts/{account}/users/{member}/disable", out(Leaving::Disable))
        .route("/accounts/{account}/users/{member}/archive", out(Leaving::Archive))
        .route("/accounts/{account}/users/{member}/delete", out(Leaving::Delete))
        .route("/accounts/{account}/users/{member}/enable", back(Step::Enable))
        .route("/accounts/{account}/users/{member}/restore", back(Step::Restore))
        .route("/accounts/{account}/users/{member}/act-as", get(users::act_as::show).post(users::act_as::submit))
        .route(
            "/accounts/{account}/users/{member}/merge",
            get(users::offer_merge::show).post(users::offer_merge::submit),
        )
        .route("/accounts/{account}/users/{member}/transfer", get(transfers::ask).post(transfers::start))
        .route("/accounts/{account}/transfers/{transfer}", get(transfers::show))
        .route("/accounts/{account}/transfers/{transfer}/accept", post(transfers::accept))
        .route("/accounts/{account}/transfers/{transfer}/decline", post(transfers::decline))
        .route("/accounts/{account}/transfers/{transfer}/withdraw", post(transfers::withdraw))
        .route("/accounts/{account}/acting/end", post(acting::submit))
        .route("/support/{token}", get(support::show).post(support::begin))
        .route("/accounts/{account}/support/end", post(support::end))
        .route("/accounts/{account}/users/{member}/send-again", post(users::send_again::submit))
        .route("/accounts/{account}/users/{member}/withdraw", get(users::withdraw::show).post(users::withdraw::submit))
        .route("/accounts/{account}/users/{member}/invitation", get(users::pending::show).post(users::pending::submit))
        .route(
            "/accounts/{account}/users/{member}/copy-link",
            get(users::copy_link::show).post(users::copy_link::submit),
        )
        .route(
            "/accounts/{account}/users/{member}/password-link",
            get(users::password_link::show).post(users::password_link::submit),
        )
        .route("/accounts/{account}/users/{member}/sign-in", get(users::sign_in::show))
        .route("/accounts/{account}/users/{member}/unblock", post(users::sign_in::unblock))
        .route("/accounts/{account}/users/{member}/address", get(users::address::show).post(users::address::submit))
        .route("/accounts/{account}/users/{member}/address/withdraw", post(users::address::withdraw))
        .route("/accounts/{account}/colleagues/hide-me", post(colleagues::hide_me))
        .route("/accounts/{account}/colleagues/show-me", post(colleagues::show_me))
        .route("/accounts/{account}/colleagues/{member}", get(colleagues::follow))
        .route("/accounts/{account}/mails", get(my_mails::show).post(my_mails::submit))
        .route("/me", get(me::show).post(me::submit))
        .route("/me/address", get(me::address::show).post(me::address::submit))
        .route("/me/password", get(me::password::show).post(me::password::submit))
        .route("/me/data", get(me::data::show))
        .route("/me/sessions/{session}/end", post(me::sessions::end))
        .route("/me/sessions/end-others", post(me::sessions::end_others))
        .route("/me/erase", get(me::erase::show).post(me::erase::submit))
        .route("/me/sign-out-everywhere", post(me::sign_out_everywhere))
        .route("/accounts", get(accounts::show))
        .route("/accounts/new", get(create_account::show).post(create_account::submit))
        .route("/accounts/{account}/close", get(close::show).post(close::submit))
        .route("/accounts/{account}/closed", get(close::closed).post(close::reopen))
        .route("/accounts/{account}/settings", get(settings::show))
        .route("/accounts/{account}/resources/{kind}", get(resources::list::show))
        .route("/accounts/{account}/resources/{kind}/new", get(resources::create::show).post(resources::create::submit))
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/rename",
            get(resources::rename::show).post(resources::rename::submit),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/move",
            get(resources::relocate::show).post(resources::relocate::submit),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/delete",
            get(resources::delete::show).post(resources::delete::submit),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/owner",
            get(resources::owner::show).post(resources::owner::submit),
        )
        .route("/accounts/{account}/resources/{kind}/{resource}/members", get(resources::members::show))
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/members/give",
            get(resources::give::show).post(resources::give::submit),
        )
        .route("/accounts/{account}/resources/{kind}/{resource}/members/selected", post(resources::members::selected))
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/members/remove",
            get(resources::take::show_many).post(resources::take::submit_many),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/members/{member}/edit",
            get(resources::edit::show).post(resources::edit::submit),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/members/{member}/assign",
            post(resources::assign::submit),
        )
        .route(
            "/accounts/{account}/resources/{kind}/{resource}/members/{member}/remove",
            get(resources::take::show).post(resources::take::submit),
        )
        .route("/accounts/{account}/credits", get(credits::show::show))
        .route("/accounts/{account}/credits/add", get(credits::add::show).post(credits::add::submit))
        .route("/accounts/{account}/credits/export", post(credits::export::submit))
        .route("/accounts/{account}/compliance", get(compliance::show::show))
        .route("/accounts/{account}/compliance/change", get(compliance::change::show).post(compliance::change::submit))
        .route("/accounts/{account}/details", get(details::show::show))
        .route("/accounts/{account}/details/edit", get(details::edit::show).post(details::edit::submit))
        .route("/accounts/{account}/quotations", get(quotations::list::show))
        .route("/accounts/{account}/quotations/new", get(quotations::issue::show).post(quotations::issue::submit))
        .route("/accounts/{account}/quotations/{quotation}", get(quotations::show::show))
        .route(
            "/accounts/{account}/quotations/{quotation}/accept",
            get(quotations::decide::accept).post(quotations::decide::submit_accept),
        )
        .route(
            "/accounts/{account}/quotations/{quotation}/decline",
            get(quotations::decide::decline).post(quotations::decide::submit_decline),
        )
        .route(
            "/accounts/{account}/quotations/{quotation}/withdraw",
            get(quotations::withdraw::show).post(quotations::withdraw::submit),
        )
        .route("/accounts/{account}/ask", get(requests::ask::show).post(requests::ask::submit))
        .route("/accounts/{account}/archive", post(account_home::archive))
        .route("/accounts/{account}/requests", get(requests::list::show))
        .route("/accounts/{account}/requests/{request}/give", post(requests::answer::give))
        .route("/accounts/{account}/requests/{request}/decline", post(requests::answer::decline))
        .route("/accounts/{account}/model", get(model::edit::show).post(model::edit::submit))
        .route("/accounts/{account}/model/check", post(model::edit::verdicts))
        .route("/accounts/{account}/model/progress", get(model::progress::show))
        .route("/accounts/{account}/model/lines", post(model::edit::file))
        .route("/accounts/{account}/model/apply", post(model::edit::apply_it))
        .route("/accounts/{account}/model/history", get(model::history::show))
        .route("/accounts/{account}/model/undo", get(model::history::undo))
        .route("/accounts/{account}/overview", get(overview::show))
        .route("/accounts/{account}/audit", get(audit::list::show))
        .route("/accounts/{account}/audit/export", post(audit::export::submit))
        .route("/accounts/{account}/audit/live", get(audit::live::show))
        .route("/accounts/{account}/audit/{seq}", get(audit::show::show))
        .route("/accounts/{account}/audit/{seq}/undo", get(audit::undo::show).post(audit::undo::submit))
        .route("/accounts/{account}/keys", get(keys::list::show))
        .route("/accounts/{account}/keys/new", get(keys::create::show).post(keys::create::submit))
        .route("/accounts/{account}/keys/{key}/revoke", get(keys::revoke::show).post(keys::revoke::submit));
    if config.mailbox {
        pages = pages
            .route("/mailbox", get(mailbox::show))
            .route("/mailbox/{account}/{mail}", get(mailbox::mail::show))
            .route("/mailbox/{account}/{mail}/html", get(mailbox::mail::formatted));
    }
    if config.styleguide {
        pages = pages.route("/styleguide", get(styleguide));
    }
    Listed { router: pages.router.method_not_allowed_fallback(not_found), ..pages }
}

/// The question and the deed of a way out.
fn out(way: Leaving) -> MethodRouter<Web> {
    get(move |at, member| users::out::show(at, member, way))
        .post(move |at, member, sent| users::out::submit(at, member, sent, way))
}

/// The question and the deed of a way back.
fn back(step: Step) -> MethodRouter<Web> {
    get(move |at, member| users::back::show(at, member, step))
        .post(move |at, member, sent| users::back::submit(at, member, sent, step))
}

/// Every part of the console in every state, to be looked at.
async fn styleguide() -> Markup {
    crate::ui::styleguide::page()
}
