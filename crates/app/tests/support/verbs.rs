//! What people do in a world, in one line each. A word that can be refused gives the outcome; the others expect success.

use super::{Who, World, anonymous, from, newcomer, who};
use jiff::{SignedDuration, Timestamp};
use roster_app::{
    Actor, App, Caller, Done, Outcome, acting,
    invitations::{
        accept::{self, Joined},
        create::{self, AccessWish, Invite, Invited, LineOutcome},
        expire, send_again, withdraw,
    },
    jobs::{
        self, Deed,
        ask::{self, Asked, Which},
        work,
    },
    keys::{
        self,
        create::{CreateKey, CreatedKey, KeyOwner},
    },
    members::{
        archive, delete, disable,
        edit::{self, EditMember},
        enable, hand_over, leave, remove, restore,
        set_access::{self, AccessEdit},
        set_role,
    },
    resources::{
        create::{self as create_resource, CreateResource},
        delete as delete_resource, rename,
    },
    undo,
};
use roster_domain::{
    grant::Window,
    id::{AccountId, Id, InvitationId, JobId, KeyId, MemberId, ResourceId},
    model::Leaving,
};

pub fn invitation(addresses: &str, role: &str, access: &[(ResourceId, &str)]) -> Invite {
    let wish = |(resource, level): &(ResourceId, &str)| AccessWish::level(*resource, *level, Window::ALWAYS);
    Invite {
        addresses: addresses.to_owned(),
        roles: vec![role.to_owned()],
        access: access.iter().map(wish).collect(),
        permissions: Default::default(),
        message: String::new(),
        about: Default::default(),
    }
}

/// A resource that is nowhere.
pub fn nothing() -> ResourceId {
    Id::from_uuid(uuid::Uuid::nil())
}

impl World {
    fn at(&self) -> (&App, AccountId) {
        (&self.app, self.account)
    }

    pub async fn invite_lines(
        &self,
        by: &Caller,
        addresses: &str,
        role: &str,
        access: &[(ResourceId, &str)],
    ) -> Outcome<Done<Vec<LineOutcome>>> {
        create::create(&self.app, by, self.account, invitation(addresses, role, access)).await
    }

    /// The admin invites one address that is new here.
    pub async fn invite(&self, email: &str, role: &str, access: &[(ResourceId, &str)]) -> MemberId {
        self.invite_by(&self.admin.caller, email, role, access).await
    }

    pub async fn invite_by(&self, by: &Caller, email: &str, role: &str, access: &[(ResourceId, &str)]) -> MemberId {
        let lines = self.invite_lines(by, email, role, access).await.unwrap().value;
        match &*lines {
            [LineOutcome { outcome: Invited::Invited { member, .. }, .. }] => *member,
            other => panic!("{email} is not invited: {other:?}"),
        }
    }

    /// The one who was invited opens the newest link and joins as someone new.
    pub async fn accept(&self, email: &str) -> Who {
        who(&self.try_accept(email).await.unwrap(), email)
    }

    pub async fn try_accept(&self, email: &str) -> Outcome<Joined> {
        let link = self.link_to(email).await;
        self.accept_link(&link, email).await
    }

    pub async fn accept_link(&self, token: &str, email: &str) -> Outcome<Joined> {
        accept::accept(&self.app, &anonymous(), token, newcomer(email)).await
    }

    /// Someone who has a sign-in already joins by the newest link.
    pub async fn accept_as(&self, person: &Who) -> Outcome<MemberId> {
        let link = self.link_to(&person.email).await;
        accept::accept_signed_in(&self.app, &person.caller, &link).await.map(|done| done.value.member)
    }

    /// Invited by the admin, and joined.
    pub async fn join(&self, email: &str, role: &str, access: &[(ResourceId, &str)]) -> Who {
        self.invite(email, role, access).await;
        self.accept(email).await
    }

    pub async fn another_admin(&self, email: &str) -> Who {
        self.join(email, "admin", &[]).await
    }

    pub async fn user(&self, email: &str, access: &[(ResourceId, &str)]) -> Who {
        self.join(email, "user", access).await
    }

    pub async fn set_role(&self, by: &Caller, member: MemberId, role: &str) -> Outcome<Done<i64>> {
        let (app, account) = self.at();
        set_role::set_role(app, by, account, member, role.to_owned()).await
    }

    /// Sets one level; the empty word takes away what was given.
    pub async fn set_access(&self, by: &Caller, member: MemberId, on: ResourceId, level: &str) -> Outcome<Done<i64>> {
        self.set_accesses(by, member, &[(on, level)]).await
    }

    pub async fn set_accesses(
        &self,
        by: &Caller,
        member: MemberId,
        edits: &[(ResourceId, &str)],
    ) -> Outcome<Done<i64>> {
        let edit = |(resource, level): &(ResourceId, &str)| {
            AccessEdit::level(*resource, (!level.is_empty()).then(|| (*level).to_owned()), Window::ALWAYS)
        };
        let (app, account) = self.at();
        set_access::set_access(app, by, account, member, edits.iter().map(edit).collect()).await
    }

    /// Gives a level for a while.
    pub async fn give_until(
        &self,
        by: &Caller,
        member: MemberId,
        on: ResourceId,
        level: &str,
        time: SignedDuration,
    ) -> Outcome<Done<i64>> {
        let window = Window::until(self.now() + time);
        let edit = AccessEdit::level(on, Some(level.to_owned()), window);
        let (app, account) = self.at();
        set_access::set_access(app, by, account, member, vec![edit]).await
    }

    /// Gives a role for a while.
    pub async fn set_role_until(
        &self,
        by: &Caller,
        member: MemberId,
        role: &str,
        time: SignedDuration,
    ) -> Outcome<Done<i64>> {
        let wish = set_role::RoleWish { role: role.to_owned(), window: Window::until(self.now() + time) };
        let (app, account) = self.at();
        set_role::set_role(app, by, account, member, wish).await
    }

    pub async fn delete(&self, by: &Caller, member: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        delete::delete(app, by, account, member).await
    }

    pub async fn disable(&self, by: &Caller, member: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        disable::disable(app, by, account, member).await
    }

    pub async fn enable(&self, by: &Caller, member: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        enable::enable(app, by, account, member).await
    }

    pub async fn archive(&self, by: &Caller, member: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        archive::archive(app, by, account, member).await
    }

    /// Brings back; says what the status is then.
    pub async fn restore(&self, by: &Caller, member: MemberId) -> Outcome<Done<String>> {
        let (app, account) = self.at();
        restore::restore(app, by, account, member).await
    }

    /// Puts out and hands over, in one.
    pub async fn remove(&self, by: &Caller, member: MemberId, way: Leaving, to: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        let estate = remove::Estate { hand_over_to: Some(to), ..remove::Estate::default() };
        remove::remove(app, by, account, member, way, estate).await
    }

    pub async fn hand_over(&self, by: &Caller, from: MemberId, to: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        hand_over::hand_over(app, by, account, from, to).await
    }

    pub async fn leave(&self, who: &Caller, to: Option<MemberId>) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        leave::leave(app, who, account, to).await
    }

    pub async fn withdraw(&self, by: &Caller, member: MemberId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        withdraw::withdraw(app, by, account, member).await
    }

    pub async fn send_again(&self, by: &Caller, member: MemberId) -> Outcome<Done<InvitationId>> {
        let (app, account) = self.at();
        send_again::send_again(app, by, account, member).await
    }

    pub async fn create(
        &self,
        by: &Caller,
        kind: &str,
        parent: Option<ResourceId>,
        name: &str,
    ) -> Outcome<Done<ResourceId>> {
        let input = CreateResource { kind: kind.to_owned(), parent, name: name.to_owned(), external_id: None };
        let (app, account) = self.at();
        create_resource::create(app, by, account, input).await
    }

    /// A project of the admin's.
    pub async fn project(&self, name: &str) -> ResourceId {
        self.create(&self.admin.caller, "project", None, name).await.unwrap().value
    }

    /// A site of the admin's.
    pub async fn site(&self, project: ResourceId, name: &str) -> ResourceId {
        self.create(&self.admin.caller, "site", Some(project), name).await.unwrap().value
    }

    /// Two projects with two sites each, as `[[project, site, site]; 2]`.
    pub async fn two_projects(&self) -> [[ResourceId; 3]; 2] {
        let mut projects = [[nothing(); 3]; 2];
        for (project, name) in projects.iter_mut().zip(["North", "South"]) {
            let id = self.project(name).await;
            let (one, two) = (format!("{name} one"), format!("{name} two"));
            *project = [id, self.site(id, &one).await, self.site(id, &two).await];
        }
        projects
    }

    pub async fn rename(&self, by: &Caller, resource: ResourceId, name: &str) -> Outcome<Done<i64>> {
        let (app, account) = self.at();
        rename::rename(app, by, account, resource, name.to_owned()).await
    }

    pub async fn delete_resource(&self, by: &Caller, resource: ResourceId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        delete_resource::delete(app, by, account, resource).await
    }

    pub async fn edit(&self, by: &Caller, member: MemberId, note: &str) -> Outcome<Done<i64>> {
        let input = EditMember { note: Some(note.to_owned()), ..EditMember::default() };
        let (app, account) = self.at();
        edit::edit(app, by, account, member, input).await
    }

    pub async fn try_key(
        &self,
        by: &Caller,
        permissions: &[&str],
        expires_at: Option<Timestamp>,
    ) -> Outcome<Done<CreatedKey>> {
        self.try_key_of(KeyOwner::Member, by, permissions, expires_at).await
    }

    pub async fn try_key_of(
        &self,
        owner: KeyOwner,
        by: &Caller,
        permissions: &[&str],
        expires_at: Option<Timestamp>,
    ) -> Outcome<Done<CreatedKey>> {
        let permissions = permissions.iter().map(|id| (*id).to_owned()).collect();
        let (app, account) = self.at();
        let input = CreateKey { label: "Backup".to_owned(), owner, permissions, expires_at };
        keys::create::create(app, by, account, input).await
    }

    /// A key of the account, made by someone, with these permissions written on it.
    pub async fn account_key(&self, by: &Who, permissions: &[&str]) -> (KeyId, Caller) {
        let made = self.try_key_of(KeyOwner::Account, &by.caller, permissions, None).await.unwrap().value;
        (made.key, self.by_key(&made.secret).await.unwrap())
    }

    /// A key of someone's, with these permissions written on it.
    pub async fn key(&self, of: &Who, permissions: &[&str]) -> (KeyId, Caller) {
        let made = self.try_key(&of.caller, permissions, None).await.unwrap().value;
        (made.key, self.by_key(&made.secret).await.unwrap())
    }

    /// Who a bearer token makes its sender; nobody with a dead one.
    pub async fn by_key(&self, bearer: &str) -> Option<Caller> {
        let actor = keys::authenticate::authenticate(&self.app, bearer).await.unwrap();
        actor.map(|actor| Caller::new(actor, from("192.0.2.7")))
    }

    pub async fn revoke(&self, by: &Caller, key: KeyId) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        keys::revoke::revoke(app, by, account, key).await
    }

    /// Begins to act as a member: the caller that the browser is from then on.
    pub async fn act_as(&self, by: &Caller, member: MemberId) -> Outcome<Caller> {
        let (app, account) = self.at();
        let acting = acting::start::start(app, by, account, member, "They asked me to look.").await?.value.acting;
        let Actor::Person { person, session } = by.actor else { panic!("only people act as somebody") };
        Ok(Caller { actor: Actor::Acting { person, session, account, acting }, ..by.clone() })
    }

    pub async fn stop_acting(&self, by: &Caller) -> Outcome<()> {
        let (app, account) = self.at();
        acting::end::end(app, by, account).await.map(drop)
    }

    /// Asks for something to be done to these.
    pub async fn ask(&self, by: &Caller, deed: Deed, members: &[MemberId]) -> Outcome<Done<Asked>> {
        let (app, account) = self.at();
        ask::ask(app, by, account, deed, Which::Members(members.to_vec())).await
    }

    /// One chunk of what was asked; how many jobs there were.
    pub async fn work(&self) -> usize {
        work::work_due(&self.app).await.unwrap()
    }

    /// A job as the admin sees it, as `state total/done/unchanged/refused`.
    pub async fn job(&self, job: JobId) -> String {
        let (app, account) = self.at();
        let job = jobs::show::show(app, &self.admin.caller, account, job).await.unwrap();
        format!("{} {}/{}/{}/{}", job.state, job.total, job.done, job.unchanged, job.refused)
    }

    /// What became of it for each: the state, or why it was refused.
    pub async fn outcomes(&self, job: JobId) -> Vec<(MemberId, String)> {
        let (app, account) = self.at();
        let (mut all, mut after) = (Vec::new(), Some(0));
        while let Some(from) = after {
            let (items, next) =
                jobs::show::items(app, &self.admin.caller, account, job, None, from, 200).await.unwrap();
            all.extend(items.into_iter().map(|item| {
                let why = item.refusal.map(|refusal| refusal.code().to_owned());
                (item.member, why.unwrap_or(item.state))
            }));
            after = next;
        }
        all
    }

    /// Undoes the change that this event is one of.
    pub async fn undo(&self, by: &Caller, seq: i64) -> Outcome<Done<()>> {
        let (app, account) = self.at();
        undo::undo(app, by, account, seq).await
    }

    /// Lets run out what is due; says how much was.
    pub async fn sweep(&self) -> usize {
        expire::expire_due(&self.app).await.unwrap()
    }
}
