//! Three accounts, and somebody who is in two of them: what they are in one is nothing in the other, and nothing at all in the third.

use super::things::Things;
use crate::support::{Person, Place, Route, World, get, patch, routes, worlds};
use roster_app::invitations::accept::accept_signed_in;
use serde_json::json;

/// A user of the first with a site there, who is also an admin of the second.
async fn in_both(world: &World, first: &Things, second: &Things) -> Person {
    let bea = first.tenant.join(world, "Bea", "user", &[]).await;
    let guest = second.tenant.invite_address(world, &bea.email, "admin", &[]).await;
    accept_signed_in(&world.app, &bea.caller, &guest.token).await.unwrap();
    Person { member: guest.member, ..bea }
}

/// What is answered, but for what was sent.
async fn told(world: &World, who: &Person, route: &Route, own: &Things, at: &Place, id: &str) -> (u16, String) {
    let here = |place: &Place| if place == at { id.to_owned() } else { own.living(place) };
    let answer = route.ask(here, None).by(who).of(world).await;
    (answer.status.as_u16(), answer.text.replace(id, "…"))
}

#[tokio::test]
async fn f01_whoever_is_in_two_of_three_accounts_carries_nothing_from_one_to_another() {
    worlds(|world| async move {
        let (acme, bravo) = (Things::new(&world, "Acme").await, Things::new(&world, "Bravo").await);
        let charlie = Things::new(&world, "Charlie").await;
        let bea = in_both(&world, &acme, &bravo).await;
        let (before, mut asked) = (charlie.log(&world).await, 0);
        let account = Place::Path("account".to_owned());
        for route in routes().iter().filter(|route| route.is_in_account()) {
            // The third is not there, whatever of the other two is named besides.
            for elsewhere in [&charlie, &acme, &bravo] {
                let id =
                    |place: &Place| if *place == account { charlie.living(place) } else { elsewhere.living(place) };
                let answer = route.ask(id, None).by(&bea).of(&world).await;
                answer.problem(404, "not_found");
                asked += 1;
            }
            // A thing of the other account they are in is like a thing of an account they are not in.
            for (own, other) in [(&acme, &bravo), (&bravo, &acme)] {
                for place in route.places().iter().filter(|place| **place != account && place.name() != "seq") {
                    let theirs = told(&world, &bea, route, own, place, &other.living(place)).await;
                    let nobodys = told(&world, &bea, route, own, place, &charlie.living(place)).await;
                    assert_eq!(theirs, nobodys, "{} in {} at {place:?}", route.id, own.tenant.name);
                    asked += 2;
                }
            }
        }
        assert!(asked > 300, "{asked}");
        assert_eq!(charlie.log(&world).await, before);
    })
    .await;
}

#[tokio::test]
async fn f01_one_person_has_a_name_a_role_and_permissions_of_their_own_in_each_account() {
    worlds(|world| async move {
        let (acme, bravo) = (Things::new(&world, "Acme").await, Things::new(&world, "Bravo").await);
        let bea = in_both(&world, &acme, &bravo).await;
        let accounts = get("/v1/me").by(&bea).of(&world).await.ok(200)["accounts"].clone();
        let told: Vec<_> = accounts.as_array().unwrap().iter().map(|it| (&it["name"], &it["roles"])).collect();
        assert_eq!(told, [(&json!("Acme"), &json!(["user"])), (&json!("Bravo"), &json!(["admin"]))]);
        // An admin of one account calls them something else; that is so there, and nowhere else.
        let there = accounts[0]["member"].as_str().unwrap().to_owned();
        let rename = patch(acme.tenant.path(format!("/members/{there}")), json!({ "name": "Beatrix of Acme" }));
        rename.by(&acme.tenant.admin).of(&world).await.ok(204);
        let name = async |path: String, by: &Person| get(path).by(by).of(&world).await.ok(200)["name"].clone();
        assert_eq!(name(acme.tenant.path(format!("/members/{there}")), &bea).await, "Beatrix of Acme");
        assert_eq!(name(bravo.tenant.path(format!("/members/{}", bea.member)), &bea).await, "Bea Acme");
        // What they may in one they may not in the other.
        get(bravo.tenant.path("/events")).by(&bea).of(&world).await.ok(200);
        get(acme.tenant.path("/events")).by(&bea).of(&world).await.problem(403, "forbidden");
    })
    .await;
}
