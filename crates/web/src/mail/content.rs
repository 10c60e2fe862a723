//! What each kind of mail says, before it takes a form.

mod accounts;
mod invitations;
mod members;
mod merges;
mod persons;
mod transfers;
mod welcome;

use super::{MailContext, Recipient};
use crate::text::{Text, Value, isolate};
use jiff::Timestamp;
use roster_domain::mail::MailKind;

/// The longest subject, in characters; mail programs show fewer.
const SUBJECT_LENGTH: usize = 150;
/// The longest name or label within a sentence, in characters.
const NAME_LENGTH: usize = 200;

/// The parts of a mail.
pub struct Content {
    /// The subject, on one line.
    pub subject: String,
    /// What mail programs show beside the subject.
    pub preview: String,
    /// The heading of the formatted part.
    pub heading: String,
    /// The address of the reader by name.
    pub greeting: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The label and the link of the button.
    pub button: Option<(String, String)>,
    /// What is said after the button.
    pub notes: Vec<String>,
    /// Why one gets this mail.
    pub reason: String,
    /// Who sends it: the account, if it concerns one, and the installation.
    pub sender: String,
    /// What the installation calls itself.
    pub product: String,
}

/// A piece of what a mail says.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Lines in somebody else's words.
    Quote(Vec<String>),
    /// A list.
    List(Vec<String>),
}

/// Finds the words for a kind of mail.
pub fn content(kind: &MailKind, to: &Recipient, context: MailContext<'_>, text: &'static Text) -> Content {
    let writer =
        Writer { to, product: one_line(context.product), account: one_line(kind.account().unwrap_or("")), text };
    let said = writer.say(kind);
    let shown = |name: &str| isolate(name, text.language().direction()).into_owned();
    Content {
        subject: cut(&one_line(&said.subject), SUBJECT_LENGTH),
        preview: said.preview,
        heading: said.heading,
        greeting: writer.greeting(),
        blocks: said.blocks,
        button: said.button.zip(context.link.map(str::to_owned)),
        notes: said.notes,
        reason: said.reason,
        sender: match shown(&writer.account) {
            account if account.is_empty() => shown(&writer.product),
            account => format!("{account} · {}", shown(&writer.product)),
        },
        product: shown(&writer.product),
    }
}

/// What depends on the kind alone.
struct Said {
    subject: String,
    preview: String,
    heading: String,
    blocks: Vec<Block>,
    button: Option<String>,
    notes: Vec<String>,
    reason: String,
}

struct Writer<'a> {
    to: &'a Recipient,
    product: String,
    account: String,
    text: &'static Text,
}

impl Writer<'_> {
    fn say(&self, kind: &MailKind) -> Said {
        match kind {
            MailKind::Invitation(invitation) => self.invitation(invitation, false),
            MailKind::InvitationToKnownPerson(invitation) => self.invitation(invitation, true),
            MailKind::Welcome(welcome) => self.welcome(welcome),
            MailKind::WelcomeCopy { to, of } => self.welcome_copy(to, of),
            MailKind::SignUp { expires_at, .. } => self.sign_up(*expires_at),
            MailKind::SignUpNotNeeded { .. } => self.sign_up_not_needed(),
            MailKind::SignUpClosed { .. } => self.sign_up_closed(),
            MailKind::MemberAddressChanged { name, before, after, .. } => {
                self.member_address_changed(name, before, after)
            }
            MailKind::InvitationAccepted { name, email, role, lost, .. } => self.accepted(name, email, role, lost),
            MailKind::InvitationExpired { email, role, .. } => self.expired(email, role),
            MailKind::InvitationRefused { email, answer, .. } => self.refused(email, answer),
            MailKind::NewInvitationWanted { email, inviter, .. } => self.wanted(email, inviter),
            MailKind::MergeOffered { by, expires_at, .. } => self.merge_offered(by, *expires_at),
            MailKind::AccountMerged { former, by, role, brought, .. } => {
                self.account_merged(former, by.as_deref(), role, brought)
            }
            MailKind::AccountJoined { name, email, former, by, role, credits, .. } => {
                self.account_joined([name, email, former, role], by.as_deref(), credits.as_ref())
            }
            MailKind::AccessWanted { by, what, word, .. } => self.access_wanted(by, what.as_deref(), word.as_deref()),
            MailKind::AccessDeclined { by, asked_at, word, .. } => self.access_declined(by, *asked_at, word.as_deref()),
            MailKind::PasswordReset { expires_at, by } => self.password_reset(*expires_at, by.as_ref()),
            MailKind::PasswordChanged { at } => self.password_changed(*at),
            MailKind::ProveAddress { expires_at } => self.prove_address(*expires_at),
            MailKind::AddressProposed { by, expires_at } => self.address_proposed(by, *expires_at),
            MailKind::AddressProposedToo { by, new_email } => self.address_proposed_too(by, new_email),
            MailKind::AddressChanged { new_email, at } => self.address_changed(new_email, *at),
            MailKind::AddressInUse { at } => self.address_in_use(*at),
            MailKind::RoleChanged { by, before, after, until, lost, .. } => {
                self.role_changed(by, [before, after], *until, lost)
            }
            MailKind::PermissionsChanged { by, given, taken, applications, .. } => {
                self.permissions_changed(by, given, taken, applications.as_ref())
            }
            MailKind::RulesChanged { by, gained, lost, more, .. } => {
                self.rules_changed(by.as_deref(), gained, lost, *more)
            }
            MailKind::AccessChanged { by, changes, .. } => self.access_changed(by, changes),
            MailKind::RemovedFromAccount { by, .. } => self.removed(by),
            MailKind::DisabledInAccount { by, .. } => self.disabled(by),
            MailKind::BackInAccount { by, role, .. } => self.back(by, role),
            MailKind::ActedAs { by, reason, until, .. } => self.acted_as(by, reason, *until),
            MailKind::LeftAccount { .. } => self.left(),
            MailKind::MemberLeft { name, email, handed_to, .. } => self.member_left(name, email, handed_to.as_deref()),
            MailKind::TransferOffered { by, role, expires_at, .. } => self.transfer_offered(by, role, *expires_at),
            MailKind::TransferStarted { to, role, expires_at, .. } => self.transfer_started(to, role, *expires_at),
            MailKind::TransferEnded { other, role, why, .. } => self.transfer_ended(other, role, *why),
            MailKind::TransferReceived { from, role, .. } => self.transfer_received(from, role),
            MailKind::TransferDone { to, role, became, .. } => self.transfer_done(to, role, became),
            MailKind::AccountClosed { by, purge_at, .. } => self.account_closed(by.as_deref(), *purge_at),
            MailKind::AccountReopened { by, .. } => self.account_reopened(by.as_deref()),
            MailKind::AccountSuspended { reason, .. } => self.account_suspended(reason),
            MailKind::AccountResumed { .. } => self.account_resumed(),
            MailKind::SupportAccess { reason, until, .. } => self.support_access(reason, *until),
            MailKind::AccountRecovered { name, role, reason, .. } => self.account_recovered(name, role, reason),
            MailKind::HandedOver { by, from, things, more, .. } => self.handed_over(by, from, things, *more),
        }
    }

    fn greeting(&self) -> String {
        let name = one_line(&self.to.name);
        if name.is_empty() {
            self.text.get("mail-greeting-nobody").into_owned()
        } else {
            self.text.with("mail-greeting", &[("name", v(&name))])
        }
    }

    /// An end as it is read: its last day, or where it comes in the middle of one, the time.
    fn end(&self, until: Timestamp) -> String {
        self.text.end(until, &self.to.zone)
    }

    fn time(&self, at: Timestamp) -> String {
        self.text.date_time(at, &self.to.zone)
    }
}

fn v(text: &str) -> Value<'_> {
    text.into()
}

/// A name or label on one line: a line break in it would be a header of its own in a subject and a sentence of its own
/// in a text.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    cut(&words.collect::<Vec<_>>().join(" "), NAME_LENGTH)
}

/// A longer text, line by line, without control characters; no line of it turns the others about.
fn lines(words: &str, text: &Text) -> Vec<String> {
    let plain = |line: &str| line.chars().filter(|c| !c.is_control()).collect::<String>();
    let direction = text.language().direction();
    words.trim().lines().map(|line| isolate(&plain(line.trim_end()), direction).into_owned()).collect()
}

/// Shortens a text; an isolate that the cut left open is closed, lest it swallow what follows.
fn cut(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let kept = text[..end].trim_end();
    let open = kept.matches('\u{2068}').count().saturating_sub(kept.matches('\u{2069}').count());
    format!("{kept}…{}", "\u{2069}".repeat(open))
}
