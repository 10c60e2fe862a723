//! D12: an account is closed and gone at once, brought back as it was, or purged; and whoever is in none any more erases themself.

use crate::support::{
    PASSWORD, Who, World, anonymous, days, forbidden, minutes, preset_of, refusal, worlds, worlds_of,
};
use roster_app::{
    Caller, Done, Outcome,
    accounts::{
        close::{self, Closed},
        enter, purge, reopen, suspend,
    },
    compliance::set as compliance,
    details::edit::{self as details, EditDetails},
    invitations::look,
    members::edit::{self, EditMember},
    people,
};
use roster_domain::refusal::{DeadLink, Refusal};
use std::time::Duration;

const SHARED: &str = "shared-workspaces";

impl World {
    async fn close_by(&self, by: &Caller, name: &str, password: &str) -> Outcome<Done<Closed>> {
        close::close(&self.app, by, self.account, name, password).await
    }

    /// The admin closes it.
    async fn close(&self) -> Closed {
        self.close_by(&self.admin.caller, "Northwind Feeds", PASSWORD).await.unwrap().value
    }

    async fn reach(&self, who: &Caller) -> Outcome<enter::Here> {
        enter::enter(&self.app, who, self.account).await
    }

    async fn accounts_of(&self, who: &Who) -> Vec<(String, bool)> {
        let me = people::me(&self.app, &who.caller).await.unwrap();
        me.accounts.into_iter().map(|place| (place.name, place.suspended)).collect()
    }

    async fn purge_all(&self) {
        while purge::purge_due(&self.app).await.unwrap() > 0 {}
    }
}

const READ: &str = "roster.read_members";

#[tokio::test]
async fn d12_closing_takes_the_permission_the_name_and_the_password() {
    for world in worlds().await {
        let user = world.user("bo@example.com", &[]).await;
        let refused = world.close_by(&user.caller, "Northwind Feeds", PASSWORD).await;
        assert_eq!(refusal(refused), forbidden("roster.close_account"));
        let admin = &world.admin.caller;
        assert_eq!(
            refusal(world.close_by(admin, "northwind feeds", PASSWORD).await),
            Refusal::field("/name", "not_the_name")
        );
        let wrong = world.close_by(admin, "Northwind Feeds", "not it").await;
        assert_eq!(refusal(wrong), Refusal::field("/current_password", "wrong"));
        world.reach(admin).await.unwrap();
        let stranger = world.beside("Other", "eve@example.com").await.admin;
        assert_eq!(refusal(world.close_by(&stranger.caller, "Northwind Feeds", PASSWORD).await), Refusal::NotFound);
        assert_eq!(refusal(reopen::show(&world.app, admin, world.account).await), Refusal::NotFound, "it is open");
        assert_eq!(refusal(reopen::reopen(&world.app, admin, world.account).await), Refusal::NotFound);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d12_a_closed_account_is_gone_at_once_and_each_admin_can_bring_it_back_as_it_was() {
    for world in worlds().await {
        let (bo, cy) = (world.user("bo@example.com", &[]).await, world.another_admin("cy@example.com").await);
        let other = world.beside("Harbour", "dora@example.com").await;
        other.invite(&bo.email, "user", &[]).await;
        other.accept_as(&bo).await.unwrap();
        let invited = world.invite("fay@example.com", "user", &[]).await;
        let link = world.link_to("fay@example.com").await;
        let secret = world.key(&world.admin, &[READ]).await.1;
        world.reach(&secret).await.unwrap();
        world.mails().await;
        let closed = world.close().await;
        assert_eq!(closed.purge_at, world.now() + days(30));
        for who in [&world.admin.caller, &bo.caller, &cy.caller, &secret] {
            assert_eq!(refusal(world.reach(who).await), Refusal::NotFound);
        }
        assert_eq!(refusal(look::look(&world.app, &anonymous(), &link).await), Refusal::DeadLink(DeadLink::Unknown));
        // Their other accounts are untouched, and the closed one isn't among them.
        assert_eq!(world.accounts_of(&bo).await, [("Harbour".to_owned(), false)]);
        enter::enter(&world.app, &bo.caller, other.account).await.unwrap();
        // All admins are mailed, and nobody else; each sees it, and nobody else.
        let told = [("account_closed", "ann@example.com".to_owned()), ("account_closed", "cy@example.com".to_owned())];
        assert_eq!(world.sent().await, told);
        for who in [&bo.caller, &secret] {
            assert_eq!(refusal(reopen::show(&world.app, who, world.account).await), Refusal::NotFound);
            assert_eq!(refusal(reopen::reopen(&world.app, who, world.account).await), Refusal::NotFound);
        }
        assert!(reopen::mine(&world.app, &bo.caller).await.unwrap().is_empty());
        let mine = reopen::mine(&world.app, &cy.caller).await.unwrap();
        assert_eq!(mine, [(world.account, closed.clone())]);
        assert_eq!(reopen::show(&world.app, &cy.caller, world.account).await.unwrap(), closed);
        world.pass(days(30) - minutes(1));
        world.purge_all().await;
        reopen::reopen(&world.app, &cy.caller, world.account).await.unwrap();
        assert_eq!(
            refusal(reopen::reopen(&world.app, &cy.caller, world.account).await),
            Refusal::NotFound,
            "it is back"
        );
        for who in [&world.admin.caller, &bo.caller, &secret] {
            world.reach(who).await.unwrap();
        }
        assert_eq!(world.inbox_of("account_reopened").await, ["ann@example.com", "cy@example.com"]);
        assert_eq!(world.line(invited).await.row.email, "fay@example.com");
        world.pass(days(2));
        world.purge_all().await;
        world.reach(&bo.caller).await.unwrap();
        world.assert_whole().await;
    }
}

/// Leaves something of everything in the account, under names that nothing else has.
async fn lived_in(world: &World) -> Who {
    let admin = &world.admin.caller;
    let bo = world.join("bobolink@example.com", "member", &[]).await;
    let note = EditMember {
        note: Some("Quetzal note".to_owned()),
        company: Some("Quetzal Ltd".to_owned()),
        ..Default::default()
    };
    edit::edit(&world.app, admin, world.account, bo.member, note).await.unwrap();
    world.invite("dodo@example.com", "member", &[]).await;
    world.key(&world.admin, &[READ]).await;
    let fields = [("city".to_owned(), "Quetzaltenango".to_owned())].into();
    details::edit(&world.app, admin, world.account, EditDetails { name: None, fields }).await.unwrap();
    compliance::set(&world.app, admin, world.account, "passed".to_owned(), "Quetzal checks".to_owned()).await.unwrap();
    let space = world.create(&bo.caller, "workspace", None, "Quetzal space").await.unwrap().value;
    world.create(&bo.caller, "asset", Some(space), "Quetzal asset").await.unwrap();
    bo
}

const NEEDLES: [&str; 6] = ["bobolink", "uetzal", "dodo@", "Northwind", "ann@example.com", "192.0.2.1"];

#[tokio::test]
async fn d12_after_a_purge_no_table_holds_an_address_a_name_or_a_note_of_it() {
    for world in worlds_of(preset_of(SHARED)).await {
        let bo = lived_in(&world).await;
        let other = world.beside_of(preset_of(SHARED), "Harbour", "dora@example.com").await;
        let cy = world.join("cygnet@example.com", "member", &[]).await;
        other.invite(&cy.email, "member", &[]).await;
        other.accept_as(&cy).await.unwrap();
        for needle in NEEDLES {
            assert!(!world.rows_with(&[needle]).await.is_empty(), "{needle} is nowhere even before");
        }
        // Who left before has no place there any more, and nowhere else.
        let gone = world.join("godwit@example.com", "member", &[]).await;
        world.leave(&gone.caller, None).await.unwrap();
        let seq = world.seq().await;
        world.close().await;
        world.pass(days(30));
        world.purge_all().await;
        let needles = NEEDLES.into_iter().filter(|needle| *needle != "192.0.2.1").collect::<Vec<_>>();
        assert_eq!(world.rows_with(&needles).await, Vec::<String>::new());
        assert_eq!(world.rows_with(&["godwit"]).await, Vec::<String>::new());
        // The bare facts are kept, and the chain still verifies.
        let log = world.log().await;
        assert_eq!(i64::try_from(log.len()).unwrap(), seq + 2);
        assert!(log.iter().all(|event| event.details.is_none()));
        assert_eq!(log.last().unwrap().kind, "account_purged");
        world.assert_whole().await;
        // It is gone for good; whose only account it was, too. The others have their other accounts.
        assert_eq!(refusal(reopen::show(&world.app, &world.admin.caller, world.account).await), Refusal::NotFound);
        assert!(reopen::reopen_by_operator(&world.app, world.account).await.is_err());
        let gone = people::sign_in(&world.app, &anonymous(), &bo.email, PASSWORD).await;
        assert_eq!(refusal(gone), Refusal::WrongCredentials);
        assert_eq!(world.accounts_of(&cy).await, [("Harbour".to_owned(), false)]);
        other.assert_whole().await;
        // There is nothing left to do.
        assert_eq!(purge::purge_due(&world.app).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn d12_a_purge_that_is_cut_off_is_taken_up_again() {
    for world in worlds_of(preset_of(SHARED)).await {
        lived_in(&world).await;
        world.close().await;
        world.pass(days(30));
        for cut in 0..40 {
            let purging = purge::purge_due(&world.app);
            let _ = tokio::time::timeout(Duration::from_micros(200 * cut), purging).await;
            // Either it has not begun, and all of it is there; or nobody brings it back any more.
            if reopen::show(&world.app, &world.admin.caller, world.account).await.is_ok() {
                assert!(world.rows_with(&["uetzal"]).await.len() > 5);
            } else {
                assert!(reopen::reopen_by_operator(&world.app, world.account).await.is_err());
            }
            world.pass(minutes(11));
        }
        world.purge_all().await;
        assert_eq!(world.rows_with(&["bobolink", "uetzal", "dodo@", "Northwind"]).await, Vec::<String>::new());
        world.assert_whole().await;
    }
}

/// What a purge writes to, in its order, where the account has something in it.
async fn purged(world: &World) -> Vec<String> {
    let mut tables = vec!["events".to_owned()];
    for statement in roster_store::purge::emptied() {
        let table = statement.trim_start_matches("PURGE_").to_lowercase();
        if world.rows_in(&table).await > 0 {
            tables.push(table);
        }
    }
    let people = ["person_accounts", "sessions", "person_credentials", "person_emails", "persons"].map(str::to_owned);
    tables.splice(1..1, people);
    tables
}

#[tokio::test]
async fn d12_a_crash_at_any_step_of_a_purge_leaves_all_or_nothing_and_after_the_restart_it_is_finished() {
    for world in worlds_of(preset_of(SHARED)).await {
        lived_in(&world).await;
        world.close().await;
        world.pass(days(30));
        let (before, log) = (world.rows_with(&["uetzal", "bobolink"]).await.len(), world.seq().await);
        let tables = purged(&world).await;
        assert!(tables.len() > 15, "{tables:?}");
        for table in &tables {
            world.crash_at(table).await;
            let crashed = purge::purge_due(&world.restarted()).await;
            world.mend(table).await;
            assert!(crashed.is_err(), "{table} is not written to: {crashed:?}");
            let left = world.rows_with(&["uetzal", "bobolink"]).await.len();
            if table == "events" {
                // It had not begun: all of it is there, and can be brought back.
                assert_eq!((left, world.seq().await), (before, log));
                reopen::show(&world.app, &world.admin.caller, world.account).await.unwrap();
            } else {
                assert!(reopen::reopen_by_operator(&world.app, world.account).await.is_err(), "{table}");
                assert_eq!(world.seq().await, log + 1, "{table}: begun once");
            }
            world.assert_whole().await;
            // Whoever died with it has it for a while.
            world.pass(minutes(11));
        }
        while purge::purge_due(&world.restarted()).await.unwrap() > 0 {}
        assert_eq!(world.rows_with(&["bobolink", "uetzal", "dodo@", "Northwind"]).await, Vec::<String>::new());
        assert_eq!(world.rows_in("due").await, 0);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a_suspended_account_says_so_to_whoever_is_in_it_and_is_not_there_for_others() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let other = world.beside("Harbour", "dora@example.com").await;
        other.invite(&bo.email, "user", &[]).await;
        other.accept_as(&bo).await.unwrap();
        let secret = world.key(&world.admin, &[READ]).await.1;
        world.mails().await;
        assert_eq!(refusal(suspend::suspend(&world.app, world.account, " ").await), Refusal::field("/reason", "empty"));
        suspend::suspend(&world.app, world.account, "unpaid since June").await.unwrap();
        for who in [&world.admin.caller, &bo.caller, &secret] {
            assert_eq!(refusal(world.reach(who).await), Refusal::AccountSuspended);
        }
        assert_eq!(refusal(world.reach(&other.admin.caller).await), Refusal::NotFound);
        let (ours, theirs) = (("Northwind Feeds".to_owned(), true), ("Harbour".to_owned(), false));
        assert_eq!(world.accounts_of(&bo).await, [theirs, ours]);
        assert_eq!(world.sent().await, [("account_suspended", "ann@example.com".to_owned())]);
        assert_eq!(
            refusal(suspend::suspend(&world.app, world.account, "x").await),
            Refusal::WrongState { state: "suspended" }
        );
        // Closed and brought back by an admin, it is suspended still.
        close::close_by_operator(&world.app, world.account, "contract over").await.unwrap();
        reopen::reopen(&world.app, &world.admin.caller, world.account).await.unwrap();
        assert_eq!(refusal(world.reach(&bo.caller).await), Refusal::AccountSuspended);
        suspend::resume(&world.app, world.account).await.unwrap();
        world.reach(&bo.caller).await.unwrap();
        world.reach(&secret).await.unwrap();
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d12_who_is_in_no_account_any_more_erases_themself_and_f02_holds() {
    for world in worlds().await {
        let bo = world.user("bobolink@example.com", &[]).await;
        let erase = async |who: &Who, password: &str| people::erase_me(&world.app, &who.caller, password).await;
        assert_eq!(refusal(erase(&bo, PASSWORD).await), Refusal::StillAMember);
        assert_eq!(refusal(erase(&world.admin, PASSWORD).await), Refusal::StillAMember);
        suspend::suspend(&world.app, world.account, "x").await.unwrap();
        assert_eq!(refusal(erase(&bo, PASSWORD).await), Refusal::StillAMember, "a suspended one opens again");
        suspend::resume(&world.app, world.account).await.unwrap();
        world.leave(&bo.caller, None).await.unwrap();
        assert_eq!(refusal(erase(&bo, "not it").await), Refusal::field("/current_password", "wrong"));
        erase(&bo, PASSWORD).await.unwrap();
        let gone = people::sign_in(&world.app, &anonymous(), &bo.email, PASSWORD).await;
        assert_eq!(refusal(gone), Refusal::WrongCredentials);
        let left = world.rows_with(&["bobolink"]).await;
        assert!(left.iter().all(|row| !row.starts_with("DUMP_PERSON")), "{left:?}");
        // Whoever invites them again starts anew.
        assert_eq!(world.restore(&world.admin.caller, bo.member).await.unwrap().value, "invited");
        let again = world.accept("bobolink@example.com").await;
        assert_ne!(again.person, bo.person);
        // The last who could bring a closed account back can't vanish.
        world.close().await;
        assert_eq!(refusal(erase(&world.admin, PASSWORD).await), Refusal::LastKeeper);
        erase(&again, PASSWORD).await.unwrap();
        reopen::reopen(&world.app, &world.admin.caller, world.account).await.unwrap();
        world.assert_whole().await;
    }
}
