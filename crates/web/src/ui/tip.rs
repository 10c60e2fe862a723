//! A short explanation on hover, focus or tap.

use maud::{Markup, html};

use super::icon::icon;

/// A round button named `label` that shows `text`. Point `aria-describedby` of what it explains to `id`.
pub fn tip(id: &str, label: &str, text: &str) -> Markup {
    html! {
        // `interestfor` is for hover and focus, `popovertarget` for a tap and for browsers without the first.
        button.tip-button type="button" interestfor=(id) popovertarget=(id) popovertargetaction="show"
            aria-label=(label) aria-describedby=(id) { (icon(icondata_lu::LuInfo)) }
        span.tip id=(id) popover="auto" role="tooltip" { (text) }
    }
}
