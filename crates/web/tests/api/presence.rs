//! GET and PUT /v1/accounts/{account}/presence

use crate::support::{get, put, worlds};
use serde_json::{Value, json};

#[tokio::test]
async fn c09_who_is_online_is_told_with_the_page_and_whoever_hides_is_not() {
    worlds(|world| async move {
        let acme = world.tenant_that("Acme", "colleagues = true").await;
        let bo = acme.join(&world, "Bo", "administrator", &[]).await;
        let online = || async { get(acme.path("/presence")).by(&acme.admin).of(&world).await.ok(200) };
        assert_eq!(online().await, json!({ "items": [], "hidden": false }));
        let look = get(format!("/accounts/{}/users", acme.id)).by(&bo).of(&world).await;
        assert_eq!(look.status, 200);
        let seen = json!({ "member": bo.member, "name": "Bo Acme", "page": "/users" });
        assert_eq!(online().await["items"], json!([seen]));
        let hide = |hidden: Value| put(acme.path("/presence"), json!({ "hidden": hidden })).by(&bo);
        hide(json!("yes")).of(&world).await.wrong("/hidden", "wrong_type");
        hide(json!(true)).of(&world).await.ok(204);
        assert_eq!(online().await["items"], json!([]));
        assert_eq!(get(acme.path("/presence")).by(&bo).of(&world).await.ok(200)["hidden"], true);
        // The second time nothing is left to change.
        hide(json!(true)).of(&world).await.ok(204);
        assert_eq!(acme.count(&world, "member_edited").await, 1);
        hide(json!(false)).of(&world).await.ok(204);
    })
    .await;
}
