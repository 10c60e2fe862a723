//! Inviting people: many addresses at once, each with the same role and access.

use crate::{
    App, Caller, Done, Idempotency, Outcome, Revision,
    members::{
        given::{GrantPlace, place},
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
    mail::{Invitation, MailKind},
    member::MemberRecord,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
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
    /// The role's id.
    pub role: String,
    /// The access that comes into force with the acceptance.
    pub access: Vec<AccessWish>,
    /// What they may beyond the role, and what they keep of the applications.
    pub permissions: PermissionsWish,
    /// A personal message; may be empty.
    pub message: String,
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
    let mut problems = Vec::new();
    let lines = parse_lines(&input.addresses, MAX_LINES + 1);
    if lines.is_empty() {
        problems.push(FieldProblem::new("/addresses", "empty"));
    }
    if lines.len() > MAX_LINES {
        problems.push(FieldProblem::new("/addresses", "too_many").with("limit", MAX_LINES.to_string()));
    }
    if input.access.len() > MAX_ACCESS {
        problems.push(FieldProblem::new("/access", "too_many").with("limit", MAX_ACCESS.to_string()));
    }
    if input.message.chars().count() > 2_000 {
        problems.push(FieldProblem::new("/message", "too_long").with("limit", "2000"));
    }
    if has_control_characters(&input.message) {
        problems.push(FieldProblem::new("/message", "control_character"));
    }
    for (index, wish) in input.access.iter().enumerate().take(MAX_ACCESS) {
        if input.access.iter().take(index).any(|other| other.excludes(wish)) {
            problems.push(FieldProblem::new(format!("/access/{index}/resource"), "duplicate"));
        }
    }
    if problems.is_empty() { Ok(lines) } else { Err(Refusal::Invalid(problems).into()) }
}

/// What is given with the invitation, checked against what the inviter holds (rule 12).
struct Offer {
    role_id: String,
    role_label: String,
    access: Vec<GrantPlace>,
    permissions: Stored,
    until: Timestamp,
}

fn invite_chunk(scope: &mut Scope<'_, '_>, input: &Invite, chunk: &[Entry]) -> Outcome<Commit<Vec<LineOutcome>>> {
    let offer = offer(scope, input)?;
    let keys: Vec<&str> = chunk.iter().map(|entry| entry.email.normal()).collect();
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
        } else if let Some(again_at) = too_often(scope, place)? {
            Invited::TooOften { again_at }
        } else {
            left -= 1;
            let member = take_place(scope, &offer, email, place)?;
            let invitation = invite_one(scope, input, &offer, member, email, known.contains(email.normal()))?;
            events.push(invited_event(&offer, member, email));
            Invited::Invited { member, invitation }
        };
        outcomes.push(LineOutcome { entry: *entry, line: *line, outcome });
    }
    Ok(scope.commit_all(outcomes, events))
}

/// Who was invited and withdrawn before may be written to again only so often. An address has one place in an account, so the place
/// stands for both; one that is new here has none, and needs no count of its own.
fn too_often(scope: &mut Scope<'_, '_>, place: Option<&members::MemberRow>) -> Outcome<Option<i64>> {
    let (Some(place), at) = (place, scope.at()) else { return Ok(None) };
    let taken = throttle::INVITATION_AGAIN_PER_ADDRESS.take(scope.tx, &place.member.to_string(), 1, at)?;
    Ok((taken.over > 0).then_some(taken.again_at))
}

fn offer(scope: &mut Scope<'_, '_>, input: &Invite) -> Outcome<Offer> {
    let role = scope.role("/role", &input.role)?;
    let mut places = Vec::new();
    for (index, wish) in input.access.iter().enumerate() {
        let pointer = format!("/access/{index}");
        let place = place(scope, &pointer, wish)?;
        // Many may be invited at once, and none of them may ever come.
        if matches!(place.what, GrantWhat::Role(role) if scope.standing.model[role].single) {
            return Err(Refusal::field(format!("{pointer}/role"), "only_for_members").into());
        }
        places.push(place);
    }
    // The member they will be.
    let mut receiver = MemberRecord::active(MemberId::from_uuid(Uuid::nil()));
    receiver.roles.push(Timed::always(role));
    places.iter().for_each(|place| receiver.grants.add(place.record()));
    let (model, now) = (&scope.standing.model, scope.now());
    let permissions = set_permissions::wanted(model, &input.permissions, &receiver, &Stored::default(), now)?;
    permissions.put_into(model, &mut receiver)?;
    scope.standing.may_give(scope.tx, None, &receiver)?;
    let model = &scope.standing.model;
    let label = model[role].label.get(Language::English.tag()).to_owned();
    let until = scope.now() + model.invitation().valid_for;
    Ok(Offer { role_id: input.role.clone(), role_label: label, access: places, permissions, until })
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
pub(super) fn never_joined(row: &members::MemberRow) -> bool {
    row.status == "deleted" && row.joined_at.is_none()
}

/// Makes a place for an invited address, or empties the one that a withdrawn invitation left.
fn take_place(
    scope: &mut Scope<'_, '_>,
    offer: &Offer,
    email: &Email,
    withdrawn: Option<&members::MemberRow>,
) -> Outcome<MemberId> {
    let (account, at, until) = (scope.account(), scope.at(), Some(millis(offer.until)));
    let Some(row) = withdrawn else {
        let member: MemberId = scope.id();
        let new = members::NewMember {
            member,
            person: None,
            status: "invited",
            name: "",
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

fn invite_one(
    scope: &mut Scope<'_, '_>,
    input: &Invite,
    offer: &Offer,
    member: MemberId,
    email: &Email,
    known: bool,
) -> Outcome<InvitationId> {
    let (account, at) = (scope.account(), scope.at());
    let invitation: InvitationId = scope.id();
    let role = members::TimedRow { id: offer.role_id.clone(), from_at: None, until_at: None };
    // The place is new, or was emptied.
    members::add_roles(scope.tx, account, member, &[role])?;
    if offer.permissions != Stored::default() {
        offer.permissions.write(scope, member)?;
    }
    for place in &offer.access {
        let row = place.row(scope, member);
        grants::put(scope.tx, account, &row)?;
    }
    let key_id = scope.parts.keys.current().to_owned();
    let new = invitations::NewInvitation {
        invitation,
        member,
        key_id: &key_id,
        message: input.message.trim(),
        invited_by: scope.standing.member(),
        at,
        expires_at: millis(offer.until),
    };
    invitations::insert(scope.tx, account, &new)?;
    due::set(scope.tx, account, due::DueKind::InvitationExpiry, invitation.uuid(), millis(offer.until))?;
    mail_invitation(
        scope,
        invitation,
        email.as_written(),
        known,
        &offer.role_label,
        offer.until,
        input.message.trim(),
    )?;
    Ok(invitation)
}

/// Queues the invitation's mail with its newest link.
pub(crate) fn mail_invitation(
    scope: &mut Scope<'_, '_>,
    invitation: InvitationId,
    to: &str,
    known: bool,
    role: &str,
    until: Timestamp,
    message: &str,
) -> Outcome<()> {
    let says = Invitation {
        account: scope.standing.account.name.clone(),
        inviter: scope.standing.my_name(),
        role: role.to_owned(),
        expires_at: until,
        message: (!message.is_empty()).then(|| message.to_owned()),
    };
    let kind = if known { MailKind::InvitationToKnownPerson(says) } else { MailKind::Invitation(says) };
    let link = Some(LinkRef::Invitation(invitation));
    scope.mail(&Letter { kind: &kind, to, name: "", language: Language::English, link })?;
    Ok(())
}

fn invited_event(offer: &Offer, member: MemberId, email: &Email) -> Event {
    let changes = offer.access.iter().flat_map(|place| {
        let until =
            place.window().until.map(|until| Change::of("access_until", &place.name, None, Some(until.to_string())));
        [Some(Change::of("access", &place.name, None, Some(place.id().to_owned()))), until]
    });
    Event::new(EventKind::MemberInvited, Target::Member(member), email.as_written())
        .changes([Change::new("role", None, Some(offer.role_id.clone()))])
        .changes(changes.flatten())
        .changes(set_permissions::changes(&Stored::default(), &offer.permissions))
}
