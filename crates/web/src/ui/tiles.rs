//! A few figures side by side, each the way to what it counts.

use maud::{Markup, Render, html};

use super::{SafeUrl, Text};

/// A row of figures.
#[derive(Debug, Clone, Default)]
pub struct Tiles<'a> {
    tiles: Vec<(Text<'a>, Text<'a>, Option<SafeUrl<'a>>)>,
}

impl<'a> Tiles<'a> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next one: what is counted, and how many there are; with the list of them, if there are any.
    pub fn tile(mut self, label: impl Into<Text<'a>>, value: impl Into<Text<'a>>, href: Option<SafeUrl<'a>>) -> Self {
        self.tiles.push((label.into(), value.into(), href));
        self
    }
}

impl Render for Tiles<'_> {
    fn render(&self) -> Markup {
        html! {
            ul.tiles {
                @for (label, value, href) in &self.tiles {
                    @let inside = html! { b { (value) } span { (label) } };
                    li {
                        @match href {
                            Some(href) => a href=(href) { (inside) },
                            None => div { (inside) },
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_leads_to_what_it_counts() {
        let shown = Tiles::new().tile("Users", "3", Some("/users".into())).tile("Gone", "0", None).render();
        assert_eq!(
            shown.into_string(),
            "<ul class=\"tiles\"><li><a href=\"/users\"><b>3</b><span>Users</span></a></li>\
             <li><div><b>0</b><span>Gone</span></div></li></ul>"
        );
    }
}
