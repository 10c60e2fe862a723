//! GET and PATCH /v1/accounts/{account}/details

use crate::support::{get, patch, worlds};
use serde_json::json;

#[tokio::test]
async fn d13_details_are_read_and_changed_with_their_version() {
    worlds(|world| async move {
        let acme = world.tenant_that("Acme", "tax_id").await;
        let (path, admin) = (acme.path("/details"), &acme.admin);
        let seen = get(&path).by(admin).of(&world).await;
        let version = seen.version();
        let body = seen.ok(200);
        assert_eq!((&body["name"], &body["fields"]["tax_id"]), (&json!("Acme"), &json!(null)));
        patch(&path, json!({ "name": "B" }))
            .without("if-match")
            .by(admin)
            .of(&world)
            .await
            .problem(428, "precondition_required");
        let change = json!({ "name": "Acme AG", "fields": { "tax_id": "DE 1", "city": null } });
        let changed = patch(&path, change).if_match(version).by(admin).of(&world).await;
        assert_eq!((changed.status.as_u16(), changed.version()), (204, version + 1));
        patch(&path, json!({ "name": "B" })).if_match(version).by(admin).of(&world).await.problem(412, "stale");
        patch(&path, json!({ "fields": { "shoe": "43" } }))
            .by(admin)
            .of(&world)
            .await
            .wrong("/fields/shoe", "unknown_detail");
        let body = get(&path).by(admin).of(&world).await.ok(200);
        assert_eq!((&body["name"], &body["fields"]["tax_id"]), (&json!("Acme AG"), &json!("DE 1")));
        let change = &body["history"][0];
        assert_eq!((&change["by_name"], &change["changes"][1]["field"]), (&json!("Admin Acme"), &json!("tax_id")));
        assert_eq!(change["changes"][0], json!({ "field": "name", "before": "Acme", "after": "Acme AG" }));
        let mia = acme.join(&world, "Mia", "member", &[]).await;
        let read = get(&path).by(&mia).of(&world).await.ok(200);
        assert_eq!(
            (&read["fields"]["tax_id"], &read["changeable"], &read["history"]),
            (&json!(null), &json!(false), &json!([]))
        );
        assert!(!read["fields"].as_object().unwrap().contains_key("tax_id"));
        patch(&path, json!({ "name": "B" })).by(&mia).of(&world).await.problem(403, "forbidden");
    })
    .await;
}
