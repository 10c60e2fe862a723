//! Icons: Lucide's, drawn inline, always decoration next to a text or a label.

use icondata_core::Icon;
use maud::{Markup, PreEscaped, html};

/// An icon, hidden from assistive technology: `icon(icondata_lu::LuSearch)`. How it is drawn stands in the style sheet, because
/// a page has hundreds.
pub fn icon(data: Icon) -> Markup {
    draw(data, "icon")
}

/// An icon that points somewhere, turned round where the script runs from right to left.
pub fn mirrored_icon(data: Icon) -> Markup {
    draw(data, "icon mirrored")
}

fn draw(data: Icon, class: &str) -> Markup {
    html! {
        svg class=(class) viewBox=(data.view_box.unwrap_or("0 0 24 24")) aria-hidden="true" { (PreEscaped(data.data)) }
    }
}

/// The product's mark.
pub(super) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" {
            rect width="32" height="32" rx="9" {}
            g {
                circle cx="10" cy="11" r="3" {}
                rect x="16" y="9.5" width="9" height="3" rx="1.5" {}
                circle.second cx="10" cy="21" r="3" {}
                rect.second x="16" y="19.5" width="6" height="3" rx="1.5" {}
            }
        }
    }
}
