//! Asking an admin for what one may not, and answering (F21).

use crate::support::{RO, RW, Who, World, days, minutes, nothing, preset_of, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    Caller, Done, Outcome,
    access_requests::{
        AccessRequest, Wanted,
        answer::{Gift, decline, give},
        ask::{Ask, ask},
        list::list,
    },
    accounts::enter::enter,
    members::given::Given,
};
use roster_domain::{
    id::{AccessRequestId, Id, ResourceId},
    mail::MailKind,
    refusal::{FieldProblem, Refusal},
};
use roster_store::access_requests;

impl World {
    async fn asks(&self, by: &Caller, wanted: Wanted) -> Outcome<Done<()>> {
        let input = Ask { wanted, permission: None, word: "For <Monday>".to_owned() };
        ask(&self.app, by, self.account, input).await
    }

    async fn wishes(&self, seen_by: &Caller) -> Vec<AccessRequest> {
        let listed = list(&self.app, seen_by, self.account, "open", None, 100).await.unwrap().items;
        let here = enter(&self.app, seen_by, self.account).await.unwrap();
        assert_eq!(here.requests, listed.len(), "the count says what the list shows");
        listed
    }

    async fn grant(&self, by: &Caller, of: AccessRequestId, gift: Gift, end: i64) -> Outcome<Done<()>> {
        let until = (end > 0).then(|| self.now() + days(end));
        give(&self.app, by, self.account, of, Some(gift), until).await
    }

    async fn turn_down(&self, by: &Caller, of: AccessRequestId, word: &str) -> Outcome<Done<()>> {
        decline(&self.app, by, self.account, of, word.to_owned()).await
    }

    /// All rows there are, whoever may see them.
    async fn kept(&self) -> usize {
        let account = self.account;
        let newest = AccessRequestId::from_uuid(uuid::Uuid::max());
        self.read(move |tx| access_requests::page(tx, account, "open", newest, 1_000)).await.len()
    }
}

fn level(id: &str) -> Gift {
    Gift::There(Given::Level(id.to_owned()))
}

#[tokio::test]
async fn f21_what_is_there_and_what_is_not_are_asked_for_alike() {
    for world in worlds().await {
        let other = world.beside("Contoso", "cy@example.com").await;
        let [[hidden, ..], _] = world.two_projects().await;
        let foreign = other.project("Theirs").await;
        let (bo, dee) = (world.user("bo@example.com", &[]).await, world.user("dee@example.com", &[]).await);
        world.mails().await;
        for (who, wanted) in [(&bo, hidden), (&dee, nothing()), (&dee, foreign)] {
            let before = world.seq().await;
            let done = world.asks(&who.caller, Wanted::Resource(wanted)).await.unwrap();
            assert!(!done.replayed && done.undo.is_none());
            // As much is written down, and as many are written to.
            assert_eq!(world.kinds_after(before).await, ["access_requested"]);
            assert_eq!(world.sent().await, [("access_wanted", "ann@example.com".to_owned())]);
        }
        let shown = world.wishes(&world.admin.caller).await;
        let named: Vec<_> = shown.iter().map(|one| (one.name.as_str(), one.resource.as_ref())).collect();
        let theirs = ("project".to_owned(), "North".to_owned());
        assert_eq!(named, [("dee", None), ("dee", None), ("bo", Some(&theirs))]);
        assert!(other.wishes(&other.admin.caller).await.is_empty(), "another account hears nothing of it");
        // Whoever asks is shown nothing, of what they asked for and of what others did.
        assert!(world.wishes(&bo.caller).await.is_empty());
        // A stranger has nobody to ask here.
        assert_eq!(refusal(world.asks(&other.admin.caller, Wanted::Resource(hidden)).await), Refusal::NotFound);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f21_the_same_is_asked_once_an_hour_and_nobody_floods_the_admins() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let audit = || Wanted::Permission("roster.read_audit".to_owned());
        world.mails().await;
        for _ in 0..3 {
            world.asks(&bo.caller, audit()).await.unwrap();
        }
        assert_eq!((world.kept().await, world.mails().await.len()), (1, 1));
        world.pass(minutes(61));
        world.asks(&bo.caller, audit()).await.unwrap();
        assert_eq!((world.kept().await, world.mails().await.len()), (1, 1), "the admins are reminded of the same");
        // Declined is an answer for an hour, too.
        let request = world.wishes(&world.admin.caller).await[0].row.request;
        world.turn_down(&world.admin.caller, request, "").await.unwrap();
        world.mails().await;
        world.asks(&bo.caller, audit()).await.unwrap();
        assert_eq!((world.kept().await, world.mails().await.len()), (0, 0));
        world.pass(minutes(61));
        world.asks(&bo.caller, audit()).await.unwrap();
        assert_eq!(world.kept().await, 1);
        // Many different things are too many.
        let mut refused = 0;
        for number in 0..25_u128 {
            let resource = Wanted::Resource(ResourceId::from_uuid(uuid::Uuid::from_u128(number)));
            refused += usize::from(world.asks(&bo.caller, resource).await.is_err());
        }
        assert_eq!(refused, 6);
        assert!(matches!(refusal(world.asks(&bo.caller, audit()).await), Refusal::Throttled { .. }));
    }
}

#[tokio::test]
async fn f21_one_click_gives_it_with_an_end_and_within_what_one_holds() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, _], [south, ..]] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(north, RO)]).await;
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        for resource in [one, south] {
            world.asks(&bo.caller, Wanted::Resource(resource)).await.unwrap();
        }
        // Those who could give it are told, and of what they can't see they aren't.
        let told = world.inbox_of("access_wanted").await;
        assert_eq!(told, ["ann@example.com", "lee@example.com", "ann@example.com"]);
        let [request] = &world.wishes(&lead.caller).await[..] else { panic!("one") };
        let (request, wide) = (request.row.request, world.wishes(&world.admin.caller).await[0].row.request);
        assert_eq!(refusal(world.grant(&lead.caller, wide, level(RO), 0).await), Refusal::NotFound);
        assert_eq!(refusal(world.turn_down(&lead.caller, wide, "no").await), Refusal::NotFound);
        // Nobody gives what they don't hold (F03).
        let missing = vec!["site.edit".to_owned()];
        assert_eq!(refusal(world.grant(&lead.caller, request, level(RW), 0).await), Refusal::NotHeld { missing });
        assert_eq!(world.wishes(&lead.caller).await.len(), 1, "it waits still");
        assert_eq!(refusal(world.grant(&bo.caller, request, level(RO), 0).await), Refusal::NotFound);
        let strange = Gift::Role("admin".to_owned());
        let wrong = Refusal::field("/give", "not_asked_for");
        assert_eq!(refusal(world.grant(&lead.caller, request, strange, 0).await), wrong);
        let before = world.seq().await;
        let done = world.grant(&lead.caller, request, level(RO), 7).await.unwrap();
        assert!(done.undo.is_some(), "it can be undone as any gift");
        assert_eq!(world.kinds_after(before).await, ["access_changed", "access_request_granted"]);
        assert_eq!(world.access(bo.member).await, ["North one: read_only"]);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        let mails = world.mails().await;
        let MailKind::AccessChanged { changes, .. } = &mails.last().unwrap().kind else { panic!("{mails:?}") };
        assert_eq!(changes[0].until, Some(world.now() + days(7)));
        let again = refusal(world.grant(&lead.caller, request, level(RO), 0).await);
        assert_eq!(again, Refusal::WrongState { state: "given" });
        world.pass(days(8));
        assert!(world.may(&bo.caller, one).await.is_empty(), "the end holds");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f21_declining_says_a_word_and_not_whether_there_is_such_a_thing() {
    for world in worlds().await {
        let [[hidden, ..], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[]).await;
        for wanted in [hidden, nothing()] {
            world.asks(&bo.caller, Wanted::Resource(wanted)).await.unwrap();
        }
        world.mails().await;
        for request in world.wishes(&world.admin.caller).await {
            world.turn_down(&world.admin.caller, request.row.request, " Ask <Cy>. ").await.unwrap();
        }
        let mails = world.mails().await;
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].kind, mails[1].kind, "the same for both");
        let MailKind::AccessDeclined { by, word, .. } = &mails[0].kind else { panic!("{mails:?}") };
        assert_eq!((by.as_str(), word.as_deref()), ("ann", Some("Ask <Cy>.")));
        assert!(world.may(&bo.caller, hidden).await.is_empty());
        assert!(world.wishes(&world.admin.caller).await.is_empty());
        let log = world.log().await;
        let last = log.last().unwrap();
        assert_eq!(last.kind, "access_request_declined");
        assert!(last.details.as_ref().unwrap().contains("Ask <Cy>."));
    }
}

#[tokio::test]
async fn f21_a_permission_is_given_beyond_the_role_or_by_another_role() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let admin = world.admin.caller.clone();
        let guest = world.join("bo@example.com", "member", &[]).await;
        let wish = |id: &str| Wanted::Permission(id.to_owned());
        let unknown = vec![FieldProblem::new("/permission", "unknown_permission").with("value", "fly")];
        assert_eq!(refusal(world.asks(&guest.caller, wish("fly")).await), Refusal::Invalid(unknown));
        world.asks(&guest.caller, wish("users")).await.unwrap();
        let request = world.wishes(&admin).await[0].row.request;
        let other = Gift::Permission("styles".to_owned());
        assert_eq!(refusal(world.grant(&admin, request, other, 0).await), Refusal::field("/give", "not_asked_for"));
        world.grant(&admin, request, Gift::Permission("users".to_owned()), 3).await.unwrap();
        let may = |world: &World, who: &Who| {
            let (app, caller, account) = (world.app.clone(), who.caller.clone(), world.account);
            async move {
                enter(&app, &caller, account).await.unwrap().may(roster_domain::permission::RosterPermission::Invite)
            }
        };
        assert!(may(&world, &guest).await);
        world.pass(days(4));
        assert!(!may(&world, &guest).await, "until its end");
        // By a role, where that gives it.
        world.asks(&guest.caller, wish("roster.read_audit")).await.unwrap();
        let request = world.wishes(&admin).await[0].row.request;
        world.grant(&admin, request, Gift::Role("administrator".to_owned()), 0).await.unwrap();
        assert_eq!(world.line(guest.member).await.roles, ["administrator"]);
        assert!(world.wishes(&admin).await.is_empty());
    }
}

#[tokio::test]
async fn f21_whoever_acts_as_somebody_or_may_change_nothing_asks_and_answers_nothing() {
    for world in worlds_of(&crate::support::with_acting(crate::support::preset())).await {
        let bo = world.user("bo@example.com", &[]).await;
        let acting = world.act_as(&world.admin.caller, bo.member).await.unwrap();
        let audit = || Wanted::Permission("roster.read_audit".to_owned());
        assert_eq!(refusal(world.asks(&acting, audit()).await), Refusal::NotWhileActing);
        world.stop_acting(&acting).await.unwrap();
        world.asks(&bo.caller, audit()).await.unwrap();
        let request = world.wishes(&world.admin.caller).await[0].row.request;
        let gone = world.delete(&world.admin.caller, bo.member).await;
        gone.unwrap();
        // Of whoever is not here any more nothing waits.
        assert!(world.wishes(&world.admin.caller).await.is_empty());
        assert_eq!(refusal(world.turn_down(&world.admin.caller, request, "").await), Refusal::NotFound);
    }
}
