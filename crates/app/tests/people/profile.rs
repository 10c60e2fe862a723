//! What a person sees and says of themself.

use crate::world::{World, refusal, worlds};
use roster_app::people::{self, EditMe};
use roster_domain::{
    country::Country,
    id::{AccountId, Id, MemberId, PersonId},
    language::Language,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    accounts,
    members::{self, NewMember},
    person_accounts,
};
use uuid::Uuid;

/// An account with this person as its only member.
async fn join(world: &World, number: u128, name: &'static str, person: PersonId, status: &'static str) {
    let account = AccountId::from_uuid(Uuid::from_u128(number));
    let member = MemberId::from_uuid(Uuid::from_u128(number));
    world
        .write(move |tx| {
            accounts::insert(tx, account, name, 1)?;
            let new = NewMember {
                member,
                person: Some(person),
                status,
                name: "Ann",
                given_name: "",
                family_name: "",
                company: "",
                fields: "{}",
                email: "ann@example.com",
                email_key: "ann@example.com",
                invited_until: None,
                at: 1,
            };
            members::insert(tx, account, &new)?;
            let role = members::TimedRow::always("admin", None, 1);
            members::set_roles(tx, account, member, &[role])?;
            person_accounts::add(tx, person, account, member, 1)
        })
        .await;
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn i_see_myself_and_where_i_am() {
    for world in worlds() {
        let ann = world.person("Ann Lee", "Ann@example.com").await;
        let bo = world.person("Bo Li", "bo@example.com").await;
        join(&world, 1, "ängstrom", ann, "active").await;
        join(&world, 2, "Zebra", ann, "active").await;
        join(&world, 3, "Acme", ann, "active").await;
        join(&world, 4, "Invited only", ann, "invited").await;
        join(&world, 5, "Of Bo", bo, "active").await;
        let caller = world.caller("ann@example.com").await;
        let me = people::me(&world.app, &caller).await.unwrap();
        assert_eq!((me.person, &*me.name, me.email.as_written()), (ann, "Ann Lee", "Ann@example.com"));
        assert_eq!((me.language, me.country, &*me.time_zone), (Language::German, None, "UTC"));
        assert_eq!(me.accounts.iter().map(|account| &*account.name).collect::<Vec<_>>(), ["Acme", "ängstrom", "Zebra"]);
        assert_eq!(me.accounts[0].roles, ["admin"]);
    }
}

#[tokio::test]
async fn i_change_what_i_say_of_myself() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let mut caller = world.caller("ann@example.com").await;
        let edit = EditMe {
            name: some("  Ann B. Lee "),
            language: some("EN"),
            country: some("at"),
            time_zone: some("europe/vienna"),
        };
        let me = people::edit_me(&world.app, &caller, edit).await.unwrap();
        assert_eq!((&*me.name, me.language, &*me.time_zone), ("Ann B. Lee", Language::English, "Europe/Vienna"));
        assert_eq!((me.country.map(Country::code), me.version), (Some("AT"), 2));
        // What is not named stays, an empty country is none.
        let edit = EditMe { country: some(""), ..EditMe::default() };
        let me = people::edit_me(&world.app, &caller, edit).await.unwrap();
        assert_eq!((&*me.name, me.country, &*me.time_zone, me.version), ("Ann B. Lee", None, "Europe/Vienna", 3));
        // Two windows: the second has not seen what the first did.
        caller.seen_version = Some(2);
        let edit = EditMe { name: some("Other"), ..EditMe::default() };
        let refused = refusal(people::edit_me(&world.app, &caller, edit.clone()).await);
        assert_eq!(refused, Refusal::Stale { current: 3 });
        caller.seen_version = Some(3);
        assert_eq!(people::edit_me(&world.app, &caller, edit).await.unwrap().name, "Other");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_changed() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let caller = world.caller("ann@example.com").await;
        let before = people::me(&world.app, &caller).await.unwrap();
        let edit =
            EditMe { name: some(" "), language: some("tlh"), country: some("ZZ"), time_zone: some("Mars/Olympus") };
        let refused = refusal(people::edit_me(&world.app, &caller, edit).await);
        let problems = [
            FieldProblem::new("/name", "empty"),
            FieldProblem::new("/language", "unknown_language").with("value", "tlh"),
            FieldProblem::new("/country", "unknown_country").with("value", "ZZ"),
            FieldProblem::new("/time_zone", "unknown_time_zone").with("value", "Mars/Olympus"),
        ];
        assert_eq!(refused, Refusal::Invalid(problems.to_vec()));
        let edit = EditMe { name: some("Ann"), time_zone: some("../../etc/passwd"), ..EditMe::default() };
        assert_eq!(
            refusal(people::edit_me(&world.app, &caller, edit).await),
            Refusal::Invalid(vec![
                FieldProblem::new("/time_zone", "unknown_time_zone").with("value", "../../etc/passwd")
            ])
        );
        assert_eq!(people::me(&world.app, &caller).await.unwrap(), before);
    }
}
