//! Buttons, and links that look like them.

use icondata_core::Icon;
use maud::{Markup, Render, html};

use super::{SafeUrl, Text, icon::Drawn};

/// A button or a link with a button's looks. Secondary unless told otherwise.
#[derive(Debug, Clone)]
pub struct Button<'a> {
    label: Text<'a>,
    does: Does<'a>,
    look: &'static str,
    small: bool,
    icon: Option<Icon>,
    icon_only: bool,
    name_value: Option<(Text<'a>, Text<'a>)>,
    opens: Opens,
    disabled: bool,
}

#[derive(Debug, Clone)]
enum Does<'a> {
    Submit { to: Option<SafeUrl<'a>> },
    Reset,
    Link(SafeUrl<'a>),
    Close(SafeUrl<'a>),
    ShowDialog(Text<'a>),
    CloseDialog(Text<'a>),
}

/// How a link opens where there is script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    Page,
    Panel,
    Dialog,
}

impl Opens {
    /// The value of `data-panel`, read by the script.
    pub(super) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Panel => Some("side"),
            Self::Dialog => Some("dialog"),
        }
    }
}

impl<'a> Button<'a> {
    fn new(label: impl Into<Text<'a>>, does: Does<'a>) -> Self {
        Self {
            label: label.into(),
            does,
            look: "",
            small: false,
            icon: None,
            icon_only: false,
            name_value: None,
            opens: Opens::Page,
            disabled: false,
        }
    }

    /// Sends the form it stands in.
    pub fn submit(label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::Submit { to: None })
    }

    /// Sends the form it stands in to another address, with the form's method.
    pub fn submit_to(action: impl Into<SafeUrl<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::Submit { to: Some(action.into()) })
    }

    /// Puts the form back to what it was.
    pub fn reset(label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::Reset)
    }

    /// A link.
    pub fn link(href: impl Into<SafeUrl<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::Link(href.into()))
    }

    /// Leaves a panel or dialog: closes it where it is one, else goes back to where it was opened from.
    pub fn cancel(back: impl Into<SafeUrl<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::Close(back.into()))
    }

    /// Opens the `<dialog>` with this id, which is in the page already.
    pub fn show_dialog(id: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::ShowDialog(id.into()))
    }

    /// Closes the `<dialog>` with this id.
    pub fn close_dialog(id: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(label, Does::CloseDialog(id.into()))
    }

    /// The one thing to do on this page.
    pub fn primary(mut self) -> Self {
        self.look = " primary";
        self
    }

    /// Cannot be taken back, or takes something away.
    pub fn danger(mut self) -> Self {
        self.look = " danger";
        self
    }

    /// Without a frame.
    pub fn quiet(mut self) -> Self {
        self.look = " quiet";
        self
    }

    /// For rows and toolbars.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// With an icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With an icon instead of the label, which then is its accessible name and its tooltip.
    pub fn icon_only(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self.icon_only = true;
        self
    }

    /// What the form also sends when this button was the one pressed.
    pub fn sends(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        self.name_value = Some((name.into(), value.into()));
        self
    }

    /// The link opens as a panel from the side where there is script.
    pub fn panel(mut self) -> Self {
        self.opens = Opens::Panel;
        self
    }

    /// The link opens as a dialog in the middle where there is script.
    pub fn dialog(mut self) -> Self {
        self.opens = Opens::Dialog;
        self
    }

    /// Cannot be used now. Say next to it why not. A link then is not one.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Its icon.
    pub(super) fn picture(&self) -> Option<Icon> {
        self.icon
    }

    fn inside(&self, drawn: &Drawn) -> Markup {
        html! {
            // A label that begins with a plus is its own picture.
            @if let Some(data) = self.icon.filter(|_| self.icon_only || !self.label.starts_with('+')) { (drawn.icon(data)) }
            @if !self.icon_only { span { (self.label) } }
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        self.with(&Drawn::once("", std::iter::empty()))
    }
}

impl Button<'_> {
    /// The button, where these icons are drawn already.
    pub(super) fn with(&self, drawn: &Drawn) -> Markup {
        let class = html! {
            "button" (self.look) @if self.small { " small" } @if self.icon_only { " icon-only" }
        };
        let name = self.icon_only.then_some(&self.label);
        let sends = self.name_value.as_ref();
        html! {
            @match &self.does {
                Does::Link(_) | Does::Close(_) if self.disabled => {
                    span class=(class) role="link" aria-disabled="true" aria-label=[name] { (self.inside(drawn)) }
                }
                Does::Link(href) => {
                    a class=(class) href=(href) data-panel=[self.opens.attribute()] aria-label=[name] title=[name] {
                        (self.inside(drawn))
                    }
                }
                Does::Close(back) => {
                    a class=(class) href=(back) data-panel-close aria-label=[name] title=[name] { (self.inside(drawn)) }
                }
                Does::Submit { to } => {
                    button class=(class) type="submit" formaction=[to.as_ref()] name=[sends.map(|pair| &pair.0)]
                        value=[sends.map(|pair| &pair.1)] disabled[self.disabled] aria-label=[name] title=[name] {
                        (self.inside(drawn))
                    }
                }
                Does::Reset => {
                    button class=(class) type="reset" disabled[self.disabled] aria-label=[name] title=[name] {
                        (self.inside(drawn))
                    }
                }
                Does::ShowDialog(id) => {
                    button class=(class) type="button" command="show-modal" commandfor=(id) aria-haspopup="dialog"
                        disabled[self.disabled] aria-label=[name] title=[name] { (self.inside(drawn)) }
                }
                Does::CloseDialog(id) => {
                    button class=(class) type="button" command="close" commandfor=(id) disabled[self.disabled]
                        aria-label=[name] title=[name] { (self.inside(drawn)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped_and_bad_addresses_lead_nowhere() {
        let shown = Button::link("javascript:alert(1)", "<b>\"x\"").render().into_string();
        assert!(shown.contains("href=\"#\"") && shown.contains("&lt;b&gt;&quot;x&quot;"), "{shown}");
    }

    #[test]
    fn an_icon_alone_has_its_label_as_name() {
        let shown = Button::submit("Delete").icon_only(icondata_lu::LuTrash2).render().into_string();
        assert!(shown.contains("aria-label=\"Delete\"") && !shown.contains("<span>"), "{shown}");
    }

    #[test]
    fn a_disabled_link_cannot_be_followed() {
        let shown = Button::link("/x", "Next").disabled(true).render().into_string();
        assert!(!shown.contains("href") && shown.contains("aria-disabled=\"true\""), "{shown}");
    }

    #[test]
    fn a_link_says_how_it_opens() {
        assert!(Button::link("/x", "X").panel().render().into_string().contains("data-panel=\"side\""));
        assert!(Button::link("/x", "X").dialog().render().into_string().contains("data-panel=\"dialog\""));
        assert!(!Button::link("/x", "X").render().into_string().contains("data-panel"));
    }
}
