//! POST of …/members/{member}/merge-offer, /v1/invitations/merge/look, /v1/invitations/merge and …/archive

use crate::support::{PASSWORD, get, post, worlds};
use serde_json::{Value, json};

#[tokio::test]
async fn d11_an_account_is_merged_into_another_and_its_address_says_so_to_its_former_member() {
    worlds(|world| async move {
        let (acme, bolt) = (world.tenant("Acme").await, world.tenant("Bolt").await);
        let him = &bolt.admin;
        let guest = acme.invite_address(&world, &him.email, "user", &[]).await;
        let token = guest.token.clone();
        let look = || post("/v1/invitations/merge/look", json!({ "token": token })).by(him);
        let merge = |account: &str, password: &str| {
            let body = json!({ "token": token, "account": account, "current_password": password });
            post("/v1/invitations/merge", body).by(him)
        };
        let there = bolt.id.to_string();
        look().of(&world).await.problem(410, "link_dead");
        let offer = |password: &str| {
            post(acme.member(guest.member, "/merge-offer"), json!({ "current_password": password })).by(&acme.admin)
        };
        offer("not it").of(&world).await.wrong("/current_password", "wrong");
        assert_eq!(offer(PASSWORD).of(&world).await.status, 204);
        let plan = look().of(&world).await.ok(200);
        let one = &plan["accounts"][0];
        assert_eq!((&one["account"], &one["hindrance"]), (&json!(there), &Value::Null));
        merge("x", PASSWORD).of(&world).await.wrong("/account", "malformed");
        merge(&there, "not it").of(&world).await.wrong("/current_password", "wrong");
        let all = post(bolt.path("/archive"), json!({})).by(him).of(&world).await;
        assert_eq!((all.status.as_u16(), all.header("content-type")), (200, "application/zip"));
        assert!(all.text.starts_with("PK") && all.text.contains("members.csv"));
        let merged = merge(&there, PASSWORD).of(&world).await.ok(201);
        assert_eq!(merged["account"], json!(acme.id));
        let gone = get(bolt.path("")).by(him).of(&world).await.problem(410, "account_merged");
        assert_eq!(gone["moved_to"], json!(acme.id));
        get(bolt.path("")).by(&acme.admin).of(&world).await.problem(404, "not_found");
        let mine = get("/v1/accounts").by(him).of(&world).await.ok(200);
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    })
    .await;
}
