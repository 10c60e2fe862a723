//! Things to tick: check boxes, radio buttons, and radio buttons as segments.

use maud::{Markup, Render, html};

use super::{Text, field::Frame, tip};

/// One thing that is on or off.
#[derive(Debug, Clone)]
pub struct Checkbox<'a> {
    frame: Frame<'a>,
    value: Text<'a>,
    checked: bool,
    disabled: bool,
    tip: Option<(Text<'a>, Text<'a>)>,
}

impl<'a> Checkbox<'a> {
    /// A check box that sends `on`.
    pub fn new(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self { frame: Frame::new(name, label), value: "on".into(), checked: false, disabled: false, tip: None }
    }

    /// What it sends when ticked; gives it an id of its own among those of the same name.
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Self {
        self.value = value.into();
        self.frame.id = super::field_id(&format!("{}-{}", self.frame.name, self.value));
        self
    }

    /// Whether it is ticked.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// Cannot be changed; say why in the hint.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// A help below the label.
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with what was sent, if anything.
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into);
        self
    }

    /// An explanation on hover and focus, behind a button that has `label` as its name.
    pub fn tip(mut self, label: impl Into<Text<'a>>, text: impl Into<Text<'a>>) -> Self {
        self.tip = Some((label.into(), text.into()));
        self
    }
}

impl Render for Checkbox<'_> {
    fn render(&self) -> Markup {
        let frame = &self.frame;
        let tip_id = format!("{}-tip", frame.id);
        let described = match (frame.described_by(), &self.tip) {
            (Some(ids), Some(_)) => Some(format!("{ids} {tip_id}")),
            (None, Some(_)) => Some(tip_id.clone()),
            (ids, None) => ids,
        };
        html! {
            div.check {
                input type="checkbox" id=(frame.id) name=(frame.name) value=(self.value) checked[self.checked]
                    disabled[self.disabled] aria-invalid=[frame.invalid()] aria-describedby=[described];
                div.check-text { label for=(frame.id) { (frame.label) } (frame.notes()) }
                @if let Some((label, text)) = &self.tip { (tip(&tip_id, label, text)) }
            }
        }
    }
}

/// One of several things to choose from.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    value: Text<'a>,
    label: Text<'a>,
    hint: Option<Text<'a>>,
    disabled: bool,
}

impl<'a> Choice<'a> {
    /// A possibility.
    pub fn new(value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, disabled: false }
    }

    /// What choosing it means.
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Cannot be chosen; say why in the hint.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

impl<'a, V: Into<Text<'a>>, L: Into<Text<'a>>> From<(V, L)> for Choice<'a> {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

/// Exactly one of a few.
#[derive(Debug, Clone)]
pub struct Radios<'a> {
    frame: Frame<'a>,
    choices: Vec<Choice<'a>>,
    selected: Text<'a>,
    segmented: bool,
}

impl<'a> Radios<'a> {
    /// A group with its question; choices may be given as pairs of value and label.
    pub fn new<C: Into<Choice<'a>>>(
        name: impl Into<Text<'a>>,
        legend: impl Into<Text<'a>>,
        choices: impl IntoIterator<Item = C>,
    ) -> Self {
        Self {
            frame: Frame::new(name, legend),
            choices: choices.into_iter().map(Into::into).collect(),
            selected: Text::default(),
            segmented: false,
        }
    }

    /// The value that is chosen now.
    pub fn selected(mut self, value: impl Into<Text<'a>>) -> Self {
        self.selected = value.into();
        self
    }

    /// As segments in a row: for two to four short labels; hints are not shown.
    pub fn segmented(mut self) -> Self {
        self.segmented = true;
        self
    }

    /// A help below the group.
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with what was sent, if anything.
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into);
        self
    }
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let frame = &self.frame;
        html! {
            // An error summary leads to the group; the focus then goes to it.
            fieldset.field.choices id=(frame.id) tabindex="-1" aria-describedby=[frame.described_by()] {
                legend { (frame.label) }
                div.segments[self.segmented].stack[!self.segmented] {
                    @for (index, choice) in self.choices.iter().enumerate() {
                        (self.choice(index, choice))
                    }
                }
                (frame.notes())
            }
        }
    }
}

impl Radios<'_> {
    fn choice(&self, index: usize, choice: &Choice<'_>) -> Markup {
        let id = format!("{}-{index}", self.frame.id);
        let hint = choice.hint.as_ref().filter(|_| !self.segmented);
        let input = html! {
            input type="radio" id=(id) name=(self.frame.name) value=(choice.value)
                checked[choice.value == self.selected] disabled[choice.disabled]
                aria-describedby=[hint.map(|_| format!("{id}-hint"))];
        };
        html! {
            @if self.segmented {
                label.segment for=(id) { (input) span { (choice.label) } }
            } @else {
                div.check {
                    (input)
                    div.check-text {
                        label for=(id) { (choice.label) }
                        @if let Some(hint) = hint { p.field-hint id={ (id) "-hint" } { (hint) } }
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
    fn a_tip_describes_the_box_it_stands_at() {
        let shown = Checkbox::new("p", "Comment")
            .value("project.comment")
            .tip("About", "Write comments.")
            .render()
            .into_string();
        assert!(shown.contains("aria-describedby=\"f-p-project-comment-tip\""), "{shown}");
        assert!(shown.contains("id=\"f-p-project-comment-tip\""), "{shown}");
    }

    #[test]
    fn exactly_the_selected_choice_is_checked() {
        let shown =
            Radios::new("role", "Role", [("admin", "Admin"), ("user", "User")]).selected("user").render().into_string();
        assert_eq!(shown.matches(" checked").count(), 1, "{shown}");
        assert!(shown.contains("value=\"user\" checked"), "{shown}");
        assert!(shown.contains("<legend>Role</legend>"), "{shown}");
    }
}
