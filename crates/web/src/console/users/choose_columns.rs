//! Columns on and off, for each person (C08).

use super::columns::{Shown, heading};
use crate::{
    console::{PageError, sent::Sent, users::query::Query, visit::InAccount},
    ui::{Button, Checkbox, icon},
};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use roster_app::members::columns::choose_columns;
use roster_domain::model::Column;

/// The button and what it opens: a switch for each column but the name, without which there would be no way to a profile.
pub(super) fn panel(at: &InAccount, query: &Query, shown: &[Column]) -> Markup {
    if at.visit.is_acting() || at.here.member.is_none() {
        return Markup::default();
    }
    let t = at.visit.t;
    let columns = at.here.model.columns().into_iter().filter(|(_, column)| *column != Column::Name);
    html! {
        div id="users-view" data-renews {
            button.button.icon-only type="button" popovertarget="users-columns" aria-label=(t.get("users-columns"))
                title=(t.get("users-columns")) { (icon(icondata_lu::LuEllipsis)) }
            form.menu.box id="users-columns" popover="auto" method="post" action=(at.path("/users/columns"))
                aria-label=(t.get("users-columns")) {
                input type="hidden" name="back" value=(query.address(at));
                input type="hidden" name="column" value="name";
                div.box-list {
                    @for (word, column) in columns {
                        (Checkbox::new("column", heading(at, query, &Shown::Model(column.clone()))).value(word).checked(shown.contains(&column)))
                    }
                }
                div.box-foot {
                    (Button::submit(t.get("users-columns-model")).sends("model", "yes").small().quiet())
                    (Button::submit(t.get("apply")).small().primary())
                }
            }
        }
    }
}

/// Keeps what was chosen, and shows the list as it was.
pub(crate) async fn submit(at: InAccount, Sent(sent): Sent) -> Result<Response, PageError> {
    let chosen = sent.some("model").is_none().then(|| sent.all::<String>("column"));
    choose_columns(&at.visit.web.app, &at.visit.caller, at.here.account, chosen).await?;
    Ok(Redirect::to(&at.back(&sent)).into_response())
}
