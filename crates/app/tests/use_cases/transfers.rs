//! A role that keeps the account goes from its holder to a successor (F20).

use crate::support::{PASSWORD, TICK, Who, World, days, preset_of, refusal, worlds_of};
use roster_app::{
    Caller, Done, Outcome,
    transfers::{
        VALID_FOR, accept, decline, expire,
        show::{self, Transfer},
        start::{self, Started},
        withdraw,
    },
};
use roster_domain::{
    id::{Id, MemberId, TransferId},
    refusal::{FieldProblem, Refusal},
};
use roster_store::members;

/// Its owner can't be assigned.
fn company() -> &'static str {
    preset_of("company-and-projects")
}

impl World {
    async fn offer_role(&self, by: &Caller, to: MemberId) -> Outcome<Done<Started>> {
        start::start(&self.app, by, self.account, to, PASSWORD).await
    }

    async fn take(&self, by: &Caller, transfer: TransferId) -> Outcome<Done<()>> {
        accept::accept(&self.app, by, self.account, transfer).await
    }

    async fn offer_seen(&self, by: &Caller, transfer: TransferId) -> Outcome<Transfer> {
        show::show(&self.app, by, self.account, transfer).await
    }

    async fn roles(&self, who: &Who) -> Vec<String> {
        let (account, member) = (self.account, who.member);
        let held = self.read(move |tx| members::roles(tx, account, member)).await;
        held.into_iter().map(|role| role.id).collect()
    }
}

fn wrong(pointer: &str, code: &'static str) -> Refusal {
    Refusal::Invalid(vec![FieldProblem::new(pointer, code)])
}

fn over(state: &'static str) -> Refusal {
    Refusal::WrongState { state }
}

#[tokio::test]
async fn f20_a_role_nobody_can_assign_goes_over_with_the_consent_of_both() {
    for world in worlds_of(company()).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "member", &[]).await;
        let assigned = refusal(world.set_role(&ann.caller, bo.member, "company_owner").await);
        assert_eq!(assigned, Refusal::RoleNotAssignable { role: "company_owner".to_owned() });
        world.mails().await;
        let seq = world.seq().await;
        let offer = world.offer_role(&ann.caller, bo.member).await.unwrap().value;
        assert_eq!(offer.expires_at, world.now() + VALID_FOR);
        let sent = world.sent().await;
        assert_eq!(
            sent,
            [("transfer_offered", "bo@example.com".to_owned()), ("transfer_started", "ann@example.com".to_owned())]
        );
        let seen = world.offer_seen(&bo.caller, offer.transfer).await.unwrap();
        let told = (seen.state, &*seen.role, &*seen.becomes, seen.mine_to_accept);
        assert_eq!(told, ("open", "company_owner", "administrator", true));
        // Until it is accepted nothing has changed, and nobody but the successor can accept.
        assert_eq!(
            (world.roles(&ann).await, world.roles(&bo).await),
            (vec!["company_owner".into()], vec!["member".into()])
        );
        assert_eq!(refusal(world.take(&ann.caller, offer.transfer).await), Refusal::NotFound);
        world.take(&bo.caller, offer.transfer).await.unwrap();
        let roles = |of: &str| vec![of.to_owned()];
        assert_eq!((world.roles(&ann).await, world.roles(&bo).await), (roles("administrator"), roles("company_owner")));
        assert_eq!(
            world.kinds_after(seq).await,
            ["transfer_started", "transfer_accepted", "roles_changed", "roles_changed"]
        );
        assert_eq!(
            world.sent().await,
            [("transfer_done", "ann@example.com".to_owned()), ("transfer_received", "bo@example.com".to_owned())]
        );
        // What they may moves with it, on the next request.
        let kept = refusal(world.set_role(&ann.caller, bo.member, "member").await);
        assert_eq!(kept, Refusal::RankTooHigh { verb: "edit" });
        assert_eq!(refusal(world.take(&bo.caller, offer.transfer).await), over("accepted"));
        // And back.
        let back = world.offer_role(&bo.caller, ann.member).await.unwrap().value;
        world.take(&ann.caller, back.transfer).await.unwrap();
        assert_eq!((world.roles(&ann).await, world.roles(&bo).await), (roles("company_owner"), roles("administrator")));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f20_also_where_the_role_can_be_assigned_and_where_members_have_several() {
    for world in worlds_of(preset_of("apps-and-permissions")).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        let role = world.roles(&world.admin).await;
        let offer = world.offer_role(&world.admin.caller, bo.member).await.unwrap().value;
        world.take(&bo.caller, offer.transfer).await.unwrap();
        assert_eq!((world.roles(&bo).await, world.roles(&world.admin).await), (role, vec!["admin".to_owned()]));
    }
    for world in worlds_of(preset_of("customers-and-vendors")).await {
        let bo = world.join("bo@example.com", "employee", &[]).await;
        let offer = world.offer_role(&world.admin.caller, bo.member).await.unwrap().value;
        world.take(&bo.caller, offer.transfer).await.unwrap();
        let mut roles = world.roles(&bo).await;
        roles.sort();
        assert_eq!(roles, ["admin", "employee"], "it is added to what they have");
        assert_eq!(world.roles(&world.admin).await, ["employee"]);
    }
}

#[tokio::test]
async fn f20_it_is_declined_withdrawn_or_runs_out_and_everything_stays() {
    for world in worlds_of(company()).await {
        let (ann, app) = (world.admin.clone(), &world.app);
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        let cy = world.join("cy@example.com", "member", &[]).await;
        world.mails().await;

        let offer = world.offer_role(&ann.caller, bo.member).await.unwrap().value.transfer;
        assert_eq!(refusal(world.offer_role(&ann.caller, cy.member).await), over("offered"));
        assert_eq!(refusal(decline::decline(app, &ann.caller, world.account, offer).await), Refusal::NotFound);
        decline::decline(app, &bo.caller, world.account, offer).await.unwrap();
        assert_eq!(world.inbox_of("transfer_ended").await, ["ann@example.com"]);
        assert_eq!(refusal(world.take(&bo.caller, offer).await), over("declined"));

        let offer = world.offer_role(&ann.caller, bo.member).await.unwrap().value.transfer;
        assert_eq!(refusal(withdraw::withdraw(app, &bo.caller, world.account, offer).await), Refusal::NotFound);
        withdraw::withdraw(app, &ann.caller, world.account, offer).await.unwrap();
        assert_eq!(world.inbox_of("transfer_ended").await, ["ann@example.com", "bo@example.com"]);
        assert_eq!(refusal(world.take(&bo.caller, offer).await), over("withdrawn"));

        let offer = world.offer_role(&ann.caller, cy.member).await.unwrap().value.transfer;
        world.pass(VALID_FOR - TICK);
        assert_eq!(world.offer_seen(&cy.caller, offer).await.unwrap().state, "open");
        assert_eq!(expire::expire_due(app).await.unwrap(), 0);
        world.pass(TICK);
        // To the millisecond, before anything has noted it.
        assert_eq!(world.offer_seen(&cy.caller, offer).await.unwrap().state, "expired");
        assert_eq!(refusal(world.take(&cy.caller, offer).await), over("expired"));
        let seq = world.seq().await;
        assert_eq!(expire::expire_due(app).await.unwrap(), 1);
        assert_eq!(world.kinds_after(seq).await, ["transfer_expired"]);
        assert_eq!(world.inbox_of("transfer_ended").await, ["ann@example.com", "bo@example.com", "ann@example.com"]);
        assert_eq!(world.roles(&ann).await, ["company_owner"]);
        assert_eq!(show::list(app, &ann.caller, world.account).await.unwrap(), []);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f20_who_offers_and_to_whom_and_the_password_is_asked_again() {
    for world in worlds_of(company()).await {
        let (ann, app) = (world.admin.clone(), &world.app);
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        let gone = world.join("cy@example.com", "member", &[]).await;
        world.archive(&ann.caller, gone.member).await.unwrap();
        let waits = world.invite("di@example.com", "member", &[]).await;
        let nobody: MemberId = Id::from_uuid(uuid::Uuid::nil());
        for to in [ann.member, gone.member, waits, nobody] {
            assert_eq!(refusal(world.offer_role(&ann.caller, to).await), wrong("/to", "no_heir"));
        }
        let lacks = Refusal::NotHeld { missing: vec!["company_owner".to_owned()] };
        assert_eq!(refusal(world.offer_role(&bo.caller, ann.member).await), lacks);
        let guessed = start::start(app, &ann.caller, world.account, bo.member, "eleven loud herons sleep").await;
        assert_eq!(refusal(guessed), wrong("/current_password", "wrong"));
        let (_, key) = world.key(&ann, &["roster.change_roles"]).await;
        assert_eq!(refusal(world.offer_role(&key, bo.member).await), Refusal::NotFound);
        // For everybody else there is no such offer.
        let offer = world.offer_role(&ann.caller, bo.member).await.unwrap().value.transfer;
        let ed = world.join("ed@example.com", "administrator", &[]).await;
        assert_eq!(refusal(world.offer_seen(&ed.caller, offer).await), Refusal::NotFound);
        assert_eq!(refusal(world.take(&ed.caller, offer).await), Refusal::NotFound);
        // Whoever may try passwords may not try many.
        for _ in 0..10 {
            let _ = start::start(app, &ann.caller, world.account, bo.member, "wrong").await;
        }
        assert!(matches!(refusal(world.offer_role(&ann.caller, bo.member).await), Refusal::Throttled { .. }));
    }
}

#[tokio::test]
async fn f20_an_offer_ends_with_the_place_of_either() {
    for world in worlds_of(&company().replace("assignable = false", "assignable = true")).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        let cy = world.join("cy@example.com", "company_owner", &[]).await;
        let offer = world.offer_role(&cy.caller, bo.member).await.unwrap().value.transfer;
        // Another owner makes the holder something else meanwhile.
        world.set_role(&ann.caller, cy.member, "member").await.unwrap();
        assert_eq!(world.offer_seen(&bo.caller, offer).await.unwrap().state, "lapsed");
        assert_eq!(refusal(world.take(&bo.caller, offer).await), over("lapsed"));
        assert_eq!(world.roles(&bo).await, ["administrator"]);
        world.set_role(&ann.caller, cy.member, "company_owner").await.unwrap();
        world.leave(&bo.caller, None).await.unwrap();
        world.mails().await;
        world.restore(&ann.caller, bo.member).await.unwrap();
        world.accept_as(&bo).await.unwrap();
        assert_eq!(refusal(world.take(&bo.caller, offer).await), over("lapsed"));
        world.pass(days(8));
        assert_eq!(expire::expire_due(&world.app).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn f20_f02_two_owners_who_hand_over_to_each_other_leave_one_who_keeps_the_account() {
    for world in worlds_of(company()).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "member", &[]).await;
        let offer = world.offer_role(&ann.caller, bo.member).await.unwrap().value.transfer;
        let (one, other) = tokio::join!(world.take(&bo.caller, offer), world.leave(&bo.caller, None));
        assert!(one.is_ok() || other.is_ok());
        let left = [world.row(ann.member).await, world.row(bo.member).await];
        let keepers = left.iter().filter(|row| row.status == "active").count();
        assert!(keepers >= 1);
        world.assert_whole().await;
    }
}
