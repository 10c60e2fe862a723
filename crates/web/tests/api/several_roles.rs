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

#[tokio::test]
async fn a_role_that_stays_keeps_its_end_and_each_of_several_can_have_one() {
    worlds(|world| async move {
        let model = presets().iter().find(|preset| preset.id == "customers-and-vendors").unwrap().text.to_owned();
        let shop = world.tenant_of("Acme", model).await;
        let uma = shop.join(&world, "Uma", "vendor", &[]).await;
        let path = shop.member(uma.member, "");
        let change = |body| patch(&path, body).by(&shop.admin);
        let ends = || async { get(&path).by(&shop.admin).of(&world).await.ok(200)["role_ends"].clone() };
        let (end, later) = ("2999-01-01T00:00:00Z", "2999-02-01T00:00:00Z");
        change(json!({ "roles": [{ "role": "vendor", "until": end }, "employee"] })).of(&world).await.ok(204);
        assert_eq!(ends().await, json!({ "vendor": end }));
        // Other roles come and go, and another field changes: the end stays.
        for body in [json!({ "roles": ["vendor"] }), json!({ "roles": ["vendor", "employee"], "note": "x" })] {
            change(body).of(&world).await.ok(204);
            assert_eq!(ends().await, json!({ "vendor": end }));
        }
        change(json!({ "role": "vendor" })).of(&world).await.ok(204);
        assert_eq!(ends().await, json!({ "vendor": end }));
        let moved = json!({ "roles": [{ "role": "vendor", "until": later }, { "role": "employee", "until": end }] });
        change(moved).of(&world).await.ok(204);
        assert_eq!(ends().await, json!({ "vendor": later, "employee": end }));
        // It is taken away only where that is said.
        change(json!({ "roles": [{ "role": "vendor", "until": null }, "employee"] })).of(&world).await.ok(204);
        assert_eq!(ends().await, json!({ "employee": end }));
        for (body, pointer, code) in [
            (
                json!({ "roles": ["vendor", { "role": "employee", "until": "1999-01-01T00:00:00Z" }] }),
                "/roles/1/until",
                "in_the_past",
            ),
            (json!({ "roles": [{ "role": "vendor", "until": "soon" }] }), "/roles/0/until", "malformed"),
            (json!({ "roles": [{ "until": end }] }), "/roles/0/role", "missing"),
            (json!({ "roles": [{ "role": "vendor", "ends": end }] }), "/roles/0/ends", "unknown_field"),
            (json!({ "roles": ["vendor", 7] }), "/roles/1", "wrong_type"),
        ] {
            change(body).of(&world).await.wrong(pointer, code);
        }
        assert_eq!(ends().await, json!({ "employee": end }));
    })
    .await;
}
