//! An invitation that waits: changed in place, handed on as a link, asked for anew (E09, F12–F14).

use crate::support::{RO, RW, TICK, Who, World, anonymous, having_seen, minutes, newcomer, refusal, worlds, worlds_of};
use roster_app::{
    Done, Outcome,
    invitations::{
        accept, asked,
        copy_link::{self, CopiedLink},
        create::Invited,
        edit::{self, EditInvitation},
        request,
    },
    members::{
        given::AccessWish,
        mails::{mails, set_mails},
    },
    people,
};
use roster_domain::{
    grant::Window,
    id::{Id, MemberId},
    mail::MailKind,
    model::MailedChange,
    refusal::{DeadLink, Refusal},
};

impl World {
    async fn change(&self, by: &Who, member: MemberId, input: EditInvitation) -> Outcome<Done<i64>> {
        edit::edit(&self.app, &by.caller, self.account, member, input).await
    }

    async fn copy(&self, by: &Who, member: MemberId) -> Outcome<Done<CopiedLink>> {
        copy_link::copy_link(&self.app, &by.caller, self.account, member).await
    }

    /// The token of a copied link.
    async fn copied(&self, member: MemberId) -> String {
        let done = self.copy(&self.admin, member).await.unwrap();
        crate::support::token_of(&done.value.link.unwrap()).to_owned()
    }
}

fn role(role: &str) -> EditInvitation {
    EditInvitation { roles: Some(vec![role.to_owned()]), ..EditInvitation::default() }
}

#[tokio::test]
async fn f12_a_pending_invitation_is_changed_in_place_and_the_link_they_have_opens_what_is_offered_now() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let bo = world.invite("bo@example.com", "user", &[(one, RW)]).await;
        let link = world.link_to("bo@example.com").await;
        let seq = world.seq().await;
        let input = EditInvitation {
            name: Some(" Bo Li ".into()),
            message: Some("See you".to_owned()),
            access: Some(vec![AccessWish::level(two, RO, Window::ALWAYS)]),
            ..EditInvitation::default()
        };
        let version = world.change(&world.admin, bo, input.clone()).await.unwrap().value;
        assert_eq!(version, world.version(bo).await);
        assert_eq!(world.kinds_after(seq).await, ["invitation_edited"]);
        assert!(world.mails().await.is_empty(), "no mail was asked for");
        assert_eq!(world.row(bo).await.name, "Bo Li");
        assert_eq!(world.access(bo).await, ["North two: read_only"]);
        // Once more, and there is nothing to change.
        let seq = world.seq().await;
        assert_eq!(world.change(&world.admin, bo, input).await.unwrap().value, version);
        assert_eq!(world.seq().await, seq);
        let joined = world.accept_link(&link, "bo@example.com").await.unwrap();
        assert_eq!(world.line(joined.member).await.roles, ["user"]);
        assert_eq!(world.access(joined.member).await, ["North two: read_only"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f12_changing_with_a_mail_kills_the_old_link_and_begins_the_time_anew() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let old = world.link_to("bo@example.com").await;
        world.pass(minutes(30));
        let input = EditInvitation { mail: true, ..role("admin") };
        world.change(&world.admin, bo, input).await.unwrap();
        let until = (world.now() + world.model.invitation().valid_for).as_millisecond();
        assert_eq!(world.row(bo).await.invited_until, Some(until));
        let letter = world.mails().await.pop().unwrap();
        assert!(matches!(&letter.kind, MailKind::Invitation(says) if says.role == "Admin"), "{:?}", letter.kind);
        let refused = refusal(world.accept_link(&old, "bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
        world.accept_link(&letter.token.unwrap(), "bo@example.com").await.unwrap();
    }
}

#[tokio::test]
async fn e09_the_address_of_a_pending_invitation_is_changed_and_only_the_new_one_has_a_link() {
    for world in worlds().await {
        let bo = world.invite("bo@exmaple.com", "user", &[]).await;
        let old = world.link_to("bo@exmaple.com").await;
        let input = EditInvitation { email: Some("bo@example.com".to_owned()), ..EditInvitation::default() };
        let seq = world.seq().await;
        world.change(&world.admin, bo, input).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["invitation_edited", "invitation_resent"]);
        assert_eq!(world.sent().await, [("invitation", "bo@example.com".to_owned())]);
        let refused = refusal(world.accept_link(&old, "bo@exmaple.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
        let who = world.accept("bo@example.com").await;
        assert_eq!(who.member, bo);

        let cy = world.invite("cy@example.com", "user", &[]).await;
        let taken = EditInvitation { email: Some("BO@example.com".to_owned()), ..EditInvitation::default() };
        let refused = refusal(world.change(&world.admin, cy, taken).await);
        assert_eq!(refused, Refusal::AddressTaken { member: Some(bo) });
        let none = EditInvitation { email: Some("cy at example".to_owned()), ..EditInvitation::default() };
        assert!(matches!(refusal(world.change(&world.admin, cy, none).await), Refusal::Invalid(_)));
        assert_eq!(world.row(cy).await.email, "cy@example.com");
    }
}

#[tokio::test]
async fn f03_nobody_changes_an_invitation_to_what_they_cannot_give_or_against_its_state_and_version() {
    for world in worlds_of(&crate::support::with_lead()).await {
        let lead = world.join("lee@example.com", "lead", &[]).await;
        let user = world.user("una@example.com", &[]).await;
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let boss = world.invite("boss@example.com", "admin", &[]).await;
        assert!(matches!(
            refusal(world.change(&user, bo, role("user")).await),
            Refusal::Forbidden { permission } if permission == "roster.invite"
        ));
        let seq = world.seq().await;
        assert!(matches!(refusal(world.change(&lead, bo, role("admin")).await), Refusal::RoleNotAssignable { .. }));
        assert!(matches!(
            refusal(world.change(&lead, boss, role("user")).await),
            Refusal::RankTooHigh { .. } | Refusal::NotHeld { .. } | Refusal::RoleNotAssignable { .. }
        ));
        let mail = EditInvitation { mail: true, ..EditInvitation::default() };
        assert!(world.change(&lead, boss, mail).await.is_err(), "a new link is as good as an invitation");
        assert!(world.kinds_after(seq).await.iter().all(|kind| kind == "attempt_denied"));
        assert!(matches!(refusal(world.change(&world.admin, bo, role("king")).await), Refusal::Invalid(_)));
        let two = EditInvitation { roles: Some(vec!["user".into(), "admin".into()]), ..EditInvitation::default() };
        assert_eq!(refusal(world.change(&world.admin, bo, two).await), Refusal::field("/roles", "only_one_role"));

        let seen = having_seen(&world.admin.caller, world.version(bo).await - 1);
        let stale = edit::edit(&world.app, &seen, world.account, bo, role("user")).await;
        assert!(matches!(refusal(stale), Refusal::Stale { .. }));
        let refused = refusal(world.change(&world.admin, user.member, role("user")).await);
        assert_eq!(refused, Refusal::WrongState { state: "active" });
        let nobody = MemberId::from_uuid(uuid::Uuid::nil());
        assert_eq!(refusal(world.change(&world.admin, nobody, role("user")).await), Refusal::NotFound);
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        let refused = refusal(world.change(&world.admin, bo, role("user")).await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
    }
}

#[tokio::test]
async fn f14_a_copied_link_is_shown_once_kills_the_mailed_one_and_is_noted() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let mailed = world.link_to("bo@example.com").await;
        let seq = world.seq().await;
        let by = crate::support::repeatable(&world.admin.caller, "copy", 1);
        let first = copy_link::copy_link(&world.app, &by, world.account, bo).await.unwrap();
        let again = copy_link::copy_link(&world.app, &by, world.account, bo).await.unwrap();
        assert!(first.value.link.is_some() && again.value.link.is_none() && again.replayed);
        assert_eq!(world.kinds_after(seq).await, ["invitation_link_copied"]);
        assert!(world.mails().await.is_empty());
        let refused = refusal(world.accept_link(&mailed, "bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
        assert_eq!(world.line(bo).await.invitation.unwrap().told, "link");
        // Once more: the first is dead.
        let second = world.copied(bo).await;
        let first = first.value.link.unwrap();
        let refused = refusal(world.accept_link(crate::support::token_of(&first), "bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
        world.accept_link(&second, "bo@example.com").await.unwrap();
        let refused = refusal(world.copy(&world.admin, bo).await);
        assert_eq!(refused, Refusal::WrongState { state: "active" });
    }
}

#[tokio::test]
async fn f14_who_joins_by_a_copied_link_proves_the_address_by_mail() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.copied(bo).await;
        world.mails().await;
        let joined = world.accept_link(&link, "bo@example.com").await.unwrap();
        assert_eq!(joined.to_be_proven, None, "they sign in with the invited address");
        let bo = crate::support::who(&joined, "bo@example.com");
        assert!(!people::me(&world.app, &bo.caller).await.unwrap().proven);
        let mails = world.mails().await;
        let kinds: Vec<_> = mails.iter().map(|letter| (letter.kind.name(), &*letter.to)).collect();
        assert_eq!(kinds, [("invitation_accepted", "ann@example.com"), ("prove_address", "bo@example.com")]);
        let proof = mails[1].token.clone().unwrap();
        let proven = people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        assert!(proven.former.is_empty(), "it is the address they had");
        assert!(people::me(&world.app, &bo.caller).await.unwrap().proven);
        assert!(world.mails().await.is_empty(), "nobody is told of a change that is none");
    }
}

#[tokio::test]
async fn f14_whoever_reads_the_mail_of_an_unproven_address_has_the_last_word() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.copied(bo).await;
        let taken = world.accept_link(&link, "bo@example.com").await.unwrap();
        let squatter = crate::support::who(&taken, "bo@example.com");
        world.mails().await;
        people::forgot_password(&world.app, &anonymous(), "bo@example.com").await.unwrap();
        let reset = world.link_to("bo@example.com").await;
        people::reset_password(&world.app, &anonymous(), &reset, "nine brave badgers dig").await.unwrap();
        let unproven = world.read(|tx| roster_store::persons::unproven(tx, &["bo@example.com"])).await;
        assert!(unproven.is_empty());
        let session = match squatter.caller.actor {
            roster_app::Actor::Person { person, session } => (person, session),
            other => panic!("{other:?}"),
        };
        let open = world.read(move |tx| roster_store::sessions::by_id(tx, session.0, session.1)).await;
        assert!(open.is_none(), "whoever came by the link is out");
    }
}

#[tokio::test]
async fn d07_who_asks_for_a_new_link_is_in_the_admins_list_until_somebody_answers() {
    for world in worlds().await {
        let user = world.user("una@example.com", &[]).await;
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let waiting = async || asked::asked(&world.app, &world.admin.caller, world.account, 9).await.unwrap();
        world.pass(world.model.invitation().valid_for);
        assert!(waiting().await.is_empty());
        request::request(&world.app, &anonymous(), &link).await.unwrap();
        let [one] = &*waiting().await else { panic!("one waits") };
        assert_eq!((one.member, &*one.email, one.at), (bo, "bo@example.com", world.now()));
        let refused = refusal(asked::asked(&world.app, &user.caller, world.account, 9).await);
        assert!(matches!(refused, Refusal::Forbidden { .. }));
        // The mail leads to the page where one click grants it.
        let wanted = world.mails().await.into_iter().find(|letter| letter.kind.name() == "new_invitation_wanted");
        let linked = wanted.unwrap().row.link;
        assert!(linked.contains("pending") && linked.contains(&bo.uuid().to_string()), "{linked}");
        world.send_again(&world.admin.caller, bo).await.unwrap();
        assert!(waiting().await.is_empty());
        world.accept("bo@example.com").await;
    }
}

#[tokio::test]
async fn f13_the_inviter_hears_of_acceptance_refusal_and_expiry_and_can_do_without() {
    for world in worlds().await {
        let cy = world.another_admin("cy@example.com").await;
        world.mails().await;
        let choices = mails(&world.app, &cy.caller, world.account).await.unwrap();
        let keys: Vec<_> = choices.iter().map(|choice| (choice.change.key(), choice.mailed)).collect();
        let all = ["accepted", "expired", "refused", "requested", "address_changed", "merged", "left"];
        assert_eq!(keys, all.map(|key| (key, true)));
        let seq = world.seq().await;
        let only = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        set_mails(&world.app, &cy.caller, world.account, only(&["expired"])).await.unwrap();
        set_mails(&world.app, &cy.caller, world.account, only(&["expired"])).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["member_edited"], "the second time nothing changes");
        // Cy's invitation and Ann's: Ann hears of hers.
        for (by, email) in [(&cy, "bo@example.com"), (&world.admin, "di@example.com")] {
            world.invite_by(&by.caller, email, "user", &[]).await;
            world.accept(email).await;
        }
        let accepted: Vec<_> = world.inbox_of("invitation_accepted").await;
        assert_eq!(accepted, ["ann@example.com", "ann@example.com"], "of Cy joining, and of Di");
        world.invite_by(&cy.caller, "el@example.com", "user", &[]).await;
        world.mails().await;
        world.pass(world.model.invitation().valid_for);
        world.sweep().await;
        assert_eq!(world.sent().await, [("invitation_expired", "cy@example.com".to_owned())]);
        let refused = refusal(set_mails(&world.app, &cy.caller, world.account, only(&["role_changed"])).await);
        assert!(matches!(refused, Refusal::Invalid(_)), "of what changes for oneself one always hears");
        assert!(!MailedChange::RoleChanged.is_about_others());
    }
}

#[tokio::test]
async fn f18_the_admins_of_an_account_hear_of_a_members_new_address() {
    for world in worlds().await {
        let cy = world.another_admin("cy@example.com").await;
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        people::ask_for_address(&world.app, &bo.caller, "bo@example.net", crate::support::PASSWORD).await.unwrap();
        let proof = world.link_to("bo@example.net").await;
        people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        let told = [
            ("address_changed", "bo@example.com"),
            ("member_address_changed", "ann@example.com"),
            ("member_address_changed", "cy@example.com"),
        ];
        assert_eq!(world.sent().await, told.map(|(kind, to)| (kind, to.to_owned())));
        // An admin who changes their own is not told of it as an admin.
        people::ask_for_address(&world.app, &cy.caller, "cy@example.net", crate::support::PASSWORD).await.unwrap();
        let proof = world.link_to("cy@example.net").await;
        people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        let told = [("address_changed", "cy@example.com"), ("member_address_changed", "ann@example.com")];
        assert_eq!(world.sent().await, told.map(|(kind, to)| (kind, to.to_owned())));
    }
}

#[tokio::test]
async fn an_invitation_is_read_in_the_language_of_its_reader() {
    for world in worlds().await {
        let mut german = newcomer("gus@example.com");
        german.language = "de".to_owned();
        world.invite("gus@example.com", "admin", &[]).await;
        let link = world.link_to("gus@example.com").await;
        let joined = accept::accept(&world.app, &anonymous(), &link, german).await.unwrap();
        let gus = crate::support::who(&joined, "gus@example.com");
        world.mails().await;
        // Nobody knows Bo's language: it is that of whoever invites. Ann's is known.
        world.invite_by(&gus.caller, "bo@example.com", "user", &[]).await;
        let letter = world.mails().await.pop().unwrap();
        assert_eq!(letter.row.language, "de");
        let other = world.beside("Southwind", "zoe@example.com").await;
        world.mails().await;
        let lines = other.invite_lines(&other.admin.caller, "gus@example.com", "user", &[]).await.unwrap().value;
        assert_eq!(lines.len(), 1);
        let letter = world.mails().await.pop().unwrap();
        assert_eq!((letter.row.language.as_str(), letter.kind.name()), ("de", "invitation_to_known_person"));
    }
}

#[tokio::test]
async fn e12_the_end_of_an_invitation_is_exact_for_its_link_too() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        world.pass(world.model.invitation().valid_for - TICK);
        roster_app::invitations::look::look(&world.app, &anonymous(), &link).await.unwrap();
        world.pass(TICK);
        let refused = refusal(world.accept_link(&link, "bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Expired));
    }
}

#[tokio::test]
async fn f12_moving_an_invitation_to_another_address_and_inviting_anew_floods_nobodys_mailbox() {
    for world in worlds().await {
        let ann = world.admin.clone();
        let mut mailed = 0;
        for number in 0..10 {
            let lines = world.invite_lines(&ann.caller, "bo@example.com", "user", &[]).await.unwrap().value;
            let Invited::Invited { member, .. } = lines[0].outcome else { break };
            mailed += 1;
            let email = Some(format!("moved{number}@example.com"));
            world.change(&ann, member, EditInvitation { email, ..EditInvitation::default() }).await.unwrap();
        }
        assert_eq!(mailed, 7, "in an hour");
        world.pass(minutes(60));
        let lines = world.invite_lines(&ann.caller, "bo@example.com", "user", &[]).await.unwrap().value;
        assert!(matches!(lines[0].outcome, Invited::Invited { .. }), "{lines:?}");
    }
}
