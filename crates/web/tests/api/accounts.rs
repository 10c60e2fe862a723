//! GET /v1/accounts, GET /v1/accounts/{account}

use crate::support::{World, get, worlds};
use serde_json::json;

#[tokio::test]
async fn the_callers_accounts_are_listed() {
    worlds(|world| async move {
        let (acme, _other) = (world.tenant("Acme").await, world.tenant("Bravo").await);
        let mine = json!({ "items": [
            { "id": acme.id, "name": "Acme", "member": acme.admin.member, "roles": ["admin"], "suspended": false }
        ] });
        assert_eq!(get("/v1/accounts").by(&acme.admin).of(&world).await.ok(200), mine);
        // Also for a key, which is no person.
        let (_, key) = acme.key(&world, &acme.admin, &["site.view"]).await;
        assert_eq!(get("/v1/accounts").bearing(&key).of(&world).await.ok(200), mine);
        get("/v1/accounts").of(&world).await.problem(401, "not_signed_in");
    })
    .await;
}

#[tokio::test]
async fn an_account_is_shown_with_what_a_client_needs() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let shown = get(acme.path("")).by(&acme.admin).of(&world).await.ok(200);
    assert_eq!(shown["name"], "Acme");
    assert_eq!(shown["member"], acme.admin.member.to_string());
    assert!(shown["permissions"].as_array().unwrap().contains(&json!("roster.invite")));
    let model = &shown["model"];
    assert_eq!(model["labels"]["en"]["page"], "User Management");
    let ids = |list: &serde_json::Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&model["roles"]), ["admin", "user"]);
    assert_eq!(ids(&model["kinds"]), ["project", "site"]);
    assert_eq!(ids(&model["kinds"][1]["levels"]), ["read_write", "read_only", "none"]);
    assert_eq!(model["kinds"][1]["parent"], "project");
    assert_eq!(model["kinds"][0]["label"]["de"], "Projekt");
    assert_eq!(model["invitation_valid_for"], 30 * 24 * 3600);
    assert_eq!(model["leaving"], json!(["delete"]));
    assert!(ids(&model["permissions"]).contains(&"site.edit".to_owned()));
}

#[tokio::test]
async fn what_a_user_may_is_theirs_alone() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let user = acme.join(&world, "Uma", "user", &[]).await;
    let shown = get(acme.path("")).by(&user).of(&world).await.ok(200);
    assert_eq!(shown["permissions"], json!([]));
}

#[tokio::test]
async fn an_account_one_is_not_in_is_not_there() {
    let world = World::new();
    let (acme, bravo) = (world.tenant("Acme").await, world.tenant("Bravo").await);
    get(bravo.path("")).by(&acme.admin).of(&world).await.problem(404, "not_found");
    get("/v1/accounts/0").by(&acme.admin).of(&world).await.problem(404, "not_found");
    get("/v1/accounts/00000000-0000-0000-0000-000000000000").by(&acme.admin).of(&world).await.problem(404, "not_found");
    get(acme.path("")).of(&world).await.problem(401, "not_signed_in");
}
