//! What can be done, chosen by chance and carried out.

use crate::{
    accounts::{MOST_RESOURCES, Simulation},
    dice::Dice,
    support::{
        NONE, PASSWORD, RO, RW, Who, anonymous, days, invitation, minutes, newcomer, nothing, seconds, token_of, who,
    },
};
use roster_app::{
    Actor, App, Caller, Failure, Outcome, accounts, acting, audit,
    invitations::{
        accept, copy_link,
        create::{self, Invited},
        edit::{self, EditInvitation},
        request,
    },
    jobs::{Deed, work},
    keys::create::KeyOwner,
    mail::deliver::{self, Delivery},
    members::{
        self,
        create::{CreateUser, WelcomeMail},
        list::{self, MemberFilter},
        set_access::AccessEdit,
    },
    sign_up, transfers,
};
use roster_domain::{
    grant::Window,
    id::{AccountId, KeyId, MemberId, ResourceId, TransferId},
    language::Language,
    lifecycle::Step as Life,
    refusal::Refusal,
};

/// How many addresses there are.
const ADDRESSES: usize = 60;

/// A link that was mailed.
#[derive(Clone, Debug)]
pub struct Link {
    pub token: String,
    pub email: String,
    /// It is that of somebody who wants to sign themself up.
    pub signs_up: bool,
}

/// An offer of a role.
#[derive(Clone, Debug)]
pub struct Offer {
    pub transfer: TransferId,
    /// Who made it.
    pub from: Caller,
    pub to: MemberId,
}

#[derive(Clone, Debug)]
pub enum Step {
    Invite {
        lines: String,
        role: &'static str,
        access: Vec<(ResourceId, &'static str)>,
    },
    Accept {
        link: Link,
    },
    AcceptAs {
        link: Link,
        who: usize,
    },
    SetRole {
        member: MemberId,
        role: &'static str,
    },
    SetAccess {
        member: MemberId,
        edits: Vec<(ResourceId, &'static str)>,
    },
    Delete {
        member: MemberId,
    },
    Disable {
        member: MemberId,
    },
    Archive {
        member: MemberId,
    },
    Enable {
        member: MemberId,
    },
    Restore {
        member: MemberId,
    },
    Leave {
        to: Option<MemberId>,
    },
    HandOver {
        from: MemberId,
        to: MemberId,
    },
    NewUser {
        email: String,
        role: &'static str,
        told: bool,
    },
    EditPending {
        member: MemberId,
        role: &'static str,
        mail: bool,
    },
    CopyLink {
        member: MemberId,
    },
    AskToSignUp {
        email: String,
    },
    SignUp {
        link: Link,
        who: Option<usize>,
    },
    Withdraw {
        member: MemberId,
    },
    SendAgain {
        member: MemberId,
    },
    Edit {
        member: MemberId,
        note: String,
    },
    Bulk {
        deed: Deed,
        members: Vec<MemberId>,
    },
    Undo {
        back: i64,
    },
    Create {
        kind: &'static str,
        parent: Option<ResourceId>,
        name: String,
    },
    Rename {
        resource: ResourceId,
        name: String,
    },
    DeleteResource {
        resource: ResourceId,
    },
    MakeKey {
        owner: KeyOwner,
        permissions: Vec<&'static str>,
        days: Option<i64>,
    },
    Revoke {
        key: KeyId,
    },
    Time {
        minutes: i64,
    },
    Sweep,
    Mail {
        answers: Vec<u8>,
    },
    Request {
        link: Link,
    },
    ActAs {
        member: MemberId,
    },
    StopActing {
        by: usize,
    },
    OfferRole {
        to: MemberId,
    },
    /// By whom it was made to; or by anybody at all.
    TakeOffer {
        offer: Offer,
        who: Option<usize>,
    },
    DeclineOffer {
        offer: Offer,
        who: Option<usize>,
    },
    WithdrawOffer {
        offer: Offer,
        who: Option<usize>,
    },
    CloseForAWhile {
        minutes: i64,
    },
    List {
        status: Option<&'static str>,
    },
    Audit,
    Enter,
}

const WRITTEN: [&str; 9] = [
    "roster.invite",
    "roster.change_roles",
    "roster.change_access",
    "roster.remove_members",
    "roster.read_members",
    "project.edit",
    "site.create",
    "site.edit",
    "site.view",
];

impl Step {
    /// Its name.
    pub fn kind(&self) -> String {
        let shown = format!("{self:?}");
        shown.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned()
    }

    /// What it needs in the whole account; and of rule 11, as the oracle wants to be asked: the role's word, the model's list.
    pub fn needs(&self) -> Option<(&'static str, Option<[&'static str; 2]>)> {
        Some(match self {
            Step::Invite { .. } | Step::NewUser { .. } => ("roster.invite", None),
            Step::SetRole { .. } => ("roster.change_roles", Some(["edits", "edit_only"])),
            Step::SetAccess { .. } => ("roster.change_access", Some(["edits", "edit_only"])),
            Step::Edit { .. } => ("roster.edit_members", Some(["edits", "edit_only"])),
            Step::Bulk { deed: Deed::Change { .. }, .. } => ("roster.change_roles", None),
            Step::Bulk { deed: Deed::Delete, .. } => ("roster.remove_members", None),
            Step::Bulk { deed: Deed::Resend | Deed::Withdraw, .. } => ("roster.invite", None),
            Step::Delete { .. } | Step::Disable { .. } | Step::Archive { .. } => {
                ("roster.remove_members", Some(["removes", "remove_only"]))
            }
            Step::Enable { .. } | Step::Restore { .. } => ("roster.restore_members", Some(["removes", ""])),
            Step::ActAs { .. } => ("roster.act_as", Some(["below", "act_as_only"])),
            Step::Withdraw { .. } | Step::SendAgain { .. } => ("roster.invite", Some(["not_above", ""])),
            Step::EditPending { .. } | Step::CopyLink { .. } => ("roster.invite", Some(["not_above", ""])),
            Step::CloseForAWhile { .. } => ("roster.close_account", None),
            Step::List { .. } => ("roster.read_members", None),
            Step::Audit => ("roster.read_audit", None),
            Step::MakeKey { owner: KeyOwner::Account, .. } => ("roster.manage_keys", None),
            Step::Create { kind: "project", parent: None, .. } => ("project.create", None),
            _ => return None,
        })
    }

    /// What it needs on a resource.
    pub fn needs_on(&self) -> Option<(ResourceId, &'static str)> {
        match self {
            Step::Create { kind: "site", parent: Some(parent), .. } => Some((*parent, "site.create")),
            _ => None,
        }
    }

    /// Whom it is done to.
    pub fn target(&self) -> Option<MemberId> {
        match self {
            Step::SetRole { member, .. }
            | Step::SetAccess { member, .. }
            | Step::Edit { member, .. }
            | Step::Delete { member }
            | Step::Disable { member }
            | Step::Archive { member }
            | Step::Enable { member }
            | Step::Restore { member }
            | Step::Withdraw { member }
            | Step::SendAgain { member }
            | Step::EditPending { member, .. }
            | Step::CopyLink { member }
            | Step::ActAs { member } => Some(*member),
            _ => None,
        }
    }

    /// The step of a member's life that it is.
    pub fn of_life(&self) -> Option<Life> {
        Some(match self {
            Step::Delete { .. } => Life::Delete,
            Step::Disable { .. } => Life::Disable,
            Step::Archive { .. } => Life::Archive,
            Step::Enable { .. } => Life::Enable,
            Step::Restore { .. } => Life::Restore,
            Step::Withdraw { .. } => Life::Withdraw,
            Step::SendAgain { .. } => Life::SendAgain,
            _ => return None,
        })
    }

    /// Whether an Idempotency-Key is kept with it.
    pub fn is_kept(&self) -> bool {
        !matches!(
            self,
            Step::Accept { .. }
                | Step::AcceptAs { .. }
                | Step::Time { .. }
                | Step::StopActing { .. }
                | Step::Sweep
                | Step::Mail { .. }
                | Step::Request { .. }
                | Step::AskToSignUp { .. }
                | Step::SignUp { .. }
                | Step::TakeOffer { .. }
                | Step::DeclineOffer { .. }
                | Step::WithdrawOffer { .. }
                | Step::List { .. }
                | Step::Audit
                | Step::Enter
        )
    }

    /// Whether somebody else than the actor does it: the holder of a link, who acted before.
    pub fn is_somebody_elses(&self) -> bool {
        matches!(
            self,
            Step::Accept { .. }
                | Step::AcceptAs { .. }
                | Step::Request { .. }
                | Step::AskToSignUp { .. }
                | Step::SignUp { .. }
                | Step::TakeOffer { .. }
                | Step::DeclineOffer { .. }
                | Step::WithdrawOffer { .. }
                | Step::StopActing { .. }
        )
    }

    /// Whether it may have changed nothing at all, so that there was no outcome to keep.
    pub fn may_be_nothing(&self) -> bool {
        matches!(
            self,
            Step::Invite { .. }
                | Step::SetRole { .. }
                | Step::SetAccess { .. }
                | Step::Edit { .. }
                | Step::Rename { .. }
                | Step::HandOver { .. }
                | Step::EditPending { .. }
                | Step::Revoke { .. }
        )
    }
}

impl Simulation {
    fn level(&mut self) -> &'static str {
        let levels: [&'static str; 10] = [RW, RW, RW, RO, RO, RO, RO, NONE, NONE, "owner"];
        let level: &&'static str = self.dice.pick(&levels);
        level
    }

    /// Mostly one that is there; sometimes one that is gone, or of the other account, or none at all.
    fn resource(&mut self, here: usize) -> ResourceId {
        let chosen = match self.dice.below(100) {
            0..85 => self.dice.maybe(&self.living.resources),
            85..96 => self.dice.maybe(&self.accounts[here].resources),
            96..99 => self.dice.maybe(&self.accounts[1 - here].resources),
            _ => None,
        };
        chosen.copied().unwrap_or_else(nothing)
    }

    fn member(&mut self, here: usize) -> MemberId {
        *match self.dice.below(100) {
            0..75 => self.dice.pick(&self.living.members),
            75..97 => self.dice.pick(&self.accounts[here].members),
            _ => self.dice.pick(&self.accounts[1 - here].members),
        }
    }

    fn address(&mut self) -> String {
        match self.dice.below(20) {
            0 => "ann@example.com".to_owned(),
            1 => format!("P{}@EXAMPLE.com", self.dice.below(ADDRESSES)),
            2 => "nonsense".to_owned(),
            _ => format!("p{}@example.com", self.dice.below(ADDRESSES)),
        }
    }

    /// Mostly one that nobody had before.
    fn new_address(&mut self) -> String {
        if self.dice.percent(70) { format!("q{}@example.com", self.dice.below(1_000)) } else { self.address() }
    }

    /// Mostly one who was invited and has not come yet.
    fn invited(&mut self, here: usize) -> MemberId {
        let waits = self.dice.maybe(&self.living.invited).copied();
        match waits.filter(|_| self.dice.percent(80)) {
            Some(member) => member,
            None => self.member(here),
        }
    }

    fn link(&mut self, here: usize) -> Option<Link> {
        let links = &self.accounts[here].links;
        // Mostly the newest.
        let newest = &links[links.len().saturating_sub(6)..];
        let of = if self.dice.percent(80) { newest } else { links };
        self.dice.maybe(of).cloned()
    }

    /// Something done to many, or taken back.
    fn bulk_or_undo(&mut self, here: usize) -> Step {
        if self.dice.percent(60) {
            return Step::Undo { back: i64::try_from(self.dice.below(12)).expect("it fits") };
        }
        let role = *self.dice.pick(&self.accounts[here].roles);
        let level = Some(self.level()).filter(|level| *level != "owner").map(str::to_owned);
        let edit = AccessEdit::level(self.resource(here), level, Window::ALWAYS);
        let deeds = [
            Deed::Change { role: Some(role.to_owned().into()), permissions: None },
            Deed::Access(vec![edit]),
            Deed::Resend,
            Deed::Withdraw,
            Deed::Delete,
        ];
        let many = 1 + self.dice.below(6);
        let members = (0..many).map(|_| *self.dice.pick(&self.accounts[here].members)).collect();
        Step::Bulk { deed: self.dice.pick(&deeds).clone(), members }
    }

    /// A role is offered or answered, or the account is closed for a while.
    fn handing_on(&mut self, here: usize) -> Step {
        let kind = self.dice.below(100);
        if kind < 32 {
            return Step::OfferRole { to: self.member(here) };
        }
        if kind < 42 {
            let minutes = [1, 60 * 24, 60 * 24 * 8];
            return Step::CloseForAWhile { minutes: *self.dice.pick(&minutes) };
        }
        let offers = &self.accounts[here].offers;
        // Mostly the newest.
        let of = if self.dice.percent(80) { &offers[offers.len().saturating_sub(1)..] } else { offers };
        let Some(offer) = self.dice.maybe(of).cloned() else { return Step::OfferRole { to: self.member(here) } };
        let who = self.dice.percent(10).then(|| self.dice.below(self.people.len()));
        match kind {
            42..72 => Step::TakeOffer { offer, who },
            72..86 => Step::DeclineOffer { offer, who },
            _ => Step::WithdrawOffer { offer, who },
        }
    }

    pub fn choose(&mut self, here: usize) -> Step {
        if self.dice.percent(7) {
            return self.handing_on(here);
        }
        if self.dice.percent(5) {
            return self.bulk_or_undo(here);
        }
        let role = *self.dice.pick(&self.accounts[here].roles);
        match self.dice.below(100) {
            0 => Step::NewUser { email: self.new_address(), role, told: self.dice.percent(70) },
            1 => Step::AskToSignUp { email: self.new_address() },
            2 => Step::EditPending { member: self.invited(here), role, mail: self.dice.percent(50) },
            3 => Step::CopyLink { member: self.invited(here) },
            4..12 => {
                let (lines, many) = (1 + self.dice.below(3), self.dice.below(3));
                let lines: Vec<String> = (0..lines).map(|_| self.address()).collect();
                let access = (0..many).map(|_| (self.resource(here), self.level())).collect();
                Step::Invite { lines: lines.join("\n"), role, access }
            }
            12..27 => match self.link(here) {
                Some(link) => self.acceptance(link),
                None => Step::Mail { answers: vec![0] },
            },
            27..35 => Step::SetRole { member: self.member(here), role },
            35..49 => {
                let many = 1 + self.dice.below(3);
                let member = self.member(here);
                let edit = |it: &mut Simulation| {
                    let level = if it.dice.percent(30) { "" } else { it.level() };
                    (it.resource(here), level)
                };
                Step::SetAccess { member, edits: (0..many).map(|_| edit(self)).collect() }
            }
            49..54 => self.going(here),
            54..57 => Step::Withdraw { member: self.member(here) },
            57..59 => self.coming_back(here),
            59 => Step::SendAgain { member: *self.dice.pick(&self.accounts[here].members) },
            61 => match self.accounts[here].actings.len() {
                0 => Step::Enter,
                many => Step::StopActing { by: self.dice.below(many) },
            },
            60 | 62 => Step::ActAs { member: self.member(here) },
            63..65 => Step::Edit { member: self.member(here), note: format!("note {}", self.dice.below(3)) },
            65..73 => self.creation(here),
            73..76 => Step::Rename { resource: self.resource(here), name: format!("Thing {}", self.dice.below(100)) },
            76..79 => Step::DeleteResource { resource: self.resource(here) },
            79..81 => {
                let many = 1 + self.dice.below(6);
                let permissions = (0..many).map(|_| *self.dice.pick(&WRITTEN)).collect();
                let days = self.dice.percent(50).then(|| i64::try_from(1 + self.dice.below(40)).expect("it fits"));
                let owner = if self.dice.percent(40) { KeyOwner::Account } else { KeyOwner::Member };
                Step::MakeKey { owner, permissions, days }
            }
            81..82 => match self.dice.maybe(&self.accounts[here].keys) {
                Some((key, _)) => Step::Revoke { key: *key },
                None => Step::Enter,
            },
            82..86 => {
                let minutes = [1, 10, 60, 60 * 24, 60 * 24 * 12];
                Step::Time { minutes: *self.dice.pick(&minutes) }
            }
            86..88 => Step::Sweep,
            88..94 => {
                Step::Mail { answers: (0..8).map(|_| u8::try_from(self.dice.below(12)).expect("it fits")).collect() }
            }
            94..95 => match self.link(here) {
                Some(link) => Step::Request { link },
                None => Step::Enter,
            },
            95..97 => {
                Step::List { status: *self.dice.pick(&[None, Some("invited"), Some("expired"), Some("deleted")]) }
            }
            97..98 => Step::Audit,
            _ => Step::Enter,
        }
    }

    fn going(&mut self, here: usize) -> Step {
        let member = self.member(here);
        match self.dice.below(9) {
            0..3 => Step::Delete { member },
            3..6 => Step::Disable { member },
            6 => Step::Archive { member },
            7 => Step::HandOver { from: member, to: self.member(here) },
            _ => Step::Leave { to: self.dice.percent(20).then_some(member) },
        }
    }

    fn coming_back(&mut self, here: usize) -> Step {
        if self.dice.percent(60)
            && let Some(member) = self.dice.maybe(&self.living.disabled)
        {
            return Step::Enable { member: *member };
        }
        let member = *self.dice.pick(&self.accounts[here].members);
        if self.dice.percent(30) { Step::Enable { member } } else { Step::Restore { member } }
    }

    fn acceptance(&mut self, link: Link) -> Step {
        let known = self.people.iter().position(|who| who.email.eq_ignore_ascii_case(&link.email));
        if link.signs_up {
            let who = if self.dice.percent(90) { known } else { Some(self.dice.below(self.people.len())) };
            return Step::SignUp { link, who };
        }
        match known {
            Some(who) if self.dice.percent(90) => Step::AcceptAs { link, who },
            None if self.dice.percent(90) => Step::Accept { link },
            _ => {
                let who = self.dice.below(self.people.len());
                if self.dice.percent(50) { Step::AcceptAs { link, who } } else { Step::Accept { link } }
            }
        }
    }

    fn creation(&mut self, here: usize) -> Step {
        let name = format!("Thing {}", self.dice.below(100));
        let parent = self.resource(here);
        if self.living.resources.len() >= MOST_RESOURCES {
            return Step::DeleteResource { resource: parent };
        }
        match self.dice.below(10) {
            0..3 => Step::Create { kind: "project", parent: None, name },
            3 => Step::Create { kind: "site", parent: None, name },
            4 => Step::Create { kind: "project", parent: Some(parent), name },
            _ => Step::Create { kind: "site", parent: Some(parent), name },
        }
    }

    /// Carries it out; whether it was only a repetition.
    pub async fn carry_out(&mut self, here: usize, by: &Caller, step: &Step) -> Outcome<bool> {
        let (replayed, made) = self.perform(here, by, step).await?;
        self.keep(here, made);
        Ok(replayed)
    }

    /// Carries it out without keeping in mind what it made: so many can at once.
    pub async fn perform(&self, here: usize, by: &Caller, step: &Step) -> Outcome<(bool, Made)> {
        let world = &self.accounts[here].world;
        let (app, account) = (&world.app, world.account);
        let replayed = match step.clone() {
            Step::Invite { lines, role, access } => {
                let done = create::create(app, by, account, invitation(&lines, role, &access)).await?;
                let member = |outcome| match outcome {
                    Invited::Invited { member, .. } => Some(member),
                    _ => None,
                };
                let members = done.value.into_iter().filter_map(|line| member(line.outcome)).collect();
                return Ok((done.replayed, Made::Members(members)));
            }
            Step::Accept { link } => {
                let joined = accept::accept(app, &anonymous(), &link.token, newcomer(&link.email)).await?;
                let joined = who(&joined, &link.email);
                return Ok((false, Made::Joined(Some(Box::new(joined)), link)));
            }
            Step::AcceptAs { link, who } => {
                accept::accept_signed_in(app, &self.people[who].caller, &link.token).await?;
                return Ok((false, Made::Joined(None, link)));
            }
            Step::SetRole { member, role } => world.set_role(by, member, role).await?.replayed,
            Step::SetAccess { member, edits } => world.set_accesses(by, member, &edits).await?.replayed,
            Step::Delete { member } => world.delete(by, member).await?.replayed,
            Step::Disable { member } => world.disable(by, member).await?.replayed,
            Step::Archive { member } => world.archive(by, member).await?.replayed,
            Step::Enable { member } => world.enable(by, member).await?.replayed,
            Step::Restore { member } => world.restore(by, member).await?.replayed,
            Step::Leave { to } => world.leave(by, to).await?.replayed,
            Step::HandOver { from, to } => world.hand_over(by, from, to).await?.replayed,
            Step::NewUser { email, role, told } => {
                let (about, roles) = ("Somebody new".into(), vec![role.to_owned()]);
                let input =
                    CreateUser { about, email, roles, welcome: told.then(WelcomeMail::default), ..Default::default() };
                let done = members::create::create(app, by, account, input).await?;
                return Ok((done.replayed, Made::Members(vec![done.value.member])));
            }
            Step::EditPending { member, role, mail } => {
                let input = EditInvitation { roles: Some(vec![role.to_owned()]), mail, ..EditInvitation::default() };
                edit::edit(app, by, account, member, input).await?.replayed
            }
            Step::CopyLink { member } => {
                let done = copy_link::copy_link(app, by, account, member).await?;
                let Some(link) = done.value.link else { return Ok((done.replayed, Made::Nothing)) };
                let (token, email) = (token_of(&link).to_owned(), world.row(member).await.email);
                let link = Link { token, email, signs_up: false };
                return Ok((done.replayed, Made::Links(vec![(account, link)])));
            }
            Step::AskToSignUp { email } => {
                sign_up::ask(app, &anonymous(), account, &email, Language::English).await?;
                false
            }
            Step::SignUp { link, who: None } => {
                let joined = sign_up::complete(app, &anonymous(), &link.token, newcomer(&link.email)).await?;
                let joined = who(&joined, &link.email);
                return Ok((false, Made::Joined(Some(Box::new(joined)), link)));
            }
            Step::SignUp { link, who: Some(who) } => {
                let done = sign_up::complete_signed_in(app, &self.people[who].caller, &link.token).await?;
                return Ok((false, Made::Members(vec![done.value.member])));
            }
            Step::Withdraw { member } => world.withdraw(by, member).await?.replayed,
            Step::SendAgain { member } => world.send_again(by, member).await?.replayed,
            Step::Bulk { deed, members } => world.ask(by, deed, &members).await?.replayed,
            Step::Undo { back } => {
                let seq = world.seq().await - back;
                world.undo(by, seq).await?.replayed
            }
            Step::Edit { member, note } => world.edit(by, member, &note).await?.replayed,
            Step::Create { kind, parent, name } => {
                let done = world.create(by, kind, parent, &name).await?;
                return Ok((done.replayed, Made::Resource(done.value)));
            }
            Step::Rename { resource, name } => world.rename(by, resource, &name).await?.replayed,
            Step::DeleteResource { resource } => world.delete_resource(by, resource).await?.replayed,
            Step::MakeKey { owner, permissions, days: end } => {
                let end = end.map(|end| world.now() + days(end));
                let made = world.try_key_of(owner, by, &permissions, end).await?;
                if made.replayed {
                    return Ok((true, Made::Nothing));
                }
                // Another may have revoked it by now.
                let key = world.by_key(&made.value.secret).await;
                return Ok((false, key.map_or(Made::Nothing, |key| Made::Key(made.value.key, Box::new(key)))));
            }
            Step::Revoke { key } => world.revoke(by, key).await?.replayed,
            Step::Time { minutes: by } => {
                world.pass(minutes(by) + seconds(1));
                false
            }
            Step::Sweep => {
                world.sweep().await;
                while work::work_due(app).await? > 0 {}
                while acting::expire::expire_due(app).await? > 0 {}
                while transfers::expire::expire_due(app).await? > 0 {}
                false
            }
            Step::Mail { answers } => return mail(app, &answers).await.map(|links| (false, Made::Links(links))),
            Step::Request { link } => {
                request::request(app, &anonymous(), &link.token).await?;
                false
            }
            Step::ActAs { member } => {
                let begun = acting::start::start(app, by, account, member, "to see").await?;
                let (false, Actor::Person { person, session }) = (begun.replayed, by.actor) else {
                    return Ok((begun.replayed, Made::Nothing));
                };
                let actor = Actor::Acting { person, session, account, acting: begun.value.acting };
                return Ok((false, Made::Acting(Box::new(Caller::new(actor, by.origin.clone())))));
            }
            Step::StopActing { by } => {
                world.stop_acting(&self.accounts[here].actings[by]).await?;
                false
            }
            Step::OfferRole { to } => {
                let done = transfers::start::start(app, by, account, to, PASSWORD).await?;
                let offer = Offer { transfer: done.value.transfer, from: Caller::new(by.actor, by.origin.clone()), to };
                return Ok((done.replayed, Made::Offer(Box::new(offer))));
            }
            Step::TakeOffer { offer, who } => {
                let by = self.who_answers(here, who, &offer).await;
                let done = transfers::accept::accept(app, &by, account, offer.transfer).await?;
                return Ok((done.replayed, Made::Answer(offer.transfer)));
            }
            Step::DeclineOffer { offer, who } => {
                let by = self.who_answers(here, who, &offer).await;
                let done = transfers::decline::decline(app, &by, account, offer.transfer).await?;
                return Ok((done.replayed, Made::Answer(offer.transfer)));
            }
            Step::WithdrawOffer { offer, who } => {
                let by = who.map_or(&offer.from, |who| &self.people[who].caller);
                let done = transfers::withdraw::withdraw(app, by, account, offer.transfer).await?;
                return Ok((done.replayed, Made::Answer(offer.transfer)));
            }
            Step::CloseForAWhile { minutes } => self.close_for_a_while(here, by, minutes).await?,
            Step::List { status } => {
                let filter = MemberFilter {
                    statuses: status.map(str::to_owned).into_iter().collect(),
                    ..MemberFilter::default()
                };
                list::list(app, by, account, filter, None, 50).await?;
                false
            }
            Step::Audit => {
                let filter = audit::list::EventFilter::default();
                audit::list::list(app, by, account, filter, None, 20).await?;
                false
            }
            Step::Enter => {
                accounts::enter::enter(app, by, account).await?;
                false
            }
        };
        Ok((replayed, Made::Nothing))
    }

    /// Whom an offer was made to, or somebody else.
    async fn who_answers(&self, here: usize, who: Option<usize>, offer: &Offer) -> Caller {
        let person = self.accounts[here].world.row(offer.to).await.person;
        let asked = who.map(|who| &self.people[who]).or_else(|| self.who(person));
        asked.map_or_else(anonymous, |who| who.caller.clone())
    }

    /// Closes the account and brings it back; in between nobody has anything in it and nothing happens by itself, whatever the time.
    async fn close_for_a_while(&self, here: usize, by: &Caller, time: i64) -> Outcome<bool> {
        let world = &self.accounts[here].world;
        let (app, account) = (&world.app, world.account);
        let name = if here == 0 { "Northwind Feeds" } else { "Southwind Feeds" };
        let closed = accounts::close::close(app, by, account, name, PASSWORD).await?;
        if closed.replayed {
            return Ok(true);
        }
        let seq = world.seq().await;
        world.pass(minutes(time));
        let callers = self.people.iter().map(|who| &who.caller);
        for caller in callers.chain(self.accounts[here].keys.iter().map(|(_, key)| key)) {
            let entered = accounts::enter::enter(app, caller, account).await;
            assert!(matches!(&entered, Err(Failure::Refused(_))), "closed, and {:?} enters", caller.actor);
        }
        world.sweep().await;
        while work::work_due(app).await? > 0 {}
        while acting::expire::expire_due(app).await? > 0 {}
        while transfers::expire::expire_due(app).await? > 0 {}
        assert_eq!(world.kinds_after(seq).await, Vec::<String>::new(), "something happened in a closed account");
        accounts::reopen::reopen(app, &Caller::new(by.actor, by.origin.clone()), account).await?;
        Ok(false)
    }

    /// Keeps in mind what was made.
    pub fn keep(&mut self, here: usize, made: Made) {
        let account = &mut self.accounts[here];
        match made {
            Made::Nothing => {}
            Made::Members(members) => {
                let new = members.into_iter().filter(|member| !account.members.contains(member));
                account.members.extend(new.collect::<Vec<_>>());
            }
            Made::Joined(joined, link) => {
                used(&mut account.links, &link, &mut self.dice);
                let member = joined.as_ref().map(|joined| joined.member);
                account.members.extend(member.filter(|member| !account.members.contains(member)));
                self.people.extend(joined.map(|joined| *joined));
            }
            Made::Resource(resource) if account.resources.contains(&resource) => {}
            Made::Resource(resource) => account.resources.push(resource),
            Made::Key(key, caller) => account.keys.push((key, *caller)),
            Made::Offer(offer) => {
                account.offers.push(*offer);
                let older = account.offers.len().saturating_sub(4);
                account.offers.drain(..older);
            }
            // One that is answered is seldom answered once more.
            Made::Answer(transfer) if self.dice.percent(80) => {
                account.offers.retain(|offer| offer.transfer != transfer);
            }
            Made::Answer(_) => {}
            Made::Acting(caller) => {
                account.actings.push(*caller);
                let older = account.actings.len().saturating_sub(8);
                account.actings.drain(..older);
            }
            Made::Links(links) => {
                for (of, link) in links {
                    let account = self.accounts.iter_mut().find(|account| account.world.account == of);
                    let Some(account) = account else { continue };
                    account.links.push(link);
                    let older = account.links.len().saturating_sub(12);
                    account.links.drain(..older);
                }
            }
        }
    }
}

/// What a step made.
pub enum Made {
    Nothing,
    Members(Vec<MemberId>),
    /// By this link; somebody new, or who was signed in.
    Joined(Option<Box<Who>>, Link),
    Resource(ResourceId),
    Key(KeyId, Box<Caller>),
    Offer(Box<Offer>),
    /// To this offer.
    Answer(TransferId),
    /// Somebody acts as another.
    Acting(Box<Caller>),
    Links(Vec<(AccountId, Link)>),
}

/// Sends what waits, in both accounts: the server takes it, is busy, refuses; or we die before we hear of it.
async fn mail(app: &App, answers: &[u8]) -> Outcome<Vec<(AccountId, Link)>> {
    let mut links = Vec::new();
    for (number, ready) in deliver::claim(app).await?.into_iter().enumerate() {
        if let Some(link) = &ready.link {
            let (token, signs_up) = (token_of(link).to_owned(), link.contains("/sign-up/"));
            links.push((ready.row.account, Link { token, email: ready.row.to_email.clone(), signs_up }));
        }
        let delivery = match answers[number % answers.len()] {
            0 => continue,
            1 => Delivery::Refused("550 no such user".to_owned()),
            2 => Delivery::NotNow("421 later".to_owned()),
            _ => Delivery::Taken("250 OK".to_owned()),
        };
        deliver::note(app, ready.row, delivery).await?;
    }
    Ok(links)
}

/// A link that was used is seldom tried again.
fn used(links: &mut Vec<Link>, used: &Link, dice: &mut Dice) {
    if dice.percent(80) {
        links.retain(|link| link.token != used.token);
    }
}

/// Whether this says that a permission is missing, and which.
pub fn missing(outcome: &Outcome<bool>) -> Option<&str> {
    match outcome {
        Err(Failure::Refused(Refusal::Forbidden { permission })) => Some(permission),
        _ => None,
    }
}
