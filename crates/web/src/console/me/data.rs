//! What is kept of oneself, as a file.

use crate::{
    console::{PageError, visit::Visit},
    my_data_file,
    text::Text,
    ui::{Button, card},
};
use axum::response::Response;
use maud::{Markup, html};

/// Where it is.
const PATH: &str = "/me/data";

/// Sends the file.
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    Ok(my_data_file::answer(&visit.web.app, &visit.caller).await?)
}

/// The way to it.
pub(super) fn section(t: &'static Text) -> Markup {
    card(
        Some(&t.get("my-data-title")),
        html! {
            p { (t.get("my-data-hint")) }
            div.actions { (Button::link(PATH, t.get("my-data-download")).icon(icondata_lu::LuDownload)) }
        },
    )
}
