//! Fields one writes into: label, hint, error and input, tied together for assistive technology.

use maud::{Markup, Render, html};

use super::{SafeUrl, Text, icon::icon};

/// The id of the input that has this name; error summaries link to it.
pub fn field_id(name: &str) -> String {
    let safe = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    "f-".chars().chain(safe).collect()
}

/// What stands around every kind of input: who it is, what helps, what is wrong.
#[derive(Debug, Clone)]
pub(super) struct Frame<'a> {
    pub name: Text<'a>,
    pub id: String,
    pub label: Text<'a>,
    pub aside: Option<Text<'a>>,
    pub hint: Option<Text<'a>>,
    pub error: Option<Text<'a>>,
}

impl<'a> Frame<'a> {
    pub fn new(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        let name = name.into();
        Self { id: field_id(&name), name, label: label.into(), aside: None, hint: None, error: None }
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{error} {hint}")),
            (one, other) => one.or(other),
        }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Hint and error, below the input.
    pub fn notes(&self) -> Markup {
        html! {
            @if let Some(error) = &self.error {
                p.field-error id={ (self.id) "-error" } { (icon(icondata_lu::LuCircleAlert)) span { (error) } }
            }
            @if let Some(hint) = &self.hint { p.field-hint id={ (self.id) "-hint" } { (hint) } }
        }
    }

    pub fn around(&self, input: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.id) {
                    (self.label)
                    @if let Some(aside) = &self.aside { span.label-aside { (aside) } }
                }
                (input)
                (self.notes())
            }
        }
    }
}

/// A field for text.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    frame: Frame<'a>,
    kind: Kind<'a>,
    value: Text<'a>,
    placeholder: Option<Text<'a>>,
    autocomplete: Option<&'static str>,
    max_length: Option<u32>,
    required: bool,
    autofocus: bool,
    read_only: bool,
    verdicts: Option<SafeUrl<'a>>,
}

#[derive(Debug, Clone)]
enum Kind<'a> {
    Input(&'static str),
    Password { show: Option<Text<'a>> },
    Textarea { rows: u32, code: bool },
}

impl<'a> Field<'a> {
    fn new(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, kind: Kind<'a>) -> Self {
        Self {
            frame: Frame::new(name, label),
            kind,
            value: Text::default(),
            placeholder: None,
            autocomplete: None,
            max_length: None,
            required: false,
            autofocus: false,
            read_only: false,
            verdicts: None,
        }
    }

    /// One line of text.
    pub fn text(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Input("text"))
    }

    /// An email address. The browser's own check is left to the server, which explains better.
    pub fn email(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Input("email"))
    }

    /// A date, sent as `YYYY-MM-DD`.
    pub fn date(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Input("date"))
    }

    /// A number, whole or with a fraction.
    pub fn number(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Input("number"))
    }

    /// A password; `show` names the switch that makes it readable (only where there is script).
    pub fn password(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, show: Option<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Password { show })
    }

    /// Several lines of text; it grows with what is written.
    pub fn textarea(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self::new(name, label, Kind::Textarea { rows: 4, code: false })
    }

    /// How many lines a textarea shows when it is empty.
    pub fn rows(mut self, count: u32) -> Self {
        if let Kind::Textarea { rows, .. } = &mut self.kind {
            *rows = count;
        }
        self
    }

    /// What is written into it is for a machine: letters of one width, no spelling.
    pub fn code(mut self) -> Self {
        if let Kind::Textarea { code, .. } = &mut self.kind {
            *code = true;
        }
        self
    }

    /// While it is written into, its form is posted here and the answer ([`super::Verdicts`]) shown below.
    pub fn verdicts(mut self, url: impl Into<SafeUrl<'a>>) -> Self {
        self.verdicts = Some(url.into());
        self
    }

    /// What is in it. Never give a password back.
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Self {
        self.value = value.into();
        self
    }

    /// A help below the field.
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with what was sent, if anything.
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into);
        self
    }

    /// A quiet word after the label, like "optional".
    pub fn aside(mut self, aside: impl Into<Text<'a>>) -> Self {
        self.frame.aside = Some(aside.into());
        self
    }

    /// An example inside the empty field; never the only explanation.
    pub fn placeholder(mut self, placeholder: impl Into<Text<'a>>) -> Self {
        self.placeholder = Some(placeholder.into());
        self
    }

    /// What the browser may fill in, like `username` or `new-password`.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The longest text the browser lets one type.
    pub fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// Must not be empty.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Gets the focus when the page or panel opens; at most one per page.
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// Shown and sent, but not to be changed.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Another id than the one made from the name, where two forms of a page have a field of the same name.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.frame.id = id.into();
        self
    }

    fn input(&self, kind: &str, spelled: bool) -> Markup {
        let frame = &self.frame;
        let said = self.said();
        html! {
            input.input type=(kind) step=[(kind == "number").then_some("any")] id=(frame.id) name=(frame.name) value=(self.value) placeholder=[&self.placeholder]
                autocomplete=[self.autocomplete] maxlength=[self.max_length] required[self.required]
                readonly[self.read_only] autofocus[self.autofocus] aria-invalid=[frame.invalid()]
                aria-describedby=[frame.described_by()]
                autocapitalize=[(!spelled).then_some("none")] spellcheck=[(!spelled).then_some("false")]
                data-verdicts=[&self.verdicts] data-into=[&said];
            @if let Some(id) = &said { div.verdicts-place id=(id) aria-live="polite" {} }
        }
    }

    /// Where the verdicts on it are shown.
    fn said(&self) -> Option<String> {
        self.verdicts.as_ref().map(|_| format!("{}-verdicts", self.frame.id))
    }

    fn area(&self, rows: u32, code: bool) -> Markup {
        let (frame, said) = (&self.frame, self.said());
        html! {
            textarea.input.code[code] spellcheck=[code.then_some("false")] id=(frame.id) name=(frame.name) rows=(rows) placeholder=[&self.placeholder]
                autocomplete=[self.autocomplete] maxlength=[self.max_length] required[self.required]
                readonly[self.read_only] autofocus[self.autofocus] aria-invalid=[frame.invalid()]
                aria-describedby=[frame.described_by()] data-verdicts=[&self.verdicts] data-into=[&said] {
                // The parser drops one line break after the tag; without this an empty first line would be lost.
                @if self.value.starts_with('\n') { "\n" }
                (self.value)
            }
            @if let Some(id) = &said { div.verdicts-place id=(id) aria-live="polite" {} }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        self.frame.around(&match &self.kind {
            Kind::Input(kind) => self.input(kind, *kind != "email"),
            Kind::Password { show: None } => self.input("password", false),
            Kind::Password { show: Some(show) } => html! {
                div.with-reveal {
                    (self.input("password", false))
                    button.reveal.needs-script type="button" data-reveal=(self.frame.id) aria-pressed="false"
                        aria-label=(show) title=(show) { (icon(icondata_lu::LuEye)) (icon(icondata_lu::LuEyeOff)) }
                }
            },
            Kind::Textarea { rows, code } => self.area(*rows, *code),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_hint_and_error_are_tied_to_the_input() {
        let shown =
            Field::email("email", "Email").hint("Work address").error(Some("Not an address")).render().into_string();
        assert!(shown.contains("<label for=\"f-email\">Email</label>"), "{shown}");
        assert!(shown.contains("aria-describedby=\"f-email-error f-email-hint\" "), "{shown}");
        assert!(shown.contains("aria-invalid=\"true\""), "{shown}");
        assert!(shown.contains("id=\"f-email-error\"") && shown.contains("id=\"f-email-hint\""), "{shown}");
    }

    #[test]
    fn a_good_field_says_nothing_of_errors() {
        let shown = Field::text("name", "Name").error(None::<&str>).render().into_string();
        assert!(!shown.contains("aria-invalid") && !shown.contains("aria-describedby"), "{shown}");
    }

    #[test]
    fn what_was_typed_is_escaped() {
        let shown = Field::textarea("x", "X").value("</textarea><script>").render().into_string();
        assert!(shown.contains("&lt;/textarea&gt;&lt;script&gt;"), "{shown}");
        let shown = Field::text("x", "X").value("\" onfocus=\"x").render().into_string();
        assert!(shown.contains("value=\"&quot; onfocus=&quot;x\""), "{shown}");
    }

    #[test]
    fn an_empty_first_line_is_kept() {
        let shown = Field::textarea("x", "X").value("\na").render().into_string();
        assert!(shown.contains(">\n\na</textarea>"), "{shown}");
    }

    #[test]
    fn any_name_makes_a_plain_id() {
        assert_eq!(field_id("level[site:7]"), "f-level-site-7-");
    }
}
