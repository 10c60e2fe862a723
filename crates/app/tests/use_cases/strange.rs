//! Models that nobody here had in mind: deep ones, flat ones, one where all are equal.

use crate::support::{World, refusal, worlds_of};
use roster_domain::{id::ResourceId, refusal::Refusal};

const LIBRARY: &str = include_str!("../../../domain/tests/strange/library.toml");
const CLUB: &str = include_str!("../../../domain/tests/strange/club.toml");

/// From the branch down to the book.
const KINDS: [(&str, &str); 5] =
    [("zweigstelle", "Mitte"), ("etage", "EG"), ("regal", "A–C"), ("kiste", "Kiste 1"), ("buch", "Faust")];

impl World {
    async fn shelved(&self) -> Vec<ResourceId> {
        let mut made: Vec<ResourceId> = Vec::new();
        for (kind, name) in KINDS {
            let done = self.create(&self.admin.caller, kind, made.last().copied(), name).await;
            made.push(done.unwrap_or_else(|failure| panic!("{kind}: {failure:?}")).value);
        }
        made
    }
}

#[tokio::test]
async fn a13_who_manages_resources_in_the_account_makes_renames_and_deletes_what_they_see() {
    for world in worlds_of(LIBRARY).await {
        let admin = &world.admin.caller;
        let made = world.shelved().await;
        for resource in &made {
            world.rename(admin, *resource, "Anders").await.unwrap();
        }
        let bo = world.join("bo@example.com", "bibliothekar", &[(made[0], "sieht")]).await;
        let book = *made.last().unwrap();
        assert!(matches!(refusal(world.rename(&bo.caller, book, "Meins").await), Refusal::Forbidden { .. }));
        // What is needed in the language's own words is not needed twice: a box takes what the model asks for it.
        let refused = refusal(world.create(&bo.caller, "etage", Some(made[0]), "OG").await);
        assert_eq!(refused, Refusal::Forbidden { permission: "roster.manage_resources".to_owned() });
        for resource in made.iter().rev() {
            world.delete_resource(admin, *resource).await.unwrap();
        }
        // Who sees nothing of it manages nothing of it.
        let cy = world.join("cy@example.com", "aushilfe", &[]).await;
        let branch = world.create(admin, "zweigstelle", None, "Nord").await.unwrap().value;
        assert_eq!(refusal(world.rename(&cy.caller, branch, "Süd").await), Refusal::NotFound);
    }
}

#[tokio::test]
async fn f02_where_all_are_equal_the_last_one_stays() {
    for world in worlds_of(CLUB).await {
        let bo = world.join("bo@example.com", "player", &[]).await;
        world.delete(&bo.caller, world.admin.member).await.unwrap();
        assert_eq!(refusal(world.leave(&bo.caller, None).await), Refusal::LastKeeper);
    }
}
