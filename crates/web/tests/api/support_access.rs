//! GET and DELETE /v1/accounts/{account}/support

use crate::support::{delete, get, worlds};
use roster_app::support;
use serde_json::json;

#[tokio::test]
async fn a14_admins_see_the_operators_looks_and_end_them() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let bo = acme.join(&world, "Bo", "user", &[]).await;
        let path = acme.path("/support");
        assert_eq!(get(&path).by(&acme.admin).of(&world).await.ok(200)["items"], json!([]));
        support::grant(&world.app, acme.id, "Ticket 4711", 2).await.unwrap();
        let look = json!({ "reason": "Ticket 4711", "until": "2026-11-21T12:00:00Z", "begun_at": null });
        assert_eq!(get(&path).by(&acme.admin).of(&world).await.ok(200)["items"], json!([look]));
        get(&path).by(&bo).of(&world).await.problem(403, "forbidden");
        delete(&path).by(&bo).of(&world).await.problem(403, "forbidden");
        delete(&path).by(&acme.admin).of(&world).await.ok(204);
        assert_eq!(get(&path).by(&acme.admin).of(&world).await.ok(200)["items"], json!([]));
    })
    .await;
}
