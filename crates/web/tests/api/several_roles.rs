//! PATCH /v1/accounts/{account}/members/{member}, where members have several roles

use crate::support::{get, patch, worlds};
use roster_domain::model::presets;
use serde_json::json;

#[tokio::test]
async fn b01_several_roles_are_given_where_the_model_lets_somebody_have_several() {
    worlds(|world| async move {
        let model = presets().iter().find(|preset| preset.id == "customers-and-vendors").unwrap().text.to_owned();
        let shop = world.tenant_of("Acme", model).await;
        let uma = shop.join(&world, "Uma", "vendor", &[]).await;
        let path = shop.member(uma.member, "");
        let change = |body| patch(&path, body).by(&shop.admin);
        for (given, has) in [
            (json!(["employee", "vendor"]), json!(["employee", "vendor"])),
            (json!(["customer"]), json!(["customer"])),
            (json!([]), json!(["customer"])),
        ] {
            change(json!({ "roles": given })).of(&world).await.ok(204);
            assert_eq!(get(&path).by(&shop.admin).of(&world).await.ok(200)["roles"], has);
        }
        for (body, pointer, code) in [
            (json!({ "roles": ["employee", "king"] }), "/role", "unknown_role"),
            (json!({ "roles": ["vendor", "vendor"] }), "/roles", "duplicate"),
            (json!({ "roles": ["vendor"], "role": "vendor" }), "/role", "duplicate"),
            (json!({ "roles": null }), "/roles", "wrong_type"),
        ] {
            change(body).of(&world).await.wrong(pointer, code);
        }
        let acme = world.tenant("Beta").await;
        let ugo = acme.join(&world, "Ugo", "user", &[]).await;
        let two = patch(acme.member(ugo.member, ""), json!({ "roles": ["user", "admin"] })).by(&acme.admin);
        two.of(&world).await.wrong("/roles", "only_one_role");
    })
    .await;
}
