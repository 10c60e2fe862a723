//! GET and PATCH /v1/accounts/{account}/members/{member}/access

use crate::support::{World, get, patch, post, put, worlds};
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a11_access_is_added_changed_and_removed() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (dam, mill) = (acme.project(&world, "Dam").await, acme.project(&world, "Mill").await);
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
        let path = acme.member(uma.member, "/access");
        let change = |wishes: Value| patch(&path, json!({ "access": wishes })).by(&acme.admin);
        let seen = get(&path).by(&acme.admin).of(&world).await.version();

        change(json!([])).without("if-match").of(&world).await.problem(428, "precondition_required");
        let done = change(json!([{ "resource": dam, "level": "read_write" }, { "resource": mill, "level": "none" }]));
        let version = done.if_match(seen).of(&world).await.version();
        assert_eq!(version, seen + 1);
        let expected = |items: &[(Value, &str, &str)]| -> Value {
            let item = |(id, name, level): &(Value, &str, &str)| {
                json!({ "resource": id, "kind": "project", "name": name, "level": level, "role": null,
                    "permission": null, "from": null, "until": null })
            };
            items.iter().map(item).collect()
        };
        // Their own access anybody sees.
        let shown = get(&path).by(&uma).of(&world).await.ok(200);
        assert_eq!(
            shown["items"],
            expected(&[(json!(dam), "Dam Acme", "read_write"), (json!(mill), "Mill Acme", "none")])
        );

        change(json!([{ "resource": dam, "level": null }])).if_match(seen).of(&world).await.problem(412, "stale");
        change(json!([{ "resource": dam, "level": null }])).if_match(version).of(&world).await.ok(204);
        let shown = get(&path).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["items"], expected(&[(json!(mill), "Mill Acme", "none")]));
        assert_eq!(acme.count(&world, "access_changed").await, 2);
    })
    .await;
}

#[tokio::test]
async fn one_wrong_wish_undoes_none_and_is_named() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "/access");
        let good = json!({ "resource": dam, "level": "read_only" });
        for (bad, pointer, code) in [
            (json!({ "resource": Uuid::nil(), "level": "read_only" }), "/access/1/resource", "unknown_resource"),
            (json!({ "resource": "dam", "level": "read_only" }), "/access/1/resource", "malformed"),
            (json!({ "resource": dam, "level": "owner" }), "/access/1/resource", "duplicate"),
            (json!({ "resource": dam }), "/access/1/level", "missing"),
            (json!({ "resource": dam, "level": 1 }), "/access/1/level", "wrong_type"),
            (json!({ "resource": dam, "role": "owner", "permission": null }), "/access/1", "one_of_them"),
            (json!({ "resource": dam, "role": "owner" }), "/access/1/role", "unknown_project_role"),
            (json!({ "resource": dam, "permission": "fly" }), "/access/1/permission", "unknown_permission"),
            (json!({ "resource": dam, "permission": "roster.invite" }), "/access", "not_on_this_kind"),
        ] {
            let answer = patch(&path, json!({ "access": [good, bad] })).by(&acme.admin).of(&world).await;
            answer.wrong(pointer, code);
        }
        let unknown = patch(&path, json!({ "access": [{ "resource": dam, "level": "owner" }] }));
        unknown.by(&acme.admin).of(&world).await.wrong("/access/0/level", "unknown_level");
        let many: Vec<Value> = (0..201).map(|n| json!({ "resource": Uuid::from_u128(n), "level": null })).collect();
        patch(&path, json!({ "access": many })).by(&acme.admin).of(&world).await.wrong("/access", "too_many");
        let shown = get(&path).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_single_permission_is_given_beside_a_level_and_taken_away() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let dam = acme.project(&world, "Dam").await;
    let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
    let path = acme.member(uma.member, "/access");
    let shown = || async { get(&path).by(&acme.admin).of(&world).await.ok(200)["items"].clone() };
    let change = |wish: Value| patch(&path, json!({ "access": [wish] })).by(&acme.admin);
    let wish = json!({ "resource": dam, "permission": "site.edit" });
    change(wish.clone()).of(&world).await.ok(204);
    let items = shown().await;
    assert_eq!((&items[0]["level"], &items[0]["permission"]), (&json!("read_only"), &Value::Null));
    assert_eq!((&items[1]["level"], &items[1]["permission"]), (&Value::Null, &json!("site.edit")));
    change(json!({ "resource": dam, "permission": "site.edit", "given": false })).of(&world).await.ok(204);
    assert_eq!(shown().await.as_array().unwrap().len(), 1);
    change(wish).of(&world).await.ok(204);
    change(json!({ "resource": dam, "permission": null })).of(&world).await.ok(204);
    change(json!({ "resource": dam, "role": null })).of(&world).await.ok(204);
    assert_eq!(shown().await.as_array().unwrap().len(), 1);
    // An invitation gives it, too.
    let invite = |wish: Value| {
        let body = json!({ "addresses": ["new@acme.example"], "role": "user", "access": [wish] });
        post(acme.path("/invitations"), body).by(&acme.admin)
    };
    invite(json!({ "resource": dam })).of(&world).await.wrong("/access/0/level", "missing");
    invite(json!({ "resource": dam, "level": "read_only", "role": "x" }))
        .of(&world)
        .await
        .wrong("/access/0", "one_of_them");
    let invited = invite(json!({ "resource": dam, "permission": "site.edit" })).of(&world).await.ok(200);
    assert_eq!(invited["results"][0]["outcome"], "invited");
}

#[tokio::test]
async fn a13_nobody_gives_themself_access_or_sees_that_of_others() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let dam = acme.project(&world, "Dam").await;
    let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
    let wish = json!({ "access": [{ "resource": dam, "level": "read_write" }] });
    let refused = patch(acme.member(uma.member, "/access"), wish).by(&uma).of(&world).await;
    assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.change_access"]));
    get(acme.member(acme.admin.member, "/access")).by(&uma).of(&world).await.problem(403, "forbidden");
}

#[tokio::test]
async fn access_and_roles_are_given_for_a_while() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "/access");
        let give = |from: Value, until: Value| {
            let wish = json!({ "resource": dam, "level": "read_only", "from": from, "until": until });
            patch(&path, json!({ "access": [wish] })).by(&acme.admin)
        };
        let (soon, later) = ("2026-11-21T10:00:30Z", "2026-11-21T10:01:00Z");
        give(Value::Null, json!("2026-11-21T10:00:00Z")).of(&world).await.wrong("/access/0/until", "in_the_past");
        give(json!(later), json!(soon)).of(&world).await.wrong("/access/0/until", "ends_before_it_begins");
        give(Value::Null, json!("soon")).of(&world).await.wrong("/access/0/until", "malformed");
        give(json!(soon), json!(later)).of(&world).await.ok(204);
        let shown = get(&path).by(&uma).of(&world).await.ok(200);
        assert_eq!((&shown["items"][0]["from"], &shown["items"][0]["until"]), (&json!(soon), &json!(later)));
        let project = || get(acme.path(format!("/resources/{dam}"))).by(&uma);
        project().of(&world).await.problem(404, "not_found");
        world.pass(jiff::SignedDuration::from_secs(30));
        project().of(&world).await.ok(200);
        let role = json!({ "role": "admin", "until": later });
        put(acme.member(uma.member, "/role"), role).by(&acme.admin).of(&world).await.ok(204);
        let seen = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&seen["roles"], &seen["role_ends"]), (&json!(["admin"]), &json!({ "admin": later })));
        get(acme.path("/members")).by(&uma).of(&world).await.ok(200);
        world.pass(jiff::SignedDuration::from_secs(30));
        project().of(&world).await.problem(404, "not_found");
        get(acme.path("/members")).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn c15_whom_to_give_access_is_found_by_address_by_who_may_give_it_there() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (dam, mill) = (acme.project(&world, "Dam").await, acme.project(&world, "Mill").await);
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
        let find = |on: &str, email: &str| get(acme.path(format!("/resources/{on}/members/find?email={email}")));
        let (dam, mill) = (dam.to_string(), mill.to_string());
        let found = find(&dam, &uma.email.to_uppercase()).by(&acme.admin).of(&world).await;
        assert_eq!(found.ok(200), json!({ "id": uma.member, "name": "Uma Acme", "status": "active" }));
        find(&dam, "nobody@example.com").by(&acme.admin).of(&world).await.wrong("/email", "unknown_member");
        find(&dam, "nobody").by(&acme.admin).of(&world).await.wrong("/email", "no_at");
        find(&dam, &acme.admin.email).by(&uma).of(&world).await.problem(403, "forbidden");
        // What they can't see is not there.
        find(&mill, &acme.admin.email).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}
