//! Inviting people: many addresses at once, each with the same role and access.

use crate::{
    App, Caller, Done, Idempotency, Outcome, Revision,
    members::{
        gifts,
        given::{GrantPlace, place},
        particulars::{Known, Particulars},
        set_permissions::{self, PermissionsWish, Stored},
    },
    scope::{Commit, Letter, LinkRef, Scope},
    standing::Need,
    throttle,
};
use jiff::Timestamp;
use roster_domain::{
    email::{Email, Line, Verdict as LineVerdict, parse_lines},
    event::{Change, Event, EventKind, Target},
    grant::{GrantWhat, Timed},
    id::{AccountId, Id, InvitationId, MemberId},
    language::Language,
    mail::{Invitation, MailKind, Welcome},
    member::MemberRecord,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    role::RoleIx,
    text::has_control_characters,
};
use roster_store::{db::millis, due, grants, invitations, members, persons};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

pub use crate::members::given::AccessWish;

/// The most lines one request may have.
pub const MAX_LINES: usize = 10_000;

/// The most resources one invitation may give access to.
pub const MAX_ACCESS: usize = 200;

/// How many members are added in one transaction: the account is locked for no longer than that.
pub(super) const CHUNK: usize = 200;

/// Whom to invite, and to what.
#[derive(Clone, Debug)]
pub struct Invite {
    /// The addresses, one per line.
    pub addresses: String,
    /// The ids of the roles: one, or several where the model lets somebody have several; with none the default role holds.
    pub roles: Vec<String>,
    /// The access that comes into force with the acceptance.
    pub access: Vec<AccessWish>,
    /// What they may beyond the role, and what they keep of the applications.
    pub permissions: PermissionsWish,
    /// A personal message; may be empty.
    pub message: String,
    /// What is known of them; a name only where it is one person.
    pub about: Particulars,
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOutcome {
    /// Which entry, from 0: several addresses may stand on one line.
    pub entry: usize,
    /// The line it stands on, from 1.
    pub line: usize,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Invited,
}

/// What became of one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Invited {
    /// A mail is queued.
    Invited {
        /// Their place.
        member: MemberId,
        /// Their invitation.
        invitation: InvitationId,
    },
    /// They are in already, or only disabled.
    AlreadyMember {
        /// Their place.
        member: MemberId,
        /// `active` or `disabled`: a disabled one can be enabled (F11).
        status: String,
    },
    /// They were invited before; the invitation can be sent again (F11).
    AlreadyInvited {
        /// Their place.
        member: MemberId,
        /// Whether its time is over.
        expired: bool,
    },
    /// They were a member before and can be brought back (F11).
    Former {
        /// Their place.
        member: MemberId,
        /// `archived` or `deleted`.
        status: String,
    },
    /// The same address stands on an earlier line.
    Duplicate {
        /// That line.
        of: usize,
    },
    /// It, or everybody together, was written to too often lately.
    TooOften {
        /// When it may be tried again, in milliseconds since 1970.
        again_at: i64,
    },
    /// It is no address.
    Bad {
        /// Why, as a stable code.
        code: String,
    },
}

/// Invites. The answer names every line; bad ones don't keep good ones from being invited.
pub async fn create(app: &App, caller: &Caller, account: AccountId, input: Invite) -> Outcome<Done<Vec<LineOutcome>>> {
    let lines = check(&input)?;
    let mut outcomes = Vec::new();
    let mut good = Vec::new();
    for (entry, Line { number: line, verdict, .. }) in lines.into_iter().enumerate() {
        let outcome = match verdict {
            LineVerdict::Good(email) => {
                good.push(Entry { entry, line, email });
                continue;
            }
            LineVerdict::DuplicateOf(of) => Invited::Duplicate { of },
            LineVerdict::Bad(problem) => Invited::Bad { code: problem.code().to_owned() },
            LineVerdict::OverLimit => Invited::Bad { code: "too_many".to_owned() },
        };
        outcomes.push(LineOutcome { entry, line, outcome });
    }
    let revision = Revision { account, revision: 0, access: 0 };
    let mut done = Done { value: Vec::new(), revision, replayed: false, undo: None };
    // Also with no good line: the caller learns whether they may invite at all, and with which role.
    for (number, chunk) in chunks(&good).enumerate() {
        let (chunk, input) = (chunk.to_vec(), input.clone());
        let caller = part_of(caller, number);
        let part = app
            .change(&caller, account, Need::Permission(RosterPermission::Invite), move |scope| {
                invite_chunk(scope, &input, &chunk)
            })
            .await?;
        done.revision = part.revision;
        done.replayed |= part.replayed;
        outcomes.extend(part.value);
    }
    outcomes.sort_by_key(|outcome| outcome.entry);
    done.value = outcomes;
    Ok(done)
}

/// A good address and where it stands.
#[derive(Clone)]
struct Entry {
    entry: usize,
    line: usize,
    email: Email,
}

fn chunks(good: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let empty = good.is_empty().then_some(good);
    good.chunks(CHUNK).chain(empty)
}

/// Each chunk is done once by itself: what a lost connection left undone is done by the repeated request.
fn part_of(caller: &Caller, number: usize) -> Caller {
    let mut caller = caller.clone();
    caller.idempotency =
        caller.idempotency.map(|request| Idempotency { key: format!("{}#{number}", request.key), ..request });
    caller
}

/// What can be refused without asking the database.
fn check(input: &Invite) -> Outcome<Vec<Line>> {
    let lines = parse_lines(&input.addresses, MAX_LINES + 1);
    let mut problems = says_problems(&input.message);
    problems.extend(access_problems(&input.access));
    problems.extend(input.about.problems(true));
    if lines.len() > 1 && !input.about.name.is_empty() {
        problems.push(FieldProblem::new("/name", "only_for_one"));
    }
    if lines.is_empty() {
        problems.push(FieldProblem::new("/addresses", "empty"));
    }
    if lines.len() > MAX_LINES {
        problems.push(FieldProblem::new("/addresses", "too_many").with("limit", MAX_LINES.to_string()));
    }
    if problems.is_empty() { Ok(lines) } else { Err(Refusal::Invalid(problems).into()) }
}

/// What is wrong with a personal message.
pub(crate) fn says_problems(message: &str) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if message.chars().count() > 2_000 {
        problems.push(FieldProblem::new("/message", "too_long").with("limit", "2000"));
    }
    if has_control_characters(message) {
        problems.push(FieldProblem::new("/message", "control_character"));
    }
    problems
}

/// What is wrong with a list of access, before anybody asks who may give it.
pub(crate) fn access_problems(access: &[AccessWish]) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if access.len() > MAX_ACCESS {
        problems.push(FieldProblem::new("/access", "too_many").with("limit", MAX_ACCESS.to_string()));
    }
    for (index, wish) in access.iter().enumerate().take(MAX_ACCESS) {
        if access.iter().take(index).any(|other| other.excludes(wish)) {
            problems.push(FieldProblem::new(format!("/access/{index}/resource"), "duplicate"));
        }
    }
    problems
}

/// What is given with the invitation, checked against what the inviter holds (rule 12).
pub(crate) struct Offer {
    pub(crate) roles: Vec<RoleIx>,
    pub(crate) access: Vec<GrantPlace>,
    pub(crate) permissions: Stored,
    pub(crate) until: Timestamp,
}

/// Someone who gets a place with an offer.
pub(crate) struct Newcomer<'a> {
    pub(crate) email: &'a Email,
    /// What is known of them.
    pub(crate) about: &'a Known,
    pub(crate) message: &'a str,
    /// They are created as a user, and welcomed.
    pub(crate) welcome: bool,
    /// The subject of the mail that welcomes them; empty: the usual one.
    pub(crate) subject: &'a str,
    /// The language of the person whose sign-in the address is, if it is one.
    pub(crate) known: Option<&'a str>,
    /// Whether they are written to.
    pub(crate) told: bool,
}

/// When what was never told ends: not at all.
pub(crate) const NEVER: i64 = 253_370_764_800_000;

fn invite_chunk(scope: &mut Scope<'_, '_>, input: &Invite, chunk: &[Entry]) -> Outcome<Commit<Vec<LineOutcome>>> {
    let several = scope.standing.model.membership().roles;
    if !several.allows_offer(input.roles.len()) {
        return Err(Refusal::field("/roles", "only_one_role").into());
    }
    let pointer = if input.roles.len() == 1 { "/role" } else { "/roles" };
    let mut offer = offer(scope, pointer, &input.roles, &input.access, &input.permissions)?;
    or_default(scope, &mut offer);
    let keys: Vec<&str> = chunk.iter().map(|entry| entry.email.normal()).collect();
    // Who says something of a profile says all of it that is required.
    let about = input.about.known(&scope.standing.model, !input.about.fields.is_empty())?;
    let account = scope.account();
    let here: HashMap<String, members::MemberRow> =
        members::by_emails(scope.tx, account, &keys)?.into_iter().map(|row| (row.email_key.clone(), row)).collect();
    let known = persons::known_emails(scope.tx, &keys)?;
    let joined = |email: &Email| here.get(email.normal()).filter(|row| !never_joined(row));
    let wanted = chunk.iter().filter(|entry| joined(&entry.email).is_none()).count();
    let all = throttle::INVITATIONS_PER_ACCOUNT.take(scope.tx, &account.to_string(), wanted, scope.at())?;
    let (mut outcomes, mut events, mut left) = (Vec::new(), Vec::new(), wanted - all.over);
    for Entry { entry, line, email } in chunk {
        let place = here.get(email.normal());
        let outcome = if let Some(row) = joined(email) {
            already_here(row, scope.at())
        } else if left == 0 {
            Invited::TooOften { again_at: all.again_at }
        } else if let Some(again_at) = throttle::invitation_to(scope.tx, account, email.normal(), scope.at())? {
            Invited::TooOften { again_at }
        } else {
            left -= 1;
            let known = known.get(email.normal()).map(String::as_str);
            let (about, message) = (&about, input.message.trim());
            let newcomer = Newcomer { email, about, message, welcome: false, subject: "", known, told: true };
            let (member, invitation) = invite_one(scope, &offer, &newcomer, place)?;
            let event = offered_event(scope, EventKind::MemberInvited, &offer, member, email.as_written());
            events.push(event.changes(about.changes.clone()));
            Invited::Invited { member, invitation }
        };
        outcomes.push(LineOutcome { entry: *entry, line: *line, outcome });
    }
    Ok(scope.commit_all(outcomes, events))
}

/// Whoever is offered no role is offered the default one. It is written down, where it can be: so they are found by it (B07).
pub(crate) fn or_default(scope: &Scope<'_, '_>, offer: &mut Offer) {
    let model = &scope.standing.model;
    let default = model.membership().default_role;
    if offer.roles.is_empty() && model[default].assignable {
        offer.roles.push(default);
    }
}

/// What is offered, found in the model and among the resources, if the caller may give it.
pub(crate) fn offer(
    scope: &mut Scope<'_, '_>,
    pointer: &str,
    roles: &[String],
    access: &[AccessWish],
    permissions: &PermissionsWish,
) -> Outcome<Offer> {
    let roles: Vec<RoleIx> = roles.iter().map(|role| scope.role(pointer, role)).collect::<Outcome<_>>()?;
    let mut places = Vec::new();
    for (index, wish) in access.iter().enumerate() {
        let pointer = format!("/access/{index}");
        let place = place(scope, &pointer, wish)?;
        // Many may be invited at once, and none of them may ever come.
        if matches!(place.what, GrantWhat::Role(role) if scope.standing.model[role].single) {
            return Err(place.only_for_members(&pointer).into());
        }
        places.push(place);
    }
    // The member they will be.
    let mut receiver = MemberRecord::active(MemberId::from_uuid(Uuid::nil()));
    receiver.roles.extend(roles.iter().map(|role| Timed::always(*role)));
    places.iter().for_each(|place| receiver.grants.add(place.record()));
    let model = &scope.standing.model;
    let permissions = set_permissions::wanted(scope, permissions, &receiver, &Stored::default())?;
    permissions.put_into(model, &mut receiver)?;
    scope.standing.may_give(scope.tx, None, &receiver)?;
    let until = scope.now() + scope.standing.model.invitation().valid_for;
    Ok(Offer { roles, access: places, permissions, until })
}

pub(super) fn already_here(row: &members::MemberRow, now: i64) -> Invited {
    let (member, status) = (row.member, row.status.clone());
    match status.as_str() {
        "invited" => Invited::AlreadyInvited { member, expired: row.invited_until.is_none_or(|until| until <= now) },
        "archived" | "deleted" => Invited::Former { member, status },
        _ => Invited::AlreadyMember { member, status },
    }
}

/// Whoever's invitation was withdrawn before they joined is no former member: they are invited as if for the first time.
pub(crate) fn never_joined(row: &members::MemberRow) -> bool {
    row.status == "deleted" && row.joined_at.is_none()
}

/// Makes a place for an invited address, or empties the one that a withdrawn invitation left.
fn take_place(
    scope: &mut Scope<'_, '_>,
    until: i64,
    newcomer: &Newcomer<'_>,
    withdrawn: Option<&members::MemberRow>,
) -> Outcome<MemberId> {
    let (account, at, until, email) = (scope.account(), scope.at(), Some(until), newcomer.email);
    let Some(row) = withdrawn else {
        let member: MemberId = scope.id();
        let new = members::NewMember {
            member,
            person: None,
            status: "invited",
            name: &newcomer.about.name.whole,
            given_name: &newcomer.about.name.given,
            family_name: &newcomer.about.name.family,
            company: &newcomer.about.company,
            fields: &newcomer.about.fields,
            email: email.as_written(),
            email_key: email.normal(),
            invited_until: until,
            at,
        };
        members::insert(scope.tx, account, &new)?;
        return Ok(member);
    };
    let row = members::MemberRow {
        status: "invited".to_owned(),
        name: newcomer.about.name.whole.clone(),
        given_name: newcomer.about.name.given.clone(),
        family_name: newcomer.about.name.family.clone(),
        company: newcomer.about.company.clone(),
        fields: newcomer.about.fields.clone(),
        email: email.as_written().to_owned(),
        invited_until: until,
        left_at: None,
        ..row.clone()
    };
    members::save(scope.tx, account, &row)?;
    members::set_roles(scope.tx, account, row.member, &[])?;
    Stored::default().write(scope, row.member)?;
    grants::clear(scope.tx, account, row.member)?;
    scope.access_moves();
    Ok(row.member)
}

/// Makes a place and an invitation for it, and writes to whoever it is for.
pub(crate) fn invite_one(
    scope: &mut Scope<'_, '_>,
    offer: &Offer,
    newcomer: &Newcomer<'_>,
    withdrawn: Option<&members::MemberRow>,
) -> Outcome<(MemberId, InvitationId)> {
    let (account, at) = (scope.account(), scope.at());
    let until = if newcomer.told { millis(offer.until) } else { NEVER };
    let member = take_place(scope, until, newcomer, withdrawn)?;
    let invitation: InvitationId = scope.id();
    give_offer(scope, offer, member)?;
    let key_id = scope.parts.keys.current().to_owned();
    let new = invitations::NewInvitation {
        invitation,
        member,
        key_id: &key_id,
        message: newcomer.message,
        invited_by: scope.standing.member(),
        invited_key: scope.standing.account_key(),
        at,
        expires_at: until,
        told: if newcomer.told { "mail" } else { "" },
        welcome: newcomer.welcome,
        subject: newcomer.subject,
    };
    invitations::insert(scope.tx, account, &new)?;
    if newcomer.told {
        due::set(scope.tx, account, due::DueKind::InvitationExpiry, invitation.uuid(), until)?;
        let letter = InvitationLetter {
            invitation,
            to: newcomer.email.as_written(),
            name: &newcomer.about.name.whole,
            by: &inviter(scope),
            known: newcomer.known,
            roles: &offer.roles,
            until: offer.until,
            message: newcomer.message,
            welcome: newcomer.welcome,
            subject: newcomer.subject,
        };
        mail_invitation(scope, &letter)?;
    }
    Ok((member, invitation))
}

/// Gives what is offered to a place that is new, or was emptied.
fn give_offer(scope: &mut Scope<'_, '_>, offer: &Offer, member: MemberId) -> Outcome<()> {
    let account = scope.account();
    let role = |role: &RoleIx| {
        let id = scope.standing.model[*role].id.as_str();
        members::TimedRow::always(id, scope.standing.member(), scope.at())
    };
    let roles: Vec<_> = offer.roles.iter().map(role).collect();
    members::add_roles(scope.tx, account, member, &roles)?;
    if offer.permissions != Stored::default() {
        offer.permissions.write(scope, member)?;
    }
    for place in &offer.access {
        let row = place.row(scope, member);
        grants::put(scope.tx, account, &row)?;
    }
    Ok(())
}

/// What the mail of an invitation is made of.
pub(crate) struct InvitationLetter<'a> {
    pub(crate) invitation: InvitationId,
    pub(crate) to: &'a str,
    pub(crate) name: &'a str,
    /// Who invites.
    pub(crate) by: &'a str,
    /// The language of the person whose sign-in the address is, if it is one.
    pub(crate) known: Option<&'a str>,
    pub(crate) roles: &'a [RoleIx],
    pub(crate) until: Timestamp,
    pub(crate) message: &'a str,
    /// They were created as a user, and are welcomed.
    pub(crate) welcome: bool,
    pub(crate) subject: &'a str,
}

/// Queues the invitation's mail with its newest link, in the language of its reader; where nobody knows that, in that of whoever
/// invites.
pub(crate) fn mail_invitation(scope: &mut Scope<'_, '_>, letter: &InvitationLetter<'_>) -> Outcome<()> {
    let known = letter.known.is_some();
    let inviters = scope.standing.me.as_ref().map_or(Language::English, |me| gifts::language_of(me));
    let language = letter.known.and_then(Language::from_tag).unwrap_or(inviters);
    let kind = if letter.welcome {
        let by = letter.by.to_owned();
        MailKind::Welcome(Welcome { by, ..welcome(scope, letter.until, letter.message, letter.subject, known) })
    } else {
        let says = Invitation {
            account: scope.standing.account.name.clone(),
            inviter: letter.by.to_owned(),
            role: gifts::labels(&scope.standing.model, letter.roles, language),
            expires_at: letter.until,
            message: some(letter.message),
        };
        if known { MailKind::InvitationToKnownPerson(says) } else { MailKind::Invitation(says) }
    };
    let link = Some(LinkRef::Invitation(letter.invitation));
    scope.mail(&Letter { kind: &kind, to: letter.to, name: letter.name, language, link })
}

/// What a mail says that welcomes somebody.
pub(crate) fn welcome(scope: &Scope<'_, '_>, until: Timestamp, message: &str, subject: &str, known: bool) -> Welcome {
    Welcome {
        account: scope.standing.account.name.clone(),
        by: inviter(scope),
        subject: some(subject),
        expires_at: until,
        message: some(message),
        known,
    }
}

/// Whoever invites now; what is sent by itself is sent by the account.
pub(crate) fn inviter(scope: &Scope<'_, '_>) -> String {
    some(&scope.standing.my_name()).unwrap_or_else(|| scope.standing.account.name.clone())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What was offered to whom, as the log says it.
pub(crate) fn offered_event(
    scope: &Scope<'_, '_>,
    kind: EventKind,
    offer: &Offer,
    member: MemberId,
    subject: &str,
) -> Event {
    let changes = offer.access.iter().flat_map(|place| {
        let until =
            place.window().until.map(|until| Change::of("access_until", &place.name, None, Some(until.to_string())));
        [Some(Change::of("access", &place.name, None, Some(place.id().to_owned()))), until]
    });
    let roles = offer.roles.iter().map(|role| scope.standing.model[*role].id.as_str());
    let roles = roles.collect::<Vec<_>>().join(", ");
    Event::new(kind, Target::Member(member), subject)
        .changes((!roles.is_empty()).then(|| Change::new("role", None, Some(roles))))
        .changes(changes.flatten())
        .changes(set_permissions::changes(&Stored::default(), &offer.permissions))
}
