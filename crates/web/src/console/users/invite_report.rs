//! What became of each pasted line, and what can be done about those that were not invited (A03, F11).

use crate::{
    console::visit::InAccount,
    text::Value,
    ui::{Button, Checkbox, Notice, Tone, Verdicts},
};
use jiff::Timestamp;
use maud::{Markup, html};
use roster_app::invitations::{
    create::{Invited, LineOutcome, MAX_LINES},
    preview::Foreseen,
};
use roster_domain::{
    email::{Line, parse_lines},
    id::MemberId,
    lifecycle::Step,
    member::MemberStatus,
    permission::RosterPermission,
};

/// The most lines that are told one by one.
const MOST: usize = 200;

/// A line that was not invited, and why.
struct Left {
    line: usize,
    text: String,
    why: Invited,
}

/// The report.
#[derive(Default)]
pub(super) struct Report {
    /// How many were invited.
    pub(super) invited: usize,
    /// To how many an invitation was sent again.
    pub(super) sent_again: usize,
    left: Vec<Left>,
    /// Whom an invitation could not be sent again, and why.
    pub(super) refused: Vec<(String, String)>,
}

impl Report {
    /// Puts the outcomes to the lines they are about.
    pub(super) fn read(addresses: &str, outcomes: Vec<LineOutcome>) -> Report {
        // The same reading as the use-case's, so that entries have the same numbers.
        let lines: Vec<Line> = parse_lines(addresses, MAX_LINES + 1);
        let mut report = Report::default();
        for LineOutcome { entry, line, outcome } in outcomes {
            let text = lines.get(entry).map(|line| line.text.clone()).unwrap_or_default();
            match outcome {
                Invited::Invited { .. } => report.invited += 1,
                why => report.left.push(Left { line, text, why }),
            }
        }
        report
    }

    /// Whether everything was done that was asked for.
    pub(super) fn is_complete(&self) -> bool {
        self.left.is_empty() && self.refused.is_empty()
    }

    /// Whether anything was done.
    pub(super) fn did_something(&self) -> bool {
        self.invited + self.sent_again > 0
    }

    /// The lines to be typed again: those that are no addresses.
    pub(super) fn to_correct(&self) -> String {
        let bad = self.left.iter().filter(|left| matches!(left.why, Invited::Bad { .. }));
        bad.map(|left| left.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// What was done, in a sentence; empty where nothing was.
    pub(super) fn done(&self, at: &InAccount) -> String {
        let t = at.visit.t;
        let told = [("invite-sent", self.invited), ("invite-sent-again", self.sent_again)];
        let told = told.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(key, count)| t.with(key, &[("count", count.into())])).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn show(&self, at: &InAccount) -> Markup {
        let t = at.visit.t;
        let done = self.done(at);
        let mut verdicts = Verdicts::new();
        if !self.left.is_empty() {
            verdicts = verdicts.summary(t.with("invite-left", &[("count", self.left.len().into())]));
        }
        for left in self.left.iter().take(MOST) {
            verdicts = verdicts.line(tone(&left.why), numbered(at, left.line, &left.text), why(at, &left.why));
        }
        for (name, why) in &self.refused {
            verdicts = verdicts.line(Tone::Danger, name.clone(), why.clone());
        }
        html! {
            // The list below the panel is renewed; where it is narrowed they may not be in it.
            @if !done.is_empty() {
                div data-done {
                    (Notice::new(Tone::Ok, html! {
                        (done) " " a href=(at.path("/users?status=invited")) { (t.get("invite-show-invited")) }
                    }))
                }
            }
            @if !self.is_complete() { (verdicts) }
            (self.ways_back(at))
            (self.offers(at))
        }
    }

    /// Those who are out and can be let in again, each with the button that does it (F11).
    fn ways_back(&self, at: &InAccount) -> Markup {
        if !at.here.may(RosterPermission::RestoreMembers) {
            return html! {};
        }
        let way = |left: &'_ Left| way_back(&left.why).map(|(member, step)| (member, step, left.text.clone()));
        let ways: Vec<(MemberId, Step, String)> = self.left.iter().filter_map(way).take(MOST).collect();
        html! {
            @if !ways.is_empty() {
                ul.plain {
                    @for (member, step, text) in ways {
                        @let path = at.user(member, &format!("/{}", step.code()));
                        li { (Button::link(path, format!("{}: {text}", at.back_label(step))).small().dialog()) }
                    }
                }
            }
        }
    }

    /// Those to whom an invitation can be sent again: each a box to tick (F11).
    fn offers(&self, at: &InAccount) -> Markup {
        let t = at.visit.t;
        let offers: Vec<(MemberId, &Left)> =
            self.left.iter().filter_map(|left| Some((can_be_asked_again(&left.why)?, left))).take(MOST).collect();
        html! {
            @if !offers.is_empty() {
                fieldset.field.choices {
                    legend { (t.get("invite-offers")) }
                    div.stack {
                        @for (member, left) in offers {
                            @let label = match left.why {
                                Invited::AlreadyInvited { expired: false, .. } => at.label("invite.resend", "invite-resend"),
                                _ => at.label("invite.again", "invite-again"),
                            };
                            (Checkbox::new("again", format!("{label}: {}", left.text)).value(member.to_string()))
                        }
                    }
                }
            }
        }
    }
}

/// The way back of somebody who is out.
fn way_back(why: &Invited) -> Option<(MemberId, Step)> {
    match why {
        Invited::AlreadyMember { member, status } if status == MemberStatus::Disabled.code() => {
            Some((*member, Step::Enable))
        }
        Invited::Former { member, .. } => Some((*member, Step::Restore)),
        _ => None,
    }
}

fn can_be_asked_again(why: &Invited) -> Option<MemberId> {
    match why {
        Invited::AlreadyInvited { member, .. } | Invited::Former { member, .. } => Some(*member),
        Invited::Invited { .. }
        | Invited::AlreadyMember { .. }
        | Invited::Duplicate { .. }
        | Invited::TooOften { .. }
        | Invited::Bad { .. } => None,
    }
}

fn numbered(at: &InAccount, line: usize, text: &str) -> String {
    at.visit.t.with("invite-line", &[("line", line.into()), ("text", Value::from(text))])
}

fn tone(why: &Invited) -> Tone {
    match why {
        Invited::Invited { .. } => Tone::Ok,
        Invited::AlreadyMember { .. } | Invited::AlreadyInvited { .. } | Invited::Former { .. } => Tone::Info,
        Invited::Duplicate { .. } | Invited::TooOften { .. } => Tone::Warn,
        Invited::Bad { .. } => Tone::Danger,
    }
}

/// What became of one address, in a sentence.
pub(crate) fn why(at: &InAccount, why: &Invited) -> String {
    let t = at.visit.t;
    match why {
        Invited::Invited { .. } => t.get("invite-verdict-good").into_owned(),
        Invited::AlreadyMember { status, .. } => {
            t.with("invite-verdict-member", &[("state", at.status_label(status).into())])
        }
        Invited::AlreadyInvited { expired: false, .. } => t.get("invite-verdict-invited").into_owned(),
        Invited::AlreadyInvited { expired: true, .. } => t.get("invite-verdict-expired").into_owned(),
        Invited::Former { status, .. } => t.with("invite-verdict-former", &[("state", at.status_label(status).into())]),
        Invited::Duplicate { of } => t.with("invite-verdict-duplicate", &[("line", (*of).into())]),
        Invited::TooOften { again_at } => {
            let again = Timestamp::from_millisecond(*again_at).unwrap_or(Timestamp::UNIX_EPOCH);
            t.with("invite-verdict-too-often", &[("again", t.date_time(again, &at.visit.zone()).into())])
        }
        Invited::Bad { code } => match t.find(&format!("email-problem-{code}")) {
            Some(sentence) => sentence.into_owned(),
            None => t.with("invite-verdict-over-limit", &[("limit", MAX_LINES.into())]),
        },
    }
}

/// The same before anything is done.
pub(super) fn foreseen(at: &InAccount, lines: &[Foreseen]) -> Verdicts<'static> {
    let t = at.visit.t;
    let good = lines.iter().filter(|line| line.not.is_none()).count();
    let values: [(&str, Value<'_>); 2] = [("good", good.into()), ("rest", (lines.len() - good).into())];
    let mut verdicts = Verdicts::new().summary(t.with("invite-foreseen", &values));
    // A long list tells only what needs a look.
    let all = lines.len() <= 20;
    for line in lines
        .iter()
        .filter(|line| all || line.not.is_some() || line.meant.is_some() || line.new_domain.is_some())
        .take(MOST)
    {
        let (tone, said) = verdict(at, line);
        verdicts = verdicts.line(tone, numbered(at, line.line, &line.text), said);
    }
    verdicts
}

/// What is to be said of one address. A slip of the finger is likelier than a domain that nobody here had yet (F24).
fn verdict(at: &InAccount, line: &Foreseen) -> (Tone, String) {
    let t = at.visit.t;
    match (&line.not, &line.meant, &line.new_domain) {
        (Some(not), _, _) => (tone(not), why(at, not)),
        (None, Some(meant), _) => (Tone::Warn, t.with("invite-verdict-slip", &[("suggestion", meant.as_str().into())])),
        (None, None, Some(domain)) => {
            (Tone::Info, t.with("invite-verdict-new-domain", &[("domain", domain.as_str().into())]))
        }
        (None, None, None) => (Tone::Ok, t.get("invite-verdict-good").into_owned()),
    }
}

/// Whether an address would be invited, and is worth a second look before (F24).
pub(super) fn doubtful(line: &Foreseen) -> bool {
    line.not.is_none() && (line.meant.is_some() || line.new_domain.is_some())
}

/// What is to be said of it.
pub(super) fn hint(at: &InAccount, line: &Foreseen) -> String {
    verdict(at, line).1
}

/// The same of a single address, if there is anything that needs a look.
pub(super) fn hinted(at: &InAccount, line: &Foreseen) -> Option<Verdicts<'static>> {
    let (tone, said) = verdict(at, line);
    (line.not.is_some() || doubtful(line)).then(|| Verdicts::new().line(tone, line.text.clone(), said))
}
