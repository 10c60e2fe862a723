//! Icons: Lucide's, drawn inline, always decoration next to a text or a label.

use icondata_core::Icon;
use maud::{Markup, PreEscaped, Render, html};

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

/// Icons that a part of a page has many times: drawn once, and used where they stand.
pub(super) struct Drawn(Vec<(Icon, String, PreEscaped<String>)>);

impl Drawn {
    /// Each of these once; `part` tells the part of the page from the others that draw some.
    pub(super) fn once(part: &str, icons: impl Iterator<Item = Icon>) -> Drawn {
        let mut drawn = Drawn(Vec::new());
        for data in icons {
            if drawn.find(data).is_none() {
                // The same picture has the same name whenever the part is drawn (FNV-1a).
                let named = part.bytes().chain(data.data.bytes());
                let hash =
                    named.fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
                let id = format!("i-{hash:x}");
                let used = html! { svg.icon aria-hidden="true" { use href={ "#" (id) } {} } };
                drawn.0.push((data, id, used));
            }
        }
        drawn
    }

    fn find(&self, data: Icon) -> Option<&PreEscaped<String>> {
        self.0.iter().find(|(known, ..)| std::ptr::eq(known.data, data.data)).map(|(.., used)| used)
    }

    /// The icon where it stands.
    pub(super) fn icon(&self, data: Icon) -> Placed<'_> {
        self.find(data).map_or_else(|| Placed::Here(data), Placed::Used)
    }
}

/// What the places where they stand refer to.
impl Render for Drawn {
    fn render(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                svg hidden aria-hidden="true" {
                    @for (data, id, _) in &self.0 {
                        symbol id=(id) viewBox=(data.view_box.unwrap_or("0 0 24 24")) { (PreEscaped(data.data)) }
                    }
                }
            }
        }
    }
}

/// An icon, drawn here or elsewhere.
pub(super) enum Placed<'d> {
    Used(&'d PreEscaped<String>),
    Here(Icon),
}

impl Render for Placed<'_> {
    fn render_to(&self, out: &mut String) {
        match self {
            Placed::Used(used) => out.push_str(&used.0),
            Placed::Here(data) => icon(data).render_to(out),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_often_is_drawn_once() {
        let (pencil, key) = (icondata_lu::LuPencil, icondata_lu::LuKey);
        let drawn = Drawn::once("Users", [pencil, key, pencil].into_iter());
        let shown = drawn.render().into_string();
        assert_eq!(shown.matches("<symbol ").count(), 2, "{shown}");
        let id = shown.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let used = drawn.icon(pencil).render().into_string();
        assert!(used.contains(&format!("href=\"#{id}\"")) && !used.contains("<path"), "{used}");
        assert!(
            drawn.icon(icondata_lu::LuUser).render().into_string().contains("<path"),
            "what isn't drawn is drawn here"
        );
        assert!(Drawn::once("Users", std::iter::empty()).render().into_string().is_empty());
    }
}
