//! GET /v1/accounts/{account}/members/{member}/same-access, POST …/members/{member}/role/preview

use crate::support::{get, post, worlds};
use serde_json::json;

#[tokio::test]
async fn f15_what_a_colleague_has_is_answered_as_far_as_one_could_give_it() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
        let path = acme.member(uma.member, "/same-access");
        let body = get(&path).by(&acme.admin).of(&world).await.ok(200);
        let expected = json!({
            "name": "Uma Acme",
            "roles": [{ "role": "user", "from": null, "until": null }], "extras": [], "custom": null,
            "access": [{ "resource": dam, "level": "read_only", "from": null, "until": null }],
            "left_out": [], "more_left_out": 0,
        });
        assert_eq!(body, expected);
        get(&path).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn c02_what_another_role_would_do_is_answered_before() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "/role/preview");
        let look = |role: &str| post(&path, json!({ "role": role })).by(&acme.admin);
        let body = look("admin").of(&world).await.ok(200);
        assert_eq!(body["dropped"], json!([]));
        let account = &body["shifts"][0];
        assert_eq!((&account["kind"], &account["loses"]), (&json!(null), &json!([])));
        assert!(account["gains"].as_array().unwrap().contains(&json!("roster.invite")), "{account}");
        assert!(body["shifts"].as_array().unwrap().iter().any(|shift| shift["kind"] == "site"));
        assert_eq!(
            look("user").of(&world).await.ok(200),
            json!({ "dropped": [], "shifts": [], "keys": [], "unfit": [] })
        );
        // Their own keys lose with them; what they made for the account was fixed.
        let bo = acme.join(&world, "Bo", "admin", &[]).await;
        let (own, _) = acme.key(&world, &bo, &["roster.export", "site.view"]).await;
        let of_account = json!({ "label": "Product", "owner": "account", "permissions": ["roster.export"] });
        post(acme.path("/keys"), of_account).by(&bo).of(&world).await.ok(201);
        let look = post(acme.member(bo.member, "/role/preview"), json!({ "role": "user" })).by(&acme.admin);
        let keys = look.of(&world).await.ok(200)["keys"].clone();
        let ours = |id: &str| json!({ "id": id, "label": keys[0]["label"], "loses": keys[0]["loses"] });
        assert_eq!(keys, json!([ours(&own)]));
        assert!(keys[0]["loses"].as_array().unwrap().contains(&json!("roster.export")), "{keys}");
        let look = |role: &str| post(&path, json!({ "role": role })).by(&acme.admin);
        look("emperor").of(&world).await.wrong("/role", "unknown_role");
        post(&path, json!({ "role": "user" })).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}
