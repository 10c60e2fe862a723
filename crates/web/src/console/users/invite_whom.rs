//! Whom to invite, in the form that the model has for it: an address per line (A03), one after the other (D06), or one person (E05).

use super::{
    invite_report::{doubtful, hint, why},
    look_twice::seen,
};
use crate::{
    console::{PageError, sent::Pairs, visit::InAccount},
    ui::{Button, Field, field_id},
};
use maud::{Markup, html};
use roster_app::invitations::{
    create::MAX_LINES,
    preview::{Foreseen, preview},
};
use roster_domain::{
    email::{Verdict, parse_lines},
    model::InviteForm,
};

/// The field for lines, and what the others are called.
const ADDRESSES: &str = "addresses";
const ADDED: &str = "added";
pub(super) const ADDRESS: &str = "address";
/// The buttons that add what is typed to the list, and take off it.
const ADD: &str = "add";
const DROP: &str = "drop";

/// What was typed.
#[derive(Default)]
pub(super) struct Whom {
    /// The list, where there is one.
    added: Vec<String>,
    typed: String,
    /// What is wrong with what is typed.
    wrong: Option<String>,
    /// What would become of those on the list.
    foreseen: Vec<Foreseen>,
}

impl Whom {
    pub(super) fn read(at: &InAccount, sent: &Pairs) -> Whom {
        let lines = sent.raw(ADDRESSES);
        if at.here.model.invitation().form == InviteForm::Lines {
            return Whom { typed: lines.to_owned(), ..Whom::default() };
        }
        let mut whom = Whom::default();
        let pasted = parse_lines(lines, MAX_LINES).into_iter().map(|line| line.text);
        whom.added = pasted.chain(sent.all::<String>(ADDED)).filter(|one| *one != sent.get(DROP)).collect();
        sent.get(ADDRESS).clone_into(&mut whom.typed);
        if sent.some(ADD).is_some() {
            whom.add(at);
        }
        whom
    }

    /// Whether a button was pressed that only changes the list.
    pub(super) fn pressed(sent: &Pairs) -> bool {
        sent.some(ADD).is_some() || sent.some(DROP).is_some()
    }

    /// Puts what is typed on the list; what is no address stays where it is.
    fn add(&mut self, at: &InAccount) {
        let mut left = Vec::new();
        for line in parse_lines(&std::mem::take(&mut self.typed), MAX_LINES) {
            match line.verdict {
                Verdict::Good(email) if !self.added.iter().any(|one| one.eq_ignore_ascii_case(email.as_written())) => {
                    self.added.push(email.as_written().to_owned());
                }
                Verdict::Bad(problem) => {
                    self.wrong =
                        at.visit.t.find(&format!("email-problem-{}", problem.code())).map(|text| text.into_owned());
                    left.push(line.text);
                }
                Verdict::Good(_) | Verdict::DuplicateOf(_) | Verdict::OverLimit => {}
            }
        }
        self.typed = left.join(" ");
    }

    /// All addresses, one per line.
    pub(super) fn addresses(&self) -> String {
        let all = self.added.iter().map(String::as_str).chain([self.typed.as_str()]);
        all.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Only these are left to be corrected.
    pub(super) fn keep(&mut self, lines: String) {
        self.typed = lines;
        self.added.clear();
    }

    /// Looks what would become of those on the list. Whoever may not invite is refused.
    pub(super) async fn look(&mut self, at: &InAccount) -> Result<(), PageError> {
        let added = self.added.join("\n");
        self.foreseen = preview(&at.visit.web.app, &at.visit.caller, at.here.account, &added).await?;
        Ok(())
    }

    /// The fields. `error` is about the addresses; `first` whether one begins here.
    pub(super) fn show(&self, at: &InAccount, error: Option<String>, first: bool) -> Markup {
        let t = at.visit.t;
        let error = self.wrong.clone().or(error);
        match at.here.model.invitation().form {
            InviteForm::Lines => {
                let field = Field::textarea(ADDRESSES, t.get("invite-addresses"))
                    .hint(t.get("invite-addresses-hint"))
                    .value(self.typed.clone())
                    .verdicts(at.path("/users/verdicts"))
                    .error(error);
                html! { @if first { (field.autofocus()) } @else { (field) } }
            }
            InviteForm::List => html! {
                (self.address(at, error, first || !self.added.is_empty()))
                div.actions { (Button::submit(t.get("invite-add")).sends(ADD, "1").icon(icondata_lu::LuPlus).small()) }
                (self.list(at))
            },
            InviteForm::Person => html! { (self.address(at, error, first)) },
        }
    }

    fn address(&self, at: &InAccount, error: Option<String>, first: bool) -> Field<'static> {
        let field = Field::email(ADDRESS, at.visit.t.get("email"))
            .value(self.typed.clone())
            .autocomplete("off")
            .verdicts(at.path("/users/hints"))
            .error(error)
            // Where the error summary leads to.
            .id(field_id(ADDRESSES));
        if first { field.autofocus() } else { field }
    }

    fn list(&self, at: &InAccount) -> Markup {
        let t = at.visit.t;
        html! {
            // What is said here needs not be asked once more.
            (seen(&self.foreseen))
            @if !self.added.is_empty() {
                ul.plain aria-label=(t.get("invite-list")) {
                    @for (turn, address) in self.added.iter().enumerate() {
                        li.toolbar {
                            span.cell-lines {
                                bdi { (address) }
                                @if let Some(told) = self.foreseen.get(turn).and_then(|line| told(at, line)) { small { (told) } }
                            }
                            input type="hidden" name=(ADDED) value=(address);
                            @let about = t.with("invite-drop", &[("name", address.as_str().into())]);
                            (Button::submit(about).sends(DROP, address.clone()).icon_only(icondata_lu::LuX).small().quiet())
                        }
                    }
                }
            }
        }
    }
}

/// What would become of an address, where it is worth a word.
fn told(at: &InAccount, line: &Foreseen) -> Option<String> {
    match &line.not {
        Some(not) => Some(why(at, not)),
        None => doubtful(line).then(|| hint(at, line)),
    }
}
