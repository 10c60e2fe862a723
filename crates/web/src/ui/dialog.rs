//! "Are you sure?": one question, one way on, one way back.

use maud::{Markup, Render, html};

use super::{Button, SafeUrl, Text, breakable};

/// A confirmation. As a page of its own with [`super::Page::confirm`] (links then open it as a dialog where there is
/// script), or inside another page with [`Confirm::dialog`].
#[derive(Debug, Clone)]
pub struct Confirm<'a> {
    title: Text<'a>,
    body: Markup,
    action: SafeUrl<'a>,
    sends: Vec<(Text<'a>, Text<'a>)>,
    yes: Text<'a>,
    danger: bool,
    hindered: bool,
    no: Text<'a>,
    back: SafeUrl<'a>,
}

impl<'a> Confirm<'a> {
    /// A question: `yes` posts to `action`, `no` goes `back`. Name the deed on the buttons, not "OK".
    pub fn new(
        title: impl Into<Text<'a>>,
        action: impl Into<SafeUrl<'a>>,
        yes: impl Into<Text<'a>>,
        back: impl Into<SafeUrl<'a>>,
        no: impl Into<Text<'a>>,
    ) -> Self {
        Self {
            title: title.into(),
            body: Markup::default(),
            action: action.into(),
            sends: Vec::new(),
            yes: yes.into(),
            danger: false,
            hindered: false,
            no: no.into(),
            back: back.into(),
        }
    }

    /// What happens then; may hold fields.
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }

    /// What is sent along.
    pub fn sends(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        self.sends.push((name.into(), value.into()));
        self
    }

    /// It takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// It can't be done; the body says why, and the only way is back.
    pub fn hindered(mut self, hindered: bool) -> Self {
        self.hindered = hindered;
        self
    }

    /// Inside a page, opened with [`Button::show_dialog`].
    pub fn dialog(&self, id: &str) -> Markup {
        let title = format!("{id}-title");
        html! {
            dialog.dialog id=(id) aria-labelledby=(title) closedby="any" {
                (self.form(&title, &Button::close_dialog(id, self.no.clone())))
            }
        }
    }

    fn form(&self, title_id: &str, no: &Button<'_>) -> Markup {
        let yes = Button::submit(self.yes.clone());
        html! {
            form.confirm method="post" action=(self.action) {
                @for (name, value) in &self.sends { input type="hidden" name=(name) value=(value); }
                h1 id=(title_id) { (breakable(&self.title)) }
                div.confirm-body { (self.body) }
                footer.confirm-foot {
                    (no)
                    @if self.hindered {} @else if self.danger { (yes.danger()) } @else { (yes.primary()) }
                }
            }
        }
    }
}

impl Render for Confirm<'_> {
    fn render(&self) -> Markup {
        self.form("panel-title", &Button::cancel(self.back.clone(), self.no.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirm() -> Confirm<'static> {
        Confirm::new("Delete <Amira>?", "/delete", "Delete", "/members", "Keep").danger().sends("id", "7")
    }

    #[test]
    fn a_dialog_is_named_by_its_title_and_closes_without_script() {
        let shown = confirm().dialog("d1").into_string();
        assert!(shown.contains("aria-labelledby=\"d1-title\"") && shown.contains("id=\"d1-title\""), "{shown}");
        assert!(shown.contains("command=\"close\" commandfor=\"d1\""), "{shown}");
        assert!(shown.contains("Delete &lt;Amira&gt;?"), "{shown}");
    }

    #[test]
    fn as_a_page_the_way_back_is_a_link() {
        let shown = confirm().render().into_string();
        assert!(shown.contains("href=\"/members\" data-panel-close"), "{shown}");
        assert!(shown.contains("<input type=\"hidden\" name=\"id\" value=\"7\">"), "{shown}");
    }
}
