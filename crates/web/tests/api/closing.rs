//! GET, POST and DELETE /v1/accounts/{account}/closure, POST /v1/me/erasure, POST /v1/accounts; suspended accounts

use crate::support::{PASSWORD, World, delete, get, post, worlds};
use roster_app::accounts::suspend;
use serde_json::json;

#[tokio::test]
async fn d12_an_account_is_closed_and_brought_back() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let bo = acme.join(&world, "Bo", "user", &[]).await;
        let (_, key) = acme.key(&world, &acme.admin, &["roster.read_members"]).await;
        let path = acme.path("/closure");
        let close = |name: &str, password: &str| post(&path, json!({ "name": name, "current_password": password }));
        close("Acme", PASSWORD).by(&bo).of(&world).await.problem(403, "forbidden");
        close("Acme", PASSWORD).bearing(&key).of(&world).await.problem(403, "forbidden");
        close("acme", PASSWORD).by(&acme.admin).of(&world).await.wrong("/name", "not_the_name");
        close("Acme", "guess").by(&acme.admin).of(&world).await.wrong("/current_password", "wrong");
        get(&path).by(&acme.admin).of(&world).await.problem(404, "not_found");
        let closed = close("Acme", PASSWORD).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(closed, json!({ "name": "Acme", "purge_at": "2026-12-21T10:00:00Z" }));
        // From the next request on it is like nothing, to people and keys.
        let nowhere = get("/v1/accounts/01234567-89ab-7def-8123-456789abcdef/members").by(&acme.admin).of(&world).await;
        for answer in [
            get(acme.path("/members")).by(&acme.admin).of(&world).await,
            get(acme.path("/members")).by(&bo).of(&world).await,
            get(acme.path("/members")).bearing(&key).of(&world).await,
            get(&path).by(&bo).of(&world).await,
            delete(&path).bearing(&key).of(&world).await,
        ] {
            answer.problem(404, "not_found");
            assert_eq!(answer.text, nowhere.text);
        }
        assert_eq!(get("/v1/me").by(&bo).of(&world).await.ok(200)["accounts"], json!([]));
        assert_eq!(get(&path).by(&acme.admin).of(&world).await.ok(200), closed);
        delete(&path).by(&bo).of(&world).await.problem(404, "not_found");
        delete(&path).by(&acme.admin).of(&world).await.ok(204);
        get(acme.path("/members")).bearing(&key).of(&world).await.ok(200);
        delete(&path).by(&acme.admin).of(&world).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn d12_a_closing_that_is_sent_again_says_the_same_to_the_one_who_sent_it() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let other = acme.join(&world, "Cy", "admin", &[]).await;
        let bo = acme.join(&world, "Bo", "user", &[]).await;
        let path = acme.path("/closure");
        let close = |key: &str, name: &str| post(&path, json!({ "name": name, "current_password": PASSWORD })).key(key);
        let closed = close("once", "Acme").by(&acme.admin).of(&world).await.ok(200);
        for _ in 0..2 {
            let again = close("once", "Acme").by(&acme.admin).of(&world).await;
            assert_eq!(again.headers["idempotency-replayed"], "true");
            assert_eq!(again.ok(200), closed);
        }
        close("once", "acme").by(&acme.admin).of(&world).await.problem(422, "idempotency_key_reused");
        // Another request, another admin with the same key, a user: it is not there.
        close("twice", "Acme").by(&acme.admin).of(&world).await.problem(404, "not_found");
        close("once", "Acme").by(&other).of(&world).await.problem(404, "not_found");
        close("once", "Acme").by(&bo).of(&world).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_key_of_a_suspended_account_gets_a_problem_document() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (_, key) = acme.key(&world, &acme.admin, &["roster.read_members"]).await;
        let bravo = world.tenant("Bravo").await;
        suspend::suspend(&world.app, acme.id, "unpaid").await.unwrap();
        for ask in [get(acme.path("/members")).bearing(&key), get(acme.path("")).by(&acme.admin)] {
            let problem = ask.of(&world).await.problem(403, "account_suspended");
            assert!(!problem.to_string().contains("unpaid"));
        }
        get(acme.path("")).by(&bravo.admin).of(&world).await.problem(404, "not_found");
        let accounts = get("/v1/accounts").by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&accounts["items"][0]["name"], &accounts["items"][0]["suspended"]), (&json!("Acme"), &json!(true)));
        suspend::resume(&world.app, acme.id).await.unwrap();
        get(acme.path("/members")).bearing(&key).of(&world).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn d12_who_is_in_no_account_any_more_erases_themself() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let bo = acme.join(&world, "Bo", "user", &[]).await;
        let erase = |password: &str| post("/v1/me/erasure", json!({ "current_password": password }));
        erase(PASSWORD).by(&bo).of(&world).await.problem(409, "still_a_member");
        delete(acme.member(bo.member, "")).by(&acme.admin).of(&world).await.ok(204);
        erase("guess").by(&bo).of(&world).await.wrong("/current_password", "wrong");
        erase(PASSWORD).by(&bo).of(&world).await.ok(204);
        get("/v1/me").by(&bo).of(&world).await.problem(401, "not_signed_in");
    })
    .await;
}

#[tokio::test]
async fn where_only_the_operator_creates_accounts_the_route_is_not_there() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    post("/v1/accounts", json!({ "name": "Mine" })).by(&acme.admin).of(&world).await.problem(404, "not_found");
}
