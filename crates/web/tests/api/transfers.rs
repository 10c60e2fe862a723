//! POST and GET /v1/accounts/{account}/transfers, …/{transfer}, …/accept, …/decline

use crate::support::{PASSWORD, delete, get, post, worlds};
use serde_json::{Value, json};

#[tokio::test]
async fn f20_a_role_is_offered_declined_withdrawn_and_accepted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let offer = |to: String, password: &str| {
            post(acme.path("/transfers"), json!({ "to": to, "current_password": password })).by(&acme.admin)
        };
        offer(acme.admin.member.to_string(), PASSWORD).of(&world).await.wrong("/to", "no_heir");
        offer(uma.member.to_string(), "guess").of(&world).await.wrong("/current_password", "wrong");
        let theirs = post(acme.path("/transfers"), json!({ "to": uma.member, "current_password": PASSWORD })).by(&uma);
        assert_eq!(theirs.of(&world).await.problem(403, "not_held")["missing"], json!(["admin"]));

        let made = offer(uma.member.to_string(), PASSWORD).of(&world).await;
        let place = made.header("location").to_owned();
        let id = made.ok(201)["id"].clone();
        assert_eq!(place, acme.path(format!("/transfers/{}", id.as_str().unwrap())));
        offer(uma.member.to_string(), PASSWORD).of(&world).await.problem(409, "wrong_state");
        let seen = get(&place).by(&uma).of(&world).await.ok(200);
        assert_eq!(
            (&seen["state"], &seen["role"], &seen["becomes"]),
            (&json!("open"), &json!("admin"), &json!("user"))
        );
        let list = |who: &crate::support::Person| get(acme.path("/transfers")).by(who);
        assert_eq!(list(&uma).of(&world).await.ok(200)["items"][0]["id"], id);
        let answer = |verb: &str| post(format!("{place}/{verb}"), json!({}));
        answer("accept").by(&acme.admin).of(&world).await.problem(404, "not_found");
        answer("decline").by(&uma).of(&world).await.ok(204);
        answer("accept").by(&uma).of(&world).await.problem(409, "wrong_state");

        let place = offer(uma.member.to_string(), PASSWORD).of(&world).await.header("location").to_owned();
        delete(&place).by(&uma).of(&world).await.problem(404, "not_found");
        delete(&place).by(&acme.admin).of(&world).await.ok(204);
        assert_eq!(list(&acme.admin).of(&world).await.ok(200), json!({ "items": [] }));

        let place = offer(uma.member.to_string(), PASSWORD).of(&world).await.header("location").to_owned();
        post(format!("{place}/accept"), json!({})).by(&uma).of(&world).await.ok(204);
        let roles = |me: Value| me["accounts"][0]["roles"].clone();
        assert_eq!(roles(get("/v1/me").by(&uma).of(&world).await.ok(200)), json!(["admin"]));
        assert_eq!(roles(get("/v1/me").by(&acme.admin).of(&world).await.ok(200)), json!(["user"]));
        let (_, key) = acme.key(&world, &uma, &["roster.change_roles"]).await;
        let by_key = post(acme.path("/transfers"), json!({ "to": acme.admin.member, "current_password": PASSWORD }));
        by_key.bearing(&key).of(&world).await.problem(404, "not_found");
    })
    .await;
}
