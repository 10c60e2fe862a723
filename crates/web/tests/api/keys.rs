//! GET and POST /v1/accounts/{account}/keys, GET and DELETE …/keys/{key}

use crate::support::{World, delete, get, patch, post, put, worlds};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn a_key_may_what_is_written_on_it_until_its_end() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let body =
            json!({ "label": "Sync", "permissions": ["roster.read_members"], "expires_at": "2026-11-21T11:00:00Z" });
        let made = post(acme.path("/keys"), body).by(&acme.admin).of(&world).await.ok(201);
        let key = made["secret"].as_str().unwrap().to_owned();
        assert!(key.starts_with("rsk_"));
        get(acme.path("/members")).bearing(&key).of(&world).await.ok(200);
        let refused = patch(acme.member(uma.member, ""), json!({ "note": "x" })).bearing(&key).of(&world).await;
        assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.edit_members"]));
        world.pass(SignedDuration::from_hours(1) - SignedDuration::from_millis(1));
        get(acme.path("/members")).bearing(&key).of(&world).await.ok(200);
        world.pass(SignedDuration::from_millis(1));
        get(acme.path("/members")).bearing(&key).of(&world).await.problem(401, "not_signed_in");
    })
    .await;
}

#[tokio::test]
async fn a_key_never_may_more_than_its_maker() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    let body = json!({ "label": "Sleeper", "permissions": ["roster.read_members"] });
    let refused = post(acme.path("/keys"), body).by(&uma).of(&world).await;
    assert_eq!(refused.problem(403, "not_held")["missing"], json!(["roster.read_members"]));
    let (_, key) = acme.key(&world, &uma, &["site.edit"]).await;
    get(acme.path("/members")).bearing(&key).of(&world).await.problem(403, "forbidden");
    get(acme.path("")).header("authorization", format!("bearer {key}")).of(&world).await.ok(200);
    get(acme.path("")).header("authorization", format!("Basic {key}")).of(&world).await.problem(401, "not_signed_in");
    // Nor does it make another: what leaked once would outlive its being revoked.
    let child = json!({ "label": "Child", "permissions": ["site.edit"] });
    post(acme.path("/keys"), child).bearing(&key).of(&world).await.problem(403, "session_required");
    delete(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(204);
    get(acme.path("")).bearing(&key).of(&world).await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn keys_are_listed_and_revoked_ones_own_and_with_the_permission_all() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let (mine, _) = acme.key(&world, &acme.admin, &["site.view"]).await;
        let (hers, secret) = acme.key(&world, &uma, &["site.view"]).await;
        let list = |person| get(acme.path("/keys")).by(person);
        let ids = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap().to_owned()).collect()
        };
        let all = list(&acme.admin).of(&world).await.ok(200);
        let mut both = vec![mine.clone(), hers.clone()];
        both.sort();
        let mut found = ids(&all);
        found.sort();
        assert_eq!(found, both);
        assert!(!all.to_string().contains(&secret[4..]), "no secret is shown twice");
        assert_eq!(ids(&list(&uma).of(&world).await.ok(200)), std::slice::from_ref(&hers));

        let first = get(acme.path("/keys?limit=1")).by(&acme.admin).of(&world).await.ok(200);
        let next = first["next"].as_str().unwrap();
        let second = get(acme.path(format!("/keys?limit=1&cursor={next}"))).by(&acme.admin).of(&world).await.ok(200);
        let mut paged = [ids(&first), ids(&second)].concat();
        paged.sort();
        assert_eq!(paged, both);

        let shown = get(acme.path(format!("/keys/{hers}"))).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["member"], &shown["permissions"]), (&json!(uma.member), &json!(["site.view"])));
        get(acme.path(format!("/keys/{hers}"))).by(&uma).of(&world).await.ok(200);
        get(acme.path(format!("/keys/{mine}"))).by(&uma).of(&world).await.problem(404, "not_found");

        let revoke = |key: &str| delete(acme.path(format!("/keys/{key}"))).without("if-match");
        revoke(&mine).by(&uma).of(&world).await.problem(404, "not_found");
        revoke(&hers).by(&acme.admin).of(&world).await.ok(204);
        get(acme.path("")).bearing(&secret).of(&world).await.problem(401, "not_signed_in");
        revoke(&hers).by(&acme.admin).of(&world).await.ok(204);
        assert_eq!(acme.count(&world, "key_revoked").await, 1, "twice revoked is revoked once");
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_makes_one_key_and_shows_its_secret_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let ask = post(acme.path("/keys"), json!({ "label": "Sync", "permissions": ["site.view"] }));
        let ask = ask.by(&acme.admin).key("k");
        let (first, again) = (ask.clone().of(&world).await.ok(201), ask.of(&world).await);
        assert_eq!(again.header("idempotency-replayed"), "true");
        let again = again.ok(201);
        assert_eq!((&again["id"], &again["secret"]), (&first["id"], &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_key_is_named() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let whole = json!({ "label": "Sync", "permissions": ["site.view"] });
    for (field, value, pointer, code) in [
        ("label", json!(""), "/label", "empty"),
        ("permissions", json!([]), "/permissions", "empty"),
        ("permissions", json!("*"), "/permissions", "wrong_type"),
        ("permissions", json!(["site.view", "*"]), "/permissions/1", "unknown_permission"),
        ("permissions", json!(vec!["site.view"; 201]), "/permissions", "too_many"),
        ("expires_at", json!("2026-11-21T10:00:00Z"), "/expires_at", "in_the_past"),
        ("expires_at", json!("soon"), "/expires_at", "malformed"),
        ("secret", json!("mine"), "/secret", "unknown_field"),
    ] {
        let mut body = whole.clone();
        body[field] = value;
        post(acme.path("/keys"), body).by(&acme.admin).of(&world).await.wrong(pointer, code);
    }
    get(acme.path("/keys?cursor=x")).by(&acme.admin).of(&world).await.wrong("/cursor", "bad_cursor");
}

#[tokio::test]
async fn f03_a_key_of_the_account_works_without_its_maker() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let bo = acme.join(&world, "Bo", "admin", &[]).await;
        let body =
            |owner: &str| json!({ "label": "Product", "owner": owner, "permissions": ["roster.check", "site.view"] });
        let refused = post(acme.path("/keys"), body("account")).by(&uma).of(&world).await;
        assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.manage_keys"]));
        post(acme.path("/keys"), body("nobody")).by(&bo).of(&world).await.problem(422, "invalid");
        let made = post(acme.path("/keys"), body("account")).by(&bo).of(&world).await.ok(201);
        let (id, key) = (made["id"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned());
        let owns = get(acme.member(bo.member, "/belongings")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(owns["account_keys"], json!([{ "id": id, "label": "Product" }]));
        acme.key(&world, &bo, &["site.view"]).await;
        // Its maker is made a user, and goes.
        let role = json!({ "role": "user" });
        put(acme.member(bo.member, "/role"), role).by(&acme.admin).of(&world).await.ok(204);
        let shown = get(acme.path(format!("/keys/{id}"))).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["owner"], &shown["member"]), (&json!("account"), &json!(bo.member.to_string())));
        let mine = get("/v1/accounts").bearing(&key).of(&world).await.ok(200);
        assert_eq!((&mine["items"][0]["name"], &mine["items"][0]["member"]), (&json!("Acme"), &Value::Null));
        get(acme.path("")).bearing(&key).of(&world).await.ok(200);
        let ask = json!({ "checks": [{ "member": uma.member.to_string(), "permission": "roster.invite" }] });
        let told = post(acme.path("/check"), ask).bearing(&key).of(&world).await.ok(200);
        assert_eq!(told["results"][0]["allowed"], json!(false));
        let ask = json!({
            "subject": { "type": "member", "id": acme.admin.member.to_string() },
            "action": { "name": "roster.invite" },
            "resource": { "type": "account", "id": acme.id },
        });
        let told = post("/access/v1/evaluation", ask).bearing(&key).of(&world).await.ok(200);
        assert_eq!(told["decision"], json!(true));
        // What only a member has or does is refused in words of its own.
        get(acme.path("/presence")).bearing(&key).of(&world).await.problem(403, "needs_member");
        post(acme.path("/keys"), body("account")).bearing(&key).of(&world).await.problem(403, "session_required");
        delete(acme.path(format!("/keys/{id}"))).by(&uma).of(&world).await.problem(404, "not_found");
        delete(acme.path(format!("/keys/{id}"))).by(&acme.admin).of(&world).await.ok(204);
        get(acme.path("")).bearing(&key).of(&world).await.problem(401, "not_signed_in");
    })
    .await;
}

#[tokio::test]
async fn f17_whoever_is_deleted_leaves_no_key_of_the_account_behind_that_is_named() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let bo = acme.join(&world, "Bo", "admin", &[]).await;
        let mut ids = Vec::new();
        for label in ["Shop", "Warehouse", "Till"] {
            let body = json!({ "label": label, "owner": "account", "permissions": ["roster.check"] });
            let made = post(acme.path("/keys"), body).by(&bo).of(&world).await.ok(201);
            ids.push((made["id"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned()));
        }
        // As a user they can be deleted; the keys stay as they were made.
        put(acme.member(bo.member, "/role"), json!({ "role": "user" })).by(&acme.admin).of(&world).await.ok(204);
        let go = |keys: String| delete(acme.member(bo.member, &format!("?revoke_keys={keys}"))).by(&acme.admin);
        go(format!("{},{}", ids[0].0, uuid::Uuid::nil())).of(&world).await.wrong("/revoke_keys/1", "unknown_key");
        get(acme.path("")).bearing(&ids[0].1).of(&world).await.ok(200);
        let many = vec![ids[0].0.clone(); 51].join(",");
        go(many).of(&world).await.wrong("/revoke_keys", "too_many");
        go(format!("{},{}", ids[0].0, ids[1].0)).of(&world).await.ok(204);
        for revoked in &ids[..2] {
            get(acme.path("")).bearing(&revoked.1).of(&world).await.problem(401, "not_signed_in");
        }
        get(acme.path("")).bearing(&ids[2].1).of(&world).await.ok(200);
    })
    .await;
}
