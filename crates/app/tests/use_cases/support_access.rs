//! A14: the operator looks with a reason and an end, and changes nothing; where no admin can be reached they make one, and everybody is told.

use crate::support::{Who, World, anonymous, days, minutes, refusal, seconds, token_of, with_lead, worlds, worlds_of};
use jiff::SignedDuration;
use roster_app::{
    Caller, Origin, Outcome,
    accounts::{
        enter,
        recover::{self, recover},
    },
    activity, members,
    support::{self, Granted},
};
use roster_domain::{
    permission::RosterPermission,
    refusal::{DeadLink, Refusal},
};

const REASON: &str = "Ticket 4711: the catalogue does not open";

impl World {
    async fn let_in(&self, hours: i64) -> Granted {
        support::grant(&self.app, self.account, REASON, hours).await.unwrap().value
    }

    /// The operator opens the link: what their browser is.
    async fn open_link(&self, link: &str) -> Outcome<Caller> {
        let (account, kept) = support::begin(&self.app, &anonymous(), token_of(link)).await?;
        assert_eq!(account, self.account);
        let actor = support::authenticate(&self.app, &kept).await?.expect("it goes on");
        Ok(Caller::new(actor, Origin::default()))
    }

    async fn enters(&self, who: &Caller) -> Outcome<enter::Here> {
        enter::enter(&self.app, who, self.account).await
    }
}

#[tokio::test]
async fn a14_the_operator_sees_everything_changes_nothing_and_every_look_is_noted() {
    for world in worlds().await {
        let (bo, project) = (world.user("bo@example.com", &[]).await, world.project("Shop").await);
        world.mails().await;
        for (reason, hours, field) in [(" ", 1, "/reason"), ("x", 0, "/hours"), ("x", 73, "/hours")] {
            let Refusal::Invalid(problems) = refusal(support::grant(&world.app, world.account, reason, hours).await)
            else {
                panic!()
            };
            assert_eq!(problems[0].pointer, field);
        }
        let seq = world.seq().await;
        let granted = world.let_in(2).await;
        assert_eq!(granted.until, world.now() + SignedDuration::from_hours(2));
        assert_eq!(world.sent().await, [("support_access", "ann@example.com".to_owned())]);
        // The admins see it before it has begun; others don't.
        assert_eq!(world.enters(&world.admin.caller).await.unwrap().support[0].reason, REASON);
        assert!(world.enters(&bo.caller).await.unwrap().support.is_empty());
        let face = support::look(&world.app, token_of(&granted.link)).await.unwrap();
        assert_eq!((face.name.as_str(), face.reason.as_str()), ("Northwind Feeds", REASON));
        let operator = world.open_link(&granted.link).await.unwrap();
        assert_eq!(refusal(world.open_link(&granted.link).await), Refusal::DeadLink(DeadLink::Used), "it works once");
        let here = world.enters(&operator).await.unwrap();
        assert!(
            here.may(RosterPermission::ReadMembers) && here.may(RosterPermission::ReadAudit) && here.member.is_none()
        );
        assert!(!world.may(&operator, project).await.is_empty());
        support::looked(&world.app, &operator, "/accounts/x/users").await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["support_granted", "support_begun", "support_looked"]);
        let log = world.log_after(seq).await;
        assert!(log.iter().all(|event| event.actor_kind == "operator"));
        assert!(log[2].details.as_ref().unwrap().contains("/accounts/x/users"));
        // Whatever is tried, also what is one's own, is refused and leaves nothing.
        let before = world.seq().await;
        let tried = [
            refusal(world.set_role(&operator, bo.member, "admin").await),
            refusal(world.delete(&operator, bo.member).await),
            refusal(world.rename(&operator, project, "Mine").await),
            refusal(world.invite_lines(&operator, "eve@example.com", "admin", &[]).await),
            refusal(members::mails::set_mails(&world.app, &operator, world.account, Vec::new()).await),
        ];
        assert!(tried.iter().all(|refused| *refused == Refusal::LookOnly), "{tried:?}");
        assert_eq!(world.seq().await, before);
        // Another account is not there.
        let other = world.beside("Harbour", "dora@example.com").await;
        assert_eq!(refusal(other.enters(&operator).await), Refusal::NotFound);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a14_a_look_ends_by_itself_by_the_operator_or_by_any_admin() {
    for world in worlds_of(&with_lead()).await {
        let lead = world.join("lea@example.com", "lead", &[]).await;
        let first = world.open_link(&world.let_in(1).await.link).await.unwrap();
        world.pass(minutes(60) - seconds(1));
        world.enters(&first).await.unwrap();
        world.pass(seconds(1));
        assert_eq!(refusal(world.enters(&first).await), Refusal::NotSignedIn);
        assert_eq!(support::expire_due(&world.app).await.unwrap(), 1);
        assert_eq!(world.log().await.pop().unwrap().kind, "support_ended");
        // Whoever doesn't manage the account can't.
        let granted = world.let_in(1).await;
        let second = world.open_link(&granted.link).await.unwrap();
        assert!(matches!(
            refusal(support::end(&world.app, &lead.caller, world.account).await),
            Refusal::Forbidden { .. }
        ));
        support::end(&world.app, &world.admin.caller, world.account).await.unwrap();
        assert_eq!(refusal(world.enters(&second).await), Refusal::NotSignedIn);
        assert_eq!(refusal(support::looked(&world.app, &second, "/x").await), Refusal::NotSignedIn);
        // Also one that has not begun.
        let granted = world.let_in(1).await;
        assert!(support::end_by_operator(&world.app, world.account).await.unwrap());
        assert!(!support::end_by_operator(&world.app, world.account).await.unwrap());
        assert_eq!(refusal(world.open_link(&granted.link).await), Refusal::DeadLink(DeadLink::Unknown));
        assert_eq!(support::expire_due(&world.app).await.unwrap(), 0);
        // Nobody guesses their way in: a link's secret is no browser's, and neither is one that was altered.
        let granted = world.let_in(1).await;
        assert_eq!(support::authenticate(&world.app, token_of(&granted.link)).await.unwrap(), None);
        let altered = format!("{}A", &token_of(&granted.link)[..85]);
        assert!(support::look(&world.app, &altered).await.is_err() || altered == token_of(&granted.link));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a14_where_no_admin_is_reachable_the_operator_makes_one_and_everybody_is_mailed() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        world.invite("cy@example.com", "user", &[]).await;
        let gone = world.user("dora@example.com", &[]).await;
        world.leave(&gone.caller, None).await.unwrap();
        world.mails().await;
        let try_it = async |email: &str| recover(&world.app, world.account, email, "The only admin has left").await;
        let is_admin = async |who: &Who| world.enters(&who.caller).await.unwrap().may(RosterPermission::ChangeRoles);
        for nobody in ["cy@example.com", "dora@example.com", "eve@example.com"] {
            let refused = refusal(try_it(nobody).await);
            assert_eq!(refused, Refusal::field("/make_admin", "no_active_member"), "{nobody}");
        }
        assert_eq!(refusal(try_it("bo@example.com").await), Refusal::AdminReachable);
        world.pass(recover::REACHABLE + seconds(1));
        // A look at one page is enough to be reachable.
        world.enters(&world.admin.caller).await.unwrap();
        activity::flush(&world.app).await.unwrap();
        assert_eq!(refusal(try_it("bo@example.com").await), Refusal::AdminReachable);
        world.pass(days(30) + minutes(1));
        let seq = world.seq().await;
        assert_eq!(
            refusal(recover(&world.app, world.account, "bo@example.com", "").await),
            Refusal::field("/reason", "empty")
        );
        try_it("bo@example.com").await.unwrap();
        assert!(is_admin(&bo).await && is_admin(&world.admin).await, "nobody loses anything by it");
        assert_eq!(world.kinds_after(seq).await, ["account_recovered"]);
        let told = ["ann@example.com", "bo@example.com"].map(|to| ("account_recovered", to.to_owned()));
        assert_eq!(world.sent().await, told, "everybody who is in, and nobody else");
        // Whoever was made one is reachable.
        activity::flush(&world.app).await.unwrap();
        assert_eq!(refusal(try_it("bo@example.com").await), Refusal::AdminReachable);
        world.assert_whole().await;
    }
}
