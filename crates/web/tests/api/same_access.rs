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
            "role": { "role": "user", "from": null, "until": null },
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
        assert_eq!(look("user").of(&world).await.ok(200), json!({ "dropped": [], "shifts": [] }));
        look("emperor").of(&world).await.wrong("/role", "unknown_role");
        post(&path, json!({ "role": "user" })).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}
