//! A person signs in with another address: the contact addresses in their accounts follow (A07), whatever comes between.

use crate::support::{PASSWORD, Who, World, anonymous, minutes, preset_of, worlds, worlds_of};
use roster_app::people;
use roster_domain::id::Id;
use roster_store::{
    due::{self, DueKind},
    models, sql,
};

sql!(UNPIN, "delete from account_models where account_id = $1 and version = 2");
sql!(SUSPEND, "update accounts set status = 'suspended' where account_id = $1");
sql!(DISABLE, "update members set status = 'disabled' where account_id = $1 and email_key = 'bo@example.com'");

/// Bo, who joins a second and a third account.
async fn in_three_accounts(world: &World) -> (Who, [World; 2]) {
    let bo = world.user("bo@example.com", &[]).await;
    let others = [world.beside("Second", "two@example.com").await, world.beside("Third", "three@example.com").await];
    for other in &others {
        other.invite("bo@example.com", "user", &[]).await;
        other.accept_as(&bo).await.unwrap();
    }
    (bo, others)
}

async fn move_to(world: &World, who: &Who, email: &str) {
    people::ask_for_address(&world.app, &who.caller, email, PASSWORD).await.unwrap();
    let proof = world.link_to(email).await;
    people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
}

/// The address of the only member of an account besides its admin.
async fn contact(world: &World) -> String {
    let account = world.account;
    let mut emails = world.read(move |tx| tx.all::<(String,)>(&CONTACTS, &[&account])).await;
    emails.retain(|(email,)| *email != world.admin.email);
    let [(email,)] = &*emails else { panic!("{emails:?}") };
    email.clone()
}

sql!(CONTACTS, "select email from members where account_id = $1");

/// From now on nothing in the account can be done, as if its database were away.
async fn break_down(world: &World) {
    let account = world.account;
    world
        .write(move |tx| {
            models::put_text(tx, &[9; 32], "no model", 1)?;
            models::pin(tx, account, 2, &[9; 32], "{}", 1, None)
        })
        .await;
}

async fn next_due(world: &World) -> Option<i64> {
    world.read(|tx| due::next(tx, DueKind::AddressChange)).await
}

#[tokio::test]
async fn a07_what_a_failure_left_undone_is_done_later_and_the_others_do_not_wait() {
    for world in worlds().await {
        let (bo, [second, third]) = in_three_accounts(&world).await;
        break_down(&second).await;
        // The person's own change holds, whatever becomes of the accounts.
        move_to(&world, &bo, "bo@home.example").await;
        assert_eq!(contact(&world).await, "bo@home.example");
        assert_eq!(
            (contact(&second).await, contact(&third).await),
            ("bo@example.com".into(), "bo@home.example".into())
        );
        // Once more, before the first move is through.
        move_to(&world, &bo, "bo@work.example").await;
        assert_eq!(
            (contact(&second).await, contact(&third).await),
            ("bo@example.com".into(), "bo@work.example".into())
        );
        assert!(people::follow_due(&world.app).await.is_ok_and(|count| count == 0), "it is left alone for a minute");
        world.pass(minutes(1));
        assert!(people::follow_due(&world.app).await.is_err(), "it is still broken, and stays due");
        second.tamper(&UNPIN).await;
        assert_eq!(people::follow_due(&world.app).await.unwrap(), 0);
        world.pass(minutes(1));
        assert_eq!(people::follow_due(&world.app).await.unwrap(), 1);
        assert_eq!(contact(&second).await, "bo@work.example");
        assert_eq!(next_due(&world).await, None, "nothing is left to do");
        for account in [&world, &second, &third] {
            account.assert_whole().await;
        }
    }
}

#[tokio::test]
async fn a07_also_places_follow_where_one_can_do_nothing_at_the_moment() {
    for world in worlds().await {
        let (bo, [second, third]) = in_three_accounts(&world).await;
        second.tamper(&SUSPEND).await;
        assert_eq!(third.tamper(&DISABLE).await, 1);
        move_to(&world, &bo, "bo@home.example").await;
        for account in [&world, &second, &third] {
            assert_eq!(contact(account).await, "bo@home.example");
        }
        assert_eq!(next_due(&world).await, None);
    }
}

#[tokio::test]
async fn a07_an_address_of_ones_own_and_anothers_place_stay() {
    for world in worlds().await {
        let (bo, [second, third]) = in_three_accounts(&world).await;
        // Somebody else has the new address here already: two members with one address there can't be.
        second.invite("bo@home.example", "user", &[]).await;
        second.mails().await;
        // The place belongs to somebody else by now, whatever the person's own list says.
        let (account, ann) = (third.account, world.admin.person);
        third.write(move |tx| tx.execute(&TAKEN_OVER, &[&account, &ann.uuid()])).await;
        move_to(&world, &bo, "bo@home.example").await;
        let account = second.account;
        let mut emails = second.read(move |tx| tx.all::<(String,)>(&CONTACTS, &[&account])).await;
        emails.sort();
        assert!(emails.contains(&("bo@example.com".to_owned(),)), "{emails:?}");
        assert_eq!(contact(&third).await, "bo@example.com");
        assert_eq!(next_due(&world).await, None);
    }
}

sql!(TAKEN_OVER, "update members set person_id = $2 where account_id = $1 and email_key = 'bo@example.com'");

#[tokio::test]
async fn f18_of_who_is_archived_the_address_follows_too_and_nobody_is_mailed_of_it() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let bo = world.join("bo@example.com", "member", &[]).await;
        let other = world.beside("Second", "two@example.com").await;
        other.invite("bo@example.com", "user", &[]).await;
        other.accept_as(&bo).await.unwrap();
        world.archive(&world.admin.caller, bo.member).await.unwrap();
        world.mails().await;
        let seq = world.seq().await;
        move_to(&world, &bo, "bo@home.example").await;
        assert_eq!(world.row(bo.member).await.email, "bo@home.example");
        assert_eq!(world.kinds_after(seq).await, ["member_address_changed"]);
        assert_eq!(world.inbox_of("member_address_changed").await, ["two@example.com"], "where they still are");
        // They are asked to come back where they read it, and are not in any list of theirs until then.
        assert_eq!(people::me(&world.app, &bo.caller).await.unwrap().accounts.len(), 1);
        world.restore(&world.admin.caller, bo.member).await.unwrap();
        world.link_to("bo@home.example").await;
        // Of who is deleted it is nobody's business any more.
        let there = other.row_by_email("bo@home.example").await;
        other.delete(&other.admin.caller, there).await.unwrap();
        move_to(&world, &bo, "bo@work.example").await;
        assert_eq!(other.row(there).await.email, "bo@home.example");
    }
}
