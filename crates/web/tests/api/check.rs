//! POST /v1/accounts/{account}/check

use crate::support::{Tenant, World, delete, patch, post, put, worlds};
use serde_json::{Value, json};
use uuid::Uuid;

const NOBODY: &str = "01234567-89ab-7def-8123-456789abcdef";

async fn key(world: &World, acme: &Tenant) -> String {
    acme.key(world, &acme.admin, &["roster.check"]).await.1
}

/// Allowed or not, and why, of each result.
fn verdicts(answer: &Value) -> Vec<(bool, String)> {
    let results = answer["results"].as_array().unwrap().iter();
    results.map(|one| (one["allowed"].as_bool().unwrap(), one["reason"].as_str().unwrap().to_owned())).collect()
}

fn expected(list: &[(bool, &str)]) -> Vec<(bool, String)> {
    list.iter().map(|(allowed, reason)| (*allowed, (*reason).to_owned())).collect()
}

#[tokio::test]
async fn a_product_asks_and_is_answered() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let site = acme.site(&world, dam, "North").await;
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await.member;
        let gus = acme.invite(&world, "Gus", "user", &[(dam, "read_only")]).await.member;
        let fay = acme.join(&world, "Fay", "admin", &[]).await.member;
        let admin = acme.admin.member;
        let key = key(&world, &acme).await;
        let ask = |checks: Value| post(acme.path("/check"), json!({ "checks": checks })).bearing(&key);
        let one = ask(json!([{ "member": uma, "permission": "site.view", "resource": site }])).of(&world).await.ok(200);
        assert_eq!(one, json!({ "results": [{ "allowed": true, "reason": "granted" }] }));

        put(acme.member(fay, "/role"), json!({ "role": "user" })).by(&acme.admin).of(&world).await.ok(204);
        delete(acme.member(fay, "")).by(&acme.admin).of(&world).await.ok(204);
        let rows = [
            (json!({ "member": uma, "permission": "project.view", "resource": dam }), (true, "granted")),
            (json!({ "member": uma, "permission": "site.view", "resource": site }), (true, "granted")),
            (json!({ "member": uma, "permission": "site.edit", "resource": site }), (false, "not_held")),
            (json!({ "member": uma, "permission": "project.create" }), (false, "not_held")),
            (json!({ "member": uma, "permission": "project.create", "resource": null }), (false, "not_held")),
            (json!({ "member": uma, "permission": "site.view" }), (false, "wrong_place")),
            (json!({ "member": uma, "permission": "site.view", "resource": dam }), (false, "wrong_place")),
            (json!({ "member": uma, "permission": "project.create", "resource": dam }), (false, "wrong_place")),
            (json!({ "member": uma, "permission": "site.fly", "resource": site }), (false, "unknown_permission")),
            (json!({ "member": uma, "permission": "", "resource": site }), (false, "unknown_permission")),
            (json!({ "member": NOBODY, "permission": "site.view", "resource": site }), (false, "unknown_member")),
            (json!({ "member": uma, "permission": "site.view", "resource": NOBODY }), (false, "unknown_resource")),
            (json!({ "member": gus, "permission": "site.view", "resource": site }), (false, "member_not_active")),
            (json!({ "member": fay, "permission": "site.view", "resource": site }), (false, "member_not_active")),
            (json!({ "member": admin, "permission": "site.delete", "resource": site }), (true, "granted")),
            (json!({ "member": admin, "permission": "roster.invite" }), (true, "granted")),
            (json!({ "member": admin, "permission": "roster.invite", "resource": site }), (true, "granted")),
            (json!({ "member": uma, "permission": "roster.invite", "resource": site }), (false, "not_held")),
        ];
        let (checks, wanted): (Vec<Value>, Vec<(bool, &str)>) = rows.iter().cloned().unzip();
        let many = ask(checks.clone().into()).of(&world).await.ok(200);
        assert_eq!(verdicts(&many), expected(&wanted));
        // One by one as all together.
        for (check, wanted) in rows {
            let one = ask(json!([check])).of(&world).await.ok(200);
            assert_eq!(verdicts(&one), expected(&[wanted]), "{check}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_right_is_in_force_when_the_change_is_answered_and_can_be_demanded() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let bravo = world.tenant("Bravo").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await.member;
        let key = key(&world, &acme).await;
        let ask = |at_least: &str| {
            let check = json!([{ "member": uma, "permission": "project.view", "resource": dam }]);
            post(acme.path("/check"), json!({ "checks": check, "at_least": at_least })).bearing(&key)
        };
        let mut token = String::new();
        for (level, allowed) in
            [(json!("read_only"), true), (json!("none"), false), (json!("read_write"), true), (Value::Null, false)]
        {
            let body = json!({ "access": [{ "resource": dam, "level": level }] });
            let done = patch(acme.member(uma, "/access"), body).by(&acme.admin).of(&world).await;
            let newer = done.header("roster-revision").to_owned();
            assert_ne!(newer, token);
            token = newer;
            let answer = ask(&token).of(&world).await.ok(200);
            assert_eq!(answer["results"][0]["allowed"], allowed, "{level}");
        }
        let other = post(bravo.path("/resources"), json!({ "kind": "project", "name": "Mill" })).by(&bravo.admin);
        let other = other.of(&world).await.header("roster-revision").to_owned();
        let turned: String = token.chars().rev().collect();
        for bad in ["", "1", "7", "ä", &token[1..], &turned, &other, &"A".repeat(100_000)] {
            ask(bad).of(&world).await.wrong("/at_least", "bad_revision");
        }
        let read = roster_app::Revision::decode(&token).unwrap();
        for ahead in [
            roster_app::Revision { revision: read.revision + 1, ..read },
            roster_app::Revision { access: i64::MAX, ..read },
        ] {
            ask(&ahead.encode()).of(&world).await.problem(409, "revision_ahead");
        }
        let older = roster_app::Revision { revision: 0, access: 0, ..read };
        ask(&older.encode()).of(&world).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn a_bad_entry_is_told_and_keeps_none_from_being_answered() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let admin = acme.admin.member;
        let key = key(&world, &acme).await;
        let ask = |checks: Value| post(acme.path("/check"), json!({ "checks": checks })).bearing(&key);
        let good = json!({ "member": admin, "permission": "project.create" });
        for (bad, pointer, code) in [
            (json!(null), "/checks/1", "wrong_type"),
            (json!([]), "/checks/1", "wrong_type"),
            (json!("site.view"), "/checks/1", "wrong_type"),
            (json!({}), "/checks/1/member", "missing"),
            (json!({ "member": admin }), "/checks/1/permission", "missing"),
            (json!({ "permission": "site.view" }), "/checks/1/member", "missing"),
            (json!({ "member": admin, "permission": "\0" }), "/checks/1/permission", "control_character"),
            (json!({ "member": 7, "permission": "site.view" }), "/checks/1/member", "wrong_type"),
            (json!({ "member": admin, "permission": ["site.view"] }), "/checks/1/permission", "wrong_type"),
            (
                json!({ "member": admin, "permission": "site.view", "resource": "dam" }),
                "/checks/1/resource",
                "malformed",
            ),
            (json!({ "member": admin, "permission": "site.view", "resource": [] }), "/checks/1/resource", "wrong_type"),
            (
                json!({ "member": admin, "permission": "site.view", "resource": {} }),
                "/checks/1/resource/kind",
                "missing",
            ),
            (
                json!({ "member": admin, "permission": "site.view", "resource": { "kind": "site", "id": "s/7" } }),
                "/checks/1/resource/id",
                "unknown_field",
            ),
            (
                json!({ "member": admin, "permission": "site.view", "resource": { "kind": "site", "external_id": 7 } }),
                "/checks/1/resource/external_id",
                "wrong_type",
            ),
            (json!({ "member": admin, "permission": "site.view", "on": null }), "/checks/1/on", "unknown_field"),
        ] {
            let answer = ask(json!([good, bad, good])).of(&world).await.ok(200);
            let wanted = [(true, "granted"), (false, "malformed"), (true, "granted")];
            assert_eq!(verdicts(&answer), expected(&wanted), "{bad}");
            let error = &answer["results"][1]["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(code)), "{bad}");
            assert!(!error["detail"].as_str().unwrap().is_empty());
        }
        // All of them bad is no way around the permission.
        let stranger = acme.join(&world, "Uma", "user", &[]).await;
        let asked = post(acme.path("/check"), json!({ "checks": [null] })).by(&stranger).of(&world).await;
        assert_eq!(asked.problem(403, "forbidden")["missing"], json!(["roster.check"]));
        let answer = ask(json!([null])).of(&world).await.ok(200);
        assert_eq!(verdicts(&answer), expected(&[(false, "malformed")]));
    })
    .await;
}

#[tokio::test]
async fn resources_are_asked_about_by_the_products_own_names() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await.member;
        let key = key(&world, &acme).await;
        // Also one that looks like an id.
        for name in ["s/7", NOBODY] {
            let named = json!({ "kind": "site", "name": "South", "parent": dam, "external_id": name });
            post(acme.path("/resources"), named).by(&acme.admin).of(&world).await.ok(201);
        }
        let on = |kind: &str, name: &str| json!({ "kind": kind, "external_id": name });
        let rows = [
            (json!(uma), "site.view", on("site", "s/7"), (true, "granted")),
            (json!(uma), "site.edit", on("site", "s/7"), (false, "not_held")),
            (json!(uma), "site.view", on("site", NOBODY), (true, "granted")),
            (json!(uma), "site.view", on("site", "s/8"), (false, "unknown_resource")),
            (json!(uma), "site.view", on("project", "s/7"), (false, "unknown_resource")),
            (json!(uma), "site.view", on("moon", "s/7"), (false, "unknown_resource")),
            (json!(uma), "project.view", on("project", &dam.to_string()), (true, "granted")),
            (json!("uma"), "site.view", on("site", "s/7"), (false, "unknown_member")),
            (json!(""), "site.view", json!(null), (false, "unknown_member")),
        ];
        let checks = rows.iter().map(|(member, permission, resource, _)| {
            json!({ "member": member, "permission": permission, "resource": resource })
        });
        let body = json!({ "checks": checks.collect::<Vec<_>>() });
        let answer = post(acme.path("/check"), body).bearing(&key).of(&world).await.ok(200);
        assert_eq!(verdicts(&answer), expected(&rows.map(|(.., wanted)| wanted)));
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_no_batch_is_refused() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let key = key(&world, &acme).await;
    let ask = |body: Value| post(acme.path("/check"), body).bearing(&key);
    let good = json!({ "member": NOBODY, "permission": "site.view" });
    for (body, pointer, code) in [
        (json!({}), "/checks", "missing"),
        (json!({ "checks": [] }), "/checks", "empty"),
        (json!({ "checks": good }), "/checks", "wrong_type"),
        (json!({ "checks": null }), "/checks", "wrong_type"),
        (json!({ "checks": vec![good.clone(); 1_001] }), "/checks", "too_many"),
        (json!({ "checks": vec![good.clone(); 21], "explain": true }), "/checks", "too_many"),
        (json!({ "checks": [good], "explain": 1 }), "/explain", "wrong_type"),
        (json!({ "checks": [good], "at_least": 3 }), "/at_least", "wrong_type"),
        (json!({ "checks": [good], "member": NOBODY }), "/member", "unknown_field"),
    ] {
        ask(body).of(&world).await.wrong(pointer, code);
    }
    let full = ask(json!({ "checks": vec![good; 1_000] })).of(&world).await.ok(200);
    assert_eq!(full["results"].as_array().unwrap().len(), 1_000);
}

#[tokio::test]
async fn about_oneself_everybody_may_ask_and_learns_of_nothing_they_cannot_see() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (dam, mill) = (acme.project(&world, "Dam").await, acme.project(&world, "Mill").await);
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
        let ask = |member: Uuid, resource: Value| {
            let check = json!([{ "member": member, "permission": "project.edit", "resource": resource }]);
            post(acme.path("/check"), json!({ "checks": check, "explain": true })).by(&uma)
        };
        let me = roster_domain::id::Id::uuid(&uma.member);
        let here = ask(me, json!(dam)).of(&world).await.ok(200);
        assert_eq!(verdicts(&here), expected(&[(false, "not_held")]));
        let (hidden, nothing) =
            (ask(me, json!(mill)).of(&world).await.ok(200), ask(me, json!(NOBODY)).of(&world).await.ok(200));
        assert_eq!(verdicts(&hidden), expected(&[(false, "unknown_resource")]));
        assert_eq!(hidden, nothing, "what one can't see is told from nothing");
        let other = roster_domain::id::Id::uuid(&acme.admin.member);
        for member in [other, Uuid::nil()] {
            let refused = ask(member, json!(dam)).of(&world).await;
            assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.check"]));
        }
    })
    .await;
}

#[tokio::test]
async fn f09_an_answer_is_explained() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let site = acme.site(&world, dam, "North").await;
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_write"), (site, "none")]).await.member;
        let key = key(&world, &acme).await;
        let why = |member: Value, permission: &str, resource: Value| {
            let check = json!([{ "member": member, "permission": permission, "resource": resource }]);
            post(acme.path("/check"), json!({ "checks": check, "explain": true })).bearing(&key)
        };
        let why = |member: Value, permission: &'static str, resource: Value| {
            let ask = why(member, permission, resource);
            let world = &world;
            async move { ask.of(world).await.ok(200)["results"][0]["why"].clone() }
        };
        let granted = why(json!(uma), "project.edit", json!(dam)).await;
        let grant = json!({ "by": "grant", "on": dam, "level": "read_write" });
        assert_eq!(granted, json!({ "because": [grant], "taken": [], "remedies": [] }));
        let by_role = why(json!(acme.admin.member), "site.edit", json!(site)).await;
        let role = json!({ "by": "role_on", "role": "admin", "reach": "all" });
        assert!(by_role["because"].as_array().unwrap().contains(&role), "{by_role}");
        let in_account = why(json!(acme.admin.member), "roster.invite", json!(site)).await;
        assert_eq!(in_account["because"], json!([{ "by": "role", "role": "admin" }]));
        let taken = why(json!(uma), "site.edit", json!(site)).await;
        let nearer =
            json!({ "by": "nearer_level", "level": "none", "on": site, "instead_of": "read_write", "farther": dam });
        assert_eq!((&taken["because"], &taken["taken"]), (&json!([]), &json!([nearer])));
        let remedy = &taken["remedies"][0];
        assert_eq!(
            (&remedy["by"], &remedy["level"], &remedy["givers"]),
            (&json!("grant"), &json!("read_write"), &json!(["admin"]))
        );
        let unknown = why(json!(uma), "site.fly", json!(site)).await;
        assert_eq!(unknown, Value::Null);
    })
    .await;
}
